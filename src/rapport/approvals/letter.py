"""Writes the letter that asks, or asks again, with a link of its own: in the contact's language, by their clock."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from rapport.agency.models import Agency, Member
from rapport.approvals.models import Approval
from rapport.approvals.purposes import purpose_of
from rapport.approvals.written_in import spoken
from rapport.links.hand_out import hand_out
from rapport.post.models import Outgoing
from rapport.post.put import put
from rapport.ui.formats import moment

PURPOSE = "approval"
LASTS = timedelta(days=30)


def write(approval: Approval, *, by: Member | None, again: bool = False, back_from: str = "") -> str:
    """A new link and the letter that carries it; the address of the page. Earlier links live on until the answer.

    `back_from` is who had it from them and has given it back.
    """
    link, token = hand_out(
        PURPOSE, lasts=LASTS, by=by, subject=approval, client=approval.client_id, contact=approval.contact_id
    )
    address = settings.BASE_URL + reverse(settings.APPROVAL_URL, args=[token])
    with spoken(approval.language, approval.zone):
        title = titled(approval)
        put(
            key=f"approval:{approval.pk}:{link.pk}",
            to=approval.mail,
            subject=_("Once more: %(title)s") % {"title": title} if again or back_from else title,
            text=_words(approval, address, again=again, back_from=back_from),
            language=approval.language,
            by=by,
            client_id=approval.client_id,
            headers={"Reply-To": approval.asked_by.email},
        )
    return address


def titled(approval: Approval) -> str:
    """What they decide about, with the number of its version once there is more than one."""
    if approval.number < 2 or not purpose_of(approval.purpose).shared:
        return approval.title
    return _("%(title)s, version %(number)s") % {"title": approval.title, "number": approval.number}


def went_out(approval: Approval) -> bool:
    """Whether a letter that asks this has left the house."""
    return Outgoing.objects.filter(key__startswith=f"approval:{approval.pk}:").exclude(sent_at=None).exists()


def tell_counted(approval: Approval) -> None:
    """Silence has counted as a yes: they read what stands now, and that it can still be put right."""
    with spoken(approval.language, approval.zone):
        words = _(
            "We asked you about “%(title)s” on %(asked)s and have heard nothing. As agreed with you, this version now "
            "counts as approved. If that is wrong, answer this mail and we put it right."
        )
        told = {"title": titled(approval), "asked": moment(approval.asked_at)}
        put(
            key=f"approval-silent:{approval.pk}",
            to=approval.mail,
            subject=_("Counted as approved: %(title)s") % {"title": titled(approval)},
            text="\n\n".join([_greeting(approval), words % told, _ours(approval)]),
            language=approval.language,
            client_id=approval.client_id,
            headers={"Reply-To": approval.asked_by.email},
        )


def post_code(approval: Approval, code: str, code_id: int) -> None:
    """The code that confirms whose answer it is."""
    with spoken(approval.language, approval.zone):
        words = _(
            "Your code is %(code)s. It confirms your answer about “%(title)s” and holds for ten minutes.\n\n"
            "If you are not answering just now, do not hand it to anybody and tell us."
        )
        put(
            key=f"approval-code:{code_id}",
            to=approval.mail,
            subject=_("Your code for “%(title)s”") % {"title": approval.title},
            text="\n\n".join([_greeting(approval), words % {"code": code, "title": titled(approval)}, _ours(approval)]),
            language=approval.language,
            client_id=approval.client_id,
            headers={"Reply-To": approval.asked_by.email},
        )


def _words(approval: Approval, address: str, *, again: bool, back_from: str) -> str:
    parts = [_greeting(approval)]
    asked = {"by": approval.asked_by.name}
    if back_from:
        parts.append(_("%(name)s has given this question back to you.") % {"name": back_from})
    elif again:
        parts.append(_("%(by)s asked you this a few days ago and would be glad of a word.") % asked)
    elif approval.passed_from:
        parts.append(_("%(name)s has passed this question on to you.") % {"name": approval.passed_from.asked_name})
    parts += filter(None, [approval.intro])
    parts.append(_("Look at it here and answer in one click, without a password:\n%(address)s") % {"address": address})
    parts.append(_("Please answer by %(when)s, your time.") % {"when": moment(approval.due)})
    if approval.silent_at and approval.client.silence_days:
        parts.append(
            _("As agreed with you: if we hear nothing until %(when)s, your time, this version counts as approved.")
            % {"when": moment(approval.silent_at)}
        )
    if approval.by_code:
        parts.append(_("When you answer, we send a code to this address to be sure that it is you."))
    parts.append(_ours(approval))
    return "\n\n".join(parts)


def _greeting(approval: Approval) -> str:
    name = approval.passed_name or approval.contact.first_name or approval.contact.name
    return _("Good day, %(name)s.") % {"name": name}


def _ours(approval: Approval) -> str:
    return f"{approval.asked_by.name}\n{Agency.ours().name}"
