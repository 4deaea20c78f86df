"""Spelling: of a text that is pasted, of a version of a document; and the words that are right here."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from rapport.agency.access import acting, may, require
from rapport.delivery.checks.learn_word import forget_word, learn_word
from rapport.delivery.checks.models import KnownWord
from rapport.delivery.checks.spell import Misspelt, spell
from rapport.desk.checks.forms import SpellingForm, WordForm
from rapport.desk.onward import asked, go
from rapport.documents.keep import path_of
from rapport.documents.models import Version
from rapport.gateways.dictionaries import Missing
from rapport.portfolio.models import Client
from rapport.reckon.file_text import Unreadable, text_of

SHOWN = 500
NOTHING: dict[str, Any] = {"missing": None, "spelling": None, "marked": [], "language_asked": "", "unreadable": ""}


def spelling(request: HttpRequest) -> HttpResponse:
    """A text that somebody pastes; it is not kept."""
    member = acting(request)
    form = SpellingForm(request.POST if request.method == "POST" else None, initial={"language": member.language})
    context: dict[str, Any] = {**NOTHING, "form": form, "member_may_forget": may(member, "library.write")}
    if form.is_valid():
        context |= _read_over(form.cleaned_data["text"], form.cleaned_data["language"], None)
    context |= {"words": KnownWord.objects.select_related("by")[:SHOWN]}
    return render(request, "desk/checks/spelling.html", context, status=422 if form.errors else 200)


@require_safe
def version_spelling(request: HttpRequest, pk: int) -> HttpResponse:
    """What is misspelt in a version of a client's document, in the client's language unless another is asked for."""
    version, client = _version(request, pk)
    known = dict(settings.LANGUAGES)
    wished = (request.GET.get("language", ""), client.language, acting(request).language)
    language = next((code for code in wished if code in known), "en")
    context: dict[str, Any] = {
        **NOTHING,
        "version": version,
        "client": client,
        "language_asked": language,
        "languages": settings.LANGUAGES,
    }
    try:
        text = text_of(path_of(version.document.digest).read_bytes(), version.document.kind)
        context |= _read_over(text, language, client)
    except Unreadable as refusal:
        context |= {"unreadable": refusal.why}
    except FileNotFoundError:
        context |= {"unreadable": "broken"}
    return render(request, "desk/checks/version.html", context)


@require_POST
def spelling_word(request: HttpRequest) -> HttpResponse:
    """This word is right from now on."""
    form = WordForm(request.POST)
    try:
        if not form.is_valid():
            raise ValidationError(_("Give one word of at most 80 letters."))
        word = learn_word(form.cleaned_data["word"], form.cleaned_data["language"], by=acting(request))
        messages.success(request, _("“%(word)s” is right from now on.") % {"word": word})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return go(asked(request, "/library/spelling/"))


@require_POST
def spelling_forget(request: HttpRequest, pk: int) -> HttpResponse:
    require(acting(request), "library.write")
    word = KnownWord.objects.filter(pk=pk).first()
    if word is None:
        raise Http404
    forget_word(word, by=acting(request))
    messages.success(request, _("The dictionary alone decides on “%(word)s” again.") % {"word": word})
    return go("spelling")


def _version(request: HttpRequest, pk: int) -> tuple[Version, Client]:
    version = Version.objects.select_related("paper", "document").filter(pk=pk, paper__deleted_at=None).first()
    if version is None:
        raise Http404
    try:
        client = Client.objects.fetch(acting(request), version.paper.client_id)
    except Client.DoesNotExist:
        raise Http404 from None
    require(acting(request), "files.see", client.standing)
    return version, client


def _read_over(text: str, language: str, client: Client | None) -> dict[str, Any]:
    try:
        found = spell(text, language, client=client)
    except Missing as missing:
        return {"missing": missing, "language_asked": language}
    return {"spelling": found, "marked": [_marked(one) for one in found.found], "language_asked": language}


def _marked(one: Misspelt) -> tuple[str, str, str, Misspelt]:
    """The sentence around a word in three parts: before, the word, after."""
    before, word, after = one.fault.sentence.partition(one.fault.word)
    return before, word, after, one
