"""A group that imports a command only when it runs, and says what went wrong in one line."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import import_module
from typing import IO, Any

import click

from vnlaos_ner.errors import VnlaosError

# The tagger's matrices are small: a second BLAS thread only spins, and --jobs has a process for each core.
# Read when numpy is first imported, which is after this.
_BLAS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


class Failure(click.ClickException):
    """One line on stderr, exit code 2: wrong use, or nothing could be done."""

    exit_code = 2

    def show(self, file: IO[Any] | None = None) -> None:
        click.echo(f"vnlaos-ner: {self.message}", file=file, err=True)


class LazyGroup(click.Group):
    """`summaries` has one line a command, in the order of `--help`, so that help imports no command."""

    def __init__(self, *args: Any, summaries: Mapping[str, str], **more: Any) -> None:
        super().__init__(*args, **more)
        self._summaries = summaries

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self._summaries)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self._summaries:
            return None
        command: click.Command = import_module(f"vnlaos_ner.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(self._summaries.items()))

    def invoke(self, ctx: click.Context) -> Any:
        if sys.stdout is None:
            raise Failure("standard output is closed")
        for name in _BLAS:
            os.environ.setdefault(name, "1")
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            _let_go()  # whoever read us has enough (`| head`): a success
            ctx.exit(0)
        except OSError as error:
            _let_go()
            raise Failure(f"{error.filename or 'standard output'}: {error.strerror}") from error
        except click.UsageError as error:
            where = error.ctx.command_path if error.ctx else ctx.command_path
            reason = " ".join(error.format_message().split()).removesuffix(".")
            raise Failure(f"{reason} (see {where} --help)") from error
        except VnlaosError as error:
            raise Failure(str(error)) from error
        return result


def _let_go() -> None:
    """What is still buffered for standard output goes nowhere, or the end of the process would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
