"""The lexicon: everything the knowledge files say, validated, compiled and frozen.

`load` reads the package's files (and a user's folder, which adds items or overrides them by form).
What the stages ask of it:

- ``lexicon.of("role")``                 every entry of a kind, one per spelling
- ``lexicon.get("body", "Thành uỷ")``    the entry of a form in any case and tone style, or None
- ``lexicon.all("place", "Châu Thành")`` all homonyms, most prominent first
- ``lexicon.canonical("role", "bí thư")``the canonical name of a form, or None
- ``lexicon.country_code("CHDCND Lào")`` ISO 3166 alpha-2, also through a known place, or None
- ``lexicon.place("Hà Nội")``            country or place entry, or None
- ``lexicon.expand("UBND")``             the expansion of an unambiguous abbreviation, or None
- ``lexicon.glue_words``                 function words that may be glued to a name
- ``lexicon.family_names``               family name -> its entry; ``lexicon.given_syllables`` -> counts
- ``lexicon.compounds``                  pairs of syllables (công, thương) that belong together in names
- ``lexicon.words["function"]``          words of one class the grammars ask about (grammar_words.tsv)
- ``lexicon.head_words``                 lower-case forms of every body head, for bodies written small
- ``lexicon.ambiguous``                  forms that are also something else -> entry with the reason

Texts are looked through by `matcher.find`. This file knows no text and no stage.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vnlaos_ner import knowledge
from vnlaos_ner.errors import LexiconError
from vnlaos_ner.glue import BEHIND, MARKED
from vnlaos_ner.text import Shadow, tokenize

_FOLD = str.maketrans({"–": "-", "—": "-", "‑": "-", "−": "-", "’": "'", "‘": "'", "ʼ": "'", "`": "'"})


class Entry(NamedTuple):
    """One known form. `kind` is the class of knowledge, `name` the canonical form, `attrs` the rest."""

    form: str
    kind: str
    name: str
    attrs: Mapping[str, str]

    def __hash__(self) -> int:
        """So that what was read with an entry can be remembered: attributes have no hash of their own."""
        return hash(self[:3])


class Terminal(NamedTuple):
    """An entry at the node where its form ends; `capitals` are the token positions that need one.

    `exact` holds the tokens themselves where only this spelling counts. `barred` holds the contexts of its
    counter-examples as tokens (before, after), by the one token next to the form: ``huyện`` is no class word
    in ``huyện ủy``. Letter case counts there, since “anh hùng” is a hero and “anh Hùng” a man; capitals
    throughout count too.
    """

    entry: Entry
    capitals: tuple[int, ...]
    exact: tuple[str, ...] | None
    barred: Mapping[str, Sequence[tuple[tuple[str, ...], tuple[str, ...]]]]


class Node:
    """A state of the syllable trie: folded token -> next state, and what ends here."""

    __slots__ = ("ends", "steps")

    def __init__(self) -> None:
        self.steps: dict[str, Node] = {}
        self.ends: tuple[Terminal, ...] = ()


@lru_cache(maxsize=1 << 16)
def fold(token: str) -> str:
    """A token as the trie keys it: lower case, one hyphen, one apostrophe."""
    return token.lower().translate(_FOLD)


@lru_cache(maxsize=1 << 14)
def form_key(form: str) -> str:
    """A form as lookups key it: tones unified, lower case, spaces collapsed."""
    return " ".join(Shadow(form).text.lower().translate(_FOLD).split())


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Frozen knowledge. Build it with `load`; hand it to the stages.

    A lexicon equals itself only: so answers that were looked up in it can be remembered by it.
    """

    entries: tuple[Entry, ...]
    trie: Node
    glue_words: frozenset[str]
    family_names: Mapping[str, Entry]
    given_syllables: Mapping[str, tuple[int, int]]
    ambiguous: Mapping[str, Entry]
    compounds: frozenset[tuple[str, str]]
    head_words: frozenset[str]
    words: Mapping[str, frozenset[str]]
    _kinds: Mapping[str, tuple[Entry, ...]]
    _forms: Mapping[tuple[str, str], tuple[Entry, ...]]

    def of(self, kind: str) -> tuple[Entry, ...]:
        """Every entry of `kind`, in file order. Raises LexiconError for a kind that does not exist."""
        if kind not in knowledge.KINDS:
            raise LexiconError(f"unknown kind {kind!r}; known are {', '.join(sorted(knowledge.KINDS))}")
        return self._kinds.get(kind, ())

    def all(self, kind: str, form: str) -> tuple[Entry, ...]:
        """All entries of `kind` spelled `form` in any case, most prominent first."""
        return self._forms.get((kind, form_key(form)), ())

    def get(self, kind: str, form: str) -> Entry | None:
        """The first of `all`, or None."""
        found = self._forms.get((kind, form_key(form)))
        return found[0] if found else None

    def canonical(self, kind: str, form: str) -> str | None:
        """``canonical("role", "uỷ viên") -> "Ủy viên"``; None where the form is unknown."""
        entry = self.get(kind, form)
        return entry.name if entry else None

    def place(self, name: str) -> Entry | None:
        """The country or place of that name, countries first."""
        return self.get("country", name) or self.get("place", name)

    def country_code(self, name: str) -> str | None:
        """ISO alpha-2 of a country or of the country a known place lies in."""
        country = self.get("country", name)
        if country:
            return country.attrs.get("code")
        place = self.get("place", name)
        return place.attrs.get("country") if place else None

    def expand(self, abbr: str) -> str | None:
        """What an abbreviation stands for; None where unknown or where several readings compete."""
        entry = self.get("abbreviation", abbr)
        return entry.name if entry and "also" not in entry.attrs else None

    def expansions(self, abbr: str) -> tuple[str, ...]:
        """Every reading of an abbreviation, the commonest first."""
        entry = self.get("abbreviation", abbr)
        if entry is None:
            return ()
        also = entry.attrs.get("also")
        return (entry.name, *also.split("; ")) if also else (entry.name,)


def load(extra: Path | None = None) -> Lexicon:
    """The package's knowledge plus a user's folder `extra`, whose rows win over ours by form.

    A user's row with case ``off`` only removes the form. Raises LexiconError with ``file:line``.
    """
    # Nothing made here is garbage: looking for some takes a quarter of the time.
    collects = gc.isenabled()
    gc.disable()
    try:
        return _load(extra)
    finally:
        if collects:
            gc.enable()


def _load(extra: Path | None) -> Lexicon:
    mine = {} if extra is None else _index(list(knowledge.rows(extra)))
    ours = _index(list(knowledge.rows()))
    replaced = {key[:2] for key in mine}
    kept = {key: same for key, same in ours.items() if key[:2] not in replaced} | mine
    rows = [(row, key[1]) for key, same in kept.items() for row in same if row.case != "off"]
    return _compile(rows)


_Key = tuple[str, str, str]


def _index(rows: list[knowledge.Row]) -> dict[_Key, list[knowledge.Row]]:
    """Rows by kind, folded form and (for exact ones) spelling; two of one kind are an error."""
    index: dict[_Key, list[knowledge.Row]] = {}
    # One call for all forms: they hold no line ends, so lines stay in step with rows.
    folded = fold(Shadow("\n".join(row.form for row in rows)).text).split("\n")
    for row, form in zip(rows, folded, strict=True):
        key = (row.schema.kind, form, row.form if row.case == "exact" else "")
        same = index.setdefault(key, [])
        if any(_clash(row, other) for other in same):
            raise LexiconError(f"{row.where}: {row.form!r} is there already, at {same[0].where}")
        same.append(row)
    return index


def _clash(a: knowledge.Row, b: knowledge.Row) -> bool:
    """Homonyms are two items of one form: allowed for places of different class or parent only."""
    if not a.schema.homonyms:
        return True
    return (a.attrs.get("class"), a.attrs.get("parent")) == (b.attrs.get("class"), b.attrs.get("parent"))


_SIDES = {"marked": MARKED, "syllable": BEHIND}


def _compile(rows: list[tuple[knowledge.Row, str]]) -> Lexicon:
    """The lexicon of rows with their folded forms."""
    glue = frozenset(
        _SIDES.get(row.attrs.get("side", ""), "") + row.form
        for row, _ in rows
        if row.schema.kind == "glue_word"
    )
    contexts = _Contexts(glue)
    tokens = tokenize(Shadow("\n".join(row.form for row, _ in rows)), glue)
    root = Node()
    compounds: set[tuple[str, str]] = set()
    entries: list[Entry] = []
    kinds: dict[str, list[Entry]] = {}
    forms: dict[tuple[str, str], list[Entry]] = {}
    for (row, folded), (first, last) in zip(rows, tokens.lines, strict=True):
        entry = Entry(row.form, row.schema.kind, row.name, row.attrs)
        entries.append(entry)
        kinds.setdefault(entry.kind, []).append(entry)
        forms.setdefault((entry.kind, folded), []).append(entry)
        if entry.kind in ("field", "body", "body_head", "organization"):
            words = row.form.split()
            compounds.update((a.lower(), b) for a, b in pairwise(words) if b.islower())
        if row.schema.matched:
            _insert(root, row, entry, tokens.texts[first:last], contexts)
    frozen = {kind: tuple(some) for kind, some in kinds.items()}
    return Lexicon(
        entries=tuple(entries),
        trie=root,
        glue_words=glue,
        family_names=MappingProxyType({e.form: e for e in frozen.get("family", ())}),
        given_syllables=MappingProxyType({e.form: _counts(e) for e in frozen.get("given", ())}),
        ambiguous=MappingProxyType({e.form: e for e in frozen.get("ambiguous", ())}),
        compounds=frozenset(compounds),
        words=MappingProxyType(_word_classes(frozen.get("grammar_word", ()))),
        head_words=frozenset(form_key(e.form) for e in frozen.get("body_head", ())),
        _kinds=MappingProxyType(frozen),
        _forms=MappingProxyType({key: tuple(some) for key, some in forms.items()}),
    )


def _word_classes(entries: Iterable[Entry]) -> dict[str, frozenset[str]]:
    """Class -> its words, as spelled in the file."""
    classes: dict[str, set[str]] = {}
    for entry in entries:
        classes.setdefault(entry.attrs.get("class", ""), set()).add(entry.form)
    return {name: frozenset(words) for name, words in classes.items()}


def _counts(entry: Entry) -> tuple[int, int]:
    """How many names a syllable opens and closes."""
    return int(entry.attrs.get("first", 0)), int(entry.attrs.get("last", 0))


_Context = tuple[tuple[str, ...], tuple[str, ...]]


def _insert(root: Node, row: knowledge.Row, entry: Entry, texts: list[str], contexts: _Contexts) -> None:
    folded = [fold(text) for text in texts]
    node = root
    for token in folded:
        step = node.steps.get(token)
        if step is None:
            step = node.steps[token] = Node()
        node = step
    capitals: tuple[int, ...] = ()
    if row.case in ("first", "capital"):
        capitals = tuple(i for i, text in enumerate(texts) if text[0].isupper())
        if row.case == "first":
            capitals = (0,) if 0 in capitals else ()
    exact = tuple(texts) if row.case == "exact" else None
    end = Terminal(entry, capitals, exact, contexts.around(folded, row.attrs.get("counter", "")))
    # Homonyms of one kind and case: the first stands for all, `Lexicon.all` gives the rest.
    if not any(e.entry.kind == entry.kind and e[1:3] == end[1:3] for e in node.ends):
        node.ends = (*node.ends, end)


class _Contexts:
    """What stands before and after a form in the counter-examples that hold it."""

    __slots__ = ("_glue", "_phrases")

    def __init__(self, glue: frozenset[str]) -> None:
        self._glue = glue
        self._phrases: dict[str, list[list[str]]] = {}

    def around(self, form: list[str], counter: str) -> dict[str, list[_Context]]:
        """One context an occurrence of the folded form, as written and in capitals: see `Terminal`."""
        found: dict[str, list[_Context]] = {}
        if not counter:
            return found
        phrases = self._phrases.get(counter)
        if phrases is None:  # read once for all spellings of the item
            tokens = tokenize(Shadow(counter.replace(" | ", "\n")), self._glue)
            phrases = self._phrases[counter] = [tokens.texts[a:b] for a, b in tokens.lines]
        for words in phrases:
            for i in range(len(words) - len(form) + 1):
                if [fold(text) for text in words[i : i + len(form)]] == form:
                    before, after = tuple(words[:i]), tuple(words[i + len(form) :])
                    capitals = tuple(map(str.upper, before)), tuple(map(str.upper, after))
                    for context in ((before, after), capitals):
                        beside = next(iter(context[0][-1:] + context[1][:1]), "")
                        found.setdefault(beside, []).append(context)
        return found
