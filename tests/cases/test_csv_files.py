"""Files as they come from town halls: encodings, Excel's habits, and everything that is no CSV."""

import pytest
from tablib import Dataset

from cases.csv_files import (
    Cp932Csv,
    CsvProblemError,
    Utf8Csv,
    decoded,
    guarded,
    read_table,
    unguarded,
)

HEADINGS = ["番号", "題名", "備考"]
TEXT = '番号,題名,備考\r\nC901,①髙橋㈱～,"一行目\n二行目"\r\n'


def table(data, required=("番号",)):
    return read_table(data, known=HEADINGS, required=required)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932"])
def test_utf_8_and_cp932_are_told_apart(encoding):
    read = table(TEXT.encode(encoding))
    assert read.headers == ["行", *HEADINGS]
    assert read[0] == ("2", "C901", "①髙橋㈱～", "一行目\n二行目")


def test_rows_bear_the_number_that_excel_shows_and_blank_ones_are_passed_over():
    read = table("番号,題名,備考,,\n\nC901,一,,,\n,,,,\nC902,二,,,\n".encode())
    assert [row[0] for row in read] == ["3", "5"]
    assert read[1] == ("5", "C902", "二", "")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "ファイルが空です。"),
        (b"\xef\xbb\xbf", "ファイルが空です。"),
        (b" \r\n ", "ファイルが空です。"),
        (b"PK\x03\x04xlsx", "CSVではなく、Excelなどのファイルです。"),
        (TEXT.encode("utf-16"), "文字コードがUTF-16です。"),
        (b"\x89PNG\r\n\x00\x1a", "CSVのファイルではありません。"),
        (b"\xff\xff\xfd" * 20, "文字コードを読み取れません。"),
        ("見出しのない文章です。".encode(), "1行目に見出しがありません。"),
        (TEXT.encode("euc-jp", "replace"), "文字コードを読み取れません。"),
        ("題名,備考\nあ,い".encode(), "見出し「番号」の列がありません。"),
        ("番号,題目\nC901,い".encode(), "使えない見出し「題目」があります。"),
        ("番号,題名,題名\n1,2,3".encode(), "見出し「題名」が2つ以上あります。"),
        ("番号,題名,備考\nC901,あ".encode(), "2行目：列が足りません（見出しは3列、この行は2列）。"),
        (
            "番号,題名\nC901,あ,い,う".encode(),
            "2行目：列が多すぎます（見出しは2列、この行は4列）。",
        ),
        ("番号,題名\n".encode(), "事例の行がありません。"),
        (f"番号,題名\nC901,{'あ' * 1_000_000}".encode(), "2行目に長すぎるセルがあります。"),
        ('番号,題名\nC901,"閉じない'.encode(), "2行目をCSVとして読めません。"),
        (b"a" * (5 * 1024 * 1024 + 1), "ファイルが大きすぎます（5MBまで）。"),
        (("番号\n" + "C901\n" * 5001).encode(), "一度に取り込めるのは5,000行までです。"),
    ],
)
def test_what_cannot_be_read_is_told_in_japanese(data, told):
    with pytest.raises(CsvProblemError) as caught:
        table(data)
    assert told in str(caught.value)


def test_many_crooked_rows_are_told_by_number_and_not_without_end():
    with pytest.raises(CsvProblemError, match=r"2行目.*21行目.*ほか30行。"):
        table(("番号,題名\n" + "C901\n" * 50).encode())


@pytest.mark.parametrize("cell", ["=1+1", "+81", "-1", "@a", "\t=1", "＝1", "'=1", "''-1", "－"])
def test_a_formula_is_made_harmless_and_comes_back_as_it_was(cell):
    assert guarded(cell) == f"'{cell}"
    assert unguarded(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["", "取組", "'引用'", "10-20", "C901"])
def test_other_cells_are_left_alone(cell):
    assert guarded(cell) == cell
    assert unguarded(cell) == cell


def test_both_encodings_are_written_and_read_back():
    rows = Dataset(["C901", "①髙橋㈱～", "=SUM(A1)"], headers=HEADINGS)
    utf8, cp932 = Utf8Csv().export_data(rows), Cp932Csv().export_data(rows)
    assert utf8.startswith(b"\xef\xbb\xbf")
    assert "'=SUM(A1)" in decoded(utf8)
    assert decoded(utf8) == decoded(cp932)
    assert table(cp932)[0][1:] == ("C901", "①髙橋㈱～", "=SUM(A1)")


def test_what_cp932_cannot_say_is_named_instead_of_lost():
    rows = Dataset(["C901", "𠮷野家", ""], ["C902", "葛󠄀飾区", "𠮷"], headers=HEADINGS)
    with pytest.raises(CsvProblemError) as caught:
        Cp932Csv().export_data(rows)
    assert "「𠮷」（C901・C902）" in str(caught.value)
    assert "UTF-8のCSVを選んでください。" in str(caught.value)
