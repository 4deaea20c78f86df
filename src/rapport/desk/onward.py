"""Where a page goes on to after something was done: a page of ours, and only of ours."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


class SeeOther(HttpResponseRedirect):
    """Done; look there, with GET."""

    status_code = 303


def go(to: str, *args: Any, **kwargs: Any) -> SeeOther:
    """To a page by its name or address."""
    return SeeOther(resolve_url(to, *args, **kwargs))


def asked(request: HttpRequest, otherwise: str = "/") -> str:
    """The address handed along as `next`, when it is one of ours."""
    target = request.POST.get("next") or request.GET.get("next") or otherwise
    return target if url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()) else otherwise
