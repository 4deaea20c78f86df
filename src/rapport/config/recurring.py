"""Everything that is done again and again, one line each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rapport.approvals import remind as approvals
from rapport.approvals import silence
from rapport.conversations import rhythm
from rapport.conversations.chats import drop as chats
from rapport.conversations.mail import collect, drop, file_copies
from rapport.conversations.meetings import lay_ahead, look_over, when
from rapport.conversations.news import remind as tell_news
from rapport.conversations.promises import remind
from rapport.conversations.questions import remind as ask_specialists
from rapport.delivery.extra import remind as extra
from rapport.delivery.owed import remind as owed
from rapport.delivery.tasks import lay_ahead as tasks_ahead
from rapport.delivery.tasks import remind as ask_doers
from rapport.intake import work as import_work
from rapport.journal import follow
from rapport.onboarding.accesses import empty
from rapport.onboarding.accesses import remind as accesses
from rapport.onboarding.endings import remind as endings
from rapport.onboarding.questionnaires import remind as questionnaires
from rapport.onboarding.starts import remind as starts
from rapport.overview import client_line, digest, search
from rapport.portfolio import part_ways
from rapport.post import send
from rapport.results.findings import look as findings
from rapport.results.pace import remind as paces
from rapport.results.readings import watch_folder
from rapport.results.reports import remind as reports
from rapport.results.reports import schedule
from rapport.stories import absence, birthday, load_passed, overload


@dataclass(frozen=True, slots=True)
class Recurring:
    """A deed without arguments, safe to run twice, and when (crontab fields in UTC; each minute when none is given)."""

    sentence: str
    deed: Callable[[], object]
    when: dict[str, str] = field(default_factory=dict)


RECURRING = [
    Recurring("Each minute, tell followers what they have not heard.", follow.catch_up),
    Recurring(
        "Each night, ask for the words nobody has asked for.", rhythm.review_forgotten, {"hour": "2", "minute": "20"}
    ),
    Recurring("Each night, look over what is promised.", remind.look_over, {"hour": "2", "minute": "35"}),
    Recurring("Each night, look over what clients owe us.", owed.look_over, {"hour": "2", "minute": "50"}),
    Recurring("Each night, look over what was handed to whom.", ask_doers.look_over, {"hour": "2", "minute": "50"}),
    Recurring("Each night, look over the endings and the hellos.", endings.look_over, {"hour": "2", "minute": "56"}),
    Recurring("Each night, look over the accesses we have.", accesses.look_over, {"hour": "2", "minute": "54"}),
    Recurring("Every ten minutes, empty secrets nobody took.", empty.expire, {"minute": "*/10"}),
    Recurring("Each night, look over extra work to tell.", extra.look_over, {"hour": "2", "minute": "52"}),
    Recurring("Each night, look over the news to tell.", tell_news.look_over, {"hour": "2", "minute": "45"}),
    Recurring("Each night, look over what is asked.", ask_specialists.look_over, {"hour": "2", "minute": "40"}),
    Recurring("Each minute, go on with imports that were left.", import_work.take_up),
    Recurring(
        "Every five minutes, take figures out of drop folders.", watch_folder.take_what_lies_there, {"minute": "*/5"}
    ),
    Recurring(
        "Each night, plan the coming meetings of every rhythm.", lay_ahead.lay_ahead, {"hour": "1", "minute": "55"}
    ),
    Recurring("Each night, reckon anew when planned meetings are.", when.reckon_anew, {"hour": "2", "minute": "5"}),
    Recurring("Every ten minutes, look over the meetings.", look_over.look_over, {"minute": "*/10"}),
    Recurring("Each minute, read the mailboxes whose time has come.", collect.collect_due),
    Recurring("Each minute, go on with files of mail that were left.", drop.take_up),
    Recurring("Each minute, go on with files of chats that were left.", chats.take_up),
    Recurring("Each night, see out clients whose last day is over.", part_ways.see_out, {"hour": "0", "minute": "40"}),
    Recurring(
        "Each night, make the lines of all clients anew.", client_line.refresh_all, {"hour": "1", "minute": "10"}
    ),
    Recurring("Each night, make anew what is searched.", search.refresh_all, {"hour": "1", "minute": "40"}),
    Recurring("Each night, lay the birthdays of the coming month.", birthday.lay_ahead, {"hour": "3", "minute": "5"}),
    Recurring("Each night, ask about who will be away.", absence.look_ahead, {"hour": "3", "minute": "15"}),
    Recurring("Each night, look at what managers carry.", load_passed.look_at_all, {"hour": "3", "minute": "25"}),
    Recurring("Each night, write down the tasks that come again.", tasks_ahead.lay_ahead, {"hour": "2", "minute": "0"}),
    Recurring("Each night, look at who is promised too much.", overload.look_at_all, {"hour": "3", "minute": "30"}),
    Recurring("Every ten minutes, ask contacts again whose word is wanted.", approvals.remind, {"minute": "*/10"}),
    Recurring(
        "Every ten minutes, tell keepers of questions nobody answered.", approvals.tell_of_silence, {"minute": "*/10"}
    ),
    Recurring(
        "Every ten minutes, count the silence that was agreed to be a yes.", silence.count_silence, {"minute": "*/10"}
    ),
    Recurring("Every ten minutes, ask kindly about questionnaires.", questionnaires.remind, {"minute": "*/10"}),
    Recurring(
        "Each hour, tell keepers of questionnaires that are quiet.", questionnaires.tell_of_quiet, {"minute": "17"}
    ),
    Recurring(
        "Each morning, draw up the reports whose day has come.", schedule.draw_up_due, {"hour": "4", "minute": "10"}
    ),
    Recurring("Each morning, look at the figures of every client.", findings.look_over, {"hour": "4", "minute": "0"}),
    Recurring("Each morning, look at targets and at sources.", paces.look_over, {"hour": "4", "minute": "5"}),
    Recurring("Each night, look over the reports.", reports.look_over, {"hour": "3", "minute": "45"}),
    Recurring("Each night, look over where starts are stuck.", starts.look_over, {"hour": "3", "minute": "40"}),
    Recurring("Every five minutes, write the digests whose hour has come.", digest.send_digests, {"minute": "*/5"}),
    Recurring("Each minute, send the letters that wait.", send.send_waiting),
    Recurring("Each minute, lay copies of sent mail into Sent.", file_copies.file_copies),
]
