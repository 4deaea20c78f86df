"""Every address, asked by every kind of member about every kind of client, answers as the permission table says.

A new address needs a line below: in PLAIN when it names nothing, in ABOUT_CLIENTS when it names a client or something
of a client, in OWN when it names something of one member, in OPEN_DOORS when no sign-in is needed, in OF_CONTACTS when
it is for a client's contact who has come into the portal.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import time, timedelta
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client as Browser
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from tests.cast import Cast, client, contact, make, member
from tests.house.sources import listing
from tests.portal.coming_in import as_contact

from rapport.agency.models import Absence, Member, Role
from rapport.agency.permissions import BY_CONTACT, DEEDS, OPEN, ROUTES
from rapport.approvals.models import Approval
from rapport.attention.ask import ask
from rapport.attention.models import Checklist, Step
from rapport.catalogue.models import Draft, Edition, Metric, Saying
from rapport.conversations.chats.models import ChatFile, FileChat, KnownChat
from rapport.conversations.mail.models import Attachment, Dropped, Folder, Mailbox, Message, Template, Thread
from rapport.conversations.meetings.models import (
    AgendaLine,
    Debrief,
    Idea,
    Meeting,
    MinuteLine,
    Offer,
    Participant,
    Series,
)
from rapport.conversations.models import Evidence, News, Promise, Question, Touchpoint
from rapport.conversations.understandings.models import Understanding
from rapport.delivery.briefs.models import Brief
from rapport.delivery.checks.models import KnownWord
from rapport.delivery.goals.models import Goal
from rapport.delivery.models import Conflict, ExtraWork, Owed
from rapport.delivery.plans.models import Milestone, Plan
from rapport.delivery.requests.models import Request
from rapport.delivery.tasks.models import Comment, Recurrence, Task, TimeNote
from rapport.delivery.tasks.models import Step as TaskStep
from rapport.desk.models import SavedView
from rapport.documents.bring import bring
from rapport.documents.keep import keep
from rapport.documents.lay_folder import lay_folder
from rapport.documents.models import Paper, Version
from rapport.intake.receive import receive
from rapport.intake.work import set_going
from rapport.journal import clock
from rapport.journal.models import Entry
from rapport.links.hand_out import hand_out
from rapport.onboarding.models import Access, AnswerFile, Drop, Handover, Part, Questionnaire, Start
from rapport.portfolio.models import (
    Client,
    Contact,
    Crew,
    DirectLine,
    Engagement,
    Keeper,
    Merge,
    PrivateNote,
    SharedIndustry,
    Shown,
)
from rapport.post.models import Account, Outgoing
from rapport.reckon.verdict import because
from rapport.results.findings.models import Finding
from rapport.results.readings.models import Arrival, Feed, Target
from rapport.results.reports.models import Part as ReportPart
from rapport.results.reports.models import Report

MISSING = 987_654_321
CALLERS = ("luka", "ana", "nina", "marta", "petra", "tin", "fran", "iva", "zoran")
CLIENTS = ("adria", "tatrawood", "isar", "polyot")


@dataclass
class Things:
    """A client and one of each thing that an address may name; `but` changes single ones."""

    client: int
    of: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> int:
        return self.client if name == "client" else self.of[name]


@dataclass(frozen=True)
class About:
    """An address about a client: its parts by the names of things, the deed it does when that is not the address's
    own in ROUTES, and what is sent along."""

    parts: dict[str, str]
    deed: str = ""
    data: Callable[[Things], dict[str, Any]] = lambda things: {}
    more: tuple[tuple[str, str], ...] = ()  # parts that are plain words


def page(**parts: str) -> About:
    return About({"pk": "client", **parts})


def of(thing: str, deed: str = "", *more: tuple[str, str]) -> About:
    return About({"pk": thing}, deed, more=more)


ABOUT_CLIENTS: dict[str, About] = {
    "client": page(),
    "client_story": page(),
    "client_state": page(),
    "client_facts": page(),
    "client_change": page(),
    "client_pause": page(),
    "client_resume": page(),
    "client_part": page(),
    "client_delete": page(),
    "client_restore": of("deleted"),
    "client_merge": page(),
    "client_unmerge": About({"pk": "client"}, data=lambda things: {"merge": things["merge"]}),
    "client_hand_over": page(),
    "client_cover": page(),
    "client_cover_end": page(keeper="cover"),
    "client_people": page(),
    "contact": page(contact="contact"),
    "client_cards": page(),
    "client_cards_in": page(),
    "contact_new": page(),
    "contact_change": page(contact="contact"),
    "contact_delete": page(contact="contact"),
    "contact_restore": page(contact="removed_contact"),
    "note_new": page(),
    "note_delete": page(note="note"),
    "note_restore": page(note="removed_note"),
    "client_services": page(),
    "client_results": page(),
    "figures_bring": page(),
    "figures_back": page(arrival="arrival"),
    "figures_rhythm": page(feed="feed"),
    "target_set": page(),
    "target_withdraw": page(target="target"),
    "engagement_new": page(),
    "engagement_change": page(engagement="engagement"),
    "crew_add": page(),
    "crew_remove": page(crew="crew"),
    "direct_line_new": page(),
    "direct_line_end": page(line="line"),
    "exception_review": of("exception"),
    "touchpoints": page(),
    "today_log": page(),
    "touchpoint_correct": of("touchpoint"),
    "touchpoint_reason": of("touchpoint"),
    "touchpoint_delete": of("touchpoint"),
    "touchpoint_restore": of("removed_touchpoint"),
    "touchpoint_history": of("touchpoint"),
    "document": of("document"),
    "client_conflicts": page(),
    "conflict_new": page(),
    **dict.fromkeys(
        ("conflict", "conflict_change", "conflict_decide", "conflict_settle", "conflict_reopen"), of("conflict")
    ),
    "client_promises": page(),
    "promise_new": page(),
    "question_new": page(),
    **dict.fromkeys(
        (
            "promise", "promise_keep", "promise_break", "promise_release", "promise_reopen", "promise_move",
            "promise_put_back", "promise_confirm", "promise_unconfirm", "promise_refuse", "promise_take_back",
        ),
        of("promise"),
    ),
    "client_owed": page(),
    "owed_new": page(),
    **dict.fromkeys(
        (
            "owed", "owed_change", "owed_move", "owed_given", "owed_done", "owed_missing", "owed_release",
            "owed_reopen", "owed_remind",
        ),
        of("owed"),
    ),
    **dict.fromkeys(
        (
            "client_ending", "ending_files", "ending_hello", "ending_cause", "ending_doors", "ending_done",
            "ending_reopen",
        ),
        page(),
    ),
    "client_accesses": page(),
    "access_new": page(),
    "accesses_revoke": page(),
    "access": of("access"),
    "access_change": of("access"),
    "access_state": of("access"),
    "drop_new": of("access"),
    "drop_end": of("drop"),
    "drop_reveal": of("drop"),
    "client_extra": page(),
    "extra_new": page(),
    "extra_change": of("extra"),
    **dict.fromkeys(("extra", "extra_tell", "extra_gift", "extra_refuse", "extra_end", "extra_reopen"), of("extra")),
    "task_new": page(),
    **dict.fromkeys(
        (
            "task", "task_change", "task_hand", "task_accept", "task_unaccept", "task_propose", "task_date",
            "task_unclear", "task_reword", "task_deliver", "task_undeliver", "task_take", "task_return",
            "task_hand_on", "task_checked", "task_unchecked", "task_move", "task_drop", "task_reopen",
            "task_step_new", "task_time", "task_comment",
        ),
        of("task"),
    ),
    "task_step": About({"pk": "task", "step": "task_step"}),
    "task_time_back": About({"pk": "task", "note": "time_note"}),
    "task_comment_hide": About({"pk": "task", "comment": "comment"}),
    "task_comment_show": About({"pk": "task", "comment": "comment"}),
    "task_file": About({"pk": "task", "comment": "comment"}),
    "version_spelling": of("version"),
    "client_plan": page(),
    "goal_new": page(),
    "brief_new": page(),
    "plan_new": page(),
    **dict.fromkeys(("goal", "goal_change", "goal_close", "goal_reopen", "goal_mark"), of("goal")),
    **dict.fromkeys(
        ("brief", "brief_change", "brief_ready", "brief_open", "brief_next", "brief_ask", "brief_mark"),
        of("brief"),
    ),
    **dict.fromkeys(
        ("plan", "plan_change", "plan_settle", "plan_close", "plan_reopen", "plan_ask", "plan_mark", "milestone_new"),
        of("plan"),
    ),
    **dict.fromkeys(
        (
            "milestone", "milestone_change", "milestone_move", "milestone_begin", "milestone_unbegin",
            "milestone_done", "milestone_undone", "milestone_remove", "milestone_restore", "milestone_ask",
        ),
        of("milestone"),
    ),
    "client_understandings": page(),
    "understanding_new": page(),
    "understanding": of("understanding"),
    "understanding_change": of("understanding"),
    "understanding_send": of("understanding"),
    "understanding_take_over": of("understanding"),
    "understanding_drop": of("understanding"),
    "understanding_bring_back": of("understanding"),
    "approval": of("approval"),
    "approval_again": of("approval"),
    "approval_withdraw": of("approval"),
    "approval_file": of("approval", "", ("number", "1")),
    "client_approvals": page(),
    "approval_new": page(),
    **dict.fromkeys(
        ("paper", "paper_version", "paper_change", "paper_delete", "paper_restore", "paper_show", "paper_hide"),
        of("paper"),
    ),
    **dict.fromkeys(("folder", "folder_delete", "folder_restore"), of("doc_folder")),
    **dict.fromkeys(("version_file", "version_picture"), of("paper_version")),
    "client_files": page(),
    "paper_new": page(),
    "folder_new": page(),
    "client_links": page(),
    "link_take_back": page(link="link"),
    "client_portal": page(),
    "client_portal_preview": page(),
    "shown_mark": About({"pk": "client"}, data=lambda things: {"kind": "goal", "id": things["goal_to_show"]}),
    "shown_end": About({"pk": "client"}, data=lambda things: {"kind": "plan", "id": things["shown_plan"]}),
    "portal_invite": page(contact="contact"),
    "portal_shut_out": page(contact="contact"),
    "client_brand": page(),
    "client_findings": page(),
    "figures_token": page(),
    "figures_token_end": page(),
    "feasible": page(),
    **dict.fromkeys(
        ("finding", "finding_ask", "finding_write", "finding_known", "finding_wrong", "finding_reopen"), of("finding")
    ),
    **dict.fromkeys(("client_reports", "report_new", "report_template"), page()),
    **dict.fromkeys(
        ("report", "report_page", "report_pdf", "report_slides", "report_sign", "report_open", "report_send"),
        of("report"),
    ),
    **dict.fromkeys(
        ("report_part", "report_part_ask", "report_part_out", "report_part_back"),
        About({"pk": "report", "part": "report_section"}),
    ),
    "client_requests": page(),
    **dict.fromkeys(("request", "request_answer", "request_close", "request_file"), of("request")),
    "client_meetings": page(),
    **dict.fromkeys(("client_work", "recurrence_new"), page()),
    **dict.fromkeys(("recurrence", "recurrence_change", "recurrence_end"), of("recurrence")),
    "client_meeting_new": page(),
    "client_rhythm_new": page(),
    **dict.fromkeys(
        (
            "meeting", "meeting_change", "meeting_move", "meeting_cancel", "meeting_held", "meeting_missed",
            "meeting_back", "meeting_agenda", "agenda_take", "agenda_send", "meeting_minutes", "minutes_send",
            "minutes_sent", "meeting_debrief", "debrief_read", "meeting_invite", "meeting_answer", "meeting_times",
        ),
        of("meeting"),
    ),
    "client_times": page(),
    "offer_withdraw": of("offer"),
    "agenda_line": of("agenda_line"),
    "minute_line": of("minute_line"),
    **dict.fromkeys(("rhythm", "rhythm_change", "rhythm_end", "idea_new"), of("rhythm")),
    "idea": of("idea"),
    "thread": of("thread"),
    "message": of("message"),
    "message_html": of("message"),
    "message_raw": of("message"),
    "mail_attachment": of("attachment"),
    "reply": of("message"),
    "message_answered": of("message"),
    "mail_return": of("message"),
    "mail_again": of("message"),
    "mail_new": page(),
    **dict.fromkeys(("start", "start_finish", "start_except", "start_drop"), of("start")),
    "client_beginning": page(),
    "start_new": page(),
    **dict.fromkeys(
        (
            "questionnaire", "questionnaire_fill", "questionnaire_send", "questionnaire_take_back",
            "questionnaire_close", "questionnaire_open",
        ),
        of("questionnaire"),
    ),
    "questionnaire_file": About({"pk": "questionnaire", "file": "answer_file"}),
    "questionnaire_part_end": About({"pk": "questionnaire", "part": "part"}),
    "item_done": of("item", "item.act"),
    "item_snooze": of("item", "item.act"),
    "item_wake": of("item", "item.act"),
    "item_dismiss": of("item", "item.act"),
    "item_delegate": of("item", "item.act"),
    "item_undo": of("item", "item.act", ("deed", "snooze-1")),
    "item_why": of("item", "item.act"),
}  # fmt: skip

# Something of Luka's: whose else it is to change.
OWN: dict[str, tuple[str, tuple[str, ...]]] = {
    "absence_end": ("absence", ("luka", "marta", "petra", "iva")),
    "view_delete": ("view", ("luka",)),
    "feed_end": ("feed", ("luka",)),
    "sign_off": ("held", ("marta", "petra", "luka")),
    **dict.fromkeys(("sign_off_release", "sign_off_return"), ("held", ("marta", "petra"))),
    "checklist_delete": ("checklist", ("luka",)),
    "step_new": ("checklist", ("luka",)),
    "step_tick": ("step", ("luka",)),
    "question": ("question", ("luka", "tin", "marta", "petra")),
    **dict.fromkeys(("question_use", "question_withdraw", "question_again"), ("question", ("luka", "marta", "petra"))),
    **dict.fromkeys(("mail_template", "mail_template_delete"), ("template", ("luka",))),
    "mail_signature": ("account", ("luka",)),
    **dict.fromkeys(
        (
            "handover",
            "handover_change",
            "handover_send",
            "handover_accept",
            "handover_return",
            "handover_drop",
            "handover_back",
            "handover_notes",
        ),
        ("handover", ("luka", "marta", "petra")),
    ),
    **dict.fromkeys(
        ("import", "import_columns", "import_trial", "import_keep", "import_undo", "import_rejects"),
        ("import", ("luka", "marta", "petra", "iva")),
    ),
    **dict.fromkeys(
        ("mailbox", "mailbox_change", "mailbox_retry", "mailbox_reread", "mailbox_end"), ("mailbox", ("luka",))
    ),
    "mail_file": ("mail_file", ("luka",)),
    **dict.fromkeys(("chat_file", "chat_dates", "chat_undo"), ("chat_file", ("luka",))),
    "chat_whose": ("chat", ("luka",)),
    "mailbox_folder": ("folder", ("luka",)),
    "tray_sort": ("unsorted", ("luka",)),
    "tray_aside": ("unsorted", ("luka",)),
    "tray_back": ("put_aside", ("luka",)),
}

# Addresses that name nothing of a client: their parts, by what they name.
PLAIN: dict[str, dict[str, Any]] = {
    "results": {},
    **{
        name: {}
        for name in (
                "home", "today", "today_tomorrow", "today_done", "today_team", "changes", "digest", "palette",
                "questions", "news", "news_new", "my_work", "task_own_new",
                "meetings", "team_meeting_new", "team_rhythm_new", "meetings_file",
                "clients", "clients_filters", "clients_export", "clients_hand_over", "clients_tag", "clients_deleted",
                "mail", "mail_templates",
                "view_new", "client_new", "exceptions", "touchpoint_new", "checklists", "checklist_new",
                "me", "manners", "feed_new", "absence_new", "members", "member_invite", "team_new", "agency", "team",
                "team_absence", "outbox", "outbox_again", "agency_brand", "services", "service_new",
                "metrics", "metric_new",
                "account_email", "account_email_verification_sent", "account_confirm_login_code",
                "account_reauthenticate", "account_change_password", "account_set_password", "mfa_index",
                "mfa_reauthenticate", "mfa_activate_totp", "mfa_deactivate_totp", "mfa_generate_recovery_codes",
                "mfa_view_recovery_codes", "mfa_download_recovery_codes", "imports",
                "mailboxes", "mailbox_new", "mail_drop", "tray", "handovers", "handover_new", "starts",
                "load", "load_fits",
                "spelling", "spelling_word", "sign_offs", "work", "work_board", "work_matrix", "work_calendar",
                "recurrences", "recurrence_own_new",
        )
    },
    "spelling_forget": {"pk": "known_word"},
    "account_confirm_email": {"key": "abc"},
    **{
        name: {"pk": "news"}
        for name in ("news_one", "news_change", "news_tell", "news_untell", "news_withdraw", "news_bring_back")
    },
    "member_change": {"pk": "member"},
    "accesses_of_member": {"pk": "member"},
    "member_invitation": {"pk": "member"},
    "member_invitation_end": {"pk": "member"},
    "member_second_step_end": {"pk": "member"},
    **{
        name: {"pk": "service"}
        for name in ("service_change", "service", "draft", "draft_publish", "draft_discard", "draft_description")
    },
    "metric_change": {"pk": "metric"},
    "edition": {"pk": "service", "number": 1},
    **{
        name: {"pk": "saying"}
        for name in (
            "saying", "saying_change", "saying_delete", "saying_restore", "saying_helped", "saying_unhelped",
        )
    },
    **{name: {} for name in ("library", "saying_new", "conflicts", "team_conflict_new")},
    "draft_row_new": {"pk": "service", "part": "tasks"},
    **{
        name: {"pk": "service", "part": "tasks", "row": "begin"}
        for name in ("draft_row", "draft_row_move", "draft_row_remove")
    },
    "load_week": {"pk": "member", "monday": "2020-01-06"},
    "today_row": {"key": "client-1"},
}  # fmt: skip

# What an address answers although it may be asked, because of how things stand in this small world.
AS_THINGS_STAND = {
    "today_row": {404},  # not on today's list
    "load_week": {404},  # long past
    "account_set_password": {302},  # they have one
    "mfa_view_recovery_codes": {302, 404},  # they have none
    "mfa_download_recovery_codes": {302, 404},
    "mfa_deactivate_totp": {302, 404},
    "item_undo": {200, 302, 303, 404},  # there is nothing to take back
    "drop_reveal": {403},  # a secret is for exactly one of those who may
    "drop_end": {403},
}

# No sign-in needed; what they answer to GET outside the demo, once somebody is here.
OPEN_DOORS: dict[str, tuple[dict[str, Any], int]] = {
    "door": ({}, 302),
    "demo": ({}, 404),
    "demo_enter": ({"pk": "member"}, 405),
    "demo_client": ({"pk": "member"}, 405),
    "first_run": ({}, 404),
    "invitation": ({"token": "made-up"}, 410),
    "portal_approval": ({"token": "made-up"}, 404),
    "portal_approval_file": ({"token": "made-up", "number": 1}, 404),
    "portal_questionnaire": ({"token": "made-up"}, 404),
    "portal_answer": ({"token": "made-up"}, 405),
    "portal_report": ({"token": "made-up"}, 404),
    "api_figures": ({}, 405),
    "portal_report_pdf": ({"token": "made-up"}, 404),
    "portal_drop": ({"token": "made-up"}, 404),
    "portal_times": ({"token": "made-up"}, 404),
    "portal_invitation": ({"token": "made-up"}, 404),
    "portal_feed": ({"token": "made-up"}, 404),
    "portal_door": ({}, 200),
    "portal_key": ({"token": "made-up"}, 404),
    "portal_leave": ({}, 405),
    "portal_colours": ({"digits": "1f6f54"}, 200),
    "portal_logo": ({"signed": "made-up"}, 404),
    "favicon": ({}, 302),
    "health": ({}, 200),
    "account_login": ({}, 200),
    "account_logout": ({}, 302),
    "account_signup": ({}, 200),
    "account_inactive": ({}, 200),
    "account_reset_password": ({}, 200),
    "account_reset_password_done": ({}, 200),
    "account_reset_password_from_key": ({"uidb36": "1", "key": "abc-def"}, 200),
    "account_reset_password_from_key_done": ({}, 200),
    "mfa_authenticate": ({}, 302),
}

# For whoever came into the portal: the parts of the address by the names of things of their own client.
OF_CONTACTS: dict[str, About] = {
    **{name: About({}) for name in ("portal_choice", "portal_language", "portal_home", "portal_papers",
                                    "portal_request")},
    "portal_opening": of("approval", "", ("kind", "approval")),
    "portal_picture": of("approval", "", ("number", "1")),
    "portal_plan": of("shown_plan"),
    "portal_brief": of("shown_brief"),
    "portal_paper": of("shown_paper"),
    "portal_meeting": of("meeting"),
    "portal_owed": of("owed"),
    "portal_owed_given": of("owed"),
    "portal_request_file": of("request"),
}  # fmt: skip

KNOWN = {**ABOUT_CLIENTS, **OWN, **PLAIN, **OPEN_DOORS, **OF_CONTACTS}


@dataclass
class World:
    cast: Cast
    things: dict[str, Things]
    own: dict[str, int]
    names: dict[str, int]
    cookies: dict[str, SimpleCookie] = field(default_factory=dict)
    foreign: list[Any] = field(default_factory=list)  # what there is of a client that luka does not see

    def browser(self, caller: str) -> Browser:
        """A fresh browser of theirs; signed in for the first time when the world was made."""
        browser = Browser(raise_request_exception=False)
        browser.cookies = SimpleCookie({name: one.value for name, one in self.cookies[caller].items()})
        return browser

    def sign_in(self) -> None:
        for caller in CALLERS:
            browser = Browser()
            browser.force_login(getattr(self.cast, caller))
            self.cookies[caller] = browser.cookies


@pytest.fixture(scope="module")
def whole_world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """Made once for all addresses, in a transaction that is never kept; each test is a savepoint inside it."""
    with django_db_blocker.unblock(), timezone.override("Europe/Zagreb"), transaction.atomic():
        world = make_world(make())
        world.sign_in()
        world.foreign = trace(world.things["polyot"])
        yield world
        transaction.set_rollback(True)


@pytest.fixture
def world(whole_world: World, db: None) -> World:
    return whole_world


def make_world(cast: Cast) -> World:
    cast.zoran = member("Zoran Ilić", [Role.CONTRACTOR])  # type: ignore[attr-defined]  # hired for Adria Dental
    Crew.objects.create(client=cast.adria, member=cast.zoran, since=clock.today())  # type: ignore[attr-defined]
    things = {name: things_of(getattr(cast, name), cast) for name in CLIENTS}
    today = clock.today()
    checklist = Checklist.objects.create(member=cast.luka, title="Before I leave")
    own = {
        "absence": Absence.objects.create(member=cast.luka, first=today, last=today).pk,
        "feed": hand_out("calendar-feed", lasts=timedelta(days=9), by=cast.luka, subject=cast.luka)[0].pk,
        "view": SavedView.objects.create(member=cast.luka, name="Mine", query="tier=A").pk,
        "checklist": checklist.pk,
        "step": Step.objects.create(checklist=checklist, text="Look once more").pk,
    }
    own |= mail_of(cast.luka)
    own["template"] = Template.objects.create(member=cast.luka, name="Thanks", text="Thank you.").pk
    own["account"] = Account.objects.create(member=cast.luka, address=cast.luka.email, host="127.0.0.1").pk
    Member.objects.filter(pk=cast.luka.pk).update(mentor=cast.marta)
    held = {"by": cast.luka, "client_id": cast.adria.pk, "to": "a@b.example", "subject": "Hi", "text": "Hi"}
    own["held"] = Outgoing.objects.create(key="held", held_at=clock.now(), **held).pk
    own["question"] = Question.objects.create(
        client=cast.adria, asked_by=cast.luka, asked_of=cast.tin, text="Why?", due=clock.now()
    ).pk
    own["handover"] = Handover.objects.create(name="Bura Sails", made_by=cast.luka, keeper=cast.luka, state="sent").pk
    own["import"] = set_going(receive([b"Name;City\nBlue Door;Split\n"], "clients.csv", by=cast.luka)).pk
    service = Engagement.objects.filter(client=cast.adria).get().service_id
    news = News.objects.create(title="A law changes", text="Soon.", by=cast.marta)
    news.services.add(service)
    word = KnownWord.objects.create(language="en", word="remarketing", folded="remarketing")
    edition_of(service, cast)
    saying = Saying.objects.create(kind="no", titles={"en": "No"}, texts={"en": "Kindly."})
    metric = Metric.objects.create(key="fairs", names={"en": "Fairs"})
    names = {"member": cast.luka.pk, "service": service, "news": news.pk, "known_word": word.pk, "saying": saying.pk}
    names["metric"] = metric.pk
    return World(cast, things, own, names)


def edition_of(service: int, cast: Cast) -> None:
    """An edition of the service that is there, and the next one as a draft."""
    content = {"description": {"en": "Found."}, "tasks": [{"key": "begin", "title": {"en": "Begin"}}]}
    Edition.objects.get_or_create(service_id=service, number=1, defaults={"content": content})
    Draft.objects.create(service_id=service, content=content, based_on=1, made_by=cast.petra, changed_by=cast.petra)


def mail_of(member: Member) -> dict[str, int]:
    """A mailbox and what lies unsorted in it."""
    box = Mailbox.objects.create(member=member, address=member.email, host="127.0.0.1", port=9, user="x", secret="y")
    thread = Thread.objects.create(subject="Hi", bare="hi", first_at=clock.now(), last_at=clock.now())
    mail = {"thread": thread, "mailbox": box, "way": "in", "at": clock.now(), "sender_mail": "a@b.example"}
    file = keep(BytesIO(b"Subject: Hi"), name="hi.eml", by=member)
    chats = ChatFile.objects.create(document=file, by=member, kind="whatsapp", zone="UTC")
    known = KnownChat.objects.create(kind="whatsapp", mark="1:iva")
    return {
        "mailbox": box.pk,
        "folder": Folder.objects.create(mailbox=box, name="INBOX").pk,
        "unsorted": Message.objects.create(**mail, once="1", state="tray").pk,
        "put_aside": Message.objects.create(**mail, once="2", state="aside").pk,
        "mail_file": Dropped.objects.create(document=file, by=member).pk,
        "chat_file": chats.pk,
        "chat": FileChat.objects.create(file=chats, place=1, title="Iva", known=known).pk,
    }


def mail_with(row: Client, person: Contact) -> Message:
    """A mail of theirs, with its original."""
    words = f"From: a@b.example\nSubject: Hi\nMessage-ID: <{row.pk}@b.example>\n\nWhen?\n".encode()
    at = clock.now()
    thread = Thread.objects.create(client=row, subject="Hi", bare="hi", first_at=at, last_at=at)
    return Message.objects.create(
        once=f"client-{row.pk}", thread=thread, client=row, contact=person, state="kept", way="in", at=at,
        sender_mail="a@b.example", subject="Hi", new_words="When?", raw=keep(BytesIO(words), name="hi.eml", by=None),
    )  # fmt: skip


def things_of(row: Client, cast: Cast) -> Things:
    keeper = Keeper.objects.get(client=row).member
    today, now = clock.today(), clock.now()
    deleted = client(f"{row.name} deleted", keeper)
    Client.objects.filter(pk=deleted.pk).update(deleted_at=now)
    merged = client(f"{row.name} merged", keeper)
    Client.objects.filter(pk=merged.pk).update(merged_into=row)
    series = Series.objects.create(
        client=row, kind="client", host=keeper, made_by=keeper, rule="FREQ=WEEKLY;BYDAY=FR", first=today,
        at_time=time(10), zone="UTC",
    )  # fmt: skip
    meeting = Meeting.objects.create(
        client=row, host=keeper, made_by=keeper, series=series, occurrence=today, local=now, at=now, zone="UTC",
        uid=f"meeting-{row.pk}",
    )  # fmt: skip
    Participant.objects.create(meeting=meeting, member=keeper)
    Debrief.objects.create(meeting=meeting, owed_by=keeper, due=now)
    said = {"client": row, "member": keeper, "channel": "call", "began": "theirs", "at": now, "summary": "Hello."}
    touchpoint = Touchpoint.objects.create(**said)
    file = keep(BytesIO(b"offer"), name="offer.pdf", by=keeper, client=row.pk)
    Evidence.objects.create(touchpoint=touchpoint, document=file)
    person = contact(row, "Ivana", "Marić")
    mail = mail_with(row, person)
    note = {"client": row, "text": "She likes tea.", "by": keeper}
    other = client(f"{row.name} beside", keeper)
    line = {"client": row, "contact": person, "member": cast.tin, "agreed_by": keeper, "since": today}
    cover = {"client": row, "member": cast.petra, "part": "cover", "since": today + timedelta(days=400)}
    crew = Crew.objects.filter(client=row).first() or Crew.objects.create(
        client=row, member=cast.fran, since=today - timedelta(days=9)
    )
    approval = Approval.objects.create(
        subject="portfolio.client", subject_id=row.pk, purpose="x", client=row, contact=person, asked_by=keeper,
        title="Right?", shown=[["words", "Hello."]], version="0" * 64, mail="ivana@adria.example",
        due=now + timedelta(days=9),
    )  # fmt: skip
    version = bring(row.pk, BytesIO(b"\x89PNG\r\n\x1a\n"), name="a.png", by=keeper)
    Approval.objects.filter(pk=approval.pk).update(files=[{"name": "a.png", "size": 8, "kind": "image/png",
                                                           "digest": version.document.digest}])  # fmt: skip
    task = Task.objects.create(client=row, title="Fix it", keeper=keeper, member=cast.zoran, state="doing")  # type: ignore[attr-defined]
    access = Access.objects.create(client=row, contact=person, member=keeper, system="Ads", made_by=keeper)
    made: dict[str, Any] = {
        "task": task,
        "task_step": TaskStep.objects.create(task=task, text="Look once more"),
        "time_note": TimeNote.objects.create(task=task, member=keeper, on=today, minutes=5),
        "comment": Comment.objects.create(task=task, by=keeper, file=file),
        "deleted": deleted,
        "conflict": Conflict.objects.create(
            client=row, title="Whose delay", facts="Late.", began_on=today, made_by=keeper
        ),
        "version": version,
        "merge": Merge.objects.create(kept=row, gone=merged, by=keeper),
        "contact": person,
        "thread": mail.thread,
        "message": mail,
        "attachment": Attachment.objects.create(message=mail, document=file),
        "removed_contact": contact(row, "Gone", deleted_at=now),
        "note": PrivateNote.objects.create(**note),
        "removed_note": PrivateNote.objects.create(**note, deleted_at=now),
        "engagement": Engagement.objects.filter(client=row).first(),
        "crew": crew,
        "line": DirectLine.objects.create(**line),
        "cover": Keeper.objects.create(**cover, until=today + timedelta(days=401)),
        "exception": SharedIndustry.objects.create(client=row, other=other, reason="Agreed.", signed_by=keeper),
        "touchpoint": touchpoint,
        "removed_touchpoint": Touchpoint.objects.create(**said, deleted_at=now),
        "document": file,
        "rhythm": series,
        "meeting": meeting,
        "idea": Idea.objects.create(series=series, text="Shorter forms", by=keeper),
        "offer": Offer.objects.create(client=row, contact=person, member=keeper, title="Winter plan"),
        "agenda_line": AgendaLine.objects.create(meeting=meeting, text="Budget"),
        "minute_line": MinuteLine.objects.create(meeting=meeting, text="Agreed", by=keeper),
        "promise": Promise.objects.create(client=row, by_us=True, member=keeper, what="Send the split"),
        "recurrence": Recurrence.objects.create(
            client=row, rule="FREQ=WEEKLY;BYDAY=FR", first=today, keeper=keeper, like={"title": "Look"}
        ),
        "feed": Feed.objects.create(client=row, source="plain"),
        "arrival": Arrival.objects.create(client=row, source="plain"),
        "target": Target.objects.create(client=row, metric="leads", first=today, wanted=40),
        "owed": Owed.objects.create(client=row, contact=person, what="Photos", due=today, made_by=keeper),
        "access": access,
        "drop": Drop.objects.create(access=access, for_member=keeper, expires_at=now + timedelta(days=7)),
        "finding": Finding.objects.create(
            client=row,
            metric="leads",
            kind="level",
            since=today,
            until=today,
            seen_on=today,
            usual=9,
            now=4,
            size=-0.55,
            in_all=-5,
            sureness=0.9,
            is_bad=True,
        ),
        "extra": ExtraWork.objects.create(client=row, contact=person, what="A video", made_by=keeper),
        "approval": approval,
        "paper": version.paper,
        "paper_version": version,
        "doc_folder": lay_folder(row.pk, "Layouts", by=keeper),
        "link": hand_out("approval", lasts=timedelta(days=9), by=keeper, subject=approval, client=row.pk)[0],
        "understanding": Understanding.objects.create(
            client=row,
            contact=person,
            source="touchpoint",
            source_id=touchpoint.pk,
            said_at=now,
            original="Hello.",
            words="Hello.",
            reading="They greet us.",
            by=keeper,
        ),
        "item": ask("first", cause=f"c{row.pk}", reason=because("So."), client=row, touchpoint=touchpoint.pk),
    }
    made |= seen_by(row, person, meeting) | begun_with(row, keeper, file)
    made |= aimed_at(row) | told_of(row, cast.tin)
    return Things(row.pk, {name: thing.pk for name, thing in made.items()})


def aimed_at(row: Client) -> dict[str, Any]:
    """A goal, a brief and a plan with a milestone."""
    plan = Plan.objects.create(client=row, title="Next year")
    today = clock.today()
    return {
        "goal": Goal.objects.create(client=row, title="More bookings"),
        "brief": Brief.objects.create(client=row, service=Engagement.objects.filter(client=row).get().service),
        "plan": plan,
        "milestone": Milestone.objects.create(plan=plan, title="Words", first=today, last=today),
    }


def told_of(row: Client, writer: Member) -> dict[str, Any]:
    """A report that is being written, with a part that a specialist was asked for."""
    today = clock.today()
    report = Report.objects.create(client=row, first=today - timedelta(days=30), last=today, due=clock.now())
    return {"report": report, "report_section": ReportPart.objects.create(report=report, kind="summary", writer=writer)}


def begun_with(row: Client, keeper: Member, file: Any) -> dict[str, Any]:
    """A start with its questionnaire, a part of it and a file given with an answer."""
    service = Engagement.objects.filter(client=row)[0].service
    edition = Edition.objects.filter(service=service).first() or Edition.objects.create(service=service)
    start = Start.objects.create(client=row, edition=edition, began_on=clock.today(), made_by=keeper)
    asked = Questionnaire.objects.create(client=row, start=start, edition=edition, due=clock.now())
    return {
        "start": start,
        "questionnaire": asked,
        "part": Part.objects.create(questionnaire=asked, name="Ante"),
        "answer_file": AnswerFile.objects.create(questionnaire=asked, key="logo", document=file),
    }


def seen_by(row: Client, person: Contact, meeting: Meeting) -> dict[str, Any]:
    """What a contact finds in the portal: marked for their client, or their own."""
    plan = Plan.objects.create(client=row, title="New pages", state=Plan.State.GOING, settled_at=clock.now())
    service = Engagement.objects.filter(client=row).get().service
    brief = Brief.objects.create(client=row, service=service, title="SEO", state=Brief.State.READY)
    paper = Paper.objects.create(client_id=row.pk, title="Offer")
    file = keep(BytesIO(b"an offer"), name="offer.txt", by=None, client=row.pk)
    Version.objects.create(paper=paper, document=file)
    for thing in (plan, brief, paper):
        Shown.objects.create(client=row, subject=thing._meta.label_lower, subject_id=thing.pk)
    Participant.objects.create(meeting=meeting, contact=person)
    address = f"ivana@client-{row.pk}.example"
    person.channels.get_or_create(kind="mail", value=address, folded=address)
    request = Request.objects.create(client=row, contact=person, words="A menu", file=file)
    goal = Goal.objects.create(client=row, title="More visitors")
    return {"goal_to_show": goal, "shown_plan": plan, "shown_brief": brief, "shown_paper": paper, "request": request}


def standing(cast: Cast, caller: str, name: str) -> set[str]:
    """How they stand to the client, told from the cast alone and not by the code under test."""
    member: Member = getattr(cast, caller)
    ways = set()
    keeper = {"adria": "luka", "tatrawood": "marta", "isar": "ana", "polyot": "nina"}[name]
    team = "harbour" if name == "polyot" else "growth"
    if caller == keeper:
        ways.add("keeper")
    if caller == "petra" or (caller == "marta" and team == "growth"):
        ways.add("head")
    if caller == "tin" and name == "adria":
        ways.add("crew")
    if caller == "zoran" and name == "adria":
        ways.add("hired")
    if Role.FINANCE in member.roles:
        ways.add("finance")
    return ways


def asked_about(cast: Cast, caller: str) -> list[str]:
    """One client for each standing they have; of those they cannot see, one of each team."""
    kinds: dict[object, str] = {}
    for name in CLIENTS:
        kinds.setdefault(frozenset(standing(cast, caller, name)) or getattr(cast, name).team_id, name)
    return list(kinds.values())


def expected(cast: Cast, caller: str, name: str, route: str) -> int:
    """200 stands for any answer that does not refuse."""
    at_the_gate, deed = DEEDS[ROUTES[route]], DEEDS[ABOUT_CLIENTS[route].deed or ROUTES[route]]
    roles = set(getattr(cast, caller).roles)
    if not roles & at_the_gate.roles:
        return 403
    ways = standing(cast, caller, name)
    if not ways:
        return 404
    return 200 if roles & deed.roles and ways & deed.standing else 403


def test_every_address_has_its_line_here() -> None:
    lacking = sorted(set(ROUTES) - set(KNOWN))
    assert not lacking, "add each to one of the tables of this file (its docstring says which)" + listing(lacking)
    assert not set(KNOWN) - set(ROUTES), "these addresses are gone" + listing(sorted(set(KNOWN) - set(ROUTES)))
    wrong = [name for name in OPEN_DOORS if ROUTES[name] not in OPEN]
    wrong += [name for name in KNOWN if (name in OF_CONTACTS) is not (ROUTES[name] in BY_CONTACT)]
    wrong += [name for name in {**PLAIN, **OWN, **ABOUT_CLIENTS} if ROUTES[name] in OPEN]
    wrong += [name for name in ABOUT_CLIENTS if not DEEDS[ABOUT_CLIENTS[name].deed or ROUTES[name]].standing]
    assert not wrong, listing(wrong)


@pytest.mark.parametrize("route", sorted(ABOUT_CLIENTS))
def test_about_a_client(world: World, route: str) -> None:
    about = ABOUT_CLIENTS[route]
    refusals = []
    for caller in CALLERS:
        browser = world.browser(caller)
        missing = told(browser, route, parts_of(about, None), {})
        gate = bool(set(getattr(world.cast, caller).roles) & DEEDS[ROUTES[route]].roles)
        for name in asked_about(world.cast, caller) if gate else CLIENTS[:1]:  # the gate knows no client
            things = world.things[name]
            awaited = expected(world.cast, caller, name, route)
            got = told(browser, route, parts_of(about, things), about.data(things))
            refusals += compare(route, f"{caller} about {name}", awaited, got)
            if awaited == 404 and bodies(got) != bodies(missing):
                refusals.append(f"{route}: {caller} can tell {name} from a client that is not there")
        refusals += compare(route, f"{caller} about nothing", 404 if gate else 403, missing)
    assert not refusals, listing(refusals)


@pytest.mark.parametrize("route", sorted(name for name, about in ABOUT_CLIENTS.items() if len(about.parts) > 1))
def test_what_belongs_to_another_client_is_not_reached_through_ones_own(world: World, route: str) -> None:
    about, browser = ABOUT_CLIENTS[route], world.browser("luka")
    foreign = Things(world.things["adria"].client, world.things["polyot"].of)
    got = told(browser, route, parts_of(about, foreign), about.data(foreign))
    assert not compare(route, "luka", 404, got)


@pytest.mark.parametrize("route", sorted(OWN))
def test_what_is_ones_own(world: World, route: str) -> None:
    thing, may = OWN[route]
    refusals = []
    for caller in CALLERS:
        browser = world.browser(caller)
        gate = bool(set(getattr(world.cast, caller).roles) & DEEDS[ROUTES[route]].roles)
        missing = told(browser, route, {"pk": MISSING}, {})
        got = told(browser, route, {"pk": world.own[thing]}, {})
        awaited = 403 if not gate else 200 if caller in may else 404
        refusals += compare(route, caller, awaited, got)
        if awaited == 404 and bodies(got) != bodies(missing):
            refusals.append(f"{route}: {caller} can tell it from one that is not there")
    assert not refusals, listing(refusals)


@pytest.mark.parametrize("route", sorted(PLAIN))
def test_about_no_client(world: World, route: str) -> None:
    refusals = []
    for caller in CALLERS:
        may = bool(set(getattr(world.cast, caller).roles) & DEEDS[ROUTES[route]].roles)
        parts = {name: world.names.get(value, value) for name, value in PLAIN[route].items()}
        got = told(world.browser(caller), route, parts, {})
        refusals += compare(route, caller, 200 if may else 403, got)
    assert not refusals, listing(refusals)


@pytest.mark.parametrize("route", sorted({**ABOUT_CLIENTS, **OWN, **PLAIN}))
def test_nobody_signed_in(world: World, route: str) -> None:
    browser = Browser(raise_request_exception=False)
    if route in ABOUT_CLIENTS:
        parts = parts_of(ABOUT_CLIENTS[route], world.things["adria"])
    elif route in OWN:
        parts = {"pk": world.own[OWN[route][0]]}
    else:
        parts = {name: world.names.get(value, value) for name, value in PLAIN[route].items()}
    for method, (answer, written) in told(browser, route, parts, {}).items():
        assert (answer.status_code, written) == (302, []), method
        assert answer.headers["Location"].startswith("/door/?next=")
    assert browser.get(reverse(route, kwargs=parts), headers={"HX-Request": "true"}).status_code == 401


@pytest.mark.parametrize("route", sorted(OPEN_DOORS))
@pytest.mark.parametrize("caller", [None, "luka"])
def test_open_doors(world: World, route: str, caller: str | None) -> None:
    parts, awaited = OPEN_DOORS[route]
    browser = world.browser(caller) if caller else Browser(raise_request_exception=False)
    parts = {name: world.names.get(value, value) for name, value in parts.items()}
    answer = browser.get(reverse(route, kwargs=parts))
    allowed = {awaited} if caller is None else {awaited, 200, 302}
    assert answer.status_code in allowed, answer.status_code


@pytest.mark.parametrize("route", sorted(OF_CONTACTS))
def test_what_only_a_contact_finds(world: World, route: str) -> None:
    """The contact themselves; somebody of another client; a colleague of theirs; whoever has only a link, or is one of
    us, or nobody; and the same contact when they were removed, kept out, shut out, or their client has gone."""
    about, things = OF_CONTACTS[route], world.things["adria"]
    parts = parts_of(about, things)
    theirs = Contact.objects.get(pk=things["contact"])
    refusals = compare(route, "the contact", 200, told(as_contact(theirs), route, parts, {}))
    other = Contact.objects.get(pk=world.things["polyot"]["contact"])
    awaited = 404 if about.parts else 200
    refusals += compare(route, "another client's contact", awaited, told(as_contact(other), route, parts, {}))
    missing = told(as_contact(theirs), route, parts_of(about, None), {})
    refusals += compare(route, "the contact about nothing", awaited, missing)
    if awaited == 404:
        assert bodies(missing) == bodies(told(as_contact(theirs), route, parts_of(about, world.things["polyot"]), {}))
    beside = contact(world.cast.adria, "Beside")
    beside.channels.create(kind="mail", value="beside@adria.example", folded="beside@adria.example")
    awaited = 404 if set(about.parts.values()) & {"approval", "meeting", "owed", "request"} else 200
    refusals += compare(route, "a colleague", awaited, told(as_contact(beside), route, parts, {}))
    for who, browser in strangers(world, theirs):
        refusals += not_at_the_door(f"{route} by {who}", told(browser, route, parts, {}))
    people, clients = Contact.objects.filter(pk=theirs.pk), Client.objects.filter(pk=things.client)
    for rows, change in (
        (people, {"deleted_at": clock.now()}),
        (people, {"kept_out": True}),
        (people, {"shut_out_at": clock.now() + timedelta(hours=1)}),
        (clients, {"status": "gone"}),
        (clients, {"deleted_at": clock.now()}),
        (clients, {"merged_into": world.cast.isar}),
    ):
        browser, before = as_contact(theirs), rows.values(*change).get()
        rows.update(**change)
        refusals += not_at_the_door(f"{route} after {change}", told(browser, route, parts, {}))
        rows.update(**before)
    assert not refusals, listing(refusals)


def strangers(world: World, theirs: Contact) -> Iterator[tuple[str, Browser]]:
    yield "nobody", Browser(raise_request_exception=False)
    yield "one of us", world.browser("luka")
    approval = Approval.objects.get(pk=world.things["adria"]["approval"])
    _link, token = hand_out("approval", lasts=timedelta(hours=1), by=None, subject=approval, contact=theirs.pk)
    with_link = Browser(raise_request_exception=False)
    with_link.get(reverse("portal_approval", args=[token]))
    yield "whoever holds a link", with_link
    forged = Browser(raise_request_exception=False)
    forged.cookies["portal"] = "made-up-made-up-made-up-made-up1"
    yield "whoever makes up a cookie", forged


def not_at_the_door(what: str, got: dict[str, tuple[HttpResponse, list[str]]]) -> list[str]:
    """Answers that do not lead to the portal's door, and those that wrote something."""
    return [
        f"{what}: {method} is answered with {answer.status_code}"
        for method, (answer, written) in got.items()
        if answer.headers.get("Location") != "/portal/" or written
    ]


NAMING = ("client", "clients", "pick", "picks", "other", "item", "items", "also", "contact", "people", "pk", "id")


@pytest.mark.parametrize("route", sorted({**ABOUT_CLIENTS, **PLAIN}))
def test_a_body_that_names_anothers_client_moves_nothing_of_it(world: World, route: str) -> None:
    """Whatever a form may call it: a foreign client, contact or item in the body is not touched."""
    foreign = world.things["polyot"]
    ids = {"item": foreign["item"], "items": foreign["item"], "also": foreign["item"], "contact": foreign["contact"]}
    body = {name: ids.get(name, foreign.client) for name in NAMING} | {"people": foreign["contact"]}
    body |= {"keeper": world.cast.luka.pk, "member": world.cast.luka.pk, "tag": "mine", "tags": "mine", "summary": "x"}
    if route in ABOUT_CLIENTS:
        parts = parts_of(ABOUT_CLIENTS[route], world.things["adria"])
    else:
        parts = {name: world.names.get(value, value) for name, value in PLAIN[route].items()}
    address = reverse(route, kwargs=parts) + f"?also={foreign['item']}&client={foreign.client}"
    world.browser("luka").post(address, body)
    assert trace(foreign) == world.foreign


def trace(things: Things) -> list[Any]:
    """All that could have been changed of a client and is its own."""
    rows: list[Any] = [list(Client.objects.filter(pk=things.client).values())]
    for model in (Keeper, Crew, Engagement, PrivateNote, DirectLine, Touchpoint):
        rows.append(list(model.objects.filter(client=things.client).order_by("pk").values()))
    item = type(ask("own", cause="own", reason=because("So.")))
    rows.append(list(item.objects.filter(client=things.client).order_by("pk").values()))
    rows.append(list(Client.tags.through.objects.filter(client=things.client).values()))
    rows.append(Entry.objects.filter(client_id=things.client).count())
    return rows


def parts_of(about: About, things: Things | None) -> dict[str, Any]:
    ids = {part: MISSING if things is None else things[name] for part, name in about.parts.items()}
    return {**ids, **dict(about.more)}


def told(
    browser: Browser, route: str, parts: dict[str, Any], data: dict[str, Any]
) -> dict[str, tuple[HttpResponse, list[str]]]:
    """The answers to GET and POST, each with what it wrote; the world is as before afterwards. 405 is left out."""
    address = reverse(route, kwargs=parts)
    found = {}
    for method in ("get", "post"):
        with as_if_nothing_happened(), CaptureQueriesContext(connection) as queries:
            answer = getattr(browser, method)(address, data if method == "post" else {})
            if answer.streaming:
                list(answer.streaming_content)
        if answer.status_code != 405:
            written = [q["sql"][:120] for q in queries if q["sql"].lstrip().startswith(("INSERT", "UPDATE", "DELETE"))]
            found[method] = (answer, written)
    return found


def compare(route: str, who: str, awaited: int, got: dict[str, tuple[HttpResponse, list[str]]]) -> list[str]:
    return list(differences(route, who, awaited, got))


def differences(route: str, who: str, awaited: int, got: dict[str, tuple[HttpResponse, list[str]]]) -> Iterator[str]:
    if not got:
        yield f"{route}: no method is served to {who}"
    for method, (answer, written) in got.items():
        status = answer.status_code
        if awaited == 200:
            refused = status in (401, 403, 404) or status >= 500 or door(answer)
            if refused and status not in AS_THINGS_STAND.get(route, ()):
                yield f"{route}: {method} by {who} is refused with {status}"
            continue
        if status != awaited:
            yield f"{route}: {method} by {who} is answered with {status} and not {awaited}"
        if written:
            yield f"{route}: {method} by {who} is refused after writing {written[0]}"


def door(answer: HttpResponse) -> bool:
    location = str(answer.headers.get("Location", ""))
    return location.startswith("/door/") or location == "/portal/"


def bodies(got: dict[str, tuple[HttpResponse, list[str]]]) -> dict[str, bytes]:
    return {method: answer.content for method, (answer, _written) in got.items()}


@contextmanager
def as_if_nothing_happened() -> Iterator[None]:
    point = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(point)
        transaction.savepoint_commit(point)  # it is gone too: a later one of its name must not be taken for it
