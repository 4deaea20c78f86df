"""What a file says is kept once, whatever happens on the way."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rapport.agency.models import Agency
from rapport.catalogue.models import Service
from rapport.intake import keep as keeping
from rapport.intake.keep import ask_to_keep
from rapport.intake.models import Import, Row, SourceId
from rapport.intake.work import take_up, work
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.change import change
from rapport.portfolio.delete import delete
from rapport.portfolio.models import Channel, Client, Contact, Engagement, Keeper, Status
from tests.cast import Cast
from tests.intake.bringing import CRM, counts, kept, take, tried, undone

PLAIN = (
    "Name,Legal number,City,Country,Tier,Mail,Phone,Owner,Tags,Since,Shoe size\n"
    'Elbe Solar,DE123,Hamburg,Germany,A,INFO@elbe.example,+49 40 1,luka@kordun.example,"vip; solar",2024-05-01,44\n'
    "Bura Wines,HR77,Split,Croatia,B,,,,,,\n"
)


def test_companies_become_clients_with_keeper_and_what_is_known_of_them(cast: Cast) -> None:
    done = kept(PLAIN, by=cast.marta)
    assert done.state == Import.State.KEPT
    assert counts(done) == (2, 2, 0, 0, 0)
    elbe = Client.objects.get(name="Elbe Solar")
    assert (elbe.legal_number, elbe.city, elbe.country, elbe.tier) == ("DE123", "Hamburg", "DE", "A")
    assert (elbe.mail, elbe.phone, elbe.since, elbe.status) == (
        "info@elbe.example",
        "+49 40 1",
        date(2024, 5, 1),
        "active",
    )
    assert elbe.zone == "Europe/Berlin"
    assert elbe.aside == {"Shoe size": "44"}
    assert sorted(elbe.tags.values_list("folded", flat=True)) == ["solar", "vip"]
    keepers = {k.client.name: k.member for k in Keeper.objects.filter(client__name__in=["Elbe Solar", "Bura Wines"])}
    assert keepers == {"Elbe Solar": cast.luka, "Bura Wines": cast.marta}
    assert elbe.team == cast.luka.team
    assert Client.objects.visible_to(cast.luka).filter(pk=elbe.pk).exists()


def test_the_same_file_twice_changes_nothing(cast: Cast) -> None:
    kept(PLAIN, by=cast.marta)
    before = list(Client.objects.order_by("pk").values())
    again = kept(PLAIN, by=cast.marta)
    assert counts(again) == (2, 0, 0, 2, 0)
    assert list(Client.objects.order_by("pk").values()) == before


def test_a_trial_keeps_nothing_and_tells_what_would_be(cast: Cast) -> None:
    many = Client.objects.count()
    trial = tried(PLAIN, by=cast.marta)
    assert counts(trial) == (2, 2, 0, 0, 0)
    assert Client.objects.count() == many
    assert SourceId.objects.count() == 0
    first = trial.report["first_rows"][0]
    assert first["client"]["name"] == "Elbe Solar"
    assert first["aside"] == {"Shoe size": "44"}
    assert counts(kept(PLAIN, by=cast.marta)) == counts(trial)


def test_a_changed_cell_changes_the_client_and_can_be_taken_back(cast: Cast) -> None:
    kept(PLAIN, by=cast.marta)
    done = kept(PLAIN.replace("Hamburg", "Bremen"), by=cast.marta)
    assert counts(done) == (2, 0, 1, 1, 0)
    elbe = Client.objects.get(name="Elbe Solar")
    assert elbe.city == "Bremen"
    assert done.report["changes"][0]["changes"] == {"city": ["Hamburg", "Bremen"]}
    undone(done)
    elbe.refresh_from_db()
    assert elbe.city == "Hamburg"


def test_an_undone_import_is_out_of_sight_and_may_come_again(cast: Cast) -> None:
    many = Client.objects.here().count()
    first = undone(kept(PLAIN, by=cast.marta))
    assert first.state == Import.State.UNDONE
    assert Client.objects.here().count() == many
    again = kept(PLAIN, by=cast.marta)
    assert counts(again) == (2, 2, 0, 0, 0)
    assert Client.objects.here().count() == many + 2
    assert Client.objects.filter(name="Elbe Solar").count() == 1
    assert counts(kept(PLAIN, by=cast.marta)) == (2, 0, 0, 2, 0)


def test_what_people_changed_since_stays_and_is_said(cast: Cast) -> None:
    done = kept(PLAIN, by=cast.marta)
    elbe = Client.objects.get(name="Elbe Solar")
    change(elbe, {"city": "Kiel"}, by=cast.marta, version=elbe.version)
    back = undone(done)
    assert Client.objects.here().filter(name="Elbe Solar").exists()
    assert not Client.objects.here().filter(name="Bura Wines").exists()
    [left] = back.report["left"]
    assert left["line"] == 2
    assert "changed since" in left["reason"]["say"]


def test_of_a_changed_client_only_untouched_fields_go_back(cast: Cast) -> None:
    kept(PLAIN, by=cast.marta)
    done = kept(PLAIN.replace("Hamburg", "Bremen").replace("+49 40 1", "+49 40 2"), by=cast.marta)
    elbe = Client.objects.get(name="Elbe Solar")
    change(elbe, {"city": "Kiel"}, by=cast.marta, version=elbe.version)
    back = undone(done)
    elbe.refresh_from_db()
    assert (elbe.city, elbe.phone) == ("Kiel", "+49 40 1")
    assert back.report["left"][0]["reason"]["with"]["fields"] == "city"


def test_a_client_deleted_here_stays_deleted(cast: Cast) -> None:
    kept(PLAIN, by=cast.marta)
    elbe = Client.objects.get(name="Elbe Solar")
    delete(elbe, by=cast.marta)
    again = kept(PLAIN, by=cast.marta)
    assert counts(again) == (2, 0, 0, 1, 1)
    assert "was deleted here" in Row.objects.get(of=again, outcome="rejected").reason["say"]


def test_bad_rows_are_rejected_with_line_column_and_reason_and_the_others_kept(cast: Cast) -> None:
    text = "Name;Since;Fee\nA GmbH;31.11.2026;1\nB GmbH;01.12.2026;3.2OO\n;01.12.2026;1\n"
    text += "D GmbH;01.01.0001;1\nE GmbH;01.12.2026;2\n"
    done = kept(text, by=cast.marta)
    assert counts(done) == (5, 1, 0, 0, 4)
    rows = Row.objects.filter(of=done, outcome="rejected").order_by("line")
    assert [(r.line, r.raw["column"], r.raw["value"]) for r in rows] == [
        (2, "Since", "31.11.2026"), (3, "Fee", "3.2OO"), (4, "", ""), (5, "Since", "01.01.0001"),
    ]  # fmt: skip


def test_the_same_client_twice_with_other_values_is_a_contradiction(cast: Cast) -> None:
    done = tried("Client,City\nIsar Werke,Bonn\nBora,Rijeka\nIsar Werke,Ulm\nBora,Rijeka\n", by=cast.marta)
    assert counts(done) == (4, 2, 0, 1, 1)
    assert Row.objects.get(of=done).line == 4


def test_a_table_of_people_makes_each_company_once(cast: Cast) -> None:
    text = "Company,First name,Last name,Email\nBora,Iva,Ban,iva@bora.example\nBora,Jan,Han,jan@bora.example\n"
    done = kept(text, by=cast.marta)
    assert counts(done) == (2, 2, 0, 0, 0)
    bora = Client.objects.get(name="Bora")
    assert sorted(bora.contacts.values_list("last_name", flat=True)) == ["Ban", "Han"]
    assert set(Channel.objects.values_list("folded", flat=True)) >= {"iva@bora.example", "jan@bora.example"}
    assert counts(kept(text, by=cast.marta)) == (2, 0, 0, 2, 0)
    undone(done)
    assert not Contact.objects.filter(deleted_at=None, client=bora).exists()


def test_a_plain_table_meets_clients_that_are_here_already(cast: Cast) -> None:
    done = kept("Client,City\nAdria Dental,Zadar\n", by=cast.marta)
    assert counts(done) == (1, 0, 1, 0, 0)
    cast.adria.refresh_from_db()
    assert cast.adria.city == "Zadar"
    assert Client.objects.filter(name="Adria Dental").count() == 1


def test_a_colleague_of_another_team_may_not_change_a_client_by_a_file(cast: Cast) -> None:
    done = kept("Client,City\nAdria Dental,Zadar\n", by=cast.nina)
    assert counts(done) == (1, 0, 0, 0, 1)
    cast.adria.refresh_from_db()
    assert cast.adria.city == "Split"


def test_a_client_whose_industry_is_taken_comes_in_as_a_prospect_and_is_named(cast: Cast) -> None:
    text = "Client,Industry\nSmile Studio,dental clinics\nPekara Mlinar,Bakeries\nPekarna,bakeries\n"
    trial = tried(text, by=cast.marta)
    assert [(c["name"], c["with"]) for c in trial.report["collisions"]] == [
        ("Smile Studio", ["Adria Dental"]), ("Pekarna", ["Pekara Mlinar"]),
    ]  # fmt: skip
    kept(text, by=cast.marta)
    found = dict(Client.objects.filter(industry__isnull=False).values_list("name", "status"))
    assert found == {
        "Adria Dental": "active", "Smile Studio": "prospect", "Pekara Mlinar": "active", "Pekarna": "prospect",
    }  # fmt: skip


def test_the_agency_may_switch_the_rule_off(cast: Cast) -> None:
    Agency.objects.update(exclusivity="off")
    kept("Client,Industry\nSmile Studio,dental clinics\n", by=cast.marta)
    assert Client.objects.get(name="Smile Studio").status == Status.ACTIVE


def test_fees_need_a_service_and_wait_aside_without_one(cast: Cast) -> None:
    Service.objects.get_or_create(key="seo", defaults={"names": {"en": "SEO"}})
    text = 'Client,Service,Fee,Currency\nBora,seo,"1,200.50",EUR\nJugo,Astrology,300.00,EUR\n'
    done = kept(text, by=cast.marta)
    bought = Engagement.objects.get(client__name="Bora")
    assert (bought.service.key, bought.fee, bought.currency) == ("seo", Decimal("1200.50"), "EUR")
    assert Client.objects.get(name="Jugo").aside == {"service": "Astrology", "fee": "300.00 EUR"}
    assert done.report["notes"][0]["times"] == 1


def test_a_killed_import_goes_on_without_loss_or_doubles(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rapport.intake.walk.CHUNK", 10)
    text = "Name,City\n" + "".join(f"Client {n},Zadar\n" for n in range(95)) + "Client 3,Zadar\n"
    taken = take(text, by=cast.marta)
    ask_to_keep(taken, by=cast.marta)
    many, chunks = Client.objects.count(), iter(range(100))
    real = keeping._store

    def dying(walk: object, flat: object) -> object:
        stored = real(walk, flat)  # type: ignore[arg-type]
        if next(chunks) == 4:
            raise KeyboardInterrupt  # in the middle of the fifth chunk's transaction
        return stored

    monkeypatch.setattr(keeping, "_store", dying)
    with pytest.raises(KeyboardInterrupt):
        work(taken.pk)
    half = Import.objects.get(pk=taken.pk)
    assert (half.state, half.done, half.cursor) == (Import.State.RUNNING, 40, 41)
    assert Client.objects.count() == many + 40
    assert work(taken.pk) is None  # somebody seems to be at it
    Import.objects.update(beat_at=clock.now() - timedelta(minutes=2))
    assert take_up() == 1
    whole = Import.objects.get(pk=taken.pk)
    assert (whole.state, counts(whole)) == (Import.State.KEPT, (96, 95, 0, 1, 0))
    assert Client.objects.filter(name__startswith="Client ").count() == 95
    assert Row.objects.filter(of=whole).count() == 96


def test_a_doubled_click_keeps_once(cast: Cast) -> None:
    taken = take(PLAIN, by=cast.marta)
    ask_to_keep(taken, by=cast.marta)
    ask_to_keep(taken, by=cast.marta)
    work(taken.pk)
    work(taken.pk)
    assert Entry.objects.filter(name="import.kept").count() == 1
    assert Client.objects.filter(name="Elbe Solar").count() == 1


def test_stories_hear_which_clients_came_and_went(cast: Cast) -> None:
    done = kept(PLAIN, by=cast.marta)
    ids = sorted(Client.objects.filter(name__in=["Elbe Solar", "Bura Wines"]).values_list("pk", flat=True))
    assert Entry.objects.get(name="import.stored").data["clients"] == ids
    undone(done)
    assert Entry.objects.get(name="import.unstored").data["clients"] == ids


def test_what_is_undecidable_is_asked_and_not_kept_before_the_answer(cast: Cast) -> None:
    taken = take("Client,Since\nBora,03/04/2026\nJugo,05/06/2026\n", by=cast.marta)
    assert taken.state == Import.State.ASKED
    assert [q["key"] for q in taken.questions] == ["date:Since"]
    with pytest.raises(Exception, match="Answer what is asked"):
        ask_to_keep(taken, by=cast.marta)
    done = kept("Client,Since\nBora,03/04/2026\nJugo,05/06/2026\n", by=cast.marta, **{"date:Since": "mdy"})
    assert done.state == Import.State.KEPT
    assert Client.objects.get(name="Bora").since == date(2026, 3, 4)
    third = take("Client,Since\nTramontana,07/08/2026\n", by=cast.marta)
    assert third.state == Import.State.READ, "the answer is remembered for this header"


@pytest.mark.skipif(not CRM.exists(), reason="the sample files lie outside the repository")
def test_hubspot_companies_and_contacts_come_as_expected(cast: Cast) -> None:
    trial = tried(CRM / "hubspot_companies.csv", by=cast.marta)
    assert counts(trial) == (3, 3, 0, 0, 0)
    assert trial.report["possible_duplicates"] == [["9001", "9003"]]
    kept(CRM / "hubspot_companies.csv", by=cast.marta)
    done = kept(CRM / "hubspot_contacts.csv", by=cast.marta)
    assert counts(done) == (3, 3, 0, 0, 0)
    assert done.report["links"] == {"8001": ["9001"], "8002": ["9002", "9999(unknown)"], "8003": ["9003"]}
    mails = [
        c.channels.filter(kind="mail").values_list("value", flat=True).first() for c in Contact.objects.order_by("pk")
    ]
    assert mails == ["priya@bluebay.example", "tom@harbour.example", None]
    assert Contact.objects.get(last_name="Example").client.name == "Bluebay Gaming Ltd"


@pytest.mark.skipif(not CRM.exists(), reason="the sample files lie outside the repository")
def test_pipedrive_people_come_as_expected(cast: Cast) -> None:
    done = kept(CRM / "pipedrive_people_import_sample.csv", by=cast.marta)
    assert counts(done) == (1, 1, 0, 0, 0)
    tony = Contact.objects.get(last_name="Example")
    assert tony.client.name == "Moveer Limited"
    assert tony.channels.filter(kind="phone").count() == 1
    assert tony.channels.filter(kind="mail").count() == 2
    raw = {row.kind: row.raw["fields"] for row in Row.objects.filter(of=done, raw__isnull=False)}
    assert raw["activity"]["due"] == "2024-12-05"
    assert raw["note"]["text"] == "Called & left a message"
    assert SourceId.objects.filter(kind="deal", target_id=None, row__isnull=False).count() == 1
    assert counts(kept(CRM / "pipedrive_people_import_sample.csv", by=cast.marta)) == (1, 0, 0, 1, 0)


def test_salesforce_deletions_and_merges_are_followed(cast: Cast) -> None:
    accounts = (
        "Id,IsDeleted,MasterRecordId,Name,BillingCity,Description\n"
        '0015g00000AAAAa,0,,Kraken Ltd,Oslo,"two\nlines"\n'
        "0015g00000AAAaa,0,,kraken subsidiary,Oslo,\n"
        "0015g00000BBBBb,1,0015g00000AAAAa,Kraken Old,Oslo,\n"
        "0015g00000CCCCc,1,,Gone Inc,Oslo,\n"
    )
    contacts = "Id,IsDeleted,AccountId,LastName,FirstName,Email\n"
    contacts += "0035g00000AAAAa,0,0015g00000BBBBb,Lund,Per,PER@kraken.example\n"
    done = kept(accounts, by=cast.marta)
    assert (done.source, counts(done)) == ("salesforce", (4, 2, 0, 2, 0))
    assert [s["line"] for s in done.report["skipped"]] == [5, 6]
    assert Client.objects.get(name="Kraken Ltd").about == "two\nlines"
    kept(contacts, by=cast.marta)
    assert Contact.objects.get(last_name="Lund").client.name == "Kraken Ltd"


def test_contacts_without_their_company_wait_in_the_rejects(cast: Cast) -> None:
    text = "Record ID,First Name,Last Name,Email,Associated Company IDs,Associated Company\n"
    text += "1,A,B,a@b.example,55,Nowhere Ltd\n"
    done = kept(text, by=cast.marta)
    assert counts(done) == (1, 0, 0, 0, 1)
    companies = "Record ID,Company name\n55,Nowhere Ltd\n"
    kept(companies, by=cast.marta)
    assert counts(kept(text, by=cast.marta)) == (1, 1, 0, 0, 0)


def test_deals_are_kept_raw_and_found_by_their_id(cast: Cast) -> None:
    done = kept("Record ID,Deal Name,Amount,Pipeline\n86a,Page,1200,Sales\n", by=cast.marta)
    assert done.counts == {"read": 1, "new": 1, "changed": 0, "same": 0, "rejected": 0, "raw": 1}
    found = SourceId.objects.get(space="hubspot", kind="deal", key="86a")
    assert found.row is not None
    assert found.row.raw["fields"]["title"] == "Page"
    undone(done)
    assert not SourceId.objects.filter(kind="deal").exists()


def test_ids_of_two_plain_tables_do_not_meet(cast: Cast) -> None:
    kept("ID,Client\n1,Bora\n", by=cast.marta)
    kept("ID,Client,Phone\n1,Jugo,+385 1\n", by=cast.marta)
    assert set(Client.objects.values_list("name", flat=True)) >= {"Bora", "Jugo"}
