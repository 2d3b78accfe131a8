"""Bodies without a head noun: acronyms, web sites, and what stands as a source or credit."""

from __future__ import annotations

import re
from collections import Counter

from vnlaos_ner.grammar import press
from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.page import Candidate

CREDITS = frozenset(("nguồn", "ảnh", "theo", "video", "clip", "tin"))
INTRODUCED = frozenset((":", "theo"))
DOT = frozenset(".")
SEATS = frozenset(("nhà", "điện", "lầu"))
_CAPITALS = re.compile("A")


def web_sites(f: Facts) -> None:
    """Put the web sites into `f.bodies` before other bodies are parsed, so that nothing starts inside one."""
    for unit in domain(f):
        for i in range(unit.start, unit.end):
            f.bodies[i] = None
        f.bodies[unit.start] = unit


def scan(f: Facts) -> list[Candidate]:
    """Candidates of the rules below, in their order."""
    return [
        Candidate("ORGANIZATION", u.start, u.end, "agency." + u.rule, u.score)
        for rule in RULES
        for u in rule(f)
    ]


def domain(f: Facts) -> list[Unit]:
    """VOV.VN, Quochoi.vn, stuff.co.nz."""
    out = []
    for i in f.spots(DOT):
        if (
            not 0 < i < f.size - 1
            or not f.glued[i]
            or not f.glued[i + 1]
            or f.low[i + 1] not in f.words["domains"]
        ):
            continue
        if not f.texts[i - 1].isalpha() or f.texts[i + 1] in ("Co", "Tv"):
            continue
        first = i - 1
        while (
            first > 1
            and f.glued[first]
            and f.texts[first - 1] in ".-"
            and f.glued[first - 1]
            and f.texts[first - 2].isalpha()
        ):
            first -= 2
        if (
            first > 1
            and f.glued[first]
            and (f.texts[first - 1] == "@" or f.texts[first - 2 : first] == ["/", "/"])
        ):
            continue
        end = i + 2
        while (
            end + 1 < f.size
            and f.texts[end] == "."
            and f.glued[end]
            and f.glued[end + 1]
            and f.low[end + 1] in f.words["domains"] | {"nz", "uk", "jp"}
        ):
            end += 2
        out.append(Unit(first, end, "domain", 0.85))
    return out


def acronym(f: Facts) -> list[Unit]:
    """Capitals only: believed by what introduces them, by brackets after a body, and by repetition."""
    held = _held(f)
    spots = [i for m in _CAPITALS.finditer(f.shape) if not held[i := m.start()] and _possible(f, i)]
    times = Counter(f.texts[i] for i in spots)
    named = {f.texts[i] for i in spots if _in_brackets(f, i)}
    out = []
    for i in spots:
        text = f.texts[i]
        score = 0.4
        if text in named:
            score = 0.78 if times[text] > 1 or not _in_brackets(f, i) else 0.3
        elif i > 1 and (
            (f.texts[i - 1] == ":" and f.low[i - 2] in CREDITS) or (f.texts[i - 1] == "/" and f.glued[i])
        ):
            score = 0.8
        elif i and f.low[i - 1] in f.words["cues"]:
            score = 0.6
        out.append(Unit(i, i + 1, "acronym", score))
    return out


def _held(f: Facts) -> bytearray:
    """1 at every token of a body that was parsed."""
    held = bytearray(f.size + 1)
    for unit in f.bodies.values():
        if unit is not None and unit.score > 0:
            held[unit.start : unit.end] = b"\1" * (unit.end - unit.start)
    return held


def _possible(f: Facts, i: int) -> bool:
    text = f.texts[i]
    if f.vietnamese(i) and any(
        0 <= k < f.size and f.shape[k] == "A" and f.vietnamese(k) and f.limit[k] == f.limit[i]
        for k in (i - 1, i + 1)
    ):
        return False  # Ảnh: NGUYỄN HIỀN
    if text in f.words["no_body"] or not 2 <= len(text) <= 8 or not text.isalpha() or i in f.places:
        return False
    known = f.kind("abbreviation").get(i)
    if known is not None and known.entry.attrs.get("class") not in (None, "body", "organization", "org"):
        return False
    line = f.page.tokens.line_of[i]
    start, end = f.page.tokens.lines[line]
    around = f.shape[max(start, i - 2) : min(end, i + 3)]
    if around.count("A") > 2:
        return False
    if i and f.glued[i] and f.texts[i - 1] in "-/" and f.shape[i - 2] in "Ad":
        return f.texts[i - 1] == "/" and f.shape[i - 2] == "A"
    return not (i + 1 < end and f.glued[i + 1] and (f.texts[i + 1] in "-&" or f.shape[i + 1] == "d"))


def _in_brackets(f: Facts, i: int) -> bool:
    if not (0 < i < f.size - 1 and f.texts[i - 1] == "(" and f.texts[i + 1] == ")"):
        return False
    return i > 1 and any(
        u is not None and u.end == i - 1 for u in (f.bodies.get(i - 1 - k) for k in range(1, 14))
    )


def credit(f: Facts) -> list[Unit]:
    """A foreign or mixed name after "Ảnh:", "Nguồn:", "theo"."""
    out = []
    held = _held(f)
    for before in f.spots(INTRODUCED):
        i = before + 1
        if (
            not 1 < i < f.size
            or f.shape[i] not in "UM"
            or held[i]
            or f.texts[i] in f.words["media"]
            or f.vietnamese(i)
            or i in f.places
            or i in f.kind("foreign_name")
        ):
            continue
        if len(f.texts[i]) == 1:
            continue
        colon = f.texts[i - 1] == ":" and f.low[i - 2] in CREDITS
        if not (colon or (f.low[i - 1] == "theo" and f.shape[i] != "M")):
            continue
        end = i + 1
        while end < f.limit[i] and f.shape[end] in "UM" and not f.vietnamese(end) and not f.begins[end]:
            end += 1
        out.append(Unit(i, end, "credit", 0.7 if colon else 0.55))
    return out


def group(f: Facts) -> list[Unit]:
    """G7, G20: a letter and the number of members."""
    return [
        Unit(i, i + 2, "group", 0.9)
        for i in f.spots({"g"})
        if i + 1 < f.size
        and f.texts[i] == "G"
        and f.glued[i + 1]
        and f.texts[i + 1] in ("7", "8", "20", "77")
        and not (i and f.texts[i - 1] == "(" and f.texts.count("G") == 1)
        and not (i and f.glued[i] and f.shape[i - 1] in "UlAM")
    ]


def seat(f: Facts) -> list[Unit]:
    """Nhà Trắng, Lầu Năm Góc as actors; where they are places `place.seats` is stronger."""
    return [
        Unit(i, i + n, "seat", 0.9)
        for i in f.spots(SEATS)
        if f.texts[i] in ("Nhà", "Điện", "Lầu")
        for n in (3, 2)
        if " ".join(f.low[i : i + n]) in f.words["seats"]
    ]


def echo(f: Facts) -> list[Unit]:
    """The bare name of a company met elsewhere with its head noun: Tập đoàn Vamed, then Vamed."""
    names: set[tuple[str, ...]] = set()
    for unit in f.bodies.values():
        head = f.kind("body_head").get(unit.start) if unit is not None else None
        if (
            unit is None
            or head is None
            or unit.score < 0.7
            or head.entry.attrs.get("class") not in ("business", "media", "club")
        ):
            continue
        words = tuple(f.texts[head.end : unit.end])
        plain = (
            words
            and not f.vietnamese(head.end)
            and all(f.shape[k] in "UAM" for k in range(head.end, unit.end))
        )
        if plain and len(words) <= 3 and head.end not in f.places:
            names.add(words)
    if not names:
        return []
    firsts: dict[str, list[tuple[str, ...]]] = {}
    for words in sorted(names, key=lambda words: (-len(words), words)):
        firsts.setdefault(words[0], []).append(words)
    held = _held(f)
    out = []
    for i in f.spots({first.lower() for first in firsts}):
        found = next((w for w in firsts.get(f.texts[i], ()) if tuple(f.texts[i : i + len(w)]) == w), None)
        if (
            found is not None
            and not held[i]
            and i not in f.kind("body_head")
            and (not i or f.shape[i - 1] != "U" or f.begins[i])
        ):
            out.append(Unit(i, i + len(found), "echo", 0.78))
    return out


RULES = (press.firm, press.band, press.paper, acronym, group, seat, credit, echo)
