"""Extraction in a child: deadline, memory, dead children, daemonic callers."""

from __future__ import annotations

import multiprocessing

import pytest

from pipeline.errors import UnreadablePage
from pipeline.extract.worker import ChildLimits, close_pools, extract_in_child

PAGE = b"<html lang=en><h1>A story</h1><p>Words of a story that is long enough to be one.</p>"
BIG = b"<html><h1>x</h1>" + b"<p>Some words in a line.</p>" * 200_000


@pytest.fixture(autouse=True, scope="module")
def _stop_children():
    yield
    close_pools()


def call(data: bytes, **more):
    return extract_in_child(data, url="https://a.example/b", captured_at=None, **more)


def test_child_gives_what_the_call_gives():
    assert call(PAGE).title == "A story"


def test_refusal_travels_back_with_its_address():
    with pytest.raises(UnreadablePage, match=r"https://a\.example/b: this is a PDF"):
        call(b"%PDF-1.7")


def test_slow_page_is_set_aside_and_the_next_one_is_read():
    with pytest.raises(UnreadablePage, match="not read within"):
        call(BIG, limits=ChildLimits(timeout_s=0.05))
    assert call(PAGE).kind == "article"


def test_page_that_needs_too_much_memory_is_set_aside():
    with pytest.raises(UnreadablePage):
        call(BIG, limits=ChildLimits(memory_bytes=4_000_000))


def _ask(answers) -> None:
    answers.put(call(PAGE).title)


def test_daemonic_caller_may_have_a_child():
    context = multiprocessing.get_context("spawn")
    answers = context.Queue()
    caller = context.Process(target=_ask, args=(answers,), daemon=True)
    caller.start()
    assert answers.get(timeout=30) == "A story"
    caller.terminate()
    caller.join()
