"""Mails written often, and how one signs: each member their own, and those a head keeps for everybody."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.agency.access import acting
from rapport.agency.models import Member, Role
from rapport.conversations.mail.fields import FIELDS
from rapport.conversations.mail.keep_template import keep_template, may_change, templates_of
from rapport.conversations.mail.models import Template
from rapport.desk.fields import PlainForm
from rapport.desk.onward import go
from rapport.post.models import Account

LANGUAGES = [("en", "English"), ("hr", "Hrvatski"), ("sk", "Slovenčina"), ("ru", "Русский")]


class TemplateForm(PlainForm):
    name = forms.CharField(max_length=120, label=gettext_lazy("Name"))
    subject = forms.CharField(max_length=250, required=False, label=gettext_lazy("Subject"))
    text = forms.CharField(widget=forms.Textarea(attrs={"rows": 8}), label=gettext_lazy("Words"))
    language = forms.ChoiceField(choices=LANGUAGES, initial="en", label=gettext_lazy("Language"))
    everybody = forms.BooleanField(required=False, label=gettext_lazy("For everybody in the agency"))

    def __init__(self, *args: Any, member: Member, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not member.is_(Role.HEAD, Role.ADMIN):
            del self.fields["everybody"]


class SignatureForm(PlainForm):
    signature = forms.CharField(
        required=False, max_length=2000, strip=False, widget=forms.Textarea(attrs={"rows": 4}),
        label=gettext_lazy("Signature"),
    )  # fmt: skip


def mail_templates(request: HttpRequest) -> HttpResponse:
    """All of them, and the form for a new one."""
    return _page(request, Template(language=acting(request).language), reverse("mail_templates"))


def mail_template(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, to be changed."""
    return _page(request, _mine(acting(request), pk), reverse("mail_template", args=[pk]))


@require_POST
def mail_template_delete(request: HttpRequest, pk: int) -> HttpResponse:
    template = _mine(acting(request), pk)
    template.delete()
    messages.success(request, _("“%(name)s” is gone.") % {"name": template.name})
    return go("mail_templates")


@require_POST
def mail_signature(request: HttpRequest, pk: int) -> HttpResponse:
    """How one signs from one account; one's own accounts only."""
    account = Account.objects.filter(pk=pk, member=acting(request)).first()
    if account is None:
        raise Http404(_("There is no such account."))
    form = SignatureForm(request.POST)
    if form.is_valid():
        account.signature = form.cleaned_data["signature"].replace("\r\n", "\n").strip("\n")
        account.save(update_fields=["signature"])
        messages.success(request, _("Saved."))
    else:
        messages.error(request, str(form.errors["signature"][0]))
    return go("mail_templates")


def _page(request: HttpRequest, template: Template, action: str) -> HttpResponse:
    member = acting(request)
    initial = {
        "name": template.name, "subject": template.subject, "text": template.text, "language": template.language,
        "everybody": template.pk is not None and template.member_id is None,
    }  # fmt: skip
    form = TemplateForm(request.POST or None, initial=initial, member=member)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_template(template, by=member, **form.cleaned_data)
        except ValidationError as refusal:
            form.say(refusal)
        else:
            messages.success(request, _("“%(name)s” is kept.") % {"name": kept.name})
            return go("mail_templates")
    accounts = Account.objects.filter(member=member).order_by("pk")
    context = {
        "form": form,
        "template": template,
        "action": action,
        "templates": [(one, may_change(one, member)) for one in templates_of(member)],
        "fields": FIELDS.items(),
        "accounts": [
            (one, SignatureForm(initial={"signature": one.signature}, auto_id=f"id_%s_{one.pk}")) for one in accounts
        ],
    }
    return render(request, "desk/mail/templates.html", context, status=422 if form.errors else 200)


def _mine(member: Member, pk: int) -> Template:
    template = templates_of(member).filter(pk=pk).first()
    if template is None or not may_change(template, member):
        raise Http404(_("There is no such template."))
    return template
