"""An entry as its card shows it: every figure and sentence ready, so that templates only place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from flask import url_for

from iki_web.extensions import jam
from iki_web.queries.realisasi import EntriTampil, Putaran
from iki_web.rules.alur import ALASAN_KEMBALI, KATA_STATUS, Aksi, Status
from iki_web.rules.bilangan import format_angka, format_persen, format_waktu
from iki_web.rules.bukti import format_medan
from iki_web.rules.capaian import Arah, compute_peringatan, find_peringkat
from iki_web.rules.galat import Basi, Ditolak
from iki_web.rules.keterlihatan import Pandangan
from iki_web.rules.realisasi import compute_hasil, find_hasil, format_hasil
from iki_web.rules.rumus import CaraHitung, Hasil, compute_setahun
from iki_web.web.realisasi.isian import Terbaca, build_nilai, list_ketikan, parse_form

_ARAH = {Arah.NAIK: "Makin tinggi makin baik", Arah.TURUN: "Makin rendah makin baik"}
_CARA = {
    CaraHitung.JUMLAH: "dijumlahkan sepanjang tahun",
    CaraHitung.AKHIR: "berjalan sampai akhir tahun",
    CaraHitung.RATA: "dirata-rata sepanjang tahun",
}
_PERISTIWA = {
    Aksi.SIMPAN: "Disimpan",
    Aksi.AJUKAN: "Diajukan",
    Aksi.TARIK: "Ditarik",
    Aksi.KEMBALIKAN: "Dikembalikan",
    Aksi.SETUJUI: "Disetujui",
    Aksi.BUKA_KEMBALI: "Dibuka kembali",
}


@dataclass(frozen=True, slots=True)
class Hitung:
    """The value of the numbers in the form, in words."""

    hasil: str = ""
    capaian: str = ""
    predikat: str = ""
    peringkat: int = 0
    galat: str = ""
    peringatan: str = ""


@dataclass(frozen=True, slots=True)
class MedanSlot:
    """An evidence slot as the form shows it."""

    id: str
    nomor: int
    nama: str
    berkas: tuple[Mapping[str, object], ...]
    medan_berkas: str
    medan_rujukan: str
    medan_alasan: str
    rujukan: str
    alasan: str


@dataclass(frozen=True, slots=True)
class Kartu:
    """Everything the card of an entry needs beside the entry itself."""

    id: str
    url: str
    nilai: Mapping[str, str]
    galat: Mapping[str, str]
    hitung: Hitung
    slot: tuple[MedanSlot, ...]
    keterangan: str
    pembanding: tuple[tuple[str, str], ...]
    kabar: str = ""
    kalimat: str = ""
    perubahan: tuple[str, ...] = ()
    #: What was typed and has no field any more: (name of the field, words).
    ketikan: tuple[tuple[str, str], ...] = ()
    siapa: str = ""
    #: Why there is nothing to read.
    tertutup: str = ""
    riwayat: tuple[Mapping[str, str], ...] = ()
    langkah: frozenset[str] = field(default_factory=frozenset)

    @property
    def alasan_kembali(self) -> list[tuple[str, str]]:
        """The reasons for a return, as (code, words)."""
        return list(ALASAN_KEMBALI.items())

    @property
    def buka_teks(self) -> bool:
        """Whether a free text is filled in or refused, so that its fields must be seen."""
        teks = ("keterangan", "kendala", "tindak_lanjut")
        return any(self.nilai[nama] or nama in self.galat for nama in teks)


def format_nilai(entri: EntriTampil) -> str:
    """Return the value of an entry as it stands, with the counts behind it."""
    return format_hasil(entri.hasil, entri.indikator.satuan)


def build_hitung(entri: EntriTampil, baca: Terbaca | None = None) -> Hitung:
    """Return the value of what is typed (`baca`), or of what is stored."""
    if baca is not None and baca.galat:
        return Hitung(galat=next(iter(baca.galat.values())))
    isian = entri.isian if baca is None else baca.isian
    try:
        hasil = compute_hasil(isian, entri.indikator.jenis_rumus)
    except ValueError as sebab:
        return Hitung(galat=str(sebab))
    if hasil is None:
        return Hitung()
    if hasil.nilai is None:
        return Hitung(hasil="Nihil")
    if baca is None:  # as it stands: what approval froze stays
        return _format_hitung(entri, hasil, entri.capaian, entri.predikat)
    capaian = entri.compute_capaian(hasil)
    return _format_hitung(entri, hasil, capaian, entri.classify(capaian))


def _format_hitung(
    entri: EntriTampil, hasil: Hasil, capaian: Decimal | None, predikat: str | None
) -> Hitung:
    assert hasil.nilai is not None
    satuan = entri.indikator.satuan
    teks = format_persen(hasil.nilai) if satuan == "%" else f"{format_angka(hasil.nilai)} {satuan}"
    peringatan = " ".join(hasil.peringatan)
    target = entri.nilai_target
    if target is None or capaian is None or predikat is None:
        return Hitung(teks, peringatan=peringatan)
    dasar = (hasil.nilai, target, entri.indikator.arah, entri.indikator.rumus_turun)
    peringatan = f"{peringatan} {compute_peringatan(*dasar) or ''}".strip()
    return Hitung(
        teks,
        format_persen(capaian),
        predikat,
        find_peringkat(entri.skala, predikat),
        peringatan=peringatan,
    )


def _list_pembanding(entri: EntriTampil, kini: Hasil | None) -> tuple[tuple[str, str], ...]:
    """Return the earlier periods of the year and the year so far, each with its counts.

    What is not approved yet says so: the recap leaves it out.
    """
    sebelum: list[tuple[str, Hasil]] = []
    belum = False
    for periode, baris in entri.saudara:
        hasil = find_hasil(baris.isian, entri.indikator.jenis_rumus)
        if periode.kode < entri.periode.kode and baris.terlihat and hasil is not None:
            sah = baris.status is Status.DISETUJUI
            keadaan = "" if sah else f" ({KATA_STATUS[baris.status]})"
            sebelum.append((periode.kode.singkat + keadaan, hasil))
            belum |= not sah
    baris_teks = [(nama, format_hasil(h, entri.indikator.satuan)) for nama, h in sebelum[-3:]]
    if sebelum and kini is not None:
        tahun = compute_setahun(entri.indikator.cara_hitung, [*(h for _, h in sebelum), kini])
        nama = "Setahun sampai kini" + (", dengan yang belum disetujui" if belum else "")
        baris_teks.append((nama, format_hasil(tahun, entri.indikator.satuan)))
    return tuple(baris_teks)


def _teks_target(entri: EntriTampil) -> str:
    """Say the target; empty, 0 and "-" are three different things."""
    tahun = entri.periode.kode.tahun
    if entri.tidak_ditargetkan:
        return "tidak ditargetkan pada periode ini (–)"
    if entri.nilai_target is None:
        return "target belum ditetapkan"
    satuan = entri.indikator.satuan
    nilai = entri.nilai_target
    teks = format_persen(nilai) if satuan == "%" else f"{format_angka(nilai)} {satuan}"
    return f"target {tahun}: {teks}"


def _teks_siapa(entri: EntriTampil) -> str:
    """Say who must act now, and why it is not the direct superior."""
    if entri.status is Status.DISETUJUI and entri.tetap is None:
        return KATA_STATUS[entri.status].capitalize()
    if entri.tetap is not None and entri.tetap.beku:
        beku = entri.tetap.beku
        waktu = format_waktu(entri.tetap.disetujui) if entri.tetap.disetujui else ""
        return f"Disetujui oleh {beku['penyetuju_jabatan']} ({beku['penyetuju']}), {waktu}"
    if not entri.terbuka:
        if entri.status is Status.DIAJUKAN:
            return "Tidak diputus sampai periode ditutup. Yang diajukan tetap tersimpan apa adanya"
        return "Periode ini tidak sedang dibuka: tidak ada yang dapat diubah"
    if entri.penyetuju is None:
        return "Belum ada pejabat yang berwenang memutus. Hubungi pengelola"
    kata = "Menunggu keputusan" if entri.status is Status.DIAJUKAN else "Akan diperiksa oleh"
    naik = entri.penyetuju.alasan_naik
    sebab = f", karena {' dan '.join(naik)}" if naik else ""
    return f"{kata} {entri.penyetuju.teks_lengkap}{sebab}"


def _teks_tertutup(entri: EntriTampil) -> str:
    """Say why a viewer gets nothing to read."""
    if entri.pandangan is not Pandangan.ISI and entri.status is not Status.BELUM_DIISI:
        if entri.status is Status.DRAF:
            return "Isi realisasi ini belum dapat dilihat: masih di tangan pemiliknya."
        return "Yang terlihat oleh Anda keadaan realisasi ini saja, bukan isinya."
    return "Belum ada realisasi untuk periode ini."


def _list_slot(
    entri: EntriTampil, id_kartu: str, nilai: Mapping[str, str]
) -> tuple[MedanSlot, ...]:
    """Return the slots; the last version someone typed stands in their fields."""
    hasil = []
    for slot in entri.slot:
        rujukan = format_medan("rujukan", slot.nomor)
        alasan = format_medan("alasan_tanpa_berkas", slot.nomor)
        hasil.append(
            MedanSlot(
                id=f"{id_kartu}-s{slot.nomor}",
                nomor=slot.nomor,
                nama=slot.nama,
                berkas=tuple(
                    {
                        "berkas": berkas,
                        "url": url_for("bukti.show", bukti_id=berkas.id),
                        "hapus": url_for("bukti.remove", bukti_id=berkas.id),
                    }
                    for berkas in slot.berkas
                ),
                medan_berkas=format_medan("berkas", slot.nomor),
                medan_rujukan=rujukan,
                medan_alasan=alasan,
                rujukan=nilai[rujukan],
                alasan=nilai[alasan],
            )
        )
    return tuple(hasil)


def build_riwayat(riwayat: tuple[Putaran, ...]) -> tuple[Mapping[str, str], ...]:
    """Return the history, newest first; saves between two steps of the owner are left out."""
    return tuple(
        {
            "peristiwa": f"{_PERISTIWA[putaran.aksi]} {putaran.isi['hasil']}",
            "oleh": putaran.pelaku,
            "waktu": format_waktu(putaran.waktu),
            "catatan": ": ".join(teks for teks in (putaran.alasan, putaran.catatan) if teks),
        }
        for putaran in reversed(riwayat)
        if putaran.aksi is not Aksi.SIMPAN
    )


def build_kartu(
    entri: EntriTampil,
    ketik: Mapping[str, str] | None = None,
    galat: Ditolak | Basi | None = None,
    kabar: str = "",
) -> Kartu:
    """Return the card of an entry, with what was typed (`ketik`) over what is stored."""
    id_kartu = f"entri-{entri.indikator.id}-{entri.kode}"
    nilai = build_nilai(entri) if ketik is None else ketik
    # What cannot be read has its sentence at its field; without fields the stored value stands.
    baca = parse_form(entri, nilai) if ketik is not None and entri.can(Aksi.SIMPAN) else None
    hasil = find_hasil(baca.isian, entri.indikator.jenis_rumus) if baca else entri.hasil
    cara = f"{_ARAH[entri.indikator.arah]} · {_CARA[entri.indikator.cara_hitung]}"
    return Kartu(
        id=id_kartu,
        url=url_for("realisasi.show", indikator_id=entri.indikator.id, kode=entri.kode),
        nilai=nilai,
        galat=galat.isian if isinstance(galat, Ditolak) else {},
        hitung=Hitung() if baca and baca.galat else build_hitung(entri, baca),
        slot=_list_slot(entri, id_kartu, nilai),
        keterangan=f"{cara} · {_teks_target(entri)}",
        pembanding=_list_pembanding(entri, hasil),
        kabar=kabar or _teks_simpan(entri),
        kalimat=galat.kalimat if galat else "",
        perubahan=galat.perubahan if isinstance(galat, Basi) else (),
        ketikan=list_ketikan(entri, nilai) if galat else (),
        siapa=_teks_siapa(entri),
        tertutup=_teks_tertutup(entri),
        riwayat=build_riwayat(entri.riwayat),
        langkah=frozenset(langkah.aksi.value for langkah in entri.langkah),
    )


def _teks_simpan(entri: EntriTampil) -> str:
    """Say when the draft was last saved."""
    if entri.baris is None or entri.status not in (Status.DRAF, Status.DIKEMBALIKAN):
        return ""
    if entri.kembali is not None and entri.kembali.waktu >= entri.baris.diubah:
        return ""
    hari_ini = format_waktu(jam.now())[:-6]
    waktu = format_waktu(entri.baris.diubah)
    jelas = f"pukul {waktu[-5:]}" if waktu.startswith(hari_ini) else waktu
    return f"{KATA_STATUS[Status.DRAF].capitalize()} tersimpan {jelas}"
