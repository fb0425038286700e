"""Section 1, 策定の趣旨・位置づけ."""

from smartplan.plans.models import Field, PurposeText
from smartplan.plans.sections.purpose import TABLES
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class PurposeForm(ChapterTextForm):
    lines = {"greeting": 6, "background": 8, "aim": 6, "positioning": 6}

    class Meta:
        model = PurposeText
        fields = (
            "background",
            "aim",
            "positioning",
            "greeting",
            "greeting_name",
            "figure_positioning",
            "figure_periods",
            "figure_goals",
        )
        help_texts = {
            "background": "なぜいま計画が必要かを、地域の状況と社会の動きから書きます。",
            "aim": "この計画で何をめざし、誰のために何を進めるかを書きます。",
            "positioning": "総合計画や国・県の計画との関係を書きます。関係は下の表からも示せます。",
            "greeting": "「はじめに」として目次の前に載せます。不要なときは空欄のままにします。",
            "greeting_name": "例：○○市長　山田 太郎",
        }


STEP = Step(
    PurposeForm,
    TABLES,
    shared=(Field,),
    template="wizard/purpose.html",
)
