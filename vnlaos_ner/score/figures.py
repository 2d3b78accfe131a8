"""The figures of a score by name: what a gate can ask for, what a baseline file holds.

| name | what |
|---|---|
| ``PERSON`` … | strict nested F1 of a type |
| ``ALL`` | strict nested F1 of all types together |
| ``LINK`` | F1 of the links from an office to its holder; ``LINK.PRECISION`` their precision |
| ``STATUS`` | accuracy of the status on rightly linked offices |
| ``NAME.PERSON`` … | accuracy of canonical names on mentions found |
| ``COREF`` | mean F1 of MUC, B³ and CEAFe; ``COREF.PERSON`` that of persons |
| ``HOLDING`` | F1 of (person, office, status) rows, each once a document |
| ``PEOPLE`` | B³ F1 of persons across documents, where gold says who is who |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from vnlaos_ner.document import MentionType
from vnlaos_ner.score.tally import Score, Tally


def figures(score: Score, types: Sequence[MentionType]) -> dict[str, float]:
    """All figures that have something to measure, in the order above; values between 0 and 1."""
    tallies: dict[str, Tally] = {kind: score.get("strict", kind) for kind in types}
    tallies["ALL"] = score.total("strict", types)
    tallies["LINK"] = score.get("links", "OFFICE")
    found: dict[str, float] = {name: tally.f1 for name, tally in tallies.items() if tally.gold}
    if tallies["LINK"].gold:
        found["LINK.PRECISION"] = tallies["LINK"].precision
    found |= _shares({"STATUS": score.get("status.linked", "OFFICE")})
    found |= _shares({f"NAME.{kind}": score.get("name", kind) for kind in types})
    for name, kinds in (("COREF", types), ("COREF.PERSON", ("PERSON",))):
        if score.total("b3", kinds).gold:
            found[name] = score.conll(kinds)
    rest = {"HOLDING": score.get("holdings", "OFFICE"), "PEOPLE": score.get("people.b3", "PERSON")}
    return found | _shares(rest)


def _shares(tallies: Mapping[str, Tally]) -> dict[str, float]:
    return {name: tally.f1 for name, tally in tallies.items() if tally.gold}
