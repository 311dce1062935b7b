"""Word templates of documents: a closed sandbox to draw them in, and their check at upload."""

from iki_web.storage.templat.kotak import KeluaranTerlaluBesar, build_lingkungan
from iki_web.storage.templat.tag import check_templat

__all__ = ["KeluaranTerlaluBesar", "build_lingkungan", "check_templat"]
