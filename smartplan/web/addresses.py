"""From which machine a request comes, as far as it can be known."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str:
    """The address of the person's machine, behind as many proxies as settings.PROXIES says.

    Each proxy adds the address that it saw at the end of X-Forwarded-For. What stands before the
    entries of our own proxies was written by the sender, and says nothing.
    """
    direct = str(request.META.get("REMOTE_ADDR") or "")
    if not settings.PROXIES:
        return direct
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",")]
    try:
        return str(ip_address(seen[-settings.PROXIES]))
    except (IndexError, ValueError):
        return direct
