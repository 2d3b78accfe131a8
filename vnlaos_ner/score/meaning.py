"""Whether what was found means the right thing: names, holders, statuses, office parts, holdings.

Names, statuses and parts are judged on mentions found with exact span and type, so that they do not
count a missed mention twice. Links and holdings are judged on everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vnlaos_ner.document import Office
from vnlaos_ner.score.marks import Mark, fold
from vnlaos_ner.score.tally import Key, Tally, accuracy

OFFICE_PARTS = ("role", "body", "place", "country")


def meaning_tallies(gold: Sequence[Mark], predicted: Sequence[Mark]) -> dict[Key, Tally]:
    """``name`` per type; ``links``, ``status``, ``parts.*`` and ``holdings`` on offices."""
    by_key = {p.key: p for p in predicted}
    found = [(g, by_key[g.key]) for g in gold if g.key in by_key]
    offices = [(g, p) for g, p in found if g.type == "OFFICE"]
    return {
        **_names(found),
        ("links", "OFFICE"): _links(gold, predicted, offices),
        **_statuses(offices),
        **_parts(offices),
        ("holdings", "OFFICE"): _sets(_holdings(gold), _holdings(predicted)),
    }


def same_name(left: str | None, right: str | None) -> bool:
    return left is not None and right is not None and fold(left) == fold(right)


def linked(gold: Mark, predicted: Mark) -> bool:
    """Whether the prediction gives this office its right holder."""
    return same_name(gold.holder, predicted.holder)


def _names(found: Iterable[tuple[Mark, Mark]]) -> dict[Key, Tally]:
    """Empty for a system that names nothing: it is not wrong about names."""
    tallies: dict[Key, Tally] = {}
    found = tuple(found)
    if all(p.name is None for _, p in found):
        return tallies
    for g, p in found:
        key = ("name", g.type)
        tallies[key] = tallies.get(key, Tally()) + accuracy(same_name(g.name, p.name), 1)
    return tallies


def _links(gold: Sequence[Mark], predicted: Sequence[Mark], offices: Sequence[tuple[Mark, Mark]]) -> Tally:
    """A link is right where the office stands exactly there and its holder has the right name."""
    right = sum(linked(g, p) for g, p in offices)
    said = sum(p.type == "OFFICE" and bool(p.holder) for p in predicted)
    true = sum(g.type == "OFFICE" and bool(g.holder) for g in gold)
    return Tally(right, said, right, true)


def _statuses(offices: Sequence[tuple[Mark, Mark]]) -> dict[Key, Tally]:
    """Accuracy on all found offices and on the rightly linked ones; and, as nearly all are current,
    precision and recall of the statuses that are not (``status.changed``)."""
    together = [(g, p) for g, p in offices if linked(g, p)]
    changed = [(g.status, p.status) for g, p in offices]
    right = sum(g == p != "current" for g, p in changed)
    return {
        ("status", "OFFICE"): accuracy(sum(g.status == p.status for g, p in offices), len(offices)),
        ("status.linked", "OFFICE"): accuracy(sum(g.status == p.status for g, p in together), len(together)),
        ("status.changed", "OFFICE"): Tally(
            right,
            sum(p not in ("current", None) for _, p in changed),
            right,
            sum(g not in ("current", None) for g, _ in changed),
        ),
    }


def _parts(offices: Sequence[tuple[Mark, Mark]]) -> dict[Key, Tally]:
    """Accuracy of each part, and of all four, where gold has an office and the system gives parts."""
    pairs = [(g.office, p.office) for g, p in offices if g.office]
    if not any(p for _, p in pairs):
        return {}
    right = dict.fromkeys((*OFFICE_PARTS, "all"), 0)
    for g, p in pairs:
        same = [p is not None and _part(g, part) == _part(p, part) for part in OFFICE_PARTS]
        for part, ok in zip(OFFICE_PARTS, same, strict=True):
            right[part] += ok
        right["all"] += all(same)
    return {(f"parts.{part}", "OFFICE"): accuracy(n, len(pairs)) for part, n in right.items()}


def _part(office: Office, part: str) -> str:
    return fold(getattr(office, part) or "")


def _holdings(marks: Iterable[Mark]) -> set[tuple[str, str, str]]:
    """Who holds what in which status: the rows of the product's table, each once a document."""
    return {
        (fold(m.holder), fold(m.name or ""), m.status or "current")
        for m in marks
        if m.type == "OFFICE" and m.holder
    }


def _sets(gold: set[tuple[str, str, str]], predicted: set[tuple[str, str, str]]) -> Tally:
    both = len(gold & predicted)
    return Tally(both, len(predicted), both, len(gold))
