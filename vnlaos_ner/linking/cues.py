"""The words linking listens to, compiled from the lexicon: address, ranks, status words, frame verbs.

The words themselves live in ``data/link_cues.tsv``, ``data/honorifics.tsv``, ``data/ranks.tsv`` and
``data/status_words.tsv``. This file only makes them quick to meet in a run of tokens.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from vnlaos_ner.document import Status
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.text import Shadow, tokenize


class Phrases:
    """Token sequences, each with a value, to be met at a place in a token list; the longest wins."""

    __slots__ = ("_first", "_last")

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for form, value in phrases:
            words = tuple(_words(form))
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))
        for table in (self._first, self._last):
            for some in table.values():
                some.sort(key=lambda pair: -len(pair[0]))

    def ending(self, low: Sequence[str], end: int, floor: int = 0) -> tuple[int, str] | None:
        """Length and value of the longest phrase that ends before `end` and starts at `floor` or later."""
        if end <= floor:
            return None
        for words, value in self._last.get(low[end - 1], ()):
            start = end - len(words)
            if start >= floor and tuple(low[start:end]) == words:
                return len(words), value
        return None

    def starting(self, low: Sequence[str], start: int, ceiling: int) -> tuple[int, str] | None:
        """Length and value of the longest phrase that starts at `start` and ends by `ceiling`."""
        if start >= ceiling:
            return None
        for words, value in self._first.get(low[start], ()):
            end = start + len(words)
            if end <= ceiling and tuple(low[start:end]) == words:
                return len(words), value
        return None


# Families whose names look like ours and are not.
_FOREIGN = frozenset({"chinese", "korean"})


@dataclass(frozen=True, slots=True)
class Cues:
    """What to listen for.

    `address`: đồng chí, ông; value ``m``, ``f`` or empty. `titles`: ranks and degrees. `status`: status words
    before an office, `after` those behind or inside. `links`: words that fill the gap between two mentions.
    `frames`: verbs of appointment, departure and being, by class. `families`: lower-case Vietnamese family
    names; `common_families` the dozen that make up most names; `foreign_families` look like ours and are not.
    """

    address: Phrases
    titles: Phrases
    status: Phrases
    after: Phrases
    links: Mapping[str, str]
    frames: Phrases
    families: frozenset[str]
    common_families: frozenset[str]
    foreign_families: frozenset[str]


def compile_cues(lexicon: Lexicon) -> Cues:
    """Everything from the lexicon, once a run."""
    cues = lexicon.of("link_cue")
    families = [(form.lower(), e) for form, e in lexicon.family_names.items()]
    return Cues(
        address=Phrases((e.form, e.attrs.get("gender", "")) for e in lexicon.of("honorific")),
        titles=Phrases((e.form, "") for e in lexicon.of("rank")),
        status=Phrases(
            (e.form, e.attrs["status"])
            for e in lexicon.of("status")
            if e.attrs.get("position", "before") == "before"
        ),
        after=Phrases(
            (e.form, e.attrs["status"]) for e in lexicon.of("status") if e.attrs["position"] == "after"
        ),
        links={
            " ".join(_words(e.form)): e.attrs["class"][5:]
            for e in cues
            if e.attrs["class"].startswith("join.")
        },
        frames=Phrases((e.form, e.attrs["class"]) for e in cues if not e.attrs["class"].startswith("join.")),
        families=frozenset(f for f, e in families if e.attrs.get("class") not in _FOREIGN),
        common_families=frozenset(f for f, e in families if e.attrs.get("frequency") == "1"),
        foreign_families=frozenset(f for f, e in families if e.attrs.get("class") in _FOREIGN),
    )


def as_status(word: str) -> Status:
    """A status of the data files as the type; `Cues` holds only such."""
    return cast(Status, word)


def _words(form: str) -> list[str]:
    return [text.lower() for text in tokenize(Shadow(form)).texts]
