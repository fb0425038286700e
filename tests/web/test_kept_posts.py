"""A log-in that expires in the middle of a save loses nothing, and shows it to nobody else."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.test import Client
from django.urls import include, path
from django.utils import timezone

from smartplan.plans.models import PolicyText
from smartplan.web.kept_posts.keeping import author_mark
from smartplan.web.models import KeptPost

SAVED: list[dict[str, list[str]]] = []
FORM = Template(
    "{% load site %}<form method=post>{% csrf_token %}{% written_by %}"
    "<textarea name=vision></textarea><input name=issues-0-title></form>"
)


def write(request: HttpRequest) -> HttpResponse:
    """A page like any other: it shows a form and saves what is posted."""
    if request.method == "POST":
        SAVED.append(dict(request.POST.lists()))
        return redirect("/write/")
    return HttpResponse(FORM.render(RequestContext(request)))


urlpatterns = [
    path("write/", write),
    path("", include("smartplan.urls")),
]
pytestmark = pytest.mark.urls(__name__)

VISION = "　誰もが\r\n暮らしやすい<b>まち</b>"


@pytest.fixture(autouse=True)
def _nothing_saved():
    SAVED.clear()


def hidden_fields(html: str) -> dict[str, str]:
    """The hidden inputs of the page's own form (the one for logging out has none but its token)."""
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', html)
    return {name: unescape(value) for name, value in fields}


def browser() -> Client:
    """A browser whose posts are checked like real ones."""
    return Client(enforce_csrf_checks=True)


def log_in(client: Client, user) -> None:
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")


@pytest.fixture
def expired(planner):
    """The planner's browser after the log-in has expired, and what the open page would send."""
    client = browser()
    log_in(client, planner)
    sent = hidden_fields(client.get("/write/").content.decode())
    del client.cookies["sessionid"]
    sent |= {"vision": VISION, "issues-0-title": "高齢化", "issues-0-id": "31"}
    return client, sent


def kept_page(answer: HttpResponse) -> str:
    """The address of what was kept, which the log-in page is to lead to."""
    login, _, following = answer["Location"].partition("?next=")
    assert login == "/login/"
    assert re.fullmatch(r"/kept/[\w-]+/", following)
    return following


def test_what_was_posted_waits_through_the_log_in_and_is_saved(expired, planner):
    client, sent = expired
    address = kept_page(client.post("/write/", sent))
    assert SAVED == []

    log_in(client, planner)
    page = client.get(address).content.decode()
    assert "ログインの前に送信した内容を預かっています" in page
    assert "誰もが" in page
    assert "&lt;b&gt;まち&lt;/b&gt;" in page
    assert "課題 1行目 課題" in page
    shown = re.sub("<form.*?</form>", "", page, flags=re.DOTALL)
    assert "高齢化" in shown
    assert "31" not in re.findall("<dd[^>]*>(.*?)</dd>", shown)

    answer = client.post("/write/", hidden_fields(page))
    assert answer.status_code == 302
    assert SAVED[0]["vision"] == [VISION]
    assert SAVED[0]["issues-0-title"] == ["高齢化"]
    assert KeptPost.objects.count() == 0


def test_nobody_else_sees_it(expired, colleague, outsider, logged_in):
    client, sent = expired
    address = kept_page(client.post("/write/", sent))
    for other in (colleague, outsider):
        answer = logged_in(other).get(address)
        assert answer.status_code == 404
        assert "高齢化" not in answer.content.decode()
    assert Client().get(address)["Location"].startswith("/login/")


def test_it_cannot_be_forgotten_by_somebody_else(expired, colleague, logged_in):
    client, sent = expired
    token = kept_page(client.post("/write/", sent)).split("/")[2]
    logged_in(colleague).post("/write/", {"kept_post": token})
    assert KeptPost.objects.count() == 1


def test_the_token_itself_is_not_in_the_database(expired):
    client, sent = expired
    token = kept_page(client.post("/write/", sent)).split("/")[2]
    kept = KeptPost.objects.get()
    assert token not in (kept.token_hash, kept.path, str(kept.content))


def test_the_log_in_page_says_that_what_was_sent_is_not_lost(expired):
    client, sent = expired
    said = "送信した内容は預かっています。ログインすると続きから保存できます。"
    assert said in client.get(client.post("/write/", sent)["Location"]).content.decode()
    assert said in client.get("/login/?next=/kept/no-such-token/").content.decode()
    for following in ("", "?next=/write/", "?next=https://evil.example/kept/x/", "?next=%00"):
        assert said not in client.get(f"/login/{following}").content.decode()


def answers(page: str) -> dict[str, str]:
    """What the kept page shows: label to words."""
    found = re.findall("<dt>(.*?)</dt>\\s*<dd[^>]*>(.*?)</dd>", page, flags=re.DOTALL)
    return {unescape(label): unescape(words) for label, words in found}


def show_kept(planner, path: str, sent: dict[str, object]) -> str:
    """The kept page after a log-in that had expired when the page at this address was sent."""
    client = browser()
    log_in(client, planner)
    form = client.get(path).content.decode()
    main = form[form.index('<main id="main"') :]
    del client.cookies["sessionid"]
    address = kept_page(client.post(posting_address(main), hidden_fields(main) | sent))
    log_in(client, planner)
    return client.get(address).content.decode()


def posting_address(html: str) -> str:
    """Where the first form of this part of a page posts to."""
    found = re.search(r'<form method="post" action="([^"]+)"', html)
    assert found
    return unescape(found[1])


def test_it_knows_where_it_was_posted_to_and_which_page_that_belongs_to(plan, planner, logged_in):
    policy = plan.chapters.get(section="policy")
    here = f"/chapters/{policy.pk}/?indicators_page=2"
    page = show_kept(planner, here, {"vision": VISION, "do": "save"})
    assert f'href="{here}">保存せずに元の画面を開く</a>' in page
    assert "入力した画面：基本方針 - あおば市スマートシティ推進計画" in page
    assert answers(page)["将来像"] == VISION

    form = page[page.index('<main id="main"') :]
    address = posting_address(form)
    assert address == f"/chapters/{policy.pk}/save/?indicators_page=2"
    answer = logged_in(planner).post(address, hidden_fields(form))
    assert answer["Location"] == here
    assert PolicyText.objects.get().vision == VISION.replace("\r\n", "\n")
    assert not KeptPost.objects.exists()


def test_what_was_kept_before_pages_had_posting_addresses_is_still_saved(plan, planner, logged_in):
    policy = plan.chapters.get(section="policy")
    sent = {"written_by": author_mark(planner.pk), "version": policy.version, "vision": "将来像"}
    Client().post(f"/chapters/{policy.pk}/", sent)
    kept = KeptPost.objects.get()
    logged_in(planner).post(kept.path, {name: value for name, (value,) in kept.content})
    assert PolicyText.objects.get().vision == "将来像"


def test_a_chapter_is_shown_in_the_words_of_its_page_not_in_codes(plan, planner):
    organization = plan.chapters.get(section="organization")
    page = show_kept(
        planner,
        f"/chapters/{organization.pk}/",
        {
            "funding": "補助金に頼らない。",
            "done": "no",
            "do": "save",
            "partners-0-name": "みどり電力",
            "partners-0-sector": "industry",
            "partners-0-position": "1",
        },
    )
    shown = answers(page)
    assert shown["資金計画の考え方"] == "補助金に頼らない。"
    assert shown["この章の作成は完了しましたか"] == "いいえ、あとで続ける"
    assert shown["構成団体 1行目 団体の名称"] == "みどり電力"
    assert shown["構成団体 1行目 区分"] == "産"
    assert "industry" not in "".join(shown.values())
    assert not {"version", "do", "seen"} & {*shown}
    assert "入力した画面：推進体制 - あおば市スマートシティ推進計画" in page


def test_several_ticks_of_one_group_stand_together_and_are_all_sent_again(plan, planner):
    page = show_kept(
        planner, f"/plans/{plan.pk}/measures/new/", {"name": "バス", "sdgs": ["3", "11"]}
    )
    assert answers(page)["SDGs"] == ("3　すべての人に健康と福祉を\n11　住み続けられるまちづくりを")
    assert page.count('name="sdgs"') == 2


def test_without_the_right_to_open_the_page_nothing_of_it_is_shown(plan, planner, town):
    address = f"/chapters/{plan.chapters.get(section='policy').pk}/"
    client = browser()
    log_in(client, planner)
    sent = hidden_fields(client.get(address).content.decode()) | {"vision": "私の文章"}
    del client.cookies["sessionid"]
    kept = kept_page(client.post(address, sent))
    town.memberships.all().delete()
    log_in(client, planner)
    page = client.get(kept).content.decode()
    assert "私の文章" in answers(page).values()
    assert plan.title not in page


def test_the_day_on_which_it_was_sent_is_told_with_its_year(expired, planner):
    client, sent = expired
    address = kept_page(client.post("/write/", sent))
    KeptPost.objects.update(created_at=datetime(2026, 11, 20, 1, 5, tzinfo=UTC))
    log_in(client, planner)
    assert "令和8年11月20日 10:05に送信したとき" in client.get(address).content.decode()


@pytest.mark.parametrize("mark", ["", "1", "forged:signature"])
def test_a_post_of_a_stranger_is_not_kept(expired, mark):
    client, sent = expired
    answer = client.post("/write/", {**sent, "written_by": mark})
    assert answer["Location"] == "/login/?next=/write/"
    assert KeptPost.objects.count() == 0


def test_a_post_from_a_foreign_page_is_not_kept(expired):
    client, sent = expired
    answer = client.post("/write/", {**sent, "csrfmiddlewaretoken": "x" * 64})
    assert answer.status_code == 403
    assert KeptPost.objects.count() == 0


def test_a_file_is_named_and_not_kept(expired, planner):
    client, sent = expired
    sent["logo"] = SimpleUploadedFile("市章.png", b"x")
    address = kept_page(client.post("/write/", sent))
    log_in(client, planner)
    page = client.get(address).content.decode()
    assert "ファイルは預かっていません" in page
    assert "市章.png" in page


def test_a_password_is_never_kept(expired):
    client, sent = expired
    client.post("/write/", {**sent, "new_password": "himitsu"})
    assert "himitsu" not in str(KeptPost.objects.get().content)


def test_it_goes_after_thirty_days(expired, capsys):
    client, sent = expired
    client.post("/write/", sent)
    call_command("clear_kept_posts")
    assert KeptPost.objects.count() == 1
    KeptPost.objects.update(created_at=timezone.now() - timedelta(days=31))
    call_command("clear_kept_posts")
    assert KeptPost.objects.count() == 0
    assert "1件" in capsys.readouterr().out


def test_a_part_of_a_page_is_refused_without_a_log_in_page_inside_it(client):
    answer = client.get("/write/", headers={"HX-Request": "true"})
    assert answer.status_code == 401
    assert answer.content.decode() == "ログインの有効期限が切れています。"


# Logged in again in another tab: the open page's token is old ------------------------------------


@pytest.fixture
def stale(planner):
    """The planner's browser after a new log-in in another tab, and what the open page sends."""
    client = browser()
    log_in(client, planner)
    sent = hidden_fields(client.get("/write/").content.decode())
    client.cookies["csrftoken"] = "n" * 32
    return client, {**sent, "vision": VISION}


def test_what_an_old_page_sends_is_shown_and_sent_again(stale):
    client, sent = stale
    answer = client.post("/write/", sent, headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "送信した内容を確認してください" in page
    again = posting_address(page[page.index('<main id="main"') :])
    assert again == "/write/?again=1"  # not where this very answer stands
    assert client.post(again, hidden_fields(page)).status_code == 302
    assert SAVED[0]["vision"] == [VISION]


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_a_foreign_page_gets_no_form_to_send_again(stale, origin):
    client, sent = stale
    page = client.post("/write/", sent, headers={"Origin": origin}).content.decode()
    assert "送信を確認できませんでした" in page
    assert "誰もが" not in page


def test_what_another_person_wrote_at_this_screen_is_not_sent_in_ones_own_name(stale, colleague):
    client, sent = stale
    sent["written_by"] = author_mark(colleague.pk)
    page = client.post("/write/", sent, headers={"Origin": "http://testserver"}).content.decode()
    assert "送信を確認できませんでした" in page
    assert "誰もが" not in page
