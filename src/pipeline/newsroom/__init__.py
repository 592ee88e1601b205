"""Newsroom: a small web server that plays invented publishers over three invented nights.

The same scripts (``scripts/*.yaml``) make the pages that it serves and the truth that it states, so
that whoever reads the pages through the pipeline can be checked exactly. Every place, club, council
and sentence in them is made up.

    from pipeline.newsroom.server import running_newsroom

    with running_newsroom(night="2026-03-27") as newsroom:
        newsroom.addresses["marlbridge"]        # http://127.0.0.1:41731
        newsroom.show_night("2026-03-28")
        newsroom.truth()

On the command line: ``python -m pipeline.newsroom --port 8710 --night 2026-03-27``.
"""
