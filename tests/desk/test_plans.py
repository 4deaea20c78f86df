"""Plans on their pages: the client's page in words, the plan, a look ahead before a move, every deed from its form."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests import cast as casting

from rapport.approvals.models import Approval, Decision
from rapport.attention.models import open_items
from rapport.catalogue.models import Service
from rapport.delivery.models import Brief, Goal, Milestone, Plan, PlanChange, Task
from rapport.delivery.plans.add_milestone import add_milestone
from rapport.delivery.plans.draw_up import draw_up
from rapport.delivery.plans.settle import settle
from rapport.desk.client.sentences import TELLING
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.portfolio.models import Channel, Client
from rapport.portfolio.show import is_shown

DAY = timedelta(days=1)


@pytest.fixture
def monday():
    today = clock.today()
    return today + (7 - today.weekday() + 14) * DAY


@pytest.fixture
def adria(cast):
    cast.agency.country = ""
    cast.agency.save()
    return Client.objects.fetch(cast.luka, cast.adria.pk)


@pytest.fixture
def ivana(adria):
    contact = casting.contact(adria, "Ivana", "Perić")
    Channel.objects.create(contact=contact, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    return contact


@pytest.fixture
def luka(cast, caller):
    return caller(cast.luka)


@pytest.fixture
def plan(cast, adria):
    return draw_up(adria, {"title": "The new site"}, by=cast.luka)


@pytest.fixture
def way(cast, plan, monday):
    """Words, then pages, then the launch: a week each; the pages wait for a yes, the launch is critical."""
    found = []
    for n, title in enumerate(("Words", "Pages", "Launch")):
        first = monday + 7 * n * DAY
        values = {"title": title, "who": cast.tin, "needs_approval": n == 1, "critical": n == 2}
        after = [found[-1].pk] if found else []
        found.append(add_milestone(plan, values, by=cast.luka, first=first, last=first + 4 * DAY, after=after))
    return found


def text(answer):
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


def to(name, thing):
    return reverse(name, args=[thing.pk])


def test_the_way_from_nothing_to_an_agreed_plan(luka, cast, adria, monday):
    assert "Nothing is aimed at yet" in text(luka.get(to("client_plan", adria)))
    once = str(uuid4())
    for _twice in range(2):
        answer = luka.post(to("plan_new", adria), {"title": "The new site", "once": once})
    plan = Plan.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (303, to("plan", plan))
    assert "The plan is empty" in text(luka.get(to("plan", plan)))
    for n, title in enumerate(("Words", "Pages")):
        first = monday + 7 * n * DAY
        sent = {
            "title": title, "first": first.isoformat(), "last": (first + 4 * DAY).isoformat(),
            "who": cast.tin.pk, "once": str(uuid4()), "needs_approval": "on",
            "after": [Milestone.objects.get(title="Words").pk] if n else [],
        }  # fmt: skip
        for _twice in range(2):
            assert luka.post(to("milestone_new", plan), sent).status_code == 303
    assert [row.title for row in plan.milestones.all()] == ["Words", "Pages"]
    page = text(luka.get(to("plan", plan)))
    assert "0 of 2 milestones done." in page
    assert 'role="img"' in page
    assert "Agree on these dates" in page
    luka.post(to("plan_settle", plan))
    assert Plan.objects.get().state == "going"
    assert "The end of the plan hangs on it." in text(luka.get(to("plan", plan)))
    page = text(luka.get(to("client_plan", adria)))
    assert "0 of 2 done. Next: Words." in page


@pytest.mark.parametrize(
    "wrong, says",
    [
        ({"title": ""}, "cannot stay empty"),
        ({"title": "Nul\0l"}, "Null characters"),
        ({"first": "soon"}, "no day of the calendar"),
        ({"last": "2199-01-01"}, "five years ahead"),
        ({"last": "2020-01-01"}, "end before it begins"),
        ({"after": ["987654321"]}, "valid choice"),
        ({"who": "987654321"}, "valid choice"),
        ({"about": "x" * 5001}, "At most 5000 characters"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_lost(luka, plan, way, monday, wrong, says):
    sent = {"title": "Photos", "first": monday.isoformat(), "last": monday.isoformat(), "about": "In rooms", **wrong}
    answer = luka.post(to("milestone_new", plan), sent)
    assert answer.status_code == 422
    assert says in text(answer)
    assert "about" in wrong or "In rooms" in text(answer)
    assert plan.milestones.count() == 3


def test_what_else_moves_is_seen_before_and_the_reason_is_kept(luka, cast, plan, way, monday):
    words = way[0]
    settle(plan, by=cast.luka)
    due = clock.now() + (monday - clock.today() + 3 * DAY)
    Task.objects.create(client=plan.client, title="Write the page on prices", keeper=cast.luka, milestone=words,
                        due_at=due)  # fmt: skip
    address = to("milestone_move", words)
    assert "See what else moves" in text(luka.get(address))
    later = (monday + 7 * DAY).isoformat()
    page = text(luka.get(address, {"first": later}))
    assert "2 more milestones move along" in page
    assert "7 days later." in page
    assert "Tin will be told." in page
    assert "1 task would lie outside its milestone" in page
    assert "Write the page on prices" in page
    assert Milestone.objects.get(title="Words").first == monday  # looking moves nothing
    version = Plan.objects.get().version
    sent = {"first": later, "last": (monday + 11 * DAY).isoformat(), "version": version}
    answer = luka.post(address, sent)
    assert answer.status_code == 422
    assert "Say why: those whom it touches will ask." in text(answer)
    answer = luka.post(address, {**sent, "reason": "Ivana was ill"})
    assert answer.headers["Location"] == to("plan", plan)
    page = text(luka.get(to("plan", plan)))
    assert "Words: Ivana was ill" in page.replace("</a>", "")
    assert "2 more moved along" in page
    assert "7 days later than was agreed" in page
    assert {item.member_id for item in open_items(kind="moved")} == {cast.tin.pk}
    # the second who looked before that is shown how it stands now
    answer = luka.post(address, {**sent, "first": (monday + 14 * DAY).isoformat(), "last": "", "reason": "Twice"})
    assert answer.status_code == 409
    assert "The plan was changed meanwhile" in text(answer)
    assert "Twice" in text(answer)
    assert PlanChange.objects.count() == 1


@pytest.mark.parametrize(
    "days, says",
    [
        ({"first": "2020-01-01"}, "is past: it cannot begin then."),
        ({"first": "1901-01-01"}, "too long ago"),
        ({"first": "soon"}, "no day of the calendar"),
        ({"first": ""}, "Choose another day."),
        ({"first": "2199-01-01"}, "five years ahead"),
    ],
)
def test_a_move_that_cannot_be_is_refused_in_words(luka, way, days, says):
    answer = luka.get(to("milestone_move", way[0]), days)
    assert answer.status_code == 422
    assert says in text(answer)


def test_a_milestone_begins_is_done_and_waits_for_the_client(luka, cast, plan, way, ivana):
    words, pages, launch = way
    settle(plan, by=cast.luka)
    answer = luka.post(to("milestone_begin", pages))
    assert answer.status_code == 422
    assert "It cannot begin yet. “Words” is not done yet." in text(answer)
    luka.post(to("milestone_done", words))
    luka.post(to("milestone_begin", pages))
    luka.post(to("milestone_unbegin", pages))
    luka.post(to("milestone_done", pages))
    assert "The client is still to be asked for their yes." in text(luka.get(to("plan", plan)))
    assert luka.post(to("milestone_ask", pages), {"contact": "987654321"}).status_code == 422
    luka.post(to("milestone_ask", pages), {"contact": ivana.pk})
    page = text(luka.get(to("milestone", pages)))
    assert "It is the client’s move." in page
    assert "Ivana Perić is asked" in page
    page = text(luka.get(to("milestone", launch)))
    assert "“Pages” waits for the client’s yes." in page
    answer = luka.post(to("milestone_begin", launch), {"despite": "They pressed us by telephone"})
    assert answer.status_code == 303
    Decision.objects.create(approval=Approval.objects.get(), kind="declined", name="Ivana", version="0", words="Prices")
    assert "did not agree" in text(luka.get(to("milestone", pages)))
    luka.post(to("milestone_undone", pages))
    assert not Milestone.objects.get(title="Pages").done_at
    told = set(Entry.objects.values_list("name", flat=True)) & set(TELLING)
    assert {"plan.settled", "milestone.done", "milestone.begun", "milestone.undone"} <= told
    assert "began before its turn" in text(luka.get(to("client", plan.client)))


def test_a_milestone_is_changed_taken_out_and_put_back(luka, cast, plan, way):
    words, pages, _launch = way
    sent = {"title": "Texts", "version": "1", "after": [], "critical": "on"}
    luka.post(to("milestone_change", words), sent)
    changed = Milestone.objects.get(pk=words.pk)
    assert (changed.title, changed.who, changed.critical) == ("Texts", None, True)
    answer = luka.post(to("milestone_change", words), {**sent, "title": "Copy"})
    assert answer.status_code == 409
    assert "Two editors at once" in text(answer)
    answer = luka.post(to("milestone_change", words), {**sent, "version": "2", "after": [pages.pk]})
    assert answer.status_code == 422
    assert "circle" in text(answer)
    luka.post(to("milestone_remove", words))
    assert "Texts" not in text(luka.get(to("plan", plan))).replace("“Texts” is out of the plan.", "")
    assert luka.get(to("milestone", words)).status_code == 404
    luka.post(to("milestone_restore", words))
    assert luka.get(to("milestone", words)).status_code == 200


def test_a_plan_is_changed_shown_asked_dropped_and_opened_again(luka, cast, plan, way, ivana):
    seo = Service.objects.get(key="seo")
    version = Plan.objects.get().version
    sent = {"title": "Site", "service": seo.pk, "about": "All of it", "version": version}
    luka.post(to("plan_change", plan), sent)
    assert Plan.objects.get().service == seo
    assert luka.post(to("plan_change", plan), {**sent, "title": "Other"}).status_code == 409
    luka.post(to("plan_mark", plan), {"shown": "yes"})
    assert is_shown(plan)
    assert "will see this once its dates are agreed" in text(luka.get(to("plan", plan)))
    luka.post(to("plan_mark", plan))
    assert not is_shown(plan)
    luka.post(to("plan_ask", plan), {"contact": ivana.pk})
    assert Approval.objects.get().purpose == "plan"
    luka.post(to("plan_settle", plan))
    assert luka.post(to("plan_settle", plan)).status_code == 422  # again asks why
    luka.post(to("plan_settle", plan), {"reason": "They chose spring"})
    assert "Dates agreed anew" in text(luka.get(to("plan", plan)))
    assert "is not done yet. Mark it done" in text(luka.post(to("plan_close", plan), {"state": "done"}))
    assert luka.post(to("plan_close", plan), {}).status_code == 422
    luka.post(to("plan_close", plan), {"note": "No money"})
    assert Plan.objects.get().state == "dropped"
    assert "has ended" in text(luka.post(to("milestone_done", way[0])))
    luka.post(to("plan_reopen", plan))
    assert Plan.objects.get().state == "going"


def test_a_plan_begins_from_an_earlier_one_that_one_may_see(luka, caller, cast, adria, plan, way, monday):
    sent = {"title": "Next", "like": plan.pk}
    assert "on which day it begins" in text(luka.post(to("plan_new", adria), sent))
    luka.post(to("plan_new", adria), {**sent, "first": (monday + 70 * DAY).isoformat()})
    assert Plan.objects.get(title="Next").milestones.count() == 3
    nina = caller(cast.nina)
    answer = nina.post(to("plan_new", cast.polyot), {**sent, "first": monday.isoformat()})
    assert answer.status_code == 422  # it is not hers to see
    assert "The new site" not in text(answer)


def test_a_specialist_sees_it_and_changes_nothing(caller, cast, plan, way):
    tin = caller(cast.tin)
    page = text(tin.get(to("plan", plan)))
    assert "Words" in page
    assert "Add a milestone" not in page
    assert tin.post(to("milestone_done", way[0])).status_code == 403
    assert "Begin a brief" not in text(tin.get(to("client_plan", plan.client)))


def test_the_pages_have_as_many_statements_whatever_the_rows(
    luka, cast, adria, plan, way, monday, django_assert_max_num_queries
):
    service = Service.objects.get(key="seo")

    def more(n):
        goal = Goal.objects.create(client=adria, title=f"Goal {n}", due=monday)
        Brief.objects.create(client=adria, service=service, title=f"Brief {n}")
        one = Milestone.objects.create(plan=plan, title=f"More {n}", first=monday, last=monday, goal=goal)
        one.after.add(way[0])
        Task.objects.create(client=adria, title=f"Task {n}", keeper=cast.luka, milestone=one, goal=goal)
        draw_up(adria, {"title": f"Plan {n}"}, by=cast.luka)

    pages = [to("client_plan", adria), to("plan", plan), to("milestone", way[0])]
    for n in range(3):
        more(n)
    few = []
    for page in pages:
        with CaptureQueriesContext(connection) as queries:
            assert luka.get(page).status_code == 200
        few.append(len(queries))
    for n in range(3, 25):
        more(n)
    for page, number in zip(pages, few, strict=True):
        with django_assert_max_num_queries(number):
            luka.get(page)
