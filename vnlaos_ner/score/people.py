"""People across documents: B³ over the mentions of persons that gold identifies.

Gold says who is who for some persons only. What is scored are their mentions; a predicted mention of
anyone else, or of no one, is left out, so that an incomplete annotation does not count against a system.
A gold mention that was not found stands alone: it costs recall.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable

from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.score.clusters import Cluster, b_cubed
from vnlaos_ner.score.evaluation import Scored
from vnlaos_ner.score.marks import Mark, fold
from vnlaos_ner.score.tally import Score

Identify = Callable[[GoldDocument, Mark], str | None]
"""The person a predicted mark is taken for across documents, or None."""


def people_score(scored: Iterable[Scored], identify: Identify) -> Score:
    """``people.b3`` over all documents together; empty where gold identifies no one."""
    gold: dict[Hashable, set[Hashable]] = defaultdict(set)
    predicted: dict[Hashable, set[Hashable]] = defaultdict(set)
    for item in scored:
        true = _identified(item.document)
        for span, person in true.items():
            gold[person].add((item.document.id, span))
        for mark in item.predicted:
            if mark.type == "PERSON" and mark.span in true:
                mention = (item.document.id, mark.span)
                predicted[identify(item.document, mark) or mention].add(mention)
    if not gold:
        return Score()
    return Score({("people.b3", "PERSON"): b_cubed(_clusters(gold), _clusters(predicted))})


def _identified(document: GoldDocument) -> dict[tuple[int, int], str]:
    """Spans of identified persons; one identified mention identifies all of the same canonical name."""
    people = [m for m in document.mentions if m.type == "PERSON"]
    ids = {fold(m.canonical): m.id for m in people if m.id}
    return {(m.start, m.end): ids[fold(m.canonical)] for m in people if fold(m.canonical) in ids}


def _clusters(groups: dict[Hashable, set[Hashable]]) -> list[Cluster]:
    return [frozenset(group) for group in groups.values()]
