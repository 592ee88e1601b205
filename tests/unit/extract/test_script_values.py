"""Posts that a page holds in its scripts alone, in the ways of one framework after another."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote

import pytest

from pipeline.extract.extraction import extract_page
from pipeline.extract.witnesses.script_literals import read_called, read_literal

URL = "https://harbour.example/live/storm-brenna"
CAPTURED = datetime(2026, 3, 27, 21, tzinfo=UTC)
TIMES = [f"2026-03-27T{hour}:05:00Z" for hour in range(18, 12, -1)]
HEADLINES = [f'The "Petrel" ferry, trip {n}' for n in range(6)]
TEXTS = [
    f"It's trip {n} of the ferry: it left pier {n} with the mail, a goat and nobody's bicycle."
    for n in range(6)
]
POSTS = [
    {"id": f"post-{n}", "headline": HEADLINES[n], "body": TEXTS[n], "publishedAt": TIMES[n]}
    for n in range(6)
]


def script(code: str) -> str:
    return f"<script>{code}</script>"


def write_state(posts: list[Any]) -> dict[str, Any]:
    return {"page": {"title": "Storm", "liveblog": {"posts": posts}}, "user": None}


def write_literal(value: Any) -> str:
    """As a minifier writes it: bare keys, single quotes, ``!0`` and ``void 0``."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{k}:{write_literal(v)}" for k, v in value.items()) + ",}"
    if isinstance(value, list):
        return "[" + ",".join(map(write_literal, value)) + "]"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("'", "\\'") + "'"
    return "void 0" if value is None else json.dumps(value)


def write_places(value: Any, rows: list[Any]) -> int:
    """Nuxt's devalue: every value in one list, and numbers that name them."""
    place = len(rows)
    rows.append(value)
    if isinstance(value, dict):
        rows[place] = {name: write_places(one, rows) for name, one in value.items()}
    elif isinstance(value, list):
        rows[place] = [write_places(one, rows) for one in value]
    return place


def write_nuxt_places() -> str:
    rows: list[Any] = [["ShallowReactive", 1]]
    write_places(write_state(POSTS), rows)
    code = json.dumps(rows)
    return f'<script type="application/json" id="__NUXT_DATA__">{code}</script>'


def write_called() -> str:
    """Nuxt 2: what repeats stands behind the function, as its arguments."""
    posts = ",".join(
        f"{{id:'post-{n}',headline:{write_literal(HEADLINES[n])},body:{'abcdef'[n]},"
        f"publishedAt:'{TIMES[n]}',isLive:g}}"
        for n in range(6)
    )
    given = ",".join(map(write_literal, [*TEXTS, True]))
    return script(
        f"window.__NUXT__=(function(a,b,c,d,e,f,g){{return "
        f"{{data:[{{liveblog:{{posts:[{posts}]}}}}],error:null,serverRendered:!0}}}}({given}));"
    )


def write_streamed() -> str:
    """React's stream: rows cut anywhere, and long texts in rows of their own."""
    texts = "".join(f"{20 + n:x}:T{len(TEXTS[n].encode()):x},{TEXTS[n]}" for n in range(len(TEXTS)))
    posts = [post | {"body": f"${20 + n:x}"} for n, post in enumerate(POSTS)]
    element = ["$", "main", None, {"children": [["$", "$L9", None, {"liveblog": posts}]]}]
    stream = f'9:I[1234,["/chunk.js"],"Live"]\n{texts}0:{json.dumps(element)}\n'
    half = len(stream) // 2
    pushes = (
        f"self.__next_f.push([1,{json.dumps(part)}])" for part in (stream[:half], stream[half:])
    )
    return "".join(map(script, ["self.__next_f=self.__next_f||[]", *pushes]))


def write_store() -> str:
    """Apollo: objects by name, which refer to one another."""
    store: dict[str, Any] = {
        "ROOT_QUERY": {
            "__typename": "Query",
            "liveblog({'slug':'storm'})": {"__ref": "LiveBlog:1"},
        },
        "LiveBlog:1": {
            "__typename": "LiveBlog",
            "posts": [{"__ref": f"Post:{n}"} for n in range(6)],
        },
    }
    for n, post in enumerate(POSTS):
        store[f"Author:{n}"] = {"__typename": "Author", "name": "Ines Marlow"}
        store[f"Body:{n}"] = {"__typename": "Body", "html": f"<p>{TEXTS[n]}</p>"}
        store[f"Post:{n}"] = post | {
            "__typename": "Post",
            "body": {"__ref": f"Body:{n}"},
            "author": {"__ref": f"Author:{n}"},
        }
    return script(f"window.__APOLLO_STATE__={json.dumps(store)};")


STATE = json.dumps(write_state(POSTS))
WAYS = {
    "assigned": script(f"window.__STATE__ = {STATE};"),
    "literal": script(f"window.__STATE__={write_literal(write_state(POSTS))};"),
    "undefined": script(f"window.__STATE__ = {STATE.replace('null', 'undefined')};"),
    "string": script(f"window.__INITIAL_DATA__={json.dumps(STATE)};"),
    "single quotes": script(f"var s=JSON.parse({write_literal(STATE)});"),
    "percent": script(f'window.state=JSON.parse(decodeURIComponent("{quote(STATE)}"));'),
    "argument": script(f'Morph.setPayload("/live/posts", {STATE});'),
    "nuxt 2": write_called(),
    "nuxt 3": write_nuxt_places(),
    "react stream": write_streamed(),
    "apollo": write_store(),
    "attribute": f"<div id=app data-page='{STATE.replace(chr(39), '&#39;')}'></div>",
}


@pytest.mark.parametrize("code", WAYS.values(), ids=WAYS)
def test_posts_that_stand_in_scripts_alone(code: str) -> None:
    page = (
        "<html lang=en><head><title>Storm Brenna live</title>"
        '<meta property="og:title" content="Storm Brenna - live updates"></head>'
        f"<body><div id=root><h1>Storm Brenna live</h1></div>{code}</body></html>"
    )
    got = extract_page(page.encode(), url=URL, captured_at=CAPTURED)
    assert got.kind == "liveblog"
    assert [entry.headline for entry in got.entries] == HEADLINES
    assert [entry.text for entry in got.entries] == TEXTS
    assert [f"{e.published_at:%Y-%m-%dT%H:%M:%SZ}" for e in got.entries] == TIMES


@pytest.mark.parametrize(
    "code",
    ["{a:b}", "{a:f(1)}", "{a:1+2}", "[1,2", "{a:`${b}`}", "function(){}", "}"],
)
def test_what_computes_is_refused(code: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - of any wording
        read_literal(code)


def test_escapes_of_scripts() -> None:
    value, end = read_literal(r"""{'a':'\x3cb\x3e \'q\' "r"',"b":"it\'s \u00e9",$c:[,1,]} rest""")
    assert value == {"a": "<b> 'q' \"r\"", "b": "it's é", "$c": [None, 1]}
    assert end == len(r"""{'a':'\x3cb\x3e \'q\' "r"',"b":"it\'s \u00e9",$c:[,1,]}""")


def test_a_function_that_is_not_called_tells_nothing() -> None:
    with pytest.raises(ValueError, match="not called"):
        read_called("var f=(function(a){return {x:a}});")


def test_long_scripts_that_compute_are_given_up_in_one_pass() -> None:
    flood = "var a = {" + ",".join(f"k{n}:[{n},{{publishedAt:1}}]" for n in range(20_000))
    deep = "[" * 5_000 + "`publishedAt`" + "]" * 5_000
    code = script(f"{flood},f:g()}};" * 12) + script(f"x = {deep}")
    page = f"<html lang=en><title>Storm live</title><body><h1>Storm live</h1>{code}"
    got = extract_page(page.encode(), url=URL, captured_at=CAPTURED)
    assert got.entries == ()


def test_updates_in_a_list_of_items() -> None:
    items = [
        {
            "@type": "ListItem",
            "item": {"@type": "BlogPosting", "articleBody": text, "headline": head},
        }
        for text, head in zip(TEXTS, HEADLINES, strict=True)
    ]
    data = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": {"@type": "ItemList", "itemListElement": items},
    }
    code = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    page = f"<html lang=en><body><h1>Storm Brenna live</h1>{code}</body></html>"
    got = extract_page(page.encode(), url=URL, captured_at=CAPTURED)
    assert [entry.text for entry in got.entries] == TEXTS
