"""The command group. A command is a module here with an object `command`, imported only when asked for."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from vnlaos_ner.errors import VnlaosError

# One line a command, in the order of `--help`; a test compares each with the command's own help.
SUMMARIES = {
    "extract": "Extract people, offices, bodies, places and dates from articles.",
    "explain": "Show which rules and scores competed for each mention, and why one won.",
    "segment": "Split text into sentences and words.",
    "normalize": "Parse names and offices into their parts.",
    "evaluate": "Score the extraction against gold annotations.",
    "schema": "Print the JSON Schema of what extract writes.",
}


class LazyGroup(click.Group):
    """Loads a command when it runs, turns our errors into a message, and a closed pipe into success."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(SUMMARIES)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in SUMMARIES:
            return None
        command: click.Command = import_module(f"{__name__}.{name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(SUMMARIES.items()))

    def invoke(self, ctx: click.Context) -> object:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(0)
        except VnlaosError as error:
            failure = click.ClickException(str(error))
            failure.exit_code = 2
            raise failure from error
        return result


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vnlaos-ner", message="%(prog)s %(version)s")
def main() -> None:
    """Who held which office, of what body, where and when: from Vietnamese political news.

    Start with: vnlaos-ner extract FOLDER
    """
