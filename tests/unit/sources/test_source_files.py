"""Source YAMLs: the bundled ones hold, and each fault is one line that names file and field."""

import csv
from pathlib import Path

import pytest

from pipeline.addresses import is_in_domains
from pipeline.errors import SourceError
from pipeline.model import Source
from pipeline.sources import check_source, list_names, load_sources, read_source

PAGES = Path(__file__).parents[4] / "shared" / "pages" / "pages.tsv"

GOOD = """\
publisher: Example News
domains: [example.org, "127.0.0.1:8080"]
language: pt-BR
time_zone: Europe/Lisbon
discovery:
  feeds: [https://example.org/feed]
  sitemaps: ["https://example.org/{yyyy}/{mm}/{dd}.xml.gz"]
  urls: [http://127.0.0.1:8080/live]
  include: ['/live/[0-9]+']
politeness:
  min_interval_s: 1
  allow_private_addresses: true
test_urls: [https://www.example.org/live/1]
"""


def write(folder, text, name="example.yaml"):
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_good_file_becomes_a_source(tmp_path):
    source = read_source(write(tmp_path, GOOD))
    assert isinstance(source, Source)
    assert (source.name, source.publisher, source.language) == ("example", "Example News", "pt-BR")
    assert source.discovery.include == ("/live/[0-9]+",)
    assert source.politeness.min_interval_s == 1.0
    assert source.politeness.max_retries == 3
    assert check_source(source) == ()
    assert hash(source)


HISTORY = GOOD.replace(
    "politeness:",
    """\
  history:
    - {type: own_archive}
    - {type: warc, paths: ["/data/{yyyy}/*.warc.gz"]}
    - type: cdx
      server: https://archive.example/cdx
      replay: https://archive.example/web/{timestamp}id_/{url}
      prefixes: [example.org/live/]
      searches_per_minute: 10
    - {type: live}
politeness:""",
)


def test_history_is_an_ordered_list(tmp_path):
    places = read_source(write(tmp_path, HISTORY)).discovery.history
    assert [place.type for place in places] == ["own_archive", "warc", "cdx", "live"]
    assert places[1].paths == ("/data/{yyyy}/*.warc.gz",)
    assert (places[2].prefixes, places[2].searches_per_minute) == (("example.org/live/",), 10)
    unsaid = read_source(write(tmp_path, GOOD)).discovery.history
    assert [place.type for place in unsaid] == ["own_archive", "sitemaps", "live"]


FAULTS = [
    (HISTORY.replace("type: live", "type: lively"), "discovery.history.3.type: Input should be"),
    (HISTORY.replace("searches_per", "queries_per"), "history.2.queries_per_minute: no such field"),
    (HISTORY.replace("{url}", "{uri}"), "discovery.history.2.replay: {url} must stand in"),
    (
        HISTORY.replace("/data/{yyyy}", "/data/{year}"),
        "history.1.paths.0: unknown placeholder {year}",
    ),
    (HISTORY.replace("per_minute: 10", "per_minute: 0"), "searches_per_minute: Input should be"),
    (HISTORY.replace(", paths: ", ", prefixes: "), "history.1: prefixes is no setting of a place"),
    (HISTORY.replace("type: live", "type: warc"), "history.3: a place of type warc needs paths"),
    ("", "empty"),
    ("- a\n- b\n", "no mapping"),
    ("# nothing\n", "empty"),
    (GOOD + "colour: red\n", "colour: no such field"),
    (GOOD.replace("  feeds", "  feed"), "discovery.feed: no such field"),
    (GOOD.replace("publisher: Example News\n", ""), "publisher: Field required"),
    (GOOD.replace("Example News", "12"), "publisher: Input should be a valid string"),
    (GOOD.replace("pt-BR", "no"), "language: Input should be a valid string (YAML reads yes"),
    (GOOD.replace("pt-BR", "Portuguese!"), "language: 'Portuguese!' is no language tag"),
    (GOOD.replace("Europe/Lisbon", "Europe/Lisboa"), "time_zone: 'Europe/Lisboa' is no IANA"),
    (GOOD.replace("Europe/Lisbon", "../etc/passwd"), "time_zone: '../etc/passwd' is no IANA"),
    (GOOD.replace("[example.org,", "[https://example.org,"), "domains.0: 'https://example.org'"),
    (GOOD.replace("https://example.org/feed", "ftp://example.org/feed"), "discovery.feeds.0: 'ftp"),
    (GOOD.replace("https://example.org/feed", '"http://[::1"'), "discovery.feeds.0: "),
    (GOOD.replace("{dd}", "{day}"), "discovery.sitemaps.0: unknown placeholder {day}"),
    (GOOD.replace("[0-9]+", "[0-9"), "discovery.include.0: '/live/[0-9' is no regular expression"),
    (GOOD.replace("min_interval_s: 1", "min_interval_s: -1"), "politeness.min_interval_s: "),
    (GOOD.replace("min_interval_s: 1", "min_interval_s: .nan"), "politeness.min_interval_s: "),
    (GOOD.replace("min_interval_s: 1", 'min_interval_s: "1"'), "politeness.min_interval_s: "),
    (GOOD.replace("  allow", "  max_pages: true\n  allow"), "politeness.max_pages: "),
    (GOOD.replace("http://127.0.0.1:8080/live", "http://127.0.0.1:9/live"), "discovery.urls: "),
    (GOOD + "publisher: Another\n", "line 14, column 1: publisher: given twice"),
    (GOOD + "name: other\n", "name: 'other' is not the file's name 'example'"),
    (GOOD.replace("  feeds", "\tfeeds"), "a tab where only spaces may indent"),
    (GOOD.replace("domains: [", "domains: [["), "line "),
    ("publisher: !!python/object:os.system x\n", "could not determine a constructor"),
    (GOOD + "name: 2026-13-45\n", "is no YAML"),
    ("[" * 5000, "is no YAML"),
    ("12: x\n", "12: a field's name must be text"),
    ("? [a, b]\n: x\n", "unhashable key"),
]


@pytest.mark.parametrize(("text", "message"), FAULTS)
def test_fault_is_one_line_that_names_file_and_field(tmp_path, text, message):
    path = write(tmp_path, text)
    with pytest.raises(SourceError) as caught:
        read_source(path)
    line = str(caught.value)
    assert line.startswith(f"{path}: ")
    assert message in line
    assert "\n" not in line
    assert caught.value.exit_code == 2


def test_file_that_is_not_utf_8_or_absent_is_a_fault(tmp_path):
    path = tmp_path / "latin.yaml"
    path.write_bytes("publisher: Dívány\n".encode("latin-1"))
    for bad in (path, tmp_path / "absent.yaml"):
        with pytest.raises(SourceError, match="cannot be read"):
            read_source(bad)


def test_folder_overrides_by_name_and_adds(tmp_path):
    write(tmp_path, GOOD, "guardian.yaml")
    write(tmp_path, GOOD, "aaa.yml")
    sources = load_sources(tmp_path)
    assert sources["guardian"].publisher == "Example News"
    assert set(sources) == set(load_sources()) | {"aaa"}
    assert list(sources) == sorted(sources)
    assert list_names(tmp_path) == ["aaa", "guardian"]


def test_two_files_of_one_name_are_a_fault(tmp_path):
    write(tmp_path, GOOD, "one.yaml")
    write(tmp_path, GOOD, "one.yml")
    with pytest.raises(SourceError, match="second file declares the source 'one'"):
        load_sources(tmp_path)


def test_absent_folder_is_a_fault(tmp_path):
    with pytest.raises(SourceError, match="no such folder"):
        load_sources(tmp_path / "absent")


@pytest.mark.parametrize(
    ("url", "is_in"),
    [
        ("https://example.org/a", True),
        ("https://WWW.Example.org/a", True),
        ("https://notexample.org/a", False),
        ("https://example.org.evil.test/a", False),
        ("http://127.0.0.1:8080/a", True),
        ("http://127.0.0.1:8081/a", False),
        ("http://[broken", False),
        ("mailto:a@example.org", False),
    ],
)
def test_domains(url, is_in):
    assert is_in_domains(url, ["example.org", "127.0.0.1:8080"]) is is_in


def test_check_tells_what_a_source_would_not_take(tmp_path):
    text = GOOD + "  # more\n"
    text = text.replace("  include:", "  exclude: ['/live/9']\n  include:")
    urls = "[https://example.com/live/1, https://example.org/a, https://example.org/live/9]"
    text = text.replace("[https://www.example.org/live/1]", urls)
    faults = check_source(read_source(write(tmp_path, text)))
    assert [fault.rsplit(": ", 1)[1][:15] for fault in faults] == [
        "is in none of t",
        "matches no incl",
        "matches the exc",
    ]


BUNDLED = load_sources()


@pytest.mark.parametrize("name", BUNDLED)
def test_bundled_source_holds(name):
    source = BUNDLED[name]
    assert check_source(source) == ()
    assert source.language
    assert source.time_zone
    assert not source.is_tried_live
    path = Path(__file__).parents[3] / "src" / "pipeline" / "sources" / f"{name}.yaml"
    assert "not been tried against the live site" in " ".join(path.read_text("utf-8").split())


def test_bundled_sources_do_not_share_addresses():
    for name, source in BUNDLED.items():
        for url in source.test_urls:
            owners = [n for n, s in BUNDLED.items() if is_in_domains(url, s.domains)]
            assert owners == [name]


def test_every_live_blog_of_the_stored_pages_has_its_source():
    if not PAGES.exists():
        pytest.skip("needs the folder of stored pages beside the project")
    with PAGES.open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines, delimiter="\t") if row["kind"] == "liveblog"]
    assert len({row["publisher"] for row in rows}) == 15
    for row in rows:
        owners = [s for s in BUNDLED.values() if is_in_domains(row["url"], s.domains)]
        assert len(owners) == 1, row["url"]
        assert row["url"] in owners[0].test_urls
        assert (owners[0].language or "").split("-")[0] == row["language"]
