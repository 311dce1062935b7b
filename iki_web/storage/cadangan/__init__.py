"""Backups as files: one zip with the database, the evidence, the secrets and a manifest."""

from iki_web.storage.cadangan.baca import extract_arsip, read_arsip
from iki_web.storage.cadangan.basis import (
    check_basis,
    copy_basis,
    find_kepala,
    jaga_basis,
    release_basis,
    replace_basis,
    seal_basis,
)
from iki_web.storage.cadangan.folder import (
    Wadah,
    check_folder,
    keep_sementara,
    list_berkas,
    mark_folder,
    open_sementara,
    open_wadah,
    remove_berkas,
    sweep_wadah,
)
from iki_web.storage.cadangan.sandi import create_kunci, is_terenkripsi
from iki_web.storage.cadangan.tukar import (
    copy_jangkar,
    install_bukti,
    install_jangkar,
    stage_instance,
)
from iki_web.storage.cadangan.tulis import Hasil, write_arsip

__all__ = [
    "Hasil",
    "Wadah",
    "check_basis",
    "check_folder",
    "copy_basis",
    "copy_jangkar",
    "create_kunci",
    "extract_arsip",
    "find_kepala",
    "install_bukti",
    "install_jangkar",
    "is_terenkripsi",
    "jaga_basis",
    "keep_sementara",
    "list_berkas",
    "mark_folder",
    "open_sementara",
    "open_wadah",
    "read_arsip",
    "release_basis",
    "remove_berkas",
    "replace_basis",
    "seal_basis",
    "stage_instance",
    "sweep_wadah",
    "write_arsip",
]
