"""Cutting a text without markup into entries at topic boundaries. Pure."""

from pipeline.extract.segment.cut import cut_paragraphs

__all__ = ["cut_paragraphs"]
