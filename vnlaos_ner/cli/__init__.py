"""The command group. A command is a module here with an object `command`, imported only when asked for."""

from __future__ import annotations

import click

from vnlaos_ner.cli.lazy import LazyGroup

# A test compares each line with the command's own help.
SUMMARIES = {
    "extract": "Extract people, offices, bodies, places and dates from articles.",
    "explain": "Show which rules and scores competed for each mention, and why one won.",
    "segment": "Split text into sentences and words.",
    "normalize": "Parse names and offices into their parts.",
    "evaluate": "Score the extraction against gold annotations.",
    "schema": "Print the JSON Schema of what extract writes.",
}


@click.group(cls=LazyGroup, summaries=SUMMARIES, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="vnlaos-ner", message="%(prog)s %(version)s")
def main() -> None:
    """Who held which office, of what body, where and when: from Vietnamese political news.

    Start with: vnlaos-ner extract FOLDER
    """
