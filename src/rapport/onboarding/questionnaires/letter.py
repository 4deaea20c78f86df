"""Writes the letters that carry a questionnaire's link: the first, a reminder, and one to a colleague of theirs."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rapport.agency.models import Agency, Member
from rapport.approvals.ask import mail_of
from rapport.approvals.written_in import spoken, zone_of
from rapport.links.hand_out import hand_out
from rapport.onboarding.questionnaires.models import Part, Questionnaire
from rapport.onboarding.questionnaires.progress import progress_of
from rapport.portfolio.keepers import keeper_of
from rapport.post.put import put
from rapport.ui.formats import moment

PURPOSE = "questionnaire"
PART = "questionnaire-part"
LASTS = timedelta(days=180)  # they save drafts for weeks; it is taken back when it is closed


def write(questionnaire: Questionnaire, *, by: Member | None, again: bool = False) -> str:
    """A new link and the letter that carries it; the address of the page. Earlier links live on."""
    contact = questionnaire.contact
    assert contact is not None
    link, token = hand_out(
        PURPOSE, lasts=LASTS, by=by, subject=questionnaire, client=questionnaire.client_id, contact=contact.pk
    )
    address = settings.BASE_URL + reverse(settings.QUESTIONNAIRE_URL, args=[token])
    writer = by or keeper_of(questionnaire.client_id)
    with spoken(questionnaire.language, zone_of(contact, questionnaire.client)):
        name = {"service": questionnaire.edition.service.name}
        title = _("Once more: questions about %(service)s") if again else _("Questions before we begin: %(service)s")
        put(
            key=f"questionnaire:{questionnaire.pk}:{link.pk}",
            to=mail_of(contact),
            subject=title % name,
            text=_words(questionnaire, address, writer, again=again),
            language=questionnaire.language,
            by=by,
            client_id=questionnaire.client_id,
            headers={"Reply-To": writer.email} if writer else {},
        )
    return address


def write_part(part: Part, *, asker: str) -> str:
    """The letter to a colleague of theirs, with a link that shows only their questions."""
    questionnaire = part.questionnaire
    link, token = hand_out(
        PART, lasts=LASTS, by=None, subject=part, client=questionnaire.client_id, contact=questionnaire.contact_id
    )
    part.link = link
    part.save(update_fields=["link"])
    address = settings.BASE_URL + reverse(settings.QUESTIONNAIRE_URL, args=[token])
    if part.mail:
        writer = keeper_of(questionnaire.client_id)
        put(
            key=f"questionnaire-part:{part.pk}:{link.pk}",
            to=part.mail,
            subject=_("%(name)s asks you to answer some questions") % {"name": asker},
            text=_to_colleague(part, address, asker, writer),
            language=questionnaire.language,
            client_id=questionnaire.client_id,
            headers={"Reply-To": writer.email} if writer else {},
        )
    return address


def _words(questionnaire: Questionnaire, address: str, writer: Member | None, *, again: bool) -> str:
    contact = questionnaire.contact
    assert contact is not None
    parts = [_("Good day, %(name)s.") % {"name": contact.first_name or contact.name}]
    service = {"service": questionnaire.edition.service.name}
    if again:
        parts.append(_again(questionnaire))
    else:
        parts.append(
            _("Before we begin with %(service)s we have some questions, so that the first meeting is short.") % service
        )
    parts.append(_("Answer them here, without a password:\n%(address)s") % {"address": address})
    parts.append(
        _(
            "What you type is kept at once: stop whenever you like and go on later, also on another device. Whatever "
            "you do not know you can mark so, or hand to a colleague."
        )
    )
    parts.append(_("We would be glad of your answers by %(when)s, your time.") % {"when": moment(questionnaire.due)})
    parts.append("\n".join(filter(None, [writer.name if writer else "", Agency.ours().name])))
    return "\n\n".join(parts)


def _again(questionnaire: Questionnaire) -> str:
    now = progress_of(questionnaire)
    if not now.done:
        return _("A few days ago we sent you some questions. Ten quiet minutes are enough for a beginning.")
    left = now.total - now.done
    if not left:
        return _("You have answered every question, thank you. Only the last button is missing: please send them.")
    words = ngettext(
        "You have answered %(done)s of our questions, thank you; %(left)s is left.",
        "You have answered %(done)s of our questions, thank you; %(left)s are left.",
        left,
    )
    return words % {"done": now.done, "left": left}


def _to_colleague(part: Part, address: str, asker: str, writer: Member | None) -> str:
    number = len(part.keys)
    asked = ngettext(
        "%(asker)s asks you to answer %(num)s question for our work with %(client)s.",
        "%(asker)s asks you to answer %(num)s questions for our work with %(client)s.",
        number,
    )
    parts = [
        _("Good day, %(name)s.") % {"name": part.name},
        asked % {"asker": asker, "num": number, "client": part.questionnaire.client.name},
        f"“{part.words}”" if part.words else "",
        _("Answer here, without a password:\n%(address)s") % {"address": address},
        "\n".join(filter(None, [writer.name if writer else "", Agency.ours().name])),
    ]
    return "\n\n".join(filter(None, parts))
