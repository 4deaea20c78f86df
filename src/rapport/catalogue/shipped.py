# ruff: noqa: E501
"""The nine services that every agency starts with, named and described in four languages for a fresh installation."""

from __future__ import annotations

from typing import Any

# key -> {language: (name, what it is in plain words)}, in the order of the page.
SHIPPED: dict[str, dict[str, tuple[str, str]]] = {
    "seo": {
        "en": ("SEO", "People who search find the client's site without an advertisement: pages, words, links and speed."),
        "hr": ("SEO", "Tko traži, pronalazi klijentovu stranicu bez oglasa: stranice, riječi, poveznice i brzina."),
        "sk": ("SEO", "Kto hľadá, nájde stránku klienta bez reklamy: obsah, slová, odkazy a rýchlosť."),
        "ru": ("SEO", "Кто ищет, находит сайт клиента без рекламы: страницы, слова, ссылки и скорость."),
    },
    "search-ads": {
        "en": ("Search ads", "Paid places above the search results, for the words that customers type; paid per click."),
        "hr": ("Oglasi na tražilicama", "Plaćena mjesta iznad rezultata, za riječi koje kupci upisuju; plaća se po kliku."),
        "sk": ("Reklama vo vyhľadávaní", "Platené miesta nad výsledkami pre slová, ktoré zákazníci píšu; platí sa za klik."),
        "ru": ("Контекстная реклама", "Платные места над результатами поиска по словам покупателей; оплата за клик."),
    },
    "social-ads": {
        "en": ("Social ads", "Advertisements in social networks, shown to chosen groups of people, with pictures and films."),
        "hr": ("Oglasi na društvenim mrežama", "Oglasi sa slikama i filmovima za odabrane skupine ljudi na mrežama."),
        "sk": ("Reklama na sociálnych sieťach", "Reklama s obrázkami a videom pre vybrané skupiny ľudí na sieťach."),
        "ru": ("Реклама в соцсетях", "Объявления с картинками и видео для выбранных групп людей в социальных сетях."),
    },
    "content": {
        "en": ("Content", "Articles, guides, posts and films that answer what customers ask before they buy."),
        "hr": ("Sadržaj", "Članci, vodiči, objave i filmovi koji odgovaraju na pitanja kupaca prije kupnje."),
        "sk": ("Obsah", "Články, návody, príspevky a videá, ktoré odpovedajú na otázky zákazníkov pred nákupom."),
        "ru": ("Контент", "Статьи, руководства, посты и видео, которые отвечают на вопросы покупателей до покупки."),
    },
    "web-site": {
        "en": ("Web site", "Building the site or shop, keeping it running, quick and safe, and making it easy to use."),
        "hr": ("Web-stranica", "Izrada stranice ili trgovine, održavanje, brzina, sigurnost i lakoća korištenja."),
        "sk": ("Webová stránka", "Tvorba stránky alebo obchodu, prevádzka, rýchlosť, bezpečnosť a jednoduché používanie."),
        "ru": ("Сайт", "Создание сайта или магазина, поддержка, скорость, безопасность и удобство."),
    },
    "email-marketing": {
        "en": ("E-mail marketing", "Letters to people who agreed to get them: news, offers and series that follow what they do."),
        "hr": ("E-mail marketing", "Pisma ljudima koji su na to pristali: novosti, ponude i nizovi prema njihovim postupcima."),
        "sk": ("E-mailový marketing", "Listy ľuďom, ktorí s nimi súhlasili: novinky, ponuky a série podľa ich správania."),
        "ru": ("Email-маркетинг", "Письма людям, которые на них согласились: новости, предложения и серии по их действиям."),
    },
    "analytics": {
        "en": ("Analytics", "Measuring what visitors do and what it brings, so that decisions rest on figures one can trust."),
        "hr": ("Analitika", "Mjerenje onoga što posjetitelji rade i što to donosi, za odluke na pouzdanim brojkama."),
        "sk": ("Analytika", "Meranie toho, čo návštevníci robia a čo to prináša, aby rozhodnutia stáli na spoľahlivých číslach."),
        "ru": ("Аналитика", "Измерение того, что делают посетители и что это приносит, чтобы решать по надёжным цифрам."),
    },
    "design": {
        "en": ("Design", "How the client looks: brand, layouts, pictures and printed matter, the same everywhere."),
        "hr": ("Dizajn", "Kako klijent izgleda: brend, prijelomi, slike i tiskovine, svugdje jednako."),
        "sk": ("Dizajn", "Ako klient vyzerá: značka, rozvrhnutia, obrázky a tlačoviny, všade rovnako."),
        "ru": ("Дизайн", "Как выглядит клиент: бренд, макеты, картинки и печать, везде одинаково."),
    },
    "crm": {
        "en": ("CRM set-up", "Setting up the program in which the client keeps its customers and sales, and teaching its people."),
        "hr": ("Postavljanje CRM-a", "Postavljanje programa u kojem klijent vodi kupce i prodaju te obuka njegovih ljudi."),
        "sk": ("Nastavenie CRM", "Nastavenie programu, v ktorom klient vedie zákazníkov a predaj, a zaškolenie jeho ľudí."),
        "ru": ("Настройка CRM", "Настройка программы, где клиент ведёт покупателей и продажи, и обучение его людей."),
    },
}  # fmt: skip


def lay_out(service: Any) -> None:
    """Make what is not there yet; what an agency has changed stays. `service` is the model, as a migration has it."""
    there = set(service.objects.values_list("key", flat=True))
    service.objects.bulk_create(
        service(
            key=key,
            names={language: name for language, (name, _) in texts.items()},
            descriptions={language: words for language, (_, words) in texts.items()},
            position=position,
        )
        for position, (key, texts) in enumerate(SHIPPED.items(), 1)
        if key not in there
    )
