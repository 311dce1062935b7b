"""The edition reads as its sheet does, and every remark stands beside what it speaks of."""

import pytest
from sqlalchemy import update

from iki_web.actions.keputusan import SK_2021, read_keputusan
from iki_web.extensions import TULIS, db
from iki_web.models import Catatan, Kantor, Keputusan, StatusKeputusan
from iki_web.queries.keputusan import get_keputusan, get_lampiran, list_catatan, list_keputusan
from iki_web.rules.galat import TidakTerlihat
from iki_web.rules.keterlihatan import Pelaku

ISI, _ = read_keputusan(SK_2021)
LAMPIRAN = [j for j in ISI["jabatan"] if "indikator" in j]
INDIKATOR = {i["kode"]: i for j in LAMPIRAN for i in j["indikator"]}

pytestmark = pytest.mark.usefixtures("konteks_app")


@pytest.fixture
def staf(sebagai) -> Pelaku:
    return sebagai("staf-umum")


@pytest.fixture
def sk(staf) -> int:
    return list_keputusan(staf)[0].id


def _catatan(bagian):
    """Every remark anywhere inside rows of rows."""
    if isinstance(bagian, tuple):
        return [c for isi in bagian for c in _catatan(isi)]
    if hasattr(bagian, "kutipan"):
        return [bagian]
    if hasattr(bagian, "__slots__") and hasattr(bagian, "__dataclass_fields__"):
        return [c for nama in bagian.__dataclass_fields__ for c in _catatan(getattr(bagian, nama))]
    return []


def _tulis(pernyataan) -> None:
    """Change a row behind the actions' back, and let the cached copy notice."""
    db.session.rollback()
    with db.engine.connect().execution_options(**{TULIS: True}) as koneksi, koneksi.begin():
        koneksi.execute(pernyataan)
        koneksi.execute(update(Kantor).values(versi_acuan=Kantor.versi_acuan + 1))


def test_contents_are_the_eleven_positions_in_the_order_of_the_sheet(staf, sk):
    naskah = get_keputusan(staf, sk)
    assert [b.kode for b in naskah.lampiran] == [j["kode"] for j in LAMPIRAN]
    assert [b.indikator for b in naskah.lampiran] == [4, 7, 1, 2, 1, 5, 3, 2, 1, 4, 2]
    assert naskah.banyak_catatan == len(ISI["catatan"])
    assert naskah.dipakai_tahun == 2026


def test_sheet_keeps_the_corrected_text_and_the_original(staf, sk):
    naskah = get_keputusan(staf, sk)
    for bagian in ("menimbang", "mengingat", "memutuskan"):
        baca = [(b.teks.isi, b.teks.asli, list(b.rincian)) for b in getattr(naskah, bagian).butir]
        tulis = [
            (b["isi"], tuple([b["teks_asli"]] if "teks_asli" in b else []), b.get("butir", []))
            for b in ISI["keputusan"][bagian]
        ]
        assert baca == tulis
    assert len(naskah.nomor_lain) == 2
    assert len(naskah.nomor.perlu_konfirmasi) == len(naskah.penetap_nip.perlu_konfirmasi) == 3


def test_remarks_on_the_sheet_stand_at_the_row_they_quote(staf, sk):
    naskah = get_keputusan(staf, sk)
    per_angka = {b.tanda: [c.kutipan for c in b.teks.catatan] for b in naskah.mengingat.butir}
    assert "Tahun 2019 2024" in per_angka["7"]
    assert "Tahun 2019 2024" in per_angka["8"]
    assert per_angka["1"] == ["Pemerintahan Daerah1"]
    assert [c.kutipan for c in naskah.menimbang.kepala.catatan] == ["Mingmabang"]
    assert {c.kolom for c in naskah.lain} == {"kata_pengantar", "pendahuluan"}
    assert [len(t.catatan) for t in naskah.penutup] == [1, 1, 2]


def test_every_remark_is_shown_once_at_its_sheet(staf, sk):
    di_sk = [c.nomor for c in _catatan(get_keputusan(staf, sk))]
    di_lampiran = [c.nomor for j in LAMPIRAN for c in _catatan(get_lampiran(staf, sk, j["kode"]))]
    assert sorted(di_sk + di_lampiran) == list(range(1, len(ISI["catatan"]) + 1))


@pytest.mark.parametrize("jabatan", LAMPIRAN, ids=lambda j: j["kode"])
def test_annex_holds_its_indicators_as_the_file_says(staf, sk, jabatan):
    lembar = get_lampiran(staf, sk, jabatan["kode"])
    baca = [i for s in lembar.sasaran for i in s.indikator]
    assert [i.kode for i in baca] == [i["kode"] for i in jabatan["indikator"]]
    for satu in baca:
        asal = INDIKATOR[satu.kode]
        asli = asal.get("teks_asli", {})
        assert satu.nama.isi == asal["nama"]
        assert satu.nama.asli == tuple(asli[k] for k in ("nama",) if k in asli)
        assert satu.pembilang.isi == asal.get("pembilang", "")
        assert satu.penyebut.asli == tuple(asli[k] for k in ("penyebut",) if k in asli)
        assert satu.kali_100 is asal["kali_100"]
        assert [nama for nama, _ in satu.sumber.butir] == asal["sumber_data"]
        assert satu.sumber.kepala.asli == tuple(
            " ".join(asli[k]) for k in ("sumber_data",) if k in asli
        )
        assert set(satu.alasan) == {"frekuensi", "arah", "cara_hitung"}
    assert [b.teks.isi for b in lembar.fungsi.butir] == [f["isi"] for f in jabatan["fungsi"]]
    assert lembar.tugas.isi == jabatan.get("tugas", "")
    assert lembar.banyak_catatan == len(_catatan(lembar))


def test_neighbours_of_equal_objective_are_merged(staf, sk):
    banyak = {
        kode: [len(s.indikator) for s in get_lampiran(staf, sk, kode).sasaran]
        for kode in ("kasubbag-umum", "kasi-pmd", "staf-pmd", "staf-pemerintahan")
    }
    assert banyak == {
        "kasubbag-umum": [7],
        "kasi-pmd": [1, 1, 2],
        "staf-pmd": [1, 1],
        "staf-pemerintahan": [3],
    }


def test_functions_are_lettered_and_the_missing_duty_is_said_there(staf, sk):
    lembar = get_lampiran(staf, sk, "kasi-pmd")
    assert "".join(b.tanda for b in lembar.fungsi.butir) == "abcdefghijklm"
    assert [c.kolom for c in lembar.fungsi.kepala.catatan] == ["tugas"]
    assert [c.kutipan for c in lembar.fungsi.butir[9].teks.catatan] == [
        "dibidang kepemudaan",
        "olah raga",
    ]


def test_the_document_list_keeps_printed_numbers_and_lines(staf, sk):
    (sasaran,) = get_lampiran(staf, sk, "staf-keuangan").sasaran
    (satu,) = sasaran.indikator
    assert [n for _, n in satu.dokumen.butir] == [12, 4, 1, None, None, None]
    assert satu.dokumen.kepala.asli[0] == "Dokumen keuanganyaitu: Laporan bulanan (12 dokumen)"
    assert satu.dokumen.kepala.asli[3] == "Laporan Bendahara Pengeluaran"
    assert satu.induk is not None
    assert (satu.induk.jabatan_kode, satu.induk.kode) == (
        "kasubbag-keuangan",
        "kasubbag-keuangan-1",
    )


def test_neighbouring_sheets_are_linked(staf, sk):
    awal, akhir = get_lampiran(staf, sk, "sekretaris"), get_lampiran(staf, sk, "staf-pmd")
    assert awal.sebelum is None
    assert awal.sesudah is not None
    assert awal.sesudah.kode == "kasubbag-umum"
    assert akhir.sesudah is None
    assert (akhir.baris.urutan, akhir.banyak) == (11, 11)


def test_remarks_by_group_count_as_the_file_does(staf, sk):
    kelompok = list_catatan(staf, sk)
    hitung = {n: sum(c["kelompok"] == n for c in ISI["catatan"]) for n in range(1, 9)}
    assert {k.nomor: len(k.butir) for k in kelompok} == hitung
    for baris in (b for k in kelompok for b in k.butir):
        di = baris.catatan.di
        if di == "keputusan":
            assert baris.jabatan_kode is None
        else:
            assert di == baris.jabatan_kode or di.startswith(f"{baris.jabatan_kode}-")
            assert (", indikator " in baris.tempat) is (di in INDIKATOR)


@pytest.mark.parametrize("keputusan_id", [0, 2, 10**30])
def test_an_unknown_edition_is_not_found(staf, keputusan_id):
    for baca in (
        lambda: get_keputusan(staf, keputusan_id),
        lambda: get_lampiran(staf, keputusan_id, "sekretaris"),
        lambda: list_catatan(staf, keputusan_id),
    ):
        with pytest.raises(TidakTerlihat):
            baca()


@pytest.mark.parametrize("kode", ["camat", "tidak-ada", ""])
def test_a_position_without_a_sheet_is_not_found(staf, sk, kode):
    with pytest.raises(TidakTerlihat):
        get_lampiran(staf, sk, kode)


def test_another_office_sees_nothing_of_it(staf, sk):
    _tulis(
        Kantor.__table__.insert().values(
            id=77, kode="lain", nama="Lain", kabupaten="Lain", skala="[]"
        )
    )
    orang_lain = Pelaku(1, 77, "Orang Lain", "lain", versi_acuan=-1)
    assert list_keputusan(orang_lain) == ()
    with pytest.raises(TidakTerlihat):
        get_keputusan(orang_lain, sk)


def test_a_draft_is_read_by_the_pengelola_only(sebagai, sk):
    _tulis(update(Keputusan).values(status=StatusKeputusan.DRAF))
    assert list_keputusan(sebagai("staf-umum")) == ()
    with pytest.raises(TidakTerlihat):
        get_keputusan(sebagai("staf-umum"), sk)
    naskah = get_keputusan(sebagai("pengelola"), sk)
    assert naskah.edisi.status is StatusKeputusan.DRAF
    assert naskah.dipakai_tahun is None


def test_a_remark_on_an_unnamed_column_is_said_beside_the_name(sebagai, sk):
    isi = {"kelompok": 9, "kutipan": "%", "isi": "Satuan lain.", "urutan": 900}
    for di in ("staf-umum-1", "staf-umum", "keputusan"):
        _tulis(Catatan.__table__.insert().values(keputusan_id=sk, di=di, kolom="satuan", **isi))
    lembar = get_lampiran(sebagai("staf-umum"), sk, "staf-umum")
    assert [c.isi for c in lembar.sasaran[0].indikator[0].nama.catatan] == ["Satuan lain."]
    assert [c.isi for c in lembar.nama.catatan] == ["Satuan lain."]
    assert get_keputusan(sebagai("staf-umum"), sk).lain[-1].isi == "Satuan lain."
    assert [k.nomor for k in list_catatan(sebagai("staf-umum"), sk)][-1] == 9
