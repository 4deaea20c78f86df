"""Speaks to each member in their language and by their clock; what runs for nobody goes by the agency's clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone, translation

from rapport.agency.models import Agency
from rapport.journal.clock import zone_of
from rapport.ui.formats import formats

_KNOWN = frozenset(code for code, _name in settings.LANGUAGES)


class MemberMannersMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        member = request.user
        if member.is_authenticated:
            language, zone, written = member.language, zone_of(member.zone), member.formats
        else:
            language, zone, written = translation.get_language_from_request(request), zone_of(""), ""
        language = language if language in _KNOWN else "en"
        with translation.override(language), timezone.override(zone), formats(written):
            request.LANGUAGE_CODE = translation.get_language()
            return self.get_response(request)


@contextmanager
def by_our_clock() -> Iterator[None]:
    """The agency's days and hours for work that runs for no member: the worker's and the command line's."""
    with timezone.override(zone_of(Agency.ours().zone)):
        yield
