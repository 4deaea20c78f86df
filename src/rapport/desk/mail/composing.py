"""What the composer shows: to whom, the words typed so far, what they promise, when it would go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.http import urlencode as urlquote
from django.utils.translation import gettext as _

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.attention.quiet import quiet_until
from rapport.conversations.first_calls import is_mark
from rapport.conversations.mail import addressing, offered, quoting
from rapport.conversations.mail.hours import calendar_of, next_working_instant
from rapport.conversations.mail.keep_template import templates_of
from rapport.conversations.mail.models import Draft, Message, Template
from rapport.conversations.mail.save_draft import standing
from rapport.conversations.mail.send import account_of
from rapport.conversations.models import Touchpoint
from rapport.desk.mail.drawing import goes_words
from rapport.documents.models import Document
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.post.models import Account
from rapport.ui import formats

PLACES = ("page", "line", "today")
ANSWERED = "Re: {subject}"


@dataclass(slots=True)
class Composer:
    """A mail being written. `place` is where it stands; `wrong` why it was refused, by field."""

    client: Client
    message: Message | None
    action: str
    key: str
    place: str
    to: str
    cc: str
    subject: str
    text: str
    version: int
    who: str
    manner: str
    account: Account | None
    offers: Sequence[offered.Offer]
    unticked: frozenset[str]
    files: Sequence[Document]
    templates: Sequence[Template]
    quoted: str
    mailto: str
    their_hours: str  # when it would go in their hours; empty while they work
    quiet: str  # until when one's own quiet hours hold it; empty when they do not
    mailboxes: str
    everyone: bool = False
    may_promise: bool = False
    touchpoint: Touchpoint | None = None
    saved: datetime | None = None
    wrong: Mapping[str, str] = field(default_factory=dict)
    theirs: Draft | None = None

    @property
    def title(self) -> str:
        return _("Reply") if self.message else _("New mail")

    @property
    def addresses_open(self) -> bool:
        """Whether the lines of addresses stand open: something is to be said there."""
        return not self.message or not self.to or bool(self.cc) or bool({"to", "cc", "subject"} & set(self.wrong))


def compose(
    member: Member, client: Client, *, answers: Message | None = None, contact: Contact | None = None,
    everyone: bool = False, place: str = "page", query: Mapping[str, str] | None = None,
    draft: Draft | None = None, wrong: Mapping[str, str] | None = None, unticked: frozenset[str] = frozenset(),
) -> Composer:  # fmt: skip
    """The draft as it stands, or the empty answer. `client` has come through its door."""
    draft = draft or standing(member, client, answers)
    to, cc, subject = _begun(member, client, answers, contact, everyone)
    account, now = account_of(member, answers), clock.now()
    opens = next_working_instant(calendar_of(client), now)
    quiet = None if answers and answers.urgent else quiet_until(member, now)
    text = draft.text if draft else ""
    person = (answers.contact if answers else None) or contact
    pairs = draft.to if draft and draft.to else to
    address = reverse("reply", args=[answers.pk]) if answers else reverse("mail_new", args=[client.pk])
    asked = {"place": place, **(query or {})}
    return Composer(
        client=client,
        message=answers,
        action=f"{address}?{urlencode(asked)}",
        key=f"{'m' if answers else 'c'}{answers.pk if answers else client.pk}",
        place=place,
        to=addressing.written(pairs),
        cc=addressing.written(draft.cc if draft and not everyone else cc),
        subject=draft.subject if draft and draft.subject else subject,
        text=text,
        version=draft.version if draft else 0,
        who=person.name if person else ", ".join(name or mail for name, mail in pairs[:2]),
        manner=person.manner if person else "",
        account=account,
        offers=offered.offered(text) if text else (),
        unticked=unticked,
        files=list(draft.files.all()) if draft and draft.pk else (),
        templates=list(templates_of(member)) if account else (),
        quoted=quoting.quoted_of(answers).text if answers else "",
        mailto=_mailto(pairs, cc, subject),
        their_hours=goes_words(opens, client) if opens > now else "",
        quiet=formats.moment(timezone.localtime(quiet)) if quiet else "",
        mailboxes=_page("mailboxes"),
        everyone=everyone,
        may_promise=may(member, "promise.keep", client.standing),
        touchpoint=answers.touchpoint if answers and answers.touchpoint and is_mark(answers.touchpoint) else None,
        saved=draft.saved_at if draft else None,
        wrong=wrong or {},
    )


def place_of(request: HttpRequest) -> str:
    place = request.GET.get("place", "page")
    return place if place in PLACES else "page"


def handed_along(request: HttpRequest) -> dict[str, str]:
    """What the address of the composer's form carries on: which row of Today it stands in."""
    return {name: request.GET[name][:60] for name in ("row", "horizon") if request.GET.get(name)}


def _begun(
    member: Member, client: Client, answers: Message | None, contact: Contact | None, everyone: bool
) -> tuple[list[list[str]], list[list[str]], str]:
    if answers is None:
        return addressing.of_contact(client, contact), [], ""
    addressed = addressing.of_answer(answers, member, everyone=everyone)
    subject = answers.subject or answers.thread.subject
    begins = subject.casefold().startswith(("re:", "odg:", "ответ:"))
    return addressed.to, addressed.cc, subject if begins else ANSWERED.format(subject=subject)


def _mailto(to: Sequence[Sequence[str]], cc: Sequence[Sequence[str]], subject: str) -> str:
    """The same in one's own mail program, for whoever has no account here."""
    more: dict[str, Any] = {"subject": subject}
    if cc:
        more["cc"] = ",".join(mail for _name, mail in cc)
    query = urlquote(more).replace("+", "%20")
    return f"mailto:{','.join(mail for _name, mail in to)}?{query}"


def _page(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""
