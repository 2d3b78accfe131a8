"""How many people can hold one office at one time, from `data/seats.tsv`."""

from __future__ import annotations

from importlib import resources
from typing import Literal, NamedTuple

from vnlaos_ner.corpus.records import fold
from vnlaos_ner.document import Office
from vnlaos_ner.errors import LexiconError

Count = Literal["one", "few", "many"]


class Seats(NamedTuple):
    """Openings of roles, folded; a role not listed has one seat."""

    by_opening: dict[str, Count]

    def of(self, office: Office) -> Count:
        words = fold(office.role).split()
        whole = words + (fold(office.body).split() if office.body else [])
        for source in (whole, words):
            for n in range(len(source), 0, -1):
                count = self.by_opening.get(" ".join(source[:n]))
                if count and n > 0:
                    return count
        return "one"

    def is_evidence(self, office: Office) -> bool:
        """Whether two documents giving this office to one full name speak of one person.

        Not where many hold it (đại biểu Quốc hội), nor where body and place are both left out.
        """
        return self.of(office) != "many" and bool(office.body or office.place or office.country)

    def is_single(self, office: Office) -> bool:
        """Whether the office is fully told and only one person can hold it at a time."""
        return self.of(office) == "one" and bool(office.body or office.place)


def load() -> Seats:
    """Read the table shipped with the package; `LexiconError` names a wrong line."""
    text = (resources.files("vnlaos_ner") / "data" / "seats.tsv").read_text(encoding="utf-8")
    table: dict[str, Count] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("#", "role\t")) or not line.strip():
            continue
        role, count, _reason = line.split("\t")
        if count not in ("one", "few", "many") or fold(role) in table:
            raise LexiconError(
                f"seats.tsv:{number}: {line!r}: seats must be one, few or many, each role once"
            )
        table[fold(role)] = count  # type: ignore[assignment]
    return Seats(table)
