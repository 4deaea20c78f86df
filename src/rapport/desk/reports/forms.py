"""What is typed about reports: a period, the words of a part, its writer, why it is left out, how reports are made."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from rapport.agency.models import Member
from rapport.delivery.tasks.doers import doers
from rapport.desk.fields import DayField, PlainForm
from rapport.portfolio.models import Channel, Client, Contact
from rapport.reckon.report.content import Period
from rapport.reckon.report.periods import last_over, read_period, written
from rapport.results.reports.models import Kind, ReportTemplate
from rapport.results.reports.template import LATEST, recipients_of

MONTHS, QUARTERS = 12, 4


class NewForm(PlainForm):
    period = forms.CharField(
        max_length=30,
        label=_("Period"),
        help_text=_("A month like 2026-10, a quarter like 2026-Q3, or days like 2026-10-05..2026-10-18."),
    )

    @classmethod
    def beginning(cls, today: date) -> NewForm:
        return cls(initial={"period": written(last_over("monthly", today))})

    def clean_period(self) -> Period:
        try:
            return read_period(self.cleaned_data["period"])
        except ValueError:
            raise ValidationError(
                _t("Write a month like 2026-10, a quarter like 2026-Q3, or days like 2026-10-05..2026-10-18.")
            ) from None


class PartForm(PlainForm):
    title = forms.CharField(required=False, max_length=200, label=_("Its heading"))
    text = forms.CharField(required=False, label=_("Words"), widget=forms.Textarea(attrs={"rows": 7}))
    version = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class OutForm(PlainForm):
    why = forms.CharField(label=_("Why it is left out"), max_length=500)


class WriterForm(PlainForm):
    member = forms.ModelChoiceField(Member.objects.none(), label=_("Who writes it"), empty_label="")
    due = DayField(label=_("By when"))
    into_crew = forms.BooleanField(required=False, label=_("They work for this client from now on"))
    knowing = forms.BooleanField(required=False, label=_("Hand it over all the same"))

    def __init__(self, *args: Any, client: Client, by: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["member"].queryset = Member.objects.filter(  # type: ignore[attr-defined]
            pk__in=[one.pk for one in doers(client, by).all]
        )


class SendForm(PlainForm):
    recipients = forms.ModelMultipleChoiceField(
        Contact.objects.none(), label=_("To whom"), widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(
        required=False,
        max_length=2000,
        label=_("A word along with it"),
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("In their language; it stands in the letter."),
    )

    def __init__(self, *args: Any, client: Client, template: ReportTemplate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["recipients"].queryset = reachable(client)  # type: ignore[attr-defined]
        self.fields["recipients"].initial = [one.pk for one in recipients_of(template)]


class TemplateForm(PlainForm):
    """One number for each kind of part: its place; empty leaves it out."""

    rhythm = forms.ChoiceField(choices=ReportTemplate.Rhythm.choices, label=_("Drawn up"))
    working_day = forms.IntegerField(
        min_value=1, max_value=LATEST, label=_("On which working day after the month or quarter")
    )
    language = forms.ChoiceField(required=False, label=_("Language"))
    recipients = forms.ModelMultipleChoiceField(
        Contact.objects.none(), required=False, label=_("Who receives it"), widget=forms.CheckboxSelectMultiple
    )
    approved = forms.BooleanField(required=False, label=_("The first of them who decides is asked for a yes"))
    with_target = forms.BooleanField(required=False, label=_("Beside the target"))
    with_previous = forms.BooleanField(required=False, label=_("Beside the period before"))
    with_last_year = forms.BooleanField(required=False, label=_("Beside the year before"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, client: Client, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [("", _("the client’s")), *settings.LANGUAGES]  # type: ignore[attr-defined]
        self.fields["recipients"].queryset = reachable(client)  # type: ignore[attr-defined]
        for kind in Kind:
            self.fields[f"place_{kind}"] = forms.IntegerField(
                required=False, min_value=1, max_value=99, label=kind.label
            )
        self.speak_plainly()

    @classmethod
    def of(cls, row: ReportTemplate, data: Any = None) -> TemplateForm:
        same = ("rhythm", "working_day", "language", "approved", "with_target", "with_previous", "with_last_year")
        initial = {name: getattr(row, name) for name in same}
        initial |= {f"place_{kind}": place for place, kind in enumerate(row.parts, 1)}
        if row.pk is not None:
            initial |= {"recipients": [one.pk for one in recipients_of(row)], "version": row.version}
        return cls(data, client=row.client, initial=initial)

    def values(self) -> dict[str, Any]:
        sent = self.cleaned_data
        placed = sorted(
            (place, number, str(kind)) for number, kind in enumerate(Kind) if (place := sent[f"place_{kind}"])
        )
        names = ("rhythm", "working_day", "language", "approved", "with_target", "with_previous", "with_last_year")
        return {**{name: sent[name] for name in names}, "parts": [kind for _place, _number, kind in placed]}


def reachable(client: Client) -> Any:
    mail = Channel.objects.filter(contact=OuterRef("pk"), kind=Channel.Kind.MAIL)
    return Contact.objects.filter(Exists(mail), client=client, deleted_at=None).order_by("place", "pk")
