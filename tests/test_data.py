"""The knowledge files themselves: format, examples, counter-examples, cross-references."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from vnlaos_ner import knowledge, lexicon, matcher
from vnlaos_ner.lexicon import Entry, Lexicon
from vnlaos_ner.page import Match
from vnlaos_ner.text import Shadow, tokenize

HOME = files("vnlaos_ner") / "data"
FILES = sorted(knowledge.SCHEMAS)


@pytest.fixture(scope="module")
def lex() -> Lexicon:
    return lexicon.load()


def matches(lex: Lexicon, phrase: str) -> tuple[Match, ...]:
    return matcher.find(lex, tokenize(Shadow(phrase), lex.glue_words))


def columns_and_items(name: str) -> tuple[list[str], list[dict[str, str]]]:
    lines = (HOME / name).read_text(encoding="utf-8").splitlines()
    table = [line.split("\t") for line in lines if not line.startswith("#")]
    return table[0], [dict(zip(table[0], row, strict=False)) for row in table[1:]]


def phrases(column: str) -> Iterator[tuple[str, str, str]]:
    for name in FILES:
        for item in columns_and_items(name)[1]:
            for phrase in item.get(column, "").split(" | "):
                if phrase:
                    yield name, item["form"], phrase


@pytest.mark.parametrize("name", FILES)
def test_a_file_opens_with_what_it_holds_and_is_clean(name: str) -> None:
    text = (HOME / name).read_text(encoding="utf-8")
    assert text.startswith("# "), "a comment says what the file holds"
    assert text.endswith("\n") or "\n" in text
    for number, line in enumerate(text.splitlines(), start=1):
        where = f"{name}:{number}"
        assert unicodedata.is_normalized("NFC", line), where
        assert line == line.rstrip(), f"{where}: trailing space or tab"
        assert line, f"{where}: blank line"
        assert not set(line) & set("\u00d0\u00a0\u200b"), f"{where}: look-alike or invisible character"


@pytest.mark.parametrize("name", FILES)
def test_forms_are_spelled_in_the_tone_style_of_the_shadow(name: str) -> None:
    for item in columns_and_items(name)[1]:
        assert Shadow(item["form"]).text == item["form"], f"{name}: {item['form']}"
        assert Shadow(item.get("name", "")).text == item.get("name", ""), f"{name}: {item['form']}"


def test_every_file_in_the_package_with_a_schema_is_read(lex: Lexicon) -> None:
    assert {entry.kind for entry in lex.entries} == knowledge.KINDS


def test_every_spelling_is_found_by_the_matcher(lex: Lexicon) -> None:
    schemas = [p for s in knowledge.SCHEMAS.values() for p in s.parts.values() or (s,)]
    lost = []
    for entry in lex.entries:
        schema = next(s for s in schemas if s.kind == entry.kind)
        if schema.matched and not _whole(lex, entry):
            lost.append((entry.kind, entry.form))
    assert lost == []


def _whole(lex: Lexicon, entry: Entry) -> bool:
    """Whether the form alone is matched from end to end as its item (or a homonym that comes first)."""
    tokens = tokenize(Shadow(entry.form), lex.glue_words)
    return any(
        m.start == 0 and m.end == len(tokens.texts) and m.entry.kind == entry.kind
        for m in matcher.find(lex, tokens)
    )


def test_every_example_is_matched_to_its_item(lex: Lexicon) -> None:
    lost = []
    for name, form, phrase in phrases("example"):
        schema = knowledge.SCHEMAS[name]
        if not schema.matched:
            continue
        wanted = {entry.name for entry in lex.all(schema.kind, form)}
        if not any(m.entry.kind == schema.kind and m.entry.name in wanted for m in matches(lex, phrase)):
            lost.append((name, form, phrase))
    assert lost == []


def test_every_counter_example_is_rejected(lex: Lexicon) -> None:
    wrong = []
    for name in FILES:
        for item in columns_and_items(name)[1]:
            counter = item.get("counter", "")
            wrong += [
                (name, item["form"], phrase)
                for phrase in filter(None, counter.split(" | "))
                if any(m.entry.attrs.get("counter") == counter for m in matches(lex, phrase))
            ]
    assert wrong == []


def test_a_counter_example_holds_a_spelling_of_its_item() -> None:
    idle = []
    for name in FILES:
        for item in columns_and_items(name)[1]:
            forms = [item["form"], *filter(None, item.get("variants", "").split("; "))]
            idle += [
                (name, item["form"], phrase)
                for phrase in filter(None, item.get("counter", "").split(" | "))
                if not any(f" {form.lower()} " in f" {phrase.lower()} ".replace(",", " ,") for form in forms)
            ]
    assert idle == []


def test_there_are_counter_examples() -> None:
    assert sum(1 for _ in phrases("counter")) >= 300


def test_examples_of_glued_words_are_cut(lex: Lexicon) -> None:
    for _, form, phrase in (p for p in phrases("example") if p[0] == "glue_words.tsv"):
        assert tokenize(Shadow(phrase), lex.glue_words).texts[-1] == form, phrase


@pytest.mark.parametrize(
    "name",
    [
        *("Jericho", "Bissau", "Armstrong", "Canberra", "Toledo", "Montevideo", "Nassau", "Nacho", "Kyodo"),
        *("Gotham", "Cathay", "Campuchia", "Vũngtàu", "Viêngchăn", "GTVTcp"),
    ],
)
def test_foreign_names_that_end_like_a_function_word_stay_whole(lex: Lexicon, name: str) -> None:
    assert tokenize(Shadow(name), lex.glue_words).texts == [name]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [("Dũngcho", ["Dũng", "cho"]), ("HCMcho", ["HCM", "cho"]), ("Vinhbắt", ["Vinh", "bắt"])],
)
def test_words_cut_off_what_no_foreign_name_has(lex: Lexicon, word: str, pieces: list[str]) -> None:
    assert tokenize(Shadow(word), lex.glue_words).texts == pieces


def test_country_codes_are_iso_and_known(lex: Lexicon) -> None:
    codes = {entry.attrs["code"] for entry in lex.of("country")}
    assert all(len(code) == 2 and code.isupper() for code in codes)
    assert len(codes) >= 195
    for entry in lex.entries:
        if "country" in entry.attrs:
            assert entry.attrs["country"] in codes, (entry.form, entry.attrs["country"])


def test_statuses_are_those_of_the_contract(lex: Lexicon) -> None:
    from vnlaos_ner.document import STATUSES

    for entry in lex.of("status"):
        assert entry.attrs["status"] in STATUSES, entry.form
        assert entry.attrs["position"] in ("before", "after", "frame"), entry.form


def test_the_63_old_and_34_new_provinces_are_there(lex: Lexicon) -> None:
    provinces = {
        e.name: e
        for e in lex.of("place")
        if e.attrs.get("country") == "VN"
        and "parent" not in e.attrs
        and e.attrs["class"] in ("tỉnh", "thành phố")
    }
    today = {name for name, e in provinces.items() if "to" not in e.attrs}
    until_2025 = {name for name, e in provinces.items() if e.attrs.get("to") == "2025-06-30"}
    assert len(today) == 34
    assert len(today | until_2025) == 63
    assert all(provinces[name].attrs["successor"] in today for name in until_2025)


def test_a_district_names_its_province_and_the_province_that_took_over(lex: Lexicon) -> None:
    names = {e.name for e in lex.of("place")}
    districts = [e for e in lex.of("place") if e.attrs.get("class") == "huyện" and e.attrs["country"] == "VN"]
    assert len(districts) > 400
    for entry in districts:
        assert entry.attrs["parent"] in names, entry.form
        assert entry.attrs["successor"] in names, entry.form


def test_dates_of_validity_are_iso_and_in_order(lex: Lexicon) -> None:
    for entry in lex.entries:
        first, last = entry.attrs.get("from", ""), entry.attrs.get("to", "")
        for value in filter(None, (first, last)):
            date.fromisoformat(value)
        assert not (first and last) or first <= last, entry.form


def test_parts_of_whole_offices_are_known(lex: Lexicon) -> None:
    for entry in lex.of("office"):
        role = entry.attrs["role"]
        assert (
            lex.get("role", role) or role in ("Trưởng", "Phó Trưởng", "Chưởng lý") or _modified(lex, role)
        ), role


def _modified(lex: Lexicon, role: str) -> bool:
    """``Phó Chủ tịch Thường trực``: a head with a modifier behind it."""
    return any(
        role.endswith(f" {m.form}") and lex.get("role", role.removesuffix(f" {m.form}"))
        for m in lex.of("role_modifier")
    )


def test_roles_and_bodies_have_an_english_gloss(lex: Lexicon) -> None:
    for kind in ("role", "body", "body_head", "office", "field", "organization", "country"):
        for entry in lex.of(kind):
            assert entry.attrs.get("english"), (kind, entry.form)


def test_the_places_file_is_what_its_script_builds() -> None:
    pytest.importorskip("underthesea", reason="the script reads the mapping underthesea ships")
    root = Path(__file__).parent.parent
    script = root / "training" / "build_places.py"
    if not script.exists():
        pytest.skip("training/ is not part of an installed copy")
    env = {"PYTHONPATH": str(root), "PYTHONIOENCODING": "utf-8", "PATH": ""}
    built = subprocess.run([sys.executable, str(script)], capture_output=True, env=env, check=True)
    assert built.stdout.decode() == (HOME / "places.tsv").read_text(encoding="utf-8")
