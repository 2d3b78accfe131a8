"""Events: congresses, sessions, summits, jubilees, wars and campaigns, elections, festivals, games.

The ordinal belongs to the event (Kỳ họp thứ 48, Đại hội XIII), so do body, term and year.
Left alone: meetings without number or name (hội nghị tổng kết, cuộc họp), visits, talks, leagues.
"""

from __future__ import annotations

from vnlaos_ner.grammar.document import document
from vnlaos_ner.grammar.facts import Facts, Unit, first_fits
from vnlaos_ner.grammar.title import DASHES, MOST, firsts, longest, opens, ordinal, part, run, term, year
from vnlaos_ner.page import Candidate

HEADS = ("event_names", "meetings", "named_meetings", "games", "struggles", "elections", "jubilees", "years")


def scan(f: Facts) -> list[Candidate]:
    """Events of the page."""
    return [
        Candidate("EVENT", u.start, u.end, "event." + u.rule, u.score)
        for u in first_fits(f, firsts(f.lexicon, *HEADS), (event,))
    ]


def event(f: Facts, start: int) -> Unit | None:
    """The event at `start`; the first rule that fits decides."""
    if not opens(f, start, *HEADS):
        return None
    return next((u for rule in RULES if (u := rule(f, start)) is not None), None)


def known(f: Facts, start: int) -> Unit | None:
    """Cách mạng Tháng Tám, Chiến tranh thế giới thứ hai, Chiến dịch Hồ Chí Minh, Tháng Thanh niên 2021."""
    end = longest(f, start, "event_names", 10)
    if end == start or not _capital_in(f, start, end) or f.low[start - 1] in f.words["of_people"]:
        return None
    return Unit(start, year(f, end), "known", 0.9)


def meeting(f: Facts, start: int) -> Unit | None:
    """Đại hội XIII của Đảng, Kỳ họp thứ 48 Ủy ban liên Chính phủ, Hội nghị Cấp cao ASEAN lần thứ 44."""
    named = longest(f, start, "named_meetings")
    head = max(named, longest(f, start, "meetings"))
    limit = f.limit[start]
    if head == start or head >= limit:
        return None
    capital = f.capital(start)
    title = _title(f, head)
    end, numbered = _tail(f, start, title)
    if numbered:
        # A year alone makes no name of a bare head: hội nghị năm 2017.
        name = title > head or ordinal(f, head) > head or f.shape[head] == "d"
        return Unit(start, end, "meeting", 0.85) if name and _particular(f, start, head, title) else None
    if title == head:
        return None
    body = f.kind("organization").get(start)
    if (body is not None and body.end >= end) or longest(f, start, "standing_bodies", MOST) == end:
        return None
    if named == head and (capital or longest(f, start, "summits") == head) and _capital_in(f, head, title):
        return Unit(start, end, "named", 0.8)
    # Đại hội Đảng, Hội nghị Geneva, Hội nghị COP26, Hội nghị xúc tiến đầu tư tỉnh Hủa Phăn.
    whole = all(f.glued[head + 1 : title]) or (head in f.places and f.places[head].end == title)
    said = title > longest(f, head, "meeting_marks") > head
    plain = longest(f, start, "told_by_place") == head
    placed = any(k in f.places and f.places[k].end == title for k in range(head + 1, title))
    own = whole and _own_name(f, head)
    if capital and (said or (plain and (own or (placed and f.capital(head))))):
        return Unit(start, end, "named", 0.75)
    return None


def year_of(f: Facts, start: int) -> Unit | None:
    """Năm Đoàn kết hữu nghị Việt Nam - Lào 2022, Năm Du lịch quốc gia 2017, Năm APEC 2017."""
    if longest(f, start, "years") == start or not f.capital(start):
        return None
    at = start + 1
    if at >= f.limit[start] or not f.capital(at) or (at in f.kind("family") and at in f.kind("given")):
        return None
    end = run(f, at, most=14)
    if end == at:
        return None
    dated = year(f, end)
    if dated > end:
        return Unit(start, dated, "year", 0.85)
    placed = any(k in f.places for k in range(at + 1, end))
    return Unit(start, end, "year", 0.6) if placed and longest(f, at, "year_words") > at else None


def games(f: Facts, start: int) -> Unit | None:
    """SEA Games 31, U20 World Cup 2018, Festival Huế 2016, Giải vô địch bóng đá nữ Đông Nam Á 2022."""
    end = longest(f, start, "games")
    if end == start or not (f.capital(start) or longest(f, start, "championships") == end):
        return None
    # "Hoa hậu … 2017" is a person unless one wins it, or takes part.
    if longest(f, start, "contests") == end and f.low[start - 1] not in f.words["before_contest"]:
        return None
    bare = longest(f, start, "bare_games") == end
    title = end if bare else run(f, end, most=8)
    if longest(f, start, "leagues") == end and (title == end or not f.capital(start)):
        return None
    edition = _edition(f, title, bare=bare or title == end) if title < f.limit[start] else title
    if edition > title:
        return Unit(start, edition, "games", 0.8)
    placed = any(k in f.places for k in range(end, title)) and longest(f, start, "championships") != end
    return Unit(start, title, "games", 0.55) if placed else None


def _edition(f: Facts, at: int, *, bare: bool) -> int:
    """Behind what tells one of many: lần thứ VIII, 2018, năm 2018, and 31 right behind the name."""
    nth = ordinal(f, at)
    dated = year(f, nth)
    if dated > at or not bare or f.shape[at] != "d" or f.glued[at] or len(f.texts[at]) > 2:
        return dated
    if at + 1 < f.limit[at]:
        score = f.texts[at + 1] in "-–/:.%" and f.glued[at + 1]  # 2-1 is a score, 17/7 a day
        counted = f.low[at + 1] in f.words["counted"]
        return at if score or counted else at + 1
    return at + 1


def struggle(f: Facts, start: int) -> Unit | None:
    """Chiến dịch Tây Bắc, Khởi nghĩa Yên Bái, chiến tranh Việt Nam, Chiến tranh biên giới 1979."""
    head = longest(f, start, "struggles")
    if head == start or head >= f.limit[start] or f.low[start - 1] in f.words["of_people"]:
        return None
    capital = f.capital(start)
    end = run(f, head, most=8)
    if end == head or longest(f, head, "games") > head:
        return None
    numbered = capital and end < f.limit[start] and f.shape[end] == "d" and len(f.texts[end]) == 3
    dated = end + 1 if numbered else year(f, end)  # Lam Sơn 719
    placed = head in f.places
    if longest(f, start, "by_place") == head:
        # Small, these heads are common nouns: only a war is told by its country.
        war = placed and (capital or longest(f, start, "wars") == head)
        return Unit(start, dated, "struggle", 0.75) if war or (capital and dated > end) else None
    if not capital and (f.shape[head] not in "UM" or f.shape[head + 1 : end].count("A")):
        return None
    return Unit(start, dated, "struggle", 0.7) if _capital_in(f, head, end) else None


def election(f: Facts, start: int) -> Unit | None:
    """bầu cử Tổng thống Mỹ năm 2016, Tổng tuyển cử năm 2017, bầu cử Quốc hội khóa XV."""
    head = longest(f, start, "elections")
    if head == start or head >= f.limit[start]:
        return None
    end = head
    while end < f.limit[start] and end - head < 10:
        office = f.kind("role").get(end)
        after = max(
            longest(f, end, "elected"),
            office.end if office else end,
            part(f, end, f.limit[start], bodies=True),
        )
        if after == end:
            break
        end = after
    if end >= f.limit[start]:
        return None
    dated = max(year(f, end), term(f, end))
    if dated == end or (end == head and not f.capital(start)):
        return None
    return Unit(start, year(f, dated) if dated < f.limit[start] else dated, "election", 0.75)


def jubilee(f: Facts, start: int) -> Unit | None:
    """Lễ kỷ niệm 60 năm thiết lập quan hệ ngoại giao Việt Nam - Lào, kỷ niệm 127 năm Ngày sinh …"""
    at = longest(f, start, "jubilees")
    limit = f.limit[start]
    if at == start or at + 1 >= limit:
        return None
    at = at + 2 if f.low[at : at + 2] == ["lần", "thứ"] else at
    if at + 2 >= limit or f.shape[at] != "d" or f.low[at + 1] not in ("năm", "ngày"):
        return None
    end, limit = at + 2, min(limit, start + 24)
    said = False
    while end < limit:
        found = (document(f, end) if f.capital(end) else None) or f.offices.get(end) or f.names.get(end)
        after = found.end if found is not None else part(f, end, limit, bodies=True)
        if after == end and f.low[end] in f.words["anniversary"]:
            after = end + 1
        if after == end and f.low[end] == "của" and end + 1 < limit:
            of = run(f, end + 1, bodies=True)
            after = of if of > end + 1 else end
        if after == end and f.texts[end] in DASHES and end + 1 < limit and part(f, end + 1, limit) > end + 1:
            after = end + 1
        if after == end:
            break
        said = said or longest(f, end, "occasions") > end or _capital_in(f, end, after)
        end = after
    while f.low[end - 1] in f.words["open_words"]:
        end -= 1
    return Unit(start, end, "jubilee", 0.75) if said and end > at + 3 else None


RULES = (known, jubilee, games, meeting, year_of, struggle, election)


def _title(f: Facts, head: int) -> int:
    """What a meeting is called, over bodies and over the document it is on."""
    end = head
    while end < f.limit[head]:
        after = run(f, end, bodies=True)
        on = longest(f, after, "on_documents") if after < f.limit[head] else after
        paper = document(f, on) if on > after and on < f.limit[head] and f.capital(on) else None
        if paper is not None:
            return paper.end
        # Hội thảo quốc tế [về] Biển Đông lần thứ 9
        if after < f.limit[head] - 1 and f.low[after] == "về":
            topic = run(f, after + 1)
            if topic > after + 1 and topic < f.limit[head] and max(ordinal(f, topic), year(f, topic)) > topic:
                return topic
        return after
    return end


def _tail(f: Facts, start: int, at: int) -> tuple[int, bool]:
    """Behind ordinal, body, term and year in any order; and whether a number was among them."""
    end, numbered = at, False
    limit = f.limit[start]
    while end < limit:
        after = ordinal(f, end)
        if after == end and end == longest(f, start, "counted_meetings") and f.shape[end] == "d":
            after = end + 1
        number = after > end
        if after == end:
            after = max(term(f, end), year(f, end))
            number = after > end
        if after == end and f.low[end] == "tháng" and end + 1 < limit and f.shape[end + 1] == "d":
            after = (
                end + 2
                if longest(f, start, "monthly") > start and (end + 2 >= limit or f.texts[end + 2] != "/")
                else end
            )
            number = after > end
        if after == end:
            after = _of_body(f, end, numbered)
        if after == end:
            break
        end, numbered = after, numbered or number
    return end, numbered


def _of_body(f: Facts, at: int, numbered: bool) -> int:
    """(của) the body that meets; behind a comma only with its term: , Quốc hội khóa XIV."""
    limit = f.limit[at - 1]
    comma = f.texts[at] == ","
    skip = at + 1 if comma or f.low[at] == "của" else at
    if skip >= limit or not (numbered or skip > at):
        return at
    if f.texts[skip] == "Đảng" and skip > at and not comma and skip not in f.bodies:
        return skip + 1 if numbered else at
    unit = f.bodies.get(skip)
    end = unit.end if unit is not None else skip
    if end > skip and longest(f, skip, "open_bodies") == end:
        end = run(f, end, bodies=True)  # Ủy ban [liên Chính phủ]
    if end == skip:
        parties = longest(f, skip, "on_documents")
        paper = document(f, parties) if skip < parties < limit else None
        return paper.end if paper is not None and not comma else at
    if comma:
        return end if end < limit and term(f, end) > end else at
    joint = longest(f, skip, "open_bodies") > skip
    if (
        joint
        and end + 1 < limit
        and f.low[end] == "về"
        and (topic := run(f, end + 1)) > end + 1
        and any(k in f.places for k in range(end, topic))
    ):
        return topic
    return end


def _particular(f: Facts, start: int, head: int, title: int) -> bool:
    """Whether a number makes this one meeting: a small head needs an ordinal or a name in capitals."""
    return f.capital(start) or ordinal(f, title) > title or _capital_in(f, head, title)


def _own_name(f: Facts, at: int) -> bool:
    """Whether the one word of a title is a place, an acronym or foreign: Hội nghị Yalta, Đại hội Đảng."""
    acronym = f.shape[at] in "AM" or f.texts[at] == "Đảng"
    return acronym or at in f.places or (f.capital(at) and not f.vietnamese(at))


def _capital_in(f: Facts, start: int, end: int) -> bool:
    return any(f.capital(i) for i in range(start, end))
