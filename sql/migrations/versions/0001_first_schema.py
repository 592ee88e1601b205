"""The first schema: batches, captures, staging, observations, history, quarantine."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "article",
        sa.Column("article_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("modified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("access_state", sa.String(length=16), nullable=False),
        sa.Column("access_evidence", sa.Text(), nullable=False),
        sa.Column("coverage_state", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declared", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("next_page", sa.Text(), nullable=True),
        sa.Column("captures", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article")),
        sa.UniqueConstraint("source", "url", name=op.f("uq_article_source_url")),
    )
    op.create_table(
        "batch",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("night", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("interval_start", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("interval_end", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_batch")),
        sa.UniqueConstraint(
            "source",
            "interval_start",
            "interval_end",
            name=op.f("uq_batch_source_interval_start_interval_end"),
        ),
    )
    op.create_index(op.f("ix_batch_source_night"), "batch", ["source", "night"], unique=False)
    op.create_table(
        "content",
        sa.Column("entry_sha256", sa.String(length=64), nullable=False),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("dated_by", sa.String(length=16), nullable=True),
        sa.Column("raw_time", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("entry_sha256", name=op.f("pk_content")),
    )
    op.create_table(
        "fetch_log",
        sa.Column("fetch_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("attempts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("waited_s", sa.Float(), nullable=False),
        sa.Column("elapsed_s", sa.Float(), nullable=False),
        sa.Column("received_bytes", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("fetch_id", name=op.f("pk_fetch_log")),
    )
    op.create_index(op.f("ix_fetch_log_batch_id"), "fetch_log", ["batch_id"], unique=False)
    op.create_table(
        "live_blog",
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("modified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("access_state", sa.String(length=16), nullable=False),
        sa.Column("access_evidence", sa.Text(), nullable=False),
        sa.Column("coverage_state", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declared", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("next_page", sa.Text(), nullable=True),
        sa.Column("captures", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("first_captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("live_blog_id", name=op.f("pk_live_blog")),
        sa.UniqueConstraint("source", "url", name=op.f("uq_live_blog_source_url")),
    )
    op.create_table(
        "raw_validator",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("stored_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_raw_validator")),
    )
    op.create_table(
        "schema_state",
        sa.Column("part", sa.String(length=16), nullable=False),
        sa.Column("sql_sha256", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("part", name=op.f("pk_schema_state")),
    )
    op.create_table(
        "entry",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("live_blog_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("current_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("matched_by", sa.String(length=16), nullable=False),
        sa.Column("match_score", sa.Float(), nullable=False),
        sa.Column("first_seen_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("retracted_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["live_blog_id"], ["live_blog.live_blog_id"], name=op.f("fk_entry_live_blog_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", name=op.f("pk_entry")),
    )
    op.create_index(op.f("ix_entry_live_blog_id"), "entry", ["live_blog_id"], unique=False)
    op.create_table(
        "publication",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entries", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("new", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("changed", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unchanged", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("quarantined", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_publication_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", name=op.f("pk_publication")),
    )
    op.create_table(
        "quality_result",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("row_table", sa.String(length=16), nullable=False),
        sa.Column("expectation", sa.Text(), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("is_success", sa.Boolean(), nullable=False),
        sa.Column("checked", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("unexpected", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("observed", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_quality_result_batch_id")
        ),
        sa.PrimaryKeyConstraint(
            "batch_id", "row_table", "expectation", "column_name", name=op.f("pk_quality_result")
        ),
    )
    op.create_table(
        "quarantine",
        sa.Column("quarantine_id", sa.String(length=16), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("stage", sa.String(length=16), nullable=False),
        sa.Column("row_table", sa.String(length=16), nullable=False),
        sa.Column("row_key", sa.Text(), nullable=False),
        sa.Column("expectation", sa.Text(), nullable=False),
        sa.Column("severity", sa.String(length=16), nullable=False),
        sa.Column("column_name", sa.Text(), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=True),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("status", sa.String(length=16), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_quarantine_batch_id")
        ),
        sa.PrimaryKeyConstraint("quarantine_id", name=op.f("pk_quarantine")),
    )
    op.create_index(op.f("ix_quarantine_batch_id"), "quarantine", ["batch_id"], unique=False)
    op.create_table(
        "raw_capture",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("final_url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("status", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("media_type", sa.Text(), nullable=True),
        sa.Column("charset", sa.Text(), nullable=True),
        sa.Column("payload_sha256", sa.String(length=64), nullable=False),
        sa.Column("payload_bytes", sa.BigInteger(), nullable=False),
        sa.Column("warc_file", sa.Text(), nullable=False),
        sa.Column("warc_offset", sa.BigInteger(), nullable=False),
        sa.Column("warc_length", sa.BigInteger(), nullable=False),
        sa.Column("is_revisit", sa.Boolean(), nullable=False),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("root_capture_id", sa.String(length=64), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_raw_capture_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["root_capture_id"],
            ["raw_capture.capture_id"],
            name=op.f("fk_raw_capture_root_capture_id"),
        ),
        sa.PrimaryKeyConstraint("capture_id", name=op.f("pk_raw_capture")),
    )
    op.create_index(op.f("ix_raw_capture_batch_id"), "raw_capture", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_raw_capture_payload_sha256"), "raw_capture", ["payload_sha256"], unique=False
    )
    op.create_index(
        op.f("ix_raw_capture_root_capture_id"), "raw_capture", ["root_capture_id"], unique=False
    )
    op.create_index(
        op.f("ix_raw_capture_source_url"), "raw_capture", ["source", "url"], unique=False
    )
    op.create_table(
        "raw_discovery",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("via", sa.String(length=16), nullable=False),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("modified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_raw_discovery_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "url", name=op.f("pk_raw_discovery")),
    )
    op.create_table(
        "stg_entry",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_key", sa.Text(), nullable=True),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("dated_by", sa.String(length=16), nullable=True),
        sa.Column("raw_time", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("is_key_event", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_stg_entry_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "capture_id", "ordinal", name=op.f("pk_stg_entry")),
    )
    op.create_table(
        "stg_evidence",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("evidence_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dated_by", sa.String(length=16), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("stood_at", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("instant", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_stg_evidence_batch_id")
        ),
        sa.PrimaryKeyConstraint(
            "batch_id", "capture_id", "ordinal", "evidence_no", name=op.f("pk_stg_evidence")
        ),
    )
    op.create_table(
        "stg_page",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("modified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("access_state", sa.String(length=16), nullable=False),
        sa.Column("access_evidence", sa.Text(), nullable=False),
        sa.Column("coverage_state", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declared", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("next_page", sa.Text(), nullable=True),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_stg_page_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "capture_id", name=op.f("pk_stg_page")),
    )
    op.create_table(
        "stg_removed",
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_stg_removed_batch_id")
        ),
        sa.PrimaryKeyConstraint("batch_id", "capture_id", "position", name=op.f("pk_stg_removed")),
    )
    op.create_table(
        "entry_version",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content_sha256", sa.String(length=64), nullable=False),
        sa.Column("entry_key", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("headline", sa.Text(), nullable=True),
        sa.Column("author", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("dated_by", sa.String(length=16), nullable=True),
        sa.Column("raw_time", sa.Text(), nullable=True),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("is_key_event", sa.Boolean(), nullable=False),
        sa.Column("valid_from", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("observed_from", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("observed_to", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("last_capture_id", sa.String(length=64), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id"], ["entry.entry_id"], name=op.f("fk_entry_version_entry_id")
        ),
        sa.PrimaryKeyConstraint("entry_id", "version", name=op.f("pk_entry_version")),
    )
    op.create_table(
        "event",
        sa.Column("event_id", sa.String(length=16), nullable=False),
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("type", sa.String(length=16), nullable=False),
        sa.Column("observed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("confirmed_by", sa.String(length=64), nullable=False),
        sa.Column("before_value", sa.Text(), nullable=True),
        sa.Column("after_value", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.entry_id"], name=op.f("fk_event_entry_id")),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_confirmed_by"), "event", ["confirmed_by"], unique=False)
    op.create_index(op.f("ix_event_entry_id"), "event", ["entry_id"], unique=False)
    op.create_index(op.f("ix_event_observed_at"), "event", ["observed_at"], unique=False)
    op.create_table(
        "observation",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("batch_id", sa.String(length=16), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("run_id", sa.Text(), nullable=False),
        sa.Column("parser_version", sa.String(length=64), nullable=False),
        sa.Column("page_id", sa.String(length=16), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("captured_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("publisher", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("modified_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("lead", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("access_state", sa.String(length=16), nullable=False),
        sa.Column("access_evidence", sa.Text(), nullable=False),
        sa.Column("coverage_state", sa.String(length=16), nullable=False),
        sa.Column("shown", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("declared", sa.Integer(), autoincrement=False, nullable=True),
        sa.Column("next_page", sa.Text(), nullable=True),
        sa.Column("held_back", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("observed_sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["batch.batch_id"], name=op.f("fk_observation_batch_id")
        ),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["raw_capture.capture_id"], name=op.f("fk_observation_capture_id")
        ),
        sa.PrimaryKeyConstraint("capture_id", name=op.f("pk_observation")),
    )
    op.create_index(op.f("ix_observation_batch_id"), "observation", ["batch_id"], unique=False)
    op.create_index(
        op.f("ix_observation_page_id_captured_at"),
        "observation",
        ["page_id", "captured_at"],
        unique=False,
    )
    op.create_index(op.f("ix_observation_source"), "observation", ["source"], unique=False)
    op.create_table(
        "evidence",
        sa.Column("entry_id", sa.String(length=32), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("evidence_no", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("dated_by", sa.String(length=16), nullable=False),
        sa.Column("raw", sa.Text(), nullable=False),
        sa.Column("stood_at", sa.Text(), nullable=False),
        sa.Column("zone", sa.Text(), nullable=True),
        sa.Column("instant", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("precision", sa.String(length=8), nullable=True),
        sa.Column("flags", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["entry_id", "version"],
            ["entry_version.entry_id", "entry_version.version"],
            name=op.f("fk_evidence_entry_id_version"),
        ),
        sa.PrimaryKeyConstraint("entry_id", "version", "evidence_no", name=op.f("pk_evidence")),
    )
    op.create_table(
        "observed_entry",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("ordinal", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("entry_key", sa.Text(), nullable=False),
        sa.Column("entry_sha256", sa.String(length=64), nullable=False),
        sa.Column("is_pinned", sa.Boolean(), nullable=False),
        sa.Column("is_key_event", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["observation.capture_id"], name=op.f("fk_observed_entry_capture_id")
        ),
        sa.ForeignKeyConstraint(
            ["entry_sha256"], ["content.entry_sha256"], name=op.f("fk_observed_entry_entry_sha256")
        ),
        sa.PrimaryKeyConstraint("capture_id", "ordinal", name=op.f("pk_observed_entry")),
    )
    op.create_index(
        op.f("ix_observed_entry_entry_sha256"), "observed_entry", ["entry_sha256"], unique=False
    )
    op.create_table(
        "removed_block",
        sa.Column("capture_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["capture_id"], ["observation.capture_id"], name=op.f("fk_removed_block_capture_id")
        ),
        sa.PrimaryKeyConstraint("capture_id", "position", name=op.f("pk_removed_block")),
    )


def downgrade() -> None:
    op.drop_table("removed_block")
    op.drop_table("observed_entry")
    op.drop_table("evidence")
    op.drop_table("observation")
    op.drop_table("event")
    op.drop_table("entry_version")
    op.drop_table("stg_removed")
    op.drop_table("stg_page")
    op.drop_table("stg_evidence")
    op.drop_table("stg_entry")
    op.drop_table("raw_discovery")
    op.drop_table("raw_capture")
    op.drop_table("quarantine")
    op.drop_table("quality_result")
    op.drop_table("publication")
    op.drop_table("entry")
    op.drop_table("schema_state")
    op.drop_table("raw_validator")
    op.drop_table("live_blog")
    op.drop_table("fetch_log")
    op.drop_table("content")
    op.drop_table("batch")
    op.drop_table("article")
