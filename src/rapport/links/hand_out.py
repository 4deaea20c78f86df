"""Makes a link, opens it, lists it and takes it back. The token leaves the house once; its hash stays."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.db import models

from rapport.journal import clock
from rapport.links.models import Link


def hand_out(
    purpose: str,
    *,
    lasts: timedelta,
    by: models.Model | None,
    subject: models.Model | None = None,
    client: int | None = None,
    contact: int | None = None,
    **data: Any,
) -> tuple[Link, str]:
    """A new link and its token (43 characters, safe in an address); `client` and `contact` when a contact holds it."""
    token = secrets.token_urlsafe(32)
    link = Link.objects.create(
        token_hash=_hash(token),
        purpose=purpose,
        subject=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        client_id=client,
        contact_id=contact,
        data=data,
        made_by_id=by.pk if by else None,
        expires_at=clock.now() + lasts,
    )
    return link, token


def open_link(purpose: str, token: str) -> Link | None:
    """The living link of this token and purpose; None when it never was, ended, was used or taken back."""
    return living(purpose=purpose, token_hash=_hash(token)).first()


def known_link(purpose: str, token: str) -> Link | None:
    """The link of this token and purpose, living or not: for whoever says why it opens nothing any more."""
    return Link.objects.filter(token_hash=_hash(token), purpose=purpose).first()


def living(subject: models.Model | None = None, **named: Any) -> models.QuerySet[Link]:
    """Links that still open something: of a subject, or of a client, a contact, a purpose by name."""
    if subject is not None:
        named |= {"subject": subject._meta.label_lower, "subject_id": subject.pk}
    return Link.objects.filter(used_at=None, revoked_at=None, expires_at__gt=clock.now(), **named)


def use(link: Link) -> bool:
    """Use the link up; False when somebody was faster."""
    return Link.objects.filter(pk=link.pk, used_at=None, revoked_at=None).update(used_at=clock.now()) == 1


def revoke(purpose: str, subject: models.Model) -> int:
    """Take back all living links of a purpose for a subject; the number taken back."""
    return end(living(subject, purpose=purpose))


def revoke_of_contact(contact_id: int) -> int:
    """Take back whatever a client's contact holds; the number taken back."""
    return end(living(contact_id=contact_id))


def revoke_of_client(client_id: int) -> int:
    """Take back whatever the people of a client hold; the number taken back."""
    return end(living(client_id=client_id))


def belongs_to(client_id: int, contacts: Iterable[int]) -> None:
    """The people with these ids are this client's now, and so are their links."""
    Link.objects.filter(contact_id__in=list(contacts)).exclude(client_id=client_id).update(client_id=client_id)


def end(links: models.QuerySet[Link]) -> int:
    """These open nothing any more; the number of them."""
    return links.update(revoked_at=clock.now())


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
