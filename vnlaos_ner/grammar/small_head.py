"""Bodies whose head is written small: ``sở GD&ĐT``, ``đảng Bảo thủ``, ``không quân Nga``.

The head needs a name, a field or a place behind it; a bare small head names nothing.
Behind a role any head may be small.
"""

from __future__ import annotations

from vnlaos_ner.grammar import complement, small_words
from vnlaos_ner.grammar.complement import Parse
from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.grammar.place_class import name_run

#: Small heads that open a name where a capital field or name follows (sở GD&ĐT, đảng Bảo thủ).
HEADS = frozenset("sở đảng phòng ban cục khoa phe tuyển".split())


def starts(f: Facts) -> list[int]:
    """Starts of heads in small letters with a name behind them."""
    out = []
    firsts = HEADS | {words.split()[0] for words in f.words["forces"]}
    for i in f.spots(firsts):
        low = f.low[i]
        if f.shape[i] != "l" or i + 1 == f.size:
            continue
        if low in HEADS:
            if f.capital(i + 1):
                out.append(i)
        elif f.texts[i + 1].islower() and f"{low} {f.texts[i + 1]}" in f.words["forces"]:
            out.append(i)
    return out


def head(f: Facts, start: int, parse: Parse) -> Unit | None:
    """``sở GD&ĐT``, ``đảng Bảo thủ``, ``không quân Nga``: heads the lexicon wants capitalised."""
    if f.shape[start] != "l" or start + 1 >= f.limit[start]:
        return None
    if f"{f.low[start]} {f.low[start + 1]}" in f.words["forces"]:
        at = start + 4 if f.low[start + 2 : start + 4] == ["vũ", "trang"] else start + 2
        if f.low[start] == "lực" and at == start + 2:
            return None
        end = complement.tail(f, start, at, parse)
        anyone = end <= at + 2 and f.low[end - 1] in small_words.BARE_PLACES | {"phố"} and at not in f.places
        return Unit(start, end, "small_force", 0.4 if anyone else 0.85) if end > at else None
    if f.low[start] == "tuyển":
        unit = f.places.get(start + 1)
        country = (
            unit is not None
            and unit.rule == "country"
            and f.low[start - 1] not in ("thi", "xét", "trúng", "ứng", "đội")
        )
        return Unit(start, unit.end, "small_force", 0.85) if unit is not None and country else None
    if f.low[start] not in HEADS or not f.capital(start + 1):
        return None
    return virtual(f, start, start + 1, 0.75, parse)


def body(f: Facts, at: int, parse: Parse) -> Unit | None:
    """A body whose head is written small, as it stands behind a role: giám đốc [sở GTVT Kon Tum]."""
    limit = f.limit[at]
    for size in (3, 2, 1):
        end = at + size
        if end < limit and " ".join(f.low[at:end]) in f.lexicon.head_words:
            unit = virtual(f, at, end, 0.8, parse)
            if unit is not None:
                f.bodies[at] = unit
            return unit
    return None


def virtual(f: Facts, start: int, at: int, score: float, parse: Parse) -> Unit | None:
    """The body whose head ends at `at`, with no head of the lexicon at `start` (Trưởng [ban Tuyên giáo])."""
    named = f.low[start] in ("công", "tập", "trường", "hãng", "báo", "viện", "cơ", "câu", "bệnh")
    inner = complement.inner(f, start, at, "business" if named else "state", parse)
    if inner == at and f.low[start] in ("đảng", "phe") and f.capital(at) and at not in f.places:
        inner = name_run(f, at, 3)
    end = complement.tail(f, start, inner, parse)
    return Unit(start, end, "small_head", score) if end > at else None
