"""Ids that stay the same from run to run, whatever the order of input.

A person's id comes from the folded name alone while the corpus knows one person of that name; between
namesakes the one seen in most documents keeps it and the others add their chief office (or, without
one, their first document).
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict

from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.corpus.records import Record, fold


def digest(text: str) -> str:
    """Ten hexadecimal digits of SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()[:10]


def display_name(group: list[Record], decisions: Decisions) -> str:
    """What a decision says, else the spelling with most mentions among the fullest forms."""
    names = {r.name for r in group} | {r.key for r in group}
    for row in decisions.of("name"):
        if row.left in names:
            return row.right
    counts: Counter[str] = Counter()
    for record in group:
        counts[record.name] += record.mentions
    full = [name for name in counts if " " in name] or list(counts)
    return min(full, key=lambda name: (-counts[name], name))


def with_ids(groups: list[list[Record]], decisions: Decisions) -> dict[str, list[Record]]:
    """Each group under its id. Groups and their records come sorted; so does the result."""
    by_name: dict[str, list[list[Record]]] = defaultdict(list)
    for group in groups:
        # A decision about the name to show must not change the id.
        by_name[fold(display_name(group, Decisions()))].append(group)
    out: dict[str, list[Record]] = {}
    for name in sorted(by_name):
        namesakes = sorted(by_name[name], key=lambda g: (-len({r.document for r in g}), g[0].key))
        for rank, group in enumerate(namesakes):
            seed = name if rank == 0 else f"{name}|{_chief(group)}"
            key = "p-" + digest(seed)
            if key in out:
                key = "p-" + digest(f"{name}|{group[0].key}|{group[0].sha256}")
            out[key] = group
    return out


def _chief(group: list[Record]) -> str:
    counts = Counter(h.office_key for r in group for h in r.held)
    return min(counts, key=lambda k: (-counts[k], k)) if counts else group[0].key
