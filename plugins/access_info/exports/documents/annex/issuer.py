"""Who issues a list: the head of the annex, and who signs it."""

from __future__ import annotations

import dataclasses
import re

from access_info.exports.dataset import DatasetTexts
from access_info.exports.documents.office import above_of, is_committee, name_forms
from access_info.exports.documents.phrases import Blank
from access_info.model.agency import AgencyProfile
from access_info.model.jurisdiction import Jurisdiction

_REMARK = re.compile(r"\s*\([^()]*\)\s*$")
# An agency signs by its head, a committee in the name of all (Decree 30/2020/NĐ-CP, Art. 13).
_COMMITTEE_ROLES = ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")
# How the name of an agency begins, and what its head is called.
_HEADS = (
    ("sở", "GIÁM ĐỐC"),
    ("văn phòng", "CHÁNH VĂN PHÒNG"),
    ("thanh tra", "CHÁNH THANH TRA"),
    ("ban", "TRƯỞNG BAN"),
    ("bộ", "BỘ TRƯỞNG"),
    ("chi cục", "CHI CỤC TRƯỞNG"),
    ("cục", "CỤC TRƯỞNG"),
    ("phòng", "TRƯỞNG PHÒNG"),
    ("trường", "HIỆU TRƯỞNG"),
    ("viện", "VIỆN TRƯỞNG"),
    ("trạm", "TRƯỞNG TRẠM"),
    ("trung tâm", "GIÁM ĐỐC"),
    ("bệnh viện", "GIÁM ĐỐC"),
    ("thư viện", "GIÁM ĐỐC"),
    ("bảo tàng", "GIÁM ĐỐC"),
    ("quỹ", "GIÁM ĐỐC"),
)


@dataclasses.dataclass(frozen=True)
class Issuer:
    """Who issues a list.

    Attributes:
        name: The full name, without what is said in brackets behind it.
        above: The body it belongs to, in capitals, or "".
        lines: Its name in capitals, one line each.
        roles: In whose name and as what its head signs, a line each.
        symbol: What follows `QĐ-` in the number of its decisions, or "".
    """

    name: str
    above: str
    lines: tuple[str, ...]
    roles: tuple[str, ...]
    symbol: str = ""


def issuer_of(
    profile: AgencyProfile, place: Jurisdiction, parent: str, words: DatasetTexts
) -> Issuer:
    """Derive the head and the signer of an agency's list.

    Args:
        profile: The agency.
        place: The jurisdiction.
        parent: The full name of the agency it belongs to, or "".
        words: The texts.
    """
    name = _REMARK.sub("", profile.name) or profile.name
    _, above, lines = name_forms(name, place, words)
    if is_committee(name):
        return Issuer(name, "", lines, _COMMITTEE_ROLES, "UBND")
    parent = _REMARK.sub("", parent)
    if profile.kind.is_service_unit and parent and not is_committee(parent):
        # Below a department the unit's own name is not shortened.
        above, lines = above_of(parent, words), (name.upper(),)
    elif profile.kind.is_subordinate_body and not above:
        if parent:
            above = above_of(parent, words)
        elif profile.kind.is_under_province_committee and place.kind.is_province and place.name:
            above = words.plain("documents.committee", place=place.name.upper())
    return Issuer(name, above, lines, (_head(name, words),))


def _head(name: str, words: DatasetTexts) -> str:
    start = f"{name.casefold()} "
    for beginning, title in _HEADS:
        if start.startswith(f"{beginning} "):
            return title
    return Blank(words["documents.signer_role"])
