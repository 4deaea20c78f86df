"""The demo agency as data: Kordun & Field of Zagreb, its people, its clients and what they are living through."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Someone:
    """A person at a client: names, job, place, how they like to talk, and days until birthday or absence (if near)."""

    first: str
    last: str
    job: str
    place: str = "other"
    stance: str = "neutral"
    manner: str = ""
    interests: str = ""
    earlier: str = ""
    birthday_in: int | None = None
    away_in: tuple[int, int, str] | None = None  # first day, last day (from today), why
    mail: str = ""


@dataclass(frozen=True)
class Story:
    """One client: facts, an arc over two years, and what was said lately (days ago, hour, who, channel, words …)."""

    name: str
    city: str
    country: str
    zone: str
    language: str
    industry: str
    tier: str
    keeper: str
    arc: str  # steady, thriving, slipping, new, leaving, disputed, seasonal, paused, gone, prospect
    fee: int
    services: tuple[str, ...]
    months: int = 24
    potential: int | None = None
    key_account: bool = False
    currency: str = "EUR"
    tags: tuple[str, ...] = ()
    people: tuple[Someone, ...] = ()
    lately: tuple[tuple, ...] = ()
    deputy: str = ""
    crew: tuple[str, ...] = ()
    note: str = ""
    quiet: int | None = None  # days since the last ordinary word, where the story needs it exact
    extra: dict = field(default_factory=dict)


MEMBERS = (
    # mail, name, roles, team, language, formats, zone
    ("marta", "Marta Kovač", ("head", "manager"), "Growth", "en", "en_IE", "Europe/Zagreb"),
    ("luka", "Luka Perko", ("manager",), "Growth", "hr", "hr", "Europe/Zagreb"),
    ("ana", "Ana Vidović", ("manager",), "Growth", "en", "en_GB", "Europe/Zagreb"),
    ("zuzana", "Zuzana Kráľová", ("head", "manager"), "East", "sk", "sk", "Europe/Bratislava"),
    ("alexei", "Алексей Смирнов", ("manager",), "East", "ru", "ru", "Europe/Moscow"),
    ("tin", "Tin Babić", ("specialist",), "Growth", "hr", "hr", "Europe/Zagreb"),
    ("lena", "Lena Jurić", ("specialist",), "Growth", "en", "en_GB", "Europe/Zagreb"),
    ("jakub", "Jakub Novák", ("specialist",), "East", "sk", "sk", "Europe/Bratislava"),
    ("zoran", "Zoran Ilić", ("contractor",), "", "hr", "hr", "Europe/Zagreb"),
    ("fran", "Fran Matić", ("finance",), "", "hr", "hr", "Europe/Zagreb"),
    ("petra", "Petra Šimić", ("head",), "", "en", "en_GB", "Europe/Zagreb"),
    ("iva", "Iva Radić", ("admin",), "", "hr", "hr", "Europe/Zagreb"),
)
AWAY = (("luka", -1, 4, "Family, Šibenik"),)  # Marta covers
COVERED_BY = {"luka": "marta"}

STORIES = (
    Story(
        "Adria Dental", "Split", "HR", "Europe/Zagreb", "hr", "Dental clinics", "B", "marta", "slipping", 4000,
        ("search-ads", "seo"), 44, 7, tags=("health",), deputy="luka", crew=("tin",), quiet=18,
        people=(
            Someone("Ivana", "Perić", "Marketing", "influences", "ally", "Mail before noon; writes back within three hours",
                    "Her son plays water polo", "An agency in Split that changed the manager four times"),
            Someone("Ante", "Radić", "Owner", "decides", "sceptic", "Phone after five; dislikes long slides", "Sails in summer"),
        ),
        lately=(
            (20, 11, "ours", "meeting", "Monthly meeting. Implant campaign until 15 January, winter budget to be settled by mail.", {"people": (0, 1), "agreed": True}),
            (24, 9, "theirs", "call", "Ivana called about the layout of the invoice; explained in six minutes.", {"people": (0,), "why": "question"}),
        ),
    ),
    Story(
        "Tatrawood", "Žilina", "SK", "Europe/Bratislava", "sk", "Furniture makers", "A", "marta", "steady", 5200,
        ("seo", "content", "web-site"), 31, 8, True, tags=("export",), crew=("lena",),
        people=(
            Someone("Peter", "Hruška", "Managing director", "decides", "ally", "Short calls in the morning, decides at once", "Ice hockey"),
            Someone("Zuzana", "Bielik", "Marketing", "influences", "ally", "Likes everything in writing", "Two dogs, hikes in the Malá Fatra", birthday_in=1),
        ),
    ),
    Story(
        "Hornád Logistics", "Košice", "SK", "Europe/Bratislava", "sk", "Freight and logistics", "B", "luka", "disputed", 2100,
        ("search-ads", "analytics"), 20, 4, tags=("dispute",),
        people=(
            Someone("Martin", "Kováč", "Head of sales", "decides", "against", "Says things straight; wants figures first",
                    "", "Left an agency in Prague over slow answers"),
            Someone("Eva", "Tóthová", "Assistant", "uses", "neutral", "Chat"),
        ),
        lately=(
            (6, 15, "ours", "call", "Objašnjeno dvostruko brojanje; Martin dobiva ispravljenu tablicu do petka.", {"people": (0,), "mood": "uneasy", "next_step": "Ispravljena tablica upita za Martina", "next_in": 0}),
            (9, 9, "theirs", "call", "Martin je zvao: nitko nije odgovorio na njegovu poruku od četvrtka.", {"people": (0,), "why": "late", "mood": "uneasy"}),
        ),
    ),
    Story(
        "Sever Instruments", "Пермь", "RU", "Asia/Yekaterinburg", "ru", "Measuring instruments", "B", "marta", "steady", 2800,
        ("content", "web-site"), 26, 6,
        people=(
            Someone("Ольга", "Власова", "Marketing", "influences", "ally", "Chat in the morning of Perm; two hours before everybody else", "Chess"),
            Someone("Игорь", "Северов", "Owner", "decides", "neutral", "Through Olga"),
        ),
    ),
    Story(
        "Brandt & Söhne", "Kassel", "DE", "Europe/Berlin", "en", "Kitchen makers", "B", "marta", "steady", 3600,
        ("search-ads", "seo"), 35, 6,
        people=(
            Someone("Heike", "Brandt", "Managing director", "decides", "ally", "A call every second Thursday, punctual", "Choir"),
            Someone("Jens", "Pohl", "Accountant", "pays", "neutral", "Mail only"),
        ),
    ),
    Story(
        "Otok Sailing", "Zadar", "HR", "Europe/Zagreb", "hr", "Yacht charter", "C", "marta", "seasonal", 900, ("social-ads",), 30, 5,
        people=(Someone("Nikša", "Lovrić", "Owner", "decides", "ally", "Phone, from the boat; never on Saturdays", "Regattas"),),
        note="Busy from April to September; sleeps in winter.",
    ),
    Story(
        "Isar Klinik", "München", "DE", "Europe/Berlin", "en", "Private clinics", "A", "ana", "steady", 6400,
        ("search-ads", "seo", "analytics"), 28, 8, True, crew=("tin",),
        people=(
            Someone("Sabine", "Lang", "Head of marketing", "decides", "ally", "Prefers meetings; prepares questions", "Opera", away_in=(2, 9, "Holiday in Tyrol")),
            Someone("Dr. Felix", "Otto", "Medical director", "influences", "sceptic", "Facts, one page"),
        ),
    ),
    Story(
        "Blue Heron Outfitters", "Portland", "US", "America/Los_Angeles", "en", "Outdoor clothing", "A", "marta", "thriving", 5800,
        ("search-ads", "social-ads", "email-marketing"), 22, 9, True, currency="EUR", tags=("e-commerce", "export"), crew=("lena",),
        people=(
            Someone("Dana", "Whitfield", "Head of e-commerce", "decides", "ally", "Video in her morning, our evening", "Trail running"),
            Someone("Chris", "Okafor", "Developer", "builds", "neutral", "Chat; wants tickets"),
        ),
        lately=(
            (2, 17, "ours", "meeting", "Landing pages, version 2, shown; she likes the size guide.", {"people": (0,), "agreed": True, "mood": "warm"}),
        ),
    ),
    Story(
        "Harbor Pediatrics", "Boston", "US", "America/New_York", "en", "Pediatric practices", "B", "marta", "new", 3200,
        ("web-site", "seo"), 1, 7, tags=("health", "new"), crew=("tin", "lena"),
        people=(
            Someone("Dr. Miriam", "Ellis", "Owner", "decides", "ally", "Calls between patients, at eleven her time"),
            Someone("Tom", "Reyes", "Office manager", "uses", "neutral", "Mail"),
        ),
    ),
    Story(
        "Pekáreň Dunaj", "Bratislava", "SK", "Europe/Bratislava", "sk", "Bakeries", "B", "zuzana", "steady", 1900, ("social-ads", "content"), 19, 4,
        people=(Someone("Jozef", "Dunaj", "Owner", "decides", "ally", "Phone at six in the morning, or not at all", birthday_in=4),),
    ),
    Story(
        "Elbe Solar", "Dresden", "DE", "Europe/Berlin", "en", "Solar installers", "A", "ana", "thriving", 7100,
        ("search-ads", "analytics", "crm"), 27, 9, True, crew=("tin",),
        people=(
            Someone("Jana", "Krüger", "Head of growth", "decides", "ally", "Decides in writing within a day", "Climbing"),
            Someone("Uwe", "Scholz", "Sales", "uses", "ally", "Calls"),
        ),
    ),
    Story(
        "Polyot Travel", "Казань", "RU", "Europe/Moscow", "ru", "Travel agencies", "B", "luka", "slipping", 1700, ("search-ads", "social-ads"), 17, 5, quiet=17,
        people=(
            Someone("Марина", "Галеева", "Owner", "decides", "neutral", "Suffers in silence: ask her", "Horses"),
            Someone("Рустам", "Хасанов", "Accountant", "pays", "neutral"),
        ),
    ),
    Story(
        "Vila Lavanda", "Hvar", "HR", "Europe/Zagreb", "hr", "Boutique hotels", "B", "marta", "seasonal", 3400, ("search-ads", "email-marketing", "content"), 33, 7,
        people=(
            Someone("Đurđa", "Šimunović", "Owner", "decides", "ally", "Long calls in winter, messages in summer", "Lavender oil, of course"),
            Someone("Toni", "Šimunović", "Reception", "uses", "ally", "Chat"),
        ),
        lately=((5, 12, "ours", "call", "October report read together; the off-season offer goes live on Monday.", {"people": (0,), "mood": "good"}),),
    ),
    Story(
        "Copperline Bikes", "Denver", "US", "America/Denver", "en", "Bicycle shops", "B", "ana", "steady", 2600, ("search-ads", "email-marketing"), 15, 5,
        people=(Someone("Sam", "Ortega", "Owner", "decides", "ally", "Text messages", "Builds frames"),),
    ),
    Story(
        "Ural Kabel", "Екатеринбург", "RU", "Asia/Yekaterinburg", "ru", "Cable makers", "B", "alexei", "steady", 1100, ("seo",), 21, 3, quiet=21,
        people=(
            Someone("Дмитрий", "Ежов", "Head of sales", "decides", "neutral", "Звонок утром по Уралу", "Рыбалка"),
            Someone("Алёна", "Подъёмова", "Marketing", "influences", "ally", "Почта"),
        ),
    ),
    Story(
        "Lipa Pharmacy", "Osijek", "HR", "Europe/Zagreb", "hr", "Pharmacies", "B", "marta", "steady", 2300, ("content", "email-marketing"), 25, 4,
        people=(
            Someone("Mirjana", "Lipovac", "Owner", "decides", "ally", "Phone after eight in the evening is fine", "Grandchildren", birthday_in=0),
            Someone("Filip", "Lipovac", "Web shop", "uses", "ally", "Chat"),
        ),
        lately=((0, 7, "ours", "mail", "Answered Mirjana on the opening hours banner.", {"people": (0,), "direction": "both"}),),
    ),
    Story(
        "Zlatna Ribica Resorts", "Šibenik", "HR", "Europe/Zagreb", "hr", "Resorts", "A", "ana", "seasonal", 6900, ("search-ads", "social-ads", "analytics"), 29, 8, True,
        people=(
            Someone("Vesna", "Zlatić", "Sales director", "decides", "ally", "Meetings in Šibenik, with fish"),
            Someone("Marko", "Zlatić", "Owner", "decides", "neutral", "Through Vesna"),
        ),
    ),
    Story(
        "Nordkeller Weine", "Bremen", "DE", "Europe/Berlin", "en", "Wine merchants", "C", "marta", "steady", 1200, ("email-marketing",), 14, 3,
        people=(Someone("Antje", "Wilke", "Owner", "decides", "ally", "Mail on Mondays", "Riesling"),),
    ),
    Story(
        "Kremna Coffee", "Kremnica", "SK", "Europe/Bratislava", "sk", "Coffee roasters", "C", "zuzana", "steady", 850, ("social-ads",), 12, 4,
        people=(Someone("Lukáš", "Kremen", "Owner", "decides", "ally", "Chat, with pictures", "Espresso machines"),),
    ),
    Story(
        "Maple & Rye Bakery", "Chicago", "US", "America/Chicago", "en", "Bakery chains", "B", "marta", "thriving", 2200, ("social-ads", "content"), 16, 6,
        people=(Someone("Grace", "Lindqvist", "Owner", "decides", "ally", "Voice messages", "Sourdough"),),
    ),
    Story(
        "Medovina Kordić", "Gospić", "HR", "Europe/Zagreb", "hr", "Honey and mead", "C", "luka", "steady", 600, ("content",), 11, 2,
        people=(Someone("Josip", "Kordić", "Owner", "decides", "ally", "Phone", "Bees"),),
    ),
    Story(
        "Kvarner Marine", "Rijeka", "HR", "Europe/Zagreb", "hr", "Marinas", "B", "luka", "leaving", 2400, ("seo", "search-ads"), 23, 4, tags=("leaving",),
        people=(Someone("Sanja", "Brnić", "Director", "decides", "sceptic", "Mail; answers late", "", "Came to us from a freelancer"),),
        lately=(
            (12, 11, "theirs", "mail", "Sanja: vlasnici od nove godine marketing vode sami; hvala na dvije dobre godine.", {"people": (0,), "why": "other", "mood": "so-so"}),
            (8, 14, "ours", "call", "Sanja i mi: dogovoreno što se predaje i kada; ponudili smo obuku nove kolegice.", {"people": (0,), "mood": "good", "next_step": "Popis pristupa za predaju", "next_in": 3}),
        ),
    ),
    Story(
        "Dravska Pivovara", "Varaždin", "HR", "Europe/Zagreb", "hr", "Breweries", "B", "ana", "paused", 1500, ("social-ads",), 18, 5,
        people=(Someone("Hrvoje", "Drava", "Owner", "decides", "neutral", "Phone"),), note="Paused until the new brewery opens in spring.",
    ),
    Story(
        "Velebit Outdoor", "Gospić", "HR", "Europe/Zagreb", "hr", "Mountain guides", "C", "luka", "gone", 500, ("web-site",), 20, 2,
        people=(Someone("Ivo", "Velebić", "Owner", "decides", "neutral", "Phone"),), note="Closed the firm; on good terms. Says hello at Christmas.",
    ),
    Story(
        "Дом Чая", "Казань", "RU", "Europe/Moscow", "ru", "Tea shops", "B", "alexei", "thriving", 2000, ("social-ads", "email-marketing"), 13, 6,
        people=(Someone("Елена", "Чайкина", "Owner", "decides", "ally", "Мессенджер, вечером", "Чайная церемония"),),
    ),
    Story(
        "Liptov Spa", "Liptovský Mikuláš", "SK", "Europe/Bratislava", "sk", "Spa hotels", "A", "zuzana", "slipping", 4400, ("search-ads", "content"), 18, 7, True, quiet=11,
        people=(
            Someone("Katarína", "Vlková", "Director", "decides", "neutral", "Radšej telefonuje", "Skialpinizmus", "Ich predošlá agentúra sľubovala viac, než mohla"),
            Someone("Ľubomír", "Gašpar", "Marketing", "influences", "ally", "Mail"),
        ),
    ),
    Story("Atlas Pumps", "Graz", "AT", "Europe/Vienna", "en", "Pump makers", "B", "ana", "prospect", 0, (), 2, 6,
          people=(Someone("Karl", "Moser", "Marketing", "influences", "neutral", "Mail"),)),
    Story("Zrno Bio", "Zagreb", "HR", "Europe/Zagreb", "hr", "Organic food shops", "B", "marta", "prospect", 0, (), 1, 5,
          people=(Someone("Petra", "Zrnić", "Owner", "decides", "neutral", "Phone"),)),
)  # fmt: skip

# What is said in ordinary weeks, in the language of whoever keeps the client; {p} is a first name. Chosen deterministically.
OURS = {
    "en": {
        "call": (
            "Weekly call with {p}: figures are on course, nothing open from their side.",
            "Called {p} before the board meeting; went through the two open points.",
            "Short call: {p} has read the report and asks for the same table next month.",
            "Told {p} about the change in the auction and what we do about it.",
            "Asked {p} how the new price list was received; better than feared.",
        ),
        "mail": (
            "Sent {p} the plan for the coming month with three questions.",
            "Sent the report with a summary on one page.",
            "Wrote to {p} that the new texts are live and where to look.",
            "Sent the list of what we need from them before the campaign starts.",
        ),
        "chat": (
            "Showed {p} a first draft of the banner; small changes.",
            "Reminded {p} of the pictures for the product pages.",
        ),
        "meeting": (
            "Monthly meeting: goals reviewed, budget kept, two ideas for the next quarter.",
            "Went through the funnel together; the weak step is the form.",
            "Quarterly review with {p}: what worked, what we stop, what we try.",
        ),
        "visit": ("Visited them; walked through the shop and met the people at the counter.",),
    },
    "hr": {
        "call": (
            "Tjedni poziv, {p}: brojke idu po planu, s njihove strane ništa otvoreno.",
            "Poziv prije sastanka uprave; prošli smo dvije otvorene točke. ({p})",
            "Kratki poziv: {p} je pročitao izvještaj i traži istu tablicu i sljedeći mjesec.",
        ),
        "mail": (
            "Poslan plan za sljedeći mjesec s tri pitanja. ({p})",
            "Poslan izvještaj sa sažetkom na jednoj stranici.",
        ),
        "chat": ("Prvi prijedlog bannera; male izmjene. ({p})",),
        "meeting": (
            "Mjesečni sastanak: ciljevi pregledani, proračun ostaje, dvije ideje za sljedeće tromjesečje.",
            "Zajedno smo prošli put kupca; slab korak je obrazac.",
        ),
        "visit": ("Posjet: prošli smo trgovinu i upoznali ljude za pultom.",),
    },
    "sk": {
        "call": (
            "Týždenný hovor, {p}: čísla idú podľa plánu, z ich strany nič otvorené.",
            "Krátky hovor: {p} už čítal report a chce rovnakú tabuľku aj nabudúce.",
            "Hovor o novom cenníku; prijali ho lepšie, než sme sa báli. ({p})",
        ),
        "mail": (
            "Poslaný plán na ďalší mesiac s tromi otázkami. ({p})",
            "Poslaný report so zhrnutím na jednej strane.",
        ),
        "chat": ("Prvý návrh bannera; malé zmeny. ({p})",),
        "meeting": (
            "Mesačné stretnutie: ciele prejdené, rozpočet zostáva, dva nápady na ďalší štvrťrok.",
            "Spolu sme prešli cestu zákazníka; slabý krok je formulár.",
        ),
        "visit": ("Návšteva: prešli sme prevádzku a spoznali ľudí pri pulte.",),
    },
    "ru": {
        "call": (
            "Еженедельный звонок, {p}: цифры по плану, с их стороны ничего открытого.",
            "Короткий звонок: {p} видит отчёт и просит такую же таблицу в следующем месяце.",
            "Обсудили новый прайс; приняли лучше, чем опасались. ({p})",
        ),
        "mail": (
            "Отправлен план на следующий месяц с тремя вопросами. ({p})",
            "Отправлен отчёт с итогом на одной странице.",
        ),
        "chat": ("Первый вариант баннера; мелкие правки. ({p})",),
        "meeting": (
            "Ежемесячная встреча: цели просмотрены, бюджет прежний, две идеи на следующий квартал.",
            "Вместе прошли путь покупателя; слабый шаг — форма.",
        ),
        "visit": ("Визит: прошли по магазину, познакомились с людьми за прилавком.",),
    },
}
THEIRS = {
    "en": {
        "call": (
            "{p} called to ask when the new pages go live.",
            "{p} called: a competitor shows up above them since Monday.",
        ),
        "mail": (
            "{p} writes that the phone number in one ad is the old one.",
            "{p} asks for the figures of last week for the owners.",
            "{p} sends the new price list and asks us to update the pages.",
        ),
        "chat": ("{p} asks whether the banner can be changed today.",),
    },
    "hr": {
        "call": ("{p} pita kad nove stranice idu uživo.",),
        "mail": ("{p} traži brojke prošlog tjedna za vlasnike.", "{p} šalje novi cjenik i moli da osvježimo stranice."),
        "chat": ("{p} pita može li se banner promijeniti još danas.",),
    },
    "sk": {
        "call": ("{p} sa pýta, kedy budú nové stránky naživo.",),
        "mail": ("{p} žiada čísla za minulý týždeň pre majiteľov.", "{p} posiela nový cenník a prosí upraviť stránky."),
        "chat": ("{p} sa pýta, či sa dá banner zmeniť ešte dnes.",),
    },
    "ru": {
        "call": ("{p} спрашивает, когда выйдут новые страницы.",),
        "mail": (
            "{p} просит цифры прошлой недели для владельцев.",
            "{p} присылает новый прайс и просит обновить страницы.",
        ),
        "chat": ("{p} спрашивает, можно ли поменять баннер сегодня.",),
    },
}
SLIPPING = {
    "en": (
        "{p} asks why the report is late.",
        "{p} writes: two of last month's points are still open.",
        "{p} called twice; nobody picked up.",
    ),
    "hr": ("{p} pita zašto izvještaj kasni.", "{p}: dvije točke od prošlog mjeseca još su otvorene."),
    "sk": ("{p} sa pýta, prečo report mešká.", "{p}: dva body z minulého mesiaca sú stále otvorené."),
    "ru": ("{p} спрашивает, почему отчёт опаздывает.", "{p}: два пункта прошлого месяца всё ещё открыты."),
}

# What the journal holds of the last day: hours ago, client, who, event, data.
YESTERDAY = (
    (2, "Lipa Pharmacy", "marta", "touchpoint.logged", {"channel": "mail", "began": "ours", "mark": False}),
    (
        5,
        "Blue Heron Outfitters",
        "marta",
        "engagement.begun",
        {"service": 0, "service_name": "E-mail marketing", "package": "", "since": ""},
    ),
    (7, "Isar Klinik", "ana", "contact.added", {"name": "Dr. Felix Otto"}),
    (9, "Tatrawood", "marta", "contact.changed", {"name": "Zuzana Bielik", "changes": {}, "version": 2}),
    (16, "Adria Dental", "marta", "touchpoint.logged", {"channel": "mail", "began": "theirs", "mark": True}),
    (18, "Hornád Logistics", "luka", "touchpoint.logged", {"channel": "call", "began": "ours", "mark": False}),
    (20, "Liptov Spa", "zuzana", "touchpoint.logged", {"channel": "call", "began": "theirs", "mark": True}),
    (21, "Дом Чая", "alexei", "touchpoint.logged", {"channel": "chat", "began": "ours", "mark": False}),
)
