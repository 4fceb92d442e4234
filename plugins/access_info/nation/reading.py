"""Reads one member: its published files become its good copy if they are trusted, else the earlier copy stays."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from access_info.model.nation import Member
from access_info.model.types import vn_date
from access_info.nation.copies import (
    FileStore,
    KeptMember,
    MemberFolder,
    MemberStanding,
    MemberState,
    digest_of,
)
from access_info.nation.generating import gives_data
from access_info.nation.member_files import (
    NEEDED,
    SET_NAMES,
    InvalidFileError,
    opened_list,
    parse_json,
    parts_path,
    set_of,
    set_paths,
    shown,
    used_paths,
    validate,
)
from access_info.nation.sources import FolderSource, MemberSource, ReadingAccess, WebSource
from access_info.pages.rendering.paths import DIRECTORY
from access_info.pipeline.trust.copies import (
    PrivateCopyError,
    UnknownAuthorityError,
    UnreadableCopyError,
)
from access_info.pipeline.trust.manifest import (
    MANIFEST,
    PARTS,
    BadManifestError,
    Manifest,
    ManifestFile,
    SigningError,
    allowed_signers,
    is_signed,
    read_manifest,
    with_parts,
)

# Whether a member's list of files is its own: signed with its key where it has one, and not an old one.

# How far ahead the day of a list may be: clocks differ, and a day begins earlier further east.
_AHEAD = datetime.timedelta(days=1)
_MAX_GENERATOR = 80


class RefusedCopyError(Exception):
    """A member's published files are not trusted; the text says why and what to do, in Vietnamese."""


def _trusted_manifest(
    member: Member, content: bytes, source: MemberSource, now: datetime.datetime
) -> Manifest:
    """Parse a member's list of files, after checking its signature and that its day has come.

    A member without a key in the nation's file need not sign.

    Args:
        member: The member.
        content: The list (`manifest.json`).
        source: Where its signature is read from.
        now: The moment of the build.

    Raises:
        RefusedCopyError: The list is not trusted or not valid.
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
    try:
        day = datetime.date.fromisoformat(manifest.created)
    except ValueError:
        raise RefusedCopyError(
            "Tệp manifest.json không ghi ngày lập. Nơi giữ trang cần dựng lại trang bằng bộ dựng mới."
        ) from None
    if day > (now + _AHEAD).date():
        raise RefusedCopyError(
            f"Tệp manifest.json ghi ngày {vn_date(day)}, chưa tới. Nơi giữ trang cần xem lại đồng hồ của máy dựng "
            "trang rồi dựng lại."
        )
    return manifest


def _replay_words(created: str, newest: str) -> str:
    """Return the Vietnamese message that a list of files is older than one read before.

    Somebody may publish an old list again, to hide what the member published since.

    Args:
        created: The day of the list, ISO.
        newest: The day of the list read before, ISO.
    """
    then, before = (vn_date(datetime.date.fromisoformat(day)) for day in (created, newest))
    return (
        f"Trang đưa ra bản ngày {then}, cũ hơn bản ngày {before} đã đọc: có thể ai đó đưa lại bản cũ. Nơi giữ "
        "trang cần đăng lại bản mới nhất."
    )


def _generator(manifest: Manifest) -> str:
    """Return name and version of the program that made a site, as its list of files states; may be ""."""
    names = (manifest.generator.get(name) for name in ("name", "version"))
    return shown(" ".join(text for text in names if isinstance(text, str)), _MAX_GENERATOR)


def _check_signature(content: bytes, signature: bytes | None, key: str) -> None:
    """Raise if a list of files is not signed with a member's key.

    Args:
        content: The list.
        signature: Its signature; `None` if the member publishes none.
        key: The member's public key.

    Raises:
        RefusedCopyError: The signature is missing or not by that key, or cannot be checked.
    """
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


# What the heads of a member's files state: the member's code, and the version of the data format.

_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}", re.ASCII)
_MAX_CODE = 40


def _format_version(heads: Mapping[str, Mapping[str, Any]]) -> str:
    """Return the version of a member's data format, `2.0`; "" if its files state none, or no version.

    All files of a member come from one build, so one file is enough: the last of the needed sets
    (`NEEDED`) that the member has.

    Args:
        heads: Name of a set → the head of its file.
    """
    versions = [str(heads[name].get("schemaVersion", "")) for name in NEEDED if name in heads]
    return versions[-1] if versions and _VERSION.fullmatch(versions[-1]) else ""


def _check_unit(member: Member, heads: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise if a member's data are of another administrative unit than the nation's file says.

    Args:
        member: The member.
        heads: Name of a set → the head of its file, which states the unit's code.

    Raises:
        RefusedCopyError: The data state another code, or none.
    """
    spatial = (head.get("spatial") for head in heads.values())
    units = (unit.get("notation") for unit in spatial if isinstance(unit, dict))
    stated = {str(code) for code in units if code}
    if stated == {member.code}:
        return
    if not stated:
        raise RefusedCopyError(
            "Dữ liệu của trang không ghi mã đơn vị hành chính nên không biết có phải của tỉnh này không. Nơi giữ "
            f"trang cần ghi ma_don_vi_hanh_chinh: “{member.code}” vào _dia-ban.yml rồi dựng lại."
        )
    others = ", ".join(f"“{shown(code, _MAX_CODE)}”" for code in sorted(stated - {member.code})[:3])
    raise RefusedCopyError(
        f"Trang này là của đơn vị hành chính mã {others}, không phải “{member.code}”. Sửa ma hoặc dia_chi của "
        "thành viên này trong quoc-gia.yml; nếu trang ghi sai thì nơi giữ trang sửa ma_don_vi_hanh_chinh trong "
        "_dia-ban.yml."
    )


# Reads one member: its files of now become the good copy, or the earlier copy stays.

# Some servers make an ETag of time and size, which a new file may share: “not changed” is believed for so long only.
_BELIEVED = datetime.timedelta(hours=20)
_AGAIN = "Lần dựng sau sẽ đọc lại; nếu vẫn vậy thì báo nơi giữ trang."
_REBUILD = "Nơi giữ trang cần dựng lại trang bằng bộ dựng mới, hoặc đăng lại cho đủ."


def read_member(
    member: Member,
    cache: Path,
    access: ReadingAccess,
    now: datetime.datetime,
    troubles: Mapping[str, str] | None = None,
) -> MemberState:
    """Bring the good copy of a member up to date; keep the earlier one if the member cannot be read.

    The copy in the cache is replaced whole or not at all; reading once more gives the same result.

    Args:
        member: The member, with the folder that it is read from if there is one.
        cache: The folder that is kept between builds.
        access: How it is read.
        now: The moment of the build, with its zone.
        troubles: Code of a member whose site could not be made in this build → why, in Vietnamese
            sentences.

    Returns:
        The member's state now, which is written into the cache too.
    """
    reading = _Reading(member, cache, access, now)
    folder = reading.folder
    trouble = (troubles or {}).get(member.code)
    try:
        kept = reading.failed(trouble) if trouble else reading.read()
    except UnreadableCopyError as error:
        kept = reading.failed(f"Không đọc được trang: {error}. {_cure(error)}")
    except InvalidFileError as error:
        kept = reading.failed(f"Dữ liệu của trang chưa dùng được: {error}. {_REBUILD}")
    except RefusedCopyError as error:
        kept = reading.failed(str(error))
    folder.write(kept)
    if kept.state.standing is MemberStanding.CURRENT:
        shutil.rmtree(folder.fetching, ignore_errors=True)
    return kept.state


def _cure(error: UnreadableCopyError) -> str:
    """Say in Vietnamese what to do about a member that cannot be read, by the kind of error."""
    if isinstance(error, PrivateCopyError):
        return (
            "Nếu đúng là trang ở mạng nội bộ thì thêm --allow-network vào lệnh dựng; nếu không thì sửa dia_chi, hoặc báo "
            "nơi giữ trang."
        )
    if isinstance(error, UnknownAuthorityError):
        return f"{_AGAIN} Chứng thư do nơi cấp riêng thì thêm --ca vào lệnh dựng."
    return _AGAIN


class _Reading:
    """One reading of one member: its files now, compared with its record from the last build.

    Attributes:
        folder: The member's folder in the cache.
    """

    def __init__(
        self, member: Member, cache: Path, access: ReadingAccess, now: datetime.datetime
    ) -> None:
        self.folder = MemberFolder(cache, member)
        self._member, self._cache, self._access, self._now = member, cache, access, now
        self._moment = now.isoformat(timespec="seconds")
        self._kept = self.folder.kept()
        self._newest = self._kept.newest
        # From where a list of files is read, and with which key it is checked.
        self._trusted = f"{member.url} {member.source or ''} {member.key or ''}"

    def read(self) -> KeptMember:
        """Read the member's published files; return its new record for the cache.

        Nothing but the list of files is read if that list is the one of the last reading.

        Raises:
            UnreadableCopyError: The member cannot be reached, or a file has another hash than stated.
            RefusedCopyError: Its files are not trusted.
            InvalidFileError: A file does not fit our schemas.
        """
        kept, source = self._kept, self._source()
        # A copy that was read from elsewhere, or checked with another key, is read anew.
        is_usable = bool(kept.state.files) and kept.trusted == self._trusted
        # A server that says “not changed” is believed for some hours only.
        just_seen = kept.seen and datetime.timedelta() <= self._age(kept.seen) < _BELIEVED
        content, etag = source.manifest(kept.etag if is_usable and just_seen else "")
        if content is None:
            return self._unchanged()
        sha256 = hashlib.sha256(content).hexdigest()
        if is_usable and sha256 == kept.manifest:
            return dataclasses.replace(self._unchanged(), etag=etag, seen=self._moment)
        manifest = _trusted_manifest(self._member, content, source, self._now)
        if manifest.created < kept.newest:
            raise RefusedCopyError(_replay_words(manifest.created, kept.newest))
        # A signed list is surely the member's: its day counts even if the files that it names cannot be read.
        if self._member.key:
            self._newest = manifest.created
        state = self._bring(source, manifest)
        return KeptMember(
            state=state,
            newest=manifest.created,
            manifest=sha256,
            etag=etag,
            seen=self._moment,
            trusted=self._trusted,
        )

    def failed(self, why: str) -> KeptMember:
        """Return the member's record after a failed reading: with the earlier copy, while it may be shown.

        Args:
            why: Why the member could not be read, in Vietnamese sentences.
        """
        kept = dataclasses.replace(self._kept, newest=self._newest)
        state = dataclasses.replace(kept.state, failures=(why,))
        if not state.files:
            standing = MemberStanding.EXPIRED if state.reached else MemberStanding.NEVER
        elif self._age(state.reached) > datetime.timedelta(days=self._access.keep_days):
            standing = MemberStanding.EXPIRED
            # A copy that is not shown is deleted too: its data may have been withdrawn long since.
            state = dataclasses.replace(state, files={}, digest="")
            shutil.rmtree(self.folder.fetching, ignore_errors=True)
        else:
            standing = MemberStanding.STALE
        return dataclasses.replace(kept, state=dataclasses.replace(state, standing=standing))

    def _age(self, moment: str) -> datetime.timedelta:
        """Return how long before this build a moment was (ISO); negative if a clock was put back."""
        return self._now - datetime.datetime.fromisoformat(moment)

    def _source(self) -> MemberSource:
        """Return where the member is read from: the folder of its site if it gives one, else the web.

        A folder of unbuilt data (`agencies/` without a manifest) is no site.
        """
        member = self._member
        if member.source and not gives_data(member):
            return FolderSource(Path(member.source))
        return WebSource(member.url, self._cache, self._access)

    def _unchanged(self) -> KeptMember:
        """Return the member's record with the same copy, marked as read again just now."""
        state = dataclasses.replace(
            self._kept.state,
            standing=MemberStanding.CURRENT,
            reached=self._moment,
            failures=(),
        )
        return dataclasses.replace(self._kept, state=state)

    def _bring(self, source: MemberSource, manifest: Manifest) -> MemberState:
        """Fetch, check and lay out the files of a new copy; return the member's new state.

        Files that the earlier copy holds too are neither fetched nor checked again.
        """
        before = self._kept.state
        folder_before = self.folder.files(before.files)
        checked = {sha256: folder_before / path for path, sha256 in before.files.items()}
        store = FileStore(self.folder.fetching, checked)
        files = self._choose(source, manifest, store)
        self._check_sizes(files)
        store.forget_others({file.sha256 for file in files.values()})
        store.bring(source, files, self._access)
        places = {path: store.path(file.sha256) for path, file in files.items()}
        for path, file in files.items():
            if file.sha256 not in checked:
                validate(path, places)
        heads = _heads(places)
        _check_unit(self._member, heads)
        sums = {path: file.sha256 for path, file in files.items()}
        store.lay_out(files, self.folder.files(sums))
        return MemberState(
            code=self._member.code,
            name=self._member.name,
            url=self._member.url,
            standing=MemberStanding.CURRENT,
            created=manifest.created,
            reached=self._moment,
            generator=_generator(manifest),
            data_version=_format_version(heads),
            digest=digest_of(self._member, sums),
            files=sums,
        )

    def _choose(
        self, source: MemberSource, manifest: Manifest, store: FileStore
    ) -> dict[str, ManifestFile]:
        """Return those of the member's listed files that the national site uses, by path.

        A large set is published in several files (parts), which a file of its own lists. Such files
        are fetched first, to know which parts are used.

        Raises:
            InvalidFileError: Such a file is not valid, or the main lists are missing.
        """
        parts = {
            path: file
            for path, file in manifest.files.items()
            if path.startswith(f"{PARTS}{DIRECTORY}/")
        }
        self._check_sizes(parts)
        store.bring(source, parts, self._access)
        try:
            listed = with_parts(
                manifest,
                lambda path, file: store.path(file.sha256).read_bytes() if path in parts else None,
            ).files
        except BadManifestError as error:
            raise InvalidFileError(str(error)) from None
        naming = {path: listed[path] for path in map(parts_path, SET_NAMES) if path in listed}
        self._check_sizes(naming)
        store.bring(source, naming, self._access)
        places = {path: store.path(file.sha256) for path, file in listed.items()}
        try:
            files = {path: listed[path] for path in used_paths(places)} | parts
        except ValueError:
            raise InvalidFileError(
                "tệp kể các phần của một danh mục (….phan.json) bị sai"
            ) from None
        if not {*NEEDED}.intersection(map(set_of, files)):
            raise InvalidFileError(f"{MANIFEST} không kể tệp tai-ve/{NEEDED[0]}.json")
        return files

    def _check_sizes(self, files: Mapping[str, ManifestFile]) -> None:
        """Raise if a file, or all files together, are stated to be larger than allowed.

        This is checked before any of them is fetched.

        Raises:
            UnreadableCopyError: They are too large.
        """
        for path, file in files.items():
            if file.size > self._access.most_file:
                raise UnreadableCopyError(
                    f"tệp {path} lớn quá mức ({_megabytes(file.size)}, nhiều nhất {_megabytes(self._access.most_file)})"
                )
        if sum(file.size for file in files.values()) > self._access.most_bytes:
            raise UnreadableCopyError(
                f"các tệp dữ liệu lớn quá mức (nhiều nhất {_megabytes(self._access.most_bytes)} cả thảy)"
            )


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000:,} MB".replace(",", ".")


def _heads(places: Mapping[str, Path]) -> dict[str, Mapping[str, Any]]:
    """Return the head of each set's first file, by the set's name: the members before its rows.

    Raises:
        InvalidFileError: A file is no JSON list.
    """
    heads: dict[str, Mapping[str, Any]] = {}
    for name in SET_NAMES:
        for path in set_paths(name, places)[:1]:
            try:
                with opened_list(path, places) as (listed, _):
                    heads[name] = listed.head
            except ValueError:
                raise InvalidFileError(f"tệp {path} không phải danh mục JSON") from None
    return heads
