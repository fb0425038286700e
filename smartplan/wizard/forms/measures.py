"""Section 5, 個別施策."""

from smartplan.plans.models import DataLink, Field, MeasuresText
from smartplan.plans.sections.columns import PolicyFieldColumn
from smartplan.plans.sections.tables import RowTable
from smartplan.wizard.forms.base import ChapterTextForm


class MeasuresForm(ChapterTextForm):
    lines = {"overview": 6, "rollout": 5}

    class Meta:
        model = MeasuresText
        fields = ("overview", "rollout", "figure_structure", "figure_data_links", "figure_sdgs")
        help_texts = {
            "overview": "分野の選び方と、施策どうしのつながりを書きます。",
            "rollout": "ほかの地区や分野、近隣の市町村へどう広げるかを書きます。",
        }


TABLES = (
    RowTable(
        Field,
        {"name": "medium", "vision": "wide"},
        support=(
            "分野の並び順がA、B、C…の記号になり、施策の番号（A-1）に使われます。"
            "事例の分野を選ぶと、近い事例が示されやすくなります。"
        ),
        more_columns=tuple(
            PolicyFieldColumn(
                f"policy_{place + 1}", f"事例の分野{place + 1}", "narrow", 0, place=place
            )
            for place in range(2)
        ),
    ),
    RowTable(
        DataLink,
        {
            "service": "medium",
            "data": "medium",
            "provider": "medium",
            "via": "medium",
            "personal_data": "narrow",
            "measure": "medium",
        },
        identifying=("service", "data"),
        support="どのサービスが、誰の、どのデータを使うかを入れます。連携の方法の例：都市OS、API、ファイル",
    ),
)
