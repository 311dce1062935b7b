"""Master data: settings, versions, drafts of editions, proposals, holidays, imports."""

from contextlib import AbstractContextManager
from typing import Any

import sqlalchemy as sa
from alembic import op
from alembic.operations import BatchOperations

from iki_web.models import jenis

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None

_TEKS, _ANGKA = sa.Text(), sa.Integer()


def _panjang(kolom: str, paling: int) -> tuple[str, str]:
    return f"{kolom}_panjang", f"length({kolom}) <= {paling}"


#: New columns of old tables: type, value of the rows there are, CHECK (name, condition).
_KOLOM: tuple[tuple[str, str, Any, str | None, tuple[str, str] | None], ...] = (
    ("kantor", "kop", _TEKS, "''", None),
    ("kantor", "logo", _TEKS, "''", None),
    ("kantor", "tempat", _TEKS, "''", None),
    ("kantor", "kertas", _TEKS, "'A4'", ("kertas", "kertas IN ('A4', 'F4')")),
    (
        "kantor",
        "frekuensi",
        _TEKS,
        "'TRIWULANAN'",
        ("frekuensi", "frekuensi IN ('TAHUNAN', 'SEMESTERAN', 'TRIWULANAN', 'BULANAN')"),
    ),
    (
        "kantor",
        "batas_cara",
        _TEKS,
        "'PERIODE'",
        ("batas_cara", "batas_cara IN ('PERIODE', 'TAHUN')"),
    ),
    ("kantor", "batas_hari", _ANGKA, "10", ("batas_hari", "batas_hari BETWEEN 1 AND 60")),
    ("kantor", "versi", _ANGKA, "1", None),
    ("pegawai", "pangkat", _TEKS, "''", _panjang("pangkat", 100)),
    ("jabatan", "aktif", jenis.YaTidak(), "true", None),
    ("jabatan", "versi", _ANGKA, "1", None),
    ("penugasan", "tanggal_surat", jenis.Tanggal(), None, None),
    ("penugasan", "batal", jenis.YaTidak(), "false", None),
    ("penugasan", "alasan_batal", _TEKS, "''", _panjang("alasan_batal", 500)),
    ("penugasan", "versi", _ANGKA, "1", None),
    ("keputusan", "ditetapkan", jenis.Waktu(), None, None),
    ("keputusan", "alasan_temuan", _TEKS, "''", _panjang("alasan_temuan", 2000)),
    ("keputusan", "versi", _ANGKA, "1", None),
    ("lampiran", "versi", _ANGKA, "1", None),
    ("indikator", "versi", _ANGKA, "1", None),
    ("periode", "skala", _TEKS, None, None),
    ("periode", "plafon", jenis.Angka(), None, None),
    ("target", "ditetapkan", jenis.Waktu(), None, None),
)


#: New references of old tables: (table, column, parent).
_INDUK = (
    ("keputusan", "dasar_id", "keputusan"),
    ("keputusan", "penetap_id", "pegawai"),
    ("indikator", "asal_id", "indikator"),
    ("target", "penetap_id", "pegawai"),
)
#: SQLite adds a reference by rebuilding the table, and reads everything back but the CHECKs.
_CEK = {
    "keputusan": {"status": "status IN ('DRAF', 'DITETAPKAN', 'DICABUT')"},
    "indikator": {
        "jenis_rumus": "jenis_rumus IN ('RASIO', 'DAFTAR_DOKUMEN', 'ANGKA')",
        "arah": "arah IN ('NAIK', 'TURUN')",
        "rumus_turun": "rumus_turun IN ('SELISIH', 'NISBAH')",
        "cara_hitung": "cara_hitung IN ('JUMLAH', 'AKHIR', 'RATA')",
        "frekuensi": "frekuensi IN ('TAHUNAN', 'SEMESTERAN', 'TRIWULANAN', 'BULANAN')",
    },
    "target": {"jenis": "jenis IN ('INDUK', 'PERUBAHAN')"},
}


def _bangun(tabel: str) -> AbstractContextManager[BatchOperations]:
    """Rebuild a table: STRICT and checked as it was, rows and all."""
    cek = (
        sa.CheckConstraint(syarat, name=op.f(f"ck_{tabel}_{nama}"))
        for nama, syarat in _CEK[tabel].items()
    )
    return op.batch_alter_table(tabel, table_args=cek, table_kwargs={"sqlite_strict": True})


def _tambah(tabel: str, kolom: str, tipe: Any, nilai: str | None, cek: Any) -> None:
    """Add a column with its CHECK inside: no rebuild, and SQLite keeps the table STRICT."""
    perintah = f"ALTER TABLE {tabel} ADD COLUMN {kolom} {tipe.compile(op.get_bind().dialect)}"
    if nilai is not None:
        perintah += f" DEFAULT {nilai} NOT NULL"
    # SQLAlchemy reads the constraints of SQLite line by line.
    if cek is not None:
        perintah += f"\nCONSTRAINT ck_{tabel}_{cek[0]} CHECK ({cek[1]})\n"
    op.execute(perintah)


def upgrade() -> None:
    for tabel, kolom, induk in _INDUK:
        with _bangun(tabel) as ubah:
            ubah.add_column(sa.Column(kolom, sa.Integer()))
            nama = ubah.f(f"fk_{tabel}_{kolom}")
            ubah.create_foreign_key(nama, induk, [kolom], ["id"], ondelete="RESTRICT")
            ubah.create_index(ubah.f(f"ix_{tabel}_{kolom}"), [kolom])
    for satu in _KOLOM:
        _tambah(*satu)
    op.create_table(
        "libur",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("tanggal", jenis.Tanggal(), nullable=False),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.CheckConstraint("length(keterangan) <= 150", name=op.f("ck_libur_keterangan_panjang")),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_libur_kantor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_libur")),
        sa.UniqueConstraint("kantor_id", "tanggal", name=op.f("uq_libur_kantor_id_tanggal")),
        sqlite_strict=True,
    )
    op.create_table(
        "impor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("baris", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pembuat_id", sa.Integer(), nullable=False),
        sa.Column("dibuat", jenis.Waktu(), nullable=False),
        sa.Column("diterapkan", jenis.Waktu(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('PEGAWAI', 'PENUGASAN', 'TARGET', 'HASIL')", name=op.f("ck_impor_jenis")
        ),
        sa.CheckConstraint(
            "status IN ('DIPERIKSA', 'DITERAPKAN', 'DIBUANG')", name=op.f("ck_impor_status")
        ),
        sa.CheckConstraint("length(nama) <= 150", name=op.f("ck_impor_nama_panjang")),
        sa.CheckConstraint("length(sidik) = 64", name=op.f("ck_impor_sidik")),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_impor_kantor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pembuat_id"], ["pegawai.id"], name=op.f("fk_impor_pembuat_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_impor")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_impor_kantor_id"), "impor", ["kantor_id"])
    op.create_index(op.f("ix_impor_pembuat_id"), "impor", ["pembuat_id"])

    op.create_table(
        "hasil_lalu",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("pembilang", jenis.Angka(), nullable=True),
        sa.Column("penyebut", jenis.Angka(), nullable=True),
        sa.Column("nilai", jenis.Angka(), nullable=True),
        sa.Column("target", jenis.Angka(), nullable=True),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "length(keterangan) <= 500", name=op.f("ck_hasil_lalu_keterangan_panjang")
        ),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_hasil_lalu_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasil_lalu")),
        sa.UniqueConstraint("indikator_id", "tahun", name=op.f("uq_hasil_lalu_indikator_id_tahun")),
        sqlite_strict=True,
    )
    op.create_table(
        "mutu",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("jawaban", sa.Text(), nullable=False),
        sa.Column("penilai_id", sa.Integer(), nullable=False),
        sa.Column("dinilai", jenis.Waktu(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_mutu_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["penilai_id"], ["pegawai.id"], name=op.f("fk_mutu_penilai_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mutu")),
        sa.UniqueConstraint("indikator_id", name=op.f("uq_mutu_indikator_id")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_mutu_penilai_id"), "mutu", ["penilai_id"])

    op.create_table(
        "usulan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=True),
        sa.Column("keputusan_id", sa.Integer(), nullable=True),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("penilaian", sa.Text(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("pengusul_id", sa.Integer(), nullable=False),
        sa.Column("diusulkan", jenis.Waktu(), nullable=False),
        sa.Column("pemutus_id", sa.Integer(), nullable=True),
        sa.Column("diputus", jenis.Waktu(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint("jenis IN ('BARU', 'UBAH', 'HAPUS')", name=op.f("ck_usulan_jenis")),
        sa.CheckConstraint(
            "status IN ('DIUSULKAN', 'DINILAI', 'DIPILIH', 'TIDAK_DIPILIH')",
            name=op.f("ck_usulan_status"),
        ),
        sa.CheckConstraint("length(alasan) <= 2000", name=op.f("ck_usulan_alasan_panjang")),
        sa.CheckConstraint("length(catatan) <= 2000", name=op.f("ck_usulan_catatan_panjang")),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_usulan_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["jabatan_id"], ["jabatan.id"], name=op.f("fk_usulan_jabatan_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_usulan_kantor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["keputusan_id"],
            ["keputusan.id"],
            name=op.f("fk_usulan_keputusan_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pemutus_id"], ["pegawai.id"], name=op.f("fk_usulan_pemutus_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pengusul_id"], ["pegawai.id"], name=op.f("fk_usulan_pengusul_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usulan")),
        sqlite_strict=True,
    )
    op.create_index(op.f("ix_usulan_indikator_id"), "usulan", ["indikator_id"])
    op.create_index(op.f("ix_usulan_jabatan_id"), "usulan", ["jabatan_id"])
    op.create_index(op.f("ix_usulan_kantor_id"), "usulan", ["kantor_id"])
    op.create_index(op.f("ix_usulan_keputusan_id"), "usulan", ["keputusan_id"])
    op.create_index(op.f("ix_usulan_pemutus_id"), "usulan", ["pemutus_id"])
    op.create_index(op.f("ix_usulan_pengusul_id"), "usulan", ["pengusul_id"])

    op.create_table(
        "usulan_target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("periode_id", sa.Integer(), nullable=True),
        sa.Column("nilai", jenis.Angka(), nullable=True),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pengusul_id", sa.Integer(), nullable=False),
        sa.Column("diusulkan", jenis.Waktu(), nullable=False),
        sa.Column("pemutus_id", sa.Integer(), nullable=True),
        sa.Column("diputus", jenis.Waktu(), nullable=True),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "status IN ('DIUSULKAN', 'DISETUJUI', 'DITOLAK', 'DITARIK')",
            name=op.f("ck_usulan_target_status"),
        ),
        sa.CheckConstraint("length(alasan) <= 1000", name=op.f("ck_usulan_target_alasan_panjang")),
        sa.CheckConstraint(
            "length(catatan) <= 1000", name=op.f("ck_usulan_target_catatan_panjang")
        ),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_usulan_target_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pemutus_id"],
            ["pegawai.id"],
            name=op.f("fk_usulan_target_pemutus_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pengusul_id"],
            ["pegawai.id"],
            name=op.f("fk_usulan_target_pengusul_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["periode_id"],
            ["periode.id"],
            name=op.f("fk_usulan_target_periode_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_usulan_target")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_usulan_target_indikator_id_tahun", "usulan_target", ["indikator_id", "tahun"]
    )
    op.create_index(op.f("ix_usulan_target_pemutus_id"), "usulan_target", ["pemutus_id"])
    op.create_index(op.f("ix_usulan_target_pengusul_id"), "usulan_target", ["pengusul_id"])


def downgrade() -> None:
    for tabel in ("usulan_target", "usulan", "mutu", "hasil_lalu", "impor", "libur"):
        op.drop_table(tabel)
    for tabel, kolom, *_ in reversed(_KOLOM):
        op.drop_column(tabel, kolom)
    for tabel, kolom, _ in reversed(_INDUK):
        with _bangun(tabel) as ubah:
            ubah.drop_index(ubah.f(f"ix_{tabel}_{kolom}"))
            ubah.drop_constraint(ubah.f(f"fk_{tabel}_{kolom}"), type_="foreignkey")
            ubah.drop_column(kolom)
