"""`vnlaos-ner evaluate`: what it prints, what it refuses, and when it fails."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from vnlaos_ner import gold
from vnlaos_ner.cli import main
from vnlaos_ner.gold import GoldDocument, GoldMention
from vnlaos_ner.perturb import PERTURBATIONS
from vnlaos_ner.score import Mark, Score, compare, from_gold
from vnlaos_ner.score.context import in_context
from vnlaos_ner.score.differences import differences
from vnlaos_ner.score.evaluation import Scored
from vnlaos_ner.score.figures import figures
from vnlaos_ner.score.people import people_score

ROOT = Path(__file__).parent.parent
FIRST = "Bí thư Thành ủy Huế Lê Văn An đến Lào.\nÔng An [/b] nói.\n"
ROWS = (
    "1\tOFFICE\tBí thư Thành ủy Huế\t\tLê Văn An",
    "1\tORGANIZATION\tThành ủy Huế",
    "1\tLOCATION\tHuế",
    "1\tPERSON\tLê Văn An\t\t\t\tan-1",
    "1\tLOCATION\tLào",
    "2\tPERSON\tAn\tLê Văn An",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two articles; `predict` writes what a system found in them."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.txt").write_text(FIRST, encoding="utf-8")
        (tmp_path / f"{name}.tsv").write_text("\n".join(ROWS), encoding="utf-8")
    return tmp_path


def mention(kind: str, text: str, at: int = 0, **more: Any) -> dict[str, Any]:
    start = FIRST.index(text, at)
    return {"type": kind, "start": start, "end": start + len(text), "text": text, **more}


PERFECT = (
    mention("OFFICE", "Bí thư Thành ủy Huế", entity="e1", holder="e2", status="current"),
    mention("ORGANIZATION", "Thành ủy Huế", entity="e3"),
    mention("LOCATION", "Huế", entity="e4"),
    mention("PERSON", "Lê Văn An", entity="e2"),
    mention("LOCATION", "Lào", entity="e5"),
    mention("PERSON", "An", 40, entity="e2"),
)
NAMES = {"e1": "Bí thư Thành ủy Huế", "e2": "Lê Văn An", "e3": "Thành ủy Huế", "e4": "Huế", "e5": "Lào"}


def predict(folder: Path, **found: list[dict[str, Any]]) -> Path:
    entities = [{"id": i, "name": n} for i, n in NAMES.items()]
    rows = [{"source": f"x/{n}.txt", "mentions": m, "entities": entities} for n, m in found.items()]
    path = folder / "found.jsonl"
    path.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    return path


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["evaluate", *map(str, arguments)])


def evaluated(folder: Path, found: Path, *arguments: object) -> dict[str, Any]:
    result = run(folder, "--predictions", found, "--format", "json", *arguments)
    assert result.exit_code == 0, result.output
    data: dict[str, Any] = json.loads(result.stdout)
    return data


def test_a_perfect_prediction(folder: Path) -> None:
    data = evaluated(folder, predict(folder, one=list(PERFECT), two=list(PERFECT)))
    system = data["systems"]["found.jsonl"]
    assert data["documents"] == 2
    assert system["measures"]["strict"]["PERSON"]["gold"] == 4
    assert set(system["figures"].values()) == {1.0}
    assert {"PERSON", "OFFICE", "ALL", "LINK", "STATUS", "NAME.PERSON", "COREF", "HOLDING"} <= set(
        system["figures"]
    )
    assert "DATE" not in system["figures"]


def test_counts_of_a_faulty_prediction(folder: Path) -> None:
    short = [m for m in PERFECT if m["text"] != "Huế"]
    short[0] = {**short[0], "holder": None}
    system = evaluated(folder, predict(folder, one=short, two=list(PERFECT)))["systems"]["found.jsonl"]
    strict = system["measures"]["strict"]["LOCATION"]
    assert (strict["right"], strict["predicted"], strict["gold"]) == (3, 3, 4)
    assert system["figures"]["LINK"] == pytest.approx(2 / 3)
    assert system["figures"]["LINK.PRECISION"] == 1


def test_a_document_without_prediction_is_missed_and_named(folder: Path) -> None:
    found = predict(folder, one=list(PERFECT))
    result = run(folder, "--predictions", found)
    assert result.exit_code == 0
    assert "two.txt: no prediction; all is missed" in result.stderr
    assert evaluated(folder, found)["systems"]["found.jsonl"]["figures"]["PERSON"] == pytest.approx(2 / 3)


def test_intervals_hold_the_figures(folder: Path) -> None:
    data = evaluated(folder, predict(folder, one=list(PERFECT), two=list(PERFECT[3:])), "--intervals")
    assert set(data["intervals"]) == set(data["systems"]["found.jsonl"]["figures"])
    for name, value in data["systems"]["found.jsonl"]["figures"].items():
        low, high = data["intervals"][name]
        assert low <= value <= high
    assert data["intervals"]["OFFICE"] == [0.0, 1.0]
    table = run(folder, "--predictions", predict(folder, one=list(PERFECT)), "--intervals").stdout
    assert "95 % intervals over documents" in table


def test_types_limit_both_sides(folder: Path) -> None:
    system = evaluated(folder, predict(folder, one=list(PERFECT)), "--types", "person,DATE")["systems"][
        "found.jsonl"
    ]
    assert set(system["measures"]["strict"]) == {"PERSON"}
    assert "LINK" not in system["figures"]


@pytest.mark.parametrize(
    ("floors", "code", "message"),
    [
        (["PERSON=0.66", "LINK=0.5"], 0, ""),
        (["person=0.67"], 1, "PERSON is 0.6667, under its floor 0.67"),
        (["ALL=0.1", "LINK=1"], 1, "LINK is 0.6667, under its floor 1"),
        (["DATE=0.5"], 2, "DATE is not measured here; there are PERSON, OFFICE"),
        (["PERSON"], 2, "write NAME=VALUE"),
        (["PERSON=95"], 2, "a value from 0 to 1"),
    ],
)
def test_floors(folder: Path, floors: list[str], code: int, message: str) -> None:
    options = [part for floor in floors for part in ("--fail-under", floor)]
    result = run(folder, "--predictions", predict(folder, one=list(PERFECT)), *options)
    assert result.exit_code == code
    assert message in result.stderr


def test_table_and_markdown_say_the_same(folder: Path) -> None:
    found = predict(folder, one=list(PERFECT[1:]), two=list(PERFECT))
    table = run(folder, "--predictions", found).stdout
    markdown = run(folder, "--predictions", found, "-f", "markdown").stdout
    row = next(line.split() for line in table.splitlines() if line.startswith("OFFICE"))
    assert row[:6] == ["OFFICE", "2", "1", "1.000", "0.500", "0.667"]
    assert [
        c.strip() for c in next(x for x in markdown.splitlines() if x.startswith("| OFFICE")).split("|")[1:7]
    ] == row[:6]
    assert "\x1b" not in table + markdown


def test_errors_are_shown_in_context(folder: Path) -> None:
    wrong = [
        mention("OFFICE", "Bí thư Thành ủy Huế", entity="e1", status="former"),
        mention("ORGANIZATION", "Thành ủy", entity="e3"),
        mention("PERSON", "Lê Văn An", entity="e2"),
        mention("PERSON", "Lào", entity="e5"),
        mention("PERSON", "An", 40, entity="e5"),
        mention("DATE", "nói"),
    ]
    result = run(folder / "one.tsv", "--predictions", predict(folder, one=wrong), "--errors", 20)
    lines = result.stdout[result.stdout.index("one.txt:1:1") - len(str(folder)) - 1 :].splitlines()
    assert [line.split("  ")[1] for line in lines if line.startswith(str(folder))] == [
        "holder OFFICE",
        "status OFFICE",
        "boundary ORGANIZATION",
        "missed LOCATION",
        "type LOCATION",
        "name PERSON",
        "extra DATE",
    ]
    assert "    Bí thư Thành ủy Huế Lê Văn An đến Lào." in lines
    assert "           ^^^^^^^^^^^^ gold" in lines
    assert "           ^^^^^^^^ found" in lines
    assert "    Ông An [/b] nói." in lines
    assert "        ^^ Lê Văn An in gold, Lào found" in lines


def test_errors_never_steer_the_terminal() -> None:
    text = "Gặp \x1b[31mLa\u0301\u202eo\tHuế\u4e2d"
    mark = Mark("LOCATION", text.index("La"), text.index("La") + 3)
    shown = in_context(Path("x.txt"), text, differences([mark], [])[0])
    assert shown.splitlines()[1:] == ["    Gặp ·[31mLa\u0301·o Huế\u4e2d", "             ^^ gold"]


def test_long_lines_are_cut_at_words() -> None:
    text = "một hai ba bốn năm " * 9 + "Huế " + "sáu bảy tám chín mười " * 9
    mark = Mark("LOCATION", text.index("Huế"), text.index("Huế") + 3)
    _, line, under = in_context(Path("x.txt"), text, differences([mark], [])[0]).splitlines()
    assert line.startswith("    … ")
    assert line.endswith(" …")
    assert set(line.split()) <= set(text.split()) | {"…"}
    assert line[under.index("^") :].startswith("Huế")
    assert len(line) < 100


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["none"], "none: no such file or folder"),
        (["{gold}", "--predictions", "{gold}/one.txt"], "one.txt:1: "),
        (["{gold}", "--predictions", "{gold}/none.jsonl"], "none.jsonl"),
        (["{gold}", "--types", "PLACE"], "PLACE is not known"),
        (["{gold}", "--predictions", "{gold}/one.txt", "--perturb"], "leave out --predictions"),
        ([], "Missing argument"),
    ],
)
def test_wrong_use_is_one_message(folder: Path, arguments: list[str], message: str) -> None:
    result = run(*(a.format(gold=folder) for a in arguments))
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"sha256": "0" * 64}, "made from another text"),
        ({"mentions": [{"type": "PERSON", "start": 0, "end": 9999}]}, "does not stand at 0..9999"),
        ({"mentions": [{"type": "PERSON", "start": 1, "end": 3, "text": "Lê"}]}, "does not stand at 1..3"),
        ({"mentions": [{"type": "PER", "start": 0, "end": 3}]}, "found.jsonl:1"),
    ],
)
def test_predictions_that_do_not_fit_are_refused(folder: Path, change: dict[str, Any], message: str) -> None:
    path = folder / "found.jsonl"
    path.write_text(json.dumps({"source": "one.txt", "mentions": [], **change}), encoding="utf-8")
    result = run(folder / "one.tsv", "--predictions", path)
    assert result.exit_code == 2
    assert message in result.stderr


def test_two_predictions_of_one_name_are_refused(folder: Path) -> None:
    path = folder / "found.jsonl"
    path.write_text(
        '{"source": "a/one.txt", "mentions": []}\n{"source": "b/one.txt", "mentions": []}', encoding="utf-8"
    )
    result = run(folder / "one.tsv", "--predictions", path)
    assert result.exit_code == 2
    assert "found.jsonl:2: a second document named one.txt" in result.stderr


def test_every_figure_is_a_share() -> None:
    documents = gold.load(ROOT / "fixtures" / "gold")
    scores = [compare(from_gold(d), from_gold(d)) for d in documents]
    values = figures(sum(scores, Score()), ("PERSON", "OFFICE", "ORGANIZATION", "LOCATION", "DATE"))
    assert len(values) >= 17
    assert all(value == pytest.approx(1) for value in values.values())


def person(start: int, name: str, ident: str | None = None) -> GoldMention:
    return GoldMention("PERSON", start, start + 1, "A", name, id=ident)


def test_people_across_documents() -> None:
    """Two people of one name; a system that joins by name loses precision, one that never joins recall."""
    path = Path("x")
    documents = [
        GoldDocument("a", path, path, "A" * 9, (person(0, "An", "an-1"), person(2, "An"), person(4, "Bá"))),
        GoldDocument("b", path, path, "A" * 9, (person(0, "An", "an-1"),)),
        GoldDocument("c", path, path, "A" * 9, (person(0, "An", "an-2"),)),
    ]
    scored = [Scored(d, from_gold(d), from_gold(d), Score()) for d in documents]
    by_name = people_score(scored, lambda _, m: m.name).get("people.b3", "PERSON")
    assert (by_name.predicted, by_name.gold) == (4, 4)
    assert by_name.recall == 1
    assert by_name.precision == pytest.approx((3 * 3 / 4 + 1 / 4) / 4)
    never = people_score(scored, lambda _, m: None).get("people.b3", "PERSON")
    assert never.precision == 1
    assert never.recall == pytest.approx((3 * 1 / 3 + 1) / 4)
    right = people_score(scored, lambda d, m: "2" if d.id == "c" else "1").get("people.b3", "PERSON")
    assert right.f1 == 1
    assert people_score(scored[:0], lambda _, m: None) == Score()


def test_output_of_extract_is_scored_as_the_extraction_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The way through a file loses nothing: same figures, and the file is gold for itself."""
    monkeypatch.chdir(ROOT)
    direct = json.loads(run("fixtures/gold", "-f", "json").stdout)["systems"]["vnlaos-ner"]["figures"]
    for form in ("jsonl", "json"):
        path = tmp_path / f"found.{form}"
        assert CliRunner().invoke(main, ["extract", "seeds", "--output", str(path)]).exit_code == 0
        data = json.loads(run("fixtures/gold", "--predictions", path, "-f", "json").stdout)
        assert data["systems"][path.name]["figures"] == {k: v for k, v in direct.items() if k != "PEOPLE"}
        itself = json.loads(run(path, "--predictions", path, "-f", "json").stdout)
        assert set(itself["systems"][path.name]["figures"].values()) == {1.0}


def test_rewritten_and_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    data = json.loads(
        run(
            "fixtures/gold/002_cc87f9e205389086.tsv", "--perturb", "--compare", "underthesea", "-f", "json"
        ).stdout
    )
    assert list(data["systems"]) == ["vnlaos-ner", "underthesea"]
    assert data["systems"]["underthesea"]["figures"]["LOCATION"] > 0.1
    assert "NAME.PERSON" not in data["systems"]["underthesea"]["figures"]
    assert list(data["rewritten"]) == [p.name for p in PERTURBATIONS]
    plain = data["systems"]["vnlaos-ner"]["figures"]
    for p in PERTURBATIONS:
        if p.spelling:
            assert data["rewritten"][p.name]["ALL"] >= plain["ALL"] - 0.01, p.name
