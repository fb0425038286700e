"""Pages that belong to no package: errors, health, 使い方, what was kept through a log-in."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template import loader
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from smartplan.web.kept_posts import keeping
from smartplan.web.kept_posts.field_labels import is_technical, label_of
from smartplan.web.kept_posts.page_labels import PageLabels, labels_on_page
from smartplan.web.models import KeptPost
from smartplan.web.pages import other_post_address, page_address

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


@dataclass(frozen=True)
class Answer:
    """One input of a form as it was sent; what nobody typed is not shown, but sent again too."""

    name: str
    values: list[str]
    label: str
    words: str
    """The values as people read them: choices by their labels."""
    shown: bool


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    too_much = isinstance(exception, TOO_MUCH)
    status = 413 if isinstance(exception, RequestDataTooBig) else 400
    return render(request, "web/400.html", {"too_much": too_much}, status=status)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/403.html", {"reason": str(exception)}, status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "web/404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Without the request: the page must appear when the database or the session is gone."""
    return HttpResponse(loader.render_to_string("web/500.html"), status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page that was open while its person logged in anew: show what was written, send it again.

    Only when our own page sent it and the person at the screen is the one who opened the form.
    """
    author = keeping.author_of(request.POST)
    same_person = author is not None and author == request.user.pk
    if same_person and keeping.came_from_our_own_page(request):
        path = request.get_full_path()
        page = labels_on_page(request, path)
        context = {
            "answers": _answers(keeping.posted_values(request.POST), page),
            "path": other_post_address(path),
            "page_title": page.title if page else "",
            "file_names": keeping.file_names(request),
        }
        return render(request, "web/csrf_resend.html", context, status=403)
    return render(request, "web/csrf_failure.html", status=403)


@never_cache
@require_safe
def kept_post(request: HttpRequest, token: str) -> HttpResponse:
    """What was posted when the log-in had expired, for the person who wrote it and nobody else."""
    kept = get_object_or_404(KeptPost.objects.with_token(token), user_id=request.user.pk)
    page = labels_on_page(request, kept.path)
    context = {
        "kept": kept,
        "token": token,
        "path": kept.path,
        "back": page_address(kept.path),
        "page_title": page.title if page else "",
        "answers": _answers(kept.content, page),
        "file_names": kept.file_names,
    }
    return render(request, "web/kept_post.html", context)


@login_not_required
@require_safe
def manual(request: HttpRequest) -> HttpResponse:
    return render(request, "web/manual.html")


@login_not_required
@require_safe
def manual_curators(request: HttpRequest) -> HttpResponse:
    return render(request, "web/manual_curators.html")


@login_not_required
@require_safe
def health(request: HttpRequest) -> HttpResponse:
    """Is the process alive?"""
    return HttpResponse("ok\n", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Can it work: does the database answer, with every migration applied?"""
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("database\n", status=503, content_type="text/plain")
    if waiting:
        return HttpResponse("migrations\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def _answers(content: keeping.PostedValues, page: PageLabels | None) -> list[Answer]:
    """By the names that the page calls them; if that page is gone, by those of the tables."""
    answers = []
    for name, values in content:
        control = page.of(name) if page else None
        label = control.label if control and control.label else label_of(name)
        choices = control.choices if control else {}
        words = "\n".join(choices.get(value, value) for value in values)
        hidden = control.hidden if control else is_technical(name)
        answers.append(Answer(name, values, label, words, shown=bool(words.strip()) and not hidden))
    return answers
