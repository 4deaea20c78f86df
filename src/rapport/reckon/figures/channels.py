"""One name for the same way to a site in the words of several systems and languages."""

from __future__ import annotations

from functools import lru_cache

from rapport.reckon.folding import fold
from rapport.reckon.tables.values import is_empty
from rapport.reckon.verdict import Reason, because

CHANNELS: dict[str, Reason] = {
    "google_ads": because("Google Ads"),
    "meta_ads": because("Meta Ads"),
    "yandex_direct": because("Yandex Direct"),
    "ads": because("Advertising"),
    "organic": because("Organic search"),
    "direct": because("Direct"),
    "referral": because("Links on other sites"),
    "social": because("Social networks"),
    "email": because("E-mail"),
    "messengers": because("Messengers"),
    "internal": because("Within the site"),
    "calls": because("Calls"),
}
_WORDS = {
    "organic": "organic search, organic, organische suche, переходы из поисковых систем, поисковые системы, organska "
    "pretraga, organske vyhladavanie, search engine traffic, google / organic",
    "ads": "paid search, paid, ads, переходы по рекламе, рекламные системы, ad traffic, bezahlte suche, cross-network, "
    "paid social, paid other, display, placeno pretrazivanje, platene vyhladavanie",
    "direct": "direct, (direct), direct traffic, прямые заходы, direkt, (direct) / (none), direktno, priamy vstup",
    "referral": "referral, link traffic, переходы по ссылкам на саитах, verweis, preporuke, odkazy",
    "social": "organic social, social, social network traffic, переходы из социальных сетеи, drustvene mreze, socialne "
    "siete",
    "email": "email, e-mail, mailing traffic, переходы с почтовых рассылок",
    "messengers": "messenger traffic, переходы из мессенджеров, messengers",
    "internal": "internal traffic, внутренние переходы",
}
_KEYS = {fold(word): key for key, words in _WORDS.items() for word in words.split(", ")}


@lru_cache(maxsize=4096)
def channel_of(written: str) -> str:
    """The house's key of a channel, or the words as they stand.

    >>> channel_of("Переходы по рекламе"), channel_of("Organic Search"), channel_of("Fair in Rijeka")
    ('ads', 'organic', 'Fair in Rijeka')
    """
    if is_empty(written):
        return ""
    return _KEYS.get(fold(written)) or " ".join(written.split())[:120]
