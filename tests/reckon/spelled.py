"""Letters of four languages with planted errors, and the names in them that are to be left alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Letter:
    language: str
    text: str
    planted: frozenset[str]
    names: tuple[str, ...]


LETTERS = (
    Letter(
        "en",
        """Dear Ivana,

The autumn campaign for Adria Dental went well: the cost per booking fell from 38 to 29 euros, and bookings grew by a
third. We recieved the new photographs on Tuesday and the the landing pages are almost ready. Tin Babić moved the
budget from Google Ads to Meta, becuase the clicks there were cheaper; the CTR rose to 4.1%.

Until Friday we need three things from you: the price list of implants, a photograph of Dr. Radić, and your desicion
about the opening hours in Zadar and Šibenik. Please write to marta@kordun.example or look at
https://kordun.example/adria. On our side, Luka will finish the trafic report by Wednesday, and we will definately
show it at the monthly meeting. Kovač's proposal for the spring is attached (see report_2026-10.pdf).

Kind regards, Marta Kovač, Kordun & Field""",
        frozenset({"recieved", "the", "becuase", "desicion", "trafic", "definately"}),
        ("Ivana Perić", "Adria Dental", "Tin Babić", "Ante Radić", "Luka Perko", "Marta Kovač", "Kordun & Field"),
    ),
    Letter(
        "hr",
        """Poštovana Ivana,

jesenska kampanja za Adriju Dental prošla je dobro: cijena po rezervaciji pala je s 38 na 29 eura, a broj rezervacija
porastao je za trećinu. U utorak smo dobli nove fotografije i i odredišne su stranice gotovo spremne. Tin Babić
premjestio je budžet s Google Adsa na Metu jer su ondje klikovi jeftiniji; CTR je narastao na 4,1 %.

Do petka nam od Vas trebaju tri stvari: cjenik implantata, fotografija dr. Radića i odulka o radnom vremenu u Zadru i
Šibeniku. Pišite na marta@kordun.example ili pogledajte https://kordun.example/adria. Luka će do srijede dovršiti
izvještaj o posjećenosti, a na mjesečnom sastanku pokazat ćemo ga sigruno. Prijedlog Marte Kovač za proljeće je u
privtku (vidi izvjestaj_2026-10.pdf). Molimo Vas da nam se javite čim budete mogil.

Srdačan pozdrav, Marta Kovač, Kordun & Field""",
        frozenset({"dobli", "i", "odulka", "sigruno", "privtku", "mogil"}),
        ("Ivana Perić", "Adria Dental", "Tin Babić", "Ante Radić", "Luka Perko", "Marta Kovač", "Kordun & Field"),
    ),
    Letter(
        "sk",
        """Dobrý deň, pán Hudák,

jesenná kampaň pre Tatrawood dopadla dobre: cena za objednávku klesla z 38 na 29 eur a počet objednávok vzrástol
o tretinu. V utorok sme dostalli nové fotografie a a vstupné stránky sú takmer hotové. Tin Babić presunul rozpočet
z Google Ads do siete Meta, pretože kliknutia sú tam lacnejšie; CTR stúplo na 4,1 %.

Do piatku od vás potrebujeme tri veci: cenník parkiet, fotografiu pána Kováčika a rozodnutie o otváracích hodinách
v Žiline a Martine. Píšte na marta@kordun.example alebo pozrite https://kordun.example/tatrawood. Luka do stredy
dokončí správu o návštevnosti a na mesačnom stretnutí ju určitte ukážeme. Návrh Marty Kovač na jar je v prílhoe (pozri
sprava_2026-10.pdf). Prosíme, ozvite sa nám, keď budete môct.

S pozdravom Marta Kovač, Kordun & Field""",
        frozenset({"dostalli", "a", "rozodnutie", "určitte", "prílhoe", "môct"}),
        ("Peter Hudák", "Tatrawood", "Tin Babić", "Ján Kováčik", "Luka Perko", "Marta Kovač", "Kordun & Field"),
    ),
    Letter(
        "ru",
        """Здравствуйте, Ирина!

Осенняя кампания для «Полёт Трэвел» прошла хорошо: цена заявки снизилась с 38 до 29 евро, а число заявок выросло на
треть. Во вторник мы палучили новые фотографии, и и посадочные страницы почти готовы. Тин Бабич перенёс бюджет из
Google Ads в Яндекс, потомушто клики там дешевле; CTR вырос до 4,1 %.

До пятницы нам нужны от вас три вещи: прайс на туры, фотография Сергея Лебедева и ришение о часах работы в Казани и
Перми. Пишите на marta@kordun.example или смотрите https://kordun.example/polyot. Лука к среде закончит отчёт
о посещаимости, и на ежемесячной встрече мы обезательно его покажем. Предложение Марты Ковач на весну во вложении
(otchet_2026-10.pdf).

С уважением, Марта Ковач, Kordun & Field""",
        frozenset({"палучили", "и", "потомушто", "ришение", "посещаимости", "обезательно"}),
        (
            "Ирина Соколова",
            "Полёт Трэвел",
            "Тин Бабич",
            "Сергей Лебедев",
            "Лука Перко",
            "Марта Ковач",
            "Kordun & Field",
        ),
    ),
)
