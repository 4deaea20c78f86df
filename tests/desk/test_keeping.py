"""Pages on which a client is changed, rests, parts, is deleted, merged, handed over and covered."""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from rapport.agency.models import Agency
from rapport.attention.ask import ask
from rapport.conversations.models import Touchpoint
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Industry, Keeper, Merge, Parting, PrivateNote, SharedIndustry
from rapport.reckon.verdict import because


def words(answer: Any) -> str:
    return str(answer.content.decode())


def sent(client: Client, **more: Any) -> dict[str, Any]:
    return {
        "name": client.name, "industry": client.industry.name if client.industry else "", "tier": client.tier,
        "status": client.status, "zone": client.zone, "week": client.week, "language": client.language,
        "country": client.country, "city": client.city, "since": client.since.isoformat(), "version": client.version,
        **more,
    }  # fmt: skip


# change


def test_a_keeper_changes_a_client_and_the_journal_keeps_what_was(cast: Any, caller: Any) -> None:
    page = caller(cast.luka).get(f"/clients/{cast.adria.pk}/change/")
    assert page.status_code == 200
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/change/", sent(cast.adria, city="Zadar", tags="sea"))
    assert answer.status_code == 302, words(answer)
    cast.adria.refresh_from_db()
    assert (cast.adria.city, cast.adria.version) == ("Zadar", 2)
    entry = Entry.objects.get(name="client.changed")
    assert entry.data["changes"] == {"city": ["Split", "Zadar"], "tags": [[], ["sea"]]}


def test_saving_without_a_change_says_nothing_happened(cast: Any, caller: Any) -> None:
    caller(cast.luka).post(f"/clients/{cast.adria.pk}/change/", sent(cast.adria))
    assert not Entry.objects.filter(name="client.changed").exists()


def test_the_second_of_two_editors_sees_both_versions_and_chooses(cast: Any, caller: Any) -> None:
    form = sent(cast.adria)
    caller(cast.marta).post(f"/clients/{cast.adria.pk}/change/", {**form, "city": "Zadar", "phone": "+385 1 111"})
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/change/", {**form, "city": "Rijeka", "about": "Kind."})
    assert answer.status_code == 409
    page = words(answer)
    assert "Marta Kovač saved this while you were writing" in page
    assert "Rijeka" in page
    assert "Zadar" in page
    # Luka never touched the phone: Marta's stays chosen. The city is his to decide.
    assert 'name="keep_phone" value="theirs" checked' in page
    assert 'name="keep_city" value="mine" checked' in page
    choice = {**form, "city": "Rijeka", "about": "Kind.", "version": 2, "keep_city": "mine", "keep_phone": "theirs"}
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/change/", choice).status_code == 302
    cast.adria.refresh_from_db()
    assert (cast.adria.city, cast.adria.phone, cast.adria.about) == ("Rijeka", "+385 1 111", "Kind.")


def test_a_change_into_a_taken_industry_is_refused_and_a_head_signs_it(cast: Any, caller: Any) -> None:
    form = sent(cast.isar, industry="Dental clinics")
    refused = caller(cast.ana).post(f"/clients/{cast.isar.pk}/change/", form)
    assert refused.status_code == 422
    assert "Adria Dental already stands for Dental clinics." in words(refused)
    signed = {**form, "exception_reason": "Munich is far"}
    assert caller(cast.marta).post(f"/clients/{cast.isar.pk}/change/", signed).status_code == 302
    assert SharedIndustry.objects.get().client == cast.isar


def test_who_may_not_change_is_answered_rightly_and_nothing_is_written(cast: Any, caller: Any) -> None:
    url = f"/clients/{cast.adria.pk}/change/"
    form = sent(cast.adria, city="Zadar")
    assert caller(cast.nina).post(url, form).status_code == 404  # another team
    assert caller(cast.ana).post(url, form).status_code == 404  # a colleague's
    assert caller(cast.tin).post(url, form).status_code == 403  # sees it as crew, may not
    assert caller(cast.luka).post("/clients/987654/change/", form).status_code == 404
    cast.adria.refresh_from_db()
    assert cast.adria.city == "Split"


# rest and part


def test_a_client_rests_and_goes_on_as_it_was(cast: Any, caller: Any) -> None:
    browser, pk = caller(cast.luka), cast.adria.pk
    Client.objects.filter(pk=pk).update(status="onboarding")
    back = (clock.today() + timedelta(days=30)).isoformat()
    assert browser.post(f"/clients/{pk}/pause/", {"reason": "Season", "back_on": back}).status_code == 302
    cast.adria.refresh_from_db()
    assert cast.adria.status == "paused"
    assert browser.get(f"/clients/{pk}/resumption/").status_code == 200
    assert browser.post(f"/clients/{pk}/resumption/").status_code == 302
    cast.adria.refresh_from_db()
    assert cast.adria.status == "onboarding"
    assert cast.adria.pauses.get().ended_on == clock.today()


def test_a_pause_that_ends_in_the_past_is_refused(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/pause/", {"back_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "must be after today" in words(answer)


def test_what_rests_already_is_not_paused_twice(cast: Any, caller: Any) -> None:
    browser = caller(cast.luka)
    browser.post(f"/clients/{cast.adria.pk}/pause/", {})
    answer = browser.post(f"/clients/{cast.adria.pk}/pause/", {})
    assert answer.status_code == 422
    assert "there is nothing to pause" in words(answer)


def test_parting_keeps_the_cause_and_ends_what_is_bought(cast: Any, caller: Any) -> None:
    last = clock.today() + timedelta(days=20)
    form = {"cause": "in-house", "last_day": last.isoformat(), "evidence": "They hired two people."}
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/parting/", form).status_code == 302
    cast.adria.refresh_from_db()
    assert cast.adria.status == "leaving"
    assert Parting.objects.get().cause == "in-house"
    assert cast.adria.engagements.get().until == last


def test_a_parting_before_the_client_came_is_refused(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/parting/", {"cause": "price", "last_day": "1999-01-01"})
    assert answer.status_code == 422
    assert "before the first one" in words(answer)


# delete and restore


def test_a_head_deletes_a_client_sees_it_listed_and_brings_it_back(cast: Any, caller: Any) -> None:
    browser, pk = caller(cast.marta), cast.adria.pk
    assert browser.post(f"/clients/{pk}/deletion/", {"reason": "Twice"}).status_code == 302
    assert caller(cast.luka).get(f"/clients/{pk}/change/").status_code == 404
    listed = words(browser.get("/clients/deleted/"))
    assert "Adria Dental" in listed
    assert "Twice" in listed
    assert browser.post(f"/clients/{pk}/restoration/").status_code == 302
    assert caller(cast.luka).get(f"/clients/{pk}/change/").status_code == 200


def test_bringing_back_is_checked_against_whoever_has_the_industry_now(cast: Any, caller: Any) -> None:
    browser, pk = caller(cast.marta), cast.adria.pk
    browser.post(f"/clients/{pk}/deletion/", {})
    Client.objects.filter(pk=cast.isar.pk).update(industry=Industry.called("Dental clinics"))
    refused = browser.post(f"/clients/{pk}/restoration/")
    assert refused.status_code == 422
    assert "Isar Klinik already stands for Dental clinics." in words(refused)
    assert browser.post(f"/clients/{pk}/restoration/", {"exception_reason": "Agreed"}).status_code == 302


def test_a_manager_deletes_nothing(cast: Any, caller: Any) -> None:
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/deletion/").status_code == 403
    assert caller(cast.luka).get("/clients/deleted/").status_code == 403


def test_a_head_of_another_team_does_not_see_what_was_deleted(cast: Any, caller: Any) -> None:
    from tests import cast as casting

    caller(cast.marta).post(f"/clients/{cast.adria.pk}/deletion/", {})
    stipe = casting.member("Stipe Radić", ["head"], cast.harbour)
    assert "Adria Dental" not in words(caller(stipe).get("/clients/deleted/"))
    assert caller(stipe).post(f"/clients/{cast.adria.pk}/restoration/").status_code == 404


# merge


def test_two_clients_become_one_and_two_again(cast: Any, caller: Any) -> None:
    from tests import cast as casting

    ivana = casting.contact(cast.isar, "Ivana", "Perić")
    PrivateNote.objects.create(client=cast.isar, text="Careful", by=cast.ana)
    browser = caller(cast.marta)
    found = words(browser.get(f"/clients/{cast.adria.pk}/merge/?q=isar"))
    assert f'name="other" value="{cast.isar.pk}"' in found
    assert (
        "Polyot"
        not in words(browser.get(f"/clients/{cast.adria.pk}/merge/?q=polyot")).split("<h1", 1)[1].split("Find", 1)[0]
    )
    assert browser.post(f"/clients/{cast.adria.pk}/merge/", {"other": cast.isar.pk}).status_code == 302
    ivana.refresh_from_db()
    assert ivana.client == cast.adria
    assert cast.adria.engagements.count() == 2
    assert cast.adria.private_notes.count() == 1
    assert Keeper.objects.filter(client=cast.adria, until=None, part="keeper").get().member == cast.luka
    assert caller(cast.ana).get(f"/clients/{cast.isar.pk}/change/").status_code == 404
    done = Merge.objects.get()
    assert browser.post(f"/clients/{cast.adria.pk}/unmerge/", {"merge": done.pk}).status_code == 302
    ivana.refresh_from_db()
    assert ivana.client == cast.isar
    assert (cast.adria.engagements.count(), cast.isar.engagements.count()) == (1, 1)
    assert Keeper.objects.filter(client=cast.isar, until=None).get().member == cast.ana
    assert [e.name for e in Entry.objects.filter(name__contains="merged").order_by("id")] == [
        "client.merged", "client.unmerged",
    ]  # fmt: skip


def test_a_client_of_another_team_cannot_be_merged_in(cast: Any, caller: Any) -> None:
    answer = caller(cast.marta).post(f"/clients/{cast.adria.pk}/merge/", {"other": cast.polyot.pk})
    assert answer.status_code == 422
    assert not Merge.objects.exists()


# hand over and cover


def test_handing_over_ends_one_keeper_and_begins_another_with_a_note(cast: Any, caller: Any) -> None:
    form = {"keeper": cast.ana.pk, "deputy": cast.marta.pk, "note": "Ivana prefers mail."}
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/handover/", form)
    assert answer.status_code == 302
    assert answer.headers["Location"] == "/clients/", "Luka does not see it any more"
    assert caller(cast.luka).get(f"/clients/{cast.adria.pk}/change/").status_code == 404
    history = words(caller(cast.ana).get(f"/clients/{cast.adria.pk}/handover/"))
    assert "Ivana prefers mail." in history
    assert "Luka Perko" in history
    told = Entry.objects.get(name="client.handed_over").data
    assert (told["keeper"], told["was_keeper"]) == (cast.ana.pk, cast.luka.pk)


def test_handing_over_to_the_same_keeper_changes_nothing(cast: Any, caller: Any) -> None:
    caller(cast.luka).post(f"/clients/{cast.adria.pk}/handover/", {"keeper": cast.luka.pk})
    assert Keeper.objects.filter(client=cast.adria).count() == 1
    assert not Entry.objects.filter(name="client.handed_over").exists()


def test_the_client_moves_to_the_team_of_its_keeper(cast: Any, caller: Any) -> None:
    caller(cast.petra).post(f"/clients/{cast.adria.pk}/handover/", {"keeper": cast.nina.pk})
    cast.adria.refresh_from_db()
    assert cast.adria.team == cast.harbour


def test_a_full_keeper_is_said_before_a_handover(cast: Any, caller: Any) -> None:
    Agency.objects.update(load_cap=2)
    form = {"keeper": cast.ana.pk}
    warned = caller(cast.luka).post(f"/clients/{cast.adria.pk}/handover/", form)
    assert warned.status_code == 422
    assert "against a cap of 2" in words(warned)
    done = caller(cast.luka).post(f"/clients/{cast.adria.pk}/handover/", {**form, "load_seen": cast.ana.pk})
    assert done.status_code == 302
    assert Entry.objects.filter(name="load.passed", data__member=cast.ana.pk).count() == 1


def test_a_specialist_cannot_be_made_keeper(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/handover/", {"keeper": cast.tin.pk})
    assert answer.status_code == 422


def test_a_stand_in_sees_the_client_only_in_those_days(cast: Any, caller: Any) -> None:
    today = clock.today()
    form = {"member": cast.ana.pk, "first": today.isoformat(), "last": (today + timedelta(days=7)).isoformat()}
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", form).status_code == 302
    assert caller(cast.ana).get(f"/clients/{cast.adria.pk}/state/").status_code == 200
    cover = Keeper.objects.get(part="cover")
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/{cover.pk}/end/").status_code == 302
    assert caller(cast.ana).get(f"/clients/{cast.adria.pk}/state/").status_code == 404


def test_a_cover_that_begins_later_shows_nothing_yet(cast: Any, caller: Any) -> None:
    later = clock.today() + timedelta(days=3)
    form = {"member": cast.ana.pk, "first": later.isoformat(), "last": later.isoformat()}
    caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", form)
    assert caller(cast.ana).get(f"/clients/{cast.adria.pk}/state/").status_code == 404


def test_a_cover_for_all_clients_of_a_keeper_is_one_deed(cast: Any, caller: Any) -> None:
    from tests import cast as casting

    second = casting.client("Second", cast.luka)
    today = clock.today().isoformat()
    form = {"member": cast.ana.pk, "first": today, "last": today, "all_clients": "on"}
    caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", form)
    assert set(Keeper.objects.filter(part="cover").values_list("client", flat=True)) == {cast.adria.pk, second.pk}


def test_two_covers_in_the_same_days_are_refused(cast: Any, caller: Any) -> None:
    today = clock.today().isoformat()
    form = {"member": cast.ana.pk, "first": today, "last": today}
    caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", form)
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", {**form, "member": cast.marta.pk})
    assert answer.status_code == 422
    assert "Ana Vidović already covers" in words(answer)


def test_the_state_page_tells_the_stand_in_everything_on_one_page(cast: Any, caller: Any) -> None:
    from tests import cast as casting

    ivana = casting.contact(cast.adria, "Ivana", "Perić", manner="Mail before noon")
    ivana.channels.create(kind="mail", value="ivana@adria.example", folded="ivana@adria.example", preferred=True)
    Touchpoint.objects.create(
        client=cast.adria, member=cast.luka, channel="call", began="ours", at=clock.now(), summary="Winter budget"
    )
    ask("note", cause="n1", reason=because("Call Ivana back."), client=cast.adria)
    PrivateNote.objects.create(client=cast.adria, text="Never before ten", by=cast.luka)
    page = words(caller(cast.luka).get(f"/clients/{cast.adria.pk}/state/"))
    for part in (
        "Mail before noon",
        "ivana@adria.example",
        "Winter budget",
        "Call Ivana back.",
        "Never before ten",
        "4,000",
    ):
        assert part in page, part
    crew = words(caller(cast.tin).get(f"/clients/{cast.adria.pk}/state/"))
    assert "Never before ten" not in crew
    assert "4,000" not in crew


# exceptions


def test_a_head_reviews_an_exception(cast: Any, caller: Any) -> None:
    row = SharedIndustry.objects.create(
        client=cast.adria, other=cast.polyot, reason="Far away", signed_by=cast.marta, review_on=clock.today()
    )
    browser = caller(cast.marta)
    assert "Adria Dental beside Polyot Travel" in words(browser.get("/exceptions/"))
    later = (clock.today() + timedelta(days=200)).isoformat()
    answer = browser.post(f"/exceptions/{row.pk}/review/", {"reason": "Still far", "review_on": later})
    assert answer.status_code == 302
    row.refresh_from_db()
    assert (row.reason, row.review_on.isoformat(), row.reviewed_by) == ("Still far", later, cast.marta)
    assert browser.post(f"/exceptions/{row.pk}/review/", {"reason": "x", "review_on": "2020-01-01"}).status_code == 422


def test_managers_do_not_read_the_exceptions(cast: Any, caller: Any) -> None:
    assert caller(cast.luka).get("/exceptions/").status_code == 403


# what is shown


def test_the_facts_tab_shows_what_is_known_and_who_kept_it(cast: Any, caller: Any) -> None:
    Client.objects.filter(pk=cast.adria.pk).update(legal_name="Adria d.o.o.", potential=7, cadence_days=9)
    page = words(caller(cast.luka).get(f"/clients/{cast.adria.pk}/facts/"))
    for part in ("Adria d.o.o.", "7 of 10", "9 days", "Luka Perko", "Croatia", "Dental clinics"):
        assert part in page, part


def test_a_deleted_client_is_named_to_whoever_saw_it_and_missing_to_others(cast: Any, caller: Any) -> None:
    caller(cast.marta).post(f"/clients/{cast.adria.pk}/deletion/", {})
    url = f"/clients/{cast.adria.pk}/"
    told = caller(cast.luka).get(url)
    assert told.status_code == 404
    assert "Adria Dental was deleted on" in words(told)
    assert "/clients/deleted/" not in words(told)
    assert "/clients/deleted/" in words(caller(cast.marta).get(url))
    stranger = caller(cast.nina)
    assert words(stranger.get(url)) == words(stranger.get("/clients/987654/"))


def test_a_merged_client_leads_to_the_one_that_was_kept(cast: Any, caller: Any) -> None:
    caller(cast.marta).post(f"/clients/{cast.adria.pk}/merge/", {"other": cast.isar.pk})
    told = words(caller(cast.marta).get(f"/clients/{cast.isar.pk}/"))
    assert "Isar Klinik was merged into Adria Dental." in told
    assert f'href="/clients/{cast.adria.pk}/"' in told


def test_the_frame_says_for_whom_one_covers_without_a_further_statement(cast: Any, caller: Any) -> None:
    browser, counts = caller(cast.ana), []
    for told in ("", "Covering for Luka"):
        if told:
            today = clock.today().isoformat()
            form = {"member": cast.ana.pk, "first": today, "last": today, "all_clients": "on"}
            caller(cast.luka).post(f"/clients/{cast.adria.pk}/cover/", form)
        with CaptureQueriesContext(connection) as queries:
            page = words(browser.get("/me/"))
        assert ("Covering for" in page) == bool(told)
        counts.append(len(queries))
    assert "1 client, until" in page
    assert counts[0] == counts[1]
