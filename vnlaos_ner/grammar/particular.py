"""Whether what looks like a body names one in particular, and whether its head is a head at all."""

from __future__ import annotations

from vnlaos_ner.grammar import small_words
from vnlaos_ner.grammar.facts import Facts

LOCAL = small_words.BARE_PLACES | {"địa"}


def refused(f: Facts, start: int) -> bool:
    """Tails of other words (thị trường), of document numbers (NĐ-CP), of compound abbreviations (KH-ĐT)."""
    if f.low[start : start + 3] == ["ban", "lãnh", "đạo"]:
        return True  # those who lead a body, whoever they are
    if not start or f.limit[start - 1] != f.limit[start]:
        return False
    before = f.low[start - 1]
    if f.low[start : start + 2] == ["trung", "ương"] and _of_commission(f, start):
        return True  # Ban Tuyên huấn [Trung ương Đảng] Nhân dân Cách mạng Lào
    if f.low[start] == "thường" and before in ("thư", "tịch", "tướng", "trưởng", "ban", "nhiệm"):
        return True  # Phó Bí thư [Thường trực] Thành ủy
    if f.low[start] == "ban" and before == "trưởng" and f.low[min(start + 1, f.size - 1)] == "thường":
        return True
    if (
        (f.low[start] == "biên" and before == "đội")
        or (f.low[start] == "trung" and before == "hành")
        or (f.low[start] == "nhân" and before == "đường")
    ):
        return True  # Ban Chấp hành [Trung ương Đảng], Đại lễ đường [Nhân dân]
    if (f.low[start] == "thpt" and before == "thi") or (f.low[start] == "khoa" and before in ("y", "bách")):
        return True
    if f.low[start] == "diễn" and f.low[start : start + 6] == ["diễn", "đàn", "kinh", "tế", "thế", "giới"]:
        return True  # an event
    if f.shape[start] == "l" and f"{f.low[start - 1]} {f.low[start]}" in f.words["no_head"]:
        return True
    numbered = f.shape[start - 1] == "d" and f.low[start - 2] not in ("lớp", "khóa", "năm")
    if f.shape[start] == "l" and (f.low[start - 1] in f.words["plural"] or numbered):
        return True  # các trường, 12 trường; but: lớp 12 trường Chu Văn An
    if not f.glued[start] or f.texts[start - 1] not in "-/":
        return False
    if f.texts[start - 1] == "-":
        return f.shape[start - 2] in "A" or (start > 2 and f.texts[start - 3] == "/")
    return f.shape[start - 2] == "d"


def _of_commission(f: Facts, start: int) -> bool:
    """Whether a commission (Ban …) of the lexicon that begins earlier covers the token at `start`."""
    bodies = f.kind("body")
    return any(
        f.low[i] == "ban" and i in bodies and bodies[i].end > start for i in range(max(0, start - 6), start)
    )


def local_many(f: Facts, start: int, end: int) -> bool:
    """các Cục Thuế, UBND tỉnh, thành phố, sở GDĐT các tỉnh: several, none of them named."""
    if any(i in f.places for i in range(start, end)) or end + 1 >= f.limit[start]:
        return False
    if f.low[end] == "các" and f.low[end + 1] in LOCAL:
        return True
    if f.texts[end] == "," and f.low[end - 1] in small_words.BARE_PLACES and f.low[end + 1] in LOCAL:
        return True
    return start > 0 and f.low[start - 1] == "các" and f.shape[start] == "U" and end - start > 1


def of_many(f: Facts, start: int, end: int) -> bool:
    """các Nghị viện, Chính phủ hai nước: several bodies, none of them named."""
    if (start and f.low[start - 1] in ("các", "những", "hai")) or (end < f.size and f.low[end] == "nào"):
        return True
    return (
        end + 1 < f.limit[start]
        and f.low[end] in ("hai", "các", "2")
        and f.low[end + 1] in ("nước", "bên", "tỉnh", "xã", "huyện", "quận", "thành", "địa", "cấp")
    )


def told_in_full(f: Facts, start: int, end: int) -> bool:
    """Whether the article has the same head with a complement: "Hiệp hội" after "Hiệp hội Doanh nhân trẻ"."""
    if f.low[start - 1] in f.words["plural"] or f.low[start - 1] in ("một", "tưởng", "trưởng"):
        return False
    if end < f.limit[start] and (
        f.capital(end) or f.low[end] in ("trưởng", "phó", "nào", "các", ",", ":", ";")
    ):
        return False
    head = f.texts[start:end]
    more = f.size - (end - start)
    return any(
        f.texts[i : i + len(head)] == head
        and f.capital(i + len(head))
        and i != start
        and i + len(head) < f.limit[i]
        for i in f.kind("body_head")
        if i < more
    )


def ticker(f: Facts, at: int) -> bool:
    """HDB, SHB, ACB: three letters in a list of such in a line about shares."""
    if len(f.texts[at]) != 3:
        return False
    line = range(max(0, at - 60), min(f.limit[at], at + 60))
    told = any(f.low[i : i + 2] in (["cổ", "phiếu"], ["bán", "ròng"], ["mua", "ròng"]) for i in line)
    near = (at - 2, at + 2)
    return told and any(i in line and f.shape[i] == "A" and len(f.texts[i]) == 3 for i in near)
