"""The first schema: every table STRICT and checked, the audit trail closed to change."""

import sqlalchemy as sa
from alembic import op

from iki_web.models import jenis

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kantor",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("kabupaten", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("skala", sa.Text(), nullable=False),
        sa.Column("plafon", jenis.Angka(), nullable=True),
        sa.Column("versi_acuan", sa.Integer(), nullable=False),
        sa.Column("versi_rekap", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kantor")),
        sa.UniqueConstraint("kode", name=op.f("uq_kantor_kode")),
        sqlite_strict=True,
    )
    op.create_table(
        "percobaan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("nama_pengguna", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("waktu", jenis.Waktu(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_percobaan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("percobaan", schema=None) as batch_op:
        batch_op.create_index("ix_percobaan_alamat_waktu", ["alamat", "waktu"], unique=False)

    op.create_table(
        "jabatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nama_singkat", sa.Text(), nullable=False),
        sa.Column("atasan_id", sa.Integer(), nullable=True),
        sa.Column("jalur", sa.Text(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "atasan_id IS NULL OR atasan_id <> id", name=op.f("ck_jabatan_atasan_lain")
        ),
        sa.ForeignKeyConstraint(
            ["atasan_id"], ["jabatan.id"], name=op.f("fk_jabatan_atasan_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_jabatan_kantor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_jabatan")),
        sa.UniqueConstraint("kantor_id", "kode", name=op.f("uq_jabatan_kantor_id_kode")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_jabatan_atasan_id"), ["atasan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_jabatan_jalur"), ["jalur"], unique=False)

    op.create_table(
        "keputusan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("nomor", sa.Text(), nullable=False),
        sa.Column("tentang", sa.Text(), nullable=False),
        sa.Column("tanggal", jenis.Tanggal(), nullable=False),
        sa.Column("berlaku_mulai", jenis.Tanggal(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("naskah", sa.Text(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "status IN ('DRAF', 'DITETAPKAN', 'DICABUT')", name=op.f("ck_keputusan_status")
        ),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_keputusan_kantor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_keputusan")),
        sa.UniqueConstraint("kantor_id", "kode", name=op.f("uq_keputusan_kantor_id_kode")),
        sqlite_strict=True,
    )
    op.create_table(
        "pegawai",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nip", sa.Text(), nullable=True),
        sa.Column("nama_pengguna", sa.Text(), nullable=False),
        sa.Column("sandi_hash", sa.Text(), nullable=False),
        sa.Column("wajib_ganti", jenis.YaTidak(), nullable=False),
        sa.Column("sandi_sampai", jenis.Waktu(), nullable=True),
        sa.Column("aktif", jenis.YaTidak(), nullable=False),
        sa.Column("pengelola", jenis.YaTidak(), nullable=False),
        sa.Column("pemeriksa", jenis.YaTidak(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_pegawai_kantor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pegawai")),
        sa.UniqueConstraint("nama_pengguna", name=op.f("uq_pegawai_nama_pengguna")),
        sa.UniqueConstraint("nip", name=op.f("uq_pegawai_nip")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pegawai_kantor_id"), ["kantor_id"], unique=False)

    op.create_table(
        "periode",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("ke", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("mulai", jenis.Tanggal(), nullable=False),
        sa.Column("selesai", jenis.Tanggal(), nullable=False),
        sa.Column("batas", jenis.Waktu(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("alasan_buka", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "jenis IN ('TAHUNAN', 'SEMESTERAN', 'TRIWULANAN', 'BULANAN')",
            name=op.f("ck_periode_jenis"),
        ),
        sa.CheckConstraint(
            "status IN ('BELUM_DIBUKA', 'DIBUKA', 'DITUTUP')", name=op.f("ck_periode_status")
        ),
        sa.CheckConstraint("selesai >= mulai", name=op.f("ck_periode_rentang")),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_periode_kantor_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_periode")),
        sa.UniqueConstraint("kantor_id", "kode", name=op.f("uq_periode_kantor_id_kode")),
        sqlite_strict=True,
    )
    op.create_table(
        "catatan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("keputusan_id", sa.Integer(), nullable=False),
        sa.Column("kelompok", sa.Integer(), nullable=False),
        sa.Column("di", sa.Text(), nullable=False),
        sa.Column("kolom", sa.Text(), nullable=False),
        sa.Column("kutipan", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["keputusan_id"],
            ["keputusan.id"],
            name=op.f("fk_catatan_keputusan_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_catatan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("catatan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_catatan_keputusan_id"), ["keputusan_id"], unique=False)

    op.create_table(
        "indikator",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("keputusan_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("kode", sa.Text(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("sasaran", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis_rumus", sa.Text(), nullable=False),
        sa.Column("pembilang", sa.Text(), nullable=False),
        sa.Column("penyebut", sa.Text(), nullable=False),
        sa.Column("satuan", sa.Text(), nullable=False),
        sa.Column("kali_100", jenis.YaTidak(), nullable=False),
        sa.Column("arah", sa.Text(), nullable=False),
        sa.Column("rumus_turun", sa.Text(), nullable=False),
        sa.Column("cara_hitung", sa.Text(), nullable=False),
        sa.Column("frekuensi", sa.Text(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("contoh", sa.Text(), nullable=False),
        sa.Column("teks_asli", sa.Text(), nullable=False),
        sa.Column("induk_id", sa.Integer(), nullable=True),
        sa.Column("berakhir", jenis.Tanggal(), nullable=True),
        sa.Column("alasan_berakhir", sa.Text(), nullable=False),
        sa.CheckConstraint("arah IN ('NAIK', 'TURUN')", name=op.f("ck_indikator_arah")),
        sa.CheckConstraint(
            "cara_hitung IN ('JUMLAH', 'AKHIR', 'RATA')", name=op.f("ck_indikator_cara_hitung")
        ),
        sa.CheckConstraint(
            "frekuensi IN ('TAHUNAN', 'SEMESTERAN', 'TRIWULANAN', 'BULANAN')",
            name=op.f("ck_indikator_frekuensi"),
        ),
        sa.CheckConstraint(
            "jenis_rumus IN ('RASIO', 'DAFTAR_DOKUMEN', 'ANGKA')",
            name=op.f("ck_indikator_jenis_rumus"),
        ),
        sa.CheckConstraint(
            "rumus_turun IN ('SELISIH', 'NISBAH')", name=op.f("ck_indikator_rumus_turun")
        ),
        sa.ForeignKeyConstraint(
            ["induk_id"], ["indikator.id"], name=op.f("fk_indikator_induk_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
            name=op.f("fk_indikator_jabatan_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["keputusan_id"],
            ["keputusan.id"],
            name=op.f("fk_indikator_keputusan_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indikator")),
        sa.UniqueConstraint("keputusan_id", "kode", name=op.f("uq_indikator_keputusan_id_kode")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("indikator", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_indikator_induk_id"), ["induk_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_indikator_jabatan_id"), ["jabatan_id"], unique=False)

    op.create_table(
        "jejak",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("kantor_id", sa.Integer(), nullable=True),
        sa.Column("waktu", jenis.Waktu(), nullable=False),
        sa.Column("pelaku_id", sa.Integer(), nullable=True),
        sa.Column("pelaku", sa.Text(), nullable=False),
        sa.Column("aksi", sa.Text(), nullable=False),
        sa.Column("objek", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("sebelum", sa.Text(), nullable=False),
        sa.Column("sesudah", sa.Text(), nullable=False),
        sa.Column("permintaan", sa.Text(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("mac_sebelum", sa.Text(), nullable=False),
        sa.Column("mac", sa.Text(), nullable=False),
        sa.CheckConstraint("length(mac) = 64", name=op.f("ck_jejak_mac")),
        sa.ForeignKeyConstraint(
            ["kantor_id"], ["kantor.id"], name=op.f("fk_jejak_kantor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pelaku_id"], ["pegawai.id"], name=op.f("fk_jejak_pelaku_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_jejak")),
        sa.UniqueConstraint("mac", name=op.f("uq_jejak_mac")),
        sqlite_strict=True,
    )
    op.create_table(
        "lampiran",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("keputusan_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("nama_asli", sa.Text(), nullable=True),
        sa.Column("tugas", sa.Text(), nullable=False),
        sa.Column("fungsi", sa.Text(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["jabatan_id"], ["jabatan.id"], name=op.f("fk_lampiran_jabatan_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["keputusan_id"],
            ["keputusan.id"],
            name=op.f("fk_lampiran_keputusan_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_lampiran")),
        sa.UniqueConstraint(
            "keputusan_id", "jabatan_id", name=op.f("uq_lampiran_keputusan_id_jabatan_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "pengecualian",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("periode_id", sa.Integer(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
            name=op.f("fk_pengecualian_jabatan_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["periode_id"],
            ["periode.id"],
            name=op.f("fk_pengecualian_periode_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pengecualian")),
        sa.UniqueConstraint(
            "jabatan_id", "periode_id", name=op.f("uq_pengecualian_jabatan_id_periode_id")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "penugasan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("mulai", jenis.Tanggal(), nullable=False),
        sa.Column("selesai", jenis.Tanggal(), nullable=True),
        sa.Column("nomor_surat", sa.Text(), nullable=False),
        sa.CheckConstraint("jenis IN ('DEFINITIF', 'PLT', 'PLH')", name=op.f("ck_penugasan_jenis")),
        sa.CheckConstraint(
            "selesai IS NULL OR selesai >= mulai", name=op.f("ck_penugasan_rentang")
        ),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
            name=op.f("fk_penugasan_jabatan_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pegawai_id"],
            ["pegawai.id"],
            name=op.f("fk_penugasan_pegawai_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_penugasan")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_penugasan_jabatan_id"), ["jabatan_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_penugasan_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "sesi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sidik", sa.Text(), nullable=False),
        sa.Column("pegawai_id", sa.Integer(), nullable=False),
        sa.Column("dibuat", jenis.Waktu(), nullable=False),
        sa.Column("terakhir", jenis.Waktu(), nullable=False),
        sa.Column("alamat", sa.Text(), nullable=False),
        sa.Column("diakhiri", jenis.Waktu(), nullable=True),
        sa.ForeignKeyConstraint(
            ["pegawai_id"], ["pegawai.id"], name=op.f("fk_sesi_pegawai_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sesi")),
        sa.UniqueConstraint("sidik", name=op.f("uq_sesi_sidik")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_sesi_pegawai_id"), ["pegawai_id"], unique=False)

    op.create_table(
        "dokumen",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("setahun", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_dokumen_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dokumen")),
        sa.UniqueConstraint("indikator_id", "urutan", name=op.f("uq_dokumen_indikator_id_urutan")),
        sqlite_strict=True,
    )
    op.create_table(
        "realisasi",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("periode_id", sa.Integer(), nullable=False),
        sa.Column("jabatan_id", sa.Integer(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("pembilang", jenis.Angka(), nullable=True),
        sa.Column("penyebut", jenis.Angka(), nullable=True),
        sa.Column("angka", jenis.Angka(), nullable=True),
        sa.Column("daftar", sa.Text(), nullable=False),
        sa.Column("nihil", jenis.YaTidak(), nullable=False),
        sa.Column("alasan_nihil", sa.Text(), nullable=False),
        sa.Column("keterangan", sa.Text(), nullable=False),
        sa.Column("kendala", sa.Text(), nullable=False),
        sa.Column("tindak_lanjut", sa.Text(), nullable=False),
        sa.Column("terlibat", sa.Text(), nullable=False),
        sa.Column("pengaju_id", sa.Integer(), nullable=True),
        sa.Column("diajukan", jenis.Waktu(), nullable=True),
        sa.Column("penyetuju_id", sa.Integer(), nullable=True),
        sa.Column("disetujui", jenis.Waktu(), nullable=True),
        sa.Column("diubah", jenis.Waktu(), nullable=False),
        sa.Column("nilai", jenis.Angka(), nullable=True),
        sa.Column("target", jenis.Angka(), nullable=True),
        sa.Column("capaian", jenis.Angka(), nullable=True),
        sa.Column("predikat", sa.Text(), nullable=True),
        sa.Column("beku", sa.Text(), nullable=True),
        sa.CheckConstraint("status <> 'BELUM_DIISI'", name=op.f("ck_realisasi_ada_isinya")),
        sa.CheckConstraint(
            "status <> 'DISETUJUI' OR (penyetuju_id IS NOT NULL AND beku IS NOT NULL)",
            name=op.f("ck_realisasi_beku"),
        ),
        sa.CheckConstraint(
            "status IN ('BELUM_DIISI', 'DRAF', 'DIAJUKAN', 'DIKEMBALIKAN', 'DISETUJUI')",
            name=op.f("ck_realisasi_status"),
        ),
        sa.CheckConstraint(
            "length(alasan_nihil) <= 1000", name=op.f("ck_realisasi_alasan_nihil_panjang")
        ),
        sa.CheckConstraint("length(kendala) <= 2000", name=op.f("ck_realisasi_kendala_panjang")),
        sa.CheckConstraint(
            "length(keterangan) <= 2000", name=op.f("ck_realisasi_keterangan_panjang")
        ),
        sa.CheckConstraint(
            "length(tindak_lanjut) <= 2000", name=op.f("ck_realisasi_tindak_lanjut_panjang")
        ),
        sa.CheckConstraint("versi >= 1", name=op.f("ck_realisasi_versi")),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_realisasi_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["jabatan_id"],
            ["jabatan.id"],
            name=op.f("fk_realisasi_jabatan_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["pengaju_id"],
            ["pegawai.id"],
            name=op.f("fk_realisasi_pengaju_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["penyetuju_id"],
            ["pegawai.id"],
            name=op.f("fk_realisasi_penyetuju_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["periode_id"],
            ["periode.id"],
            name=op.f("fk_realisasi_periode_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_realisasi")),
        sa.UniqueConstraint(
            "indikator_id", "periode_id", name=op.f("uq_realisasi_indikator_id_periode_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("realisasi", schema=None) as batch_op:
        batch_op.create_index("ix_realisasi_antrean", ["jabatan_id", "status"], unique=False)
        batch_op.create_index(batch_op.f("ix_realisasi_pengaju_id"), ["pengaju_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_realisasi_penyetuju_id"), ["penyetuju_id"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_realisasi_periode_id"), ["periode_id"], unique=False)

    op.create_table(
        "sumber_data",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("urutan", sa.Integer(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_sumber_data_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sumber_data")),
        sa.UniqueConstraint(
            "indikator_id", "urutan", name=op.f("uq_sumber_data_indikator_id_urutan")
        ),
        sqlite_strict=True,
    )
    op.create_table(
        "target",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("indikator_id", sa.Integer(), nullable=False),
        sa.Column("tahun", sa.Integer(), nullable=False),
        sa.Column("periode_id", sa.Integer(), nullable=True),
        sa.Column("nilai", jenis.Angka(), nullable=True),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("tanggal", jenis.Tanggal(), nullable=False),
        sa.CheckConstraint("jenis IN ('INDUK', 'PERUBAHAN')", name=op.f("ck_target_jenis")),
        sa.ForeignKeyConstraint(
            ["indikator_id"],
            ["indikator.id"],
            name=op.f("fk_target_indikator_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["periode_id"], ["periode.id"], name=op.f("fk_target_periode_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_target")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.create_index(
            "uq_target_periode", ["indikator_id", "tahun", "periode_id", "versi"], unique=True
        )

    op.create_table(
        "bukti",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("sumber_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("nama", sa.Text(), nullable=False),
        sa.Column("jenis", sa.Text(), nullable=False),
        sa.Column("ukuran", sa.Integer(), nullable=False),
        sa.Column("pengunggah_id", sa.Integer(), nullable=False),
        sa.Column("diunggah", jenis.Waktu(), nullable=False),
        sa.Column("dilepas", jenis.Waktu(), nullable=True),
        sa.CheckConstraint("length(nama) <= 150", name=op.f("ck_bukti_nama_panjang")),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_bukti_sha256")),
        sa.CheckConstraint("ukuran > 0", name=op.f("ck_bukti_ukuran")),
        sa.ForeignKeyConstraint(
            ["pengunggah_id"],
            ["pegawai.id"],
            name=op.f("fk_bukti_pengunggah_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
            name=op.f("fk_bukti_realisasi_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sumber_id"], ["sumber_data.id"], name=op.f("fk_bukti_sumber_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bukti")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("bukti", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_bukti_pengunggah_id"), ["pengunggah_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bukti_realisasi_id"), ["realisasi_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_bukti_sha256"), ["sha256"], unique=False)
        batch_op.create_index(batch_op.f("ix_bukti_sumber_id"), ["sumber_id"], unique=False)

    op.create_table(
        "riwayat",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("versi", sa.Integer(), nullable=False),
        sa.Column("aksi", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("pelaku_id", sa.Integer(), nullable=False),
        sa.Column("pelaku", sa.Text(), nullable=False),
        sa.Column("waktu", jenis.Waktu(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.Column("catatan", sa.Text(), nullable=False),
        sa.Column("isi", sa.Text(), nullable=False),
        sa.CheckConstraint(
            "aksi IN ('SIMPAN', 'AJUKAN', 'TARIK', 'KEMBALIKAN', 'SETUJUI', 'BUKA_KEMBALI')",
            name=op.f("ck_riwayat_aksi"),
        ),
        sa.CheckConstraint(
            "status IN ('BELUM_DIISI', 'DRAF', 'DIAJUKAN', 'DIKEMBALIKAN', 'DISETUJUI')",
            name=op.f("ck_riwayat_status"),
        ),
        sa.ForeignKeyConstraint(
            ["pelaku_id"], ["pegawai.id"], name=op.f("fk_riwayat_pelaku_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
            name=op.f("fk_riwayat_realisasi_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_riwayat")),
        sa.UniqueConstraint("realisasi_id", "versi", name=op.f("uq_riwayat_realisasi_id_versi")),
        sqlite_strict=True,
    )
    with op.batch_alter_table("riwayat", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_riwayat_pelaku_id"), ["pelaku_id"], unique=False)

    op.create_table(
        "rujukan",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("realisasi_id", sa.Integer(), nullable=False),
        sa.Column("sumber_id", sa.Integer(), nullable=False),
        sa.Column("rujukan", sa.Text(), nullable=False),
        sa.Column("alasan", sa.Text(), nullable=False),
        sa.CheckConstraint("length(alasan) <= 1000", name=op.f("ck_rujukan_alasan_panjang")),
        sa.CheckConstraint("length(rujukan) <= 500", name=op.f("ck_rujukan_rujukan_panjang")),
        sa.ForeignKeyConstraint(
            ["realisasi_id"],
            ["realisasi.id"],
            name=op.f("fk_rujukan_realisasi_id"),
            ondelete="RESTRICT",
        ),
        sa.ForeignKeyConstraint(
            ["sumber_id"],
            ["sumber_data.id"],
            name=op.f("fk_rujukan_sumber_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rujukan")),
        sa.UniqueConstraint(
            "realisasi_id", "sumber_id", name=op.f("uq_rujukan_realisasi_id_sumber_id")
        ),
        sqlite_strict=True,
    )
    with op.batch_alter_table("rujukan", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_rujukan_sumber_id"), ["sumber_id"], unique=False)
    _protect_jejak()


def _protect_jejak() -> None:
    """Refuse update and deletion of audit and history lines in the database itself (TRUST)."""
    for tabel in ("jejak", "riwayat"):
        if op.get_bind().dialect.name == "sqlite":
            for aksi in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {tabel}_tolak_{aksi.lower()} BEFORE {aksi} ON {tabel} "
                    f"BEGIN SELECT RAISE(ABORT, '{tabel} tidak dapat diubah'); END"
                )
            continue
        op.execute(
            f"CREATE FUNCTION {tabel}_tolak() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{tabel} tidak dapat diubah'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {tabel}_tolak BEFORE UPDATE OR DELETE OR TRUNCATE ON {tabel} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION {tabel}_tolak()"
        )


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for tabel in ("jejak", "riwayat"):
            op.execute(f"DROP FUNCTION {tabel}_tolak() CASCADE")
    with op.batch_alter_table("rujukan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_rujukan_sumber_id"))

    op.drop_table("rujukan")
    with op.batch_alter_table("riwayat", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_riwayat_pelaku_id"))

    op.drop_table("riwayat")
    with op.batch_alter_table("bukti", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_bukti_sumber_id"))
        batch_op.drop_index(batch_op.f("ix_bukti_sha256"))
        batch_op.drop_index(batch_op.f("ix_bukti_realisasi_id"))
        batch_op.drop_index(batch_op.f("ix_bukti_pengunggah_id"))

    op.drop_table("bukti")
    with op.batch_alter_table("target", schema=None) as batch_op:
        batch_op.drop_index("uq_target_periode")

    op.drop_table("target")
    op.drop_table("sumber_data")
    with op.batch_alter_table("realisasi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_realisasi_periode_id"))
        batch_op.drop_index(batch_op.f("ix_realisasi_penyetuju_id"))
        batch_op.drop_index(batch_op.f("ix_realisasi_pengaju_id"))
        batch_op.drop_index("ix_realisasi_antrean")

    op.drop_table("realisasi")
    op.drop_table("dokumen")
    with op.batch_alter_table("sesi", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_sesi_pegawai_id"))

    op.drop_table("sesi")
    with op.batch_alter_table("penugasan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_penugasan_pegawai_id"))
        batch_op.drop_index(batch_op.f("ix_penugasan_jabatan_id"))

    op.drop_table("penugasan")
    op.drop_table("pengecualian")
    op.drop_table("lampiran")
    op.drop_table("jejak")
    with op.batch_alter_table("indikator", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indikator_jabatan_id"))
        batch_op.drop_index(batch_op.f("ix_indikator_induk_id"))

    op.drop_table("indikator")
    with op.batch_alter_table("catatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_catatan_keputusan_id"))

    op.drop_table("catatan")
    op.drop_table("periode")
    with op.batch_alter_table("pegawai", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pegawai_kantor_id"))

    op.drop_table("pegawai")
    op.drop_table("keputusan")
    with op.batch_alter_table("jabatan", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_jabatan_jalur"))
        batch_op.drop_index(batch_op.f("ix_jabatan_atasan_id"))

    op.drop_table("jabatan")
    with op.batch_alter_table("percobaan", schema=None) as batch_op:
        batch_op.drop_index("ix_percobaan_alamat_waktu")

    op.drop_table("percobaan")
    op.drop_table("kantor")
