"""Twenty invented live blogs that run for three days, seen in rounds, and what befalls them."""

from pipeline.newsroom.stream.life import GAP, ROUNDS, START, Shift, StreamBlog, live_blogs
from pipeline.newsroom.stream.server import StreamNewsroom
from pipeline.newsroom.stream.truth import Look, StreamEvent, tell_events, tell_shifts

__all__ = [
    "GAP",
    "ROUNDS",
    "START",
    "Look",
    "Shift",
    "StreamBlog",
    "StreamEvent",
    "StreamNewsroom",
    "live_blogs",
    "tell_events",
    "tell_shifts",
]
