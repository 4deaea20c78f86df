"""Writes to a contact what became of extra work: a gift and what it is worth, a clear no, how a test ended."""

from __future__ import annotations

from contextlib import AbstractContextManager

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import language_of, spoken, zone_of
from rapport.delivery.extra.capture import LONGEST_TEXT, plain
from rapport.delivery.extra.models import ExtraWork
from rapport.delivery.extra.tell import duration
from rapport.portfolio.models import Contact
from rapport.post.put import put
from rapport.ui.formats import money


def write_to(extra: ExtraWork, words: str, *, by: Member, contact: Contact, kind: str) -> str:
    """Put the letter into the outbox, once for each `kind` of ending; the words as sent."""
    words = plain(words)
    if contact.client_id != extra.client_id or contact.deleted_at:
        raise ValidationError({"contact": _("Choose somebody at this client.")})
    if len(words) > LONGEST_TEXT:
        raise ValidationError({"said": _("At most %(limit)s characters fit here.") % {"limit": LONGEST_TEXT}})
    if not (mail := mail_of(contact)):
        wrong = _("No mail address of %(name)s is known. Write one down on their page first.")
        raise ValidationError({"contact": wrong % {"name": contact.name}})
    language = language_of(contact, extra.client)
    with spoken(language, zone_of(contact, extra.client)):
        greeting = _("Good day, %(name)s.") % {"name": contact.first_name or contact.name}
        subject = _("About: %(what)s") % {"what": extra.what}
    put(
        key=f"extra:{extra.pk}:{kind}:{extra.version}",
        to=mail,
        subject=subject,
        text="\n\n".join([greeting, words, f"{by.name}\n{Agency.ours().name}"]),
        language=language,
        by=by,
        client_id=extra.client_id,
        headers={"Reply-To": by.email},
    )
    return words


def gift_words(extra: ExtraWork, contact: Contact | None) -> str:
    """A draft of what we write of a gift, in the contact's language."""
    with _spoken(extra, contact):
        worth = [money(extra.price, extra.currency)] if extra.price is not None else []
        worth += [duration(extra.minutes)] if extra.minutes else []
        if not worth:
            return _("We have done this for you beside our contract, as a gift: %(what)s.") % {"what": _what(extra)}
        words = _("We have done this for you beside our contract, as a gift: %(what)s. It is worth %(worth)s.")
        return words % {"what": _what(extra), "worth": ", ".join(worth)}


def no_words(extra: ExtraWork, contact: Contact | None) -> str:
    """A draft of a clear no, in the contact's language."""
    with _spoken(extra, contact):
        words = _("You asked us for this: %(what)s. It lies outside our contract, and we will not do it.")
        said = [words % {"what": _what(extra)}]
        if extra.inside:
            said.append(_("What we can do inside our contract: %(inside)s") % {"inside": extra.inside})
        return "\n\n".join(said)


def _what(extra: ExtraWork) -> str:
    return extra.what.rstrip(".")


def _spoken(extra: ExtraWork, contact: Contact | None) -> AbstractContextManager[None]:
    if contact is None:
        return spoken(extra.client.language[:2], extra.client.zone)
    return spoken(language_of(contact, extra.client), zone_of(contact, extra.client))
