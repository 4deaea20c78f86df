"""Bitrix24's exports of companies, contacts and deals: field codes, or headers in Russian and English.

Files are often cut by semicolons and written in Windows-1251.
"""

from __future__ import annotations

from rapport.reckon.tables.sources.layout import SourceLayout

_KEEPER = ("ASSIGNED_BY_ID", "ASSIGNED_BY", "Ответственный", "Responsible person", "Responsible")
_PHONES = (
    "PHONE", "Телефон", "Рабочий телефон", "Мобильный телефон", "Другой телефон", "Work Phone", "Mobile", "Phone",
)  # fmt: skip
_MAILS = ("EMAIL", "E-mail", "Рабочий e-mail", "Частный e-mail", "Другой e-mail", "Work E-mail", "Home E-mail")

COMPANIES = SourceLayout(
    "bitrix24",
    "client",
    needs=(
        ("TITLE", "Название компании", "Company Name"),
        ("COMPANY_TYPE", "ASSIGNED_BY_ID", "Тип компании", "Ответственный", "Company type"),
    ),
    never=("STAGE_ID", "OPPORTUNITY", "LAST_NAME", "Стадия сделки", "Название сделки", "Фамилия", "Record ID"),
    fields={
        "client.source_id": ("ID",),
        "client.name": ("TITLE", "Название компании", "Company Name"),
        "client.legal_number": ("UF_CRM_INN", "RQ_INN", "ИНН", "Реквизит: ИНН", "Реквизиты: ИНН"),
        "client.legal_name": ("RQ_COMPANY_NAME", "RQ_COMPANY_FULL_NAME", "Реквизит: Полное наименование организации"),
        "client.industry": ("INDUSTRY", "Сфера деятельности", "Industry"),
        "client.phone": _PHONES,
        "client.mail": _MAILS,
        "client.web_site": ("WEB", "Сайт", "Корпоративный сайт", "Corporate website", "Website"),
        "client.address": ("ADDRESS", "Фактический адрес", "Адрес", "Улица, дом, корпус, строение", "Address"),
        "client.postcode": ("ADDRESS_POSTAL_CODE", "Почтовый индекс"),
        "client.city": ("ADDRESS_CITY", "Город", "Населенный пункт", "City"),
        "client.region": ("ADDRESS_PROVINCE", "Область", "Регион"),
        "client.country": ("ADDRESS_COUNTRY", "Страна", "Country"),
        "client.keeper": _KEEPER,
        "client.about": ("COMMENTS", "Комментарий", "Comment"),
    },
)

CONTACTS = SourceLayout(
    "bitrix24",
    "contact",
    needs=(
        ("NAME", "Имя", "First name"),
        ("LAST_NAME", "Фамилия", "Last name"),
        ("COMPANY_ID", "COMPANY_TITLE", "ASSIGNED_BY_ID", "Компания", "Ответственный", "Responsible person"),
    ),
    never=("TITLE", "Record ID", "AccountId"),
    fields={
        "contact.source_id": ("ID",),
        "contact.first_name": ("NAME", "Имя", "First name"),
        "contact.last_name": ("LAST_NAME", "Фамилия", "Last name"),
        "contact.job": ("POST", "Должность", "Position"),
        "contact.phone": _PHONES,
        "contact.mail": _MAILS,
        "contact.birthday": ("BIRTHDATE", "Дата рождения", "Date of birth"),
        "contact.company_ids": ("COMPANY_ID", "COMPANY_IDS", "ID компании"),
        "contact.company_names": ("COMPANY_TITLE", "Компания", "Company"),
        "contact.about": ("COMMENTS", "Комментарий", "Comment"),
    },
)

DEALS = SourceLayout(
    "bitrix24",
    "deal",
    needs=(
        ("TITLE", "Название сделки", "Deal Name"),
        ("STAGE_ID", "OPPORTUNITY", "Стадия сделки"),
    ),
    never=("Record ID",),
    fields={
        "deal.source_id": ("ID",),
        "deal.title": ("TITLE", "Название сделки", "Deal Name"),
        "deal.value": ("OPPORTUNITY", "Сумма", "Amount"),
        "deal.currency": ("CURRENCY_ID", "Валюта", "Currency"),
        "deal.stage": ("STAGE_ID", "Стадия сделки", "Stage"),
        "deal.status": ("CATEGORY_ID", "Воронка", "Pipeline"),
        "deal.created": ("BEGINDATE", "Дата начала", "DATE_CREATE", "Дата создания"),
        "deal.close": ("CLOSEDATE", "Предполагаемая дата закрытия", "Дата завершения"),
        "deal.owner": _KEEPER,
        "deal.company_ids": ("COMPANY_ID", "ID компании"),
        "deal.company_names": ("COMPANY_TITLE", "Компания", "Company"),
        "deal.contact_ids": ("CONTACT_ID", "CONTACT_IDS"),
    },
)

LAYOUTS = (COMPANIES, CONTACTS, DEALS)
