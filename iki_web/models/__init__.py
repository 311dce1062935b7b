"""Tables only: what is kept, with the constraints that hold whatever the code does."""

from iki_web.models.bukti import Bukti, Rujukan
from iki_web.models.cadangan import AturanCadangan, Cadangan
from iki_web.models.dokumen import Templat, Terbitan
from iki_web.models.dua_langkah import DuaLangkah, Pemulihan
from iki_web.models.impor import Impor
from iki_web.models.indikator import Dokumen, Indikator, SumberData
from iki_web.models.jabatan import Jabatan, Penugasan
from iki_web.models.jejak import Jejak
from iki_web.models.kantor import Kantor
from iki_web.models.keputusan import Catatan, Keputusan, Lampiran, StatusKeputusan
from iki_web.models.pegawai import Pegawai
from iki_web.models.periksa import Pemeriksaan
from iki_web.models.periode import Libur, Pengecualian, Periode
from iki_web.models.realisasi import Realisasi, Riwayat
from iki_web.models.sesi import Percobaan, Sesi
from iki_web.models.target import HasilLalu, Renstra, Target, UsulanTarget
from iki_web.models.usulan import Mutu, Usulan

__all__ = [
    "AturanCadangan",
    "Bukti",
    "Cadangan",
    "Catatan",
    "Dokumen",
    "DuaLangkah",
    "HasilLalu",
    "Impor",
    "Indikator",
    "Jabatan",
    "Jejak",
    "Kantor",
    "Keputusan",
    "Lampiran",
    "Libur",
    "Mutu",
    "Pegawai",
    "Pemeriksaan",
    "Pemulihan",
    "Pengecualian",
    "Penugasan",
    "Percobaan",
    "Periode",
    "Realisasi",
    "Renstra",
    "Riwayat",
    "Rujukan",
    "Sesi",
    "StatusKeputusan",
    "SumberData",
    "Target",
    "Templat",
    "Terbitan",
    "Usulan",
    "UsulanTarget",
]
