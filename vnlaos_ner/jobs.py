"""Many articles, in this process or in several, with the same output in the same order."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import ClassVar, NamedTuple

from vnlaos_ner.document import Article, Document
from vnlaos_ner.errors import InputError, VnlaosError
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.pipeline import Engine, Pipeline
from vnlaos_ner.table import Read

# An order to a worker: enough text that sending it costs little, little enough that output flows.
_CHUNK_ARTICLES = 16
_CHUNK_CHARACTERS = 100_000
_AHEAD = 3  # chunks in flight for each worker; bounds memory on an endless input


class Settings(NamedTuple):
    """What a worker needs to load its own pipeline (models are not sent between processes)."""

    lexicon_dir: Path | None = None
    engine: Engine = "default"


class _Worker:
    """The pipeline of a worker process: the one thing that must outlive a call there."""

    pipeline: ClassVar[Pipeline]

    @classmethod
    def start(cls, settings: Settings) -> None:
        cls.pipeline = Pipeline.load(*settings)

    @classmethod
    def work(cls, articles: list[Article]) -> list[Document | InputError]:
        return [_one(cls.pipeline, article) for article in articles]


def run(
    items: Iterable[Article | InputError], settings: Settings, known: Lexicon, jobs: int = 1
) -> Iterator[Read | InputError]:
    """Documents with their texts in the order of `items`; what failed stands in its place.

    `jobs` is the number of processes; `known` is the lexicon of `settings`, for this process. Reads ahead
    only as far as the workers need.
    """
    if jobs == 1:
        pipeline = Pipeline.over(known, settings.engine)
        for item in items:
            yield item if isinstance(item, InputError) else _read(item, _one(pipeline, item))
        return
    with ProcessPoolExecutor(jobs, initializer=_Worker.start, initargs=(settings,)) as pool:
        try:
            yield from _in_order(pool, items, jobs * _AHEAD)
        except BrokenProcessPool as error:
            raise VnlaosError("a worker process died (out of memory?); try a smaller --jobs") from error
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


_Sent = tuple[list[Article | InputError], "Future[list[Document | InputError]]"]


def _in_order(
    pool: ProcessPoolExecutor, items: Iterable[Article | InputError], ahead: int
) -> Iterator[Read | InputError]:
    waiting: deque[_Sent] = deque()
    for chunk in _chunks(items):
        articles = [item for item in chunk if isinstance(item, Article)]
        waiting.append((chunk, pool.submit(_Worker.work, articles)))
        if len(waiting) >= ahead:
            yield from _result(*waiting.popleft())
    while waiting:
        yield from _result(*waiting.popleft())


def _chunks(items: Iterable[Article | InputError]) -> Iterator[list[Article | InputError]]:
    chunk: list[Article | InputError] = []
    size = 0
    for item in items:
        chunk.append(item)
        size += len(item.text) if isinstance(item, Article) else 0
        if len(chunk) >= _CHUNK_ARTICLES or size >= _CHUNK_CHARACTERS:
            yield chunk
            chunk, size = [], 0
    if chunk:
        yield chunk


def _result(
    chunk: list[Article | InputError], future: Future[list[Document | InputError]]
) -> Iterator[Read | InputError]:
    done = iter(future.result())
    for item in chunk:
        yield item if isinstance(item, InputError) else _read(item, next(done))


def _one(pipeline: Pipeline, article: Article) -> Document | InputError:
    """The document; a fault of ours costs this article, not the run, and names it."""
    try:
        return pipeline.document(article)
    except VnlaosError as error:
        return InputError(f"{article.source}: {error}")
    except Exception as error:
        return InputError(
            f"{article.source}: internal error ({type(error).__name__}: {error}); please report it"
        )


def _read(article: Article, result: Document | InputError) -> Read | InputError:
    return result if isinstance(result, InputError) else Read(result, article.text)
