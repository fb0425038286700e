"""Accounts, members and divisions."""

from django.urls import path, register_converter

from smartplan.municipalities.views import accounts, divisions, joining, members
from smartplan.web.pages import page


class CodeConverter:
    """A 団体コード in an address: six digits."""

    regex = "[0-9]{6}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(CodeConverter, "code")

urlpatterns = [
    path("login/", accounts.log_in, name="login"),
    path("logout/", accounts.log_out, name="logout"),
    *page("account/", accounts.account, name="account"),
    *page("account/password/", accounts.password_change, name="password_change"),
    *page("password/<uidb64>/<token>/", accounts.PasswordLink.as_view(), name="password_link"),
    *page("join/<str:token>/", joining.join, name="join"),
    path("municipalities/<code:code>/members/", members.members, name="members"),
    *page("municipalities/<code:code>/invite/", members.invite, name="invite"),
    path(
        "invitations/<int:invitation_id>/link/",
        members.invitation_link,
        name="invitation_link",
    ),
    *page("municipalities/<code:code>/divisions/", divisions.divisions, name="divisions"),
    path(
        "invitations/<int:invitation_id>/withdraw/",
        members.withdraw_invitation,
        name="withdraw_invitation",
    ),
    *page("memberships/<int:membership_id>/", members.membership, name="membership"),
    *page(
        "memberships/<int:membership_id>/remove/",
        members.membership_remove,
        name="membership_remove",
    ),
    *page(
        "memberships/<int:membership_id>/password/",
        members.membership_password,
        name="membership_password",
    ),
    *page("divisions/<int:division_id>/", divisions.division, name="division"),
    path("divisions/<int:division_id>/move/", divisions.division_move, name="division_move"),
    *page("divisions/<int:division_id>/remove/", divisions.division_remove, name="division_remove"),
]
