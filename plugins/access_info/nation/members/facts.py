"""What a member's data say of the member itself: which unit it is, and of which version they are."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from access_info.exports.json_files import JsonList
from access_info.model.nation import Member
from access_info.nation.members.bounded_json import parse_json
from access_info.nation.members.trusting import RefusedCopyError
from access_info.nation.members.words import shown

_VERSION = re.compile(r"\d{1,4}(\.\d{1,4}){0,2}", re.ASCII)
_LONGEST = 40


def read_head(path: Path) -> Mapping[str, Any]:
    """Read what a list says above its rows.

    Raises:
        ValueError: It is no list.
    """
    with path.open("rb") as file:
        return JsonList(file, parse_json).head


def data_version(heads: Mapping[str, Mapping[str, Any]], main: Iterable[str]) -> str:
    """Return the version of a member's data, `2.0`, as the last of some sets that it has says it."""
    stated = [heads[name] for name in main if name in heads]
    text = str(stated[-1].get("schemaVersion", "")) if stated else ""
    return text if _VERSION.fullmatch(text) else ""


def check_unit(member: Member, heads: Mapping[str, Mapping[str, Any]]) -> None:
    """Refuse data that say they are of another unit than the nation's file does.

    Version 1 of the lists names no unit; nor can they then be of a wrong one.

    Raises:
        RefusedCopyError: They are, or do not say where they should.
    """
    stated = set(_units(heads))
    if stated == {member.code} or (not stated and not any(map(_could_say, heads.values()))):
        return
    if not stated:
        raise RefusedCopyError(
            "Dữ liệu của trang không ghi mã đơn vị hành chính nên không biết có phải của tỉnh này không. Nơi giữ "
            f"trang cần ghi ma_don_vi_hanh_chinh: “{member.code}” vào _dia-ban.yml rồi dựng lại."
        )
    others = ", ".join(f"“{shown(code, _LONGEST)}”" for code in sorted(stated - {member.code})[:3])
    raise RefusedCopyError(
        f"Trang này là của đơn vị hành chính mã {others}, không phải “{member.code}”. Sửa ma hoặc dia_chi của "
        "thành viên này trong quoc-gia.yml; nếu trang ghi sai thì nơi giữ trang sửa ma_don_vi_hanh_chinh trong "
        "_dia-ban.yml."
    )


def _units(heads: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    for head in heads.values():
        spatial = head.get("spatial")
        if isinstance(spatial, dict) and spatial.get("notation"):
            yield str(spatial["notation"])


def _could_say(head: Mapping[str, Any]) -> bool:
    return not str(head.get("schemaVersion", "")).startswith("1.")
