"""Where data goes: standard output, or a file that is written whole or not at all."""

from __future__ import annotations

import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from vnlaos_ner.errors import VnlaosError


@contextmanager
def opened(path: Path | None) -> Iterator[BinaryIO]:
    """Bytes to `path`, or to standard output for None. The file appears when the block ends without error.

    Raises `VnlaosError` naming the path where it cannot be written.
    """
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    if path.exists() and not stat.S_ISREG(path.stat().st_mode):
        with _named(path), path.open("wb") as device:  # /dev/stdout, a pipe: nothing to replace
            yield device
        return
    target = Path(os.path.realpath(path))
    with _named(path):
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    try:
        with os.fdopen(handle, "wb") as out:
            yield out
        umask = os.umask(0)
        os.umask(umask)
        mode = stat.S_IMODE(target.stat().st_mode) if target.exists() else 0o666 & ~umask
        with _named(path):
            Path(name).chmod(mode)
            Path(name).replace(target)
    except BaseException:
        with suppress(FileNotFoundError):
            Path(name).unlink()
        raise


@contextmanager
def _named(path: Path) -> Iterator[None]:
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise VnlaosError(f"{path}: cannot be written ({error.strerror}); choose another --output") from error
