"""How far a person's name goes, Vietnamese or foreign, and what may open one after a cue."""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit, person_start

DASHES = frozenset("-–")
#: Syllables of the longest Vietnamese name, of a Lao one in Vietnamese syllables (Khăm Phăn Phôm Ma Thạt).
LONGEST = 4
LONGEST_LAO = 7
#: Middle syllables that close no name: after these even Sáng or Phát is a name.
MIDDLES = frozenset(("A", "Văn", "Thị", "Đình", "Hữu", "VĂN", "THỊ", "ĐÌNH", "HỮU"))


def skip(f: Facts, at: int) -> int:
    """Past further cues: honorific + rank, "PGS.TS"."""
    while at < f.size:
        rank = f.kind("rank").get(at) or f.kind("honorific").get(at)
        if rank is not None and f.low[at] != "anh":
            at = rank.end
        elif f.texts[at] == "." and f.glued[at] and at + 1 < f.size and f.glued[at + 1]:
            at += 1
        else:
            break
    return at


def after(f: Facts, at: int, rule: str, score: float, *, short: bool) -> Unit | None:
    """A name that starts at `at` on a cue, or None. `short`: a single syllable will do."""
    if at >= f.size or not at or f.limit[at] != f.limit[at - 1] or f.shape[at] not in "UMA" or blocks(f, at):
        return None
    given = f.shape[at - 1] == "l" and f.texts[at] in f.lexicon.given_syllables  # anh Phát
    if (f.begins[at] and not f.glued[at]) or f.texts[at] in f.words["no_name"]:
        return None
    if f.texts[at] in f.words["starters"] and not (given and rule == "honorific"):
        return None
    if f.shape[at] == "A" and (len(f.texts[at]) > 5 or at in f.kind("abbreviation") or at in f.kind("body")):
        return None
    if at in f.kind("organization"):
        return None
    place = f.places.get(at)
    if place is not None and not person_start(f, at) and place.score > 0.3:
        surely = place.rule == "country" or not f.vietnamese(at) or place.end - at > 1
        if surely:
            return None
    end = name_end(f, at)
    if f.shape[at] == "A" and end == at + 1 and not f.vietnamese(at):
        return None
    if f.words["no_person"].intersection(f.texts[at + 1 : end]) or (
        f.low[at - 1] == "xe" and not f.vietnamese(at)
    ):
        return None
    if not short and end - at < 2:
        return None
    if end == at + 1 and end < f.limit[at] and f.shape[end] == "l" and f.paired(at):
        return None
    return Unit(at, end, rule, score)


def name_end(f: Facts, at: int) -> int:
    """End of the name at `at`, of whatever language."""
    if f.texts[at] in f.words["saints"] and at + 1 < f.limit[at] and person_start(f, at + 1):
        return vietnamese_end(f, at + 1)  # Giuse Trần Đình Thụy
    if not f.vietnamese(at) or at in f.kind("foreign_name"):
        return foreign_end(f, at)
    end = vietnamese_end(f, at)
    foreign = end - at < LONGEST and end < f.limit[at] and f.shape[end] in "UM" and not f.vietnamese(end)
    if hyphenated(f, end) or (foreign and not f.opens[end] and not f.begins[end]):
        return foreign_end(f, at)
    return end


def vietnamese_end(f: Facts, start: int) -> int:
    """End of the capitalised Vietnamese syllables; stops before heads, known places and new names."""
    limit = f.limit[start]
    end = start + 1
    family = f.kind("family").get(start)
    lao = family is None or family.entry.attrs.get("class") == "lao_thai"
    longest = LONGEST_LAO if lao else LONGEST
    while end < limit and end - start < longest and f.shape[end] in "UA" and not f.begins[end]:
        if not f.vietnamese(end) and len(f.texts[end]) > 1 and not is_initial(f.texts[end]):
            break
        if (f.shape[end] == "A") != (f.shape[start] == "A"):
            break
        if f.texts[end] in f.words["starters"] and not (f.texts[end - 1] in MIDDLES or _given(f, end)):
            break
        if f.opens[end] and end - start >= 2 and blocks(f, end):
            break
        shouted = end - start >= 2 and f.texts[end].isupper() and len(f.texts[end]) > 1
        if shouted and (f.low[end] in f.words["function"] or end in f.kind("country")):
            break  # LƯƠNG CƯỜNG THĂM LÀO
        if shouted and " ".join(f.low[end : end + 2]) in f.words["deeds"]:
            break  # ĐÀO HỒNG LAN KIỂM TRA
        place = f.places.get(end) if end - start >= 2 else None
        if place is not None and place.end - end > 1 and (end - start > 2 or place.rule != "known"):
            break
        if f.low[end] == "thị":
            longest = max(longest, end - start + 3)  # Công Tôn Nữ Thị Minh Nguyệt
        end += 1
        if end + 1 < limit and f.texts[end] in "'’" and len(f.texts[end - 1]) == 1 and f.glued[end + 1]:
            end += 2 if f.shape[end + 1] == "U" else 0  # Điểu K'Rang
    if end < limit and f.texts[end] == "." and f.glued[end] and is_initial(f.texts[end - 1]):
        end += 1  # Nguyễn Văn H. / anh Tr.
    return end


def _given(f: Facts, at: int) -> bool:
    """Nguyễn Tấn [Phát] phát biểu: the last syllable of a name though it may open a sentence (Phát biểu)."""
    after = at + 1
    return f.texts[at] == "Phát" and (after >= f.limit[at] or (f.shape[after] in "lp" and not f.paired(at)))


def blocks(f: Facts, at: int) -> bool:
    """Whether what opens at `at` is really a head and not a given name that looks like one (Khoa, Trường)."""
    if not f.opens[at]:
        return False
    longest = max(
        (
            f.kind(kind)[at].end
            for kind in ("role", "office", "body", "body_head", "rank")
            if at in f.kind(kind)
        ),
        default=at + 1,
    )
    if longest > at + 1:
        return True
    unit = f.bodies.get(at)
    return unit is not None and unit.score > 0.6


def is_initial(text: str) -> bool:
    """``H``, ``Tr``, ``Ng``: what stands for a name that is not told."""
    return text in ("Tr", "Ng", "Th", "Ph", "Kh", "Nh", "Ch", "Gi") or (
        len(text) == 1 and text in "BCDĐGHKLMNPQRSTVX"
    )


def hyphenated(f: Facts, at: int) -> bool:
    """Whether a glued hyphen and more of the name follow at `at` (Soon-sil, Xổm-mạt, M-TP)."""
    if at + 1 >= f.size or f.texts[at] not in DASHES or not f.glued[at] or not f.glued[at + 1]:
        return False
    return f.shape[at + 1] in "UlMA" and not f.opens[at + 1] and f.limit[at] == f.limit[at + 1]


def foreign_end(f: Facts, start: int) -> int:
    """End of a foreign name: capitals, particles, hyphens, initials with dots; stops before known words."""
    limit = f.limit[start]
    end = start + 1
    if (
        len(f.texts[start]) < 3
        and end < limit
        and f.texts[end] == "."
        and not (end + 1 < limit and f.glued[end + 1])
    ):
        return end + 1 if is_initial(f.texts[start]) and f.glued[end] else end
    while end < limit and f.texts[end] not in f.words["starters"]:
        shape = f.shape[end]
        if shape in "UM" or (shape == "A" and len(f.texts[end]) <= 3 and end not in f.kind("abbreviation")):
            if blocks(f, end) or (f.begins[end] and not f.glued[end]):
                break
            if _kinh(f, end):
                break
            if (end in f.places and f.places[end].score > 0.5) or end in f.kind("organization"):
                break
            end += 1
        elif hyphenated(f, end) or (
            f.texts[end] in ".'’"
            and end + 1 < limit
            and f.glued[end]
            and _initial_before(f, end)
            and f.shape[end + 1] == "U"
        ):
            end += 2
        elif (
            (f.low[end] in f.words["particles"] and end + 1 < limit and f.shape[end + 1] in "UM")
            or (
                f.low[end] in f.words["particles"]
                and end + 2 < limit
                and f.low[end + 1] in f.words["particles"]
            )
            or (f.low[end] in f.words["particles"] and hyphenated(f, end + 1))
        ):
            end += 1
        else:
            break
    if end < limit and f.texts[end] == "." and f.texts[end - 1] == "Jr":
        end += 1
    return end


def _kinh(f: Facts, at: int) -> bool:
    """Whether a Vietnamese name starts here; Korean and Lao family names (Jong) do not end a name."""
    return person_start(f, at) and f.kind("family")[at].entry.attrs.get("class") == "kinh"


def _initial_before(f: Facts, dot: int) -> bool:
    """Whether an initial (or D', O') stands before the dot or apostrophe."""
    text = f.texts[dot - 1]
    return (text.isupper() and len(text) == 1) or (f.texts[dot] != "." and len(text) <= 2)
