"""The wording of Slovak, with what Czech writes alike; endings are left open where nouns and verbs bend."""

from __future__ import annotations

from rapport.reckon.hearing.wording import Days, Wording

WORDING = Wording(
    code="sk",
    common=(
        "je / sú / sa / na / že / či / čo / som / sme / ste / nie / nám / vám / za / od / alebo / ale / ak"
        " / ako / keď / ďakujem / môže / prosím / budeme / bude / len / ešte / už / všetko / do / z / by"
        " / nás / vás / ktorý / kto / tu / zajtra / dnes / máme / nemáme / ahoj / dobrý / deň / včera / môžem"
        " / to / pri / pre / v / s / aj / si / ja / tak / vďaka / ty / oni / po / kde / prečo / koľko / keby"
        " / opäť / nič / niekto / nikto / ani / moja / môj / náš / váš / vaša / naša / táto / ten / tá / tú"
        " / tie / treba / potrebujeme / stránka / dobre / piatok / streda / štvrtok / utorok / pretože / kým"
        " / skôr / potom / okolo / veľa / bola / bolo / bol / ideme / pekne / hotové / minulý / teraz / nová"
        " / nový / nové / ho / ich / jej / mu / rok / posielam / vidíme / ľudia / o / i / a / u / bez / toto"
        " / mi / ti / až / lebo / preto / niečo / volajte / pošlem / tento / týždeň / chyba / správa / dňa"
        " / teda / k / ku / zo / so / vo / presunieme / stredu / pod / nad / veď / naozaj / fotky / faktúra"
        " / spustenie / sorry / potešenie / začiatku / konca / potvrdzujem / naše / pripomienky / čakať"
        " / utorka / môžete / raz / dali / dal / dala / ľuďom / viac / dojem"
    ),
    not_=(
        "nie / ne / nebude* / nebol* / nemá* / nemôž* / nevie* / bez / nikdy / žiad* / nijak* / nechce*"
        " / neide / ani / nemajú / niet"
    ),
    opening=(
        "ahoj|čau|zdravím|hej|servus _? / vážený|vážená|milý|milá _? / dobrý deň|večer / dobré ráno / a / aj"
        " / ale / no / tak / prosím vás|ťa|pekne? / ok / len / súrne / rýchlo / inak / mimochodom / ďakujem"
        " / ľudia / už / ešte"
    ),
    pressing={
        0.9: (
            "súrne / neodkladn* / čo najskôr|najrýchlejšie|najskorej / asap / najvyšš* prioritu|priorita"
            " / priorita číslo / prioritne / hackol* / hacknut* / havári*"
            " / posledné|poslednú|posledná upozornenie|výzva|výzvu|varovanie / horí to|nám"
            " / mimoriadna situácia / alarm* / napadli|napadnut*"
            " / súrna|súrny|súrnu vec|záležitosť|prosba|správa / urgentne / urgent / urgentné"
            " / urgentná prosba|vec|správa / je|je to kritick* / kritick* situáci*|chyb*|stav|problém / súrné"
            " / súrna / horí to|nám|všetko"
        ),
        0.75: (
            "právnik* / advokát* / žalob* / predžalobn* / zažaluj* / súdu|súdom|súdn* / na súd"
            " / právne kroky|cestou / vypovedáme|vypovieme|vypovedať|zrušíme zmluvu"
            " / odstúpime|odstupujeme od / exekú* / exekútor* / prichádzame|prídeme o"
            " / strácame objednávk*|zákazník*|peniaze|tržby / každá|každú hodina|minút*|hodinu"
            " / nedá sa zaplatiť|objednať|prihlásiť|kúpiť"
            " / nikto|nikomu sa? neprihlási|nezaplatí|nevie|nefunguje|nejde / chyba 500|503|502|404"
            " / nič nefunguje|nejde / odrezaní / zablokova* .. účet / účet .. zablokova*"
            " / strháva|stiahlo|strhlo .. dvakrát / dvakrát .. strháva|strhlo / uprostred sezóny|kampane"
            " / expiroval* / vypršal* / končí dnes|zajtra / dnes|zajtra .. končí|vyprší / celá firma"
            " / verejne viditeľn*|dostupn* / sťahujeme výrobok / bez toho zajtra / pokut* / inšpekcia"
            " / novinári|tlač volajú|čakajú / míňame / v konkurze"
            " / volajte|zavolajte mi|nám hneď|ihneď|okamžite|súrne / ľudia nakupujú|volajú|objednávajú"
            " / ľudia .. nakupujú|objednávajú / televízia|novinári chce|chcú|volajú|čakajú / únik dát|údajov"
            " / podvod / zlé publikum / vedie na 404 / kampaň beží a|o / zmizlo všetko / všetci volajú"
            " / zákazníci|hostia|používatelia|klienti|ľudia|pacienti nevedia|nemôžu|hlásia|nevidia"
            " / hostia .. nevedia|nemôžu / si nevedia objednať|rezervovať|kúpiť"
            " / chyb* .. platb*|kart*|objednáv*|pokladn* / platb* .. chyb* / odovzdáme|odovzdávame .. právni*"
            " / vypredan* / ukradol|ukradli|ukradnutý .. účet / dáva 90"
            " / telefóny|telefón .. horia|zvoní|zvonia / všetkým .. padá|padol|nejde / padá .. všetkým"
            " / prázdn*|bielu|čiernu obrazovk* / falošn* kart*|objednáv*|profil*"
            " / stále nemáme .. schválen*|hotov*|finál* / ani jeden mail|dopyt|hovor / všetci volajú|píšu|sa"
            " / dvakrát rezerv* / mimo kontroly / ukradnut*"
            " / nevieme|nemôžeme|neviem|nemôžem|nevedia|nemôžu|nevie|nemôže sa? prihlásiť|zaplatiť|objednať|"
            "dostať|platiť|prihlasiť|kúpiť|rezervovať|otvoriť"
            " / nedá sa prihlásiť|zaplatiť|objednať|platiť|kúpiť / žalovať"
        ),
        0.6: (
            "do hodiny|polhodiny / do pol|dvoch|jednej|1|2 hodiny|hodín / o hodinu|polhodinu"
            " / v priebehu hodiny / zhoďte|stiahnite .. dole / na linke / rozbehnut*"
        ),
    },
    thing=(
        "e-shop* / shop* / eshop* / web / webe / webu / webom / stránk* / server* / brán* / platb* / platobn*"
        " / košík* / formulár* / domén* / mail / maily / mailov / pošt* / rezervačn* / rezerváci* / systém*"
        " / aplikáci* / účet / účtu / objednávk* / objednavk* / prihlásen* / hosting* / databáz*"
        " / certifikát* / kampaň / reklamy / stranka / pokladň* / pixel"
    ),
    broken=(
        "nejde / nejdú / nefunguje / nefungujú / padol / padla / padlo / spadol / spadla / spadlo / leží"
        " / neodpovedá / nenačíta* / nedostupn* / nereaguje / odmieta / neodoslal / neodosiela / neprichádza*"
        " / neprišiel / zablokova* / expiroval* / vypršal* / stojí / stoja / chybu / chyba / padá"
        " / nezobrazuje / bielu stránku / biela / vracajú / hackn* / nedá sa / vypadol / vypadla / výpadok"
        " / je dole / hlási / zamrzol / zamrz* / nefunguju / padajú / zmizlo / zmizol / zmizla / zmizli"
        " / ukazuje zl*|ceny / zlé ceny / zlá cena / zasekn* / mŕtvy / nevidno / vymazan* / vedie na 404"
        " / neposiela / nefunkčn*"
    ),
    need=(
        "potrebujem* / treba / musím* / musí / musia / končí / termín / uzávierk* / čaká / čakajú / najneskôr"
        " / inak / musime / deadline / opraviť / chce / stíhate / tlačovk* / tlačí / podať / odovzdať / beží"
        " / doplniť / posledný deň / neprešla / stihnúť / ak ne|sa|neodíde|to|do|dnes / zruši* / uzatvára"
        " / uzatvárame / vyjadrenie / tlačiare* / tlače / minist* / neodíde / krajný termín / musí*"
        " / stretnutie / odovzd* / odchádza / chcú / žiada / žiadajú / sa tlačí / nutne / potrebuje"
        " / potrebujeme / posledný / má byť|ísť / musíme mať / na stole / mať dnes|do / ísť dnes|do / otvára"
        " / otvárame / výstav* / podujat* / veľtrh / ide / vysiela* / neozvete / premiér* / zatvára / vedieť"
        " / primátor / čaká* / končia"
    ),
    soon=(
        "dnes / dneska / do konca dňa / do večera / do zajtra / zajtra ráno / o polnoci / do polnoci"
        " / dnešnej polnoci / do hodiny / o hodinu / do obeda / do poludnia / ešte dnes / do pol hodiny"
        " / do dvoch|troch hodín / do 12|13|14|15|16|17|18 _? / do štvrtej|tretej|piatej|druhej"
        " / o 13tej|14tej|12tej / dnes v noci / o dve|tri|pol|dva hodiny|hodinu|hodín"
        " / do 15|14|16|17|12|13|18 / dnes o|do|v|večer / v priebehu|priebehu hodiny / do rána"
        " / zajtra ráno|o|doobeda / beží o hodinu / za hodinu|dve|pol"
        " / o štvrtej|tretej|piatej|druhej|šiestej|dvanástej / do štvrtej|tretej|piatej / pred hodinou"
    ),
    at_once=(
        "ihneď / okamžite / bezodkladne / promptne / obratom / v tejto chvíli / túto sekundu|minútu"
        " / na mieste / čím skôr / hneď"
    ),
    calm=(
        "nie je to? súrne|urgentné|kritické / nie je to|taká? súrn*|urgent* / nič súrne|urgentné / nesúri"
        " / neponáhľa* / bez stresu|náhlenia|paniky|zhonu / pokojne / nehorí / netreba sa? ponáhľať"
        " / keď|až budete|budeš|bude mať|čas|chvíľu|vám / nemusí to byť / nie je kam"
        " / v súrnych prípadoch|situáciách / kedykoľvek / počká to / môže počkať / žiadny zhon|stres"
        " / urgentný|urgentného|pohotovosť príjem"
    ),
    solved=(
        "včera to|bolo horelo|súrne / vyriešené / už je to|všetko? vyriešené|opravené|ok|hotové / vyriešili"
        " / už funguje|ide|idú / opäť|znova funguje|ide / opravené už? / bolo to? súrne / môžete ignorovať"
    ),
    ask=(
        "môžete|môžeš|mohli|mohol|mohla by|ste|mi|prosím|to|nám|si"
        " / viete|vedeli|vieš by|mi|prosím|nám|to|skontrolovať|poslať|niekto"
        " / prosím|prosíme .. pošlite|pošli|o|potvrďte|skontrolujte|ozvite|zavolajte|opravte|vypnite|stiahnite|"
        "zašlite|schváľte|dajte|napíšte|pozrite|vysvetlite|zmente|zmeňte|zastavte|doplňte|upravte|povedzte|"
        "overte|odpovedzte|pridajte|vymažte|vráťte|heslo|poslať|nahrajte|vysvetlenie|pozriet*"
        " / prosím|prosíme o|ťa|vás .. zaslanie|potvrdenie|odpoveď|info*|vyjadrenie|cenu|ponuku|poslanie|"
        "doplnenie|kontrolu|schválenie|spätnú"
        " / pošlite|pošli|zašlite|potvrďte|skontrolujte|ozvite|zavolajte|opravte|vypnite|stiahnite|schváľte|"
        "zmeňte|zmente|zastavte|pozastavte|doplňte|upravte|overte|odpovedzte|pridajte|vymažte|nahrajte|zhoďte|"
        "objasnite|vysvetlite|napíšte|povedzte|odstráňte|riešte|pustite|pozrite|zablokujte|dajte|vymeňte|"
        "presuňte|zrušte|vráťte|skúste mi|nám|sa|to|tie|tú|ten|všetky|prosím|či|kedy|reklamu|príspevok|kampaň|"
        "účet|heslo|prístup|ktor*|ako|prosim|dole|cislo"
        " / dajte|daj mi|nám|vedieť prosím|vedieť .. či|kedy|ako|ktor*|aký|koľko|vedieť|dokedy"
        " / chcel|chcela|chceli|chcem by? som|sme|sa .. spýtať|opýtať|vedieť|uistiť"
        " / zaujímalo|zaujíma|zaujímal by? ma|nás / pýta|pýtajú sa .. či|kedy|koľko|ako"
        " / rád|rada|radi by? som|sme .. vedel*|vediet* / či by ste|sme|bolo / nevadilo|nevadí by? vám"
        " / je možné|možne / máte|mate|máš niečo|nejaké|dajaké nové|novinky|správy / ako to|je vyzerá|s"
        " / čo je|bude s|so / vás prosím o"
        " / pošlite|zašlite|potvrďte|skontrolujte|opravte|vypnite|stiahnite|schváľte|zmeňte|zastavte|pozastavte|"
        "doplňte|upravte|overte|odpovedzte|pridajte|vymažte|nahrajte|zhoďte|objasnite|vysvetlite|napíšte|"
        "povedzte|odstráňte|pustite|zablokujte|vymeňte|presuňte|zrušte|pripomeňte|pripravte|preverte|"
        "aktualizujte|otvorte|doručte|vyplňte|podpíšte|riešte"
        " / okamžite|ihneď to riešte / to riešte / nech mi|nám|ma|nás|to niekto"
        " / nech .. zavolá|ozve|pozrie|niekto / čo vy|ty na / čo si myslíte|myslíš"
        " / vypni|pošli|potvrď|zastav|stiahni|oprav|zavolaj|skontroluj|pozri tú|to|ten|tie|mi|prosím|reklamu|sa"
        " / zišiel|zišla|zišlo|zišli by sa / rozmýšľame|uvažujeme .. čo / hodí|hodia|sedí|vyhovuje sa? vám|ti"
        " / netušíte|neviete|netušíš|nevieš prečo|či|kedy|kto|ako|kde / ešte raz dostať / viete nám|mi|prosím"
        " / vie|vedel|vedela by? niekto / prosím o radu|pomoc|info* / poraďte|poradte / hovorím si či"
        " / boli by ste|taký / láskavý|láskaví / čo bolo|je s / pýtam sa / zaujíma nás"
    ),
    ask_first=(
        "môžete|môžeš|mohli|mohol|mohla|viete|vieš|vedeli|smieme|môžeme|môžem|dá|dajú _ / na koľko"
        " / máte|mate|máš _ / a čo / presunieme|posunieme _ / stihli|stihol|dostali|videli ste|si"
        " / heslo|prístup|logo .. prosím / nejde|nedá / je|sú|bol|bola|bolo nejaký|nejaká|nejaké|dôvod|možné"
        " / ako dopadol|dopadla|dopadlo|to|sa|ste / a zobrali|dali|čo / u koho|kým / platím|platíme"
        " / netušíte|neviete _ / vypni|pošli|potvrď|zastav|stiahni|oprav|zavolaj _ / hodí sa"
        " / potrebujeme ešte|to|už|mať / je|sú už|uz|tam|ešte|nový / je to už|hotov*|možné|v|pravda"
        " / čo bolo|s / stihnú|stihne|stihol sa|váš|to / nemali|nemal ste|by"
    ),
    ask_not=(
        "v prípade otázok|nejasností|potreby"
        " / ak budete|by|máte|niečo .. otázky|otázok|treba|potrebovať|nejasné / neváhajte / keby niečo"
        " / pýtali|pýtal|pýtala sme|som|sa / viem|vieme čo|ako|kto / keď|čo bude|budete|sme|som|si|ste"
        " / to čo / v prílohe / ako sme|ste|som|vždy / odkážte / nemusíte / čo myslíte tou / doneste"
        " / len tak ďalej / v súrnych / ignorujte / dajte mi|nám čas / berte to"
        " / aké|aká|aký milé|milá|milý|krásne|krásna|krásny|pekné|pekná|pekný / ak by|niečo .. nebolo|nejasné"
        " / stačí zavolať|napísať / berte|vezmite na vedomie"
    ),
    courtesy=(
        "ako sa vám|ti darí|vodí / ako sa mas|mate / ako žijete|žiješ / čo nové|máš nové|robíš / ako bolo"
        " / oddýchli ste|si / ako ide život|to|biznis / ako je u|doma|rodina / ako sa .. máš|máte|má|darí"
        " / ako sa máš|máte|má|darí|vám"
    ),
    promise=(
        "sľubujem* / garantujem* / zaručujem*"
        " / dostanete|dostaneš .. do|v|vo|zajtra|dnes|budúci|o|najneskôr|prv*|ho|ich|ju|to|odo"
        " / budete|budeš mať|mat|vedieť / budú hotové / texty|fotky|logo budú / pôjde|pojde von|do"
        " / berte to ako / spoľahnite|rátajte sa|s / máte to|v / pošlem* / poslem* / zašlem* / prepošlem*"
        " / rozpošlem* / odošlem* / ozvem* / zavolám* / dám|dáme vám|ti|vedieť|to / napíšem* / pripravím*"
        " / opravím* / spravím* / urobím* / dodám* / doručím* / uhradím* / zaplatím* / podpíšem* / overím*"
        " / preverím* / zistím* / pozriem* / prejdem* / preberiem* / presuniem* / spustím* / nahrám*"
        " / postarám* / začneme / začnem / spíšem* / hodím* / doplním* / upravím* / vybavím* / zariadim*"
        " / zabezpečím* / dokončím* / stihnem* / skontrolujem* / vyskúšam* / vyriešim* / nastavím*"
        " / prevediem* / ukážem* / informovať|informujeme|vyjadríme|navrhnem* / odovzdám* / prinesiem*"
        " / doriešim* / objednám* / vystavím* / predložím* / zverejním* / pridám* / zapracujem* / privezie*"
        " / naplánujem* / dohodnem* / prihlásim* / podám* / vám|ti|mu pošle|prepošle|zavolá|dodá"
        " / vrátim|vrátime sa|vám|ti|to|rozdiel|zálohu / vám|ti|mu|im|ju|ho|to vrátim* / naskenujem*"
        " / založím* / vyrovnám* / porozprávam* / cinknem* / vyhrabem* / prebehnem* / pošeptám* / vyhľadám*"
        " / nájdem* / pohľadám* / nachystám* / zhotovím* / vyrobím* / vytvorím* / napravím* / odstránim*"
        " / dotiahnem* / dorobím* / dopíšem* / preložím* / zmením* / vymením* / vypnem* / zapnem*"
        " / pozastavím* / odpoviem* / odpíšem* / poviem vám / spýtam* / opýtam* / dohľadám* / zarezervujem*"
        " / rezervujem* / zaplánujem* / zorganizujem* / skompletizujem* / aktualizujem* / predstavím*"
        " / zašleme / máte|mas moje|naše slovo / nechajte|nechaj .. na mňa|nás / na mňa"
        " / vám .. pošle|prepošle|zavolá|dodá|pripraví|zašle|napíše / vám .. budú|bude"
        " / u|k vás bude|budú|idú / k vám idú|ide / u vás bude|budú"
        " / asistentka|kolegyňa|kolega|grafik|grafička|účtovníčka|programátor|tím|asistent .. pošle|prepošle|"
        "zavolá|dodá|pripraví|spraví|zašle|napíše|ozve"
        " / dáme|dám to do|vedieť / mám to na / prvú|prvý|prvé .. dostanete"
        " / prebehne|prebehnú v|vo|zajtra|dnes|do|budúci / platba|úhrada prebehne|odíde|bude / rozhodneme"
        " / rozhodnem / prediskutuj* / prekonzultuj* / dohodneme / vám|ti .. oznám*|zistí*|vyberie*"
        " / oznámime / oznámim / potvrdím* / zopakujem* / donesiem* / môžete čakať|očakávať"
        " / príde|dorazí vám|k / vám príde|dorazí|prídu|dorazia"
        " / tím|kolega|kolegyňa|grafik|programátor .. opraví|spraví|urobí|dodá|pripraví|zmení|upraví|pošle|"
        "doplní|vymení"
        " / opraví|spraví do|zajtra / otestujem* / zavediem* / nasadím* / vytlačím* / zaregistrujem*"
        " / prepíšem* / zredukujem* / zaradím* / vysvetlím* / pomôžem* / privediem* / nahlásim* / odstránime"
        " / zhrniem* / zosumarizujem* / pridelím* / premyslím* / prerobím* / sprístupním*"
        " / bude|budú|budu hotov*|pripraven*|u|vonku|odoslan*|opraven*|dodan*|zaplaten*|online"
        " / bude|budú v schránke|maili|prílohe"
    ),
    promise_dated=(
        "posielam* / vraciam* / volám* / platím* / spúšťam* / nahrávam* / začíname / chystám* / pripravujem*"
        " / podpisujem* / máte / dostanete / odchádza* / idú|ide k|vám|von / sú|je u vás / ich|ho|ju|to máte"
        " / púšťam* / riešim* / predkladám* / začínam* / montujem* / dokončujem* / platíme / hlásim*"
        " / presúvam* / odovzdávame|odovzdávam vám|hotov*|projekt|web|návrh* / ideme do|na tlač|to|spustenie"
        " / nosím|donášam / opakujeme / testujeme / meníme / publikujeme / vychádza"
    ),
    promise_not=(
        "možno / mozno / ak budem* / dúfam* / neviem* / asi / skúsime uvid* / ak to takto / keď budete|bude"
        " / necháme si|to / nie sme si / rád|rada sa pridám|prídem / rád|rada / ako vrátim"
        " / ak .. nestornujete|neopravíte|nezaplatíte|nevyriešite / nemôžem / právni* / na súd / súdu"
        " / neozvete|nezaplatíte|nestornujete"
    ),
    future="budem / budeme",
    future_fill=(
        "vám / ti / mu / jej / im / ho / ich / je / to / sa / vás / ťa / a / mi / nám / hneď / zajtra / dnes"
        " / určite / aj / ešte / všetko / si"
    ),
    future_not=(
        "mať / mat / potrebovať / musieť / môcť / chcieť / vidieť / čakať / odporúčať* / hľadať / žiadať / vo"
        " / v / na / mimo / bez / platiť? / vedieť / žalovať / radi|rád|rada / tešiť / predlžovať / cestovať"
        " / zastupovať / odporučí*"
    ),
    future_verb="[a-z]{2,}t",
    future_reach=4,
    remind=(
        "sľúbili|sľúbil|sľúbila|sľubovali|sľuboval|prisľúbili|slubili|prislúbili|prisľúbil ste|si|že|mi|nám?"
        " / ste .. sľúbili|sľubovali|prisľúbili|sľubili / ako ste sľúbili|sľubovali|povedali|avizovali"
        " / hovorili|tvrdili|povedali|spomínali|písali|vraveli|avizovali|uviedli|potvrdili ste|že .. že|"
        "dostaneme|pošlete|bude"
        " / hovoril|tvrdil|spomínal|povedal|písal si že"
        " / chceli|mali|mienili ste .. poslať|dodať|zavolať|urobiť|opraviť|ozvať|dať"
        " / ste .. chceli|mali .. poslať|dodať|zavolať|ozvať / vami sľúben* / sľúben* / váš sľub|prísľub"
        " / podľa sľubu / dlžíte nám|mi / dali ste slovo / veď ste|si vraveli|hovorili|sľúbili|povedali"
        " / podľa vášho|tvojho plánu|harmonogramu|sľubu|dohody / ste vraveli|hovorili|povedali|avizovali že"
        " / mali|mal|mala|malo .. byť u|včera|hotov*|v|do / mali ste|si .. poslať|dodať|zavolať|dať"
        " / ste mi|nám sľúbili|sľubovali|prisľúbili / sľúbený|sľúbená|sľúbené / čakáme na sľúben*"
    ),
    blame={
        0.9: (
            "sklam* / neprijateľn* / neprofesionál* / nespokoj* / hanb* / znechuten* / zúri / zúrim / zuri"
            " / zúriv* / nahnevan* / naštvan* / nastvan* / katastrof* / otrasn* / hrozn* / strašn*"
            " / sťažnosť na / podávam sťažnosť / sťažujem* / odflák* / odflaknut* / neseriózn*"
            " / hrub* na|voči / drz* / arogant* / rozčuľ* / štve / stve / nanič / zlyhal* / bezohľadn*"
            " / zbytočn* peniaz* / vyhoden* peniaz*"
            " / strácame|strácam|stratili|došla|dochádza trpezlivosť|nám / trpezlivosť"
            " / nie som|sme spokojn*|nadšen*|rád / s|so .. nie som|sme spokojn* / nie som|sme .. spokojn*"
            " / nedá|nemôžem|nemôžeme sa? povedať / inej|inú|novú agentúr* / vedľa / nedáva zmysel"
            " / nevidím|nevidíme .. za|platíme / čakal* .. viac|lepš*"
            " / čakali|očakávali|čakal|čakala sme|som viac|lepšie|iné / nikoho|nikomu to? nezaujíma"
            " / nikoho nezaujíma"
            " / nikto sa|mi|nám neozýva|neozval|nezdvíha|neodpovedal|neodpovedá|nepovedal|neupozornil"
            " / neozýva* / takto|toto .. nepredstavovali|nedohodli|nechceli|neobjednali / ukradnut*"
            " / škandál* / podviedl* / klaml* / nekompetent* / neschopn* / na nič / mizern* / úbohé|úbohá"
            " / bez záujmu / lajdác* / nedbal* / nezodpovedn* / zúri|zuri|zuria"
            " / neberiete|neberie|neberú .. vážne / odpad / brak / slabota / slabé / slabý / slabá / prepadák"
            " / fiasko / amatér* / lajd* / zahanbenie / hanbil*|hanbím / splašen* / nič sme sa? nenaučili"
            " / sme sa? nič nenaučili / nenaučili / nie je to ono / takto som|sme si / nepredstavoval*"
            " / neprehľadn* / chaos / bordel / neporiadok / zlyhali / zlyhanie / nedodržali* / nedodržiava*"
            " / nespoľahliv* / nepoctiv* / klamstvo / klamete / zavádza* / podvod* na|nás / urážliv* / uráža"
            " / predražen* / nestojí za|to / nestálo za / zbytočn* / strata času|peňazí / mrhan* / nemám slov"
            " / úplne mimo / do očí / stratili|stratila|stratil sme|som? dôveru / nedôver* / neúnosn*"
            " / trápne / trápny / trápna / ostuda / des / smiešn* / žalostn* / biedn* / neochot* / nezáujem"
            " / právnikovi|právnik / vypovedáme|vypovieme zmluvu / nerozumiem prečo / nič nevie|nevedia"
            " / nevie nič / na rovinu / ruku na srdce / šablóna / samý|samá preklep|chyba"
            " / nie|nejde|nebolo|nebol|nebola|nevyšlo .. ako|čo sme|som očakávali|očakával|čakali|chceli|dohodli|"
            "predstavovali"
            " / nejde tak / neochotn* / neprívetiv* / nie je to? prvýkrát|prvý / bez toho aby ste|sa"
            " / nie je to? prijateľné|akceptovateľné|profesionálne|fér|v poriadku"
            " / vôbec nie|nehodí|nesedí|nezodpovedá|nefunguje|neviem / sa .. vôbec|k? nehodí"
            " / nezodpovedá našim|našej|nášmu|dohode / nespĺňa / neopýtali|nespýtali ste|sa / zhrozen*"
            " / pobúren* / rozhorčen* / rozčúlen* / znepokojen* / urazen* / šokovan*"
            " / unavená|unavený|unavení z|som|sme / presne|doslova|absolútne nula|nič"
            " / nula nov*|dopytov|výsledk*|efekt* / žiadny|žiaden|žiadne výsledok|výsledky|efekt|nápad|účinok"
            " / nedostala|nedostal|nedostali .. nič|odpoveď / nič .. nedostal*"
            " / nikto .. neukázal|neprišiel|nezavolal|neodpísal|nereagoval / iní klienti / dôležitejší"
            " / dojem že / máme|mám dojem / rovnaké nie|sú / bez nápadu / nie sú|je pravda|pravdivé"
            " / nepravdiv* / klamstv* / vymyslen*"
            " / vyššia|vyšší|viac|drahšie|drahšia než|ako .. dohodli|dohodnut*|ponuk* / než .. dohodli"
            " / vysvetľujem|opakujem .. to|isté / to isté dookola / stále dookola"
            " / trikrát|štyrikrát|päťkrát|niekoľkokrát som|sme"
            " / žiadala|žiadal|pýtal|pýtala|písal|písala .. trikrát|niekoľkokrát|nič / nepripraven*"
            " / zase mešká* / nedodržali|nesplnili ste / okopírovan* / nezáživn* / nuda"
        ),
        0.6: (
            "slab* / pln* chýb|preklepov / opäť|zase|znova bez|zle|chyba|meškáte|nič|nefunguje|zlá|iné"
            " / bez odpovede|reakcie|vysvetlenia / tretíkrát|tretikrat|štvrtýkrát|druhýkrát|piatykrát|stokrát"
            " / tretí|druhý|štvrtý|piaty raz|krát|deň / ako je možné / prečo musím|musíme|sa"
            " / musím|musíme .. prosiť|naháňať|urgovať|doprosovať"
            " / čakáme|čakám|čakame .. týždn*|mesiac*|dni|dní / meškal* / mešká / meškáte"
            " / dvakrát .. účtovali / účtovali .. dvakrát / išla dole|strašne"
            " / horšie|horší|horšia|horšie ako|než / nesedí / nesedia / ani jeden|jedna|jediný|raz"
            " / odznova|od nuly / začínam od nuly / neúpln* / zabudli ste|na / ignoruj* / predraž*"
            " / príliš draho|dlho|pomaly / a|stále|zatiaľ nič / číta|čítate .. vôbec niekto"
            " / takto to? pôjde|ďalej / pred mesiacom|týždňom / chceli sme|som .. dostali / preúčtovan*"
            " / o každ* .. prosiť / neopraven* / žiaľ"
            " / nikto .. nedvíha|nezdvíha|nereaguje|neodpovedal|neozval|nepovedal|nečítal|nevie|neupozornil|neodpísal"
            " / mi|nám nikto / prečo mi|nám|ma|nás nikto|stále|zase|opäť|nie"
            " / stále nám|sa|to|čakáme|čakám|nič|chodia|nemáme|nie / viackrát / niekoľkokrát"
            " / už po tretí|štvrtý|piaty / po tretí|štvrtý|stý raz|krát"
            " / maily|mailov|týždňov|dni bolo treba|trvalo / trvalo .. týždne|mesiac|dni"
            " / je to? zle|slabé|chybné / zase|opäť|znova to? zle|chyba|preklep|meškáte|mešká|iné|nič|zelenú"
            " / zle .. napísan*|napísali|účtovan* / preklep .. v|názve / plné|plný|plná chýb|preklepov"
            " / vyzerá lacno|zle|hrozne|otrasne / pocit že / máme|mám pocit / hrozne pomal*"
            " / je pomalší|pomalá|pomalé / pomaly / nič .. nefunguje|neplatí / sa to nedá"
            " / nie je to? ok|v poriadku / chyba|chyby|chybe na|v / tej chybe / kvalita|kvality .. dole|horš*"
            " / uz ma / škoda že / a nič / stále nič / doteraz nič|neprišl*|nie / zatiaľ nič / ani jeden"
            " / neprišiel|neprišla ani / nikto od vás"
            " / čakám|čakáme|cakame|cakam ... týždeň|týždne|týždňov|týždňa|mesiac|mesiace|mesiacov|dní|dni"
            " / viac ako týždeň|mesiac|dva|tri / sme|som? .. nedostali|nedostala|nedostal"
            " / niekoľko|veľa|kopa|plno chýb|preklepov|ráz|krát / prekročili|prekročený .. rozpočet"
            " / bez .. opýtania|oznámenia|vysvetlenia|dohody"
            " / prečo ste .. nás|mi|nám|prekročili|zmenili|zrušili"
            " / stále sme|som|nemáme|nemám|neprišl* nedostal*|nič|žiadn*|nemáme|odpoveď"
            " / nie je dobré|dobrý|dobrá / nie je v poriadku"
        ),
        0.3: (
            "úprimne / bohužiaľ / žial / prečo / každý raz|mesiac / nefunguje / vždy / platíme / vôbec"
            " / napriek / čakáme / upomienk* / zle / preklep* / opäť / zase / nikto / pomal* / lacno / nič"
            " / chyb* / kvalit*"
        ),
    },
    praise={
        0.9: (
            "super / skvel* / výborn* / perfekt* / fantastic* / nádher* / krásn* / krásne / úžas*"
            " / vynikajúc* / bravó / bravo / paráda / parád* / bomba / klobúk dole / klobuk / nadšen*"
            " / nadmieru / špičkov* / špica / top / excelent* / geniáln* / zachránili ste|nás|mi / vydaril*"
            " / sedí|sadl* ako / páči|páčia|páčil* sa .. mi|nám|to|veľmi / sa mi|nám .. páči|páčil*"
            " / páči|páčia sa"
            " / ďakujem*|vďaka .. rýchl*|pomoc|snahu|trpezlivosť|ochotu|skvel*|milé|slov*|podporu|spoluprác*|"
            "dôveru|prácu|nasadenie"
            " / ďakujem* za _? rýchl*|pomoc|snahu|trpezlivosť|ochotu|skvel*|milé|prácu|podporu|spoluprác*|dôveru"
            " / vďaka za _? rýchl*|pomoc|snahu|trpezlivosť|ochotu|skvel*|milé|prácu"
            " / veľmi|nadmieru|maximálne|mimoriadne|moc spokojn*|prehľadn*|užitočn*|pekn*|dobr*|šikovn*|rýchl*|"
            "ochotn*"
            " / sme|som .. spokojn* / spokojní s|so|sme|ako / nemôžeme|nemôžem|nemohli byť|by .. spokojnejš*"
            " / spokojnejš* / najlepš* / najkrajš* / najzrozumiteľn*"
            " / lepšiu|lepší|lepšie .. sme? nemali|nezažil* / radosť robiť|pracovať|s / potešením"
            " / potešili ste|nás|ma / odporúčať|odporučím*|odporúčam* .. vás|vas|ďalej"
            " / budeme|budem vás? odporúčať / gratulujem* grafik*|tím* / chváli* / chválim* / pochváli*"
            " / vaša|vašou zásluh* / aj vďaka vám / vďaka vám|vašej|vášmu / milo prekvapen*"
            " / presne toto|to|tak sme|som|čo / len tak ďalej / jednotka / s hviezdičkou / zlatí / zlatý"
            " / prebehlo|prebehla|išlo hladko|výborne|super / hladko / obrovský|veľký úspech / baví"
            " / vážime|vážim|ceníme|cením si / o|oveľa dosť|veľa lepš* / lepšie|lepšia|lepší ako|než prv*"
            " / milé slová / šikovn* / wow|vau|wau / ďakovn* / profi / klasa / palec hore / makáči / borci"
            " / poklona / číta|čita sa to|ako samo / užili|užil|užila si? / vybozkával*|vybozkať|objať"
            " / bleskov* / rýchlosť / bez slov / v dobrom / čistá radosť / radosť"
            " / ste borci|zlatí|super|skvelí|top|najlepší|úžasní|šikovní / siedmom nebi / kvalitné ako"
            " / ako nikdy / srdečná|srdečne vďaka|ďakujem"
            " / znie|vyzerá|pôsobí prirodzene|skvele|super|výborne|profesionálne|krásne|fantasticky|úžasne|moderne"
            " / chybičku / nenašiel|nenašla|nenašli chyb* / šikovne / dôvtipn* / vtipn* / excelentn*"
            " / prvotriedn* / bravúrn* / majstrovsk* / bezchybn* / predčil* / nad očakávania"
            " / prekonali|prekonal ste|očakávania / ceníme|cením|vážime|vážim si"
            " / si .. ceníme|cením|vážime|vážim / dobrá robota|práca / pekná robota|práca / sme prví"
            " / prví na / skvelá spolupráca / teším|tešíme sa z výsledk* / chápete|rozumiete nám"
            " / odviedli ste|výborn*|skvel* / odvedená práca / za jedna|jednotku / presne podľa predstáv"
            " / splnili|splnilo očakávania|sa / stopercentn* / milo prekvapil* / potešil*"
            " / nadchlo|nadchol|nadchla / hostiteľ / výborný|výborná|skvelý / perfektn* / jasajú"
            " / veľký|obrovský|skutočný|skvelý úspech / mala|mal|malo veľký? úspech"
            " / všetkým .. páči|páčil*|páčia / sa .. páči|páčil*|páčia"
            " / rýchl* odpoveď|reakci*|pomoc|dodanie|riešenie / veľmi nám|mi pomohl* / nám|mi to? .. pomohl*"
            " / veľmi profesionál*|spoľahliv*|kreatívn*|ústretov*"
            " / výborná|skvelá|dobrá|príjemná spoluprác*|komunikáci*|skúsenosť|služba"
            " / odporučíme|odporučím|odporúčame|odporúčam .. vás|vas|ďalej"
            " / urobili|spravili ste .. krásne|nádherne|skvele|výborne|super / fotky .. nádher*"
            " / posnažili|snažili ste|sa / ste sa .. posnažili / vďaka vašim|vašej|vášmu|vám|vašim"
            " / veľký|výborný|skvelý|super|dobrý dojem / dojem na / milé|príjemné|krásne|pekné prekvapenie"
            " / prekrásn* / taká|taký|také jednoduch*|pekn*|krásn* / jednoduchá|jednoduchý na"
            " / málokedy .. vidím|tak* / zriedka / starostliv* / dôkladn* / precízn* / svedomit*"
            " / od začiatku do konca / potešenie / bolo plno / plná sála / vypredané vďaka / hrdí|hrdá|hrdý"
            " / smiali / aplauz / gratulujem* k kampan*|výsledk*|práci / všetka česť / len chvála|chváliť"
            " / samá chvála / podaril* / krásne ste / dojat* / klobúčik"
        ),
        0.5: (
            "spokojn* / pekn* video|práca|dizajn|report|text / pekne ste|vyzerá|spravené / užitočn*"
            " / dobrá práca|robota|správa / dobre spravené / robota / vyzerá fantasticky|super|dobre|krásne"
            " / ochotn*"
        ),
    },
    warm="rád / rada / teším* / dúfam / milo / fajn / vitajte / gratulujem* / pekný",
    thanks=(
        "ďakujem / ďakujeme / vďaka / vdaka / dakujem / veľká vďaka / ďakujem pekne|veľmi|krásne"
        " / veľmi pekne ďakujem / díky / dik / ďakujem vám / srdečná vďaka / vďaka moc|veľká|pekná|všetkým"
        " / tisíckrát ďakujem / ďakujem za všetko"
    ),
    thanks_not=(
        "vopred"
        " / ďakujem|ďakujeme za váš|vašu|mail|správu|dopyt|ponuku|informáciu|info|pochopenie|pozvanie|platbu|úhradu"
        " / dostal|dostala som / nie ďakujem"
    ),
    others=(
        "zákazník|zákazníci|klient|klienti|oni .. sťažoval|sťažovali|sťažujú"
        " / bolo by fajn|super|pekné|dobré|skvelé|krásne / žiadne sťažnosti|problémy|výhrady"
        " / nemali|nemáme sme? žiadne|problém* / sťažnosti potrebuje|a / pekné je|počasie"
        " / pekný deň|víkend|večer|zvyšok / dobré ráno / gratulujem* k"
        " / veselé|krásne|šťastn* vianoce|sviatky|nov* / s pozdravom / pozdrav zo|z / reklamáci*"
        " / dúfam .. oddýchli|dobre|máte / sorry za / prepáčte za|je|bokom / písané z / konkurenci*"
        " / sťažnos* .. zákazníka|hosťa|klienta|hostí|zákazníkov|klientov|pacienta"
    ),
    days=Days(
        away={
            0: (
                "dnes / dneska / dnes večer|poobede|ráno / večer / poobede / do konca dňa / do polnoci"
                " / o polnoci / dnešn* polnoc*"
            ),
            1: "zajtra / zajtra ráno|večer|poobede|doobeda / zajtrajš*",
            2: "pozajtra",
            -1: "včera",
        },
        weekdays={
            0: "pondelok / pondelka / pondelku",
            1: "utorok / utorka / utorku",
            2: "streda / stredy / stredu / strede",
            3: "štvrtok / štvrtka / štvrtku",
            4: "piatok / piatka / piatku",
            5: "sobota / soboty / sobotu",
            6: "nedeľa / nedele / nedeľu",
        },
        months={
            1: "januára / január / januári",
            2: "februára / február / februári",
            3: "marca / marec / marci",
            4: "apríla / apríl / apríli",
            5: "mája / máj / máji",
            6: "júna / jún / júni",
            7: "júla / júl / júli",
            8: "augusta / august / auguste",
            9: "septembra / september / septembri",
            10: "októbra / október / októbri",
            11: "novembra / november / novembri",
            12: "decembra / december / decembri",
        },
        numbers={
            1: "jeden / jedného / jednu / jedna",
            2: "dva / dve / dvoch / pár",
            3: "tri / troch",
            4: "štyri / štyroch",
            5: "päť / piatich",
            6: "šesť / šiestich",
            7: "sedem / siedmich",
            8: "osem / ôsmich",
            9: "deväť",
            10: "desať / desiatich",
            14: "štrnásť / štrnástich",
        },
        day="deň / dni / dní / dňa / pracovných? dní",
        week="týždeň / týždňa / týždne / týždňov / týždni",
        month="mesiac / mesiaca / mesiace / mesiacov / mesiaci",
        weekend="víkend / víkendu / víkende / víkendom",
        end_of="konca / koncom / koncu",
        this="tento|tohto|tomto|túto|tejto|tento",
        next=(
            "budúci|budúceho|budúcom|budúcu|budúcej|budúca / ďalší|ďalšieho|ďalšom|ďalšiu"
            " / nasledujúci|nasledujúceho|najbližší|najbližšiu|najbližšieho"
        ),
        last="minulý|minulého|minulom|minulú|minulej / predchádzajúci",
        within="o / do / za / v priebehu / počas / behom",
        on="do / od / k / ku / na / dňa / pred / po / za",
    ),
    now="teraz / rýchlo / rýchle",
    elsewhere="konkurenc* / včera / minulý|minulého|vlani týždeň|mesiac|rok|týždňa? / hneď ako|po",
    since="od / stále / ešte / opäť / zase / odvčera",
    to_you="vám / ti / tebe",
    ask_word="kto|čo|kde|kedy|prečo|ako|koľko|ktorý|ktorá|ktoré|aký|aká|aké|odkiaľ|dokedy|nakoľko|čím _",
    work=(
        "váš|vaša|vaše|vašu|vašom|vašej|vašich / faktúr* / report* / brožúr* / logo|loga"
        " / text|texty|textov|textoch / banner*|baner* / príspevk* / článk* / dizajn* / web|webe|webu|stránk*"
        " / newsletter* / kampa* / fotk*|fotograf* / video|videá / leták*|letáč* / preklad* / titulk*"
        " / plagát* / katalóg* / ponuk* / podpor* / služb*"
        " / ste dodali|urobili|poslali|tlačili|napísali|zverejnili|robili / reklam* / spoluprác*"
        " / komunikáci* / agentúr* / rozpočet* / bilbord*"
    ),
    defect=(
        "chyb|chyba|chyby|chybu|chybou|chybn*|chýb / zle|zlá|zlý|zlé|zlú / nesprávn* / neúpln* / preklep*"
        " / pomal|pomalý|pomalá|pomalé|pomalšie|pomalší / neochotn* / neprívetiv*"
        " / mešká|meškal|meškala|meškali|meškajú / zastaran* / nečitateľn* / škared* / nudn* / slab* / horš*"
        " / nepoužiteľn* / mätúc* / nejasn* / drah* / predraž* / nehodí|nehodia / nezodpoved*"
        " / nesedí|nesedia / nie je hotov*|dobr*|správn* / prekroč* / rozmazan* / neskoro / oneskor*"
    ),
    letters="ľťďňĺŕáéíýôäú",
    dated_verb="(?:po|vy|do|na|od|o|pre|pri|roz|s|so|u|z|za|zo|pod)[a-z]{3,}(?:im|ime|em|eme|iem|ieme|nem|neme)",
    dated_verb_not=(
        "problem* / system* / program* / zoznam* / potrebujem* / poznam* / prosim* / spominam* / pripominam*"
        " / upozornujem* / zaujima* / zastupujem* / posielam* / zakaznik* / oznamujem* / podla / vidim* / sme"
        " / prosime / ospravedl* / pozeram* / odovzdavame / rozumiem* / suhlasim* / zelam* / posledn*"
        " / preto* / predtym / potom / zatym / spolu / dalsim / osobnym / vianociam / priatelom / objednavk*"
        " / vysledkom / dokument* / prijem / objem / prenajem / zaujem / pojem / vypovied* / vypovedame"
        " / uvidime / verim* / strat* / odporuc* / ucastnim* / zucastnim* / odovzdame"
    ),
)
