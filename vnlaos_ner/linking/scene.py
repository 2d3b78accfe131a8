"""One article as the linker sees it: mentions in order, their nesting, and which may speak of each other.

A *zone* is a stretch inside which references hold. The article (title, lead, body, captions) is zone 0;
every line of a ``related`` or ``boilerplate`` list and every byline is a zone of its own: a headline about
another event must not lend its holder to ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vnlaos_ner.document import MentionType
from vnlaos_ner.page import Named, Page

ARTICLE = 0
_FOREIGN_KINDS = frozenset({"related", "boilerplate", "byline"})
# Nothing is looked for farther back than this: a page of one line without stops must not take quadratic time.
_LONGEST_SENTENCE = 300
_STOPS = frozenset({".", "!", "?", "…"})


class Item(NamedTuple):
    """One mention. `start`, `end` are tokens; `parent` is the index of the smallest item around it."""

    number: int
    type: MentionType
    start: int
    end: int
    line: int
    zone: int
    parent: int | None
    named: Named


@dataclass(frozen=True, slots=True)
class Scene:
    """Items in text order, parents before nested; `low` holds the lower-cased token texts of the page."""

    page: Page
    items: tuple[Item, ...]
    low: tuple[str, ...]

    def of(self, kind: MentionType) -> Iterator[Item]:
        """Items of one type, in text order."""
        return (item for item in self.items if item.type == kind)

    def shadow_text(self, item: Item) -> str:
        """The text of an item for matching: tones and dashes unified."""
        shadow = self.page.shadow
        start, end = self.page.raw_span(item.start, item.end)
        return shadow.text[shadow.to_shadow(start) : shadow.to_shadow(end - 1) + 1]

    def sentence_start(self, token: int, line: int) -> int:
        """The token after the last full stop before `token` on its line; ``T.Ư`` holds none."""
        first = max(self.page.tokens.lines[line][0], token - _LONGEST_SENTENCE)
        at = token
        while at > first and not (self.low[at - 1] in _STOPS and self._ends_sentence(at - 1)):
            at -= 1
        return at

    def sentence_end(self, token: int, line: int) -> int:
        """The token of the next full stop at or after `token`, or the end of the line."""
        last = self.page.tokens.lines[line][1]
        at = token
        while at < last and not (self.low[at] in _STOPS and self._ends_sentence(at)):
            at += 1
        return at

    def _ends_sentence(self, token: int) -> bool:
        """Whether the stop at `token` closes a sentence."""
        tokens = self.page.tokens
        after = token + 1
        if after >= len(self.low) or tokens.line_of[after] != tokens.line_of[token]:
            return True
        if token == 0 or (len(self.low[token - 1]) == 1 and self.low[token - 1].isalpha()):
            return False
        return not tokens.glued[after] and not tokens.texts[after].islower()


def build(page: Page, named: Sequence[Named]) -> Scene:
    """Order the mentions and find parents and zones."""
    order = sorted(named, key=lambda n: (n.found.start, -n.found.end))
    items: list[Item] = []
    open_items: list[Item] = []
    line_of = page.tokens.line_of
    for index, one in enumerate(order):
        start, end = one.found.start, one.found.end
        while open_items and open_items[-1].end <= start:
            open_items.pop()
        parent = next((i.number for i in reversed(open_items) if end <= i.end), None)
        line = line_of[start]
        item = Item(index, one.found.type, start, end, line, _zone(page, line), parent, one)
        items.append(item)
        open_items.append(item)
    return Scene(page, tuple(items), tuple(map(str.lower, page.tokens.texts)))


def _zone(page: Page, line: int) -> int:
    return line + 1 if page.line_kinds[line] in _FOREIGN_KINDS else ARTICLE


def siblings(scene: Scene, kinds: frozenset[str]) -> list[list[Item]]:
    """Items of `kinds` grouped by line and by the item of these kinds they lie in, in text order."""
    groups: dict[tuple[int, int | None], list[Item]] = {}
    for item in scene.items:
        if item.type in kinds:
            groups.setdefault((item.line, _around(scene, item, kinds)), []).append(item)
    return list(groups.values())


def _around(scene: Scene, item: Item, kinds: frozenset[str]) -> int | None:
    """The nearest ancestor of one of `kinds`."""
    at = item.parent
    while at is not None and scene.items[at].type not in kinds:
        at = scene.items[at].parent
    return at
