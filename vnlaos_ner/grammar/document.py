"""Documents: resolutions, decrees, laws, agreements, by number, by title or by the name they are known under.

A number is what stands between the head and the next word: ``18-NQ/TƯ``, ``1886/QĐ-TTg``, ``65/2020/QH14``.
A title goes over capitals, known nouns, joints and the countries it is between. Places and dates inside are
marked as well; organisations inside a title are not. Left alone: bare heads (nghị quyết này), drafts and
reports without number or name.
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import Facts, Unit, first_fits
from vnlaos_ner.grammar.title import firsts, is_year, longest, opens, ordinal, run, term, year
from vnlaos_ner.page import Candidate

HEADS = (
    "numbered_document",
    "of_meetings",
    "titled",
    "laws",
    "treaties",
    "programmes",
    "document_names",
    "known_alone",
)
LONG = 20
"""Tokens of the longest name of a law in the list."""


def scan(f: Facts) -> list[Candidate]:
    """Documents of the page."""
    return [
        Candidate("DOCUMENT", u.start, u.end, "document." + u.rule, u.score)
        for u in first_fits(f, firsts(f.lexicon, *HEADS), (document,))
    ]


def document(f: Facts, start: int) -> Unit | None:
    """The document at `start`; the first rule that fits decides."""
    if not opens(f, start, *HEADS):
        return None
    return next((u for rule in RULES if (u := rule(f, start)) is not None), None)


def known(f: Facts, start: int) -> Unit | None:
    """Tuyên ngôn Độc lập, Công ước Liên hợp quốc về Luật Biển năm 1982, Quy hoạch điện VII."""
    end = longest(f, start, "document_names", LONG)
    if end == start or not f.capital(start) or _part_of_name(f, start):
        return None
    return Unit(start, year(f, term(f, end)), "known", 0.92)


def numbered(f: Facts, start: int) -> Unit | None:
    """Nghị quyết số 18-NQ/TƯ, Quyết định 1886/QĐ-TTg, Nghị quyết 18, Quyết định xử phạt số 77/QĐ-XPHC."""
    head = longest(f, start, "numbered_document")
    limit = f.limit[start]
    if head == start or head >= limit:
        return None
    at = _to_number(f, head)
    said = f.low[at] == "số"
    at += said
    if at >= limit or f.shape[at] != "d":
        return None
    end = _number_end(f, at)
    bare = end == at + 1
    if bare and not said:
        if end < limit and (f.low[end] in f.words["counted"] or f.texts[end] == "%"):
            return None
        short = len(f.texts[at]) <= 3 or (len(f.texts[at]) == 4 and not is_year(f, at))
        low_too = longest(f, start, "numbered_small") == head
        if not short or not (f.capital(start) or low_too) or _decimal(f, end):
            return None
    with_year = year(f, end) if bare and end < limit and f.low[end] == "năm" else end
    return Unit(start, with_year, "numbered", 0.96 if said or not bare else 0.7)


def of_meeting(f: Facts, start: int) -> Unit | None:
    """Nghị quyết Trung ương 4 khóa XII, Nghị quyết Đại hội XIII, Văn kiện Đại hội Đảng."""
    head = longest(f, start, "of_meetings")
    if head == start or not f.capital(start) or head >= f.limit[start]:
        return None
    at = longest(f, head, "meetings_of_party")
    if at == head or at >= f.limit[start]:
        return None
    end = at + 1 if f.shape[at] == "d" else ordinal(f, at)
    if end == at:
        return None
    return Unit(start, term(f, end), "of_meeting", 0.92)


def law(f: Facts, start: int) -> Unit | None:
    """Luật Các tổ chức tín dụng 2010, luật Đất đai, Luật sửa đổi, bổ sung một số điều của Luật Giá."""
    head = longest(f, start, "laws")
    if head == start or head >= f.limit[start] or _part_of_name(f, start):
        return None
    amended = longest(f, head, "amending", 10)
    if amended > head and f.capital(start):
        inner = law(f, amended) if amended < f.limit[start] else None
        return Unit(start, inner.end, "law", 0.93) if inner is not None else None
    end = longest(f, head, "law_subjects", LONG)
    if end == head or not (f.capital(start) or f.capital(head)):
        return None
    return Unit(start, year(f, end), "law", 0.93)


def treaty(f: Facts, start: int) -> Unit | None:
    """Công ước Viên về quan hệ ngoại giao, Hiệp định về dẫn độ, Công ước khung của Liên hợp quốc về …"""
    if not f.capital(start):
        return None
    head = longest(f, start, "treaties")
    limit = f.limit[start]
    if head == start or head >= limit:
        return None
    named = head
    if longest(f, start, "conventions") == head:
        of = head + 1 if f.low[head] == "của" else head
        units = [u for u in (f.places.get(of), f.bodies.get(of)) if u is not None]
        named = max((u.end for u in units), default=of + 1 if f.shape[of] == "U" else head)
    if named + 1 >= limit or f.low[named] != "về":
        return None
    end = run(f, named + 1)
    return Unit(start, year(f, end), "treaty", 0.93) if end > named + 1 else None


def titled(f: Facts, start: int) -> Unit | None:
    """Hiệp ước Hữu nghị và Hợp tác Việt Nam - Lào, Luật Đất đai 2013, Hiệp định Paris."""
    if not f.capital(start) or _part_of_name(f, start):
        return None
    head = longest(f, start, "titled")
    plan = head == start
    if plan:
        head = longest(f, start, "programmes")
    limit = f.limit[start]
    if head == start or head >= limit:
        return None
    # "Đại học Luật TP.HCM": behind these a place alone is where the school is.
    if longest(f, start, "laws") == head and head in f.places:
        return None
    end = run(f, head)
    dated = year(f, end)
    # Bare heads: Hiến pháp 2013, Cương lĩnh năm 1991, but Luật, Pháp lệnh năm 2018 is a year's work.
    if end == head and (plan or dated == end or longest(f, start, "laws") == head):
        return None
    several = f.low[start - 1] in f.words["plural"]
    if several and dated == end and not any(f.capital(i) for i in range(head, end)):
        return None
    if plan and dated == end and longest(f, head, "programme_marks") == head:
        return None
    if end > head and longest(f, start, "named_by_place") == head and head not in f.places:
        return None
    return Unit(start, dated, "titled", 0.92 if end > head else 0.85)


def alone(f: Facts, start: int) -> Unit | None:
    """Tuyên bố chung, Hiến pháp, Biên bản ghi nhớ: names when capitalised."""
    end = longest(f, start, "known_alone")
    if end == start or not f.capital(start) or _part_of_name(f, start):
        return None
    if f.begins[start] and end < f.limit[start] and f.low[end] in f.words["pointing"]:
        return None
    return Unit(start, end, "alone", 0.6)


RULES = (known, numbered, of_meeting, law, treaty, titled, alone)


def _part_of_name(f: Facts, start: int) -> bool:
    """Pháp luật, Đại học Luật, Sở Kế hoạch, Tổ chức Hiệp ước: the head is a word of something else."""
    return start > 0 and f.texts[start - 1] in f.words["before_title"]


def _decimal(f: Facts, at: int) -> bool:
    """Whether the figure before `at` goes on behind a point or comma: 2.500, 3,5."""
    more = at + 1 < f.limit[at - 1] and f.texts[at] in ".," and f.shape[at + 1] == "d"
    return more and f.glued[at] and f.glued[at + 1]


def _to_number(f: Facts, head: int) -> int:
    """Over what a decision does, to its "số": Quyết định xử phạt vi phạm hành chính [số] 126/QĐ-XPVPHC."""
    kind = longest(f, head, "number_kinds")
    if head < kind < f.limit[head] and f.low[kind] == "số":
        return kind
    for at in range(head, min(f.limit[head], head + 8) - 3):
        if f.low[at] == "số":
            return at if f.shape[at + 1] == "d" and f.texts[at + 2] in "/-–" else head
        if f.shape[at] != "l" or f.low[at] in f.words["function"]:
            break
    return head


def _number_end(f: Facts, at: int) -> int:
    """Over digits, capitals, slashes and hyphens that are glued together, also with spaces at a sign."""
    limit = f.limit[at]
    end = at + 1
    while end < limit:
        text = f.texts[end]
        after = end + 1
        if text in "/-–&" and after < limit and f.shape[after] in "UAMd":
            spaced = not f.glued[end] and not f.glued[after]
            # A hyphen in spaces joins only what is no word: 05 - CT/TW, SGD & ĐT - VP.
            if spaced and (f.shape[after] not in "AM" or (after in f.places or after in f.kind("role"))):
                break
            end += 2
        elif f.glued[end] and (f.shape[end] in "UAMd" or (len(text) == 1 and f.shape[end] == "l")):
            end += 1  # 30a/2008/NQ-CP
        else:
            break
    return end
