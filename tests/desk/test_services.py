"""The page of what we offer."""

from typing import Any

from rapport.catalogue.models import Service
from rapport.catalogue.shipped import lay_out
from rapport.journal.models import Entry


def test_everyone_reads_the_services_in_their_language(cast: Any, caller: Any) -> None:
    lay_out(Service)
    cast.tin.language = "hr"
    cast.tin.save()
    page = caller(cast.tin).get("/services/").content.decode()
    assert "Oglasi na tražilicama" in page
    assert "Postavljanje CRM-a" in page


def test_a_head_changes_the_words_of_a_service(cast: Any, caller: Any) -> None:
    service = Service.objects.get_or_create(key="design", defaults={"names": {"en": "Design"}})[0]
    words = {"name_en": "Brand design", "name_hr": "Dizajn brenda", "description_en": "How it looks.", "active": "on"}
    answer = caller(cast.marta).post(f"/services/{service.pk}/words/", words)
    assert answer.status_code == 302
    service.refresh_from_db()
    assert (service.names["en"], service.names["hr"]) == ("Brand design", "Dizajn brenda")
    assert Entry.objects.filter(name="service.changed", about_id=service.pk, by=cast.marta).count() == 1


def test_a_service_without_an_english_name_is_refused(cast: Any, caller: Any) -> None:
    service = Service.objects.get_or_create(key="design", defaults={"names": {"en": "Design"}})[0]
    answer = caller(cast.marta).post(f"/services/{service.pk}/words/", {"name_en": " ", "active": "on"})
    assert answer.status_code == 422
    assert "cannot stay empty" in answer.content.decode()
    service.refresh_from_db()
    assert service.name


def test_a_name_of_ten_thousand_characters_is_refused_in_words(cast: Any, caller: Any) -> None:
    answer = caller(cast.marta).post("/services/new/", {"name_en": "x" * 10_000})
    assert answer.status_code == 422
    assert "At most 80 characters fit here; you wrote 10000." in answer.content.decode()


def test_a_manager_reads_but_does_not_change(cast: Any, caller: Any) -> None:
    service = Service.objects.get_or_create(key="design", defaults={"names": {"en": "Design"}})[0]
    assert caller(cast.luka).post(f"/services/{service.pk}/words/", {"name_en": "Mine"}).status_code == 403
    assert f"/services/{service.pk}/words/" not in caller(cast.luka).get("/services/").content.decode()


def test_a_new_service_gets_a_key_of_its_own(cast: Any, caller: Any) -> None:
    for _ in range(2):
        caller(cast.marta).post("/services/new/", {"name_en": "Radio plays", "active": "on"})
    assert list(Service.objects.filter(key__startswith="radio").values_list("key", flat=True)) == [
        "radio-plays", "radio-plays-2",
    ]  # fmt: skip
