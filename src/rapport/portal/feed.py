"""A member's calendar for a calendar program: by a private link, without signing in, without a cookie."""

from __future__ import annotations

from hashlib import sha256

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from rapport.conversations.meetings.feed import PURPOSE, file_of, whose
from rapport.journal import clock
from rapport.links.hand_out import known_link
from rapport.portal.link_door import by_link, leads_nowhere, speaking

MOST_READS = 30  # of one link in a minute


@require_safe
def file(request: HttpRequest, token: str) -> HttpResponseBase:
    answer = _read(request, token)
    if answer.status_code in (200, 304):
        answer["Cache-Control"] = "private, no-cache"  # kept by their program, and asked about each time
    return answer


@by_link
def _read(request: HttpRequest, token: str) -> HttpResponse:
    member = whose(token)
    if member is None:
        with speaking(request):
            return leads_nowhere(request, known=known_link(PURPOSE, token) is not None)
    if not _may_read(token):
        answer = HttpResponse(status=429, content_type="text/plain")
        answer["Retry-After"] = "60"
        return answer
    content = file_of(member)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer["ETag"] = etag
    answer["Content-Disposition"] = 'inline; filename="rapport.ics"'
    kept = get_conditional_response(request, etag=etag, response=answer)
    return kept if isinstance(kept, HttpResponse) else answer


def _may_read(token: str) -> bool:
    key = f"feed:{sha256(token.encode()).hexdigest()}:{clock.now():%H%M}"
    cache.add(key, 0, 120)
    return bool(cache.incr(key) <= MOST_READS)
