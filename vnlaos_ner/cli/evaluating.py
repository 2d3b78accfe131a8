"""What `evaluate` does once its options are read: pick the systems, run them on the gold, check floors."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

from vnlaos_ner import baseline, gold, lexicon, office
from vnlaos_ner.document import Document, MentionType
from vnlaos_ner.errors import VnlaosError
from vnlaos_ner.gold import GoldDocument
from vnlaos_ner.perturb import PERTURBATIONS, rewrite
from vnlaos_ner.pipeline import Engine, Pipeline
from vnlaos_ner.score import Mark, Score, from_document, output
from vnlaos_ner.score.evaluation import Evaluation, Predictor, evaluate, total
from vnlaos_ner.score.figures import figures
from vnlaos_ner.score.predictions import predictor


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


def run(plan: Plan, say: Callable[[str], None]) -> Evaluation:
    """Score what the plan asks for. `say` is told of documents without a prediction."""
    documents = gold.load(plan.gold)
    if plan.people:
        documents = gold.with_people(documents, gold.load_people(plan.people))
    types = cast(tuple[MentionType, ...], plan.types)
    if plan.predictions:
        name, knowledge = plan.predictions.name, lexicon.load(plan.lexicon_dir)
        predict = predictor(plan.predictions, lambda d: say(f"{d.source.name}: no prediction; all is missed"))
    else:
        pipeline = Pipeline.load(plan.lexicon_dir, cast(Engine, plan.engine))
        name, knowledge, predict = _name(plan.engine), pipeline.lexicon, extraction(pipeline)

    def scored(by: Predictor, of: Sequence[GoldDocument]) -> Score:
        return total(evaluate(of, by, types))

    rewritten: dict[str, Score] = {}
    if plan.perturb:
        for p in PERTURBATIONS:
            rewritten[p.name] = scored(predict, [rewrite(d, p.edits(d)) for d in documents])
    return Evaluation(
        system=name,
        types=types,
        scored=tuple(evaluate(documents, predict, types, lambda text: office.parse(text, knowledge))),
        others={"underthesea": scored(underthesea, documents)} if plan.compare else {},
        rewritten=rewritten,
        across=Score(),
    )


def _name(engine: str) -> str:
    return "vnlaos-ner" if engine == "default" else f"vnlaos-ner --engine {engine}"


def extraction(pipeline: Pipeline) -> Predictor:
    """`extract` as a system."""

    def predict(document: GoldDocument) -> tuple[Mark, ...]:
        found: Document = pipeline.document(document.article)
        return from_document(found)

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
