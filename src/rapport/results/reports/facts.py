"""What upper contexts may know of reports: a client's, the newest first, and those a contact may read."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from rapport.portfolio.models import Contact
from rapport.results.reports.models import Report, Sight


def reports_of(client_id: int) -> QuerySet[Report]:
    """With how many people it went to and how many of them have looked."""
    rows = Report.objects.filter(client=client_id).select_related("signed_by")
    return rows.annotate(
        went_to=Count("sights", distinct=True), looked=Count("sights", filter=Q(sights__times__gt=0), distinct=True)
    ).order_by("-last", "-first", "-pk")


def readable_by(contact: Contact, marked: Iterable[int] = ()) -> QuerySet[Report]:
    """What was sent to this contact, or was sent and is marked for their client, the newest first."""
    theirs = Exists(Sight.objects.filter(report=OuterRef("pk"), contact=contact))
    rows = Report.objects.filter(client=contact.client_id).exclude(sent_at=None)
    return rows.filter(theirs | Q(pk__in=list(marked))).order_by("-last", "-pk")
