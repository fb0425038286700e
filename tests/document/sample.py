"""A plan with every kind of row, written with the ORM: what the document tests print."""

from __future__ import annotations

from typing import Any

from smartplan.plans.models import (
    Citation,
    CommitteeMember,
    DataLink,
    DraftingStep,
    Field,
    GlossaryText,
    GoalLink,
    Guideline,
    Indicator,
    IndicatorValue,
    Issue,
    Measure,
    MeasuresText,
    OrganizationText,
    OrganizationUnit,
    Partner,
    Philosophy,
    Plan,
    PolicyText,
    PopulationRow,
    Principle,
    PublicComment,
    PurposeText,
    RelatedPlan,
    RoadmapItem,
    RoadmapText,
    RoadmapTheme,
    Row,
    SecurityMeasure,
    SecurityPrinciple,
    SecurityText,
    SituationText,
    Statistic,
    Term,
)

BACKGROUND = """本市では、人口の減少と高齢化が進み、暮らしを支える人手が足りなくなっています。\
都市OSを整え、分野を越えてデータを生かすことで、質の高いサービスを続けることが求められています。

■これまでの経過
令和6年度から、次の取組を進めてきました。
・窓口の手続のオンライン化
・AIデマンド交通の実証運行
　・北部地区（令和6年10月から）
　・東部地区（令和7年4月から）
(1) 庁内の体制づくり
(2) 市民との対話
"""

ACTIONS = """市民が乗りたい時に予約できるAIデマンド交通を、市内全域に広げます。
(1) 予約の受付を電話とスマートフォンの両方で行います。
(2) 乗降の実績を都市OSに集め、運行の見直しに生かします。
① 乗降場所の見直し
② 運行時間の見直し
"""


def fill(plan: Plan) -> Plan:
    """Write every text and every kind of row of the plan."""
    plan.issued, plan.publisher = "令和9年3月", "あおば市 企画部 デジタル推進課"
    plan.contact = "〒999-0001 みどり県あおば市緑町1番1号\n電話 000-000-0000"
    plan.area = "市全域"
    plan.save()
    fields = _rows(
        plan,
        Field,
        {"name": "移動・交通", "vision": "誰もが行きたい所へ行けるまち"},
        {"name": "健康・福祉", "vision": "住み慣れた地域で安心して暮らせるまち"},
    )
    issues = _situation(plan, fields)
    indicators = _policy(plan)
    _purpose(plan, fields)
    _organization(plan)
    measures = _measures(plan, fields, issues, indicators)
    _roadmap(plan, measures)
    _security(plan)
    _glossary(plan)
    _rows(
        plan,
        Citation,
        {
            "chapter": plan.chapters.get(section="measures"),
            "measure": measures[0],
            "actor": "会津若松市",
            "title": "データ連携基盤の先行整備",
            "source": "スマートシティガイドブック",
            "page": "45ページ",
            "as_of": "令和3年4月",
            "note": "都市OSの段階的な整備を参考にした。",
        },
    )
    return plan


def write(plan: Plan, kind: type[Any], **texts: str) -> None:
    """Write texts of the section that this kind of text belongs to."""
    kind._default_manager.filter(chapter__plan=plan).update(**texts)


def _rows(plan: Plan, kind: type[Row], *rows: dict[str, Any]) -> list[Any]:
    return [
        kind._default_manager.create(plan=plan, position=place, **row)
        for place, row in enumerate(rows, start=1)
    ]


def _purpose(plan: Plan, fields: list[Field]) -> None:
    write(
        plan,
        PurposeText,
        greeting="このたび、本市のスマートシティの進め方をまとめました。\n\n市民の皆さまとともに歩みます。",
        greeting_name="あおば市長　青葉 太郎",
        background=BACKGROUND,
        aim="市民、企業、大学と力を合わせ、暮らしの課題を解決することを目的とします。",
        positioning="総合計画に即し、個別計画と連携する計画です。",
    )
    _rows(
        plan,
        RelatedPlan,
        {
            "name": "第6次あおば市総合計画",
            "level": "upper",
            "relation": "conforms",
            "first_year": "R5",
            "last_year": "令和14年度",
        },
        {"name": "デジタル田園都市国家構想総合戦略", "level": "national", "relation": "refers"},
    )
    _rows(plan, GoalLink, {"goal": "安心して移動できるまち", "field": fields[0], "note": "交通"})
    _rows(
        plan,
        DraftingStep,
        {"date": "令和8年5月12日", "meeting": "第1回策定委員会", "content": "策定の進め方"},
        {"date": "令和8年12月1日", "meeting": "パブリックコメント", "content": "意見の募集"},
    )
    _rows(
        plan,
        PublicComment,
        {
            "opinion": "高齢者への支援を手厚くしてほしい。",
            "response": "スマートフォン教室を続けます。",
            "reflection": "included",
        },
    )


def _situation(plan: Plan, fields: list[Field]) -> list[Issue]:
    write(
        plan,
        SituationText,
        overview="市の中央に駅があり、北部に山間の集落があります。",
        citizen_views="市民アンケートでは、移動の不安を挙げた人が42％でした。",
        strengths="大学と研究機関が市内にあります。",
    )
    _rows(
        plan,
        PopulationRow,
        *(
            {
                "year": str(year),
                "total": str(98000 - (year - 1980) * 300),
                "children": "１２３００",
                "working_age": "55,000",
                "elderly": str(9000 + (year - 1980) * 300),
                "kind": "actual" if year <= 2020 else "projection",
                "source": "国勢調査" if year <= 2020 else "国立社会保障・人口問題研究所",
            }
            for year in range(1980, 2050, 5)
        ),
    )
    _rows(
        plan,
        Statistic,
        {
            "name": "バスの年間利用者数",
            "value": "761053",
            "unit": "人",
            "year": "R6",
            "source": "交通政策課調べ",
        },
        {"name": "空き家の数", "value": "調査中", "unit": "戸", "year": "2023"},
    )
    return _rows(
        plan,
        Issue,
        {
            "title": "通院や買物の足がない",
            "description": "運転をやめた高齢者の外出が減っています。",
            "field": fields[0],
        },
        {"title": "健康づくりへの関心", "description": "健診の受診率が低い状況です。"},
    )


def _policy(plan: Plan) -> list[Indicator]:
    write(
        plan,
        PolicyText,
        vision="つながる暮らし、ひろがる安心　あおばスマートシティ",
        concept="市民が主役の、身の丈に合ったスマートシティ",
        viewpoints="・市民目線\n・データの活用",
    )
    _rows(
        plan,
        Philosophy,
        {"name": "市民（利用者）中心", "description": "市民の困りごとから始めます。"},
    )
    _rows(
        plan, Principle, {"name": "公平性、包摂性の確保", "description": "誰一人取り残しません。"}
    )
    indicators = _rows(
        plan,
        Indicator,
        {
            "name": "デマンド交通の年間利用者数",
            "kind": "outcome",
            "unit": "人",
            "direction": "increase",
            "baseline_value": "12300",
            "baseline_year": "R7",
            "interim_value": "15000",
            "interim_year": "R11",
            "target_value": "20000",
            "target_year": "R13",
            "formula": "年間の延べ乗車人数",
            "source": "運行事業者の報告",
            "division": "交通政策課",
        },
        {
            "name": "健康アプリの登録者数",
            "kind": "output",
            "unit": "人",
            "baseline_value": "新規",
            "target_value": "８０００",
            "target_year": "令和13",
            "division": "健康課",
        },
    )
    _rows(
        plan,
        IndicatorValue,
        {"indicator": indicators[0], "year": 2027, "value": "13000"},
        {"indicator": indicators[0], "year": 2028, "value": "14000"},
    )
    return indicators


def _organization(plan: Plan) -> None:
    write(
        plan,
        OrganizationText,
        method="PDCAサイクルで進めます。",
        participation="年2回の市民ワークショップを開きます。",
        funding="国の交付金と市の一般財源を組み合わせます。",
    )
    head = _rows(
        plan,
        OrganizationUnit,
        {
            "name": "スマートシティ推進本部",
            "side": "inside",
            "status": "established",
            "phase": "both",
            "role": "方針の決定",
            "members": "市長、副市長、教育長、各部長",
        },
    )[0]
    OrganizationUnit.objects.create(
        plan=plan,
        position=2,
        name="交通部会",
        parent=head,
        side="outside",
        status="planned",
        phase="expansion",
        role="交通の施策の検討",
    )
    _rows(
        plan,
        Partner,
        {"name": "あおば大学", "sector": "academia", "role": "データの分析"},
        {"name": "あおばバス株式会社", "sector": "industry", "role": "運行"},
    )
    _rows(
        plan,
        CommitteeMember,
        {"name": "山田 花子", "affiliation": "あおば大学教授", "post": "会長"},
    )


def _measures(
    plan: Plan, fields: list[Field], issues: list[Issue], indicators: list[Indicator]
) -> list[Measure]:
    write(plan, MeasuresText, overview="二つの分野で進めます。", rollout="他の地区にも広げます。")
    measures = _rows(
        plan,
        Measure,
        {
            "name": "AIデマンド交通の全市展開",
            "field": fields[0],
            "purpose": "通院や買物の足を確保します。",
            "actions": ACTIONS,
            "effects": "外出の機会が増えます。",
            "actor": "あおば市、あおばバス株式会社",
            "division": "交通政策課",
            "cost": "令和9年度 24,000千円\n令和10年度 36,000千円",
            "funding": "国の交付金（2分の1）",
            "personal_data": "予約者の氏名と電話番号を扱います。",
            "sdgs": [3, 11],
        },
        {"name": "健康アプリ", "field": fields[1], "purpose": "健康づくりを続けやすくします。"},
        {"name": "広報の充実", "purpose": "取組を知ってもらいます。"},
    )
    measures[0].issues.add(issues[0])
    measures[0].indicators.add(indicators[0])
    _rows(
        plan,
        DataLink,
        {
            "service": "AIデマンド交通",
            "data": "乗降の実績",
            "provider": "あおばバス株式会社",
            "via": "都市OS",
            "personal_data": "included",
            "measure": measures[0],
        },
    )
    return measures


def _roadmap(plan: Plan, measures: list[Measure]) -> None:
    write(plan, RoadmapText, approach="小さく始めて広げます。")
    first = plan.start_year or 2027
    _rows(
        plan,
        RoadmapItem,
        _bar(measures[0], "運行計画の見直し", "study", first, 1, first, 1),
        _bar(measures[0], "東部地区での実証運行", "trial", first, 2, first + 1, 1),
        _bar(measures[0], "市内全域での運行", "implementation", first + 1, 2, first + 4, 2),
        _bar(measures[1], "アプリの開発", "study", first, 2, first, 2),
        _bar(measures[1], "配信と改善", "expansion", first + 1, 1, first + 4, 2),
        _bar(None, "計画の中間の見直し", "", first + 2, 1, first + 2, 2),
        {"measure": measures[2], "label": "時期は調整中", "phase": "study"},
    )
    _rows(plan, RoadmapTheme, {"name": "移動の自由", "stage_1": "バス中心", "stage_2": "予約型"})


def _bar(measure: Measure | None, label: str, phase: str, *ends: int) -> dict[str, Any]:
    names = ("start_year", "start_half", "end_year", "end_half")
    return {
        "measure": measure,
        "label": label,
        "phase": phase,
        **dict(zip(names, ends, strict=True)),
    }


def _security(plan: Plan) -> None:
    write(plan, SecurityText, approach="市の情報セキュリティポリシーに従います。")
    _rows(plan, SecurityPrinciple, {"name": "目的の明示", "description": "使う目的を示します。"})
    _rows(
        plan,
        SecurityMeasure,
        {"category": "city_os", "name": "多要素認証", "description": "管理者に必須とします。"},
        {"category": "governance", "name": "責任者の設置", "description": "CISOを置きます。"},
    )
    _rows(
        plan,
        Guideline,
        {
            "name": "スマートシティセキュリティガイドライン",
            "edition": "第3.0版",
            "issuer": "総務省",
        },
    )


def _glossary(plan: Plan) -> None:
    write(plan, GlossaryText, style="reading", mark="first")
    _rows(
        plan,
        Term,
        {"term": "都市OS", "reading": "としおーえす", "definition": "データをつなぐ基盤です。"},
        {
            "term": "多要素認証",
            "reading": "たようそにんしょう",
            "definition": "二つ以上の方法で確かめます。",
        },
        {
            "term": "ダッシュボード",
            "reading": "だっしゅぼーど",
            "definition": "数値の一覧画面です。",
        },
        {
            "term": "API",
            "reading": "えーぴーあい",
            "origin": "Application Programming Interface",
            "definition": "機能を呼び出す取決めです。",
        },
        {
            "term": "AIデマンド交通",
            "reading": "えーあいでまんどこうつう",
            "definition": "予約型の交通です。",
        },
    )
