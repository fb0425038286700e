"""Beside the rows: how a figure is printed is chosen, and it is drawn from what is being typed."""

from __future__ import annotations

import pytest
from django.urls import reverse

from smartplan.document.figures.everything import EVERY_FIGURE
from smartplan.plans.models import (
    TEXTS,
    Field,
    Indicator,
    IndicatorValue,
    Measure,
    PopulationRow,
    SituationText,
)
from smartplan.plans.reading import read_plan
from tests.wizard.pages import form_of


def figure_fields():
    return [
        (section, field.name)
        for section, kind in TEXTS.items()
        for field in kind._meta.concrete_fields
        if field.name.startswith("figure_")
    ]


@pytest.fixture
def people(plan):
    PopulationRow.objects.create(plan=plan, year="2020", total="41357", position=1)
    PopulationRow.objects.create(plan=plan, year="2025", total="38000", position=2)


@pytest.fixture
def drawn_of(logged_in, planner, chapter_of):
    """The figure that is drawn from what a browser sends of a chapter's form."""
    client = logged_in(planner)

    def draw(section: str, key: str, **typed: str) -> str:
        chapter = chapter_of(section)
        form = form_of(client.get(reverse("wizard:chapter", args=[chapter.pk])))
        address = f"{reverse('wizard:figures', args=[chapter.pk])}?figure={key}"
        return client.post(address, {**form, **typed}).content.decode()

    return draw


@pytest.mark.parametrize(("section", "name"), figure_fields(), ids=lambda value: str(value))
def test_how_each_figure_is_printed_is_chosen_on_its_chapters_page(
    section, name, plan, planner, logged_in, address
):
    client = logged_in(planner)
    form = form_of(client.get(address(section)))
    client.post(address(section), {**form, name: "table"})

    assert getattr(read_plan(plan).text_of(section), name) == "table"
    assert form_of(client.get(address(section)))[name] == "table"


def test_a_form_without_the_choice_leaves_it(plan, planner, logged_in, address):
    SituationText.objects.update(figure_population="none")
    client = logged_in(planner)
    form = form_of(client.get(address("situation")))
    del form["figure_population"]

    client.post(address("situation"), {**form, "overview": "新しい文章"})

    text = SituationText.objects.get()
    assert (text.overview, text.figure_population) == ("新しい文章", "none")


def test_an_empty_choice_is_the_usual_one(plan, planner, logged_in, address):
    client = logged_in(planner)
    form = form_of(client.get(address("situation")))

    client.post(address("situation"), {**form, "overview": "新", "figure_population": ""})

    assert SituationText.objects.get().figure_population == "both"


def test_the_figure_stands_beside_the_rows_that_it_shows(planner, logged_in, address):
    page = logged_in(planner).get(address("situation"))
    html = page.content.decode()

    assert html.index('id="population_rows-part"') < html.index("人口グラフを見る")
    assert html.index("人口グラフを見る") < html.index('id="statistics-part"')


@pytest.mark.usefixtures("people")
def test_without_a_script_the_saved_figure_has_a_page(viewer, logged_in, chapter_of):
    html = (
        logged_in(viewer)
        .get(reverse("wizard:figures", args=[chapter_of("situation").pk]))
        .content.decode()
    )

    assert "<svg" in html
    assert "41,357" in html


@pytest.mark.usefixtures("people")
def test_a_figure_is_drawn_from_what_is_typed_and_nothing_is_saved(plan, drawn_of):
    before = plan.chapters.get(section="situation").version

    html = drawn_of("situation", "population", **{"population_rows-1-total": "31234"})

    assert "31,234" in html
    assert "38,000" not in html
    assert PopulationRow.objects.get(position=2).total == "38000"
    assert plan.chapters.get(section="situation").version == before
    assert not plan.revisions.exists()


@pytest.mark.usefixtures("people")
def test_a_new_row_and_a_removed_one_are_in_the_drawing(drawn_of):
    html = drawn_of(
        "situation",
        "population",
        **{
            "population_rows-0-remove": "on",
            "population_rows-7-id": "",
            "population_rows-7-year": "2030",
            "population_rows-7-total": "35500",
        },
    )

    assert "35,500" in html
    assert "41,357" not in html


def test_a_renamed_field_is_renamed_in_the_tree_of_measures(plan, drawn_of):
    field = Field.objects.create(plan=plan, name="移動", position=1)
    Measure.objects.create(plan=plan, name="予約バス", field=field, position=1)

    html = drawn_of("measures", "structure", **{"fields-0-name": "交通網"})

    assert "交通網" in html.replace("</text><text", "")
    assert "予約バス" in html


def test_nothing_to_draw_is_said_in_words(drawn_of):
    assert "図にできる行がまだありません。" in drawn_of("situation", "population")


def test_a_row_of_its_own_page_is_drawn_with_what_is_typed(plan, planner, logged_in):
    kpi = Indicator.objects.create(
        plan=plan,
        name="利用者数",
        unit="人",
        baseline_value="100",
        baseline_year="R7",
        target_value="300",
        target_year="R13",
        position=1,
    )
    IndicatorValue.objects.create(plan=plan, indicator=kpi, year=2027, value="150")
    client = logged_in(planner)
    form = form_of(client.get(reverse("wizard:row", args=["indicators", kpi.pk])))
    address = f"{reverse('wizard:row_figures', args=['indicators', kpi.pk])}?figure=indicators"

    html = client.post(address, {**form, "target_value": "987"}).content.decode()

    assert "987" in html
    assert Indicator.objects.get().target_value == "300"


def test_whoever_types_the_values_of_an_indicator_sees_its_figure_below_them_and_no_other(
    plan, planner, logged_in
):
    values = {"baseline_value": "100", "target_value": "300"}
    kpi, _ = (
        Indicator.objects.create(plan=plan, name=name, position=place, **values)
        for place, name in enumerate(("利用者数", "満足度"), start=1)
    )
    client = logged_in(planner)
    page = client.get(reverse("wizard:row", args=["indicators", kpi.pk]))
    html = page.content.decode()
    address = f"{reverse('wizard:row_figures', args=['indicators', kpi.pk])}?figure=indicators"

    drawn = client.post(address, form_of(page)).content.decode()
    blank = client.post(address, {**form_of(page), "target_value": ""}).content.decode()

    assert html.count("この指標の図を見る") == 1
    assert html.index('name="target_value"') < html.index("この指標の図を見る")
    assert html.index("この指標の図を見る") < html.index("年度別の値")
    assert "K1 利用者数" in drawn
    assert "満足度" not in drawn
    assert "数値を二つ以上入力すると、図になります。" in blank


@pytest.mark.parametrize("kind", EVERY_FIGURE, ids=lambda kind: kind.key)
def test_every_figure_is_offered_where_its_rows_are_written(
    kind, plan, planner, logged_in, address
):
    html = logged_in(planner).get(address(kind.section)).content.decode()

    assert f'data-figure="{kind.key}"' in html
    assert f"{kind.label}を見る" in html
