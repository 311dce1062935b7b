"""What is odd about a year's target while it is being typed; nothing is kept."""

from flask import Response, request

from iki_web.queries.target import BarisTargetTampil, find_rincian
from iki_web.rules.target import parse_target
from iki_web.web.access import allow, get_pelaku, siapa_pun
from iki_web.web.render import page
from iki_web.web.target.bagian import bp


@bp.get("/target/<int:tahun>/<int:indikator_id>/timbang")
@allow(siapa_pun)
def weigh(tahun: int, indikator_id: int) -> Response:
    """Answer what a target of the year would be warned about."""
    baris = find_rincian(get_pelaku(), tahun, indikator_id).baris
    teks = request.args.get(baris.setahun.tempat.medan, "")
    return page("target/timbang.html", peringatan=list_peringatan(baris, teks))


def list_peringatan(baris: BarisTargetTampil, teks: str) -> tuple[str, ...]:
    """Return what is odd about a target as typed; an empty field leaves the one in force."""
    try:
        isi = parse_target(teks)
    except ValueError:
        # What cannot be read is told at its field, once it is sent.
        return ()
    return baris.peringatan if isi is None else baris.timbang(isi.nilai)
