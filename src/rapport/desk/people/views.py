"""The people at a client: the list, each person's page, and writing them down."""

from __future__ import annotations

from datetime import date
from typing import Any

from babel.dates import format_skeleton
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from rapport.agency.access import acting, may
from rapport.agency.models import Member
from rapport.desk import two_editors
from rapport.desk.client.head import head_of
from rapport.desk.people.forms import NoteForm, PersonForms, written
from rapport.desk.whereto import about
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio import address_book, panels
from rapport.portfolio.access import client_for
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Client, Contact, DirectLine, PrivateNote
from rapport.portfolio.private_note import delete_note, restore_note, write_note
from rapport.portfolio.remove_contact import remove_contact, restore_contact
from rapport.portfolio.write_contact import add_contact, change_contact
from rapport.ui.formats import locale

ROW_LABELS = {"channels": gettext_lazy("Ways to reach them"), "absences": gettext_lazy("Days away")}


def client_people(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk)
    panel = panels.people_panel(client, member, shown=500)
    context = {
        **head_of(client, member, "people"),
        "panel": panel,
        "elsewhere": address_book.elsewhere([row["contact"] for row in panel["people"]], member),
        "removed": client.contacts.exclude(deleted_at=None) if panel["may_change"] else (),
        **_notes(client, member),
    }
    return render(request, "desk/people/client_people.html", context)


def contact(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk)
    person = _person(client, contact)
    context = about(
        client,
        person=person,
        channels=person.channels.all(),
        absences=person.absences.filter(last__gte=clock.today()),
        reports=person.reports.filter(deleted_at=None),
        elsewhere=address_book.elsewhere([person], member).get(person.pk, []),
        lines=DirectLine.objects.current().filter(contact=person).select_related("member"),
        may_change=may(member, "client.change", client.standing),
        zone=person.zone or client.zone,
        birthday=_birthday(person),
        **_notes(client, member, person),
    )
    return render(request, "desk/people/contact.html", context)


def contact_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    sent = PersonForms(request.POST if request.method == "POST" else None, client=client)
    if request.method == "POST" and sent.is_valid():
        values = sent.values()
        try:
            person = add_contact(
                client, values, by=member, channels=values["channels"], absences=values["absences"],
                once=sent.person.cleaned_data["once"],
            )  # fmt: skip
        except ValidationError as refusal:
            sent.person.say(refusal)
        else:
            messages.success(request, _("%(name)s is written down.") % {"name": person.name})
            return redirect("contact", pk=client.pk, contact=person.pk)
    return _form(request, client, sent, None)


def contact_change(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    person = _person(client, contact)
    sent = PersonForms(request.POST if request.method == "POST" else None, client=client, contact=person)
    if request.method == "POST" and sent.is_valid():
        values = two_editors.chosen(sent.values(), written(person), request.POST)
        try:
            change_contact(
                person, values, by=member, version=sent.person.cleaned_data["version"] or 0,
                channels=values["channels"], absences=values["absences"],
            )  # fmt: skip
        except ChangedMeanwhile:
            return _both(request, client, person, sent)
        except ValidationError as refusal:
            sent.person.say(refusal)
        else:
            messages.success(request, _("%(name)s is saved.") % {"name": person.name})
            return redirect("contact", pk=client.pk, contact=person.pk)
    return _form(request, client, sent, person)


@require_POST
def contact_delete(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    person = _person(client, contact)
    remove_contact(person, by=member)
    messages.success(
        request, _("%(name)s is off the list.") % {"name": person.name},
        extra_tags=reverse("contact_restore", args=[client.pk, person.pk]),
    )  # fmt: skip
    return redirect("client_people", pk=client.pk)


@require_POST
def contact_restore(request: HttpRequest, pk: int, contact: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.change")
    person = client.contacts.filter(pk=contact).first()
    if person is None:
        raise Http404(_("There is no such person here."))
    restore_contact(person, by=member)
    messages.success(request, _("%(name)s is back.") % {"name": person.name})
    return redirect("contact", pk=client.pk, contact=person.pk)


@require_POST
def note_new(request: HttpRequest, pk: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.notes")
    number = request.POST.get("contact", "")
    person = _person(client, int(number)) if number.isascii() and number.isdigit() and len(number) < 18 else None
    form = NoteForm(request.POST)
    if not form.is_valid():
        context = about(client, form=form, person=person)
        return render(request, "desk/people/note.html", context, status=422)
    write_note(client, form.cleaned_data["text"], by=member, contact=person, once=form.cleaned_data["once"])
    messages.success(request, _("The note is kept; only keepers read it."))
    return _to_notes(client, person)


@require_POST
def note_delete(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.notes")
    row = _note(client, note)
    delete_note(row, by=member)
    messages.success(request, _("The note is deleted."), extra_tags=reverse("note_restore", args=[client.pk, row.pk]))
    return _to_notes(client, row.contact)


@require_POST
def note_restore(request: HttpRequest, pk: int, note: int) -> HttpResponse:
    member = acting(request)
    client = client_for(member, pk, "client.notes")
    row = _note(client, note)
    restore_note(row, by=member)
    messages.success(request, _("The note is back."))
    return _to_notes(client, row.contact)


def _person(client: Client, contact: int) -> Contact:
    person = client.contacts.filter(pk=contact, deleted_at=None).select_related("reports_to").first()
    if person is None:
        raise Http404(_("There is no such person here."))
    return person


def _birthday(person: Contact) -> str:
    """In words, with the year when it is known."""
    if not person.birth_day or not person.birth_month:
        return ""
    born = date(person.birth_year or 2000, person.birth_month, person.birth_day)  # 2000 has a 29 February
    return str(format_skeleton("yMMMMd" if person.birth_year else "MMMMd", born, locale=locale()))


def _note(client: Client, note: int) -> PrivateNote:
    row = client.private_notes.filter(pk=note).select_related("contact").first()
    if row is None:
        raise Http404(_("There is no such note."))
    return row


def _notes(client: Client, member: Member, person: Contact | None = None) -> dict[str, Any]:
    """The private notes, for keepers: about one person, or about the client itself."""
    if not may(member, "client.notes", client.standing):
        return {"may_notes": False, "notes": (), "note_form": None}
    rows = client.private_notes.filter(deleted_at=None, contact=person).select_related("by")
    return {"may_notes": True, "notes": rows, "note_form": NoteForm()}


def _to_notes(client: Client, person: Contact | None) -> HttpResponse:
    if person is None:
        return redirect(reverse("client_people", args=[client.pk]) + "#notes")
    return redirect(reverse("contact", args=[client.pk, person.pk]) + "#notes")


def _form(request: HttpRequest, client: Client, sent: PersonForms, person: Contact | None) -> HttpResponse:
    context = about(client, sent=sent, form=sent.person, person=person, zones=sorted(clock.ZONES))
    return render(request, "desk/people/contact_form.html", context, status=422 if sent.wrong else 200)


def _both(request: HttpRequest, client: Client, person: Contact, sent: PersonForms) -> HttpResponse:
    fresh = Contact.objects.select_related("reports_to").get(pk=person.pk)
    since = sent.person.cleaned_data["version"] or 0
    rows = Entry.objects.filter(name="contact.changed", client_id=client.pk, about_id=person.pk).select_related("by")
    entries = [entry for entry in rows.order_by("id") if entry.data.get("version", 0) > since]
    both = two_editors.conflict(
        sent.person, sent.values(), written(fresh), entries=entries, version=fresh.version, labels=ROW_LABELS
    )
    back = reverse("contact", args=[client.pk, person.pk])
    return render(request, "desk/two_editors.html", about(client, back=back, **both), status=409)
