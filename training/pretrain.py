"""Pre-training of the encoder on the raw corpus: guess each word from what stands left and right of it.

The left state before the word and the right state after it are merged and must pick the *cased* form, so
the context learns what a name, a title or a place looks like from outside. Frequent words are asked for
less often; the choice is among sampled forms, corrected for their sampling rate.
"""

from __future__ import annotations

import math
import time
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from training.corpus import UNKNOWN, Stream, Vocabulary, spell, targets, with_case
from training.encoder import Encoder, Sizes
from vnlaos_ner.tagger_features import CAPITAL, LETTER, LOWER, UPPER, fold, shape

LENGTH, BATCH = 128, 32
SAMPLED = 1024
RARE = 1e-3


class Batches:
    """Random crops of the corpus as ``[T, B]`` arrays, with some stretches put in lower or upper case."""

    def __init__(self, corpus: Stream, vocabulary: Vocabulary, seed: int) -> None:
        rows = {w: i for i, w in enumerate(vocabulary.words)}
        letters = {c: i for i, c in enumerate(vocabulary.letters)}
        forms = [fold(t) for t in corpus.table]
        self.word_of = np.array([rows.get(f, UNKNOWN) for f in forms])
        self.shape_of = np.array([shape(t) for t in corpus.table])
        self.spelling = spell(forms, letters)
        self.target_of = targets(corpus)
        self.tokens, self.glued = corpus.tokens, corpus.glued
        counts = np.bincount(self.word_of[self.tokens], minlength=len(rows))
        self.hide = (2.0 / (2.0 + counts)).astype(np.float32)
        self.target_count = np.bincount(self.target_of[self.tokens], minlength=int(self.target_of.max()) + 1)
        self.random = np.random.default_rng(seed)

    def __iter__(self):  # type: ignore[no-untyped-def]
        """One pass: all crops in random order, from a random first offset."""
        r = self.random
        starts = np.arange(r.integers(LENGTH), len(self.tokens) - LENGTH, LENGTH)
        r.shuffle(starts)
        for i in range(0, len(starts) - BATCH + 1, BATCH):
            at = starts[i : i + BATCH][None, :] + np.arange(LENGTH)[:, None]
            yield self._one(self.tokens[at], self.glued[at])

    def _one(self, tokens, glued):  # type: ignore[no-untyped-def]
        r = self.random
        shapes = self.shape_of[tokens]
        for column in np.flatnonzero(r.random(tokens.shape[1]) < 0.12):
            start, length = r.integers(LENGTH), r.integers(5, 60)
            part = shapes[start : start + length, column]
            if r.random() < 0.5:
                part[(part == CAPITAL) | (part == UPPER) | (part == LETTER)] = LOWER
            else:
                part[(part == CAPITAL) | (part == LOWER)] = UPPER
        words = self.word_of[tokens]
        words = np.where(r.random(words.shape) < self.hide[words], UNKNOWN, words)
        used, inverse = np.unique(tokens, return_inverse=True)
        cases = with_case(shapes, glued)
        to = torch.from_numpy
        return (
            to(words), to(cases), to(self.spelling[used]), to(inverse.reshape(tokens.shape)),
            to(self.target_of[tokens].astype(np.int64)),
        )  # fmt: skip


class Cloze(nn.Module):
    """The encoder with its output table over cased forms."""

    def __init__(self, encoder: Encoder, counts: np.ndarray) -> None:
        super().__init__()
        self.encoder = encoder
        self.table = nn.Embedding(len(counts), encoder.sizes.context)
        nn.init.normal_(self.table.weight, std=0.05)
        self.bias = nn.Parameter(torch.zeros(len(counts)))
        share = torch.tensor(counts / counts.sum())
        self.register_buffer("ask", (RARE / share.clamp_min(1e-12)).sqrt().clamp_max(1.0).float())
        rate = torch.tensor(counts, dtype=torch.float64) ** 0.6
        self.register_buffer("rate", (rate / rate.sum()).float())
        self.scale = nn.Parameter(torch.tensor(8.0))

    def forward(self, batch: tuple[Tensor, ...], generator: torch.Generator) -> Tensor:
        words, cases, spelling, inverse, wanted = batch
        x = self.encoder.inputs(words, cases, spelling, inverse)
        around = self.encoder(x)[2].flatten(0, 1)
        wanted = wanted.flatten()
        chosen = torch.rand(wanted.shape, generator=generator) < self.ask[wanted]
        around, wanted = around[chosen], wanted[chosen]
        drawn = torch.multinomial(self.rate, SAMPLED, replacement=False, generator=generator)
        often = torch.log(self.rate * SAMPLED)
        scaled = self.scale * around
        # One look-up for both: each makes a dense gradient of the whole table.
        rows = self.table(torch.cat([wanted, drawn]))
        right = (scaled * rows[: len(wanted)]).sum(-1) + self.bias[wanted] - often[wanted]
        others = torch.addmm(self.bias[drawn] - often[drawn], scaled, rows[len(wanted) :].T)
        place = torch.full_like(self.bias, -1, dtype=torch.long)
        place[drawn] = torch.arange(SAMPLED)
        same = (place[wanted] >= 0).nonzero().squeeze(1)
        others[same, place[wanted[same]]] = -1e4
        loss: Tensor = _Choice.apply(right, others)
        return loss


class _Choice(torch.autograd.Function):
    """Mean negative log likelihood of `right` ``[N]`` against `others` ``[N, S]``, which it overwrites.

    The library's own softmax takes three times as long on rows of this width.
    """

    @staticmethod
    def forward(ctx: Any, right: Tensor, others: Tensor) -> Tensor:  # type: ignore[override]
        top = torch.maximum(others.amax(1), right)
        mine = (right - top).exp()
        others.sub_(top.unsqueeze(1)).exp_()
        total = others.sum(1).add_(mine)
        ctx.save_for_backward(mine.div_(total), total)
        ctx.others = others
        return (total.log() + top - right).mean()

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        mine, total = ctx.saved_tensors
        each = grad / len(mine)
        return (mine - 1) * each, ctx.others.mul_((each / total).unsqueeze(1))


def pretrain(
    corpus: Stream, vocabulary: Vocabulary, out: Path, steps: int, seed: int = 1, rate: float = 2e-3
) -> Encoder:
    """Train for `steps` batches of 4096 tokens and save the encoder to `out`.

    Every 400 steps everything is kept beside it (``.resume``); a run that was stopped goes on from there.
    """
    torch.manual_seed(seed)
    batches = Batches(corpus, vocabulary, seed)
    model = Cloze(Encoder(Sizes(len(vocabulary.words), len(vocabulary.letters))), batches.target_count)
    adam = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=0.01, betas=(0.9, 0.98))
    generator = torch.Generator().manual_seed(seed)
    begun, step, mean = time.monotonic(), 0, 0.0
    kept = out.with_suffix(".resume")
    if kept.exists():
        state = torch.load(kept, weights_only=True)
        model.load_state_dict(state["model"])
        adam.load_state_dict(state["adam"])
        step = state["step"]
        batches.random = np.random.default_rng(seed + step)
    while step < steps:
        for batch in batches:
            if step >= steps:
                break
            lr = rate * min(1.0, (step + 1) / 200) * max(0.01, 0.5 * (1 + math.cos(math.pi * step / steps)))
            for group in adam.param_groups:
                group["lr"] = lr
            adam.zero_grad(set_to_none=True)
            loss = model(batch, generator)
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            adam.step()
            step += 1
            mean = loss.item() if not mean else 0.98 * mean + 0.02 * loss.item()
            if step % 100 == 0:
                print(
                    f"{step} {step * LENGTH * BATCH / 1e6:.1f}M {time.monotonic() - begun:.0f}s {mean:.4f}",
                    flush=True,
                )
            if step % 400 == 0:
                torch.save({"model": model.state_dict(), "adam": adam.state_dict(), "step": step}, kept)
    save(model.encoder, vocabulary, out)
    kept.unlink(missing_ok=True)
    return model.encoder


def save(encoder: Encoder, vocabulary: Vocabulary, out: Path) -> None:
    state = {"sizes": encoder.sizes.as_dict(), "state": encoder.state_dict(), "vocabulary": list(vocabulary)}
    torch.save(state, out.with_suffix(".tmp"))
    out.with_suffix(".tmp").rename(out)


def load(path: Path) -> tuple[Encoder, Vocabulary]:
    saved = torch.load(path, weights_only=True)
    encoder = Encoder(Sizes(**saved["sizes"]))
    encoder.load_state_dict(saved["state"])
    return encoder, Vocabulary(*saved["vocabulary"])
