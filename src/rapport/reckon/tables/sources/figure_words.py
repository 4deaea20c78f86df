"""The words columns of figures go by in reports of several languages, shared by the layouts that read them."""

from __future__ import annotations

DAY = (
    "Day", "Date", "Tag", "Datum", "Día", "Fecha", "Jour", "Dan", "Deň", "Dátum", "Dzień", "Giorno", "Data", "Дата",
    "День", "Dag", "Date (day)", "Nap",
)  # fmt: skip
WEEK = ("Week", "Woche", "Semana", "Semaine", "Tjedan", "Týždeň", "Týden", "Settimana", "Неделя", "Week starting")
MONTH = ("Month", "Monat", "Mes", "Mois", "Mjesec", "Mesiac", "Měsíc", "Mese", "Месяц", "Year month", "Month of year")
HOUR = ("Hour", "Hour of the day", "Hour of day", "Stunde", "Hora", "Sat", "Hodina", "Час")
CAMPAIGN = (
    "Campaign", "Campaign name", "Kampagne", "Kampagnenname", "Campaña", "Nombre de la campaña", "Campagne",
    "Nom de la campagne", "Kampanja", "Naziv kampanje", "Kampaň", "Názov kampane", "Název kampaně", "Kampania",
    "Campagna", "Кампания", "Название кампании", "Session campaign", "UTM Campaign", "UTM campaign", "utm_campaign",
    "Рекламная кампания",
)  # fmt: skip
CHANNEL = (
    "Channel", "Source / medium", "Source", "Kanal", "Kanál", "Canal", "Канал", "Izvor", "Zdroj", "Quelle", "Источник",
    "utm_source", "Traffic source", "Izvor prometa", "Zdroj návštevnosti",
)  # fmt: skip
CURRENCY = (
    "Currency", "Currency code", "Währung", "Währungscode", "Moneda", "Código de moneda", "Devise", "Code de devise",
    "Valuta", "Šifra valute", "Mena", "Kód meny", "Měna", "Waluta", "Валюта", "Код валюты",
)  # fmt: skip
SEGMENTS = (
    "Device", "Gerät", "Dispositivo", "Uređaj", "Zariadenie", "Устройство", "Тип устройства", "Ad group",
    "Anzeigengruppe", "Ad group name", "Ad set name", "Ad name", "Ad", "Keyword", "Search term", "Suchbegriff",
    "Network", "Network (with search partners)", "Platform", "Placement", "Age", "Gender", "Country", "Region", "City",
    "Landing page", "Page", "Top pages", "Top queries", "Query", "ID объявления", "№ Объявления", "ID группы",
    "№ Группы", "Группа", "Условие показа", "Campaign type", "Campaign ID", "ID кампании", "№ Кампании", "Ad set ID",
    "Ad ID", "Ad group ID", "Store", "Product", "Service", "Manager", "Keyword ID", "Тип площадки", "Площадка",
    "Регион", "Пол", "Возраст", "Search engine", "Поисковая система", "UTM Source", "UTM Medium", "UTM Content",
    "UTM Term",
)  # fmt: skip
SPEND = (
    "Cost", "Spend", "Amount spent", "Kosten", "Ausgegebener Betrag", "Coste", "Importe gastado", "Coût",
    "Montant dépensé", "Trošak", "Potrošeno", "Potrošeni iznos",
    "Náklady", "Cena", "Útrata", "Minutá suma", "Koszt", "Costo", "Расход",
    "Расходы", "Потрачено", "Сумма затрат", "Потраченная сумма", "Затраты", "Ad spend", "Total spent", "Total cost",
)  # fmt: skip
IMPRESSIONS = (
    "Impressions", "Impr.", "Impr", "Impressionen", "Impresiones", "Impresje", "Prikazivanja", "Impresije",
    "Pojavljivanja", "Zobrazenia", "Zobrazení", "Wyświetlenia", "Impressioni", "Показы", "Ad impressions",
)  # fmt: skip
CLICKS = (
    "Clicks", "Klicks", "Clics", "Klikovi", "Kliknutia", "Kliknutí", "Kliknięcia", "Clic", "Клики", "Link clicks",
    "Clicks (all)", "Переходы", "Kliky",
)  # fmt: skip
LEADS = (
    "Leads", "Lead", "Conversions", "Konversionen", "Conversiones", "Konverzije", "Konverzie", "Konverze", "Konwersje",
    "Конверсии", "Enquiries", "Inquiries", "Upiti", "Dopyty", "Заявки", "Лиды", "Обращения", "Leady", "Anfragen",
)  # fmt: skip
ORDERS = (
    "Orders", "Purchases", "Sales", "Transactions", "Bestellungen", "Pedidos", "Narudžbe", "Narudžbi", "Objednávky",
    "Заказы", "Покупки", "Продажи", "Ecommerce purchases", "Zamówienia",
)  # fmt: skip
REVENUE = (
    "Revenue", "Turnover", "Conversion value", "Conv. value", "Total conv. value", "Purchases conversion value",
    "Conversion values", "Umsatz", "Ingresos", "Prihod", "Prihodi", "Tržby", "Obrat", "Доход", "Выручка",
    "Total revenue", "Purchase revenue", "Ценность конверсий",
)  # fmt: skip
CTR = ("CTR", "CTR (%)", "Click-through rate", "CTR (all)", "CTR (link click-through rate)", "Interaction rate")
CPC = (
    "CPC",
    "Avg. CPC",
    "Durchschn. CPC",
    "CPC (cost per link click)",
    "CPC (all)",
    "Ср. цена клика",
    "Средняя цена клика",
)
CPM = ("CPM", "Avg. CPM", "Durchschn. CPM", "CPM (cost per 1,000 impressions)")
CPL = (
    "CPL", "Cost / conv.", "Cost per lead", "Cost per result", "Cost per results", "Kosten/Conv.",
    "Cost per conversion", "Цена цели", "CPA", "Стоимость конверсии", "Цена заявки",
)  # fmt: skip
