"""Which language some words are in, for the dictionaries of triage and for the answer's greeting. Small and cheap.

Scripts tell most; between languages of one script small frequent words and their own letters do. Few words tell
nothing, and nothing is said then.
"""

from __future__ import annotations

import re
from collections import Counter

_READ = 2_500  # characters
_WORD = re.compile(r"[^\W\d_]+")
_ASIDE = re.compile(r"https?://\S+|\S{1,100}@\S+|^>.*$", re.MULTILINE)

_WORDS = {
    "en": "the and to of is you for in that we it on with this are be have not your as at can will from our please was "
    "or if would but thanks any they has what when there all me my i do an by so could should let know been just us "
    "here get",
    "hr": "je i u da na se za su što nije ali sam smo ste bi od s koji kako kada samo kao biti ili li vam nam molim "
    "hvala treba može imamo ovo sve još nakon prije do te ćemo ću će nas vas ovaj koje koja danas sutra možete gdje "
    "zašto dok pa jer već više jako dobro dan poštovani lijep pozdrav bok kad trebamo imate ga mi ih to o po iz",
    "sk": "je a v na sa že to by s o z pre som sme ste ako ale nie čo už len aj od do pri ešte prosím ďakujem "
    "môžete nám "
    "vám ktoré ktorý keď kedy dnes zajtra bude budeme veľmi dobrý deň potrebujeme alebo tento táto sú má máme mám ich "
    "jeho aby pozdravom kde prečo čas po pred cez mi vás nás ktorá tak i pani pán možné si",
    "cs": "je a v na se že to by s o z pro jsem jsme jste jak ale ne co už jen i od do při ještě prosím děkuji můžete "
    "nám vám které který když kdy dnes zítra bude budeme velmi dobrý den potřebujeme nebo tento tato jsou má máme mám "
    "jejich aby pozdravem kde proč čas po před přes mi vás nás která tak paní pan možné si ve ze",
    "de": "der die das und ist nicht ich wir sie zu in mit für auf den von es ein eine sich dem auch bitte wie haben "
    "wird können uns noch danke oder wenn aber bei nach als sind ihr ihnen im am an aus um hat kann schon sehr mehr",
    "fr": "le la les de des et est un une que nous vous pour dans je pas ce en du au avec sur plus merci avez qui "
    "bonjour il ne votre notre par être sont mais ou si été cette tout",
    "es": "el la los las de y que en un una es por para con no se su del al lo como más pero gracias nos está este "
    "hola "
    "usted ha sus muy sin sobre también si ya le son fue",
    "it": "il la di e che un una è per non sono con del della in si ho le i da al grazie come anche ma questo più alla "
    "buongiorno ci vi abbiamo nel gli lo dei ha",
    "pt": "o a os as de e que em um uma é para com não se por do da no na mais você obrigado como mas está nos ao foi "
    "olá muito também sua seu já são pelo",
    "nl": "de het een en van is dat ik we je niet in op te voor met zijn aan er maar om ook als bij nog wij u bedankt "
    "kan dit hebben wat naar heb deze uw graag",
    "pl": "i w na nie się z do to jest że o jak za od po ale czy co tak już dla proszę dziękuję są mam może był przez "
    "tylko oraz dzień dobry pan pani mamy by być które tym",
    "sl": "je in na da se za so ne ki z v bi pa tudi smo sem ste kot ali kaj še že hvala prosim lahko od do po pri to "
    "ni če vam nam kako zelo lep dober dan",
    "sv": "och att det är i en jag på som för med av inte den till har om vi du ett kan så men från ska tack hej er "
    "var",
    "da": "og at det er i en jeg på som for med af ikke den til har om vi du et kan så men fra skal tak hej der hvad",
    "no": "og at det er i en jeg på som for med av ikke den til har om vi du et kan så men fra skal takk hei hva dere",
    "fi": "ja on ei se että en oli mutta kun niin hän tämä ovat olen voi myös kiitos sen mitä jos olemme meidän kuin",
    "hu": "a az és hogy nem is egy van meg de ha már csak én ez kell köszönöm lesz volt vagy mint még kérem nekünk",
    "ro": "și de la în cu că nu pe este un o pentru mai am din sunt care se să vă mulțumesc dar ce fost bună ziua",
    "tr": "bir ve bu için ile de da çok ne var değil olarak daha ama gibi teşekkürler en kadar merhaba sonra biz siz",
}
_LETTERS = {
    "hr": "đćčšž",
    "sk": "ľĺŕôäďťňčšžýáíéú",
    "cs": "řěůďťňčšžýáíéú",
    "sl": "čšž",
    "de": "äöüß",
    "fr": "éèêàçœùâîô",
    "es": "ñ¿¡óíáéú",
    "pt": "ãõçáéâêô",
    "pl": "ąęłśżźćńó",
    "sv": "åäö",
    "da": "æøå",
    "no": "æøå",
    "fi": "äö",
    "hu": "őűöüóáé",
    "ro": "ășțâî",
    "tr": "ğşıçöü",
    "it": "èàòùì",
}
# Letters that one language has and its nearest lacks.
_ONLY = {"hr": "đ", "sk": "ľĺŕôä", "cs": "řěů", "es": "ñ¿", "pt": "ãõ", "pl": "ąęłż", "hu": "őű", "ro": "șț", "de": "ß"}
_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7af]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("el", re.compile("[\u0370-\u03ff]")),
    ("he", re.compile("[\u0590-\u05ff]")),
    ("ar", re.compile("[\u0600-\u06ff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
)


def _by_word() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for language, words in _WORDS.items():
        for word in words.split():
            found.setdefault(word, []).append(language)
    return found


def _by_letter() -> dict[str, list[tuple[str, int]]]:
    found: dict[str, list[tuple[str, int]]] = {}
    for worth, table in ((3, _LETTERS), (9, _ONLY)):
        for language, letters in table.items():
            for letter in letters:
                found.setdefault(letter, []).append((language, worth))
    return found


_BY_WORD = _by_word()
_BY_LETTER = _by_letter()


def tell_language(text: str) -> str:
    """The two letters of ISO 639, or nothing when too little tells. Quoted lines and addresses do not count.

    >>> tell_language("Možete li nam poslati ponudu do petka? Hvala!"), tell_language("Prosím, pošlite nám to zajtra.")
    ('hr', 'sk')
    >>> tell_language("Когда будет готово?"), tell_language("OK")
    ('ru', '')
    """
    said = _ASIDE.sub(" ", text[:_READ]).lower()
    if not said.isascii():
        letters = sum(map(str.isalpha, said))
        for language, script in _SCRIPTS:
            count = len(script.findall(said))
            if count >= 2 and count * (2 if language in ("ja", "ko", "zh") else 1) > letters * 0.4:
                return _cyrillic(said) if language == "ru" else language
    return _latin(said)


def _latin(said: str) -> str:
    score: Counter[str] = Counter()
    words = _WORD.findall(said)
    for word in words:
        for language in (languages := _BY_WORD.get(word, ())):
            score[language] += 12 // len(languages)  # a word of many languages tells little
    if not said.isascii():
        for letter, count in Counter(said).items():
            for language, worth in _BY_LETTER.get(letter, ()):
                score[language] += worth * count
    ranked = [*score.most_common(2), ("", 0), ("", 0)]
    (best, most), (_, next_most) = ranked[:2]
    if len(words) < 2 or most < 18 or most < len(words) or most < next_most * 1.15:
        return ""
    return best


def _cyrillic(said: str) -> str:
    if any(letter in said for letter in "іїєґ"):
        return "uk"
    if any(letter in said for letter in "ђћџљњј"):
        return "sr"
    if "ы" not in said and "э" not in said and said.count("ъ") * 60 > len(said):
        return "bg"
    return "ru" if sum(1 for c in said if "а" <= c <= "я") >= 5 else ""
