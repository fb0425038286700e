"""Files that were made to harm: refused in a blink, with a sentence, never with an error."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile

import pytest

from smartplan.intake.sheets.indicators import indicators
from smartplan.intake.sheets.reading import SheetError, read_sheet
from smartplan.plans.models import Indicator
from smartplan.plans.reading import read_plan
from smartplan.printing.sheets import render_xlsx

SHEET = "xl/worksheets/sheet1.xml"
STRINGS = "xl/sharedStrings.xml"
NAMES = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
STRINGS_TYPE = (
    f'<Override PartName="/{STRINGS}" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>'
)
BIGGER = zip("abcdefghi", "bcdefghij", strict=True)
ENTITIES = (
    '<!DOCTYPE s [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in BIGGER)
    + "]>"
)


@pytest.fixture
def sheet(plan):
    Indicator.objects.create(plan=plan, name="利用者")
    return indicators(read_plan(plan))


@pytest.fixture
def workbook(plan, sheet):
    """The plan's workbook with other parts: `workbook({"xl/styles.xml": "<a><b"})`."""
    own = ZipFile(BytesIO(render_xlsx(read_plan(plan))))
    parts = {name: own.read(name).decode() for name in own.namelist()}
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace("</Types>", STRINGS_TYPE)
    parts[STRINGS] = f"<sst {NAMES}/>"

    def pack(others, compression=ZIP_DEFLATED):
        file = BytesIO()
        with ZipFile(file, "w", compression) as packed:
            for name, content in {**parts, **others}.items():
                packed.writestr(name, content)
        return file.getvalue()

    return pack


def rows(content: str) -> str:
    return f"<worksheet {NAMES}><sheetData>{content}</sheetData></worksheet>"


def test_the_workbook_itself_is_read(workbook, sheet):
    assert [line.cells["指標の名称"] for line in read_sheet(workbook({}), sheet)] == ["利用者"]


@pytest.mark.parametrize(
    "parts",
    [
        {STRINGS: f"<sst {NAMES}>{'<si/>' * 2_000_000}</sst>"},
        {SHEET: rows('<row r="1"/>' * 2_000_000)},
        {SHEET: rows(f'<row r="1">{"<c/>" * 2_000_000}</row>')},
    ],
)
def test_millions_of_empty_cells_in_a_small_file_do_not_stop_the_pages(workbook, sheet, parts):
    file = workbook(parts)
    assert len(file) < 100_000
    with pytest.raises(SheetError, match="ファイルの中身が大きすぎます"):
        read_sheet(file, sheet)


QUOTED = '表「="x"」'


def attributes(count: int, value: str = "") -> str:
    return " ".join(f'a{place}="{value}"' for place in range(count))


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: rows(f'<row r="1" {attributes(2_000)}/>')},
        {SHEET: rows(f"<row {attributes(100)}/>" * 20_000)},
        {SHEET: rows("") + "<mergeCell ref='A1:B2'/>" * 20_000},
        {SHEET: rows("") + "<x:dataValidation sqref='A1'/>" * 20_000},
        {SHEET: rows("") + f"<x sqref='{'A1 ' * 20_000}'/>" * 20},
        # A reader that ends a tag at the next ">" sees none of these.
        {SHEET: rows(f'<row r="1" {attributes(2_000, ">")}/>')},
        {SHEET: rows(f"<!-- \" --><row r='1' {attributes(2_000, '>')}/>")},
        {SHEET: rows(f'<![CDATA["]]><?a "?><row r="1" {attributes(2_000)}/>')},
        {"xl/workbook.xml": f"<workbook {NAMES} {attributes(2_000)}/>"},
        {"xl/styles.xml": f"<styleSheet {NAMES} {attributes(2_000)}/>"},
        {"xl/styles.xml": f"<styleSheet {NAMES}>{'<xf/>' * 70_000}</styleSheet>"},
        {"docProps/core.xml": f"<a {attributes(2_000)}/>"},
        {STRINGS: f"<sst {NAMES}><si {attributes(2_000)}><t>1</t></si></sst>"},
        {SHEET: rows("") + f'<conditionalFormatting sqref="{"A1 " * 30_000}"/>'},
        {"xl/media/image1.svg": f'<svg><path d="{"M0 0" * 20_000}"/></svg>'},
    ],
)
def test_one_tag_with_very_many_attributes_does_not_stop_the_pages(workbook, sheet, parts):
    with pytest.raises(SheetError, match="ファイルの中身が大きすぎます"):
        read_sheet(workbook(parts), sheet)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "cp037", "utf-32-be"])
def test_tags_in_an_encoding_that_we_do_not_look_into_are_refused(workbook, sheet, encoding):
    part = rows(f'<row r="1" {attributes(2_000)}/>')
    for declaration in ("", f"<?xml version='1.0' encoding='{encoding}'?>"):
        for content in ((declaration + part).encode(encoding), (declaration + part).encode()):
            with pytest.raises(SheetError):
                read_sheet(workbook({SHEET: content}), sheet)


def test_attributes_that_a_declaration_gives_to_every_tag_are_refused(workbook, sheet):
    given = "".join(f' a{place} CDATA ""' for place in range(1_000))
    part = f"<!DOCTYPE worksheet [<!ATTLIST row{given}>]>" + rows("<row/>" * 10_000)
    with pytest.raises(SheetError, match="として読めません"):
        read_sheet(workbook({SHEET: part}), sheet)


@pytest.mark.parametrize(
    "parts",
    [
        {"xl/media/image1.png": b"\x89PNG\r\n" + b"<" + b"\0" * 200_000},
        {"xl/media/image1.svg": '<!DOCTYPE svg PUBLIC "a" "b"><svg><!-- <"> --></svg>'},
        {"xl/printerSettings/printerSettings1.bin": "プリンター".encode("utf-16-le") * 100_000},
        {"docProps/app.xml": "\ufeff<?xml version='1.0' encoding='UTF-8'?><a b='>' c=\"'\">\"</a>"},
        {STRINGS: f"<sst {NAMES}><si><t>{QUOTED * 30_000}</t></si></sst>"},
    ],
)
def test_what_real_workbooks_hold_beside_the_lines_is_let_through(workbook, sheet, parts):
    assert [line.cells["指標の名称"] for line in read_sheet(workbook(parts), sheet)] == ["利用者"]


def test_one_text_in_every_cell_does_not_fill_the_memory(workbook, sheet):
    line = '<row r="{}"><c r="A{}" t="s"><v>1</v></c></row>'
    strings = f"<sst {NAMES}><si><t>管理番号</t></si><si><t>{'長' * 30_000}</t></si></sst>"
    heading = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    lines = heading + "".join(line.format(place, place) for place in range(2, 202))
    with pytest.raises(SheetError, match="文字が多すぎます"):
        read_sheet(workbook({STRINGS: strings, SHEET: rows(lines)}), sheet)


@pytest.mark.parametrize(
    "parts",
    [
        {SHEET: "<worksheet><sheetData><row"},
        {"xl/workbook.xml": "<a><b"},
        {"xl/styles.xml": "<a><b"},
        {STRINGS: "<a><b"},
        {SHEET: rows('<row r="1"><c r="A1" t="s"><v>99999</v></c></row>')},
        {SHEET: rows('<row r="1"><c r="A1" s="99999"><v>3</v></c></row>')},
        {STRINGS: f"{ENTITIES}<sst {NAMES}><si><t>&j;</t></si></sst>"},
        {"xl/workbook.xml": f"{ENTITIES}<workbook {NAMES}><x>&j;</x></workbook>"},
        {
            STRINGS: '<!DOCTYPE s [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
            f"<sst {NAMES}><si><t>&a;</t></si></sst>"
        },
    ],
)
def test_broken_parts_and_entities_are_refused_in_words(workbook, sheet, parts):
    with pytest.raises(SheetError, match="として読めません"):
        read_sheet(workbook(parts), sheet)


def test_a_locked_or_strangely_packed_file_is_refused_in_words(workbook, sheet):
    locked = bytearray(workbook({}))
    place = locked.find(b"PK\x01\x02")
    while place >= 0:
        locked[place + 8] |= 1
        place = locked.find(b"PK\x01\x02", place + 4)
    for file in (bytes(locked), workbook({}, ZIP_LZMA)):
        with pytest.raises(SheetError, match="パスワードが付いているときは外してください"):
            read_sheet(file, sheet)
