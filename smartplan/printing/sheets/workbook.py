"""The workbook: every sheet laid out to be read, filled in and printed on A4 landscape."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from smartplan.document.build import cover_of
from smartplan.intake.sheets import cells, indicators, measures
from smartplan.intake.sheets.sheet import ID_HEADING, OPINION_HEADING, Maker, Sheet, SheetColumn
from smartplan.plans.contents import PlanContents
from smartplan.plans.models import Row
from smartplan.printing.sheets import grant_form, others

SHEETS: tuple[Maker, ...] = (
    indicators.indicators,
    grant_form.grant_form,
    measures.measures,
    others.issues,
    others.organization,
    others.partners,
    others.members,
    others.roadmap,
    measures.data_links,
    others.terms,
)
"""The sheets in their order."""

FONT = "BIZ UDPゴシック"
HEADING_ROW = 4
BLANK_ROWS = 10
"""How many lines below the last one have the choices of their columns, for rows to add."""

LINE_HEIGHT = 13.5
PAPER_A3, PAPER_A4 = 8, 9
WIDEST_ON_A4, WIDEST_ON_A3 = 190, 260
"""How many half-width characters stand side by side so that they can still be read."""

CHOICES_SHEET = "選択肢"

RETURNS = (
    "記入したファイルは「書き出し」の画面から取り込めます。取り込む前に、変わるところを確かめられます。"
    "灰色の見出しの列は参照用で、書き換えても取り込みません。"
    "行を加えるときは、管理番号を空欄にしてください。"
)
PLAIN = "照会用の一覧です。このシートは取り込めません。"

_EDGE = Side(style="thin", color="767676")
_BORDER = Border(left=_EDGE, right=_EDGE, top=_EDGE, bottom=_EDGE)
_FILLED_IN = PatternFill("solid", fgColor="D9E6FF")
_REFERENCE = PatternFill("solid", fgColor="D9D9D9")


def render_xlsx(contents: PlanContents) -> bytes:
    """The plan's rows as an Excel workbook; an empty plan gives sheets with headings alone."""
    book = Workbook()
    sheets: list[Sheet] = []
    choices = Choices(book)
    for make in SHEETS:
        sheet = make(contents)
        SheetWriter(book.create_sheet(sheet.title), sheet, contents, choices).write()
        sheets.append(sheet)
    for sheet in sheets:
        if sheet.returns:
            _hide_original_cells(sheet, book.create_sheet(sheet.kept_title))
    choices.finish()
    cover = cover_of(contents.plan)
    book.properties.title = cover.full_title
    book.properties.creator = cover.municipality
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _hide_original_cells(sheet: Sheet, page: Worksheet) -> None:
    """Write what the sheet says now onto a hidden page: later it shows what was changed."""
    page.sheet_state = "hidden"
    columns = sheet.columns
    for place, words in enumerate((ID_HEADING, *(each.heading for each in columns)), start=1):
        cells.write(page.cell(1, place), words)
    for line, row in enumerate(sheet.rows, start=2):
        kept = (str(row.pk), *(column.shown(row) for column in columns))
        for place, words in enumerate(kept, start=1):
            cells.write(page.cell(line, place), words)


class Choices:
    """A hidden sheet with the words that may be chosen in a column."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        book.remove(book.worksheets[0])
        self._sheet = book.create_sheet(CHOICES_SHEET)
        self._sheet.sheet_state = "hidden"
        self._columns = 0

    def validation(self, labels: tuple[str, ...], page: Worksheet) -> DataValidation:
        """A list to choose from, on one page; words that are not on it bring a warning only."""
        self._columns += 1
        letter = get_column_letter(self._columns)
        for place, label in enumerate(labels, start=1):
            cells.write(self._sheet.cell(place, self._columns), label)
        found = DataValidation(
            type="list",
            formula1=f"{CHOICES_SHEET}!${letter}$1:${letter}${len(labels)}",
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle="一覧にない言葉です",
            error="一覧から選んでください。一覧にない言葉は取り込めません。",
        )
        page.add_data_validation(found)
        return found

    def finish(self) -> None:
        """Put the hidden sheet last, so that the first one seen is the first one filled."""
        self._book.move_sheet(self._sheet, len(self._book.sheetnames))
        self._book.active = 0


class SheetWriter:
    """One sheet on its page of the workbook."""

    def __init__(
        self, page: Worksheet, sheet: Sheet, contents: PlanContents, choices: Choices
    ) -> None:
        self.page = page
        self.sheet = sheet
        self.title = f"{cover_of(contents.plan).full_title}　{sheet.title}"
        self.choices = choices
        self.first = 2 if sheet.returns else 1
        """The column in which the sheet's own columns begin."""

    def write(self) -> None:
        self._head()
        for place, row in enumerate(self.sheet.rows, start=HEADING_ROW + 1):
            self._row(place, row)
        self._lay_out()

    @property
    def _last_column(self) -> int:
        return self.first + len(self.sheet.columns)

    @property
    def _last_row(self) -> int:
        return HEADING_ROW + len(self.sheet.rows)

    def _head(self) -> None:
        cells.write(self.page.cell(1, 1), self.title)
        self.page.cell(1, 1).font = Font(name=FONT, size=14, bold=True)
        note = self.sheet.note or (RETURNS if self.sheet.returns else PLAIN)
        cells.write(self.page.cell(2, 1), note)
        self.page.cell(2, 1).font = Font(name=FONT, size=9)
        if self.sheet.returns:
            self._heading(1, ID_HEADING, 9, reference=True)
        for place, column in enumerate(self.sheet.columns, start=self.first):
            reference = self.sheet.returns and not column.field
            self._heading(place, column.heading, column.width, reference=reference)
        self.page.row_dimensions[HEADING_ROW].height = 44
        self._heading(self._last_column, OPINION_HEADING, 30, reference=False)

    def _heading(self, place: int, words: str, width: float, *, reference: bool) -> None:
        cell = self.page.cell(HEADING_ROW, place)
        cells.write(cell, words)
        cell.font = Font(name=FONT, size=10, bold=True)
        cell.fill = _REFERENCE if reference else _FILLED_IN
        cell.border = _BORDER
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        self.page.column_dimensions[get_column_letter(place)].width = width

    def _row(self, place: int, row: Row) -> None:
        if self.sheet.returns:
            self._cell(place, 1, str(row.pk), numeric=True)
        for number, column in enumerate(self.sheet.columns, start=self.first):
            self._cell(place, number, column.shown(row), numeric=column.numeric)
        self._cell(place, self._last_column, "", numeric=False)
        self.page.row_dimensions[place].height = self._height(row)

    def _height(self, row: Row) -> float:
        """As high as the cell with the most lines asks for (points); Excel takes at most 409."""
        lines = max(
            sum(
                max(1, -(-len(part) * 2 // max(int(column.width), 1))) for part in words.split("\n")
            )
            for column in self.sheet.columns
            for words in [column.shown(row)]
        )
        return float(min(max(lines, 1) * LINE_HEIGHT + 4, 400))

    def _cell(self, place: int, number: int, words: str, *, numeric: bool) -> None:
        cell = self.page.cell(place, number)
        cells.write(cell, words, numeric=numeric)
        cell.font = Font(name=FONT, size=10)
        cell.border = _BORDER
        cell.alignment = Alignment(vertical="top", wrap_text=True)

    def _lay_out(self) -> None:
        page = self.page
        page.freeze_panes = page.cell(HEADING_ROW + 1, self.first + 1)
        last = f"{get_column_letter(self._last_column)}{max(self._last_row, HEADING_ROW)}"
        page.auto_filter.ref = f"A{HEADING_ROW}:{last}"
        page.print_title_rows = f"{HEADING_ROW}:{HEADING_ROW}"
        page.page_setup.orientation = "landscape"
        self._choose_paper()
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.oddFooter.center.text = "&P / &N"
        if self.sheet.returns:
            for place, column in enumerate(self.sheet.columns, start=self.first):
                self._offer(place, column)

    def _choose_paper(self) -> None:
        """A4, or A3 for a wide sheet; a very wide one on several pages side by side."""
        setup = self.page.page_setup
        width = sum(column.width for column in self.sheet.columns) + 40
        setup.paperSize = PAPER_A3 if width > WIDEST_ON_A4 else PAPER_A4
        setup.fitToWidth = 1 if width <= WIDEST_ON_A3 else -(-int(width) // WIDEST_ON_A3)
        setup.fitToHeight = 0
        if setup.fitToWidth > 1:
            self.page.print_title_cols = f"A:{get_column_letter(self.first + 2)}"

    def _offer(self, place: int, column: SheetColumn) -> None:
        labels = tuple(label for _, label in column.choices)
        if not labels:
            return
        letter = get_column_letter(place)
        last = self._last_row + BLANK_ROWS
        self.choices.validation(labels, self.page).add(f"{letter}{HEADING_ROW + 1}:{letter}{last}")
