"""Growth: one office's recap as the database holds more offices and more years."""

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from iki_web.actions.instance import find_sistem
from iki_web.actions.periode import open_tahun
from iki_web.extensions import TULIS, Base, db
from iki_web.queries.rekap import get_rekap
from tests.bench.alat import Baris, adu, pangkat
from tests.bench.bangku import Bangku
from tests.bench.dunia import TAHUN, Dunia
from tests.pendukung.basis import Peladen, nama_basis
from tests.pendukung.orang import buat_pelaku

#: Every office of Indonesia below the regency, and points on the way.
KANTOR = (1, 85, 7288)
TAHUN_BANYAK = (1, 3, 5)
_SPAN = 10_000
_TABEL = (
    "kantor",
    "pegawai",
    "jabatan",
    "penugasan",
    "keputusan",
    "indikator",
    "periode",
    "realisasi",
)
_UNIK = ("kantor.kode", "pegawai.nama_pengguna", "pegawai.nip", "jabatan.jalur")
_ENTRI = """
INSERT INTO realisasi (indikator_id, periode_id, jabatan_id, status, versi, pembilang, penyebut,
  daftar, nihil, alasan_nihil, keterangan, kendala, tindak_lanjut, terlibat, penyetuju_id,
  disetujui, diubah, nilai, target, capaian, predikat, beku)
SELECT i.id, p.id, i.jabatan_id, 'DISETUJUI', 3, CAST('9' AS NUMERIC), CAST('10' AS NUMERIC),
  '{}', p.id < 0, '', '', '', '', '[1]', 1, '2026-04-10T02:00:00.000000Z',
  '2026-04-10T02:00:00.000000Z', CAST('90' AS NUMERIC), CAST('95' AS NUMERIC),
  CAST('94' AS NUMERIC), 'Baik', '{}'
FROM indikator i JOIN periode p ON p.jenis = i.frekuensi ORDER BY p.id, i.id
"""

Pembuat = Callable[[str], Dunia]


def _jalankan(dunia: Dunia, *perintah: str) -> None:
    """Run bulk statements; nothing of the app watches, no key is checked row by row."""
    with dunia.app.app_context(), db.engine.connect() as koneksi:
        if koneksi.dialect.name == "sqlite":
            koneksi.connection.cursor().execute("PRAGMA foreign_keys=OFF")
        koneksi = koneksi.execution_options(**{TULIS: True})
        if koneksi.dialect.name == "postgresql":
            koneksi.exec_driver_sql("SET session_replication_role = replica")
        for satu in perintah:
            koneksi.exec_driver_sql(satu)
        koneksi.commit()
        db.engine.dispose()


def _isi(dunia: Dunia, tahun: int) -> None:
    """Give every indicator an approved entry in every period of some years."""
    with dunia.app.app_context():
        sistem = find_sistem()
        assert sistem is not None
        for satu in range(TAHUN - tahun + 1, TAHUN + 1):
            open_tahun(sistem, satu)
        db.session.rollback()
    _jalankan(dunia, _ENTRI)


def _salin_tabel(nama: str, kantor: int) -> str:
    """Return the statement that copies the rows of the first office to all others."""
    tabel = Base.metadata.tables[nama]
    isi = []
    for kolom in tabel.columns:
        if kolom.primary_key or kolom.foreign_keys:
            isi.append(f"t.{kolom.name} + n.k * {_SPAN}")
        elif f"{nama}.{kolom.name}" in _UNIK:
            isi.append(f"'/' || n.k || t.{kolom.name}")
        else:
            isi.append(f"t.{kolom.name}")
    daftar = ", ".join(kolom.name for kolom in tabel.columns)
    return (
        f"WITH RECURSIVE n(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM n WHERE k < {kantor - 1}) "
        f"INSERT INTO {nama} ({daftar}) SELECT {', '.join(isi)} "
        f"FROM n CROSS JOIN {nama} t WHERE t.id < {_SPAN} ORDER BY n.k, t.id"
    )


def _gandakan(dunia: Dunia, kantor: int) -> None:
    if kantor > 1:
        _jalankan(dunia, *(_salin_tabel(nama, kantor) for nama in _TABEL))


def _baca(dunia: Dunia) -> Callable[[], object]:
    """Return the reading of the recap as a request does it: a transaction of its own."""
    pelaku = buat_pelaku(dunia.app, "camat")

    def jalan() -> object:
        with dunia.app.app_context():
            return get_rekap(pelaku, TAHUN)

    return jalan


def _ukur(nama: str, ukuran: Sequence[int], dunia: Sequence[Dunia], paling: float) -> Baris:
    # The quickest of many: what else the machine does only ever adds, and 5 % more is a finding.
    baca = [_baca(satu) for satu in dunia]
    hasil = adu(*baca, kali=80, jam=time.perf_counter_ns, ringkas=min)
    naik = pangkat(ukuran, hasil)
    titik = ", ".join(f"{n}: {ms:.2f} ms" for n, ms in zip(ukuran, hasil, strict=True))
    return Baris(nama, f"exponent {naik:.3f} ({titik})", f"<= {paling:g}", naik <= paling)


def _ukur_basis(nama: str, buat: Pembuat) -> Iterator[Baris]:
    """Build the sizes, each in a database of its own, and read them in turns."""
    kantor, tahun = [], []
    for n in TAHUN_BANYAK:
        tahun.append(buat(f"tahun-{n}"))
        _isi(tahun[-1], n)
    for n in KANTOR:
        kantor.append(buat(f"kantor-{n}"))
        _isi(kantor[-1], 1)
        _gandakan(kantor[-1], n)
        if nama == "PostgreSQL":
            _jalankan(kantor[-1], "ANALYZE")
    yield _ukur(f"recap of one office, {nama}, by offices", KANTOR, kantor, 0.05)
    yield _ukur(f"recap of one office, {nama}, by years", TAHUN_BANYAK, tahun, 0.03)
    for satu in (*kantor, *tahun):
        satu.tutup()


def ukur_tumbuh(bangku: Bangku) -> Iterator[Baris]:
    """Both databases; PostgreSQL in a server of this run only."""
    cetakan = Dunia(bangku.folder / "tumbuh", contoh=False)
    yield from _ukur_basis("SQLite", lambda nama: cetakan.salin(bangku.folder / nama))
    peladen = Peladen()
    try:
        asal = peladen.buat()
        Dunia(bangku.folder / "pg-cetakan", asal, contoh=False).tutup()
        basis = nama_basis(asal)

        def buat(nama: str) -> Dunia:
            folder = Path(bangku.folder / f"pg-{nama}")
            folder.mkdir()
            return Dunia(folder, peladen.buat(basis))

        yield from _ukur_basis("PostgreSQL", buat)
    finally:
        peladen.berhenti()
    cetakan.tutup()
