"""Digital signatures of attachments, as plain values; the process that opens foreign files imports them."""

from __future__ import annotations

import dataclasses
from enum import StrEnum


class FileSignatureState(StrEnum):
    """The result of checking a signature, the worst last."""

    PRESENT = "co"
    INTACT = "nguyen-ven"
    UNREADABLE = "khong-doc-duoc"
    CHANGED = "sua-sau-khi-ky"
    BROKEN = "khong-nguyen-ven"
    UNJUDGED = "chua-xet"


@dataclasses.dataclass(frozen=True, slots=True)
class FileSignature:
    """One signature of a file (ISO 32000-2, 12.8), or the fact that an office file has any.

    Attributes:
        state: The result of checking it. `INTACT`: the signed bytes are unchanged, they are the whole
            file or the whole revision, and only a further signature, the filling of a form, a time
            stamp or validation data came after. `CHANGED`: something else came after, or bytes are left
            out. `PRESENT`: nothing was checked. `UNJUDGED`: the library that checks is not installed.
        signer: Name in the signer's certificate, or "".
        day: ISO day in Việt Nam's time on which the signer claims to have signed, or "".
        stamp: Whether it is a machine's time stamp over the file, no person's signature.
        root: Name of the root certificate, of those that the program ships, from which the signer's
            was issued; "" when its trust is unknown.
        detail: Why it could not be read, in Vietnamese, or "".
    """

    state: FileSignatureState
    signer: str = ""
    day: str = ""
    stamp: bool = False
    root: str = ""
    detail: str = ""
