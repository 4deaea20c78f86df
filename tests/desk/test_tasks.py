"""The pages of a task: handed over by one form of four fields, answered, delivered, taken; a member's own work."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from tests import cast as casting

from rapport.agency.models import Role
from rapport.attention.models import open_items
from rapport.conversations.meetings.models import Meeting, MinuteLine
from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks.accept import accept
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.deliver import deliver
from rapport.delivery.tasks.hand import hand
from rapport.delivery.tasks.models import Step, Task
from rapport.delivery.tasks.propose import propose
from rapport.delivery.tasks.say_unclear import say_unclear
from rapport.delivery.tasks.write import write
from rapport.journal import clock
from rapport.portfolio.models import Client, Crew

FRIDAY = datetime(2026, 3, 6, 16, tzinfo=UTC)
FOUR = {
    "words": "Fix the tag on two pages\nA test order shows in the report.",
    "due": "2026-03-06",
    "client_due": "2026-03-09",
}


@pytest.fixture(autouse=True)
def monday(monkeypatch, cast):
    moment = datetime(2026, 3, 2, 8, tzinfo=UTC)
    monkeypatch.setattr(clock, "now", lambda: moment)
    for one in (cast.luka, cast.tin):
        one.week = "mon-fri 09:00-17:00"
        one.save()
    return moment


@pytest.fixture
def zoran(cast):
    """A contractor who works for Adria."""
    one = casting.member("Zoran Ilić", [Role.CONTRACTOR])
    Crew.objects.create(client=cast.adria, member=one, since=date(2024, 1, 1))
    return one


def handed(cast, to=None, **more):
    adria = Client.objects.fetch(cast.luka, cast.adria.pk)
    task = write(adria, by=cast.luka, **{"title": "Fix the tag on two pages", **more})
    return hand(task, by=cast.luka, to=to or cast.tin, due_at=FRIDAY)


def new(cast):
    return reverse("task_new", args=[cast.adria.pk])


def at(name, task, *more):
    return reverse(name, args=[task.pk, *more])


def test_one_form_of_four_fields_hands_a_task_over(cast, caller):
    browser = caller(cast.luka)
    page = browser.get(new(cast)).content.decode()
    assert "Hand over a task" in page
    once = str(uuid4())
    for _ in range(2):  # a doubled click
        answer = browser.post(new(cast), {**FOUR, "member": cast.tin.pk, "once": once})
        assert answer.status_code == 303
    task = Task.objects.get()
    assert (task.title, task.criteria) == ("Fix the tag on two pages", "A test order shows in the report.")
    assert (task.state, task.member, task.due_at, task.client_due) == ("handed", cast.tin, FRIDAY, date(2026, 3, 9))
    assert task.check_at == datetime(2026, 3, 5, 10, tzinfo=UTC)
    page = browser.get(at("task", task)).content.decode()
    assert "Tin is asked for a yes." in page
    assert "Thu 5 Mar, 11:00" in page
    assert "Checked as SMART" in page


def test_looking_first_shows_the_check_and_the_five_letters_and_writes_nothing(cast, caller):
    browser = caller(cast.luka)
    words = {**FOUR, "member": cast.tin.pk, "words": "Improve the page", "due": "2026-03-07", "look": "1"}
    page = browser.post(new(cast), words).content.decode()
    assert "Tin does not work on Sat 7 Mar." in page
    assert "“Improve” can mean anything here" in page
    assert "Nothing says how one will know that it is done." in page
    assert "No goal of the client is written down" in page
    fragment = browser.post(new(cast), words, headers={"HX-Request": "true"}).content.decode()
    assert fragment.strip().startswith('<div class="weighed"') or "weighed" in fragment[:400]
    assert "<html" not in fragment
    half = browser.post(new(cast), {"words": "x", "look": "1"}, headers={"HX-Request": "true"})
    assert half.status_code == 200
    assert not Task.objects.exists()


def test_what_is_missing_or_doubtful_is_said_and_nothing_typed_is_lost(cast, caller):
    browser = caller(cast.luka)
    answer = browser.post(new(cast), {"words": "Fix the tag on two pages"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Choose who does it." in page
    assert "Choose the day by which it is done." in page
    assert "Fix the tag on two pages" in page
    saturday = {**FOUR, "member": cast.tin.pk, "due": "2026-03-07", "client_due": ""}
    answer = browser.post(new(cast), saturday)
    assert answer.status_code == 422
    assert "Hand it over all the same" in answer.content.decode()
    assert not Task.objects.exists()
    assert browser.post(new(cast), {**saturday, "knowing": "on"}).status_code == 303
    for words, said in (
        ({"due": "9999-01-01"}, "The year 9999 cannot be right"),
        ({"due": "2040-01-01"}, "more than five years ahead"),
        ({"words": "x" * 201}, "The first line has 201 characters"),
        ({"words": "Fix\x00it"}, "Null characters are not allowed"),
        ({"hours": "many"}, "Write hours as a number"),
        ({"form": "x" * 301}, "A question has at most 300 characters"),
    ):
        answer = browser.post(new(cast), {**FOUR, "member": cast.tin.pk, **words})
        assert answer.status_code == 422, words
        assert said in answer.content.decode(), words
    assert Task.objects.count() == 1


def test_whoever_does_not_work_for_the_client_comes_in_by_a_tick(cast, caller):
    outside = casting.member("Vera Lončar", [Role.CONTRACTOR])
    browser = caller(cast.luka)
    answer = browser.post(new(cast), {**FOUR, "member": outside.pk})
    assert answer.status_code == 422
    assert "They work for this client from now on" in answer.content.decode()
    assert browser.post(new(cast), {**FOUR, "member": outside.pk, "into_crew": "on"}).status_code == 303
    assert Task.objects.visible_to(outside).count() == 1
    assert browser.post(new(cast), {**FOUR, "member": cast.nina.pk}).status_code == 422  # another team's manager


def test_everything_else_is_under_more(cast, caller):
    goal = Goal.objects.create(client=cast.adria, title="Leads from search", aim="Fill the new chair.")
    first = handed(cast)
    more = {
        "hours": "2,5", "goal": goal.pk, "steps": "Ask\nMend\n", "form": "[] Checked\nWhere? *", "what": "See.",
        "after": [first.pk], "check_at": "2026-03-04T10:00", "member": cast.tin.pk,
    }  # fmt: skip
    assert caller(cast.luka).post(new(cast), {**FOUR, **more}).status_code == 303
    task = Task.objects.exclude(pk=first.pk).get()
    assert (float(task.hours), task.goal, task.check_by_hand) == (2.5, goal, True)
    assert [step.text for step in task.steps.all()] == ["Ask", "Mend"]
    assert [(one["ask"], one["kind"], one["required"]) for one in task.form] == [
        ("Checked", "tick", False),
        ("Where?", "text", True),
    ]
    page = caller(cast.tin).get(at("task", task)).content.decode()
    assert "It waits for:" in page
    assert "Fill the new chair." in page


def test_a_specialist_writes_a_task_down_and_the_keeper_hands_it_over(cast, caller):
    answer = caller(cast.tin).post(new(cast), {"words": "Rewrite the guide of May\nUnder 900 words."})
    assert answer.status_code == 303
    task = Task.objects.get()
    assert (task.state, task.keeper) == ("open", cast.luka)
    browser = caller(cast.luka)
    assert "Rewrite the guide of May" in browser.get(at("task_hand", task)).content.decode()
    words = {**FOUR, "words": "Rewrite the guide of June", "member": cast.tin.pk, "version": task.version}
    assert browser.post(at("task_hand", task), words).status_code == 303
    task.refresh_from_db()
    assert (task.state, task.title) == ("handed", "Rewrite the guide of June")
    assert browser.get(at("task_hand", task)).status_code == 303


def test_it_begins_with_the_mail_the_meeting_or_the_line_it_comes_from(cast, caller):
    meeting = Meeting.objects.create(
        client=cast.adria, host=cast.luka, made_by=cast.luka, local=clock.now(), at=clock.now(), zone="UTC", uid="m1"
    )
    line = MinuteLine.objects.create(
        meeting=meeting, text="Mend the form", becomes="action", owner=cast.tin, due=date(2026, 3, 6), by=cast.luka
    )
    browser = caller(cast.luka)
    page = browser.get(f"{new(cast)}?line={line.pk}").content.decode()
    assert "Mend the form" in page
    assert 'value="2026-03-06"' in page
    words = {**FOUR, "member": cast.tin.pk}
    for _ in range(2):
        assert browser.post(f"{new(cast)}?line={line.pk}", words).status_code == 303
    task = Task.objects.get()
    assert (task.source, task.source_id) == ("minutes", line.pk)
    assert "Where it was asked for" in browser.get(at("task", task)).content.decode()
    assert browser.get(f"{new(cast)}?line=999999").status_code == 404
    assert browser.get(f"{new(cast)}?message=abc&title=Look+at+it").status_code == 200
    other = Meeting.objects.create(
        client=cast.polyot, host=cast.nina, made_by=cast.nina, local=clock.now(), at=clock.now(), zone="UTC", uid="m2"
    )
    assert browser.get(f"{new(cast)}?meeting={other.pk}").status_code == 404


def test_the_doer_says_yes_and_delivers_in_place(cast, caller):
    task = handed(cast)
    browser, mine = caller(cast.tin), reverse("my_work")
    assert browser.get("/").headers["Location"] == mine
    page = browser.get(mine).content.decode()
    assert "To answer" in page
    assert browser.post(at("task_accept", task), {"next": mine}).headers["Location"] == mine
    assert "Yes said" in browser.get(mine).content.decode()
    answer = browser.post(at("task_deliver", task), {"result": ""})
    assert answer.status_code == 422
    assert "Say in a few words what you deliver" in answer.content.decode()
    assert browser.post(at("task_deliver", task), {"result": "It fires.", "next": mine}).headers["Location"] == mine
    assert "Waits for the keeper" in browser.get(mine).content.decode()
    keeper = caller(cast.luka)
    assert "It fires." in keeper.get(at("task", task)).content.decode()
    answer = keeper.post(at("task_return", task), {"reason": "On one page only."})
    assert answer.status_code == 303
    assert "Missing: On one page only." in browser.get(mine).content.decode()
    browser.post(at("task_deliver", task), {"result": "On both."})
    assert keeper.post(at("task_take", task)).status_code == 303
    assert "Done lately" in browser.get(mine).content.decode()
    assert "Done: Fix the tag on two pages." in keeper.get(at("task", task)).content.decode()
    keeper.post(at("task_reopen", task))
    assert Task.objects.get().state == "delivered"


def test_the_form_is_filled_in_parts_and_asked_for_at_the_end(cast, caller):
    form = [
        {"key": "where", "ask": "Where?", "kind": "line", "required": True},
        {"key": "n", "ask": "Pages", "kind": "number"},
    ]
    task = handed(cast, form=form)
    browser = caller(cast.tin)
    browser.post(at("task_accept", task))
    assert "Where?" in browser.get(at("task", task)).content.decode()
    assert browser.post(at("task_deliver", task), {"q_n": "2", "keep": "1"}).status_code == 303
    answer = browser.post(at("task_deliver", task), {"q_n": "two", "result": "There."})
    assert answer.status_code == 422
    assert "This is needed" in answer.content.decode()
    assert (
        browser.post(at("task_deliver", task), {"q_n": "2", "q_where": "/thanks", "result": "There."}).status_code
        == 303
    )
    assert Task.objects.get().filled == {"where": "/thanks", "n": "2"}


def test_a_proposed_date_is_taken_on_the_page(cast, caller):
    task = handed(cast)
    answer = caller(cast.tin).post(at("task_propose", task), {"due": "2026-03-13", "reason": "I am in the audit."})
    assert answer.status_code == 303
    keeper = caller(cast.luka)
    page = keeper.get(at("task", task)).content.decode()
    assert "I am in the audit." in page
    assert "Take this date" in page
    assert keeper.post(at("task_date", task), {"taken": "yes", "version": task.version}).status_code == 409
    assert keeper.post(at("task_date", task), {"taken": "yes"}).status_code == 303
    task.refresh_from_db()
    assert (task.state, task.due_at.date()) == ("doing", date(2026, 3, 13))
    assert keeper.post(at("task_date", task), {"taken": "yes"}).status_code == 422


def test_an_unclear_task_is_reworded_or_done_by_the_keeper(cast, caller):
    for deed in ("reword", "mine"):
        task = handed(cast)
        assert caller(cast.tin).post(at("task_unclear", task), {"words": "Which page?"}).status_code == 303
        keeper = caller(cast.luka)
        assert "Which page?" in keeper.get(at("task", task)).content.decode()
        words = {"title": "Fix the tag on /thanks", "answer": "/thanks"} if deed == "reword" else {"mine": "1"}
        assert keeper.post(at("task_reword", task), words).status_code == 303
        task.refresh_from_db()
        assert (task.state, task.member) == (("handed", cast.tin) if deed == "reword" else ("doing", cast.luka))


def test_the_keeper_looks_at_it_with_questions_and_moves_or_hands_on(cast, caller, zoran):
    task = handed(cast, criteria="It fires once.")
    Step.objects.create(task=task, text="Ask for access")
    keeper = caller(cast.luka)
    page = keeper.get(at("task", task)).content.decode()
    assert "Nobody has said yes: will it be done by the date?" in page
    assert "How will this be met: “It fires once.”?" in page
    assert keeper.post(at("task_checked", task)).status_code == 303
    assert not open_items(kind="task_check").exists()
    assert keeper.post(at("task_unchecked", task)).status_code == 303
    answer = keeper.post(at("task_move", task), {"due": "2026-03-14", "reason": "The client is away."})
    assert answer.status_code == 422
    assert "Move it all the same" in answer.content.decode()
    assert keeper.post(at("task_move", task), {"due": "2026-03-13"}).status_code == 422  # without a reason
    moved = {"due": "2026-03-13", "reason": "The client is away.", "client_due": "2026-03-16"}
    assert keeper.post(at("task_move", task), moved).status_code == 303
    stale = {**moved, "due": "2026-03-12", "version": "1"}
    answer = keeper.post(at("task_move", task), stale)
    assert answer.status_code == 409
    assert "Somebody changed it meanwhile" in answer.content.decode()
    assert keeper.post(at("task_hand_on", task), {"member": zoran.pk, "reason": "Tin is ill."}).status_code == 303
    task.refresh_from_db()
    assert (task.member, task.due_at.date(), task.client_due) == (zoran, date(2026, 3, 13), date(2026, 3, 16))
    assert keeper.post(at("task_drop", task), {}).status_code == 422
    assert keeper.post(at("task_drop", task), {"reason": "Not wanted any more."}).status_code == 303


def test_of_two_who_change_the_words_the_second_sees_both(cast, caller):
    task = handed(cast)
    browser = caller(cast.luka)
    words = {"words": "Fix the tag on three pages", "version": task.version}
    assert browser.post(at("task_change", task), words).status_code == 303
    answer = browser.post(at("task_change", task), {**words, "words": "Fix the tag on four pages"})
    assert answer.status_code == 409
    page = answer.content.decode()
    assert "three pages" in page
    assert "four pages" in page


def test_steps_are_ticked_in_place_time_is_noted_words_carry_a_file(cast, caller, zoran):
    task = handed(cast, to=zoran, steps=["Ask for access"])
    browser = caller(zoran)
    step = Step.objects.get()
    fragment = browser.post(at("task_step", task, step.pk), {"done": "yes"}, headers={"HX-Request": "true"})
    assert 'aria-pressed="true"' in fragment.content.decode()
    assert browser.post(at("task_step_new", task), {"text": ""}, headers={"HX-Request": "true"}).status_code == 422
    assert browser.post(at("task_step_new", task), {"text": "Look"}).status_code == 303
    once = str(uuid4())
    for _ in range(2):
        assert browser.post(at("task_time", task), {"minutes": "1:30", "once": once}).status_code == 303
    assert [row.minutes for row in task.times.all()] == [90]
    for wrong in ("ninety", "1:75", "99999", "-5", "1e9h"):
        assert browser.post(at("task_time", task), {"minutes": wrong}).status_code == 422
    assert browser.post(at("task_comment", task), {}).status_code == 422
    file = SimpleUploadedFile("../shot.html", b"<script>alert(1)</script>", "text/html")
    assert browser.post(at("task_comment", task), {"words": "See.", "file": file}).status_code == 303
    comment = task.comments.get()
    answer = caller(cast.luka).get(at("task_file", task, comment.pk))
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert "attachment" in answer.headers["Content-Disposition"]
    browser.post(at("task_comment_hide", task, comment.pk))
    assert "See." not in caller(cast.luka).get(at("task", task)).content.decode()
    assert caller(cast.luka).get(at("task_file", task, comment.pk)).status_code == 404
    browser.post(at("task_comment_show", task, comment.pk))
    assert "See." in caller(cast.luka).get(at("task", task)).content.decode()


def test_a_contractor_sees_own_tasks_the_clients_name_and_the_goal_and_nothing_else(cast, caller, zoran):
    goal = Goal.objects.create(client=cast.adria, title="Leads from search")
    beside = handed(cast)
    task = handed(cast, to=zoran, goal=goal, after=[beside])
    browser = caller(zoran)
    assert browser.get("/").headers["Location"] == reverse("my_work")
    page = browser.get(at("task", task)).content.decode()
    assert "Adria Dental" in page
    assert "Leads from search" in page
    assert "It waits for" not in page
    assert reverse("client", args=[cast.adria.pk]) not in page
    assert browser.get(at("task", beside)).status_code == 404
    for address in (
        "/clients/",
        f"/clients/{cast.adria.pk}/",
        f"/clients/{cast.adria.pk}/story/",
        "/today/",
        "/search/",
    ):
        assert browser.get(address).status_code in (403, 404)


def test_my_work_takes_the_same_number_of_statements_whatever_there_is(cast, caller, django_assert_max_num_queries):
    browser = caller(cast.tin)

    def look(number):
        while Task.objects.count() < number:
            task = handed(cast, steps=["One", "Two"])
            if number == 3 or Task.objects.count() % 2:
                accept(task_for(cast.tin, task.pk), by=cast.tin)
        with django_assert_max_num_queries(12) as queries:
            assert browser.get(reverse("my_work")).status_code == 200
        return len(queries)

    assert look(3) == look(25)


def test_a_long_page_of_own_work_is_paged(cast, caller):
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    Task.objects.bulk_create(
        Task(client=client, title=f"Task {n}", folded=f"task {n}", keeper=cast.luka, member=cast.tin, state="doing")
        for n in range(60)
    )
    page = caller(cast.tin).get(reverse("my_work")).content.decode()
    assert page.count('id="task-') == 50
    assert "?page=2" in page


def test_every_state_of_a_task_has_its_page_for_both_sides(cast, caller):
    def in_state(state):
        task = handed(cast, criteria="It fires.", form=[{"key": "a", "ask": "Where?"}])
        mine = task_for(cast.tin, task.pk)
        if state == "doing":
            accept(mine, by=cast.tin)
        elif state == "proposed":
            propose(mine, by=cast.tin, due_at=FRIDAY.replace(day=13), reason="Ill.")
        elif state == "unclear":
            say_unclear(mine, by=cast.tin, words="Which?")
        elif state in ("delivered", "done"):
            deliver(mine, by=cast.tin, result="There.", filled={"a": "x"})
        if state in ("done", "dropped", "open"):
            Task.objects.filter(pk=task.pk).update(state=state, closed_at=clock.now() if state != "open" else None)
        return task

    for state in Task.State.values:
        task = in_state(state)
        for who in (cast.luka, cast.tin, cast.marta):
            assert caller(who).get(at("task", task)).status_code == 200, (state, who)


def test_own_work_of_the_house_is_handed_over_without_a_client(cast, caller):
    browser = caller(cast.luka)
    words = {"words": "Clear the shelf of the meeting room", "member": cast.luka.pk, "due": "2026-03-06"}
    answer = browser.post(reverse("task_own_new"), words)
    assert answer.status_code == 303
    task = Task.objects.get()
    assert (task.client, task.state) == (None, "doing")
    assert open_items(kind="task_due").get().member == cast.luka
    assert browser.get(answer.headers["Location"]).status_code == 200
    assert caller(cast.nina).get(answer.headers["Location"]).status_code == 404


def test_a_contractor_is_given_no_second_part(cast, caller):
    words = {"email": "vera@new.example", "name": "Vera", "roles": ["contractor", "manager"], "language": "en"}
    answer = caller(cast.iva).post("/members/invite/", words)
    assert answer.status_code == 422
    assert "A contractor sees own tasks" in answer.content.decode()
    assert caller(cast.iva).post("/members/invite/", {**words, "roles": ["contractor"]}).status_code == 200
