"""The client's yes frees the next milestone: the keeper is asked to begin it, until it is begun."""

from datetime import timedelta

import pytest
from tests import cast as casting

from rapport.approvals.models import Decision
from rapport.attention.ask import close
from rapport.attention.models import open_items
from rapport.delivery.models import Milestone
from rapport.delivery.plans import begin, finish
from rapport.delivery.plans.access import milestone_for
from rapport.delivery.plans.add_milestone import add_milestone
from rapport.delivery.plans.ask_client import ask_about_milestone
from rapport.delivery.plans.close import close as end
from rapport.delivery.plans.draw_up import draw_up
from rapport.journal import clock
from rapport.journal.models import Failure
from rapport.journal.record import record
from rapport.portfolio.models import Channel, Client


@pytest.fixture
def waiting(follow):
    def run():
        follow()
        assert not Failure.objects.exists(), Failure.objects.first().error
        return list(open_items(kind="milestone_free"))

    return run


@pytest.fixture
def agreed(cast):
    """Pages, done and agreed to; after them the launch, and after it a look back."""
    client = Client.objects.fetch(cast.luka, cast.adria.pk)
    plan = draw_up(client, {"title": "The new site"}, by=cast.luka)
    rows = []
    for n, title in enumerate(("Pages", "Launch", "Look back")):
        first = clock.today() + timedelta(days=7 * n + 3)
        values = {"title": title, "needs_approval": n == 0}
        after = [rows[-1].pk] if rows else []
        rows.append(add_milestone(plan, values, by=cast.luka, first=first, last=first, after=after))
    pages = milestone_for(cast.luka, rows[0].pk, "plan.keep")
    finish.finish(pages, by=cast.luka)
    ivana = casting.contact(client, "Ivana", "Perić")
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    approval, _address = ask_about_milestone(
        milestone_for(cast.luka, pages.pk, "plan.keep"), contact=ivana, by=cast.luka
    )

    def answer(kind):
        Decision.objects.create(approval=approval, kind=kind, name="Ivana", version=approval.version)
        record(
            "approval.decided", by=None, about=approval, client=client.pk, purpose="milestone", title=approval.title,
            kind=kind, name="Ivana", subject=approval.subject, subject_id=approval.subject_id,
            version=approval.version, number=0,
        )  # fmt: skip

    return plan, rows, answer


def test_a_yes_asks_the_keeper_to_begin_what_it_freed_until_it_is_begun(cast, agreed, waiting):
    _plan, (_pages, launch, _back), answer = agreed
    assert waiting() == []
    answer("approved")
    (item,) = waiting()
    assert (item.client_id, item.member, item.facts["milestone"]) == (cast.adria.pk, None, launch.pk)
    assert item.why.plain().startswith("The client agreed to “Pages”: “Launch” may begin")
    begin.begin(milestone_for(cast.luka, launch.pk, "plan.keep"), by=cast.luka)
    assert waiting() == []
    item.refresh_from_db()
    assert (item.outcome, item.closed_by) == ("done", cast.luka)
    begin.take_back(milestone_for(cast.luka, launch.pk, "plan.keep"), by=cast.luka)
    assert len(waiting()) == 1


def test_a_no_frees_nothing(agreed, waiting):
    agreed[2]("declined")
    assert waiting() == []


def test_what_was_put_aside_is_not_asked_again_and_an_ended_plan_asks_for_nothing(cast, agreed, waiting):
    plan, (_pages, launch, _back), answer = agreed
    answer("approved")
    (item,) = waiting()
    close(item, by=cast.luka, outcome="dismissed", note="After the fair")
    record(
        "milestone.changed", by=cast.luka, about=Milestone.objects.get(pk=launch.pk), client=cast.adria.pk, plan=plan.pk
    )
    assert waiting() == []
    item.delete()
    record(
        "milestone.changed", by=cast.luka, about=Milestone.objects.get(pk=launch.pk), client=cast.adria.pk, plan=plan.pk
    )
    assert len(waiting()) == 1
    end(plan, "dropped", by=cast.luka, note="They sell the firm")
    assert waiting() == []
