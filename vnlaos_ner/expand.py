"""Writes abbreviations out: ``UBND TP.HCM`` to ``Ủy ban nhân dân Thành phố Hồ Chí Minh``.

The result is a name, not a span: offsets are lost on purpose. An abbreviation with several readings
(``CT``: Chủ tịch, Chỉ thị, Công Thương) is written out only where its neighbour decides; else it stays.
Class words of places before a name are written out too (``H.Nhơn Trạch``), with single letters only
where a dot follows and a capital or a number comes next.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from vnlaos_ner.lexicon import Entry, Lexicon, fold
from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow, tokenize

REMEMBERED = 1 << 12
"""So many answers each reader of names remembers: names recur from article to article. An answer is kept
by its lexicon, which lives as long as its last answer."""

_ROADS = {"QL": "Quốc lộ", "TL": "Tỉnh lộ", "ĐT": "Đường tỉnh"}
_ROAD = re.compile(r"(QL|TL|ĐT)(\d+\w?)")
CITY = "Hồ Chí Minh"  # a person's name too: bodies and offices write “Thành phố” before it
_CLASS = {"TP": "Thành phố", "TX": "thị xã", "TT": "thị trấn", "H": "huyện", "Q": "quận", "P": "phường",
          "X": "xã", "T": "tỉnh", "KP": "khu phố"}  # fmt: skip


def words_of(text: str) -> list[str]:
    """The words of a name. What has no space inside is one word, but for glued syllables and ``TP.Vinh``.

    >>> words_of("Chủ tịch U-đôm-xay, Lào")
    ['Chủ', 'tịch', 'U-đôm-xay', ',', 'Lào']
    >>> words_of("Sở GD&ĐT TP.Vinh")
    ['Sở', 'GD&ĐT', 'TP', '.', 'Vinh']
    """
    return list(_words(text))


@lru_cache(maxsize=REMEMBERED)
def _words(text: str) -> tuple[str, ...]:
    tokens = tokenize(Shadow(text))
    out: list[str] = []
    tight = False
    for i, (word, glued) in enumerate(zip(tokens.texts, tokens.glued, strict=True)):
        if (
            glued
            and out
            and (tight or word.isalnum() or word in _TIGHT)
            and _joins(out[-1], word, tokens.texts, i)
        ):
            out[-1] += word
        else:
            tied = word in "-‑" and glued and i + 1 < len(tokens.texts) and tokens.glued[i + 1]
            out.append(TIED if tied else word)
        tight = i + 1 < len(tokens.texts) and tokens.glued[i + 1]
    return tuple(out)


TIED = "‑"  # a hyphen written without spaces between two words of their own: Biên Hòa-Vũng Tàu
_TIGHT = frozenset("-‑.'’&/@")


def _joins(before: str, word: str, texts: Sequence[str], i: int) -> bool:
    """Whether `word`, written tight behind `before`, goes on with it."""
    last = before[-1]
    after = texts[i + 1] if i + 1 < len(texts) else ""
    if word in _TIGHT:
        if not last.isalnum() or not after[:1].isalnum():
            return False
        if word == ".":
            return before.upper() not in _CLASS or not after[0].isalnum()
        if word in "-‑":  # U-đôm-xay and GD-ĐT, not Việt Nam-Lào
            whole = before.isupper() and after.isupper()
            return after[0].islower() or whole or after.isdigit() or "-" in before
        return True
    if not word[0].isalnum():
        return False
    if last in _TIGHT:
        return len(before) > 1
    if last.isalpha() and word.isalpha():  # cut by the tokenizer: two syllables of Vietnamese stay apart
        return not (is_syllable(before) and is_syllable(word) and not (before + word).isascii())
    return last.isalnum()


def longest(lexicon: Lexicon, words: Sequence[str], start: int, *kinds: str) -> tuple[int, Entry] | None:
    """End and entry of the longest form of one of `kinds` at `start`, letter case ignored unless ``exact``.

    Names of places must open with a capital, or ``anh`` and ``đức`` would be countries.
    """
    node, best = lexicon.trie, None
    for i in range(start, len(words)):
        for piece in _pieces(words[i]):
            step = node.steps.get(piece)
            if step is None:
                return best
            node = step
        for terminal in node.ends:
            entry = terminal.entry
            if entry.kind not in kinds:
                continue
            if terminal.exact is not None and "".join(words[start : i + 1]) != "".join(terminal.exact):
                continue
            if entry.kind == "abbreviation" and words[start][1:].islower() and words[start].isalpha():
                continue  # “Tư” is a word, not T.Ư
            if entry.kind in ("place", "country") and not words[start][0].isupper():
                continue
            best = (i + 1, entry)
    return best


@lru_cache(maxsize=1 << 15)
def _pieces(word: str) -> tuple[str, ...]:
    """A word as the trie holds it: folded, its letters, digits and signs apart."""
    return (fold(word),) if word.isalpha() else tuple(map(fold, tokenize(Shadow(word)).texts))


def join(words: Sequence[str]) -> str:
    """Words as running text: no space before a comma or a closing bracket, none after an opening one."""
    text = _CLOSING.sub(r"\1", " ".join(words)).replace(f" {TIED} ", "-")
    return _OPENING.sub(r"\1", text).strip()


_CLOSING = re.compile(r"\s+([,;:.)\]”])")
_OPENING = re.compile(r"([(\[“])\s+")


@lru_cache(maxsize=REMEMBERED)
def expand(text: str, lexicon: Lexicon) -> str:
    """`text` with its abbreviations written out, tones in one style and single spaces.

    A short name in brackets behind the name it shortens goes: ``Mặt trận Tổ quốc (MTTQ) Việt Nam``.
    """
    words = lowered(words_of(_SHORT_NAME.sub(" ", Shadow(text).text)))
    out: list[str] = []
    i = 0
    while i < len(words):
        end, full = _at(words, i, out, lexicon)
        new = words_of(full) if full else words[i:end]
        if full:  # “Diễn đàn APPF” names its class twice
            while out and new[:1] and out[-1].lower() == new[0].lower():
                out.pop()
            if [w.lower() for w in out[-2:]] == [w.lower() for w in new[:2]]:
                del out[-2:]
        out.extend(new)
        i = end
    return join(out)


_SHORT_NAME = re.compile(r"(?<=\w)\s*\((?=[^)\s]*[^\W\d_a-z][^)\s]*[A-ZĐ])[\w&.-]{2,12}\)")


def lowered(words: list[str]) -> list[str]:
    """A text all in capitals in title case, so that its syllables are not taken for acronyms (``BÍ THƯ``)."""
    if len(words) < 3 or any(c.islower() for word in words for c in word):
        return words
    return [w.capitalize() if is_syllable(w) and len(w) > 1 and w != "CA" else w for w in words]


def _at(words: list[str], i: int, before: list[str], lexicon: Lexicon) -> tuple[int, str | None]:
    """End of what stands at `i` and its expansion, or None where it stays."""
    road = _ROAD.fullmatch(words[i])
    if road:
        return i + 1, f"{_ROADS[road[1]]} {road[2]}"
    if words[i] == "&":
        return i + 1, "và"
    full = (
        lexicon.get("acronym", words[i]) if sum(map(str.isupper, words[i])) > 1 or words[i] == "Fed" else None
    )
    if full is not None:
        return i + 1, full.name
    found = longest(lexicon, words, i, "abbreviation") or _acronym(words, i, lexicon)
    if found is not None and found[1].attrs.get("class") not in ("place_class", "document"):
        end, entry = found
        reading = _reading(entry, words, end, before, lexicon)
        if reading is not None:
            city = reading == CITY and (not before or before[-1].lower() != "phố")
            return _skip_dot(words, end), f"Thành phố {reading}" if city else reading
    if words[i].rstrip(".").upper() in _CLASS and words[i][0].isupper():
        short = words[i].rstrip(".").upper()
        end = _skip_dot(words, i + 1)
        dotted = end > i + 1 or words[i].endswith(".")
        named = end < len(words) and (words[end][0].isupper() or words[end].isdigit())
        if named and (dotted or len(short) > 1):
            return end, _CLASS[short]
        if short == "TP":
            return end, _CLASS[short]
    return i + 1, None


HEADS = ("body_head", "inner_unit")  # nouns that open the name of a body or of a unit inside one


def _acronym(words: list[str], i: int, lexicon: Lexicon) -> tuple[int, Entry] | None:
    """Short forms that stand beside their name in other files: ``VKSND``, ``Sở TN-MT``, ``TP.HCM``."""
    if sum(map(str.isupper, words[i])) < 2:
        return None
    for kind in _ACRONYM_KINDS:
        found = longest(lexicon, words, i, kind)
        if found and is_acronym(words[i : found[0]], found[1].name):
            if kind == "body_head" and (
                words[i] == "TT" or not abbreviates(words[i : found[0]], found[1].name)
            ):
                continue  # TT is Trung tâm, Thường trực, thị trấn, Thông tấn and Tổng thống
            spelled = kind in ("body", "organization") and found[0] > i + 1
            if spelled and not abbreviates(words[i : found[0]], found[1].name):
                continue  # its short words are written out one by one
            if kind == "place" and found[0] > i + 1 and words[i] != "TP":
                continue  # “Washington DC” is another name, not a short one
            return found
    return None


_ACRONYM_KINDS = ("field", "body", "organization", "body_head", "country", "place")


def is_acronym(words: Sequence[str], name: str) -> bool:
    """Whether `words` shorten `name`: one is of capitals that the name does not hold (``NN & PTNT``)."""
    held = name.split(" ")
    return any(sum(c.isupper() for c in w) > 1 and w not in held for w in words) and " ".join(words) != name


def abbreviates(words: Sequence[str], name: str) -> bool:
    """Whether `words` are `name` with some words cut to initials: ``Trường ĐH``, ``VKSND``, ``Công ty CP``.

    The variants of a class noun are its relatives (``U23`` beside ``Đội``): only true initials expand.
    """
    left = name.lower().split(" ")
    for word in words:
        if left and word.lower() == left[0]:
            left = left[1:]
            continue
        letters = [c.lower() for c in word if c.isalpha()]
        if [w[0] for w in left[: len(letters)]] != letters or not word.isupper():
            return False
        left = left[len(letters) :]
    return not left


def _skip_dot(words: list[str], end: int) -> int:
    return end + 1 if end < len(words) - 1 and words[end] == "." else end


def _reading(entry: Entry, words: list[str], end: int, before: list[str], lexicon: Lexicon) -> str | None:
    """The reading its place calls for: a role at the start, a field after ``Bộ``; else the only one."""
    readings = (
        (entry.name, *entry.attrs.get("also", "").split("; ")) if "also" in entry.attrs else (entry.name,)
    )
    if len(readings) == 1:
        return readings[0]
    last = before[-1].lower() if before else ""
    for reading in readings:
        if last in ("bộ", "sở", "phòng") and lexicon.get("field", reading):
            return reading
        if not before and lexicon.get("role", reading) and end < len(words):
            return reading
    return None
