"""Makes the configuration of the web form (Sveltia CMS) from the declarations of fields.

It is written anew with each site and not kept in the repository, so it cannot be stale.
"""

from __future__ import annotations

import dataclasses
import datetime
import posixpath
import typing
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, TypeAlias
from urllib.parse import unquote, urlsplit

from access_info.legal.framework import Framework
from access_info.legal.packs import LawPack
from access_info.model.agency import (
    Activity,
    AgencyProfile,
    Article,
    Channel,
    Correction,
    NotArising,
    Reception,
    Regulation,
    Support,
)
from access_info.model.derived import FILE_KINDS, Choices
from access_info.model.fields import FieldDoc, Record, fields_of
from access_info.model.items import (
    ANSWER,
    CONDITIONAL,
    DISCLOSURE,
    LISTS,
    ConditionalItem,
    Document,
    Item,
    NamedPeople,
)
from access_info.model.jurisdiction import (
    Assignment,
    Jurisdiction,
    LawCheck,
    LocalDay,
    LocalLimit,
    OfficeReview,
)
from access_info.model.types import AnyDate, Count, Date, Decimal
from access_info.model.verification import CHECK_RESULTS, ReviewedFile
from access_info.model.vocabularies import (
    ACTIVITY_TYPES,
    AGENCY_TYPES,
    CHANNEL_TYPES,
    FREQUENCIES,
    ITEM_STATUSES,
    JURISDICTION_TYPES,
    NAMING_ANSWERS,
    SUPPORT_GROUPS,
    TIME_UNITS,
    UNIT_FIELDS,
)
from access_info.office_files.limits import LIMITS, Purpose

# The forge (GitHub, GitLab …) that holds the repository, where the form sends proposals.

# Forges on which the form can make a proposal that somebody else accepts.
KINDS = ("github", "gitlab")
# Forges on which it can only write straight onto the branch that is published, past every review.
WITHOUT_PROPOSALS = {"gitea": "Gitea", "forgejo": "Forgejo"}
# Hosts whose name does not tell what they run.
_HOSTS = {"codeberg.org": "forgejo"}
# The message tells reviewers what was changed and where; the comparison shows the rest.
_MESSAGES = {
    "create": "[{agency}] Thêm {{slug}}",
    "update": "[{agency}] Cập nhật {{slug}}",
    "delete": "[{agency}] Xóa {{slug}}",
    "uploadMedia": "[{agency}] Thêm tệp {{path}}",
    "deleteMedia": "[{agency}] Xóa tệp {{path}}",
    "openAuthoring": "{{message}} (đề nghị của {{author-login}})",
}


class ForgeError(Exception):
    """The configuration does not say which forge holds the repository; the message is Vietnamese."""


class NoProposalsError(Exception):
    """The repository lies on a forge where the form can make no proposals; the message is Vietnamese."""

    def __init__(self, kind: str) -> None:
        """Make the message, which says why there is no form and how to edit without it.

        Args:
            kind: A key of `WITHOUT_PROPOSALS`.
        """
        super().__init__(
            f"chưa có biểu mẫu: kho nằm trên {WITHOUT_PROPOSALS[kind]}, nơi biểu mẫu chỉ ghi được "
            "thẳng vào nhánh chính, không lập được bản đề nghị để có người duyệt. Các trang vẫn "
            "được dựng đủ; sửa dữ liệu bằng các cách còn lại trong trang hướng dẫn Người nhập"
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Forge:
    """A repository on a forge.

    Attributes:
        kind: One of `KINDS`.
        host: Of the forge, with its port if it has one.
        repo: Path of the repository on it.
        branch: The branch that proposals are made against.
        folder: Path of the folder of agencies in the repository.
        api: Address of the interface that the form asks (GitHub's REST, GitLab's v4).
        sign_in: Address of the server that hands out tokens for a sign-in by a click, or "".
        app_id: Id of the application registered for such a sign-in (GitLab), or "".
    """

    kind: str
    host: str
    repo: str
    branch: str
    folder: str
    api: str
    sign_in: str = ""
    app_id: str = ""

    @property
    def graphql(self) -> str:
        """Address of the forge's GraphQL interface."""
        if self.api == "https://api.github.com":
            return f"{self.api}/graphql"
        return posixpath.join(self.api.rpartition("/")[0], "graphql")

    @property
    def origins(self) -> tuple[str, ...]:
        """The other origins that the form's page may send requests to, for its security policy."""
        addresses = [self.api]
        if self.kind == "gitlab":
            # Tokens are asked for by the page itself.
            addresses += [f"https://{self.host}", *([self.sign_in] if self.app_id else [])]
        parts = (urlsplit(address) for address in addresses if address)
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))

    def backend(self) -> dict[str, object]:
        """Return the `backend` member of the configuration; `{agency}` in it stands for an agency's id.

        People sign in by a click if a server for that is configured, else by a token.
        """
        settings: dict[str, object] = {
            "name": self.kind,
            "repo": self.repo,
            "branch": self.branch,
            "api_root": self.api,
            "graphql_api_root": self.graphql,
            "commit_messages": _MESSAGES,
            "squash_merges": True,
        }
        if self.kind == "github":
            settings |= {"open_authoring": True, "auth_scope": "public_repo"}
            if self.sign_in:
                return settings | {"base_url": self.sign_in, "auth_methods": ["oauth"]}
        elif self.app_id:
            base = self.sign_in or f"https://{self.host}"
            by_click = {"auth_type": "pkce", "app_id": self.app_id, "auth_methods": ["oauth"]}
            return settings | {"base_url": base, **by_click}
        return settings | {"auth_methods": ["token"]}


def forge_of(
    *, repo_url: str, edit_base: str, folder: str, options: Mapping[str, str]
) -> Forge | None:
    """Return the forge, derived from the repository's address and the editor's options.

    Args:
        repo_url: Address of the repository, or "".
        edit_base: Address under which the folder of agencies is edited, or "".
        folder: Path of that folder in the repository, where `edit_base` does not tell it.
        options: `forge repo branch folder api sign_in app_id`, each of which may be absent.

    Returns:
        The forge; `None` when no repository is configured.

    Raises:
        ForgeError: The host's name does not show which kind of forge it is.
        NoProposalsError: On this kind of forge the form can make no proposals.
    """
    address = urlsplit(repo_url)
    repo = options.get("repo") or address.path.strip("/").removesuffix(".git")
    if not repo or not (address.netloc or options.get("api")):
        return None
    host = address.netloc or urlsplit(options["api"]).netloc
    kind = options.get("forge") or _forge_kind(host)
    if kind in WITHOUT_PROPOSALS:
        raise NoProposalsError(kind)
    branch, edited_folder = _branch_and_folder(edit_base, repo)
    api = options.get("api") or _api_address(kind, host)
    return Forge(
        kind=kind,
        host=host,
        repo=repo,
        branch=options.get("branch") or branch or "main",
        folder=(options.get("folder") or edited_folder or folder).strip("/"),
        api=api.rstrip("/"),
        sign_in=options.get("sign_in", "").rstrip("/"),
        app_id=options.get("app_id", ""),
    )


def _forge_kind(host: str) -> str:
    """Return the kind of forge by the host, `gitlab.example` → `gitlab`, or raise `ForgeError`."""
    name = host.lower()
    for kind in (*KINDS, *WITHOUT_PROPOSALS):
        if kind in name:
            return kind
    if name in _HOSTS:
        return _HOSTS[name]
    raise ForgeError(
        f"không biết “{host}” chạy phần mềm nào. Thêm vào tùy chọn của access-info đúng phần mềm "
        "đang chạy: editor: {forge: github} (GitHub Enterprise), {forge: gitlab}, {forge: gitea} "
        "hoặc {forge: forgejo}. Phần mềm khác thì biểu mẫu không dùng được: dựng trang không kèm "
        "--with-editor"
    )


def _api_address(kind: str, host: str) -> str:
    """Return the address of a forge's API, which follows from its kind and host."""
    if kind == "gitlab":
        return f"https://{host}/api/v4"
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


def _branch_and_folder(edit_base: str, repo: str) -> tuple[str, str]:
    """Return branch and folder in an edit address; `("", "")` if it has another form.

    `https://host/owner/repo/edit/main/agencies/` → `("main", "agencies")`
    """
    path = unquote(urlsplit(edit_base).path).strip("/")
    below = path.removeprefix(repo).strip("/").removeprefix("-/")
    action, _, rest = below.partition("/")
    if action not in {"edit", "blob", "tree", "ide"}:
        return "", ""
    branch, _, folder = rest.partition("/")
    return branch, folder


# The values that may be chosen in a field, with the labels that clerks read.

YES_NO = {"có": "Có", "không": "Không"}


def choices(framework: Framework, on: datetime.date) -> Choices:
    """Return the values that may be chosen in each field, with labels, the law in force first.

    Args:
        framework: The laws.
        on: The day that tells which law is in force.
    """
    packs = _packs_in_order(framework, on)
    points = dict(_point_choices(packs))
    forms = {form.id: form.label for pack in packs for form in pack.disclosure_forms}
    duties = {obligation.id: obligation.title for obligation in framework.obligations}
    arising = {
        obligation.id: obligation.title
        for obligation in framework.obligations
        if obligation.may_not_arise is True
    }
    kinds = {kind.id: kind.title for pack in packs for kind in pack.conditional_kinds}
    contents = {content.id: content.title for pack in packs for content in pack.regulation_contents}
    fields: dict[tuple[type[Record], str], Mapping[str, str]] = {
        (AgencyProfile, "loai"): AGENCY_TYPES,
        (AgencyProfile, "linh_vuc"): UNIT_FIELDS,
        (AgencyProfile, "phat_sinh"): points,
        (NotArising, "diem"): {**points, **arising},
        (Reception, "tu_chup"): YES_NO,
        (Channel, "loai"): CHANNEL_TYPES,
        (Support, "doi_tuong"): SUPPORT_GROUPS,
        (Activity, "loai"): ACTIVITY_TYPES,
        (Regulation, "noi_dung"): contents,
        (ConditionalItem, "loai"): kinds,
        (ConditionalItem, "tinh_trang"): ITEM_STATUSES,
        (Correction, "hinh_thuc"): forms,
        (Jurisdiction, "loai"): JURISDICTION_TYPES,
        (LocalDay, "nghi"): YES_NO,
        (LocalLimit, "don_vi"): TIME_UNITS,
        (Assignment, "diem"): points,
        (LawCheck, "gia_tri"): CHECK_RESULTS,
        (NamedPeople, ANSWER): NAMING_ANSWERS,
        (OfficeReview, "nghia_vu"): duties,
    }
    for row in (Item, Document):
        fields[row, "diem"] = points
        fields[row, "hinh_thuc"] = forms
        fields[row, "tan_suat"] = FREQUENCIES
        fields[row, "tinh_trang"] = ITEM_STATUSES
    return fields


def _packs_in_order(framework: Framework, on: datetime.date) -> list[LawPack]:
    """Return the law in force on a day, then the others, the newest first."""
    current = framework.in_force(on)
    return [current, *(pack for pack in reversed(framework.packs) if pack is not current)]


def _point_choices(packs: Iterable[LawPack]) -> Iterator[tuple[str, str]]:
    """Yield (id, label) of each kind of information, and after a point's kinds of the point itself.

    Laws come in the order given; all but the first are named in the label.
    """
    for number, pack in enumerate(packs):
        law = f" (Luật số {pack.number})" if number else ""
        for point in pack.points:
            for kind in point.kinds:
                yield kind.id, f"{kind.alias}. {kind.title}{law}"
            scope = "cả điểm, " if point.kinds else ""
            yield point.id, f"{point.letter}. {point.short_title} ({scope}điểm {point.letter}){law}"


# A record's declared fields → the fields of the form.

Field: TypeAlias = dict[str, Any]

# Kinds of fields that the form's own script adds to the CMS.
ID_FIELD, PEOPLE_FIELD = "ma-muc", "ten-nguoi"
# Keys of fields that are written at length, in a box of several lines.
_LONG = frozenset(
    {
        "dieu_kien",
        "ghi_chu",
        "kho_khan",
        "kien_nghi",
        "mo_ta",
        "noi_dung_dung",
        "noi_dung_sai",
        "thong_bao",
    }
)
_SINGULAR = {"muc": "mục", "van_ban": "văn bản"}
_ROWS = (Item, Document, ConditionalItem, Correction)
# How new ids are numbered, so that those of one list differ from another's: a mark after the year
# (`2026-dc-001`), or a higher first number.
_NUMBERING: Mapping[type[Record], Field] = {
    ConditionalItem: {"first": 901},
    Correction: {"mark": "dc-"},
}
# Templates of the line that a folded entry of a list shows.
_SUMMARIES: Mapping[type[Record], str] = {
    Item: "{{ten | default('{{so_ky_hieu}}')}} · {{ma}}",
    Document: "{{ten | default('{{so_ky_hieu}}')}} · {{ma}}",
    ConditionalItem: "{{ten}} · {{ma}}",
    Correction: "{{noi_dung_sai}} · {{ma}}",
    ReviewedFile: "{{ten}}",
}
_COUNT: Field = {"widget": "number", "value_type": "int/string", "min": 0}
# Key in `Choices` that is no field: titles of the grounds of refusal, by id.
_REFUSALS = (Record, "tu_choi")
_PARTIAL = [
    r"^\d{4}(-\d{2}(-\d{2})?)?$",
    "Viết năm-tháng-ngày, ví dụ 2026-09-01, 2026-09 hoặc 2026.",
]
_DECIMAL = [r"^\d{1,9}([.,]\d{1,3})?$", "Viết một số, ví dụ 4 hoặc 4,5."]
_ID = [r"^[A-Za-z0-9][A-Za-z0-9._/\-]*$", "Chỉ dùng chữ không dấu, số và dấu gạch, ví dụ 2026-015."]


def form_fields(record: type[Record], choices: Choices) -> list[Field]:
    """Return the form's fields for a record of the model, in declared order."""
    return [_field(record, doc, choices) for doc in fields_of(record)]


def _field(record: type[Record], doc: FieldDoc, choices: Choices) -> Field:
    """Return the form's field for a declared one.

    A row's own id is not required of the clerk, since the form fills it in.
    """
    options = choices.get((record, doc.key))
    is_own_id = doc.key == "ma" and issubclass(record, _ROWS)
    field: Field = {
        "name": doc.key,
        "label": doc.label,
        "required": doc.required and not is_own_id,
    }
    if is_own_id:
        field |= {"widget": ID_FIELD, "pattern": _ID, **_NUMBERING.get(record, {})}
    else:
        field |= _widget(record, doc, choices, options)
    hint = "" if options is not None else _hint(doc)
    if hint and "hint" not in field:
        field["hint"] = hint
    return field


def _widget(
    record: type[Record], doc: FieldDoc, choices: Choices, options: Mapping[str, str] | None
) -> Field:
    """Return the widget of a field: by its record, its key, its choices, else its plain type.

    Args:
        record: The record that has the field.
        doc: The field.
        choices: All choices, for fields within this one.
        options: This field's own choices, value → label; `None` if any value may be typed.
    """
    if doc.record is NamedPeople:
        box = "Đã đọc lại: những người này được phép nêu tên"
        return {"widget": PEOPLE_FIELD, "text": box}
    if doc.record is not None:
        return _nested_widget(doc, doc.record, choices)
    if doc.key == "tep" or (record is ReviewedFile and doc.key == "ten"):
        return {"widget": "file", "multiple": doc.many, "choose_url": False}
    if doc.key == "tu_choi":
        # A number for each ground on which a law lets requests be refused.
        fields = [
            {"name": ground, "label": f"{title} ({ground})", "required": False, **_COUNT}
            for ground, title in choices[_REFUSALS].items()
        ]
        return {"widget": "object", "collapsed": "auto", "fields": fields}
    if options is not None:
        listed = [{"value": value, "label": label} for value, label in options.items()]
        return {"widget": "select", "multiple": doc.many, "options": listed}
    if doc.many:
        plain = {"name": "gia_tri", "label": doc.label, "widget": "string"}
        return {"widget": "list", "label_singular": doc.label.lower(), "field": plain}
    return _plain_widget(record, doc)


def _nested_widget(doc: FieldDoc, record: type[Record], choices: Choices) -> Field:
    """Return the widget of a field whose value is a record, or a list of records.

    A folded entry of a list shows a summary: the record's own, else its first two plain fields.
    """
    fields = form_fields(record, choices)
    if not doc.many:
        return {"widget": "object", "collapsed": "auto", "fields": fields}
    names = [f"{{{{{field['name']}}}}}" for field in fields[:2]]
    shown = (
        name
        for name, field in zip(names, fields, strict=False)
        if field["widget"] not in {"object", "list", "file"}
    )
    return {
        "widget": "list",
        "label_singular": _SINGULAR.get(doc.key, doc.label).lower(),
        "collapsed": True,
        "summary": _SUMMARIES.get(record, " · ".join(shown) or names[0]),
        "fields": fields,
        # A copy would bear the same id.
        "allow_duplicate": not any(field["widget"] == ID_FIELD for field in fields),
    }


def _plain_widget(record: type[Record], doc: FieldDoc) -> Field:
    """Return the widget of a field by its declared type: a day, a number, short or long text."""
    hints = typing.get_type_hints(record, include_extras=True)
    kinds = {*_types_within(doc.annotation), *_types_within(hints[doc.name])}
    if Date in kinds:
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD"}
    if AnyDate in kinds:
        return {"widget": "string", "pattern": _PARTIAL}
    if Count in kinds:
        return dict(_COUNT)
    if Decimal in kinds:
        return {"widget": "string", "pattern": _DECIMAL}
    long = doc.key in _LONG or (record is Article and doc.key == "van_ban")
    widget = "text" if long else "string"
    return {"widget": widget, "use_emoji_autocomplete": False}


def _types_within(annotation: object) -> Iterator[object]:
    """Yield a declared type and, unless it is `Annotated`, each type inside it."""
    yield annotation
    if typing.get_origin(annotation) is not typing.Annotated:
        for part in typing.get_args(annotation):
            yield from _types_within(part)


def _hint(doc: FieldDoc) -> str:
    """Return the hint under a field: its help unless it repeats the label, and its example."""
    parts = [doc.help_text] if doc.help_text != doc.label else []
    if doc.record is None and isinstance(doc.example, str) and doc.key != "ma":
        parts.append(f"Ví dụ: {doc.example}")
    return " ".join(part for part in parts if part)


# The whole configuration: what is common to all agencies, and what one agency's form shows.

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
# Headings for what is done in a kind of file: while it is still empty, and later.
_HEADINGS = {
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
    """The facts about an agency from which its form is made.

    Attributes:
        id: Folder name.
        name: The name that clerks use.
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
    """Return the configuration that all agencies' forms share; `{agency}` stands for an agency's id.

    Args:
        framework: The laws.
        forge: The forge that proposals are sent to.
        on: The day that tells which law is in force.
        title: The form's title.
    """
    grounds = (ground for pack in _packs_in_order(framework, on) for ground in pack.refusal_grounds)
    offered: Choices = {
        **choices(framework, on),
        _REFUSALS: {each.id: each.title for each in grounds},
    }
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
    """Return one agency's configuration: its files, each with the kind that tells its fields.

    Args:
        agency: The agency.
        folder: Path of the folder of agencies in the repository.
    """
    files = [
        {"name": name, "label": label, "file": posixpath.join(folder, agency.id, path)}
        | {"kind": kind, "icon": _ICONS[kind], **_headings(kind, agency.name, path)}
        for name, label, path, kind in _editable_files(agency)
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
    """Return the configuration of the jurisdiction's form, whose one file is `_dia-ban.yml`."""
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
    """Return the form's headings for a file: `begun` while it does not exist yet, `changed` later.

    Args:
        kind: The kind of file, a key of `_HEADINGS`.
        name: The agency's name.
        path: The file's path; its year or its part of a list is named too.
    """
    stem = PurePosixPath(path).stem
    part = {_YEARS: f" năm {stem}"}.get(kind, "")
    if kind == DISCLOSURE and posixpath.dirname(path):
        part = f" ({stem})"
    begun, changed = (f"{deed}{part} – {name}" for deed in _HEADINGS[kind])
    return {"begun": begun, "changed": changed}


def _editable_files(agency: AgencyForm) -> Iterator[tuple[str, str, str, str]]:
    """Yield (name, label, path below the agency's folder, kind) of each file that the form offers to edit.

    A file that does not exist yet is begun by the form.
    """
    labels = {kind.name: kind.label for kind in FILE_KINDS} | {_YEARS: "Số liệu năm"}
    yield "co-quan", labels["co-quan"], "co-quan.yml", "co-quan"
    # A list may stand in one file or in several of a folder.
    file = LISTS[DISCLOSURE].file
    parts = _paths_below(agency.texts, DISCLOSURE)
    if file in agency.texts or not parts:
        yield DISCLOSURE, labels[DISCLOSURE], file, DISCLOSURE
    for path in parts:
        stem = PurePosixPath(path).stem
        yield f"{DISCLOSURE}-{stem}", f"{labels[DISCLOSURE]}: {stem}", path, DISCLOSURE
    yield CONDITIONAL, labels[CONDITIONAL], LISTS[CONDITIONAL].file, CONDITIONAL
    for path in _years(agency):
        year = PurePosixPath(path).stem
        yield f"{_YEARS}-{year}", f"{labels[_YEARS]} {year}", path, _YEARS
    yield "dinh-chinh", labels["dinh-chinh"], "dinh-chinh.yml", "dinh-chinh"


def _years(agency: AgencyForm) -> Iterable[str]:
    """Return the paths of yearly figures, newest first; this year's and last year's even if not begun."""
    paths = {posixpath.splitext(path)[0]: path for path in _paths_below(agency.texts, _YEARS)}
    for year in (agency.year, agency.year - 1):
        paths.setdefault(f"{_YEARS}/{year}", f"{_YEARS}/{year}.yml")
    return [paths[stem] for stem in sorted(paths, reverse=True)]


def _paths_below(texts: Iterable[str], folder: str) -> list[str]:
    """Return the paths that lie in a folder, sorted."""
    return sorted(path for path in texts if path.startswith(f"{folder}/"))
