"""The table of short rows: every cell is labelled, escaped, and keeps what was typed."""

import re
from html.parser import HTMLParser

import pytest

from smartplan.web.rows import Column, RowView, render_table

KINDS = [("", "（選択なし）"), ("actual", "実績"), ("projection", "推計")]
COLUMNS = [
    Column("year", "年", "year", "narrow"),
    Column("total", "総人口", "number"),
    Column("kind", "実績・推計", "select", choices=KINDS),
    Column("source", "出典", "textarea", "wide"),
]


def table(*rows: RowView) -> str:
    return render_table(
        COLUMNS,
        rows,
        table_id="population_rows",
        caption="人口",
        empty_row_prefix="population_rows-__prefix__",
    )


def row(index: int = 0, **options: object) -> RowView:
    return RowView(index, f"population_rows-{index}", 7, **options)


class Parsed(HTMLParser):
    """The elements of a piece of HTML, without those of its <template>."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html[: html.index("<template>")])

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))


def test_every_control_is_named_by_its_column_and_its_row():
    tags = Parsed(table(row(0), row(1))).tags
    ids = {attrs["id"] for _, attrs in tags if "id" in attrs}
    controls = [
        attrs
        for tag, attrs in tags
        if tag in {"input", "select", "textarea"} and attrs.get("type") != "hidden"
    ]
    assert len(controls) == 2 * (len(COLUMNS) + 1)
    for attrs in controls:
        assert set(attrs["aria-labelledby"].split()) <= ids
    assert len(ids) == len([1 for _, attrs in tags if "id" in attrs])


@pytest.mark.parametrize("name", ["year", "total", "source", "kind"])
def test_what_was_typed_is_shown_again_and_is_never_markup(name):
    typed = '"><script>alert(1)</script>&amp;'
    html = table(row(values={name: typed}))
    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&amp;amp;" in html


def test_a_choice_is_selected_once_and_an_old_value_stays_selectable():
    html = table(row(values={"kind": "projection"}))
    assert html.split("<template>")[0].count(" selected>") == 1
    assert '<option value="projection" selected>推計</option>' in html
    assert '<option value="census" selected>census</option>' in table(
        row(values={"kind": "census"})
    )


def test_a_text_that_begins_with_a_line_break_keeps_it():
    assert ">\n\n国勢調査</textarea>" in table(row(values={"source": "\n国勢調査"}))


def test_a_wrong_cell_says_so_at_the_cell():
    wrong = row(2, values={"year": "あ"}, errors={"year": ["年を読み取れません。"]})
    html = table(wrong)
    assert 'aria-invalid="true" aria-describedby="id_population_rows-2-year_error"' in html
    assert 'id="id_population_rows-2-year_error"' in html


def test_the_buttons_say_which_table_and_row():
    html = table(row(4, removed=True))
    for value in ("add:population_rows", "up:population_rows:4", "down:population_rows:4"):
        assert f'name="do" value="{value}"' in html
    assert 'name="population_rows-4-remove" checked' in html
    assert 'name="population_rows-4-id" value="7"' in html
    assert 'name="population_rows-4-position" value="5"' in html


def test_a_blank_row_waits_for_the_browser():
    blank = re.search("<template>(.*)</template>", table(), re.DOTALL)
    assert blank
    assert (
        'name="population_rows-__prefix__-year" id="id_population_rows-__prefix__-year"' in blank[1]
    )
    assert 'name="population_rows-__prefix__-id" value=""' in blank[1]
