"""Choices of the referee as indented lines: a mention, its votes, what it beat and why."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from rich.console import Console
from rich.text import Text

from vnlaos_ner.document import Document, Mention
from vnlaos_ner.explain import Choice, Vote
from vnlaos_ner.show.console import STYLES, clean


def explained(choices: Iterable[tuple[int, Choice]], document: Document, out: Console) -> None:
    """Print each choice with its line number. The names, holders and notes come from the document."""
    mentions = {(m.type, m.start, m.end): m for m in document.mentions}
    names = {e.id: e.name for e in document.entities}
    for line, choice in choices:
        if choice.found is None:
            _put(out, _where(document, line), ("nothing chosen", "dim"))
        else:
            mention = mentions.get((choice.found.type, choice.start, choice.end))
            _put(out, _where(document, line), *_head(choice, mention, names))
            _put(out, ("    chosen   ", "bold"), _votes(choice.votes), f"  → {choice.found.score:g}")
        for rival in choice.rivals:
            _put(
                out,
                ("    dropped  ", "dim"),
                (f"{rival.type} ", STYLES[rival.type]),
                f"“{clean(rival.text)}”  ",
                _votes(rival.votes),
                (f"  {rival.reason}", "italic"),
            )
        for note in document.notes:
            if choice.found and (note.start, note.end) == (choice.start, choice.end):
                _put(out, ("    open     ", "bold"), f"{note.code}: {clean(note.message)}")


def _where(document: Document, line: int) -> tuple[str, str]:
    return f"{clean(document.source)}:{line}  ", "dim"


def _head(choice: Choice, mention: Mention | None, names: Mapping[str, str]) -> list[str | tuple[str, str]]:
    assert choice.found
    style = STYLES[choice.found.type]
    parts: list[str | tuple[str, str]] = [(choice.found.type, style), "  "]
    if mention:
        parts.append((clean(mention.text), "bold"))
        if names[mention.entity] != mention.text:
            parts.append(f" = {clean(names[mention.entity])}")
        if mention.holder:
            parts.append(f", held by {clean(names[mention.holder])}")
        if mention.status not in (None, "current"):
            parts.append(f", {mention.status}")
    return parts


def _votes(votes: Iterable[Vote]) -> str:
    return ", ".join(f"{vote.rule} {vote.score:.2f}" for vote in votes)


def _put(out: Console, *parts: str | tuple[str, str]) -> None:
    out.print(Text.assemble(*parts), soft_wrap=True)
