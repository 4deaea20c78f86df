"""Where a deed leads: the client's page, or the list when the member sees the client no more."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from rapport.agency.models import Member
from rapport.portfolio.models import Client


def client_page(client: Client) -> str:
    return reverse("client", args=[client.pk])


def after_deed(member: Member, client: Client) -> str:
    """The client's page for whoever may still see it."""
    seen = Client.objects.here().visible_to(member).filter(pk=client.pk).exists()
    return client_page(client) if seen else reverse("clients")


def about(client: Client, **context: Any) -> dict[str, Any]:
    """The context of a page below a client's: desk/crumb.html leads back."""
    return {"client": client, "client_url": client_page(client), **context}
