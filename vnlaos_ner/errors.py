"""Errors a user can act on. Lower layers raise them; `cli` turns them into a message and an exit code."""

from __future__ import annotations


class VnlaosError(Exception):
    """What failed and what to do next, in one line."""


class InputError(VnlaosError):
    """One input cannot be read; the others still can."""


class LexiconError(VnlaosError):
    """A knowledge file is wrong; the message names the file and the line."""


class GoldError(VnlaosError):
    """A gold file is wrong; the message names the file and the line."""


class AlignmentError(VnlaosError):
    """A word from a foreign segmenter cannot be found in the text it came from."""
