"""Where a press leads: look there, with GET."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect


def see_other(to: str, *args: Any) -> HttpResponse:
    """To a page by its name or address."""
    answer = redirect(to, *args)
    answer.status_code = 303
    return answer
