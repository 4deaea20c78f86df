"""Plans: milestones and what they come after, moving with a reason, the baseline, beginning, the client's yes."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests import cast as casting

from rapport.approvals.models import Approval, Decision
from rapport.attention.models import open_items
from rapport.delivery.models import Milestone, Plan, PlanChange, Task
from rapport.delivery.plans import begin, close, facts, finish
from rapport.delivery.plans.add_milestone import add_milestone
from rapport.delivery.plans.ask_client import ask_about_milestone, ask_about_plan
from rapport.delivery.plans.change import change
from rapport.delivery.plans.change_milestone import change_milestone
from rapport.delivery.plans.draw_up import draw_up
from rapport.delivery.plans.foresee import foresee
from rapport.delivery.plans.move import move
from rapport.delivery.plans.remove_milestone import remove_milestone, restore_milestone
from rapport.delivery.plans.settle import settle
from rapport.delivery.plans.stages import way_of
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.change import ChangedMeanwhile
from rapport.portfolio.models import Channel, Client
from rapport.portfolio.show import show
from rapport.reckon.verdict import from_data

DAY = timedelta(days=1)


@pytest.fixture
def monday():
    """A Monday some weeks ahead, so that nothing is past; without a holiday in the week and the next."""
    today = clock.today()
    return today + (7 - today.weekday() + 14) * DAY


@pytest.fixture
def adria(cast):
    cast.agency.country = ""
    cast.agency.save()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def plan(cast, adria):
    return draw_up(adria, {"title": " The  new site "}, by=cast.luka, once="form:1")


@pytest.fixture
def way(cast, plan, monday):
    """Words, then pages, which wait for a yes, then the launch: a week each."""
    found = []
    for n, title in enumerate(("Words", "Pages", "Launch")):
        first = monday + 7 * n * DAY
        found.append(
            add_milestone(
                plan, {"title": title, "who": cast.tin, "needs_approval": n == 1, "critical": n == 2}, by=cast.luka,
                first=first, last=first + 4 * DAY, after=[found[-1].pk] if found else [],
            )
        )  # fmt: skip
    return found


def again(row):
    fresh = type(row).objects.get(pk=row.pk)
    if isinstance(row, Milestone):
        fresh.plan.client = row.plan.client
    else:
        fresh.client = row.client
    return fresh


def refusal(call):
    with pytest.raises(ValidationError) as refused:
        call()
    return refused.value


def says(call):
    return " ".join(refusal(call).messages)


def test_a_plan_is_drawn_up_once(cast, adria, plan):
    assert (plan.title, plan.state, plan.made_by) == ("The new site", "draft", cast.luka)
    assert draw_up(adria, {"title": "The new site"}, by=cast.luka, once="form:1") == plan
    assert "name" in says(lambda: draw_up(adria, {"title": "  "}, by=cast.luka))
    other = Client.objects.fetch(cast.nina, cast.polyot.pk)
    assert "another client" in says(lambda: draw_up(other, {"title": "x"}, by=cast.nina, once="form:1"))
    with pytest.raises(PermissionDenied):
        draw_up(Client.objects.fetch(cast.tin, cast.adria.pk), {"title": "x"}, by=cast.tin)


@pytest.mark.parametrize(
    "values, days, after, field",
    [
        ({"title": ""}, (0, 4), [], "title"),
        ({"title": "x" * 201}, (0, 4), [], "title"),
        ({"title": "Words"}, (4, 0), [], "last"),
        ({"title": "Words"}, (0, 9999), [], "last"),
        ({"title": "Words"}, (0, 4), [987654], "after"),
    ],
)
def test_what_cannot_be_a_milestone_is_said_at_its_field(cast, plan, monday, values, days, after, field):
    first, last = (monday + n * DAY for n in days)
    wrong = refusal(lambda: add_milestone(plan, values, by=cast.luka, first=first, last=last, after=after))
    assert list(wrong.message_dict) == [field]


def test_it_begins_after_what_it_comes_after_and_never_in_a_circle(cast, plan, way, monday):
    words, pages, _launch = way
    early = {"by": cast.luka, "first": monday, "last": monday}
    found = refusal(lambda: add_milestone(plan, {"title": "Photos"}, after=[words.pk], **early))
    assert "It comes after “Words”" in found.message_dict["first"][0]
    found = refusal(lambda: change_milestone(words, {}, by=cast.luka, version=1, after=[pages.pk]))
    assert "Words → Pages → Words" in found.message_dict["after"][0]
    assert "cannot come after itself" in says(
        lambda: change_milestone(words, {}, by=cast.luka, version=1, after=[words.pk])
    )


def test_moving_one_moves_what_follows_and_keeps_the_reason(cast, plan, way, monday):
    words, pages, launch = way
    settle(plan, by=cast.luka)
    before = again(plan).version
    assert move(words, by=cast.luka, first=monday, reason="Nothing") is None
    assert "Say why" in says(lambda: move(words, by=cast.luka, first=monday + 2 * DAY))
    with pytest.raises(ChangedMeanwhile):
        move(words, by=cast.luka, first=monday + 2 * DAY, reason="x", version=before - 1)
    done = move(words, by=cast.luka, first=monday + 2 * DAY, reason="Ivana was ill", version=before)
    assert [(row.first - monday).days for row in map(again, way)] == [2, 9, 16]
    assert [(row.last - monday).days for row in map(again, way)] == [8, 15, 22]
    assert again(words).baseline_last == monday + 4 * DAY
    assert [row[0] for row in done.moved] == [words.pk, pages.pk, launch.pk]
    entry = Entry.objects.get(name="milestone.moved")
    assert (entry.data["reason"], entry.data["others"], entry.data["critical"]) == ("Ivana was ill", 2, True)
    assert again(plan).version == before + 1


def test_a_critical_date_that_moves_tells_whom_it_touches(cast, plan, way, monday):
    settle(plan, by=cast.luka)
    marta = Client.objects.fetch(cast.marta, cast.adria.pk)
    way[0].plan.client = marta
    move(way[0], by=cast.marta, first=monday + DAY, reason="A holiday there")
    told = {item.member_id: from_data(item.reason).plain() for item in open_items(kind="moved")}
    assert set(told) == {None, cast.tin.pk}  # the keeper, and who does it; not whoever moved it
    assert told[cast.tin.pk].startswith("“Words” ends on")
    assert told[None].endswith("A holiday there")
    move(again(way[0]), by=cast.marta, first=monday + 2 * DAY, reason="Again")
    assert open_items(kind="moved").count() == 2
    close.close(again(plan), "dropped", by=cast.luka, note="No money")
    assert not open_items(kind="moved").exists()


def test_nobody_is_told_of_what_is_not_critical_or_still_a_draft(cast, plan, way, monday):
    move(way[2], by=cast.luka, first=monday + 28 * DAY)  # a draft needs no reason
    settle(plan, by=cast.luka)
    change_milestone(again(way[2]), {"critical": False}, by=cast.luka, version=again(way[2]).version)
    move(again(way[0]), by=cast.luka, first=monday + DAY, reason="Later")
    assert not open_items(kind="moved").exists()


def test_tasks_outside_their_moved_milestone_are_named(cast, plan, way, monday):
    due = clock.now() + (monday - clock.today() + 4 * DAY)
    task = Task.objects.create(client=plan.client, title="Write", keeper=cast.luka, milestone=way[0], due_at=due)
    assert foresee(way[0], monday + DAY).outside == ()
    assert foresee(way[0], monday + 7 * DAY).outside == (task,)
    Task.objects.update(state="done")
    assert foresee(way[0], monday + 7 * DAY).outside == ()


def test_absurd_days_are_refused(cast, way, monday):
    for day in (date(1901, 1, 1), date(2190, 1, 1), clock.today() - DAY):
        assert "first" in refusal(lambda day=day: move(way[0], by=cast.luka, first=day)).message_dict
    assert "last" in refusal(lambda: move(way[0], by=cast.luka, first=None, last=monday - DAY)).message_dict
    assert "Choose another day" in says(lambda: move(way[0], by=cast.luka, first=None))
    far = clock.today() + timedelta(days=5 * 366 - 2)
    assert "five years" in says(lambda: move(way[0], by=cast.luka, first=far))  # what follows would lie beyond


def test_settling_sets_the_baseline_once_and_again_with_a_reason(cast, adria, plan, way, monday):
    empty = draw_up(adria, {"title": "Empty"}, by=cast.luka)
    assert "nothing in it" in says(lambda: settle(empty, by=cast.luka))
    settle(plan, by=cast.luka)
    assert again(plan).state == "going"
    move(again(way[2]), by=cast.luka, first=monday + 28 * DAY, reason="Later")
    assert facts.plans_of(adria.pk)[0].slipped == 14
    assert "count no more" in says(lambda: settle(again(plan), by=cast.luka))
    settle(again(plan), by=cast.luka, reason="They chose another date")
    assert facts.plans_of(adria.pk)[0].slipped == 0
    assert list(PlanChange.objects.filter(milestone=None).values_list("reason", flat=True)) == [
        "They chose another date"
    ]


def test_the_next_one_waits_until_the_one_before_is_done_and_agreed(cast, adria, plan, way):
    words, pages, launch = way
    assert "“Words” is not done yet" in says(lambda: begin.begin(pages, by=cast.luka))
    finish.finish(words, by=cast.luka)
    begin.begin(again(pages), by=cast.luka)
    finish.finish(again(pages), by=cast.luka)
    assert "has not been asked about “Pages”" in says(lambda: begin.begin(again(launch), by=cast.luka))
    ivana = casting.contact(adria, "Ivana", "Perić")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    with pytest.raises(ValidationError, match="Mark it done first"):
        ask_about_milestone(again(launch), contact=ivana, by=cast.luka)
    approval, _address = ask_about_milestone(again(pages), contact=ivana, by=cast.luka)
    found = way_of(plan.pk)
    assert found.standing(found.by_pk[launch.pk]).whose == "theirs"
    assert found.standing(found.by_pk[pages.pk]).state == "asked"
    Decision.objects.create(approval=approval, kind="declined", name="Ivana", version=approval.version)
    assert "did not agree" in says(lambda: finish.finish(again(launch), by=cast.luka))
    Decision.objects.update(kind="approved")
    begin.begin(again(launch), by=cast.luka)
    assert again(launch).begun_at


def test_it_may_begin_before_its_turn_with_a_reason(cast, way):
    begin.begin(way[1], by=cast.luka, despite="The client pressed us")
    assert Entry.objects.get(name="milestone.begun").data["despite"] == "The client pressed us"
    assert begin.take_back(again(way[1]), by=cast.luka)
    assert not begin.take_back(again(way[1]), by=cast.luka)


def test_done_is_taken_back_and_the_question_with_it(cast, adria, way):
    ivana = casting.contact(adria, "Ivana")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    assert "ahead" in says(lambda: finish.finish(way[0], by=cast.luka, on=clock.today() + DAY))
    done = finish.finish(way[0], by=cast.luka, on=clock.today() - DAY)
    assert clock.day_of(done.done_at) == clock.today() - DAY
    finish.finish(again(way[0]), by=cast.luka)
    assert Entry.objects.filter(name="milestone.done").count() == 1
    assert "is done, and what is done does not move" in says(
        lambda: move(again(way[0]), by=cast.luka, first=clock.today() + DAY)
    )
    assert "stays in the plan" in says(lambda: remove_milestone(again(way[0]), by=cast.luka))
    ask_about_milestone(again(way[0]), contact=ivana, by=cast.luka)
    assert finish.undo(again(way[0]), by=cast.luka)
    assert not Approval.objects.filter(withdrawn_at=None).exists()
    assert not finish.undo(again(way[0]), by=cast.luka)


def test_what_came_after_one_taken_out_comes_after_what_that_came_after(cast, plan, way):
    words, pages, launch = way
    remove_milestone(pages, by=cast.luka)
    assert way_of(plan.pk).stage_of[launch.pk].after == {words.pk}
    change_milestone(again(words), {}, by=cast.luka, version=again(words).version, after=[])
    assert restore_milestone(again(pages), by=cast.luka)
    assert way_of(plan.pk).stage_of[launch.pk].after == {words.pk, pages.pk}
    assert not restore_milestone(again(pages), by=cast.luka)


def test_putting_back_never_closes_a_circle(cast, plan, way, monday):
    words, pages, launch = way
    remove_milestone(pages, by=cast.luka)
    launch.after.clear()
    Milestone.objects.filter(pk=words.pk).update(first=monday + 40 * DAY, last=monday + 41 * DAY)
    change_milestone(again(words), {}, by=cast.luka, version=again(words).version, after=[launch.pk])
    launch.after.add(pages)
    assert "circle" in says(lambda: restore_milestone(again(pages), by=cast.luka))
    assert again(pages).deleted_at


def test_an_earlier_plan_is_a_way_to_begin_from(cast, adria, plan, way, monday):
    finish.finish(way[0], by=cast.luka)
    first = monday + 70 * DAY
    made = draw_up(adria, {"title": "The next site"}, by=cast.luka, like=plan, first=first + 5 * DAY)  # a Saturday
    rows = list(made.milestones.order_by("first"))
    assert [((row.first - first).days, (row.last - first).days) for row in rows] == [(7, 11), (14, 18), (21, 25)]
    assert [row.who for row in rows] == [cast.tin] * 3
    assert [row.done_at for row in rows] == [None] * 3
    assert [sorted(row.after.values_list("title", flat=True)) for row in rows] == [[], ["Words"], ["Pages"]]
    other = Client.objects.fetch(cast.marta, cast.tatrawood.pk)
    theirs = draw_up(other, {"title": "Theirs"}, by=cast.marta, like=plan, first=first)
    assert set(theirs.milestones.values_list("who", flat=True)) == {None}
    assert "first" in refusal(lambda: draw_up(adria, {"title": "x"}, by=cast.luka, like=plan)).message_dict


def test_a_plan_ends_done_or_dropped_and_goes_on_again(cast, plan, way):
    assert "“Words” is not done yet" in says(lambda: close.close(plan, "done", by=cast.luka))
    assert "why" in says(lambda: close.close(plan, "dropped", by=cast.luka))
    assert "how it ended" in says(lambda: close.close(plan, "going", by=cast.luka))
    for row in way:
        Milestone.objects.filter(pk=row.pk).update(done_at=clock.now())
    close.close(plan, "done", by=cast.luka)
    assert "has ended" in says(lambda: change(again(plan), {"title": "x"}, by=cast.luka, version=2))
    assert close.reopen(again(plan), by=cast.luka)
    assert not close.reopen(again(plan), by=cast.luka)
    assert again(plan).state == "draft"


def test_of_two_who_change_a_plan_the_second_is_asked(cast, plan, way):
    version = again(plan).version
    change(again(plan), {"title": "A"}, by=cast.luka, version=version)
    with pytest.raises(ChangedMeanwhile):
        change(again(plan), {"title": "B"}, by=cast.luka, version=version)
    change_milestone(way[0], {"title": "A"}, by=cast.luka, version=1)
    with pytest.raises(ChangedMeanwhile):
        change_milestone(way[0], {"title": "B"}, by=cast.luka, version=1)


def test_the_portal_gets_what_is_marked_and_settled_in_few_statements(
    cast, adria, plan, way, monday, django_assert_max_num_queries
):
    assert facts.shown_plans(adria) == []
    show(plan, adria, cast.luka)
    assert facts.shown_plans(adria) == []  # not settled yet
    settle(plan, by=cast.luka)
    finish.finish(again(way[0]), by=cast.luka)
    move(again(way[2]), by=cast.luka, first=monday + 28 * DAY, reason="Later")
    for n in range(8):
        more = draw_up(adria, {"title": f"More {n}"}, by=cast.luka, like=plan, first=monday)
        settle(more, by=cast.luka)
        show(more, adria, cast.luka)
    with django_assert_max_num_queries(7):
        found = facts.shown_plans(adria)
    fact = next(one for one in found if one.pk == plan.pk)
    assert len(found) == 9
    assert (fact.done, fact.share, fact.next.title) == (1, 1 / 3, "Pages")
    assert [(stage.title, stage.slipped) for stage in fact.moved] == [("Launch", 14)]
    assert fact.next.standing.state in ("ahead", "ready")


def test_a_whole_plan_is_asked_about_as_it_stands(cast, adria, plan, way):
    ivana = casting.contact(adria, "Ivana", language="hr")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    approval, _address = ask_about_plan(plan, contact=ivana, by=cast.luka)
    assert (approval.purpose, approval.subject_id) == ("plan", plan.pk)
    assert "Launch" in dict(approval.shown)[approval.shown[-1][0]]
    empty = Plan.objects.create(client=adria, title="Empty")
    assert "nothing in it" in says(lambda: ask_about_plan(empty, contact=ivana, by=cast.luka))
