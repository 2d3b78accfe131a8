"""`vnlaos-ner schema`."""

from __future__ import annotations

import click


@click.command(short_help="Print the JSON Schema of what extract writes.")
@click.option(
    "--of",
    type=click.Choice(["document", "corpus"]),
    default="document",
    show_default=True,
    help="A line of jsonl, or the one object of json.",
)
def command(of: str) -> None:
    """Print the JSON Schema of what extract writes."""
    from vnlaos_ner.export.schema import schema  # `--help` must not pay for it

    click.echo(schema(of))
