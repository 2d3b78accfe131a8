"""Bodies whose head is written small: ``sở GD&ĐT``, ``đảng Bảo thủ``, ``không quân Nga``.

The head needs a name, a field or a place behind it; a bare small head names nothing.
Behind a role any head may be small.
"""

from __future__ import annotations

from vnlaos_ner.grammar import complement, small_words
from vnlaos_ner.grammar.complement import Parse
from vnlaos_ner.grammar.facts import Facts, Unit
from vnlaos_ner.grammar.place_class import name_run
from vnlaos_ner.lexicon import fold

#: Small heads that open a name where a capital field or name follows (sở GD&ĐT, đảng Bảo thủ).
HEADS = frozenset("sở đảng phòng ban cục khoa phe tuyển".split())


#: What a force of a country is for: lực lượng vũ trang Nga, Lực lượng phòng không Ba Lan.
ARMS = frozenset(
    tuple(words.split())
    for words in (
        "vũ trang",
        "phòng không",
        "phòng vệ",
        "không quân",
        "hải quân",
        "cảnh sát",
        "biên phòng",
        "tuần duyên",
        "quốc phòng",
        "đặc nhiệm",
        "tên lửa",
        "an ninh",
        "cảnh sát biển",
        "bảo vệ bờ biển",
        "vệ binh quốc gia",
        "cảnh sát chống khủng bố",
        "phòng vệ trên không",
    )
)


def starts(f: Facts) -> list[int]:
    """Starts of heads in small letters with a name behind them."""
    out = []
    out += [i for i in f.spots({words[0] for words in SERVICES}) if f.shape[i] == "U"]
    firsts = HEADS | {words.split()[0] for words in f.words["forces"]}
    for i in f.spots(firsts):
        low = f.low[i]
        if i + 1 == f.size or (f.shape[i] != "l" and low != "lực"):
            continue
        if low in HEADS:
            if f.capital(i + 1):
                out.append(i)
        elif f.texts[i + 1].islower() and f"{low} {f.texts[i + 1]}" in f.words["forces"]:
            out.append(i)
    return out


def head(f: Facts, start: int, parse: Parse) -> Unit | None:
    """``sở GD&ĐT``, ``đảng Bảo thủ``, ``không quân Nga``: heads the lexicon wants capitalised."""
    if start + 1 >= f.limit[start] or (f.shape[start] != "l" and f.low[start] != "lực"):
        return None
    if f"{f.low[start]} {f.low[start + 1]}" in f.words["forces"]:
        at = start + 2
        if f.low[start] == "lực":
            arm = next((n for n in (5, 4, 3, 2) if tuple(f.low[at : at + n]) in ARMS), 0)
            if not arm:
                return None
            at += arm
        end = complement.tail(f, start, at, parse)
        anyone = end <= at + 2 and f.low[end - 1] in small_words.BARE_PLACES | {"phố"} and at not in f.places
        return Unit(start, end, "small_force", 0.4 if anyone else 0.85) if end > at else None
    if f.low[start] == "tuyển":
        unit = f.places.get(start + 1)
        country = (
            unit is not None
            and unit.rule == "country"
            and f.low[start - 1] not in ("thi", "xét", "trúng", "ứng", "đội")
        )
        return Unit(start, unit.end, "small_force", 0.85) if unit is not None and country else None
    if f.low[start] not in HEADS or not f.capital(start + 1):
        return None
    whole = known(f, start)
    if "," in f.texts[start:whole]:  # ban Chính sách, chiến lược Trung ương
        return Unit(start, complement.tail(f, start, whole, parse), "small_head", 0.8)
    return virtual(f, start, start + 1, 0.75, parse)


#: Services of the state that are named like their field: Thuế tỉnh Phú Thọ, Hải quan khu vực III.
SERVICES = frozenset((("thuế",), ("thống", "kê"), ("hải", "quan"), ("kho", "bạc")))


def service(f: Facts, start: int, parse: Parse) -> Unit | None:
    """A service of a province or numbered region; a tax or a statistic of a place is written small."""
    if f.shape[start] != "U" or f.begins[start]:
        return None
    at = next((start + n for n in (1, 2) if tuple(f.low[start : start + n]) in SERVICES), start)
    if at == start or at >= f.limit[start]:
        return None
    region = complement.numbered_region(f, at)
    if region > at:
        return Unit(start, region, "service", 0.85)
    unit = f.places.get(at)
    named = unit is not None and unit.rule.startswith("class") and f.low[at] in LOCAL
    return Unit(start, complement.tail(f, start, at, parse), "service", 0.8) if named else None


LOCAL = frozenset("tỉnh thành tp cơ".split())


def listed_fields(f: Facts) -> list[Unit]:
    """Bodies told by their fields behind one plural head: các Bộ: [Tài chính], [Quốc phòng] và [Công an]."""
    out = []
    fields = f.kind("field")
    for head in f.spots({"bộ", "sở"}):
        if not head or f.low[head - 1] not in f.words["plural"] or head + 2 >= f.limit[head]:
            continue
        at = head + 1
        told = f.texts[at] == ":"
        at += told
        units = []
        while at in fields and f.capital(at):
            end = fields[at].end
            units.append(Unit(at, end, "listed_field", 0.85))
            if end + 1 >= f.limit[head] or f.low[end] not in (",", "và", ";"):
                break
            at = end + 1
        if len(units) > 1:
            out += units if told or f.shape[head] == "l" else units[1:]
    return out


def body(f: Facts, at: int, parse: Parse) -> Unit | None:
    """A body whose head is written small, as it stands behind a role: giám đốc [sở GTVT Kon Tum]."""
    limit = f.limit[at]
    for size in (3, 2, 1):
        end = at + size
        if end < limit and " ".join(f.low[at:end]) in f.lexicon.head_words:
            unit = virtual(f, at, end, 0.8, parse)
            if unit is not None:
                f.bodies[at] = unit
            return unit
    return None


def known(f: Facts, at: int) -> int:
    """End of the longest known body at `at`, whatever the case of its head: Trưởng [ban Chính sách, …]."""
    node, best = f.lexicon.trie.steps.get(fold(f.texts[at])), at
    for end in range(at + 1, f.limit[at] + 1):
        if node is None:
            break
        if any(terminal.entry.kind == "body" for terminal in node.ends):
            best = end
        node = node.steps.get(fold(f.texts[end])) if end < f.limit[at] else None
    return best


def virtual(f: Facts, start: int, at: int, score: float, parse: Parse) -> Unit | None:
    """The body whose head ends at `at`, with no head of the lexicon at `start` (Trưởng [ban Tuyên giáo])."""
    named = f.low[start] in ("công", "tập", "trường", "hãng", "báo", "viện", "cơ", "câu", "bệnh")
    inner = complement.inner(f, start, at, "business" if named else "state", parse)
    if inner == at and f.low[start] in ("đảng", "phe") and f.capital(at) and at not in f.places:
        inner = name_run(f, at, 3)
    end = complement.tail(f, start, inner, parse)
    return Unit(start, end, "small_head", score) if end > at else None
