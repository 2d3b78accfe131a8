"""How fast: our whole pipeline against underthesea's `word_tokenize` and `ner` on the same texts.

    python benchmarks/speed.py [FOLDER_OR_JSONL] [--articles N] [--rounds N]

CPU time of this process (`time.process_time`), best of several rounds, the systems in turn within each
round, after one article to warm up. `word_tokenize` runs with its default arguments on each whole text;
`ner` runs sentence by sentence (`vnlaos_ner.baseline`), where it is best and fastest. Without an argument
the articles are those of `../shared/corpus` where it is there, else the seeds. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import time
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from vnlaos_ner import baseline, linking, matcher, normalize, referee, sections
from vnlaos_ner.document import Article
from vnlaos_ner.page import Page
from vnlaos_ner.pipeline import Pipeline
from vnlaos_ner.text import Shadow, tokenize

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


class Laps:
    """CPU seconds by name; a lap lasts from the end of the one before it."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = {}
        self.start()

    def start(self) -> None:
        self._last = time.process_time()

    def end(self, name: str) -> None:
        now = time.process_time()
        self.spent[name] = self.spent.get(name, 0.0) + now - self._last
        self._last = now


def stages(pipeline: Pipeline, batch: Sequence[Article]) -> dict[str, float]:
    """CPU seconds of each stage over the batch, in the order of the pipeline."""
    laps, lexicon = Laps(), pipeline.lexicon
    for article in batch:
        laps.start()
        shadow = Shadow(article.text)
        laps.end("shadow")
        tokens = tokenize(shadow, lexicon.glue_words)
        laps.end("tokens")
        layout = sections.split(shadow)
        laps.end("sections")
        matches = matcher.find(lexicon, tokens)
        laps.end("lexicon matches")
        page = Page(article, shadow, tokens, layout.sections, layout.line_kinds, matches)
        laps.start()
        candidates = pipeline.candidates(page)
        laps.end("grammars and tagger")
        found = referee.choose(page, candidates)
        laps.end("referee")
        named = normalize.name(page, found, lexicon)
        laps.end("names")
        linking.resolve(page, named, lexicon)
        laps.end("links")
    return laps.spent


def measure(systems: Sequence[System], batch: Sequence[Article], rounds: int) -> dict[str, float]:
    """Best CPU seconds of each system over the batch."""
    best: dict[str, float] = {}
    for system in systems:
        system.run(batch[0])
    for _ in range(rounds):
        for system in systems:
            start = time.process_time()
            for article in batch:
                system.run(article)
            spent = time.process_time() - start
            best[system.name] = min(spent, best.get(system.name, spent))
    return best


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
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    batch = articles(options.source, options.articles)
    characters = sum(len(a.text) for a in batch)

    start = time.process_time()
    pipeline = Pipeline.load()
    loading, loaded = time.process_time() - start, peak()
    for article in batch:
        pipeline.document(article)
    ours = peak()

    best = measure([System("vnlaos-ner", pipeline.document), *underthesea()], batch, options.rounds)
    tokenizer = best["underthesea word_tokenize"]
    print(f"{len(batch)} articles, {characters} characters; CPU time, best of {options.rounds}\n")
    print("| system | CPU s | characters/s | times word_tokenize |\n|---|---:|---:|---:|")
    for name, spent in best.items():
        print(f"| {name} | {spent:.2f} | {characters / spent:,.0f} | {spent / tokenizer:.2f} |")
    spent_in = stages(pipeline, batch)
    whole = sum(spent_in.values())
    print("\n| stage | CPU s | share |\n|---|---:|---:|")
    for name, spent in spent_in.items():
        print(f"| {name} | {spent:.2f} | {spent / whole:.0%} |")
    print(f"\nLoading: {loading:.2f} s CPU. Memory: {loaded:.0f} MB loaded, {ours:.0f} MB at most.")


if __name__ == "__main__":
    main()
