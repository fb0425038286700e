"""Widgets written as text say exactly what Django's templates say."""

import datetime
import re

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import mark_safe

from smartplan.web.widget_html import WRITERS, HouseRenderer

CHOICES = [("", "選ばない"), (1, "一つ目 <b>"), ("a&b", mark_safe("<i>二つ目</i>"))]
GROUPED = [("交通", [("bus", "バス"), ("lrt", "LRT & 鉄道")]), ("other", "その他")]
ATTRS = {"id": 'id_"x"', "class": "wide", "disabled": True, "hidden": False, "data-limit": 1000}

CASES = [
    (forms.TextInput(), None),
    (forms.TextInput(ATTRS), '"引用" <script>alert(1)</script> &'),
    (forms.NumberInput({"min": 0}), 1234.5),
    (forms.EmailInput(), "a@example.jp"),
    (forms.URLInput(), "https://example.jp/?a=1&b=2"),
    (forms.HiddenInput(), 12000),
    (forms.PasswordInput(), "secret"),
    (forms.DateInput(), datetime.date(2026, 4, 1)),
    (forms.CheckboxInput(ATTRS), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(ATTRS), "\n一行目\n</textarea><b>二行目"),
    (forms.Textarea(), None),
    (forms.Select(ATTRS, choices=CHOICES), 1),
    (forms.Select(choices=CHOICES), "a&b"),
    (forms.Select(choices=GROUPED), "lrt"),
    (forms.Select(choices=[]), ""),
    (forms.SelectMultiple(choices=CHOICES), [1, "a&b"]),
    (forms.RadioSelect(ATTRS, choices=CHOICES), 1),
    (forms.CheckboxSelectMultiple(choices=GROUPED), ["bus"]),
    (forms.SplitDateTimeWidget(), datetime.datetime(2026, 4, 1, 10, 0)),
]


def tight(html):
    """Without the white space between tags, which says nothing; within a textarea it does."""
    return html if "<textarea" in html else re.sub(r">\s+", ">", re.sub(r"\s+<", "<", html))


@pytest.mark.parametrize(("widget", "value"), CASES, ids=lambda part: type(part).__name__)
def test_a_widget_is_written_as_djangos_template_writes_it(widget, value):
    def written(renderer):
        return tight(widget.render("plan", value, renderer=renderer))

    assert written(HouseRenderer()) == written(TemplatesSetting())


class Questions(forms.Form):
    area = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    goals = forms.MultipleChoiceField(choices=GROUPED, widget=forms.CheckboxSelectMultiple(ATTRS))


def test_the_choices_of_a_group_are_written_one_by_one_as_well():
    def tags(renderer):
        form = Questions({"area": "1", "goals": ["lrt"]}, renderer=renderer)
        return [(choice.tag(), tight(str(choice))) for field in form for choice in field]

    assert tags(HouseRenderer()) == tags(TemplatesSetting())


def test_each_template_that_is_written_here_is_one_of_djangos():
    for name in WRITERS:
        TemplatesSetting().get_template(name)
