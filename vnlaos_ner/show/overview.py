"""What a reader sees first: people, their offices and the words that say so; the rest by count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple, Protocol

from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from vnlaos_ner import collate
from vnlaos_ner.corpus.types import Corpus, CorpusHolding, CorpusPerson, PersonOffice
from vnlaos_ner.document import TYPES, DateValue, Document, MentionType
from vnlaos_ner.show.console import STYLES, clean, print_trimmed
from vnlaos_ner.table import status_note
from vnlaos_ner.text import Shadow

_WIDE = 116  # from here a quote has a column of its own
_LINES = 3  # a list of names on a terminal takes at most so many lines
_PEOPLE = 40  # so many people with offices, and a line on how to see the rest
_OFFICES = 6  # of one person
_CONFLICTS = 10


class Tally:
    """Counts what passes, so that the overview can say what it is an overview of."""

    __slots__ = ("dates", "documents", "mentions", "notes")

    def __init__(self) -> None:
        self.documents = 0
        self.notes = 0
        self.mentions: Counter[MentionType] = Counter()
        self.dates: Counter[str] = Counter()

    def add(self, document: Document) -> None:
        self.documents += 1
        self.notes += len(document.notes)
        self.mentions.update(m.type for m in document.mentions)
        for entity in document.entities:
            if entity.type == "DATE":
                self.dates[_value(entity.date) or entity.name] += len(entity.mentions)


def _value(value: DateValue | None) -> str | None:
    """``2021-11-17``; ``2017/2020`` for a range."""
    if value is None or value.date:
        return value.date if value else None
    return "/".join(filter(None, (value.start, value.end))) or None


class _Counted(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def mentions(self) -> int: ...


class _Named(NamedTuple):
    name: str
    mentions: int


def overview(found: Corpus, tally: Tally, out: Console) -> None:
    """Print the whole view; cut to the width on a terminal, complete and plain to a pipe."""
    for line in _packed(_counts(tally), out.width):
        print_trimmed(line, out)
    holders = [p for p in found.people if p.offices]
    if holders:
        _heading("People and their offices", len(holders), out)
        holders.sort(key=lambda p: (-p.mentions, collate.key(p.name), p.id))
        shown = holders[:_PEOPLE] if out.is_terminal else holders
        print_trimmed(_people(shown, found.holdings, out), out)
        _more(len(holders) - len(shown), "people", out)
    others = [_Named(p.name, p.mentions) for p in found.people if not p.offices]
    open_offices = [_Named(o.name, o.mentions) for o in found.offices if not o.holders]
    _names("Other people", others, "people", STYLES["PERSON"], out)
    _names("Offices whose holder is not named", open_offices, "offices", STYLES["OFFICE"], out)
    _names("Organizations", found.organizations, "organizations", STYLES["ORGANIZATION"], out)
    _names("Places", found.places, "places", STYLES["LOCATION"], out)
    _names("Dates", [_Named(*item) for item in tally.dates.items()], "dates", STYLES["DATE"], out)
    _conflicts(found, out)


def _conflicts(found: Corpus, out: Console) -> None:
    """Single-seat offices with several current holders at one time: a mistake, or news."""
    people: dict[tuple[str, str], dict[str, str]] = {}
    for conflict in found.conflicts:
        names = people.setdefault((conflict.office_name, conflict.office), {})
        names.update(zip(conflict.people, conflict.names, strict=True))
    if people:
        _heading("Held by several people at one time", len(people), out)
    shown = list(people.items())[: _CONFLICTS if out.is_terminal else None]
    for (office, _), names in shown:
        print_trimmed(Padding(Text(clean(f"{office}: {', '.join(names.values())}")), (0, 0, 0, 2)), out)
    _more(len(people) - len(shown), "offices", out)


def _more(number: int, rows: str, out: Console) -> None:
    if number:
        print_trimmed(Text(f"… {number} more: --rows {rows}", "dim"), out)


def _counts(tally: Tally) -> list[Text]:
    """``5 articles``, ``120 PERSON``, …, ``3 left open``"""
    plural = "" if tally.documents == 1 else "s"
    items = [Text(f"{tally.documents} article{plural}", style="bold")]
    items += [Text(f"{tally.mentions[kind]} {kind}", STYLES[kind]) for kind in TYPES if tally.mentions[kind]]
    if tally.notes:
        items.append(Text(f"{tally.notes} left open"))
    return items


def _packed(items: Iterable[Text], room: int) -> list[Text]:
    """Lines of items with dots between; an item is never broken over two lines."""
    lines = [Text()]
    for item in items:
        if lines[-1] and lines[-1].cell_len + item.cell_len + 3 > room:
            lines.append(Text())
        if lines[-1]:
            lines[-1].append(" · ", style="dim")
        lines[-1].append(item)
    return lines


def _heading(title: str, number: int, out: Console) -> None:
    out.print()
    print_trimmed(Text.assemble((title, "bold underline"), (f"  {number}", "dim")), out)


def _people(people: Iterable[CorpusPerson], holdings: Sequence[CorpusHolding], out: Console) -> RichTable:
    """A row an office; the name stands at a person's first."""
    quotes = _quotes(holdings)
    wide = out.width >= _WIDE
    grid = RichTable.grid(padding=(0, 2, 0, 0), pad_edge=False)
    grid.add_column(width=22 if out.is_terminal else None, overflow="fold", style=STYLES["PERSON"])
    grid.add_column(justify="right", style="dim", width=4 if out.is_terminal else None)
    grid.add_column(overflow="fold", ratio=5 if out.is_terminal else None)
    room = out.width - 22 - 4 - 6
    if wide:
        grid.add_column(no_wrap=True, ratio=6 if out.is_terminal else None)
        room = room * 6 // 11 - 2
    for person in people:
        lead = (Text(clean(person.name)), Text(f"{person.mentions}×"))
        shown = person.offices[: _OFFICES if out.is_terminal else None]
        for office in shown:
            quote = _quote(quotes[person.id, office.office], person, office, room)
            title = Text.assemble(clean(office.name), (status_note(office.statuses), "dim"))
            if wide:
                grid.add_row(*lead, title, quote)
            else:
                grid.add_row(*lead, Text.assemble(title, "\n", quote))
            lead = (Text(""), Text(""))
        if len(shown) < len(person.offices):
            grid.add_row(*lead, Text(f"… {len(person.offices) - len(shown)} more", "dim"))
    return grid


def _quotes(holdings: Iterable[CorpusHolding]) -> dict[tuple[str, str], CorpusHolding]:
    """For each person and office the quote that says it best: with the name in it, then the shortest."""
    best: dict[tuple[str, str], CorpusHolding] = {}

    def rank(h: CorpusHolding) -> tuple[bool, int, str, int]:
        return h.person_name not in h.quote, len(h.quote), h.document, h.start

    for holding in holdings:
        key = holding.person, holding.office
        if key not in best or rank(holding) < rank(best[key]):
            best[key] = holding
    return best


def _quote(holding: CorpusHolding, person: CorpusPerson, office: PersonOffice, room: int) -> Text:
    """The quote with the name and the office in it lit up; what is too long loses its middle."""
    text = Text(clean(holding.quote), style="dim")
    shadow = Shadow(text.plain)
    for form in (person.name, *person.aliases):
        if _light(text, shadow, form, f"not dim {STYLES['PERSON']}"):
            break
    words = office.name.split()
    for size in range(len(words), 0, -1):
        if _light(text, shadow, " ".join(words[:size]), f"not dim {STYLES['OFFICE']}"):
            break
    return Text.assemble(("“", "dim"), abridge(text, room - 2), ("”", "dim"))


def _light(text: Text, shadow: Shadow, form: str, style: str) -> bool:
    """Colour `form` where the text has it in any case and tone style. Whether it was there."""
    needle, hay = Shadow(form).text.lower(), shadow.text.lower()
    at = hay.find(needle) if len(hay) == len(shadow.text) else -1
    if at >= 0:
        text.stylize(style, *shadow.to_raw(at, at + len(needle)))
    return at >= 0


def abridge(text: Text, room: int) -> Text:
    """At most `room` cells: what stands between two lit parts goes first, then the middle, at spaces."""
    if text.cell_len <= room:
        return text
    lit = sorted((span.start, span.end) for span in text.spans)
    for (_, end), (start, _) in pairwise(lit):
        if start - end > 6:
            shorter = Text.assemble(text[:end], (" … ", "dim"), text[start:])
            if shorter.cell_len <= room:
                return shorter
    head = _space(text.plain, max(1, (room - 3) * 3 // 5), -1)
    tail = _space(text.plain, len(text) - max(1, room - 3 - head), 1)
    return Text.assemble(text[:head], (" … ", "dim"), text[tail:])


def _space(text: str, at: int, step: int) -> int:
    """The next edge of a word from `at` in the direction of `step`, unless it is far."""
    for i in range(at, at + 12 * step, step):
        if 0 < i < len(text) and (text[i] if step < 0 else text[i - 1]) == " ":
            return i
    return at


def _names(title: str, found: Iterable[_Counted], rows: str, style: str, out: Console) -> None:
    """``Hà Nội 21 · Lào 18 · …``: the most mentioned first; on a terminal as many as a few lines hold."""
    ordered = sorted(found, key=lambda n: (-n.mentions, collate.key(n.name)))
    if not ordered:
        return
    _heading(title, len(ordered), out)
    items = [Text.assemble((clean(one.name), style), (f" {one.mentions}", "dim")) for one in ordered]
    lines = _packed(items, out.width - 4)
    fit = len(items)
    while out.is_terminal and len(lines) > _LINES:
        fit -= 1
        rest = Text(f"… {len(items) - fit} more: --rows {rows}", "dim")
        lines = _packed([*items[:fit], rest], out.width - 4)
    for line in lines:
        line.no_wrap, line.overflow = True, "ellipsis" if out.is_terminal else None
        print_trimmed(Padding(line, (0, 0, 0, 2)), out)
