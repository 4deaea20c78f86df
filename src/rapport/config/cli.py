"""The command line: `rapport WORD …`, the same as `python -m rapport WORD …`."""

from __future__ import annotations

import os
import sys
from contextlib import nullcontext

HELP = """\
Rapport, the workbench of account managers.

  rapport demo                        a made-up agency at http://127.0.0.1:8000, ready to be entered
  rapport serve [--host --port]       the house: web server and worker together
  rapport worker                      the worker alone (for more machines than one)
  rapport seed [--size …]             fill the data folder with the demo agency, or with many clients
  rapport import FILE [--source …]    read a table or another system's export; --dry-run shows what would happen
                                      also mail, chats and lists of calls, as those of --member MAIL
  rapport undo-import ID              take a whole import back
  rapport mail read PATH… [--json]    what mail files say, without a database
  rapport mail import PATH… --member MAIL   read mail files in, and say what became of each message
  rapport mail status [--json]        when each mailbox was last read, its last error, what was kept and skipped
  rapport figures read FILE [--json]  what a report of figures says, without a database
  rapport feasible FILE …              whether a promise is within reach, from spend and outcome, without a database
  rapport figures import CLIENT FILE  keep them; --dry-run counts, rapport figures back NUMBER takes them back
  rapport calendar read PATH… [--json]    what calendar files and vCards say, without a database
  rapport report CLIENT --period 2026-10 --out FILE   a client's report as PDF, slides or a page; nothing is kept
  rapport report --content FILE --out FILE   a report from its content: PDF, slides or a page, without a database
  rapport slots …                     times that suit both sides, across zones, holidays and summer time
  rapport today --member MAIL         who needs this member today, and why
  rapport client NAME                 one client in short
  rapport findings CLIENT             what left its usual course in a client's figures, and why
  rapport members                     who belongs to the agency, with roles
  rapport invite MAIL --name … --role …   send an invitation (or print it with --show)
  rapport administrator MAIL          make the first administrator
  rapport reseal                      bring the secrets in the database under a new secret key
  rapport bench --size agency         measure the pages on many clients
  rapport bench mail                  measure how quick mail is read, judged and stored
  rapport shell | migrate | …         any of Django's own words

Each word explains itself: rapport import --help. With --json exactly one JSON value goes to standard output.
The data folder is RAPPORT_DATA_DIR (now: {folder}). Settings: docs/settings.md.
"""
OWN_NAMES = {"undo-import": "undo_import"}
GOES_BY_OUR_CLOCK = {"seed", "import", "undo_import", "today", "client", "findings", "bench", "shell"}


def main(arguments: list[str] | None = None) -> int:
    """Run one word; the exit code is 0 for done, 1 for refused in words, 2 for not understood."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    if not words or words[0] in ("help", "-h", "--help"):
        from rapport.config.environment import environment

        print(HELP.format(folder=environment().data_dir))
        return 0
    from django.core.management import CommandError, execute_from_command_line

    from rapport.config.first_use import prepare

    word = OWN_NAMES.get(words[0], words[0])
    if word == "demo":
        os.environ["RAPPORT_DEMO"] = "1"
    prepare(word, *words[1:])
    from rapport.agency.manners import by_our_clock

    try:
        # --traceback hands a refusal to us, to be said without the name of its class
        with by_our_clock() if word in GOES_BY_OUR_CLOCK else nullcontext():
            execute_from_command_line(
                ["rapport", word, *([] if "-h" in words or "--help" in words else ["--traceback"]), *words[1:]]
            )
    except CommandError as refusal:
        print(refusal, file=sys.stderr)
        return refusal.returncode
    return 0
