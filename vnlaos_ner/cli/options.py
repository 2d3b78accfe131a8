"""Options more than one command has, and lists of words as an option."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import click

ENGINES = ("default", "underthesea")


class Words(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """``PERSON,OFFICE``: some of a fixed set, in any case, split by commas; a frozenset."""

    name = "list"

    def __init__(self, known: Sequence[str]) -> None:
        self._known = {word.lower(): word for word in known}

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        return "A,B,…"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> frozenset[str]:
        words = [word.strip() for word in str(value).split(",") if word.strip()]
        unknown = [word for word in words if word.lower() not in self._known]
        if unknown or not words:
            what = f"{', '.join(unknown) or 'an empty list'} is not known"
            self.fail(f"{what}; choose from {', '.join(self._known.values())}", param, ctx)
        return frozenset(self._known[word.lower()] for word in words)


def reading(command: Callable[..., None]) -> Callable[..., None]:
    """Options on what is read: --glob and --text-key."""
    for option in (
        click.option(
            "--text-key",
            default="text",
            show_default=True,
            metavar="KEY",
            help="Where JSONL lines keep the text.",
        ),
        click.option(
            "--glob", metavar="PATTERN", help="Files to read in folders [default: *.txt, *.md, *.jsonl]."
        ),
    ):
        command = option(command)
    return command


def recognising(command: Callable[..., None]) -> Callable[..., None]:
    """Options on who recognises: --engine and --lexicon."""
    for option in (
        click.option(
            "--lexicon",
            "lexicon_dir",
            type=click.Path(exists=True, file_okay=False, path_type=Path),
            metavar="DIR",
            help="Your own knowledge files, added to ours (same format).",
        ),
        click.option(
            "--engine",
            type=click.Choice(ENGINES),
            default="default",
            show_default=True,
            help="Recogniser; underthesea finds people, organizations and places only.",
        ),
    ):
        command = option(command)
    return command
