"""When two clients become one, what was found in their figures goes along, and comes back with them."""

from datetime import date

from rapport.results import go_along
from rapport.results.findings.models import Finding

DAY = date(2026, 3, 4)


def found(client, metric, state="open"):
    return Finding.objects.create(
        client=client, metric=metric, kind="level", since=DAY, until=DAY, seen_on=DAY, usual=9, now=4, size=-0.5,
        in_all=-5, sureness=0.9, is_bad=True, state=state,
    )  # fmt: skip


def test_findings_go_along_but_what_both_have_open_stays(cast):
    found(cast.isar, "leads")
    mine, both, settled = found(cast.adria, "spend"), found(cast.adria, "leads"), found(cast.adria, "leads", "known")
    rows = go_along.rows_of(cast.adria.pk)
    go_along.move(rows, to=cast.isar.pk)
    assert set(Finding.objects.filter(client=cast.isar, pk__in=rows["findings"])) == {mine, settled}
    assert Finding.objects.get(client=cast.adria) == both
    go_along.move(rows, to=cast.adria.pk)
    assert Finding.objects.filter(client=cast.adria).count() == 3
