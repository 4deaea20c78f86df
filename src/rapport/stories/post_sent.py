"""When a member's letter has gone out it becomes a word with the client; when it could not, its writer hears of it."""

from __future__ import annotations

from rapport.attention.ask import ask_once
from rapport.conversations.mail.models import Message
from rapport.conversations.mail.sent import sent
from rapport.journal.models import Entry
from rapport.post.models import Outgoing
from rapport.reckon.verdict import because


def into_the_story(entry: Entry) -> None:
    """The touchpoint, the promises that were ticked, the copy for the Sent folder."""
    sent(int(entry.data["outgoing"]))


def name_refused(entry: Entry) -> None:
    """Whoever wrote it hears which of its recipients the server did not take."""
    letter = Outgoing.objects.filter(pk=entry.data["outgoing"]).exclude(sender=None).first()
    if letter is None or letter.by_id is None or not entry.data.get("refused"):
        return
    ask_once(
        "note", cause=f"refused:{letter.pk}", client=letter.client_id, member=letter.by_id,
        reason=because(
            "“{subject}” went out, but not to {who}: the server refused it.",
            subject=letter.subject, who=", ".join(entry.data["refused"]),
        ),
        **_facts(letter),
    )  # fmt: skip


def tell_its_writer(entry: Entry) -> None:
    """It was given up: somebody should look at the address or at the account."""
    letter = Outgoing.objects.filter(pk=entry.data["outgoing"]).exclude(sender=None).first()
    if letter is None or letter.by_id is None or letter.sent_at:
        return
    ask_once(
        "note", cause=f"unsent:{letter.pk}:{entry.pk}", client=letter.client_id, member=letter.by_id,
        reason=because(
            "Your mail “{subject}” to {who} could not be sent: {why}",
            subject=letter.subject, who=letter.to, why=letter.why or "?",
        ),
        **_facts(letter),
    )  # fmt: skip


def _facts(letter: Outgoing) -> dict[str, int]:
    message = Message.objects.filter(outgoing=letter).values_list("pk", flat=True).first()
    return {"message": message} if message else {}
