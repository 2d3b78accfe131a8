"""Names from the raw corpus: ``python -m training.harvest`` writes ``vnlaos_ner/data/seen_names.tsv``.

The grammars alone read every article that is no gold article. A name counts as *strong* where a rule found it
that is hardly ever wrong on the training articles (``--rules`` prints that table), or, for places and bodies,
where a class word, a head or brackets say what it is. A form that is strong in enough articles is kept when
the rest of its occurrences do not speak against it: another type, a longer name that holds it, a bare word.

What the grammars found is cached in the work directory (ten minutes); counting takes two more. The harvest
never looks at what it wrote before, so it may be repeated.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator

from training.harvest_pages import CACHE, Sheet, read, sheets
from training.settings import ROOT, SHARED, WORK
from vnlaos_ner import gold, lexicon
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow, tokenize

OUTPUT = ROOT / "vnlaos_ner" / "data" / "seen_names.tsv"

STRONG = frozenset(
    ("person.honorific", "person.rank", "person.office", "person.credit", "person.foreign_name")
)
"""Rules for people with a precision of .97 or more in ten or more uses on the training articles."""
CLASSED = frozenset(("place.class_name", "place.class_known"))
LANDS = frozenset(("sông", "đảo", "quần đảo", "sân bay"))
"""With the classes of administrative units those after which the rules `CLASSED` reach that precision."""
HEADS = frozenset((
    "hãng", "hãng tin", "hãng thông tấn", "báo", "tờ", "tờ báo", "đài", "tập đoàn", "tổng công ty", "công ty",
    "ngân hàng", "câu lạc bộ", "clb",
))  # fmt: skip
"""Heads with a foreign word or an acronym behind them that names the body by itself elsewhere."""

ENOUGH = {"PERSON": 5, "LOCATION": 3, "ORGANIZATION": 3}
"""Strong articles a form needs at least; see `_needed` for those that ask less or more."""
CERTAIN = {"PERSON": 0.15, "LOCATION": 0.5, "ORGANIZATION": 0.2}
"""Least share of strong articles among those where it was strong or nobody's."""
OTHER, BESIDE, HELD = 0.05, 0.25, 0.8
"""Most articles, of all that have the form, of another type, with the same capital beside it, held."""
LEGAL = frozenset(("TNHH", "CP", "MTV", "TMCP", "XSKT"))
"""Legal forms and trades: a run that begins so is the rest of a longer name."""
KNOWN = ("person", "place", "country", "organization", "body", "abbreviation")
SCORED = frozenset(ENOUGH) | {"EVENT", "DOCUMENT"}

Form = tuple[str, ...]
Name = tuple[str, Form]


class Counts:
    """In how many articles a form was met, and how."""

    __slots__ = ("bare", "beside_left", "beside_right", "every", "held", "other", "spaces", "strong")

    def __init__(self) -> None:
        self.strong = self.every = self.held = self.other = self.bare = 0
        self.beside_left: Counter[str] = Counter()
        self.beside_right: Counter[str] = Counter()
        self.spaces: Counter[str] = Counter()


# -- counting ----------------------------------------------------------------------------------------------


class Harvest:
    """Which spans of a page say what they are, and how the forms so found fare elsewhere."""

    def __init__(self, known: Lexicon) -> None:
        self.known = known
        self.classes = {
            _low(e.form)
            for e in known.of("place_class")
            if e.attrs.get("administrative") == "yes" or e.name.lower() in LANDS
        }
        self.heads = {tuple(head.split()) for head in HEADS}

    def strong(self, sheet: Sheet) -> set[Name]:
        """The forms this page is certain of; lines in capitals say nothing of spelling."""
        texts = sheet.texts
        loud = _loud(sheet)
        return {
            (kind, tuple(texts[a:b]))
            for span in sheet.found
            for kind, a, b in self._certain(texts, *span)
            if not loud[a]
        }

    def _certain(
        self, texts: list[str], kind: str, start: int, end: int, rules: list[str]
    ) -> Iterator[tuple[str, int, int]]:
        if kind == "PERSON" and not STRONG.isdisjoint(rules):
            yield kind, start, end
        elif kind == "LOCATION" and not CLASSED.isdisjoint(rules):
            name = _behind(texts, start, end, self.classes)
            if start < name < end and texts[name][0].isupper():
                yield kind, name, end
        elif kind == "ORGANIZATION":
            name = _behind(texts, start, end, self.heads)
            rest = texts[name:end]
            if start < name < end and all(t[0].isupper() for t in rest) and any(map(_strange, rest)):
                yield kind, name, end
            told = texts[end : end + 3]
            bracketed = len(told) == 3 and told[0] == "(" and told[2] == ")"
            if bracketed and end - start > 2 and _acronym(told[1]):
                yield kind, end + 1, end + 2

    def count(self, wanted: Collection[Name]) -> dict[Name, Counts]:
        """The second reading: every occurrence of the wanted forms."""
        kinds: dict[Form, list[str]] = defaultdict(list)
        for kind, form in wanted:
            kinds[form].append(kind)
        sizes: dict[str, set[int]] = defaultdict(set)
        for form in kinds:
            sizes[form[0]].add(len(form))
        counts: dict[Name, Counts] = defaultdict(Counts)
        for sheet in sheets(self.known):
            strong = self.strong(sheet)
            exact, cover = _spans(sheet)
            met: dict[Form, set[str]] = defaultdict(set)
            beside: dict[Form, set[tuple[int, str]]] = defaultdict(set)
            for start, end, limit, first in _places(sheet, sizes):
                form = tuple(sheet.texts[start:end])
                if form not in kinds:
                    continue
                spaces = sheet.glued[start + 1 : end]
                for kind in kinds[form]:
                    counts[kind, form].spaces[spaces] += 1
                whole = exact.get((start, end))
                met[form].add(whole or _state(cover[start:end]))
                if not whole:
                    beside[form].update(_beside(sheet, first, start, end, limit))
            for form, states in met.items():
                for kind in kinds[form]:
                    one = counts[kind, form]
                    one.every += 1
                    one.strong += (kind, form) in strong
                    one.other += not states.isdisjoint(SCORED - {kind})
                    one.bare += "bare" in states
                    one.held += "held" in states
                    for side, text in beside[form]:
                        (one.beside_right if side else one.beside_left)[text] += 1
        return counts


def _low(form: str) -> Form:
    return tuple(text.lower() for text in tokenize(Shadow(form)).texts)


def _behind(texts: list[str], start: int, end: int, heads: Collection[Form]) -> int:
    """Where the name starts behind the longest of `heads` at `start`; `start` where there is none."""
    low = tuple(text.lower() for text in texts[start : min(end, start + 5)])
    return start + next((n for n in range(len(low), 0, -1) if low[:n] in heads), 0)


def _foreign(text: str) -> bool:
    return text.isalpha() and not is_syllable(text)


def _acronym(text: str) -> bool:
    return text.isalpha() and text.isupper() and 1 < len(text) < 9


def _strange(text: str) -> bool:
    return _foreign(text) or _acronym(text)


def _loud(sheet: Sheet) -> bytearray:
    """1 for tokens of lines without a small letter."""
    out = bytearray(len(sheet.texts))
    for a, b in sheet.lines:
        if not any(t.islower() or t[1:].islower() for t in sheet.texts[a:b]):
            out[a:b] = b"\1" * (b - a)
    return out


def _places(sheet: Sheet, sizes: dict[str, set[int]]) -> Iterator[tuple[int, int, int, int]]:
    """Spans a form may fill: start, end, and the bounds of their line."""
    loud = _loud(sheet)
    for first, limit in sheet.lines:
        if first < limit and not loud[first]:
            for start in range(first, limit):
                for size in sizes.get(sheet.texts[start], ()):
                    if start + size <= limit:
                        yield start, start + size, limit, first


def _spans(sheet: Sheet) -> tuple[dict[tuple[int, int], str], list[tuple[int, int] | None]]:
    """Type by span, and for each token the innermost span over it; offices and dates stand for nothing."""
    exact: dict[tuple[int, int], str] = {}
    cover: list[tuple[int, int] | None] = [None] * len(sheet.texts)
    for kind, start, end, _ in sorted(sheet.found, key=lambda f: f[1] - f[2]):
        if kind in SCORED:
            exact.setdefault((start, end), kind)
            cover[start:end] = [(start, end)] * (end - start)
    return exact, cover


def _state(cover: list[tuple[int, int] | None]) -> str:
    return "bare" if not any(cover) else "held" if len(set(cover)) == 1 else "crossed"


def _beside(sheet: Sheet, first: int, start: int, end: int, limit: int) -> Iterator[tuple[int, str]]:
    """Side and token where capitals or a hyphen go on."""
    texts, glued = sheet.texts, sheet.glued
    if start > first and _goes_on(texts[start - 1], glued[start - 1 : start + 1]):
        yield 0, texts[start - 1]
    if end < limit and _goes_on(texts[end], glued[end : min(end + 2, limit)]):
        yield 1, texts[end]


def _goes_on(text: str, glued: str) -> bool:
    return text[0].isupper() or (text in "-–'’" and glued == "11")


# -- choosing ----------------------------------------------------------------------------------------------


def kept(known: Lexicon, name: Name, one: Counts) -> bool:
    """Whether the occurrences of a form bear out what it was certain of elsewhere."""
    kind, form = name
    last_name = kind == "PERSON" and len(form) == 1
    sides = [one.beside_right] if last_name else [one.beside_right, one.beside_left]
    return (
        one.strong >= _needed(known, kind, form)
        and _whole(known, kind, form)
        and one.strong / (one.strong + one.bare) >= CERTAIN[kind]
        and one.other <= OTHER * one.every
        and all(max(side.values(), default=0) <= BESIDE * one.every for side in sides)
        and (last_name or kind == "LOCATION" or one.held <= HELD * one.every)
    )


def _needed(known: Lexicon, kind: str, form: Form) -> int:
    """A full Vietnamese name shows itself and must be a frequent one to be worth its line."""
    if kind == "PERSON" and len(form) == 1:
        return 3
    full = kind == "PERSON" and len(form) > 2 and form[0] in known.family_names
    return 10 if full and all(map(is_syllable, form)) else ENOUGH[kind]


def _whole(known: Lexicon, kind: str, form: Form) -> bool:
    """Whether the words can be a name by themselves: no figure, no initial, no single syllable."""
    if any(t.isdigit() or t == "." for t in form) or min(len(form[0]), len(form[-1])) < 2:
        return False
    acronym = kind == "ORGANIZATION" and _acronym(form[0])
    plain = not _foreign(form[0]) or form[0].isupper() or len(form[0]) < 3
    if len(form) == 1 and plain and not acronym:
        return False
    if kind == "PERSON" and known.get("honorific", form[0]):
        return False
    placed = any(known.country_code(" ".join(form[:n])) for n in (1, 2) if n < len(form))
    return not (kind == "ORGANIZATION" and (placed or form[0] in LEGAL))


def surface(form: Form, spaces: Counter[str]) -> str:
    """The form as it is mostly spelled."""
    glued = min(spaces, key=lambda s: (-spaces[s], s))
    return form[0] + "".join(("" if g == "1" else " ") + t for t, g in zip(form[1:], glued, strict=True))


def rows(known: Lexicon) -> list[tuple[str, str, int, int]]:
    """Form, type, strong and all articles of what is kept, sorted by type and form."""
    harvest = Harvest(known)
    strong: Counter[Name] = Counter()
    for sheet in sheets(known):
        strong.update(harvest.strong(sheet))
    counts = harvest.count([name for name, n in strong.items() if n >= min(ENOUGH.values())])
    out = []
    for name, one in counts.items():
        if kept(known, name, one):
            form = surface(name[1], one.spaces)
            if not any(known.get(other, form) for other in KNOWN) and _read_back(known, form) == name[1]:
                out.append((form, name[0], one.strong, one.every))
    once = Counter(row[0] for row in out)
    return sorted((row for row in out if once[row[0]] == 1), key=lambda row: (row[1], row[0]))


def _read_back(known: Lexicon, form: str) -> Form:
    """The tokens of a form alone; none where the shadow would spell it otherwise."""
    shadow = Shadow(form)
    return tuple(tokenize(shadow, known.glue_words).texts) if shadow.text == form else ()


# -- what is written ---------------------------------------------------------------------------------------


def precision(known: Lexicon) -> list[tuple[str, str, float, int]]:
    """Type, rule, precision and uses on the training articles, the grammars alone."""
    pipeline = Pipeline(known)
    tally: dict[tuple[str, str], list[bool]] = defaultdict(list)
    for article in gold.load(SHARED / "gold" / "train"):
        want = {(m.type, m.start, m.end) for m in article.mentions}
        page, found = read(pipeline, article.id, article.text)
        for f in found:
            for rule in f.found_by:
                tally[f.type, rule].append((f.type, *page.raw_span(f.start, f.end)) in want)
    return [(*key, sum(right) / len(right), len(right)) for key, right in sorted(tally.items())]


HEADER = f"""\
# Names harvested from a raw corpus of 2017 newspaper articles (gold articles and their copies left out).
# Built by: python -m training.harvest. Do not edit by hand; a wrong name is switched off in a folder of one's
# own (--lexicon) with case "off".
# strong: articles in which the name was certain by its context. all: articles that have it at all.
# Certain are: people by the rules {", ".join(sorted(STRONG))};
# places behind the class word of an administrative unit or {", ".join(sorted(LANDS))}; bodies that are an
# acronym in brackets behind their full name, or a foreign word or acronym behind a head (hãng, báo, CLB).
form\ttype\tstrong\tall
"""


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--fresh", action="store_true", help="read the corpus anew")
    ask.add_argument("--rules", action="store_true", help="only print how precise each rule is")
    args = ask.parse_args()
    known = lexicon.load()
    if args.rules:
        for kind, rule, share, uses in precision(known):
            print(f"{kind:13} {rule:30} {share:.3f} {uses:5}")
        return
    WORK.mkdir(parents=True, exist_ok=True)
    if args.fresh:
        CACHE.unlink(missing_ok=True)
    table = rows(known)
    lines = ("\t".join(map(str, row)) for row in table)
    OUTPUT.write_text(HEADER + "\n".join(lines) + "\n", "utf-8")
    print(f"{OUTPUT}: {dict(Counter(row[1] for row in table))}")


if __name__ == "__main__":
    main()
