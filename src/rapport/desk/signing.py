"""The part of a form in which a head signs a second client of one industry; others read whom to ask."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext_lazy

from rapport.agency.access import acting, may
from rapport.desk.fields import DayField, PlainForm
from rapport.journal import clock
from rapport.portfolio.exclusivity import REVIEW_AFTER, Collides, Signature


class SigningForm(PlainForm):
    exception_reason = forms.CharField(
        label=gettext_lazy("Why this exception is right"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    exception_review = DayField(label=gettext_lazy("Look at it again on"), required=False)

    @classmethod
    def read(cls, request: HttpRequest) -> SigningForm:
        return cls(request.POST if request.method == "POST" else None)

    @classmethod
    def fresh(cls) -> SigningForm:
        return cls(initial={"exception_review": clock.today() + REVIEW_AFTER})

    def signature(self, request: HttpRequest) -> Signature | None:
        """The head's signature, when there is one in the form."""
        member = acting(request)
        reason = self.cleaned_data.get("exception_reason", "")
        if not reason or not may(member, "client.except"):
            return None
        return Signature(by=member, reason=reason, review_on=self.cleaned_data.get("exception_review"))


def collision(request: HttpRequest, collides: Collides | None, form: SigningForm) -> dict[str, Any]:
    """What desk/signing.html shows: with whom, why, and the lines to sign for whoever may."""
    return {
        "rivals": collides.rivals if collides else (),
        "signing": form if "exception_reason" in request.POST else SigningForm.fresh(),
        "may_sign": may(acting(request), "client.except"),
    }
