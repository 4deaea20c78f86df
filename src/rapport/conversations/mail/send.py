"""Sends a mail to a client: it joins its thread, answers what waits there, and goes out after a time to think again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member
from rapport.conversations.mail import addressing, fields, offered, quoting, waiting
from rapport.conversations.mail.hours import NOW, Going, going
from rapport.conversations.mail.identity import once_of
from rapport.conversations.mail.keeping import as_stored
from rapport.conversations.mail.models import Attachment, Draft, Mailbox, Message, Thread
from rapport.journal import clock
from rapport.journal.record import record
from rapport.post.models import Account, Outgoing
from rapport.post.put import put
from rapport.reckon import threads
from rapport.reckon.triage import judge

LONGEST_REFERENCES = 30  # the first and the last of a long thread are enough to find it


class NoAccount(Exception):
    """The member has no mail account to write from."""


def send(draft: Draft, *, by: Member, when: str | datetime = NOW, keep: Iterable[str] = ()) -> Message:
    """Make the draft a message that goes out. `keep` are the keys of promises in it that are to be kept.

    `draft.client` must have come through its door. Raises NoAccount, and ValidationError by field.
    """
    require(by, "mail.write", draft.client.standing)
    account = account_of(by, draft.answers)
    if account is None:
        raise NoAccount
    to, cc = _checked(draft)
    answers = Message.objects.select_related("raw").get(pk=draft.answers_id) if draft.answers_id else None
    now = clock.now()
    goes = going(when, member=by, client=draft.client, urgent=bool(answers and answers.urgent), now=now)
    addressed = addressing.of_answer(answers, by) if answers else addressing.Addressed()
    with transaction.atomic():
        if not Draft.objects.filter(pk=draft.pk, sent_at=None, version=draft.version).update(sent_at=now):
            raise ValidationError(_("It was sent already, or changed in another window. Load the page again."))
        quoted = quoting.quoted_of(answers)
        letter = put(
            key=f"mail:{draft.pk}:{draft.version}", sender=account, by=by, client_id=draft.client_id,
            to_all=to, cc=cc, subject=draft.subject, not_before=goes.at, files=draft.files.all(),
            text=quoting.as_text(draft.text, account.signature, quoted),
            html=quoting.as_html(draft.text, account.signature, quoted),
            headers=_threading(addressed.references), language=answers.language if answers else "en",
        )  # fmt: skip
        message = _message(draft, letter, account, answers, goes, now, list(keep), quoted)
        asked = Message.objects.filter(thread=message.thread_id, way=Message.Way.IN, at__lte=now, answered_at=None)
        waiting.answer_all(asked, now)
        waiting.look_again(message.thread_id)
        record(
            "mail.written", by=by, about=message, client=draft.client_id, in_story=False,
            outgoing=letter.pk, thread=message.thread_id, goes_at=goes.at.isoformat(),
        )  # fmt: skip
    return message


def account_of(member: Member, answers: Message | None = None) -> Account | None:
    """The account of the mailbox that a message came to, when it is the member's own; else their first."""
    if answers and answers.mailbox_id:
        box = Mailbox.objects.filter(pk=answers.mailbox_id, member=member).select_related("account").first()
        if box and box.account:
            return box.account
    return Account.objects.filter(member=member).order_by("pk").first()


def _checked(draft: Draft) -> tuple[list[list[str]], list[list[str]]]:
    """Refuse what cannot go out, with a sentence at its field."""
    wrong: dict[str, str] = {}
    for name, pairs in (("to", draft.to), ("cc", draft.cc)):
        if half := next((typed for typed, mail in pairs if not mail), ""):
            wrong[name] = _("“%(value)s” is no mail address.") % {"value": half}
    if not draft.to:
        wrong["to"] = _("Say to whom it goes.")
    if not draft.text.strip():
        wrong["text"] = _("Write a word before you send it.")
    elif field := fields.left_open(f"{draft.subject} {draft.text}"):
        wrong["text"] = _("Fill in {%(field)s} before it goes.") % {"field": field}
    if not draft.subject.strip():
        wrong["subject"] = _("A mail without a subject is easily lost. Write a few words.")
    if wrong:
        raise ValidationError(wrong)
    return [list(one) for one in draft.to], [list(one) for one in draft.cc]


def _threading(references: tuple[str, ...]) -> dict[str, str]:
    if not references:
        return {}
    kept = (
        references if len(references) <= LONGEST_REFERENCES else (references[0], *references[1 - LONGEST_REFERENCES :])
    )
    return {"In-Reply-To": f"<{references[-1]}>", "References": " ".join(f"<{one}>" for one in kept)}


def _message(
    draft: Draft, letter: Outgoing, account: Account, answers: Message | None, goes: Going, now: datetime,
    keep: list[str], quoted: quoting.Quoted,
) -> Message:  # fmt: skip
    """What is written, as a message of its thread: there from now on, in the story when it has gone."""
    triage = judge(draft.text, written_on=clock.today(), from_us=True)
    stored = as_stored(triage) | {"keep": offered.chosen(triage, keep)}
    message_id = letter.headers["Message-ID"].strip("<>")
    message = Message.objects.create(
        once=once_of(message_id, account.address, draft.text), message_id=message_id[:500],
        thread=_thread(draft, answers, goes.at), client=draft.client, outgoing=letter, member=draft.member,
        contact=addressing.contact_of(draft.client, [*draft.to, *draft.cc]), state=Message.State.KEPT,
        way=Message.Way.OUT, at=goes.at, sender_name=account.name or draft.member.name, sender_mail=account.address,
        to=letter.to_all, cc=letter.cc, subject=letter.subject, new_words=draft.text.strip(),
        quoted=quoted.text if quoted.words else "", signature=account.signature, language=triage.language,
        triage=stored, sureness=1, stored_at=now,
    )  # fmt: skip
    Attachment.objects.bulk_create(Attachment(message=message, document=one) for one in draft.files.all())
    return message


def _thread(draft: Draft, answers: Message | None, at: datetime) -> Thread:
    if answers is not None:
        thread = Thread.objects.select_for_update().get(pk=answers.thread_id)
        thread.last_at = max(thread.last_at, at)
        thread.save(update_fields=["last_at"])
        return thread
    return Thread.objects.create(
        client=draft.client, subject=draft.subject, bare=threads.bare(draft.subject)[:250], first_at=at, last_at=at
    )
