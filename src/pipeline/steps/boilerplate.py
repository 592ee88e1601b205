"""Learned boilerplate: learn, decide, and put in force.

Learning proposes and changes no reading. A person accepts or refuses. ``apply_lines`` puts the
accepted lines in force for a Source and reads its stored Captures again, so that no live blog is
left half read with them and half without; ``compare_lines`` shows what that would change.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline.errors import UsageError
from pipeline.steps.notes import keep_boilerplate
from pipeline.steps.reparse import Compared, Rereading, list_compared, list_published
from pipeline.steps.runtime import Counts, Runtime, find_source

if TYPE_CHECKING:
    from pipeline.model import Source
    from pipeline.warehouse import KeptLine
    from pipeline.warehouse.boilerplate import Decision

log = logging.getLogger(__name__)


def learn_boilerplate(runtime: Runtime, name: str) -> Counts:
    """Look over all live blogs of a Source for lines that are none of its reporting.

    What is found is proposed; nothing is read otherwise for it. Learning again changes what has
    changed: counts, new proposals, proposals that nothing supports any longer.

    Raises:
        UnknownSource: no YAML declares it.
    """
    from pipeline.extract.learn.proposals import LearnRule, learn_lines, merge_learned
    from pipeline.warehouse import Sightings, list_begun, load_learned, save_learned

    source, settings = find_source(runtime, name), runtime.settings
    begun = list_begun(runtime.engine, name)
    known = [kept.line for kept in load_learned(runtime.engine, name)]
    fingerprints = frozenset(line.fingerprint for line in known)
    found = learn_lines(
        Sightings(runtime.engine, name, fingerprints),
        begun=begun,
        names=_list_names(source),
        rule=LearnRule(settings.learn_live_blogs, settings.learn_nights),
    )
    changed = merge_learned(known, found)
    save_learned(runtime.engine, name, changed, runtime.clock(), live_blogs=len(begun))
    states = [kept.line.state for kept in load_learned(runtime.engine, name)]
    return {
        "source": name,
        "new": sum(
            line.fingerprint not in fingerprints and line.state == "proposed" for line in changed
        ),
        **{state: states.count(state) for state in ("proposed", "doubted", "active")},
    }


def learn_due(runtime: Runtime) -> Counts:
    """Learn from every Source that has begun a live blog since it was looked at last."""
    from pipeline.warehouse import list_sources_to_learn

    due = [name for name in list_sources_to_learn(runtime.engine) if name in runtime.sources]
    done = [learn_boilerplate(runtime, name) for name in due]
    for counts in done:
        log.info("%s", counts)
    return {
        "sources": len(done),
        "new": sum(int(counts["new"]) for counts in done),
        "proposed": sum(int(counts["proposed"]) for counts in done),
    }


def list_lines(
    runtime: Runtime, items: Sequence[str] = (), source: str | None = None
) -> list[KeptLine]:
    """Learned lines: those whose fingerprint begins with one of the items; none given: all.

    Raises:
        UsageError: an item fits no line, or several.
    """
    from pipeline.warehouse import load_learned

    lines = load_learned(runtime.engine, source)
    if not items:
        return lines
    return [kept for item in items for kept in _find_line(lines, item)]


def decide(runtime: Runtime, chosen: Sequence[KeptLine], decision: Decision) -> None:
    """Accept, refuse or restore learned lines; pages are read otherwise once that is applied."""
    from pipeline.warehouse import decide_lines

    for name in sorted({kept.source for kept in chosen}):
        fingerprints = [kept.line.fingerprint for kept in chosen if kept.source == name]
        decide_lines(runtime.engine, name, fingerprints, decision, runtime.clock())
        keep_boilerplate(runtime, name)


def compare_lines(runtime: Runtime, name: str) -> Iterator[Compared]:
    """What the accepted lines would change in all that is stored of a Source; nothing is published.

    Raises:
        UnknownSource: no YAML declares it.
    """
    from pipeline.warehouse import load_accepted

    wanted = _span_source(runtime, name)
    accepted = load_accepted(runtime.engine, name)
    trial = replace(runtime, load_lines=lambda _engine, _source: accepted)
    if wanted is not None:
        yield from list_compared(trial, wanted)


def apply_lines(runtime: Runtime, name: str) -> Iterator[Compared]:
    """Put the accepted lines in force, and read all that is stored of the Source with them.

    Cut off, it goes on where it stood when it is called again.

    Raises:
        UnknownSource: no YAML declares it.
        UsageError: the accepted lines changed while this began.
    """
    from pipeline.warehouse import apply_set, load_accepted

    wanted = _span_source(runtime, name)
    if apply_set(runtime.engine, name, load_accepted(runtime.engine, name), runtime.clock()):
        keep_boilerplate(runtime, name)
    if wanted is not None:
        yield from list_published(runtime, wanted)


def _span_source(runtime: Runtime, name: str) -> Rereading | None:
    """All nights of a Source; None where it has none."""
    from pipeline.warehouse import find_span

    find_source(runtime, name)
    span = find_span(runtime.engine, name)
    return Rereading(name, *span) if span else None


def _find_line(lines: Sequence[KeptLine], item: str) -> list[KeptLine]:
    found = [kept for kept in lines if item and kept.line.fingerprint.startswith(item)]
    if len({kept.line.fingerprint for kept in found}) != 1:
        raise UsageError(f"{len(found)} learned lines go by that id" if found else
                         "no learned line goes by that id", url=item)  # fmt: skip
    return found


def _list_names(source: Source) -> tuple[str, ...]:
    return (source.publisher, source.name.replace("_", " "), *source.domains)
