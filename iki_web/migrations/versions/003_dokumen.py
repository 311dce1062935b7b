"""Official documents: what was issued, Word templates, numbers, the end of the Renstra."""

import sqlalchemy as sa
from alembic import op

from iki_web.models import jenis

revision = "003"
down_revision = "002"
branch_labels = None
depends_on = None

_JENIS = (
    "jenis IN ('KEPUTUSAN', 'LAMPIRAN', 'PERJANJIAN', 'RENCANA_AKSI', 'LAPORAN', 'PENGUKURAN', "
    "'LKJIP', 'REKAP', 'BERITA_ACARA')"
)
_KANTOR = (
    ("pola_nomor", "'{urut}/{kode}/{romawi}/{tahun}'"),
    ("alamat_jaringan", "''"),
)


def _kunci(tabel: str, kolom: str, induk: str) -> sa.ForeignKeyConstraint:
    nama = op.f(f"fk_{tabel}_{kolom}")
    return sa.ForeignKeyConstraint([kolom], [f"{induk}.id"], name=nama, ondelete="RESTRICT")


def upgrade() -> None:
    for kolom, nilai in _KANTOR:
        # A column added in place: no rebuild, and SQLite keeps the table STRICT.
        op.execute(f"ALTER TABLE kantor ADD COLUMN {kolom} TEXT DEFAULT {nilai} NOT NULL")
    op.execute("ALTER TABLE kantor ADD COLUMN akhir_renstra INTEGER")
    op.create_index(op.f("ix_jejak_objek"), "jejak", ["objek"])
    op.create_table(
        "terbitan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("pokok", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("periode", sa.Text(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=True),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tanggal", jenis.Tanggal(), nullable=False),
        sa.Column("judul", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("jejak_seq", sa.Integer(), nullable=False),
        sa.Column("jejak_mac", sa.Text(), nullable=False),
        sa.Column("penerbit_id", sa.Integer(), nullable=False),
        sa.Column("diterbitkan", jenis.Waktu(), nullable=False),
        sa.CheckConstraint(_JENIS, name=op.f("ck_terbitan_jenis")),
        sa.CheckConstraint("length(nomor) <= 80", name=op.f("ck_terbitan_nomor_panjang")),
        sa.CheckConstraint("versi >= 1", name=op.f("ck_terbitan_versi")),
        sa.CheckConstraint("length(sidik) = 64", name=op.f("ck_terbitan_sidik")),
        sa.CheckConstraint("length(kode) = 10", name=op.f("ck_terbitan_kode")),
        _kunci("terbitan", "kantor_id", "kantor"),
        _kunci("terbitan", "jabatan_id", "jabatan"),
        _kunci("terbitan", "penerbit_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terbitan")),
        sa.UniqueConstraint("kode", name=op.f("uq_terbitan_kode")),
        sa.UniqueConstraint(
            "kantor_id", "pokok", "versi", name=op.f("uq_terbitan_kantor_id_pokok_versi")
        ),
        sa.UniqueConstraint(
            "kantor_id", "nomor", "versi", name=op.f("uq_terbitan_kantor_id_nomor_versi")
        ),
        sqlite_strict=True,
    )
    op.create_index("ix_terbitan_kantor_id_tahun", "terbitan", ["kantor_id", "tahun"])
    op.create_index(op.f("ix_terbitan_jabatan_id"), "terbitan", ["jabatan_id"])
    op.create_index(op.f("ix_terbitan_penerbit_id"), "terbitan", ["penerbit_id"])
    op.create_table(
        "templat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("pengunggah_id", sa.Integer(), nullable=False),
        sa.Column("diunggah", jenis.Waktu(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(_JENIS, name=op.f("ck_templat_jenis")),
        sa.CheckConstraint("length(nama) <= 150", name=op.f("ck_templat_nama_panjang")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_templat_sha256")),
        _kunci("templat", "kantor_id", "kantor"),
        _kunci("templat", "pengunggah_id", "pegawai"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_templat")),
        sa.UniqueConstraint("kantor_id", "jenis", name=op.f("uq_templat_kantor_id_jenis")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_templat_pengunggah_id"), "templat", ["pengunggah_id"])
    op.create_table(
        "renstra",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("nilai", jenis.Angka(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint("versi >= 1", name=op.f("ck_renstra_versi")),
        _kunci("renstra", "indikator_id", "indikator"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_renstra")),
        sa.UniqueConstraint("indikator_id", "tahun", name=op.f("uq_renstra_indikator_id_tahun")),
        sqlite_strict=True,
    )
    _protect()


def _protect() -> None:
    """Refuse update and deletion of what was issued, in the database itself."""
    if op.get_bind().dialect.name == "sqlite":
        for aksi in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER terbitan_tolak_{aksi.lower()} BEFORE {aksi} ON terbitan "
                "BEGIN SELECT RAISE(ABORT, 'terbitan tidak dapat diubah'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION terbitan_tolak() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'terbitan tidak dapat diubah'; END $$"
    )
    op.execute(
        "CREATE TRIGGER terbitan_tolak BEFORE UPDATE OR DELETE OR TRUNCATE ON terbitan "
        "FOR EACH STATEMENT EXECUTE FUNCTION terbitan_tolak()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION terbitan_tolak() CASCADE")
    op.drop_table("renstra")
    op.drop_index(op.f("ix_jejak_objek"), "jejak")
    op.drop_table("templat")
    op.drop_table("terbitan")
    op.drop_column("kantor", "akhir_renstra")
    for kolom, _ in reversed(_KANTOR):
        op.drop_column("kantor", kolom)
