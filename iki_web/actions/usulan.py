"""Proposals: handing one in, comparing it with the criteria, choosing it into a draft or not."""

from collections.abc import Mapping

from sqlalchemy import func, select

from iki_web.actions.jejak import add_jejak
from iki_web.actions.keputusan.tulis import (
    add_indikator,
    remove_indikator_draf,
    replace_isi_indikator,
    write_indikator,
)
from iki_web.actions.transaksi import transaction
from iki_web.extensions import db, jam
from iki_web.models import Indikator, Jabatan, Keputusan, Lampiran, StatusKeputusan, Usulan
from iki_web.queries.keputusan import get_edisi
from iki_web.queries.usulan import UsulanTampil, find_usulan, list_pilihan
from iki_web.rules.galat import Basi, Ditolak, TidakBerwenang, TidakTerlihat
from iki_web.rules.jejak import Peristiwa
from iki_web.rules.keputusan import ButirIndikator
from iki_web.rules.keterlihatan import Pelaku
from iki_web.rules.mutu import Jawaban
from iki_web.rules.usulan import (
    IsiUsulan,
    JenisUsulan,
    Penilaian,
    StatusUsulan,
    compute_butir,
    format_isi,
    format_penilaian,
)


@transaction
def create_usulan(
    pelaku: Pelaku,
    jabatan_id: int,
    indikator_id: int | None,
    jenis: JenisUsulan,
    isi: IsiUsulan,
    alasan: str,
) -> int:
    """Hand in a proposal for a position the proposer holds; returns its id.

    Raises TidakTerlihat for a position that is not his, Ditolak for an indicator that is not its.
    """
    milik = {p.jabatan.id: p for p in list_pilihan(pelaku, jam.today().year)}
    if jabatan_id not in milik:
        raise TidakTerlihat
    baru = jenis is JenisUsulan.BARU
    if not baru and indikator_id not in {i.id for i in milik[jabatan_id].indikator}:
        kalimat = "Pilih indikator yang diusulkan diubah atau dihapus."
        raise Ditolak(kalimat, {"indikator": kalimat})
    usulan = Usulan(
        kantor_id=pelaku.kantor_id,
        jabatan_id=jabatan_id,
        indikator_id=None if baru else indikator_id,
        jenis=jenis,
        isi=format_isi(isi),
        alasan=alasan,
        status=StatusUsulan.DIUSULKAN,
        pengusul_id=pelaku.pegawai_id,
        diusulkan=jam.now(),
    )
    db.session.add(usulan)
    db.session.flush()
    sesudah = {"jenis": jenis, "isi": usulan.isi, "alasan": alasan}
    add_jejak(pelaku, Peristiwa.USULAN_DIAJUKAN, f"usulan:{usulan.id}", 1, sesudah=sesudah)
    return usulan.id


def _find(pelaku: Pelaku, usulan_id: int, versi: int, langkah: str) -> tuple[Usulan, UsulanTampil]:
    """Return a proposal for a step; refusals in their order: unseen, not yours, stale, state."""
    tampil = find_usulan(pelaku, usulan_id)
    usulan = db.session.get_one(Usulan, usulan_id)
    if not getattr(tampil, f"wenang_{langkah}"):
        raise TidakBerwenang("Langkah ini bukan wewenang Anda atas usulan ini.")
    if usulan.versi != versi:
        raise Basi("Usulan ini sudah berubah sejak Anda membukanya. Periksa kembali.")
    if not getattr(tampil, f"boleh_{langkah}"):
        raise Ditolak("Langkah ini tidak dapat dilakukan pada keadaan usulan sekarang.")
    return usulan, tampil


@transaction
def update_penilaian(
    pelaku: Pelaku, usulan_id: int, jawaban: Mapping[str, Jawaban], pendapat: str, versi: int
) -> None:
    """Keep the comparison of a proposal with the criteria (the source's third step)."""
    usulan, _ = _find(pelaku, usulan_id, versi, "nilai")
    oleh = f"{pelaku.nama} ({pelaku.jabatan_teks})"
    usulan.penilaian = format_penilaian(Penilaian(jawaban, pendapat, oleh))
    usulan.status = StatusUsulan.DINILAI
    usulan.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.USULAN_DINILAI,
        f"usulan:{usulan_id}",
        usulan.versi,
        sesudah={"penilaian": usulan.penilaian},
    )


@transaction
def close_usulan(
    pelaku: Pelaku, usulan_id: int, keputusan_id: int | None, alasan: str, versi: int
) -> None:
    """Choose a proposal into a draft, or with `keputusan_id` None not, with the reason.

    Raises Ditolak where the draft has no sheet of the position or no such indicator any more.
    """
    usulan, tampil = _find(pelaku, usulan_id, versi, "putus")
    if keputusan_id is not None:
        _apply(pelaku, usulan, tampil, keputusan_id)
    dipilih = keputusan_id is not None
    usulan.status = StatusUsulan.DIPILIH if dipilih else StatusUsulan.TIDAK_DIPILIH
    usulan.keputusan_id = keputusan_id
    usulan.catatan = alasan
    usulan.pemutus_id = pelaku.pegawai_id
    usulan.diputus = jam.now()
    usulan.versi += 1
    add_jejak(
        pelaku,
        Peristiwa.USULAN_DIPILIH if dipilih else Peristiwa.USULAN_TIDAK_DIPILIH,
        f"usulan:{usulan_id}",
        usulan.versi,
        sesudah={"keputusan": keputusan_id, "alasan": alasan},
    )


def _apply(pelaku: Pelaku, usulan: Usulan, tampil: UsulanTampil, keputusan_id: int) -> None:
    """Write what is proposed into the draft."""
    draf = db.session.execute(
        select(Keputusan).where(
            Keputusan.id == keputusan_id, Keputusan.kantor_id == pelaku.kantor_id
        )
    ).scalar_one_or_none()
    if draf is None or draf.status is not StatusKeputusan.DRAF:
        raise _tolak("Pilih draf edisi dari daftar.")
    if usulan.jenis is JenisUsulan.BARU:
        _add_baru(usulan, tampil.isi, keputusan_id)
    else:
        lama = _find_lanjutan(usulan, keputusan_id)
        if usulan.jenis is JenisUsulan.HAPUS:
            remove_indikator_draf([lama.id])
        else:
            butir = next(
                i for i in get_edisi(pelaku, keputusan_id).indikator if i.kode == lama.kode
            )
            baru = compute_butir(tampil.isi, butir)
            write_indikator(lama, baru)
            replace_isi_indikator(lama.id, baru)
            lama.versi += 1
    draf.versi += 1


def _add_baru(usulan: Usulan, isi: IsiUsulan, keputusan_id: int) -> None:
    """Add a new indicator behind those of its sheet, under a code that is free."""
    lembar = (Lampiran.keputusan_id == keputusan_id, Lampiran.jabatan_id == usulan.jabatan_id)
    if db.session.execute(select(Lampiran.id).where(*lembar)).scalar() is None:
        raise _tolak("Draf ini belum mempunyai lembar jabatan ini. Tambahkan lembarnya dahulu.")
    jabatan = db.session.get_one(Jabatan, usulan.jabatan_id)
    dari = Indikator.keputusan_id == keputusan_id
    ada = set(db.session.execute(select(Indikator.kode).where(dari)).scalars())
    akhir = db.session.execute(
        select(func.max(Indikator.urutan)).where(dari, Indikator.jabatan_id == jabatan.id)
    ).scalar()
    nomor = next(n for n in range(1, len(ada) + 2) if f"{jabatan.kode}-{n}" not in ada)
    dasar = ButirIndikator(f"{jabatan.kode}-{nomor}", isi.sasaran, isi.nama)
    add_indikator(keputusan_id, jabatan.id, compute_butir(isi, dasar), (akhir or 0) + 1)


def _find_lanjutan(usulan: Usulan, keputusan_id: int) -> Indikator:
    """Return the draft's indicator that continues the one a proposal speaks of."""
    ada = db.session.execute(
        select(Indikator).where(
            Indikator.keputusan_id == keputusan_id,
            (Indikator.asal_id == usulan.indikator_id) | (Indikator.id == usulan.indikator_id),
        )
    ).scalar_one_or_none()
    if ada is None or usulan.indikator_id is None:
        raise _tolak("Indikator yang diusulkan tidak ada lagi pada draf ini.")
    return ada


def _tolak(kalimat: str) -> Ditolak:
    return Ditolak(kalimat, {"keputusan": kalimat})
