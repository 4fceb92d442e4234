"""Whether a member's list of files is its own, of its key where there is one, and not an old one."""

from __future__ import annotations

import datetime

from access_info.model.nation import Member
from access_info.model.types import vn_date
from access_info.nation.members.bounded_json import parse_json
from access_info.nation.members.sources import MemberSource
from access_info.nation.members.words import shown
from access_info.pipeline.trust.manifest import (
    BadManifestError,
    Manifest,
    SigningError,
    allowed_signers,
    is_signed,
    read_manifest,
)

# Clocks differ, and a day begins earlier further east.
_AHEAD = datetime.timedelta(days=1)
_LONGEST = 80


class RefusedCopyError(Exception):
    """What a member publishes cannot be taken; the text says why and what to do, in Vietnamese."""


def trusted(
    member: Member, content: bytes, source: MemberSource, now: datetime.datetime
) -> Manifest:
    """Read a member's list of files once its signature has been found good.

    Args:
        member: The member.
        content: The list.
        source: Where its signature is.
        now: The moment of the build.

    Raises:
        RefusedCopyError: It is not to be trusted, or says nothing that could be.
        UnreadableCopyError: The signature cannot be read.
    """
    if member.key:
        _check_signature(content, source.signature(), member.key)
    try:
        parse_json(content)
        manifest = read_manifest(content)
    except BadManifestError as error:
        raise RefusedCopyError(f"{error} Nơi giữ trang cần dựng lại trang.") from None
    except ValueError:
        raise RefusedCopyError(
            "Tệp manifest.json không phải JSON đọc được, hoặc quá lớn. Nơi giữ trang cần dựng lại trang."
        ) from None
    day = _day(manifest.created)
    if day is None:
        raise RefusedCopyError(
            "Tệp manifest.json không ghi ngày lập. Nơi giữ trang cần dựng lại trang bằng bộ dựng mới."
        )
    if day > (now + _AHEAD).date():
        raise RefusedCopyError(
            f"Tệp manifest.json ghi ngày {vn_date(day)}, chưa tới. Nơi giữ trang cần xem lại đồng hồ của máy dựng "
            "trang rồi dựng lại."
        )
    return manifest


def older(created: str, newest: str) -> str:
    """Say that a list of files is older than one that was seen before.

    Args:
        created: Its day, ISO.
        newest: The day of the one before, ISO.
    """
    then, before = (vn_date(datetime.date.fromisoformat(day)) for day in (created, newest))
    return (
        f"Trang đưa ra bản ngày {then}, cũ hơn bản ngày {before} đã đọc: có thể ai đó đưa lại bản cũ. Nơi giữ "
        "trang cần đăng lại bản mới nhất."
    )


def generator_words(manifest: Manifest) -> str:
    """Return name and version of the program that made a site, as its list of files says."""
    names = (manifest.generator.get(name) for name in ("name", "version"))
    return shown(" ".join(text for text in names if isinstance(text, str)), _LONGEST)


def _check_signature(content: bytes, signature: bytes | None, key: str) -> None:
    if signature is None:
        raise RefusedCopyError(
            "Trang không có chữ ký manifest.json.sig mà tỉnh này phải ký. Nơi giữ trang cần dựng lại với khóa ký; "
            "nếu tỉnh không ký nữa thì bỏ khoa trong quoc-gia.yml."
        )
    try:
        good = is_signed(content, signature, allowed_signers([key]))
    except SigningError as error:
        raise RefusedCopyError(f"Chưa kiểm tra được chữ ký: {error}") from None
    if not good:
        raise RefusedCopyError(
            "Chữ ký manifest.json.sig không phải của khóa ghi trong quoc-gia.yml, hoặc manifest.json đã bị sửa. Hỏi "
            "tỉnh ấy, qua đường khác, xem khóa có đổi không; chưa rõ thì đừng đổi khoa."
        )


def _day(text: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        return None
