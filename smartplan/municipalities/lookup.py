"""Which municipality is meant: a 団体コード or a name, as people type and copy them."""

from __future__ import annotations

import difflib
import unicodedata

from django.db.models import Q
from django.db.models.functions import Concat

from smartplan.municipalities.codes import CODE_LENGTH, check_digit
from smartplan.municipalities.models import Municipality

_OFFERED = 10


class NoneOrManyError(Exception):
    """No municipality is meant, or several; the message says which ones come near."""


def municipality_of(typed: str) -> Municipality:
    """The one municipality with this code or name. Raises NoneOrManyError.

    The code may lack its check digit, or the leading zero that Excel drops (072028, 07202, 72028);
    the name may stand after its prefecture (磐梯町, 福島県磐梯町).
    """
    text = "".join(unicodedata.normalize("NFKC", typed).split())
    if not text:
        raise NoneOrManyError(
            "地方公共団体を、団体コード（072028）か名前（福島県磐梯町）で入力してください。"
        )
    found = list(Municipality.objects.filter(_meant(text)))
    if len(found) == 1:
        return found[0]
    shown = typed.strip()[:30]
    if found:
        raise NoneOrManyError(
            f"「{shown}」は一つに決まりません。"
            f"{_listed(found)}のどれかを、団体コードで入力してください。"
        )
    near = _near(text)
    hint = (
        f"もしかして：{_listed(near)}"
        if near
        else "団体コード（6桁）か、都道府県からの名前で入力してください。"
    )
    if not Municipality.objects.exists():
        hint = "団体の一覧がまだありません。先に manage.py prepare を実行してください。"
    raise NoneOrManyError(f"「{shown}」という地方公共団体はありません。{hint}")


def _meant(text: str) -> Q:
    if _is_number(text):
        return Q(code__in=_codes(text))
    places = Municipality.objects.annotate(full=Concat("prefecture", "name"))
    return Q(name=text) | Q(pk__in=places.filter(full=text).values("pk"))


def _codes(digits: str) -> set[str]:
    """The codes that these digits may stand for."""
    with_zero = digits.zfill(CODE_LENGTH)
    first_five = {digits, digits.zfill(5)} if len(digits) in (4, 5) else set()
    return {with_zero} | {five + check_digit(five) for five in first_five if len(five) == 5}


def _near(text: str) -> list[Municipality]:
    """Those whose code differs only in the check digit, or whose name is like the text."""
    if _is_number(text):
        return list(Municipality.objects.filter(code__startswith=text.zfill(CODE_LENGTH)[:5]))
    every = Municipality.objects.annotate(full=Concat("prefecture", "name"))
    rows = list(every.values_list("pk", "name", "full", "kana"))
    near = [pk for pk, name, _full, kana in rows if text in name or name in text or text in kana]
    if not near:
        names = {each: pk for pk, name, full, kana in rows for each in (kana, name, full)}
        near = [names[like] for like in difflib.get_close_matches(text, names, n=5, cutoff=0.6)]
    return list(Municipality.objects.filter(pk__in=near))


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _listed(municipalities: list[Municipality]) -> str:
    shown = "、".join(f"{one.full_name}（{one.code}）" for one in municipalities[:_OFFERED])
    return f"{shown}{'　ほか' if len(municipalities) > _OFFERED else ''}"
