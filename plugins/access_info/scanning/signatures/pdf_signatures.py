"""Signatures of a PDF (ISO 32000-2, 12.8; ETSI EN 319 142), read by pyHanko.

Loaded for the few files that name signed bytes (`signatures_of`). Whatever cannot be judged is unreadable:
only bytes that are not those signed make a signature broken.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
import io
import logging
import signal
import sys
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import Any, TypeVar

from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.fields import SigSeedSubFilter, enumerate_sig_fields
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InvalidCertificateError,
    PathBuildingError,
    PathValidationError,
    ValidationError,
)

from access_info.model.signatures import FileSignature, FileSignatureState


@contextmanager
def _bounded(seconds: float, depth: int) -> Iterator[None]:
    """Raise `TimeoutError` in what computes longer, and let functions call each other more deeply than usual.

    Systems that have no such clock have small stacks too: nothing is done there.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    handler, usual_depth = signal.signal(signal.SIGPROF, _stop), sys.getrecursionlimit()
    signal.setitimer(signal.ITIMER_PROF, seconds)
    sys.setrecursionlimit(max(usual_depth, depth))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, handler)
        sys.setrecursionlimit(usual_depth)


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise TimeoutError


_Result = TypeVar("_Result")
_SIGNS = frozenset({"digital_signature", "non_repudiation"})


def _certificate(content: bytes) -> x509.Certificate:
    """Parse a certificate, PEM or DER; raise `ValueError` for what is none."""
    der = pem.unarmor(content)[2] if pem.detect(content) else content
    certificate = x509.Certificate.load(der, strict=True)
    _ = certificate.subject.native
    return certificate


def root_of(
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
    moment: datetime.datetime,
) -> str:
    """Return the name of the root that a certificate was issued from; "" when it is none of these.

    Args:
        certificate: Of the signer.
        others: Further certificates in the signature.
        roots: That are trusted.
        moment: As of when certificates must be valid: never the time of reading, since what a file
            is read as must not change from day to day.
    """
    usage = certificate.key_usage_value
    if not roots or (usage is not None and not _SIGNS & usage.native):
        return ""
    context = ValidationContext(
        trust_roots=roots,
        moment=moment,
        best_signature_time=moment,
        allow_fetching=False,
        revocation_mode="soft-fail",
    )
    validator = CertificateValidator(certificate, others, validation_context=context)
    try:
        path = _finished(validator.async_validate_path())
    except (PathBuildingError, PathValidationError, InvalidCertificateError, ValidationError):
        return ""
    return name_of(path.first)


def name_of(certificate: x509.Certificate) -> str:
    """Return whose certificate it is: the common name, else the organisation."""
    names = certificate.subject.native
    for key in ("common_name", "organization_name"):
        value = names.get(key)
        value = value[-1] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return _plain(value)
    return ""


def _plain(name: str) -> str:
    words = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    return words if len(words) <= _MAX_NAME else words[: _MAX_NAME - 1] + "…"


def _finished(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Run what waits for nothing: an event loop would need sockets, which a reader must not open."""
    try:
        work.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    finally:
        work.close()
    raise RuntimeError("validation waits for something")


# Seconds of computing for all signatures of a file; well below what a file may take at all.
_MAX_COMPUTING = 10
_MAX_SIGNATURES = 40
# What came after a signature is compared along chains of objects: each bookmark links to the next.
_MAX_DEPTH = 8_000
_WEAK = frozenset({"md2", "md4", "md5", "sha1"})
_MIN_RSA_BITS = 2048
_MAX_NAME = 120
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
        with _bounded(_MAX_COMPUTING, _MAX_DEPTH):
            trusted = [_certificate(base64.b64decode(root)) for root in roots]
            signatures.extend(_signatures(content, trusted))
    except (TimeoutError, RecursionError):
        return (*signatures, _unreadable(_LONG))
    except Exception:  # noqa: BLE001 - whatever a library does with a hostile file, it is said plainly
        return (*signatures, _unreadable(_DAMAGED))
    return tuple(signatures) or (_unreadable(_DAMAGED),)


def _unreadable(detail: str, **known: Any) -> FileSignature:  # noqa: ANN401 - fields of the record
    return FileSignature(FileSignatureState.UNREADABLE, detail=detail, **known)


def _signatures(content: bytes, roots: Sequence[x509.Certificate]) -> Iterator[FileSignature]:
    """Yield each signature of a PDF, judged; unreadable ones too."""
    reader = PdfFileReader(io.BytesIO(content), strict=False)
    if reader.encrypted:
        reader.decrypt(b"")
    fields = enumerate_sig_fields(reader, filled_status=True)
    for number, (name, value, field) in enumerate(fields):
        if number >= _MAX_SIGNATURES:
            yield _unreadable(f"trên {_MAX_SIGNATURES} chữ ký, chỉ xem phần đầu")
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
    return bool(key.algorithm in {"rsa", "rsassa_pss", "dsa"} and key.bit_size < _MIN_RSA_BITS)


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
