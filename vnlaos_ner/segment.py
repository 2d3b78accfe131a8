"""Sentences and words of underthesea, aligned to raw offsets: the one file that sees its segmenter.

Its output is strings; here each is found again, syllable by syllable, in the shadow and so in the raw
text. What cannot be found is an `AlignmentError` in strict mode; in use the sentence falls back to one
word a syllable. Its boundaries are evidence, never law: a line break always ends a sentence, and the rules
below take back or add what its sentence splitter gets wrong in Vietnamese news.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from vnlaos_ner.document import Sentence, Word
from vnlaos_ner.errors import AlignmentError
from vnlaos_ner.syllable import is_syllable
from vnlaos_ner.text import Shadow

_SYLLABLE = re.compile(r"[^\W_]+|\S")
_CHUNK = re.compile(r"\S+")
_CLOSING = re.compile(r"[”’»\")\]]+[.,;:!?…]*(?=\s|$)")
_STOP = re.compile(r"[.!?…]+[”’»\")\]]*\s+(?=[“‘\"'(]?[^\W\d_])")
_LETTER = r"[^\W\d_]"
_SPEECH_GOES_ON = re.compile(rf"(?:[!?…]|\.\.|,)[”’»\"]?,?$|[”’»\"],?$|(?<!{_LETTER}){_LETTER}{{1,2}}\.$")
_LIST_SIGN = re.compile(rf"{_LETTER}\)")
# Before a name these letters are class words of places (Q. = quận, H. = huyện, P. = phường, X. = xã).
_UNIT_LETTERS = frozenset("QHPX")


def sentences(raw: str, *, strict: bool = False) -> tuple[Sentence, ...]:
    """The sentences of `raw` with their words; offsets are code points of `raw`, blank lines give none.

    Raises `AlignmentError` in strict mode where a word is not found in the text; otherwise that sentence
    has one word for each syllable and sign.
    """
    shadow = Shadow(raw)
    return tuple(_sentence(shadow, start, end, strict) for start, end in _sentence_spans(shadow.text))


# --- sentences ------------------------------------------------------------------------------------------


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    from underthesea import sent_tokenize  # costs 0.3 s of import: only when something is segmented

    pos = 0
    for line in text.split("\n"):
        if line.strip():
            cuts = sentence_cuts(line, sent_tokenize(line))
            for start, end in zip([0, *cuts], [*cuts, len(line)], strict=True):
                piece = line[start:end]
                if piece.strip():
                    left = pos + start + len(piece) - len(piece.lstrip())
                    yield left, left + len(piece.strip())
        pos += len(line) + 1


def sentence_cuts(line: str, pieces: list[str]) -> list[int]:
    """Where sentences begin in one line, but for the first: those of `pieces` that no rule takes back, and
    those the rules add.

    >>> sentence_cuts("Bí thư T.Ư. Trời 20 độ C. Mai mưa.", ["Bí thư T.", "Ư.", "Trời 20 độ C. Mai mưa."])
    [12, 26]
    """
    cuts = set()
    at = 0
    for piece in pieces:
        found = line.find(piece, at)
        if found < 0:  # the splitter changed the text: trust only our own rules
            break
        start = _after_closing(line, found)
        if at and not any(rule(line, start) for rule in TAKEN_BACK):
            cuts.add(start)
        at = found + len(piece)
    cuts.update(m.end() for m in _STOP.finditer(line) if any(rule(line, m.end()) for rule in ADDED))
    return sorted(cut for cut in cuts if line[cut:].strip())


def _after_closing(line: str, start: int) -> int:
    """A closing quote or bracket belongs to the sentence before it."""
    closing = _CLOSING.match(line, start)
    if closing and (start == 0 or not line[start - 1].isspace()):
        start = closing.end()
        while start < len(line) and line[start].isspace():
            start += 1
    return start


def no_space(line: str, cut: int) -> bool:
    """``T.|Ư``, ``1.|000``: no sentence begins without a space before it."""
    return cut > 0 and not line[cut - 1].isspace()


def lower_case_goes_on(line: str, cut: int) -> bool:
    """``“Có đúng không?”, |ông Dụ hỏi``, ``anh K. |kể``: after speech, commas, dots and initials."""
    rest = line[cut:]
    lower = rest[:1].islower() and not rest[1:2].isupper() and not _LIST_SIGN.match(rest)
    return lower and _SPEECH_GOES_ON.search(line[:cut].rstrip()) is not None


def only_signs(line: str, cut: int) -> bool:
    """``… tốt đẹp. |./.``: a rest without a letter or digit is no sentence."""
    return not any(c.isalnum() for c in line[cut:])


TAKEN_BACK: tuple[Callable[[str, int], bool], ...] = (no_space, lower_case_goes_on, only_signs)


def after_dots(line: str, cut: int) -> bool:
    """``… và Dubai… |Ngoài ra``: dots, then a capital."""
    before = line[:cut].rstrip()
    return before.endswith(("…", "...")) and line[cut].isupper() and len(before) > 3


def after_one_letter(line: str, cut: int) -> bool:
    """``20 độ C. |Nhiệt độ``: a Vietnamese word with a capital, and what follows it has none.

    A surname after an initial is left alone (``V. Semashko``), as are places (``Q. Tân Phú``).
    """
    before = re.search(rf"(?:^|[\W\d_])({_LETTER})\.\s+$", line[:cut])
    words = line[cut:].split(None, 2)
    return (
        before is not None
        and before[1] not in _UNIT_LETTERS
        and len(words) > 1
        and words[0][:1].isupper()
        and is_syllable(words[0].rstrip(","))
        and not words[1][:1].isupper()
    )


ADDED: tuple[Callable[[str, int], bool], ...] = (after_dots, after_one_letter)


# --- words ----------------------------------------------------------------------------------------------


def _sentence(shadow: Shadow, start: int, end: int, strict: bool) -> Sentence:
    from underthesea import word_tokenize

    text = shadow.text[start:end]
    try:
        spans = align(text, word_tokenize(text, use_token_normalize=False))
    except AlignmentError:
        if strict:
            raise
        spans = [m.span() for m in _SYLLABLE.finditer(text)]
    words = []
    for a, b in spans:
        s, e = shadow.to_raw(start + a, start + b)
        words.append(Word(s, e, shadow.raw[s:e]))
    s, e = shadow.to_raw(start, end)
    return Sentence(s, e, tuple(words))


def align(text: str, words: list[str]) -> list[tuple[int, int]]:
    """Spans of `words` in `text`: each syllable must come next after white space only.

    Raises `AlignmentError` for a word that does not, and for text that no word covers.

    >>> align("Hà  Nội, Lào", ["Hà Nội", ",", "Lào"])
    [(0, 7), (7, 8), (9, 12)]
    """
    spans, at = [], 0
    for word in words:
        start = -1
        for part in _CHUNK.findall(word):
            found = text.find(part, at)
            if found < 0 or text[at:found].strip():
                raise AlignmentError(f"segmenter's word {word!r} is not at {text[at : at + 20]!r}")
            start = found if start < 0 else start
            at = found + len(part)
        if start >= 0:
            spans.append((start, at))
    if text[at:].strip():
        raise AlignmentError(f"segmenter dropped {text[at : at + 20]!r}")
    return spans
