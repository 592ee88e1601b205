"""Revise: the Observations of a live blog in, Versions and Events out. Pure."""

from pipeline.revise.history import revise_live_blog

__all__ = ["revise_live_blog"]
