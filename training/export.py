"""From a trained network to the weights that ship: words as 8-bit rows, matrices as 16-bit floats.

The letter vector of each known word is added into its row, the heads keep only the tags they use, and the
two directions lie side by side as `vnlaos_ner.tagger` reads them.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import torch

from training.batches import Reader
from training.corpus import spell
from training.gold_data import LAYERS, WIDTH
from training.model import NEVER, Tagger

NAMES = ("base", "office", "organization", "inner")
SPELL_WIDTH = 16


@torch.no_grad()
def export(tagger: Tagger, reader: Reader, out: Path) -> int:
    """Write the weights; returns the file's size in bytes."""
    e = tagger.encoder
    s = e.sizes
    h, t = s.hidden, tagger.top_size
    x = s.word + s.case
    words = list(reader.rows)
    spelled = torch.cat([e.chars(torch.from_numpy(spell(words[i : i + 4096], reader.letters, SPELL_WIDTH)))
                         for i in range(0, len(words), 4096)])  # fmt: skip
    rows = (e.words.weight + spelled).numpy()
    scale = np.abs(rows).max(1) / 127
    # An unknown form is its letters plus the row all unknown words share.
    spell_bias = e.chars.out.bias + e.words.weight[0]
    enter = tagger.enter.weight.T
    cut = [x, x + 2 * h, x + 2 * h + s.context]
    columns = [at * WIDTH + i for at, kinds_ in enumerate(LAYERS) for i in range(1 + 4 * len(kinds_))]
    moves = torch.full((len(columns), len(columns)), NEVER)
    at = 0
    for layer, kinds_ in enumerate(LAYERS):
        n = 1 + 4 * len(kinds_)
        moves[at : at + n, at : at + n] = tagger.moves.masked_fill(~tagger.legal, NEVER)[layer, :n, :n]
        at += n
    out_weight = tagger.out.weight[columns].T
    arrays = {
        "cases": e.cases.weight,
        "letters": e.chars.letters.weight,
        "conv": e.chars.conv.weight.T,
        "conv_bias": e.chars.conv.bias,
        "spell": e.chars.out.weight.T,
        "spell_bias": spell_bias,
        "first_own": torch.cat([_halved(lin.weight[:, :x].T) for lin in e.first], 1),
        "first_near": torch.cat([_halved(lin.weight[:, x:].T) for lin in e.first], 1),
        "first_bias": torch.cat([_halved(lin.bias) for lin in e.first]),
        "second_left": _halved(e.second[0].weight.T),
        "second_right": _halved(e.second[1].weight.T),
        "second_bias": torch.cat([_halved(lin.bias) for lin in e.second]),
        "merge": e.merge.weight.T,
        "merge_bias": e.merge.bias,
        "mix": torch.softmax(tagger.mix, 0),
        "enter_word": enter[: cut[0]],
        "enter_states": enter[cut[0] : cut[1]],
        "enter_context": enter[cut[1] : cut[2]],
        "enter_marks": enter[cut[2] :],
        "enter_bias": tagger.enter.bias,
        "remember": tagger.remember.weight.T,
        "remember_bias": tagger.remember.bias,
        "top": torch.cat([_halved(lin.weight.T) for lin in tagger.top], 1),
        "top_bias": torch.cat([_halved(lin.bias) for lin in tagger.top]),
        "out_enter": out_weight[:-2 * t],
        "out_top": out_weight[-2 * t :],
        "out_bias": tagger.out.bias[columns],
        "moves": moves,
    }  # fmt: skip
    stored = {name: array.contiguous().numpy().astype(np.float16) for name, array in arrays.items()}
    stored["words"] = np.round(rows / scale[:, None]).astype(np.int8)
    stored["words_scale"] = scale.astype(np.float32)
    meta = {
        "sizes": {"hidden": h, "top": t, "width": SPELL_WIDTH},
        "words": words,
        "letters": list(reader.letters),
        "kinds": list(reader.kinds),
        "layers": [[name, list(kinds_)] for name, kinds_ in zip(NAMES, LAYERS, strict=True)],
    }
    stored["meta"] = np.frombuffer(json.dumps(meta, ensure_ascii=False).encode("utf-8"), np.uint8)
    np.savez_compressed(out, **stored)
    return out.stat().st_size


def _halved(gates: torch.Tensor) -> torch.Tensor:
    """The columns of the logistic gate times one half: numpy has tanh only."""
    h = gates.shape[-1] // 2
    return torch.cat([gates[..., :h], gates[..., h:] * 0.5], -1)
