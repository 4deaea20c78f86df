"""Who was ticked to get a letter about a meeting: for sending an agenda and minutes."""

from __future__ import annotations

from django.http import HttpRequest


def recipients(request: HttpRequest) -> list[int]:
    """Ids of the contacts that were ticked; what is no number is nobody."""
    return [int(one) for one in request.POST.getlist("to") if one.isdecimal() and len(one) < 18]
