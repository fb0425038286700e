"""Cases as rows of a CSV: the Japanese headings, and how a row becomes a case."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch  # type: ignore[import-untyped]
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from import_export.fields import Field
from import_export.instance_loaders import CachedInstanceLoader
from import_export.resources import Diff, ModelResource
from import_export.results import Result

from cases.cells import ByName, Choice, Names, Number, Text
from cases.csv_files import ROW_HEADING
from cases.history import begin_edit, end_edit
from cases.models import Case, CaseQuerySet, PolicyField, PopulationBand, Source
from cases.rules import problems_of
from smartplan.municipalities.models import Municipality
from smartplan.structure.keys import PlanTypeKey
from smartplan.structure.models import Section, Stage, Track


class ShownChange(NamedTuple):
    """One column of a row that changes: its heading, and the old and new text with marks."""

    heading: str
    marked: SafeString
    is_emptied: bool


class ShownChanges(Diff):
    """What a row changes, without the style attributes that our policy forbids."""

    def __init__(self, resource: ModelResource, instance: Case, new: bool) -> None:
        super().__init__(resource, instance, new)
        self.headings = resource.get_diff_headers()

    def as_html(self) -> list[ShownChange]:
        """The columns that change, each with what goes and what comes."""
        compare = diff_match_patch()
        shown = []
        for heading, before, after in zip(self.headings, self.left, self.right, strict=True):
            parts = compare.diff_main("" if self.new else before, after)
            compare.diff_cleanupSemantic(parts)
            if any(kind != diff_match_patch.DIFF_EQUAL for kind, _text in parts):
                marked = format_html_join("", "{}", ((_marked(*part),) for part in parts))
                shown.append(ShownChange(heading, marked, bool(before and not after)))
        return shown


def _marked(kind: int, text: str) -> SafeString | str:
    if kind == diff_match_patch.DIFF_INSERT:
        return format_html("<ins>{}</ins>", text)
    if kind == diff_match_patch.DIFF_DELETE:
        return format_html("<del>{}</del>", text)
    return text


class CaseResult(Result):
    """Knows rows by the number that Excel shows, and which columns they would empty."""

    @property
    def emptied(self) -> list[str]:
        """Where an empty cell takes the place of something: 「C001 題名」の「備考」."""
        return [
            f"「{row.object_repr}」の「{change.heading}」"
            for row in self.valid_rows()
            if row.is_update()
            for change in row.diff
            if change.is_emptied
        ]

    def append_invalid_row(self, number: int, row: Any, validation_error: Any) -> None:
        super().append_invalid_row(number, row, validation_error)
        self.invalid_rows[-1].number = row[ROW_HEADING]


class CaseResource(ModelResource):
    """One row is one case. 公開状態 is last, never empty: Excel drops empty cells at the end."""

    number = Field("number", "事例番号", Number())
    title = Field("title", "題名", Text())
    kind = Field("kind", "種類", Choice(Case.Kind, "種類", blank=False))
    actor = Field("actor", "取組主体", Text())
    municipality = Field(
        "municipality", "団体コード", ByName(Municipality, "code", "団体コード", blank=True)
    )
    prefecture = Field("prefecture", "都道府県", Text())
    population_band = Field(
        "population_band", "人口規模", Choice(PopulationBand, "人口規模", blank=True)
    )
    plan_type = Field("plan_type", "類型", Choice(PlanTypeKey, "類型", blank=True))
    theme = Field("theme", "主題", Text())
    sections = Field("sections", "計画の項目", Names(Section, "計画の項目"))
    stages = Field("stages", "段階", Names(Stage, "段階"))
    tracks = Field("tracks", "論点", Names(Track, "論点"))
    fields_of_policy = Field("fields", "分野", Names(PolicyField, "分野"))
    summary = Field("summary", "概要", Text())
    lessons = Field("lessons", "学べること", Text())
    figures = Field("figures", "主な数値", Text())
    years = Field("years", "年次", Text())
    source = Field("source", "出典", ByName(Source, "title", "出典", blank=False))
    page = Field("page", "出典のページ", Text())
    as_of = Field("as_of", "出典時点", Text())
    note = Field("note", "備考", Text())
    status = Field("status", "公開状態", Choice(Case.Status, "公開状態", blank=False))

    class Meta:
        model = Case
        fields = (
            "number",
            "title",
            "kind",
            "actor",
            "municipality",
            "prefecture",
            "population_band",
            "plan_type",
            "theme",
            "sections",
            "stages",
            "tracks",
            "fields_of_policy",
            "summary",
            "lessons",
            "figures",
            "years",
            "source",
            "page",
            "as_of",
            "note",
            "status",
        )
        import_id_fields = ("number",)
        instance_loader_class = CachedInstanceLoader
        skip_unchanged = True
        report_skipped = True
        store_row_values = True

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.reason = ""
        self.numbers_seen: set[str] = set()

    @classmethod
    def get_result_class(cls) -> type[Result]:
        return CaseResult

    @classmethod
    def get_diff_class(cls) -> type[Diff]:
        return ShownChanges

    def get_queryset(self) -> CaseQuerySet:
        return Case.objects.select_related("source", "municipality").prefetch_related(
            "sections", "stages", "tracks", "fields"
        )

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.reason = f"CSVの取込み：{kwargs.get('file_name') or ''}"

    def import_instance(self, instance: Case, row: Any, **kwargs: Any) -> None:
        """Fill the case from the row, and tell everything that is wrong with the row at once."""
        problems: list[str] = []
        for field in self.get_import_fields():
            if field.column_name not in row:
                continue
            try:
                if isinstance(field.widget, Names):
                    field.clean(row)
                else:
                    self.import_field(field, instance, row, **kwargs)
            except ValueError as error:
                problems.append(str(error))
        problems += self._broken_rules(instance, row)
        if problems:
            raise ValidationError(problems)

    def _broken_rules(self, case: Case, row: Any) -> Iterator[str]:
        if case.number and case.number in self.numbers_seen:
            yield f"事例番号「{case.number[:20]}」の行が2つ以上あります。"
        self.numbers_seen.add(case.number)
        if "出典" not in row and case.source_id is None:
            yield "新しい事例には、出典の列が必要です。"
        if "計画の項目" in row:
            has_sections = bool(str(row["計画の項目"]).strip())
        else:
            has_sections = case.pk is not None and bool(case.sections.all())
        for _field, problem in problems_of(case, has_sections=has_sections):
            yield problem

    def validate_instance(
        self, instance: Case, import_validation_errors: Any = None, validate_unique: bool = True
    ) -> None:
        """The rules were asked in import_instance."""
        if import_validation_errors:
            raise ValidationError(import_validation_errors)

    def do_instance_save(self, instance: Case, is_create: bool) -> None:
        begin_edit(instance)
        instance.save(force_insert=is_create)

    def save_m2m(self, instance: Case, row: Any, **kwargs: Any) -> None:
        super().save_m2m(instance, row, **kwargs)
        end_edit(instance, reason=self.reason)
