"""A metric: its names in each language of the house, and, when it is new, how it adds up."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy

from rapport.catalogue.models import Metric, Service
from rapport.desk.fields import PlainForm

_PARTS = ("unit", "adds", "numerator", "denominator", "factor", "one_world")


class MetricForm(PlainForm):
    unit = forms.ChoiceField(label=gettext_lazy("Counted in"), choices=Metric.Unit.choices)
    adds = forms.ChoiceField(
        label=gettext_lazy("How it adds up"),
        choices=Metric.Adds.choices,
        help_text=gettext_lazy("This stays as it is, since readings will lie under it."),
    )
    numerator = forms.ChoiceField(label=gettext_lazy("Of a ratio: what is divided"), required=False)
    denominator = forms.ChoiceField(label=gettext_lazy("Of a ratio: what it is divided by"), required=False)
    factor = forms.FloatField(
        label=gettext_lazy("Of a ratio: times"),
        required=False,
        initial=1,
        help_text=gettext_lazy("1000 for the cost of a thousand impressions, else 1."),
    )
    one_world = forms.BooleanField(
        label=gettext_lazy("Every source measures the same people, so sources are never added"), required=False
    )
    better = forms.ChoiceField(label=gettext_lazy("Which way is good"), choices=Metric.Better.choices)
    service = forms.ModelChoiceField(
        label=gettext_lazy("Service"), queryset=Service.objects.all(), required=False, empty_label=gettext_lazy("None")
    )
    for_client = forms.BooleanField(label=gettext_lazy("The client may see it"), required=False, initial=True)
    active = forms.BooleanField(label=gettext_lazy("It is followed"), required=False, initial=True)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, metric: Metric, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        last = {name: self.fields.pop(name) for name in list(self.fields)}
        for code, language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=f"{gettext_lazy('Name')} · {language}",
                max_length=80,
                required=code == "en",
                widget=forms.TextInput(attrs={"lang": code}),
            )
        self.fields.update(last)
        if metric.pk:
            for name in _PARTS:
                del self.fields[name]
        else:
            sums = [(one.key, one.name) for one in Metric.objects.filter(adds=Metric.Adds.SUM)]
            for part in ("numerator", "denominator"):
                self.fields[part].choices = [("", gettext_lazy("No ratio")), *sums]  # type: ignore[attr-defined]
        self.speak_plainly()

    @classmethod
    def of(cls, metric: Metric, data: Any = None) -> MetricForm:
        names = ("better", "service", "for_client", "active", "version")
        now: dict[str, Any] = {name: getattr(metric, name) for name in names} if metric.pk else {}
        now |= {f"name_{code}": metric.names.get(code, "") for code, _language in settings.LANGUAGES}
        return cls(data, initial=now, metric=metric)

    def names(self) -> dict[str, str]:
        return {code: self.cleaned_data.get(f"name_{code}", "") for code, _language in settings.LANGUAGES}

    def put_on(self, metric: Metric) -> None:
        """Everything but names and service."""
        for name in (*_PARTS, "better", "for_client", "active"):
            if name in self.fields:
                setattr(metric, name, self.cleaned_data[name])
        if metric.pk is None:
            metric.factor = self.cleaned_data.get("factor") or 1.0
        else:
            metric.version = self.cleaned_data.get("version") or 0
