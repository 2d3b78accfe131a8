"""Coreference: how well mentions are grouped into entities. MUC, B³ and CEAFe on predicted mentions.

As in Pradhan, Luo, Recasens, Hovy, Ng and Strube, “Scoring Coreference Partitions of Predicted
Mentions: A Reference Implementation” (ACL 2014): mentions that only one side has are not touched and
count against it. Entities of one mention count (MUC, which counts links, does not see them).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence

from vnlaos_ner.document import TYPES
from vnlaos_ner.score.assignment import best_total
from vnlaos_ner.score.marks import Mark
from vnlaos_ner.score.tally import Key, Tally

Cluster = frozenset[Hashable]
Clusters = Sequence[Cluster]


def cluster_tallies(gold: Sequence[Mark], predicted: Sequence[Mark]) -> dict[Key, Tally]:
    """``muc``, ``b3`` and ``ceafe`` per type; no entity has mentions of two types.

    ``found.*`` are the same on the mentions both sides have: grouping alone, without recognition.
    Empty where the system does not group (a plain recogniser).
    """
    if predicted and all(p.entity is None for p in predicted):
        return {}
    both = {g.key for g in gold} & {p.key for p in predicted}
    tallies = {}
    for t in TYPES:
        g, p = [m for m in gold if m.type == t], [m for m in predicted if m.type == t]
        if g or p:
            tallies.update(_measures("", t, _clusters(g), _clusters(p)))
            g, p = [m for m in g if m.key in both], [m for m in p if m.key in both]
            tallies.update(_measures("found.", t, _clusters(g), _clusters(p)))
    return tallies


def _measures(prefix: str, on: str, gold: Clusters, predicted: Clusters) -> dict[Key, Tally]:
    return {
        (f"{prefix}muc", on): muc(gold, predicted),
        (f"{prefix}b3", on): b_cubed(gold, predicted),
        (f"{prefix}ceafe", on): ceaf_e(gold, predicted),
    }


def _clusters(marks: Iterable[Mark]) -> Clusters:
    """Marks by entity; one without an entity stands alone."""
    groups: dict[Hashable, set[Hashable]] = defaultdict(set)
    for mark in marks:
        groups[mark.entity or mark.span].add(mark.span)
    return [frozenset(group) for group in groups.values()]


def muc(gold: Clusters, predicted: Clusters) -> Tally:
    """Links kept: a cluster of n mentions has n-1 links and loses one for each further part that the
    other side cuts it into (Vilain et al. 1995)."""
    right, said = _links_kept(predicted, gold)
    found, true = _links_kept(gold, predicted)
    return Tally(right, said, found, true)


def _links_kept(ours: Clusters, theirs: Clusters) -> tuple[int, int]:
    home = {mention: i for i, cluster in enumerate(theirs) for mention in cluster}
    kept = links = 0
    for cluster in ours:
        parts = {home[m] for m in cluster if m in home}
        alone = sum(m not in home for m in cluster)
        kept += len(cluster) - len(parts) - alone
        links += len(cluster) - 1
    return kept, links


def b_cubed(gold: Clusters, predicted: Clusters) -> Tally:
    """Each mention's share of its cluster that the other side agrees on (Bagga and Baldwin 1998)."""
    right, said = _agreement(predicted, gold)
    found, true = _agreement(gold, predicted)
    return Tally(right, said, found, true)


def _agreement(ours: Clusters, theirs: Clusters) -> tuple[float, int]:
    home = {mention: cluster for cluster in theirs for mention in cluster}
    none: Cluster = frozenset()
    agreed = sum(len(c & home.get(m, none)) / len(c) for c in ours for m in c)
    return agreed, sum(len(c) for c in ours)


def ceaf_e(gold: Clusters, predicted: Clusters) -> Tally:
    """The best one-to-one alignment of clusters, each pair worth 2·common / (size + size) (Luo 2005)."""
    weights = [[2 * len(g & p) / (len(g) + len(p)) for p in predicted] for g in gold]
    total = best_total(weights)
    return Tally(total, len(predicted), total, len(gold))
