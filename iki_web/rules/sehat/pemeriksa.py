"""The checks of health, one function a line; a new one joins `PEMERIKSA` and nothing else."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from iki_web.rules.bilangan import format_angka, format_ukuran, format_waktu
from iki_web.rules.sehat.isi import GESER_WAJAR, Bahan, Butir, Disk, Keadaan, classify_ruang

#: Refused sign-ins of a day: an office that forgets passwords, and somebody who tries them.
DITOLAK_BANYAK, DITOLAK_SERANGAN = 20, 200
#: A backup a day, with room for a day off; a week without one is a week of work at risk.
CADANGAN_SEHARI, CADANGAN_LAMA = timedelta(days=2), timedelta(days=7)
PERIKSA_LAMA = timedelta(days=31)
#: Milliseconds one page in twenty may take before people call it slow.
LAMBAT = 1000
#: A room opened a few times only says how long its first time took.
_CUKUP = 20
_RUANG_CADANGAN = ("Ke Cadangan", "kelola.index_cadangan")
_RUANG_PERIKSA = ("Ke Pemeriksaan", "kelola.index_periksa")
_PANDUAN = ("Panduan pengelola", "panduan.index#pengelola")


def _check_cadangan(bahan: Bahan) -> Butir:
    """Judge the last backup by its age, and by whether one was tried in vain since."""
    dibuat, akhir = bahan.isi.cadangan, bahan.isi.cadangan_akhir
    kini = f"terakhir {format_waktu(dibuat)}" if dibuat else "belum pernah"
    if akhir is not None and not akhir.baik:
        arti = (
            f"Percobaan {format_waktu(akhir.waktu)} gagal. Baca sebabnya (drive dicabut, penuh, "
            "atau folder hilang), lalu buat cadangan lagi."
        )
        return Butir("Cadangan", Keadaan.MASALAH, kini, arti, _RUANG_CADANGAN)
    if dibuat is None or bahan.kini - dibuat > CADANGAN_LAMA:
        keadaan = Keadaan.PERLU if dibuat is None else Keadaan.MASALAH
        arti = (
            "Bila disk ini rusak, yang diisi sejak itu hilang. Buat cadangan hari ini ke drive di "
            "luar komputer ini, menurut panduan operator bagian 5."
        )
        return Butir("Cadangan", keadaan, kini, arti, _RUANG_CADANGAN)
    arti = "Simpan di luar komputer ini, dan latih memulihkannya setiap enam bulan."
    keadaan = Keadaan.BAIK if bahan.kini - dibuat <= CADANGAN_SEHARI else Keadaan.PERLU
    return Butir("Cadangan", keadaan, kini, arti, _RUANG_CADANGAN)


def _check_pemeriksaan(bahan: Bahan) -> Butir:
    """Judge the last check of the trail, the entries and the files."""
    akhir = bahan.isi.pemeriksaan
    kini = f"terakhir {format_waktu(akhir.waktu)}" if akhir else "belum pernah"
    if akhir is not None and not akhir.baik:
        arti = (
            "Ada yang tidak cocok dengan jejaknya. Simpan salinan folder instance apa adanya, baca "
            "temuannya, dan hubungi pengembang sebelum memulihkan."
        )
        return Butir("Pemeriksaan data", Keadaan.MASALAH, kini, arti, _RUANG_PERIKSA)
    if akhir is None or bahan.kini - akhir.waktu > PERIKSA_LAMA:
        arti = "Jalankan pemeriksaan: jejak, isi semua tabel, dan berkas bukti dicocokkan."
        return Butir("Pemeriksaan data", Keadaan.PERLU, kini, arti, _RUANG_PERIKSA)
    arti = "Jejak, isi semua tabel, dan berkas bukti cocok."
    return Butir("Pemeriksaan data", Keadaan.BAIK, kini, arti, _RUANG_PERIKSA)


def _check_jam(bahan: Bahan) -> Butir:
    """Judge the clock by what it said before: in this process, and in the trail."""
    kini = f"{format_waktu(bahan.kini)} WIB; zona komputer {bahan.proses.zona}"
    mundur, terakhir = bahan.proses.mundur, bahan.isi.jejak_terakhir
    if terakhir is not None and bahan.kini < terakhir - GESER_WAJAR:
        return Butir(
            "Jam komputer",
            Keadaan.MASALAH,
            kini,
            f"Jejak terakhir bertanggal {format_waktu(terakhir)}, lebih baru daripada jam ini. "
            "Betulkan jam dan tanggal komputer, dan nyalakan penyetelan otomatis. Urutan jejak "
            "tetap benar, tetapi batas pengajuan dan jam dokumen mengikuti jam yang keliru.",
        )
    if mundur is not None:
        return Butir(
            "Jam komputer",
            Keadaan.PERLU,
            kini,
            f"Sejak aplikasi berjalan, jam pernah mundur dari {format_waktu(mundur.dari)} ke "
            f"{format_waktu(mundur.ke)}. Pastikan jam sekarang benar; baterainya mungkin lemah.",
        )
    arti = "Aplikasi selalu memakai WIB, apa pun zona komputernya. Jam harus benar."
    return Butir("Jam komputer", Keadaan.BAIK, kini, arti)


def _check_disk(bahan: Bahan) -> Butir:
    """Judge the room of the instance and of the evidence by the worse of the two."""
    beda = {disk.ruang: disk for disk in bahan.disk}
    satu = len(beda) == 1
    keadaan = max((_classify_disk(d) for d in beda.values()), key=list(Keadaan).index)
    kini = "; ".join(_format_disk(d, satu) for d in beda.values())
    arti = {
        Keadaan.BAIK: "Ruang cukup untuk data, bukti, dan catatan aplikasi.",
        Keadaan.PERLU: "Ruang mulai sempit. Pindahkan berkas lain dari disk ini, jangan isi "
        "folder instance, atau sediakan disk yang lebih besar.",
        Keadaan.MASALAH: "Ruang hampir habis atau disk tidak menjawab: unggahan dan simpanan akan "
        "ditolak, membaca tetap dapat. Kosongkan ruang hari ini; jangan menghapus isi instance.",
    }[keadaan]
    return Butir("Ruang disk", keadaan, kini, arti, _PANDUAN)


def _classify_disk(disk: Disk) -> Keadaan:
    return classify_ruang(*disk.ruang) if disk.ruang else Keadaan.MASALAH


def _format_disk(disk: Disk, satu: bool) -> str:
    if disk.ruang is None:
        return f"{disk.nama}: tidak menjawab"
    total, bebas = disk.ruang
    depan = "" if satu else f"{disk.nama}: "
    return f"{depan}{format_ukuran(bebas)} kosong dari {format_ukuran(total)}"


def _check_galat(bahan: Bahan) -> Butir:
    """Judge what failed since the start; its codes stand in a list of their own."""
    jumlah = bahan.proses.galat
    if not jumlah:
        arti = "Tidak ada permintaan yang gagal sejak aplikasi dijalankan."
        return Butir("Galat", Keadaan.BAIK, "0 sejak dijalankan", arti)
    return Butir(
        "Galat",
        Keadaan.PERLU,
        f"{jumlah} sejak dijalankan",
        "Ada permintaan yang tidak dapat dijawab aplikasi. Kode dan jamnya ada di bawah; baris "
        "dengan kode yang sama ada di catatan aplikasi. Kirim keduanya bila meminta bantuan.",
    )


def _check_masuk(bahan: Bahan) -> Butir:
    """Judge refused sign-ins: a few are forgotten passwords."""
    hari, minggu = bahan.isi.ditolak_hari, bahan.isi.ditolak_minggu
    kini = f"{hari} dalam 24 jam, {minggu} dalam 7 hari"
    tujuan = ("Lihat akunnya", "kelola.index_akun")
    if hari < DITOLAK_BANYAK:
        arti = "Beberapa sehari itu biasa: sandi salah ketik atau terlupa."
        return Butir("Masuk yang ditolak", Keadaan.BAIK, kini, arti, tujuan)
    keadaan = Keadaan.MASALAH if hari >= DITOLAK_SERANGAN else Keadaan.PERLU
    arti = (
        "Lebih banyak daripada biasanya. Lihat akun mana yang dicoba dan tanyakan pemiliknya; "
        "percobaan berulang dari satu komputer sudah ditahan lima menit demi lima menit."
    )
    return Butir("Masuk yang ditolak", keadaan, kini, arti, tujuan)


def _check_laju(bahan: Bahan) -> Butir:
    """Judge speed by the room that takes longest."""
    cukup = [laju for laju in bahan.proses.lambat if laju.kali >= _CUKUP]
    if not cukup:
        arti = f"Dinilai setelah suatu halaman dibuka {_CUKUP} kali."
        return Butir("Kecepatan", Keadaan.BAIK, "belum cukup dibuka", arti)
    paling = max(cukup, key=lambda laju: laju.p95)
    kini = f"halaman terlama {format_angka(Decimal(round(paling.p95)) / 1000)} detik"
    if paling.p95 < LAMBAT:
        return Butir("Kecepatan", Keadaan.BAIK, kini, "Halaman terbuka dengan cepat.")
    arti = (
        "Ada halaman yang lambat (lihat di bawah). Biasanya komputer sedang sibuk, disknya lambat, "
        "atau banyak orang mengunggah. Bila menetap, kirim daftar di bawah kepada pengembang."
    )
    return Butir("Kecepatan", Keadaan.PERLU, kini, arti)


def _check_sambungan(bahan: Bahan) -> Butir:
    """Say whether what people type crosses the network unreadably."""
    if bahan.proses.aman:
        arti = "Yang dikirim pegawai tidak dapat dibaca di jaringan."
        return Butir("Sambungan", Keadaan.BAIK, "HTTPS", arti)
    return Butir(
        "Sambungan",
        Keadaan.PERLU,
        "http biasa",
        "Sandi dan isian melewati jaringan kantor tanpa disandikan. Pakai hanya pada jaringan "
        "kabel kantor yang dipercaya, atau pasang HTTPS menurut panduan operator.",
        _PANDUAN,
    )


def _check_catatan(bahan: Bahan) -> Butir:
    """Judge whether the log is written."""
    hilang = bahan.proses.catatan
    if hilang:
        arti = (
            "Disk menolak catatan aplikasi. Periksa ruang disk; pekerjaan pegawai tidak terganggu."
        )
        return Butir("Catatan aplikasi", Keadaan.PERLU, f"{hilang} baris hilang", arti)
    if hilang is None:
        arti = "Aplikasi tidak dijalankan dengan “python wsgi.py”, jadi catatannya tidak ditulis."
        return Butir("Catatan aplikasi", Keadaan.PERLU, "tidak ditulis", arti)
    arti = "Ada di folder instance, catatan: satu baris setiap permintaan, tanpa isian dan sandi."
    return Butir("Catatan aplikasi", Keadaan.BAIK, "ditulis", arti)


def _check_jangkar(bahan: Bahan) -> Butir:
    """Judge whether the head of the trail is noted outside the database."""
    if bahan.jangkar:
        arti = (
            "Folder ini hilang atau tidak dapat ditulisi. Pasang lagi drive atau sambungannya, "
            "atau buat foldernya, lalu jalankan ulang aplikasi. Pekerjaan pegawai tidak terganggu."
        )
        kini = f"tidak tercatat di {', '.join(bahan.jangkar)}"
        return Butir("Jangkar jejak", Keadaan.PERLU, kini, arti, _PANDUAN)
    arti = "Akhir jejak dicatat juga di luar database."
    return Butir("Jangkar jejak", Keadaan.BAIK, "tercatat", arti)


def _check_versi(bahan: Bahan) -> Butir:
    """Judge whether program and database belong together."""
    proses, isi = bahan.proses, bahan.isi
    kini = f"IKI Web {proses.versi}, Python {proses.python}, {isi.mesin}, skema {isi.skema}"
    if isi.skema == isi.skema_terbaru:
        arti = "Program dan database cocok. Sebutkan baris ini bila meminta bantuan."
        return Butir("Versi", Keadaan.BAIK, kini, arti)
    arti = (
        f"Program ini memerlukan skema {isi.skema_terbaru}. Hentikan aplikasi, lalu jalankan lagi."
    )
    return Butir("Versi", Keadaan.MASALAH, kini, arti)


def _check_ukuran(bahan: Bahan) -> Butir:
    arti = "Tumbuh beberapa MB setahun; bukti disimpan di luar database."
    return Butir("Ukuran database", Keadaan.BAIK, format_ukuran(bahan.isi.ukuran), arti)


def _check_lama(bahan: Bahan) -> Butir:
    """Say since when it runs; after a jump of the clock that is nobody's guess."""
    lama = max(bahan.kini - bahan.proses.mulai, timedelta())
    jam = lama.seconds // 3600
    kini = f"{lama.days} hari {jam} jam, sejak {format_waktu(bahan.proses.mulai)}"
    arti = "Galat dan kecepatan di halaman ini dihitung sejak saat itu."
    return Butir("Berjalan", Keadaan.BAIK, kini, arti)


PEMERIKSA: Sequence[Callable[[Bahan], Butir]] = (
    _check_cadangan,
    _check_pemeriksaan,
    _check_disk,
    _check_jam,
    _check_masuk,
    _check_galat,
    _check_laju,
    _check_sambungan,
    _check_catatan,
    _check_jangkar,
    _check_versi,
    _check_ukuran,
    _check_lama,
)


def list_butir(bahan: Bahan) -> list[Butir]:
    """Return every line, what needs somebody first."""
    semua = [periksa(bahan) for periksa in PEMERIKSA]
    return sorted(semua, key=lambda butir: -list(Keadaan).index(butir.keadaan))
