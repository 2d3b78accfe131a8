"""Chooses a consistent, properly nested set of mentions out of everything the recognisers proposed.

Every span is weighed once (`evidence`). Then spans are taken from the strongest down; one that crosses a span
already taken, or stands where its type may not stand, is dropped. Nothing else is decided here: no text is
read, so what was chosen can always be explained from the candidates alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from vnlaos_ner.document import MentionType
from vnlaos_ner.evidence import LATE, Weighed, may_stand, probability
from vnlaos_ner.page import Found

#: A span stands when its log-odds exceed this.
FLOOR = 0.0
#: At equal strength the earlier type wins: a longer reading with more structure before a bare name.
PRECEDENCE: tuple[MentionType, ...] = (
    "OFFICE",
    "DATE",
    "ORGANIZATION",
    "PERSON",
    "LOCATION",
    "DOCUMENT",
    "EVENT",
)
_RANK = {name: rank for rank, name in enumerate(PRECEDENCE)}


def choose(weighed: Iterable[Weighed]) -> list[Found]:
    """The mentions of a page, in text order, outer before inner. Spans never cross."""
    taken: list[Weighed] = []
    cover: dict[int, list[Weighed]] = {}
    for span in sorted(weighed, key=_strength):
        if span.odds <= FLOOR:
            continue
        near = _near(span, cover)
        if span.type == "DOCUMENT":  # a title holds no organisations
            titled = [o for o in near if o.type == "ORGANIZATION" and _inside(o, span) and o.odds < span.odds]
            for other in titled:
                taken.remove(other)
                for i in range(other.start, other.end):
                    cover[i].remove(other)
            near = [o for o in near if o not in titled]
        if all(may_stand(span[:3], other[:3]) for other in near):
            taken.append(span)
            for i in range(span.start, span.end):
                cover.setdefault(i, []).append(span)
    taken.sort(key=lambda s: (s.start, -s.end, _RANK[s.type]))
    return [Found(s.type, s.start, s.end, s.rules, round(probability(s.odds), 4)) for s in taken]


def _strength(span: Weighed) -> tuple[bool, float, int, int, int]:
    return span.type in LATE, -span.odds, _RANK[span.type], span.start - span.end, span.start


def _near(span: Weighed, cover: Mapping[int, list[Weighed]]) -> list[Weighed]:
    """What was taken and shares a token with `span`: it covers the first one, or starts behind it."""
    near = [*cover.get(span.start, ())]
    for i in range(span.start + 1, span.end):
        near += [other for other in cover.get(i, ()) if other.start == i]
    return near


def _inside(a: Weighed, b: Weighed) -> bool:
    return b.start <= a.start and a.end <= b.end and (a.start, a.end) != (b.start, b.end)
