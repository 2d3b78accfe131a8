"""How fast: our whole pipeline against underthesea's `word_tokenize` and `ner` on the same texts.

    python benchmarks/speed.py [FOLDER_OR_JSONL] [--articles N]

CPU time of this process (`time.process_time`). The systems take turns article by article, so a busy machine
slows all of them alike, and read each article once, so nobody remembers it; half as many other articles,
read before, warm them up. `word_tokenize` runs with its default arguments on each whole text;
`ner` runs sentence by sentence (`vnlaos_ner.baseline`), where it is best and fastest. Without an argument
the articles are those of `../shared/corpus` where it is there, else the seeds. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

# As the commands do, before numpy is loaded: a second BLAS thread only spins, and its CPU time counts.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from vnlaos_ner import baseline, pipeline
from vnlaos_ner.document import Article
from vnlaos_ner.pipeline import Pipeline

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT.parent / "shared" / "corpus" / "news-2017.jsonl.xz"


class System(NamedTuple):
    """A name and what it does to one article."""

    name: str
    run: Callable[[Article], object]


def articles(source: Path | None, limit: int) -> list[Article]:
    """The texts to run on, as articles."""
    source = source or (CORPUS if CORPUS.exists() else ROOT / "seeds")
    texts = islice(_texts(source), limit)
    return [Article(id=str(i), source=str(source), text=t, sha256="") for i, t in enumerate(texts)]


def _texts(source: Path) -> Iterator[str]:
    if source.is_dir():
        yield from (path.read_bytes().decode("utf-8") for path in sorted(source.glob("*.txt")))
        return
    opener = lzma.open if source.suffix == ".xz" else open
    with opener(source, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line)["text"] for line in lines)


STAGES: tuple[tuple[str, Any, str], ...] = (
    ("shadow", pipeline, "Shadow"),
    ("tokens", pipeline, "tokenize"),
    ("sections", pipeline.sections, "split"),
    ("lexicon matches", pipeline.matcher, "find"),
    ("grammars", pipeline.rooms, "propose"),
    ("tagger", pipeline.Tagger, "propose"),
    ("evidence", pipeline.evidence, "weigh"),
    ("referee", pipeline.referee, "choose"),
    ("names", pipeline.normalize, "name"),
    ("links", pipeline.Linker, "resolve"),
)
"""What the pipeline calls for each stage, as the names it calls them by."""


def stages(ours: Pipeline, batch: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of each stage over a batch, by a clock around what the pipeline calls."""
    spent = dict.fromkeys([name for name, _, _ in STAGES], 0.0)

    def clocked(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def run(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                spent[name] += time.process_time() - start

        return run

    with ExitStack() as patches:
        for name, owner, attribute in STAGES:
            work = clocked(name, getattr(owner, attribute))
            patches.enter_context(patch.object(owner, attribute, work))
        start = time.process_time()
        for article in batch:
            ours.document(article)
        whole = time.process_time() - start
    return {**spent, "rest": whole - sum(spent.values())}


def measure(systems: Sequence[System], batch: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of each system over the batch, the systems in turn."""
    spent = dict.fromkeys([system.name for system in systems], 0.0)
    for article in batch:
        for system in systems:
            start = time.process_time()
            system.run(article)
            spent[system.name] += time.process_time() - start
    return spent


def peak() -> float:
    """The most memory this process has held so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def underthesea() -> list[System]:
    from underthesea import word_tokenize  # after our own memory has been measured

    return [
        System("underthesea word_tokenize", lambda a: word_tokenize(a.text)),
        System("underthesea ner, by sentence", lambda a: baseline.recognise(a.text)),
    ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("source", nargs="?", type=Path)
    parser.add_argument("--articles", type=int, default=100)
    options = parser.parse_args()
    n = options.articles
    every = articles(options.source, 2 * n + n // 2)
    warm, batch, rest = every[: n // 2], every[n // 2 : n // 2 + n] or every, every[n // 2 + n :] or every
    characters = sum(len(a.text) for a in batch)

    start = time.process_time()
    system = Pipeline.load()
    loading, loaded = time.process_time() - start, peak()
    for article in warm:
        system.document(article)
    used = peak()

    others = underthesea()
    for other in others:
        other.run(batch[0])
    cost = measure([System("vnlaos-ner", system.document), *others], batch)
    tokenizer = cost["underthesea word_tokenize"]
    print(f"{len(batch)} articles, {characters} characters; CPU time\n")
    print("| system | CPU s | characters/s | times word_tokenize |\n|---|---:|---:|---:|")
    for name, spent in cost.items():
        print(f"| {name} | {spent:.2f} | {characters / spent:,.0f} | {spent / tokenizer:.2f} |")
    spent_in = stages(system, rest)
    whole = sum(spent_in.values())
    print(f"\nStages, over {len(rest)} other articles:\n\n| stage | CPU s | share |\n|---|---:|---:|")
    for name, spent in spent_in.items():
        print(f"| {name} | {spent:.2f} | {spent / whole:.0%} |")
    print(f"\nLoading: {loading:.2f} s CPU. Memory: {loaded:.0f} MB loaded, {used:.0f} MB at most.")


if __name__ == "__main__":
    main()
