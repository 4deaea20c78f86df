"""The demo's reports: one sent and read, one sent and unread, one waiting for a specialist's part, one due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from rapport.agency.models import Member
from rapport.delivery.tasks.models import HandedOn, Task
from rapport.desk.seeding.then import ZONE, as_of, back, day_back, door
from rapport.journal import clock
from rapport.portfolio.models import Client, Contact
from rapport.reckon.report.content import Period
from rapport.reckon.report.periods import last_over
from rapport.results.reports import remind
from rapport.results.reports.ask_writer import ask_writer
from rapport.results.reports.draw_up import draw_up
from rapport.results.reports.freeze import digest_of
from rapport.results.reports.models import Part, Report, Sight, Signed
from rapport.results.reports.seen import note_seen
from rapport.results.reports.send import send
from rapport.results.reports.sign_off import sign_off
from rapport.results.reports.template import write_template
from rapport.results.reports.write_part import write_part

PARTS = ["goals", "summary", "figures", "findings", "done", "spend", "next", "requests"]
# client, whose it is, who receives it, drawn up and sent so many working days ago
SENT = (
    ("Tatrawood", "marta", "Peter", 13, 11),
    ("Blue Heron Outfitters", "marta", "Dana", 12, 9),
)
HEADLINES = {
    "Tatrawood": ("Nemecké stránky sú na ceste", "Rozvrhnutie stránok je schválené a texty sa píšu. Zvyšok je načas."),
    "Blue Heron Outfitters": (
        "A steady month before the winter",
        "The newsletter did what it should, and the shop was found more often.\n\nWhat we would change for December "
        "stands at the end; a word from you until Friday is enough.",
    ),
}


def report_on(people: Mapping[str, Member]) -> None:
    """All of it, after there are figures to tell of."""
    clients = {client.name: client for client in Client.objects.all()}
    for name, keeper, who, drawn, sent in SENT:
        _sent(door(clients[name], people[keeper]), people[keeper], who, back(drawn, "09:20"), back(sent, "11:05"))
    _read(clients["Tatrawood"])
    _being_written(door(clients["Adria Dental"], people["marta"]), people)
    _due(door(clients["Isar Klinik"], people["ana"]), people["ana"])
    remind.look_over()


def _sent(client: Client, keeper: Member, who: str, drawn: datetime, sent: datetime) -> None:
    contact = _told(client, keeper, who)
    report = _drawn_up(client, keeper, last_over("monthly", clock.day_of(drawn, ZONE)), drawn)
    headline, text = HEADLINES[client.name]
    _written(report, "summary", keeper, text, drawn + timedelta(hours=5), headline)
    with as_of(sent - timedelta(minutes=20)):
        report = sign_off(report, by=keeper)
    with as_of(sent):
        send(report, by=keeper, to=[contact])
    Report.objects.filter(pk=report.pk).update(signed_at=sent - timedelta(minutes=20), sent_at=sent)
    signed = Signed.objects.get(report=report)
    signed.content["checked_on"] = clock.day_of(sent, client.zone).isoformat()
    signed.digest, signed.at, signed.sent_at = digest_of(signed.content), sent - timedelta(minutes=20), sent
    signed.save()
    Sight.objects.filter(report=report).update(sent_at=sent)


def _read(client: Client) -> None:
    """Read the next day and once more, and asked about."""
    sight = Sight.objects.select_related("report", "contact__client").get(report__client=client)
    report, first, last = sight.report, back(10, "08:40"), back(3, "19:15")
    with as_of(first):
        note_seen(report, sight.contact)
        note_seen(report, sight.contact)
    Sight.objects.filter(pk=sight.pk).update(first_seen=first, last_seen=last)


def _being_written(client: Client, people: Mapping[str, Member]) -> None:
    """Tin owes the figures since yesterday."""
    marta, then = people["marta"], back(5, "09:40")
    _told(client, marta, "")
    report = _drawn_up(client, marta, last_over("monthly", clock.today(ZONE)), then)
    part = next(iter(Part.objects.filter(report=report, kind="figures").select_related("service", "writer", "task")))
    part.report = report
    with as_of(then + timedelta(minutes=30)):
        asked = ask_writer(part, by=marta, to=people["tin"], due_at=back(1, "17:00"), knowing=True, into_crew=True)
    at = then + timedelta(minutes=30)
    Task.objects.filter(pk=asked.task_id or 0).update(made_at=at, handed_at=at)
    HandedOn.objects.filter(task=asked.task_id or 0).update(at=at)


def _due(client: Client, keeper: Member) -> None:
    """Drawn up by its rhythm yesterday."""
    _told(client, keeper, "")
    _drawn_up(client, None, last_over("monthly", day_back(1)), back(1, "06:10"))


def _told(client: Client, keeper: Member, who: str) -> Contact:
    """A template with whoever receives the reports: by name, else the first with a mail address."""
    people = Contact.objects.filter(client=client, deleted_at=None, channels__kind="mail").order_by("pk")
    contact = people.filter(first_name=who).first() or people[0]
    values = {"parts": PARTS, "rhythm": "monthly", "working_day": 3, "language": ""}
    with as_of(back(40, "14:00")):
        write_template(client, values, by=keeper, recipients=[contact])
    return contact


def _drawn_up(client: Client, by: Member | None, period: Period, at: datetime) -> Report:
    with as_of(at):
        report = draw_up(client, period, by=by)
    Report.objects.filter(pk=report.pk).update(made_at=at)
    return report


def _written(report: Report, kind: str, by: Member, text: str, at: datetime, title: str) -> None:
    part = Part.objects.select_related("service", "writer", "task").get(report=report, kind=kind)
    part.report = report
    with as_of(at):
        write_part(part, by=by, text=text, title=title)
    Part.objects.filter(pk=part.pk).update(edited_at=at)
