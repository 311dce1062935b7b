"""The next edition of the demo: proposals of the holders, a draft, what was judged of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from functools import partial

from iki_web.actions.contoh.lakon import Acara
from iki_web.actions.contoh.waktu import compute_awal, pada
from iki_web.actions.instance import PENGELOLA
from iki_web.actions.keputusan import create_draf
from iki_web.actions.mutu import update_mutu
from iki_web.actions.usulan import close_usulan, create_usulan, update_penilaian
from iki_web.queries.acuan import Acuan
from iki_web.queries.keputusan import find_edisi
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.mutu import PERTANYAAN, Jawaban
from iki_web.rules.periode import WIB
from iki_web.rules.usulan import IsiUsulan, JenisUsulan


@dataclass(frozen=True, slots=True)
class Ajuan:
    """A proposal: whose, of which indicator (of a new one: none), what, and why."""

    pengusul: str
    jenis: JenisUsulan
    indikator: str
    isi: IsiUsulan
    alasan: str


AJUAN = (
    Ajuan(
        "kasubbag-umum",
        JenisUsulan.UBAH,
        "kasubbag-umum-4",
        IsiUsulan(
            nama="Persentase usulan kenaikan pangkat yang diajukan tepat waktu",
            sasaran="Meningkatnya kualitas pelayanan",
            pembilang="Jumlah usulan kenaikan pangkat yang diajukan tepat waktu",
            penyebut="Jumlah pegawai yang waktunya naik pangkat",
            sumber_data=("Buku Penjagaan Kenaikan Pangkat",),
        ),
        "Nama lama menyebut kegiatan, bukan yang diukur.",
    ),
    Ajuan(
        "staf-umum",
        JenisUsulan.BARU,
        "",
        IsiUsulan(
            nama="Persentase surat masuk yang diteruskan pada hari yang sama",
            sasaran="Meningkatnya kualitas pelayanan",
            pembilang="Jumlah surat masuk yang diteruskan pada hari yang sama",
            penyebut="Jumlah surat masuk",
            sumber_data=("Buku Agenda Surat Masuk",),
        ),
        "Kecepatan meneruskan surat belum terukur, padahal paling sering ditanyakan desa.",
    ),
    Ajuan(
        "staf-trantib",
        JenisUsulan.UBAH,
        "staf-trantib-1",
        IsiUsulan(
            nama="Persentase laporan kriminalitas yang ditindaklanjuti",
            sasaran="Meningkatnya kenyamanan, ketertiban dan keamanan lingkungan.",
            pembilang="Jumlah laporan kriminalitas yang ditindaklanjuti",
            penyebut="Jumlah laporan kriminalitas yang masuk",
            sumber_data=("Buku Laporan Kejadian",),
        ),
        "Agar sama bunyinya dengan indikator atasan.",
    ),
    Ajuan(
        "kasi-pmd",
        JenisUsulan.HAPUS,
        "kasi-pmd-4",
        IsiUsulan(),
        "Programnya sudah tidak disalurkan lewat kecamatan.",
    ),
)
TENTANG = "Perubahan Indikator Kinerja Individu Kantor Kecamatan Jrengik Kabupaten Sampang"
_PENDAPAT = "Sesuai tugas jabatan dan datanya tersedia setiap triwulan."
_TOLAK = "Masih menunggu surat resmi dari kabupaten. Diusulkan lagi bila sudah ada."
#: How many indicators of the draft have been judged, the last of them with one "no".
DINILAI = 6


@dataclass(slots=True)
class Penyusunan:
    """The acts around the draft; ids follow as it goes."""

    acuan: Acuan
    orang: dict[str, Pelaku]
    kini: datetime
    usulan: list[int] = field(default_factory=list)
    draf: int = 0

    def list_acara(self) -> Iterator[Acara]:
        """Yield the acts in their order: proposed, drafted, compared, chosen or not, judged."""
        langkah: list[tuple[int, Callable[[], None]]] = [
            *((30 - 2 * n, partial(self._usulkan, ajuan)) for n, ajuan in enumerate(AJUAN)),
            (18, self._mulai_draf),
            (16, partial(self._nilai, 0, "sekretaris")),
            (16, partial(self._nilai, 3, "camat")),
            (15, partial(self._nilai, 1, "kasubbag-umum")),
            (14, partial(self._pilih, 0, _PENDAPAT)),
            (13, partial(self._tolak, 3)),
            (8, self._periksa),
        ]
        awal = compute_awal(self.kini) + timedelta(hours=4)
        for urutan, (hari, lakukan) in enumerate(langkah):
            saat = pada((self.kini - timedelta(days=hari)).astimezone(WIB).date(), time(10, 5))
            yield Acara(max(saat, awal + timedelta(minutes=urutan)), lakukan)

    @property
    def _pengelola(self) -> Pelaku:
        return self.orang[PENGELOLA]

    def _usulkan(self, ajuan: Ajuan) -> None:
        pelaku = self.orang[ajuan.pengusul]
        jabatan = next(j for j in self.acuan.jabatan.values() if j.kode == ajuan.pengusul)
        semua = self.acuan.list_indikator(jabatan.id, self.kini.astimezone(WIB).year)
        indikator = next((i.id for i in semua if i.kode == ajuan.indikator), None)
        nomor = create_usulan(pelaku, jabatan.id, indikator, ajuan.jenis, ajuan.isi, ajuan.alasan)
        self.usulan.append(nomor)

    def _mulai_draf(self) -> None:
        tahun = self.kini.astimezone(WIB).year
        dasar = self.acuan.find_keputusan(tahun)
        isi = {"kode": str(tahun + 1), "tentang": TENTANG}
        self.draf = create_draf(self._pengelola, dasar.id if dasar else None, isi)

    def _nilai(self, urutan: int, atasan: str) -> None:
        jawaban = {satu.nama: Jawaban(True) for satu in PERTANYAAN}
        update_penilaian(self.orang[atasan], self.usulan[urutan], jawaban, _PENDAPAT, 1)

    def _pilih(self, urutan: int, alasan: str) -> None:
        close_usulan(self._pengelola, self.usulan[urutan], self.draf, alasan, 2)

    def _tolak(self, urutan: int) -> None:
        close_usulan(self._pengelola, self.usulan[urutan], None, _TOLAK, 2)

    def _periksa(self) -> None:
        semua = list(find_edisi(self._pengelola, self.draf).indikator.values())[:DINILAI]
        for satu in semua:
            jawaban = {p.nama: Jawaban(True) for p in PERTANYAAN}
            if satu is semua[-1]:
                catatan = "Belum ada register yang memuat angkanya."
                jawaban[PERTANYAAN[-1].nama] = Jawaban(False, catatan)
            update_mutu(self._pengelola, satu.id, jawaban, 0)
