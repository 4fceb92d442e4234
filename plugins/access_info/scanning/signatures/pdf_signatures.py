"""Judge the signatures of a PDF (ISO 32000-2, 12.8; ETSI EN 319 142) by pyHanko.

Loaded only for the few files that have signatures (`signatures_of`). A signature that cannot be judged is
“unreadable”; it is “broken” only if the signed bytes are surely not those that were signed.
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
    """Limit the processor time of a `with` block, and allow deeper recursion in it.

    Where the system has no such timer (Windows), stacks are small too: there nothing is changed.

    Args:
        seconds: Seconds of processor time, after which the block gets `TimeoutError`.
        depth: The recursion limit in the block.
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
    """Raise `TimeoutError`, as the handler of the timer's signal."""
    raise TimeoutError


_Result = TypeVar("_Result")
_SIGNS = frozenset({"digital_signature", "non_repudiation"})


def _certificate(content: bytes) -> x509.Certificate:
    """Return a certificate parsed from PEM or DER; raise `ValueError` for other bytes, or bytes behind it."""
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
    """Return the name of the trusted root from which a certificate was issued; "" for none of them.

    Args:
        certificate: The signer's certificate.
        others: Further certificates in the signature, which may lead to the root.
        roots: The trusted root certificates.
        moment: The time at which all must be valid: that of signing, not of reading, since the result
            for a file must not change from day to day.
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
        path = _result_of(validator.async_validate_path())
    except (PathBuildingError, PathValidationError, InvalidCertificateError, ValidationError):
        return ""
    return name_of(path.first)


def name_of(certificate: x509.Certificate) -> str:
    """Return the name of a certificate's owner: the common name, else the organisation; "" for none."""
    names = certificate.subject.native
    for key in ("common_name", "organization_name"):
        value = names.get(key)
        value = value[-1] if isinstance(value, list) and value else value
        if isinstance(value, str) and value.strip():
            return _plain(value)
    return ""


def _plain(name: str) -> str:
    """Return a name on one line, without control characters, shortened: it comes from outside."""
    words = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    return words if len(words) <= _MAX_NAME else words[: _MAX_NAME - 1] + "…"


def _result_of(work: Coroutine[Any, Any, _Result]) -> _Result:
    """Return the result of a coroutine that never waits, run without an event loop.

    pyHanko's validation is asynchronous, but an event loop needs sockets, which the child must not open.
    """
    try:
        work.send(None)
    except StopIteration as done:
        result: _Result = done.value
        return result
    finally:
        work.close()
    raise RuntimeError("validation waits for something")


# Seconds of processor time for all signatures of a file; well below the limit for the whole file.
_MAX_COMPUTING = 10
_MAX_SIGNATURES = 40
# Changes after a signature are compared by following objects recursively: each bookmark links to the next.
_MAX_DEPTH = 8_000
_WEAK = frozenset({"md2", "md4", "md5", "sha1"})
_MIN_RSA_BITS = 2048
_MAX_NAME = 120
_HERE = datetime.timezone(datetime.timedelta(hours=7))
# Formats of signatures in a PDF that pyHanko can judge; the content type of a time stamp.
_KNOWN = frozenset(kind.value for kind in SigSeedSubFilter)
_STAMP = "tst_info"
_DAMAGED = "phần chữ ký bị hỏng"
_STRANGE = "kiểu chữ ký lạ"
_LONG = "tệp quá dài để xét phần thêm sau khi ký"
_OLD = "kiểu chữ ký cũ, không còn bảo đảm"


def read_signatures(content: bytes, roots: Sequence[str] = ()) -> tuple[FileSignature, ...]:
    """Return the signatures of a PDF, judged, in the order of its form fields.

    Args:
        content: The PDF, which `may_be_signed`.
        roots: Trusted root certificates, each PEM or DER in Base64.

    Returns:
        At least one signature: an unreadable one for a file whose signatures cannot be found.
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
    """Return a signature that cannot be judged, with the reason and the fields that could be read."""
    return FileSignature(FileSignatureState.UNREADABLE, detail=detail, **known)


def _signatures(content: bytes, roots: Sequence[x509.Certificate]) -> Iterator[FileSignature]:
    """Yield each signature of a PDF, judged, up to 40; an odd or damaged one as unreadable."""
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
    """Return one signature with its state: intact, changed, broken or unreadable.

    Fields read before a failure (signer, day) are kept in the result.
    """
    known: dict[str, Any] = {}
    try:
        known["stamp"] = _is_stamp(embedded)
        certificate = embedded.signer_cert
        known["signer"] = name_of(certificate)
        moment = _claimed_time(embedded)
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
    """Tell whether a signature is a time stamp over the file (RFC 3161), not a person's signature."""
    return bool(embedded.signed_data["encap_content_info"]["content_type"].native == _STAMP)


def _claimed_time(embedded: EmbeddedPdfSignature) -> datetime.datetime | None:
    """Return the time of signing that a signature claims: the signer's, or the time stamp's; or `None`."""
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
    """Tell whether the bytes that a signature covers are those signed with the certificate's key."""
    digest, kind = embedded.compute_digest(), "data"
    if _is_stamp(embedded):
        inner = embedded.signed_data["encap_content_info"]["content"]
        if inner.parsed["message_imprint"]["hashed_message"].native != digest:
            return False
        digest, kind = hashlib.new(embedded.md_algorithm, bytes(inner)).digest(), _STAMP
    intact, valid = validate_sig_integrity(embedded.signer_info, certificate, kind, digest)
    return bool(intact and valid)


def _is_weak(embedded: EmbeddedPdfSignature, certificate: x509.Certificate) -> bool:
    """Tell whether a signature proves nothing any more, for its hash is old (SHA-1) or its key short.

    With such a signature other bytes could be forged.
    """
    if {embedded.md_algorithm, embedded.external_md_algorithm} & _WEAK:
        return True
    key = certificate.public_key
    return bool(key.algorithm in {"rsa", "rsassa_pss", "dsa"} and key.bit_size < _MIN_RSA_BITS)


def _is_changed(embedded: EmbeddedPdfSignature, content: bytes) -> bool:
    """Tell whether the file holds changes that the signature does not cover, beyond those it allows.

    Later signatures, filled-in forms and comments are allowed, unless the signer forbade them.
    """
    if not _gap_is_signature(embedded, content):
        return True
    embedded.compute_integrity_info()
    if embedded.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return True
    facts = embedded.summarise_integrity_info()
    level = getattr(facts["diff_result"], "modification_level", ModificationLevel.OTHER)
    return bool(level >= ModificationLevel.OTHER or facts["docmdp_ok"] is False)


def _gap_is_signature(embedded: EmbeddedPdfSignature, content: bytes) -> bool:
    """Tell whether the gap in the covered bytes holds only the signature itself.

    Otherwise unsigned content could hide in the gap.
    """
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
