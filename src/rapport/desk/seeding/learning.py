"""The demo's trainee: Alexei learns with Zuzana, and a letter of his waits for her sign-off."""

from __future__ import annotations

from collections.abc import Mapping

from rapport.agency.models import Member
from rapport.conversations.mail.models import Draft, Message
from rapport.conversations.mail.send import send
from rapport.desk.seeding.then import back, door
from rapport.portfolio.models import Channel, Client
from rapport.post.models import Outgoing

TEXT = """Здравствуйте, Дмитрий!

Отчёт за октябрь готов: заявок стало на пятую часть больше, цена заявки прежняя. Предлагаю созвониться в четверг и решить, что оставить на декабрь.

С уважением,
Алексей Смирнов"""  # noqa: E501


def learn(people: Mapping[str, Member]) -> None:
    """Needs the mailboxes, and the people of Ural Kabel."""
    Member.objects.filter(pk=people["alexei"].pk).update(mentor=people["zuzana"])
    alexei = Member.objects.get(pk=people["alexei"].pk)
    client = door(Client.objects.get(name="Ural Kabel"), alexei)
    to = Channel.objects.filter(kind="mail", contact__client=client).select_related("contact").order_by("pk").first()
    if to is None:
        return
    draft = Draft.objects.create(
        member=alexei, client=client, to=[[to.contact.name, to.value]], subject="Октябрь: что получилось", text=TEXT
    )
    at = back(1, "16:40")
    message = send(draft, by=alexei)
    Message.objects.filter(pk=message.pk).update(at=at)
    Outgoing.objects.filter(pk=message.outgoing_id or 0).update(written_at=at, held_at=at, not_before=None)
