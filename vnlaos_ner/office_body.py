"""The body in an office, and the name of any body: abbreviations are expanded before it comes here.

A name of a body is a chain of units, each opened by a class noun (``Ban``, ``Sở``, ``Văn phòng`` …) or known
as a whole: ``Ban Tuyên giáo | Thành ủy``, ``Vụ Pháp luật, | Văn phòng Quốc hội``. The chain is written
without the comma or ``thuộc`` between its units; ``của`` stays where it is part of a known name.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from vnlaos_ner.expand import HEADS, TIED, abbreviates, is_acronym, join, longest, words_of
from vnlaos_ner.lexicon import Entry, Lexicon
from vnlaos_ner.office_place import LEVELS, Tail, tails

Words = Sequence[str]
_KNOWN = ("body", "organization")


def split_tail(words: Words, start: int, lexicon: Lexicon) -> tuple[int, tuple[Tail, ...]]:
    """Where the places that close the name begin (``len(words)`` where none do), and these places.

    A place inside a known body stays there: *Mặt trận Tổ quốc Việt Nam* has no tail.
    """
    inside = known_insides(words, start, lexicon)
    for k in range(start, len(words)):
        if k in inside:
            continue
        found = tails(words, k, lexicon)
        if found is not None and not (k > start and _is_its_name(words[start:k], found[0], lexicon)):
            return k, found
    return len(words), ()


def _is_its_name(before: Words, tail: Tail, lexicon: Lexicon) -> bool:
    """Whether a bare district is rather the name of a company, a school, a hospital: *Công ty Bình Minh*."""
    if tail.link or tail.cls or tail.is_country or not tail.name:
        return False
    entry = lexicon.get("place", tail.name)
    if entry is None or "parent" not in entry.attrs or entry.attrs.get("country", "VN") != "VN":
        return False
    heads = (longest(lexicon, before, i, "body_head") for i in range(len(before)))
    classes = [head[1].attrs.get("class") for head in heads if head is not None]
    return bool(classes) and classes[-1] in ("business", "education", "health", "club", "media")


def known_insides(words: Words, start: int, lexicon: Lexicon) -> set[int]:
    """Positions strictly inside a known body or portfolio: nothing is cut there."""
    inside: set[int] = set()
    for i in range(start, len(words)):
        for kind in (*_KNOWN, "field", "place"):
            found = longest(lexicon, words, i, kind)
            if found is not None:
                inside.update(range(i + 1, found[0] - _open_end(found[1], words[i : found[0]], lexicon)))
    return inside


def _open_end(entry: Entry, words: Words, lexicon: Lexicon) -> int:
    """How many words at the end of a known body are no part of it, but a tail.

    The country of a foreign state body (*Bộ Quốc phòng | Mỹ*), a class word that waits for its name
    (*Công an | tỉnh*).
    """
    for size in (2, 1):
        if entry.kind == "body" and len(words) > size and " ".join(words[-size:]) in LEVELS:
            return size
    if entry.attrs.get("class") not in ("ministry", "legislature", "government", "judiciary"):
        return 0
    for k in range(1, len(words)):
        country = longest(lexicon, words, k, "country")
        if country is not None and country[0] == len(words) and country[1].attrs.get("code") != "VN":
            return len(words) - k + (words[k - 1] == "nước")
    return 0


def opens_body(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Whether a known body or a class noun of bodies stands at `i`."""
    return i < len(words) and longest(lexicon, words, i, *_KNOWN, *HEADS) is not None


def is_portfolio(words: Words, lexicon: Lexicon) -> bool:
    """Whether a minister's head is followed by a portfolio rather than a body: *Bộ trưởng | Công an*."""
    body = longest(lexicon, words, 0, *_KNOWN, *HEADS)
    field = longest(lexicon, words, 0, "field")
    return body is None or (field is not None and field[0] >= body[0])


def name(words: Words, lexicon: Lexicon) -> str:
    """The name of the body written in `words`, as it is shown: full words of the text are kept.

    >>> name(words_of("sở Y tế"), lexicon)          # doctest: +SKIP
    'Sở Y tế'
    """
    return _chain(words, lexicon, _spelled)


def identity(words: Words, lexicon: Lexicon) -> str:
    """The name that all spellings of the body share: signs and ``và`` do not tell bodies apart."""
    return _chain(
        words, lexicon, lambda w, full: full if _plain(join(w)) == _plain(full) else _spelled(w, full)
    )


def _plain(text: str) -> str:
    """A name without signs and ``và``, in lower case."""
    return " ".join(w for w in "".join(c if c.isalnum() else " " for c in text.lower()).split() if w != "và")


def _chain(words: Words, lexicon: Lexicon, spell: Callable[[Words, str], str]) -> str:
    words = _unbracket(list(words), lexicon)
    out: list[str] = []
    i = 0
    opens = True
    while i < len(words):
        skip = _joint(words, i, lexicon)
        if skip:
            i, opens = i + skip, True
            continue
        found = longest(lexicon, words, i, *_KNOWN) if opens or words[i][0].isupper() else None
        if found is not None and (opens or found[0] - i > 1):
            out.append(spell(words[i : found[0]], found[1].name))
            i, opens = found[0], True
            continue
        head = longest(lexicon, words, i, *HEADS) if opens or words[i][0].isupper() else None
        if head is not None:
            text = _head(words[i : head[0]], head[1].name)
            out.append(_capital(text) if opens else text)
            i, opens = _field(words, head[0], out, lexicon, spell), False
            continue
        out.append(words[i])
        opens = words[i].lower() == "của"
        i += 1
    return _capital(join(out))


def _joint(words: Words, i: int, lexicon: Lexicon) -> int:
    """How many words at `i` only join a body to its parent: ``,`` or ``, thuộc``."""
    if words[i] != "," or _ends_head(words, i, lexicon):
        return 0
    size = 2 if i + 1 < len(words) and words[i + 1].lower() == "thuộc" else 1
    if size == 2 or i + 1 >= len(words) or words[i + 1][0].isupper():
        return size if opens_body(words, i + size, lexicon) else 0
    head = longest(lexicon, words, i + 1, "body_head")  # “…, trường Cao đẳng”, not “…, khoa học và kỹ thuật”
    plain = (
        head is not None
        and head[1].attrs.get("lower") == "yes"
        and (head[0] - i > 2 or words[i + 1] != "khoa")
    )
    return size if plain and words[i + 2 : i + 3] != ["học"] else 0


def _ends_head(words: Words, i: int, lexicon: Lexicon) -> bool:
    """Whether a class noun ends at `i`: in *các trường Đại học, Cao đẳng* the comma coordinates two nouns."""
    after = longest(lexicon, words, i + 1, "body_head") if i + 1 < len(words) else None
    if after is None or after[1].attrs.get("class") != "education":
        return False
    heads = (longest(lexicon, words, k, "body_head") for k in range(max(0, i - 3), i))
    return any(head and head[0] == i and head[1].attrs.get("class") == "education" for head in heads)


def _field(words: Words, i: int, out: list[str], lexicon: Lexicon, spell: Callable[[Words, str], str]) -> int:
    """The portfolio after a class noun: ``Tài nguyên - Môi trường`` is written with ``và``."""
    found = longest(lexicon, words, i, "field")
    if found is None:
        return i
    dashed = any(w in ("-", "–", "&") for w in words[i : found[0]]) and "," not in words[i : found[0]]
    out.append(found[1].name if dashed else spell(words[i : found[0]], found[1].name))
    return found[0]


def _head(words: Words, canonical: str) -> str:
    """A class noun in its listed spelling; its relatives stay what they are (Hải quân, Hạm đội)."""
    text = join(words)
    return canonical if text.lower() == canonical.lower() or abbreviates(words, canonical) else text


def _spelled(words: Words, canonical: str) -> str:
    """The canonical spelling of the same words or of an acronym; other words stay as they are written."""
    text = join(words)
    return canonical if text.lower() == canonical.lower() or is_acronym(words, canonical) else text


def _unbracket(words: list[str], lexicon: Lexicon) -> list[str]:
    """Drop a bracketed short name; unwrap a bracketed parent body (``phòng X (Sở Y)``)."""
    while "(" in words and ")" in words[words.index("(") :]:
        a = words.index("(")
        b = words.index(")", a)
        inner = words[a + 1 : b]
        head = longest(lexicon, inner, 0, *HEADS) if inner else None
        keep = inner if b == len(words) - 1 and head is not None and head[0] < len(inner) else []
        words = words[:a] + keep + words[b + 1 :]
    return words


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def country_inside(body: str, lexicon: Lexicon) -> str | None:
    """ISO country that the name of a body holds, where it holds one only: *Mặt trận Tổ quốc Việt Nam*.

    A pair (*Hội Hữu nghị Việt Nam - Lào*) says nothing of whose the body is.
    """
    known = (lexicon.get("body", " ".join(body.split(" ")[i:])) for i in range(body.count(" ") + 1))
    own = next((e.attrs["country"] for e in known if e is not None and "country" in e.attrs), None)
    if own:
        return own
    words = words_of(body)
    hits = ((i, longest(lexicon, words, i, "country")) for i in range(len(words)))
    # “Trung ương” and “Pháp chế” open like countries: one syllable counts at the end only.
    sure = (hit[1] for i, hit in hits if hit is not None and (hit[0] > i + 1 or hit[0] == len(words)))
    if any(word in ("-", TIED, "–") for word in words):
        return None
    codes = {entry.attrs.get("code") for entry in sure}
    return codes.pop() if len(codes) == 1 else None


def units(body: str) -> list[str]:
    """The units of a body's name, outermost last: ``Ban Tuyên giáo Thành ủy -> [Ban Tuyên giáo, Thành ủy]``.

    A unit opens where a capitalised class noun stands; the lexicon is not asked, so this serves names
    that `name` has written.
    """
    words = body.split(" ")
    cuts = [0] + [i for i in range(2, len(words)) if words[i] in _OPENERS]
    return [" ".join(words[a:b]) for a, b in zip(cuts, [*cuts[1:], len(words)], strict=True)]


_OPENERS = frozenset(
    "Ban Bộ Sở Ủy Cục Vụ Viện Văn Phòng Hội Đảng Tỉnh Thành Huyện Quận Thị Trường Trung Công Tòa Liên "
    "Tổng Đoàn".split()
)
