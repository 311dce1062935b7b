"""Every address a page names resolves, for every kind of person; every view is met by somebody."""

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
    # Only where a second step is on, where a check has found something, after a decision.
    "masuk.create_kode",
    "akun.close_langkah",
    "akun.reset_pemulihan",
    "kelola.show_langkah",
    "kelola.reset_langkah",
    "kelola.acknowledge",
    "persetujuan.show_kembali",
    # Only where backups are encrypted.
    "kelola.download_cadangan",
    "kelola.remove_sandi_",
    # Only in a draft that brought remarks along from its file.
    "kelola.show_catatan",
    "kelola.update_catatan_draf",
}


def test_every_address_resolves_and_every_title_is_one_pages_own(app_e2e, peta):
    ujung: set[str] = set()
    for nama in ORANG:
        hasil = peta(nama)
        assert not hasil.galat, "\n".join([nama, *hasil.galat])
        ujung |= hasil.ujung
    hilang = set(app_e2e.view_functions) - ujung - TANPA_TAUTAN
    assert not hilang, " ".join(sorted(hilang))
    assert set(app_e2e.view_functions) >= TANPA_TAUTAN
    assert not ujung & TANPA_TAUTAN
