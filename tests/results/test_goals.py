"""A goal whose metric is read shows on its page where it stands and where it should be by now."""

from datetime import timedelta

from django.urls import reverse
from tests.results.test_findings import feed

from rapport.delivery.goals.models import Goal
from rapport.journal import clock
from rapport.results.goals.figure import followed


def goal(cast, **values):
    today = clock.today()
    given = {"metric": "Leads", "baseline": 800, "target": 1200}
    given |= {"since": today - timedelta(days=180), "due": today + timedelta(days=180), **values}
    return Goal.objects.create(client=cast.adria, title="More leads", made_by=cast.luka, **given)


def test_it_is_followed_by_the_name_of_its_metric(cast, caller):
    feed(cast.adria, days=0, reached=1)
    behind, on_the_way, words = goal(cast), goal(cast, target=1100), goal(cast, metric="first visits")
    found = followed(cast.adria, [behind, on_the_way, words])
    assert set(found) == {behind.pk, on_the_way.pk}
    assert 950 < found[behind.pk].value < 1080
    assert len(found[behind.pk].months) in (11, 12, 13)
    assert found[on_the_way.pk].way.state == "on the way"
    page = caller(cast.luka).get(reverse("goal", args=[behind.pk])).content.decode()
    assert "in the last 30 days" in page
    assert "By now it should be 1,0" in page
