"""Settings: one frozen object, read from the environment (``DATELINE_*``) and ``.env``.

Read once at an entry point and passed on as an argument; no other module reads the environment.
"""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from pipeline.errors import UsageError


class Settings(BaseSettings):
    """Where things lie and how we behave. Each field is ``DATELINE_<NAME>`` in the environment."""

    model_config = SettingsConfigDict(
        env_prefix="DATELINE_", env_file=".env", extra="ignore", frozen=True
    )

    home: Path = Field(default=Path(".dateline"), description="Folder of the embedded default.")
    warehouse_url: SecretStr | None = Field(
        default=None, description="SQLAlchemy URL; default: SQLite in the home folder."
    )
    archive_url: str | None = Field(
        default=None,
        description="Folder or fsspec URL for WARC files; default: at home.",
    )
    sources_dir: Path | None = Field(
        default=None, description="A folder of source YAMLs; one overrides a bundled one by name."
    )
    source_names: str | None = Field(
        default=None,
        description="Comma-separated names of the sources that a run takes.",
    )
    user_agent: str = Field(
        default="Dateline/0.1 (+https://example.org/dateline; news research crawler)",
        description="Who we say we are; put an address of yours in it.",
    )
    max_page_bytes: int = Field(default=20_000_000, description="Cap on inflated bytes a response.")
    parse_timeout_s: float = Field(default=30.0, description="Slower pages are set aside.")
    retract_after_polls: int = Field(
        default=2,
        ge=1,
        description="Complete captures that must miss an entry.",
    )
    poll_min_interval_s: float = Field(
        default=120.0, gt=0, description="A running live blog is asked no more often."
    )
    poll_max_interval_s: float = Field(
        default=3600.0, gt=0, description="A running live blog is asked at least so often."
    )
    poll_quiet_h: float = Field(
        default=12.0, gt=0, description="One that tells nothing for so long has ended."
    )
    keep_staged_days: int = Field(
        default=30, ge=0, description="Staged rows of a published batch; 0: for ever."
    )
    keep_replayed_days: int = Field(
        default=0, ge=0, description="Set-aside items that have passed since; 0: for ever."
    )
    keep_searches_days: int = Field(
        default=0, ge=0, description="What archives answered; 0: for ever."
    )
    keep_readings_days: int = Field(
        default=0, ge=0, description="Readings of earlier parsers; 0: for ever."
    )
    keep_fetches_days: int = Field(default=0, ge=0, description="The log of requests; 0: for ever.")

    export_dir: Path | None = Field(
        default=None, description="A folder that holds the Parquet dataset, kept up to date."
    )

    learn_live_blogs: int = Field(
        default=5, ge=2, description="A line that so many live blogs show may be boilerplate."
    )
    learn_nights: int = Field(
        default=3, ge=1, description="Nights on which live blogs must have begun to show it."
    )

    @property
    def warehouse(self) -> str:
        """The warehouse's SQLAlchemy URL, with its password."""
        if self.warehouse_url is not None:
            return self.warehouse_url.get_secret_value()
        return f"sqlite:///{self.home.resolve() / 'warehouse.db'}"

    @property
    def archive(self) -> str:
        """The archive's root: a folder or an fsspec URL."""
        return self.archive_url or str(self.home.resolve() / "archive")

    def list_source_names(self) -> list[str]:
        """The names in ``source_names``; none where it is not set."""
        return [name for part in (self.source_names or "").split(",") if (name := part.strip())]


def read_settings() -> Settings:
    """The settings in force.

    Raises:
        UsageError: one cannot be; names the variable, and never shows its value.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        name = f"DATELINE_{str(first['loc'][0]).upper()}" if first["loc"] else "settings"
        raise UsageError(str(first["msg"]), url=name) from None
