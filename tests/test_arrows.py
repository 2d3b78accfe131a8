"""The law of arrows: who may import whom, and who may see which foreign library.

A module belongs to the room in `ROOMS` that names it or its folder; a module without a room fails, so
a new one needs a line here. Imports inside functions count like all others.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from fnmatch import fnmatchcase
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "vnlaos_ner"

# What any room may import: types, errors, text, knowledge.
COMMON = {"errors", "span", "document", "text", "lexicon", "page"}

# room: (modules, rooms it may import beside itself and COMMON). A stage imports no other stage.
ROOMS: dict[str, tuple[str, str]] = {
    # types and knowledge
    "errors": ("errors", ""),
    "span": ("span", ""),
    "document": ("document", ""),
    "text": ("text glue syllable", ""),
    "knowledge": ("knowledge", ""),
    "lexicon": ("lexicon", "knowledge"),
    "page": ("page", ""),
    "spelling": ("spelling", ""),
    "collate": ("collate", ""),
    # one name, office, date or phrase as a string, whoever asks: knowledge at work, no stage
    "strings": (
        "office office_* person_name place_name date_value phrase expand gloss",
        "",
    ),
    # stages
    "dateline": ("dateline", ""),
    "read": ("read", "dateline"),
    "sections": ("sections masthead lines", "dateline"),
    "segment": ("segment", ""),
    "matcher": ("matcher", ""),
    "grammar": ("grammar", ""),
    "tagger": ("tagger tagger_* recurrence crf", ""),
    "baseline": ("baseline", ""),
    "referee": ("referee evidence", ""),
    "normalize": ("normalize", "strings"),
    "linking": ("linking", "spelling strings"),
    "corpus": ("corpus", "spelling"),
    "select": ("select", ""),
    # the only one that knows the order
    "pipeline": ("pipeline", "sections matcher grammar tagger baseline referee normalize linking"),
    "jobs": ("jobs", "pipeline table"),
    "explain": ("explain", "referee"),
    # what is written
    "table": ("table", "corpus collate"),
    "export": ("export", "table corpus"),
    "show": ("show", "table corpus collate explain"),
    # accuracy
    "gold": ("gold gold_facts given perturb", ""),
    "score": ("score", "gold"),
    # commands may use everything
    "cli": ("cli __main__ __init__", "*"),
}
# Types of the corpus level are types: the tables may see them, not the work behind them.
TYPES_ONLY = {
    ("table", "corpus"): {"corpus.types"},
    ("show", "corpus"): {"corpus.types"},
    ("export", "corpus"): {"corpus.types"},
}

FOREIGN: dict[str, set[str]] = {
    "click": {"cli"},
    "rich": {"show"},
    "underthesea": {"segment", "tagger", "baseline"},
    "underthesea_core": {"segment", "tagger"},
    "numpy": {"tagger"},
    "msgspec": set(ROOMS),
}


def modules() -> list[str]:
    """Dotted names below the package: ``cli.extract``; a package is its name."""
    names = (
        path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
        for path in PACKAGE.rglob("*.py")
    )
    return sorted(name.removesuffix(".__init__") for name in names)


def room_of(module: str) -> str | None:
    for room, (names, _) in ROOMS.items():
        if any(fnmatchcase(module.split(".")[0], name) for name in names.split()):
            return room
    return None


def imports(module: str) -> Iterator[str]:
    """Absolute names a module imports, with `from x import y` as ``x.y``."""
    path = PACKAGE / (module.replace(".", "/") + ".py")
    if not path.exists():
        path = PACKAGE / module.replace(".", "/") / "__init__.py"
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative import"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def inner(module: str) -> set[str]:
    """The modules of ours it imports."""
    every = set(modules())
    found = set()
    for name in imports(module):
        if name.split(".")[0] == "vnlaos_ner":
            parts = name.split(".")[1:]
            known = (".".join(parts[:n]) for n in range(len(parts), 0, -1))
            found.update([part for part in known if part in every][:1])
    return found - {module}


@pytest.mark.parametrize("module", modules())
def test_arrows_point_one_way(module: str) -> None:
    room = room_of(module)
    assert room, f"{module} has no room; give it one in ROOMS"
    allowed = ROOMS[room][1].split()
    for other in inner(module):
        target = room_of(other)
        if allowed == ["*"] or target == room:
            continue
        assert target in COMMON or target in allowed, f"{module} ({room}) may not import {other} ({target})"
        assert other in TYPES_ONLY.get((room, str(target)), {other}), f"{module} may not import {other}"


@pytest.mark.parametrize("module", modules())
def test_foreign_libraries_stay_in_their_rooms(module: str) -> None:
    for name in imports(module):
        top = name.split(".")[0]
        if top in sys.stdlib_module_names or top == "vnlaos_ner":
            continue
        assert top in FOREIGN, f"{module} imports {top}, which no room may see"
        assert room_of(module) in FOREIGN[top], f"{module} may not import {top}"


def test_no_circles() -> None:
    TopologicalSorter({module: inner(module) for module in modules()}).prepare()


def test_nobody_imports_the_commands() -> None:
    assert not [m for m in modules() if room_of(m) != "cli" and any(room_of(o) == "cli" for o in inner(m))]


def test_package_init_holds_names_only() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    assert all(isinstance(node, ast.Import | ast.ImportFrom | ast.Assign | ast.Expr) for node in tree.body)


def test_files_stay_small() -> None:
    """About 300 lines: enough for one thing."""
    long = {m: n for m in modules() if (n := _length(m)) > 350}
    assert not long


def _length(module: str) -> int:
    path = PACKAGE / (module.replace(".", "/") + ".py")
    return len(path.read_text(encoding="utf-8").splitlines()) if path.exists() else 0
