"""Pages of the people at a client, and the private notes about them."""

from typing import Any
from uuid import uuid4

from tests import cast as casting

from rapport.journal.models import Entry
from rapport.portfolio.models import Contact, PrivateNote


def words(answer: Any) -> str:
    return str(answer.content.decode())


def sent(**more: Any) -> dict[str, Any]:
    return {
        "first_name": "Ivana", "last_name": "Perić", "place": "decides", "stance": "ally", "once": str(uuid4()), **more,
    }  # fmt: skip


def test_a_person_is_written_down_with_all_that_is_known(cast: Any, caller: Any) -> None:
    owner = casting.contact(cast.adria, "Ante", "Radić")
    form = sent(
        job="Marketing", reports_to=owner.pk, manner="Mail before noon", language="hr", zone="Europe/Zagreb",
        birth_day="29", birth_month="2", interests="Water polo", earlier_agencies="Two, both late",
        **{
            "channel-0-kind": "mail", "channel-0-value": "Ivana@Adria.example", "channel-0-preferred": "on",
            "channel-1-kind": "phone", "channel-1-value": "+385 91 234 567", "channel-1-label": "mobile",
            "channel-2-kind": "mail", "channel-2-value": "",
            "away-0-first": "2031-07-01", "away-0-last": "2031-07-14", "away-0-note": "Sailing",
            "away-1-first": "", "away-1-last": "", "away-1-note": "",
        },
    )  # fmt: skip
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/new/", form)
    assert answer.status_code == 302, words(answer)
    ivana = Contact.objects.get(first_name="Ivana")
    assert (ivana.reports_to, ivana.birth_month, ivana.birth_year) == (owner, 2, None)
    assert [(c.value, c.folded, c.preferred) for c in ivana.channels.all()] == [
        ("Ivana@Adria.example", "ivana@adria.example", True),
        ("+385 91 234 567", "38591234567", False),
    ]
    assert ivana.absences.get().note == "Sailing"
    assert sorted(Entry.objects.values_list("name", flat=True)) == ["contact.added", "contact.away"]
    page = words(caller(cast.luka).get(answer.headers["Location"]))
    for part in ("Mail before noon", "Water polo", "Two, both late", "29 February", "Ante Radić", "Sailing"):
        assert part in page, part


def test_a_doubled_click_writes_one_person(cast: Any, caller: Any) -> None:
    browser, form = caller(cast.luka), sent()
    for _ in range(2):
        assert browser.post(f"/clients/{cast.adria.pk}/people/new/", form).status_code == 302
    assert Contact.objects.count() == 1


def test_absurd_values_are_refused_each_in_a_sentence(cast: Any, caller: Any) -> None:
    form = sent(
        first_name="x" * 10_000, zone="Europe/", birth_day="31", birth_month="2", birth_year="1",
        **{
            "channel-0-kind": "mail", "channel-0-value": "nobody", "channel-1-kind": "phone", "channel-1-value": "12",
            "away-0-first": "0001-01-01", "away-0-last": "2031-01-01", "away-1-first": "2031-02-01",
            "away-1-last": "2031-01-01",
        },
    )  # fmt: skip
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/new/", form)
    page = words(answer)
    assert answer.status_code == 422
    for sentence in (
        "At most 80 characters fit here; you wrote 10000.",
        "There is no time zone called “Europe/”.",
        "The year of birth lies between 1900 and today.",
        "That is no mail address.",
        "it has too few digits",
        "The year 1 cannot be right.",
        "The last day cannot be before the first.",
    ):
        assert sentence in page, sentence
    assert not Contact.objects.exists()


def test_a_day_that_does_not_exist_is_no_birthday(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/new/", sent(birth_day="31", birth_month="2"))
    assert answer.status_code == 422
    assert "There is no such day in that month." in words(answer)


def test_a_person_without_a_name_is_refused(cast: Any, caller: Any) -> None:
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/new/", sent(first_name=" ", last_name=""))
    assert answer.status_code == 422
    assert "Write a first or a last name." in words(answer)


def test_only_people_of_this_client_can_be_reported_to(cast: Any, caller: Any) -> None:
    stranger = casting.contact(cast.isar, "Klaus")
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/new/", sent(reports_to=stranger.pk))
    assert answer.status_code == 422


def test_nobody_reports_to_themselves_through_others(cast: Any, caller: Any) -> None:
    boss = casting.contact(cast.adria, "Ante")
    ivana = casting.contact(cast.adria, "Ivana", reports_to=boss)
    form = sent(first_name="Ante", last_name="", reports_to=ivana.pk, version=1)
    answer = caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/{boss.pk}/change/", form)
    assert answer.status_code == 422
    assert "report to themselves" in words(answer)


def test_changing_keeps_what_was_and_leaves_channels_that_stay(cast: Any, caller: Any) -> None:
    ivana = casting.contact(cast.adria, "Ivana", "Perić", place="decides", stance="ally")
    mail = ivana.channels.create(kind="mail", value="i@a.example", folded="i@a.example")
    form = sent(
        job="Owner",
        version=1,
        **{"channel-0-kind": "mail", "channel-0-value": "i@a.example", "channel-0-label": "office"},
    )
    assert caller(cast.luka).post(f"/clients/{cast.adria.pk}/people/{ivana.pk}/change/", form).status_code == 302
    mail.refresh_from_db()
    assert mail.label == "office"
    entry = Entry.objects.get(name="contact.changed")
    assert entry.data["changes"]["job"] == ["", "Owner"]


def test_the_second_of_two_editors_of_a_person_sees_both_versions(cast: Any, caller: Any) -> None:
    ivana = casting.contact(cast.adria, "Ivana", "Perić", place="decides", stance="ally")
    url = f"/clients/{cast.adria.pk}/people/{ivana.pk}/change/"
    phone = {"channel-0-kind": "phone", "channel-0-value": "+385 1 2345"}
    caller(cast.marta).post(url, sent(job="Owner", version=1, **phone))
    answer = caller(cast.luka).post(url, sent(job="Director", version=1))
    assert answer.status_code == 409
    page = words(answer)
    assert "Owner" in page
    assert "Director" in page
    assert 'name="keep_channels" value="theirs"' in page
    choice = sent(job="Director", version=2, keep_job="mine", keep_channels="theirs")
    assert caller(cast.luka).post(url, choice).status_code == 302
    ivana.refresh_from_db()
    assert ivana.job == "Director"
    assert ivana.channels.get().value == "+385 1 2345"


def test_the_same_mail_address_at_another_client_is_said(cast: Any, caller: Any) -> None:
    one, two = casting.contact(cast.adria, "Ivana"), casting.contact(cast.tatrawood, "Iva", "Kos")
    for contact in (one, two):
        contact.channels.create(kind="mail", value="i@a.example", folded="i@a.example")
    head = words(caller(cast.marta).get(f"/clients/{cast.adria.pk}/people/{one.pk}/"))
    assert "i@a.example is also the address of Iva Kos at Tatrawood." in head
    keeper = words(caller(cast.luka).get(f"/clients/{cast.adria.pk}/people/{one.pk}/"))
    assert "is also known at another client, which you do not see" in keeper
    assert "Tatrawood" not in keeper
    assert "Same mail address at another client" in words(caller(cast.luka).get(f"/clients/{cast.adria.pk}/people/"))


def test_a_person_is_taken_off_the_list_and_put_back(cast: Any, caller: Any) -> None:
    ivana = casting.contact(cast.adria, "Ivana", "Perić")
    browser, base = caller(cast.luka), f"/clients/{cast.adria.pk}/people/"
    assert browser.post(f"{base}{ivana.pk}/deletion/").status_code == 302
    assert browser.get(f"{base}{ivana.pk}/").status_code == 404
    assert "1 person was taken off the list" in words(browser.get(base))
    assert browser.post(f"{base}{ivana.pk}/restoration/").status_code == 302
    assert browser.get(f"{base}{ivana.pk}/").status_code == 200


def test_private_notes_are_for_keepers_only(cast: Any, caller: Any) -> None:
    ivana = casting.contact(cast.adria, "Ivana", "Perić")
    url = f"/clients/{cast.adria.pk}/notes/"
    form = {"text": "Her father is ill", "contact": ivana.pk, "once": str(uuid4())}
    for _ in range(2):
        assert caller(cast.luka).post(url, form).status_code == 302
    note = PrivateNote.objects.get()
    page = f"/clients/{cast.adria.pk}/people/{ivana.pk}/"
    assert "Her father is ill" in words(caller(cast.luka).get(page))
    assert "Her father is ill" not in words(caller(cast.tin).get(page))
    assert "Her father is ill" not in words(caller(cast.fran).get(page))
    # A head who does not keep the client is no keeper either.
    assert "Her father is ill" not in words(caller(cast.marta).get(page))
    assert caller(cast.marta).post(url, form).status_code == 403
    assert "Her father" not in str(Entry.objects.get(name="note.written").data)
    assert caller(cast.luka).post(f"{url}{note.pk}/deletion/").status_code == 302
    assert "Her father is ill" not in words(caller(cast.luka).get(page))
    caller(cast.luka).post(f"{url}{note.pk}/restoration/")
    assert "Her father is ill" in words(caller(cast.luka).get(page))


def test_a_person_of_another_client_is_not_found_under_this_one(cast: Any, caller: Any) -> None:
    stranger = casting.contact(cast.isar, "Klaus")
    base = f"/clients/{cast.adria.pk}/people/{stranger.pk}/"
    for url in (base, f"{base}change/"):
        assert caller(cast.luka).get(url).status_code == 404
    assert caller(cast.luka).post(f"{base}deletion/").status_code == 404
    stranger.refresh_from_db()
    assert stranger.deleted_at is None


def test_the_crew_reads_people_and_does_not_write_them(cast: Any, caller: Any) -> None:
    assert caller(cast.tin).get(f"/clients/{cast.adria.pk}/people/").status_code == 200
    assert caller(cast.tin).post(f"/clients/{cast.adria.pk}/people/new/", sent()).status_code == 403
    assert not Contact.objects.exists()
