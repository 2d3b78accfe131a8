"""Sentences and words of underthesea, aligned to raw offsets: the one file that sees its segmenter.

Its output is strings; here each is found again, syllable by syllable, in the shadow and so in the raw
text. What cannot be found is an `AlignmentError` in strict mode; in use the sentence falls back to one
word a syllable. Its boundaries are evidence, never law: a line break always ends a sentence, and a
boundary inside ``T.Ư`` or between a closing quote and its sentence is taken back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from vnlaos_ner.document import Sentence, Word
from vnlaos_ner.errors import AlignmentError
from vnlaos_ner.text import Shadow

_SYLLABLE = re.compile(r"[^\W_]+|\S")
_CLOSING = re.compile(r"[”’»\")\]]+[.,;:!?…]*")
_SPACE_RUN = re.compile(r"\S+")


def sentences(raw: str, *, strict: bool = False) -> tuple[Sentence, ...]:
    """The sentences of `raw` with their words; offsets are code points of `raw`, blank lines give none.

    Raises `AlignmentError` in strict mode where a word is not found in the text; otherwise that sentence
    has one word for each syllable and sign.
    """
    shadow = Shadow(raw)
    out = []
    for start, end in _sentence_spans(shadow.text):
        out.append(_sentence(shadow, start, end, strict))
    return tuple(out)


def _sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    from underthesea import sent_tokenize  # 0.3 s of import: only when something is segmented

    pos = 0
    for line in text.split("\n"):
        yield from (
            (pos + a, pos + b) for a, b in _line_spans(line, sent_tokenize(line) if line.strip() else [])
        )
        pos += len(line) + 1


def _line_spans(line: str, pieces: list[str]) -> list[tuple[int, int]]:
    """Spans of one line's sentences: `pieces` found in order, wrong boundaries taken back."""
    spans: list[tuple[int, int]] = []
    at = 0
    for piece in pieces:
        found = line.find(piece, at)
        if found < 0:
            return [_trim(line, 0, len(line))]
        at = found + len(piece)
        spans += _join(line, spans, found, at)
    return spans


def _join(line: str, spans: list[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The next span, after giving the one before what belongs to it."""
    if not spans:
        return [_trim(line, start, end)]
    first, last = spans[-1]
    closing = _CLOSING.match(line, start)
    if closing and not line[last:start].strip() and (last == start or closing.group()[0] in "”’»)]"):
        spans[-1] = first, closing.end()
        start = closing.end()
        return [_trim(line, start, end)] if line[start:end].strip() else []
    if start == last:  # no space stands between: T.|Ư, 1.|000
        spans[-1] = first, end
        return []
    return [_trim(line, start, end)]


def _trim(line: str, start: int, end: int) -> tuple[int, int]:
    while start < end and line[start].isspace():
        start += 1
    while end > start and line[end - 1].isspace():
        end -= 1
    return start, end


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

    >>> align("Hà  Nội, Lào", ["Hà Nội", ",", "Lào"])
    [(0, 7), (7, 8), (9, 12)]
    """
    spans, at = [], 0
    for word in words:
        start = -1
        for part in _SPACE_RUN.findall(word):
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
