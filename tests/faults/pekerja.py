"""Four people at work over plain HTTP, and what the app has promised each of them so far."""

import hashlib
import http.client
import random
import re
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from tests.pendukung.basis import SANDI
from tests.storage.pembuat_berkas import pdf

#: Whoever signs in again and again, beside those who work.
AKUN = ("camat", "sekretaris", "kasubbag-umum", "kasubbag-keuangan", "pengelola")
_TOKEN = re.compile(rb'name="csrf_token"[^>]*value="([^"]+)"')
_BATAS = "----batasformulir"


class Ditolak(Exception):
    """An answer that is no promise."""

    def __init__(self, jalur: str, status: int, isi: bytes) -> None:
        super().__init__(f"{jalur}: {status}")
        self.status, self.isi = status, isi


@dataclass(slots=True)
class Entri:
    """One entry as the app has promised it, and as it will be if the pending act was done."""

    indikator: int
    kode: str
    status: str = "BELUM_DIISI"
    versi: int = 0
    keterangan: str = ""
    berkas: frozenset[str] = frozenset()
    tunggu: "Entri | None" = None

    def isi(self) -> tuple[str, int, str, frozenset[str]]:
        """Return what can be compared."""
        return self.status, self.versi, self.keterangan, self.berkas

    def banding(self, ada: "Entri") -> list[str]:
        """Return what is wrong with what is there, and go on from it."""
        mungkin = [self.isi(), *([self.tunggu.isi()] if self.tunggu else [])]
        salah = ada.isi() not in mungkin
        harap = " or ".join(map(str, mungkin))
        self.terima(ada)
        return [f"{self.indikator}/{self.kode}: {ada.isi()} instead of {harap}"] * salah

    def terima(self, baru: "Entri") -> None:
        """Be what was promised."""
        self.status, self.versi, self.keterangan, self.berkas = baru.isi()
        self.tunggu = None


class Orang:
    """One person's browser: a cookie, and the token of its forms."""

    def __init__(self, port: int, kue: str = "", token: str = "") -> None:
        self.port, self.kue, self.token = port, kue, token
        #: From which port the last request came, as the server saw it.
        self.pintu = 0

    def minta(
        self, cara: str, jalur: str, badan: bytes | None = None, jenis: str = ""
    ) -> http.client.HTTPResponse:
        """Send one request; the answer has been read."""
        sambungan = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            kepala = {"Cookie": self.kue} | ({"Content-Type": jenis} if jenis else {})
            sambungan.connect()
            self.pintu = sambungan.sock.getsockname()[1]
            sambungan.request(cara, jalur, badan, kepala)
            jawab = sambungan.getresponse()
            jawab.isi = jawab.read()  # type: ignore[attr-defined]
        finally:
            sambungan.close()
        for baris in jawab.headers.get_all("Set-Cookie") or ():
            self.kue = baris.partition(";")[0]
        return jawab

    def kirim(
        self, jalur: str, isian: dict[str, str], berkas: tuple[str, bytes] | None = None
    ) -> None:
        """Send a form; raises Ditolak unless it is done (303)."""
        isian = {"csrf_token": self.token, **isian}
        jenis, badan = "application/x-www-form-urlencoded", urlencode(isian).encode()
        if berkas is not None:
            jenis = f"multipart/form-data; boundary={_BATAS}"
            badan = _susun(isian, *berkas)
        jawab = self.minta("POST", jalur, badan, jenis)
        if jawab.status != 303:
            raise Ditolak(jalur, jawab.status, jawab.isi)  # type: ignore[attr-defined]

    def masuk(self, nama: str) -> None:
        """Sign in with the form."""
        self.kue = ""
        self._baca_token("/masuk")
        self.kirim("/masuk", {"nama_pengguna": nama, "sandi": SANDI})

    def siap(self, nama: str) -> "Orang":
        """Sign in and have a page open."""
        self.masuk(nama)
        self._baca_token("/")
        return self

    def _baca_token(self, jalur: str) -> None:
        jawab = self.minta("GET", jalur)
        temuan = _TOKEN.search(jawab.isi)  # type: ignore[attr-defined]
        if temuan is None:
            raise Ditolak(jalur, jawab.status, b"")
        self.token = temuan[1].decode()


def _susun(isian: dict[str, str], nama: str, isi: bytes) -> bytes:
    """Return a form with one file."""
    bagian = [
        f'--{_BATAS}\r\nContent-Disposition: form-data; name="{n}"\r\n\r\n{v}\r\n'
        for n, v in isian.items()
    ]
    kepala = (
        f'--{_BATAS}\r\nContent-Disposition: form-data; name="berkas"; filename="{nama}"\r\n'
        "Content-Type: application/pdf\r\n\r\n"
    )
    return "".join(bagian).encode() + kepala.encode() + isi + f"\r\n--{_BATAS}--\r\n".encode()


@dataclass
class Kantor:
    """Everything that was promised, and the people who go on working with it."""

    tahun: int
    acak: random.Random
    masuk: Counter[str] = field(default_factory=Counter)
    masuk_tunggu: Counter[str] = field(default_factory=Counter)
    kue: str = ""
    tindakan: Counter[str] = field(default_factory=Counter)
    ditolak: list[str] = field(default_factory=list)
    #: What was answered, and to which port: an entry as it then was, or who signed in.
    riwayat: "list[tuple[int, Entri | str]]" = field(default_factory=list)

    def __post_init__(self) -> None:
        self.isi = self._list_entri(12)
        self.unggah = self._list_entri(21, 22, 23)
        self.putus = self._list_entri(31, 32)
        self.orang: dict[str, Orang] = {}
        self.masuk = Counter(dict.fromkeys(AKUN, 0))

    def _list_entri(self, *indikator: int) -> list[Entri]:
        return [Entri(i, f"{self.tahun}-TW{ke}") for i in indikator for ke in (1, 2, 3, 4)]

    @property
    def entri(self) -> list[Entri]:
        """Every entry anybody works on."""
        return [*self.isi, *self.unggah, *self.putus]

    def buka(self, port: int) -> None:
        """Have everybody at the server's door, signed in (once: sessions outlive a server)."""
        for nama in ("staf-umum", "staf-pemerintahan", "staf-pmd", "kasi-pmd"):
            if nama not in self.orang:
                self.orang[nama] = Orang(port).siap(nama)
            self.orang[nama].port = port

    def kerja(self, port: int, berhenti: threading.Event) -> list[threading.Thread]:
        """Start the four at work until told to stop, or until nobody answers."""
        acak = [random.Random(self.acak.random()) for _ in range(4)]
        tugas: list[Callable[[random.Random], None]] = [
            self.simpan,
            self.tambah,
            self.tentukan,
            lambda a: self.datang(a, port),
        ]
        benang = [
            threading.Thread(target=self._ulang, args=(satu, a, berhenti))
            for satu, a in zip(tugas, acak, strict=True)
        ]
        for satu in benang:
            satu.start()
        return benang

    def _ulang(
        self,
        tugas: Callable[[random.Random], None],
        acak: random.Random,
        berhenti: threading.Event,
    ) -> None:
        while not berhenti.is_set():
            try:
                tugas(acak)
            except Ditolak as galat:
                self.ditolak.append(str(galat))
                return
            except (OSError, http.client.HTTPException):
                return  # killed: what was asked for may have been done or not

    def _lakukan(
        self,
        nama: str,
        entri: Entri,
        aksi: str,
        isian: dict[str, str],
        baru: Entri,
        berkas: tuple[str, bytes] | None = None,
    ) -> None:
        """Ask for one act; what comes after it is promised once it is answered."""
        entri.tunggu = baru
        jalur = f"/realisasi/{entri.indikator}/{entri.kode}/{aksi}"
        try:
            self.orang[nama].kirim(jalur, {"versi": str(entri.versi), **isian}, berkas)
        except Ditolak as galat:
            # A file that is refused does not keep the rest of its form out.
            sisanya = replace(baru, berkas=entri.berkas)
            entri.tunggu = sisanya if galat.status == 422 and berkas else None
            raise
        entri.terima(baru)
        self.tindakan[aksi] += 1
        self.riwayat.append((self.orang[nama].pintu, baru))

    def simpan(self, acak: random.Random) -> None:
        """Save a draft with words nobody else wrote."""
        entri, teks = acak.choice(self.isi), secrets.token_hex(12)
        baru = replace(entri, status="DRAF", versi=entri.versi + 1, keterangan=teks, tunggu=None)
        isian = {"pembilang": str(acak.randint(1, 99)), "penyebut": "100", "keterangan": teks}
        self._lakukan("staf-umum", entri, "simpan", isian, baru)

    def tambah(self, acak: random.Random, baris: int = 0) -> None:
        """Upload a file nobody else has, of some or `baris` lines, where there are few yet."""
        entri = min(self.unggah, key=lambda e: len(e.berkas))
        if len(entri.berkas) >= 20:
            return
        tanda = f"\n% {secrets.token_hex(8)}\n".encode()
        isi = pdf() + tanda * (baris or acak.choice((1, 1, 40, 4000)))
        isi += b"%%EOF\n"
        berkas = entri.berkas | {hashlib.sha256(isi).hexdigest()}
        baru = replace(entri, status="DRAF", versi=entri.versi + 1, berkas=berkas, tunggu=None)
        self._lakukan("staf-pemerintahan", entri, "bukti", {}, baru, ("bukti.pdf", isi))

    def tentukan(self, acak: random.Random) -> None:
        """Take an entry one step further: submit, then approve or return, then reopen."""
        entri = acak.choice(self.putus)
        satu = replace(entri, versi=entri.versi + 1, tunggu=None)
        if entri.status in ("BELUM_DIISI", "DRAF", "DIKEMBALIKAN"):
            isian = {"pembilang": "9", "penyebut": "10", "alasan_tanpa_berkas": "Buku dipinjam."}
            baru = replace(satu, status="DIAJUKAN")
            self._lakukan("staf-pmd", entri, "ajukan", isian, baru)
        elif entri.status == "DIAJUKAN" and acak.random() < 0.5:
            self._lakukan("kasi-pmd", entri, "setujui", {}, replace(satu, status="DISETUJUI"))
        elif entri.status == "DIAJUKAN":
            isian = {"alasan": "LAINNYA", "catatan": "Cocokkan lagi."}
            baru = replace(satu, status="DIKEMBALIKAN")
            self._lakukan("kasi-pmd", entri, "kembalikan", isian, baru)
        else:
            baru = replace(satu, status="DIKEMBALIKAN")
            self._lakukan("kasi-pmd", entri, "buka-kembali", {"alasan": "Keliru."}, baru)

    def datang(self, acak: random.Random, port: int) -> None:
        """Sign in as somebody."""
        nama, orang = acak.choice(AKUN), Orang(port)
        self.masuk_tunggu[nama] += 1
        try:
            orang.masuk(nama)
        except Ditolak:
            self.masuk_tunggu[nama] -= 1
            raise
        self.masuk_tunggu[nama] -= 1
        self.masuk[nama] += 1
        self.tindakan["masuk"] += 1
        self.riwayat.append((orang.pintu, nama))
        self.kue = orang.kue
