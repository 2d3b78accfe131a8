"""Two current holders of one single-seat office at one time: reported, never settled here.

Most are real news (a handover between two documents), a homonym split or a mistake of the source; all
three are for a reader to judge from the quotes.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import combinations

from vnlaos_ner.corpus.seats import Seats
from vnlaos_ner.corpus.types import Conflict, CorpusHolding
from vnlaos_ner.document import Office

_SITTING = ("current", "new")


def conflicts(
    holdings: Iterable[CorpusHolding], parts: Mapping[str, Office], seats: Seats
) -> tuple[Conflict, ...]:
    """Pairs of people seen as sitting holders of one office with overlapping dates.

    Documents without a date overlap with everything: that is said in the reason.
    """
    by_office: dict[str, dict[str, list[CorpusHolding]]] = defaultdict(lambda: defaultdict(list))
    for holding in holdings:
        if holding.status in _SITTING and seats.is_single(parts[holding.office]):
            by_office[holding.office][holding.person].append(holding)
    rows = []
    for office, people in sorted(by_office.items()):
        for left, right in combinations(sorted(people), 2):
            a, b = people[left], people[right]
            (a_first, a_last), (b_first, b_last) = _range(a), _range(b)
            undated = a_first is None or b_first is None
            if not undated and (str(a_last) < str(b_first) or str(b_last) < str(a_first)):
                continue
            dates = sorted(h.date for h in (*a, *b) if h.date)
            rows.append(
                Conflict(
                    office=office,
                    office_name=a[0].office_name,
                    people=(left, right),
                    names=(a[0].person_name, b[0].person_name),
                    first=dates[0] if dates else None,
                    last=dates[-1] if dates else None,
                    reason="a document without a date" if undated else "seen in overlapping time",
                )
            )
    return tuple(rows)


def _range(holdings: list[CorpusHolding]) -> tuple[str | None, str | None]:
    dates = sorted(h.date for h in holdings if h.date)
    return (dates[0], dates[-1]) if dates else (None, None)
