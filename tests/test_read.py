"""Reading: which files, what bytes become, and one clear line for each input that cannot be read."""

from __future__ import annotations

import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vnlaos_ner.document import Article
from vnlaos_ner.errors import InputError
from vnlaos_ner.read import read

TEXT = "Bí thư Tỉnh ủy Lê Ví Dụ thăm Lào."


def articles(*paths: Path | str, stdin: bytes | None = None, **options: str) -> list[Article]:
    items = list(read(list(paths), stdin=None if stdin is None else io.BytesIO(stdin), **options))  # type: ignore[arg-type]
    assert not [item for item in items if isinstance(item, InputError)]
    return [item for item in items if isinstance(item, Article)]


def errors(*paths: Path | str, stdin: bytes | None = None) -> list[str]:
    items = read(list(paths), stdin=None if stdin is None else io.BytesIO(stdin))
    return [str(item) for item in items if isinstance(item, InputError)]


def write(folder: Path, **files: str | bytes) -> None:
    """Files by name, ``__`` for a slash and ``_`` for the dot before a suffix: ``a__b_txt`` is a/b.txt."""
    for name, content in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())


# --- bytes ----------------------------------------------------------------------------------------------


@settings(max_examples=60)
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")).filter(
        lambda t: t.strip("\ufeff \t\r\n\x0b\x0c\xa0")
    )
)
def test_the_text_is_what_the_bytes_say(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("read") / "a.txt"
    path.write_bytes(text.encode())
    [article] = articles(path)
    assert article.text == text
    assert article.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_bom_and_carriage_returns_are_code_points(tmp_path: Path) -> None:
    write(tmp_path, a_txt=b"\xef\xbb\xbfM\xe1\xbb\x99t\r\nHai\r")
    [article] = articles(tmp_path / "a.txt")
    assert article.text == "\ufeffMột\r\nHai\r"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"Th\xc3\xa0nh \xe1\xbb", "not UTF-8 (byte 0xe1 at offset 7)"),
        ("Thủ tướng".encode("utf-16"), "UTF-16, not UTF-8"),
        ("Thủ đô".encode("cp1258", "replace"), "not UTF-8 (byte 0x"),
        (b"PK\x03\x04\0\0", "binary, not text (NUL at byte 4)"),
        (b"", "empty"),
        (b" \r\n\n\t", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
    ],
)
def test_bad_bytes(tmp_path: Path, data: bytes, says: str) -> None:
    write(tmp_path, bad_txt=data, good_txt=TEXT)
    items = list(read([tmp_path / "bad.txt", tmp_path / "good.txt"]))
    assert isinstance(items[0], InputError)
    message = str(items[0])
    assert message.startswith(f"{tmp_path / 'bad.txt'}: ")
    assert says in message
    assert "\n" not in message
    assert isinstance(items[1], Article)


def test_missing_paths_and_foreign_formats(tmp_path: Path) -> None:
    write(tmp_path, page_html="<p>…</p>", good_txt=TEXT)
    found = errors(tmp_path / "no.txt", tmp_path / "page.html", tmp_path / "good.txt")
    assert found[0] == f"{tmp_path / 'no.txt'}: no such file or folder; check the path"
    assert "HTML files are not read" in found[1]
    assert len(found) == 2


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    (tmp_path / "a.txt").chmod(0)
    assert "permission denied" in errors(tmp_path / "a.txt")[0]


# --- folders --------------------------------------------------------------------------------------------


def test_folders_are_walked_sorted_and_by_suffix(tmp_path: Path) -> None:
    write(
        tmp_path,
        b_txt=TEXT,
        a__z_txt=TEXT + "1",
        a__b_md=TEXT + "2",
        c_TXT=TEXT + "3",
        d_csv=TEXT,
        e_jsonl=json.dumps({"text": TEXT}),
    )
    write(tmp_path / ".hidden", x_txt=TEXT)
    (tmp_path / ".x.txt").write_text(TEXT)
    found = articles(tmp_path)
    assert [a.id for a in found] == ["a/b", "a/z", "b", "c", "e:1"]
    assert [a.source for a in found][:2] == [f"{tmp_path}/a/b.md", f"{tmp_path}/a/z.txt"]
    assert found[-1].source == f"{tmp_path}/e.jsonl:1"


def test_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, in__a_txt=TEXT)
    monkeypatch.chdir(tmp_path)
    assert articles("in")[0].source == "in/a.txt"
    assert articles("./in/")[0].source == "./in/a.txt"
    assert articles("in/a.txt")[0].source == "in/a.txt"


@pytest.mark.parametrize(
    ("glob", "names"),
    [("*.csv", ["d"]), ("a/*", ["a/b", "a/z"]), ("*", ["a/b", "a/z", "b", "d"]), ("[!b].*", ["a/z", "d"])],
)
def test_glob(tmp_path: Path, glob: str, names: list[str]) -> None:
    write(tmp_path, b_txt=TEXT, a__z_txt=TEXT, a__b_md=TEXT, d_csv=TEXT)
    assert [a.id for a in articles(tmp_path, glob=glob)] == names


def test_glob_does_not_bind_a_named_file(tmp_path: Path) -> None:
    write(tmp_path, d_csv=TEXT)
    assert articles(tmp_path / "d.csv", glob="*.txt")


def test_a_folder_without_articles(tmp_path: Path) -> None:
    write(tmp_path, d_csv=TEXT)
    assert errors(tmp_path) == [
        f"{tmp_path}: no .txt, .md or .jsonl file in this folder; choose files with --glob"
    ]


def test_links_make_no_loop_and_no_double(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt=TEXT, b__y_txt=TEXT)
    (tmp_path / "a" / "up").symlink_to(tmp_path)
    (tmp_path / "aa").symlink_to(tmp_path / "b")
    (tmp_path / "self").symlink_to(tmp_path)
    (tmp_path / "0.txt").symlink_to(tmp_path / "a" / "x.txt")
    (tmp_path / "loop.txt").symlink_to(tmp_path / "loop.txt")
    items = list(read([tmp_path]))
    assert [i.id for i in items if isinstance(i, Article)] == ["a/x", "b/y"]
    assert len([i for i in items if isinstance(i, InputError)]) == 1


def test_a_link_out_of_the_folder_is_followed(tmp_path: Path) -> None:
    write(tmp_path, out__x_txt=TEXT, in__y_txt=TEXT)
    (tmp_path / "in" / "more").symlink_to(tmp_path / "out")
    assert [a.id for a in articles(tmp_path / "in")] == ["more/x", "y"]


def test_no_file_is_read_twice(tmp_path: Path) -> None:
    write(tmp_path, a_txt=TEXT)
    assert len(articles(tmp_path, tmp_path / "a.txt", tmp_path)) == 1


def test_ids_of_two_folders_do_not_collide_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, a__x_txt=TEXT, b__x_txt=TEXT, b__y_txt=TEXT)
    one = {a.source: a.id for a in articles(tmp_path / "a", tmp_path / "b")}
    two = {a.source: a.id for a in articles(tmp_path / "b", tmp_path / "a")}
    assert one == two
    assert sorted(one.values()) == [f"{tmp_path}/a/x", f"{tmp_path}/b/x", "y"]


# --- JSONL and standard input ---------------------------------------------------------------------------


def test_jsonl_fields(tmp_path: Path) -> None:
    row = {
        "id": 7,
        "text": TEXT,
        "title": "Đầu đề",
        "date": "2021-11-17T21:31:00+07:00",
        "url": "x",
        "tags": ["a"],
    }
    other = {"text": TEXT, "title": None, "date": "hôm qua"}
    write(tmp_path, a_jsonl="\ufeff" + json.dumps(row) + "\n\n" + json.dumps(other) + "\r\n")
    first, second = articles(tmp_path / "a.jsonl")
    assert (first.id, first.title, first.date) == ("7", "Đầu đề", "2021-11-17")
    assert first.meta == {"date": "2021-11-17T21:31:00+07:00", "url": "x", "tags": ["a"]}
    assert first.source == f"{tmp_path}/a.jsonl:1"
    assert (second.id, second.title, second.date) == ("a:3", None, None)
    assert second.meta == {"title": None, "date": "hôm qua"}


@pytest.mark.parametrize(
    ("stated", "day", "kept"),
    [
        ("2021-11-17", "2021-11-17", False),
        ("17/11/2021 21:31", "2021-11-17", True),
        ("2021-11-17T21:31:00Z", "2021-11-17", True),
        ("2021-02-30", None, True),
        ("2021", None, True),
        (1637159460, None, True),
        (None, None, True),
    ],
)
def test_dates_of_jsonl(tmp_path: Path, stated: object, day: str | None, kept: bool) -> None:
    write(tmp_path, a_jsonl=json.dumps({"text": TEXT, "date": stated}))
    [article] = articles(tmp_path / "a.jsonl")
    assert article.date == day
    assert article.meta == ({"date": stated} if kept else {})


def test_text_key(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl=json.dumps({"body": TEXT, "text": 1}))
    [article] = articles(tmp_path / "a.jsonl", text_key="body")
    assert article.text == TEXT
    assert article.meta == {"text": 1}


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (b'{"body": "x"}', 'no key "text" (keys: body); name the key with --text-key'),
        (b"{}", "keys: none"),
        (b'{"text": 5}', '"text" is a JSON number, not text'),
        (b'{"text": null}', '"text" is a JSON null, not text'),
        (b'{"text": ""}', "empty"),
        (b'{"text": "a\\u0000b"}', "binary"),
        (b'{"text": "\\ud800"}', ""),
        (b"[1]", "a JSON array, not an object"),
        (b'{"text": ', "not JSON"),
        (b'{"text": "\xff"}', "not UTF-8 (byte 0xff at offset 25)"),
        (b"[" * 100_000, "not JSON"),
    ],
)
def test_bad_jsonl_lines_leave_the_others(tmp_path: Path, line: bytes, says: str) -> None:
    good = b'{"text":"abc"}\n'
    write(tmp_path, a_jsonl=good + line + b"\n" + good)
    items = list(read([tmp_path / "a.jsonl"]))
    assert [type(i) for i in items] == [Article, InputError, Article]
    assert str(items[1]).startswith(f"{tmp_path}/a.jsonl:2: ")
    assert says in str(items[1])
    assert "\n" not in str(items[1])


def test_equal_ids_are_told_apart(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl='{"id":"x","text":"một"}\n{"id":"x","text":"hai"}\n')
    assert [a.id for a in articles(tmp_path / "a.jsonl")] == ["x", "x#2"]


def test_empty_jsonl(tmp_path: Path) -> None:
    write(tmp_path, a_jsonl="\n \n")
    assert errors(tmp_path / "a.jsonl") == [
        f"{tmp_path}/a.jsonl: empty; give a file with one JSON object a line"
    ]


def test_standard_input_is_a_text_or_jsonl() -> None:
    [text] = articles("-", stdin=f"\n{TEXT}\r\n".encode())
    assert (text.id, text.source, text.text) == ("stdin", "-", f"\n{TEXT}\r\n")
    rows = articles("-", stdin=b'\n{"text":"a","id":"k"}\n{"text":"b"}\n')
    assert [(a.id, a.source, a.text) for a in rows] == [("k", "-:2", "a"), ("stdin:3", "-:3", "b")]


def test_nothing_on_standard_input() -> None:
    assert "nothing is piped in" in errors("-")[0]
    assert "empty" in errors("-", stdin=b"")[0]


def test_articles_come_lazily(tmp_path: Path) -> None:
    lines = iter([b'{"text":"a"}\n', b'{"text":"b"}\n'])

    class Pipe(io.BytesIO):
        def readline(self, size: int | None = -1, /) -> bytes:
            return next(lines)

        def __next__(self) -> bytes:
            return next(lines)

    stream = read(["-"], stdin=Pipe())
    assert isinstance(next(stream), Article)
    assert list(lines) == [b'{"text":"b"}\n']
