"""Plain lines: appeals go with their kind, reporting stays with its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.extract.clean import CleanContext, KeptLine, clean_lines
from pipeline.fingerprint import fingerprint_line
from pipeline.model import Removed

SEED = Path(__file__).parents[4] / "shared" / "seed" / "independent_ukraine-live.txt"
STORM = "The storm reached the coast of Velmar before dawn and cut power to two thousand homes."

APPEALS = [
    ("en", "Notifications can be managed in browser preferences.", "notification_prompt"),
    ("en", "Please refresh your browser to be logged in", "login_prompt"),
    ("en", "Start your Harbour Premium subscription today.", "subscription_offer"),
    ("en", "Your donation allows us to keep sending reporters to the coast.", "donation_appeal"),
    ("en", "We choose not to lock anybody out of our reporting.", "donation_appeal"),
    ("en", "Sign up to our free daily newsletter and never miss a thing.", "newsletter_signup"),
    ("en", "Join thought-provoking conversations and follow other readers.", "comment_prompt"),
    ("en", "Subscribe to continue reading", "paywall_prompt"),
    ("en", "We use cookies to improve your visit.", "consent_notice"),
    ("en", "Read more: Ten pictures from the coast", "promo"),
    ("en", "Copy link", "share"),
    ("en", "Advertisement", "advertisement"),
    ("en", "Show latest update", "navigation"),
    ("en", "(Getty Images)", "media_caption"),
    ("en", "1692003712", "timestamp"),
    ("en", "1692003712000", "timestamp"),
    ("en", "14 August 2023 10:01", "timestamp"),
    ("en", "Updated at 12.36 BST", "timestamp"),
    ("en", "{{ #verifyErrors }}", "navigation"),
    ("en", "${x}", "navigation"),
    ("en", "%s", "navigation"),
    ("de", "Unterstützen Sie unseren Journalismus mit einem kleinen Beitrag.", "donation_appeal"),
    ("de", "Lesen Sie auch: Sturm in Velmar", "promo"),
    ("de", "Um diesen Artikel zu lesen, brauchen Sie ein Abo.", "paywall_prompt"),
    ("de", "Aktualisiert am 14. August 2023 um 10:01 Uhr", "timestamp"),
    ("fr", "Soutenez-nous : votre don nous permet d'enquêter.", "donation_appeal"),
    ("fr", "Inscrivez-vous à notre newsletter du matin", "newsletter_signup"),
    ("es", "Apoya nuestro periodismo", "donation_appeal"),
    ("es", "Suscríbete para seguir leyendo", "paywall_prompt"),
    ("pt", "Apoie o nosso jornalismo desde 2 euros.", "donation_appeal"),
    ("it", "Iscriviti alla newsletter per ricevere le notizie", "newsletter_signup"),
    ("nl", "Steun onze journalistiek", "donation_appeal"),
    ("pl", "Wesprzyj nas już dziś", "donation_appeal"),
    ("hu", "Támogasd munkánkat te is!", "donation_appeal"),
    ("hu", "Iratkozz fel a reggeli levelünkre!", "newsletter_signup"),
    ("sv", "Läs också: Stormen drar in", "promo"),
    ("da", "Artiklen fortsætter efter annoncen", "advertisement"),
    ("no", "Vi bruker informasjonskapsler for å gjøre siden bedre", "consent_notice"),
    ("fi", "Tilaa uutiskirje", "newsletter_signup"),
    ("cs", "Podpořte nás", "donation_appeal"),
    ("tr", "Bizi takip edin", "promo"),
    ("ru", "Подпишитесь на нашу рассылку", "newsletter_signup"),
    ("uk", "Підтримайте нашу редакцію", "donation_appeal"),
    ("ro", "Abonează-te la newsletter", "newsletter_signup"),
    ("ja", "この記事は有料会員限定です", "paywall_prompt"),
    ("hi", "यह भी पढ़ें", "promo"),
    ("ne", "यो पनि पढ्नुहोस्", "promo"),
]


@pytest.mark.parametrize(("language", "line", "kind"), APPEALS)
def test_appeal_goes_with_its_kind(language: str, line: str, kind: str) -> None:
    kept, removed = clean_lines([line, STORM], CleanContext(language=language))
    assert [(block.kind, block.text) for block in removed] == [(kind, line)]
    assert kept == [KeptLine(1, STORM)]


def test_run_of_appeals_pulls_in_the_weak_ones_between() -> None:
    lines = [
        "Harbour Premium",
        "Start your Harbour Premium subscription today.",
        "From the docks to the hills, our reporters know how important it is to be there.",
        "Your donation allows us to stay.",
        STORM,
        "Our reporters saw two ships leave the port before the storm came in.",
    ]
    kept, removed = clean_lines(lines, CleanContext(language="en"))
    assert [line.index for line in kept] == [4, 5]
    assert len(removed) == 4


def test_weak_appeal_that_stands_twice_is_boilerplate() -> None:
    line = "Quality journalism matters to all of us here"
    assert clean_lines([line, STORM])[1] == []
    assert len(clean_lines([line, STORM, line])[1]) == 2


def test_appeal_at_the_end_of_a_paragraph_is_cut_off() -> None:
    line = f"{STORM} Ferries stay in port until Friday. Sign up to our free newsletter."
    kept, removed = clean_lines([line])
    assert kept[0].text == f"{STORM} Ferries stay in port until Friday."
    assert removed[0].text == "Sign up to our free newsletter."


def test_repeated_line_goes_with_its_kind_and_no_other_line_changes() -> None:
    line = "All the waves, all the time"
    context = CleanContext(
        repeated_lines={fingerprint_line("all the waves,  all the TIME"): "share"}
    )
    inside = f"{line}, said the harbour master, were heard on Tuesday."
    weak = "Quality journalism matters to all of us here"
    assert clean_lines([line, STORM])[1] == []
    kept, removed = clean_lines([weak, line, STORM, inside], context)
    assert [kept_line.text for kept_line in kept] == [weak, STORM, inside]
    assert removed == [Removed("share", line)]


def test_bare_clock_goes_at_the_edges_and_stays_between_prose() -> None:
    kept, removed = clean_lines(["21:15", STORM, "21:40", STORM])
    assert [line.text for line in kept] == [STORM, "21:40", STORM]
    assert removed[0].kind == "timestamp"


def test_times_stay_for_a_caller_who_still_reads_them() -> None:
    lines = ["14 August 2023 10:01", "13:47", STORM]
    kept, _ = clean_lines(lines, CleanContext(is_keeping_times=True))
    assert [line.text for line in kept] == lines


def test_known_lines_are_left_out_in_silence() -> None:
    context = CleanContext(left_out_lines=("Jane Roe", "Storm in Velmar"))
    kept, removed = clean_lines(["Storm in Velmar", "jane roe", STORM], context)
    assert [line.text for line in kept] == [STORM]
    assert removed == []


def test_names_of_networks_are_labels_only_in_a_row() -> None:
    assert clean_lines(["Facebook", STORM])[1] == []
    kept, removed = clean_lines(["Facebook", "Twitter", STORM])
    assert [line.text for line in kept] == [STORM]
    assert {block.kind for block in removed} == {"share"}


def test_scores_minutes_and_years_are_no_times() -> None:
    lines = ["90+2'", "1999", "3-2", "45%", STORM]
    assert clean_lines(lines)[1] == []


def test_invisible_characters_go_and_joiners_stay() -> None:
    kept, _ = clean_lines(["The\u200bstorm\ufeff is\u00a0here", "क्\u200dष"])
    assert [line.text for line in kept] == ["Thestorm is here", "क्\u200dष"]


@pytest.mark.skipif(not SEED.exists(), reason="the shared seed text is not here")
def test_seed_loses_its_appeals_and_nothing_else() -> None:
    lines = SEED.read_text("utf-8").split("\n")
    kept, removed = clean_lines(lines, CleanContext(language="en"))
    gone = {number for number, line in enumerate(lines, 1) if line} - {k.index + 1 for k in kept}
    assert gone == {1, 2, 4, 5, 6, 7, 8, 54, 55}
    assert [block.kind for block in removed] == [
        "notification_prompt",
        "login_prompt",
        "subscription_offer",
        "subscription_offer",
        "donation_appeal",
        "donation_appeal",
        "donation_appeal",
        "comment_prompt",
        "login_prompt",
    ]
