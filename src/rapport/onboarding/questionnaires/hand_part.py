"""Some questions go to a colleague of the contact, by a link of their own that shows only those; and come back."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.journal import clock
from rapport.journal.record import record
from rapport.links.hand_out import revoke
from rapport.onboarding.questionnaires.letter import PART, write_part
from rapport.onboarding.questionnaires.lock import held
from rapport.onboarding.questionnaires.models import Part, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of
from rapport.onboarding.questionnaires.save import Ended, Writer, touch

MOST = 10  # colleagues at a time


def hand_part(
    questionnaire: Questionnaire, *, keys: Iterable[str], name: str, mail: str, words: str = "", asker: str
) -> tuple[Part, str]:
    """The part and the address of its page; a letter carries it there. Raises Ended, ValidationError by field."""
    name, mail = _line(name), _line(mail)
    words = words.replace("\0", "").strip()
    with transaction.atomic():
        row = held(questionnaire)
        if row.state != Questionnaire.State.OPEN:
            raise Ended
        wanted = set(keys)
        chosen = [ask.key for ask in asks_of(row) if ask.key in wanted]
        _check(row, chosen, name, mail, words)
        part = Part.objects.create(questionnaire=row, keys=chosen, name=name, mail=mail, words=words)
        address = write_part(part, asker=asker)
        touch(row, Writer(name=asker))
        record(
            "questionnaire.shared", by=None, about=row, client=row.client_id, in_story=False,
            service_name=row.edition.service.name, name=name, questions=len(chosen),
        )  # fmt: skip
    return part, address


def finish_part(part: Part) -> bool:
    """The colleague says that they are done; they may still mend something until the whole is sent."""
    return bool(Part.objects.filter(pk=part.pk, done_at=None, ended_at=None).update(done_at=clock.now()))


def end_part(part: Part, *, by: Member | None = None) -> bool:
    """Taken back: the link opens nothing any more; what the colleague wrote stays."""
    with transaction.atomic():
        done = bool(Part.objects.filter(pk=part.pk, ended_at=None).update(ended_at=clock.now()))
        if done:
            revoke(PART, part)
            row = part.questionnaire
            record("questionnaire.unshared", by=by, about=row, client=row.client_id, in_story=False, name=part.name)
    return done


def _check(row: Questionnaire, chosen: list[str], name: str, mail: str, words: str) -> None:
    wrong: dict[str, str] = {}
    if not chosen:
        wrong["keys"] = _("Choose at least one question.")
    if not name:
        wrong["part_name"] = _("Write the name of your colleague.")
    elif len(name) > 120:
        wrong["part_name"] = _("At most 120 characters fit here.")
    try:
        validate_email(mail)
    except ValidationError:
        wrong["mail"] = _("“%(value)s” is no mail address.") % {"value": mail[:80]}
    if len(mail) > 250:
        wrong["mail"] = _("At most %(limit)s characters fit here.") % {"limit": 250}
    if len(words) > 500:
        wrong["words"] = _("At most %(limit)s characters fit here.") % {"limit": 500}
    if Part.objects.filter(questionnaire=row, ended_at=None).count() >= MOST:
        wrong["part_name"] = _("At most %(most)s colleagues at a time. Take one part back first.") % {"most": MOST}
    if wrong:
        raise ValidationError(wrong)


def _line(text: str) -> str:
    return " ".join(text.replace("\0", "").split())
