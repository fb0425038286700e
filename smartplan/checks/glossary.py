"""Checks of section 8, 用語集, against the words of the whole plan."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from smartplan.checks.finding import Finding, Level, to_chapter, to_row
from smartplan.checks.naming import listed, name_of, quoted
from smartplan.checks.passages import passages
from smartplan.japanese.folding import fold_width
from smartplan.plans.models import GlossaryText, Term
from smartplan.plans.reading import PlanContents
from smartplan.structure.keys import SectionKey

SECTION = SectionKey.GLOSSARY
SHOWN_WORDS = 8
NEEDS_NO_READING = re.compile(r"[ぁ-ゖァ-ヺー・\s]+")
DIFFICULT = re.compile(
    r"[ァ-ヺー]{5,}(?:・[ァ-ヺー]{3,})*|(?<![a-z0-9@./_-])[a-z][a-z0-9+]{1,15}(?![a-z0-9@./_-])"
)
"""In folded text: long katakana words, Latin words and abbreviations (no parts of addresses)."""
WELL_KNOWN = frozenset(
    re.findall(
        r"\S+",
        """
        アドバイザー アンケート イベント インターネット エネルギー オンライン カテゴリー
        ガイドライン キャッシュレス グループ コスト コミュニティ コンテンツ コンビニ サービス
        サポート システム スケジュール スタート スタッフ スポーツ スマート スマートシティ
        スマートフォン セキュリティ セミナー センター タクシー タブレット ターミナル チェック
        チラシ テーマ デザイン デジタル データ トイレ ドライバー ニーズ ネットワーク バランス
        パソコン パブリックコメント パンフレット ビジョン プログラム プロジェクト ホームページ
        ボランティア ポイント マニュアル メンテナンス メンバー モデル ライフスタイル
        リサイクル リスク レベル ロードマップ ワークショップ
        ok no id pdf web email http https www km cm mm kg ha
        html css script alert amp lt gt quot nbsp br div span href img src
        """,
    )
)
"""Words that nobody looks up, alone or together (データサービス)."""
EASY = re.compile(f"(?:{'|'.join(sorted(WELL_KNOWN))})+")
KATAKANA, LATIN = re.compile("[ァ-ヺー]"), re.compile("[a-z0-9]")
SHORT = 5_000

Difficult = dict[str, list[str]]
"""The passages in which a difficult word stands, each as often as it stands there."""


def check(contents: PlanContents) -> Iterator[Finding]:
    terms = contents.rows(Term)
    yield from _unfinished(contents, terms)
    yield from _given_twice(contents, terms)
    typed = [passage.words for passage in passages(contents)]
    unused, difficult = _look_up(terms, typed)
    yield from _not_used(contents, unused)
    yield from _not_explained(contents, difficult)


def _unfinished(contents: PlanContents, terms: list[Term]) -> Iterator[Finding]:
    for term in terms:
        if not term.term.strip():
            message = f"用語集の{contents.place_of(term)}行目に用語がありません。"
            yield Finding(Level.WARNING, SECTION, message, "用語を入れてください。", to_row(term))
    named = [term for term in terms if term.term.strip()]
    silent = [term for term in named if not term.definition.strip()]
    if silent:
        message = f"説明のない用語が{len(silent)}語あります（{listed(silent, contents)}）。"
        hint = "前提知識がなくても分かる言葉で、市の取組と結びつけて説明してください。"
        yield Finding(Level.WARNING, SECTION, message, hint, to_row(silent[0]))
    text = contents.text_of(SECTION)
    by_reading = isinstance(text, GlossaryText) and text.style == GlossaryText.Style.READING
    unread = [
        term
        for term in named
        if not term.reading.strip() and not NEEDS_NO_READING.fullmatch(term.term)
    ]
    if unread and by_reading:
        message = f"よみのない用語が{len(unread)}語あります（{listed(unread, contents)}）。"
        hint = "五十音順に並べるために使います。例：API は「えーぴーあい」"
        yield Finding(Level.WARNING, SECTION, message, hint, to_row(unread[0]))


def _given_twice(contents: PlanContents, terms: list[Term]) -> Iterator[Finding]:
    counted = Counter(fold_width(term.term).strip() for term in terms)
    for term in terms:
        shape = fold_width(term.term).strip()
        if shape and counted[shape] > 1:
            counted[shape] = 0
            message = f"{name_of(term, contents)}が用語集に2つ以上あります。"
            yield Finding(Level.WARNING, SECTION, message, "1つにまとめてください。", to_row(term))


def _look_up(terms: list[Term], typed: list[str]) -> tuple[list[Term], Difficult]:
    """The terms that stand in none of the passages, and the difficult words beside the terms."""
    # The longest first: 「OS」 is not used where only 「都市OS」 stands.
    longest_first = sorted(terms, key=lambda each: -len(each.term))
    shaped = [(term, shape) for term in longest_first if (shape := fold_width(term.term).strip())]
    shapes = tuple(shape for _, shape in shaped)
    used: set[int] = set()
    difficult: Difficult = defaultdict(list)
    for words in typed:
        look_up = _remembered if len(words) < SHORT else _looked_up
        places, others = look_up(words, shapes)
        used |= places
        for word in others:
            difficult[word].append(words)
    return [term for place, (term, _) in enumerate(shaped) if place not in used], difficult


def _looked_up(words: str, shapes: tuple[str, ...]) -> tuple[frozenset[int], tuple[str, ...]]:
    """Which of the terms stand in a passage, by place, and the difficult words beside them."""
    found = set()
    folded = fold_width(words)
    for place, shape in enumerate(shapes):
        if shape in folded:
            if _stands_in(shape, folded):
                found.add(place)
            folded = folded.replace(shape, "\0")
    return frozenset(found), tuple(DIFFICULT.findall(folded))


_remembered = lru_cache(maxsize=4_096)(_looked_up)
"""Most passages have not changed since the page before."""


def _not_used(contents: PlanContents, unused: list[Term]) -> Iterator[Finding]:
    if unused:
        unused.sort(key=contents.place_of)
        named = listed(unused, contents)
        message = f"計画の文章に出てこない用語が{len(unused)}語あります（{named}）。"
        hint = (
            "本文と書き方をそろえるか（全角と半角の違いは構いません）、用語集から外してください。"
        )
        yield Finding(Level.NOTICE, SECTION, message, hint, to_row(unused[0]))


def _stands_in(shape: str, words: str) -> bool:
    """Does the term stand there as a word of its own, not within a longer one?"""
    place = words.find(shape)
    while place != -1:
        end = place + len(shape)
        before, after = words[place - 1 : place], words[end : end + 1]
        if not (_runs_on(before, shape[0]) or _runs_on(shape[-1], after)):
            return True
        place = words.find(shape, place + 1)
    return False


def _runs_on(one: str, next_one: str) -> bool:
    """Do the two characters belong to one katakana or Latin word?"""
    return bool(
        (KATAKANA.fullmatch(one) and KATAKANA.fullmatch(next_one))
        or (LATIN.fullmatch(one) and LATIN.fullmatch(next_one))
    )


def _not_explained(contents: PlanContents, difficult: Difficult) -> Iterator[Finding]:
    often_first = sorted(difficult, key=lambda word: -len(difficult[word]))
    new = [word for word in often_first if not EASY.fullmatch(word)]
    if new:
        shown = "、".join(quoted(_as_typed(word, difficult[word])) for word in new[:SHOWN_WORDS])
        rest = f"など{len(new)}語" if len(new) > SHOWN_WORDS else ""
        yield Finding(
            Level.NOTICE,
            SECTION,
            f"用語集にないカタカナ語・略語があります：{shown}{rest}",
            "説明が要るものを用語集に加えるか、日本語に言い換えてください。",
            to_chapter(contents.chapter_of(SECTION)),
        )


def _as_typed(word: str, typed: list[str]) -> str:
    """The word as it stands in these passages; it was folded to one width and case for counting."""
    shape = _any_shape(word)
    return next((found.group() for text in typed if (found := shape.search(text))), word)


@lru_cache(maxsize=512)
def _any_shape(word: str) -> re.Pattern[str]:
    """The word in half width and full width, in capitals and small letters."""
    wide = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}
    signs = (f"(?:{re.escape(sign)}|{re.escape(sign.translate(wide))})" for sign in word)
    around = "[ァ-ヺー]" if KATAKANA.match(word) else "[a-z0-9ａ-ｚ０-９]"
    return re.compile(f"(?<!{around}){''.join(signs)}(?!{around})", re.IGNORECASE)
