"""The rooms: one blueprint per noun, with its forms on top of the same file."""

from iki_web.web import (
    akun,
    aset,
    beranda,
    bukti,
    indikator,
    kelola,
    keputusan,
    masuk,
    panduan,
    persetujuan,
    realisasi,
    rekap,
    sehat,
    target,
)

BLUEPRINT = (
    aset.bp,
    masuk.bp,
    akun.bp,
    beranda.bp,
    indikator.bp,
    realisasi.bp,
    bukti.bp,
    persetujuan.bp,
    rekap.bp,
    target.bp,
    keputusan.bp,
    kelola.bp,
    panduan.bp,
    sehat.bp,
)
