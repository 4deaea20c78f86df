"""One client per industry: with whom, why, and who signed."""

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection, connections
from tests import cast as casting

from rapport.agency.models import Agency, Role
from rapport.catalogue.models import Service
from rapport.journal.models import Entry
from rapport.portfolio.change import change
from rapport.portfolio.engage import engage
from rapport.portfolio.exclusivity import Collides, Signature
from rapport.portfolio.models import Client, Engagement, Industry, SharedIndustry, Status
from rapport.portfolio.part_ways import part_ways
from rapport.portfolio.pause import resume
from rapport.portfolio.take_on import take_on


def newcomer(name: str = "Smile Studio", industry: str = "dental  CLINICS", **fields: Any) -> Client:
    return Client(name=name, industry=Industry.called(industry), **fields)


def test_a_second_client_of_one_industry_is_refused_with_whom_and_why(cast: casting.Cast) -> None:
    with pytest.raises(Collides) as refusal:
        take_on(newcomer(), by=cast.ana, keeper=cast.ana)
    rival = refusal.value.rivals[0]
    assert (rival.name, rival.keeper) == ("Adria Dental", "Luka Perko")
    assert rival.reason.plain() == "Adria Dental already stands for Dental clinics."
    assert not Client.objects.filter(name="Smile Studio").exists()


@pytest.mark.parametrize("status", [Status.PROSPECT, Status.GONE])
def test_a_client_that_is_not_held_does_not_hold_its_industry(cast: casting.Cast, status: str) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(status=status)
    assert take_on(newcomer(), by=cast.ana, keeper=cast.ana).pk


def test_a_resting_client_still_holds_its_industry(cast: casting.Cast) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(status=Status.PAUSED)
    with pytest.raises(Collides):
        take_on(newcomer(), by=cast.ana, keeper=cast.ana)


def test_a_prospect_collides_when_it_becomes_active(cast: casting.Cast) -> None:
    prospect = take_on(newcomer(status=Status.PROSPECT), by=cast.ana, keeper=cast.ana)
    with pytest.raises(Collides):
        change(prospect, {"status": Status.ACTIVE}, by=cast.ana, version=prospect.version)
    prospect.refresh_from_db()
    assert prospect.status == Status.PROSPECT


def test_a_change_of_industry_is_checked(cast: casting.Cast) -> None:
    with pytest.raises(Collides):
        change(cast.isar, {"industry": cast.adria.industry}, by=cast.ana, version=cast.isar.version)


def test_coming_back_is_checked(cast: casting.Cast) -> None:
    part_ways(cast.adria, by=cast.luka, cause="price", last_day=cast.adria.since)
    take_on(newcomer(), by=cast.ana, keeper=cast.ana)
    with pytest.raises(Collides):
        resume(cast.adria, by=cast.luka)
    cast.adria.refresh_from_db()
    assert cast.adria.status == Status.GONE


def test_a_head_signs_an_exception_with_a_reason_and_it_is_kept(cast: casting.Cast) -> None:
    signed = Signature(by=cast.marta, reason="Another town, both agreed")
    client = take_on(newcomer(), by=cast.marta, keeper=cast.ana, exception=signed)
    row = SharedIndustry.objects.get(client=client)
    assert (row.other, row.signed_by, row.reason) == (cast.adria, cast.marta, "Another town, both agreed")
    assert row.review_on
    assert Entry.objects.filter(name="exception.signed", client_id=client.pk).count() == 1
    # What is signed is not asked again, from either side.
    change(client, {"city": "Rijeka"}, by=cast.ana, version=client.version)
    change(cast.adria, {"city": "Zadar"}, by=cast.luka, version=cast.adria.version)


def test_a_manager_cannot_sign_and_nothing_is_written(cast: casting.Cast) -> None:
    with pytest.raises(PermissionDenied):
        take_on(newcomer(), by=cast.ana, keeper=cast.ana, exception=Signature(by=cast.ana, reason="I want it"))
    assert not SharedIndustry.objects.exists()
    assert not Client.objects.filter(name="Smile Studio").exists()


def test_a_head_of_another_team_cannot_sign(cast: casting.Cast) -> None:
    stranger = casting.member("Stipe Radić", [Role.HEAD, Role.MANAGER], cast.harbour)
    with pytest.raises(PermissionDenied):
        take_on(newcomer(), by=cast.ana, keeper=cast.ana, exception=Signature(by=stranger, reason="Fine"))


def test_a_signature_without_a_reason_is_refused(cast: casting.Cast) -> None:
    with pytest.raises(ValidationError):
        take_on(newcomer(), by=cast.marta, keeper=cast.marta, exception=Signature(by=cast.marta, reason="  "))


def test_an_exception_for_one_industry_does_not_cover_another(cast: casting.Cast) -> None:
    client = take_on(newcomer(), by=cast.marta, keeper=cast.ana, exception=Signature(by=cast.marta, reason="Agreed"))
    bakery = Industry.called("Bakeries")
    Client.objects.filter(pk=cast.adria.pk).update(industry=bakery)
    with pytest.raises(Collides):
        change(client, {"industry": bakery}, by=cast.ana, version=client.version)


def test_the_key_can_be_narrowed_to_a_region(cast: casting.Cast) -> None:
    Agency.objects.update(exclusivity="industry+region")
    Client.objects.filter(pk=cast.adria.pk).update(regions=["Dalmatia"])
    assert take_on(newcomer(regions=["Istria"]), by=cast.ana, keeper=cast.ana).pk
    with pytest.raises(Collides):
        take_on(newcomer("Third", regions=["dalmatia"]), by=cast.ana, keeper=cast.ana)


def test_narrowed_to_services_a_new_engagement_is_checked(cast: casting.Cast) -> None:
    Agency.objects.update(exclusivity="industry+service")
    seo = Service.objects.get(key="seo")
    design = Service.objects.get_or_create(key="design", defaults={"names": {"en": "Design"}})[0]
    only = [Engagement(service=design, since=cast.adria.since)]
    client = take_on(newcomer(), by=cast.ana, keeper=cast.ana, engagements=only)
    with pytest.raises(Collides):
        engage(client, {"service": seo, "since": cast.adria.since}, by=cast.ana)
    assert client.engagements.count() == 1


def test_without_the_rule_nobody_collides(cast: casting.Cast) -> None:
    Agency.objects.update(exclusivity="off")
    assert take_on(newcomer(), by=cast.ana, keeper=cast.ana).pk


@pytest.mark.django_db(transaction=True)
def test_of_two_who_take_on_at_once_one_is_refused() -> None:
    team = casting.Team.objects.create(name="Growth")
    ana = casting.member("Ana Vidović", [Role.MANAGER], team)
    luka = casting.member("Luka Perko", [Role.MANAGER], team)
    Agency.ours()
    industry = Industry.called("Dental clinics")
    gate = threading.Barrier(2)
    outcomes: list[str] = []

    def one(name: str, member: Any) -> Callable[[], None]:
        def deed() -> None:
            gate.wait()
            try:
                take_on(Client(name=name, industry=industry), by=member, keeper=member)
                outcomes.append("taken")
            except Collides:
                outcomes.append("refused")
            finally:
                connections.close_all()

        return deed

    threads = [threading.Thread(target=one(name, who)) for name, who in (("First", ana), ("Second", luka))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["refused", "taken"], connection.vendor
    assert Client.objects.filter(industry=industry).count() == 1
