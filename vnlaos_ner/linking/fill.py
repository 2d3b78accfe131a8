"""Full office names: what the text leaves out and the article makes certain.

First beside the name (same chain, same holder), then, once titles have holders, from the office they mean.
"""

from __future__ import annotations

from collections.abc import Mapping

from vnlaos_ner.lexicon import Lexicon
from vnlaos_ner.linking import names
from vnlaos_ner.linking.chains import Row
from vnlaos_ner.linking.people import People
from vnlaos_ner.linking.scene import Scene
from vnlaos_ner.linking.titles import Held


def beside(
    scene: Scene, lexicon: Lexicon, rows: list[Row], holder: Mapping[int, int], people: People
) -> dict[int, str]:
    """The name of every office as far as its chain and its own holder tell."""
    full = {item.number: item.named.name for item in scene.of("OFFICE")}
    return _same_holder(scene, full, holder)


def after(
    scene: Scene,
    lexicon: Lexicon,
    full: Mapping[int, str],
    holder: Mapping[int, int],
    decided: Mapping[int, Held],
) -> dict[int, str]:
    """Names again, now that titles have holders."""
    out = dict(full)
    for index, held in decided.items():
        other = full[held.item.number]
        if names.short_for(names.key(out[index]), names.key(other)):
            out[index] = other
    return _same_holder(scene, out, holder)


def _same_holder(scene: Scene, full: Mapping[int, str], holder: Mapping[int, int]) -> dict[int, str]:
    """``Bí thư Thành ủy Đinh Tiến Dũng`` takes Hà Nội from another mention of his office."""
    out = dict(full)
    groups: dict[tuple[int, int], list[int]] = {}
    for index, person in holder.items():
        groups.setdefault((scene.items[index].zone, person), []).append(index)
    for members in groups.values():
        keys = {index: names.key(full[index]) for index in members}
        for index in members:
            longer = names.fullest(k for k in keys.values() if names.short_for(keys[index], k))
            if len(longer) == 1:
                out[index] = next(full[i] for i in members if keys[i] == longer[0])
    return out
