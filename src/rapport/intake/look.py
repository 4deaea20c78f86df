"""Looks through the whole file once: how many rows, what whole columns say, what only a person can answer."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from rapport.intake.models import Import, RememberedMapping
from rapport.intake.target import Run, stored_kinds, target_of
from rapport.intake.walk import table_of
from rapport.reckon.tables.columns import Question
from rapport.reckon.tables.fields import FIELDS
from rapport.reckon.tables.recognise import with_mapping
from rapport.reckon.tables.records import Survey, survey
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.verdict import as_data


def look(of: Import) -> Import:
    """Survey the file under its present mapping; open questions make it wait for answers."""
    try:
        with of.path.open("rb") as file:
            table = table_of(of, file)
            recognised = with_mapping(table.headers, of.source, of.kind, of.mapping)
            seen = survey(table.headers, table.rows(), recognised.mapping)
            totals = list(table.totals)
    except Refused as no:
        of.state, of.job, of.refusal, of.looks_like = Import.State.REFUSED, "", as_data(no.reason), no.looks_like[:40]
        of.save(update_fields=["state", "job", "refusal", "looks_like"])
        return of
    settled = {key: answer for key, answer in seen.settled.items() if key not in of.answers}
    asked = _asked_by_targets(of, seen)
    known = {q.key: q.known for q in asked if q.known and not q.unmet}
    led_nowhere = {q.key for q in asked if q.unmet}
    of.answers = {**known, **{key: told for key, told in of.answers.items() if key not in led_nowhere}, **settled}
    of.facts = {**of.facts, "settled": settled, "totals": totals[:50], "unknown": list(recognised.unknown)}
    of.questions = [question_as_data(q) for q in (*seen.questions, *asked)]
    of.examples = {header: list(cells) for header, cells in seen.examples.items()}
    of.total, of.done, of.cursor = seen.rows, 0, 0
    of.state = Import.State.ASKED if of.open_questions else Import.State.READ
    then_try = of.facts.pop("then", "") == "try" and of.state == Import.State.READ
    of.job = Import.Job.TRY if then_try else Import.Job.NONE
    with transaction.atomic():
        of.save()
    return of


def remember(of: Import) -> None:
    """The next file with the same header begins where a person has brought this one."""
    told = {key: answer for key, answer in of.answers.items() if key not in of.facts.get("settled", {})}
    RememberedMapping.objects.update_or_create(
        signature=of.signature,
        defaults={"source": of.source, "kind": of.kind, "mapping": of.mapping, "answers": told, "by": of.by},
    )


def question_as_data(question: Question) -> dict[str, Any]:
    return {
        "key": question.key,
        "header": question.header,
        "reason": as_data(question.reason),
        "options": [[answer, as_data(words)] for answer, words in question.options],
        "example": question.example,
        "among": question.among,
    }


def _asked_by_targets(of: Import, seen: Survey) -> list[Question]:
    kinds = {FIELDS[key].kind for key in of.mapping.values()} & stored_kinds()
    run = Run(of, of.by, of.source, dry=True, told=seen.told)
    return [question for kind in sorted(kinds) for question in target_of(kind, run).questions()]
