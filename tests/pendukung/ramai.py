"""What fills the rooms: a draft, an import, a holiday, a document, a Renstra, a backup."""

from flask import Flask

from iki_web.actions.cadangan import create_cadangan
from iki_web.actions.libur import create_libur
from iki_web.actions.pengecualian import create_pengecualian
from iki_web.queries.acuan import find_acuan
from iki_web.rules.dokumen import Jenis
from iki_web.rules.libur import parse_tempel
from iki_web.rules.pengecualian import IsiPengecualian
from tests.pendukung.dokumen import terbitkan
from tests.pendukung.draf import buat_draf
from tests.pendukung.impor import unggah_hasil
from tests.pendukung.orang import buat_pelaku
from tests.pendukung.renstra import atur_akhir, tetapkan_renstra
from tests.pendukung.usulan import usulkan


def ramaikan(app: Flask, tahun: int) -> None:
    """Bring one of each into the instance, by the real acts of the people they belong to."""
    buat_draf(app, f"draf-{tahun}")
    unggah_hasil(app)
    terbitkan(app, "staf-umum", (Jenis.LAPORAN, "staf-umum", f"{tahun}-TW1"), tahun=tahun)
    usulkan(app, "staf-umum", "staf-umum-1")
    atur_akhir(app, tahun + 3)
    tetapkan_renstra(app, "camat", {"staf-umum-1": 95, "kasubbag-umum-2": 90}, tahun + 3)
    pengelola = buat_pelaku(app, "pengelola")
    with app.app_context():
        create_cadangan(pengelola)
        jabatan = {j.kode: j.id for j in find_acuan(pengelola).jabatan.values()}
        create_libur(pengelola, parse_tempel(f"17-08-{tahun} Kemerdekaan"))
        isi = IsiPengecualian(
            jabatan=(jabatan["staf-trantib"],), periode=(f"{tahun}-TW4",), alasan="Cuti panjang."
        )
        create_pengecualian(pengelola, isi)
