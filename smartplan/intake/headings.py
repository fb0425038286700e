"""The heading row of a pasted table: which column each place holds, in the words of other tables.

Towns name their columns in many ways (現状値 for 基準値, 内容 for 工程の内容). A heading is matched
by its exact label, then by a common synonym, then by a label that it contains or is part of.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from smartplan.japanese.folding import fold
from smartplan.plans.sections.tables import TableInPlan

_BRACKETS = re.compile(r"[（(\[【〔][^（）()\[\]【】〔〕]*[）)\]】〕]")
_NOT_WORDS = re.compile(r"[\s・、，,.:：/／\-＊*※■●○]+")
SHORTEST_PART = 2
LONGEST_HEADING = 20

SYNONYMS: dict[str, tuple[str, ...]] = {
    # The name of whatever the table lists
    "name": (
        *("名称", "名前", "項目名", "計画名", "計画名称", "団体名", "組織名", "氏名", "委員名"),
        *("理念", "原則", "対策", "対策名", "資料名", "取組", "取組名", "事業名", "KPI"),
    ),
    # 工程、施策、連携
    "label": ("内容", "工程", "工程名", "作業内容", "取組内容", "実施内容", "項目"),
    "measure": ("施策名", "施策名称", "事業", "事業名", "取組名"),
    "phase": ("段階", "フェーズ", "種別"),
    "start": ("開始年度", "開始時期", "開始年月", "着手", "着手時期", "始期", "から", "自"),
    "end": ("終了年度", "終了時期", "終了年月", "完了", "完了時期", "終期", "まで", "至"),
    # 指標
    "number": ("No", "通し番号", "指標番号", "KPI番号"),
    "baseline_value": ("現状値", "現状", "現況値", "現況", "基準", "実績値", "初期値"),
    "baseline_year": (
        "現状年度",
        "現状年",
        "現況年度",
        "基準年度",
        "基準年",
        "基準年次",
        "基準値年度",
        "現状値年度",
    ),
    "interim_value": ("中間目標値", "中間目標", "中間"),
    "interim_year": ("中間年度", "中間年", "中間目標年度", "中間年次", "中間値年度"),
    "target_value": ("目標", "最終目標", "最終目標値", "計画目標値", "目指す値", "めざす値"),
    "target_year": ("目標年度", "目標年", "目標年次", "達成年度", "最終年度", "目標値年度"),
    "direction": ("方向", "方向性", "増減"),
    "kind": ("種別", "種類", "指標の種類", "指標区分", "実績推計"),
    "unit": ("たんい",),
    # 人口、統計
    "year": ("年度", "年次", "西暦", "和暦", "時点", "調査年"),
    "total": ("人口", "総数", "人口総数", "人口計", "計", "合計"),
    "children": ("年少人口", "年少", "15歳未満"),
    "working_age": ("生産年齢人口", "生産年齢"),
    "elderly": ("老年人口", "高齢者人口", "老年", "高齢者"),
    "value": ("数値", "数", "実績値"),
    "source": ("出所", "資料", "典拠", "データ出典", "根拠"),
    # 文章の欄
    "title": ("課題名", "課題の名称", "項目", "見出し"),
    "description": ("内容", "概要", "課題の内容", "説明文", "詳細"),
    "definition": ("意味", "説明", "解説", "内容", "用語の説明", "定義"),
    "term": ("用語名", "言葉", "語句", "名称"),
    "reading": ("読み", "読み方", "ふりがな", "よみがな", "読み仮名", "カナ"),
    "origin": ("英語", "英語表記", "原語", "正式名称", "略称"),
    "purpose": ("ねらい", "狙い", "目標"),
    "actions": ("内容", "事業内容", "取組", "実施内容", "施策の内容", "概要"),
    "effects": ("期待される効果", "期待する効果", "成果"),
    "actor": ("主体", "実施者", "事業主体"),
    "division": ("所管課", "所管", "所属", "担当", "担当部署", "主管課", "担当部課"),
    "cost": ("費用", "概算事業費", "予算", "予算額", "経費"),
    "funding": ("財源内訳", "予算区分"),
    "field": ("分野名", "政策分野"),
    "vision": ("将来像", "めざす姿", "ビジョン", "目標"),
    "role": ("役割分担", "任務", "主な役割"),
    "members": ("構成", "委員", "構成メンバー", "メンバー"),
    "parent": ("上位組織", "親組織"),
    "sector": ("分類", "区分", "産学官民金"),
    "affiliation": ("所属団体", "所属", "団体名", "所属・役職"),
    "post": ("職名", "役職名", "職", "役職"),
    "note": ("備考", "摘要", "内容"),
    "goal": ("目標", "政策", "基本目標", "総合計画の目標"),
    "date": ("日付", "日時", "開催日", "期日", "時期", "実施日"),
    "meeting": ("会議", "会議名", "会議名称", "手続", "名称"),
    "content": ("議題", "主な内容", "概要"),
    "opinion": ("意見", "ご意見", "意見等", "意見内容"),
    "response": ("回答", "考え方", "市の回答", "対応"),
    "reflection": ("反映", "対応区分", "反映状況"),
    "level": ("種別", "位置づけ"),
    "relation": ("関係", "関係性"),
    "first_year": ("初年度", "開始年度", "計画期間の初年度"),
    "last_year": ("最終年度", "終了年度", "計画期間の最終年度"),
    "category": ("分類", "カテゴリ", "対策区分"),
    "edition": ("版", "時点", "改定"),
    "issuer": ("発行元", "策定者", "発行者", "策定主体"),
    "service": ("サービス名", "サービス名称"),
    "data": ("データ名", "データ項目"),
    "provider": ("提供元", "データ提供者"),
    "via": ("連携方法", "連携方式", "方法"),
    "personal_data": ("個人情報の有無", "個人情報の扱い"),
}
"""By field: what other tables call the column. A word for two columns goes to the first of them."""


@dataclass
class Headings:
    """The columns of a pasted table, place by place."""

    names: list[str | None]
    found: bool = False
    """Is the first line a heading row?"""
    read_as: list[str] = field(default_factory=list)
    """「現状値→基準値」: headings in other words than ours."""
    notes: list[str] = field(default_factory=list)


def read_headings(first: list[str], table: TableInPlan) -> Headings:
    """The heading row if the first line is one; else our own columns in their order."""
    cells = [_key(cell) for cell in first]
    filled = [cell for cell in cells if cell]
    if not filled:
        return Headings(list(table.labels))
    exact = _matches(cells, table)
    known = sum(name is not None for name in exact)
    labels = {_key(label) for label in table.labels.values()}
    if filled[0] not in labels and 2 * known <= len(filled):
        # One heading's word among others' may as well be content.
        doubts = [taken_as_content(first)] if known else []
        return Headings(list(table.labels), notes=doubts)
    headings = Headings(_with_parts(cells, exact, table), found=True)
    _tell(headings, first, cells, table)
    return headings


def bare(label: str) -> str:
    """A heading without its unit in brackets and without marks: 総人口（人） is 総人口."""
    return _NOT_WORDS.sub("", fold(_BRACKETS.sub("", label)))


def _key(label: str) -> str:
    """A heading for comparing: 目標値の年次 is 目標値年次."""
    return bare(label).replace("の", "")


def _words_of(name: str, table: TableInPlan) -> tuple[str, ...]:
    if name != "name":
        return SYNONYMS.get(name, ())
    kind = str(table.kind._meta.verbose_name)
    return (kind, f"{kind}名", f"{kind}名称", *SYNONYMS["name"])


def _matches(cells: list[str], table: TableInPlan) -> list[str | None]:
    """By exact label, then by synonym; each column at most once."""
    found: list[str | None] = [None] * len(cells)
    labels = {_key(label): name for name, label in table.labels.items()}
    for place, cell in enumerate(cells):
        if cell and (name := labels.get(cell)) not in found:
            found[place] = name
    for name in table.labels:
        words = {_key(word) for word in _words_of(name, table)}
        for place, cell in enumerate(cells):
            known = not cell or cell in labels or found[place] is not None
            if not known and name not in found and cell in words:
                found[place] = name
    return found


def is_above_heading(lines: list[list[str]], table: TableInPlan) -> bool:
    """Is the first line a mark without words, such as （単位：人）, with the headings below?"""
    return (
        len(lines) > 1
        and not any(_key(cell) for cell in lines[0])
        and read_headings(lines[1], table).found
    )


def _with_parts(cells: list[str], found: list[str | None], table: TableInPlan) -> list[str | None]:
    """Headings left over match a free column whose label contains them, or is contained."""
    names = list(found)
    labels = {_key(label) for label in table.labels.values()}
    for place, cell in enumerate(cells):
        if names[place] is not None or len(cell) < SHORTEST_PART or cell in labels:
            continue
        fitting = [
            name
            for name, label in table.labels.items()
            if name not in names and _is_part(cell, _key(label))
        ]
        if len(fitting) == 1:
            names[place] = fitting[0]
    return names


def _is_part(cell: str, label: str) -> bool:
    # 目標値年度 holds 目標値, but is a year.
    about_years = ("年" in cell) == ("年" in label)
    return about_years and len(label) >= SHORTEST_PART and (cell in label or label in cell)


def _tell(headings: Headings, first: list[str], cells: list[str], table: TableInPlan) -> None:
    labels = {_key(label) for label in table.labels.values()}
    for name, cell, typed in zip(headings.names, cells, first, strict=True):
        shown = typed.strip()[:30]
        if name is not None and cell not in labels:
            headings.read_as.append(f"{shown}→{table.labels[name]}")
        elif name is None and cell and (cell in labels or cells.count(cell) > 1):
            headings.notes.append(f"見出し「{shown}」が二つあります。後の列は取り込みません。")
        elif name is None and cell:
            headings.notes.append(
                f"見出し「{shown}」に合う列がありません。この列は取り込みません。"
            )


def taken_as_content(first: list[str]) -> str:
    """What is said of a first line that looks like headings and is taken as content."""
    words = "、".join(cell.strip()[:LONGEST_HEADING] for cell in first if cell.strip())[:60]
    return (
        f"1行目「{words}」は見出しのようですが、列の名前と合わないため、内容として取り込みます。"
        "見出しのときは、1行目を除くか、列の名前を直してから読み取り直してください。"
    )
