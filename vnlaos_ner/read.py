"""Articles from files, folders, JSONL and standard input, one at a time.

Bytes are decoded as UTF-8 and not touched otherwise: a BOM stays in the text as one code point, CR LF as
two. What cannot be read becomes an `InputError` *in the stream*, so that every other input still comes.
This file knows nothing of pages: titles and dates are only taken where a JSONL line states them.

``id``: for a file its name without suffix; inside a folder the path below that folder without suffix
(``2021/thu-do``); in JSONL the key ``id``, else ``FILE:LINE``. Files of one run that would share an id
(``a/x.txt`` and ``b/x.txt``) all take their whole path instead, whatever their order.
"""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import msgspec

from vnlaos_ner import dateline
from vnlaos_ner.document import Article
from vnlaos_ner.errors import InputError

SUFFIXES = (".txt", ".md", ".jsonl")
STDIN = "-"

_FOREIGN = {
    ".pdf": "PDF",
    ".html": "HTML",
    ".htm": "HTML",
    ".doc": "Word",
    ".docx": "Word",
    ".xz": "compressed",
    ".gz": "compressed",
    ".zip": "compressed",
}


class _Source(NamedTuple):
    """One file to read: `path` on disk, `source` as the user will see it, `id` without suffix."""

    path: str
    source: str
    id: str


def read(
    paths: Sequence[str | Path],
    *,
    glob: str | None = None,
    text_key: str = "text",
    stdin: BinaryIO | None = None,
) -> Iterator[Article | InputError]:
    """Yield every article of `paths` in order, and an `InputError` in the place of each that cannot be read.

    Folders are walked recursively and sorted; hidden files are left out and no file is read twice, whatever
    links lead to it. `glob` chooses files of folders by name, or by path below the folder where it holds a
    slash (default: the suffixes we read); a file that is named itself is always read. ``-`` is `stdin`:
    JSONL when its first line is a JSON object, else one text.
    """
    sources = list(_expand(paths, glob))
    shared = Counter(s.id for s in sources if isinstance(s, _Source))
    taken: set[str] = set()
    for s in sources:
        if isinstance(s, InputError):
            yield s
            continue
        if shared[s.id] > 1:
            s = s._replace(id=os.path.splitext(s.source)[0])
        for item in _read_one(s, text_key, stdin):
            yield item if isinstance(item, InputError) else _unique(item, taken)


def _unique(article: Article, taken: set[str]) -> Article:
    """The article, its id made new where a line before it has the same."""
    new, n = article.id, 1
    while new in taken:
        n += 1
        new = f"{article.id}#{n}"
    taken.add(new)
    return article if new == article.id else msgspec.structs.replace(article, id=new)


# --- which files ---------------------------------------------------------------------------------------


def _expand(paths: Sequence[str | Path], glob: str | None) -> Iterator[_Source | InputError]:
    seen: set[str] = set()
    for given in (str(p) for p in paths):
        if given == STDIN:
            found: Iterable[_Source | InputError] = [_Source(STDIN, STDIN, "stdin")]
        elif os.path.isdir(given):
            found = _folder(given, glob)
        elif os.path.lexists(given):
            found = [_Source(given, given, os.path.splitext(os.path.basename(given))[0])]
        else:
            found = [InputError(f"{given}: no such file or folder; check the path")]
        for s in found:
            if isinstance(s, InputError):
                yield s
                continue
            real = STDIN if s.path == STDIN else os.path.realpath(s.path)
            if real not in seen:
                seen.add(real)
                yield s


def _folder(root: str, glob: str | None) -> list[_Source | InputError]:
    files, errors = _below(root, glob)
    if not files and not errors:
        wanted = f"file matching {glob}" if glob else f"{', '.join(SUFFIXES[:-1])} or {SUFFIXES[-1]} file"
        errors.append(InputError(f"{root}: no {wanted} in this folder; choose files with --glob"))
    found: list[_Source | InputError] = []
    for path in sorted(files, key=lambda p: p.split("/")):
        full = os.path.join(root, path)
        found.append(_Source(full, full, os.path.splitext(path)[0]))
    return found + errors


def _below(root: str, glob: str | None) -> tuple[list[str], list[InputError]]:
    """Paths of wanted files below `root`, and folders that cannot be listed.

    Links are followed after everything else, each real folder once: a loop ends, and a file is known by its
    own place rather than by a link to it.
    """
    files: dict[str, str] = {}
    errors: list[InputError] = []
    seen: set[str] = set()
    items, links = deque([""]), deque[str]()
    while items or links:
        item = items.popleft() if items else links.popleft()
        path = os.path.join(root, item)
        real = os.path.realpath(path)
        if not os.path.isdir(path):
            if _wanted(item, glob) and (os.path.isfile(path) or not os.path.exists(path)):
                files.setdefault(real, item)
        elif real not in seen:
            seen.add(real)
            try:
                with os.scandir(path) as entries:
                    inside = sorted((e.name, e.is_symlink()) for e in entries if not e.name.startswith("."))
            except OSError as error:
                errors.append(InputError(f"{path}: {_why(error)}; check its permissions"))
                continue
            for name, is_link in inside:
                (links if is_link else items).append(f"{item}/{name}" if item else name)
    return list(files.values()), errors


def _wanted(path: str, glob: str | None) -> bool:
    if glob is None:
        return path.lower().endswith(SUFFIXES)
    return fnmatchcase(path if "/" in glob else path.rsplit("/", 1)[-1], glob)


# --- one file ------------------------------------------------------------------------------------------


def _read_one(s: _Source, text_key: str, stdin: BinaryIO | None) -> Iterator[Article | InputError]:
    try:
        if s.path == STDIN:
            yield from _stream(s, stdin, text_key)
        elif s.path.lower().endswith(".jsonl"):
            with open(s.path, "rb") as file:
                yield from _jsonl(s, file, text_key)
        else:
            yield _whole(s, Path(s.path).read_bytes())
    except OSError as error:
        yield InputError(f"{s.source}: {_why(error)}; check the path and its permissions")
    except InputError as error:
        yield error


def _why(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def _stream(s: _Source, stdin: BinaryIO | None, text_key: str) -> Iterator[Article | InputError]:
    if stdin is None:
        raise InputError("-: nothing is piped in; give a path, or pipe a text or JSONL")
    first = b""
    while not first.strip() and (line := stdin.readline()):
        first += line
    try:
        is_jsonl = isinstance(msgspec.json.decode(first.removeprefix(b"\xef\xbb\xbf")), dict)
    except msgspec.DecodeError:
        is_jsonl = False
    if is_jsonl:
        yield from _jsonl(s, chain(first.splitlines(keepends=True), stdin), text_key)
    else:
        yield _whole(s, first + stdin.read())


def _whole(s: _Source, data: bytes) -> Article:
    kind = _FOREIGN.get(os.path.splitext(s.source)[1].lower())
    if kind:
        raise InputError(f"{s.source}: {kind} files are not read; save the text as UTF-8 .txt")
    return _article(s.id, s.source, _decode(s.source, data, 0), {})


def _decode(where: str, data: bytes, offset: int) -> str:
    """The text of UTF-8 `data`, which begins at byte `offset` of its file. Raises `InputError`."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise InputError(f"{where}: UTF-16, not UTF-8 (byte {offset}); convert it: iconv -f UTF-16 -t UTF-8")
    if (nul := data.find(b"\0")) >= 0:
        raise InputError(f"{where}: binary, not text (NUL at byte {offset + nul}); give UTF-8 text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        at = offset + error.start
        raise InputError(
            f"{where}: not UTF-8 (byte 0x{data[error.start]:02x} at offset {at}); convert it to UTF-8 first"
        ) from None


def _jsonl(s: _Source, lines: Iterable[bytes], text_key: str) -> Iterator[Article | InputError]:
    offset, empty = 0, True
    for number, line in enumerate(lines, 1):
        where = f"{s.source}:{number}"
        if line.strip() and line.strip() != b"\xef\xbb\xbf":
            empty = False
            try:
                yield _row(s, number, _decode(where, line, offset).removeprefix("\ufeff"), text_key)
            except InputError as error:
                yield error
        offset += len(line)
    if empty:
        yield InputError(f"{s.source}: empty; give a file with one JSON object a line")


def _row(s: _Source, number: int, line: str, text_key: str) -> Article:
    where = f"{s.source}:{number}"
    try:
        row = msgspec.json.decode(line.encode())
    except (msgspec.DecodeError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({error}); write one JSON object a line") from None
    if not isinstance(row, dict):
        raise InputError(f'{where}: a JSON {_json_type(row)}, not an object; write {{"{text_key}": …}}')
    if text_key not in row:
        keys = ", ".join(row) or "none"
        raise InputError(f'{where}: no key "{text_key}" (keys: {keys}); name the key with --text-key')
    text = row.pop(text_key)
    if not isinstance(text, str):
        raise InputError(
            f'{where}: "{text_key}" is a JSON {_json_type(text)}, not text; name the key with --text-key'
        )
    given = row.pop("id", None)
    name = str(given) if isinstance(given, (str, int)) and str(given) else f"{s.id}:{number}"
    return _article(name, where, text, row)


def _json_type(value: object) -> str:
    names = {dict: "object", list: "array", str: "string", bool: "boolean", type(None): "null"}
    return names.get(type(value), "number")


def _article(name: str, source: str, text: str, meta: dict[str, Any]) -> Article:
    """An article; a string ``title`` and a ``date`` move from `meta` to their fields.

    A date may be ISO or as Vietnamese pages write it (``17/11/2021 21:31``); one that says more than the day
    stays in `meta` as well.
    """
    if not text.strip("\ufeff \t\r\n\x0b\x0c\xa0"):
        raise InputError(f"{source}: empty; there is no text to read")
    if "\0" in text:
        raise InputError(
            f"{source}: binary, not text (NUL at character {text.index(chr(0))}); give plain text"
        )
    try:
        digest = hashlib.sha256(text.encode()).hexdigest()
    except UnicodeEncodeError as error:
        raise InputError(
            f"{source}: half a surrogate pair at character {error.start}; write valid Unicode"
        ) from None
    title = meta.pop("title") if isinstance(meta.get("title"), str) else None
    stated = meta.get("date")
    bar = dateline.parse(stated, frozenset()) if isinstance(stated, str) else None
    day = bar.day if bar and not bar.rest else None
    if day and stated == day:
        meta.pop("date", None)
    return Article(name, source, text, digest, title, day, meta)
