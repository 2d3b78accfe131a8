"""Boards whose name tells what they do: Ban Chỉ đạo phát triển nhà ở xã hội, Ban chấp hành + body.

A steering board is named by a phrase of small words that no grammar of fields fits. It goes on to the word
that the sentence needs for itself (a verb, a time, a preposition of place) or to a sign.
"""

from __future__ import annotations

from vnlaos_ner.grammar import complement
from vnlaos_ner.grammar.complement import Parse
from vnlaos_ner.grammar.facts import Facts, Unit

STEERING = frozenset((("ban", "chỉ", "đạo"), ("tổ", "công", "tác"), ("tiểu", "ban", "chỉ")))
OF_MANY = (["các", "cấp"], ["các", "tỉnh"], ["các", "địa"], ["các", "bộ"])
#: Words of the longest names of boards.
LONGEST = 20


def steering(f: Facts, start: int, parse: Parse) -> Unit | None:
    """Ban Chỉ đạo quốc gia triển khai Nghị quyết 68 về phát triển kinh tế tư nhân."""
    at = start + 3
    known = f.kind("body").get(start)
    if known is not None and known.end > at:
        return None
    if tuple(f.low[start:at]) not in STEERING or not f.capital(start) or at + 1 >= f.limit[start]:
        return None
    if f.low[at] not in f.words["board_openers"] or f.low[at : at + 2] in OF_MANY:
        return None
    end = at + 1
    while end < f.limit[start] and end - at < LONGEST:
        needed = f.low[end] in f.words["board_ends"] and not f.paired(end - 1)  # họp, but công trình
        others = f.low[end] == "và" and f.low[end + 1 : end + 2] in (["các"], ["những"], ["căn"], ["đơn"])
        if needed or others or (f.low[end] == "của" and end - at < 3):
            break
        if f.shape[end] == "p" and not _listed(f, end):
            break
        end += 1
    while end > at and f.low[end - 1] in ("và", "về", "các", "của", "những"):
        end -= 1
    if end - at < 2:
        return None
    for i in range(at, end):
        if f.capital(i) and i in f.kind("body") and parse(f, i) is not None:
            f.nested.add(i)
    return Unit(start, end, "steering", 0.85)


def _listed(f: Facts, at: int) -> bool:
    """A comma or dash between two small nouns: các công trình, dự án; phòng, chống."""
    after = at + 1
    if after + 1 >= f.limit[at] or f.texts[at] not in ",-–" or f.opens[after]:
        return False
    if f.low[at - 1] == "phòng" and f.low[after] == "chống":
        return True
    return f.shape[at - 1 : after + 2] == "lpll" and f.low[after] not in f.words["board_ends"]


def standing(f: Facts, start: int, parse: Parse) -> Unit | None:
    """Ban chấp hành, Ban thường vụ written half small, with the body behind."""
    if (
        f.texts[start] != "Ban"
        or start + 3 >= f.limit[start]
        or f.low[start + 1 : start + 3] not in (["chấp", "hành"], ["thường", "vụ"])
    ):
        return None
    end = complement.tail(f, start, start + 3, parse)
    if end == start + 3 and f.low[end : end + 3] == ["trung", "ương", "đảng"]:
        party = parse(f, end + 2)
        end = party.end if party is not None and party.score > 0 else end + 3
        if party is not None:
            f.nested.add(party.start)
    return Unit(start, end, "board", 0.88) if end > start + 3 else None
