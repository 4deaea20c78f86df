"""The forms of whoever is not signed in yet."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rapport.agency.models import Member
from rapport.desk.fields import PlainForm


class PasswordForm(PlainForm):
    """A name and a password, checked like every password of the house."""

    name = forms.CharField(label=_("Your name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        help_text=_("At least ten characters; a sentence is easiest to remember."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str = "", **kwargs: Any) -> None:
        self.address = email
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        words = self.cleaned_data
        validate_password(password, Member(name=words.get("name", ""), email=words.get("email") or self.address))
        return password


class FirstRunForm(PasswordForm):
    email = forms.EmailField(label=_("Mail address"), widget=forms.EmailInput(attrs={"autocomplete": "username"}))
    agency = forms.CharField(label=_("Name of the agency"), max_length=120)

    field_order = ["agency", "name", "email", "password"]


class ForgottenPasswordForm(ResetPasswordForm):
    """Refused in words where no mail can go out, instead of a promise that is not kept."""

    def clean(self) -> Any:
        if not settings.MAIL_GOES_OUT:
            raise ValidationError(
                gettext("No mail server is set, so no letter would reach you. Ask an administrator for a new password.")
            )
        return super().clean()
