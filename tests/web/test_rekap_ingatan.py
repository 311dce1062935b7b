"""What pages remember equals what they would make anew, whatever changes in between."""

import gzip
import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iki_web.extensions import TULIS, Base, db
from iki_web.models import Indikator, Jabatan, Kantor, Pegawai, Periode
from iki_web.rules.alur import Status
from iki_web.rules.periode import WIB

_T = Base.metadata.tables
AWAL = datetime(2026, 4, 10, 9, tzinfo=WIB)
ORANG = ("camat", "sekretaris", "kasubbag-umum", "kasi-pmd", "pengelola")
#: Everything a process keeps between two requests of these pages.
INGATAN = ("iki_acuan", "iki_antrean", "iki_halaman", "iki_bagian")

entri = st.tuples(
    st.just("entri"),
    st.integers(0, 31),
    st.integers(1, 4),
    st.sampled_from([s for s in Status if s is not Status.BELUM_DIISI]),
    st.sampled_from([Decimal("90"), Decimal("90.0"), Decimal("104.5"), Decimal("33.333"), None]),
    st.booleans(),
)
langkah = st.one_of(
    entri,
    entri,
    st.tuples(st.just("target"), st.integers(0, 31), st.sampled_from([Decimal(80), None])),
    st.tuples(st.just("orang"), st.integers(0, 12), st.booleans()),
    st.tuples(st.just("lepas"), st.integers(0, 11), st.integers(1, 4)),
    st.tuples(st.just("batas"), st.integers(1, 4), st.integers(-90, 300)),
    st.tuples(st.just("hari"), st.integers(0, 280)),
)
pandang = st.tuples(
    st.sampled_from(ORANG),
    st.sampled_from(
        ["", "?periode=2026-TW1", "?periode=2026-TW4", "?periode=2026"]
        + [f"/indikator?periode=2026-TW{ke}" for ke in (1, 2, 4)]
    ),
)


def _nomor(kelas, ke):
    """The id of a row by its place in the table."""
    urut = db.session.execute(sa.select(kelas.id).order_by(kelas.id)).scalars().all()
    return urut[ke % len(urut)]


def _kuartal(ke):
    kueri = sa.select(Periode.id).where(Periode.kode == f"2026-TW{ke}")
    return db.session.execute(kueri).scalar_one()


def _entri(ke, kuartal, status, nilai, nihil):
    nomor, periode = _nomor(Indikator, ke), _kuartal(kuartal)
    kueri = sa.select(Indikator.jabatan_id).where(Indikator.id == nomor)
    jabatan = db.session.execute(kueri).scalar_one()
    orang, tabel = _nomor(Pegawai, 0), _T["realisasi"]
    sah, ada = status is Status.DISETUJUI, None if nihil else nilai
    isi = {
        "jabatan_id": jabatan, "status": status, "versi": 1, "nihil": nihil, "terlibat": "[1]",
        "pembilang": ada, "penyebut": ada, "nilai": ada, "target": ada, "capaian": ada,
        "predikat": "Baik" if sah and ada is not None else None, "diajukan": AWAL, "diubah": AWAL,
        "penyetuju_id": orang if sah else None, "beku": "{}" if sah else None, "daftar": "{}",
        "alasan_nihil": "", "keterangan": "", "kendala": "", "tindak_lanjut": "",
    }  # fmt: skip
    sama = (tabel.c.indikator_id == nomor) & (tabel.c.periode_id == periode)
    if not db.session.connection().execute(sa.update(tabel).where(sama).values(isi)).rowcount:
        baru = isi | {"indikator_id": nomor, "periode_id": periode}
        db.session.connection().execute(sa.insert(tabel).values(baru))


def _target(ke, nilai):
    tabel, nomor = _T["target"], _nomor(Indikator, ke)
    kueri = sa.select(sa.func.max(tabel.c.versi)).where(tabel.c.indikator_id == nomor)
    versi = (db.session.execute(kueri).scalar() or 0) + 1
    isi = {"indikator_id": nomor, "tahun": 2026, "nilai": nilai, "versi": versi, "alasan": ""}
    jenis = {"jenis": "PERUBAHAN" if versi > 1 else "INDUK", "tanggal": AWAL.date()}
    db.session.connection().execute(sa.insert(tabel).values(isi | jenis))


def _orang(ke, aktif):
    tabel = _T["pegawai"]
    isi = {"aktif": aktif, "nama": sa.func.substr(tabel.c.nama_pengguna, 1, 30) + " <b>"}
    bukan = tabel.c.nama_pengguna.not_in(ORANG)
    satu = tabel.c.id == _nomor(Pegawai, ke)
    db.session.connection().execute(sa.update(tabel).where(satu, bukan).values(isi))


def _lepas(ke, kuartal):
    tabel = _T["pengecualian"]
    isi = {"jabatan_id": _nomor(Jabatan, ke), "periode_id": _kuartal(kuartal)}
    sama = [tabel.c[nama] == nilai for nama, nilai in isi.items()]
    if not db.session.connection().execute(sa.delete(tabel).where(*sama)).rowcount:
        db.session.connection().execute(sa.insert(tabel).values(isi | {"alasan": "Kosong"}))


def _batas(kuartal, hari):
    tabel = _T["periode"]
    batas = AWAL.replace(hour=0) + timedelta(days=hari)
    isi = {"batas": batas, "status": "DIBUKA", "alasan_buka": "Banjir" if hari % 2 else ""}
    satu = tabel.c.id == _kuartal(kuartal)
    db.session.connection().execute(sa.update(tabel).where(satu).values(isi))


_UBAH = {
    "entri": (_entri, Kantor.versi_rekap),
    "target": (_target, Kantor.versi_acuan),
    "orang": (_orang, Kantor.versi_acuan),
    "lepas": (_lepas, Kantor.versi_acuan),
    "batas": (_batas, Kantor.versi_acuan),
}


def _jalankan(app, jam_uji, apa, *isi):
    """Take one step as a commit does: the rows, and the version that tells of them."""
    if apa == "hari":
        jam_uji.set(AWAL + timedelta(days=isi[0]))
        return
    ubah, versi = _UBAH[apa]
    with app.app_context():
        db.session.connection(execution_options={TULIS: True})
        ubah(*isi)
        naik = sa.update(_T["kantor"]).values({versi.key: versi + 1})
        db.session.connection().execute(naik)
        db.session.commit()


def _baca(klien, alamat):
    penuh = alamat if alamat.startswith("/") else f"/rekap/2026{alamat}"
    jawab = klien.get(penuh, headers={"HX-Request": "true"})
    assert jawab.status_code == 200
    return jawab.get_data(as_text=True)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(langkah, pandang), min_size=4, max_size=10))
def test_remembered_page_equals_a_fresh_one(app, masuk, jam_uji, langkah):
    jam_uji.set(AWAL)
    for perubahan, (siapa, alamat) in langkah:
        klien = masuk(siapa)
        _baca(klien, alamat)
        _jalankan(app, jam_uji, *perubahan)
        klien = masuk(siapa)  # the clock may have run out on the session
        ingat = _baca(klien, alamat)
        simpan = {nama: app.extensions.pop(nama) for nama in INGATAN if nama in app.extensions}
        assert ingat == _baca(klien, alamat), perubahan
        app.extensions.update(simpan)


@pytest.mark.parametrize("siapa", ["camat", "sekretaris"])
def test_an_entry_back_as_it_was_is_told_as_it_was(app, masuk, jam_uji, siapa):
    """The same rows again are the same figures again, and not those of the time between."""
    klien = masuk(siapa)
    isi = ("entri", 0, 1, Status.DISETUJUI, Decimal(90), False)
    lain = ("entri", 0, 1, Status.DISETUJUI, Decimal(77), False)
    teks = []
    for perubahan in (isi, lain, isi):
        _jalankan(app, jam_uji, *perubahan)
        teks.append(_baca(klien, ""))
    assert teks[0] == teks[2] != teks[1]


def test_a_new_day_is_counted_though_no_row_has_changed(app, masuk, jam_uji):
    _jalankan(app, jam_uji, "entri", 0, 1, Status.DIAJUKAN, Decimal(90), False)
    assert "hari kerja</td>" not in _baca(masuk("camat"), "")
    jam_uji.set(AWAL + timedelta(days=4))
    assert "2 hari kerja</td>" in _baca(masuk("camat"), "")


def test_kept_page_carries_a_token_that_works_and_packs_to_the_same(masuk):
    klien = masuk("camat")
    awal, lagi = klien.get("/rekap/2026"), klien.get("/rekap/2026")
    assert awal.headers["ETag"] == lagi.headers["ETag"]
    assert awal.data == lagi.data
    for _ in range(2):
        padat = klien.get("/rekap/2026", headers={"Accept-Encoding": "gzip"})
        assert padat.headers["Content-Encoding"] == "gzip"
        assert {"Accept-Encoding", "HX-Request", "Cookie"} <= set(padat.vary)
        assert gzip.decompress(padat.data) == awal.data
    token = re.search(r'name="csrf_token" value="([^"]+)"', lagi.get_data(as_text=True))[1]
    assert klien.post("/keluar", data={"csrf_token": token}).status_code == 303
    sidik = {"If-None-Match": lagi.headers["ETag"]}
    assert klien.get("/rekap/2026", headers=sidik).status_code == 303


def test_message_is_said_once_and_never_kept(masuk):
    klien = masuk("camat")
    biasa = klien.get("/rekap/2026")
    with klien.session_transaction() as sesi:
        sesi["_flashes"] = [("info", "Sandi Anda sudah diganti.")]
    sidik = {"If-None-Match": biasa.headers["ETag"]}
    assert "Sandi Anda sudah diganti." in klien.get("/rekap/2026", headers=sidik).get_data(True)
    assert "Sandi Anda sudah diganti." not in klien.get("/rekap/2026").get_data(True)
