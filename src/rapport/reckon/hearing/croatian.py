"""The wording of Croatian, with what its neighbours write alike; endings are left open where nouns and verbs bend."""

from __future__ import annotations

from rapport.reckon.hearing.wording import Days, Wording

WORDING = Wording(
    code="hr",
    common=(
        "je / su / se / na / da / li / što / sam / smo / ste / nije / nam / vam / za / od / ili / ali / ako"
        " / kako / kad / hvala / može / molim / će / ćemo / ću / samo / još / već / sve / do / iz / bi / mi"
        " / nas / vas / koji / tko / evo / sutra / danas / poslati / nema / ima / bok / pozdrav / jučer"
        " / mogu / jel / ovo / to / ja / ti / oni / po / kod / pri / tim / onda / svi / svima / vi / jeste"
        " / jesu / jesam / bih / biste / bismo / neka / gdje / zašto / koliko / gore / prošli / opet / ništa"
        " / netko / nitko / uz / no / toga / tom / ta / moj / naš / vaš / vaša / naša / ovaj / ova / taj"
        " / hoće / hoćete / treba / trebamo / stranica / dobro / petak / srijeda / četvrtak / utorak"
        " / također / pa / jer / dok / čim / prije / poslije / oko / puno / imamo / bila / bilo / bio"
        " / dogovoreno / riješeno / prošle / ove / sad / sada / nova / novi / novo / ga / ih / joj / mu"
        " / jednom / godine / jako / šaljem / vidimo / ljudi / u / o / i / a / sva / svih / dodatna / stojimo"
        " / stoji / putu / ostaje / isti / ista / isto / jesen / prijedlog / račun / nakon / zbog / između"
        " / treći / primljeno / uredu / ured / posao / poštovani / lijepo / dan / dana / lp / vaše / vašu"
        " / našu / naše / tjedan / mjesec / početka / kraja / potvrđujem / možete / očekivati / utorka / ne"
        " / radi / web / hitno / shop / cijena / stranicu"
    ),
    not_=(
        "ne / nije / nisam / nismo / nisu / niste / nema / nemam / nemamo / bez / nikad / nikakv* / nijed*"
        " / neću / nećemo / ni / niti / nemojte / nisi"
    ),
    opening=(
        "bok|pozdrav|hej|ej|halo _? / poštovani|poštovana|dragi|draga _? / dobar dan / dobro jutro|večer / a"
        " / i / ali / pa / no / molim vas|te? / ok / samo / hitno / brzo / dakle / inače / usput / dobro"
        " / hvala / ljudi / jao / sad / zamolila|zamolio bih? / ma"
    ),
    pressing={
        0.9: (
            "hitno / najhitn* / žurno / žurn* / što prije / asap / urgent* / prioritet broj?"
            " / najviši|najvišeg|apsolutni prioritet* / kritičn* / hakira* / provaljen* / opomena pred"
            " / posljednje|zadnje upozorenje / zadnji|posljednji put upozoravam|opominjem|pišem|molim"
            " / izvanredno stanje / alarmantn* / hitan / hitna je|stvar / hitni / hitnije / hitne"
            " / gori nam|sve / hakirali"
        ),
        0.75: (
            "odvjetnik* / tužb* / tužit* / sudsk* / na|pred sud / ovršn* / ovrh* / raskid* ugovor / raskidamo"
            " / raskinut* .. ugovor / pravne|pravnim korak* / gubimo narudžb*|kupce|novac|prodaju|novce"
            " / svaki|svaka|svake sat|minut* / izgubljen* nov* / šteta je ogromna"
            " / ne možemo ući|raditi|naplatiti|se|otvoriti / ne mogu platiti|naručiti|kupiti|ući|rezervirati"
            " / ne može se platiti|kupit*|naručit*|ući / ne moze se kupit / grešk* 500|503|502|404"
            " / ništa ne radi|se / odrezani / račun* .. blokira* / blokiran* .. račun / blokirao .. račun"
            " / tereti|naplaćuje|skida .. dvaput|duplo / novinari zovu|čekaju / inspekcija"
            " / usred|jeku|špici sezone / istječe danas|sutra|noćas / staje|staju večeras|danas"
            " / cijela firma / vide se javno / javno vidljiv* / povlačimo proizvod / bez toga sutra"
            " / kazna|kaznu / u stečaju / zovite|zovi|nazovite me|nas pod|odmah|hitno|smjesta"
            " / ljudi kupuju|zovu|naručuju / televizija|novinari traži|traže|zovu|čekaju / nestalo s|sve"
            " / prevara / curenje podataka / kriva publika|cijena / svi zovu / zovu nas kupci"
            " / domena|certifikat|ssl|licenca .. istekl*|istekao|istječe"
            " / istekl*|istekao .. domen*|certifikat* / ne prolazi plaćanj*|kartic*|narudžb*"
            " / plaćanje|plaćanja|kartice|narudžbe ne prolaz* / pred|na sudu"
            " / kupci|gosti|korisnici|klijenti|ljudi|pacijenti ne mogu|može|vide|dobivaju|javljaju"
            " / grešk* .. plaćanj*|kartic*|narudžb*|blagajn* / plaćanj* .. grešk*"
            " / predajemo|predat .. odvjetni* / odvjetnicima / rasproda* / ukraden* / ukrali / daje 90"
            " / telefoni|telefon .. gore|zvone|ne prestaj* / ruši .. svima / svima .. ruši|pada|puca"
            " / prazan|bijeli|crni ekran / lažn* kartic*|narudžb*|profil*"
            " / još nemamo .. odobren*|konačn*|gotov* / nijedan mail|upit|poziv / svi zovu|pitaju|zvone"
            " / poklanja* / duplo tereti|rezerviran* / prebukiran* / izvan kontrole"
            " / ne možemo|mogu|može|moze|možete platiti|naručiti|kupiti|ući|rezervirati|naplatiti|otvoriti|poslati"
        ),
        0.6: (
            "u roku sat|od|pola|dva|24 _? / stvar je ozbiljna"
            " / sljedećih|idućih pola|sat|_ minuta|sati|sata|h / za pola sata|sat / zove* me odmah"
            " / na liniji"
        ),
    },
    thing=(
        "stranic* / web / weba / webu / shop* / webshop* / dućan / trgovin* / server* / poslužitelj*"
        " / plaćanj* / plaćanje / košaric* / blagajn* / form* / obraz* / domen* / mail / mailovi / pošta"
        " / e-mail* / rezervacij* / sustav* / aplikacij* / račun / narudžb* / upit* / admin* / prijav*"
        " / hosting / baza / gumb* / oglasi / kartično / certifikat* / sajt / checkout / login"
    ),
    broken=(
        "ne radi / ne rade / pao / pala / palo / pali / je|se srušio|srušila|srušen* / srušil* / ne odgovara"
        " / ne otvara* / ne učitava* / ne prolaz* / ne stiž* / ne dolaz* / ne prim* / ne može* / ne šalje"
        " / stoji|stoje / blokiran* / pukl* / pukao / grešk* / nedostup* / istek* / prazn* / javlja grešku"
        " / ne reagira / ne prikazuje / nije dostupn* / vraćaju se / se vraćaju / ruši se / se ruši / stao"
        " / stala / stalo / stali / nestal* / nestao / nema je|ih / ne pokazuje / krive cijene / krivu cijenu"
        " / zamrznu* / mrtav|mrtva / ne javlja / ne primaju / skinut* / izbrisan* / pada"
    ),
    need=(
        "treba* / trebam / moram* / mora / morate / rok / čeka / čekaju / čekamo / najkasnije / predaj*"
        " / predati / inače / zadnji|posljednji dan / istječe / ispravljen* / počinje / traži / potpis*"
        " / prijav* / skine* / riješite / ako ne|se|do|danas / ukoliko ne|se|do / zatvara* / otkazati"
        " / otkaz* / izjav* / tisak* / tiskar* / dolazi / uprava / sastanak / konferencij* / ne ode / predaja"
        " / krajnji rok / mora* / moramo / hitno / objavljuj* / ići / ide / trebaju / zadnji / posljednji"
        " / podmiri / otvara / otvaramo / događaj* / izložb* / sajam / emitira* / javite / odgovorite"
        " / radi do / čeka* / gradonačelnik / želi|žele da / znati / zatvara"
    ),
    soon=(
        "danas / do kraja dana / do sutra ujutro|u? podne? / sutra ujutro / večeras / noćas / u ponoć"
        " / do ponoći / za sat|pola|dva|15|30|10 vremena|sata|minuta? / u roku sat|od|dva|24 / do podne*"
        " / jutros / do 12|13|14|15|16|17|18 _? / sljedećih pola|sat / ovaj čas / isti čas / počinje za|u"
        " / zatvara u / do podneva / za dva|tri|dvije|pola sata|minute"
        " / do 15h|14h|16h|17h|12h|13h|15|14|16|17|12 / do ručka / još danas / do navečer / u roku / danas u"
        " / ovog|istog časa / kroz sat|pola / do jutra / do četiri|pet|tri|šest / prije sat / u roku sat|od"
        " / za koji sat|minutu"
    ),
    at_once=(
        "odmah / smjesta / bez odgode|odlaganja / istog trena|trenutka / iz ovih|istih stopa / momentalno"
        " / ovog|ovoga|istog trena|časa|trenutka / pod hitno / iste sekunde / ovaj tren / promptno"
    ),
    calm=(
        "nije hitno / nije hitn* / nije žurno / nema žurbe / bez žurbe / ne žuri* / polako"
        " / kad|kada|čim stignete|stigneš|uhvatite|budete|budeš / ne gori / bez panike|stresa / nije preš*"
        " / nema potrebe za žurb* / nije prioritet / za hitne slučajeve|stvari / u hitnim slučajevima"
        " / može pričekati / može i idući|sljedeći / nikamo ne žuri / nista hitno / ništa hitno / kad god"
        " / za|na hitnu|hitne|hitni pomoć|službu|prijem / hitna pomoć|služba / hitnu pomoć"
    ),
    solved=(
        "bilo je hitno / riješeno / riješili smo / riješili / opet radi|rade / radi kako treba / ponovno radi"
        " / sve radi / popravljeno je / je|sve sređeno / zanemarite"
    ),
    ask=(
        "možete|možeš|mozes|mozete|hoćete|hoćeš|hocete|biste|bi|bismo|mogu|možemo|može|mogli|smijemo|smije|jeste|"
        "jesi|jesu|jesmo|imate|imaš|imamo|imaju|ima|treba|trebamo|radite|radiš|znate|znaš|zna|je|vidi|vidite|"
        "čita|sviđa|odgovara|da|stižete|stigne|želite|nudite|postoji|planirate|hoće li"
        " / da li / jel / je l / jel'"
        " / molim|molimo|lijepo vas|te|da .. pošalj*|javi*|potvrd*|provjeri*|odobri*|dostavi*|da|isprav*|"
        "popravi*|pogleda*|ugasi*|makni*|nazovi*|objasni*|ih|ga|je|mi|nam"
        " / molim|molimo potvrdu|odgovor|informacij*|ponudu|pošalj*|pošaljite|javite|objašnjenj*|da|pristup|"
        "pojašnj*|povratn*"
        " / javite|javi mi|nam|se|kad|kada|jel|je|odgovara|što|kako|koliko|koji|koja|može|ako|li|hoćemo|hoće"
        " / zanima me|nas / htio|htjela|htjeli|željela|želio bih|bi|smo znati|pitati|saznati"
        " / pita|pitaju može|li|kad|kada|je|jel|koliko|hoće|zašto|imamo|ima / recite|kažite mi|nam"
        " / ima|imate li novosti / što je s|sa / kako stoji* s|sa / vas molim da"
        " / pošaljite|dostavite|proslijedite|ispravite|popravite|provjerite|pojasnite|objasnite|ugasite|maknite|"
        "uklonite|zaustavite|nazovite|isključite|promijenite|potvrdite|pogledajte|odobrite|dodajte|blokirajte|"
        "skinite|riješite|vratite|odgovorite|napišite|pauzirajte|zamijenite|objavite|prebacite|recite|posaljite|"
        "podsjetite|popunite|pripremite|otvorite|pomaknite|obrišite|uključite|pustite|dopunite|nađite|uredite|"
        "ažurirajte|sredite"
        " / dajte|daj javite|javi|nam|pogledajte|pogledaj|provjerite|provjeri"
        " / neka me|nas|mi|netko nazove|javi|netko / neka .. nazove|javi|pogleda|provjeri / dobro bi nam"
        " / dobro bi došao|došla|došli / razmišljamo .. mislite / što mislite|kažete|velite|vi"
        " / molim|molimo vas|te da|za|potvrdu|provjerite|pošaljite / biste li / bih li / mogu li|ja|opet"
        " / može itko|netko / trebamo|trebam .. pošaljite|od vas / podsjetite me|nas"
        " / ugasi|pošalji|provjeri|javi|nazovi|makni|skini|potvrdi|posalji|ispravi reklamu|mi|nam|to|molim|oglas|"
        "ga|je|ih|kampanju"
        " / što vi|ti mislite|misliš / ima li / jesu li / jeste li / je li / molim savjet"
        " / savjet|savjete koj*|kako|oko / pitam|pitamo se / biste li bili|mogli / recite / što je bilo|sa|s"
        " / posavjetujte / zanima nas / ljubazni poslati"
    ),
    ask_first=(
        "možete|možeš|mozete|mozes|hoćete|biste|mogu|možemo|može _ / u kojoj|kojem|koliko / do kad|kada"
        " / ima|imate novosti|li|netko|šanse / jel / da prebacimo|pomaknemo|nazovem*"
        " / treba mi sada|sad|odmah|hitno|danas / trebam|trebamo lozink*|logo|pristup|šifr* / može|moze li"
        " / šaljete / stiže / kako je|ste|su|bi / biste|bismo|bih li / paše|odgovara li|vam"
        " / jesu|jeste|jesam|jesmo li / gdje vi|ste|je|su|se"
        " / ugasi|makni|skini|pošalji|provjeri|nazovi|javi _ / što|kako|kakav je bilo|s|sa|stoji"
    ),
    ask_not=(
        "ako|ukoliko|budete imate|imaš|bude|nešto|što|imali .. pitanja|nejasno|treba|nejasnoć*|dodatn*"
        " / slobodno / ne ustručavajte / kad god|stranica|budete|smo|se|stignem|dođem|bude|završ* / evo"
        " / gdje god|je moguće / što smo|se|mislite / pitali|pitao|pitala smo|sam|je / znam što|kako|tko"
        " / javite|javi se ako / kako smo|ste|je dogovor*|obeća*|se / u prilogu|privitku / za hitne"
        " / u hitnim / zanemarite / samo tako nastavite / ne zna|mogu|može|možemo reći|se"
        " / gdje god|smo|je|su|se .. moguće|koristimo / samo reći / vremena do / prepustite|prepusti meni"
        " / računajte / javite ako|kad / ako što|nešto|bude / samo nazovite|javite|recite"
        " / ako .. nejasno|jasno / uzmete|imate|uzmite|imajte u|na obzir|umu"
    ),
    courtesy=(
        "kako si / kako ste / što ima novog / kako život / jeste li dobro|živi / kako je bilo / jesi li dobro"
        " / kako je bilo|kod|na / kako ide|idu? / kako ide / što ima novog|kod|lijepo / šta|sta ima"
    ),
    promise=(
        "obećavam* / obećajem / garantira* / jamčim* / imat|dobit ćete|ćeš|cete|ces"
        " / ćete|ćeš dobiti|imati|primiti / dobijete|dobivate|dobiješ"
        " / bit će|ce gotov*|spremn*|poslan*|vani|popravlj*|isporuč*|kod|riješen*|objavlj*"
        " / će|ce biti kod|gotov*|spremn*|poslan*|vani|popravlj*|isporuč*|riješen*|objavlj*|uplaćen*|plaćen*|kod"
        " / biti|bude|budu gotov*|spremn* / smatrajte .. riješen*|gotov* / javim* / pošaljem* / posaljem*"
        " / nazovem* / napravim* / napravit / javljam vam? se / provjerim* / pogledam* / proslijedim*"
        " / sredim* / dostavim* / dovršim* / uplatim* / vratim* se|vam / računajte na / računate na"
        " / imate na mailu|mail|stolu|inboxu / će|ce vam|ti poslati|proslijediti|javiti|dostaviti|pripremiti"
        " / prepustite|prepusti .. meni|nama / imate moju|našu riječ / dajem|dajemo riječ"
        " / asistentic*|asistent|kolegic*|kolega|dizajner*|računovođa|računovodstvo|tim|ekipa|direktor*|"
        "programer* će|ce|ću"
        " / će|ce vam|ti|ih|to .. poslati|javiti|dostaviti|proslijediti|nazvati|pripremiti / zovem vas|te"
        " / pišem vam|vas / vraćam se|vam / kod vas su|je|bit"
        " / riješit|sredit|obavit|javit|poslat|vratit|provjerit ću|ćemo|cu|cemo|će / idu prema vama"
        " / na meni je / stiže vam / stižu vam"
        " / će|ce biti izvršen*|plaćen*|uplaćen*|napravljen*|obavljen*|poslan*|isporučen*|dovršen*|završen*|"
        "ispravljen*"
        " / odlučit ćemo|ću / stiže|stižu vam|ti / možete|mozete očekivati"
        " / potvrdit|popraviti|popravit|promijenit|napisat|poslat|pisat|dopunit|doradit|izmijenit ću|ćemo|će|cu"
        " / donosim|donesem / tim|ekipa|kolega|kolegica će|ce / popričat*"
    ),
    promise_dated=(
        "šaljem* / saljem* / zovem* / javljam* / pripremam* / stavljam* / krećemo / krenemo / uplaćujem*"
        " / plaćam* / potpisujem* / pišem* / objavljujem* / isporučujem* / predajem* / popravljam*"
        " / rješavam* / vraćam* / dostavljam* / završavam* / lansiramo / prebacujem* / imate / dobivate"
        " / otvaram* / slažemo / idu / ide prema / su kod vas / krećem* / kreću / rješavam / nazivam / stiže*"
        " / stižu / preuzimam* / predstavljam* / instaliram* / puštam* / spajam* / donosim* / ponavljamo"
        " / ponavljam / stiže / šaljemo / testiramo / mijenjam* / ažuriram* / radimo na|to / objavljujemo"
        " / očekujte"
    ),
    promise_not=(
        "možda / mozda / ako budem* / nadam|nadamo se / ne znam* / ako se .. nastavi / vjerojatno"
        " / kad stranica|sve|bude gotov* / kad stignem / odvjetni* / na sud / sudu"
    ),
    future="ću / cu / ćemo / cemo",
    future_fill=(
        "vam / ti / mu / joj / im / ga / ih / je / to / se / vas / te / i / mi / nam / odmah / sutra / danas"
        " / rado / svakako / također / još / ovo / onda / sve / ju / njima"
    ),
    future_not=(
        "bit|biti / moć*|moci / morat* / trebat* / dobit* / vidjet* / čekat* / tražit* / doć*|doći / ić*|ići"
        " / imat* / znat* / pridružit* / htjet* / otić* / krenut*? / raskinut* / tužit* / razmislit*"
        " / razmotrit* / rado / poželjet* / propustit* / izgubit* / se? pridružit* / kasnit* / otkazat*"
        " / ostat* / putovat* / odustat* / reć*|reći / žalit* / ubuduće / sretan|sretna|sretni / biti / imat"
        " / sutra / preporučit* / obratiti* / odvjetni* / prijavit* / predat* / surađivat*"
    ),
    future_verb="[a-z]{2,}(t|ti|ci)",
    future_reach=5,
    remind=(
        "obećali|obećao|obećala|obećavali|obecali|obecao ste? / ste obećali|obećavali|obecali|rekli|najavili"
        " / obećano|obećani|obećana je?|nam"
        " / rekli|govorili|tvrdili|spomenuli|najavili|pisali|potvrdili|uvjeravali|kazali ste .. da|će|ćete|kako"
        " / rekao|rekla|spomenuo|spomenula si da"
        " / htjeli|trebali|mislili ste .. poslati|javiti|dostaviti|napraviti|nazvati|popraviti"
        " / vaše|vaša obećanj* / dali ste|nam riječ / dužni ste / kako ste obećali|rekli|najavili"
        " / prema obećanju / dogovoreno je da ćete / po vašem|vašemu|tvom planu|dogovoru|rasporedu|obećanju"
        " / pa? rekli ste / ste rekli|govorili|obećali|najavili da|kako|mi|nam|poziv|je|će"
        " / trebao|trebala|trebali|trebale|trebalo su|je|ste .. biti|stići|poslati|dobiti|javiti"
        " / su trebale|trebali|trebala .. biti|stići / čekamo obećan* / vaša riječ|obećanj*"
    ),
    blame={
        0.9: (
            "razočaran* / razočaravajuć* / razočar* / neprihvatljiv* / neprofesional* / nezadovolj* / sramot*"
            " / ljut / ljuta / ljuti / bijesan / bijesna / bijesni / katastrof* / užas* / grozn* / pritužb*"
            " / žalb* / žalim se na / površn* / bezobraz* / iritan* / dosta mi|nam je|više / zanemaren*"
            " / zanemaruje* / neugod* / bacanje|bačen* nov*"
            " / gubimo|izgubili|gubim|izgubio|izgubila strpljenje"
            " / nisam|nismo|nije zadovolj*|oduševlj*|sretan|sretni|ono|impresioniran*"
            " / ne mogu reći .. zadovolj* / drugu|novu agenciju / promašen* / promašaj / nema smisla"
            " / ne vidim|vidimo .. plaća* / očekival* .. više|bolje"
            " / očekivao|očekivala|očekivali smo|sam|bih puno? više|bolje / nikog|nikoga nije briga"
            " / nije nas|ga|vas briga / nitko ne|se javlja|se|odgovara / ne javlja* na|se"
            " / ispod svak*|razine|svake / ne valja* / skandal* / prevaren* / traljav* / nesposob*"
            " / nije to to / šlampav* / nemaran / nemarn* / nije ono što|kako"
            " / ne shvaćate|shvaća|shvaćaju .. ozbiljno / smeće / otpad / diletant* / amater*"
            " / promašaj|fijasko|fijaska|debakl* / zbrda / nismo|nisam ništa? naučili|dobili|naučio"
            " / nismo naučili ništa"
            " / nisam|nismo to? tako|ovako zamislio|zamislila|zamislili|dogovorili|htjeli / za crvenjeti"
            " / crvenim|crveni se / jadno / jadan / bijedn* / bez veze / tanko / kaos / nered / nemarno"
            " / neuredn* / zakazal* / zakazao / podbacil* / podbacio / iznevjeril* / izigran* / varate"
            " / lažete / laž / lagal* / dosadilo|dodijalo mi|nam / žalosno / tužno je"
            " / odvjetnik* .. preuzima / predajemo odvjetniku / raskidamo ugovor / neodgovor* / neozbiljn*"
            " / netočn* / nekorektn* / nepošten* / nepoštovanj* / uvred* / preskup*"
            " / ne možemo|mogu se? osloniti|računati|vjerovati / nikakav|nikakva|nikakvo|nikakvi"
            " / šteta vremena|novca / gubljenje vremena|novca / nemam|nemamo riječi / crno|crna na"
            " / izgubili|izgubila|izgubio smo|sam? povjerenje / nismo vidjeli / bez ikakv* / ne drži*"
            " / ne poštuje*"
            " / ne|nije|nisu .. kako|što|onako smo|sam|kako|što očekival*|htjel*|dogovor*|zamišlja*"
            " / nije|ne ide|ispalo .. očekival* / neljubaz* / nije prvi|prvo put"
            " / niste nas|me|ni pitali|obavijestili|zvali|rekli"
            " / nije|nisu prihvatljiv*|profesional*|korektn*|fer|u redu|dobro / uopće ne|nije"
            " / ne odgovara našem|našoj|našim|dogovoren* / ne ispunjava / nema odgovora / rekli smo .. dobili"
            " / zgrožen* / uzrujan* / zabrinut* / povrijeđen* / šokiran* / točno|apsolutno|doslovno nula"
            " / nula novih|upita|rezultata|efekta|prodaje"
            " / nikakv* rezultat*|efekt*|učinak|učink*|ideje|odgovor* / nisam|nismo .. dobil* ništa|odgovor"
            " / dobio|dobila|dobili ništa / nije .. pojavio|došao|javio|nazvao nitko"
            " / nitko .. pojavio|došao|nazvao / drugi klijenti / važniji / imamo|imam|stječem|stječe dojam"
            " / dojam da / bez ideje / nema .. ideje / nisu|nije točn*|istin* / neistin* / laž* / izmišljen*"
            " / veći|viši|skuplji|više od|nego .. dogovor*|ponud* / od dogovorenog / nego što smo|je dogovor*"
            " / objašnjavam|ponavljam .. isto / stalno|svaki .. objašnjavam|ponavljam|isto / po .. put isto"
            " / tri|četiri|pet|nekoliko|sto puta .. tražil*|pisal*|zval*|molil*"
            " / tražila|tražio|tražili sam|smo .. ništa / ništa .. napravljeno|riješeno|dobila|dobili"
            " / samo računi / ne vrijedi / nepripremljen* / nespreman|nespremn* / opet kasni*"
            " / nije|niste održal*|ispunil* / prepisan* / copy paste / bezvezn* / svi|sve isti|iste|ista"
            " / dizajni su isti / umoran|umorna|umorni od|sam|smo od"
        ),
        0.6: (
            "loš* / pun* pogrešaka|grešaka / još uvijek ništa|ne|nema|čekam* / i dalje ništa|ne|nema|čekam*"
            " / još ništa|nema|nismo / bez odgovora / kako je moguće"
            " / moram|moramo juriti|moliti|čekati|zvati / uvijek ja|moram"
            " / čekamo|čekam već|tjedn*|mjesec*|_ dana / sporij* / kasnio|kasnili|kasnile|kasnila|kasnilo"
            " / dvaput .. naplat* / dvaput|duplo ste|naplat* / duplo naplaćen* / jeftino / gore nego / lošije"
            " / šteta da|što / ne slaž* / ne slaže / nijed* upit*|rezultat*|odgovor*|klik*"
            " / kreće*|krećem od nul* / žao mi je ali / nepotpun* / zaboravili|zaboravljate|ignorira*"
            " / predugo / preskupo / i ništa|nista / čita li|jel itko|netko / ne zna ništa"
            " / prije četiri|tri|dva|pet tjedna|tjedana|mjeseca / bez|nitko pitanja|najave"
            " / nitko se|mi|nam|nas|ne|nije .. ne? javlja|rekao|odgovara|obavijestio|pitao|javio|zna|pročitao"
            " / nitko nije|ne .. rekao|pročitao|javio|pitao|odgovorio / treći|četvrti|peti|stoti|deseti put"
            " / više puta / nebrojeno puta / stalno nam|se|iste|ista|isti|moram"
            " / trebala|trebalo su|je .. maila|mailova|tjedna|dana"
            " / opet pogreš*|kriv*|isto|ista|kasni*|ništa|greš*|nema|niste / pogrešan račun|iznos"
            " / je|su pogrešan|pogrešna|pogrešno|krivi|kriva / krivo je|ste|su|napisa*"
            " / kasnio|kasnila|kasnili|kasnile|kasnite|kasni / užasno sporo / prespor*"
            " / pun|puna|puno|puni|prepun* greš*|pogreš*|tipfeler* / nije mi|nam jasno / nije jasno zašto"
            " / imam|imamo|dobivam osjećaj da / osjećaj da / vapimo / ruku na srce / kao predložak"
            " / izgleda jeftino|jadno|loše / pala kvaliteta / kvaliteta .. pala / jako pala / ne može ništa"
            " / čekam|čekamo|cekam|cekamo ... tjedan|tjedna|tjedana|mjesec|mjeseca|mjeseci|dana"
            " / više od tjedan|tjedna|mjesec|mjesec|dva"
            " / još uvijek nismo|nisam|nemamo|nemam|ništa|čekamo|čekam / i dalje nismo|nisam|nemamo"
            " / nismo dobili|primili|čuli / nekoliko|puno|previše|mnogo pogrešaka|grešaka|puta"
            " / bez .. pitanja|najave|dogovora|obavijesti / prekorač*"
            " / ponovno|opet .. nismo|nema|nije|isto|zelen* / umjesto dogovoren*"
            " / nije dobro|dobar|dobra|najbolje / nije u redu"
        ),
        0.3: (
            "iskreno / nažalost / nazalost / zašto / svaki put|mjesec / plaćamo / unatoč"
            " / prije četiri|tri|dva / opomen* / opet / pogreš* / kriv* / sporo / čekamo"
            " / zašto mi|nam|nas|se / da budem iskren|iskrena|direktan|direktna / greš*"
        ),
    },
    praise={
        0.9: (
            "svaka|svaku vam? čast / svaka vam cast / svaka cast / bravo / odlič* / odlican / odlično"
            " / sjajan / fantastič* / genijal* / savršen* / izvanred* / predivn* / prekrasn* / prelijep*"
            " / oduševlj* / odusevlj* / presret* / prezadovolj* / vrhunsk* / kapa do? / impresioniran*"
            " / impresivn* / pun pogodak / spasili ste|nas|me"
            " / hval* na brz*|trud*|pomoć*|strplj*|divn*|podrš*|susret*|odličn*|suradnj*|lijep*|angaž*|povjer*"
            " / hvala vam? na _? brz*|trud*|pomoć*|strplj*|divn*|podrš*|susret*|odličn*|povjer*"
            " / jako|vrlo|iznimno|stvarno|baš|izuzetno|posebno zadovolj*|jasan|lijep*|korist*|dobr*|sretn*"
            " / zadovoljni|zadovoljan|zadovoljna smo|sam|s|sa"
            " / ne možemo|može|mogu biti|bit zadovoljnij*|bolj* / najbolj* / najjasnij* / najljepš* / užitak"
            " / zadovoljstvo raditi|surađivati|je|s / preporučit* .. vas|dalje / preporučujem* vas|dalje"
            " / preporučit / čestitke|čestitam* dizajn*|tim*|na kampanj*|svima|ekip* / pohval* / pohvaljuj*"
            " / hvale nov*|vas|nas / zahvaljujući vama|vašem|tvom|vašim / sviđa|svidjel* nam|mi|mu|joj|im|se"
            " / točno to|što smo htjeli|htio|trebali / samo tako nastavite / nastavite tako / čista petica"
            " / petica / ljubazn* / preljubazn* / puno|daleko|mnogo bolj* / rasturili / vau / wow"
            " / prošlo .. glatko|super|odlično|savršeno / genijalc* / uljepšal* / divn* / carevi / majstor*"
            " / predobr* / krasn* / korisno / korisna|koristan|korisni"
            " / super ste|je|su|posao|odrađeno|ispalo|izgleda|hvala|napravljeno / sve super / baš super"
            " / sjajan|sjajni|sjajna|sjajno|sjajne posao|ste|brojke|rezultat*|tim|ideja|dizajn|su|je|odrađeno"
            " / top odrađeno|posao|ste|je / ste|ste baš top|zakon|carevi|super|odlični|najbolji|genijalni"
            " / vi ste / mrak ste|je / cijenimo|cijenim to|vaš|vašu|trud|puno|jako"
            " / ponosna|ponosan|ponosni|ponosa / naklon / čita se kao / kao pjesma / uživali|uživala|uživao"
            " / izljubiti|izljubila|zagrliti / munjevit* / bez teksta|riječi u|od / u dobrom smislu / gušt"
            " / sedmom nebu / kao nikad|nikada / od srca"
            " / zvuči|izgleda prirodno|sjajno|super|odlično|fantastično|profesionalno|vrhunski|prekrasno|dobro|lijepo"
            " / bez zamjerke / nije našao|našla zamjerku / spretno / vješto / pametno / domišljato / izvrsno"
            " / prva liga / bomba / čestitam* na _? poslu|kampanj*|rezultat*|dizajn*"
            " / svidjelo|svidio|svidjela|svidjele|sviđa se|nam|mi|im|svima"
            " / se jako|svima|baš svidjel*|svidio|sviđa / za pet|10|deset / za svaku pohvalu / svaka pohvala"
            " / pogodili ste|u / u sridu / bez greške / nadmašil* / iznad očekivanja"
            " / rado ćemo|ću opet|preporučiti / divni ste / hvala na svemu / prvi smo|na|u googleu"
            " / oduševio|oduševila|oduševili|oduševilo / presretan|presretna|presretni / super suradnja"
            " / lijepo odrađeno|napravljeno|izgleda|ispalo / nema zamjerki / genijalno / rasturil*"
            " / razvalil* / velik*|ogroman|pravi|potpuni uspjeh*"
            " / se .. sviđa|svidjela|svidjelo|svidio|svidjele|svidjeli / sviđa se"
            " / brz*|brzom odgovor*|reakcij*|pomoć*|isporu* / pomogl* nam|mi|ste / puno nam|mi? .. pomogl*"
            " / odradili ste?|odlično|super|predivno|sjajno|izvrsno"
            " / vrlo|jako|baš profesional*|pouzdan*|kreativn*|stručn*"
            " / odlična|sjajna|dobra|lijepa|super suradnj*|komunikacij*|usluga|iskustvo"
            " / preporučit*|preporučujem* .. vas|drugima|dalje|svima / točno tako|ono"
            " / lijepo ste|je|izgleda|ispa* / izvrsn* / izvrstan / potrudili ste|se / ste se .. potrudili"
            " / zbog|zahvaljujući vaših|vama|vašim / dojmil* / lijepo|ugodno|divno|predivno iznenađenj*"
            " / iznenađen* / divan / divna / divno / tako jednostavn*|lijep*|dobr*"
            " / jednostavna|jednostavan|jednostavno za / rijetko .. viđam|vidim|tako / pažljiv* / temeljit*"
            " / savjesn* / predan* / od početka do kraja / bilo je zadovoljstvo / bila je gužva"
            " / puno gostiju|ljudi|kupaca / rasprodano zbog|zahvaljujući / pun|puna kuća|dvorana / ponosni"
            " / smijali / naježil* / aplauz / čestitke na|svima|timu|ekipi / odlično ste / sve pohvale"
            " / ispala|ispalo|ispao|ispali .. lijepo|divno|super|odlično|predivno / baš dobro / jako dobro"
            " / svidjet / dirnut* / toplo"
        ),
        0.5: (
            "zadovolj* / lijep video|posao|rezultat|dizajn|tekst|izvještaj / lijepo ispa*"
            " / ispal* baš? lijepo|super|dobro / brzi / dobra vijest / dobar posao / drago nam|mi je što|da"
        ),
    },
    warm="drago / lijepo / rado / veselim* / raduj* / radujemo / super / dobrodošl* / čestitam*",
    thanks=(
        "hvala / hvala lijepa|vam|puno|ti|najljepša / puno hvala / zahvaljujem* / najljepša hvala / fala"
        " / hvala puno|lijepo|svima / hvala od srca / hvala ti|vam puno|lijepa|lijepo / tisuću puta hvala"
        " / hvala svima"
    ),
    thanks_not=(
        "unaprijed / hvala na upitu|javljanju|poruci|pozivu|uplati|razumijevanju|ponudi|mailu|informacij*"
        " / primljeno / na uplati / ne|ne, hvala"
    ),
    others=(
        "kupac|kupci|klijent|gost|gosti|korisnik|oni .. žalio|žalili|žale|pritužuj*"
        " / bilo|bio bi lijepo|super|odlično|sjajno|dobro|divno|idealno"
        " / nema|nemamo nikakvih? pritužb*|problema|zamjerki|primjedb* / nismo|nisam imali|imao|imala"
        " / lijep pozdrav / lijepo vrijeme / lijepi pozdravi / srdačan / sretan|sretna|sretno / dobro jutro"
        " / stranicu|naslov|formu .. pritužbe / reklamacij* / rado ću / nadam .. lijepo|dobro"
        " / na novom|novoj / hitnu pomoć / konkurencij* / sorry / hvala na upozorenju|pozivu / bio bi"
        " / pritužb*|žalb*|prigovor* .. kupca|gosta|klijenta|korisnika|gostiju|kupaca|korisnika|pacijenta"
        " / kupčev*|gostov* pritužb*"
    ),
    days=Days(
        away={
            0: "danas / večeras / noćas / do kraja dana / jutros / u ponoć / do ponoći",
            1: "sutra / sutra ujutro|navečer|popodne|prijepodne",
            2: "prekosutra",
            -1: "jučer",
        },
        weekdays={
            0: "ponedjeljak / ponedjeljka / ponedjeljku / ponediljak",
            1: "utorak / utorka / utorku",
            2: "srijeda / srijede / srijedu / srijedi",
            3: "četvrtak / četvrtka / četvrtku",
            4: "petak / petka / petku",
            5: "subota / subote / subotu",
            6: "nedjelja / nedjelje / nedjelju",
        },
        months={
            1: "siječnja / siječanj / siječnju",
            2: "veljače / veljača / veljači",
            3: "ožujka / ožujak / ožujku",
            4: "travnja / travanj / travnju",
            5: "svibnja / svibanj / svibnju",
            6: "lipnja / lipanj / lipnju",
            7: "srpnja / srpanj / srpnju",
            8: "kolovoza / kolovoz / kolovozu",
            9: "rujna / rujan / rujnu",
            10: "listopada / listopad / listopadu",
            11: "studenoga|studenog / studeni",
            12: "prosinca / prosinac / prosincu",
        },
        numbers={
            1: "jedan / jednog / jednu / jedne",
            2: "dva / dvije / par",
            3: "tri",
            4: "četiri",
            5: "pet",
            6: "šest",
            7: "sedam",
            8: "osam",
            9: "devet",
            10: "deset",
            14: "četrnaest",
        },
        day="dan / dana / radnih? dana / radna dana",
        week="tjedan / tjedna / tjedana / tjednu / tjedan dana",
        month="mjesec / mjeseca / mjeseci / mjesecu",
        weekend="vikend / vikenda / vikendu",
        end_of="kraja / kraju / krajem",
        this="ovaj / ovog|ovoga / ovom / ove / ovu",
        next=(
            "idući|idućeg|idućem|iduću|iduće / sljedeći|sljedećeg|sljedećem|sljedeću|sljedeće / slijedeći|slijedećeg"
        ),
        last="prošli|prošlog|prošloga|prošlu|prošle / prethodni",
        within="za / u roku / u roku od / unutar / kroz / kroz sljedeća|idućih|sljedećih",
        on="do / od / za / na / dana / prije / nakon",
    ),
    now="sad / sada / brzo / brže",
    elsewhere="konkurencij* / jučer / prošli|prošle|prošlog|lani tjedan|tjedna|godine|mjesec|mjeseca? / kod drugih",
    since="od / još / i dalje / opet",
    ask_word=(
        "tko|što|sto|gdje|kamo|kad|kada|zašto|zasto|kako|koliko|koji|koja|koje|koju|čiji|otkud|odakle|kakav|"
        "kakva|dokad _"
    ),
    work=(
        "vaš|vaša|vaše|vašu|vašem|vašoj|vašim / račun* / izvještaj* / brošur* / logo|loga / tekst* / banner*"
        " / objav* / člank* / članak / dizajn* / stranic* / newsletter* / kampanj* / fotografij* / slik*"
        " / video / letak|letk* / prijevod* / titl* / plakat* / katalog* / ponud* / podršk*"
        " / usluga|usluge|uslugu / ste isporučili|napravili|poslali|tiskali|napisali|objavili|radili / oglas*"
        " / suradnj* / komunikacij* / agencij* / budžet* / prijelom"
    ),
    defect=(
        "grešk* / grešaka / pogrešk* / pogrešaka / krivo|kriva|krivi|krive|krivu|krivim"
        " / pogrešan|pogrešna|pogrešno|pogrešni|pogrešne / netočan|netočn* / nepotpun* / tipfeler*"
        " / spor|spora|sporo|spori|sporija|sporije / neljubaz* / kasni|kasnio|kasnila|kasnili|kasnilo|kasne"
        " / zastarje* / nečitk* / ružan|ružn* / dosad* / loš* / slab|slaba|slabi|slabe|slabo / lošij*"
        " / neupotrebljiv* / zbunjujuć* / nejas* / preskup* / predug*"
        " / ne odgovara|odgovaraju našem|našoj|našim|našemu|dogovoru|stvarnom|brendu / ne paše"
        " / opet nije|nisu / nije dobar|dobra|dobro|točan|točna|točno|gotov* / prekoračen* / mutn* / premal*"
    ),
    letters="čćđšž",
)
