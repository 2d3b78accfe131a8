"""Which PERSON mentions of one article are one person.

Forms (``Đinh Tiến Dũng``, ``Dũng``) are grouped, longest first; a short form joins a fuller one by the
rules of `RULES`, and only when one fuller form takes it. What stays undecided is kept apart and noted.
Vietnamese names are never joined by likeness; only foreign ones are (`SPELLINGS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.likeness import bare, within
from vnlaos_ner.linking.scene import ARTICLE, Item, Scene
from vnlaos_ner.spelling import spelling_key
from vnlaos_ner.text import is_syllable

Form = tuple[str, ...]

# Names of at least this share of the longest one are full names too.
_NEARLY = 0.8

# More syllables than this, and no family name of ours in front: a Lao or Thai name in spaced syllables.
_LONGEST = 4

# At most so many words introduce another name in brackets.
_ALIAS_REACH = 6

# The son is another man: ``Donald Trump Jr.``
_GENERATION = frozenset({"jr", "sr", "ii", "iii"})


@dataclass(slots=True)
class Person:
    """One person being put together: `forms` lists its spellings, `items` its mentions, in text order.

    `vietnamese` says that the name has our shape, family name first; `foreign` that it cannot be ours, or is
    known not to be (`origin`, a country). A pen name (Trường Chinh) is neither.
    """

    zone: int
    forms: list[Form]
    items: list[Item]
    vietnamese: bool
    foreign: bool = False
    origin: str | None = None

    @property
    def full(self) -> Form:
        return self.forms[0]


@dataclass(frozen=True, slots=True)
class People:
    """`of` maps the index of a PERSON item to its person's number; `open` lists (item, candidate numbers)."""

    persons: tuple[Person, ...]
    of: dict[int, int]
    open: tuple[tuple[Item, tuple[int, ...]], ...]


def resolve(scene: Scene, cues: Cues, lexicon: Lexicon) -> People:
    """Group the people of every zone, then join equal full names across zones."""
    zones: dict[int, dict[Form, list[Item]]] = {}
    for item in scene.of("PERSON"):
        zones.setdefault(item.zone, {}).setdefault(form_of(scene, item), []).append(item)
    persons: list[Person] = []
    unsettled: list[tuple[Item, list[Person]]] = []
    for zone, forms in sorted(zones.items()):
        found, left = _group(zone, forms, cues)
        persons += _aliases(scene, cues, found)
        unsettled += left
    persons = _across_zones(persons)
    for person in persons:
        person.origin = _origin(person, lexicon)
        person.foreign = person.origin is not None or _looks_foreign(person.full, cues)
    persons.sort(key=lambda p: min(i.number for i in p.items))
    number = {id(p): n for n, p in enumerate(persons)}
    of = {item.number: n for n, p in enumerate(persons) for item in p.items}
    left_open = [(i, tuple(sorted(number[id(p)] for p in some if id(p) in number))) for i, some in unsettled]
    return People(tuple(persons), of, tuple(sorted(left_open, key=lambda pair: pair[0].number)))


def _looks_foreign(form: Form, cues: Cues) -> bool:
    """Words that are no syllables of ours, a family name of our neighbours, or too long a run of syllables."""
    if not _all_syllables(form) or form[0] in cues.foreign_families:
        return True
    return len(form) > _LONGEST and form[0] not in cues.families


def _origin(person: Person, lexicon: Lexicon) -> str | None:
    """The country of a foreign leader or of a Lao official the lexicon knows by any name used here."""
    for name in dict.fromkeys(item.named.name for item in person.items):
        entry = lexicon.get("leader", name) or lexicon.get("person", name)
        code = entry.attrs.get("country") if entry else None
        if code not in (None, "VN"):
            return code
    return None


def form_of(scene: Scene, item: Item) -> Form:
    """The words of a name, lower case, without hyphens, dots and quotes."""
    return tuple(w for w in scene.low[item.start : item.end] if w[0].isalnum())


def is_vietnamese(form: Form, families: frozenset[str]) -> bool:
    """Built like a Vietnamese name: a known family name first, then one to five syllables."""
    return 2 <= len(form) <= 6 and form[0] in families and all(is_syllable(w) for w in form)


def _group(
    zone: int, forms: dict[Form, list[Item]], cues: Cues
) -> tuple[list[Person], list[tuple[Item, list[Person]]]]:
    persons: list[Person] = []
    unsettled: list[tuple[Item, list[Person]]] = []
    for form in sorted(forms, key=lambda f: (-len(f), forms[f][0].number)):
        takers = _takers(form, persons, cues)
        if len(takers) == 1:
            takers[0].forms.append(form)
            takers[0].items += forms[form]
            continue
        person = Person(zone, [form], list(forms[form]), is_vietnamese(form, cues.families))
        persons.append(person)
        if takers:
            unsettled += [(item, takers) for item in forms[form]]
    return persons, unsettled


def _aliases(scene: Scene, cues: Cues, persons: list[Person]) -> list[Person]:
    """``Nguyễn Tất Thành (tức Văn Ba)``, ``Vladimir Putin (Vla-đi-mia Pu-tin)``: the bracket names him again."""
    owner = {item.number: person for person in persons for item in person.items}
    some = sorted((item for person in persons for item in person.items), key=lambda i: i.number)
    for left, right in pairwise(some):
        a, b = owner[left.number], owner[right.number]
        if a is b or left.line != right.line or not _says_again(scene, cues, left, right, a.vietnamese):
            continue
        a.forms += b.forms
        a.items += b.items
        owner |= {item.number: a for item in b.items}
        persons = [p for p in persons if p is not b]
    return persons


def _says_again(scene: Scene, cues: Cues, left: Item, right: Item, vietnamese: bool) -> bool:
    if right.start - left.end > _ALIAS_REACH:
        return False
    words = " ".join(scene.low[left.end : right.start])
    if words == "(":
        hyphens = "-" in scene.low[right.start : right.end]
        closed = right.end < len(scene.low) and scene.low[right.end] == ")"
        return closed and hyphens and not vietnamese
    return words.startswith("(") and cues.links.get(words[2:]) == "alias"


def _takers(form: Form, persons: list[Person], cues: Cues) -> list[Person]:
    """The people a form may stand for by the first rule that names any."""
    for rule in RULES:
        found = [p for p in persons if any(rule(form, full, cues) for full in p.forms)]
        if found:
            return found
    if not is_vietnamese(form, cues.families) and form[-1] not in _GENERATION:
        return [p for p in persons if not p.vietnamese and _respelled(form, p.full)]
    return []


def _respelled(form: Form, full: Form) -> bool:
    return full[-1] not in _GENERATION and any(same(form, full) for same in SPELLINGS)


def given_name(form: Form, full: Form, cues: Cues) -> bool:
    """``Dũng``, ``Tiến Dũng`` for Đinh Tiến Dũng; ``Trump`` for Donald Trump. What opens with a common family
    name is a full name: ``Lê Dũng`` is not short for Hồ Lê Dũng."""
    if len(form) >= len(full) or full[-len(form) :] != form:
        return False
    return len(form) == 1 or form[0] not in cues.common_families or not is_vietnamese(full, cues.families)


def first_name(form: Form, full: Form, cues: Cues) -> bool:
    """``Thongloun`` for Thongloun Sisoulith, ``Tập`` for Tập Cận Bình; never a Vietnamese family name alone."""
    if len(form) >= len(full) or full[: len(form)] != form or full[-1] in _GENERATION:
        return False
    return not is_vietnamese(full, cues.families) or full[0] in {"y", "h"}


def family_first(form: Form, full: Form, cues: Cues) -> bool:
    """``ông Lý`` for Lý Khắc Cường: the family name alone, where nobody's given name fits better."""
    return len(form) == 1 and form[0] == full[0] and len(full) >= 2


def inner_names(form: Form, full: Form, cues: Cues) -> bool:
    """``Suu Kyi`` in Aung San Suu Kyi, ``Donald Trump`` in Donald J. Trump: in order, foreign names only."""
    if len(form) >= len(full) or full[-1] in _GENERATION or is_vietnamese(full, cues.families):
        return False
    left = iter(full)
    return all(word in left for word in form) and max(len(w) for w in form) > 2


def initials(form: Form, full: Form, cues: Cues) -> bool:
    """``D. Trump`` for Donald Trump: a letter stands for a name, and one name is written out."""
    if (
        len(form) != len(full)
        or form == full
        or not any(len(w) > 1 and w == v for w, v in zip(form, full, strict=True))
    ):
        return False
    return all(w == v or (len(w) == 1 and v[0] == w) for w, v in zip(form, full, strict=True))


def other_order(form: Form, full: Form) -> bool:
    """``Fumio Kishida`` = ``Kishida Fumio``."""
    return len(form) > 1 and form != full and sorted(form) == sorted(full)


def same_letters(form: Form, full: Form) -> bool:
    """``Yoon Suk Yeol`` = ``Yoon Suk-yeol`` = ``Yoon Sukyeol``; accents count where all are syllables of ours."""
    if _all_syllables(form) and _all_syllables(full):
        return "".join(form) == "".join(full)
    return bare("".join(form)) == bare("".join(full))


def near_letters(form: Form, full: Form) -> bool:
    """One letter in six may differ: ``Saysomphone / Saysomhone``. Never short names, never our syllables."""
    if abs(len(form) - len(full)) > 1 or (_all_syllables(form) and _all_syllables(full)):
        return False
    a, b = bare("".join(form)), bare("".join(full))
    return min(len(a), len(b)) >= 7 and within(a, b, len(a) // 6)


def same_sounds(form: Form, full: Form) -> bool:
    """Spellings of one foreign name: ``Thongloun Sisoulith`` = ``Thoong-lun Xi-xu-lít``."""
    if len(form) < 4 and len(full) < 4 and _all_syllables(form) and _all_syllables(full):
        return False
    key = spelling_key("".join(form))
    return len(key) >= 5 and key == spelling_key("".join(full))


def _all_syllables(form: Form) -> bool:
    return all(is_syllable(w) for w in form)


RULES: tuple[Callable[[Form, Form, Cues], bool], ...] = (
    given_name,
    first_name,
    inner_names,
    initials,
    family_first,
)
SPELLINGS: tuple[Callable[[Form, Form], bool], ...] = (same_letters, other_order, near_letters, same_sounds)


def _across_zones(persons: list[Person]) -> list[Person]:
    """Equal full names are one entity of the page; short forms stay where they are."""
    first: dict[Form, Person] = {}
    kept: list[Person] = []
    for person in sorted(persons, key=lambda p: p.zone != ARTICLE):
        twin = next((first[f] for f in person.forms if len(f) > 1 and f in first), None)
        if twin is None:
            kept.append(person)
            for form in person.forms:
                first.setdefault(form, person)
            continue
        twin.forms += person.forms
        twin.items += person.items
    for person in kept:
        person.items.sort(key=lambda i: i.number)
    return kept


def name_of(items: Sequence[Item]) -> str:
    """The fullest form, as spelled most often in the article; of equals the first.

    Forms of nearly the same length are spellings of one another; short forms vote for the spelling
    they agree with (``Le Drain`` for ``Jean-Yves Le Drain``).
    """
    counts = Counter(item.named.name for item in items)
    longest = max(len(bare(name)) for name in counts)
    full = [n for n in counts if len(bare(n)) >= _NEARLY * longest]
    votes = {n: sum(c for other, c in counts.items() if f" {other} " in f" {n} ") for n in full}
    return max(full, key=lambda n: votes[n])


def regroup(people: People, moves: Iterable[tuple[Item, int]]) -> People:
    """The same people with some open mentions given to a person (decided by office or address)."""
    of = dict(people.of)
    persons = [
        Person(p.zone, p.forms, list(p.items), p.vietnamese, p.foreign, p.origin) for p in people.persons
    ]
    settled: set[int] = set()
    for item, number in moves:
        persons[of[item.number]].items.remove(item)
        persons[number].items.append(item)
        of[item.number] = number
        settled.add(item.number)
    for person in persons:
        person.items.sort(key=lambda i: i.number)
    return People(tuple(persons), of, tuple(o for o in people.open if o[0].number not in settled))


def merge(crowd: People, into: Mapping[int, int]) -> People:
    """The same people with some numbers joined to others; emptied numbers keep their place."""
    if not into:
        return crowd
    moves = [(i, into[n]) for n, p in enumerate(crowd.persons) if n in into for i in p.items]
    return regroup(crowd, moves)
