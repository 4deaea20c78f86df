"""Whose export a table is, what its columns mean, and what is no export of clients at all."""

from __future__ import annotations

import pytest

from rapport.reckon.tables.opening import open_table
from rapport.reckon.tables.recognise import recognise
from rapport.reckon.tables.records import Reader, Record, survey
from rapport.reckon.tables.refusal import Refused
from rapport.reckon.tables.sources.salesforce import long_id


def read(text: str | bytes, **answers: str) -> tuple[str, str, list[Record]]:
    table = open_table(text.encode() if isinstance(text, str) else text)
    found = recognise(table.headers, table.preamble)
    seen = survey(table.headers, table.rows(), found.mapping)
    return found.source, found.kind, list(Reader(table.headers, found, {**seen.settled, **answers}).read(table.rows()))


@pytest.mark.parametrize(
    ("headers", "source", "kind"),
    [
        ("Record ID,Company name,Company owner,City", "hubspot", "client"),
        ("ID de registro,Nombre de la empresa,Ciudad,País/región,Sector", "hubspot", "client"),
        ("Datensatz-ID,Unternehmensname,Stadt,Land/Region,Branche", "hubspot", "client"),
        ("Record ID,First Name,Last Name,Email,Associated Company IDs", "hubspot", "contact"),
        (
            "ID de registro - Contact,Nombre,Apellidos,Correo,ID de registro - Company,Nombre de la empresa",
            "hubspot",
            "contact",
        ),
        ("Datensatz-ID,Vorname,Nachname,E-Mail,Telefonnummer", "hubspot", "contact"),
        ("Record ID,Deal Name,Pipeline,Deal Stage,Amount,Close Date", "hubspot", "deal"),
        ("Deal - ID,Deal - Title,Deal - Organization,Deal - Value", "pipedrive", "deal"),
        ("Person - Name*,Person - Email (Work),Organization - Name*", "pipedrive", "client"),
        ("ID,TITLE,COMPANY_TYPE,INDUSTRY,PHONE,ASSIGNED_BY_ID", "bitrix24", "client"),
        ("ID;Название компании;Тип компании;Сфера деятельности;Ответственный", "bitrix24", "client"),
        ("ID;Имя;Фамилия;Должность;Компания;Ответственный", "bitrix24", "contact"),
        ("ID,TITLE,STAGE_ID,OPPORTUNITY,CLOSEDATE", "bitrix24", "deal"),
        ("Task ID,Task Name,Task Content,Status,Date Created,Date Created Text,List Name", "clickup", "task"),
        ("Id,IsDeleted,MasterRecordId,Name,BillingCity,OwnerId", "salesforce", "client"),
        ("Id,IsDeleted,MasterRecordId,AccountId,LastName,FirstName,Email", "salesforce", "contact"),
        ("Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate", "salesforce", "deal"),
        (
            "(Do Not Modify) Account,(Do Not Modify) Row Checksum,(Do Not Modify) Modified On,Account Name",
            "dynamics",
            "client",
        ),
        ("(Do Not Modify) Contact,(Do Not Modify) Row Checksum,Full Name,Email,Company Name", "dynamics", "contact"),
        ("Kunde;Ort;Branche;Betreuer", "plain", "client"),
        ("Názov;IČO;Mesto;Krajina", "plain", "client"),
        ("Клиент;ИНН;Город;Менеджер", "plain", "client"),
    ],
)
def test_an_export_is_known_by_its_headers(headers: str, source: str, kind: str) -> None:
    found = recognise(headers.replace(";", ",").split(","))
    assert (found.source, found.kind) == (source, kind)


@pytest.mark.parametrize(
    ("headers", "name"),
    [
        ("Tag,Kampagne,Währungscode,Kosten,Impr.,Klicks,Conversions", "Google Ads"),
        ("Reporting starts,Reporting ends,Campaign name,Amount spent (USD)", "Meta Ads"),
        ("Дата,ID кампании,Название кампании,Показы,Клики,Расход (руб.)", "Yandex Direct"),
        ("Источник трафика,Визиты,Посетители,Отказы,Глубина просмотра", "Yandex Metrica"),
        ("Date,Clicks,Impressions,CTR,Position", "Search Console"),
        ("Session default channel group,Sessions,Engaged sessions,Event count", "Google Analytics"),
        ("Call date,Caller number,Call duration,Tracking number", "call tracking"),
        ("Дата звонка,Номер звонящего,Длительность звонка", "call tracking"),
        ("Auftragskonto,Buchungstag,Valutadatum,Verwendungszweck,Betrag,Waehrung", "bank statement"),
        ("IBAN,Datum valute,Opis plaćanja,Uplata,Isplata,Stanje", "bank statement"),
        ("Номер счета,Дата операции,Сумма операции,Назначение платежа", "bank statement"),
        ("Date,Amount,Payee,Account Number,Transaction Type", "bank statement"),
    ],
)
def test_what_is_no_export_of_clients_is_named(headers: str, name: str) -> None:
    with pytest.raises(Refused) as no:
        recognise(headers.split(","))
    assert no.value.looks_like == name
    assert no.value.reason.plain().endswith("not an export of clients.")


def test_unknown_columns_are_kept_aside_and_never_a_reason_to_refuse() -> None:
    _, _, [record] = read("Client,Shoe size,City\nAcme,44,Zagreb\n")
    assert record.things == {"client": {"name": "Acme", "city": "Zagreb"}}
    assert record.aside == {"Shoe size": "44"}


def test_a_mail_beside_first_and_last_names_is_the_persons() -> None:
    _, kind, [record] = read("Company,First name,Last name,Email\nAcme,Ana,Vidović,ANA@Acme.example\n")
    assert kind == "client"
    assert record.things["contact"] == {"first_name": "Ana", "last_name": "Vidović", "mail": ["ana@acme.example"]}


def test_bad_cells_are_named_with_their_column_and_value() -> None:
    _, _, [one, two] = read("Client;Since;Fee\nAcme;31.11.2026;3.2OO\nBora;01.12.2026;3.200,00\n")
    assert [(w.header, w.value) for w in one.wrong] == [("Since", "31.11.2026"), ("Fee", "3.2OO")]
    assert two.wrong == []


def test_an_unknown_country_or_mail_costs_nothing() -> None:
    _, _, [record] = read("Client,Country,Mail\nAcme,Atlantis,nobody at home\n")
    assert record.wrong == []
    assert {w.header for w in record.odd} == {"Country", "Mail"}
    assert record.aside == {"Country": "Atlantis", "Mail": "nobody at home"}


def test_clickup_tasks_have_epoch_dates_and_bracketed_lists() -> None:
    text = (
        "Task ID,Task Name,Task Content,Status,Date Created,Date Created Text,Due Date,"
        "Due Date Text,Assignees,Tags,List Name\n"
        '86a1,"Landing page","<p>Big &amp; bold</p>",to do,1754470800000,"8/6/2025, 9:00:00 AM",1754730000000,8/9/2025,'
        '"[Ana Vidović, Tin]","[seo,ads]",Tatrawood\n'
    )
    source, kind, [record] = read(text)
    assert (source, kind) == ("clickup", "task")
    task = record.things["task"]
    assert task["due"].isoformat() == "2025-08-09T09:00:00+00:00"
    assert task["assignees"] == ["Ana Vidović", "Tin"]
    assert task["tags"] == ["seo", "ads"]
    assert task["text"] == "Big & bold"
    assert "Due Date Text" in record.aside


def test_salesforce_ids_of_fifteen_and_eighteen_letters_are_one() -> None:
    assert long_id("0015g00000XyZaB") == long_id(long_id("0015g00000XyZaB"))
    assert long_id("0015g00000XyZaB") != long_id("0015g00000Xyzab")
    _, _, [record] = read(
        "Id,IsDeleted,MasterRecordId,Name,BillingCity\n0015g00000XyZaB,1,0015g00000XyZaC,Old,Zagreb\n"
    )
    assert record.things["client"]["merged_into"] == long_id("0015g00000XyZaC")
    assert record.things["client"]["deleted"] is True


def test_bitrix24_in_windows_1251_is_read() -> None:
    text = "ID;Название компании;Тип компании;Сфера деятельности;Рабочий телефон;Ответственный\n"
    text += "12;ООО «Ромашка»;Клиент;Цветы;+7 495 1234567;Иван Петров\n"
    source, kind, [record] = read(text.encode("cp1251"))
    assert (source, kind) == ("bitrix24", "client")
    assert record.things["client"]["name"] == "ООО «Ромашка»"
    assert record.things["client"]["keeper"] == "Иван Петров"


def test_a_pipedrive_row_holds_several_things() -> None:
    text = (
        "Person - Name*,Person - Phone,Person - Email (Work),Person - Email (Home),Organization - Name*,Deal - Title,"
        "Activity - Subject*,Activity - Due date,Note - Content*\n"
        "Tony Example,570-809-7197,tony@moveer.example,tony@home.example,Moveer Limited,Moveer Deal,"
        "First pitch,45631.0,"
        "<b>Called</b> &amp; left a message\n"
    )
    source, _, [record] = read(text)
    assert source == "pipedrive"
    assert record.things["contact"]["mail"] == ["tony@moveer.example", "tony@home.example"]
    assert record.things["activity"]["due"].isoformat() == "2024-12-05"
    assert record.things["note"]["text"] == "Called & left a message"
    assert record.things["client"]["name"] == "Moveer Limited"


def test_a_neutralised_cell_of_our_own_export_is_restored() -> None:
    _, _, [record] = read("Client,City\n'=Plus,Zagreb\n")
    assert record.things["client"]["name"] == "=Plus"
