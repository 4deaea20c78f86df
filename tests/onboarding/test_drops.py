"""A secret on its one way: put in once, read once by exactly one of us, and nowhere else, ever."""

from __future__ import annotations

import logging
import threading
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from django.urls import reverse
from tests import cast as casting

from rapport.agency.models import Role
from rapport.attention.models import open_items
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.journal.sealed import HIDDEN, Unsealable
from rapport.links.models import Link
from rapport.onboarding.accesses.ask_for_secret import ask_for_secret
from rapport.onboarding.accesses.empty import expire
from rapport.onboarding.accesses.models import Access, Drop
from rapport.onboarding.accesses.move_on import move_on
from rapport.onboarding.accesses.note import note
from rapport.onboarding.accesses.put_secret import Ended, opened, put_secret
from rapport.onboarding.accesses.reveal import Gone, reveal
from rapport.onboarding.accesses.take_back import take_back
from rapport.portfolio.models import Channel, Client
from rapport.portfolio.part_ways import part_ways
from rapport.portfolio.remove_contact import remove_contact
from rapport.post.models import Outgoing

SECRET = "Perunika-7!ζ plavo nebo"
DAY = timedelta(days=1)


def person(of):
    contact = casting.contact(of, "Ivana", "Perić", language="en")
    Channel.objects.create(contact=contact, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return contact


def asked(client, by, for_member, contact=None):
    """A drop and the token of its link, which stands in one letter and nowhere else."""
    access = note(client, by=by, system="Web shop", member=for_member, state="wanted")
    drop = ask_for_secret(access, by=by, for_member=for_member, contact=contact or person(client))
    letter = Outgoing.objects.latest("pk")
    return drop, letter.text.split("/drop/")[1].split("/")[0]


def with_client(drop, client):
    row = Drop.objects.select_related("access", "for_member").get(pk=drop.pk)
    row.access.client = client
    return row


@pytest.fixture
def adria(cast):
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def tins(cast, adria):
    """Asked for Tin; the client as he sees it."""
    drop, token = asked(adria, cast.luka, cast.tin)
    return drop, token, Client.objects.fetch(cast.tin, cast.adria.pk)


def whole_database():
    """Every row of every table, as it lies there."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [repr(row) for row in cursor.fetchall()]
    return "\n".join(found)


def test_put_in_once_read_once_then_gone(cast, tins):
    drop, token, seen = tins
    put_secret(token, secret=SECRET, name="Ivana Perić")
    item = open_items(kind="drop").get()
    assert (item.member, item.facts["access"]) == (cast.tin, drop.access_id)
    assert Access.objects.get().state == "given"
    with pytest.raises(Ended):
        put_secret(token, secret="another", name="Ivana")
    assert reveal(with_client(drop, seen), by=cast.tin) == SECRET
    with pytest.raises(Gone):
        reveal(with_client(drop, seen), by=cast.tin)
    row = Drop.objects.get()
    assert (bool(row.secret), row.revealed_by) == (False, cast.tin)
    assert not open_items(kind="drop").exists()
    entry = Entry.objects.get(name="secret.revealed")
    assert (entry.by, entry.data) == (cast.tin, {"system": "Web shop", "put_by": "Ivana Perić"})


def test_the_secret_lies_in_no_table_no_page_no_letter_and_no_log(cast, tins, caller, caplog, follow):
    caplog.set_level(logging.DEBUG)
    drop, token, _seen = tins
    address = reverse("portal_drop", args=[token])
    browser = caller(cast.luka)
    answer = browser.post(address, {"secret": SECRET, "name": "Ivana"})
    shown = [answer.content.decode()]
    follow()
    assert SECRET not in whole_database()
    keeper, tin = caller(cast.luka), caller(cast.tin)
    for member in (keeper, tin):
        for page in (
            reverse("client_accesses", args=[cast.adria.pk]), reverse("access", args=[drop.access_id]),
            reverse("client", args=[cast.adria.pk]), reverse("client_story", args=[cast.adria.pk]), reverse("today"),
            reverse("changes"), f"{reverse('palette')}?q=Peruni", reverse("client_state", args=[cast.adria.pk]),
            address,
        ):  # fmt: skip
            shown.append(member.get(page).content.decode())
    shown.append(keeper.get(reverse("clients_export")).getvalue().decode("utf-8", "ignore"))
    for text in [*shown, *Outgoing.objects.values_list("text", flat=True), caplog.text]:
        assert "Perunika" not in text
    assert any("Read it, once" in text for text in shown)
    row = Drop.objects.get()
    assert (str(row.secret), repr(row.secret), f"{vars(row)}".count(SECRET)) == (HIDDEN, f"<Sealed {HIDDEN}>", 0)
    revealed = tin.post(reverse("drop_reveal", args=[drop.pk]))
    assert SECRET in revealed.content.decode()
    assert SECRET not in whole_database()
    assert row.secret.token not in whole_database()  # not even sealed
    assert "Perunika" not in caplog.text


def test_fifty_who_reveal_at_once_are_one(transactional_db):
    team = casting.Team.objects.create(name="Growth")
    luka = casting.member("Luka Perko", [Role.MANAGER], team)
    adria = Client.objects.fetch(luka, casting.client("Adria Dental", luka).pk)
    drop, token = asked(adria, luka, luka)
    put_secret(token, secret=SECRET, name="Ivana")
    gate, outcomes = threading.Barrier(50), list[str]()

    def deed():
        row = with_client(drop, adria)
        gate.wait()
        try:
            outcomes.append(reveal(row, by=luka))
        except Gone:
            outcomes.append("gone")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deed) for _n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(120)
    assert sorted(outcomes) == sorted([SECRET, *["gone"] * 49])
    assert Entry.objects.filter(name="secret.revealed").count() == 1


def test_only_the_one_it_is_for_reads_it(cast, tins, adria):
    drop, token, _seen = tins
    put_secret(token, secret=SECRET, name="Ivana")
    head = Client.objects.fetch(cast.marta, cast.adria.pk)
    for member, client in ((cast.luka, adria), (cast.marta, head)):
        with pytest.raises(PermissionDenied):
            reveal(with_client(drop, client), by=member)
    assert Drop.objects.get().secret


def test_nothing_can_be_read_before_it_is_put_in(cast, tins):
    drop, _token, seen = tins
    with pytest.raises(Gone):
        reveal(with_client(drop, seen), by=cast.tin)
    assert Drop.objects.get().ended_at is None


def test_past_its_day_it_is_gone_unread(cast, tins, monkeypatch):
    drop, token, seen = tins
    put_secret(token, secret=SECRET, name="Ivana")
    later = clock.now() + 7 * DAY + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Gone):
        reveal(with_client(drop, seen), by=cast.tin)
    assert (expire(), expire()) == (1, 0)
    row = Drop.objects.get()
    assert (bool(row.secret), row.revealed_at) == (False, None)
    assert not open_items(kind="drop").exists()
    assert Entry.objects.get(name="secret.expired").data == {"system": "Web shop", "was_put": True}


def test_a_link_past_its_week_takes_nothing(cast, tins, monkeypatch):
    _drop, token, _seen = tins
    later = clock.now() + 7 * DAY + timedelta(minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    with pytest.raises(Ended):
        put_secret(token, secret=SECRET, name="Ivana")
    assert not Drop.objects.get().secret


@pytest.mark.parametrize("how", ["taken back", "revoked", "client gone", "contact gone", "member left", "asked again"])
def test_whatever_ends_it_empties_it(cast, adria, follow, how):
    ivana = person(cast.adria)
    drop, token = asked(adria, cast.luka, cast.tin, ivana)
    put_secret(token, secret=SECRET, name="Ivana")
    access = Access.objects.get()
    access.client = adria
    match how:
        case "taken back":
            assert take_back(with_client(drop, adria), by=cast.luka)
            assert not take_back(with_client(drop, adria), by=cast.luka)
        case "revoked":
            move_on(access, to="revoked", by=cast.luka)
        case "client gone":
            part_ways(adria, by=cast.luka, cause="price", last_day=clock.today() - DAY)
        case "contact gone":
            remove_contact(ivana, by=cast.luka)
        case "member left":
            from rapport.agency.change_member import change_member

            change_member(cast.tin, by=cast.iva, name="Tin", roles=["specialist"], team=cast.growth, is_active=False)
        case "asked again":
            ask_for_secret(access, by=cast.luka, for_member=cast.tin, contact=ivana)
    follow()
    row = Drop.objects.get(pk=drop.pk)
    assert (bool(row.secret), row.ended_at is not None, row.revealed_at) == (False, True, None)
    assert not open_items(kind="drop").exists()
    assert SECRET not in whole_database()


def test_taken_back_before_it_was_put_in_the_link_opens_nothing(cast, tins, adria):
    drop, token, _seen = tins
    opened(token)
    take_back(with_client(drop, adria), by=cast.luka)
    with pytest.raises(Ended):
        opened(token)
    assert not Link.objects.filter(used_at=None, revoked_at=None).exists()


def test_a_specialist_asks_for_themselves_alone(cast, adria):
    access = note(adria, by=cast.luka, system="Web shop")
    ivana = person(cast.adria)
    access.client = Client.objects.fetch(cast.tin, cast.adria.pk)
    with pytest.raises(PermissionDenied):
        ask_for_secret(access, by=cast.tin, for_member=cast.luka, contact=ivana)
    drop = ask_for_secret(access, by=cast.tin, for_member=cast.tin, contact=ivana)
    with pytest.raises(PermissionDenied):
        take_back(with_client(asked(adria, cast.luka, cast.luka)[0], access.client), by=cast.tin)
    assert take_back(with_client(drop, access.client), by=cast.tin)


def test_for_whom_and_whom_it_can_be_asked(cast, adria):
    access = note(adria, by=cast.luka, system="Web shop")
    ivana = person(cast.adria)
    for wrong, says in (
        ({"for_member": cast.nina}, "does not work for this client"),
        ({"for_member": cast.fran}, "does not work for this client"),
        ({"contact": casting.contact(cast.adria, "Ante")}, "No mail address"),
        ({"contact": person(cast.polyot)}, "Choose somebody"),
    ):
        with pytest.raises(ValidationError, match=says):
            ask_for_secret(access, by=cast.luka, **{"for_member": cast.tin, "contact": ivana, **wrong})
    move_on(access, to="not-needed", by=cast.luka)
    with pytest.raises(ValidationError, match="is over"):
        ask_for_secret(access, by=cast.luka, for_member=cast.tin, contact=ivana)
    assert not Drop.objects.exists()
    assert not Outgoing.objects.exists()


def test_with_another_key_it_is_kept_and_said(cast, tins, settings):
    drop, token, seen = tins
    put_secret(token, secret=SECRET, name="Ivana")
    key, settings.SECRET_KEY = settings.SECRET_KEY, "another key altogether, as long as it should be"
    with pytest.raises(Unsealable):
        reveal(with_client(drop, seen), by=cast.tin)
    settings.SECRET_KEY = key
    assert reveal(with_client(drop, seen), by=cast.tin) == SECRET


def test_the_table_of_secrets_stands_in_no_list_that_is_read_out():
    assert apps.get_model("onboarding", "Drop")._meta.get_field("secret").value_to_string(Drop(secret=SECRET)) == ""
