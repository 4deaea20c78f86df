"""The page of what a client buys, its crew and its direct lines."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from tests import cast as casting

from rapport.agency.models import Agency
from rapport.catalogue.models import Service
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Crew, DirectLine, Engagement


def words(answer: Any) -> str:
    return str(answer.content.decode())


def design() -> Service:
    return Service.objects.get_or_create(key="design", defaults={"names": {"en": "Design"}})[0]


def sent(**more: Any) -> dict[str, Any]:
    return {
        "service": design().pk,
        "fee": "1 500",
        "currency": "eur",
        "since": "2024-05-01",
        "once": str(uuid4()),
        **more,
    }


def test_a_service_is_added_once_however_often_it_is_sent(cast: Any, caller: Any) -> None:
    form = sent(package="Small")
    for _ in range(2):
        assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/engagements/new/", form).status_code == 302
    row = Engagement.objects.get(service=design())
    assert (row.fee, row.currency, row.package) == (Decimal(1500), "EUR", "Small")
    assert "1500" not in str(Entry.objects.get(name="engagement.begun").data), "the journal is read by the crew too"


def test_a_fee_is_changed_and_the_figure_stays_out_of_the_story(cast: Any, caller: Any) -> None:
    row = cast.adria.engagements.get()
    form = {"fee": "4500", "currency": "EUR", "since": row.since.isoformat()}
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/engagements/{row.pk}/", form).status_code == 302
    row.refresh_from_db()
    assert row.fee == 4500
    entry = Entry.objects.get(name="engagement.changed")
    assert entry.data["fee_changed"] is True
    assert "4500" not in str(entry.data)


def test_absurd_values_are_refused_each_in_a_sentence(cast: Any, caller: Any) -> None:
    form = sent(fee="-1", currency="euro!", since="2024-05-01", until="2023-01-01")
    page = words(answer := caller(cast.luka).post(f"/clients/{cast.adria.pk}/engagements/new/", form))
    assert answer.status_code == 422
    assert "A fee is not below zero." in page
    assert "The end is before the beginning." in page


def test_narrowed_to_services_a_new_service_can_collide_and_be_signed(cast: Any, caller: Any) -> None:
    Agency.objects.update(exclusivity="industry+service")
    rival = casting.client("Smile Studio", cast.ana, industry="Dental clinics")
    Engagement.objects.create(client=rival, service=design(), since=clock.today())
    form = sent()
    refused = caller(cast.marta).post(f"/clients/{cast.adria.pk}/engagements/new/", form)
    assert refused.status_code == 422
    assert "Smile Studio already stands for Dental clinics (Design)." in words(refused)
    signed = {**form, "exception_reason": "Different towns"}
    assert caller(cast.marta).post(f"/clients/{cast.adria.pk}/engagements/new/", signed).status_code == 302


def test_the_crew_sees_what_is_bought_but_no_fee(cast: Any, caller: Any) -> None:
    page = words(caller(cast.tin).get(f"/clients/{cast.adria.pk}/services/"))
    assert "SEO" in page
    assert "4,000" not in page
    assert "4,000" in words(caller(cast.fran).get(f"/clients/{cast.adria.pk}/services/"))


def test_a_specialist_joins_and_leaves_the_crew(cast: Any, caller: Any) -> None:
    lena = casting.member("Lena Horvat", ["specialist"], cast.growth)
    browser, base = caller(cast.luka), f"/clients/{cast.adria.pk}/"
    assert caller(lena).get(f"{base}people/").status_code == 404
    assert browser.post(f"{base}crew/", {"member": lena.pk}).status_code == 302
    assert caller(lena).get(f"{base}people/").status_code == 200
    place = Crew.objects.get(member=lena)
    assert browser.post(f"{base}crew/{place.pk}/end/").status_code == 302
    assert caller(lena).get(f"{base}people/").status_code == 404


def test_only_specialists_join_the_crew(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/crew/", {"member": cast.fran.pk})
    assert answer.status_code == 422
    assert not Crew.objects.filter(member=cast.fran).exists()


def test_a_direct_line_is_agreed_shown_and_ended(cast: Any, caller: Any) -> None:
    ivana = casting.contact(cast.adria, "Ivana", "Perić")
    browser, base = caller(cast.luka), f"/clients/{cast.adria.pk}/"
    form = {"line_member": cast.tin.pk, "contact": ivana.pk, "about": "Tracking"}
    for _ in range(2):
        assert browser.post(f"{base}lines/", form).status_code == 302
    line = DirectLine.objects.get()
    assert "Tracking" in words(browser.get(f"{base}services/"))
    assert "Direct line with Tin Babić" in words(browser.get(f"{base}people/"))
    assert browser.post(f"{base}lines/{line.pk}/end/").status_code == 302
    line.refresh_from_db()
    assert line.until == clock.today()


def test_who_may_not_write_is_refused_before_anything_is_written(cast: Any, caller: Any) -> None:
    base = f"/clients/{cast.adria.pk}/"
    for who, answer in ((cast.tin, 403), (cast.ana, 404), (cast.nina, 404)):
        assert caller(who).post(f"{base}engagements/new/", sent()).status_code == answer
        assert caller(who).post(f"{base}crew/", {"member": cast.tin.pk}).status_code == answer
        assert caller(who).post(f"{base}lines/", {"line_member": cast.tin.pk}).status_code == answer
    assert Engagement.objects.filter(client=cast.adria).count() == 1
    assert not DirectLine.objects.exists()


def test_what_has_ended_stands_apart(cast: Any, caller: Any) -> None:
    yesterday = clock.today() - timedelta(days=1)
    cast.adria.engagements.update(until=yesterday)
    page = words(caller(cast.luka).get(f"/clients/{cast.adria.pk}/services/"))
    assert "1 service ended" in page
    assert "Nothing is bought now" in page
