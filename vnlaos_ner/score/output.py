"""An evaluation as text, as Markdown and as JSON data (schema ``vnlaos-ner-evaluation/1``)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

from vnlaos_ner.score import report
from vnlaos_ner.score.context import in_context
from vnlaos_ner.score.differences import Difference
from vnlaos_ner.score.evaluation import Evaluation, Scored
from vnlaos_ner.score.figures import figures, intervals
from vnlaos_ner.score.marks import Mark
from vnlaos_ner.score.tally import Score, Tally

SCHEMA = "vnlaos-ner-evaluation/1"


def text(evaluation: Evaluation, errors: int = 0) -> str:
    """Tables, then the first `errors` differences in context."""
    return _page(evaluation, report.as_text, "\n".join, errors)


def markdown(evaluation: Evaluation, errors: int = 0) -> str:
    def block(lines: list[str]) -> str:
        return "\n".join(["```text", *lines, "```"])

    return _page(evaluation, report.as_markdown, block, errors)


def _page(
    evaluation: Evaluation,
    table: Callable[[report.Table], str],
    listing: Callable[[list[str]], str],
    errors: int,
) -> str:
    gold = sum(len(s.gold) for s in evaluation.scored)
    head = f"{evaluation.system}: {len(evaluation.scored)} documents, {gold} gold mentions"
    parts = [head, *(table(t) for t in tables(evaluation) if t.rows)]
    shown = [in_context(s.document.source, s.document.text, d) for s, d in islice(_all(evaluation), errors)]
    if shown:
        parts.append(listing(shown))
    return "\n\n".join(parts) + "\n"


def tables(evaluation: Evaluation) -> Iterator[report.Table]:
    """What is shown, most wanted first; a table without rows is left out by the caller."""
    score, types = evaluation.score, evaluation.types
    yield report.spans(score, types)
    yield report.offices(score)
    yield report.coreference(score, types)
    yield report.people(score)
    if evaluation.others:
        yield report.comparison({evaluation.system: score, **evaluation.others}, types)
    if evaluation.intervals:
        yield report.uncertainty(score, [s.score for s in evaluation.scored], types)
    if evaluation.rewritten:
        yield report.perturbations(score, evaluation.rewritten, types)
    yield report.errors_by_class((d for _, d in _all(evaluation)), types)


def _all(evaluation: Evaluation) -> Iterator[tuple[Scored, Difference]]:
    for scored in evaluation.scored:
        yield from ((scored, d) for d in scored.differences())


def data(evaluation: Evaluation, errors: int = 0) -> dict[str, Any]:
    """Everything as plain data: figures, counts with their ratios, and the first `errors` differences."""
    systems = {evaluation.system: evaluation.score, **evaluation.others}
    return {
        "schema": SCHEMA,
        "documents": len(evaluation.scored),
        "types": list(evaluation.types),
        "systems": {name: _score(score, evaluation) for name, score in systems.items()},
        "intervals": _intervals(evaluation) if evaluation.intervals else {},
        "rewritten": {name: figures(s, evaluation.types) for name, s in evaluation.rewritten.items()},
        "errors": [_difference(s, d) for s, d in islice(_all(evaluation), errors)],
    }


def _intervals(evaluation: Evaluation) -> dict[str, list[float]]:
    ranges = intervals([s.score for s in evaluation.scored], evaluation.types)
    return {name: list(bounds) for name, bounds in ranges.items()}


def _score(score: Score, evaluation: Evaluation) -> dict[str, Any]:
    measures: dict[str, dict[str, Any]] = {}
    for (measure, on), tally in score.tallies.items():
        measures.setdefault(measure, {})[on] = _tally(tally)
    return {"figures": figures(score, evaluation.types), "measures": measures}


def _tally(tally: Tally) -> dict[str, float]:
    return {
        "right": tally.right,
        "predicted": tally.predicted,
        "found": tally.found,
        "gold": tally.gold,
        "precision": tally.precision,
        "recall": tally.recall,
        "f1": tally.f1,
    }


def _difference(scored: Scored, difference: Difference) -> dict[str, Any]:
    def mark(m: Mark | None) -> dict[str, Any] | None:
        if m is None:
            return None
        quote = scored.document.text[m.start : m.end]
        return {"type": m.type, "start": m.start, "end": m.end, "text": quote, "name": m.name}

    return {
        "source": str(scored.document.source),
        "kind": difference.kind,
        "gold": mark(difference.gold),
        "predicted": mark(difference.predicted),
        "wanted": difference.wanted,
        "got": difference.got,
    }
