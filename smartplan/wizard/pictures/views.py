"""The pictures of the document: upload, replace, remove, and the picture itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from hashlib import sha256

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_http_methods, require_safe

from smartplan.municipalities.town_words import town_words_of
from smartplan.plans import access, actions
from smartplan.plans.models import Picture, Plan
from smartplan.plans.reading import PlanContents, read_plan
from smartplan.plans.saving import Removal, save
from smartplan.structure.keys import SectionKey
from smartplan.web.errors import error_links
from smartplan.web.once import once
from smartplan.wizard.people import user_of
from smartplan.wizard.pictures.forms import PictureForm

SUPPORT = {
    Picture.Place.LOGO: "表紙に載せます。背景が透明なPNGが向いています。",
    Picture.Place.PORTRAIT: (
        "「はじめに」（市長あいさつ）に載せます。あいさつが空欄のときは載りません。"
    ),
}
NOTHING_CHANGED = "変更はありません。"
LOOK_AGAIN = "今の画像を確かめて、もう一度選んでください。"


@dataclass(frozen=True)
class PlaceView:
    """One place of the page: its picture, its form, and whether somebody else changed it first."""

    place: Picture.Place
    picture: Picture | None
    form: PictureForm
    label: str
    support: str
    newer: bool = False

    @property
    def seen(self) -> str:
        """A mark of what the page shows, so that nobody replaces what they have not seen."""
        return seen_of(self.picture)


def seen_of(picture: Picture | None) -> str:
    if picture is None:
        return "none"
    return sha256(f"{picture.file_id} {picture.alternative}".encode()).hexdigest()[:16]


@require_http_methods(["GET", "HEAD", "POST"])
def pictures(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Every place of a picture with what stands there; viewers see it as it is."""
    if request.method != "POST":
        plan = access.readable_plan(request, plan_id)
        return _page(request, plan, _views(plan))
    plan = access.editable_plan(request, plan_id)
    if request.POST.get("place") not in Picture.Place.values:
        return redirect("wizard:pictures", plan.pk)
    place = Picture.Place(request.POST["place"])
    contents = read_plan(plan)
    picture = _at(place, contents)
    form = PictureForm(
        request.POST, request.FILES, picture=picture, place=place, adapted=_adapted(plan)
    )
    newer = request.POST.get("seen") != seen_of(picture)
    if not form.is_valid() or newer:
        views = [
            replace(each, form=form, newer=newer) if each.place == place else each
            for each in _views(plan)
        ]
        return _page(request, plan, views, next(each for each in views if each.form is form))
    return once(request, lambda: _save(request, contents, form))


def _at(place: Picture.Place, contents: PlanContents) -> Picture | None:
    return next((row for row in contents.rows(Picture) if row.place == place), None)


def _save(request: HttpRequest, contents: PlanContents, form: PictureForm) -> HttpResponse:
    plan, picture = contents.plan, _at(form.place, contents)
    alternative, file = form.cleaned_data["alternative"], form.cleaned_data["file"]
    label = _adapted(plan)(form.place.label)
    if picture is not None and file is None and picture.alternative == alternative:
        messages.success(request, f"「{label}」に{NOTHING_CHANGED}")
        return redirect("wizard:pictures", plan.pk)
    saved = actions.place_picture(
        contents=contents,
        place=form.place,
        alternative=alternative,
        new=file,
        by=user_of(request),
        at=timezone.now(),
    )
    if not saved.is_whole:
        messages.warning(request, f"「{label}」は、ほかの人が先に保存しました。{LOOK_AGAIN}")
        return redirect("wizard:pictures", plan.pk)
    messages.success(request, f"「{label}」を保存しました。")
    return redirect("wizard:pictures", plan.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def picture_remove(request: HttpRequest, plan_id: int, place: str) -> HttpResponse:
    """Ask before a picture is removed, then remove it; the history can bring it back."""
    plan = access.editable_plan(request, plan_id)
    where = _place(place)
    picture, label = _pictures(plan).get(where), _adapted(plan)(where.label)
    if picture is None:
        messages.info(request, f"「{label}」の画像はありません。")
        return redirect("wizard:pictures", plan.pk)
    newer = request.method == "POST" and request.POST.get("seen") != seen_of(picture)
    if request.method == "POST" and not newer:
        seen: dict[tuple[str, int | None], str] = {
            ("file", None): picture.file_id,
            ("alternative", None): picture.alternative,
        }
        removal = Removal(Picture, picture.pk, seen)
        saved = save([removal], plan=plan, by=user_of(request), at=timezone.now())
        if not saved.is_whole:
            return redirect("wizard:picture_remove", plan.pk, place)
        messages.success(request, f"「{label}」の画像を削除しました。変更の履歴から元に戻せます。")
        return redirect("wizard:pictures", plan.pk)
    context = {
        "plan": plan,
        "picture": picture,
        "label": label,
        "seen": seen_of(picture),
        "newer": newer,
    }
    return render(request, "wizard/picture_remove.html", context, status=409 if newer else 200)


@require_safe
def picture(request: HttpRequest, plan_id: int, place: str) -> HttpResponse:
    """The bytes of a picture, for whoever may read its plan."""
    plan = access.readable_plan(request, plan_id)
    found = Picture.of_plan(plan).filter(place=_place(place)).select_related("file").first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.file.content), content_type=found.file.media_type)
    response["X-Content-Type-Options"] = "nosniff"
    # Asked for anew each time: after a log-out the browser must not show it.
    response["Cache-Control"] = "private, no-cache"
    response["ETag"] = f'"{found.file_id}"'
    return get_conditional_response(request, etag=response["ETag"], response=response) or response


def _place(value: str) -> Picture.Place:
    if value not in Picture.Place.values:
        raise Http404
    return Picture.Place(value)


def _adapted(plan: Plan) -> Callable[[str], str]:
    return town_words_of(plan.municipality).adapted


def _pictures(plan: Plan) -> dict[str, Picture]:
    found = Picture.of_plan(plan).select_related("file").defer("file__content")
    return {picture.place: picture for picture in found}


def _views(plan: Plan) -> list[PlaceView]:
    stored, adapted = _pictures(plan), _adapted(plan)
    return [
        PlaceView(
            place,
            stored.get(place),
            PictureForm(picture=stored.get(place), place=place, adapted=adapted),
            adapted(place.label),
            adapted(SUPPORT[place]),
        )
        for place in Picture.Place
    ]


def _page(
    request: HttpRequest, plan: Plan, views: list[PlaceView], refused: PlaceView | None = None
) -> HttpResponse:
    context = {
        "plan": plan,
        "views": views,
        "editable": access.can_edit(plan),
        "chapter": plan.chapters.get(section=SectionKey.PURPOSE),
        "problems": error_links(refused.form) if refused else [],
        "has_errors": refused is not None,
    }
    status = 200
    if refused is not None:
        status = 409 if refused.newer and refused.form.is_valid() else 422
    return render(request, "wizard/pictures.html", context, status=status)
