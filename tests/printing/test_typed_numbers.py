"""A hundred numbers with signs and marks beside them: each document prints them as typed."""

from __future__ import annotations

import io
import re
import unicodedata
import zipfile
from html import unescape

import pytest
from django.db import transaction
from lxml import etree
from openpyxl import load_workbook

from smartplan.document.build import build_document
from smartplan.document.tree import Figure
from smartplan.municipalities.models import Municipality, Role
from smartplan.plans.actions import start_plan
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import (
    Indicator,
    IndicatorValue,
    Measure,
    Plan,
    PopulationRow,
    Statistic,
)
from smartplan.plans.reading import read_plan
from smartplan.printing.html.document import render_html
from smartplan.printing.pdf.document import render_pdf
from smartplan.printing.sheets import render_xlsx
from smartplan.printing.sheets.grant_form import increments
from smartplan.printing.summary import render_summary
from smartplan.printing.word import render_docx
from tests.conftest import person
from tests.japanese.typed import squeezed
from tests.printing.reading import run
from tests.printing.word.checking import W

pytestmark = pytest.mark.django_db

FORMS = (
    *("{}㎞", "{}℃", "{}㎏", "{}㌶", "{} 人 / 年", "{}ﾎﾟｲﾝﾄ", "{}㎜", "{}㌫", "{}№", "{}㏈"),
    *("①{}", "{}①", "{}¹⁾", "{}²", "{} 120", "{}※1", "{}（注1）", "{}㏠"),
    *("{}m²", "{}t-CO2", "△{}千円", "約{}", "{}.50％", "{}万人", "{}㎥"),
)
VALUES = [form.format(10_007 + 379 * place) for place, form in enumerate(FORMS * 4)]
IN_COLUMNS = (
    # value, unit, as printed under the unit
    *(("20011㎞", "㎞", "20,011"), ("20022㎞", "km", "20,022"), ("20033℃", "℃", "20,033")),
    *(("20044ﾎﾟｲﾝﾄ", "ポイント", "20,044"), ("２００５５ ㎡", "m2", "20,055")),
    *(("①20066", "％", "①20066"), ("20077¹⁾", "人", "20077¹⁾"), ("20088²", "人", "20088²")),
    *(("20 099", "人", "20 099"), ("20100千円", "千円", "20,100"), ("20211⑴", "件", "20211⑴")),
)


def more(value: str, thousands: int) -> str:
    """The same cell with 21 or 22 in place of its 20."""
    ones = str(thousands), "０１２"[thousands]
    return value.replace("20", f"2{ones[0]}", 1).replace("２０", f"２{ones[1]}", 1)


TARGETS = [more(value, 1) for value, _, _ in IN_COLUMNS]


def _fill(plan: Plan) -> None:
    Statistic.objects.bulk_create(
        Statistic(plan=plan, position=place, name=f"統計{'い' * 3}", value=value, year="FY24")
        for place, value in enumerate(VALUES)
    )
    for place, (value, unit, _) in enumerate(IN_COLUMNS):
        row = Indicator.objects.create(
            plan=plan,
            position=place,
            name="指標の名称",
            unit=unit,
            baseline_value=value,
            baseline_year="FY24",
            target_value=TARGETS[place],
            target_year="FY30",
        )
        IndicatorValue.objects.create(plan=plan, indicator=row, year=2028, value=more(value, 2))
        Measure.objects.create(plan=plan, position=place, name="施策の名称").indicators.add(row)
    for place, (year, total) in enumerate(
        (("R2", "30011㌔"), ("'24", "30022 人"), ("FY45", "30③"))
    ):
        PopulationRow.objects.create(plan=plan, position=place, year=year, total=total)


@pytest.fixture(scope="module")
def contents(django_db_setup, django_db_blocker) -> PlanContents:
    """The plan in memory; nothing of it stays in the database."""
    with django_db_blocker.unblock(), transaction.atomic():
        town = Municipality.objects.create(
            code="992029", name="となり市", kana="となりし", prefecture="みどり県", kind="city"
        )
        by = person("typist", "入力 花子", town, Role.EDITOR)
        plan = start_plan(municipality=town, by=by, title="試し", start_year=2027)
        _fill(plan)
        found = read_plan(plan)
        transaction.set_rollback(True)
    return found


def lost(text: str, typed: list[str]) -> list[str]:
    """Those values of which no copy stands in a text without a digit more or less."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").casefold()
    return [value for value in typed if not re.search(_exactly(squeezed(value)), plain)]


def _exactly(value: str) -> str:
    return r"(?<![0-9])" + r"\s*".join(map(re.escape, value)) + r"(?![0-9])"


UNDER_UNITS = [printed for _, _, printed in IN_COLUMNS]
AIMS = [more(printed, 1) for printed in UNDER_UNITS]
YEARLY = [more(printed, 2) for printed in UNDER_UNITS]
PRINTED = [*VALUES, *UNDER_UNITS, *AIMS, *YEARLY]


def test_the_page_prints_each_number_as_typed(contents):
    page = render_html(build_document(contents))
    text = unescape(re.sub(r"<[^>]*>", " ", page))

    assert lost(text, [*PRINTED, "30011㌔", "30022", "30③"]) == []
    assert "令和24年度" not in text
    assert lost(text, ["2024年度", "2030年度"]) == []


def test_the_pdf_prints_each_number_as_typed(contents):
    pdf = render_pdf(build_document(contents))
    text = run("pdftotext", "-", "-", stdin=pdf).decode()

    assert lost(text, PRINTED) == []


def test_word_has_each_number_as_typed(contents):
    file = render_docx(build_document(contents), lambda _: b"")

    assert lost(text_of_word(file), PRINTED) == []


def text_of_word(file: bytes) -> str:
    paragraphs = etree.fromstring(zipfile.ZipFile(io.BytesIO(file)).read("word/document.xml"))
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(f"{{{W}}}t"))
        for paragraph in paragraphs.iter(f"{{{W}}}p")
    )


def test_excel_has_each_number_as_typed(contents):
    book = load_workbook(io.BytesIO(render_xlsx(contents)))
    shown = [str(cell.value) for row in book["指標（KPI）"].iter_rows() for cell in row]

    typed = [value for value, _, _ in IN_COLUMNS]
    assert [value for value in (*typed, *TARGETS) if value not in shown] == []


def test_the_summary_prints_each_number_as_typed(contents):
    text = run("pdftotext", "-", "-", stdin=render_summary(contents)).decode()

    assert lost(text, [*UNDER_UNITS, *AIMS, "30011㌔"]) == []


def test_what_is_no_number_is_neither_drawn_nor_reckoned_with(contents):
    figures = [
        block
        for chapter in build_document(contents).chapters
        for block in chapter.blocks
        if isinstance(block, Figure) and block.key in {"indicators", "population"}
    ]
    words = "\n".join(word for figure in figures for word in figure.drawing.words)
    told = "\n".join(figure.alternative for figure in figures)

    # Panels of two known numbers alone; the population that cannot be read has no bar.
    assert lost(words, ["20,011", "21,011", "20,055", "20,100"]) == []
    assert [sign for sign in "①¹²⑴③" if sign in words] == []
    assert lost(told, ["20,011㎞", "21,011㎞"]) == []
    reckoned = {row.baseline_value: increments(row, contents) for row in contents.rows(Indicator)}
    assert {value for value, found in reckoned.items() if found.total is None} == {
        *("①20066", "20077¹⁾", "20088²", "20 099", "20211⑴")
    }
    assert reckoned["20011㎞"].total == 2000
