"""Tables only: what is kept, with the constraints that hold whatever the code does."""

from iki_web.models.bukti import Bukti, Rujukan
from iki_web.models.indikator import Dokumen, Indikator, SumberData
from iki_web.models.jabatan import Jabatan, Penugasan
from iki_web.models.jejak import Jejak
from iki_web.models.kantor import Kantor
from iki_web.models.keputusan import Catatan, Keputusan, Lampiran, StatusKeputusan
from iki_web.models.pegawai import Pegawai
from iki_web.models.periode import JenisTarget, Pengecualian, Periode, Target
from iki_web.models.realisasi import Realisasi, Riwayat
from iki_web.models.sesi import Percobaan, Sesi

__all__ = [
    "Bukti",
    "Catatan",
    "Dokumen",
    "Indikator",
    "Jabatan",
    "Jejak",
    "JenisTarget",
    "Kantor",
    "Keputusan",
    "Lampiran",
    "Pegawai",
    "Pengecualian",
    "Penugasan",
    "Percobaan",
    "Periode",
    "Realisasi",
    "Riwayat",
    "Rujukan",
    "Sesi",
    "StatusKeputusan",
    "SumberData",
    "Target",
]
