"""Forms: what is cleaned, and how a mistake is told."""

import re

import pytest
from django import forms
from django.template import Context, Template

from smartplan.municipalities.models import Division
from smartplan.web.forms import Form, ModelForm


class PlanForm(Form):
    title = forms.CharField(label="計画の名称", max_length=10, help_text="例：○○市推進計画")
    body = forms.CharField(label="背景", required=False, widget=forms.Textarea)
    population = forms.IntegerField(label="人口", required=False, min_value=1)
    area = forms.ChoiceField(
        label="対象区域", choices=[("all", "全域"), ("part", "一部")], widget=forms.RadioSelect
    )
    style = forms.ChoiceField(
        label="書き方", required=False, choices=[("", "---------"), ("a", "網羅型")]
    )


class DivisionForm(ModelForm):
    class Meta:
        model = Division
        fields = ("name",)


GOOD = {"title": "推進計画", "area": "all"}


def drawn(form: forms.BaseForm) -> str:
    template = Template("{% load crispy_forms_tags %}{% crispy form %}")
    return re.sub(r"\s*\n\s*", "", template.render(Context({"form": form})))


def summary(**context: object) -> str:
    template = Template('{% include "components/_error_summary.html" %}')
    return template.render(Context(context))


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("title", "", "計画の名称を入力してください。"),
        ("title", " 　", "計画の名称を入力してください。"),
        (
            "title",
            "あ" * 12,
            "計画の名称は10文字以内で入力してください（入力されたのは12文字です）。",
        ),
        ("population", "多い", "人口は整数で入力してください。"),
        ("population", "0", "人口は1以上の数で入力してください。"),
        ("area", "", "対象区域を選んでください。"),
        ("area", "moon", "対象区域は、一覧にあるものから選び直してください。"),
    ],
)
def test_a_mistake_names_the_field_and_says_what_to_do(field, typed, message):
    assert PlanForm({**GOOD, field: typed}).errors == {field: [message]}


def test_a_message_of_the_forms_own_stays():
    class Own(Form):
        title = forms.CharField(error_messages={"required": "題名がありません。"})

    assert Own({}).errors == {"title": ["題名がありません。"]}


def test_a_label_with_a_percent_sign_does_no_harm():
    class Own(Form):
        rate = forms.CharField(label="割合（%）", max_length=2)

    expected = "割合（%）は2文字以内で入力してください（入力されたのは3文字です）。"
    assert Own({"rate": "123"}).errors == {"rate": [expected]}


def test_a_form_of_a_table_speaks_the_same_way():
    assert DivisionForm({}).errors == {"name": ["課の名称を入力してください。"]}
    assert DivisionForm({"name": "課" * 61}).errors == {
        "name": ["課の名称は60文字以内で入力してください（入力されたのは61文字です）。"]
    }


def test_controls_and_zero_width_characters_go_and_every_seen_character_stays():
    form = PlanForm({**GOOD, "title": "㈱\u200b髙\x00𠮷①㎡ ", "body": "　一字下げ\r\n次の行  \n\n"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["title"] == "㈱髙𠮷①㎡"
    assert form.cleaned_data["body"] == "　一字下げ\n次の行"


def test_a_text_of_blanks_is_empty():
    form = PlanForm({**GOOD, "body": "　 \n \n"})
    assert form.is_valid()
    assert form.cleaned_data["body"] == ""


@pytest.mark.parametrize("typed", ["12,300", "１２３００", "12,300人"])
def test_a_number_is_read_as_officials_type_it(typed):
    form = PlanForm({**GOOD, "population": typed})
    assert form.is_valid()
    assert form.cleaned_data["population"] == 12_300


@pytest.mark.parametrize("typed", ["①80", "120¹⁾", "150²", "80 120", "80㏠"])
def test_a_number_with_a_mark_is_refused_and_not_read_as_another(typed):
    form = PlanForm({**GOOD, "population": typed})
    assert list(form.errors) == ["population"]


def test_a_password_is_taken_as_it_is():
    class Login(Form):
        password = forms.CharField(strip=False, widget=forms.PasswordInput)

    form = Login({"password": " 空白も\u200b文字 "})
    assert form.is_valid()
    assert form.cleaned_data["password"] == " 空白も\u200b文字 "


def test_the_browser_neither_cuts_nor_refuses_what_is_typed():
    html = drawn(PlanForm())
    for attribute in ("maxlength", "minlength", " required", 'type="number"'):
        assert attribute not in html
    assert 'data-limit="10"' in html


def test_label_mark_support_text_control_and_error_follow_each_other():
    html = drawn(PlanForm({**GOOD, "title": ""}))
    field = html[html.index('id="div_id_title"') : html.index('id="div_id_body"')]
    order = ["計画の名称", "※必須", "例：○○市推進計画", "<input", "計画の名称を入力してください。"]
    places = [field.index(part) for part in order]
    assert places == sorted(places)
    assert "※任意" in html[html.index('id="div_id_body"') :]


def test_the_error_is_read_before_the_support_text():
    html = drawn(PlanForm({**GOOD, "title": ""}))
    assert 'aria-describedby="id_title_error id_title_helptext"' in html
    assert 'aria-invalid="true"' in html


def test_choices_are_a_group_with_a_legend_and_its_error():
    html = drawn(PlanForm({"title": "推進計画"}))
    group = html[html.index('<fieldset id="div_id_area"') :]
    group = group[: group.index("</fieldset>")]
    assert 'aria-describedby="id_area_error"' in group
    assert '<legend class="field__label">対象区域' in group
    assert 'for="id_area_1">一部</label>' in group


def test_the_empty_choice_says_what_it_is():
    html = drawn(PlanForm())
    assert '<option value="" selected>（選択なし）</option>' in html


def test_the_summary_says_the_same_words_and_leads_to_the_fields():
    html = summary(form=PlanForm({"title": ""}))
    assert '<a href="#id_title">計画の名称を入力してください。</a>' in html
    assert '<a href="#id_area_0">対象区域を選んでください。</a>' in html


def test_the_summary_takes_several_forms_and_stays_away_without_a_mistake():
    assert summary(form=PlanForm(GOOD)).strip() == ""
    assert summary(forms=[PlanForm(GOOD), PlanForm()]).strip() == ""
    html = summary(forms=[PlanForm(GOOD), PlanForm({"area": "all"}, prefix="second")])
    assert '<a href="#id_second-title">計画の名称を入力してください。</a>' in html


def test_a_mistake_of_the_whole_form_is_said_above_its_fields():
    form = PlanForm(GOOD)
    form.add_error(None, "名称と区域が合っていません。")
    assert "名称と区域が合っていません。" not in drawn(form)
    assert summary(form=form).count("名称と区域が合っていません。") == 1
