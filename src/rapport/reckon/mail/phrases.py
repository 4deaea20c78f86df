"""The words mail programs put around quotes and signatures, by language: data for `introductions` and `signatures`.

Each list says what a program writes, never what one message said; small letters throughout. A new language is a few
words in each list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable


def either(words: Iterable[str]) -> str:
    """The words as one pattern, longer ones first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


# "… wrote:". A verb is looked for as a whole word.
WROTE = (
    "wrote|writes|said|schrieb|geschrieben|escribió|escribio|escribiu|escreveu|a écrit|a ecrit|ha scritto|scrisse|"
    "schreef|"
    "geschreven|schrieft|skrev|skreiv|kirjoitti|napisał|napisała|napisał(a)|pisze|napsal|napsala|napsal(a)|napísal|"
    "napísala|napísal(a)|napisal|napisal(a)|napisao|napisala|napisao je|napisala je|napisao/la|napisa|pisao|pisala|"
    "piše|"
    "je napisao|je napisala|je pisal|je napisal|написал|написала|написал(а)|написали|пишет|писал|писала|написав|"
    "написала|"
    "пише|написа|написао|написао/ла|је написао|је написала|írta|a scris|έγραψε|yazdı|şunu yazdı|rašė|rakstīja|"
    "kirjutas|"
    "va escriure|menulis|đã viết|כתב|כתבה|كتب|เขียนว่า|さんは書きました|のメール|写道|寫道|写了|寫|님이 작성|"
    "작성|napisał:"
).split("|")

# The first words of such a line, in front of the day.
ON = set(
    "on am at den le el il op em w dnia dana dne dňa dna u um in na dni la în på pe στις ngày pada tarihinde о "
    "在 于 於 وفي في ב".split()
)

# Names of the fields Outlook and others put above an older message, by what they mean.
FIELDS = {
    "from": "from|von|de|da|od|van|fra|från|lähettäjä|от|від|от кого|отправитель|feladó|de la|από|kimden|gönderen|"
    "差出人|发件人|發件人|寄件者|보낸 사람|보낸사람|nuo|kellelt|saatja|šalje|pošiljatelj|pošiljalec|odesílatel|"
    "odosielateľ|nadawca|remitente|mittente|expéditeur|afzender|avsändare|avsender|afsender|sender|absender|"
    "отправил",
    "sent": "sent|date|gesendet|datum|envoyé|envoyé le|date|enviado|enviado el|enviada|enviada em|enviado em|"
    "enviat|"
    "inviato|"
    "data|fecha|verzonden|skickat|sendt|dato|lähetetty|päivämäärä|päiväys|poslano|odoslané|odesláno|poslané|dátum|"
    "wysłano|"
    "wysłane|отправлено|отправлен|дата|надіслано|послато|изпратено|elküldve|küldve|trimis|στάλθηκε|ημερομηνία|"
    "gönderildi|"
    "tarih|送信日時|日付|发送时间|發送時間|发送日期|日期|寄件日期|보낸 날짜|날짜|išsiųsta|saadetud|datum:|"
    "message du|"
    "data wysłania|kuupäev|vrijeme|čas|datum i vrijeme|sent at|sent on",
    "to": "to|an|à|a|para|per|aan|naar|til|till|vastaanottaja|za|prima|komu|do|кому|куда|címzett|către|προς|"
    "kime|alıcı|"
    "宛先|收件人|收件者|받는 사람|받는사람|kam|kellele|prejemnik|primatelj|adresat|destinatario|destinataire|"
    "destinatário|"
    "to:|empfänger|ontvanger|mottagare|mottaker|modtager",
    "subject": "subject|betreff|objet|asunto|oggetto|assunto|onderwerp|emne|ämne|aihe|predmet|předmět|temat|тема|"
    "предмет|"
    "относно|tárgy|subiect|θέμα|konu|件名|主题|主旨|標題|제목|tema|teema|naslov|naziv|vec|vec|assumpte|vec|re",
    "cc": "cc|kopie|copie à|copie|copia|kopia|kopi|kopio|kopija|kópia|копия|копія|bcc|cci|cco|másolat|bilgi|"
    "副本|抄送|"
    "참조|reply-to|reply to|antwort an|répondre à|rispondi a|risposta|responder a|odgovori na|odpověď|"
    "odpovedať|ответить|"
    "organization|organisation|importance|wichtigkeit|priorität|priorità|priority|attachments|anlagen|bijlage|"
    "pièces jointes|allegati|anexos|adjuntos|prilozi|prílohy|přílohy|załączniki|вложения|важность|newsgroups|"
    "važnost|"
    "dôležitosť|důležitost",
}

# What stands between the dashes of "-----Original Message-----", or begins a forward.
OLDER = (
    "original message|original email|original mail|forwarded message|forwarded by|forwarded|reply message|"
    "begin forwarded|"
    "ursprüngliche nachricht|originalnachricht|weitergeleitete nachricht|original-nachricht|"
    "ursprungliche nachricht|"
    "anfang der weitergeleiteten|message d'origine|message d’origine|message original|message initial|"
    "message transféré|"
    "message transmis|courriel original|mensaje original|mensaje reenviado|mensagem original|mensagem encaminhada|"
    "messaggio originale|messaggio inoltrato|inoltrato|oorspronkelijk bericht|origineel bericht|"
    "doorgestuurd bericht|"
    "begin doorgestuurd|originalmeddelande|ursprungligt meddelande|vidarebefordrat|opprinnelig melding|videresendt|"
    "oprindelig meddelelse|alkuperäinen viesti|välitetty viesti|edelleenlähetetty|wiadomość oryginalna|"
    "oryginalna wiadomość|"
    "wiadomość przekazana|treść przekazanej|původní zpráva|přeposlaná zpráva|pôvodná správa|preposlaná správa|"
    "odovzdaná správa|izvorna poruka|originalna poruka|proslijeđena poruka|prosljeđena poruka|izvirno sporočilo|"
    "posredovano sporočilo|исходное сообщение|исходное письмо|оригинальное сообщение|пересылаемое сообщение|"
    "пересланное сообщение|пересылаемое письмо|переслане|вихідне повідомлення|eredeti üzenet|továbbított üzenet|"
    "mesaj original|mesajul original|mesaj redirecționat|αρχικό μήνυμα|προωθημένο μήνυμα|orijinal mesaj|"
    "özgün ileti|"
    "iletilen mesaj|iletilmiş ileti|元のメッセージ|original message|転送|转发|轉寄|原始邮件|原始郵件|邮件原件|"
    "원본 메시지|"
    "원본 메일|전달된 메시지|missatge original|originalus|algkiri|oriģinālais"
).split("|")

# "Sent from my …": beginnings, and endings where the verb comes last.
SENT_FROM = (
    "sent from|sent via|sent with|sent using|sent by|get outlook for|get [outlook for|envoyé depuis|envoyé de|"
    "envoyé à partir|"
    "obtenir outlook|télécharger outlook|von meinem|gesendet von|gesendet mit|gesendet über|"
    "diese nachricht wurde von|"
    "outlook für|holen sie sich outlook|enviado desde|enviado do|enviado de|enviado a partir|enviado con|"
    "obtener outlook|"
    "obter outlook|inviato da|inviato con|ottieni outlook|scarica outlook|verzonden met|verzonden vanaf|"
    "verstuurd vanaf|"
    "verstuurd met|outlook voor|skickat från|skickades från|hämta outlook|sendt fra|hent outlook|få outlook|"
    "lähetetty|"
    "hanki outlook|wysłane z|wysłano z|pobierz program outlook|odesláno z|odesláno pomocí|získat outlook|"
    "získejte outlook|"
    "odoslané z|odoslané pomocou|poslané z|poslano s|poslano iz|poslano sa|poslano putem|poslano preko|"
    "nabavite outlook|"
    "preuzmite outlook|отправлено с|отправлено из|отправлено через|послано с|скачать outlook|получить outlook|"
    "надіслано з|elküldve|iphone-omról|trimis de pe|trimis din|poslato sa|изпратено от|στάλθηκε από|iphone'umdan|"
    "iphone'dan gönderildi|iphoneから送信|从我的|從我的|发自我的|發自我的|나의|내 iphone에서|enviat des|"
    "saadetud minu|"
    "išsiųsta iš"
).split("|")
MADE_BY = (
    "iphon|ipad|ipod|android|blackberry|galaxy|samsung|smartphone|mobile|mobil|phone|handy|tablet|outlook|"
    "gmail|yahoo|"
    "mail|mailbox|thunderbird|windows|nokia|telefón|mobiln|huawei|xiaomi|htc|airmail|telefon|telefona|телефона|смартфона|почты|"
    "mobiele|"
    "device|móvil|cell|sparrow|spark|proton|k-9|bluemail|手机|手機"
).split("|")
EXCUSES = (
    "excuse|typo|brevity|errors|misspell|autocorrect|kürze|tippfehler|excusez|concision|omluvte|ospravedlňte".split("|")
)

# Closing formulas.
CLOSING = (
    "regards|best regards|kind regards|warm regards|kindest regards|warmest regards|with regards|best|all the best|"
    "cheers|"
    "sincerely|sincerely yours|yours sincerely|yours truly|yours faithfully|many thanks|thanks|thank you|"
    "thanks and regards|"
    "thx|best wishes|respectfully|br|rgds|srdačan pozdrav|lijep pozdrav|lp|pozdrav|srdačno|s poštovanjem|"
    "lijepi pozdravi|"
    "puno pozdrava|hvala|hvala i pozdrav|unaprijed hvala|s pozdravom|pozdravujem|s úctou|so srdečným pozdravom|"
    "pekný deň|"
    "ďakujem|vďaka|s pozdravem|zdravím|děkuji|díky|hezký den|с уважением|с наилучшими пожеланиями|всего доброго|"
    "спасибо|"
    "всего хорошего|благодарю|заранее спасибо|mit freundlichen grüßen|mit freundlichem gruß|freundliche grüße|"
    "viele grüße|liebe grüße|beste grüße|schöne grüße|mfg|lg|vg|herzliche grüße|grüße|gruß|danke|cordialement|"
    "bien cordialement|bien à vous|salutations|merci|sincères salutations|meilleures salutations|saludos|"
    "saludos cordiales|un saludo|atentamente|gracias|atenciosamente|cumprimentos|obrigado|obrigada|abraços|"
    "cordiali saluti|"
    "distinti saluti|un saluto|saluti|grazie|a presto|met vriendelijke groet|met vriendelijke groeten|groeten|"
    "groet|"
    "mvg|"
    "bedankt|pozdrawiam|z poważaniem|dziękuję|med vänliga hälsningar|vänliga hälsningar|mvh|hälsningar|tack|"
    "med venlig hilsen|venlig hilsen|hilsen|med vennlig hilsen|vennlig hilsen|takk|tak|ystävällisin terveisin|"
    "terveisin|"
    "kiitos|üdvözlettel|tisztelettel|cu stimă|mulțumesc|με εκτίμηση|saygılarımla|iyi çalışmalar|teşekkürler|"
    "з повагою|"
    "с уважение|поздрави|敬具|よろしくお願いします|よろしくお願いいたします|此致|谢谢|감사합니다"
).split("|")

# What a line of a signature speaks of, besides numbers and addresses.
OFFICES = (
    "ceo|cto|cfo|coo|cmo|director|manager|marketing|sales|founder|co-founder|owner|president|vice president|"
    "head of|"
    "lead|"
    "engineer|developer|designer|consultant|assistant|officer|specialist|partner|ph.d.|phd|gmbh|ltd|ltd.|llc|"
    "inc|inc.|"
    "d.o.o.|d.d.|s.r.o.|a.s.|ооо|зао|ао|ип|voditelj|voditeljica|direktor|direktorica|direktorka|ravnatelj|"
    "geschäftsführer|"
    "geschäftsführerin|leiter|leiterin|vertrieb|konateľ|konateľka|riaditeľ|riaditeľka|obchodný|jednatel|jednatelka|"
    "ředitel|"
    "ředitelka|manažer|manažér|manažérka|директор|менеджер|руководитель|отдел|gérant|directeur|directrice|"
    "responsable|"
    "gerente|dirección|titolare|direttore|kierownik|dyrektor|prodaja|marketinga"
).split("|")
REACHED_BY = (
    "tel|tel.|phone|mob|mob.|mobile|cell|fax|skype|email|e-mail|mail|web|www|telefon|telefax|gsm|m|t|f|e|w|p|тел|"
    "тел.|моб|"
    "моб.|mobil|mobitel|handy|telegram|whatsapp|linkedin|viber|office|direct|internet|adresa|address|oib|iban|ičo|"
    "dič|инн"
).split("|")

# Beginnings of what a company hangs under every mail.
DISCLAIMERS = (
    "confidentiality notice|confidential:|disclaimer|this e-mail and any|this email and any|this message and any|"
    "this e-mail is confidential|this email is confidential|this message is confidential|"
    "the information contained in this|"
    "the information in this e|this e-mail may contain|this email may contain|this message may contain|"
    "this communication is|if you are not the intended|please consider the environment|think before you print|"
    "ova poruka|ova elektronička poruka|ovaj e-mail|sadržaj ove|izjava o povjerljivosti|táto správa|tento e-mail|"
    "tento email|obsah tohto|obsah této|tato zpráva|это сообщение и|данное сообщение|настоящее сообщение|"
    "это электронное письмо|diese e-mail enthält|diese e-mail kann|diese nachricht kann|"
    "diese nachricht ist vertraulich|"
    "der inhalt dieser|ce message et|ce courriel|este mensaje|este correo|esta mensagem|questo messaggio|"
    "le informazioni contenute|deze e-mail|dit bericht|ta wiadomość|niniejsza wiadomość|virus-free|"
    "this email has been scanned|this email has been checked|tato e-mailová zpráva byla|ova e-pošta|"
    "этот адрес электронной|письмо проверено|avast"
).split("|")
