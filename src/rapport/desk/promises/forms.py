"""What is typed about a promise: who owes what to whom by when; another day; when and by whom it came to its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rapport.agency.models import Member
from rapport.conversations.promises.models import Promise
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact, Crew, Keeper

SIDES = (("ours", pgettext_lazy("promise", "We owe it")), ("theirs", pgettext_lazy("promise", "They owe it")))


class PromiseForm(PlainForm):
    """A new promise, or one that was read from words and is mended."""

    side = forms.ChoiceField(choices=SIDES, initial="ours", label=_("Who owes it"), widget=forms.RadioSelect)
    what = forms.CharField(max_length=300, label=_("What is promised"), widget=forms.Textarea(attrs={"rows": 2}))
    due = DayField(required=False, label=_("By which day"))
    hour = forms.TimeField(
        required=False,
        label=_("At what hour"),
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": _("That is no time of day. Write it like 14:30.")},
    )
    member = forms.ModelChoiceField(Member.objects.none(), required=False, label=_("Who of us"), empty_label="")
    contact = forms.ModelChoiceField(Contact.objects.none(), required=False, label=_("Who of them"), empty_label="")
    once = once_field()

    def __init__(self, *args: Any, client: Client, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by = by
        self.fields["member"].queryset = of_us(client, by)  # type: ignore[attr-defined]
        self.fields["contact"].queryset = Contact.objects.filter(  # type: ignore[attr-defined]
            client=client, deleted_at=None
        )

    @classmethod
    def of(cls, promise: Promise, by: Member, data: Any = None) -> PromiseForm:
        initial = {
            "side": "ours" if promise.by_us else "theirs",
            "what": promise.what,
            "due": promise.due,
            "member": promise.member_id,
            "contact": promise.contact_id,
        }
        return cls(data, client=promise.client, by=by, initial=initial)

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if words.get("hour") and not words.get("due") and "due" not in self.errors:
            self.add_error("due", _("Choose the day of that hour."))
        return words

    def values(self) -> dict[str, Any]:
        """What `make` takes."""
        words = self.cleaned_data
        values = {name: words[name] for name in ("what", "due", "member", "contact")}
        return {**values, "by_us": words["side"] == "ours", "due_at": instant(words, self.by)}


class MoveForm(PlainForm):
    due = DayField(label=_("New day"))
    why = forms.CharField(required=False, max_length=300, label=_("Why"))
    agreed = forms.BooleanField(required=False, label=_("The other side agreed"))
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)


class KeepForm(PlainForm):
    on = DayField(required=False, label=_("Kept on"))
    note = forms.CharField(required=False, max_length=500, label=_("Remark"))


class BreakForm(PlainForm):
    note = forms.CharField(required=False, max_length=500, label=_("What came of it"))


class ReleaseForm(PlainForm):
    who = forms.CharField(max_length=200, label=_("Who let it go"))
    note = forms.CharField(required=False, max_length=250, label=_("Why"))


def instant(words: dict[str, Any], by: Member) -> datetime | None:
    """The hour that was named, by the clock of whoever typed it."""
    if not words.get("hour") or not words.get("due"):
        return None
    return datetime.combine(words["due"], words["hour"], clock.zone_of(by.zone))


def of_us(client: Client, by: Member) -> Any:
    """Who of us can owe it: those who keep or work for the client, and oneself."""
    kept = Keeper.objects.current().filter(client=client).values("member")
    crew = Crew.objects.current().filter(client=client).values("member")
    return Member.objects.filter(Q(pk__in=kept) | Q(pk__in=crew) | Q(pk=by.pk), is_active=True)
