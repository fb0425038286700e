"""Section 7, 情報セキュリティ・個人情報保護の考え方."""

from smartplan.plans.models import Guideline, SecurityMeasure, SecurityPrinciple, SecurityText
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


class SecurityForm(ChapterTextForm):
    lines = {"approach": 10}

    class Meta:
        model = SecurityText
        fields = ("approach",)
        help_texts = {
            "approach": "集める情報、使う目的、守り方を、市民に伝わる平易な言葉で書きます。",
        }


TABLES = (
    RowTable(
        SecurityPrinciple,
        {"name": "medium", "description": "wide"},
        support="データを扱うときに市民へ約束することを入れます。",
    ),
    RowTable(
        SecurityMeasure,
        {"category": "narrow", "name": "medium", "description": "wide"},
        identifying=("name", "category"),
        support="ガバナンス、サービス、都市OS、アセットの4区分で対策を入れます。",
    ),
    RowTable(
        Guideline,
        {"name": "wide", "edition": "medium", "issuer": "medium"},
        support="参照する国のガイドラインや市の規程を、版や時点とともに入れます。",
    ),
)
