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
    hidden: int = 160
    context: int = 128

    def as_dict(self) -> dict[str, int]:
        return asdict(self)


class _Pool(torch.autograd.Function):
    """``c[t] = f[t] * c[t-1] + a[t]`` along the first axis, with ``c[-1] = 0``."""

    @staticmethod
    def forward(ctx: Any, f: Tensor, a: Tensor) -> Tensor:  # type: ignore[override]
        c = torch.empty_like(a)
        c[0] = a[0]
        for t in range(1, a.shape[0]):
            torch.addcmul(a[t], f[t], c[t - 1], out=c[t])
        ctx.save_for_backward(f, c)
        return c

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor, Tensor]:  # type: ignore[override]
        f, c = ctx.saved_tensors
        da = grad.clone()
        for t in range(grad.shape[0] - 2, -1, -1):
            da[t].addcmul_(f[t + 1], da[t + 1])
        df = torch.zeros_like(f)
        df[1:] = da[1:] * c[:-1]
        return df, da


def pool(f: Tensor, a: Tensor) -> Tensor:
    out: Tensor = _Pool.apply(f, a)
    return out


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
        self.first = nn.ModuleList(nn.Linear(2 * x, 3 * s.hidden) for _ in range(2))
        self.second = nn.ModuleList(nn.Linear(s.hidden, 3 * s.hidden) for _ in range(2))
        for gate in [*self.first, *self.second]:
            nn.init.constant_(gate.bias[s.hidden : 2 * s.hidden], 1.0)
        self.merge = nn.Linear(2 * s.hidden, s.context)

    def inputs(self, words: Tensor, cases: Tensor, spelling: Tensor, inverse: Tensor) -> Tensor:
        """``[T, B, word + case]``; `spelling` has the letters of the distinct words, `inverse` says whose."""
        char = self.chars(spelling)[inverse]
        return torch.cat([self.words(words) + char, self.cases(cases)], -1)

    def forward(self, x: Tensor, drop: float = 0.0) -> tuple[Tensor, Tensor, Tensor]:
        """First states, second states (both ``[T, B, 2 * hidden]``) and the words' contexts ``[T, B, context]``."""
        h = self.sizes.hidden
        drops = nn.functional.dropout
        pairs = torch.cat([x, shift(x)], -1), torch.cat([x, shift(x.flip(0)).flip(0)], -1)
        gates = [lin(p) for lin, p in zip(self.first, pairs, strict=True)]
        one = self._states([gates[0], gates[1].flip(0)], None)
        low = drops(one, drop, self.training) if drop else one
        gates = [lin(low[..., i * h : (i + 1) * h]) for i, lin in enumerate(self.second)]
        two = self._states(gates, low)
        first = torch.cat([one[..., :h], one[..., h:].flip(0)], -1)
        left, right = two[..., :h], two[..., h:]
        second = torch.cat([left, right.flip(0)], -1)
        around = torch.cat([shift(left), shift(right).flip(0)], -1)
        return first, second, torch.tanh(self.merge(around))

    def _states(self, gates: list[Tensor], skip: Tensor | None) -> Tensor:
        """Pooled states ``[T, B, 2 * hidden]``, the second half in reversed time."""
        h = self.sizes.hidden
        gates = [g.float() for g in gates]
        z = torch.tanh(torch.cat([g[..., :h] for g in gates], -1))
        f = torch.sigmoid(torch.cat([g[..., h : 2 * h] for g in gates], -1))
        o = torch.sigmoid(torch.cat([g[..., 2 * h :] for g in gates], -1))
        c = pool(f, (1 - f) * z)
        return o * c if skip is None else o * c + (1 - o) * skip
