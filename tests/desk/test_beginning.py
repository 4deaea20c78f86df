"""The desk's pages of beginnings: handovers, starts and questionnaires, as people press through them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.cast import Cast, client
from tests.onboarding.beginning import DAY, decider, edition, known, questions, started

from rapport.attention.models import open_items
from rapport.catalogue.models import Service
from rapport.conversations.promises.models import Promise
from rapport.delivery.tasks.models import Task
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.onboarding.handovers.models import Handover
from rapport.onboarding.questionnaires.ask import ask
from rapport.onboarding.questionnaires.models import Answer, Questionnaire
from rapport.onboarding.questionnaires.save import Typed, Writer, save
from rapport.onboarding.starts.begin import begin
from rapport.onboarding.starts.models import Start
from rapport.portfolio.models import Client, Contact, Crew, Engagement, Keeper, Status
from rapport.post.models import Outgoing

Caller = Callable[[Any], Any]


def text(answer: Any) -> str:
    return str(answer.content.decode())


def lines(name: str, rows: list[dict[str, str]], ready: int = 2) -> dict[str, str]:
    """A list of the handover's form, with the empty lines that a browser sends along."""
    sent = {f"{name}-TOTAL_FORMS": str(len(rows) + ready), f"{name}-INITIAL_FORMS": "0"}
    return sent | {f"{name}-{n}-{field}": value for n, row in enumerate(rows) for field, value in row.items()}


def whole(cast: Cast, **changed: Any) -> dict[str, str]:
    today = clock.today().isoformat()
    rows = {
        "services": [{"service": "seo", "package": "Growth", "fee": "1.200", "since": today}],
        "promises": [{"what": "A first report in six weeks"}],
        "people": [{"first_name": "Ivana", "place": "decides", "mail": "ivana@bura.example"}],
    }
    rows |= {name: changed.pop(name) for name in rows if name in changed}
    sent = {
        "name": "Bura Sails", "industry": "Sail makers", "address": "Riva 1", "city": "Split", "country": "HR",
        "language": "hr", "zone": "Europe/Zagreb", "tier": "B", "legal_name": "Bura d.o.o.", "legal_number": "HR1",
        "keeper": str(cast.luka.pk), "notes": "Their old agency sued them.",
    }  # fmt: skip
    for name, given in rows.items():
        sent |= lines(name, given)
    return {**sent, **changed}


def written(cast: Cast, caller: Caller, **changed: Any) -> Handover:
    answer = caller(cast.ana).post("/handovers/new/", whole(cast, **changed))
    assert answer.status_code == 303, text(answer)
    return Handover.objects.get()


def test_a_handover_goes_from_sales_to_a_laid_out_start(cast: Cast, caller: Caller) -> None:
    edition()
    handover = written(cast, caller)
    sales, keeper = caller(cast.ana), caller(cast.luka)
    assert "Nothing: it can be accepted." in text(sales.get(f"/handovers/{handover.pk}/"))
    assert keeper.get(f"/handovers/{handover.pk}/").status_code == 200  # Luka is named, so he sees the draft
    assert caller(cast.nina).get(f"/handovers/{handover.pk}/").status_code == 404
    assert sales.post(f"/handovers/{handover.pk}/sending/").status_code == 303
    item = open_items(kind="handover").get()
    assert (item.member, item.why.plain()) == (cast.luka, "Ana Vidović hands Bura Sails over to you.")
    assert sales.post(f"/handovers/{handover.pk}/acceptance/").status_code == 403
    accepted = keeper.post(f"/handovers/{handover.pk}/acceptance/", {"specialist_seo": str(cast.tin.pk)})
    taken = Client.objects.get(name="Bura Sails")
    assert accepted.headers["Location"] == f"/clients/{taken.pk}/beginning/"
    assert (taken.status, taken.language, taken.city) == (Status.ONBOARDING, "hr", "Split")
    assert Keeper.objects.get(client=taken).member == cast.luka
    assert Crew.objects.get(client=taken).member == cast.tin
    bought = Engagement.objects.get(client=taken)
    assert (bought.package, bought.fee, bought.currency) == ("Growth", 1200, "EUR")
    assert Contact.objects.get(client=taken).channels.get().value == "ivana@bura.example"
    promise = Promise.objects.get(client=taken)
    assert (promise.what, promise.by_us, promise.member) == ("A first report in six weeks", True, cast.luka)
    start = Start.objects.get(client=taken)
    assert (start.handover, start.engagement) == (handover, bought)
    assert Task.objects.filter(client=taken, member=cast.tin).exists()
    assert not open_items(kind="handover").exists()
    page = text(keeper.get(f"/clients/{taken.pk}/beginning/"))
    assert "SEO" in page
    assert "From Ana Vidović" in page
    again = keeper.post(f"/handovers/{handover.pk}/acceptance/", {})
    assert again.status_code == 303
    assert Client.objects.filter(name="Bura Sails").count() == 1
    assert Start.objects.count() == 1


def test_what_is_required_and_missing_keeps_it_from_being_accepted(cast: Cast, caller: Caller) -> None:
    handover = written(cast, caller, people=[], promises=[])
    caller(cast.ana).post(f"/handovers/{handover.pk}/sending/")
    keeper = caller(cast.luka)
    page = text(keeper.get(f"/handovers/{handover.pk}/"))
    assert "2 required parts" in page
    refused = keeper.post(f"/handovers/{handover.pk}/acceptance/")
    assert refused.status_code == 422
    assert "cannot be accepted while something is missing" in text(refused)
    assert not Client.objects.filter(name="Bura Sails").exists()
    assert keeper.post(f"/handovers/{handover.pk}/return/", {"words": ""}).status_code == 422
    keeper.post(f"/handovers/{handover.pk}/return/", {"words": "Who decides?"})
    item = open_items(kind="handover").get()
    assert (item.member, "Who decides?" in item.why.plain()) == (cast.ana, True)
    changed = whole(cast, version="3", no_promises="on", promises=[])
    assert caller(cast.ana).post(f"/handovers/{handover.pk}/change/", changed).status_code == 303
    caller(cast.ana).post(f"/handovers/{handover.pk}/sending/")
    assert keeper.post(f"/handovers/{handover.pk}/acceptance/").status_code == 303


def test_one_client_per_industry_holds_for_handovers_too(cast: Cast, caller: Caller) -> None:
    handover = written(cast, caller, industry="Dental clinics")
    caller(cast.ana).post(f"/handovers/{handover.pk}/sending/")
    there = f"/handovers/{handover.pk}/acceptance/"
    refused = caller(cast.luka).post(there)
    assert refused.status_code == 422
    assert "One client per industry" in text(refused)
    assert not Client.objects.filter(name="Bura Sails").exists()
    signed = {"exception_reason": "Another region.", "exception_review": "2027-01-01"}
    assert caller(cast.luka).post(there, signed).status_code == 422
    assert caller(cast.marta).post(there, signed).status_code == 303
    assert Client.objects.get(name="Bura Sails").status == Status.ONBOARDING


def test_a_prospect_becomes_the_client(cast: Cast, caller: Caller) -> None:
    edition()
    prospect = client("Bura", cast.ana, status=Status.PROSPECT)
    handover = written(cast, caller, prospect=str(prospect.pk), keeper=str(cast.ana.pk))
    caller(cast.ana).post(f"/handovers/{handover.pk}/sending/")
    caller(cast.ana).post(f"/handovers/{handover.pk}/acceptance/")
    prospect.refresh_from_db()
    assert (prospect.status, prospect.name, prospect.city) == (Status.ONBOARDING, "Bura Sails", "Split")
    assert Start.objects.get().client == prospect


def test_anything_may_be_left_open_and_nothing_wrong_is_kept(cast: Cast, caller: Caller) -> None:
    sales = caller(cast.iva)
    empty = {**lines("services", []), **lines("promises", []), **lines("people", [])}
    assert sales.post("/handovers/new/", empty).status_code == 303
    draft = Handover.objects.get()
    assert sales.post(f"/handovers/{draft.pk}/sending/").status_code == 422
    wrong: list[dict[str, Any]] = [
        {"name": "x" * 161},
        {"mail": "nobody"},
        {"zone": "Europe/"},
        {"language": "xx"},
        {"keeper": str(cast.tin.pk)},
        lines("services", [{"service": "made-up"}]),
        lines("services", [{"package": "Growth"}]),
        lines("services", [{"service": "seo", "fee": "-1"}]),
        lines("services", [{"service": "seo", "since": "0001-01-01"}]),
        lines("people", [{"mail": "a@b.example"}]),
        lines("people", [{"first_name": "A", "place": "rules"}]),
        lines("promises", [{"what": "y" * 301}]),
        {"services-TOTAL_FORMS": "99999", "services-INITIAL_FORMS": "0"},
        {"services-TOTAL_FORMS": "x", "services-INITIAL_FORMS": "\0"},
    ]
    for one in wrong:
        answer = sales.post("/handovers/new/", {**empty, "city": "Zadar-typed", **one})
        assert answer.status_code == 422, one
        assert "Zadar-typed" in text(answer)
    assert Handover.objects.count() == 1


def test_of_two_who_write_the_second_is_told(cast: Cast, caller: Caller) -> None:
    handover = written(cast, caller)
    there = f"/handovers/{handover.pk}/change/"
    assert caller(cast.ana).post(there, whole(cast, version="1", city="Zadar")).status_code == 303
    late = caller(cast.marta).post(there, whole(cast, version="1", city="Pula"))
    assert late.status_code == 409 or late.status_code == 422
    assert "Somebody saved it meanwhile" in text(late)
    assert "Pula" in text(late)
    assert Handover.objects.get().facts["city"] == "Zadar"
    assert caller(cast.marta).post(there, whole(cast, version="2", city="Pula")).status_code == 303


def test_sealed_notes_are_opened_by_a_press_that_is_kept(cast: Cast, caller: Caller) -> None:
    handover = written(cast, caller)
    keeper = caller(cast.luka)
    assert "sued" not in text(keeper.get(f"/handovers/{handover.pk}/"))
    opened = keeper.post(f"/handovers/{handover.pk}/notes/")
    assert "Their old agency sued them." in text(opened)
    assert opened["Cache-Control"] == "no-store"
    assert Entry.objects.filter(name="handover.notes_read", by=cast.luka).count() == 1
    assert b"sued" not in b"".join(str(entry.data).encode() for entry in Entry.objects.all())
    handover.refresh_from_db()
    assert "sued" not in handover.notes.token
    kept = whole(cast, version="1", notes="")
    assert caller(cast.ana).post(f"/handovers/{handover.pk}/change/", kept).status_code == 303
    assert Handover.objects.get().notes.reveal() == "Their old agency sued them."


def test_a_handover_is_dropped_and_brought_back(cast: Cast, caller: Caller) -> None:
    handover = written(cast, caller)
    caller(cast.ana).post(f"/handovers/{handover.pk}/drop/")
    assert "Dropped" in text(caller(cast.ana).get("/handovers/?state=ended"))
    assert caller(cast.luka).post(f"/handovers/{handover.pk}/acceptance/").status_code == 422
    caller(cast.ana).post(f"/handovers/{handover.pk}/drop/undo/")
    assert Handover.objects.get().state == "draft"


@pytest.mark.parametrize("many", [3, 25])
def test_the_lists_ask_the_same_number_of_statements_for_any_number(cast: Cast, caller: Caller, many: int) -> None:
    begun = edition()
    for n in range(many):
        Handover.objects.create(name=f"H{n}", made_by=cast.luka, keeper=cast.luka, state="sent")
        one = client(f"C{n}", cast.luka, fee=100)
        person = decider(one, f"p{n}@c.example")
        engagement = Engagement.objects.get(client=one)
        made = begin(known(cast.luka, one), by=cast.luka, engagement=engagement, edition=begun)
        asked = Questionnaire.objects.get(start=made)
        save(asked, [Typed("goal", ["a"])], writer=Writer(person.name))
    browser = caller(cast.luka)
    browser.get("/work/starts/")
    counts = {}
    for page in ("/handovers/", "/work/starts/"):
        with CaptureQueriesContext(connection) as queries:
            answer = browser.get(page)
        assert answer.status_code == 200
        counts[page] = len(queries)
    assert counts == {"/handovers/": 4, "/work/starts/": 13}


def test_the_board_says_where_it_is_stuck_and_whose_move_it_is(cast: Cast, caller: Caller) -> None:
    start = started(cast)
    Start.objects.filter(pk=start.pk).update(began_on=DAY, made_at="2026-03-02T09:00Z")
    page = text(caller(cast.luka).get("/work/starts/"))
    assert "Adria Dental" in page
    assert "Waits for" in page
    assert "Adria Dental" not in text(caller(cast.nina).get("/work/starts/"))
    assert text(caller(cast.tin).get("/work/starts/")).count("Adria Dental")
    one = text(caller(cast.luka).get(f"/starts/{start.pk}/"))
    for words in ("Send the questionnaire", "Access: Google Ads", "To do now", "Waits for something else"):
        assert words in one
    assert caller(cast.fran).get(f"/starts/{start.pk}/").status_code == 403


def test_a_service_begins_from_the_clients_tab(cast: Cast, caller: Caller) -> None:
    decider(cast.adria)
    browser = caller(cast.luka)
    edition()
    engagement = Engagement.objects.get(client=cast.adria)
    sent = {"engagement": str(engagement.pk), "began_on": clock.today().isoformat(), "once": ""}
    assert "SEO" in text(browser.get(f"/clients/{cast.adria.pk}/starts/new/"))
    for wrong in (
        {"engagement": "999999"},
        {"began_on": "1901-01-01"},
        {"began_on": "x"},
        {"specialist": str(cast.nina.pk)},
    ):
        assert browser.post(f"/clients/{cast.adria.pk}/starts/new/", {**sent, **wrong}).status_code == 422
    begun = browser.post(f"/clients/{cast.adria.pk}/starts/new/", sent)
    assert begun.headers["Location"] == f"/starts/{Start.objects.get().pk}/"
    assert "There is nothing to begin" in text(browser.get(f"/clients/{cast.adria.pk}/starts/new/"))
    assert "SEO" in text(browser.get(f"/clients/{cast.adria.pk}/beginning/"))


def test_only_a_head_signs_that_work_begins_earlier(cast: Cast, caller: Caller) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(status=Status.ONBOARDING)
    start = started(cast)
    there = f"/starts/{start.pk}/exception/"
    assert caller(cast.luka).post(there, {"reason": "Now"}).status_code == 403
    assert caller(cast.marta).post(there, {"reason": " "}).status_code == 422
    assert caller(cast.luka).post(f"/starts/{start.pk}/done/").status_code == 422
    assert caller(cast.marta).post(there, {"reason": "The fair is in a week."}).status_code == 303
    page = text(caller(cast.luka).get(f"/starts/{start.pk}/"))
    assert "Work began before onboarding was done." in page
    assert "The fair is in a week." in page
    assert Client.objects.get(pk=cast.adria.pk).status == Status.ACTIVE


def test_the_questionnaire_is_sent_filled_in_and_closed_by_us(cast: Cast, caller: Caller) -> None:
    row = questions(cast)
    browser, there = caller(cast.luka), f"/questionnaires/{row.pk}/"
    assert "It waits for you to send it." in text(browser.get(there))
    assert caller(cast.tin).get(there).status_code == 200
    assert caller(cast.tin).post(f"{there}letter/").status_code == 403
    assert browser.post(f"{there}letter/", {"contact": str(row.contact_id)}).status_code == 303
    assert Outgoing.objects.filter(key__startswith="questionnaire:").count() == 1
    soon = browser.post(f"{there}letter/", {"contact": str(row.contact_id)})
    assert "asked a moment ago" in text(soon)
    form = {"whose": str(row.contact_id), "n-goal": "0", "a-goal": "More bookings", "n-shop": "0", "u-shop": "1"}
    assert browser.post(f"{there}answers/", form).status_code == 303
    answer = Answer.objects.get(key="goal")
    assert (answer.value, answer.name, answer.member) == ("More bookings", "Ivana Perić", cast.luka)
    page = text(browser.get(there))
    assert "Ivana Perić, written down by Luka Perko" in page
    assert "they do not know" in page
    save(row, [Typed("goal", ["Fewer calls"], number=1)], writer=Writer("Ivana"))
    late = browser.post(f"{there}answers/", {**form, "a-goal": "Something else", "n-goal": "1"})
    assert late.status_code == 409
    assert "Fewer calls" in text(late)
    wrong = browser.post(f"{there}answers/", {"n-budget": "0", "a-budget": "much", "whose": "x"})
    assert wrong.status_code == 422
    assert "much" in text(wrong)
    assert browser.post(f"{there}links/").status_code == 303
    assert browser.post(f"{there}closing/").status_code == 303
    assert browser.post(f"{there}answers/", form).headers["Location"] == there
    assert browser.post(f"{there}opening/").status_code == 303
    row.refresh_from_db()
    assert row.state == "open"


def test_a_file_of_an_answer_is_a_download_for_whoever_sees_the_client(cast: Cast, caller: Caller) -> None:
    row, address = ask(questions(cast), by=cast.luka)
    token = address.rstrip("/").rsplit("/", 1)[-1]
    there = f"/q/{token}/answers/"
    told = caller(cast.luka).post(there, {"key": "logo", "file": SimpleUploadedFile("logo.svg", b"<svg onload=x>")})
    file = told.json()["files"][0]["pk"]
    answer = caller(cast.luka).get(f"/questionnaires/{row.pk}/files/{file}/")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert caller(cast.nina).get(f"/questionnaires/{row.pk}/files/{file}/").status_code == 404
    assert caller(cast.luka).get(f"/questionnaires/{row.pk}/files/999999/").status_code == 404


def test_a_service_without_a_playbook_is_taken_on_all_the_same(cast: Cast, caller: Caller) -> None:
    Service.objects.get_or_create(key="pottery", defaults={"names": {"en": "Pottery"}})
    sold = [{"service": "pottery", "package": "A", "fee": "0", "since": clock.today().isoformat()}]
    handover = written(cast, caller, services=sold)
    caller(cast.ana).post(f"/handovers/{handover.pk}/sending/")
    assert "Nothing is laid down yet for: Pottery." in text(caller(cast.luka).get(f"/handovers/{handover.pk}/"))
    assert caller(cast.luka).post(f"/handovers/{handover.pk}/acceptance/").status_code == 303
    assert not Start.objects.exists()
    assert Engagement.objects.get(service__key="pottery").fee == 0
