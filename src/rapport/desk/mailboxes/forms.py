"""The form of a mailbox: where it is read, where its letters go out, its password, from which day on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rapport.conversations.mail.keep_mailbox import Ways
from rapport.conversations.mail.models import Mailbox
from rapport.desk.fields import PlainForm
from rapport.journal import clock

MOST = 65535


class MailboxForm(PlainForm):
    address = forms.EmailField(label=_("Mail address"), max_length=250)
    user = forms.CharField(label=_("User name"), required=False, max_length=200, help_text=_("Empty: the address."))
    key = forms.ChoiceField(label=_("Way of signing in"), choices=Mailbox.Key.choices, initial="password")
    secret = forms.CharField(
        label=_("Password or token"), required=False, strip=False,
        widget=forms.PasswordInput(render_value=False, attrs={"autocomplete": "new-password"}),
    )  # fmt: skip
    host = forms.CharField(label=_("Server that is read (IMAP)"), max_length=200)
    port = forms.IntegerField(label=_("Its port"), initial=993, min_value=1, max_value=MOST)
    security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices, initial="tls")
    out_host = forms.CharField(label=_("Server that sends (SMTP)"), max_length=200)
    out_port = forms.IntegerField(label=_("Its port"), initial=587, min_value=1, max_value=MOST)
    out_security = forms.ChoiceField(label=_("Encryption"), choices=Mailbox.Security.choices, initial="starttls")
    signature = forms.CharField(label=_("Signature"), required=False, widget=forms.Textarea(attrs={"rows": 4}))
    reads_since = forms.DateField(
        label=_("Read mail since"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: Any, kept: Mailbox | None = None, **kwargs: Any) -> None:
        self.kept = kept
        super().__init__(*args, **kwargs)
        if kept:
            self.fields.pop("reads_since")
            self.fields["secret"].help_text = _("Empty: the one that is kept stays.")

    def clean_reads_since(self) -> Any:
        day = self.cleaned_data["reads_since"]
        if day and not 1990 <= day.year <= clock.today().year:
            raise forms.ValidationError(_("Choose a day that is past, after 1990."))
        return day

    @property
    def ways(self) -> Ways:
        return Ways(**self.cleaned_data)


def ways_of(mailbox: Mailbox) -> dict[str, Any]:
    """What the form shows of a mailbox; the secret is never among it."""
    out = mailbox.account
    return {
        "address": mailbox.address, "user": mailbox.user, "host": mailbox.host, "port": mailbox.port,
        "security": mailbox.security, "key": mailbox.key,
        "out_host": out.host if out else "", "out_port": out.port if out else 587,
        "out_security": out.security if out else "starttls", "signature": out.signature if out else "",
    }  # fmt: skip
