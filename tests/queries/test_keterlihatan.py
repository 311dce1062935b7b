"""The SQL of visibility and the pure predicate agree, on random trees, assignments and entries."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from iki_web.actions.sesi import build_pelaku
from iki_web.extensions import TULIS, Base, db
from iki_web.models import Indikator, Jabatan, Kantor, Pegawai, Periode, Realisasi
from iki_web.queries.acuan import find_acuan
from iki_web.queries.keterlihatan import ISI_TERLIHAT, TERLIHAT, list_parameter
from iki_web.rules.alur import Status
from iki_web.rules.keterlihatan import (
    JenisPenugasan,
    Pandangan,
    classify_pandangan,
    compute_lingkup,
)

WAKTU = datetime(2026, 4, 1, tzinfo=UTC)
ADA = [status for status in Status if status is not Status.BELUM_DIISI]
_T = Base.metadata.tables

#: A made-up office: who is above whom, who holds what, which entries stand where.
kantor_sebarang = st.fixed_dictionaries(
    {
        "atasan": st.lists(st.integers(0, 20), min_size=11, max_size=11),
        "pegang": st.lists(
            st.tuples(
                st.integers(0, 11),
                st.sampled_from(JenisPenugasan),
                st.sampled_from([("2026-01-01", None), ("2026-04-10", "2026-04-10")]),
            ),
            max_size=3,
        ),
        "lewat": st.lists(
            st.tuples(
                st.integers(0, 11),
                st.sampled_from([("2026-01-01", "2026-04-09"), ("2026-04-11", None)]),
            ),
            max_size=2,
        ),
        "entri": st.lists(
            st.tuples(st.integers(0, 11), st.sampled_from(ADA)), min_size=1, max_size=25
        ),
        "pengelola": st.booleans(),
        "pemeriksa": st.booleans(),
    }
)


def _susun_pohon(koneksi: sa.Connection, atasan: list[int]) -> list[int]:
    """Hang the twelve positions into a random tree under the first; returns their ids."""
    nomor = list(koneksi.execute(sa.select(Jabatan.id).order_by(Jabatan.id)).scalars())
    jalur = {nomor[0]: f"/{nomor[0]}/"}
    for urut, jabatan in enumerate(nomor[1:], start=1):
        induk = nomor[atasan[urut - 1] % urut]
        jalur[jabatan] = f"{jalur[induk]}{jabatan}/"
        koneksi.execute(
            sa.update(_T["jabatan"])
            .where(_T["jabatan"].c.id == jabatan)
            .values(atasan_id=induk, jalur=jalur[jabatan])
        )
    return nomor


def _isi_kantor(koneksi: sa.Connection, kantor: dict, pegawai: int) -> None:
    """Write the made-up office; everything is rolled back after the example."""
    jabatan = _susun_pohon(koneksi, kantor["atasan"])
    koneksi.execute(sa.delete(_T["penugasan"]).where(_T["penugasan"].c.pegawai_id == pegawai))
    tugas = [(j, jenis, rentang) for j, jenis, rentang in kantor["pegang"]]
    tugas += [(j, JenisPenugasan.DEFINITIF, rentang) for j, rentang in kantor["lewat"]]
    for nomor, jenis, (mulai, selesai) in tugas:
        koneksi.execute(
            sa.insert(_T["penugasan"]).values(
                pegawai_id=pegawai,
                jabatan_id=jabatan[nomor],
                jenis=jenis,
                mulai=datetime.fromisoformat(mulai).date(),
                selesai=datetime.fromisoformat(selesai).date() if selesai else None,
                nomor_surat="",
            )
        )
    koneksi.execute(
        sa.update(_T["pegawai"])
        .where(_T["pegawai"].c.id == pegawai)
        .values(pengelola=kantor["pengelola"], pemeriksa=kantor["pemeriksa"])
    )
    _isi_entri(koneksi, jabatan, kantor["entri"], pegawai)
    koneksi.execute(sa.update(_T["kantor"]).values(versi_acuan=Kantor.versi_acuan + 1))


def _isi_entri(koneksi: sa.Connection, jabatan: list[int], entri: list, pegawai: int) -> None:
    indikator = list(koneksi.execute(sa.select(Indikator.id).order_by(Indikator.id)).scalars())
    periode = koneksi.execute(sa.select(Periode.id).order_by(Periode.id).limit(1)).scalar_one()
    for nomor, (posisi, status) in enumerate(entri):
        koneksi.execute(
            sa.insert(_T["realisasi"]).values(
                indikator_id=indikator[nomor],
                periode_id=periode,
                jabatan_id=jabatan[posisi],
                status=status,
                versi=1,
                diubah=WAKTU,
                daftar="{}",
                nihil=False,
                alasan_nihil="",
                keterangan="",
                kendala="",
                tindak_lanjut="",
                terlibat="[]",
                penyetuju_id=pegawai if status is Status.DISETUJUI else None,
                beku="{}" if status is Status.DISETUJUI else None,
            )
        )


def _banding(pegawai: Pegawai) -> None:
    """Ask the database and the predicate about every entry."""
    pelaku = build_pelaku(pegawai)
    acuan = find_acuan(pelaku)
    isi = list_parameter(pelaku, acuan)
    lihat = sa.select(Realisasi.id, ISI_TERLIHAT).where(TERLIHAT)
    sql = {
        nomor: Pandangan.ISI if terbuka else Pandangan.STATUS
        for nomor, terbuka in db.session.execute(lihat, isi)
    }
    lingkup = compute_lingkup(pelaku)
    semua = db.session.execute(sa.select(Realisasi.id, Realisasi.jabatan_id, Realisasi.status))
    for nomor, jabatan, status in semua.all():
        murni = classify_pandangan(
            lingkup, pelaku.kantor_id, jabatan, acuan.jabatan[jabatan].jalur, status
        )
        assert sql.get(nomor, Pandangan.TIADA) is murni, (nomor, status)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(kantor_sebarang)
def test_sql_and_predicate_agree(konteks_app, kantor):
    db.session.connection(execution_options={TULIS: True})
    try:
        pegawai = db.session.execute(sa.select(Pegawai).order_by(Pegawai.id).limit(1)).scalar_one()
        _isi_kantor(db.session.connection(), kantor, pegawai.id)
        db.session.expire_all()
        _banding(pegawai)
    finally:
        db.session.rollback()
        konteks_app.extensions.pop("iki_acuan", None)


@pytest.mark.parametrize("status", ADA)
@pytest.mark.parametrize(
    ("siapa", "lihat"),
    [
        ("staf-umum", "ISI"),
        ("kasubbag-umum", "ISI"),
        ("sekretaris", "ISI"),
        ("camat", "ISI"),
        ("kasubbag-keuangan", "TIADA"),
        ("staf-keuangan", "TIADA"),
        ("kasi-pmd", "TIADA"),
        ("pengelola", "STATUS"),
    ],
)
def test_the_real_office(app, entri, sebagai, siapa, lihat, status):
    entri(status.value)
    pelaku = sebagai(siapa)
    atasan = siapa in ("kasubbag-umum", "sekretaris", "camat")
    harap = "STATUS" if atasan and status is Status.DRAF else lihat
    with app.app_context():
        isi = list_parameter(pelaku, find_acuan(pelaku))
        baris = db.session.execute(sa.select(ISI_TERLIHAT).where(TERLIHAT), isi).scalars().all()
    assert baris == {"TIADA": [], "STATUS": [False], "ISI": [True]}[harap]
