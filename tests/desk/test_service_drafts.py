"""Pages on which a service is read and its next edition is written."""

from typing import Any

import pytest
from django.test.utils import CaptureQueriesContext

from rapport.catalogue import rows
from rapport.catalogue.begin_draft import begin_draft
from rapport.catalogue.editions import newest, publish
from rapport.catalogue.models import Draft, Edition, Service


@pytest.fixture
def service(cast: Any) -> Service:
    one = Service.objects.create(key="letters", names={"en": "Letters", "hr": "Pisma"})
    task = {"title": {"en": "Read", "hr": "Čitati"}, "part": "client", "days": 2, "hours": 1}
    content = {
        "description": {"en": "Letters that sell."},
        "tasks": [{"key": "read", **task}, {"key": "write", **task, "after": ["read"], "checklist": [{"en": "Aloud"}]}],
        "questionnaire": [
            {"key": "old", "ask": {"en": "Had you one?"}, "kind": "yes_no"},
            {"key": "why", "ask": {"en": "Why?"}, "kind": "choice", "required": True,
             "options": [{"key": "a", "label": {"en": "Price"}}, {"key": "b", "label": {"en": "Time"}}],
             "when": {"key": "old", "is": [True]}},
        ],
        "glossary": [{"term": {"en": "Bounce"}, "plain": {"en": "It came back."}}],
    }  # fmt: skip
    publish(one, content, "The first", cast.iva)
    return one


def seen(service: Service, part: str, name: str) -> int:
    return rows.mark(rows.row_named(Draft.objects.get(service=service).content, part, name))


def test_everyone_reads_a_service_with_its_playbook_in_order(cast: Any, caller: Any, service: Service) -> None:
    cast.tin.language = "hr"
    cast.tin.save()
    page = caller(cast.tin).get(f"/services/{service.pk}/").content.decode()
    assert page.index("Čitati") < page.index("Bounce")
    assert "days 3 to 4" in page or "3" in page
    assert '<span lang="en">It came back.</span>' in page  # shown in English, and said so
    assert f"/services/{service.pk}/draft/" not in page
    assert caller(cast.fran).get(f"/services/{service.pk}/").status_code == 200


def test_a_page_of_a_service_takes_the_same_statements_however_much_it_holds(
    cast: Any, caller: Any, service: Service
) -> None:
    from django.db import connection

    browser = caller(cast.petra)
    counts = []
    for number in (3, 25):
        last = newest(service)
        assert last is not None
        tasks = [{"key": f"t{n}", "title": {"en": f"Task {n}"}} for n in range(number)]
        publish(service, {**last.content, "tasks": tasks}, f"{number} tasks", cast.iva)
        with CaptureQueriesContext(connection) as queries:
            assert browser.get(f"/services/{service.pk}/").status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_a_head_writes_the_next_edition_line_by_line_and_publishes_it(cast: Any, caller: Any, service: Service) -> None:
    browser, here = caller(cast.marta), f"/services/{service.pk}/draft/"
    assert browser.post(here).status_code == 303
    task = {
        "title_en": "Send", "title_sk": "Odoslať", "part": "keeper", "offset": "0", "days": "3", "hours": "1.5",
        "after": ["write"], "checklist_en": "One\nTwo", "checklist_sk": "Jeden\nDva", "onboarding": "on",
    }  # fmt: skip
    assert browser.post(f"{here}tasks/new/", task).status_code == 303
    row = rows.row_named(Draft.objects.get(service=service).content, "tasks", "send")
    assert row == {
        "key": "send", "title": {"en": "Send", "sk": "Odoslať"}, "what": {}, "criteria": {}, "part": "keeper",
        "offset": 0, "days": 3, "hours": 1.5, "after": ["write"], "onboarding": True,
        "checklist": [{"en": "One", "sk": "Jeden"}, {"en": "Two", "sk": "Dva"}],
    }  # fmt: skip
    answer = browser.post(f"{here}tasks/send/place/", {"to": "up", "seen": seen(service, "tasks", "send")})
    assert answer.status_code == 303
    browser.post(f"{here}glossary/0/removal/", {"seen": seen(service, "glossary", "0")})
    page = browser.get(here).content.decode()
    assert "Publish as edition 2" in page
    draft = Draft.objects.get(service=service)
    assert [task["key"] for task in draft.content["tasks"]] == ["read", "send", "write"]
    answer = browser.post(f"{here}publication/", {"note": "We send now", "version": draft.version})
    assert answer.headers["Location"] == f"/services/{service.pk}/"
    page = caller(cast.luka).get(f"/services/{service.pk}/editions/2/").content.decode()
    assert "We send now" in page
    assert "What is different from edition 1" in page
    assert "taken out" in page


def test_options_keep_their_keys_when_they_are_reworded_or_stand_elsewhere(
    cast: Any, caller: Any, service: Service
) -> None:
    begin_draft(service, by=cast.petra)
    address = f"/services/{service.pk}/draft/questionnaire/why/"
    words = {"ask_en": "Why?", "kind": "choice", "required": "on", "when": ["old:true"]}
    for typed, expected in (
        ("Time\nPrice", [("b", "Time"), ("a", "Price")]),
        ("Time\nToo dear", [("b", "Time"), ("a", "Too dear")]),
        ("Time\nToo dear\nSomething else", [("b", "Time"), ("a", "Too dear"), ("something-else", "Something else")]),
    ):
        sent = {**words, "options_en": typed, "version": seen(service, "questionnaire", "why")}
        assert caller(cast.petra).post(address, sent).status_code == 303
        row = rows.row_named(Draft.objects.get(service=service).content, "questionnaire", "why")
        assert [(option["key"], option["label"]["en"]) for option in row["options"]] == expected
        assert row["when"] == {"key": "old", "is": [True]}


@pytest.mark.parametrize(
    "part, sent, said",
    [
        ("tasks", {"title_en": "", "part": "keeper"}, "cannot stay empty"),
        ("tasks", {"title_en": "x" * 201, "part": "keeper"}, "At most 200 characters fit here"),
        ("tasks", {"title_en": "A", "hours": "-1", "offset": "0", "days": "1"}, "greater than or equal"),
        ("tasks", {"title_en": "A\x00", "part": "keeper"}, "Null characters are not allowed"),
        ("tasks", {"title_en": "A", "part": "boss"}, "Select a valid choice"),
        ("tasks", {"title_en": "A", "checklist_en": "1\n2", "checklist_hr": "1"}, "Each line needs its partner"),
        ("questionnaire", {"ask_en": "A?", "kind": "choice", "options_en": "One"}, "two options at least"),
        ("questionnaire", {"ask_en": "A?", "kind": "line", "when": ["old:true", "why:a"]}, "one question only"),
        ("documents", {"title_en": "A", "folder": "7"}, "Select a valid choice"),
        ("metrics", {"name_en": "A", "unit": "x" * 21}, "At most 20 characters"),
    ],
)  # fmt: skip
def test_bad_lines_are_refused_in_words_and_nothing_typed_is_lost(
    cast: Any, caller: Any, service: Service, part: str, sent: dict[str, Any], said: str
) -> None:
    begin_draft(service, by=cast.petra)
    answer = caller(cast.petra).post(f"/services/{service.pk}/draft/{part}/new/", sent)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_second_editor_of_a_line_sees_both_and_chooses(cast: Any, caller: Any, service: Service) -> None:
    begin_draft(service, by=cast.petra)
    address = f"/services/{service.pk}/draft/glossary/0/"
    version = seen(service, "glossary", "0")
    first = {"term_en": "Bounce", "plain_en": "It came home.", "version": version}
    assert caller(cast.marta).post(address, first).status_code == 303
    mine = {"term_en": "Bounced letter", "plain_en": "Not delivered.", "version": version}
    answer = caller(cast.petra).post(address, mine)
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "It came home." in page
    assert "Marta Kovač saved this while you were writing" in page
    chosen = {**mine, "version": seen(service, "glossary", "0"), "keep_plain_en": "theirs", "keep_term_en": "mine"}
    assert caller(cast.petra).post(address, chosen).status_code == 303
    row = rows.row_named(Draft.objects.get(service=service).content, "glossary", "0")
    assert row == {"term": {"en": "Bounced letter"}, "plain": {"en": "It came home."}}


def test_publishing_tells_what_is_wrong_at_its_line(cast: Any, caller: Any, service: Service) -> None:
    browser, here = caller(cast.petra), f"/services/{service.pk}/draft/"
    browser.post(here)
    browser.post(f"{here}tasks/read/removal/", {"seen": seen(service, "tasks", "read")})
    version = Draft.objects.get(service=service).version
    answer = browser.post(f"{here}publication/", {"note": "Less", "version": version})
    assert answer.status_code == 422
    assert answer.content.decode().count("It waits for “read”, which is no task of this playbook.") == 2
    stale = browser.post(f"{here}publication/", {"note": "Less", "version": version - 1})
    assert stale.status_code == 422
    assert Edition.objects.filter(service=service).count() == 1
    assert browser.post(f"{here}discarding/", {"version": version}).status_code == 303
    assert browser.get(here).status_code == 200
    assert browser.get(f"{here}tasks/read/").status_code == 404
    assert browser.get(f"{here}nonsense/new/").status_code == 404


def test_a_manager_does_not_write_editions(cast: Any, caller: Any, service: Service) -> None:
    begin_draft(service, by=cast.petra)
    assert caller(cast.luka).get(f"/services/{service.pk}/draft/").status_code == 403
    assert caller(cast.luka).post(f"/services/{service.pk}/draft/publication/", {}).status_code == 403
