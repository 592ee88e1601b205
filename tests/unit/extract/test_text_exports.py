"""What newspaper archives export is an article, and their own lines are none of its text."""

from datetime import UTC, date, datetime

import pytest

from pipeline.extract.extraction import extract_page

BODY = [
    "Harbour master Ines Calloway closed the quay of Port Merrow after divers saw a crack in it.",
    "She said the quay had sunk by a hand's breadth since the storm; no crane may go on it.",
    '"We will not let a single crane stand there until the divers are done," she said.',
    "A decision on repairs is due next month, when the council meets to vote on its budget.",
]
TEXT = "\n\n".join(BODY)
TITLE = "Crack closes the northern quay"
OLDER = f"""1 of 214 DOCUMENTS

The Merrow Courier

February 3, 2020 Monday
Late Edition

{TITLE}

BYLINE: Oto Lind

SECTION: NEWS; Pg. 4

LENGTH: 312 words

{TEXT}

LOAD-DATE: February 4, 2020

LANGUAGE: ENGLISH

Copyright 2020 The Merrow Courier Ltd
All Rights Reserved
"""
NEWER = f"""{TITLE}

The Merrow Courier

February 3, 2020 Monday

Copyright 2020 Merrow Papers Ltd. All Rights Reserved

Section: NEWS; Pg. 4
Length: 312 words
Byline: Oto Lind
Body

{TEXT}

Graphic

The quay on Sunday.

Load-Date: February 4, 2020

End of Document
"""
CODES = f"""HD {TITLE}
BY Oto Lind
WC 312 words
PD 3 February 2020
SN The Merrow Courier
LA English
CY (c) 2020 The Merrow Courier

LP
{BODY[0]}

TD
{BODY[1]}

{BODY[2]}

{BODY[3]}

AN
Document MERCOU0020200203eg2300012
"""
BARE = f"""{TITLE}
Oto Lind
312 words
3 February 2020
The Merrow Courier
MERCOU
English
© 2020 The Merrow Courier. All rights reserved.

{TEXT}

Document MERCOU0020200203eg2300012
"""
LABELS = f"""Title: {TITLE}
Author: Lind, Oto
Publication title: Merrow Courier
Publication date: Feb 3, 2020
Source type: Newspaper
ProQuest document ID: 2345678901
Full text: {TEXT}

Last updated: 2020-02-04
"""
GERMAN = """Merrower Bote vom 03.02.2020, S. 4 / Lokales

Riss sperrt den Nordkai

Autor: Oto Lind
Ressort: Lokales
Wörter: 212

Die Hafenmeisterin hat den Nordkai am Montag gesperrt, nachdem Taucher einen Riss gefunden hatten.

Alle Rechte vorbehalten. © Merrower Bote GmbH
"""
LIVE = """Port Merrow: quay closed, live updates

The Merrow Courier

February 3, 2020 Monday

Length: 312 words
Body

{posts}

Load-Date: February 4, 2020
End of Document
"""
CLOCKED = """18.37 The last crane has left the northern quay, the harbour office says.
Its driver needed an hour for the way.
17.52 Divers come up again. Nobody was hurt.
16.08 A crack is found in the third pillar, a diver tells us."""


def _extract(text, published_on=None):
    url = "https://news.example.ie/x"
    return extract_page(text.encode(), url=url, captured_at=None, published_on=published_on)


@pytest.mark.parametrize("text", [OLDER, NEWER, CODES, BARE, LABELS])
def test_an_exported_text_is_an_article_with_title_and_day(text):
    found = _extract(text)
    assert (found.kind, found.title, found.text) == ("article", TITLE, TEXT)
    assert found.published_at == datetime(2020, 2, 3, tzinfo=UTC)
    assert not found.entries


@pytest.mark.parametrize("text", [OLDER, NEWER, CODES, BARE, LABELS, GERMAN])
def test_no_line_is_lost(text):
    found = _extract(text)
    held = "\n".join([found.title, found.text, *(one.text for one in found.removed)])
    assert all(line.removeprefix("Full text: ") in held for line in text.splitlines())


def test_an_export_of_another_language():
    found = _extract(GERMAN)
    assert (found.kind, found.title) == ("article", "Riss sperrt den Nordkai")
    assert found.text.startswith("Die Hafenmeisterin")
    assert found.published_at == datetime(2020, 2, 3, tzinfo=UTC)


def test_the_day_given_stands_before_the_day_stated():
    assert _extract(OLDER, date(2020, 2, 5)).published_at == datetime(2020, 2, 5, tzinfo=UTC)


def test_an_exported_live_blog_is_one():
    found = _extract(LIVE.format(posts=CLOCKED))
    assert found.kind == "liveblog"
    assert [entry.published_at.hour for entry in found.entries] == [18, 17, 16]
    assert found.entries[0].text == "\n\n".join(
        [CLOCKED.splitlines()[0].removeprefix("18.37 "), CLOCKED.splitlines()[1]]
    )
    assert found.lead is None
    assert _extract(LIVE.format(posts=TEXT)).kind == "liveblog"


def test_several_documents_in_one_file_are_no_article():
    assert _extract(NEWER + NEWER.replace("quay", "crane")).kind == "liveblog"


@pytest.mark.parametrize("line", ["© 2020 The Merrow Courier", "Section: News", "312 words"])
def test_one_mark_makes_no_export(line):
    assert _extract(f"{TEXT}\n\n{line}").kind == "liveblog"
