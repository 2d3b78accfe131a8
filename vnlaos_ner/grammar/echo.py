"""Names met again: what was found with evidence once is the same name elsewhere in the article."""

from __future__ import annotations

from collections import Counter

from vnlaos_ner.grammar.facts import Facts, Unit

#: Words before a bare given name that show a narrative about people known by it (crime reports).
STRONG = 0.75


def repeated(f: Facts) -> list[Unit]:
    """The whole name again, the surname of a foreign one, the two given syllables of a Korean one."""
    strong: dict[tuple[str, ...], float] = {}
    for unit in list(f.names.values()):
        words = tuple(f.texts[unit.start : unit.end])
        alien = not f.vietnamese(unit.end - 1)
        if unit.score < (0.6 if alien else STRONG):
            continue
        if len(words) > 1:
            strong[words] = max(strong.get(words, 0.0), min(0.88, unit.score))
            last = words[-1]
            if alien and last[0].isupper() and len(last) > 2 and unit.score >= 0.7:
                strong.setdefault((last,), 0.8)
            if unit.rule == "full_name" and len(words) == 3 and words[2] in f.lexicon.given_syllables:
                strong.setdefault(words[1:], 0.76)  # Nguyễn Hoàng Đức, then Hoàng Đức
            if len(words) == 2 and not f.vietnamese(unit.start) and len(words[0]) > 2 and unit.score >= 0.7:
                strong.setdefault((words[0],), 0.66)
            if (
                len(words) == 3
                and all(w.isalpha() for w in words)
                and (alien or not f.vietnamese(unit.start))
            ):
                strong.setdefault(words[1:], 0.7)
        elif alien and len(words[0]) > 2 and unit.rule != "repeated":
            strong.setdefault(words, 0.7)
    firsts: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for words, score in strong.items():
        firsts.setdefault(words[0], []).append((words, score))
    out = []
    for i in f.spots({first.lower() for first in firsts}):
        for words, score in firsts.get(f.texts[i], ()):
            end = i + len(words)
            known = f.places.get(i) if len(words) == 2 else None
            if known is not None and known.end >= end and f.vietnamese(i):
                continue
            tail = len(words) == 2 and i and f.limit[i - 1] == f.limit[i] and f.shape[i - 1] == "U"
            opened = f.begins[i] or f.closes[i - 1] or f.texts[i - 1] in f.words["starters"]
            if tail and f.vietnamese(i) and not opened:
                continue  # Mã [Bảo Quốc]
            if tuple(f.texts[i:end]) == words and _free(f, i, end, len(words)):
                out.append(Unit(i, end, "repeated", score))
    return out


def _free(f: Facts, start: int, end: int, size: int) -> bool:
    """Not a country, not a piece of a longer foreign run."""
    if start in f.kind("country") or start in f.kind("organization"):
        return False
    if size > 1:
        return True
    if (
        start
        and f.shape[start - 1] == "U"
        and not f.closes[start - 1]
        and not f.begins[start]
        and f.limit[start - 1] == f.limit[start]
    ):
        return False
    if start > 1 and f.low[start - 1] in f.words["particles"] and f.capital(start - 2):
        return False
    return not (end < f.limit[start] and f.shape[end] in "UM" and not f.vietnamese(end) and not f.begins[end])


def bare_given(f: Facts) -> list[Unit]:
    """A given name told bare, as in crime reports, where the article also has it with a cue and in full."""
    full = {
        f.texts[u.end - 1]
        for u in f.names.values()
        if u.rule in ("full_name", "honorific", "rank") and u.end - u.start > 2
    }
    short = {
        f.texts[u.start] for u in f.names.values() if u.end - u.start == 1 and u.rule in ("honorific", "rank")
    }
    known = full & f.lexicon.given_syllables.keys()
    if not known:
        return []
    spots = [
        i
        for i in f.spots({text.lower() for text in known})
        if f.texts[i] in known and f.shape[i] == "U" and _alone(f, i)
    ]
    times = Counter(f.texts[i] for i in spots)
    out = []
    for i in spots:
        text = f.texts[i]
        if (text in short and times[text] > 1) or times[text] > 1:
            out.append(Unit(i, i + 1, "bare_given", 0.7 if not f.begins[i] else 0.55))
    return out


def other_name(f: Facts) -> list[Unit]:
    """A by-name or another spelling in brackets behind a name: (tức Tài Đen), (Vla-đi-mia Pu-tin)."""
    out = []
    for unit in list(f.names.values()):
        at = unit.end
        if unit.score < STRONG or at + 2 >= f.limit[unit.start] or f.texts[at] != "(":
            continue
        at += 1
        told = f.low[at] in ("tức", "hay", "alias") or f.low[at : at + 2] in (
            ["biệt", "danh"],
            ["bí", "danh"],
        )
        if told:
            at += 1 + (f.low[at + 1] in ("là", "danh"))
        end = at
        while end < f.limit[unit.start] and end - at < 9 and f.texts[end] != ")":
            if f.shape[end] not in "UM" and not (
                end > at and (f.texts[end] == "-" or f.texts[end - 1] == "-")
            ):
                break
            end += 1
        if end == at or end >= f.limit[unit.start] or f.texts[end] != ")" or f.opens[at]:
            continue
        shared = set(f.texts[unit.start : unit.end]) & set(f.texts[at:end])
        spelled = "-" in f.texts[at:end] and not f.vietnamese(unit.end - 1)
        if (told or shared or spelled) and not (at in f.places and f.places[at].rule == "country"):
            out.append(Unit(at, end, "other_name", 0.85))
    return out


def _alone(f: Facts, i: int) -> bool:
    """No capital before or after, nothing known here, and a small word or punctuation behind."""
    if i in f.places or i in f.kind("body_head") or i in f.kind("role") or i in f.kind("organization"):
        return False
    if i and f.limit[i - 1] == f.limit[i] and not f.begins[i] and (f.capital(i - 1) or f.glued[i]):
        return False
    after = i + 1
    if after >= f.limit[i]:
        return False
    return (f.shape[after] == "l" and not f.paired(i)) or f.texts[after] in ",.)"
