"""The gold rewritten as other sites and crawlers would have it, with every offset carried along.

Each rewriting changes one thing about the text and nothing about what is true: the same people hold the
same offices. What a recogniser loses under it is what it owes to spelling.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from vnlaos_ner.gold import GoldDocument, GoldMention


class Edit(NamedTuple):
    """Replace ``text[start:end]`` (code points, half-open)."""

    start: int
    end: int
    new: str


class Perturbation(NamedTuple):
    """A named rewriting. `spelling`: it changes spelling or encoding alone, so nothing should be lost."""

    name: str
    spelling: bool
    edits: Callable[[GoldDocument], Iterator[Edit]]
    about: str


def rewrite(document: GoldDocument, edits: Iterable[Edit]) -> GoldDocument:
    """The document after `edits` (in order, not overlapping). Canonical names and holders stay.

    Raises ValueError where edits overlap, a boundary falls inside one, or a mention is left without text.
    """
    text, pieces, position = document.text, [], 0
    starts, ends, moved = [], [0], [0]
    for edit in edits:
        if edit.start < position:
            raise ValueError(f"edits overlap at {edit.start}")
        pieces += [text[position : edit.start], edit.new]
        position = edit.end
        starts.append(edit.start)
        ends.append(edit.end)
        moved.append(moved[-1] + len(edit.new) - (edit.end - edit.start))
    pieces.append(text[position:])
    new = "".join(pieces)

    def after(index: int) -> int:
        """Where a boundary stands now: every edit that ended at or before it has moved it."""
        i = bisect_right(ends, index) - 1
        if i < len(starts) and starts[i] < index:
            raise ValueError(f"a boundary at {index} falls inside an edit")
        return index + moved[i]

    def move(mention: GoldMention) -> GoldMention:
        start, end = after(mention.start), after(mention.end)
        if start >= end:
            raise ValueError(f"nothing is left of {mention.text!r}")
        return mention._replace(start=start, end=end, text=new[start:end])

    return document._replace(text=new, mentions=tuple(move(m) for m in document.mentions))


def _characters(text: str, change: Callable[[str], str], start: int = 0) -> Iterator[Edit]:
    """One edit for every character that `change` changes; `start` is where `text` begins."""
    for i, c in enumerate(text, start):
        new = change(c)
        if new != c:
            yield Edit(i, i + 1, new)


def _styles() -> dict[str, str]:
    """``òa -> oà`` and back, for every tone and case of the open rhymes oa, oe, uy."""
    swap: dict[str, str] = {}
    for first, second in ("oa", "oe", "uy"):
        for tone in "\u0300\u0301\u0303\u0309\u0323":
            for a in (first, first.upper()):
                for b in (second, second.upper()):
                    old = unicodedata.normalize("NFC", a + tone) + b
                    new = a + unicodedata.normalize("NFC", b + tone)
                    swap |= {old: new, new: old}
    return swap


_STYLES = _styles()
_OPEN_RHYME = re.compile(f"(?<![qQ])(?:{'|'.join(_STYLES)})(?![^\\W\\d_])")


def tone_style(document: GoldDocument) -> Iterator[Edit]:
    """``ủy`` becomes ``uỷ`` and ``uỷ`` becomes ``ủy``."""
    for m in _OPEN_RHYME.finditer(document.text):
        yield Edit(m.start(), m.end(), _STYLES[m.group()])


def decomposed(document: GoldDocument) -> Iterator[Edit]:
    return _characters(document.text, lambda c: unicodedata.normalize("NFD", c))


def eth(document: GoldDocument) -> Iterator[Edit]:
    """The Icelandic ``Ð`` (U+00D0) for ``Đ``: they look the same."""
    return _characters(document.text, lambda c: "\u00d0" if c == "Đ" else c)


def no_break_space(document: GoldDocument) -> Iterator[Edit]:
    return _characters(document.text, lambda c: "\u00a0" if c == " " else c)


def zero_width(document: GoldDocument) -> Iterator[Edit]:
    """A zero-width space after every space, as some editors leave before links."""
    return _characters(document.text, lambda c: " \u200b" if c == " " else c)


def crlf(document: GoldDocument) -> Iterator[Edit]:
    return _characters(document.text, lambda c: "\r\n" if c == "\n" else c)


def glued_names(document: GoldDocument) -> Iterator[Edit]:
    """No space between a person's name and the word after it: ``Đinh Tiến Dũngtại``."""
    for end in sorted({m.end for m in document.mentions if m.type == "PERSON"}):
        if document.text[end : end + 1] == " " and document.text[end + 1 : end + 2].isalpha():
            yield Edit(end, end + 1, "")


def capitals(document: GoldDocument) -> Iterator[Edit]:
    """The headline (the first line that is not blank) in capitals."""
    line = re.search(r"[^\s][^\n]*", document.text)
    if line:
        yield from _characters(line.group(), str.upper, line.start())


def lower_case_offices(document: GoldDocument) -> Iterator[Edit]:
    """``bí thư Thành ủy``, ``thủ tướng``: the role, up to the first body or place inside the office."""
    taken: set[int] = set()
    for office in document.mentions:
        if office.type != "OFFICE":
            continue
        inside = [
            m.start for m in document.mentions if m.type != "OFFICE" and office.start < m.start < office.end
        ]
        role = document.text[office.start : min(inside, default=office.end)]
        for edit in _characters(role, str.lower, office.start):
            if edit.start not in taken:
                taken.add(edit.start)
                yield edit


def no_full_stop(document: GoldDocument) -> Iterator[Edit]:
    """No full stop at the end of sentences; dots inside mentions stay."""
    inside = {i for m in document.mentions for i in range(m.start, m.end)}
    for m in re.finditer(r"(?<![.\s])\.(?=[^\S\n]*(\n|$|[^\W\d_]))", document.text):
        following = m.group(1)
        if m.start() not in inside and (not following.strip() or following.isupper()):
            yield Edit(m.start(), m.end(), "")


def one_line(document: GoldDocument) -> Iterator[Edit]:
    """The whole page as one line."""
    for m in re.finditer(r"\s*\n\s*", document.text):
        yield Edit(m.start(), m.end(), " ")


PERTURBATIONS: tuple[Perturbation, ...] = (
    Perturbation("tone-style", True, tone_style, "the other placement of tones: uỷ for ủy, ủy for uỷ"),
    Perturbation("nfd", True, decomposed, "letters and marks apart (NFD)"),
    Perturbation("eth", True, eth, "Ð for Đ"),
    Perturbation("nbsp", True, no_break_space, "no-break spaces"),
    Perturbation("zero-width", True, zero_width, "a zero-width space after every space"),
    Perturbation("crlf", True, crlf, "lines end in CR LF"),
    Perturbation("glued-names", False, glued_names, "no space after a person's name"),
    Perturbation("capitals", False, capitals, "the headline in capitals"),
    Perturbation("lower-case-offices", False, lower_case_offices, "office words in lower case"),
    Perturbation("no-full-stop", False, no_full_stop, "no full stop after sentences"),
    Perturbation("one-line", False, one_line, "the whole page on one line"),
)
