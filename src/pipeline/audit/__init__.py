"""Audit: a staged Batch in, failing rows and results out."""

from pipeline.audit.batch import (
    AuditReport,
    FailedRow,
    QualityResult,
    StagedBatch,
    StagedEntry,
    StagedPage,
)
from pipeline.audit.suite import audit_batch

__all__ = [
    "AuditReport",
    "FailedRow",
    "QualityResult",
    "StagedBatch",
    "StagedEntry",
    "StagedPage",
    "audit_batch",
]
