"""Section 4, 推進体制."""

from smartplan.plans.models import OrganizationText
from smartplan.plans.sections.organization import LISTED, TABLES
from smartplan.wizard.forms.base import ChapterTextForm
from smartplan.wizard.forms.step import Step


class OrganizationForm(ChapterTextForm):
    lines = {"method": 7, "participation": 6, "funding": 6}

    class Meta:
        model = OrganizationText
        fields = ("method", "participation", "funding", "figure_organization")
        help_texts = {
            "method": "誰がいつ進み具合を確かめ、どう見直すか（PDCA、OODAなど）を書きます。",
            "participation": "市民が知る、話し合う、試す機会を、時期とともに書きます。",
            "funding": "初期費用と運用費の分担、国の補助と一般財源の考え方を書きます。",
        }


STEP = Step(
    OrganizationForm,
    TABLES,
    listed=LISTED,
    lists_at=0,
    template="wizard/organization.html",
)
