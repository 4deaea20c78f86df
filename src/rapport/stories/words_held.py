"""When a trainee's words to a client are held, their mentor is asked to read them."""

from __future__ import annotations

from rapport.agency.models import Member
from rapport.attention.ask import ask, settle
from rapport.conversations.signing.sign_off import cause_of
from rapport.journal.models import Entry
from rapport.portfolio.models import Client
from rapport.post.models import Outgoing
from rapport.reckon.verdict import because


def ask_the_mentor(entry: Entry) -> None:
    """Nothing when it was signed off, sent back or taken back meanwhile."""
    letter = Outgoing.objects.filter(pk=entry.data["outgoing"]).first()
    if letter is None or letter.held_at is None or letter.withdrawn_at:
        settle(cause=cause_of(int(entry.data["outgoing"])))
        return
    writer = Member.objects.select_related("mentor").get(pk=letter.by_id or 0)
    if writer.mentor is None:
        return
    seen = Client.objects.here().visible_to(writer.mentor).filter(pk=letter.client_id or 0).exists()
    ask(
        "sign_off", cause=cause_of(letter.pk), member=writer.mentor, client=letter.client_id if seen else None,
        due=letter.not_before or letter.written_at, sign_off=letter.pk,
        reason=because("“{subject}” by {who} waits for your sign-off.", subject=letter.subject, who=writer.name),
    )  # fmt: skip


def settle_it(entry: Entry) -> None:
    """Its writer took it back."""
    settle(cause=cause_of(int(entry.data["outgoing"])))
