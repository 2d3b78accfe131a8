"""Finds lexicon entries in tokens: every kind's longest match at every start.

One walk down the syllable trie per start, so the time is linear in the tokens (times the longest form).
It does not choose between kinds or between overlapping matches: grammars and referee do, because “Anh”
is a country, a pronoun and a given name, and only the context says which.
"""

from __future__ import annotations

from vnlaos_ner.lexicon import Lexicon, Node, Terminal, fold
from vnlaos_ner.page import Match
from vnlaos_ner.text import Tokens


def find(lexicon: Lexicon, tokens: Tokens) -> tuple[Match, ...]:
    """All matches sorted by start, then longest first. Positions are token indices, half-open.

    A match never runs across the end of a line. Spaces between tokens do not count: “T. Ư” is “T.Ư”.
    """
    texts = tokens.texts
    folded = list(map(fold, texts))
    nodes = list(map(lexicon.trie.steps.get, folded))
    found: list[Match] = []
    for line_start, line_end in tokens.lines:
        for start in range(line_start, line_end):
            node = nodes[start]
            # Most words open only forms that go on otherwise.
            if node is not None and (node.ends or (start + 1 < line_end and folded[start + 1] in node.steps)):
                _walk(node, texts, folded, start, line_end, found)
    return tuple(found)


def _walk(
    node: Node | None, texts: list[str], folded: list[str], start: int, limit: int, found: list[Match]
) -> None:
    """Follow the trie from `start`; keep the last accepted end of each kind."""
    best: dict[str, Match] = {}
    end = start + 1
    while node is not None:
        for terminal in node.ends:
            kind = terminal.entry.kind
            shorter = best.get(kind)
            if (shorter is None or shorter.end < end) and _accepts(terminal, texts, start, end):
                if shorter is not None:
                    del best[kind]
                best[kind] = Match(start, end, terminal.entry)
        if end == limit:
            break
        node = node.steps.get(folded[end])
        end += 1
    if best:
        # Insertion order is by length, since a longer match of a kind is inserted anew.
        found.extend(reversed(best.values()))


def _accepts(terminal: Terminal, texts: list[str], start: int, end: int) -> bool:
    """Whether the letter case satisfies the entry's policy and no counter-example stands here."""
    _, capitals, exact, barred = terminal
    if exact is not None and tuple(texts[start:end]) != exact:
        return False
    for i in capitals:
        if not texts[start + i][0].isupper():
            return False
    if barred:
        for beside in ("", *texts[start - 1 : start], *texts[end : end + 1]):
            for before, after in barred.get(beside, ()):
                first, last = start - len(before), end + len(after)
                if first >= 0 and tuple(texts[first:start]) == before and tuple(texts[end:last]) == after:
                    return False
    return True
