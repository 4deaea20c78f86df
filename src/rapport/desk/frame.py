"""What the frame around every page needs: the rail's places, who one is, for whom one covers."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.template.backends.utils import csrf_input
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from rapport.agency.models import Member
from rapport.agency.permissions import OPEN, ROUTES, may_at_all
from rapport.desk.signed_in import covering


def frame(request: HttpRequest) -> dict[str, Any]:
    """Variables of ui/base.html. Nothing is asked of the database until the template uses it."""
    user = getattr(request, "user", None)
    member = user if isinstance(user, Member) else None
    here = request.resolver_match.view_name if request.resolver_match else ""
    return {
        "member": member,
        "agency_demo": settings.DEMO,
        "theme": member.theme if member else "auto",
        "language": getattr(request, "LANGUAGE_CODE", "en"),
        "rail": request.COOKIES.get("rail", ""),
        "nav": [
            {"key": p.key, "label": p.label, "icon": p.icon, "url": p.url, "letter": p.letter,
             "current": here == p.url or here.startswith(p.key) or request.path.startswith(address(p.url)),
             "count": getattr(request, "counts", {}).get(p.key, 0)}
            for p in settings.NAVIGATION
            if member and may_at_all(member.roles, p.deed) and address(p.url)
        ],
        "links": links(request, member),
        "csrf_input": SimpleLazyObject(lambda: csrf_input(request)),  # made once, however many forms a page has
        "covering": SimpleLazyObject(lambda: covering(member) if member else []),
        "may": lambda deed: bool(member and may_at_all(member.roles, deed)),
    }  # fmt: skip


def links(request: HttpRequest, member: Member | None) -> dict[str, str]:
    """Where the frame itself leads to; on a client's page the quick log knows the client."""
    found = {name: address(url) if leads(member, url) else "" for name, url in settings.FRAME_LINKS.items()}
    match = request.resolver_match
    if found.get("log") and match and (match.view_name or "").split("_")[0] == "client" and "pk" in match.kwargs:
        found["log"] += f"?client={match.kwargs['pk']}"
    return found


def leads(member: Member | None, url: str) -> bool:
    """Whether the member's role may go there at all."""
    deed = ROUTES.get(url)
    return deed is not None and (deed in OPEN or (member is not None and may_at_all(member.roles, deed)))


def address(url: str) -> str:
    """The address of a name, or nothing when no such page exists in this installation."""
    try:
        return reverse(url)
    except NoReverseMatch:
        return ""
