"""Training of one tagger on labelled articles, and its strict nested scores on others."""

from __future__ import annotations

import copy
import math
import time
from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import nn

from training.augment import Augmenter
from training.batches import Reader, Rows, batch, epoch
from training.corpus import spell
from training.encoder import Encoder
from training.gold_data import LAYERS, Labelled, untag
from training.model import Tagger
from training.settings import Plan
from training.tally import Counts, compare


def fit(
    encoder: Encoder, reader: Reader, articles: Sequence[Labelled], plan: Plan,
    augmenter: Augmenter | None = None, report: Callable[[int, Tagger], None] | None = None,
    silver: Sequence[Labelled] = (),
) -> Tagger:  # fmt: skip
    """A tagger trained on `articles` from a copy of `encoder`; each early epoch adds its share of `silver`.

    Silver comes early so that gold has the last word.
    """
    torch.manual_seed(plan.seed)
    random = np.random.default_rng(plan.seed)
    tagger = Tagger(copy.deepcopy(encoder), reader.width)
    parts = set(map(id, tagger.encoder.parameters()))
    groups = [
        {"params": list(tagger.encoder.parameters()), "lr": plan.encoder_rate, "share": plan.encoder_rate},
        {
            "params": [p for p in tagger.parameters() if id(p) not in parts],
            "lr": plan.rate,
            "share": plan.rate,
        },
    ]
    adam = torch.optim.AdamW(groups, weight_decay=0.01, betas=(0.9, 0.98))
    mean = copy.deepcopy(tagger).eval()
    size = sum(len(a.texts) + len(a.lines) for a in articles) * plan.epochs
    size += sum(len(a.texts) + len(a.lines) for a in silver)
    steps = math.ceil(size / plan.rows)
    step = 0
    begun = time.monotonic()
    for number in range(plan.epochs):
        extra = silver[number :: plan.early] if number < plan.early else ()
        share = [*articles, *extra]
        rows = [reader.read(augmenter.one(a, random) if augmenter else a) for a in share]
        spelling = spell(reader.forms, reader.letters)
        losses = []
        tagger.train()
        for b in epoch(rows, spelling, random, plan.rows):
            hidden = torch.rand(b.words.shape) < plan.hide
            b = b._replace(words=b.words.masked_fill(hidden, 0))
            if plan.no_marks:
                shown = (
                    torch.rand(1, b.marks.shape[1], 2) >= torch.tensor([plan.no_marks, plan.no_grammar])
                ).float()
                widths = torch.tensor([reader.known_width, reader.width - reader.known_width])
                b = b._replace(marks=b.marks * shown.repeat_interleave(widths, -1))
            done = min(1.0, step / steps)
            for group in adam.param_groups:
                group["lr"] = (
                    group["share"]
                    * min(1, (step + 1) / plan.warm)
                    * max(0.02, 0.5 * (1 + math.cos(math.pi * done)))
                )
            adam.zero_grad(set_to_none=True)
            loss = tagger.loss(b, plan.drop)
            loss.backward()
            nn.utils.clip_grad_norm_(tagger.parameters(), 2.0)
            adam.step()
            step += 1
            keep = min(plan.decay, step / (step + 10))
            with torch.no_grad():
                for m, p in zip(mean.parameters(), tagger.parameters(), strict=True):
                    m.lerp_(p, 1 - keep)
            losses.append(loss.item())
        print(f"  epoch {number + 1} loss {np.mean(losses):.4f} {time.monotonic() - begun:.0f}s", flush=True)
        if report:
            report(number, mean)
    return mean


@torch.no_grad()
def scores(tagger: Tagger, rows: Rows, spelling: np.ndarray) -> torch.Tensor:
    """Tag scores ``[layers, N, WIDTH]`` of one article, which is one window."""
    return tagger.emissions(batch([rows], [[(0, len(rows.words))]], spelling))[:, :, 0]


def tag(tagger: Tagger, rows: Rows, spelling: np.ndarray) -> list[tuple[str, int, int]]:
    """The mentions of one article as token ranges."""
    best = tagger.decode(scores(tagger, rows, spelling)).tolist()
    return [
        (LAYERS[layer][kind], rows.order[start], rows.order[end - 1] + 1)
        for layer, row in enumerate(best)
        for kind, start, end in untag(row)
    ]


def evaluate(tagger: Tagger, reader: Reader, articles: Sequence[Labelled]) -> list[Counts]:
    """The counts of each article."""
    ready = [reader.read(a) for a in articles]
    spelling = spell(reader.forms, reader.letters)
    tagger.eval()
    return [
        compare(set(tag(tagger, rows, spelling)), set(article.spans))
        for article, rows in zip(articles, ready, strict=True)
    ]
