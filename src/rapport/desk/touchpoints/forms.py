"""The form of a word: one line and who began; everything else is there for whoever wants it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rapport.agency.access import may
from rapport.agency.models import Member
from rapport.conversations.correct import FIELDS
from rapport.conversations.models import Touchpoint
from rapport.desk.fields import DayField, PlainForm, once_field
from rapport.portfolio.models import Client, Contact
from rapport.reckon.folding import fold

MOST_FILES, MOST_BYTES = 10, 20_000_000
MOMENT = "%Y-%m-%dT%H:%M"
ICONS = {"call": "phone", "mail": "mail", "chat": "message-square", "meeting": "video", "visit": "map-pin"}
_UNSAID = [("", gettext_lazy("Not said"))]


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once, each within its limit, names as text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=SeveralFiles, required=False, max_length=250, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise ValidationError(_("At most %(limit)s files at once.") % {"limit": MOST_FILES})
        for file in given:
            if file.size > MOST_BYTES:
                raise ValidationError(
                    _("%(name)s is larger than %(limit)s MB.") % {"name": file.name, "limit": MOST_BYTES // 1_000_000}
                )
        return [super(FilesField, self).clean(file, initial) for file in given]


class MomentField(forms.DateTimeField):
    """Day and time by the member's clock."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"})
        super().__init__(widget=widget, input_formats=[MOMENT, f"{MOMENT}:%S", "%Y-%m-%d %H:%M"], **kwargs)
        self.error_messages["invalid"] = gettext_lazy(
            "That is no moment of the calendar. Write it like 2024-11-30 14:00."
        )

    def to_python(self, value: Any) -> datetime | None:
        try:
            return super().to_python(value)
        except OverflowError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None


class ClientField(forms.CharField):
    """A client by its name, among those the member may log for; what fits several is asked."""

    def __init__(self, member: Member, **kwargs: Any) -> None:
        super().__init__(max_length=160, **kwargs)
        self.member = member

    def clean(self, value: Any) -> Client:
        name = fold(super().clean(value))
        rows = Client.objects.here().visible_to(self.member).order_by("folded", "pk")
        found = self._for_words(rows.filter(folded=name)) or self._for_words(rows.filter(folded__contains=name)[:20])
        if not found:
            raise ValidationError(_("There is no client of that name among those you look after."))
        if len(found) > 1:
            names = ", ".join(client.name for client in found[:5])
            raise ValidationError(_("Several clients fit: %(names)s. Write the whole name.") % {"names": names})
        return found[0]

    def _for_words(self, rows: Iterable[Client]) -> list[Client]:
        allowed = []
        for client in rows:
            client.standing = client.standing_of(self.member)
            if may(self.member, "touchpoint.log", client.standing):
                allowed.append(client)
        return allowed


class WordForm(PlainForm):
    """What is the same when a word is logged and when it is corrected."""

    channel = forms.ChoiceField(choices=Touchpoint.Channel.choices, initial="call", label=gettext_lazy("Channel"))
    summary = forms.CharField(
        max_length=20_000, widget=forms.Textarea(attrs={"rows": 1}), label=gettext_lazy("What was said")
    )
    at = MomentField(required=False, label=gettext_lazy("When"))
    people = forms.ModelMultipleChoiceField(
        Contact.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=gettext_lazy("With whom")
    )
    direction = forms.ChoiceField(required=False, label=gettext_lazy("Who spoke"))
    agreed = forms.BooleanField(required=False, label=gettext_lazy("Inside an agreed appointment"))
    mood = forms.ChoiceField(required=False, label=gettext_lazy("Mood"))
    next_step = forms.CharField(required=False, max_length=250, label=gettext_lazy("Next step"))
    next_step_on = DayField(required=False, label=gettext_lazy("On which day"))
    why_first = forms.ChoiceField(required=False, label=gettext_lazy("Why they began"))

    def __init__(self, *args: Any, client: Client | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.chosen = client
        choices: dict[str, list[tuple[Any, Any]]] = {
            "direction": [("", gettext_lazy("As is usual for the channel")), *Touchpoint.Direction.choices],
            "mood": [*_UNSAID, *Touchpoint.Mood.choices],
            "why_first": [*_UNSAID, *Touchpoint.WhyFirst.choices],
        }
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]
        people = self.fields["people"]
        if client is None:
            del self.fields["people"]
        else:
            people.queryset = Contact.objects.filter(client=client, deleted_at=None)  # type: ignore[attr-defined]
            people.label_from_instance = lambda contact: contact.name  # type: ignore[attr-defined]

    def people_from(self, people: Iterable[Any]) -> None:
        """Offer people whom the page knows already, without asking the database for them again."""
        self.fields["people"].widget.choices = [(person.pk, person.name) for person in people]

    @property
    def opened(self) -> bool:
        """Whether the part with everything else should stand open: something in it was refused."""
        return bool(set(self.errors) - {"summary", "channel", "client", "began", "__all__"})


class LogForm(WordForm):
    """A new word. Who began is the button that is pressed; nothing is presumed."""

    began = forms.ChoiceField(choices=Touchpoint.Began.choices, label=gettext_lazy("Who began"))
    evidence = FilesField(label=gettext_lazy("Files as evidence"))
    once = once_field()

    def __init__(self, *args: Any, member: Member, client: Client | None = None, **kwargs: Any) -> None:
        super().__init__(*args, client=client, **kwargs)
        self.fields["began"].error_messages["required"] = _("Say who began: press one of the two buttons.")
        if client is None:
            self.fields["client"] = ClientField(
                member,
                label=_("Client"),
                widget=forms.TextInput(attrs={"list": "clients-to-log", "autocomplete": "off"}),
            )
            self.order_fields(["client"])
            self.speak_plainly()

    def values(self) -> dict[str, Any]:
        """What `log` takes, with the client."""
        values = {**self.cleaned_data}
        values["files"] = values.pop("evidence")
        values["client"] = self.chosen or values["client"]
        values["direction"] = values["direction"] or None
        return values


class CorrectForm(WordForm):
    """A word as it stands, to be corrected; `version` is the one the member saw."""

    began = forms.ChoiceField(
        choices=Touchpoint.Began.choices, label=gettext_lazy("Who began"), widget=forms.RadioSelect
    )
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, touchpoint: Touchpoint, **kwargs: Any) -> None:
        super().__init__(*args, client=touchpoint.client, **kwargs)
        self.touchpoint = touchpoint
        self.fields["at"].required = True
        self.fields["summary"].widget.attrs["rows"] = 4
        self.order_fields(["version", "summary", "channel", "began", "at", "people"])

    @classmethod
    def of(cls, touchpoint: Touchpoint, data: Any = None) -> CorrectForm:
        initial = {field: getattr(touchpoint, field) for field in FIELDS}
        initial |= {"version": touchpoint.version, "people": [person.pk for person in touchpoint.people.all()]}
        return cls(data, touchpoint=touchpoint, initial=initial)

    def changes(self) -> dict[str, Any]:
        """What `correct` takes. A channel or a beginning that changed judges anew who spoke, unless that was said."""
        values = {field: self.cleaned_data[field] for field in (*FIELDS, "people")}
        if values["at"] == self.touchpoint.at.replace(second=0, microsecond=0):
            values["at"] = self.touchpoint.at  # the field shows minutes
        said_anew = {"channel", "began"} & set(self.changed_data) and "direction" not in self.changed_data
        if said_anew or not values["direction"]:
            values["direction"] = ""
        return values


class ReasonForm(PlainForm):
    why_first = forms.ChoiceField(choices=Touchpoint.WhyFirst.choices)
