"""The second step of signing in, its recovery codes, and whether the office demands it."""

import sqlalchemy as sa
from alembic import op

from iki_web.models import jenis

revision = "004"
down_revision = "003"
branch_labels = None
depends_on = None


def _orang(tabel: str) -> sa.ForeignKeyConstraint:
    nama = op.f(f"fk_{tabel}_pegawai_id")
    return sa.ForeignKeyConstraint(["pegawai_id"], ["pegawai.id"], name=nama, ondelete="RESTRICT")


def upgrade() -> None:
    sqlite = op.get_bind().dialect.name == "sqlite"
    kolom = "INTEGER DEFAULT 0" if sqlite else "BOOLEAN DEFAULT false"
    # A column added in place: no rebuild, and SQLite keeps the table STRICT.
    op.execute(f"ALTER TABLE kantor ADD COLUMN wajib_dua_langkah {kolom} NOT NULL")
    op.create_table(
        "dua_langkah",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("rahasia", sa.Text(), nullable=False),
        sa.Column("langkah", sa.Integer(), nullable=False),
        sa.Column("dibuat", jenis.Waktu(), nullable=False),
        sa.CheckConstraint("langkah >= 0", name=op.f("ck_dua_langkah_langkah")),
        _orang("dua_langkah"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dua_langkah")),
        sa.UniqueConstraint("pegawai_id", name=op.f("uq_dua_langkah_pegawai_id")),
        sqlite_strict=True,
    )
    op.create_table(
        "pemulihan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("dipakai", jenis.Waktu(), nullable=True),
        sa.CheckConstraint("length(sidik) = 64", name=op.f("ck_pemulihan_sidik")),
        _orang("pemulihan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pemulihan")),
        sa.UniqueConstraint("sidik", name=op.f("uq_pemulihan_sidik")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_pemulihan_pegawai_id"), "pemulihan", ["pegawai_id"])


def downgrade() -> None:
    op.drop_table("pemulihan")
    op.drop_table("dua_langkah")
    op.drop_column("kantor", "wajib_dua_langkah")
