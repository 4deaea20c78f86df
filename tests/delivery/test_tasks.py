"""Tasks: written, handed over, answered, delivered, taken or returned; what they ask of whom, and who sees them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404
from tests import cast as casting

from rapport.agency.models import Absence, Role
from rapport.attention.ask import close
from rapport.attention.models import Item, open_items
from rapport.delivery.goals.models import Goal
from rapport.delivery.tasks import remind
from rapport.delivery.tasks.accept import accept, unaccept
from rapport.delivery.tasks.access import task_for
from rapport.delivery.tasks.comment import comment, hide, show
from rapport.delivery.tasks.deliver import deliver, undeliver
from rapport.delivery.tasks.drop import drop
from rapport.delivery.tasks.give_back import give_back
from rapport.delivery.tasks.hand import Doubtful, hand
from rapport.delivery.tasks.hand_on import hand_on
from rapport.delivery.tasks.lock import Stale
from rapport.delivery.tasks.look_at import look_again_later, look_at
from rapport.delivery.tasks.models import Task
from rapport.delivery.tasks.move import move
from rapport.delivery.tasks.note_time import note_time, take_back
from rapport.delivery.tasks.propose import answer, propose
from rapport.delivery.tasks.reopen import reopen
from rapport.delivery.tasks.say_unclear import reword, say_unclear
from rapport.delivery.tasks.steps import add_step, take_off, tick
from rapport.delivery.tasks.take import take
from rapport.delivery.tasks.write import rewrite, write
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Client, Crew

MONDAY = date(2026, 3, 2)
FRIDAY = datetime(2026, 3, 6, 16, tzinfo=UTC)  # 17:00 in Zagreb
NEXT = FRIDAY + timedelta(days=7)


@pytest.fixture
def at(monkeypatch):
    """`at(day, hour)` is the instant it is from then on, in UTC."""

    def set_to(day, hour=8):
        moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
        monkeypatch.setattr(clock, "now", lambda: moment)
        return moment

    set_to(MONDAY)
    return set_to


@pytest.fixture
def adria(cast, at):
    for one in (cast.luka, cast.tin, cast.marta):
        one.week = "mon-fri 09:00-17:00"
        one.save()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def zoran(cast):
    """A contractor who works for Adria."""
    one = casting.member("Zoran Ilić", [Role.CONTRACTOR])
    Crew.objects.create(client=cast.adria, member=one, since=date(2024, 1, 1))
    return one


def written(cast, adria, **more):
    return write(adria, by=cast.luka, **{"title": "Fix the tag on the thank-you page", **more})


def handed(cast, adria, **more):
    return hand(written(cast, adria), by=cast.luka, **{"to": cast.tin, "due_at": FRIDAY, **more})


def as_(member, task):
    return task_for(member, task.pk)


def kinds(**filters):
    return sorted(open_items(**filters).values_list("kind", flat=True))


def shown(moment):
    """What shows at that moment."""
    return sorted(open_items(shows_from__lte=moment).values_list("kind", flat=True))


def test_a_task_that_is_handed_over_has_a_check_date_with_35_percent_left(cast, adria):
    task = handed(cast, adria)
    assert task.state == "handed"
    assert task.check_at == datetime(2026, 3, 5, 10, tzinfo=UTC)  # 14 of 40 working hours are left
    assert [one.to for one in task.handings.all()] == [cast.tin]
    assert kinds(member=cast.tin) == ["task_handed"]
    assert kinds(member=None) == ["task_check", "task_late"]
    assert shown(clock.now()) == ["task_handed"]
    assert open_items(kind="task_check").get().shows_from == task.check_at
    assert open_items(kind="task_late").get().shows_from == FRIDAY


def test_the_agencys_share_moves_the_check_and_one_chosen_by_hand_stays(cast, adria):
    cast.agency.check_share = 40
    cast.agency.save()
    assert handed(cast, adria).check_at == datetime(2026, 3, 4, 16, tzinfo=UTC)  # the end of the third day of five
    chosen = datetime(2026, 3, 4, 9, tzinfo=UTC)
    task = handed(cast, adria, check_at=chosen)
    assert (task.check_at, task.check_by_hand) == (chosen, True)
    moved = move(task, by=cast.luka, due_at=NEXT, reason="The client is away.")
    assert moved.check_at == chosen
    assert not move(moved, by=cast.luka, reckon_check=True).check_by_hand


def test_no_doer_or_no_date_forbids_handing_over(cast, adria):
    task = written(cast, adria)
    with pytest.raises(ValidationError) as refusal:
        hand(task, by=cast.luka, to=None, due_at=None)
    assert set(refusal.value.message_dict) == {"member", "due"}
    assert Task.objects.get().state == "open"


def test_doubtful_dates_are_handed_over_only_knowingly(cast, adria):
    Absence.objects.create(member=cast.tin, first=date(2026, 3, 6), last=date(2026, 3, 10))
    task = written(cast, adria)
    with pytest.raises(Doubtful, match="Tin is away until 2026-03-10"):
        hand(task, by=cast.luka, to=cast.tin, due_at=FRIDAY)
    with pytest.raises(Doubtful, match="comes before Tin"):
        hand(task, by=cast.luka, to=cast.tin, due_at=NEXT, client_due=date(2026, 3, 12))
    assert Task.objects.get().state == "open"
    assert hand(task, by=cast.luka, to=cast.tin, due_at=FRIDAY, knowing=True).state == "handed"


def test_handed_over_twice_it_is_handed_over_once(cast, adria):
    task = written(cast, adria, once="form-1")
    assert written(cast, adria, once="form-1") == task
    for _ in range(2):
        hand(task, by=cast.luka, to=cast.tin, due_at=FRIDAY)
    assert Entry.objects.filter(name="task.handed").count() == 1
    with pytest.raises(ValidationError, match="another client"):
        write(Client.objects.fetch(cast.marta, cast.tatrawood.pk), by=cast.marta, title="x y z", once="form-1")


def test_whoever_is_not_in_the_crew_comes_into_it_only_when_the_keeper_says_so(cast, adria):
    other = casting.member("Vera Lončar", [Role.SPECIALIST], cast.growth)
    outside = casting.member("Zoran Ilić", [Role.CONTRACTOR])
    for one in (other, outside):
        task = written(cast, adria)
        with pytest.raises(ValidationError, match="does not work for Adria Dental yet"):
            hand(task, by=cast.luka, to=one, due_at=FRIDAY)
        assert hand(task, by=cast.luka, to=one, due_at=FRIDAY, into_crew=True).member == one
        assert Crew.objects.filter(client=adria, member=one).exists()
    with pytest.raises(ValidationError, match="does not see this client"):
        hand(written(cast, adria), by=cast.luka, to=cast.nina, due_at=FRIDAY, into_crew=True)
    with pytest.raises(ValidationError, match="cannot be given tasks"):
        hand(written(cast, adria), by=cast.luka, to=cast.fran, due_at=FRIDAY)


def test_own_work_is_under_way_at_once_and_only_its_date_is_told(cast, adria):
    task = handed(cast, adria, to=cast.luka)
    assert task.state == "doing"
    assert kinds() == ["task_due"]
    item = open_items().get()
    assert item.member is None
    assert item.shows_from.astimezone(clock.zone_of("Europe/Zagreb")).date() == date(2026, 3, 5)


def test_a_yes_and_its_taking_back(cast, adria):
    task = handed(cast, adria)
    with pytest.raises(ValidationError, match="for Tin"):
        accept(task, by=cast.luka)
    mine = as_(cast.tin, task)
    assert accept(mine, by=cast.tin).state == "doing"
    accept(mine, by=cast.tin)
    assert Entry.objects.filter(name="task.accepted").count() == 1
    assert kinds(member=cast.tin) == ["task_due"]
    assert unaccept(mine, by=cast.tin)
    assert not unaccept(mine, by=cast.tin)
    assert kinds(member=cast.tin) == ["task_handed"]


def test_another_date_is_proposed_and_taken_or_not(cast, adria):
    task = handed(cast, adria)
    mine = as_(cast.tin, task)
    with pytest.raises(ValidationError) as refusal:
        propose(mine, by=cast.tin, due_at=FRIDAY, reason=" ")
    assert set(refusal.value.message_dict) == {"due", "reason"}
    propose(mine, by=cast.tin, due_at=NEXT, reason="I am in the audit.")
    propose(mine, by=cast.tin, due_at=NEXT, reason="I am in the audit.")
    item = open_items(kind="task_date").get()
    assert item.why.plain() == (
        "Tin Babić proposes 2026-03-13 instead of 2026-03-06, I am in the audit: Fix the tag on the thank-you page"
    )
    not_taken = answer(task, by=cast.luka, taken=False, words="The client waits.")
    assert (not_taken.state, not_taken.due_at) == ("handed", FRIDAY)
    propose(mine, by=cast.tin, due_at=NEXT, reason="Still in the audit.")
    taken = answer(task, by=cast.luka, taken=True)
    assert (taken.state, taken.due_at) == ("doing", NEXT)
    assert taken.check_at == datetime(2026, 3, 10, 12, tzinfo=UTC)  # 28 of 80 hours before the new date
    assert not open_items(kind="task_date").exists()
    with pytest.raises(ValidationError, match="No date waits"):
        answer(task, by=cast.luka, taken=True)


def test_moving_the_date_answers_what_was_proposed(cast, adria):
    task = handed(cast, adria)
    propose(as_(cast.tin, task), by=cast.tin, due_at=NEXT, reason="Ill.")
    moved = move(task, by=cast.luka, due_at=NEXT, reason="Agreed.")
    assert (moved.state, moved.proposals.get().taken) == ("doing", True)


def test_what_is_unclear_goes_back_and_the_question_is_kept_with_its_answer(cast, adria):
    task = handed(cast, adria)
    say_unclear(as_(cast.tin, task), by=cast.tin, words="Which of the two pages?")
    assert kinds(member=None) == ["task_unclear"]
    with pytest.raises(ValidationError, match="Answer the question"):
        reword(task, by=cast.luka, title=task.title, what="", criteria="")
    done = reword(
        task, by=cast.luka, title="Fix the tag on /thanks", what="", criteria="It fires once.", answer="/thanks"
    )
    assert (done.state, done.accepted_at) == ("handed", None)
    doubt = done.doubts.get()
    assert (doubt.answer, doubt.before["title"]) == ("/thanks", "Fix the tag on the thank-you page")
    assert kinds(member=cast.tin) == ["task_handed"]


def test_the_keeper_may_do_themself_what_is_unclear(cast, adria):
    task = handed(cast, adria)
    say_unclear(as_(cast.tin, task), by=cast.tin, words="Which page?")
    mine = hand_on(task, by=cast.luka, to=cast.luka, reason="Faster so.")
    assert (mine.state, mine.member) == ("doing", cast.luka)
    assert mine.doubts.get().answered_at is not None
    assert kinds() == ["task_due"]


def test_a_delivery_wants_words_and_the_form(cast, adria):
    form = [
        {"key": "url", "ask": "Where does it stand?", "kind": "line", "required": True},
        {"key": "n", "ask": "How many pages?", "kind": "number"},
    ]
    task = hand(written(cast, adria, form=form), by=cast.luka, to=cast.tin, due_at=FRIDAY)
    mine = as_(cast.tin, task)
    with pytest.raises(ValidationError) as refusal:
        deliver(mine, by=cast.tin, result="", filled={})
    assert set(refusal.value.message_dict) == {"q_url", "result"}
    with pytest.raises(ValidationError) as refusal:
        deliver(mine, by=cast.tin, result="Done.", filled={"n": "many"})
    assert set(refusal.value.message_dict) == {"q_url", "q_n"}
    done = deliver(mine, by=cast.tin, result="It stands.", filled={"url": "/thanks", "n": "2", "extra": "no"})
    deliver(mine, by=cast.tin, result="It stands.", filled={"url": "/thanks"})
    assert (done.state, done.filled) == ("delivered", {"url": "/thanks", "n": "2"})
    assert kinds() == ["task_delivered"]
    assert undeliver(mine, by=cast.tin)
    assert kinds(member=cast.tin) == ["task_due"]


def test_work_is_returned_with_a_reason_and_twice_is_an_item(cast, adria):
    task = handed(cast, adria)
    mine = as_(cast.tin, task)
    for n in (1, 2):
        deliver(mine, by=cast.tin, result=f"Try {n}.")
        with pytest.raises(ValidationError, match="Say what is missing"):
            give_back(task, by=cast.luka, reason="")
        give_back(task, by=cast.luka, reason=f"Missing {n}.")
        give_back(task, by=cast.luka, reason=f"Missing {n}.")
        assert open_items(kind="task_returned").count() == n - 1
    row = Task.objects.get()
    assert (row.returned, row.state, row.returns.count()) == (2, "doing", 2)
    assert row.returns.order_by("pk").first().result == "Try 1."
    deliver(mine, by=cast.tin, result="Try 3.")
    assert kinds() == ["task_delivered"]
    done = take(task, by=cast.luka)
    assert (done.state, done.closed_by) == ("done", cast.luka)
    assert kinds() == []
    entry = Entry.objects.get(name="task.taken")
    assert (entry.client_id, entry.in_story, entry.data["returned"], entry.data["late"]) == (adria.pk, True, 2, False)


def test_done_is_taken_back_to_where_it_stood(cast, adria):
    task = handed(cast, adria)
    take(task, by=cast.luka)
    take(task, by=cast.luka)
    assert Entry.objects.filter(name="task.taken").count() == 1
    assert reopen(task, by=cast.luka)
    assert Task.objects.get().state == "handed"
    drop(task, by=cast.luka, reason="The client thought again.")
    assert kinds() == []
    assert reopen(task, by=cast.luka)
    assert not reopen(task, by=cast.luka)


def test_the_check_is_made_and_taken_back(cast, adria, at):
    task = handed(cast, adria)
    at(date(2026, 3, 5), 11)
    assert "task_check" in shown(clock.now())
    look_at(task, by=cast.luka)
    assert "task_check" not in kinds()
    assert look_again_later(task, by=cast.luka)
    assert "task_check" in kinds()


def test_what_was_put_aside_is_asked_again_only_when_the_date_moves(cast, adria):
    task = handed(cast, adria)
    close(open_items(kind="task_late").get(), by=cast.luka, outcome="dismissed", note="known")
    remind.look_over()
    assert not open_items(kind="task_late").exists()
    move(task, by=cast.luka, due_at=NEXT, reason="Agreed with the client.")
    assert open_items(kind="task_late").get().shows_from == NEXT


def test_passing_it_on_asks_the_other_and_lets_the_first_go(cast, adria, zoran):
    task = handed(cast, adria)
    with pytest.raises(ValidationError, match="Say why"):
        hand_on(task, by=cast.luka, to=zoran, reason="")
    on = hand_on(task, by=cast.luka, to=zoran, reason="Tin is in the audit.", due_at=NEXT)
    assert (on.state, on.member, on.due_at) == ("handed", zoran, NEXT)
    assert not open_items(member=cast.tin).exists()
    assert not open_items(member=zoran).exists()  # a contractor has no Today; it waits in their work
    with pytest.raises(Http404):
        as_(zoran, written(cast, adria))
    assert as_(zoran, task).standing == {"hired"}


def test_of_two_who_change_it_the_second_is_told(cast, adria):
    task = written(cast, adria)
    rewrite(task, by=cast.luka, title="Fix the tag on two pages", version=1)
    with pytest.raises(Stale) as stale:
        rewrite(task, by=cast.luka, title="Something else again", version=1)
    assert stale.value.theirs.title == "Fix the tag on two pages"


def test_what_does_not_fit_is_refused_at_its_field(cast, adria):
    other = Goal.objects.create(client=cast.isar, title="Leads")
    first = written(cast, adria)
    wrong = {
        "title": {"title": " "},
        "hours": {"hours": -1},
        "goal": {"goal": other},
        "due_at": {"due_at": datetime(2999, 1, 1, tzinfo=UTC)},
        "client_due": {"client_due": date(1, 1, 1)},
        "form": {"form": [{"ask": "no key"}]},
        "steps": {"steps": ["x" * 251]},
    }
    for field, more in wrong.items():
        with pytest.raises(ValidationError) as refusal:
            written(cast, adria, **more)
        assert field in refusal.value.message_dict
    second = written(cast, adria, after=[first])
    with pytest.raises(ValidationError, match="in a ring"):
        rewrite(first, by=cast.luka, after=[second])
    assert Task.objects.count() == 2


def test_steps_time_and_words_are_kept(cast, adria, zoran):
    task = hand(written(cast, adria, steps=["Ask for access", " "]), by=cast.luka, to=zoran, due_at=FRIDAY)
    mine = as_(zoran, task)
    step = add_step(mine, by=zoran, text="Look once more")
    step.task = mine
    assert tick(step, by=zoran).done_by == zoran
    assert tick(step, by=zoran, done=False).done_at is None
    take_off(step, by=zoran)
    assert [one.text for one in task.steps.all()] == ["Ask for access"]
    row = note_time(mine, by=zoran, minutes=90, note="audit", once="t1")
    assert note_time(mine, by=zoran, minutes=90, once="t1") == row
    for more in ({"minutes": 0}, {"minutes": 5, "on": date(2026, 3, 3)}, {"minutes": 5, "on": date(1990, 1, 1)}):
        with pytest.raises(ValidationError):
            note_time(mine, by=zoran, **more)
    row.task = mine
    assert take_back(row, by=zoran)
    words = comment(mine, by=zoran, words="Begun.", once="c1")
    assert comment(mine, by=zoran, words="Begun.", once="c1") == words
    words.task = mine
    assert hide(words, by=zoran)
    assert show(words, by=zoran)


def test_who_sees_which_tasks(cast, adria, zoran):
    his = handed(cast, adria, to=zoran)
    handed(cast, adria)
    own = write(None, by=cast.luka, title="Clear the desk of the team")
    sees = {
        name: Task.objects.visible_to(getattr(cast, name)).count()
        for name in ("luka", "tin", "marta", "petra", "ana", "nina", "fran", "iva")
    }
    assert sees == {"luka": 3, "tin": 2, "marta": 3, "petra": 3, "ana": 0, "nina": 0, "fran": 0, "iva": 0}
    assert list(Task.objects.visible_to(zoran)) == [his]
    with pytest.raises(PermissionDenied):
        task_for(zoran, his.pk, "task.keep")
    with pytest.raises(PermissionDenied):
        take(as_(zoran, his), by=zoran)
    assert task_for(cast.marta, own.pk).standing == {"head"}
    Crew.objects.filter(member=zoran).update(until=date(2026, 3, 1))
    assert not Task.objects.visible_to(zoran).exists()
    remind.look_over()
    assert [item.why.plain() for item in open_items(kind="task_unclear")] == [
        "Zoran Ilić cannot do it any more, hand it on: Fix the tag on the thank-you page"
    ]


def test_a_client_that_is_gone_asks_for_nothing(cast, adria):
    handed(cast, adria)
    Client.objects.filter(pk=adria.pk).update(status="gone")
    remind.look_over()
    assert kinds() == []


def test_looking_over_many_tasks_takes_the_same_number_of_statements(cast, adria, django_assert_max_num_queries):
    def look(number):
        while Task.objects.count() < number:
            handed(cast, adria)
        remind.look_over()
        before = list(Item.objects.order_by("pk").values())
        with django_assert_max_num_queries(11):
            remind.look_over()
        assert list(Item.objects.order_by("pk").values()) == before

    look(3)
    look(25)
