"""The encoder: word and shape vectors, then two gated recurrent layers a direction.

The layers are quasi-recurrent: all matrix products run over the whole text at once, and only
``c = f * c + (1 - f) * z`` goes step by step. That keeps numpy inference cheap. Shapes are time-major
``[T, B, …]``; the two directions stay apart (the right one reads the text reversed), so that the
pre-training task may look at the left of a word with one and at its right with the other.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import torch
from torch import Tensor, nn

from vnlaos_ner.tagger_features import CASES


@dataclass(frozen=True)
class Sizes:
    """Widths of the encoder; `words` counts the vocabulary with its three special rows."""

    words: int
    chars: int
    word: int = 128
    case: int = 16
    char: int = 24
    filters: int = 96
    hidden: int = 128
    context: int = 96

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class _States(torch.autograd.Function):
    """States of a gated layer from its gates, both directions at once; gates before their squashing.

    ``gates`` is ``[2, T, B, 2 * h]`` (value, forget): ``c[t] = f * c[t-1] + (1 - f) * z``.
    The backward pass is written out because the chain of small operations costs more than the products.
    """

    @staticmethod
    def forward(ctx: Any, gates: Tensor) -> Tensor:  # type: ignore[override]
        h = gates.shape[-1] // 2
        z = torch.tanh(gates[..., :h])
        f = torch.sigmoid(gates[..., h:])
        c = torch.addcmul(z, f, z, value=-1)
        for t in range(1, c.shape[1]):
            c[:, t].addcmul_(f[:, t], c[:, t - 1])
        ctx.save_for_backward(z, f, c)
        return c

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> Tensor:  # type: ignore[override]
        z, f, c = ctx.saved_tensors
        h = z.shape[-1]
        out = torch.empty(*z.shape[:-1], 2 * h)
        dc = grad.clone()
        for t in range(dc.shape[1] - 2, -1, -1):
            dc[:, t].addcmul_(f[:, t + 1], dc[:, t + 1])
        before = torch.cat([torch.zeros_like(c[:, :1]), c[:, :-1]], 1).sub_(z).mul_(dc)
        out[..., h:] = torch.addcmul(f, f, f, value=-1).mul_(before)
        dc.addcmul_(dc, f, value=-1)
        out[..., :h] = torch.addcmul(dc, dc * z, z, value=-1)
        return out


def states(gates: Tensor) -> Tensor:
    """States of a gated layer, ``[2, T, B, h]``; see `_States`."""
    out: Tensor = _States.apply(gates.float())
    return out


def project(layers: nn.ModuleList, x: Tensor) -> Tensor:
    """Apply one linear layer a direction: ``[2, T, B, in]`` to ``[2, T, B, out]``."""
    weight = torch.stack([lin.weight.T for lin in layers])
    bias = torch.stack([lin.bias for lin in layers]).unsqueeze(1)
    return torch.baddbmm(bias, x.flatten(1, 2), weight).unflatten(1, x.shape[1:3])


def shift(x: Tensor) -> Tensor:
    """The row before: ``out[t] = x[t - 1]``, zeros at the start."""
    return torch.cat([torch.zeros_like(x[:1]), x[:-1]])


class CharVectors(nn.Module):
    """A vector for any word form from its letters: so foreign names that were never met have one."""

    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.letters = nn.Embedding(sizes.chars, sizes.char, padding_idx=0)
        self.conv = nn.Linear(3 * sizes.char, sizes.filters)
        self.out = nn.Linear(sizes.filters, sizes.word)

    def forward(self, spelling: Tensor) -> Tensor:
        """``[U, L]`` letter ids (0 pads) to ``[U, word]``."""
        x = self.letters(spelling)
        x = torch.cat([x[:, :-2], x[:, 1:-1], x[:, 2:]], -1)
        real = (spelling[:, 1:-1] > 0).unsqueeze(-1)
        x = torch.relu(self.conv(x)) * real
        out: Tensor = self.out(x.amax(1))
        return out


class Encoder(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = s = sizes
        self.words = nn.Embedding(s.words, s.word)
        self.cases = nn.Embedding(CASES, s.case)
        self.chars = CharVectors(s)
        nn.init.normal_(self.words.weight, std=0.1)
        nn.init.normal_(self.cases.weight, std=0.3)
        x = s.word + s.case
        self.first = nn.ModuleList(nn.Linear(2 * x, 2 * s.hidden) for _ in range(2))
        self.second = nn.ModuleList(nn.Linear(s.hidden, 2 * s.hidden) for _ in range(2))
        for gate in [*self.first, *self.second]:
            nn.init.constant_(gate.bias[s.hidden : 2 * s.hidden], 1.0)
        self.merge = nn.Linear(2 * s.hidden, s.context)

    def inputs(self, words: Tensor, cases: Tensor, spelling: Tensor, inverse: Tensor) -> Tensor:
        """``[T, B, word + case]``; `spelling` has the letters of the distinct words, `inverse` says whose."""
        char = self.chars(spelling)[inverse]
        return torch.cat([self.words(words) + char, self.cases(cases)], -1)

    def forward(self, x: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
        """First and second states ``[T, B, 2 * hidden]``, and the words' contexts ``[T, B, context]``."""
        back = x.flip(0)
        pairs = torch.stack([torch.cat([x, shift(x)], -1), torch.cat([back, shift(back)], -1)])
        one = states(project(self.first, pairs))
        low = locked(one, drop) if drop and self.training else one
        two = one + states(project(self.second, low))
        around = torch.cat([shift(two[0]), shift(two[1]).flip(0)], -1)
        return both_ways(one), both_ways(two), torch.tanh(self.merge(around))


def locked(x: Tensor, drop: float) -> Tensor:
    """Dropout with one mask for all steps of a window (the next to last axis but one is time)."""
    shape = [*x.shape]
    shape[-3] = 1
    return x * (torch.empty(shape).bernoulli_(1 - drop) / (1 - drop))


def both_ways(x: Tensor) -> Tensor:
    """``[2, T, B, h]`` with the second direction turned back: ``[T, B, 2 * h]``."""
    return torch.cat([x[0], x[1].flip(0)], -1)
