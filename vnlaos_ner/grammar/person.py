"""People: Vietnamese full names, names after a cue, foreign names, initials, bylines, and their repetition.

A cue is an honorific, a rank, an occupation or an office right before the name. A short form (ông Dũng) needs
one; a full Vietnamese name needs none. Whatever is found with good evidence once is found again elsewhere in
the article. Left alone: names inside names of places, schools and streets (the referee drops those inside).
"""

from __future__ import annotations

from vnlaos_ner.grammar.facts import STARTERS, Facts, Unit
from vnlaos_ner.grammar.place import person_start
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.page import Candidate, Page

#: Small words inside foreign names.
PARTICLES = frozenset("al bin ibn van von de der den del di da dos la le el ul ter bint".split())
DASHES = frozenset("-–")
#: Address words that stand before too much else to open a name.
WEAK = frozenset(("nhà", "vị", "nguyên", "con", "các"))
#: Scores of a bare full name by how common its family name is (1 to 4), for three and more / two syllables.
LONG_NAME = (0.93, 0.9, 0.8, 0.7)
SHORT_NAME = (0.75, 0.6, 0.45, 0.4)
#: Before a two-syllable name these make it a place.
PLACE_WORDS = frozenset("tại ở đến từ về tới qua sang quê quán thuộc và gần tuyến khu".split())
#: Classes of ranks that a single given name may follow.
RANKS = frozenset(("military", "police"))
#: Two-syllable family names count one syllable more.
LONGEST = 4


def propose(page: Page, lexicon: Lexicon) -> list[Candidate]:
    """Person candidates of the page."""
    from vnlaos_ner.grammar import office, organization, place

    facts = Facts(page, lexicon)
    place.scan(facts)
    organization.scan(facts)
    office.scan(facts)
    return scan(facts)


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


def after_cue(f: Facts) -> list[Unit]:
    """The capitalised run right after an honorific, a rank, an occupation or an office."""
    out = []
    seen = set()
    for kind, score in (("honorific", 0.93), ("rank", 0.93)):
        for start, match in f.kind(kind).items():
            if f.low[start] in WEAK or (match.end - start == 1 and f.capital(start) and not f.begins[start]):
                continue  # Giồng Ông Tố, hãng tin Anh BBC
            at = _skip(f, match.end)
            unit = _named(f, at, kind, score, short=True)
            if unit is not None and at not in seen:
                if kind == "rank" and match.entry.attrs.get("class") not in RANKS and not _trusted(f, unit):
                    continue
                seen.add(at)
                out.append(unit)
    for start, office in f.offices.items():
        unit = _named(f, _skip(f, office.end), "office", 0.93, short=True)
        if unit is not None and unit.start not in seen and _trusted(f, unit):
            seen.add(unit.start)
            out.append(unit)
    return out


def _trusted(f: Facts, unit: Unit) -> bool:
    """A single Vietnamese syllable after an office or occupation must close a full name of the article."""
    if unit.end - unit.start > 1 or not f.vietnamese(unit.start):
        return True
    return any(f.texts[name.end - 1] == f.texts[unit.start] for name in f.names.values())


def full_name(f: Facts) -> list[Unit]:
    """A Vietnamese family name and one to three (four) more syllables."""
    out = []
    for start in f.kind("family"):
        if not person_start(f, start) or not _free_left(f, start):
            continue
        end = _vietnamese_end(f, start)
        size = end - start
        if size < 2 or start in f.kind("role") or start in f.kind("office"):
            continue
        rare = int(f.kind("family")[start].entry.attrs.get("frequency", "4"))
        score = (LONG_NAME if size >= 3 else SHORT_NAME)[rare - 1]
        if f.texts[end - 1] not in f.lexicon.given_syllables:
            score -= 0.1
        if size == 2 and start and f.low[start - 1] in PLACE_WORDS:
            score -= 0.3
        place = f.kind("place").get(start)
        if place is not None and place.end >= end:
            score -= 0.3
        if start in f.kind("place_class") and person_start(f, start + 1):
            continue  # Đường Võ Trần Chí
        out.append(Unit(start, end, "full_name", score))
    return out


def foreign_name(f: Facts) -> list[Unit]:
    """Two or more capitals of which one is no Vietnamese syllable, opened by a known foreign first name."""
    out = []
    known = f.kind("foreign_name")
    for start, first in known.items():
        if first.entry.attrs.get("class") == "particle":
            continue
        if start and f.capital(start - 1) and f.limit[start - 1] == f.limit[start] and not f.closes[start - 1] and not f.begins[start]:
            continue
        end = _foreign_end(f, start)
        out.append(Unit(start, end, "foreign_name", 0.8 if end - start > 1 else 0.5))
    for start, match in f.kind("person").items():
        out.append(Unit(start, match.end, "known_person", 0.9))
    return out


def given_pair(f: Facts) -> list[Unit]:
    """Two or three given-name syllables that no capital surrounds: pen and stage names (Linh Nga, Bảo Duy)."""
    given = f.lexicon.given_syllables
    runs: dict[tuple[str, ...], list[tuple[int, int]]] = {}
    i = 0
    while i < f.size:
        if f.shape[i] != "U":
            i += 1
            continue
        end = i + 1
        while end < f.limit[i] and f.shape[end] == "U" and not f.begins[end]:
            end += 1
        if 2 <= end - i <= 3 and all(f.texts[k] in given for k in range(i, end)) and not _spoken_for(f, i, end):
            runs.setdefault(tuple(f.texts[i:end]), []).append((i, end))
        i = end
    out = []
    for spans in runs.values():
        score = 0.75 if len(spans) > 2 else 0.65 if len(spans) > 1 else 0.5
        out += [Unit(a, b, "given_pair", score - 0.1 * bool(f.begins[a])) for a, b in spans]
    return out


def _spoken_for(f: Facts, start: int, end: int) -> bool:
    """Whether something known or an unclosed capital word touches the run."""
    if any(f.opens[k] or k in f.places or k in f.kind("organization") for k in range(start, end)):
        return True
    before = start - 1
    if before >= 0 and f.limit[before] == f.limit[start] and not f.begins[start]:
        if f.shape[before] in "AMd" or before in f.kind("place_class") or f.closes[before]:
            return True
    return end < f.limit[start] and f.shape[end] in "AMd"


def initials(f: Facts) -> list[Unit]:
    """M.Loan, H.B, Nguyễn Văn H."""
    out = []
    for i in range(f.size - 2):
        if f.shape[i] == "U" and len(f.texts[i]) <= 2 and f.texts[i + 1] == "." and f.glued[i + 1] and f.glued[i + 2]:
            if f.shape[i + 2] != "U" or i and f.glued[i]:
                continue
            if i in f.kind("place_class") or i in f.places:
                continue
            end = i + 3
            while end + 1 < f.limit[i] and f.texts[end] == "." and f.glued[end] and f.glued[end + 1] and f.shape[end + 1] == "U":
                end += 2
            while end < f.limit[i] and f.shape[end] == "U" and len(f.texts[end - 1]) > 1 and not f.opens[end]:
                end += 1
            out.append(Unit(i, end, "initials", 0.6))
    return out


def byline(f: Facts) -> list[Unit]:
    """The author at the end of a line, in brackets after Ảnh:, before /TTXVN, or alone on a line."""
    out = []
    for start, end in f.page.tokens.lines:
        if start < end:
            unit = _last_words(f, start, end)
            if unit is not None:
                out.append(unit)
    for i in range(f.size - 2):
        if f.low[i] in ("ảnh", "video", "clip") and f.texts[i + 1] == ":":
            unit = _named(f, i + 2, "photo", 0.75, short=False)
            if unit is not None:
                out.append(unit)
        elif f.texts[i] in "/–-" and i + 1 in f.kind("organization") | f.kind("body"):
            pass
    return out


def repeated(f: Facts) -> list[Unit]:
    """Names found with evidence, met again: the whole string, or the surname of a foreign name."""
    strong: dict[tuple[str, ...], float] = {}
    for unit in f.names.values():
        if unit.score < 0.75:
            continue
        words = tuple(f.texts[unit.start : unit.end])
        if len(words) > 1:
            strong[words] = max(strong.get(words, 0.0), 0.85)
            last = words[-1]
            if not f.vietnamese(unit.end - 1) and last[0].isupper() and len(last) > 2:
                strong.setdefault((last,), 0.8)
        elif not f.vietnamese(unit.start) and len(words[0]) > 2:
            strong.setdefault(words, 0.7)
    firsts: dict[str, list[tuple[tuple[str, ...], float]]] = {}
    for words, score in strong.items():
        firsts.setdefault(words[0], []).append((words, score))
    out = []
    for i, text in enumerate(f.texts):
        for words, score in firsts.get(text, ()):
            end = i + len(words)
            if tuple(f.texts[i:end]) == words and i not in f.kind("country"):
                out.append(Unit(i, end, "repeated", score))
    return out


RULES = (full_name, after_cue, foreign_name, given_pair, initials, byline, repeated)


# -- how far a name goes ------------------------------------------------------------------------------------------


def _skip(f: Facts, at: int) -> int:
    """Past further cues: honorific + rank, "PGS.TS", and one opening quote."""
    while at < f.size:
        rank = f.kind("rank").get(at) or f.kind("honorific").get(at)
        if rank is not None:
            at = rank.end
        elif f.texts[at] == "." and f.glued[at] and at + 1 < f.size:
            at += 1
        else:
            break
    return at


def _named(f: Facts, at: int, rule: str, score: float, *, short: bool) -> Unit | None:
    """A name that starts at `at` on a cue, or None."""
    if at >= f.size or not at or f.limit[at] != f.limit[at - 1] or f.shape[at] not in "UMA" or f.opens[at]:
        return None
    if (f.begins[at] and not f.glued[at]) or f.texts[at] in STARTERS:
        return None
    if f.shape[at] == "A" and (len(f.texts[at]) > 5 or at in f.kind("abbreviation") or at in f.kind("body")):
        return None
    place = f.places.get(at)
    if place is not None and not person_start(f, at) and place.score > 0.3:
        if place.rule == "country" or not f.vietnamese(at) or place.end - at > 1:
            return None
    if f.vietnamese(at) and at not in f.kind("foreign_name"):
        end = _vietnamese_end(f, at)
        foreign = end - at < LONGEST and end < f.limit[at] and f.shape[end] in "UM" and not f.vietnamese(end)
        if _hyphenated(f, end) or foreign and not f.opens[end] and not f.begins[end]:
            end = _foreign_end(f, at)
    else:
        end = _foreign_end(f, at)
    if not short and end - at < 2:
        return None
    return Unit(at, end, rule, score)


def _vietnamese_end(f: Facts, start: int) -> int:
    """End of at most four capitalised Vietnamese syllables; stops before heads, known places and new names."""
    limit = f.limit[start]
    end = start + 1
    while end < limit and end - start < LONGEST and f.shape[end] in "UA" and not f.begins[end]:
        if not f.vietnamese(end) and len(f.texts[end]) > 1:
            break
        if (f.shape[end] == "A") != (f.shape[start] == "A") or f.texts[end] in STARTERS:
            break
        if f.opens[end] and end - start >= 2:
            break
        place = f.places.get(end) if end - start >= 2 else None
        if place is not None and place.end - end > 1 and (end - start > 2 or place.rule != "known"):
            break
        end += 1
    if end < limit and f.texts[end] == "." and f.glued[end] and _initial(f.texts[end - 1]):
        end += 1  # Nguyễn Văn H. / anh Tr.
    return end


def _initial(text: str) -> bool:
    """``H``, ``Tr``, ``Ng``: what stands for a name that is not told."""
    return text in ("Tr", "Ng", "Th", "Ph", "Kh", "Nh", "Ch", "Gi") or len(text) == 1 and text in "BCDĐGHKLMNPQRSTVX"


def _hyphenated(f: Facts, at: int) -> bool:
    """Whether a glued hyphen and more letters follow at `at` (Soon-sil, Xổm-mạt)."""
    return at + 1 < f.size and f.texts[at] in DASHES and f.glued[at] and f.glued[at + 1] and f.shape[at + 1] in "UlM"


def _foreign_end(f: Facts, start: int) -> int:
    """End of a foreign name: capitals, particles, hyphens, initials with dots; stops before known words."""
    limit = f.limit[start]
    end = start + 1
    while end < limit and f.texts[end] not in STARTERS:
        shape = f.shape[end]
        if shape in "UM" or shape == "A" and len(f.texts[end]) <= 3 and end not in f.kind("abbreviation"):
            if f.opens[end] or f.begins[end] or (end in f.places and f.places[end].score > 0.5) or person_start(f, end):
                break
            end += 1
        elif f.texts[end] in DASHES and end + 1 < limit and f.glued[end] and f.glued[end + 1] and f.shape[end + 1] in "UlM":
            end += 2
        elif f.texts[end] in ".'’" and end + 1 < limit and f.glued[end] and len(f.texts[end - 1]) <= 2 and f.shape[end + 1] == "U":
            end += 2
        elif f.low[end] in PARTICLES and end + 1 < limit and f.shape[end + 1] in "UM":
            end += 1
        elif f.low[end] in PARTICLES and end + 2 < limit and f.texts[end + 1] in DASHES and f.glued[end + 1]:
            end += 1
        else:
            break
    return end


def _free_left(f: Facts, start: int) -> bool:
    """Whether no capital directly before makes this the tail of another name."""
    if not start or f.limit[start - 1] != f.limit[start] or f.begins[start]:
        return True
    return not f.capital(start - 1) or bool(f.closes[start - 1]) or (start - 1) not in f.kind("family")


def _last_words(f: Facts, start: int, end: int) -> Unit | None:
    """Two or three capitals at the very end of a line, after a full stop."""
    while end > start and f.texts[end - 1] in ").|":
        end -= 1
    first = end
    while first > start and f.shape[first - 1] == "U" and end - first < 4:
        first -= 1
    if not 2 <= end - first <= 3 or first == start and end - start > 3:
        return None
    if not f.begins[first] or any(f.opens[k] for k in range(first, end)):
        return None
    if first in f.places or not all(f.vietnamese(k) for k in range(first, end)):
        return None
    return Unit(first, end, "byline", 0.75)
