"""Which PERSON mentions of one article are one person.

Forms (``Đinh Tiến Dũng``, ``Dũng``) are grouped, longest first; a short form joins a fuller one by the
rules of `forms.RULES`, and only when one fuller form takes it. What stays undecided is kept apart and noted.
Vietnamese names are never joined by likeness; only foreign ones are (`forms.SPELLINGS`).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import forms as form_rules
from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.forms import Form
from vnlaos_ner.linking.likeness import bare
from vnlaos_ner.linking.scene import ARTICLE, Item, Scene

# Names of at least this share of the longest one are full names too.
_NEARLY = 0.8

# At most so many words introduce another name in brackets.
_ALIAS_REACH = 6


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
        person.foreign = person.origin is not None or form_rules.looks_foreign(person.full, cues)
    persons.sort(key=lambda p: min(i.number for i in p.items))
    number = {id(p): n for n, p in enumerate(persons)}
    of = {item.number: n for n, p in enumerate(persons) for item in p.items}
    left_open = [(i, tuple(sorted(number[id(p)] for p in some if id(p) in number))) for i, some in unsettled]
    return People(tuple(persons), of, tuple(sorted(left_open, key=lambda pair: pair[0].number)))


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


class _Index:
    """The people so far by what a further form can share with them, so that not everyone is asked."""

    __slots__ = ("_by_likeness", "_by_word")

    def __init__(self) -> None:
        self._by_word: dict[str, dict[int, Person]] = {}
        self._by_likeness: dict[object, dict[int, Person]] = {}

    def add(self, person: Person, form: Form) -> None:
        for word in form:
            self._by_word.setdefault(word, {})[id(person)] = person
        if not person.vietnamese:
            for key in form_rules.likenesses(form):
                self._by_likeness.setdefault(key, {})[id(person)] = person

    def sharing(self, form: Form) -> list[Person]:
        """Who has the rarest word of `form`: a short form shares every word. An initial shares none, so a
        form with one asks for everybody with another of its words."""
        words = [word for word in form if len(word) > 1] or list(form)
        buckets = [self._by_word.get(word, {}) for word in words]
        if len(words) == len(form):
            return list(min(buckets, key=len).values())
        return list({k: p for bucket in buckets for k, p in bucket.items()}.values())

    def alike(self, form: Form) -> list[Person]:
        """Foreigners one of whose forms has a likeness in common."""
        found = (self._by_likeness.get(key, {}) for key in form_rules.likenesses(form))
        return list({k: p for bucket in found for k, p in bucket.items()}.values())


def _group(
    zone: int, forms: dict[Form, list[Item]], cues: Cues
) -> tuple[list[Person], list[tuple[Item, list[Person]]]]:
    persons: list[Person] = []
    unsettled: list[tuple[Item, list[Person]]] = []
    index = _Index()
    for form in sorted(forms, key=lambda f: (-len(f), forms[f][0].number)):
        takers = _takers(form, index, cues)
        if len(takers) == 1:
            takers[0].forms.append(form)
            takers[0].items += forms[form]
            index.add(takers[0], form)
            continue
        person = Person(zone, [form], list(forms[form]), form_rules.is_vietnamese(form, cues.families))
        persons.append(person)
        index.add(person, form)
        if takers:
            unsettled += [(item, takers) for item in forms[form]]
    return persons, unsettled


def _aliases(scene: Scene, cues: Cues, persons: list[Person]) -> list[Person]:
    """``Nguyễn Văn A (tức Mười B)``, ``Vladimir Putin (Vla-đi-mia Pu-tin)``: the bracket names him again."""
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


def _takers(form: Form, index: _Index, cues: Cues) -> list[Person]:
    """The people a form may stand for by the first rule that names any."""
    sharing = index.sharing(form)
    for rule in form_rules.RULES:
        found = [p for p in sharing if any(rule(form, full, cues) for full in p.forms)]
        if found:
            return found
    if form_rules.is_vietnamese(form, cues.families):
        return []
    return [p for p in index.alike(form) if form_rules.respelled(form, p.full)]


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
