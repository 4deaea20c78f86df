"""The wording of English."""

from __future__ import annotations

from rapport.reckon.hearing.wording import Days, Wording

WORDING = Wording(
    code="en",
    common=(
        "the / and / is / are / you / we / to / of / for / have / has / this / that / with / please / will"
        " / was / it / i / not / can / our / your / on / in / be / do / does / what / when / thanks / from"
        " / at / i'm / we're / i'll / as / by / or / but / they / he / she / his / her / an / if / so / would"
        " / could / there / here / been / had / me / my / us / no / yes / just / any / all / one / next / who"
        " / how / why / where / week / tomorrow / today / need / get / got / let / know / see / good / great"
        " / thank / hi / hello / send / which / than / more / very / also / only / up / out / now / about"
        " / pls / don't / it's / can't / you're / that's / you'll / we've / i'd / i've / they're / won't"
        " / isn't / should / were / them / then / their / too / some / into / over / because / these / those"
        " / again"
    ),
    not_=(
        "not / no / never / without / don't / doesn't / didn't / isn't / aren't / wasn't / weren't / won't"
        " / can't / cannot / couldn't / wouldn't / haven't / hasn't / nor / none / hardly / dont / doesnt"
        " / didnt / isnt / cant / wont"
    ),
    opening=(
        "hi|hello|hey|dear|morning _? / and / also / so / but / or / please / pls / plz / ok / okay / quick"
        " / quickly / well / then / now / just / good morning|afternoon|evening / kindly / sorry"
        " / thanks|thank you? / btw / anyway"
    ),
    pressing={
        0.9: (
            "urgent* / urgency / emergency / asap / a.s.a.p / as soon as humanly? possible / at your earliest"
            " / highest|top priority / priority one / time sensitive|critical / mission critical"
            " / final notice|warning|reminder / cease and desist / hacked"
            " / critical issue|bug|problem|situation / critical / data breach"
        ),
        0.75: (
            "involve|instruct|contact|call|consult our|my|a lawyer*|attorney*|solicitor*"
            " / lawyer|attorney|solicitor takes over / legal action|steps|letter|proceedings / to our legal"
            " / sue|suing / take you to court / in court / terminate|cancel the|our|this contract|agreement"
            " / every minute|hour|second counts / every minute|hour costs"
            " / costs|costing us .. every|each|per minute|hour|day"
            " / los*|burning|wasting money|orders|sales|customers|budget / orders|sales lost / locked out"
            " / cut off / nothing works"
            " / nobody|no one|customers|people|users can|could pay|order|buy|log|book|check"
            " / can't|cannot|unable to? pay|order|book|check / charg* .. twice .. customer*|everyone"
            " / charges everyone|customers twice / error 500|503|502|404"
            " / account* .. suspended|blocked|disabled|hacked / in high season / a disaster"
            " / expires today|tonight|tomorrow / expired / can't wait until / cannot wait until / no orders"
            " / fine|penalty of / press|journalists|reporters on|are|is waiting|calling / stops|stop tonight"
            " / people|customers|users are ordering|seeing|complaining|calling / lawyers .. rang|called|wrote"
            " / situation: / we have a situation / no logins / nothing works|loads / not a single order"
            " / fraud / leak* / wrong audience / recall / injunction"
            " / nobody|no one|customers|people|users|guests|visitors|clients|patients|members can|could not|"
            "no? .. pay|order|buy|log|book|check|reserve|register|enter|access|reach"
            " / customers|people|users|guests|visitors|clients|patients|members cannot|can't|couldn't"
            " / error .. paying|payment|checkout|ordering|card / over to our lawyer* / to our lawyer*"
            " / our lawyers / sold out / account .. hacked|stolen|blocked|suspended / wrong price"
            " / dead line|line is dead / ringing off the / phones are ringing"
            " / everybody|everyone is calling|asking / fake card|account|order*"
            " / no emails|mails|orders|calls have|since|come|arrived"
            " / still don't|do not have .. approved|final|files|pdf"
            " / crashes|crashing for everyone|everybody|all / blank|white|black screen / out of control"
            " / shitstorm / going viral / chargeback* / blacklisted / double charged|booked / overbooked"
        ),
        0.6: (
            "right now / in the next _? minutes|hour|hours|30|half / within the hour"
            " / within an|one|two hour|hours / is|are waiting .. line|phone / as we speak / drop everything"
            " / bleeding"
        ),
    },
    thing=(
        "site|website|webpage|web / shop|webshop|store|e-shop|eshop / server|servers / checkout|cart"
        " / payment|payments / form|forms / booking|bookings / reservation* / domain"
        " / email|emails|mail|mails / login|logins / app / account / system / engine / dns"
        " / page|pages|homepage / tracking|pixel / ssl / hosting / api / portal / crm / orders / database"
        " / feed / feeds / campaign / campaigns / ads / ad / link / links / button / newsletter"
    ),
    broken=(
        "offline / broken / broke / not working|responding|loading|reachable|available"
        " / isn't|aren't working|loading|responding / failing|fails|failed / error|errors / stopped _?"
        " / crash* / bounce|bouncing / unreachable / blocked / suspended / expired / hacked / is|went dead"
        " / white page / blank page / unavailable / no longer works / throws / frozen / empties"
        " / out of order / doesn't|don't|won't|didn't|doesnt|dont work|load|open|respond|send|show|start"
        " / does|do|did|will not work|load|open|respond|send / down / died / is dead / gone / vanished"
        " / disappeared / disapprov* / wrong prices|price / not reachable|sending|showing|loading / stuck"
        " / hangs / froze / malware / spam from / has|have not been working|available|reachable"
        " / not been working|available / hasn't been working|loading|available / haven't been working"
        " / keeps crashing|failing / timed out / times out / come through / no longer / crashes / crashing"
        " / blank / black screen / keeps logging|loading|crashing / not come|coming|arriving|sending"
    ),
    need=(
        "need|needs|needed / must / have|has to / deadline / due / expires / latest / waiting|waits"
        " / or|otherwise we|they|it / until|till / final / required / submit / go|goes live / starts|start"
        " / closes / before|by / done / approve / sorted / has|have until / shut* / close* / leave* / cancel"
        " / wants / asks / publish* / print* / arrive* / ship* / go out / sign / expect* / ready / file"
        " / submit* / want / open|opens|opening / premiere / fair / event / exhibition / board / air|airs"
        " / live / closing / otherwise / gives / print / tonight's / finish*"
    ),
    soon=(
        "today / tonight / by end of day / end of business / by eod / eod / cob / close of business"
        " / within|in the|an|one hour / in two hours / midnight / first thing tomorrow?"
        " / by|before|until tomorrow morning|noon / in|within _ minutes / this morning|afternoon / by noon"
        " / at 1|2|3|4|5pm|pm / by 3pm|4pm|5pm|2pm|1pm / next 30|10|15|20 minutes / next hour / in the next _"
        " / the next two|few hours / in an hour / within 24 hours / before|by noon"
        " / in two|three|four|2|3|4 hours / this evening / by lunch|lunchtime / in minutes"
        " / in 10|15|20|30|45 minutes / by five|four|three|six|noon|midday"
        " / before five|four|three|six|lunch|midday / today's / at four|five|three|six|noon / an hour ago"
        " / by four|five|three|six / this very / in the next few"
    ),
    at_once=(
        "immediately / straight away|off / at once / instantly / without delay / this instant / right away"
        " / right now / this second|minute / on the spot"
    ),
    calm=(
        "no rush / no hurry / not urgent|pressing|critical / isn't urgent / nothing urgent"
        " / not an|a emergency|priority / take your time / whenever you have|can|get|like|want"
        " / when you have|find a|some? minute|moment|time / no stress / not in a hurry"
        " / doesn't have to be today / at your convenience / not time critical|sensitive / low priority"
        " / without any hurry / can wait / there's no urgency / no urgency / some time next"
        " / for urgent matters|cases|issues|requests / if urgent / in urgent cases"
    ),
    solved=(
        "solved now|already / it's solved|resolved|fixed|sorted"
        " / is solved|resolved|fixed|sorted|settled now? / all good now"
        " / already solved|fixed|sorted|resolved / works|working again / was urgent|down / were down"
        " / back online / back up / last month|year / we have|already sent|done|delivered|fixed / was due"
    ),
    ask=(
        "could|can|would|will you please|kindly / could|can|would you"
        " / can|could|may|might we|i|somebody|someone|anyone|anybody|it / would|do you mind"
        " / let me|us know whether|which|when|what|how|who|where|why|about|your|by"
        " / let me|us know if .. works|work|suits|ok|okay|fine|possible|that|this|it|we|there"
        " / wondering if|whether|when|what|how|about"
        " / i|i'd|we|we'd would? like|love|want|need to know|hear|ask / want to know"
        " / tell me|us please|which|what|when|how|who|if|whether|why"
        " / please|pls|plz|kindly send|confirm|check|tell|call|fix|let|explain|advise|approve|remove|take|swap|"
        "change|update|add|stop|give|reply|answer|look|share|provide|forward|resend|clarify|sign|log|lock|review|"
        "have|make|delete|upload|schedule|correct|get|switch|turn|help|treat|pause|respond|ask"
        " / asap|immediately please / any chance|news|update|updates|idea|progress|luck|word|feedback"
        " / send|confirm|check|fix|explain|stop|call .. please|pls"
        " / please .. send|stop|fix|remove|swap|explain|approve|confirm|check"
        " / asks|asking if|whether|when|how / just checking|asking|wondering if|whether"
        " / curious if|whether|how|what|when / could do with / send us|me _ _? asap / call me back"
        " / send a correction / take it down|offline now? / tell me please / please tell|treat"
        " / walk me|us through / need the|your login|password|access|logo|file|files / remind me|us"
        " / have someone|somebody call|ring|look|check / your take|opinion|thoughts / would suit|help"
        " / kill|stop|pause|remove the .. now|immediately / grateful if you / be great if you could|can"
        " / help us|me with / i need you|your to? / get back to me|us"
        " / we look forward to your reply|answer|response"
        " / can|could|would|will someone|anyone|you|we|i|it|that|this / i|we wonder|wondered if|whether"
        " / kindly advise|inform|tell|explain|let / could|would you be so"
        " / advise us|me? on|about|whether|how / just want|wanted to know|check|ask|confirm"
    ),
    ask_first=(
        "is|are|was|were|do|does|did|has|have|had the|we|you|it|there|this|that|they|he|she|u|i|our|your|my|"
        "someone|anyone|everything|all"
        " / what's|where's|who's|how's|when's|why's / any _"
        " / send|confirm|check|fix|call|stop|tell|explain|remove|resend|forward me|us|the|this|it|that|all|over"
        " / need the|a|an|your|access|it / got|seen any / thoughts on?"
        " / anyone|anybody|somebody|someone there|around|here / will you|it|we|there|the|this|they"
        " / need your|the|a|an"
        " / can|could|would|should|shall|may i|we|you|u|it|this|that|someone|somebody|anyone|anybody|one|they|the|our"
        " / what|where|who|why|how is|are|was|were|do|does|did|will|would|can|could|should|has|about|much|many|"
        "long|come"
        " / when is|are|was|were|do|does|did|will|would|can|could|should"
        " / which|what _ do|does|did|should|would|is|are|works|work / how much|many|long|soon|often|far|about"
        " / what|which kind|sort|time|day|version|colour|color|format|size / what happened|about|now|if"
        " / who's|what're / anything new|else"
    ),
    ask_not=(
        "let me|us know if|should you|anything .. question|questions|anything|else|help|unclear|doubt|doubts|"
        "concerns|trouble"
        " / let me|us know if you need|have|want|run"
        " / please|pls find|note|see|ignore|disregard|pass|be|don't|accept|feel|excuse|forgive|bear|remember|enjoy"
        " / do not hesitate / don't hesitate / feel free / we|i|they asked / i know what|how|why|who"
        " / please do not|reply if / who knows / can you believe / let's see / would you believe"
        " / if you have|need any|further|questions|anything|more / for any|further questions / any questions"
    ),
    courtesy=(
        "how are|r you|u|things|we|y'all / how're you / how's it going|everything|life|things"
        " / how is it|everything going? / how do you do / how have you been"
        " / how was your|the weekend|holiday|holidays|vacation|trip / are you well / what's up"
        " / isn't it great|wonderful|lovely|nice|amazing|fantastic / who knows / what could go wrong"
        " / who doesn't / who wouldn't / did you have a nice|good|great / will do"
    ),
    promise=(
        "i|we promise|guarantee|undertake to?|that|you? / you can expect|count"
        " / will send|forward|deliver|call|prepare|fix|get|pay|let / consider it done"
        " / leave it with|to me|us / we|i commit to / i'll|we'll see to it / rest assured / you have my word"
        " / will do / will be in touch|back|right / you'll|youll have|get|receive|find|hear|see"
        " / you will|shall have|get|receive|find|hear / i'll|we'll have a|another word|look|chat|go"
        " / is|are going to send|call|deliver|prepare|fix|forward|get / go|goes|going out to you"
        " / count on us|me / on me / by then it|you|they will / you have|got my word"
        " / it's on my list|desk|agenda / i will|shall make sure|sure"
        " / let me check|ask|see|find|look and|with|into|for / let me get back / allow me until|a|one"
        " / with you by|on|before|within|tomorrow|today"
        " / will be sent|fixed|ready|done|delivered|signed|online|live|with|refunded|finished|uploaded|paid|"
        "corrected|completed|prepared|returned|transferred|shipped|yours|published|there|available"
        " / will be in .. inbox|mail|hands|mailbox"
        " / will be made|arranged|handled|dealt|taken|issued|settled|processed|executed|launched|implemented|"
        "added|updated|changed|removed|posted"
        " / i'll|we'll|i|we will? decide|inform"
        " / designer|developer|accountant|colleague|assistant|team|office|boss|director|technician will send|"
        "call|deliver|get|prepare|fix|forward|look|contact|ring|upload|take"
        " / i'm|we're|im on it / on it now|today|already / will reach|arrive|get to you / you can expect"
        " / will confirm|arrange|organise|organize|handle|update|fix|correct|finish|complete|take care"
        " / i|we bring / i'll|we'll take care / taking care of"
    ),
    promise_dated=(
        "sending|send you|it|them|over|the|a"
        " / i'm|we're|we|i am? sending|delivering|paying|calling|finishing|starting|shipping|transferring|"
        "launching|uploading|fixing"
        " / to follow|come / we|i start|launch|deliver|send|pay|ship|finish|publish|transfer|call / expect"
        " / give me until / leave|leaves the / present|presents|submit|return|hand / you'll|you have|get"
        " / are yours / goes live"
    ),
    promise_not=(
        "perhaps / maybe / might / hopefully / i|we hope|wish / not sure / if .. continues"
        " / we'll|will see how|what|if|whether / if you'd|you would like / shall we|i / unless / our lawyer*"
        " / lawyers / in court / to court / probably / presumably / in theory / at some point"
    ),
    future=(
        "i'll|we'll|ill / i|we surely|certainly|definitely|gladly|then|also|personally|both will|shall"
        " / i'm|we're|im going to / i|we am|are going to / then i'll|we'll / we|i plan|intend to"
        " / and|then i|we will / i|we will|shall|gonna"
    ),
    future_fill=(
        "also / then / surely / certainly / definitely / gladly / of course / just / now / be / have"
        " / quickly / immediately / personally / happily / first / both / of / course / probably? / make"
    ),
    future_not=(
        "not / never / no / be / have"
        " / need|see|miss|lose|look|wait|stay|keep|hold|think|consider|expand|remain|come? to|how / you"
        " / they / he / she / it / on|out|off|away|in|at|unable|able|late|back / need / see / miss / lose"
        " / wait / stay / think / consider / expand / remain / happy / glad / join / involve / terminate"
        " / cancel / sue / look for|elsewhere|around / leave / skip / continue / try / travel / attend / meet"
        " / love / like / want / appreciate / block|stop / if / the|a|an / know / understand / die"
        " / go on|to? / grow / working? / busy / closed / there / here / visiting / traveling / forget"
        " / regret / complain / travelling / out / unavailable / away / unfortunately / probably / soon"
        " / end up / suffer / hurt / cost / a|an / have? / enjoy / hate / rather / only / hardly / refuse"
        " / withhold / hold / charge / recommend / hand this|it|the|over / take this|the|legal / report you"
        " / be closed|open / remember / always / use / come back to again? / order again"
        " / work with you again / hear from"
    ),
    future_verb="[a-z]{2,}",
    future_reach=1,
    remind=(
        "you|you've|you'd|u|they? had? promised / you have|had also? promised / as promised"
        " / as you promised|said|mentioned / your promise"
        " / you|you'd said|told|mentioned|assured|wrote|confirmed|agreed|committed .. would|will|to|could|by|"
        "it'll|they'll|you'd|you'll|be|we|us|me"
        " / you|you'd wanted|were|planned going? to send|deliver|call|give|fix|get|check|prepare"
        " / have|got|gave your word / you gave .. word / you owe|still owe / you were supposed|meant to"
        " / you said we'd|we'll|you'd|you'll|it'd / you|he|she did say|promise|tell|mention|agree"
        " / according to your|the plan|schedule|offer|agreement|timetable"
        " / should have been|arrived .. by|yesterday|last|on|with|us / was|were due"
        " / you agreed|committed|undertook|guaranteed to|that / where is|are .. you promised"
        " / you had|have said|told|agreed / still waiting for .. you promised|said"
    ),
    blame={
        0.9: (
            "disappoint* / unacceptable / unprofessional / dissatisfied / unhappy / frustrat* / furious"
            " / angry / terrible / awful / horrible / disgrace* / sloppy / appalled|appalling / rude"
            " / outrag* / ridiculous / incompeten* / fed up / sick of / waste of money|time"
            " / wasted money|time / losing patience / lost patience / lose patience / not good enough"
            " / unreliable / misled / lied"
            " / not happy|satisfied|pleased|impressed|amused|acceptable|ok|okay|what we|i"
            " / isn't|aren't happy|acceptable|good|what / look for another|a new agency|partner|supplier"
            " / embarrass* / pathetic / disaster* / annoying|annoyed / insult* / let down / useless"
            " / shameful / negligen* / a joke / worst / feel ignored|cheated|neglected|fooled|abandoned"
            " / makes no sense / not a great|good|nice|pleasant experience / can't say .. satisfied|happy"
            " / cannot say .. satisfied|happy / a? complaint about / want|wish|like|have to complain"
            " / not what we|i agreed|asked|ordered|expected|wanted|discussed|paid"
            " / isn't what we|i agreed|asked|ordered|expected|wanted / expected more|better"
            " / what .. paying for"
            " / nobody|no one|nobody at cares|care|noticed|replied|answers|answered|replies|told|bothered|"
            "responds|seems"
            " / seems to care / doesn't anyone read|answer|check|care / cancel* our|the contract because"
            " / you keep telling|saying|promising / at a loss / taken seriously / flop / rubbish / crap"
            " / garbage / hopeless|hopelessly / appalling / shocked / shocking / unhelpful / careless"
            " / amateur* / blunder / a mess / inexcusable / inacceptable / underwhelm* / dreadful"
            " / poor quality|service|work|job|communication / poorly / ripped off / rip off / overpriced"
            " / regret* hiring|choosing|signing / disorganised|disorganized / improvised / learned nothing"
            " / not told|informed|asked|consulted|warned / wasn't|weren't told|informed|asked|consulted"
            " / can't|cannot use / can't|cannot rely|trust|count / lost trust|faith|confidence"
            " / sick and tired / tired of / had enough / enough is enough / unfair / cheated / a farce"
            " / lousy / shoddy / pointless / worthless / let us|me down / letting us|me down"
            " / below par|standard|average|expectations / not up to / wasn't up to"
            " / didn't|did not deliver|keep|listen|do|bother / doesn't|does not meet|match|reflect"
            " / have not seen / not acceptable"
            " / nobody|no one picks|answers|calls|replies|listens|responds|reacts / leaves a lot|much to be"
            " / thin / involve our lawyer* / legal department / terminate the|our / looks like a template"
            " / not what i|we / bluntly|blunt / is|are|was|were|just|pure|total junk"
            " / not .. way|what|as|like we|i expected|hoped|agreed|wanted / not .. we|i expected|hoped"
            " / unfriendly / not the first time / exceeded .. without"
            " / without asking|telling|informing|consulting us|me / does|do not match|fit|suit .. our|us"
            " / doesn't|don't match|fit|suit .. our|us / not meet our|the / unreasonable"
            " / let us know .. unacceptable / no longer trust / under? whelming"
            " / expected more|better|something"
            " / is|was|are|were not good|professional|acceptable|satisfactory|okay|enough / upset"
            " / worried about the / concerned about|that / horrified / astonished / offended / dismay*"
            " / resent / bitter / tired|weary|sick of / got|received|heard|seen|achieved nothing"
            " / nothing but|came of / brought|bring|brings us? .. zero|nothing|no"
            " / exactly|absolutely|literally zero|nothing|no"
            " / zero new|leads|results|sales|clicks|members|orders|effect"
            " / no effect|results|impact|improvement|progress|idea behind"
            " / nobody|no one from|of .. showed|came|called|appeared|turned / showed|turned up"
            " / other clients are|seem / more important than / all look the / look|looks the same"
            " / no idea behind / simply|just|plain false|wrong|untrue / not true / made up / impression that"
            " / higher|more than .. agreed|quoted|offered|expected / than .. agreed|quoted|promised"
            " / explaining the same / explain the same"
            " / same mistake|thing|problem|question .. again|every|week|time / uninspired / unoriginal"
            " / soulless / lifeless / half hearted / copy paste / copied from / no answers"
            " / asked|requested|wrote|called|written .. three|four|five|several|many|twice times?"
            " / asked three|four|five|several|many|twice / at our expense / not worth / no value / unprepared"
            " / not prepared / late again / broke|broken your|the promise*"
            " / never|not kept|delivered|called|answered|arrived|happened|came"
            " / are|is|was|were simply|just|plain|completely|totally|all false|wrong|untrue"
            " / are|is false|untrue"
        ),
        0.6: (
            "poor|poorly / full of mistakes|errors|typos / still nothing / still waiting / still not"
            " / still no / no answer|reply|response|reaction|one|sign"
            " / no one|nobody .. replied|answered|called|answers|replies / how is it|this possible"
            " / how can it be / keep asking|chasing|waiting / chase|chasing / for weeks|months|days now?"
            " / a shame / too expensive|late|slow|long / completely|totally off|wrong|ignored|unusable"
            " / slower than / overcharged / charged twice / charged us twice / wrong again|invoice"
            " / late and|again / incomplete / dropped a lot / got worse / worse / mess"
            " / without asking|telling|informing|warning / nobody|no one told|informed|asked|warned|called"
            " / do not add up / don't add up / not a single / start from zero|scratch / did not pay for"
            " / didn't pay for / sorry to say / takes|took ten|weeks|days|ages|forever"
            " / does anyone|anybody|somebody read|care|check|even / overdue / never again / lack of"
            " / misspelled / keep* making|getting / weeks ago / more than once / several times"
            " / time and again / over and over / it took .. emails|mails|calls|weeks|months"
            " / too many|little|few / why was i|we not / why wasn't|weren't i|we / why did nobody|no one"
            " / improv* needed / still hasn't|haven't|isn't / hasn't|haven't .. yet / keep* happening"
            " / repeatedly / ignored / kept waiting / do i always|constantly|have|need"
            " / is|are|was|were always|again|late wrong|late|again / third|fourth|fifth time|reminder"
            " / looks cheap / typo|typos|mistake|mistakes in our / spelling mistake*"
            " / waiting ... week|weeks|month|months|days / waited ... week|weeks|month|months|days"
            " / for more than a? week|month / no|any answer|reply|reaction|response|news from you"
            " / still haven't|have|hasn't|has|not .. received|got|heard|seen / not received any|a|the"
            " / several mistakes|errors|times / second|third time this|in / we had agreed|asked"
            " / budget .. exceed* / overspent / instead of what|the / not great|good|nice|ideal|amusing"
        ),
        0.3: (
            "again / honestly / frankly / unfortunately / late / mistake* / wrong / every time|month"
            " / nobody|no one / costs us / delay* / missing / typo* / to be honest / second time / cheap"
            " / not working / doesn't work / error* / slow"
        ),
    },
    praise={
        0.9: (
            "great|good|excellent|amazing|fantastic|nice|brilliant|superb|wonderful|awesome|lovely|terrific job|"
            "work|stuff|effort|turnaround|service"
            " / well done / fantastic / brilliant / amazing / excellent / superb / wonderful|wonderfully"
            " / awesome / perfect / love it|the|your|this|how|what|them / loved / loves it|your|the / loving"
            " / impressed / impressive / thrilled / delighted / kudos / hats off / bravo / spot on"
            " / exactly what we|i wanted|needed|asked|meant"
            " / really|very|so|extremely|super happy|pleased|satisfied|friendly|helpful|clear|grateful|nice|impressed"
            " / happy|pleased|satisfied with / saved our|my|the day|us|lives"
            " / best agency|team|quarter|report|work|partner|campaign|result*|decision|people"
            " / clearest|finest|nicest / pleasure to? work* / a pleasure / is|was|been a pleasure"
            " / lovely to work / keep it up / keep up the / would recommend / recommend you"
            " / recommending you / huge|big|great|complete success / compliment* / very|so|really proud"
            " / fabulous / stunning / gorgeous / beautiful / top notch / first class / five stars / flawless*"
            " / went smoothly|perfectly|great / smooth launch / like it a? lot / like it very / much better"
            " / we|i appreciate / really|much|greatly|highly appreciate*|appreciated"
            " / thanks|thank you for the|your quick|great|wonderful|excellent|fast|super|good|amazing|kind|"
            "lovely|hard|patient*|being"
            " / thanks|thank to you|your / is|it's thanks to you / you guys|all? rock / made our|my day|week"
            " / glad you liked / so|very useful|helpful|quick / wow / compliments to|on / over the moon"
            " / seventh heaven / a blast / had fun / stars / rockstar* / legend* / a joy / joy to / clever"
            " / top quality / speechless / good way / reads well|naturally|like / number one"
            " / so|really|very|incredibly|super|extremely fast|quick|quickly|smooth|nice|good|happy|proud|"
            "professional|well|kind|clever|beautiful"
            " / that was quick|fast / lightning / super / bang on / nailed it / you nailed"
            " / a? good|great host / masterpiece / genius / exceeded / beyond our? expectations"
            " / above expectations / smashing / dream team / charm / charming / a hit"
            " / works|worked|went like a|wonders / kiss / hug / elegant / crisp / sharp work / splendid"
            " / marvellous|marvelous / magnificent / exceptional* / remarkable / great to work|working"
            " / glad we chose|picked|hired / worth every|the / five star* / 5 stars / highly recommend*"
            " / bravissimo / chapeau / well deserved / proud of / neat solution|idea|work|trick"
            " / outstanding work|job|result*|service|effort"
            " / you guys|are|were the? best|great|amazing|super|stars|awesome"
            " / you're|youre the? best|great|amazing|stars|awesome / such a good|great|nice|lovely"
            " / you people|guys|lot|all are / couldn't|cannot|can't be happier|better|more|prouder"
            " / could not be happier|better|more / couldn't fault|wish|ask / could not fault|wish|ask"
            " / can't fault / couldn't have been|done|wished|asked"
            " / big|great|huge|real|total|full|complete success / success story"
            " / likes|like|love|enjoyed|enjoys|adores the|your|our|it|this|that|new"
            " / fast|quick|prompt|swift|speedy response|reply|help|reaction|support|delivery|work|answer"
            " / helped us|me"
            " / thanks|thank you for your|the|all? .. great|excellent|fast|quick|prompt|good|help|support|work|"
            "effort*"
            " / great|good|nice|pleasant|excellent cooperation|collaboration|experience|communication|result*"
            " / recommend you|your|us|it / exactly right"
            " / very|really professional|reliable|competent|creative / works|looks very? well|nice|nicely"
            " / extra mile / packed / full house / sold out thanks / because of your|you / thanks to your|you"
            " / easy|simple|pleasant to use|read|understand|follow"
            " / rarely|seldom|never seen|met|had|read .. such|so|better / careful work"
            " / thorough|meticulous|diligent|attentive / came out great|well|nice|beautiful*"
            " / turned out great|well|nice|beautiful*|fantastic / start|beginning to finish|end"
            " / lovely|nice|great|pleasant|wonderful surprise / pleasantly surprised / happy customers|faces"
            " / fun to work / made an impression / big impression / proud / smile / smiling / laughed"
            " / goosebumps / tears / hit the nail / hooray|hurray|yay / congratulations on the|your|this"
            " / cheers to / applause / standing ovation / keep going / no notes / chef's kiss / 100%"
            " / at its best / crystal clear / very pleased|patient / pleased with"
        ),
        0.5: (
            "satisfied / happy / enjoyed / superb / nicely / spotless"
            " / works great|perfectly|beautifully|well|like"
            " / looks|look great|good|fantastic|amazing|nice|beautiful|wonderful|lovely / appreciate*"
            " / friendly / many thanks for / thank you all / thank you so|very much for / good news"
        ),
    },
    warm="glad / looking forward / nice / lovely / kind / warm / enjoy* / welcome / congrat*",
    thanks=(
        "thanks / thank you / thx / many thanks / thank you so|very much / thanks a lot|million|bunch"
        " / cheers / much appreciated / ty"
    ),
    thanks_not=(
        "in advance"
        " / thanks|thank you for your message|interest|inquiry|enquiry|email|mail|patience|understanding"
        " / no thanks / noted|received|got"
    ),
    others=(
        "customer|customers|client|clients|he|she|they .. complained|complains|complain"
        " / would be great|nice|lovely|good|perfect|wonderful|fantastic|awesome / great to|if / be great|nice"
        " / be happy to|if / i'm|we're|am|are happy to / no complaints|problems|issues"
        " / nice weather|weekend|trip|holiday|day / have a great|nice|lovely|wonderful|good"
        " / good morning|luck|afternoon|evening|day|night / happy new|birthday|easter|holidays|to|anniversary"
        " / complaints page|form|department / best regards|wishes / hope .. nice|good|great|well|lovely"
        " / the|any wrong way / enquiry|inquiry about / products / care / thank you for the? invitation"
        " / customer's|guest's|client's|user's|patient's|visitor's|customers|guests complaint|complaints"
    ),
    days=Days(
        away={
            0: (
                "today / tonight / this morning|afternoon|evening / by|until|till|before noon|midnight|lunch"
                " / at midnight / eod / by? end of business / by? close of business / cob"
                " / in|within an|one|two hour|hours"
            ),
            1: "tomorrow / tmrw / tmr / tomorow / tomorrow morning|evening|afternoon|noon",
            2: "day after tomorrow / the day after tomorrow",
            -1: "yesterday",
        },
        weekdays={
            0: "monday / mon",
            1: "tuesday / tue / tues",
            2: "wednesday / wed",
            3: "thursday / thu / thurs",
            4: "friday / fri",
            5: "saturday / sat",
            6: "sunday",
        },
        months={
            1: "january / jan",
            2: "february / feb",
            3: "march / mar",
            4: "april / apr",
            5: "may",
            6: "june / jun",
            7: "july / jul",
            8: "august / aug",
            9: "september / sep / sept",
            10: "october / oct",
            11: "november / nov",
            12: "december / dec",
        },
        numbers={
            1: "a / an / one",
            2: "two / a? couple of?",
            3: "three",
            4: "four",
            5: "five",
            6: "six",
            7: "seven",
            8: "eight",
            9: "nine",
            10: "ten",
            14: "fourteen",
        },
        day="day / days / working|business days|day",
        week="week / weeks",
        month="month / months",
        weekend="weekend",
        end_of="end of / end of the / end|close of business",
        this="this",
        next="next / coming / following",
        last="last / past / previous",
        within="in / within / in the next / within the next / in the coming",
        on="by / on / until / till / from / before / since / due / of",
    ),
    future_first="will|shall|gonna",
    now="now / quick / quickly / pronto",
    elsewhere="competitor* / yesterday / last week|month|year / they|their had|was|were",
    since="since / ever since / still / from / again",
    work=(
        "your / yours / invoice* / report* / brochure* / logo* / text / texts / copy / banner* / post|posts"
        " / article* / design* / website / site / page / newsletter* / campaign* / photo* / video* / flyer*"
        " / translation* / subtitle* / poster* / catalogue* / catalog* / offer / leads / support / service"
        " / you delivered|made|sent|printed|wrote|did|built|designed|posted / ads|ad / billboard"
        " / cooperation / communication / agency / team"
    ),
    defect=(
        "mistake* / error|errors / wrong / incorrect* / incomplete / typo* / misspel* / slow|slower"
        " / unfriendly / impolite / late / delayed / missing again / outdated / unreadable / ugly / boring"
        " / bad / worse / weak / faulty / inaccurate / unusable / confusing / careless"
        " / too long|expensive|late|slow|small"
        " / doesn't|don't|didn't|does|do|did not? match|fit|suit|reflect|correspond"
        " / not right|correct|complete|ready|finished / still missing|open|empty / blurry / pixelated"
        " / broken again / exceed* / poorly"
    ),
)
