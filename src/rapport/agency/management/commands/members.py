"""`rapport members`: who belongs to the agency, in which roles and team."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from rapport.agency.invite import waits
from rapport.agency.models import Member


class Command(BaseCommand):
    help = "List who belongs to the agency: those who are here, those invited, those who have left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", dest="as_json", help="one JSON array on standard output")

    def handle(self, *args: Any, as_json: bool, **options: Any) -> None:
        rows = [described(member) for member in Member.objects.select_related("team").order_by("name", "pk")]
        if as_json:
            self.stdout.write(json.dumps(rows, ensure_ascii=False, indent=2))
            return
        if not rows:
            self.stderr.write('Nobody is here yet. Begin with: rapport administrator MAIL --name "Your Name"')
        for row in rows:
            team = row["team"] or "no team"
            state = "" if row["state"] == "here" else f"  ({row['state']})"
            self.stdout.write(f"{row['name']:<24} {row['email']:<34} {', '.join(row['roles']):<24} {team}{state}")


def described(member: Member) -> dict[str, Any]:
    """A member as docs/api/members.md promises it."""
    return {
        "email": member.email,
        "name": member.name,
        "roles": sorted(member.roles),
        "team": member.team.name if member.team else None,
        "language": member.language,
        "zone": member.zone,
        "state": "here" if member.is_active else "invited" if waits(member) else "left",
        "joined": member.joined_at.date().isoformat() if not waits(member) else None,
    }
