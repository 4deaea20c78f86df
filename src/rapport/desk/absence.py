"""Noting an absence and who covers meanwhile: the form and its deed, for one's own page and the head's."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from rapport.agency.absences import note_absence
from rapport.agency.access import acting
from rapport.agency.models import Member
from rapport.desk.colleagues import keepers
from rapport.desk.fields import DayField, PlainForm
from rapport.journal import clock
from rapport.portfolio.cover_absence import cover_absence


class AbsenceForm(PlainForm):
    """Days away, both included, and who covers meanwhile; that field goes when there is nothing to cover."""

    first = DayField(label=gettext_lazy("First day"))
    last = DayField(label=gettext_lazy("Last day"))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=200, required=False)
    cover = forms.ModelChoiceField(
        label=gettext_lazy("Who covers for the clients"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=gettext_lazy("nobody yet"),
    )

    def __init__(self, *args: Any, of: Member | None, may_cover: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if may_cover:
            others = keepers().exclude(pk=of.pk) if of else keepers()
            self.fields["cover"].queryset = others  # type: ignore[attr-defined]
        else:
            del self.fields["cover"]

    def clean_first(self) -> date:
        return _near(self.cleaned_data["first"])

    def clean_last(self) -> date:
        last = _near(self.cleaned_data["last"])
        if last < clock.today():
            raise ValidationError(_("These days are over already."))
        return last

    def clean(self) -> dict[str, Any] | None:
        words = super().clean() or self.cleaned_data
        if words.get("first") and words.get("last") and words["last"] < words["first"]:
            self.add_error("last", _("The last day cannot be before the first."))
        return words


def noted(request: HttpRequest, member: Member, form: AbsenceForm) -> bool:
    """Note the absence and, when somebody was chosen, the cover; False when the form now says what is wrong."""
    by, words = acting(request), form.cleaned_data
    days = {"first": words["first"], "last": words["last"]}
    try:
        with transaction.atomic():
            note_absence(member, by=by, note=words["note"], **days)
            covered = cover_absence(member, by=by, cover=words["cover"], **days) if words.get("cover") else None
    except ValidationError as refusal:
        form.say(refusal)
        return False
    said = [_("The absence is noted.")]
    if covered is not None:
        if covered.clients:
            said.append(
                ngettext("%(name)s covers for %(num)s client.", "%(name)s covers for %(num)s clients.", covered.clients)
                % {"name": words["cover"].name, "num": covered.clients}
            )
        if covered.taken:
            said.append(_("Covered by somebody else already: %(names)s.") % {"names": ", ".join(covered.taken)})
    messages.success(request, " ".join(said))
    return True


def _near(day: date) -> date:
    """A day within three years of today."""
    if abs(day - clock.today()) > timedelta(days=3 * 366):
        raise ValidationError(_("That is more than three years away from today."))
    return day
