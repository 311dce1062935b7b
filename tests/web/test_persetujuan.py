"""The decider's pages over HTTP: queue, review, decisions, several at once."""

import re

import pytest

from iki_web.models import Periode
from tests.pendukung.halaman import teks
from tests.pendukung.keadaan import ambil_keadaan, hitung_jejak, tulis_langsung
from tests.pendukung.langkah import tugaskan, ubah

HTMX = {"HX-Request": "true"}


@pytest.fixture
def atasan(masuk):
    return masuk("kasubbag-umum")


def test_an_empty_queue_is_said_in_words(atasan):
    isi = teks(atasan.get("/persetujuan"))
    assert "Tidak ada yang menunggu keputusan Anda" in isi
    assert "Setujui yang dipilih" not in isi


def test_the_queue_shows_the_number_with_its_counts_and_the_menu_counts_it(atasan, entri):
    entri("DIAJUKAN")
    entri("DRAF", "staf-umum-1", "2026-TW2")
    isi = teks(atasan.get("/persetujuan"))
    assert "1 realisasi menunggu keputusan Anda" in isi
    assert "90,00 % (180/200)" in isi
    assert 'class="hitung">1' in isi


def test_the_review_shows_number_hints_history_and_paper(atasan, entri):
    entri("DISETUJUI", periode="2026-TW1", pembilang=180, penyebut=200)
    nomor, kode, _ = entri("DIAJUKAN", periode="2026-TW2", pembilang=30, penyebut=100)
    isi = teks(atasan.get(f"/persetujuan/{nomor}/{kode}"))
    assert "30,00 %" in isi
    assert "Turun 60,00 poin dari Triwulan I 2026 (90,00 %)." in isi
    assert "juga dipakai pada realisasi atau periode lain" in isi
    # The decider too has only until the deadline.
    assert re.search(r"Batas \S+ \S+ 2027 pukul 23\.59 WIB, \d+ hari kerja lagi", isi)
    assert "/pratinjau?halaman=1" in isi
    assert "Bukti belum ditandatangani" in isi


def test_a_missing_file_shows_its_reason_to_the_decider(atasan, entri):
    nomor, kode, _ = entri("DIAJUKAN", berkas=False)
    assert "Buku sedang diperiksa." in teks(atasan.get(f"/persetujuan/{nomor}/{kode}"))


def test_approving_leads_to_the_next_item(atasan, entri):
    satu = entri("DIAJUKAN", periode="2026-TW1")
    dua = entri("DIAJUKAN", periode="2026-TW2")
    jawab = atasan.post(f"/realisasi/{satu[0]}/{satu[1]}/setujui", data={"versi": satu[2]})
    assert (jawab.status_code, jawab.location) == (303, f"/persetujuan/{dua[0]}/{dua[1]}")
    jawab = atasan.post(f"/realisasi/{dua[0]}/{dua[1]}/setujui", data={"versi": dua[2]})
    assert jawab.location == "/persetujuan"


def test_htmx_gets_the_next_item_in_place(atasan, entri):
    satu = entri("DIAJUKAN", periode="2026-TW1")
    dua = entri("DIAJUKAN", periode="2026-TW2")
    data = {"versi": satu[2]}
    jawab = atasan.post(f"/realisasi/{satu[0]}/{satu[1]}/setujui", data=data, headers=HTMX)
    isi = teks(jawab)
    assert jawab.headers["HX-Push-Url"] == f"/persetujuan/{dua[0]}/{dua[1]}"
    assert "Disetujui: Rasio Surat Menyurat" in isi
    assert "Triwulan II 2026" in isi
    assert "<html" not in isi
    data = {"versi": dua[2]}
    jawab = atasan.post(f"/realisasi/{dua[0]}/{dua[1]}/setujui", data=data, headers=HTMX)
    assert "Semua sudah diputuskan" in teks(jawab)


def test_the_form_to_return_the_next_item_comes_when_it_is_asked_for(app, atasan, entri):
    satu = entri("DIAJUKAN", periode="2026-TW1")
    nomor, kode, versi = entri("DIAJUKAN", periode="2026-TW2")
    data = {"versi": satu[2]}
    tinjau = teks(atasan.post(f"/realisasi/{satu[0]}/{satu[1]}/setujui", data=data, headers=HTMX))
    alamat = f"/realisasi/{nomor}/{kode}/kembalikan"
    assert f'hx-get="{alamat}?versi={versi}"' in tinjau
    assert "Bukti tak terbaca" not in tinjau
    formulir = teks(atasan.get(f"{alamat}?versi={versi}", headers=HTMX))
    assert f'action="{alamat}"' in formulir
    assert f'name="versi" value="{versi}"' in formulir
    assert "Bukti tak terbaca" in formulir
    assert "<html" not in formulir
    # Without script the link inside leads to the whole review, its form open.
    biasa = teks(atasan.get(alamat))
    assert "<html" in biasa
    assert re.search(r'<details class="kembalikan"\s+open', biasa)
    assert "Bukti tak terbaca" in biasa


def test_the_form_that_comes_later_returns_only_what_was_seen(app, atasan, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    alamat = f"/realisasi/{nomor}/{kode}/kembalikan"
    formulir = teks(atasan.get(f"{alamat}?versi={versi - 1}", headers=HTMX))
    assert f'name="versi" value="{versi - 1}"' in formulir
    data = {"versi": versi - 1, "alasan": "LAINNYA", "catatan": "x"}
    assert atasan.post(alamat, data=data, headers=HTMX).status_code == 409
    assert atasan.get(f"{alamat}?versi=x", headers=HTMX).status_code == 422


@pytest.mark.parametrize(
    ("data", "kalimat"),
    [
        ({"alasan": "SALAH_PERIODE"}, "Tulis catatan"),
        ({"alasan": "SALAH_PERIODE", "catatan": "   "}, "Tulis catatan"),
        ({"catatan": "perbaiki"}, "Pilih satu alasan"),
        ({"alasan": "KARANGAN", "catatan": "perbaiki"}, "Pilih satu alasan"),
        ({"alasan": "LAINNYA", "catatan": "x" * 1001}, "paling banyak 1000 huruf"),
    ],
)
def test_a_return_without_reason_or_note_is_refused_and_the_text_stays(
    app, atasan, entri, data, kalimat
):
    nomor, kode, versi = entri("DIAJUKAN")
    sebelum = ambil_keadaan(app, "sesi")
    jawab = atasan.post(f"/realisasi/{nomor}/{kode}/kembalikan", data={"versi": versi} | data)
    isi = teks(jawab)
    assert jawab.status_code == 422
    assert kalimat in isi
    assert data.get("catatan", "").strip() in isi
    assert ambil_keadaan(app, "sesi") == sebelum


def test_the_entry_page_offers_the_same_two_decisions(atasan, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    isi = teks(atasan.get(f"/realisasi/{nomor}/{kode}"))
    assert f'action="/realisasi/{nomor}/{kode}/setujui"' in isi
    assert f'name="versi" value="{versi}"' in isi
    data = {"versi": versi, "alasan": "Salah periode", "catatan": "Ini triwulan lain."}
    jawab = atasan.post(f"/realisasi/{nomor}/{kode}/kembalikan", data=data)
    assert jawab.status_code == 303


def test_a_return_reaches_the_owner(atasan, masuk, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    data = {"versi": versi, "alasan": "TAK_TERBACA", "catatan": "Foto halaman 31 buram."}
    assert atasan.post(f"/realisasi/{nomor}/{kode}/kembalikan", data=data).status_code == 303
    isi = teks(masuk("staf-umum").get(f"/realisasi/{nomor}/{kode}"))
    assert "Bukti tak terbaca: Foto halaman 31 buram." in isi


def test_a_second_decision_is_stale_and_says_what_happened(app, atasan, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    atasan.post(f"/realisasi/{nomor}/{kode}/setujui", data={"versi": versi})
    data = {"versi": versi, "alasan": "LAINNYA", "catatan": "Halaman 31 belum dicap."}
    for kepala in ({}, HTMX):
        jawab = atasan.post(f"/realisasi/{nomor}/{kode}/kembalikan", data=data, headers=kepala)
        assert jawab.status_code == 409
        assert "menyetujui realisasi ini" in teks(jawab)
        # There is no field for it any more; the words are not lost.
        assert "Halaman 31 belum dicap." in teks(jawab)
    assert hitung_jejak(app, "realisasi.disetujui") == 1
    assert hitung_jejak(app, "ditolak") == 2


def test_a_note_on_an_older_version_waits_in_its_field(atasan, masuk, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    staf = masuk("staf-umum")
    assert staf.post(f"/realisasi/{nomor}/{kode}/tarik", data={"versi": versi}).status_code == 303
    data = {"versi": versi + 1}
    assert staf.post(f"/realisasi/{nomor}/{kode}/ajukan", data=data).status_code == 303
    data = {"versi": versi, "alasan": "LAINNYA", "catatan": "Halaman 31 belum dicap."}
    jawab = atasan.post(f"/realisasi/{nomor}/{kode}/kembalikan", data=data, headers=HTMX)
    assert jawab.status_code == 409
    assert re.search(r"<textarea[^>]*>\s*Halaman 31 belum dicap\.", jawab.text)


def test_several_at_once_go_through_the_same_step(app, atasan, entri):
    satu = entri("DIAJUKAN", periode="2026-TW1")
    dua = entri("DIAJUKAN", periode="2026-TW2")
    pilih = [f"{satu[0]}/{satu[1]}/{satu[2]}", f"{dua[0]}/{dua[1]}/{dua[2] - 1}"]
    jawab = atasan.post("/persetujuan", data={"pilih": pilih}, follow_redirects=True)
    isi = teks(jawab)
    assert "1 realisasi disetujui." in isi
    assert "1 realisasi tidak disetujui: Realisasi ini sudah berubah" in isi
    assert hitung_jejak(app, "realisasi.disetujui") == 1


def test_what_a_closed_period_holds_back_comes_last_and_is_not_counted(app, atasan, entri):
    """Nobody can decide on it: the number in the menu, the next item and the boxes leave it out."""
    tertahan = entri("DIAJUKAN", periode="2026-TW1")
    satu, dua = (entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (2, 3))
    ubah(app, Periode, Periode.kode, "2026-TW1", status="DITUTUP")
    isi = teks(atasan.get("/persetujuan"))
    assert "2 realisasi menunggu keputusan Anda" in isi
    assert "1 realisasi tidak dapat diputus karena periodenya sudah ditutup" in isi
    assert 'class="hitung">2' in isi
    baris = re.findall(r'id="antre-(\d+)-(\S+?)"', isi)
    assert baris == [(str(e[0]), e[1]) for e in (satu, dua, tertahan)]
    assert "2 dari 2" in teks(atasan.get(f"/persetujuan/{dua[0]}/{dua[1]}"))
    assert " dari 2" not in teks(atasan.get(f"/persetujuan/{tertahan[0]}/{tertahan[1]}"))
    jawab = atasan.post(f"/realisasi/{dua[0]}/{dua[1]}/setujui", data={"versi": dua[2]})
    assert jawab.location == f"/persetujuan/{satu[0]}/{satu[1]}"
    alamat = f"/realisasi/{satu[0]}/{satu[1]}/setujui"
    akhir = teks(atasan.post(alamat, data={"versi": satu[2]}, headers=HTMX))
    assert "Tidak ada yang menunggu keputusan Anda" in akhir
    assert f"antre-{tertahan[0]}-{tertahan[1]}" in akhir
    assert "Setujui yang dipilih" not in akhir
    assert 'class="hitung"></span>' in teks(atasan.get("/persetujuan"))


def _pilih(*entri: tuple[int, str, int]) -> dict[str, list[str]]:
    return {"pilih": [f"{nomor}/{kode}/{versi}" for nomor, kode, versi in entri]}


def test_the_list_answers_htmx_with_only_what_changed(app, atasan, entri):
    satu, dua, tiga = (entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (1, 2, 3))
    assert f'id="antre-{satu[0]}-{satu[1]}"' in teks(atasan.get("/persetujuan"))
    isi = teks(atasan.post("/persetujuan", data=_pilih(satu), headers=HTMX))
    assert "Disetujui: Rasio Surat Menyurat" in isi
    assert f'hx-swap-oob="delete:#antre-{satu[0]}-{satu[1]}"' in isi
    assert "2 realisasi menunggu keputusan Anda" in isi
    assert 'hx-swap-oob="innerHTML:.hitung"' in isi
    for lain in (dua, tiga):
        assert f"antre-{lain[0]}-{lain[1]}" not in isi
    assert len(isi) < 1500
    assert hitung_jejak(app, "realisasi.disetujui") == 1


def test_the_last_ones_of_the_list_leave_the_empty_queue(app, atasan, entri):
    dua = [entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (1, 2)]
    jawab = atasan.post("/persetujuan", data=_pilih(*dua), headers=HTMX)
    assert jawab.headers["HX-Retarget"] == "#tinjau"
    isi = teks(jawab)
    assert "2 realisasi disetujui." in isi
    assert "Semua sudah diputuskan" in isi
    assert hitung_jejak(app, "realisasi.disetujui") == 2


def test_a_refused_one_brings_the_list_as_it_is_now(app, atasan, entri):
    satu, dua, tiga = (entri("DIAJUKAN", periode=f"2026-TW{n}") for n in (1, 2, 3))
    basi = (dua[0], dua[1], dua[2] - 1)
    jawab = atasan.post("/persetujuan", data=_pilih(satu, basi), headers=HTMX)
    isi = teks(jawab)
    assert jawab.headers["HX-Reswap"] == "outerHTML"
    assert "1 realisasi disetujui." in isi
    assert "1 realisasi tidak disetujui: Realisasi ini sudah berubah" in isi
    assert f'value="{dua[0]}/{dua[1]}/{dua[2]}"' in isi
    assert f'value="{tiga[0]}/{tiga[1]}/{tiga[2]}"' in isi
    assert f"antre-{satu[0]}-{satu[1]}" not in isi


@pytest.mark.parametrize(
    "pilih", [None, "x", "1/2026-TW1", "1/2026-TW1/x", "a/b/c", "١/2026-TW1/1"]
)
def test_a_choice_that_cannot_be_read_is_refused(atasan, pilih):
    data = {} if pilih is None else {"pilih": pilih}
    assert atasan.post("/persetujuan", data=data).status_code == 422


@pytest.mark.parametrize("kepala", [HTMX, {}], ids=["htmx", "biasa"])
def test_nothing_ticked_is_said_at_the_list_itself(atasan, entri, kepala):
    nomor, kode, _ = entri("DIAJUKAN")
    jawab = atasan.post("/persetujuan", headers=kepala)
    isi = teks(jawab)
    assert jawab.status_code == 422
    assert "Centang dahulu realisasi" in isi
    assert f"antre-{nomor}-{kode}" in isi
    assert "Galat" not in isi


def test_nobody_decides_on_what_he_submitted_even_as_acting_superior(app, masuk, entri):
    nomor, kode, versi = entri("DIAJUKAN")
    tugaskan(app, "staf-umum", "kasubbag-umum")
    staf = masuk("staf-umum")
    assert "Tidak ada yang menunggu" in teks(staf.get("/persetujuan"))
    assert staf.post(f"/realisasi/{nomor}/{kode}/setujui", data={"versi": versi}).status_code == 403
    assert hitung_jejak(app, "realisasi.disetujui") == 0


def test_others_have_an_empty_queue(masuk, entri):
    entri("DIAJUKAN")
    for nama in ("camat", "sekretaris", "kasubbag-keuangan", "staf-umum", "pengelola"):
        assert "180/200" not in teks(masuk(nama).get("/persetujuan"))


def test_a_closed_period_cannot_be_ticked(app, atasan, entri):
    entri("DIAJUKAN")
    tulis_langsung(app, "UPDATE periode SET status = 'DITUTUP'")
    tulis_langsung(app, "UPDATE kantor SET versi_acuan = versi_acuan + 1")
    kotak = teks(atasan.get("/persetujuan")).partition('name="pilih"')[2].partition(">")[0]
    assert kotak.split()[-1] == "disabled"
