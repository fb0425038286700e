"""Section 7, 情報セキュリティ・個人情報保護の考え方."""

from smartplan.plans.models import SecurityText
from smartplan.plans.sections.security import TABLES
from smartplan.wizard.sections.step import Step
from smartplan.wizard.sections.text_form import ChapterTextForm


class SecurityForm(ChapterTextForm):
    lines = {"approach": 10}

    class Meta:
        model = SecurityText
        fields = ("approach",)
        help_texts = {
            "approach": "集める情報、使う目的、守り方を、市民に伝わる平易な言葉で書きます。",
        }


STEP = Step(SecurityForm, TABLES, template="wizard/security.html")
