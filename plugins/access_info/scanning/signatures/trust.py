"""Traces a signer's certificate to a root certificate that the program ships, without a network."""

from __future__ import annotations

import base64
import datetime
from collections.abc import Coroutine, Sequence
from typing import Any, TypeVar

from asn1crypto import pem, x509
from pyhanko_certvalidator import CertificateValidator, ValidationContext
from pyhanko_certvalidator.errors import (
    InvalidCertificateError,
    PathBuildingError,
    PathValidationError,
    ValidationError,
)

_Result = TypeVar("_Result")
_SIGNS = frozenset({"digital_signature", "non_repudiation"})


def certificates_of(roots: Sequence[str]) -> tuple[x509.Certificate, ...]:
    """Parse root certificates.

    Args:
        roots: PEM or DER, each in Base64.

    Raises:
        ValueError: One is no certificate.
    """
    return tuple(_certificate(base64.b64decode(root)) for root in roots)


def _certificate(content: bytes) -> x509.Certificate:
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
    return words if len(words) <= _LONGEST_NAME else words[: _LONGEST_NAME - 1] + "…"


_LONGEST_NAME = 120


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
