"""Asks a contact to decide about one version of something, by a letter with a link: for every context above.

A milestone: ask(milestone, purpose="milestone", client=…, contact=…, by=…, title=…, shown=[("What is done", "…")]).
What became of it: `facts.newest`. What follows from it: a story on `approval.decided`, by its purpose and subject.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.approvals import silence
from rapport.approvals.letter import write
from rapport.approvals.models import Approval
from rapport.approvals.purposes import purpose_of
from rapport.approvals.rhythm import first_reminder, usual_due
from rapport.approvals.settled import settle_answers
from rapport.approvals.snapshot import Shown, version_of
from rapport.approvals.withdraw import replace
from rapport.approvals.written_in import language_of, zone_of
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.journal.record import record
from rapport.portfolio.models import Channel, Client, Contact

MOST_FILES = 20
MOST_NEWS = 10
LONGEST_NEWS = 300
LONGEST_INTRO = 3_000


def ask(
    subject: models.Model,
    *,
    purpose: str,
    client: Client,
    contact: Contact,
    by: Member,
    title: str,
    shown: Shown,
    intro: str = "",
    due: datetime | None = None,
    files: Sequence[Document] = (),
    news: Iterable[str] = (),
    number: int | None = None,
    by_code: bool = False,
    also: Iterable[Contact] = (),
) -> tuple[Approval, str]:
    """Ask, and the address of the page; the letter waits in the outbox. Title and intro are in the contact's language.

    `shown` and `files` are exactly what they decide about; `number` is which version that is (without it, it is
    counted), `news` what is new in it. `also` may answer too: whoever is first decides. `by_code` has the answer
    confirmed by a code sent to their mail. An open question about the same subject is replaced by this one.
    ValidationError when the contact cannot be asked.
    """
    require(by, "approval.ask", client.standing)
    kept, news = _files(files, client), _news(news)
    others = [other for other in also if other.pk != contact.pk]
    for person in (contact, *others):
        _check(client, person, mail_of(person), due)
    title, intro = _words(title, intro)
    with transaction.atomic():
        Contact.objects.select_for_update().get(pk=contact.pk)  # two who ask at once come one after the other
        version = version_of(purpose, shown, [file["digest"] for file in kept])
        shared = purpose_of(purpose).shared
        replace(subject, None if shared else contact, by=by)
        settle_answers(subject, by=by)
        due = due or usual_due(client)
        approval = Approval.objects.create(
            subject=subject._meta.label_lower,
            subject_id=subject.pk,
            purpose=purpose,
            client=client,
            asked_by=by,
            asked_at=clock.now(),
            title=title,
            intro=intro,
            shown=[list(part) for part in shown],
            files=kept,
            news=news,
            version=version,
            number=number or _number(subject, purpose, version),
            by_code=by_code,
            due=due,
            remind_at=first_reminder(client, clock.now(), due),
            silent_at=silence.agreed(purpose, client, contact, due),
            **_to(contact, client),
        )
        address = write(approval, by=by)
        for other in others if shared else ():
            write(share(approval, _to(other, client)), by=by)
        silence.warn(approval)
        record(
            "approval.asked", by=by, about=approval, client=client.pk, purpose=purpose, title=approval.title,
            name=contact.name, subject=approval.subject, subject_id=approval.subject_id, version=approval.version,
            number=approval.number,
        )  # fmt: skip
    return approval, address


def share(first: Approval, to: dict[str, Any], *, passed_from: Approval | None = None, name: str = "") -> Approval:
    """The same question for one more who may answer it. Inside a transaction that holds the first."""
    now = clock.now()
    same = ("subject", "subject_id", "purpose", "client", "asked_by", "title", "intro", "shown", "files", "news",
            "version", "number", "by_code", "due", "silent_at")  # fmt: skip
    return Approval.objects.create(
        **{field: getattr(first, field) for field in same},
        **to,
        root=first,
        passed_from=passed_from,
        passed_name=name,
        asked_at=now,
        remind_at=first_reminder(first.client, now, first.due),
    )


def mail_of(contact: Contact) -> str:
    """Where the contact reads mail: the preferred address, else the first."""
    found = contact.channels.filter(kind=Channel.Kind.MAIL).values_list("value", flat=True).first()
    return found or ""


def _to(contact: Contact, client: Client) -> dict[str, Any]:
    return {
        "contact": contact,
        "mail": mail_of(contact),
        "language": language_of(contact, client),
        "zone": zone_of(contact, client),
    }


def _number(subject: models.Model, purpose: str, version: str) -> int:
    """One more than the versions that were asked about; the same as before for the same version."""
    rows = Approval.objects.filter(
        subject=subject._meta.label_lower, subject_id=subject.pk, purpose=purpose, root=None
    ).order_by("-pk")
    asked = list(rows.values_list("number", "version"))
    if asked and asked[0][1] == version:
        return asked[0][0]
    return max((number for number, _version in asked), default=0) + 1


def _files(files: Sequence[Document], client: Client) -> list[dict[str, Any]]:
    if len(files) > MOST_FILES:
        raise ValidationError({"files": _("At most %(limit)s files with one question.") % {"limit": MOST_FILES}})
    if any(file.client_id != client.pk for file in files):
        raise ValidationError({"files": _("Choose documents of this client.")})
    return [
        {"document": file.pk, "name": file.name, "digest": file.digest, "size": file.size, "kind": file.kind}
        for file in files
    ]


def _news(news: Iterable[str]) -> list[str]:
    lines = [line for line in (" ".join(line.replace("\0", "").split()) for line in news) if line]
    if len(lines) > MOST_NEWS:
        raise ValidationError({"news": _("At most %(limit)s lines: what matters to them.") % {"limit": MOST_NEWS}})
    if long := next((line for line in lines if len(line) > LONGEST_NEWS), None):
        words = _("“%(start)s…” is too long; at most %(limit)s characters a line.")
        raise ValidationError({"news": words % {"start": long[:30], "limit": LONGEST_NEWS}})
    return lines


def _words(title: str, intro: str) -> tuple[str, str]:
    title = " ".join(title.replace("\0", "").split())
    intro = intro.replace("\0", "").replace("\r\n", "\n").strip()
    if not title:
        raise ValidationError({"title": _("Say what they decide about.")})
    if len(intro) > LONGEST_INTRO:
        raise ValidationError({"intro": _("At most %(limit)s characters fit here.") % {"limit": LONGEST_INTRO}})
    return title[:200], intro


def _check(client: Client, contact: Contact, mail: str, due: datetime | None) -> None:
    if contact.client_id != client.pk or contact.deleted_at:
        raise ValidationError({"contact": _("Choose somebody of this client.")})
    if not mail:
        words = _("No mail address of %(name)s is known. Write one down on their page first.")
        raise ValidationError({"contact": words % {"name": contact.name}})
    if due and not clock.now() < due < clock.now() + timedelta(days=366):
        raise ValidationError({"due": _("Choose a day that lies ahead, within a year.")})
