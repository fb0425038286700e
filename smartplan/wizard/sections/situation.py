"""Section 2, 現状・課題."""

from django.forms import RadioSelect

from smartplan.plans.models import Field, SituationText
from smartplan.plans.sections.situation import TABLES
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class SituationForm(ChapterTextForm):
    lines = {"overview": 10, "citizen_views": 6, "strengths": 6}

    class Meta:
        model = SituationText
        fields = ("style", "overview", "citizen_views", "strengths", "figure_population")
        widgets = {"style": RadioSelect}
        help_texts = {
            "style": "網羅型は分野ごとに広く、焦点型は取り組みたい課題に絞って書きます。",
            "overview": "人口、産業、交通、防災などの現状を、数字と出典を添えて書きます。",
            "citizen_views": "調査や意見交換会で分かったことを、名称と時期を添えて書きます。",
            "strengths": "計画に生かせる地域の資源、これまでの取組、関係者を書きます。",
        }

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["style"].choices = [  # type: ignore[attr-defined]
            *SituationText.Style.choices,
            ("", "まだ決めていない"),
        ]


STEP = Step(
    SituationForm,
    TABLES,
    shared=(Field,),
    template="wizard/situation.html",
)
