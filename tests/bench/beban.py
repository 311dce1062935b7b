"""Over HTTP, in processes of their own: rates, sixteen writers, pages while files come in."""

import itertools
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import urlencode

from iki_web.rules.bukti import format_medan
from tests.bench.alat import Baris, Klien, paling
from tests.bench.bangku import Bangku
from tests.bench.dunia import BUKA, TAHUN, Dunia, buat_pdf, formulir
from tests.bench.peladen import Hasil, Kiriman, Peladen, beban, layani

_DETIK = 3.0
_PENULIS = 16
_LAMBAT = 40
_NONCE = b"iki-bench-nonce-"
#: Complete entries of open periods, whose indicator asks for one file.
_ENTRI = (
    "SELECT r.id, r.indikator_id, p.kode, r.versi, j.kode, r.nihil FROM realisasi r "
    "JOIN periode p ON p.id = r.periode_id JOIN jabatan j ON j.id = r.jabatan_id "
    "WHERE p.status = 'DIBUKA' AND r.status IN ('DISETUJUI', 'DIAJUKAN') AND 1 = "
    "(SELECT count(*) FROM sumber_data s WHERE s.indikator_id = r.indikator_id) "
    "ORDER BY p.kode, r.id"
)
_DRAF = (
    "UPDATE realisasi SET status = 'DRAF', penyetuju_id = NULL, disetujui = NULL, beku = NULL, "
    "nilai = NULL, target = NULL, capaian = NULL, predikat = NULL WHERE id IN (%s)"
)
_MASUK = (
    "SELECT count(DISTINCT r.id) FROM realisasi r LEFT JOIN bukti b ON b.realisasi_id = r.id "
    "WHERE r.status = 'DIAJUKAN' AND (r.nihil = 1 OR b.dilepas IS NULL) AND r.id IN (%s)"
)

Entri = tuple[int, int, str, int, str, int]


def _baca(klien: Klien, jalur: str) -> Callable[[int, int], Kiriman]:
    satu = Kiriman(jalur, {"Cookie": klien.kuki})
    return lambda _nomor, _ke: satu


def _baris(nama: str, hasil: Hasil, raw: Hasil) -> Baris:
    if {s for s in hasil.status if s >= 400}:
        raise RuntimeError(f"{nama}: answered {sorted(set(hasil.status))}")
    teks = (
        f"{hasil.laju():.0f}/s p50 {hasil.ms(50):.1f} p95 {hasil.ms(95):.1f} ms; "
        f"raw {raw.laju():.0f}/s p50 {raw.ms(50):.1f} p95 {raw.ms(95):.1f} ms"
    )
    return Baris(f"{nama}, 1 client", teks)


def _list_entri(dunia: Dunia) -> list[Entri]:
    return [*dunia.sql(_ENTRI)]  # type: ignore[list-item]


def _drafkan(dunia: Dunia) -> list[Entri]:
    """Put complete entries back to drafts without files; returns them."""
    dunia.sql(BUKA)
    semua = _list_entri(dunia)
    dunia.sql(_DRAF % ",".join(str(satu[0]) for satu in semua))
    dunia.sql("UPDATE bukti SET dilepas = diunggah WHERE dilepas IS NULL")
    dunia.sql("UPDATE kantor SET versi_rekap = versi_rekap + 1, versi_acuan = versi_acuan + 1")
    return semua


class Pengirim:
    """Makes requests with files of people of one instance."""

    def __init__(self, dunia: Dunia) -> None:
        nama = dunia.sql("SELECT nama_pengguna FROM pegawai WHERE aktif = 1")
        self.orang = {satu: dunia.klien(satu) for (satu,) in nama}
        self.pdf = buat_pdf().replace(b"stream\n", b"stream\n" + _NONCE + b"0" * 16, 1)
        self.urut = itertools.count(1)

    def buat(self, entri: Entri, langkah: str) -> Kiriman:
        """Return the request that brings a new file to an entry; `versi` as it is now."""
        _, indikator, kode, versi, jabatan, _ = entri
        klien = self.orang[jabatan]
        baru = _NONCE + b"%016d" % next(self.urut)
        isi, jenis = formulir(
            {"csrf_token": klien.csrf, "versi": str(versi)},
            {format_medan("berkas", 1): self.pdf.replace(_NONCE + b"0" * 16, baru, 1)},
        )
        kepala = {"Cookie": klien.kuki, "Content-Type": jenis, "HX-Request": "true"}
        return Kiriman(f"/realisasi/{indikator}/{kode}/{langkah}", kepala, isi)


def ukur_laju(bangku: Bangku) -> Iterator[Baris]:
    """Requests a second, p50 and p95 of the four pages, app and floor in turn; memory after."""
    dunia = bangku.dunia.salin(bangku.folder / "laju")
    kasi, camat = dunia.klien("kasubbag-umum"), dunia.klien("camat")
    pasangan = (
        ("Indikator saya", kasi, "/indikator", "/indikator"),
        ("Rekap", camat, f"/rekap/{TAHUN}", "/rekap"),
    )
    with layani(dunia.folder) as app, layani(dunia.folder, "lantai") as lantai:
        awal = app.rss()
        for nama, klien, jalur, raw in pasangan:
            hasil = beban(app.port, 1, _baca(klien, jalur), _DETIK)
            yield _baris(nama, hasil, beban(lantai.port, 1, _baca(klien, raw), _DETIK))
        yield from _ukur_tulis(dunia, app, lantai)
        beban(app.port, 8, _baca(camat, f"/rekap/{TAHUN}"), _DETIK)
        tengah = app.rss()
        beban(app.port, 8, _baca(kasi, "/indikator"), _DETIK)
        yield paling("memory of the process after load, RSS", app.rss(), 120, "MB")
        teks = f"{awal:.0f} MB at start, {tengah:.0f} then {app.rss():.0f} MB after more of it"
        yield Baris("memory, growth under load", teks)
    dunia.tutup()


def _ukur_tulis(dunia: Dunia, app: Peladen, lantai: Peladen) -> Iterator[Baris]:
    """Submit and approve the same entries one after the other."""
    pengirim = Pengirim(dunia)
    entri = [e for e in _drafkan(dunia) if not e[5]][:60]
    kirim = [pengirim.buat(satu, "ajukan") for satu in entri]
    raw = [_lantai(e, k) for e, k in zip(entri, kirim, strict=True)]
    hasil = beban(app.port, 1, _antrekan(kirim))
    dasar = beban(lantai.port, 1, _antrekan(raw))
    yield _baris("submit with a 2 MB PDF", hasil, dasar)
    setuju = list(_setujui(dunia, pengirim))
    hasil = beban(app.port, 1, _antrekan(kami for kami, _ in setuju))
    dasar = beban(lantai.port, 1, _antrekan(raw for _, raw in setuju))
    yield _baris("approve", hasil, dasar)


def _lantai(entri: Entri, kirim: Kiriman) -> Kiriman:
    """Return the floor's own of a submission."""
    return Kiriman(f"/ajukan/{entri[0]}", kirim.kepala, kirim.isi)


def _setujui(dunia: Dunia, pengirim: Pengirim) -> Iterator[tuple[Kiriman, Kiriman]]:
    """Yield the decisions of the camat, for the app and for the floor."""
    camat = pengirim.orang["camat"]
    for nomor, indikator, kode, versi, jabatan, _ in _list_entri(dunia):
        status = dunia.sql("SELECT status FROM realisasi WHERE id = ?", nomor)[0][0]
        if status == "DIAJUKAN" and jabatan.startswith(("kasi", "sekretaris")):
            isi = urlencode({"csrf_token": camat.csrf, "versi": versi}).encode()
            jenis = "application/x-www-form-urlencoded"
            kepala = {"Cookie": camat.kuki, "Content-Type": jenis, "HX-Request": "true"}
            yield (
                Kiriman(f"/realisasi/{indikator}/{kode}/setujui", kepala, isi),
                Kiriman(f"/setujui/{nomor}", kepala, isi),
            )


def _antrekan(kiriman: Iterable[Kiriman]) -> Callable[[int, int], Kiriman | None]:
    """Return what clients take their next request from, each request once."""
    antre: queue.SimpleQueue[Kiriman] = queue.SimpleQueue()
    for satu in kiriman:
        antre.put(satu)

    def kirim(_nomor: int, _ke: int) -> Kiriman | None:
        try:
            return antre.get_nowait()
        except queue.Empty:
            return None

    return kirim


def ukur_penulis(bangku: Bangku) -> Iterator[Baris]:
    """Sixteen people submit at once: nothing lost, nobody locked out, nobody starved."""
    dunia = bangku.dunia.salin(bangku.folder / "penulis")
    pengirim = Pengirim(dunia)
    entri = _drafkan(dunia)
    semua = [pengirim.buat(satu, "ajukan") for satu in entri]
    with layani(dunia.folder) as app:
        hasil = beban(app.port, _PENULIS, _antrekan(semua))
    raw = [_lantai(satu, kirim) for satu, kirim in zip(entri, semua, strict=True)]
    with layani(dunia.folder, "lantai") as lantai:
        dasar = beban(lantai.port, _PENULIS, _antrekan(raw))
    masuk = dunia.sql(_MASUK % ",".join(str(satu[0]) for satu in entri))[0][0]
    simpan = {p.name for p in (dunia.folder / "bukti").glob("??/??/*")}
    ada = {s for (s,) in dunia.sql("SELECT sha256 FROM bukti WHERE dilepas IS NULL")}
    yield Baris(
        f"submissions of 2 MB a second, {_PENULIS} writers",
        f"{hasil.laju():.0f}/s; raw {dasar.laju():.0f}/s",
        ">= 80/s",
        hasil.laju() >= 80,
    )
    yield paling(f"lost of {len(entri)} submissions", len(entri) - masuk + len(ada - simpan), 0, "")
    yield paling("refused or locked", sum(s >= 400 for s in hasil.status), 0, "")
    kali = hasil.ms(100) / hasil.ms(50)
    teks = f"{kali:.1f} x ({hasil.ms(100):.0f} : {hasil.ms(50):.0f} ms)"
    yield Baris("worst wait : median wait of a writer", teks, "<= 5 x", kali <= 5)
    dunia.tutup()


def ukur_unggah(bangku: Bangku) -> Iterator[Baris]:
    """Pages of a reader while sixteen fast, then forty slow uploaders send 2 MB files."""
    dunia = bangku.dunia.salin(bangku.folder / "unggah")
    pengirim = Pengirim(dunia)
    semua = _drafkan(dunia)
    baca = _baca(pengirim.orang["kasi-trantib"], "/indikator")
    with layani(dunia.folder) as app:
        tenang = beban(app.port, 1, baca, 2 * _DETIK)
        for banyak, laju, nama, batas in (
            (_PENULIS, 0, f"{_PENULIS} fast uploaders", 8),
            (_LAMBAT, 200_000, f"{_LAMBAT} uploaders at 200 KB/s", 2),
        ):
            hasil, unggah = _sambil(app, dunia, pengirim, semua, banyak, laju, baca)
            kali = hasil.ms(95) / tenang.ms(95)
            teks = f"{kali:.1f} x ({hasil.ms(95):.0f} : {tenang.ms(95):.0f} ms)"
            yield Baris(f"page p95 while {nama} work : idle", teks, f"<= {batas} x", kali <= batas)
            gagal = sum(s >= 400 for s in unggah.status)
            teks = (
                f"{hasil.laju():.0f} pages/s beside {unggah.laju():.0f} uploads/s, {gagal} refused"
            )
            yield Baris(f"pages and uploads a second, {nama}", teks)
    dunia.tutup()


def _sambil(
    app: Peladen,
    dunia: Dunia,
    pengirim: Pengirim,
    semua: list[Entri],
    banyak: int,
    laju: int,
    baca: Callable[[int, int], Kiriman],
) -> tuple[Hasil, Hasil]:
    """Return what a reader saw, and the uploaders beside him, each with entries of his own."""
    versi = dict(dunia.sql("SELECT id, versi FROM realisasi"))
    kini = [(*satu[:3], versi[satu[0]], *satu[4:]) for satu in semua]
    milik = [kini[n::banyak] for n in range(banyak)]
    henti = threading.Event()
    hasil: list[Hasil] = []

    def kirim(nomor: int, ke: int) -> Kiriman | None:
        giliran, putaran = ke % len(milik[nomor]), ke // len(milik[nomor])
        entri = milik[nomor][giliran]
        # Every upload is one version more.
        satu = pengirim.buat((*entri[:3], entri[3] + putaran, *entri[4:]), "bukti")
        return Kiriman(satu.jalur, satu.kepala, satu.isi, laju)

    utas = threading.Thread(
        target=lambda: hasil.append(beban(app.port, banyak, kirim, henti=henti))
    )
    utas.start()
    # Slow senders have their first megabyte under way before the reader is measured.
    henti.wait(1.5)
    dilihat = beban(app.port, 1, baca, 2 * _DETIK)
    henti.set()
    utas.join()
    return dilihat, hasil[0]
