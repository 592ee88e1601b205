"""Publish one staged batch and print how many entries were new: a process of its own for a test."""

import sys
from functools import partial

from pipeline.revise import revise_live_blog
from pipeline.warehouse import find_batch, open_warehouse, publish_batch

url, batch_id = sys.argv[1:]
engine = open_warehouse(url)
batch = find_batch(engine, batch_id)
counts = publish_batch(engine, batch, revise=partial(revise_live_blog, retract_after=1))
print(counts.new)
