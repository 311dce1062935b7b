"""Targets (Perjanjian Kinerja): the year's sheet, the grid, one value for many, proposals."""

from collections.abc import Callable

from flask import Response, redirect, request, url_for

from iki_web.actions.target import (
    approve_target,
    return_target,
    submit_target,
    update_target,
    withdraw_target,
)
from iki_web.extensions import jam
from iki_web.queries.target import (
    BarisTargetTampil,
    HalamanTarget,
    KelompokTarget,
    find_halaman,
    find_rincian,
)
from iki_web.rules.formulir import Pembaca
from iki_web.rules.galat import Ditolak, TidakBerwenang
from iki_web.rules.renstra import can_read_renstra
from iki_web.rules.target import (
    PANJANG_ALASAN,
    KirimanTarget,
    parse_target,
    read_dasar,
    read_isian,
    read_pilihan,
)
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.errors import get_status
from iki_web.web.kelola.bagian import answer, list_bagian
from iki_web.web.realisasi.isian import check_tunggal
from iki_web.web.render import page
from iki_web.web.target.bagian import Galat, bp, build_tolak, get_jabatan, url_show
from iki_web.web.target.timbang import list_peringatan

__all__ = ["bp"]


@bp.get("/target")
@allow(siapa_pun)
def index() -> Response:
    """Lead to this year's targets."""
    return redirect(url_for("target.show", tahun=jam.today().year), 303)


@bp.get("/target/<int:tahun>")
@allow(siapa_pun)
def show(tahun: int) -> Response:
    """Show the targets of a year: what waits, what is missing, and the sheet of each position."""
    return _show(tahun)


def _show(tahun: int, galat: Galat = None) -> Response:
    pelaku = get_pelaku()
    halaman = find_halaman(pelaku, tahun, get_jabatan())
    usulan = halaman.usulan
    return page(
        "target/show.html",
        status=get_status(galat) if galat else 200,
        ruang=list_bagian() if pelaku.pengelola else [],
        halaman=halaman,
        diputus=[satu for satu in usulan if satu[0].wewenang.memutus],
        diajukan=[
            s for s in usulan if s[1].usulan and s[1].usulan.pengusul_id == pelaku.pegawai_id
        ],
        bisa_isi=any(b.wewenang.menetapkan for b in halaman.baris),
        bisa_usul=any(b.wewenang.pemilik for b in halaman.baris),
        bisa_renstra=can_read_renstra(pelaku),
        **build_tolak(galat),
    )


@bp.get("/target/<int:tahun>/<int:indikator_id>")
@allow(siapa_pun)
def show_indikator(tahun: int, indikator_id: int) -> Response:
    """Show one indicator's targets with every version and every proposal."""
    rincian = find_rincian(get_pelaku(), tahun, indikator_id)
    return page("target/rincian.html", rincian=rincian, tahun=tahun)


def _menetapkan(baris: BarisTargetTampil) -> bool:
    return baris.wewenang.menetapkan


def _pemilik(baris: BarisTargetTampil) -> bool:
    return baris.wewenang.pemilik


def _find_kisi(tahun: int, syarat: Callable[[BarisTargetTampil], bool]) -> HalamanTarget:
    """Return the page cut to what the viewer may fill in; refuses whoever has nothing to."""
    halaman = find_halaman(get_pelaku(), tahun, get_jabatan())
    kelompok = [
        KelompokTarget(k.jabatan, k.pemangku, tuple(b for b in k.baris if syarat(b)))
        for k in halaman.kelompok
    ]
    isi = tuple(k for k in kelompok if k.baris)
    if not isi:
        raise TidakBerwenang("Tidak ada target yang menjadi wewenang Anda di sini.")
    jabatan = isi[0].jabatan if len(isi) == 1 else None
    return HalamanTarget(
        tahun, halaman.daftar_tahun, halaman.nomor_keputusan, halaman.pilihan, jabatan, isi
    )


def _show_kisi(tahun: int, usul: bool, galat: Galat = None) -> Response:
    """Render the grid: years of several positions, or year and periods of one."""
    halaman = _find_kisi(tahun, _pemilik if usul else _menetapkan)
    return page(
        "target/isi.html",
        status=get_status(galat) if galat else 200,
        halaman=halaman,
        usul=usul,
        asal=get_jabatan() or "",
        hari_ini=jam.today(),
        timbang={
            b.indikator.id: list_peringatan(b, request.form.get(b.setahun.tempat.medan, ""))
            for b in halaman.baris
        },
        **build_tolak(galat),
    )


@bp.get("/target/<int:tahun>/isi")
@allow(siapa_pun)
def edit(tahun: int) -> Response:
    """Show the grid of what this person may fix."""
    return _show_kisi(tahun, usul=False)


@bp.post("/target/<int:tahun>/isi")
@allow(siapa_pun)
def update(tahun: int) -> Response:
    """Fix what was changed on the grid, all or nothing."""

    def lakukan() -> str:
        check_tunggal(request.form)
        baca = Pembaca(request.form)
        isian = read_isian(request.form, baca)
        dasar = read_dasar(baca, jam.today())
        banyak = update_target(get_pelaku(), tahun, isian, dasar, baca.galat)
        return _kalimat(banyak, "ditetapkan")

    return answer(lakukan, lambda: url_show(tahun), lambda g: _show_kisi(tahun, False, g))


def _kalimat(banyak: int, kata: str) -> str:
    if not banyak:
        raise Ditolak("Belum ada target yang diubah. Isi atau ubah angkanya dahulu.")
    return f"{banyak} target {kata}."


@bp.get("/target/<int:tahun>/usul")
@allow(siapa_pun)
def edit_usul(tahun: int) -> Response:
    """Show the grid of what this person may propose for his own position."""
    return _show_kisi(tahun, usul=True)


@bp.post("/target/<int:tahun>/usul")
@allow(siapa_pun)
def submit(tahun: int) -> Response:
    """Propose targets, all or nothing."""

    def lakukan() -> str:
        check_tunggal(request.form)
        baca = Pembaca(request.form)
        isian = read_isian(request.form, baca)
        alasan = baca.teks("alasan", "Alasan", PANJANG_ALASAN)
        baca.check()
        return _kalimat(
            submit_target(get_pelaku(), tahun, isian, alasan), "diusulkan kepada atasan"
        )

    return answer(lakukan, lambda: url_show(tahun), lambda g: _show_kisi(tahun, True, g))


@bp.get("/target/<int:tahun>/sama")
@allow(siapa_pun)
def edit_sama(tahun: int) -> Response:
    """Show the form that fixes one value for many."""
    return _show_sama(tahun)


def _show_sama(tahun: int, galat: Galat = None) -> Response:
    halaman = _find_kisi(tahun, _menetapkan)
    return page(
        "target/sama.html",
        status=get_status(galat) if galat else 200,
        halaman=halaman,
        kosong=sum(len(k.kosong) for k in halaman.kelompok),
        asal=get_jabatan() or "",
        hari_ini=jam.today(),
        pilih=_list_pilih(),
        **build_tolak(galat),
    )


def _list_pilih() -> list[str]:
    """Return the ticked indicators; each position has a field name of its own."""
    nama = [n for n in request.form if n.startswith("pilih-")]
    return [nomor for n in nama for nomor in request.form.getlist(n)]


@bp.post("/target/<int:tahun>/sama")
@allow(siapa_pun)
def update_sama(tahun: int) -> Response:
    """Fix one value for all that are ticked, or for all that have none yet."""

    def lakukan() -> str:
        baca = Pembaca(request.form)
        isian = _read_sama(tahun, baca)
        dasar = read_dasar(baca, jam.today())
        banyak = update_target(get_pelaku(), tahun, isian, dasar, baca.galat)
        return _kalimat(banyak, "ditetapkan")

    return answer(lakukan, lambda: url_show(tahun), lambda g: _show_sama(tahun, g))


def _read_sama(tahun: int, baca: Pembaca) -> tuple[KirimanTarget, ...]:
    """Read the one value and for which indicators it is meant."""
    try:
        isi = parse_target(request.form.get("nilai", ""))
    except ValueError as sebab:
        baca.refuse("nilai", str(sebab))
        return ()
    if isi is None:
        baca.refuse("nilai", "Target belum diisi. Tulis angka, atau “-” bila tidak ditargetkan.")
        return ()
    if request.form.get("lingkup") == "kosong":
        baris = _find_kisi(tahun, _menetapkan).baris
        kosong = [b.setahun for b in baris if b.setahun.target.belum]
        return tuple(KirimanTarget(s.tempat, isi.nilai, 0) for s in kosong)
    nilai = request.form["nilai"]
    form = {f"t-{nomor}": nilai for nomor in _list_pilih()}
    versi = {nama: teks for nama, teks in request.form.items() if nama.startswith("v-")}
    if not form:
        baca.refuse("pilih", "Centang dahulu indikator yang diberi target ini.")
    return read_isian(form | versi, baca)


def _decide(
    tahun: int, lakukan: Callable[[tuple[tuple[int, int], ...]], int], kata: str
) -> Response:
    """Do one act on the ticked proposals; a refusal shows the page again with the ticks."""

    def jalankan() -> str:
        return f"{lakukan(read_pilihan(request.form.getlist('pilih')))} usulan {kata}."

    return answer(jalankan, lambda: url_show(tahun), lambda galat: _show(tahun, galat))


@bp.post("/target/<int:tahun>/usulan/setujui")
@allow(siapa_pun)
def approve(tahun: int) -> Response:
    """Agree to the ticked proposals."""
    pelaku = get_pelaku()
    return _decide(tahun, lambda pilih: approve_target(pelaku, tahun, pilih), "disetujui")


@bp.post("/target/<int:tahun>/usulan/tolak")
@allow(siapa_pun)
def return_(tahun: int) -> Response:
    """Refuse the ticked proposals with a reason."""
    pelaku = get_pelaku()

    def lakukan(pilih: tuple[tuple[int, int], ...]) -> int:
        baca = Pembaca(request.form)
        catatan = baca.teks("catatan", "Alasan menolak", PANJANG_ALASAN)
        baca.check()
        return return_target(pelaku, tahun, pilih, catatan)

    return _decide(tahun, lakukan, "ditolak")


@bp.post("/target/<int:tahun>/usulan/tarik")
@allow(siapa_pun)
def withdraw(tahun: int) -> Response:
    """Take one's own proposals back."""
    pelaku = get_pelaku()
    return _decide(tahun, lambda pilih: withdraw_target(pelaku, tahun, pilih), "ditarik kembali")
