"""Every address a page names resolves, for every kind of person; every view is met by somebody."""

from tests.e2e.jelajah import Penjelajah
from tests.e2e.klien import Klien
from tests.pendukung.basis import SANDI

ORANG = ("staf-umum", "kasubbag-umum", "camat", "pengelola", "pemeriksa")
#: For strangers and machines: nobody who is signed in is led there.
TANPA_TAUTAN = {
    "masuk.index",
    "masuk.create",
    "sehat.index",
    # Offered only where someone or something was disabled.
    "kelola.reopen_pegawai",
    "kelola.reopen_jabatan",
    # Only where there is a logo, the office's own Word template, an indicator that was ended, a
    # proposal that was assessed, and an edition beside the one that serves.
    "kelola.show_logo",
    "kelola.remove_logo",
    "kelola.revoke_templat",
    "kelola.reopen_indikator_tetap",
    "usulan.close",
    "keputusan.show_cabut",
    "keputusan.revoke",
}


def test_every_address_resolves_and_every_title_is_one_pages_own(
    server, app_e2e, tahun_ramai, nomor
):
    ujung: set[str] = set()
    for nama in ORANG:
        klien = Klien(server.alamat)
        klien.masuk(nama, SANDI)
        awal = ["/", f"/rekap/{tahun_ramai}"]
        if nama in ("staf-umum", "kasubbag-umum"):
            awal += [f"/indikator?periode={tahun_ramai}-TW{ke}" for ke in range(1, 5)]
        if nama == "pengelola":
            ruang = ("libur", "pengecualian")
            awal += [f"/kelola/{satu}?tahun={tahun_ramai}" for satu in ruang]
        entri = f"/realisasi/{nomor('staf-umum-1')}/{tahun_ramai}-TW1"
        awal += [entri] if klien.buka(entri).status == 200 else []
        peta = Penjelajah(app_e2e, klien).jalan(*awal)
        assert not peta.galat, "\n".join([nama, *peta.galat])
        ujung |= peta.ujung
    hilang = set(app_e2e.view_functions) - ujung - TANPA_TAUTAN
    assert not hilang, " ".join(sorted(hilang))
    assert set(app_e2e.view_functions) >= TANPA_TAUTAN
    assert not ujung & TANPA_TAUTAN
