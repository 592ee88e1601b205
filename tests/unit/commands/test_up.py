"""What `dateline up` and the demo do when they are told to stop."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading

from pipeline.commands.airflow_processes import interrupted_by_term

WAITING = """
import time

from pipeline.commands.airflow_processes import interrupted_by_term

with interrupted_by_term():
    try:
        print("ready", flush=True)
        time.sleep(60)
    except KeyboardInterrupt:
        print("stopped", flush=True)
"""


def test_sigterm_ends_the_block_as_an_interrupt_does():
    with subprocess.Popen([sys.executable, "-c", WAITING], stdout=subprocess.PIPE) as waiting:
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == b"ready\n"
        waiting.terminate()
        said = waiting.stdout.read()
    assert (said, waiting.returncode) == (b"stopped\n", 0)


def test_the_handler_before_it_comes_back():
    before = signal.getsignal(signal.SIGTERM)
    with interrupted_by_term():
        assert signal.getsignal(signal.SIGTERM) is signal.default_int_handler
    assert signal.getsignal(signal.SIGTERM) is before


def test_in_another_thread_nothing_is_changed():
    seen: list[object] = []

    def ask() -> None:
        with interrupted_by_term():
            seen.append(signal.getsignal(signal.SIGTERM))

    other = threading.Thread(target=ask)
    other.start()
    other.join()
    assert seen == [signal.getsignal(signal.SIGTERM)]
