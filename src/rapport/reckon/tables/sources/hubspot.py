"""HubSpot's exports of companies, contacts and deals, with headers in English, Spanish, German and French."""

from __future__ import annotations

from rapport.reckon.tables.sources.layout import SourceLayout

_ID = (
    "Record ID",
    "ID de registro",
    "Datensatz-ID",
    "ID de l'enregistrement",
    "ID de la fiche d'informations",
    "ID",
    "hs_object_id",
)
_ID_OF = {
    "company": (
        "Record ID - Company",
        "ID de registro - Company",
        "ID de registro - Empresa",
        "Datensatz-ID - Unternehmen",
        "Datensatz-ID - Company",
    ),
    "contact": (
        "Record ID - Contact",
        "ID de registro - Contact",
        "ID de registro - Contacto",
        "Datensatz-ID - Kontakt",
        "Datensatz-ID - Contact",
    ),
    "deal": ("Record ID - Deal", "ID de registro - Deal", "ID de registro - Negocio", "Datensatz-ID - Deal"),
}
_COMPANY_NAME = (
    "Company name",
    "Nombre de la empresa",
    "Nombre de empresa",
    "Unternehmensname",
    "Name des Unternehmens",
    "Nom de l'entreprise",
)
_DOMAIN = (
    "Company Domain Name",
    "Nombre de dominio de la empresa",
    "Domain-Name des Unternehmens",
    "Unternehmensdomain",
    "Name der Unternehmensdomain",
    "Nom de domaine de l'entreprise",
    "domain",
)
_PHONE = ("Phone Number", "Número de teléfono", "Telefonnummer", "Numéro de téléphone", "phone")
_FIRST = ("First Name", "Nombre", "Vorname", "Prénom", "firstname")
_LAST = ("Last Name", "Apellidos", "Apellido", "Nachname", "Nom", "Nom de famille", "lastname")
_MAIL = ("Email", "Correo", "Correo electrónico", "E-Mail", "E-Mail-Adresse", "E-mail")
_COMPANY_IDS = (
    "Associated Company IDs",
    "Associated Company IDs (Primary)",
    "Associated company ID",
    "Primary Associated Company ID",
    "IDs de empresa asociada",
    "IDs de empresas asociadas",
    "IDs de la empresa asociada",
    "ID de empresa asociada",
    "Zugehörige Unternehmens-IDs",
    "IDs der zugehörigen Unternehmen",
    "Zugeordnete Unternehmens-IDs",
    "Associated Company IDs (primäre)",
    "associatedcompanyid",
)
_COMPANY_NAMES = (
    "Associated Company",
    "Associated Company (Primary)",
    "Primary Associated Company",
    "Empresa asociada",
    "Empresas asociadas",
    "Zugehöriges Unternehmen",
    "Zugeordnetes Unternehmen",
    "Entreprise associée",
)
_INDUSTRY = ("Industry", "Sector", "Industria", "Branche", "Secteur", "Secteur d'activité")

COMPANIES = SourceLayout(
    "hubspot",
    "client",
    needs=((*_ID_OF["company"], *_ID), (*_COMPANY_NAME, *_DOMAIN)),
    never=(*_FIRST[:1], *_FIRST[2:], *_LAST, "Deal Name", "Nombre del negocio"),
    fields={
        "client.source_id": (*_ID_OF["company"], *_ID),
        "client.name": (*_COMPANY_NAME, "name"),
        "client.keeper": (
            "Company owner",
            "Propietario de la empresa",
            "Propietario",
            "Zuständiger Mitarbeiter",
            "Für Unternehmen zuständiger Mitarbeiter",
            "Unternehmensinhaber",
            "Propriétaire de l'entreprise",
        ),
        "client.phone": _PHONE,
        "client.mail": _MAIL,
        "client.address": (
            "Street Address",
            "Dirección",
            "Dirección postal",
            "Straße und Hausnummer",
            "Adresse",
            "Adresse postale",
            "address",
        ),
        "client.postcode": ("Postal Code", "Código postal", "Postleitzahl", "PLZ", "Code postal", "zip"),
        "client.city": ("City", "Ciudad", "Stadt", "Ort", "Ville"),
        "client.region": ("State/Region", "Estado/región", "Bundesland/Region", "Département/Région", "state"),
        "client.country": ("Country/Region", "País/región", "Land/Region", "Pays/région", "country", "Land", "País"),
        "client.industry": _INDUSTRY,
        "client.web_site": (
            *_DOMAIN,
            "Website URL",
            "URL del sitio web",
            "Website-URL",
            "URL du site web",
            "website",
        ),
        "client.about": ("Description", "Descripción", "Beschreibung", "About Us"),
        "client.spoken_on": (
            "Last Contacted",
            "Last Activity Date",
            "Fecha de la última actividad",
            "Último contacto",
            "Datum der letzten Aktivität",
            "Zuletzt kontaktiert",
            "notes_last_contacted",
        ),
    },
)

CONTACTS = SourceLayout(
    "hubspot",
    "contact",
    needs=((*_ID_OF["contact"], *_ID), (*_FIRST, *_LAST), (*_MAIL, *_COMPANY_IDS, *_COMPANY_NAMES)),
    never=("Deal Name", "Task ID", "IsDeleted", "ASSIGNED_BY_ID"),
    fields={
        "contact.source_id": (*_ID_OF["contact"], *_ID),
        "contact.first_name": _FIRST,
        "contact.last_name": _LAST,
        "contact.mail": _MAIL,
        "contact.phone": (*_PHONE, "Mobile Phone Number", "Número de teléfono móvil", "Mobiltelefonnummer"),
        "contact.job": ("Job Title", "Cargo", "Puesto", "Jobbezeichnung", "Position", "Intitulé du poste", "jobtitle"),
        "contact.birthday": ("Date of Birth", "Date of birth", "Fecha de nacimiento", "Geburtsdatum"),
        "contact.language": ("Preferred language", "Idioma preferido", "Bevorzugte Sprache"),
        "contact.company_ids": (*_COMPANY_IDS, *_ID_OF["company"]),
        "contact.company_names": (*_COMPANY_NAMES, *_COMPANY_NAME),
    },
)

DEALS = SourceLayout(
    "hubspot",
    "deal",
    needs=((*_ID_OF["deal"], *_ID), ("Deal Name", "Nombre del negocio", "Nombre del trato", "Deal-Name", "Dealname")),
    fields={
        "deal.source_id": (*_ID_OF["deal"], *_ID),
        "deal.title": ("Deal Name", "Nombre del negocio", "Nombre del trato", "Deal-Name", "Dealname"),
        "deal.value": ("Amount", "Valor", "Cantidad", "Importe", "Betrag", "Deal-Wert"),
        "deal.currency": ("Currency", "Moneda", "Divisa", "Währung"),
        "deal.stage": ("Deal Stage", "Etapa del negocio", "Deal-Phase"),
        "deal.status": ("Pipeline",),
        "deal.created": ("Create Date", "Fecha de creación", "Erstellungsdatum", "Erstelldatum"),
        "deal.close": ("Close Date", "Fecha de cierre", "Abschlussdatum"),
        "deal.owner": ("Deal owner", "Propietario del negocio", "Zuständiger Mitarbeiter", "Deal-Inhaber"),
        "deal.company_ids": _COMPANY_IDS,
        "deal.company_names": _COMPANY_NAMES,
        "deal.contact_ids": ("Associated Contact IDs", "IDs de contactos asociados", "Zugehörige Kontakt-IDs"),
    },
)

LAYOUTS = (COMPANIES, CONTACTS, DEALS)
