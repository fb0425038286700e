"""What happens around every page: headers, impossible characters in addresses, and the log-in.

The CSP setting has the shape of Django 6's SECURE_CSP; its class goes when the project moves there.
"""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware as DjangosLoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers

from smartplan.web.kept_posts import keeping
from smartplan.web.once import REFUSALS, first_answer


class ContentSecurityPolicyMiddleware:
    """Send one constant policy with every answer: our pages have no inline script or style."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.policy = "; ".join(
            f"{directive} {' '.join(sources)}" for directive, sources in settings.SECURE_CSP.items()
        )

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", self.policy)
        return response


class PrivatePagesMiddleware:
    """Let no proxy keep a page, and no browser but those into which people write.

    Desks are shared in a town hall: after a log-out, 「戻る」 must not bring a plan back. But when
    a save does not reach the server, 「戻る」 must bring back the form with what was typed; with
    no-store the browser would ask the unreachable server for it. So a page with a form may be kept
    while the cookies stay the same (`Vary: Cookie`), which a log-out ends. js/history.js does the
    same for pages that a browser keeps whole. Static files do not pass here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_written_on", False):
            response.headers.setdefault("Cache-Control", "private, no-cache")
            patch_vary_headers(response, ("Cookie",))
        response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class NoNulMiddleware:
    """Take NUL out of addresses and cookies, for PostgreSQL has no such character.

    Forms clean their own texts (smartplan/web/forms.py), and a path with NUL finds nothing.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        for name in [name for name, value in request.COOKIES.items() if "\0" in value]:
            del request.COOKIES[name]
        return self.get_response(request)


class LoginRequiredMiddleware(DjangosLoginRequiredMiddleware):
    """Ask for a log-in, and keep what was posted without one.

    It runs after the CSRF check of the same request, so only our own forms are kept.
    """

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseBase:
        if request.headers.get("HX-Request") == "true":
            # A log-in page inside a part of the page would help nobody: js/page.js tells.
            return HttpResponse("ログインの有効期限が切れています。", status=401)
        if request.method == "POST" and (token := keeping.keep_post(request, at=timezone.now())):
            return redirect_to_login(reverse("kept_post", args=[token]))
        return super().handle_no_permission(request, view_func)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Delete what was kept once its own page has saved it (and so redirects)."""
        if request.method == "POST" and 300 <= response.status_code < 400:
            token = request.POST.get(keeping.KEPT_FIELD)
            if token and request.user.is_authenticated:
                keeping.drop_post(request.user.pk, token)
        return response


class RepeatedPostsMiddleware:
    """Give a post that is refused because it was carried out a moment ago the first one's answer.

    "There is a division of that name", said of the division that the first click made, would
    help nobody. It stands after the messages, for it says something.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code in REFUSALS:
            return first_answer(request) or response
        return response
