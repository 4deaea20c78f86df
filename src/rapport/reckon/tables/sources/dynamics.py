"""Microsoft Dynamics 365: accounts, contacts and opportunities from "Export to Excel", or with schema names.

Its exports begin with three columns "(Do Not Modify) ...", the first of which is the record's id.
"""

from __future__ import annotations

from rapport.reckon.tables.sources.layout import SourceLayout

_ACCOUNT_ID = (
    "(Do Not Modify) Account",
    "(Do Not Modify) Customer",
    "(Do Not Modify) Company",
    "(Nicht ändern) Firma",
    "(Nicht ändern) Konto",
    "(No modificar) Cuenta",
    "(Ne mijenjati) Račun",
    "(Nemeniť) Obchodný vzťah",
    "(Не изменять) Организация",
    "accountid",
)
_CONTACT_ID = (
    "(Do Not Modify) Contact",
    "(Nicht ändern) Kontakt",
    "(No modificar) Contacto",
    "(Ne mijenjati) Kontakt",
    "(Nemeniť) Kontakt",
    "(Не изменять) Контакт",
    "contactid",
)
_DEAL_ID = (
    "(Do Not Modify) Opportunity",
    "(Nicht ändern) Verkaufschance",
    "(No modificar) Oportunidad",
    "(Не изменять) Возможная сделка",
    "opportunityid",
)
_OWNER = ("Owner", "Besitzer", "Propietario", "Vlasnik", "Vlastník", "Ответственный", "ownerid", "_ownerid_value")
_CITY = (
    "Address 1: City",
    "Adresse 1: Ort",
    "Adresse 1: Stadt",
    "Dirección 1: ciudad",
    "Адрес 1: город",
    "address1_city",
    "City",
)
_COUNTRY = (
    "Address 1: Country/Region",
    "Adresse 1: Land/Region",
    "Dirección 1: país o región",
    "Адрес 1: страна или регион",
    "address1_country",
    "Country/Region",
)

ACCOUNTS = SourceLayout(
    "dynamics",
    "client",
    needs=(
        _ACCOUNT_ID,
        ("Account Name", "Company Name", "Firmenname", "Kontoname", "Nombre de cuenta", "Name", "Название организации"),
    ),
    never=(*_CONTACT_ID, *_DEAL_ID),
    fields={
        "client.source_id": _ACCOUNT_ID,
        "client.name": (
            "Account Name",
            "Firmenname",
            "Kontoname",
            "Nombre de cuenta",
            "Название организации",
            "Company Name",
            "Name",
        ),
        "client.legal_number": ("Account Number", "Kundennummer", "Kontonummer", "Número de cuenta", "accountnumber"),
        "client.phone": ("Main Phone", "Haupttelefon", "Teléfono principal", "Основной телефон", "telephone1", "Phone"),
        "client.mail": ("Email", "E-Mail", "E-mail", "Correo electrónico", "Электронная почта", "emailaddress1"),
        "client.web_site": ("Website", "Sitio web", "Веб-сайт", "websiteurl"),
        "client.industry": ("Industry", "Branche", "Sector", "Отрасль", "industrycode"),
        "client.address": (
            "Address 1: Street 1",
            "Address 1",
            "Adresse 1: Straße 1",
            "Dirección 1: calle 1",
            "address1_line1",
        ),
        "client.postcode": ("Address 1: ZIP/Postal Code", "Adresse 1: Postleitzahl", "address1_postalcode"),
        "client.region": ("Address 1: State/Province", "Adresse 1: Bundesland/Kanton", "address1_stateorprovince"),
        "client.city": _CITY,
        "client.country": _COUNTRY,
        "client.keeper": _OWNER,
        "client.about": ("Description", "Beschreibung", "Descripción", "Описание"),
    },
)

CONTACTS = SourceLayout(
    "dynamics",
    "contact",
    needs=(_CONTACT_ID,),
    fields={
        "contact.source_id": _CONTACT_ID,
        "contact.name": ("Full Name", "Vollständiger Name", "Nombre completo", "Полное имя", "fullname"),
        "contact.first_name": ("First Name", "Vorname", "Nombre", "Имя", "firstname"),
        "contact.last_name": ("Last Name", "Nachname", "Apellidos", "Фамилия", "lastname"),
        "contact.job": ("Job Title", "Position", "Puesto", "Должность", "jobtitle"),
        "contact.mail": (
            "Email",
            "E-Mail",
            "E-mail",
            "Correo electrónico",
            "Email Address 2",
            "emailaddress1",
            "emailaddress2",
        ),
        "contact.phone": (
            "Business Phone",
            "Mobile Phone",
            "Telefon (geschäftlich)",
            "Mobiltelefon",
            "telephone1",
            "mobilephone",
        ),
        "contact.birthday": ("Birthday", "Geburtstag", "Cumpleaños", "birthdate"),
        "contact.company_ids": (
            "accountid",
            "parentcustomerid",
            "_parentcustomerid_value",
            "(Do Not Modify) Account",
            "(Do Not Modify) Company",
        ),
        "contact.company_names": (
            "Company Name",
            "Account Name",
            "Company",
            "Firmenname",
            "Nombre de la compañía",
            "Название организации",
            "parentcustomeridname",
        ),
        "contact.about": ("Description", "Beschreibung"),
    },
)

OPPORTUNITIES = SourceLayout(
    "dynamics",
    "deal",
    needs=(_DEAL_ID,),
    fields={
        "deal.source_id": _DEAL_ID,
        "deal.title": ("Topic", "Thema", "Tema", "Name", "name"),
        "deal.value": ("Est. Revenue", "Est. revenue", "Actual Revenue", "Gesch. Umsatz", "estimatedvalue"),
        "deal.currency": ("Currency", "Währung", "Divisa"),
        "deal.stage": ("Pipeline Phase", "Sales Stage", "stepname"),
        "deal.status": ("Status", "Status Reason"),
        "deal.created": ("Created On", "Erstellt am", "createdon"),
        "deal.close": ("Est. Close Date", "Est. close date", "Gesch. Abschlussdatum", "estimatedclosedate"),
        "deal.owner": _OWNER,
        "deal.company_names": ("Potential Customer", "Account", "Firma", "customeridname"),
    },
)

LAYOUTS = (CONTACTS, OPPORTUNITIES, ACCOUNTS)
