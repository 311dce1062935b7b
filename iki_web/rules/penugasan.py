"""Assignments: who may hold a position beside whom on which days, gaps, and the form."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from iki_web.rules.bilangan import format_tanggal_pendek
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak
from iki_web.rules.keterlihatan import JenisPenugasan

PANJANG_NOMOR, PANJANG_ALASAN = 100, 500
#: An acting official serves three months, to be extended once (SE Kepala BKN 1/SE/I/2021).
BULAN_SEMENTARA = 3
_SEHARI = timedelta(days=1)

KATA_JENIS: Mapping[JenisPenugasan, str] = {
    JenisPenugasan.DEFINITIF: "Definitif",
    JenisPenugasan.PLT: "Plt.",
    JenisPenugasan.PLH: "Plh.",
}


@dataclass(frozen=True, slots=True)
class Tugas:
    """An assignment as the rules of overlap see it; `id` 0 for one that is being typed."""

    id: int
    pegawai_id: int
    pegawai: str
    jabatan_id: int
    jabatan: str
    jenis: JenisPenugasan
    mulai: date
    selesai: date | None = None

    @property
    def sampai(self) -> date:
        """The last day, without end the end of time."""
        return self.selesai or date.max

    def is_berlaku(self, hari: date) -> bool:
        """Whether it holds on a day, first and last day included."""
        return self.mulai <= hari <= self.sampai

    def is_bertindih(self, lain: "Tugas") -> bool:
        """Whether both hold on some day."""
        return self.mulai <= lain.sampai and lain.mulai <= self.sampai

    @property
    def rentang(self) -> str:
        """The days in words."""
        return format_rentang(self.mulai, self.selesai)


def format_rentang(mulai: date, selesai: date | None) -> str:
    """Print days as people say them: 2 Mar 2026 sampai 15 Mar 2026, or "sejak 2 Mar 2026"."""
    if selesai is None:
        return f"sejak {format_tanggal_pendek(mulai)}"
    return f"{format_tanggal_pendek(mulai)} sampai {format_tanggal_pendek(selesai)}"


def list_kosong(tugas: Iterable[Tugas], dari: date, sampai: date) -> tuple[tuple[date, date], ...]:
    """Return the spans of [dari, sampai] in which nobody holds the position in his own right."""
    hasil, kursor = [], dari
    definitif = (t for t in tugas if t.jenis is JenisPenugasan.DEFINITIF)
    for satu in sorted(definitif, key=lambda t: t.mulai):
        if satu.mulai > sampai:
            break
        if satu.mulai > kursor:
            hasil.append((kursor, satu.mulai - _SEHARI))
        if satu.sampai >= sampai:
            return tuple(hasil)
        kursor = max(kursor, satu.sampai + _SEHARI)
    if kursor <= sampai:
        hasil.append((kursor, sampai))
    return tuple(hasil)


def find_kosong_sejak(tugas: Iterable[Tugas], hari: date) -> date | None:
    """Return since when a position has had no definitive holder; None where it has one on `hari`.

    `date.min`: it never had one.
    """
    definitif = [t for t in tugas if t.jenis is JenisPenugasan.DEFINITIF and t.mulai <= hari]
    if any(t.is_berlaku(hari) for t in definitif):
        return None
    return max((t.sampai + _SEHARI for t in definitif), default=date.min)


def check_tindih(baru: Tugas, lain: Iterable[Tugas]) -> None:
    """Refuse an assignment that cannot stand beside the others of its position.

    One definitive holder at a time. A Plt. acts only on days without one (UU 30/2014 article 14:
    the holder is permanently absent), a Plh. only on days on which there is one (he is absent for
    a while); one acting official at a time; nobody twice. Changing a definitive assignment is
    never held up by a Plh. beside it: an official may leave while someone stands in for him, and
    `list_peringatan` then says so. Raises Ditolak; `mulai` carries the sentence.
    """
    lain = [t for t in lain if t.id != baru.id or not baru.id]
    for satu in lain:
        if satu.is_bertindih(baru) and _is_berlawanan(baru, satu):
            raise _build_tolak(_say_tindih(baru, satu))
    if baru.jenis is JenisPenugasan.PLH:
        kosong = list_kosong(lain, baru.mulai, baru.sampai)
        if kosong:
            raise _build_tolak(
                f"{baru.jabatan} tidak memiliki pejabat definitif "
                f"{_format_kosong(kosong[0])}. Untuk jabatan yang kosong tetapkan Plt."
            )


def _is_berlawanan(baru: Tugas, satu: Tugas) -> bool:
    """Whether two assignments to one position exclude each other on the same day."""
    if baru.pegawai_id == satu.pegawai_id:
        return True
    jenis = {baru.jenis, satu.jenis}
    return jenis != {JenisPenugasan.DEFINITIF, JenisPenugasan.PLH}


def _say_tindih(baru: Tugas, satu: Tugas) -> str:
    """Say which assignment is in the way, and what to do about it."""
    siapa = f"{satu.pegawai} ({KATA_JENIS[satu.jenis]}, {satu.rentang})"
    if baru.pegawai_id == satu.pegawai_id:
        return f"Orang ini sudah memegang {baru.jabatan} pada hari yang sama: {siapa}."
    if baru.jenis is JenisPenugasan.PLT and satu.jenis is JenisPenugasan.DEFINITIF:
        return (
            f"{baru.jabatan} tidak kosong: dipegang {siapa}. Plt. hanya untuk jabatan yang "
            "kosong; bila pejabatnya berhalangan sementara, tetapkan Plh."
        )
    return f"Bertindih dengan {siapa}. Akhiri dahulu penugasan itu, atau ubah tanggalnya."


def _format_kosong(kosong: tuple[date, date]) -> str:
    dari, sampai = kosong
    return format_rentang(dari, None if sampai == date.max else sampai)


def _build_tolak(kalimat: str) -> Ditolak:
    return Ditolak(kalimat, {"mulai": kalimat})


def list_peringatan(
    baru: Tugas, sejabatan: Iterable[Tugas], seorang: Iterable[Tugas], surat: date | None = None
) -> tuple[str, ...]:
    """Return what is allowed but worth a second look, in sentences.

    `sejabatan`: the other assignments of the position, `seorang`: the other ones of the person,
    `surat`: the date of the order.
    """
    hasil = []
    sementara = baru.jenis is not JenisPenugasan.DEFINITIF
    if sementara and baru.sampai > _tambah_bulan(baru.mulai, BULAN_SEMENTARA):
        hasil.append("Plt. dan Plh. lazimnya paling lama 3 bulan, dan dapat diperpanjang 3 bulan.")
    if surat is not None and surat > baru.mulai:
        hasil.append("Surat perintah bertanggal sesudah hari pertama penugasan.")
    for satu in seorang:
        dua = not sementara and satu.jenis is JenisPenugasan.DEFINITIF and satu.id != baru.id
        if dua and satu.jabatan_id != baru.jabatan_id and satu.is_bertindih(baru):
            hasil.append(f"{baru.pegawai} juga memegang {satu.jabatan} secara definitif.")
    lain = [t for t in sejabatan if t.id != baru.id or not baru.id]
    for satu in lain:
        if satu.jenis is JenisPenugasan.PLH and not sementara:
            kosong = list_kosong([*lain, baru], satu.mulai, satu.sampai)
            if kosong:
                hasil.append(
                    f"Plh. {satu.pegawai} menjadi tanpa pejabat definitif "
                    f"{_format_kosong(kosong[0])}; gantikan dengan Plt."
                )
    return tuple(hasil)


def _tambah_bulan(hari: date, bulan: int) -> date:
    """Return the day some months later, at most the last of its month."""
    urutan = hari.month - 1 + bulan
    tahun, ke = hari.year + urutan // 12, urutan % 12 + 1
    akhir = (date(tahun + ke // 12, ke % 12 + 1, 1) - _SEHARI).day
    return date(tahun, ke, min(hari.day, akhir))


@dataclass(frozen=True, slots=True)
class IsianPenugasan:
    """An assignment as typed."""

    pegawai_id: int
    jabatan_id: int
    jenis: JenisPenugasan
    mulai: date
    selesai: date | None = None
    nomor_surat: str = ""
    tanggal_surat: date | None = None

    def as_teks(self) -> dict[str, str]:
        """Return label -> text of what may be changed, to show two versions beside each other."""

        def hari(satu: date | None) -> str:
            return format_tanggal_pendek(satu) if satu else "kosong"

        return {
            "Jenis": KATA_JENIS[self.jenis],
            "Hari pertama": hari(self.mulai),
            "Hari terakhir": hari(self.selesai),
            "Nomor surat perintah atau SK": self.nomor_surat or "kosong",
            "Tanggal surat": hari(self.tanggal_surat),
        }


def read_penugasan(
    form: Mapping[str, str], pegawai: Mapping[int, int], jabatan: Mapping[int, int]
) -> IsianPenugasan:
    """Read the form of an assignment; raises Ditolak with a sentence per wrong field.

    Fields: pegawai_id, jabatan_id, jenis, mulai, selesai, nomor_surat, tanggal_surat. `pegawai`,
    `jabatan`: the ids that may be chosen, each mapped to itself. A Plt. or Plh. acts by an order
    (surat perintah), so its number and date must be there.
    """
    baca = Pembaca(form)
    orang = _read_nomor(baca, "pegawai_id", "pegawai", pegawai)
    tempat = _read_nomor(baca, "jabatan_id", "jabatan", jabatan)
    jenis = baca.pilihan("jenis", "jenis penugasan", JenisPenugasan)
    sementara = jenis in (JenisPenugasan.PLT, JenisPenugasan.PLH)
    mulai = baca.tanggal("mulai", "Hari pertama", wajib=True)
    selesai = baca.tanggal("selesai", "Hari terakhir")
    nomor = baca.baris(
        "nomor_surat", "Nomor surat perintah atau SK", PANJANG_NOMOR, wajib=sementara
    )
    surat = baca.tanggal("tanggal_surat", "Tanggal surat", wajib=sementara)
    if mulai and selesai and selesai < mulai:
        baca.refuse("selesai", "Hari terakhir tidak boleh sebelum hari pertama.")
    baca.check()
    assert jenis is not None and mulai is not None
    return IsianPenugasan(orang, tempat, jenis, mulai, selesai, nomor, surat)


def _read_nomor(baca: Pembaca, nama: str, label: str, ada: Mapping[int, int]) -> int:
    pilih = baca.nomor(nama, label, ada)
    if pilih is None:
        baca.refuse(nama, f"Pilih {label} dari daftar.")
    return pilih or 0


def read_alasan(form: Mapping[str, str]) -> str:
    """Read the reason for annulling an assignment; raises Ditolak where it is missing."""
    baca = Pembaca(form)
    alasan = baca.teks("alasan", "Alasan", PANJANG_ALASAN, wajib=True)
    baca.check()
    return alasan


def read_selesai(form: Mapping[str, str], mulai: date) -> date:
    """Read the last day of an assignment that began on `mulai`; raises Ditolak."""
    baca = Pembaca(form)
    selesai = baca.tanggal("selesai", "Hari terakhir", wajib=True)
    if selesai is not None and selesai < mulai:
        baca.refuse("selesai", "Hari terakhir tidak boleh sebelum hari pertama.")
    baca.check()
    assert selesai is not None
    return selesai
