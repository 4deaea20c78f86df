"""What can be done from everywhere by its name: deeds for the client that was found, and pages to go to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rapport.reckon.folding import fold


@dataclass(frozen=True, slots=True)
class Command:
    """One deed: which page does it, which permission it asks for, which key does it where one stands.

    `parameter` names what carries the client ("": it is part of the address). Commands without `client` stand alone.
    """

    label: str | Promise
    icon: str
    url: str
    deed: str
    key: str = ""
    client: bool = False
    parameter: str = ""


COMMANDS = (
    Command(_("Log a call"), "pen-line", "touchpoint_new", "touchpoint.log", "L", client=True, parameter="client"),
    Command(_("Write a mail"), "mail", "mail_new", "mail.write", client=True),
    Command(_("Open"), "building-2", "client", "client.see", client=True),
    Command(_("New promise"), "handshake", "promise_new", "promise.keep", client=True),
    Command(_("Promises"), "handshake", "client_promises", "promise.keep", client=True),
    Command(_("Ask a specialist"), "circle-question-mark", "question_new", "question.ask", client=True),
    Command(_("Begin a service"), "rocket", "start_new", "start.keep", client=True),
    Command(_("Beginning"), "rocket", "client_beginning", "start.see", client=True),
    Command(_("New task"), "square-check", "task_new", "task.write", client=True),
    Command(_("Conflicts"), "scale", "client_conflicts", "conflict.keep", client=True),
    Command(_("People"), "users", "client_people", "client.see", client=True),
    Command(_("Change"), "pencil", "client_change", "client.change", client=True),
    Command(_("Hand over"), "user-cog", "client_hand_over", "client.hand_over", client=True),
    Command(_("Log a word"), "pen-line", "touchpoint_new", "touchpoint.log", "L"),
    Command(_("Take on a client"), "plus", "client_new", "client.take_on"),
    Command(_("New handover"), "handshake", "handover_new", "handover.write"),
    Command(_("Handovers from sales"), "handshake", "handovers", "handover.write"),
    Command(_("Starts"), "rocket", "starts", "start.see"),
    Command(_("Import a file"), "file-input", "import_new", "imports.make"),
    Command(_("Today"), "sun", "today", "today.see", "G T"),
    Command(_("Clients"), "building-2", "clients", "clients.list", "G C"),
    Command(_("Mail"), "mail", "mail", "mail.read"),
    Command(_("Templates and signature"), "notebook-pen", "mail_templates", "template.keep"),
    Command(_("Team"), "users", "team", "team.see", "G E"),
    Command(_("Imports"), "file-input", "imports", "imports.make", "G I"),
    Command(_("My work"), "square-check", "my_work", "work.see"),
    Command(_("Questions"), "circle-question-mark", "questions", "question.answer"),
    Command(_("Write news"), "newspaper", "news_new", "news.write"),
    Command(_("News"), "newspaper", "news", "news.see", "G N"),
    Command(_("Services"), "library", "services", "catalogue.see"),
    Command(_("Library"), "library-big", "library", "library.see"),
    Command(_("Write a page of the library"), "library-big", "saying_new", "library.write"),
    Command(_("Conflicts inside the team"), "scale", "conflicts", "conflict.team"),
    Command(_("Shared industries"), "shield-alert", "exceptions", "client.except"),
    Command(_("Deleted clients"), "trash-2", "clients_deleted", "client.delete"),
    Command(_("Members"), "users", "members", "members.manage"),
    Command(_("Settings"), "settings-2", "me", "me.change"),
)


def address(command: Command, client: int | None = None) -> str:
    """Where the command is done; nothing where this installation has no such page."""
    try:
        if client is None:
            return reverse(command.url)
        if command.parameter:
            return f"{reverse(command.url)}?{command.parameter}={client}"
        return reverse(command.url, args=[client])
    except NoReverseMatch:
        return ""


def answering(text: str) -> Iterator[Command]:
    """Commands that stand alone and whose words begin so; all of them when nothing is asked."""
    wanted = fold(text).split()
    for command in COMMANDS:
        words = fold(str(command.label)).split()
        if not command.client and all(any(word.startswith(one) for word in words) for one in wanted):
            yield command
