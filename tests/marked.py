"""Sentences with marks: ``{O Bí thư {G Tỉnh ủy {L Cà Mau}}} {P Lê Thị Mơ} nói.`` -> text and spans.

O office, P person, G organisation, L place, D date, E event, T document. Marks nest and never cross.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from vnlaos_ner import evidence, matcher, referee
from vnlaos_ner.document import Article
from vnlaos_ner.grammar import rooms
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Page
from vnlaos_ner.text import Shadow, tokenize

TYPES = {
    "O": "OFFICE",
    "P": "PERSON",
    "G": "ORGANIZATION",
    "L": "LOCATION",
    "D": "DATE",
    "E": "EVENT",
    "T": "DOCUMENT",
}
CASES = Path(__file__).parent / "cases"
Mark = tuple[str, str, int]


class Case(NamedTuple):
    """One row of a case file. `row` is the phenomenon of the genre it stands for."""

    row: str
    sentence: str
    note: str


def rows(name: str) -> list[Case]:
    """The rows of ``cases/NAME``; a line that begins with # is a comment."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    body = [line for line in lines if line and not line.startswith("#")]
    assert body[0].split("\t") == ["row", "sentence", "note"], name
    return [Case(*[*line.split("\t"), "", ""][:3]) for line in body[1:]]


def strip(marked: str) -> tuple[str, list[Mark]]:
    """The plain text and its marks as (type, text, start), in text order, outer before inner."""
    text: list[str] = []
    opened: list[tuple[str, int]] = []
    marks: list[tuple[int, int, str]] = []
    i = 0
    while i < len(marked):
        if marked[i] == "{" and marked[i + 1] in TYPES and marked[i + 2] == " ":
            opened.append((TYPES[marked[i + 1]], len(text)))
            i += 3
            continue
        if marked[i] == "}" and opened:
            kind, start = opened.pop()
            marks.append((start, len(text), kind))
        else:
            text.append(marked[i])
        i += 1
    assert not opened, f"a mark is not closed: {marked}"
    plain = "".join(text).replace("\\n", "\n")
    assert "\\n" not in "".join(text) or len(plain) == len("".join(text)) - "".join(text).count("\\n"), marked
    shift = ["".join(text)[:k].count("\\n") for k in range(len(text) + 1)]
    ordered = sorted((s - shift[s], e - shift[e], kind) for s, e, kind in marks)
    return plain, [(kind, plain[s:e], s) for s, e, kind in sorted(ordered, key=lambda m: (m[0], -m[1]))]


def page(text: str, lexicon: Lexicon) -> Page:
    """A page of `text` alone: one section, nothing known of its layout."""
    shadow = Shadow(text)
    tokens = tokenize(shadow, lexicon.glue_words)
    kinds = ("body",) * len(tokens.lines)
    article = Article("case", "case", text, "0" * 64)
    return Page(article, shadow, tokens, (), kinds, matcher.find(lexicon, tokens))


def recognised(text: str, lexicon: Lexicon) -> list[Mark]:
    """What grammars and referee find, in the form of `strip`."""
    p = page(text, lexicon)
    out = []
    for found in referee.choose(evidence.weigh(rooms.propose(p, lexicon))):
        start, end = p.raw_span(found.start, found.end)
        out.append((found.type, text[start:end], start))
    return out
