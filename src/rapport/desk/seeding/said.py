"""What the demo's people write to each other: letters as data, in the language of whoever writes them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    """One mail. `back` counts working days before today, 0 is this very hour; members by mail name, contacts by first
    name at the client, others as "Name <address>". `answers` is the key of an earlier one, which is quoted.
    """

    key: str
    box: str  # whose mailbox brings it
    client: str
    sender: str
    to: tuple[str, ...]
    back: int
    at: str
    subject: str
    text: str
    folder: str = "INBOX"
    cc: tuple[str, ...] = ()
    answers: str = ""
    quoted: str = ""  # older words nobody here has met
    file: str = ""  # its name; .csv and .pdf are made by hand
    kind: str = ""  # "", "auto", "bounce", "list"
    began: str = ""  # what it says that it answers, unknown here
    why: str = ""  # why they wrote first, as the keeper noted it


SIGNATURES = {
    "marta": "Marta Kovač\nHead of accounts, Kordun & Field\nIlica 81, Zagreb · +385 1 555 0112",
    "luka": "Luka Perko\nvoditelj klijenata, Kordun & Field\n+385 1 555 0117",
    "ana": "Ana Vidović\nAccount manager, Kordun & Field\n+385 1 555 0119",
    "zuzana": "Zuzana Kráľová\nvedúca tímu East, Kordun & Field\nŽilina · +421 41 555 0120",
    "alexei": "Алексей Смирнов\nменеджер по работе с клиентами, Kordun & Field",
    "lena": "Lena Jurić\nContent, Kordun & Field",
    "tin": "Tin Babić\nanalitika, Kordun & Field",
}
# how a mail program begins the quoted words, by the language of whoever writes
WROTE = {
    "en": "On {day} at {at}, {who} wrote:",
    "hr": "Dana {day} u {at} {who} napisao/la je:",
    "sk": "Dňa {day} o {at} {who} napísal(a):",
    "ru": "{day} в {at}, {who} написал(а):",
}

ADRIA_SUMMER = """\
Dana {later} u 09:20 Marta Kovač <marta@kordun.example> napisao/la je:
> Ivana, dobro jutro,
>
> prijedlog je ovakav: do kraja godine 4.000 € na mjesec, a od siječnja niže, kad
> kampanja za implantate završi. Brojku bismo potvrdili u jesen.
>
> Marta
>
> Dana {sooner} u 16:05 Ivana Perić <ivana@adriadental.example> napisao/la je:
>> Marta, vlasnici pitaju za zimu. Možeš li mi napisati što planiramo?
>>
>> Ivana"""

LETTERS = (
    # Adria Dental, Split: the question that opens Marta's morning, and an older thread
    Letter(
        "adria-send", "marta", "Adria Dental", "marta", ("Ivana",), 34, "15:05", "Tekstovi za stranice o implantatima",
        """\
Ivana,

u privitku su tekstovi za stranice o implantatima. Dr. Radić neka pogleda medicinski dio.

Marta""",
        folder="Sent", file="implantati-tekstovi.pdf",
    ),
    Letter(
        "adria-texts", "marta", "Adria Dental", "Ivana", ("marta",), 33, "09:12",
        "Re: Tekstovi za stranice o implantatima",
        """\
Marta, dobro jutro,

dr. Radić je pročitao tekstove za implantate. Dvije sitnice: na trećoj stranici piše „bezbolno“,
to ne smijemo obećati. I možeš li mi poslati popis svih stranica, da znamo što je još staro?

Hvala ti,
Ivana""",
        answers="adria-send",
    ),
    Letter(
        "adria-list", "marta", "Adria Dental", "marta", ("Ivana",), 33, "11:40", "Re: Tekstovi za stranice o implantatima",
        """\
Ivana,

„bezbolno“ je maknuto, sad piše „uz lokalnu anesteziju“. Popis svih stranica je u privitku, stare
su označene zvjezdicom.

Marta""",
        folder="Sent", answers="adria-texts", file="popis-stranica.csv",
    ),
    Letter(
        "adria-thanks", "marta", "Adria Dental", "Ivana", ("marta",), 32, "08:55", "Re: Tekstovi za stranice o implantatima",
        "Super, hvala na brzini. Dr. Radiću se sviđa.\n\nIvana",
        answers="adria-list",
    ),
    Letter(
        "adria-budget", "marta", "Adria Dental", "Ivana", ("marta",), 1, "16:42", "Re: Zimski proračun",
        """\
Marta,

prije nego što platimo prosinac, možeš li mi reći ostaje li zimska kampanja na 4.000 € ili se spušta
kako smo rekli ljetos? Vlasnicima to moramo reći do srijede.

Lijep pozdrav,
Ivana""",
        cc=("luka",), quoted=ADRIA_SUMMER, began="ljetni-proracun@kordun.example",
    ),
    # Hornád Logistics, Košice: a complaint, while Luka is away and Marta stands in
    Letter(
        "hornad-twice", "luka", "Hornád Logistics", "Martin", ("luka",), 2, "10:14", "Dopyty za október, zase dvakrát",
        """\
Dobrý deň, pán Perko,

dopyty za október sú v reporte zase započítané dvakrát, už druhý mesiac po sebe. Som z toho sklamaný:
na takých číslach nemôžem nič postaviť a pred konateľom vyzerám smiešne.

Faktúra počká, kým nebudem mať opravené čísla písomne. Kedy ich dostanem?

Martin Kováč""",
        why="complaint",
    ),
    # Tatrawood, Žilina
    Letter(
        "tatra-fair", "marta", "Tatrawood", "Peter", ("marta",), 6, "08:05", "Anglické stránky pred veľtrhom",
        """\
Marta, dobré ráno,

na veľtrh v Kolíne potrebujeme anglické stránky produktov skôr, než sme plánovali. Stihnete prvých
desať do konca mesiaca? Zvyšok môže počkať na január.

Peter Hruška""",
        cc=("Zuzana",),
        why="request",
    ),
    Letter(
        "tatra-yes", "marta", "Tatrawood", "marta", ("Peter",), 6, "09:10", "Re: Anglické stránky pred veľtrhom",
        """\
Dobrý deň, Peter,

áno, prvých desať stihneme. Poradie berieme podľa predaja, stoly idú prvé. O cene dohodnutej v máji
sa nič nemení.

Marta""",
        folder="Sent", cc=("Zuzana",), answers="tatra-fair",
    ),
    Letter(
        "tatra-thanks", "marta", "Tatrawood", "Zuzana", ("marta",), 5, "14:22", "Re: Anglické stránky pred veľtrhom",
        """\
Ďakujem, Marta, výborná správa! Fotky stolov bez pozadia vám pošlem do piatku.

Zuzana""",
        answers="tatra-yes",
    ),
    Letter(
        "tatra-lena", "ana", "Tatrawood", "lena", ("Zuzana",), 1, "15:31", "Product names in English",
        """\
Hello Zuzana,

before I translate the product names: do you want to keep the Slovak ones for the chairs (Tatra, Fatra,
Choč) or shall I find English ones? I would keep them, they sound like a place.

Ana, for you to see: the same table as for Isar.

Lena""",
        cc=("ana",),
    ),
    # Brandt & Söhne, Kassel: two questions that wait for an answer; an invoice, and who is out of office
    Letter(
        "brandt-invoice", "marta", "Brandt & Söhne", "marta", ("Jens",), 9, "10:02", "Invoice {year}-221",
        """\
Dear Jens,

please find invoice {year}-221 attached, EUR 3,600, due in fourteen days.

Best regards
Marta""",
        folder="Sent", file="{year}-221.pdf",
    ),
    Letter(
        "brandt-away", "marta", "Brandt & Söhne", "Jens", ("marta",), 9, "10:03",
        "Automatische Antwort: Invoice {year}-221",
        """\
Guten Tag,

ich bin bis Ende nächster Woche nicht im Büro. Ihre Nachricht wird nicht weitergeleitet. In dringenden
Fällen wenden Sie sich bitte an die Buchhaltung, Durchwahl 14.

Mit freundlichen Grüßen
Jens Pohl""",
        answers="brandt-invoice", kind="auto",
    ),
    Letter(
        "brandt-planner", "marta", "Brandt & Söhne", "Heike", ("marta",), 3, "09:31", "Kitchen planner, before we meet",
        """\
Dear Marta,

thank you for the draft, we read it on the train to Göttingen. Two points before we meet with your team:

Is the hosting of the kitchen planner included in the 3,600, or does it come on top?
Can Jens get the invoice split by branch from January on, Kassel and Göttingen?

Best regards from a grey Kassel
Heike Brandt""",
        why="question",
    ),
    # Blue Heron Outfitters, Portland: praise
    Letter(
        "heron-october", "marta", "Blue Heron Outfitters", "Dana", ("marta",), 4, "18:20", "October!",
        """\
Hi Marta,

just closed the books: best October we ever had, up 31% on last year, and the returns went down since the
size guide is live. Please thank the whole team from me. You made my week.

Dana""",
        cc=("Chris",), file="october.csv",
        why="praise",
    ),
    Letter(
        "heron-thanks", "marta", "Blue Heron Outfitters", "marta", ("Dana",), 3, "09:15", "Re: October!",
        """\
Dana, what a start into the day. I read it out at the stand-up; Lena has it on her wall now.

The second round of landing pages keeps the same pace.

Marta""",
        folder="Sent", cc=("lena",), answers="heron-october",
    ),
    # Sever Instruments, Perm
    Letter(
        "sever-fair", "marta", "Sever Instruments", "Ольга", ("marta",), 4, "07:50", "Стенд на выставке",
        """\
Марта, доброе утро!

На декабрьскую выставку нам нужны три предложения по стенду: маленький, средний и как в прошлом году.
Игорь Петрович хочет выбрать сам. Какие сроки у подрядчиков?

Ольга""",
        why="request",
    ),
    Letter(
        "sever-three", "marta", "Sever Instruments", "marta", ("Ольга",), 4, "09:05", "Re: Стенд на выставке",
        """\
Ольга, здравствуйте!

Трое подрядчиков уже считают, срок у всех четыре недели. Все три варианта стоят в повестке встречи.

Марта""",
        folder="Sent", answers="sever-fair",
    ),
    # Harbor Pediatrics, Boston: a thread we began, with files both ways
    Letter(
        "harbor-list", "marta", "Harbor Pediatrics", "marta", ("Tom",), 8, "15:00", "What we need before the kick-off",
        """\
Hi Tom,

attached is the list of what we need before the kick-off: logins, photos, and the two pages your patients
ask for most. One page, ten minutes.

Marta""",
        folder="Sent", cc=("Dr. Miriam",), file="before-the-kick-off.pdf",
    ),
    Letter(
        "harbor-back", "marta", "Harbor Pediatrics", "Tom", ("marta",), 6, "19:44", "Re: What we need before the kick-off",
        """\
Hi Marta,

filled in and attached. The photos are from the old building, new ones come with the move.

Tom""",
        answers="harbor-list", file="harbor-answers.csv",
    ),
    # Nordkeller Weine, Bremen: quiet, and now not any more
    Letter(
        "nord-ask", "marta", "Nordkeller Weine", "marta", ("Antje",), 6, "09:25", "Your Christmas letter",
        """\
Dear Antje,

the Christmas letter is the one your customers open most. Shall we write about the Riesling growers again,
or about the new cellar?

Marta""",
        folder="Sent",
    ),
    Letter(
        "nord-answer", "marta", "Nordkeller Weine", "Antje", ("marta",), 4, "07:58", "Re: Your Christmas letter",
        "Moin Marta,\n\nthe growers, please. The cellar is still a building site.\n\nAntje",
        answers="nord-ask",
    ),
    # Isar Klinik, Munich
    Letter(
        "isar-goal", "ana", "Isar Klinik", "Sabine", ("ana",), 7, "11:12", "Goals for next year",
        """\
Dear Ana,

Dr. Otto agrees to the plan if we count only patients who came, not those who called. Sixty a month by June
would be a good result for the knee centre; anything above it is a bonus. How do you want to measure it?

Kind regards
Sabine Lang""",
        cc=("Dr. Felix",),
        why="question",
    ),
    Letter(
        "isar-measure", "ana", "Isar Klinik", "ana", ("Sabine",), 6, "10:40", "Re: Goals for next year",
        """\
Dear Sabine,

from your appointment system, once a week, first visits only. Tin has looked at it and it works without
anybody typing. The goal is written down with this letter so that we mean the same.

Ana""",
        folder="Sent", cc=("Dr. Felix", "tin"), answers="isar-goal",
    ),
    # Elbe Solar, Dresden: decides in writing within a day
    Letter(
        "elbe-plan", "ana", "Elbe Solar", "ana", ("Jana",), 2, "14:10", "Autumn plan, version 3",
        """\
Dear Jana,

version 3 of the autumn plan is attached: the storage campaign goes first, as you wished, and the heat
pumps follow in February.

Ana""",
        folder="Sent", file="autumn-plan-3.pdf",
    ),
    Letter(
        "elbe-yes", "ana", "Elbe Solar", "Jana", ("ana",), 1, "18:20", "Re: Autumn plan, version 3",
        "Approved as it stands. Very good work, the page on storage is the best we have read.\n\nJana",
        answers="elbe-plan",
    ),
    # Liptov Spa, Liptovský Mikuláš: urgent, this very hour
    Letter(
        "liptov-down", "zuzana", "Liptov Spa", "Katarína", ("zuzana",), 0, "00:50", "SÚRNE: rezervácie nejdú",
        """\
Zuzana,

rezervačný systém na stránke nejde, hostia vidia iba bielu obrazovku a volajú na recepciu. Je to súrne,
dnes máme plno. Prosím, zavolajte mi hneď.

Katarína Vlková""",
        cc=("Ľubomír",),
    ),
    # Pekáreň Dunaj, Bratislava
    Letter(
        "dunaj-stollen", "zuzana", "Pekáreň Dunaj", "Jozef", ("zuzana",), 3, "05:48", "vianočky",
        "Dobré ráno, kedy pôjde reklama na vianočky? Minulý rok sme boli neskoro.\n\nJozef Dunaj",
        why="question",
    ),
    Letter(
        "dunaj-when", "zuzana", "Pekáreň Dunaj", "zuzana", ("Jozef",), 3, "08:02", "Re: vianočky",
        """\
Dobré ráno, pán Dunaj,

tento rok o dva týždne skôr: prvá reklama beží od prvej adventnej nedele.

Zuzana""",
        folder="Sent", answers="dunaj-stollen",
    ),
    # Дом Чая, Казань
    Letter(
        "tea-price", "alexei", "Дом Чая", "Елена", ("alexei",), 3, "19:10", "Новый прайс к праздникам",
        """\
Алексей, добрый вечер!

Прикладываю новый прайс: появились подарочные наборы, три вида. Описания пришлю в понедельник, сама
напишу. Поставите наборы на первую страницу?

Елена""",
        file="прайс-наборы.csv",
        why="request",
    ),
    Letter(
        "tea-front", "alexei", "Дом Чая", "alexei", ("Елена",), 2, "10:15", "Re: Новый прайс к праздникам",
        """\
Елена, доброе утро!

Наборы уже на первой странице, пока без описаний. Получилось очень уютно, посмотрите.

Алексей""",
        folder="Sent", answers="tea-price",
    ),
    # Ural Kabel, Екатеринбург: our mail came back
    Letter(
        "ural-report", "alexei", "Ural Kabel", "alexei", ("Алёна",), 2, "12:30", "Отчёт за октябрь",
        """\
Алёна, добрый день!

Отчёт за октябрь на одной странице, во вложении. Вопросы лучше по телефону, утром по Уралу.

Алексей""",
        folder="Sent", file="отчёт-октябрь.pdf",
    ),
    Letter(
        "ural-back", "alexei", "Ural Kabel", "Mail Delivery System <mailer-daemon@{domain}>", ("alexei",), 2, "12:31",
        "Undelivered Mail Returned to Sender",
        """\
This is the mail system.

I'm sorry to have to inform you that your message could not be delivered to one or more recipients.
The mailbox of the recipient is full.""",
        answers="ural-report", kind="bounce",
    ),
    # what asks a person: the sorting tray of Marta
    Letter(
        "tray-books", "marta", "Vila Lavanda", "Jasna Grgić <jasna@knjigovodstvo-more.example>", ("marta", "Đurđa"), 1,
        "12:08", "Računi za listopad",
        """\
Poštovana gđo Kovač,

vodim knjige za nekoliko hotela na Hvaru. Molim vas da račune ubuduće šaljete izravno meni.

Jasna Grgić""",
    ),
    Letter(
        "tray-heike", "marta", "Brandt & Söhne", "Heike Brandt <heike.b.singt@gmail.com>", ("marta",), 1, "21:17",
        "from my private address",
        "Dear Marta, this is my private address, our office server sleeps. I may be ten minutes late when we meet.\n\nHeike",
    ),
    Letter(
        "tray-noah", "marta", "Blue Heron Outfitters", "Noah Lindgren <noah@pixelforge.example>", ("marta",), 2,
        "22:40", "Re: October!",
        """\
Hi, I do the product photos for Dana. She said you would need the raw files for the landing pages. Where do
I put them?

Noah""",
        answers="heron-thanks",
    ),
    # what is left aside, and why
    Letter(
        "lavanda-news", "marta", "Vila Lavanda", "Vila Lavanda <novosti@{domain}>", ("marta",), 5, "10:00",
        "Zima na Hvaru: tri noći za dvije", "Zima na Hvaru\n\nTri noći za dvije, do Božića.", kind="list",
    ),
    Letter(
        "inside", "marta", "", "luka", ("marta",), 2, "16:50", "Predaja na tjedan dana",
        """\
Marta, hvala što uskačeš. Hornád je osjetljiv: Martin čeka ispravljenu tablicu. Polyot samo nazovi.

Luka""",
    ),
    Letter(
        "cold", "marta", "", "Kevin Strand <kevin@growth-hackz.example>", ("marta",), 3, "13:13",
        "Quick question about your SEO", "Hi there, I noticed your website is not on page one. Can we jump on a call?",
    ),
    Letter(
        "cold-too", "ana", "", "Sales Team <hello@stands-and-more.example>", ("ana",), 4, "08:31",
        "Roll-ups from 39 EUR", "Dear Sir or Madam, our autumn prices for roll-ups are here.",
    ),
)  # fmt: skip
# the same mail in a second mailbox: key, box
AGAIN = (("adria-budget", "luka"),)
# a mail that is only listed, since it is too large to read: box, sender, subject, megabytes, working days back
TOO_LARGE = (("ana", "vesna", "Zlatna Ribica Resorts", "Video s terase, sirovi materijal", 63, 4),)
PRIVATE = {"marta": "Obitelj", "luka": "Privatno", "ana": "Private", "zuzana": "Súkromné", "alexei": "Личное"}

DRAFT = (
    "brandt-planner",
    """\
Dear Heike,

good questions, both. The hosting: I am checking with Tin what the planner needs in a busy week and write to
you with a figure today. The invoice by branch is no problem from January on,""",
)

TEMPLATES = (
    # language, name, subject, text
    ("en", "Report, with one question", "{client}: your report", "Dear {first_name},\n\nthe report of last month is attached, one page. One question at the end is yours to decide.\n\n{my_first_name}"),
    ("hr", "Izvještaj, s jednim pitanjem", "{client}: izvještaj", "{first_name}, dobar dan,\n\nizvještaj za prošli mjesec je u privitku, jedna stranica. Jedno pitanje na kraju odlučujete vi.\n\n{my_first_name}"),
    ("sk", "Report s jednou otázkou", "{client}: report", "Dobrý deň, {first_name},\n\nreport za minulý mesiac je v prílohe, jedna strana. Jedna otázka na konci čaká na vaše rozhodnutie.\n\n{my_first_name}"),
    ("ru", "Отчёт и один вопрос", "{client}: отчёт", "{first_name}, здравствуйте!\n\nОтчёт за прошлый месяц во вложении, одна страница. В конце один вопрос, его решаете вы.\n\n{my_first_name}"),
    ("en", "Before our meeting", "Before we meet", "Dear {first_name},\n\nbefore we meet: is there anything you want to have on the agenda? A line is enough.\n\n{my_first_name}, {agency}"),
    ("hr", "Prije sastanka", "Prije našeg sastanka", "{first_name}, dobar dan,\n\nima li nešto što želite na dnevnom redu? Dovoljan je jedan redak.\n\n{my_first_name}, {agency}"),
    ("sk", "Pred stretnutím", "Pred naším stretnutím", "Dobrý deň, {first_name},\n\nchcete niečo doplniť do programu stretnutia? Stačí jeden riadok.\n\n{my_first_name}, {agency}"),
    ("ru", "Перед встречей", "Перед нашей встречей", "{first_name}, здравствуйте!\n\nЕсть ли вопросы, которые стоит добавить в повестку? Достаточно одной строки.\n\n{my_first_name}, {agency}"),
    ("en", "It is late, and it is our fault", "An apology, and a date", "Dear {first_name},\n\nthis is late and it is our fault. What was promised comes by [day]; I look at it myself before it goes out.\n\n{my_name}"),
    ("hr", "Kasni, i to našom krivnjom", "Isprika i datum", "{first_name}, dobar dan,\n\nkasnimo, i to našom krivnjom. Obećano stiže do [dan]; sam(a) ću pogledati prije slanja.\n\n{my_name}"),
    ("sk", "Mešká to našou vinou", "Ospravedlnenie a termín", "Dobrý deň, {first_name},\n\nmeškáme, a je to naša vina. Sľúbené príde do [deň]; pred odoslaním to prejdem osobne.\n\n{my_name}"),
    ("ru", "Опоздали по своей вине", "Извинение и срок", "{first_name}, здравствуйте!\n\nМы опоздали, и это наша вина. Обещанное придёт до [день]; перед отправкой проверю лично.\n\n{my_name}"),
)  # fmt: skip

# What was promised in ordinary months, by the language of whoever keeps the client.
PROMISED = {
    "en": {
        True: (
            "Report of the month, one page", "Second version of the landing pages", "Price list on the site",
            "Table of searches without the brand", "Texts for the autumn offer", "Call tracking on the site",
            "Proposal for the next quarter", "Banner in three sizes", "Answer on the invoice layout",
        ),
        False: ("Photos of the new rooms", "Access to the shop", "Remarks on the texts", "Decision on the budget"),
    },
    "hr": {
        True: (
            "Izvještaj za mjesec, jedna stranica", "Druga verzija stranica", "Novi cjenik na stranici",
            "Popis pojmova bez imena tvrtke", "Tekstovi za jesen", "Prijedlog za sljedeće tromjesečje",
        ),
        False: ("Fotografije novih soba", "Pristup trgovini", "Primjedbe na tekstove"),
    },
    "sk": {
        True: (
            "Report za mesiac na jednej strane", "Druhá verzia stránok", "Nový cenník na stránke",
            "Texty na jeseň", "Návrh na ďalší štvrťrok", "Bannery v troch veľkostiach",
        ),
        False: ("Fotky nových izieb", "Prístup do obchodu", "Pripomienky k textom"),
    },
    "ru": {
        True: (
            "Отчёт за месяц на одной странице", "Вторая версия страниц", "Новый прайс на сайте",
            "Тексты к сезону", "План на квартал", "Баннер в трёх размерах",
        ),
        False: ("Фотографии продукции", "Доступ к магазину", "Замечания к текстам"),
    },
}  # fmt: skip

# What is owed now: client, whether by us, whose of us, contact, what, working days from today.
OWED = (
    ("Tatrawood", True, "lena", "Zuzana", "Anglické texty prvých desiatich stolov", 4),
    ("Tatrawood", False, "marta", "Zuzana", "Fotky stolov bez pozadia", 3),
    ("Tatrawood", True, "marta", "Peter", "Cena za zvyšok anglických stránok", 5),
    ("Isar Klinik", True, "ana", "Sabine", "Figures of the knee centre, first visits only", 3),
    ("Zlatna Ribica Resorts", False, "ana", "Vesna", "Video from the terrace, cut to a minute", 2),
    ("Hornád Logistics", False, "luka", "Eva", "Izvoz upita iz njihova sustava", 4),
    ("Pekáreň Dunaj", True, "zuzana", "Jozef", "Prvá reklama na vianočky", 5),
    ("Liptov Spa", True, "jakub", "Ľubomír", "Rýchlejšia stránka s izbami", 2),
    ("Дом Чая", True, "alexei", "Елена", "Главная страница с подарочными наборами", 3),
    ("Ural Kabel", False, "alexei", "Дмитрий", "Список новых кабелей", 6),
)

# What monthly meetings are called, and what is written down at an ordinary one: (what it becomes, text).
MONTHLY = {"en": "Monthly meeting", "hr": "Mjesečni sastanak", "sk": "Mesačné stretnutie", "ru": "Ежемесячная встреча"}
MINUTES = {
    "en": (
        ("decision", "The budget stays as it is until the end of the quarter."),
        ("decision", "The weaker of the two ads is switched off."),
        ("words", "The form on the second page loses most visitors; two ideas against it."),
        ("words", "Season begins earlier than last year, they have more hands this time."),
    ),
    "hr": (
        ("decision", "Proračun ostaje isti do kraja tromjesečja."),
        ("words", "Obrazac na drugoj stranici gubi najviše posjetitelja; dvije ideje protiv toga."),
        ("words", "Sezona počinje ranije nego lani."),
    ),
    "sk": (
        ("decision", "Rozpočet zostáva do konca štvrťroka rovnaký."),
        ("words", "Formulár na druhej strane stráca najviac návštevníkov; dva nápady, čo s tým."),
        ("words", "Sezóna začína skôr než vlani."),
    ),
    "ru": (
        ("decision", "Бюджет прежний до конца квартала."),
        ("words", "Форма на второй странице теряет больше всего посетителей; две идеи, что с этим делать."),
        ("words", "Сезон начинается раньше, чем в прошлом году."),
    ),
}  # fmt: skip

ADRIA_AGENDA = (
    "Implants: how long the campaign runs",
    "Winter budget",
    "Cost per booking since the new form",
)
SEVER_AGENDA = (
    "Три варианта стенда: маленький, средний, как в прошлом году",
    "Тексты о манометрах: что ещё проверяет Игорь Петрович",
    "Кто отвечает на заявки во время выставки",
)
BRANDT_AGENDA = (
    "What the kitchen planner shall do in the first version",
    "Who writes the texts, who takes the pictures",
    "Hosting and invoice by branch",
)
HERON_MINUTES = (
    ("decision", "Version 2 of the landing pages goes live after Thanksgiving, not before."),
    ("words", "The size guide stays on top; Dana likes it most of all."),
    ("action", "Raw pictures from the photographer into the folder"),
)
HARBOR_SAID = {
    "said": "Dr. Ellis wants online booking first; the blog can wait until spring. Tom showed how they answer the phone.",
    "decided": "The first page is for parents with a sick child: one button to call, one to book.",
    "promised": "A sketch of the first page by the end of next week. Tom looks for the old photos.",
    "mood": "Warm, a bit rushed. She left twice for patients and came back each time.",
}
IDEAS = (
    # text, is a test, result
    ("Landing page with the price first, at Copperline Bikes", True, ""),
    ("One shared list of searches nobody should pay for", False, ""),
    ("Reports on one page for all B clients", False, ""),
    ("Ads without pictures of people, at Elbe Solar", True, "Calls up by a tenth in four weeks; kept."),
)

NEWS_GOOGLE = (
    "Google Ads: consent becomes a condition in the EEA",
    "From next month Google Ads counts conversions from the EEA only where the visitor's consent is passed on. Who has "
    "the banner from us is ready. The others need an hour of work by their developer, and figures may fall for some "
    "days without anything being wrong.",
    "https://support.google.example/ads/consent",
)
NEWS_VAT = (
    "Slovensko: faktúry elektronicky, nové pravidlo o DPH",
    "Od januára sa pri faktúrach medzi firmami mení, čo na nich musí stáť a v akej podobe odchádzajú. Klientov so "
    "sídlom na Slovensku sa to týka hneď pri prvej januárovej faktúre; stačí, keď ich účtovníci vedia včas.",
    "https://www.financnasprava.example/dph",
)
