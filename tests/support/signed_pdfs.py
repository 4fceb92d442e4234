"""PDFs with digital signatures by people who do not exist, and what may come after a signature.

Certificates are made here, of keys that end with the process: nothing in the world trusts them.
"""

from __future__ import annotations

import asyncio
import dataclasses
import datetime
import functools
import hashlib
import io
import re
from collections.abc import Callable
from typing import Any

from asn1crypto import keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, append_signature_field
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator.registry import SimpleCertificateStore

SIGNER, SECOND = "Nguyễn Văn Mẫu", "Trần Thị Mẫu"
ROOT = "Cơ quan chứng thực Mẫu"
# The third of September in Hà Nội.
SIGNED_ON = datetime.datetime(2026, 9, 2, 18, 30, tzinfo=datetime.UTC)
_FROM = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
_UNTIL = datetime.datetime(2029, 1, 1, tzinfo=datetime.UTC)


class PlainWriter(IncrementalPdfFileWriter):  # type: ignore[misc]
    """Saves on top of a file what is changed, and nothing about the saving: the day, the program."""

    def _update_meta(self) -> None:
        pass


@dataclasses.dataclass(frozen=True)
class Identity:
    """Whose key it is.

    Attributes:
        certificate: Of the key.
        key: Private.
        issuer: Who issued the certificate; `None` for a root.
    """

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
    issuer: Identity | None = None

    def asn1(self) -> asn1_x509.Certificate:
        """Give the certificate as pyHanko wants it."""
        return asn1_x509.Certificate.load(self.certificate.public_bytes(serialization.Encoding.DER))

    def pem(self) -> bytes:
        """Give the certificate as a file holds it."""
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    def private(self) -> keys.PrivateKeyInfo:
        """Give the private key as pyHanko wants it."""
        der = self.key.private_bytes(
            serialization.Encoding.DER,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        return keys.PrivateKeyInfo.load(der)

    def store(self) -> SimpleCertificateStore:
        """Give the certificates that a signature takes along: those of its issuers."""
        store = SimpleCertificateStore()
        above = self.issuer
        while above is not None:
            store.register(above.asn1())
            above = above.issuer
        return store


def identity(
    name: str, issuer: Identity | None = None, *, authority: bool = False, stamps: bool = False
) -> Identity:
    """Make a key and its certificate.

    Args:
        name: Whose.
        issuer: Who issues the certificate; the key itself by default.
        authority: Whether it may issue certificates.
        stamps: Whether it is of a machine that stamps the time.
    """
    # What stands for a stamping machine in tests knows RSA only.
    key = (
        rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    )
    subject = x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            x509.NameAttribute(NameOID.COMMON_NAME, name, _validate=False),
        ]
    )
    usage = dict.fromkeys(
        (
            *("digital_signature", "content_commitment", "key_encipherment", "data_encipherment"),
            *("key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only"),
        ),
        False,
    )
    usage |= {"key_cert_sign": True} if authority else {"digital_signature": True}
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.certificate.subject if issuer else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(_FROM)
        .not_valid_after(_UNTIL)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(**usage), critical=True)
    )
    if stamps:
        kinds = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(kinds, critical=True)
    signing = issuer.key if issuer else key
    return Identity(builder.sign(signing, hashes.SHA256()), key, issuer)


@functools.cache
def root() -> Identity:
    """Make the root of all certificates here, once."""
    return identity(ROOT, authority=True)


@functools.cache
def person(name: str = SIGNER) -> Identity:
    """Make somebody who signs, once."""
    return identity(name, root())


@functools.cache
def _stamper() -> DummyTimeStamper:
    machine = identity("Máy cấp dấu thời gian Mẫu", root(), stamps=True)
    return DummyTimeStamper(
        machine.asn1(), machine.private(), certs_to_embed=machine.store(), fixed_dt=SIGNED_ON
    )


def plain_pdf(text: str = "Quyet dinh so 12", *, pages: int = 1) -> bytes:
    """Write a PDF of ASCII alone, with a field to fill in.

    Args:
        text: On the first page.
        pages: How many.
    """
    page_ids = [10 + 2 * number for number in range(pages)]
    objects = {
        1: "<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]/DA(/F 12 Tf 0 g)"
        "/DR<</Font<</F 3 0 R>>>>>>>>",
        2: f"<</Type/Pages/Kids[{' '.join(f'{number} 0 R' for number in page_ids)}]/Count {pages}>>",
        3: "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        4: "<</Type/Annot/Subtype/Widget/FT/Tx/T(So)/V()/Rect[60 600 200 620]/P 10 0 R>>",
    }
    for number in page_ids:
        words = f"BT /F 12 Tf 60 700 Td ({text if number == page_ids[0] else 'Trang'}) Tj ET"
        notes = "/Annots[4 0 R]" if number == page_ids[0] else ""
        objects[number] = (
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {number + 1} 0 R"
            f"/Resources<</Font<</F 3 0 R>>>>{notes}>>"
        )
        objects[number + 1] = f"<</Length {len(words)}>>stream\n{words}\nendstream"
    body = "%PDF-1.7\n"
    places = {}
    for number, content in sorted(objects.items()):
        places[number] = len(body)
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(
        f"{number} 1\n{place:010d} 00000 n \n" for number, place in sorted(places.items())
    )
    return (
        f"{body}xref\n0 1\n0000000000 65535 f \n{table}trailer\n"
        f"<</Size {max(objects) + 1}/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    ).encode("ascii")


class _DatedSigner(signers.PdfSigner):  # type: ignore[misc]
    """Signs at `SIGNED_ON`, whatever day it is."""

    def init_signing_session(self, *given: Any, **named: Any) -> Any:
        """Set the time that the signer claims."""
        session = super().init_signing_session(*given, **named)
        session.system_time = SIGNED_ON
        return session


def signed(
    content: bytes,
    who: Identity | None = None,
    *,
    field: str = "Chu ky",
    certify: bool = False,
    stamped: bool = False,
    kind: Any = None,
    name: str | None = None,
) -> bytes:
    """Sign a PDF as it is, on top of what it holds.

    Args:
        content: The PDF.
        who: Who signs.
        field: Name of the signature's field.
        certify: Whether to allow no change whatever.
        stamped: Whether a machine stamps the time of the signature.
        kind: `SigSeedSubFilter`; as office programs do by default.
        name: Whose signature it is said to be beside the certificate, which tells by default.
    """
    who = who or person()
    writer = PlainWriter(io.BytesIO(content))
    append_signature_field(writer, SigFieldSpec(field))
    signer = signers.SimpleSigner(
        signing_cert=who.asn1(), signing_key=who.private(), cert_registry=who.store()
    )
    about = signers.PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        certify=certify,
        docmdp_permissions=MDPPerm.NO_CHANGES if certify else MDPPerm.FILL_FORMS,
        name=name,
        **({"subfilter": kind} if kind else {}),
    )
    program = _DatedSigner(about, signer=signer, timestamper=_stamper() if stamped else None)
    return _finished(program.async_sign_pdf(writer))


def signed_leaving_out(content: bytes, words: bytes) -> bytes:
    """Sign a PDF but for what lies between words of it and the signature.

    Args:
        content: The PDF.
        words: Where the signed bytes end, and what follows may be anything.
    """
    who = person()
    whole = signed(content, who)
    gap = re.search(rb"/Contents (<[0-9a-fA-F]+>)", whole)
    assert gap is not None
    first, second = whole.index(words), gap.end(1)
    span = f"/ByteRange [0 {first} {second} {len(whole) - second}]".encode("ascii")
    whole = re.sub(rb"/ByteRange \[[^\]]*\]", lambda old: span.ljust(len(old[0])), whole)
    digest = hashlib.sha256(whole[:first] + whole[second:]).digest()
    signer = signers.SimpleSigner(who.asn1(), who.private(), who.store())
    answer = asyncio.run(signer.async_sign(digest, "sha256")).dump().hex().encode("ascii")
    room = gap.end(1) - gap.start(1) - 2
    return whole[: gap.start(1)] + b"<" + answer.ljust(room, b"0") + b">" + whole[second:]


def time_stamped(content: bytes) -> bytes:
    """Put a machine's time stamp over a PDF."""
    writer = PlainWriter(io.BytesIO(content))
    stamper = signers.PdfTimeStamper(_stamper(), field_name="Dau thoi gian")
    return _finished(stamper.async_timestamp_pdf(writer, "sha256"))


def with_validation_data(content: bytes) -> bytes:
    """Add a document security store: certificates that later readers need (ETSI EN 319 142-1)."""
    out = io.BytesIO(content)
    DocumentSecurityStore.add_dss(out, b"", certs=[root().asn1()])
    return out.getvalue()


def updated(content: bytes, change: Callable[[PlainWriter], None]) -> bytes:
    """Change a PDF on top of what it holds, as programs save it.

    Args:
        content: The PDF.
        change: What is changed.
    """
    writer = PlainWriter(io.BytesIO(content))
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def form_filled(content: bytes) -> bytes:
    """Fill in the field of `plain_pdf`."""

    def fill(writer: PlainWriter) -> None:
        field = writer.root["/AcroForm"]["/Fields"].raw_get(0).get_object()
        field["/V"] = generic.TextStringObject("12")
        writer.mark_update(field.container_ref)

    return updated(content, fill)


def rewritten(content: bytes, text: str = "Quyet dinh so 99") -> bytes:
    """Replace the words on the first page by others, after it was signed."""

    def replace(writer: PlainWriter) -> None:
        page = writer.root["/Pages"]["/Kids"].raw_get(0).get_object()
        words = f"BT /F 12 Tf 60 700 Td ({text}) Tj ET".encode("ascii")
        page["/Contents"] = writer.add_object(generic.StreamObject(stream_data=words))
        writer.mark_update(page.container_ref)

    return updated(content, replace)


def _finished(work: Any) -> bytes:
    return asyncio.run(work).getvalue()
