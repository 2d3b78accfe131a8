"""The raw corpus as arrays of token ids, and the vocabularies drawn from it.

Everything is cached under a work directory: reading 92 million characters takes a minute a core.
"""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from vnlaos_ner.tagger_features import BREAK, DIGITS, NEWLINE, OTHER, SHAPES, fold, shape
from vnlaos_ner.text import Shadow, tokenize

FILES = ("news-2017.jsonl.xz", "news-2017-more.jsonl.xz")
UNKNOWN = 0
MIN_COUNT = 5
MAX_WORDS = 32000
MAX_TARGETS = 30000


class Stream(NamedTuple):
    """The corpus end to end: `tokens` index `table`, ``\\n`` ends a line, `bounds` cut it into articles."""

    table: list[str]
    tokens: npt.NDArray[np.int32]
    glued: npt.NDArray[np.bool_]
    bounds: npt.NDArray[np.int64]
    names: list[str]


class Vocabulary(NamedTuple):
    """`words`: folded forms, by falling count (rows 0 and 1 are unknown and padding); `letters` likewise."""

    words: list[str]
    letters: list[str]


def articles(folder: Path) -> Iterator[tuple[str, str]]:
    """Id and raw text of every article of the corpus."""
    for name in FILES:
        with lzma.open(folder / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                yield row["id"], row["text"]


def stream(folder: Path, cache: Path) -> Stream:
    """The tokens of the whole corpus, read from `cache` when it is there."""
    arrays, texts = cache / "stream.npz", cache / "stream.json"
    if not arrays.exists():
        _write_stream(folder, arrays, texts)
    with np.load(arrays) as z:
        table, names = json.loads(texts.read_text("utf-8"))
        return Stream(table, z["tokens"], z["glued"], z["bounds"], names)


def _write_stream(folder: Path, arrays: Path, texts: Path) -> None:
    table = {NEWLINE: 0}
    ids: list[int] = []
    glued: list[bool] = []
    bounds, names = [0], []
    for name, text in articles(folder):
        tokens = tokenize(Shadow(text))
        for start, end in tokens.lines:
            if start < end:
                ids.extend(table.setdefault(t, len(table)) for t in tokens.texts[start:end])
                ids.append(0)
                glued.extend(tokens.glued[start:end])
                glued.append(False)
        bounds.append(len(ids))
        names.append(name)
    np.savez(arrays, tokens=np.array(ids, np.int32), glued=np.array(glued), bounds=np.array(bounds))
    texts.write_text(json.dumps([list(table), names], ensure_ascii=False), "utf-8")


def vocabulary(corpus: Stream) -> Vocabulary:
    """Folded forms met at least `MIN_COUNT` times, and the letters of all forms."""
    counts: dict[str, int] = {}
    letters: dict[str, int] = {}
    per_form = np.bincount(corpus.tokens, minlength=len(corpus.table)).tolist()
    for text, n in zip(corpus.table, per_form, strict=True):
        form = fold(text)
        counts[form] = counts.get(form, 0) + n
        for c in form:
            letters[c] = letters.get(c, 0) + n
    words = sorted((w for w, n in counts.items() if n >= MIN_COUNT), key=lambda w: (-counts[w], w))
    common = sorted((c for c, n in letters.items() if n >= 100), key=lambda c: (-letters[c], c))
    return Vocabulary(
        ["<unknown>", "<pad>", *words[:MAX_WORDS]], ["<pad>", "<unknown>", "<start>", "<end>", *common]
    )


def targets(corpus: Stream) -> npt.NDArray[np.int32]:
    """What the language model predicts for each row of the table: the cased form, or its shape if rare."""
    per_form = np.bincount(corpus.tokens, minlength=len(corpus.table))
    key = [fold(t) if shape(t) in (DIGITS, OTHER, BREAK) else t for t in corpus.table]
    counts: dict[str, int] = {}
    for k, n in zip(key, per_form.tolist(), strict=True):
        counts[k] = counts.get(k, 0) + n
    kept = sorted(counts, key=lambda k: (-counts[k], k))[:MAX_TARGETS]
    rows = {k: i + SHAPES for i, k in enumerate(kept)}
    return np.array([rows.get(k, shape(t)) for k, t in zip(key, corpus.table, strict=True)], np.int32)


def spell(forms: list[str], letters: dict[str, int], width: int = 16) -> npt.NDArray[np.int64]:
    """Letter ids of folded forms: pad, start, letters, end, pad; longer forms lose their middle."""
    out = np.zeros((len(forms), width + 4), np.int64)
    for row, form in zip(out, forms, strict=True):
        cut = form if len(form) <= width else form[: width // 2] + form[-width // 2 :]
        row[1] = 2
        row[2 : 2 + len(cut)] = [letters.get(c, 1) for c in cut]
        row[2 + len(cut)] = 3
    return out


def with_case(shapes: npt.NDArray[np.int64], glued: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Case ids: the shape, moved up when the token is glued to the one before."""
    return shapes + SHAPES * glued
