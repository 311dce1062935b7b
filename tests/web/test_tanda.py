"""What the browser holds of us is signed: cookie and form token, by one hash and one key only."""

import base64
import hashlib

import pytest
from flask.sessions import TaggedJSONSerializer
from itsdangerous import NoneAlgorithm, URLSafeTimedSerializer

from iki_web.actions.dua_langkah import seal, unseal
from iki_web.actions.sesi import create_sesi
from tests.pendukung.basis import SANDI

PILIHAN_KUKI = {"key_derivation": "hmac", "digest_method": hashlib.sha256}


def _kuki(app, isi: dict[str, object], kunci: str | None = None, **pilihan: object) -> str:
    """A cookie as somebody else might sign it."""
    tanda = URLSafeTimedSerializer(
        kunci or app.secret_key,
        salt="cookie-session",
        serializer=TaggedJSONSerializer(),
        signer_kwargs=PILIHAN_KUKI | pilihan,
    )
    hasil = tanda.dumps(isi)
    return hasil if isinstance(hasil, str) else hasil.decode()


def _isi(klien) -> dict[str, object]:
    with klien.session_transaction() as sesi:
        return dict(sesi)


def _status(app, kuki: str) -> int:
    klien = app.test_client()
    klien.set_cookie("iki", kuki)
    return klien.get("/").status_code


def test_a_cookie_signed_by_us_is_read(app, masuk):
    assert _status(app, _kuki(app, _isi(masuk("camat")))) == 200


@pytest.mark.parametrize(
    ("kunci", "pilihan"),
    [
        ("0" * 64, {}),
        ("", {"digest_method": hashlib.sha1}),
        ("", {"digest_method": hashlib.md5}),
        ("", {"key_derivation": "none"}),
        ("", {"algorithm": NoneAlgorithm()}),
    ],
    ids=["kunci lain", "sha1", "md5", "tanpa turunan", "tanpa tanda"],
)
def test_a_cookie_signed_otherwise_is_nobody(app, masuk, kunci, pilihan):
    assert _status(app, _kuki(app, _isi(masuk("camat")), kunci or None, **pilihan)) == 303


def test_a_cookie_changed_in_one_place_is_nobody(app, masuk):
    asli = masuk("camat").get_cookie("iki").value
    for letak in range(0, len(asli) - 1, 7):  # the last letter has bits nobody reads
        ganti = "A" if asli[letak] != "A" else "B"
        assert _status(app, asli[:letak] + ganti + asli[letak + 1 :]) == 303


def test_a_form_token_signed_otherwise_does_nothing(masuk):
    klien = masuk("pengelola")
    klien.token()
    mentah = _isi(klien)["csrf_token"]
    kunci = klien.application.secret_key
    for garam, hash_ in (("wtf-csrf-token", hashlib.sha1), ("cookie-session", hashlib.sha256)):
        tanda = URLSafeTimedSerializer(kunci, salt=garam, signer_kwargs={"digest_method": hash_})
        isi = {"tahun": "2027", "csrf_token": tanda.dumps(mentah)}
        assert klien.post("/kelola/tahun", data=isi, csrf=False).status_code == 400
    isi = {"tahun": "2027", "csrf_token": klien.token()}
    assert klien.post("/kelola/tahun", data=isi, csrf=False).status_code == 303


def test_a_token_is_no_cookie_and_a_cookie_no_token(app, masuk):
    """Each is signed for its purpose: one in the place of the other is refused."""
    klien = masuk("pengelola")
    kuki = klien.get_cookie("iki").value
    isi = {"tahun": "2027", "csrf_token": kuki}
    assert klien.post("/kelola/tahun", data=isi, csrf=False).status_code == 400
    assert _status(app, klien.token()) == 303


def test_a_session_token_is_256_random_bits(app):
    """As long as 256 bits are written, none twice, and each bit about as often set as not."""
    with app.app_context():
        semua = [create_sesi("staf-umum", SANDI)[1] for _ in range(60)]
    mentah = [base64.urlsafe_b64decode(satu + "=") for satu in semua]
    assert {len(satu) for satu in mentah} == {32}
    assert len(set(mentah)) == 60
    bit = [sum(satu[n // 8] >> n % 8 & 1 for satu in mentah) for n in range(256)]
    assert all(8 < banyak < 52 for banyak in bit)


def test_a_changed_byte_of_a_sealed_secret_opens_nothing(app):
    """Authenticated before it is decrypted: no place of it can be changed, nor its end cut off."""
    with app.app_context():
        segel = seal("pasang|1|RAHASIA")
        assert unseal(segel, 60) == "pasang|1|RAHASIA"
        assert "RAHASIA" not in base64.urlsafe_b64decode(segel).decode("latin-1")
        mentah = bytearray(base64.urlsafe_b64decode(segel))
        for letak in range(len(mentah)):
            mentah[letak] ^= 1
            assert unseal(base64.urlsafe_b64encode(mentah).decode(), 60) == ""
            mentah[letak] ^= 1
        assert unseal(base64.urlsafe_b64encode(mentah[:-1]).decode(), 60) == ""
