"""Names that many articles of the raw corpus have shown to be people, places or bodies (``seen_names.tsv``).

They fill in where the context says nothing: the earlier rooms win wherever they read a longer span, and a
name is none where capitals go on beside it (a street, a school, another person's longer name).
"""

from __future__ import annotations

from vnlaos_ner.document import MentionType
from vnlaos_ner.grammar.facts import Facts
from vnlaos_ner.page import Candidate, Match

KINDS: tuple[tuple[str, MentionType, str], ...] = (
    ("seen_person", "PERSON", "seen.person"),
    ("seen_place", "LOCATION", "seen.place"),
    ("seen_organization", "ORGANIZATION", "seen.organization"),
)

BELIEVED = 0.5
#: Below this an earlier room had a reason against the name (a medal, a street).
LEAST = 0.3


def scan(f: Facts) -> list[Candidate]:
    """One candidate for each harvested name that stands by itself."""
    if not any(f.kind(kind) for kind, _, _ in KINDS):
        return []
    longest = _longest(f)
    return [
        Candidate(kind, match.start, match.end, rule, _score(match))
        for seen, kind, rule in KINDS
        for match in f.kind(seen).values()
        if _free(f, kind, match, longest) and _alone(f, match)
    ]


def _score(match: Match) -> float:
    """Rises from .7 with the articles in which the name was certain; a name without counts is a user's."""
    strong = int(match.entry.attrs.get("strong", 0))
    return round(0.6 + 0.3 * strong / (strong + 6), 3)


def _longest(f: Facts) -> list[int]:
    """For each token the length of the longest span the earlier rooms believe in."""
    longest = [0] * f.size
    for found in (f.places, f.bodies, f.offices, f.names):
        for unit in found.values():
            if unit is not None and unit.score >= BELIEVED:
                size = unit.end - unit.start
                for i in range(unit.start, unit.end):
                    longest[i] = max(longest[i], size)
    return longest


def _free(f: Facts, kind: MentionType, match: Match, longest: list[int]) -> bool:
    """Whether no earlier room reads a longer span there, refuses this one, or takes it for something else."""
    start, end, _ = match
    if max(longest[start:end]) > end - start:
        return False
    for other, units in (("PERSON", f.names), ("LOCATION", f.places), ("ORGANIZATION", f.bodies)):
        unit = units.get(start)
        if unit is None or unit.end != end:
            continue
        if unit.score < LEAST if other == kind else unit.score >= BELIEVED:
            return False
    return True


def _alone(f: Facts, match: Match) -> bool:
    """Whether no capital goes on with the name, before it or behind it, with or without a hyphen."""
    start, end, limit = match.start, match.end, f.limit[match.start]
    if end < limit and not f.begins[end] and not f.opens[end] and f.capital(end):
        return False
    if end + 1 < limit and f.texts[end] in "-–'’." and f.glued[end] and f.glued[end + 1]:
        return False
    before = start - 1
    if before < 0 or f.limit[before] != limit:
        return True
    if f.glued[start] and f.texts[before] in "-–'’.@#":
        return False
    if before and f.capital(before - 1):
        initial = f.texts[before] == "." and f.glued[before] and len(f.texts[before - 1]) == 1
        if initial or f.low[before] in f.words["particles"]:
            return False  # Lyndon B. Johnson, Hands of Stone
    return not f.capital(before) or bool(f.closes[before] or f.begins[start])
