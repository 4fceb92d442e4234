"""The whole configuration: what is common to all agencies, and what one agency's form shows.

A clerk's form holds their own agency alone: with 120 agencies' files in one form every start would
fetch them all, and a neighbour's list would be one wrong click away.
"""

from __future__ import annotations

import dataclasses
import datetime
import posixpath
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from access_info.exports.web_form.choices import choices
from access_info.exports.web_form.fields import form_fields
from access_info.exports.web_form.forge import Forge
from access_info.legal.framework import Framework
from access_info.model.derived import FILE_KINDS
from access_info.model.items import CONDITIONAL, DISCLOSURE, LISTS
from access_info.office_files.limits import LIMITS, Purpose

JURISDICTION = "dia-ban"
_ICONS = {
    "co-quan": "account_balance",
    DISCLOSURE: "list_alt",
    CONDITIONAL: "key",
    "thong-ke": "bar_chart",
    "dinh-chinh": "edit_note",
    "dia-ban": "map",
}
_YEARS = "thong-ke"
# What somebody does in a kind of file: one that begins there, one that has something in it.
_DEEDS = {
    "co-quan": ("Khai thông tin cơ quan", "Sửa thông tin cơ quan"),
    DISCLOSURE: ("Thêm thông tin công khai", "Thêm, sửa thông tin công khai"),
    CONDITIONAL: (
        "Thêm thông tin tiếp cận có điều kiện",
        "Thêm, sửa thông tin tiếp cận có điều kiện",
    ),
    _YEARS: ("Thêm số liệu", "Sửa số liệu"),
    "dinh-chinh": ("Ghi đính chính", "Ghi, sửa đính chính"),
    JURISDICTION: ("Khai thông tin chung", "Sửa thông tin chung"),
}


@dataclasses.dataclass(frozen=True)
class AgencyForm:
    """What one agency's form is made from.

    Attributes:
        id: Folder name.
        name: What the clerk calls it.
        texts: Paths of its data files below its folder.
        ids: Ids that its lists use.
        year: The current year.
        attachments: Link from the form's page to the folder of its attachments.
    """

    id: str
    name: str
    texts: frozenset[str]
    ids: tuple[str, ...]
    year: int
    attachments: str = ""


def common_form(
    framework: Framework, *, forge: Forge, on: datetime.date, title: str
) -> dict[str, Any]:
    """Build the configuration that all agencies' forms share; `{agency}` stands for an agency's id.

    Args:
        framework: The laws.
        forge: Where proposals go.
        on: The day that tells which law is in force.
        title: Of the form.
    """
    offered = choices(framework, on)
    kinds = {kind.name: form_fields(kind.record, offered) for kind in FILE_KINDS}
    return {
        "config": {
            "load_config_file": False,
            "backend": forge.backend(),
            "publish_mode": "editorial_workflow",
            "media_folder": posixpath.join(forge.folder, "{agency}", "tep"),
            "public_folder": "/" + posixpath.join(forge.folder, "{agency}", "tep"),
            "media_libraries": {
                "default": {
                    "config": {"max_file_size": LIMITS[Purpose.SCAN].file, "slugify_filename": True}
                },
                "stock_assets": {"providers": []},
            },
            "app_title": title,
            "show_preview_links": False,
            "slug": {"encoding": "ascii", "clean_accents": True, "timezone": "local"},
            "editor": {"preview": False},
            "output": {
                "omit_empty_optional_fields": True,
                "yaml": {"quote": "double", "indent_sequences": False},
            },
        },
        "fields": {name: fields for name, fields in kinds.items() if name != "trang"},
    }


def agency_form(agency: AgencyForm, *, folder: str) -> dict[str, Any]:
    """Build one agency's configuration: its files, each with the kind whose fields it has.

    Args:
        agency: The agency.
        folder: Path of the folder of agencies in the repository.
    """
    files = [
        {"name": name, "label": label, "file": posixpath.join(folder, agency.id, path)}
        | {"kind": kind, "icon": _ICONS[kind], **_headings(kind, agency.name, path)}
        for name, label, path, kind in _files(agency)
    ]
    return {
        "id": agency.id,
        "name": agency.name,
        "files": files,
        "ids": sorted(agency.ids),
        "year": agency.year,
        "attachments": agency.attachments,
    }


def jurisdiction_form(name: str, *, folder: str, year: int) -> dict[str, Any]:
    """Build the configuration of the jurisdiction's form, whose one file is `_dia-ban.yml`."""
    file = {
        "name": JURISDICTION,
        "label": "Địa bàn",
        "file": posixpath.join(folder, "_dia-ban.yml"),
        "kind": JURISDICTION,
        "icon": _ICONS[JURISDICTION],
        **_headings(JURISDICTION, name, "_dia-ban.yml"),
    }
    return {"id": JURISDICTION, "name": name, "files": [file], "ids": [], "year": year}


def _headings(kind: str, name: str, path: str) -> dict[str, str]:
    """Say what is done in a file: the heading where it begins there, and where it is there already."""
    stem = posixpath.splitext(posixpath.basename(path))[0]
    part = {_YEARS: f" năm {stem}"}.get(kind, "")
    if kind == DISCLOSURE and posixpath.dirname(path):
        part = f" ({stem})"
    begun, changed = (f"{deed}{part} – {name}" for deed in _DEEDS[kind])
    return {"begun": begun, "changed": changed}


def _files(agency: AgencyForm) -> Iterator[tuple[str, str, str, str]]:
    """Yield name, label, path below the agency's folder and kind of each file, there or to come."""
    labels = _labels()
    yield "co-quan", labels["co-quan"], "co-quan.yml", "co-quan"
    # A list may stand in one file or in several of a folder.
    parts, file = _below(agency.texts, DISCLOSURE), LISTS[DISCLOSURE].file
    if file in agency.texts or not parts:
        yield DISCLOSURE, labels[DISCLOSURE], file, DISCLOSURE
    for path in parts:
        stem = posixpath.splitext(posixpath.basename(path))[0]
        yield f"{DISCLOSURE}-{stem}", f"{labels[DISCLOSURE]}: {stem}", path, DISCLOSURE
    yield CONDITIONAL, labels[CONDITIONAL], LISTS[CONDITIONAL].file, CONDITIONAL
    for path in _years(agency):
        year = posixpath.splitext(posixpath.basename(path))[0]
        yield f"{_YEARS}-{year}", f"{labels[_YEARS]} {year}", path, _YEARS
    yield "dinh-chinh", labels["dinh-chinh"], "dinh-chinh.yml", "dinh-chinh"


def _years(agency: AgencyForm) -> Iterable[str]:
    """List paths of yearly figures, newest first, with this year's and the last's to be begun."""
    paths = {posixpath.splitext(path)[0]: path for path in _below(agency.texts, _YEARS)}
    for year in (agency.year, agency.year - 1):
        paths.setdefault(f"{_YEARS}/{year}", f"{_YEARS}/{year}.yml")
    return [paths[stem] for stem in sorted(paths, reverse=True)]


def _below(texts: Iterable[str], folder: str) -> list[str]:
    return sorted(path for path in texts if path.startswith(f"{folder}/"))


def _labels() -> Mapping[str, str]:
    return {kind.name: kind.label for kind in FILE_KINDS} | {"thong-ke": "Số liệu năm"}
