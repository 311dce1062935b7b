"""Backups: what was made, and the rule they are made by."""

import sqlalchemy as sa
from alembic import op

from iki_web.models import jenis

revision = "006"
down_revision = "005"
branch_labels = None
depends_on = None


def _kantor(tabel: str) -> sa.ForeignKeyConstraint:
    nama = op.f(f"fk_{tabel}_kantor_id")
    return sa.ForeignKeyConstraint(["kantor_id"], ["kantor.id"], name=nama, ondelete="RESTRICT")


def upgrade() -> None:
    op.create_table(
        "cadangan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("waktu", jenis.Waktu(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("terenkripsi", jenis.YaTidak(), nullable=False),
        sa.Column("bukti", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.Column("oleh", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.Column("diuji", jenis.Waktu(), nullable=True),
        sa.CheckConstraint(
            "status IN ('TERVERIFIKASI', 'BERCATATAN', 'GAGAL')", name=op.f("ck_cadangan_status")
        ),
        sa.CheckConstraint("length(folder) <= 400", name=op.f("ck_cadangan_folder_panjang")),
        sa.CheckConstraint(
            "status = 'GAGAL' OR length(sha256) = 64", name=op.f("ck_cadangan_sha256")
        ),
        _kantor("cadangan"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cadangan")),
        sqlite_strict=True,
    )
    op.create_index("ix_cadangan_kantor_id_waktu", "cadangan", ["kantor_id", "waktu"])
    op.create_table(
        "aturan_cadangan",
        sa.Column("kantor_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("folder", sa.Text(), nullable=False),
        sa.Column("jam", sa.Integer(), nullable=False),
        sa.Column("harian", sa.Integer(), nullable=False),
        sa.Column("bulanan", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint("length(folder) <= 400", name=op.f("ck_aturan_cadangan_folder_panjang")),
        sa.CheckConstraint("jam BETWEEN 0 AND 23", name=op.f("ck_aturan_cadangan_jam")),
        sa.CheckConstraint("harian BETWEEN 2 AND 366", name=op.f("ck_aturan_cadangan_harian")),
        sa.CheckConstraint("bulanan BETWEEN 0 AND 120", name=op.f("ck_aturan_cadangan_bulanan")),
        _kantor("aturan_cadangan"),
        sa.PrimaryKeyConstraint("kantor_id", name=op.f("pk_aturan_cadangan")),
        sqlite_strict=True,
    )


def downgrade() -> None:
    op.drop_table("aturan_cadangan")
    op.drop_table("cadangan")
