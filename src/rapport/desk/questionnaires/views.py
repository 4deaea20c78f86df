"""One questionnaire as we see it: gaps and doubts first, who answered what when; and filling it in on their behalf."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from rapport.agency.access import acting, may
from rapport.desk.onward import go
from rapport.desk.questionnaires.forms import LetterForm
from rapport.desk.whereto import about
from rapport.documents.keep import path_of
from rapport.journal import clock
from rapport.links.hand_out import living
from rapport.onboarding.questionnaires.access import questionnaire_for
from rapport.onboarding.questionnaires.bring_file import bring_file
from rapport.onboarding.questionnaires.letter import PURPOSE
from rapport.onboarding.questionnaires.models import AnswerFile, Questionnaire
from rapport.onboarding.questionnaires.questions import asks_of
from rapport.onboarding.questionnaires.save import Ended, Saved, Typed, Writer, save
from rapport.onboarding.questionnaires.sheet import sheet
from rapport.portfolio.models import Contact

TONES = {"sent": "good", "closed": ""}


def questionnaire(request: HttpRequest, pk: int) -> HttpResponse:
    return draw(request, questionnaire_for(acting(request), pk))


def draw(request: HttpRequest, row: Questionnaire, *, status: int = 200, **more: Any) -> HttpResponse:
    """Also the answer to a deed that was refused."""
    member = acting(request)
    keeps = may(member, "start.keep", row.client.standing)
    opens = row.state == Questionnaire.State.OPEN
    context = about(
        row.client,
        questionnaire=row,
        sheet=sheet(row, row.language),
        keeps=keeps,
        opens=opens,
        late=opens and row.asked_at is not None and row.due < clock.now(),
        tones=TONES,
        open_links=living(row, purpose=PURPOSE).count() if opens else 0,
        ask_form=LetterForm(client=row.client, initial={"contact": row.contact_id}) if keeps and opens else None,
    )
    return render(request, "desk/questionnaires/questionnaire.html", context | more, status=status)


def questionnaire_fill(request: HttpRequest, pk: int) -> HttpResponse:
    """The same questions for one of us, with whose words these are."""
    member = acting(request)
    row = questionnaire_for(member, pk, "start.keep")
    people = Contact.objects.filter(client=row.client, deleted_at=None)
    if request.method != "POST":
        return _form(request, row, people)
    chosen = request.POST.get("whose", "")
    whose = people.filter(pk=int(chosen)).first() if chosen.isdecimal() and len(chosen) < 19 else None
    writer = Writer(name=whose.name if whose else "", member=member)
    typed = list(_typed(request, row))
    try:
        saved = save(row, typed, writer=writer)
        wrong = _files(request, row, writer)
    except Ended:
        messages.error(request, _("It was closed meanwhile. Open it again to write in it."))
        return go("questionnaire", pk)
    if saved.wrong or saved.theirs or wrong:
        status = 409 if saved.theirs else 422
        return _form(request, row, people, saved=saved, typed=typed, wrong=wrong, whose=whose, status=status)
    messages.success(request, _("Saved."))
    return go("questionnaire", pk)


def questionnaire_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file they gave with an answer; always as a download, never shown."""
    row = questionnaire_for(acting(request), pk)
    given = AnswerFile.objects.filter(pk=file, questionnaire=row, removed_at=None).select_related("document").first()
    if given is None:
        raise Http404(_("There is no such questionnaire."))
    try:
        content = path_of(given.document.digest).open("rb")
    except OSError:
        raise Http404(_("The file is not in the data folder any more.")) from None
    return FileResponse(
        content, as_attachment=True, filename=given.document.name, content_type="application/octet-stream"
    )


def _form(
    request: HttpRequest,
    row: Questionnaire,
    people: Any,
    *,
    saved: Saved | None = None,
    typed: list[Typed] | None = None,
    wrong: dict[str, str] | None = None,
    whose: Contact | None = None,
    status: int = 200,
) -> HttpResponse:
    context = about(
        row.client,
        questionnaire=row,
        sheet=sheet(row, row.language, saved=saved, typed=typed or []),
        files_wrong=wrong or {},
        people=people,
        whose=whose.pk if whose else row.contact_id if request.method != "POST" else None,
    )
    return render(request, "desk/questionnaires/questionnaire_fill.html", context, status=status)


def _typed(request: HttpRequest, row: Questionnaire) -> Iterator[Typed]:
    sent = request.POST
    for ask in asks_of(row):
        if f"n-{ask.key}" in sent and sent.get(f"keep-{ask.key}") != "theirs":
            number = sent.get(f"n-{ask.key}", "")
            yield Typed(
                ask.key, sent.getlist(f"a-{ask.key}")[:100], f"u-{ask.key}" in sent, sent.get(f"d-{ask.key}", ""),
                int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0,
            )  # fmt: skip


def _files(request: HttpRequest, row: Questionnaire, writer: Writer) -> dict[str, str]:
    wrong = {}
    for field in list(request.FILES)[:100]:
        for file in request.FILES.getlist(field):
            try:
                bring_file(row, field.removeprefix("f-"), file, name=file.name or "", writer=writer)
            except ValidationError as refusal:
                wrong[field.removeprefix("f-")] = " ".join(refusal.messages)
    return wrong
