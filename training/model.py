"""The tagger network: encoder, document memory, one more recurrent layer, and a CRF for each nested layer."""

from __future__ import annotations

from typing import NamedTuple

import torch
from torch import Tensor, nn

from training.encoder import Encoder, both_ways, locked, project, states
from training.gold_data import LAYERS, WIDTH

NEVER = -1e4


class Batch(NamedTuple):
    """Windows of articles, time-major ``[T, B]`` unless said otherwise. `keys` number equal tokens of one
    article (0: no memory for this token); `real` is False on padding; `tags` is ``[layers, T, B]``."""

    words: Tensor
    cases: Tensor
    spelling: Tensor
    inverse: Tensor
    marks: Tensor
    keys: Tensor
    real: Tensor
    tags: Tensor
    weight: Tensor


def legal() -> Tensor:
    """``[layers, WIDTH, WIDTH]``: whether a tag may follow another (row: before, column: after)."""
    out = torch.zeros(len(LAYERS), WIDTH, WIDTH, dtype=torch.bool)
    for layer, kinds in enumerate(LAYERS):
        ends = [0] + [1 + 4 * k + p for k in range(len(kinds)) for p in (2, 3)]
        starts = [0] + [1 + 4 * k + p for k in range(len(kinds)) for p in (0, 3)]
        for a in ends:
            out[layer, a, starts] = True
        for k in range(len(kinds)):
            for a in (0, 1):
                out[layer, 1 + 4 * k + a, [1 + 4 * k + 1, 1 + 4 * k + 2]] = True
    return out


def used() -> Tensor:
    """``[layers, WIDTH]``: which tags a layer has at all."""
    out = torch.zeros(len(LAYERS), WIDTH, dtype=torch.bool)
    for layer, kinds in enumerate(LAYERS):
        out[layer, : 1 + 4 * len(kinds)] = True
    return out


class Tagger(nn.Module):
    def __init__(
        self, encoder: Encoder, marks: int, memory: int = 48, top: int = 64, hidden: int = 128
    ) -> None:
        super().__init__()
        self.encoder = encoder
        s = encoder.sizes
        self.top_size = top
        self.mix = nn.Parameter(torch.zeros(2))
        self.enter = nn.Linear(s.word + s.case + 2 * s.hidden + s.context + marks, hidden)
        self.remember = nn.Linear(hidden, memory)
        self.top = nn.ModuleList(nn.Linear(hidden + 2 * memory, 2 * top) for _ in range(2))
        self.out = nn.Linear(hidden + 2 * top, len(LAYERS) * WIDTH)
        self.moves = nn.Parameter(torch.zeros(len(LAYERS), WIDTH, WIDTH))
        self.register_buffer("legal", legal())
        self.register_buffer("used", used())

    def emissions(self, b: Batch, drop: float = 0.0) -> Tensor:
        """Scores ``[layers, T, B, WIDTH]``."""

        def d(x: Tensor, p: float = drop) -> Tensor:
            return locked(x, p) if self.training and p else x

        x = d(self.encoder.inputs(b.words, b.cases, b.spelling, b.inverse), drop / 2)
        first, second, context = self.encoder(x, drop / 2)
        share = torch.softmax(self.mix, 0)
        states = share[0] * first + share[1] * second
        hidden = torch.tanh(self.enter(d(torch.cat([x, states, context, b.marks], -1))))
        memory = self._memory(hidden, b)
        z = d(torch.cat([hidden, memory], -1))
        top = self._top(z)
        scores = self.out(d(torch.cat([hidden, top], -1)))
        scores = scores.unflatten(-1, (len(LAYERS), WIDTH)).permute(2, 0, 1, 3)
        return scores.float().masked_fill(~self.used[:, None, None], NEVER)

    def _memory(self, hidden: Tensor, b: Batch) -> Tensor:
        """What the other places of the same token in the article look like: their mean and maximum."""
        m = torch.tanh(self.remember(hidden)).flatten(0, 1)
        keys = b.keys.flatten()
        n = int(keys.max()) + 1
        many = torch.zeros(n, 1).index_add(0, keys, torch.ones(len(keys), 1))
        mean = torch.zeros(n, m.shape[1]).index_add(0, keys, m) / many.clamp_min(1)
        highest = torch.full((n, m.shape[1]), -1.0).index_reduce(0, keys, m, "amax")
        both = torch.cat([mean[keys], highest[keys]], -1) * (keys > 0).unsqueeze(-1)
        return both.unflatten(0, hidden.shape[:2])

    def _top(self, z: Tensor) -> Tensor:
        return both_ways(states(project(self.top, torch.stack([z, z.flip(0)]))))

    def loss(self, b: Batch, drop: float, local: float = 0.3) -> Tensor:
        """Negative log likelihood a token, windows weighted by `b.weight`.

        `local` weighs the loss of each tag by itself: it makes the scores mean something without the
        chain, so that rows that are surely free of mentions can be told from their scores alone.
        """
        scores = self.emissions(b, drop)
        moves = self.moves.masked_fill(~self.legal, NEVER)
        each = (self._total(scores, moves, b) - self._gold(scores, moves, b)).sum(0)
        alone = nn.functional.cross_entropy(scores.flatten(0, 2), b.tags.flatten(), reduction="none")
        each = each + local * (alone.view_as(b.tags) * b.real).sum((0, 1))
        return (each * b.weight).sum() / (b.real.sum(0) * b.weight).sum()

    def _gold(self, scores: Tensor, moves: Tensor, b: Batch) -> Tensor:
        real = b.real.float()
        at = scores.gather(-1, b.tags.unsqueeze(-1)).squeeze(-1)
        layer = torch.arange(len(LAYERS))[:, None, None]
        step = moves[layer, b.tags[:, :-1], b.tags[:, 1:]] * real[1:]
        return (at * real).sum(1) + step.sum(1)

    def _total(self, scores: Tensor, moves: Tensor, b: Batch) -> Tensor:
        """Log of the summed weights of all tag rows ``[layers, B]``; steps on padding change nothing."""
        alpha = scores[:, 0]
        table = moves.exp()
        for t in range(1, scores.shape[1]):
            top = alpha.amax(-1, keepdim=True).detach()
            new = ((alpha - top).exp() @ table).clamp_min(1e-30).log() + top + scores[:, t]
            alpha = torch.where(b.real[t].unsqueeze(-1), new, alpha)
        return torch.logsumexp(alpha, -1)

    @torch.no_grad()
    def decode(self, scores: Tensor) -> Tensor:
        """Best legal tags ``[layers, T]`` of one article's scores ``[layers, T, WIDTH]``."""
        moves = self.moves.masked_fill(~self.legal, NEVER)
        best = scores[:, 0]
        back = []
        for t in range(1, scores.shape[1]):
            value, origin = (best.unsqueeze(-1) + moves).max(-2)
            best = value + scores[:, t]
            back.append(origin)
        tags = [best.argmax(-1)]
        for origin in reversed(back):
            tags.append(origin.gather(-1, tags[-1].unsqueeze(-1)).squeeze(-1))
        return torch.stack(tags[::-1], 1)
