"""Bytes to Page: charsets, languages, JSON as publishers break it, coverage of what is shown."""

from __future__ import annotations

import pytest

from pipeline.extract.posts.opening import strip_opening
from pipeline.extract.signals.positions import is_match_minute
from pipeline.extract.signals.shapes import is_date_label, is_time_label
from pipeline.extract.tree.decode import decode_text
from pipeline.extract.tree.json_text import read_json
from pipeline.extract.tree.page import open_page

TEXT = "Őszi szél a kikötőben: čaj, œuvre, ağaç"


@pytest.mark.parametrize(
    ("data", "charset"),
    [
        (TEXT.encode(), None),
        (b"\xef\xbb\xbf" + TEXT.encode(), "iso-8859-1"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), None),
        (TEXT.encode(), "no-such-charset"),
    ],
)
def test_text_is_decoded(data, charset):
    assert decode_text(data, charset) == TEXT


@pytest.mark.parametrize(
    "start",
    [
        "<html><title>Harbour</title>",
        "<html><head><title>Harbour</title><meta charset=utf-8><link rel=icon href=i.png>",
        "<html><head><title>Harbour</title><script>let a = 1</script></head><body>",
        "<html><head><title>Harbour</title><daily-banner></daily-banner></head><body>",
    ],
    ids=["no head", "head left open", "both written", "an element of its own in the head"],
)
def test_main_stands_in_the_body_though_tags_are_left_out(start):
    data = f"{start}<header>Daily</header><main><p>Berth seven is closed.</main>".encode()
    page = open_page(data, url=None, captured_at=None)
    assert page.has_text
    assert [one.tag for one in page.tree.find("body")][-2:] == ["header", "main"]
    assert page.tree.find("head/title").text == "Harbour"


def test_declared_charset_that_does_not_fit_gives_way_to_utf8():
    data = b'<meta charset="ascii-nonsense">' + TEXT.encode()
    assert TEXT in decode_text(data)


def test_windows_charset_under_its_latin_name():
    assert decode_text("“quoted”".encode("cp1252"), "iso-8859-1") == "“quoted”"


@pytest.mark.parametrize(
    ("markup", "language"),
    [
        ("<html lang='pt_BR'><p>x", "pt-br"),
        ("<html><meta property='og:locale' content='de_AT'><p>x", "de-at"),
        ("<html lang='??'><p>x", None),
    ],
)
def test_language_as_the_page_says(markup, language):
    assert open_page(markup.encode(), url=None, captured_at=None).language == language


@pytest.mark.parametrize(
    ("broken", "value"),
    [
        ('{"a": 1,}', {"a": 1}),
        ('{"a": "x\ny"};', {"a": "x\ny"}),
        ('//<![CDATA[\n{"a": 1}\n//]]>', {"a": 1}),
        ('<!-- {"a": 1} -->', {"a": 1}),
        ('{"a": "it\\\'s"}', {"a": "it\\'s"}),
        ("{&quot;a&quot;: 1}", {"a": 1}),
        ('{"a": 1} {"b": 2}', [{"a": 1}, {"b": 2}]),
        ('{"a": "she said "no" twice", "b": 2}', {"a": 'she said "no" twice', "b": 2}),
        ('{"a": NaN}', {"a": None}),
        ("[" * 100_000, None),
        ("no json", None),
    ],
)
def test_broken_json_is_mended(broken, value):
    assert read_json(broken) == value


@pytest.mark.parametrize(
    "label",
    [
        "21:22", "Updated 1:48 AM / February 19, 2020", "2021. január 21. – 10:47", "4m ago",
        "12.24 BST", "00:17 (IST) Feb 26", "vor 5 Minuten", "il y a 2 h", "Idag kl. 10.42",
        "18:04 Uhr", "12h04", "2 часа назад", "hace 5 minutos", "12 perccel ezelőtt",
    ],
)  # fmt: skip
def test_labels_of_times(label):
    assert is_time_label(label)


@pytest.mark.parametrize(
    "text",
    [
        "Az iOS 10 már ismert újdonságai", "6.15 pm: Bridge reopens to lorries",
        "Flight 10:42 to Marlow was late again on Tuesday morning", "Chapter 12", "", "3.5 million",
        "The 10:42 train was late again",
    ],
)  # fmt: skip
def test_texts_that_are_no_labels(text):
    assert not is_time_label(text)
    assert not is_date_label(text)


@pytest.mark.parametrize("text", ["45'", "90+3'", "12’", "67. perc"])
def test_match_minutes_are_positions(text):
    assert is_match_minute(text)
    assert not is_time_label(text)


@pytest.mark.parametrize(
    ("line", "raw", "rest"),
    [
        ("6.15 pm: Bridge reopens", "6.15 pm", "Bridge reopens"),
        ("13:47 – Police arrive", "13:47", "Police arrive"),
        ("Update 3:15 p.m. EDT: Roads close", "3:15 p.m. EDT", "Roads close"),
        ("10:42 was when it began", "11:00", "10:42 was when it began"),
    ],
)
def test_opening_time_is_taken_off(line, raw, rest):
    assert strip_opening(line, [raw]) == rest
