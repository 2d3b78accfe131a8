"""Foreign people without a cue: a known first name opens them, or no Vietnamese syllable fits them."""

from __future__ import annotations

import re

from vnlaos_ner.grammar import name
from vnlaos_ner.grammar.facts import Facts, Unit


def foreign_name(f: Facts) -> list[Unit]:
    """A run of capitals opened by a known foreign first name; people of the lexicon."""
    out = []
    for start, first in f.kind("foreign_name").items():
        kind = first.entry.attrs.get("class")
        if (
            kind == "particle"
            or _continues(f, start)
            or start in f.places
            or f.texts[start] in f.words["starters"]
        ):
            continue
        end = name.foreign_end(f, start)
        words = f.texts[start:end]
        if f.vietnamese(start) and all(f.vietnamese(k) for k in range(start, end)):
            continue  # Nam, Kim, Theo: only a cue or a hyphen makes these a foreign name
        if f.words["no_person"].intersection(words) or (
            end < f.limit[start] and f.shape[end] == "d" and end - start == 2
        ):
            continue
        if end - start > 1:
            out.append(Unit(start, end, "foreign_name", 0.88 if kind == "given" else 0.7))
        else:
            out.append(Unit(start, end, "foreign_name", 0.5 if kind == "given" else 0.4))
    for start, match in f.kind("person").items():
        out.append(Unit(start, match.end, "known_person", 0.9))
    for start, match in f.kind("country").items():
        if match.end < f.size and f.lexicon.get("leader", " ".join(f.texts[start : match.end + 1])):
            out.append(Unit(start, match.end + 1, "known_person", 0.95))  # Israel Katz
    return out


_HYPHENED = re.compile("U(?=.l..)")  # room for the hyphens of two names


def hyphen_run(f: Facts) -> list[Unit]:
    """Two names of syllables with hyphens: Xéc-gây Ê-xê-nhin, Sổm-phon Xi-chạ-lơn."""
    out = []
    for spot in _HYPHENED.finditer(f.shape):
        i = spot.start()
        if not name.hyphenated(f, i + 1) or _continues(f, i):
            continue
        end = name.foreign_end(f, i)
        parts = sum(f.shape[k] == "U" and name.hyphenated(f, k + 1) for k in range(i, end))
        if parts > 1 and i not in f.places:
            out.append(Unit(i, end, "hyphen_run", 0.92))
    return out


def _continues(f: Facts, start: int) -> bool:
    """Whether a capital directly before belongs to the same name."""
    before = start - 1
    if before < 0 or f.limit[before] != f.limit[start] or f.begins[start] or not f.capital(before):
        return False
    return not f.closes[before] and before not in f.kind("organization")


_CAPITAL = re.compile("U")


def foreign_run(f: Facts) -> list[Unit]:
    """Two to four capitals of which one is no Vietnamese syllable, with nothing known inside or before."""
    runs: dict[tuple[str, ...], list[Unit]] = {}
    end = 0
    known, families = f.kind("organization"), f.kind("family")
    starters, particles = f.words["starters"], f.words["particles"]
    for spot in _CAPITAL.finditer(f.shape):
        i = spot.start()
        if f.shape[i + 1 : i + 2] == "l" and f.low[i + 1] not in particles:
            continue  # one word by itself: most are
        if i < end or f.opens[i] or i in f.places or i in known or _continues(f, i):
            continue
        if f.texts[i] in starters or (f.begins[i] and f.vietnamese(i) and i not in families):
            continue
        end = name.foreign_end(f, i)
        words = f.texts[i:end]
        alien = sum(not f.vietnamese(k) for k in range(i, end) if f.shape[k] == "U" and len(f.texts[k]) > 1)
        titled = i > 0 and f.texts[i - 1] in "\"“'" and end < f.size and f.texts[end] in "\"”',"
        product = end < f.limit[i] and f.shape[end] == "d"
        if (
            2 <= end - i <= 6
            and alien > 0
            and not (titled or product or f.words["no_person"].intersection(words) or _classed(f, i))
            and not (end - i == 2 and len(words[1]) == 1)  # Vitamin A
        ):
            runs.setdefault(tuple(words), []).append(Unit(i, end, "foreign_run", 0.0))
    out = []
    for same in runs.values():
        out += [Unit(u.start, u.end, u.rule, 0.75 if len(same) > 1 else 0.6) for u in same]
    return out


def _classed(f: Facts, start: int) -> bool:
    """Whether a class word, a body head or a medium stands right before."""
    return start > 0 and f.low[start - 1] in (
        "xe",
        "chiếc",
        "bay",
        "máy",
        "hiệu",
        "dòng",
        "thi",
        "smartphone",
        "thoại",
        "kích",
        "độ",
        "ri",
        "tờ",
        "báo",
        "hãng",
        "đài",
        "trang",
        "kênh",
        "công",
        "ty",
        "phim",
        "giải",
        "cúp",
        "sân",
        "xe",
        "mv",
        "show",
        "đoàn",
        "clb",
        "bộ",
        "tạp",
        "chí",
        "album",
    )
