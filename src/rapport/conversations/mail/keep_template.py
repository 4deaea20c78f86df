"""Keeps a mail that is written often, with its fields, for its writer or for everybody."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rapport.agency.access import require
from rapport.agency.models import Member, Role
from rapport.conversations.mail import fields
from rapport.conversations.mail.models import Template

LONGEST = 20_000


def templates_of(member: Member) -> QuerySet[Template]:
    """One's own and everybody's."""
    return Template.objects.filter(Q(member=member) | Q(member=None)).order_by("name", "pk")


def may_change(template: Template, member: Member) -> bool:
    """Everybody's are a head's to change."""
    return template.member_id == member.pk or (template.member_id is None and member.is_(Role.HEAD, Role.ADMIN))


def keep_template(
    template: Template, *, by: Member, name: str, text: str, subject: str = "", language: str = "en",
    everybody: bool = False,
) -> Template:  # fmt: skip
    """Write a new one, or change one that is theirs to change. ValidationError by field."""
    require(by, "template.keep")
    wrong: dict[str, object] = {}
    if not name.strip():
        wrong["name"] = _("Give it a name by which you find it again.")
    if not text.strip():
        wrong["text"] = _("A template needs its words.")
    elif len(text) > LONGEST:
        wrong["text"] = _("At most %(limit)s characters fit here.") % {"limit": LONGEST}
    for field, words in (("subject", subject), ("text", text)):
        try:
            fields.check(words)
        except ValidationError as refusal:
            wrong.setdefault(field, refusal.messages[0])
    if wrong:
        raise ValidationError(wrong)
    template.name, template.text, template.language = name.strip()[:120], text, language
    template.subject = " ".join(subject.split())[:250]
    template.member = None if everybody and by.is_(Role.HEAD, Role.ADMIN) else by
    template.save()
    return template
