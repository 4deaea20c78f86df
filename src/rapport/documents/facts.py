"""What may be known of a client's documents: its folders as a tree, its papers with their newest version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from rapport.documents.models import Folder, Paper, Version


@dataclass(frozen=True, slots=True)
class Branch:
    """A folder, how deep it lies (the outermost 0), and how many documents lie in it itself."""

    folder: Folder
    depth: int
    papers: int


def tree(client_id: int) -> list[Branch]:
    """All folders in the order of a tree; one statement."""
    here = Count("papers", filter=Q(papers__deleted_at=None))
    rows = list(Folder.objects.filter(client_id=client_id, deleted_at=None).annotate(_papers=here))
    known = {row.pk for row in rows}
    below: dict[int | None, list[Folder]] = {}
    for row in rows:  # one whose own place is away stands at the top
        below.setdefault(row.parent_id if row.parent_id in known else None, []).append(row)

    def walk(parent: int | None, depth: int) -> Iterator[Branch]:
        for row in below.get(parent, []):
            yield Branch(row, depth, row._papers)  # type: ignore[attr-defined]
            yield from walk(row.pk, depth + 1)

    return list(walk(None, 0))


def papers_of(client_id: int) -> QuerySet[Paper]:
    """The client's documents that are not deleted, each with `newest` (the id of its newest version)."""
    return with_newest(Paper.objects.filter(client_id=client_id, deleted_at=None))


def with_newest(papers: QuerySet[Paper]) -> QuerySet[Paper]:
    newest = Version.objects.filter(paper=OuterRef("pk")).order_by("-number").values("pk")[:1]
    return papers.annotate(newest=Subquery(newest)).order_by("title", "pk")


def newest_versions(papers: Iterable[Paper]) -> dict[int, Version]:
    """By the id of the document; one statement."""
    ids = [paper.newest for paper in papers if paper.newest]  # type: ignore[attr-defined]
    rows = Version.objects.filter(pk__in=ids).select_related("document", "by", "paper")
    return {row.paper_id: row for row in rows}
