"""The doer says what is unclear; the keeper rewords it, or does it themself. The question is kept with its answer."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from rapport.agency.models import Member
from rapport.delivery.tasks import calendars, remind
from rapport.delivery.tasks.lock import DO, by_its_doer, expect, held, put, told
from rapport.delivery.tasks.models import Doubt, Task
from rapport.delivery.tasks.write import set_fields
from rapport.journal import clock
from rapport.journal.record import record

LONGEST = 5000


def say_unclear(task: Task, *, by: Member, words: str) -> Doubt:
    """It goes back to the keeper with the question. The same question again is the same one."""
    words = words.strip()
    with transaction.atomic():
        standing = held(task, by=by, deed=DO)
        by_its_doer(standing, by)
        there = standing.doubts.filter(answered_at=None).first()
        if there is not None and there.words == words:
            return there
        expect(standing, (Task.State.HANDED, Task.State.DOING, Task.State.PROPOSED))
        if not words:
            raise ValidationError({"words": _("Say what is unclear.")})
        if len(words) > LONGEST:
            raise ValidationError({"words": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        now = clock.now()
        standing.proposals.filter(answered_at=None).update(answered_at=now, answered_by=by, taken=False)
        before = {"title": standing.title, "what": standing.what, "criteria": standing.criteria}
        doubt = Doubt.objects.create(task=standing, words=words, by=by, at=now, before=before)
        standing.state = Task.State.UNCLEAR
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.unclear", by=by, about=standing, client=standing.client_id, in_story=False, words=words[:300],
            **told(standing),
        )  # fmt: skip
    return doubt


def reword(
    task: Task,
    *,
    by: Member,
    title: str,
    what: str,
    criteria: str,
    answer: str = "",
    version: int | None = None,
) -> Task:
    """Clearer words, an answer, or both: the doer is asked for a yes again, by the same date. Raises Stale."""
    answer = answer.strip()
    with transaction.atomic():
        standing = held(task, by=by, version=version)
        expect(standing, (Task.State.UNCLEAR,))
        changes = set_fields(standing, {"title": title, "what": what, "criteria": criteria})
        if len(answer) > LONGEST:
            raise ValidationError({"answer": _("At most %(limit)s characters fit here.") % {"limit": LONGEST}})
        if not changes and not answer:
            raise ValidationError({"answer": _("Answer the question, or change the words.")})
        now = clock.now()
        standing.doubts.filter(answered_at=None).update(answered_at=now, answered_by=by, answer=answer)
        standing.state, standing.accepted_at = Task.State.HANDED, None
        if not standing.check_by_hand and standing.due_at and standing.member and standing.due_at > now:
            doer = calendars.of_member(standing.member)
            standing.check_at, standing.checked_at = calendars.reckoned_check(now, standing.due_at, doer).at, None
        put(standing)
        remind.look_again([standing.pk], by=by)
        record(
            "task.reworded", by=by, about=standing, client=standing.client_id, in_story=False, answer=answer[:300],
            changes=changes, version=standing.version, **told(standing),
        )  # fmt: skip
    return standing
