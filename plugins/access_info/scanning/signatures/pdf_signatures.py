"""Signatures of a PDF (ISO 32000-2, 12.8; ETSI EN 319 142), read by pyHanko.

Loaded for the few files that name signed bytes (`presence`). Whatever cannot be judged is unreadable:
only bytes that are not those signed make a signature broken.
"""

from __future__ import annotations

import datetime
import hashlib
import io
import logging
from collections.abc import Iterator, Sequence
from typing import Any

from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel

from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.scanning.signatures.bounds import computing_limited, recursion_allowed
from access_info.scanning.signatures.trust import certificates_of, name_of, root_of

# Seconds of computing for all signatures of a file; well below what a file may take at all.
_MOST_COMPUTING = 10
_MOST_SIGNATURES = 40
# What came after a signature is compared along chains of objects: each bookmark links to the next.
_DEEPEST = 8_000
_WEAK = frozenset({"md2", "md4", "md5", "sha1"})
_LEAST_RSA_BITS = 2048
_HERE = datetime.timezone(datetime.timedelta(hours=7))
_KNOWN = frozenset(kind.value for kind in SigSeedSubFilter)
_STAMP = "tst_info"
_DAMAGED = "phần chữ ký bị hỏng"
_STRANGE = "kiểu chữ ký lạ"
_LONG = "tệp quá dài để xét phần thêm sau khi ký"
_OLD = "kiểu chữ ký cũ, không còn bảo đảm"


def read_signatures(content: bytes, roots: Sequence[str] = ()) -> tuple[FileSignature, ...]:
    """Read the signatures of a PDF that names signed bytes, in the order of its fields.

    Args:
        content: The file's bytes.
        roots: Root certificates that are trusted, each PEM or DER in Base64.

    Returns:
        At least one: of a file whose signatures cannot be reached, an unreadable one.
    """
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    logging.getLogger("pyhanko_certvalidator").setLevel(logging.CRITICAL)
    signatures: list[FileSignature] = []
    try:
        with computing_limited(_MOST_COMPUTING), recursion_allowed(_DEEPEST):
            signatures.extend(_signatures(content, certificates_of(roots)))
    except (TimeoutError, RecursionError):
        return (*signatures, _unreadable(_LONG))
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is said plainly
        return (*signatures, _unreadable(_DAMAGED))
    return tuple(signatures) or (_unreadable(_DAMAGED),)


def _unreadable(detail: str, **known: Any) -> FileSignature:  # noqa: ANN401 - fields of the record
    return FileSignature(FileSignatureState.UNREADABLE, detail=detail, **known)


def _signatures(content: bytes, roots: Sequence[x509.Certificate]) -> Iterator[FileSignature]:
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    fields = enumerate_sig_fields(reader, filled_status=True)
    for number, (name, value, field) in enumerate(fields):
        if number >= _MOST_SIGNATURES:
            yield _unreadable(f"trên {_MOST_SIGNATURES} chữ ký, chỉ xem phần đầu")
            return
        try:
            if value.get_object().get("/SubFilter") not in _KNOWN:
                yield _unreadable(_STRANGE)
                continue
            embedded = EmbeddedPdfSignature(reader, field, name)
        except TimeoutError:
            raise
        except Exception:  # noqa: BLE001 - as above
            yield _unreadable(_DAMAGED)
            continue
        yield _judged(embedded, content, roots)


def _judged(
    embedded: EmbeddedPdfSignature, content: bytes, roots: Sequence[x509.Certificate]
) -> FileSignature:
    """Judge one signature; what is known of it stays known when the rest cannot be read."""
    known: dict[str, Any] = {}
    try:
        known["stamp"] = _is_stamp(embedded)
        certificate = embedded.signer_cert
        known["signer"] = name_of(certificate)
        moment = _claimed(embedded)
        known["day"] = moment.astimezone(_HERE).date().isoformat() if moment else ""
        if not _bytes_match(embedded, certificate):
            return FileSignature(FileSignatureState.BROKEN, **known)
        if _is_weak(embedded, certificate):
            return _unreadable(_OLD, **known)
        if _is_changed(embedded, content):
            return FileSignature(FileSignatureState.CHANGED, **known)
        root = root_of(certificate, embedded.other_embedded_certs, roots, moment) if moment else ""
        return FileSignature(FileSignatureState.INTACT, **known, root=root)
    except TimeoutError:
        raise
    except SignatureValidationError:
        return _unreadable(_STRANGE, **known)
    except RecursionError:
        return _unreadable(_LONG, **known)
    except Exception:  # noqa: BLE001 - as above
        return _unreadable(_DAMAGED, **known)


def _is_stamp(embedded: EmbeddedPdfSignature) -> bool:
    """Tell whether it is a time stamp over the file (RFC 3161) instead of a person's signature."""
    return bool(embedded.signed_data["encap_content_info"]["content_type"].native == _STAMP)


def _claimed(embedded: EmbeddedPdfSignature) -> datetime.datetime | None:
    """Return when it claims to have been made: by the signer, or by the machine that stamped it."""
    if _is_stamp(embedded):
        stamped: datetime.datetime = (
            embedded.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
        )
        return stamped
    try:
        moment = embedded.self_reported_timestamp
    except (ValueError, TypeError, AttributeError, KeyError):
        return None
    if not isinstance(moment, datetime.datetime):
        return None
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=_HERE)


def _bytes_match(embedded: EmbeddedPdfSignature, certificate: x509.Certificate) -> bool:
    """Tell whether the covered bytes are those that were signed with the certificate's key."""
    digest, kind = embedded.compute_digest(), "data"
    if _is_stamp(embedded):
        inner = embedded.signed_data["encap_content_info"]["content"]
        if inner.parsed["message_imprint"]["hashed_message"].native != digest:
            return False
        digest, kind = hashlib.new(embedded.md_algorithm, bytes(inner)).digest(), _STAMP
    intact, valid = validate_sig_integrity(embedded.signer_info, certificate, kind, digest)
    return bool(intact and valid)


def _is_weak(embedded: EmbeddedPdfSignature, certificate: x509.Certificate) -> bool:
    """Tell whether other bytes could have been given the same signature."""
    if {embedded.md_algorithm, embedded.external_md_algorithm} & _WEAK:
        return True
    key = certificate.public_key
    return bool(key.algorithm in {"rsa", "rsassa_pss", "dsa"} and key.bit_size < _LEAST_RSA_BITS)


def _is_changed(embedded: EmbeddedPdfSignature, content: bytes) -> bool:
    """Tell whether something that no signature knows of came after, or was never covered."""
    if not _leaves_out_itself_alone(embedded, content):
        return True
    embedded.compute_integrity_info()
    if embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    facts = embedded.summarise_integrity_info()
    level = getattr(facts["diff_result"], "modification_level", ModificationLevel.OTHER)
    return bool(level >= ModificationLevel.OTHER or facts["docmdp_ok"] is False)


def _leaves_out_itself_alone(embedded: EmbeddedPdfSignature, content: bytes) -> bool:
    """Tell whether the bytes that are not covered are the signature's own, and nothing else."""
    places = [int(place) for place in embedded.byte_range]
    if len(places) != 4 or places[0] != 0 or min(places) < 0:  # noqa: PLR2004 - two spans
        return False
    _, first, second, length = places
    gap = content[first:second]
    if second + length > len(content) or gap[:1] != b"<" or gap[-1:] != b">":
        return False
    try:
        return bytes.fromhex(gap[1:-1].decode("ascii")) == embedded.pkcs7_content
    except ValueError:
        return False
