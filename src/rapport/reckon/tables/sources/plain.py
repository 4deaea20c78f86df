"""Any other table of clients: what its headers most likely mean, in English and five other languages.

A person checks the guess on the mapping screen; an unknown column is kept aside.
"""

from __future__ import annotations

from collections.abc import Sequence

from rapport.reckon.folding import fold

_CLIENT = {
    "source_id": (
        "id, client id, customer id, account id, kunden-id, kundennummer, kundennr, kunden-nr., id "
        "klijenta, šifra, šifra klijenta, šifra partnera, id klienta, číslo zákazníka, id клиента, код "
        "клиента, код, nº cliente, id cliente, customer number, client no, customer no"
    ),
    "name": (
        "client, clients, client name, company, company name, customer, customer name, account, account "
        "name, name, organization, organisation, business, business name, firm, brand, kunde, kundenname, "
        "firma, firmenname, unternehmen, unternehmensname, cliente, nombre, nombre del cliente, empresa, "
        "nombre de la empresa, razón comercial, klijent, naziv, naziv klijenta, tvrtka, naziv tvrtke, ime "
        "tvrtke, partner, kupac, poduzeće, klient, názov, názov klienta, zákazník, spoločnosť, názov "
        "firmy, firma / klient, názov spoločnosti, клиент, название, наименование, компания, название "
        "компании, организация, контрагент, фирма, заказчик, имя клиента"
    ),
    "legal_name": (
        "legal name, registered name, full legal name, rechtlicher name, firmierung, razón social, puni "
        "naziv, pravni naziv, obchodné meno, právny názov, юридическое название, юридическое лицо, полное "
        "наименование, юрлицо"
    ),
    "legal_number": (
        "legal number, company number, registration number, company registration number, vat, vat id, vat "
        "number, vat no, tax id, tax number, ust-id, ust-idnr, ust-idnr., ust.-id, steuernummer, "
        "handelsregisternummer, hrb, nif, cif, oib, oib / pdv, pdv broj, mbs, ičo, ico, ič dph, dič, dic, "
        "инн, огрн, инн/кпп, унп, рег. номер, reg no, uid"
    ),
    "mail": (
        "mail, email, e-mail, company mail, company email, email address, e-mail address, e-mail-adresse, "
        "mailadresse, correo, correo electrónico, e-pošta, epošta, email tvrtke, mejl, e-mailová adresa, "
        "почта, эл. почта, электронная почта, e-mail компании"
    ),
    "phone": (
        "phone, telephone, phone number, company phone, tel, tel., telefon, telefonnummer, rufnummer, "
        "teléfono, telf., broj telefona, mobitel, telefón, telefónne číslo, mobil, телефон, тел., номер "
        "телефона, рабочий телефон"
    ),
    "web_site": (
        "web, website, web site, url, homepage, domain, site, webseite, webadresse, internetseite, sitio "
        "web, web stranica, web adresa, internet stranica, webová stránka, stránka, сайт, веб-сайт"
    ),
    "address": (
        "address, street, street address, address 1, address line 1, adresse, straße, strasse, anschrift, "
        "dirección, calle, domicilio, adresa, ulica, ulica i broj, ulica a číslo, адрес, улица, "
        "юридический адрес"
    ),
    "postcode": (
        "postcode, postal code, zip, zip code, plz, postleitzahl, código postal, cp, poštanski broj, psč, "
        "индекс, почтовый индекс"
    ),
    "city": "city, town, stadt, ort, ciudad, población, grad, mjesto, mesto, obec, город, населенный пункт",
    "region": (
        "region, state, province, county, bundesland, provincia, región, županija, regija, kraj, регион, область"
    ),
    "country": "country, land, staat, país, država, zemlja, krajina, štát, страна",
    "industry": (
        "industry, sector, branch, vertical, branche, industrie, sector de actividad, industria, "
        "djelatnost, industrija, grana, branša, odvetvie, odbor, отрасль, сфера деятельности, сфера, "
        "индустрия, ниша"
    ),
    "tier": (
        "tier, class, category, segment, abc, rank, priority, klasse, kategorie, kategorija, razred, "
        "rang, kategória, trieda, категория, класс, сегмент, categoría, nivel, grade, client tier"
    ),
    "status": (
        "status, state of client, client status, stage, estado, zustand, stanje, status klijenta, stav, "
        "статус, состояние, статус клиента"
    ),
    "keeper": (
        "keeper, account manager, manager, owner, account owner, responsible, owner mail, owner email, "
        "am, lead, client manager, kam, key account manager, betreuer, kundenbetreuer, ansprechpartner "
        "intern, verantwortlich, zuständig, responsable, gestor, ejecutivo de cuenta, voditelj, voditelj "
        "računa, zadužen, zadužena osoba, skrbnik, menadžer, zodpovedný, manažér, account manažér, "
        "správca, менеджер, ответственный, аккаунт-менеджер, ведущий менеджер, аккаунт"
    ),
    "tags": (
        "tags, tag, labels, label, keywords, schlagworte, etiquetas, oznake, oznaka, štítky, štítok, теги, метки, метка"
    ),
    "fee": (
        "fee, monthly fee, retainer, monthly retainer, mrr, price, amount, budget, monthly budget, "
        "honorar, monatshonorar, monatsgebühr, gebühr, cuota, cuota mensual, tarifa, naknada, mjesečna "
        "naknada, iznos, paušal, cijena, poplatok, mesačný poplatok, suma, cena, абонплата, абонентская "
        "плата, стоимость, сумма, бюджет, оплата в месяц, ежемесячный платеж"
    ),
    "currency": "currency, currency code, währung, moneda, divisa, valuta, mena, валюта",
    "service": (
        "service, services, product, package, leistung, dienstleistung, servicio, servicios, usluga, "
        "usluge, služba, služby, услуга, услуги"
    ),
    "since": (
        "since, client since, customer since, start, start date, started, contract start, begin, begin "
        "date, kunde seit, seit, beginn, vertragsbeginn, startdatum, desde, cliente desde, fecha de "
        "inicio, inicio, od, klijent od, početak, datum početka, početak suradnje, klient od, začiatok, "
        "dátum začiatku, začiatok spolupráce, клиент с, дата начала, с какого числа, начало работы, дата "
        "договора, с, joined"
    ),
    "spoken_on": (
        "last contact, last contacted, last contact date, last spoken, letzter kontakt, último contacto, "
        "zadnji kontakt, posljednji kontakt, posledný kontakt, naposledy, последний контакт, дата последнего контакта"
    ),
    "language": "language, lang, sprache, idioma, jezik, jazyk, язык",
    "zone": "zone, time zone, timezone, zeitzone, zona horaria, vremenska zona, časové pásmo, часовой пояс",
    "potential": "potential, potential (0-10), potenzial, potencial, potencijal, potenciál, потенциал",
    "about": (
        "notes, note, comment, comments, description, remarks, about, notizen, notiz, bemerkung, "
        "bemerkungen, kommentar, beschreibung, notas, nota, comentarios, observaciones, descripción, "
        "napomena, napomene, bilješke, opis, komentar, poznámka, poznámky, popis, примечание, примечания, "
        "комментарий, комментарии, описание, заметки"
    ),
}
_CONTACT = {
    "name": (
        "contact, contact name, contact person, contact full name, full name, person, primary contact, "
        "main contact, ansprechpartner, kontakt, kontaktperson, kontakt name, contacto, persona de "
        "contacto, nombre completo, kontakt osoba, osoba za kontakt, ime i prezime, kontaktná osoba, meno "
        "a priezvisko, контакт, контактное лицо, фио, имя контакта, decision maker"
    ),
    "first_name": (
        "first name, firstname, given name, contact first name, vorname, nombre de pila, ime, ime "
        "kontakta, krstné meno, meno, имя"
    ),
    "last_name": (
        "last name, lastname, surname, family name, contact last name, nachname, familienname, apellido, "
        "apellidos, prezime, priezvisko, фамилия"
    ),
    "mail": (
        "contact mail, contact email, contact e-mail, person email, email of contact, kontakt e-mail, "
        "kontakt email, e-mail ansprechpartner, correo de contacto, email de contacto, e-mail kontakta, "
        "email kontakta, e-mail kontaktu, почта контакта, email контакта, e-mail контакта, e-mail "
        "контактного лица"
    ),
    "phone": (
        "contact phone, contact telephone, contact mobile, mobile, mobile phone, cell, cell phone, handy, "
        "mobilnummer, kontakt telefon, teléfono de contacto, móvil, telefon kontakta, mobitel kontakta, "
        "telefón kontaktu, телефон контакта, мобильный, мобильный телефон"
    ),
    "job": (
        "job, job title, position, title, role, contact job, contact position, funktion, rolle, stelle, "
        "cargo, puesto, funkcija, radno mjesto, pozicija, funkcia, pozícia, должность, позиция"
    ),
    "birthday": (
        "birthday, birth date, date of birth, geburtstag, geburtsdatum, cumpleaños, rođendan, datum "
        "rođenja, narodeniny, dátum narodenia, день рождения, дата рождения"
    ),
}
_HEADERS = {
    **{fold(word): f"client.{name}" for name, words in _CLIENT.items() for word in words.split(", ")},
    **{fold(word): f"contact.{name}" for name, words in _CONTACT.items() for word in words.split(", ")},
}
_MANY = frozenset({"client.mail", "client.phone", "contact.mail", "contact.phone", "client.tags"})
_RANK = {
    fold(w): n for names in (_CLIENT, _CONTACT) for words in names.values() for n, w in enumerate(words.split(", "))
}


def guess(headers: Sequence[str]) -> dict[str, str]:
    """Header -> field for every header that has a likely meaning.

    >>> guess(["Klijent", "OIB", "Zadužena osoba", "Nešto drugo"])
    {'Klijent': 'client.name', 'OIB': 'client.legal_number', 'Zadužena osoba': 'client.keeper'}
    >>> guess(["Company", "First name", "Last name", "Email"])["Email"]
    'contact.mail'
    """
    found: dict[str, str] = {}
    taken: dict[str, str] = {}
    for header in headers:
        word = fold(header)
        key = _HEADERS.get(word) or _HEADERS.get(word.rstrip(":*? ")) or _with_unit(word)
        if key is None:
            continue
        if key in taken and key not in _MANY:
            if _RANK.get(word, 999) >= _RANK.get(fold(taken[key]), 999):
                continue
            del found[taken[key]]
        taken[key] = header
        found[header] = key
    for header in headers:  # "Company" and "Name": the latter is a person
        if header not in found and fold(header) in {"name", "nombre"} and "contact.name" not in taken:
            found[header] = "contact.name"
    return _settled(found)


def _with_unit(word: str) -> str | None:
    """ "fee (eur)", "monthly fee, €" and the like."""
    for cut in ("(", ",", "["):
        head, sign, _ = word.partition(cut)
        if sign and head.strip() in _HEADERS:
            return _HEADERS[head.strip()]
    return None


def _settled(found: dict[str, str]) -> dict[str, str]:
    """A name, a mail or a phone beside first and last names belongs to the person."""
    keys = set(found.values())
    person = keys & {"contact.first_name", "contact.last_name"}
    if person and "contact.mail" not in keys:
        found = {h: "contact.mail" if k == "client.mail" else k for h, k in found.items()}
    if person and "contact.phone" not in keys:
        found = {h: "contact.phone" if k == "client.phone" else k for h, k in found.items()}
    if "client.name" not in keys and "contact.first_name" in keys and "contact.last_name" not in keys:
        # "Ime" alone, or "Meno" alone, is what some call the client
        header = next(h for h, k in found.items() if k == "contact.first_name")
        found[header] = "client.name"
    if "client.name" not in found.values() and "client.legal_name" in found.values():
        header = next(h for h, k in found.items() if k == "client.legal_name")
        found[header] = "client.name"
    return found
