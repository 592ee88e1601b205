"""Invented reporting by the sentence: steady for a seed, and no two posts alike."""

from __future__ import annotations

from random import Random

_PEOPLE = (
    "Tamsin Orrery", "Piers Wendlebury", "Ilse Brandvold", "Corin Ashgrove", "Maud Ferrin",
    "Bastian Leeuw", "Odile Marchetta", "Jory Penhallow", "Sunniva Dahle", "Rufus Okonjo",
    "Leontyne Varga", "Anselm Tuck", "Perpetua Lindqvist", "Hal Montrose", "Zelda Kirwan",
)  # fmt: skip
_PLACES = (
    "Otterhithe", "Lower Garth", "Saint Wilda", "Quillby", "Brackmoor", "Port Merrow", "Elmsreach",
    "Candle Hill", "Vintner's Row", "Harrowgate Sound", "Pell Ferry", "Grisby", "Tarn End",
    "Whistledown", "Mossbank", "Old Maltings", "Crane Quay", "Dunmere",
)  # fmt: skip
_BODIES = (
    "harbour board", "county council", "flood room", "rowing club", "network operator",
    "coastguard", "bakers' guild", "school trust", "ferry company", "water authority",
    "bridge crew", "union of dockers", "market society", "hospital board",
)  # fmt: skip
_DEEDS = (
    "has closed",
    "will reopen",
    "is inspecting",
    "has evacuated",
    "is repairing",
    "has lit",
    "will rebuild",
    "has measured",
    "is guarding",
    "has emptied",
    "is draining",
    "has roped off",
)
_THINGS = (
    "the second pier", "the east sluice", "the grain store", "the lower towpath", "the signal box",
    "the ice house", "the north lock", "the old customs hall", "the lamp room", "the tram depot",
    "the fish market", "the pumping station", "the upper weir", "the reading room",
)  # fmt: skip
_REASONS = (
    "after water came through the cellar", "before the evening tide", "while divers are below",
    "because a beam has moved", "until the wind turns", "now that the barges have left",
    "as a precaution", "following a complaint by residents", "with the help of volunteers",
    "for the first time in nine years",
)  # fmt: skip


def write_headline(random: Random) -> str:
    """A headline of some seven words."""
    thing = random.choice(_THINGS).removeprefix("the ").capitalize()
    return f"{thing} at {random.choice(_PLACES)}: {random.choice(_BODIES)} acts"


def write_paragraph(random: Random) -> str:
    """Two sentences of some thirty words, with a number in them."""
    return (
        f"The {random.choice(_BODIES)} of {random.choice(_PLACES)} {random.choice(_DEEDS)} "
        f"{random.choice(_THINGS)} {random.choice(_REASONS)}. {random.choice(_PEOPLE)} counted "
        f"{random.randint(11, 980)} people near {random.choice(_PLACES)} and expects "
        f"{random.randint(2, 60)} more by {random.randint(1, 12)} o'clock."
    )


def write_correction(random: Random) -> str:
    """A sentence that is added later."""
    return (
        f"{random.choice(_PEOPLE)} now speaks of {random.randint(1000, 9999)} metres of rope, "
        f"{random.choice(_REASONS)}."
    )


def pick_author(random: Random) -> str:
    """Who signs a post."""
    return random.choice(_PEOPLE)
