"""Run by alembic's `upgrade`: the migrations go through the caller's connection, inside its transaction."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table=context.config.attributes["version_table"],
    transactional_ddl=False,
)
context.run_migrations()
