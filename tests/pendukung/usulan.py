"""Proposals handed in by the real act of a holder."""

from flask import Flask

from iki_web.actions.usulan import create_usulan
from iki_web.queries.acuan import find_acuan
from iki_web.rules.usulan import IsiUsulan, JenisUsulan
from tests.pendukung.entri import id_indikator
from tests.pendukung.orang import buat_pelaku

ISI = IsiUsulan(
    nama="Persentase surat yang dijawab tepat waktu",
    sasaran="Meningkatnya kualitas pelayanan",
    pembilang="Jumlah surat yang dijawab tepat waktu",
    penyebut="Jumlah surat yang masuk",
    sumber_data=("Buku agenda surat",),
)


def usulkan(app: Flask, siapa: str, indikator: str, jenis: JenisUsulan = JenisUsulan.UBAH) -> int:
    """Hand in a proposal of a person for an indicator of his position; returns its id."""
    pelaku = buat_pelaku(app, siapa)
    with app.app_context():
        nomor = id_indikator(indikator)
        jabatan = find_acuan(pelaku).indikator[nomor].jabatan_id
        isi = IsiUsulan() if jenis is JenisUsulan.HAPUS else ISI
        return create_usulan(pelaku, jabatan, nomor, jenis, isi, "Agar lebih terukur.")
