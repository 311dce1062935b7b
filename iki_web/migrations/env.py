"""Alembic environment: one transaction per upgrade, foreign keys off before it on SQLite."""

from alembic import context
from sqlalchemy import text

from iki_web.extensions import TULIS, Base, db


def run_migrations() -> None:
    """Run the revisions on a connection of their own and check the foreign keys after."""
    mesin = db.engine
    with mesin.connect().execution_options(**{TULIS: True}) as koneksi:
        sqlite = mesin.dialect.name == "sqlite"
        if sqlite:
            # Outside a transaction, or SQLite ignores it; a table rebuild must not cascade.
            koneksi.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=koneksi,
            target_metadata=Base.metadata,
            render_as_batch=True,
            transaction_per_migration=False,
            # SQLite takes back a changed schema as well; without this each revision is committed
            # by itself, and before the foreign keys are checked.
            transactional_ddl=True,
        )
        try:
            with context.begin_transaction():
                context.run_migrations()
                if sqlite and koneksi.execute(text("PRAGMA foreign_key_check")).first():
                    raise RuntimeError("a foreign key does not hold after the migration")
        finally:
            if sqlite:
                koneksi.rollback()
                koneksi.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


run_migrations()
