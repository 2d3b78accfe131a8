"""Small articles with their mentions marked by hand: ``{O Bí thư {L Huế}} {P Lê Văn Bình}``.

``¶`` is a line break; a line that starts with ``§`` is of a list of other articles. Types by letter:
P person, O office, G organisation, L place, D date.
"""

from __future__ import annotations

import csv
from bisect import bisect_left
from pathlib import Path
from typing import NamedTuple

from vnlaos_ner import linking, matcher, normalize
from vnlaos_ner.document import Article, MentionType, Section, SectionKind
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import Linked
from vnlaos_ner.page import Found, Page
from vnlaos_ner.text import Shadow, tokenize

CASES = Path(__file__).parent / "cases"
_TYPES: dict[str, MentionType] = {
    "P": "PERSON",
    "O": "OFFICE",
    "G": "ORGANIZATION",
    "L": "LOCATION",
    "D": "DATE",
}


class Marked(NamedTuple):
    """Raw text without marks, and the spans that were marked (code points)."""

    raw: str
    spans: list[tuple[MentionType, int, int]]
    related: frozenset[int]


def marked(text: str) -> Marked:
    """Read the notation above."""
    raw: list[str] = []
    open_marks: list[tuple[MentionType, int]] = []
    spans: list[tuple[MentionType, int, int]] = []
    related: set[int] = set()
    i = 0
    while i < len(text):
        char = text[i]
        if char == "{":
            open_marks.append((_TYPES[text[i + 1]], len(raw)))
            i += 3
            continue
        if char == "}":
            kind, start = open_marks.pop()
            spans.append((kind, start, len(raw)))
        elif char == "§":
            related.add(raw.count("\n"))
        else:
            raw.append("\n" if char == "¶" else char)
        i += 1
    return Marked("".join(raw), sorted(spans, key=lambda s: (s[1], -s[2])), frozenset(related))


def link(text: str, lexicon: Lexicon) -> Linked:
    """Link the marked mentions of a small article."""
    case = marked(text)
    shadow = Shadow(case.raw)
    tokens = tokenize(shadow, lexicon.glue_words)
    kinds: list[SectionKind] = [
        "related" if n in case.related else "body" for n in range(case.raw.count("\n") + 1)
    ]
    page = Page(
        article=Article("case", "case.txt", case.raw, ""),
        shadow=shadow,
        tokens=tokens,
        sections=(Section("body", 0, len(case.raw)),),
        line_kinds=tuple(kinds),
        matches=matcher.find(lexicon, tokens),
    )
    found = [
        Found(kind, bisect_left(tokens.starts, start), bisect_left(tokens.ends, end) + 1, ("by hand",), 1.0)
        for kind, start, end in case.spans
    ]
    return linking.resolve(page, normalize.name(page, found, lexicon), lexicon)


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a case file; lines that start with # are remarks."""
    with (CASES / name).open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def holders(linked: Linked) -> list[str]:
    """The holder's name of every office in text order, ``-`` where there is none."""
    names = {e.id: e.name for e in linked.entities}
    return [names[m.holder] if m.holder else "-" for m in linked.mentions if m.type == "OFFICE"]


def statuses(linked: Linked) -> list[str]:
    return [str(m.status) for m in linked.mentions if m.type == "OFFICE"]


def named(linked: Linked, kind: MentionType) -> list[str]:
    """The entity name of every mention of a type in text order."""
    names = {e.id: e.name for e in linked.entities}
    return [names[m.entity] for m in linked.mentions if m.type == kind]
