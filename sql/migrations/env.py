"""Run migrations inside the transaction and under the lock that the caller holds."""

from alembic import context

from pipeline.warehouse.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
