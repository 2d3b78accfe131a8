"""People: Vietnamese full names, names after a cue, foreign names, initials, bylines, and their repetition.

A cue is an honorific, a rank, an occupation or an office right before the name. A short form (ông Dũng) needs
one; a full Vietnamese name needs none. What is found with good evidence once is found again elsewhere in the
article (`echo`). How far a name goes is in `name`. Left alone: names inside names of places, schools and
streets (the referee drops those inside).
"""

from __future__ import annotations

import re

from vnlaos_ner.grammar import byline, echo, foreign, name, street
from vnlaos_ner.grammar.facts import REFUSED, Facts, Unit, person_start
from vnlaos_ner.page import Candidate

#: Address words that stand before too much else to open a name.
WEAK = frozenset(("nhà", "vị", "nguyên", "con", "các", "nữ"))
#: Scores of a bare full name by how common its family name is (1 to 4), for three and more / two syllables.
LONG_NAME = (0.93, 0.9, 0.8, 0.7)
SHORT_NAME = (0.75, 0.6, 0.45, 0.4)
#: Before "Hồ Chí Minh" these make it a thought, an order, a city.
IDEAS = frozenset("tưởng cách đức chương mạng phố niên đội lăng".split())
#: Classes of ranks that a single given name may follow.
RANKS = frozenset(("military", "police"))
#: Middle syllables that open the short form of a name: Văn Vĩ, Đình Bắc.
MIDDLES = frozenset(("Văn", "Thị", "Đình", "Hữu"))
LANGUAGES = frozenset(("english", "français", "deutsch", "español", "russian", "french", "chinese"))
STEMS = frozenset("giáp ất bính đinh mậu kỷ canh tân nhâm quý".split())
BRANCHES = frozenset("tý tí sửu dần mão thìn tỵ tị ngọ mùi thân dậu tuất hợi".split())
_TWO_CAPITALS = re.compile("UU+")
_INITIAL = re.compile("U(?=pU)")


def scan(f: Facts) -> list[Candidate]:
    """All candidates; `f.names` keeps the best one of each start."""
    found: list[Candidate] = []
    for rule in RULES:
        for unit in rule(f):
            old = f.names.get(unit.start)
            if old is None or unit.score > old.score:
                f.names[unit.start] = unit
            found.append(Candidate("PERSON", unit.start, unit.end, "person." + unit.rule, unit.score))
    return found


# -- rules, in order ---------------------------------------------------------------------------------------


def full_name(f: Facts) -> list[Unit]:
    """A Vietnamese family name and one to three more syllables."""
    out = []
    roads = street.names(f)
    for start, match in f.kind("family").items():
        if not person_start(f, start) or not _free_left(f, start):
            continue
        end = name.vietnamese_end(f, start)
        size = end - start
        if size < 2 or start in f.kind("role") or start in f.kind("office"):
            continue
        if f.low[start] in ("đường", "phố") and person_start(f, start + 1):
            continue  # Đường Võ Trần Chí
        if _lunar(f, start):
            continue
        rare = int(match.entry.attrs.get("frequency", "4"))
        if rare > 2 and f.texts[start].isupper() and len(f.texts[start]) > 1:
            continue  # in a line of capitals a rare family name is a common word
        score = (LONG_NAME if size >= 3 else SHORT_NAME)[rare - 1]
        if f.texts[end - 1] not in f.lexicon.given_syllables:
            score -= 0.1
        if start and size == 2 and f.low[start - 1] in f.words["place_words"]:
            score -= 0.3
        if start > 1 and (f.low[start - 1] in f.words["awards"] or _pair(f, start) in f.words["awards"]):
            score = REFUSED  # Giải thưởng Tôn Thất Tùng
        if start and f.low[start - 1] in IDEAS and f.low[start:end] == ["hồ", "chí", "minh"]:
            score = REFUSED
        if _names_body(f, start, end):
            score = REFUSED  # Bệnh viện Nguyễn Tri Phương
        if _in_body(f, start, end):
            score = min(score, 0.6)  # Đoàn TNCS Hồ Chí Minh
        if tuple(f.texts[start:end]) in roads:
            score = 0.2
        known = f.kind("place").get(start)
        if known is not None and known.end >= end:
            score -= 0.3
        rest = f.kind("place").get(start + 1)
        if f.low[start] == "đoàn" and rest is not None and rest.end >= end and rest.end - rest.start > 1:
            score = 0.2  # a delegation: Đoàn Hưng Yên
        out.append(Unit(start, end, "full_name", score))
    return out


def menu(f: Facts) -> list[Unit]:
    """English, Read in English: the languages of a page, not its people."""
    return [
        Unit(start, i + 1, "menu", REFUSED)
        for i in f.spots(LANGUAGES)
        for start in ((i - 2, i) if i > 1 and f.low[i - 1] == "in" else (i,))
        if f.capital(i)
    ]


def lunar_year(f: Facts) -> list[Unit]:
    """Xuân Đinh Dậu, Tết Bính Ngọ: a year of the sexagenary cycle is nobody."""
    return [
        Unit(start, i + 2, "lunar_year", REFUSED)
        for i in f.spots(STEMS)
        if _lunar(f, i)
        for start in ((i - 1, i) if i and f.capital(i - 1) else (i,))
    ]


def _lunar(f: Facts, at: int) -> bool:
    after = at + 2
    if after > f.limit[at] or f.low[at] not in STEMS or f.low[at + 1] not in BRANCHES:
        return False
    dated = after < f.limit[at] and f.shape[after] == "d"
    return dated or (at > 0 and f.low[at - 1] in ("xuân", "tết", "năm", "đán"))


def after_cue(f: Facts) -> list[Unit]:
    """The capitalised run right after an honorific, a rank, an occupation or an office."""
    out = []
    seen = set()
    for kind, score in (("honorific", 0.93), ("rank", 0.93)):
        for start, match in f.kind(kind).items():
            if f.low[start] in WEAK or (match.end - start == 1 and _no_address(f, start)):
                continue
            unit = name.after(f, name.skip(f, match.end), kind, score, short=True)
            if unit is None or unit.start in seen:
                continue
            if kind == "rank" and match.entry.attrs.get("class") not in RANKS and not _trusted(f, unit):
                continue
            seen.add(unit.start)
            signed = f.texts[start] == "Anh" and f.begins[start] and unit.end == f.limit[start]
            out.append(unit._replace(start=start, rule="signed") if signed else unit)
    out += _called(f)
    for start, match in f.kind("role").items():
        if " ".join(f.low[start : match.end]) in f.words["consorts"]:
            unit = name.after(f, match.end, "consort", 0.9, short=True)
            if unit is not None:
                out.append(unit)
    for office_unit in f.offices.values():
        unit = name.after(f, name.skip(f, office_unit.end), "office", 0.93, short=True)
        if unit is not None and unit.start not in seen and _trusted(f, unit):
            seen.add(unit.start)
            out.append(unit)
    return out


def _called(f: Facts) -> list[Unit]:
    """đối tượng tên Bảo: one syllable that is a given name."""
    return [
        Unit(i + 1, i + 2, "called", 0.8)
        for i in f.spots({"tên"})
        if i + 2 < f.limit[i]
        and f.shape[i + 1] == "U"
        and f.texts[i + 1] in f.lexicon.given_syllables
        and f.shape[i + 2] in "lp"
        and not f.paired(i + 1)
    ]


def _in_body(f: Facts, start: int, end: int) -> bool:
    """Whether a body of the lexicon holds the words."""
    bodies = f.kind("body")
    return any(bodies[i].end >= end for i in range(max(0, start - 6), start) if i in bodies)


def _names_body(f: Facts, start: int, end: int) -> bool:
    """Whether a school, hospital or street of that name was parsed around the words."""
    for first in range(max(0, start - 8), start):
        unit = f.bodies.get(first)
        if unit is not None and unit.rule == "head_person" and unit.score > 0.9 and unit.end >= end:
            return True
    return False


def _pair(f: Facts, at: int) -> str:
    return f"{f.low[at - 2]} {f.low[at - 1]}"


def _no_address(f: Facts, start: int) -> bool:
    """Giồng Ông Tố, hãng tin Anh BBC: a capital address word in the middle of a sentence."""
    if not f.capital(start) or f.begins[start] or not start:
        return False
    return f.texts[start] == "Anh" or f.shape[start - 1] in "UA"


def _trusted(f: Facts, unit: Unit) -> bool:
    """A single Vietnamese syllable after an office or occupation must close a full name of the article."""
    if unit.end - unit.start > 1 or not f.vietnamese(unit.start):
        return True
    if f.low[unit.start - 2 : unit.start] == ["tổng", "thống"]:
        return True  # Tổng thống Moon
    return any(f.texts[n.end - 1] == f.texts[unit.start] for n in f.names.values())


def given_pair(f: Facts) -> list[Unit]:
    """Two or three given-name syllables with no capital around: pen and stage names (Linh Nga, Bảo Duy)."""
    given = f.lexicon.given_syllables
    runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    for spot in _TWO_CAPITALS.finditer(f.shape):
        end = spot.start()
        while end < spot.end():
            i, end = end, end + 1
            while end < min(spot.end(), f.limit[i]) and not f.begins[end]:
                end += 1
            words = f.texts[i:end]
            rest = words[words[0] in MIDDLES :]
            if 2 <= end - i <= 3 and given.keys() >= set(rest) and not _spoken_for(f, i, end):
                runs.setdefault(tuple(words), []).append((i, end))
    out = []
    for form, spans in runs.items():
        middle = form[0] in MIDDLES
        score = 0.75 if middle or len(spans) > 2 else 0.65 if len(spans) > 1 else 0.5
        out += [Unit(a, b, "given_pair", score - 0.1 * bool(f.begins[a])) for a, b in spans]
    return out


def _spoken_for(f: Facts, start: int, end: int) -> bool:
    """Whether something known or an unclosed capital word touches the run."""
    doubted = f.names.get(start)
    if doubted is not None and doubted.end >= end and doubted.score < 0.3:
        return True  # Huân chương Hồ Chí Minh
    if any(f.opens[k] or k in f.places or k in f.kind("organization") for k in range(start, end)):
        return True
    before = start - 1
    touched = before >= 0 and f.limit[before] == f.limit[start] and not f.begins[start]
    if touched and (f.shape[before] in "AMd" or before in f.kind("place_class") or f.closes[before]):
        return True
    return end < f.limit[start] and f.shape[end] in "AMd"


def initials(f: Facts) -> list[Unit]:
    """M.Loan, H.B, T.Hạnh."""
    out = []
    for spot in _INITIAL.finditer(f.shape):
        i = spot.start()
        if len(f.texts[i]) > 2 or f.texts[i + 1] != "." or not (f.glued[i + 1] and f.glued[i + 2]):
            continue
        if (i and f.glued[i]) or i in f.places:
            continue
        end = i + 3
        while (
            end + 1 < f.limit[i]
            and f.texts[end] == "."
            and f.glued[end]
            and f.glued[end + 1]
            and f.shape[end + 1] == "U"
        ):
            end += 2
        while (
            end < f.limit[i]
            and f.shape[end] == "U"
            and len(f.texts[end - 1]) > 1
            and not f.opens[end]
            and not f.begins[end]
            and f.texts[end] not in f.words["starters"]
        ):
            end += 1
        out.append(Unit(i, end, "initials", 0.65))
    return out


def _free_left(f: Facts, start: int) -> bool:
    """Whether no capital directly before makes this the tail of another name."""
    if not start or f.limit[start - 1] != f.limit[start] or f.begins[start]:
        return True
    return not f.capital(start - 1) or bool(f.closes[start - 1]) or (start - 1) not in f.kind("family")


RULES = (
    full_name,
    after_cue,
    foreign.foreign_name,
    foreign.foreign_run,
    foreign.hyphen_run,
    given_pair,
    initials,
    lunar_year,
    menu,
    byline.credits,
    byline.before_slash,
    byline.last_words,
    echo.repeated,
    echo.bare_given,
    echo.other_name,
)
