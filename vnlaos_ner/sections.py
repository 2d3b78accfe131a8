"""Split a page: title, byline, lead, body, caption, related, boilerplate; and the page's own title and date.

Every non-blank line gets one kind and nothing is thrown away; line kinds rest on the lines' own words
(`lines`), on their length and end, and on their place: menus, title, date bar, article, lists. No names
or topics are looked at, so that the split holds on papers never seen. It does not read sentences: a
credit at the end of a paragraph stays in its paragraph.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from vnlaos_ner import masthead
from vnlaos_ner.document import Section, SectionKind
from vnlaos_ner.lines import KIND_OF, Label, Line, Markers, label, lines_of, looks_like_author, shipped
from vnlaos_ner.text import Shadow

# A lead is one short paragraph; a page that opens with a longer one has none.
LEAD_CHARS = 500
# So many headlines in a row, at the end and without a marker, are a list of other articles.
LIST_LENGTH = 3
# A date bar stands at most so many lines below the title.
BAR_DISTANCE = 4
# A teaser repeats most words of its headline; the next paragraph of an article rarely does.
TEASER_SHARE = 0.6


class Layout(NamedTuple):
    """`line_kinds` has one kind a line (a blank line takes that of the line before it); offsets are raw."""

    sections: tuple[Section, ...]
    line_kinds: tuple[SectionKind, ...]
    title: str | None
    date: str | None


def split(shadow: Shadow, markers: Markers | None = None) -> Layout:
    """The layout of one page; title and date are None where it does not say.

    `title` is a raw slice without Markdown signs at its ends, `date` the ISO day of a date bar.
    """
    markers = markers or shipped()
    lines = lines_of(shadow.text, markers)
    labels = [label(line, markers) for line in lines]
    head = masthead.end(lines, labels)
    labels[:head] = [None if lab == "view" else lab for lab in labels[:head]]
    kinds: list[SectionKind] = []
    title = masthead.title_at(lines, labels, head)
    kinds += masthead.kinds(lines, labels, head, title)
    kinds += _body_kinds(lines, labels, head, title)
    _mark_lead(lines, kinds, head)
    day = _page_date(lines, labels, kinds, title)
    name = None if title is None else _title_text(shadow, lines[title])
    return Layout(
        _sections(shadow, lines, kinds), _spread(lines, kinds, shadow.text.count("\n") + 1), name, day
    )


# --- the article and what comes after it ----------------------------------------------------------------


def _body_kinds(
    lines: list[Line], labels: list[Label | None], head: int, title: int | None
) -> list[SectionKind]:
    kinds: list[SectionKind] = []
    closed = _tail_start(lines, labels, head)
    ends = _ends_text(lines, labels, closed)
    box_until = -1
    signed = False
    for i in range(head, len(lines)):
        line, lab = lines[i], labels[i]
        if i >= closed:
            kinds.append(KIND_OF[lab] if lab in ("line", "end") else "related")
        elif lab == "box" and i >= box_until:
            box_until = len(lines) if signed else _box_end(lines, labels, i, closed)
            kinds.append("related")
        elif i < box_until:
            kinds.append("boilerplate" if lab == "line" else "related")
        elif lab == "date" and not ends[i] and _is_dated_heading(line, i - (title or 0)):
            kinds.append("body")
        elif lab is not None:
            signed = signed or lab == "credit"
            kinds.append(KIND_OF[lab])
        elif _repeats_title(line, lines, title):
            kinds.append("caption")
        elif _is_said_again(i, lines):
            kinds.append("related")
        elif ends[i] and (looks_like_author(line) or _names_source(line)):
            signed = True
            kinds.append("byline")
        elif _is_caption(i, lines):
            kinds.append("caption")
        elif signed and not line.is_prose and not line.is_sentence:
            kinds.append("related")
        else:
            kinds.append("body")
    return kinds


def _tail_start(lines: list[Line], labels: list[Label | None], head: int) -> int:
    """Index where the article is over: its first closing marker, or a bare list of headlines at the end."""
    for i in range(head + 1, len(lines)):
        if labels[i] in ("tail", "end"):
            return i
    i = len(lines)
    while i > head + 1 and labels[i - 1] is None and _is_headline(lines[i - 1]):
        i -= 1
    opened = lines[i - 1].text.endswith(":") if i else False
    return i if len(lines) - i >= LIST_LENGTH and not opened else len(lines)


def _is_headline(line: Line) -> bool:
    return not line.is_prose and not line.is_sentence and 5 <= line.words <= 30 and line.text[:1].isupper()


def _box_end(lines: list[Line], labels: list[Label | None], box: int, closed: int) -> int:
    """Where the article goes on after a box in its middle, or `closed`.

    Several headlines before the first paragraph have no teasers, so that paragraph is the article's. After
    a single one it may be a teaser: then headlines and paragraphs take turns to the end, or it says the
    headline again.
    """
    plain = [i for i in range(box + 1, closed) if labels[i] is None]
    first = next((i for i in plain if lines[i].is_prose), closed)
    heads = {lines[i].key for i in plain if i < first}
    if first == closed or len(heads) > 1:
        return first
    prose = sum(lines[i].is_prose for i in plain)
    later = sum(not lines[i].is_sentence and not lines[i].is_prose for i in plain if i > first)
    retold = prose == 1 and any(_share(head, lines[first].key) > TEASER_SHARE for head in heads)
    return closed if retold or prose <= 2 * later else first


def _share(headline: str, paragraph: str) -> float:
    """The part of the headline's words that the paragraph says again."""
    words, said = headline.split(), set(paragraph.split())
    return sum(word in said for word in words) / len(words)


def _repeats_title(line: Line, lines: list[Line], title: int | None) -> bool:
    return title is not None and line.key == lines[title].key


def _is_said_again(i: int, lines: list[Line]) -> bool:
    """A headline printed twice in a row: link text and picture text of another article."""
    line = lines[i]
    return line.words > 4 and any(0 <= j < len(lines) and lines[j].key == line.key for j in (i - 1, i + 1))


def _ends_text(lines: list[Line], labels: list[Label | None], closed: int) -> list[bool]:
    """For each line, whether no paragraph follows before a list or the end: where an author signs."""
    out, free = [True] * len(lines), True
    for i in range(closed - 1, -1, -1):
        out[i] = free
        if labels[i] == "box":
            free = True
        elif labels[i] is None and lines[i].is_prose:
            free = False
    return out


def _is_dated_heading(line: Line, below: int) -> bool:
    """``Ngày 10/8/2022`` over a paragraph of a chronicle: a day without an hour, far below the title."""
    return below > BAR_DISTANCE and line.bar is not None and not line.bar.hour


def _names_source(line: Line) -> bool:
    """``Theo Cổng TTĐT Chính phủ``."""
    return line.text.startswith("Theo ") and line.words <= 6 and not line.is_sentence


def _is_caption(i: int, lines: list[Line]) -> bool:
    """``Chủ tịch Hội Nguyễn Ví Dụ.``: a short noun phrase, mostly capitals, full stop, between paragraphs."""
    line = lines[i]
    if line.words > 12 or not line.text.endswith(".") or not 0 < i < len(lines) - 1:
        return False
    if not (lines[i - 1].is_prose and lines[i + 1].is_prose):
        return False
    words = re.findall(r"[^\W\d_]+", line.text)
    return 2 * sum(map(str.isupper, (w[0] for w in words))) > len(words)


def _mark_lead(lines: list[Line], kinds: list[SectionKind], head: int) -> None:
    """The first paragraph under the title is the lead, when it is short and longer text follows."""
    if head >= len(lines) or "lead" in kinds[:head] or "title" not in kinds[:head]:
        return
    rest = [lines[i] for i in range(head + 1, len(lines)) if kinds[i] == "body"]
    chars = len(lines[head].text)
    longer = sum(len(line.text) for line in rest) > chars and any(line.is_prose for line in rest)
    if kinds[head] == "body" and chars <= LEAD_CHARS and longer:
        kinds[head] = "lead"


# --- results --------------------------------------------------------------------------------------------


def _page_date(
    lines: list[Line], labels: list[Label | None], kinds: list[SectionKind], title: int | None
) -> str | None:
    """The day of the date bar nearest to the title; one with an hour and one below the title count more.

    Bars in related lists belong to other articles: their lines are no byline.
    """
    anchor = title if title is not None else 0
    best: tuple[float, str] | None = None
    for i, line in enumerate(lines):
        if kinds[i] == "byline" and line.bar is not None and labels[i] == "date":
            points = 2.0 * line.bar.hour + (i > anchor) - 0.2 * abs(i - anchor)
            if best is None or points > best[0]:
                best = points, line.bar.day
    return best[1] if best else None


def _title_text(shadow: Shadow, line: Line) -> str:
    start, end = shadow.to_raw(line.start, line.end)
    return shadow.raw[start:end].strip("#* \t")


def _sections(shadow: Shadow, lines: list[Line], kinds: list[SectionKind]) -> tuple[Section, ...]:
    """Runs of lines of one kind, from the first character of the first to the last of the last."""
    out: list[Section] = []
    run = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or kinds[i] != kinds[run]:
            start, end = shadow.to_raw(lines[run].start, lines[i - 1].end)
            out.append(Section(kinds[run], start, end))
            run = i
    return tuple(out)


def _spread(lines: list[Line], kinds: list[SectionKind], count: int) -> tuple[SectionKind, ...]:
    """One kind for each of `count` lines: a blank line takes the kind of the line above it."""
    out: list[SectionKind] = []
    at: dict[int, SectionKind] = {line.number: kind for line, kind in zip(lines, kinds, strict=True)}
    last: SectionKind = kinds[0] if kinds else "body"
    for number in range(count):
        last = at.get(number, last)
        out.append(last)
    return tuple(out)
