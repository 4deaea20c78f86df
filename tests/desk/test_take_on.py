"""The form that takes on a client."""

from typing import Any
from uuid import uuid4

from rapport.agency.models import Agency
from rapport.catalogue.models import Service
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Keeper, SharedIndustry


def sent(keeper: Any, **more: Any) -> dict[str, Any]:
    return {
        "name": "Bora Sails", "industry": "Sail makers", "tier": "B", "status": "active", "keeper": keeper.pk,
        "zone": "Europe/Zagreb", "week": "mon-fri 09:00-17:00", "language": "hr", "once": str(uuid4()), **more,
    }  # fmt: skip


def words(answer: Any) -> str:
    return str(answer.content.decode())


def test_a_manager_takes_on_a_client_with_its_service_and_fee(cast: Any, caller: Any) -> None:
    seo = Service.objects.get(key="seo")
    answer = caller(cast.luka).post(
        "/clients/new/", sent(cast.luka, service_1=seo.pk, fee_1="1.250,50", tags="VIP, sea", potential="7")
    )
    assert answer.status_code == 302, words(answer)
    client = Client.objects.get(name="Bora Sails")
    assert answer.headers["Location"] == f"/clients/{client.pk}/"
    assert (client.team, client.potential, client.language) == (cast.growth, 7, "hr")
    assert str(client.engagements.get().fee) == "1250.50"
    assert sorted(client.tags.values_list("name", flat=True)) == ["VIP", "sea"]
    assert Keeper.objects.current().get(client=client).member == cast.luka


def test_a_doubled_click_takes_on_one_client(cast: Any, caller: Any) -> None:
    browser, form = caller(cast.luka), sent(cast.luka)
    assert browser.post("/clients/new/", form).status_code == 302
    assert browser.post("/clients/new/", form).status_code == 302
    assert Client.objects.filter(name="Bora Sails").count() == 1
    assert Entry.objects.filter(name="client.taken_on").count() == 1


def test_a_taken_industry_is_said_with_the_other_client_and_its_keeper(cast: Any, caller: Any) -> None:
    # Nina is in another team and may not see Adria Dental; the rule names it all the same.
    answer = caller(cast.nina).post("/clients/new/", sent(cast.nina, industry="dental clinics"))
    assert answer.status_code == 422
    page = words(answer)
    assert "Adria Dental already stands for Dental clinics." in page
    assert "Luka Perko looks after it." in page
    assert "luka@kordun.example" in page
    assert "exception_reason" not in page
    assert 'value="Bora Sails"' in page
    assert not Client.objects.filter(name="Bora Sails").exists()


def test_a_head_signs_the_exception_in_the_same_form(cast: Any, caller: Any) -> None:
    browser, form = caller(cast.marta), sent(cast.ana, industry="dental clinics")
    refused = browser.post("/clients/new/", form)
    assert refused.status_code == 422
    assert "exception_reason" in words(refused)
    form |= {"exception_reason": "Another country", "exception_review": "2030-01-15"}
    assert browser.post("/clients/new/", form).status_code == 302
    row = SharedIndustry.objects.get()
    assert (row.signed_by, row.other, str(row.review_on)) == (cast.marta, cast.adria, "2030-01-15")


def test_a_managers_reason_signs_nothing(cast: Any, caller: Any) -> None:
    form = sent(cast.ana, industry="dental clinics", exception_reason="I want it")
    assert caller(cast.ana).post("/clients/new/", form).status_code == 422
    assert not SharedIndustry.objects.exists()


def test_a_load_over_the_cap_is_said_before_saving_and_recorded_after(cast: Any, caller: Any) -> None:
    Agency.objects.update(load_cap=1)
    browser, form = caller(cast.marta), sent(cast.luka)
    warned = browser.post("/clients/new/", form)
    assert warned.status_code == 422
    assert "The load would be 2.0 against a cap of 1." in words(warned).replace(
        "would be 2 against", "would be 2.0 against"
    )
    assert not Client.objects.filter(name="Bora Sails").exists()
    assert browser.post("/clients/new/", {**form, "load_seen": cast.luka.pk}).status_code == 302
    told = Entry.objects.get(name="load.passed")
    assert told.data == {"member": cast.luka.pk, "load": 2.0, "cap": 1.0}


def test_a_load_that_was_said_is_not_said_again_when_the_industry_is_taken_too(cast: Any, caller: Any) -> None:
    Agency.objects.update(load_cap=1)
    form = sent(cast.ana, industry="dental clinics", load_seen=cast.ana.pk)
    page = words(caller(cast.marta).post("/clients/new/", form))
    assert "Adria Dental already stands" in page
    assert f'name="load_seen" value="{cast.ana.pk}"' in page
    assert 'name="exception_review" value="20' in page, "a year from now is proposed"


def test_absurd_values_are_refused_each_in_a_sentence(cast: Any, caller: Any) -> None:
    form = sent(
        cast.luka, name="x" * 10_000, zone="Europe/", potential="11", since="0001-01-01", week="always", fee_1="lots",
        cadence_days="0", web_site="javascript://x", mail="nobody", tags="y" * 500,
    )  # fmt: skip
    answer = caller(cast.luka).post("/clients/new/", form)
    page = words(answer)
    assert answer.status_code == 422
    for sentence in (
        "At most 160 characters fit here; you wrote 10000.",
        "There is no time zone called “Europe/”.",
        "Potential goes from 0 to 10; 11 is outside.",
        "The year 1 cannot be right.",
        "Write working hours like",
        "That is no amount.",
        "Between 1 and 365 days.",
        "A web site begins with https:// or http://.",
        "is too long; at most 60 characters each",
    ):
        assert sentence in page, sentence


def test_null_bytes_and_an_unknown_keeper_are_refused(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post("/clients/new/", sent(cast.tin, name="Bo\0ra"))
    assert answer.status_code == 422
    assert not Client.objects.filter(name__startswith="Bo").exists()


def test_a_specialist_does_not_take_on(cast: Any, caller: Any) -> None:
    assert caller(cast.tin).get("/clients/new/").status_code == 403
