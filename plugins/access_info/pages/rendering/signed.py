"""What pages say of the digital signatures of a file. Nothing here calls a signature valid.

Without a root certificate nobody knows whose key it was; with one, revocation is still not looked up.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from access_info.model.signatures import FileSignature, FileSignatureState
from access_info.model.types import vn_date
from access_info.pages.rendering.translations import Texts

_KEYS = {
    FileSignatureState.INTACT: "signature.intact",
    FileSignatureState.CHANGED: "signature.changed",
    FileSignatureState.BROKEN: "signature.broken",
}


def signature_words(signatures: Sequence[FileSignature], texts: Texts) -> str:
    """Say in sentences whose signatures a file has and what is known of them; "" if it has none.

    Args:
        signatures: Of the file, in order.
        texts: Of the page's language.

    Returns:
        Plain text: names in it are whatever a certificate says.
    """
    people = [each for each in signatures if not _is_mere_stamp(each)] or signatures
    groups: dict[tuple[str, str], list[FileSignature]] = {}
    for each in people:
        groups.setdefault((_key(each), each.root), []).append(each)
    sentences = [
        texts.plain(key, who=_joined([_who(each, texts) for each in group], texts), root=root)
        for (key, root), group in groups.items()
    ]
    return ". ".join(sentences)


def _is_mere_stamp(signature: FileSignature) -> bool:
    """Tell whether it is a time stamp of which nothing need be said beside a person's signature."""
    return signature.stamp and signature.state is FileSignatureState.INTACT


def _key(signature: FileSignature) -> str:
    if signature.state is FileSignatureState.PRESENT:
        return "signature.present"
    key = _KEYS.get(signature.state, "signature.unreadable")
    if signature.state is FileSignatureState.INTACT and signature.root:
        return "signature.traced"
    return key


def _who(signature: FileSignature, texts: Texts) -> str:
    """Name a signer with the day that the signature claims."""
    name = signature.signer or texts["signature.nameless"]
    if signature.stamp:
        name = texts.plain("signature.stamper", name=name)
    if not signature.day:
        return name
    day = vn_date(datetime.date.fromisoformat(signature.day))
    return texts.plain("signature.dated", name=name, day=day)


def _joined(names: Sequence[str], texts: Texts) -> str:
    *most, last = dict.fromkeys(names)
    return f"{', '.join(most)} {texts['signature.and']} {last}" if most else last
