"""What stands between two neighbouring mentions, boiled down to one word.

Removed first, because they never decide who holds an office: asides in brackets, terms (``khóa XIV``,
``nhiệm kỳ 2021-2026``), ages and birth dates, and in front of the next mention its address (``đồng chí``),
ranks and degrees (``Đại tướng, GS.TS``) and, before an office, status words.
"""

from __future__ import annotations

from typing import NamedTuple

from vnlaos_ner.linking.cues import Cues
from vnlaos_ner.linking.scene import Item, Scene

ADJACENT, COMMA, DASH, OPEN, COLON, SEMICOLON, STOP = (
    "adjacent",
    "comma",
    "dash",
    "open",
    "colon",
    "semicolon",
    "stop",
)
ALSO, IS, AND, WORDS = "also", "is", "and", "words"

_MARKS = {
    "": ADJACENT,
    ",": COMMA,
    "-": DASH,
    "–": DASH,
    "—": DASH,
    "(": OPEN,
    "[": OPEN,
    ":": COLON,
    ";": SEMICOLON,
    ".": STOP,
    "…": STOP,
    "/": DASH,
    "( ,": OPEN,
    ", ,": COMMA,
}
# ``Tổng thống nước này Tayyip Erdogan``
_THIS_STATE = frozenset({"nước này", "nước", "nước đó", "nước chủ nhà", "nước bạn", "này"})
# No aside is so long that the mentions on its two sides still belong together.
_FAR = 40
_SENTENCE_OPENERS = frozenset({"Ông", "Bà"})
_BRACKETS = {"(": ")", "[": "]"}
_ROMAN = frozenset("ivxlc")
_SEX = frozenset({"nữ", "nam"})


class Gap(NamedTuple):
    """`kind` is one of the words above; `address` says that an address word or rank stood last."""

    kind: str
    address: bool
    status: str | None
    words: tuple[str, ...]


def between(scene: Scene, cues: Cues, left: Item, right: Item) -> Gap:
    """The gap from the end of `left` to the start of `right` on one line."""
    start, end, address = strip_address(scene.low, cues, left.end, right.start)
    status = None
    if right.type == "OFFICE":
        start, end, status = strip_status(scene.low, cues, start, end)
        if status:
            start, end, more = strip_address(scene.low, cues, start, end)
            address = address or more
    if left.type == "OFFICE" and (behind := cues.after.starting(scene.low, start, end)):
        start += behind[0]
    if end - start > _FAR:
        return Gap(WORDS, address, status, ())
    words = _without_asides(scene.low[start:end])
    if len(words) > 1 and words[0] in {")", "]"}:  # ``O1 (O2) kiêm O3``
        words = words[1:]
    joined = " ".join(words)
    kind = _MARKS.get(joined) or cues.links.get(joined)
    if joined in _THIS_STATE:
        kind = ADJACENT if left.type == "OFFICE" and right.type == "PERSON" else WORDS
    if kind == ADJACENT and _new_sentence(scene, left.end, right.start):
        kind = STOP
    if kind is None and len(words) > 1 and words[0] == ",":
        kind = cues.links.get(" ".join(words[1:]))
        if kind == AND:
            kind = WORDS
    return Gap(kind or WORDS, address, status, words)


def _new_sentence(scene: Scene, start: int, end: int) -> bool:
    """A caption credit or a capital ``Ông`` between two mentions: nothing joins them."""
    texts = scene.page.tokens.texts
    return any(texts[i] in _SENTENCE_OPENERS or texts[i] == ":" for i in range(start, end))


def strip_address(low: tuple[str, ...], cues: Cues, start: int, end: int) -> tuple[int, int, bool]:
    """Cut addresses, ranks and degrees (and the punctuation inside a stack of them) off the end."""
    found = False
    while True:
        cut = end
        if found and cut > start + 1 and low[cut - 1] in {",", ".", "-"}:
            hit = _address(low, cues, start, cut - 1)
            if not hit:
                return start, end, found
            end = cut - 1 - hit
            continue
        hit = _address(low, cues, start, cut)
        if not hit:
            return start, end, found
        end, found = cut - hit, True


def _address(low: tuple[str, ...], cues: Cues, start: int, end: int) -> int:
    if end > start and low[end - 1] == "." and end - 1 > start:  # ``TS.``
        hit = cues.titles.ending(low, end - 1, start)
        return hit[0] + 1 if hit else 0
    hit = cues.address.ending(low, end, start) or cues.titles.ending(low, end, start)
    if hit:
        return hit[0]
    return 1 if end > start and low[end - 1] in _SEX else 0


def strip_status(low: tuple[str, ...], cues: Cues, start: int, end: int) -> tuple[int, int, str | None]:
    """Cut a status word off the end."""
    hit = cues.status.ending(low, end, start)
    return (start, end - hit[0], hit[1]) if hit else (start, end, None)


def _without_asides(words: tuple[str, ...]) -> tuple[str, ...]:
    """Words without bracketed asides, terms, ages and births."""
    if not words:
        return words
    kept: list[str] = []
    i = 0
    while i < len(words):
        close = _BRACKETS.get(words[i])
        if close and close in words[i:]:
            i += words[i:].index(close) + 1
            continue
        skip = _term(words, i)
        if skip:
            i += skip
            if kept and kept[-1] == "," and (i >= len(words) or words[i] == ","):
                kept.pop()
            continue
        kept.append(words[i])
        i += 1
    return tuple(kept)


def _term(words: tuple[str, ...], i: int) -> int:
    """Length of ``khóa XIII``, ``nhiệm kỳ 2021 - 2026``, ``57 tuổi``, ``SN 1964``, ``sinh năm …`` at `i`."""
    n = len(words)
    if words[i] == "khóa":
        j = i + 1
        while j < n and (_number(words[j]) or (words[j] == "," and j + 1 < n and _number(words[j + 1]))):
            j += 1
        return j - i if j > i + 1 else 0
    if words[i] == "nhiệm" and i + 2 < n and words[i + 1] == "kỳ":
        return _run(words, i + 2) - i
    if words[i].isdigit() and i + 1 < n and words[i + 1] == "tuổi":
        return 2
    if words[i] == "sn" or (words[i] == "sinh" and i + 1 < n and words[i + 1] in {"năm", "ngày"}):
        return _run(words, i + (1 if words[i] == "sn" else 2)) - i
    return 0


def _run(words: tuple[str, ...], j: int) -> int:
    """The end of figures and what joins them; a stop counts only between figures."""
    while j < len(words):
        joint = words[j] in {"-", "–", "/", "."} and j + 1 < len(words) and words[j + 1].isdigit()
        if not (words[j].isdigit() or joint or words[j] in {"tháng", "năm"}):
            break
        j += 1
    return j


def _number(word: str) -> bool:
    return word.isdigit() or set(word) <= _ROMAN
