"""The order of the stages: the only place that knows it.

Article -> shadow, tokens -> sections -> matches -> candidates -> found -> named -> linked -> Document
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal, NamedTuple, get_args

import msgspec

from vnlaos_ner import baseline, evidence, lexicon, matcher, normalize, referee, sections
from vnlaos_ner.document import SCHEMA, Article, Document
from vnlaos_ner.evidence import Weighed
from vnlaos_ner.grammar import rooms
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import Linker
from vnlaos_ner.page import Candidate, Found, Page
from vnlaos_ner.tagger import Tagger
from vnlaos_ner.text import Shadow, tokenize

Engine = Literal["default", "underthesea"]
ENGINES: tuple[Engine, ...] = get_args(Engine)


class Seen(NamedTuple):
    """A page and how its mentions were chosen: for `explain`. `weighed` is every span with its odds."""

    page: Page
    candidates: list[Candidate]
    weighed: list[Weighed]
    found: list[Found]


class Pipeline:
    """Everything loaded once; `document` may be called for any number of articles."""

    __slots__ = ("_linker", "_tagger", "_weights", "engine", "lexicon")

    def __init__(self, lexicon: Lexicon, tagger: Tagger | None = None, engine: Engine = "default") -> None:
        """`tagger` None leaves recognition to the grammars: to measure what each side adds."""
        self.lexicon, self.engine, self._tagger = lexicon, engine, tagger
        self._linker = Linker(lexicon)
        self._weights = evidence.load() if tagger else evidence.GRAMMAR_ONLY

    @classmethod
    def load(cls, lexicon_dir: Path | None = None, engine: Engine = "default") -> Pipeline:
        """Load lexicon and model. `lexicon_dir` holds a user's own files in the format of ours.

        Raises `LexiconError` naming file and line of a wrong item.
        """
        return cls.over(lexicon.load(lexicon_dir), engine)

    @classmethod
    def over(cls, known: Lexicon, engine: Engine = "default") -> Pipeline:
        """As `load`, with a lexicon that is there already."""
        return cls(known, Tagger.load() if engine == "default" else None, engine)

    def document(self, article: Article) -> Document:
        """Everything known of one article."""
        page, _, _, found = self.see(article)
        named = normalize.name(page, found, self.lexicon)
        linked = self._linker.resolve(page, named)
        return Document(
            schema=SCHEMA,
            id=article.id,
            source=article.source,
            sha256=article.sha256,
            title=page.article.title,
            date=page.article.date,
            meta=article.meta,
            sections=page.sections,
            mentions=linked.mentions,
            entities=linked.entities,
            holdings=linked.holdings,
            notes=linked.notes,
        )

    def see(self, article: Article) -> Seen:
        """Recognition alone: the page, every candidate, and what the referee kept."""
        page = self.page(article)
        candidates = self.candidates(page)
        weighed = evidence.weigh(candidates, self._weights)
        return Seen(page, candidates, weighed, referee.choose(weighed))

    def page(self, article: Article) -> Page:
        """The article with its shadow, tokens, sections and lexicon matches, before recognition.

        A title or date that a JSONL line states wins over what the page seems to say.
        """
        shadow = Shadow(article.text)
        tokens = tokenize(shadow, self.lexicon.glue_words)
        layout = sections.split(shadow)
        dated = msgspec.structs.replace(
            article, title=article.title or layout.title, date=article.date or layout.date
        )
        matches = matcher.find(self.lexicon, tokens)
        return Page(dated, shadow, tokens, layout.sections, layout.line_kinds, matches)

    def candidates(self, page: Page) -> list[Candidate]:
        """What the recognisers of this engine propose for a page."""
        if self.engine == "underthesea":
            return baseline.propose(page)
        found = rooms.propose(page, self.lexicon)
        if self._tagger:
            found += self._tagger.propose(page, found)
        return found
