"""Section 4, 推進体制."""

from smartplan.plans.models import CommitteeMember, OrganizationText, Partner
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


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


TABLES = (
    RowTable(
        Partner,
        {"name": "wide", "sector": "narrow", "role": "wide"},
        support="協議会などに参画する団体を、産・学・官・民・金の区分で入れます。",
    ),
    RowTable(
        CommitteeMember,
        {"name": "medium", "affiliation": "wide", "post": "narrow", "note": "medium"},
        support="資料編に載せる名簿です。掲載の了承を得た人だけを入れてください。",
    ),
)
