"""Prompts in German, French, Spanish, Italian, Portuguese and Dutch go; reporting on them stays."""

from __future__ import annotations

import pytest

from pipeline.extract.clean import CleanContext, clean_lines

PROMPTS = {
    "de": [
        "Abonnieren Sie hier unseren kostenlosen Newsletter aus dem Moor.",
        "Aktivieren Sie jetzt die Push-Mitteilungen.",
        "Mit Klick auf „Alle zulassen“ stimmen Sie der Verwendung zu.",
        "Alle Beiträge anzeigen",
        "Kommentare (12)",
    ],
    "fr": [
        "Activez les alertes pour ne rien manquer de l'actualité.",
        "Rejoignez notre chaîne WhatsApp",
        "Voir plus de messages",
        "Contenu proposé par un partenaire",
    ],
    "es": [
        "Apúntate a nuestro boletín",
        "Síguenos en las redes",
        "Sigue en nuestro canal de WhatsApp",
        "Ver todos los comentarios (7)",
    ],
    "it": ["Scarica la nostra app", "Seguici su WhatsApp", "Continua a leggere dopo la pubblicità"],
    "pt": ["Baixe o nosso aplicativo", "Participe da comunidade no WhatsApp", "Leia ainda"],
    "nl": ["Deel dit bericht", "Je kunt je op elk moment uitschrijven.", "Oudere berichten"],
}
REPORTING = {
    "de": [
        "Die Regierung startet einen eigenen Kanal auf WhatsApp.",
        "Der Verein wirbt mit einem Newsletter um neue Mitglieder.",
        "Heute beginnt der Prozess gegen den früheren Bürgermeister.",
        "Der Sender schickte Push-Mitteilungen für den falschen Ort.",
    ],
    "fr": [
        "Après la publicité faite à l'affaire, le ministre a démissionné.",
        "La chaîne WhatsApp du gouvernement compte un million d'abonnés.",
        "Hier, plus de 4 000 foyers étaient sans électricité.",
    ],
    "es": [
        "El canal de WhatsApp del gobierno suma un millón de seguidores.",
        "El presidente recibe cada mañana a los vecinos.",
        "Horas después, el río volvió a crecer.",
    ],
    "it": [
        "Il canale Telegram della milizia ha diffuso il video.",
        "Ore di attesa per i passeggeri alla stazione.",
        "I commenti del giudice hanno suscitato polemiche.",
    ],
    "pt": [
        "O grupo do WhatsApp foi usado para combinar o crime.",
        "Para sacar o benefício, baixe o aplicativo do banco.",
        "Ontem, mais de 4 mil casas estavam sem energia.",
    ],
    "nl": [
        "Na de advertentie meldde zich een koper uit Gent.",
        "Gisteren zaten ruim 4000 huishoudens zonder stroom.",
        "Hij heeft al een abonnement op het openbaar vervoer.",
    ],
}


@pytest.mark.parametrize("language", sorted(PROMPTS))
def test_prompts_go(language):
    kept, _ = clean_lines(PROMPTS[language], CleanContext(language=language))
    assert [line.text for line in kept] == []


@pytest.mark.parametrize("language", sorted(REPORTING))
def test_reporting_that_speaks_of_such_things_stays(language):
    kept, _ = clean_lines(REPORTING[language], CleanContext(language=language))
    assert [line.text for line in kept] == REPORTING[language]
