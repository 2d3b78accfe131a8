"""What `evaluate` does once its options are read: pick the systems, run them on the gold, check floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, cast

from vnlaos_ner import baseline, gold, gold_facts, lexicon, office
from vnlaos_ner.corpus import seats
from vnlaos_ner.corpus.build import Builder
from vnlaos_ner.corpus.decisions import Decisions
from vnlaos_ner.document import MentionType, Office
from vnlaos_ner.errors import VnlaosError
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.perturb import PERTURBATIONS, rewrite
from vnlaos_ner.pipeline import Engine, Pipeline
from vnlaos_ner.score import Mark, Score, fold, from_document, output
from vnlaos_ner.score.evaluation import Evaluation, Predictor, Scored, evaluate, total
from vnlaos_ner.score.figures import figures
from vnlaos_ner.score.marks import OfficeParser
from vnlaos_ner.score.people import Identify, people_score
from vnlaos_ner.score.predictions import predictor
from vnlaos_ner.spelling import key_beside


class Plan(NamedTuple):
    """The options of one run."""

    gold: Path
    predictions: Path | None
    people: Path | None
    types: tuple[str, ...]
    compare: bool
    perturb: bool
    engine: str
    lexicon_dir: Path | None
    intervals: bool = False
    offices: Path | None = None


def run(plan: Plan, say: Callable[[str], None]) -> Evaluation:
    """Score what the plan asks for. `say` is told of documents without a prediction."""
    documents = gold.load(plan.gold)
    if plan.people:
        documents = gold.with_people(documents, gold_facts.load_people(plan.people))
    types = cast(tuple[MentionType, ...], plan.types)
    parts = _known_parts(plan)
    if plan.predictions:
        system, knowledge = plan.predictions.name, cache(lambda: lexicon.load(plan.lexicon_dir))
        predict = predictor(plan.predictions, lambda d: say(f"{d.source.name}: no prediction; all is missed"))
        scored = _scored(documents, predict, types, _parser(parts, knowledge))
        across = Score()
    else:
        pipeline = Pipeline.load(plan.lexicon_dir, cast(Engine, plan.engine))
        system, predict = _name(plan.engine), extraction(pipeline)
        who = Who(pipeline.lexicon)
        scored = _scored(documents, who.watching(pipeline), types, _parser(parts, lambda: pipeline.lexicon))
        across = people_score(scored, who.identify())
    return Evaluation(
        system=system,
        types=types,
        scored=scored,
        others={"underthesea": total(evaluate(documents, underthesea, types))} if plan.compare else {},
        rewritten=dict(_rewritten(documents, predict, types)) if plan.perturb else {},
        across=across,
        intervals=plan.intervals,
    )


def _known_parts(plan: Plan) -> dict[str, Office]:
    """Parts of offices that gold states, by folded canonical name."""
    path = plan.offices or plan.gold / gold_facts.OFFICES
    known = gold_facts.load_offices(path) if path.exists() else {}
    return {fold(name): parts for name, parts in known.items()}


def _parser(parts: Mapping[str, Office], knowledge: Callable[[], Lexicon]) -> OfficeParser:
    """The true parts of an office: as gold states them, else as our parser reads the canonical name.
    `knowledge` is asked for only where offices have parts to compare."""
    return lambda name: parts.get(fold(name)) or office.parse(name, knowledge())


def _scored(
    documents: Sequence[GoldDocument],
    predict: Predictor,
    types: Sequence[MentionType],
    parser: OfficeParser,
) -> tuple[Scored, ...]:
    return tuple(evaluate(documents, predict, types, parser))


def _rewritten(
    documents: Sequence[GoldDocument], predict: Predictor, types: Sequence[MentionType]
) -> Iterator[tuple[str, Score]]:
    for p in PERTURBATIONS:
        yield p.name, total(evaluate([rewrite(d, p.edits(d)) for d in documents], predict, types))


class Who:
    """Watches an extraction and says who is who across its documents, as the corpus level groups them."""

    __slots__ = ("_builder", "_lexicon")

    def __init__(self, knowledge: Lexicon) -> None:
        self._lexicon, self._builder = knowledge, Builder()

    def watching(self, pipeline: Pipeline) -> Predictor:
        def predict(document: GoldDocument) -> tuple[Mark, ...]:
            found = pipeline.document(document.article)
            self._builder.add(found, document.text)
            return from_document(found)

        return predict

    def identify(self) -> Identify:
        """The person of a mark; call it when all documents have passed."""
        people = self._builder.who(seats.load(), Decisions(), key_beside(self._lexicon.family_names))
        return lambda document, mark: people.get(f"{document.id}#{mark.name}")


def _name(engine: str) -> str:
    return "vnlaos-ner" if engine == "default" else f"vnlaos-ner --engine {engine}"


def extraction(pipeline: Pipeline) -> Predictor:
    """`extract` as a system."""

    def predict(document: GoldDocument) -> tuple[Mark, ...]:
        return from_document(pipeline.document(document.article))

    return predict


def underthesea(document: GoldDocument) -> tuple[Mark, ...]:
    """The public `underthesea.ner` as a system: spans and types, nothing else."""
    return tuple(Mark(kind, start, end) for kind, start, end in baseline.recognise(document.text))


def written(evaluation: Evaluation, form: str, errors: int) -> str:
    if form == "json":
        return json.dumps(output.data(evaluation, errors), ensure_ascii=False, indent=1) + "\n"
    if form == "markdown":
        return output.markdown(evaluation, errors)
    return output.text(evaluation, errors)


def check(evaluation: Evaluation, floors: Sequence[tuple[str, float]]) -> list[str]:
    """One line for each figure under its floor. Raises `VnlaosError` for a figure that is not there."""
    values: Mapping[str, float] = figures(evaluation.score, evaluation.types)
    unknown = [name for name, _ in floors if name not in values]
    if unknown:
        known = ", ".join(values)
        raise VnlaosError(f"--fail-under: {', '.join(unknown)} is not measured here; there are {known}")
    return [
        f"{name} is {values[name]:.4f}, under its floor {least:g}"
        for name, least in floors
        if values[name] < least
    ]
