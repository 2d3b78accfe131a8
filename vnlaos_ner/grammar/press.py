"""Firms, papers and bands without a head noun of their own, told by a word inside or before the name."""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit

INTRODUCERS = frozenset("tờ báo đài hãng kênh trang theo".split())


def firm(f: Facts) -> list[Unit]:
    """Foreign firms and papers by their last word: Deutsche Bank, S&P Global Ratings, hãng tin Sky News."""
    ends = f.words["firm_ends"]
    out: list[Unit] = []
    for i in f.spots({word.lower() for word in ends}):
        if f.texts[i] not in ends or (out and i < out[-1].end):
            continue
        start = i
        while start and f.limit[start - 1] == f.limit[i] and i - start < 5 and not f.begins[start]:
            before = start - 1
            if f.shape[before] not in "UAM" or f.texts[before] in f.words["starters"]:
                joined = f.texts[before] == "&" and start > 1 and f.shape[before - 1] in "UA"
                if not joined:
                    break
                before -= 1
            if f.vietnamese(before) and len(f.texts[before]) > 1 and (f.closes[before] or f.begins[before]):
                break  # Tờ Wall Street Journal
            if before in f.kind("country") or f.low[before] in INTRODUCERS:
                break
            start = before
        end = i + 1
        while end < f.limit[i] and f.texts[end] in ends:
            end += 1
        if f.texts[start] in f.words["media"]:
            continue  # Google News
        alien = any(f.shape[k] == "A" or not f.vietnamese(k) for k in range(start, i))
        if start < i and alien:
            out.append(Unit(_head(f, start), end, "firm", 0.78))
    return out


def _head(f: Facts, at: int) -> int:
    """Start of the class noun of a firm or paper right before `at`, or `at` itself."""
    heads = f.kind("body_head")
    for start in range(max(0, at - 4), at):
        head = heads.get(start)
        if head is not None and head.end == at and head.entry.attrs.get("class") in ("business", "media"):
            return start if f.low[start] not in ("tờ", "kênh") else at
    return at


def band(f: Facts) -> list[Unit]:
    """A name of foreign or mixed spelling behind "ban nhạc" or "nhóm nhạc": the group, not a person."""
    out = []
    for i in f.spots({"nhạc"}):
        at = i + 1
        if not i or f.low[i - 1] not in ("ban", "nhóm") or at >= f.limit[i] or f.shape[at] not in "UAM":
            continue
        end = at
        while end < f.limit[i] and end - at < 3 and f.shape[end] in "UAM" and not f.vietnamese(end):
            end += 1
        if end > at:
            out.append(Unit(at, end, "band", 0.85))
    return out


def paper(f: Facts) -> list[Unit]:
    """A paper without a class noun of its own: tờ Mirror; (Theo Trí Thức Trẻ) at the end of a text."""
    out = []
    for i in f.spots({"tờ", "theo"}):
        at = i + 1
        if at >= f.limit[i] or f.shape[at] not in "UAM" or at in f.kind("organization") or at in f.places:
            continue
        bracketed = f.low[i] == "theo" and i > 0 and f.texts[i - 1] == "("
        end = at
        while end < f.limit[i] and end - at < 4 and f.shape[end] in "UAM" and not f.begins[end]:
            if f.low[i] == "tờ" and f.vietnamese(end) != f.vietnamese(at):
                break
            end += 1
        closed = end < f.limit[i] and f.texts[end] in "),"
        if f.low[i] == "tờ" and not f.vietnamese(at):
            out.append(Unit(at, end, "paper", 0.85))
        elif bracketed and closed and end - at > 1 and not f.opens[at] and at not in f.kind("family"):
            out.append(Unit(at, end, "paper", 0.75))
    return out
