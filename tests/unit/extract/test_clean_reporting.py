"""Reporting that merely speaks of paywalls, subscriptions, donations, cookies or logins stays."""

from __future__ import annotations

import pytest

from pipeline.extract.clean import CleanContext, clean_lines

REPORTING = {
    "en": [
        "The Harbour Gazette puts its sports pages behind a paywall from March, it said.",
        "Subscribers will pay nine dollars a month and can cancel at any time, it told staff.",
        "A subscription to the paper costs less than it did in 2019.",
        "The charity received donations worth two million pounds, most from readers abroad.",
        "People can donate to support the families through the town hall, the mayor said.",
        "Regulators fined the portal because it set cookies before users could refuse them.",
        "The leaked file held 40,000 passwords and login names, police in Ormsby said.",
        "“Please log in to continue,” read the message that met thousands of pupils on exam day.",
        "Residents can sign up to receive flood alerts by text message from Tuesday.",
        "Commuters must download the transport app before Monday, the operator said.",
        "The newsletter that started in a garage now reaches half a million inboxes.",
        "The gang, who sold stolen accounts, get 18 months for fraud at Ormsby crown court.",
        "Critics say that the advertisement misled voters; the agency withdrew it.",
        "She said the comments section had become a place for threats.",
        "The minister wants browsers to block notifications from betting sites.",
        "Notifications of the disease rose by a fifth last week.",
        "The council will share the report on Facebook and Twitter.",
        "Facebook and Twitter were fined, as was the smaller network Plume.",
        "Share prices fell by 3% in early trade.",
        "Follow-up tests are due on Friday.",
        "Goal!",
        "By Adam Penhale",
        "Reuters",
        "Our reporters on the ground in Velmar describe empty streets and closed shops.",
        "We believe the crew is safe, the coastguard said in a statement.",
        "Read a full primer here.",
        "Readers can sign up for its daily newsletter, the company said.",
        "Users were told to subscribe to continue reading, which angered many of them.",
        "Customers who sign in to continue must now give a code, the bank said.",
        "The app asks users to enter your email address twice, a flaw found in March.",
        "He wants people to make a donation today rather than flowers.",
        "May will be the wettest on record.",
    ],
    "de": [
        "Die Zeitung führt im Herbst eine Bezahlschranke ein, teilte der Verlag mit.",
        "Mit ihrer Zustimmung beschloss die Koalition das neue Gesetz über Cookies.",
        "Dank ihrer Unterstützung gewann die Kandidatin die Stichwahl in Lindau-West.",
        "Der Verein sammelte mit ihrer Spende mehr als 40.000 Euro für die Flutopfer.",
        "Nach Angaben der Polizei wurden Anzeigen gegen drei Männer erstattet.",
        "Kunden können das Abo monatlich kündigen, entschied das Gericht.",
        "Ein Newsletter der Behörde hatte vor dem Hochwasser gewarnt.",
        "Die Werbung wurde nach Protesten gestoppt.",
        "Am Abend diskutieren sie über den Haushalt, danach wird abgestimmt.",
        "Prüfer haben einen Fehler gefunden, teilte das Amt mit.",
    ],
    "fr": [
        "Le quotidien réserve désormais ses enquêtes aux abonnés, selon la direction.",
        "Les habitants peuvent faire un don à la mairie pour commenter leur solidarité.",
        "L'opérateur propose une offre sans engagement à partir de 10 euros par mois.",
        "La CNIL a sanctionné le site pour ses cookies publicitaires.",
        "« Soutenez-nous », lançait la banderole déployée devant l'usine.",
        "La publicité pour le tabac reste interdite, rappelle le ministre.",
    ],
    "es": [
        "El diario pondrá un muro de pago en otoño, según fuentes de la empresa.",
        "La fundación recibe cada año donaciones de miles de vecinos.",
        "El Gobierno apoya el periodismo independiente con una nueva ley.",
        "La suscripción costará diez euros al mes, anunció el grupo.",
        "El ministro compareció para comentar los datos del paro.",
    ],
    "it": [
        "Gli abbonati a quella rivista sono raddoppiati in un anno.",
        "Dopo la pubblicità il programma è ripreso senza il conduttore.",
        "Il Garante ha multato il sito per l'uso dei cookie.",
        "La donazione permetterà di ricostruire la scuola, ha detto il sindaco.",
    ],
    "pt": [
        "O jornal terá um novo modelo de assinatura a partir de maio, disse a direção.",
        "As doações passaram de um milhão de reais, segundo a prefeitura.",
        "O ministro falou para comentar os cookies usados pelo portal do governo.",
    ],
    "nl": [
        "De krant zet zijn artikelen achter een betaalmuur, meldt de uitgever.",
        "Het onderzoek gaat verder onder leiding van rechter Van der Kolk.",
        "De minister kwam naar de Kamer om te reageren op de advertentie.",
    ],
    "pl": [
        "Gazeta wprowadzi płatną prenumeratę od stycznia, poinformował wydawca.",
        "Darowizny dla szpitala przekroczyły milion złotych.",
    ],
    "hu": [
        "A lap jövőre fizetőfalat vezet be, közölte a kiadó.",
        "Az egyesület kétmillió forint adományt gyűjtött az árvízkárosultaknak.",
        "A hirdetés miatt bírságot szabott ki a hatóság.",
        "A támogatásról kedden dönt a kormány.",
        "Az ügyészség hibát talált a számlákban, közölte a szóvivő.",
        "A lakók postaládájába értesítést dobtak be hétfőn.",
        "Azt kérte, hogy az ország lépjen be a szervezetbe.",
    ],
    "sv": [
        "Tidningen inför betalvägg i höst, uppger förlaget.",
        "Annonsen drogs tillbaka efter kritik.",
    ],
    "da": [
        "Avisen indfører betalingsmur til efteråret, oplyser forlaget.",
        "Støtten til loven falder.",
    ],
    "no": ["Avisen innfører betalingsmur til høsten, opplyser forlaget.", "Annonsen ble trukket."],
    "tr": [
        "Gazete sonbaharda abonelik sistemine geçecek, dedi yayıncı.",
        "Reklam yasağı uzatıldı.",
    ],
    "ru": [
        "Газета вводит платную подписку с января, сообщил издатель.",
        "Реклама была снята с эфира.",
        "Аудиторы нашли ошибку.",
    ],
    "uk": ["Газета запроваджує платну передплату, повідомив видавець.", "Рекламу зняли з ефіру."],
    "cs": [
        "List zavede na podzim předplatné, oznámil vydavatel.",
        "Reklama byla po kritice stažena.",
    ],
}


@pytest.mark.parametrize("language", sorted(REPORTING))
@pytest.mark.parametrize("is_language_known", [True, False])
def test_reporting_about_prompts_stays(language: str, is_language_known: bool) -> None:
    lines = REPORTING[language]
    kept, removed = clean_lines(
        lines, CleanContext(language=language if is_language_known else None)
    )
    assert removed == []
    assert [line.text for line in kept] == lines


def test_reporting_stays_whatever_language_the_page_claims() -> None:
    for claimed in REPORTING:
        for lines in REPORTING.values():
            _, removed = clean_lines(lines, CleanContext(language=claimed))
            assert removed == []
