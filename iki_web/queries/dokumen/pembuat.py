"""Which function builds which kind of document."""

from collections.abc import Callable, Mapping

from iki_web.queries.dokumen.berita_acara import build_berita_acara
from iki_web.queries.dokumen.isi import Bahan
from iki_web.queries.dokumen.laporan import build_laporan
from iki_web.queries.dokumen.lkjip import build_lkjip
from iki_web.queries.dokumen.naskah import build_keputusan, build_lampiran
from iki_web.queries.dokumen.pengukuran import build_pengukuran
from iki_web.queries.dokumen.perjanjian import build_perjanjian
from iki_web.queries.dokumen.rekap import build_rekap
from iki_web.queries.dokumen.rencana_aksi import build_rencana_aksi
from iki_web.rules.dokumen import Isi, Jenis

PEMBUAT: Mapping[Jenis, Callable[[Bahan], Isi]] = {
    Jenis.KEPUTUSAN: build_keputusan,
    Jenis.LAMPIRAN: build_lampiran,
    Jenis.PERJANJIAN: build_perjanjian,
    Jenis.RENCANA_AKSI: build_rencana_aksi,
    Jenis.LAPORAN: build_laporan,
    Jenis.PENGUKURAN: build_pengukuran,
    Jenis.LKJIP: build_lkjip,
    Jenis.REKAP: build_rekap,
    Jenis.BERITA_ACARA: build_berita_acara,
}
