"""Turns pydantic's errors about data that do not fit a record into problems with label, place and cure."""

from __future__ import annotations

import dataclasses
import functools
import re
import sys
from typing import Any

from pydantic_core import ErrorDetails

from access_info.model.fields import FieldDoc, Record, fields_along, fields_of
from access_info.model.typed_days import calendar_fault, day_parts
from access_info.model.types import did_you_mean, fold, nearest
from access_info.problems import Cure, Location, Problem, Rule, Severity, quotable, rules_of
from access_info.source.documents import SourceDocument, as_list, renamed_key, retyped_value

# Mistakes of fields: a key, a shape or a value that the model does not know (TT2xx).

UNKNOWN_KEY = Rule(
    code="TT201",
    title="Trường không có trong mẫu",
    message="Không có trường “{key}” ở đây.{hint}",
    cure="Sửa tên trường theo mẫu trong agencies/_mau, hoặc xóa dòng này.",
    why="Gõ sai tên trường thì giá trị bên cạnh không được dùng.",
    wrong='so_ky_hiu: "12/QĐ-STP"',
    right='so_ky_hieu: "12/QĐ-STP"',
)
MISSING = Rule(
    code="TT202",
    title="Thiếu trường bắt buộc",
    message="Thiếu trường “{key}” ({label}).",
    cure="Thêm dòng “{key}: …” với giá trị đúng (giá trị mẫu: {example}).",
    why="Không có trường này thì trang không dựng được.",
    wrong="loai: so",
    right='ten: "Sở Mẫu"\nloai: so',
)
NOT_A_LIST = Rule(
    code="TT203",
    title="Phải là danh sách",
    message="“{key}” ({label}) phải là một danh sách.",
    cure='Xuống dòng, mỗi giá trị một dòng mở đầu bằng gạch và dấu cách: “- …”; hoặc viết ["…"].',
    why="Trường này có thể có nhiều giá trị.",
    wrong="hinh_thuc: niem-yet",
    right='hinh_thuc: ["niem-yet"]',
)
NOT_A_GROUP = Rule(
    code="TT204",
    title="Phải là một nhóm trường",
    message="“{key}” ({label}) phải gồm các trường: {keys}.",
    cure="Xuống dòng, thụt vào 2 dấu cách rồi viết từng trường, ví dụ “{first}: …”.",
    why="Trường này gồm nhiều phần có tên.",
    wrong='giam_sat: "Sở Tư pháp"',
    right='giam_sat:\n  ten: "Sở Tư pháp"',
)
NOT_TEXT = Rule(
    code="TT205",
    title="Phải là một dòng chữ",
    message="“{key}” ({label}) phải là chữ, ở đây lại là {shape}.",
    cure="Viết giá trị ngay sau dấu hai chấm, trong ngoặc kép; không dùng gạch đầu dòng hay thụt "
    "dòng.",
    why="Trường này chỉ có một giá trị.",
    wrong='ten: ["Sở Mẫu"]',
    right='ten: "Sở Mẫu"',
)
EMPTY_ENTRY = Rule(
    code="TT206",
    title="Gạch đầu dòng bỏ trống",
    message="Danh sách “{key}” ({label}) có một dòng gạch bỏ trống.",
    cure="Điền giá trị sau dấu gạch, hoặc xóa dòng này.",
    why="Không biết dòng trống là quên điền hay thừa.",
    wrong='hinh_thuc:\n  - "niem-yet"\n  -',
    right='hinh_thuc:\n  - "niem-yet"',
)
TOO_LONG = Rule(
    code="TT207",
    title="Quá dài",
    message="“{key}” ({label}) dài {length} chữ, vượt mức {most}.",
    cure="Rút gọn, hoặc chuyển phần dài sang một trang trong thư mục trang/.",
    why="Ô quá dài không đọc được trên bảng và thường do dán nhầm.",
)
DATE_FORM = Rule(
    code="TT211",
    title="Ngày viết sai dạng",
    message="“{key}” ({label}): “{text}” không phải ngày viết theo dạng năm-tháng-ngày.",
    cure="Viết năm-tháng-ngày, ví dụ 2026-09-03. Nếu chưa biết ngày, để trống hoặc xóa dòng.",
    why="Một cách viết duy nhất để không nhầm ngày với tháng.",
    wrong='ngay_ban_hanh: "03/9/2026"',
    right='ngay_ban_hanh: "2026-09-03"',
)
NO_SUCH_DAY = Rule(
    code="TT212",
    title="Ngày không có trong lịch",
    message="“{key}” ({label}): ngày “{text}” không có trong lịch.",
    cure="{how} Xem lại văn bản gốc rồi viết đúng ngày theo dạng năm-tháng-ngày.",
    why="Ngày sai làm sai thời hạn và thứ tự của danh mục.",
    wrong='ngay_ban_hanh: "2025-02-30"',
    right='ngay_ban_hanh: "2025-02-28"',
)
NOT_A_COUNT = Rule(
    code="TT213",
    title="Phải là số đếm",
    message="“{key}” ({label}): “{text}” không phải số đếm.",
    cure="Chỉ viết các chữ số, từ 0 trở lên, không dấu chấm, không đơn vị, ví dụ 12.",
    why="Số liệu phải cộng được.",
    wrong='truc_tiep: "12 lượt"',
    right="truc_tiep: 12",
)
NOT_YES_NO = Rule(
    code="TT214",
    title="Phải là có hoặc không",
    message="“{key}” ({label}): “{text}” không phải “có” hay “không”.",
    cure="Viết “có” hoặc “không”.",
    why="Trường này chỉ có hai khả năng.",
    wrong="tu_chup: tùy",
    right='tu_chup: "có"',
)
NOT_IN_LIST = Rule(
    code="TT215",
    title="Giá trị không có trong danh sách cho phép",
    message="“{key}” ({label}): không có giá trị “{text}”.{hint}",
    cure="Chọn một trong: {choices}.",
    why="Trang sắp xếp và tô nhãn theo giá trị này.",
    wrong="loai: sơ",
    right="loai: so",
)
BAD_ID = Rule(
    code="TT216",
    title="Mã mục viết sai dạng",
    message="“{key}” ({label}): mã “{text}” có dấu cách hoặc dấu không dùng được.",
    cure="Chỉ dùng chữ, số, dấu chấm, gạch nối, gạch dưới, ví dụ 2026-001.",
    why="Mã là một phần của địa chỉ trang, phải chép được và không đổi.",
    wrong='ma: "2026 / 01"',
    right='ma: "2026-001"',
)
UNSAFE_LINK = Rule(
    code="TT217",
    title="Địa chỉ không được phép",
    message="“{key}” ({label}): địa chỉ “{text}” không mở được an toàn.",
    cure="Viết địa chỉ đầy đủ bắt đầu bằng https:// (hoặc http://).",
    why="Địa chỉ loại khác có thể chạy mã trên máy người đọc.",
    wrong='dia_chi: ["javascript:alert(1)"]',
    right='dia_chi: ["https://mau.gov.vn/van-ban/12"]',
)
NOT_A_DECIMAL = Rule(
    code="TT218",
    title="Phải là số",
    message="“{key}” ({label}): “{text}” không phải số.",
    cure="Chỉ viết chữ số, phần lẻ sau dấu phẩy nếu có, ví dụ 4 hoặc 4,5.",
    why="Số liệu phải so sánh được.",
    wrong='trung_vi: "khoảng 4 ngày"',
    right="trung_vi: 4",
)
OTHER = Rule(
    code="TT219",
    title="Giá trị không hợp lệ",
    message="“{key}” ({label}): giá trị “{text}” không dùng được ở đây.",
    cure="Xem mẫu trong agencies/_mau và sửa lại.",
    why="Giá trị không đúng dạng của trường.",
)
RETIRED_KEY = Rule(
    code="TT226",
    severity=Severity.WARNING,
    title="Trường có tên mới",
    message="Trường “{old}” nay tên là “{key}”; tên cũ còn được đọc đến bản lớn tới.",
    cure="Chạy access-info fmt: tên trường được sửa, giá trị và chú thích giữ nguyên.",
    why="Tên cũ sẽ thôi được đọc, ít nhất một năm sau lời nhắc này.",
)
BAD_DIGEST = Rule(
    code="TT220",
    title="Không phải mã băm của tệp",
    message="“{key}” ({label}): “{text}” không phải mã SHA-256 của một tệp.",
    cure="Xóa dòng này rồi chạy access-info fmt, hoặc lưu lại bằng biểu mẫu: mã được điền tự động.",
    why="Mã băm cho biết đúng tệp nào đã được rà soát; chép thiếu một chữ thì không còn ứng với tệp nào.",
    wrong='bam: "9f86d081"',
    right='bam: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
)
BAD_PUBLIC_KEY = Rule(
    code="TT225",
    title="Không phải khóa công khai",
    message="“{key}” ({label}): đây không phải khóa công khai do ssh-keygen tạo ra.",
    cure="Chép nguyên dòng chữ trong tệp .pub, dòng ấy bắt đầu bằng ssh-ed25519. Nếu đã lỡ dán khóa bí mật "
    "vào đây thì bỏ khóa ấy, tạo khóa khác.",
    why="Ai cũng dùng khóa công khai để kiểm tra chữ ký; khóa bí mật lộ ra thì người khác ký thay được.",
    wrong='khoa_cong_khai: ["khóa của tỉnh"]',
    right='khoa_cong_khai:\n  - "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"',
)


# Pydantic's errors → problems with label, place and cure.

DataPath = tuple[str | int, ...]

_BY_CODE = {rule.code: rule for rule in rules_of(sys.modules[__name__])}
# “1.200”, “1 200”; “12 lượt”.
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:([. ])\d{3})(?:\1\d{3})*", re.ASCII)
_WITH_UNIT = re.compile(
    r"([0-9]{1,12})\s*(?:lượt|yêu cầu|người|trường hợp|đơn|vụ|phiếu|hồ sơ|văn bản|thông tin|ngày|đồng)",
    re.IGNORECASE,
)
# Likeness from which a key is suggested: “lien_ket” is not “niem_yet”, a wrong guess is worse than none.
_ALIKE = 0.65
UNKNOWN = "extra_forbidden"


def explain(
    record: type[Record], document: SourceDocument, at: DataPath, details: list[ErrorDetails]
) -> tuple[Problem, ...]:
    """Return a problem for each error of pydantic, without those that only follow from another.

    A missing key is not reported beside the misspelled key that was meant for it.

    Args:
        record: The record that the data should fit.
        document: The document with the data.
        at: Path of the data in the document.
        details: Pydantic's errors.
    """
    meant = {
        (*loc[:-1], near)
        for detail in details
        if detail["type"] == UNKNOWN and (loc := tuple(detail["loc"]))
        for near in [nearest_key(record_at(record, loc[:-1]), str(loc[-1]))]
    }
    return tuple(
        _problem(record, document, at, detail)
        for detail in details
        if not (detail["type"] == "missing" and tuple(detail["loc"]) in meant)
    )


@functools.lru_cache(maxsize=4096)
def nearest_key(record: type[Record] | None, typed: str) -> str | None:
    """Return the key that was probably meant by an unknown one: `Số ký hiệu` → `so_ky_hieu`.

    Accents, capitals, spaces and hyphens do not count; a field's label or English name will do.

    Args:
        record: The record with the keys.
        typed: The key as typed.
    """
    if record is None:
        return None
    keys = {doc.key: doc.key for doc in fields_of(record)}
    bare = fold(typed).replace("-", "_")
    if bare in keys:
        return bare
    labels = {fold(doc.label): doc.key for doc in fields_of(record)}
    names = {doc.name: doc.key for doc in fields_of(record)}
    key = labels.get(fold(typed)) or names.get(bare)
    if key is not None:
        return key
    near = nearest(bare, keys, alike=_ALIKE)
    return near[0] if near else None


def _problem(
    record: type[Record], document: SourceDocument, at: DataPath, detail: ErrorDetails
) -> Problem:
    """Return the problem for an error of pydantic, in words for the editor of the data (TT201–TT225)."""
    loc = tuple(detail["loc"])
    where = at + loc
    kind = detail["type"]
    context = detail.get("ctx", {})
    if kind == UNKNOWN:
        return _unknown_key(record, document, at, loc)
    doc = _field_at(record, loc)
    key = doc.key if doc else quotable(str(loc[-1])) if loc else ""
    named: dict[str, object] = {"key": key, "label": doc.label if doc else key}
    if kind == "missing":
        example = _example_value(doc)
        place = document.locate(where[:-1])
        return MISSING.at(place, **named, example=example)
    place = document.locate(where)
    value = detail["input"]
    if value is None and loc and isinstance(loc[-1], int):
        return EMPTY_ENTRY.at(place, **named)
    if kind in {"tuple_type", "list_type"}:
        edit = as_list(document, where) if doc is not None and doc.record is None else None
        instead = Cure(f"Viết: {edit.text}", edit) if edit else None
        return NOT_A_LIST.at(_key_or_value(document, where), **named).cured(instead)
    if kind in {"model_type", "dict_type", "model_attributes_type"}:
        return _not_a_group_problem(record, loc, place, doc, named)
    if kind == MISSING.code or (value is None and doc is not None and doc.required):
        return MISSING.at(place, **named, example=_example_value(doc))
    if kind in _BY_CODE:
        return _value_problem(
            _BY_CODE[kind], document, where, named=named, context=context, value=value
        )
    if isinstance(value, dict | list):
        return NOT_TEXT.at(place, **named, shape=_shape_in_words(value))
    return OTHER.at(place, **named, text=value)


def _value_problem(
    rule: Rule,
    document: SourceDocument,
    where: DataPath,
    *,
    named: dict[str, object],
    context: dict[str, Any],
    value: object,
) -> Problem:
    """Return the problem of a value that one of our own types refused.

    Where the right value is plain (`03/9/2026`, `12 lượt`), the cure writes it.

    Args:
        rule: The rule that the type named.
        document: The document.
        where: Path of the value in the document.
        named: Key and label of the field, for the message.
        context: Further values for the message, from the type.
        value: The value as read.
    """
    text = str(context.get("text", value))
    place = document.locate(where)
    if rule is NOT_TEXT:
        return rule.at(place, **named, shape=_shape_in_words(value))
    if rule is DATE_FORM or rule is NO_SUCH_DAY:
        parts = day_parts(text)
        if parts is None:
            return rule.at(place, **named, text=text)
        fault = calendar_fault(*parts)
        if fault:
            return NO_SUCH_DAY.at(place, **named, text=text, how=fault)
        if parts[2] is None:  # a month alone, which this field does not take
            return rule.at(place, **named, text=text)
        fix = f"{parts[0]:04d}-{parts[1]:02d}-{parts[2]:02d}"
        instead = Cure(f"Viết “{fix}”.", retyped_value(document, where, fix))
        return rule.at(place, **named, text=text).cured(instead)
    if rule is NOT_A_COUNT:
        count = _count_in(text)
        cure = Cure(f"Viết “{count}”.", retyped_value(document, where, count)) if count else None
        return rule.at(place, **named, text=text).cured(cure)
    if rule is NOT_IN_LIST:
        choices = str(context["choices"])
        hint = did_you_mean(text, choices.split(", "))
        return dataclasses.replace(
            rule.at(place, **named, text=text, hint=hint, choices=""),
            cure=rule.cure.format(choices=choices),
        )
    return rule.at(place, **named, **{"text": text, **context})


def _key_or_value(document: SourceDocument, where: DataPath) -> Location:
    """Return the place of a key, or of its value if that begins on a later line: there one must type."""
    key, value = document.locate(where, key=True), document.locate(where)
    return value if value.line > key.line else key


def _unknown_key(
    record: type[Record], document: SourceDocument, at: DataPath, loc: DataPath
) -> Problem:
    """Return TT201 for a key that no field has: misspelled, in the wrong group, or a second time."""
    key = str(loc[-1])
    owner = record_at(record, loc[:-1])
    keys = [doc.key for doc in fields_of(owner)] if owner else []
    near = nearest_key(owner, key)
    home = None
    where = (*at, *loc)
    if not near or fold(near) != fold(key):
        home = _group_left_empty(owner, document, where) or _group_of_key(record, loc)
    hint = f" Có phải ý bạn là “{near}”?" if near and home is None else ""
    edit = None
    if home is not None:
        fix = f"“{quotable(key)}” là trường của {home}: sửa chỗ thụt đầu dòng, hoặc chuyển dòng này về đó."
    elif near and document.nodes_at((*where[:-1], near)) is not None:
        line = document.locate((*where[:-1], near), key=True).line
        fix = f"Trường “{near}” đã có ở dòng {line}: giữ một trong hai dòng, xóa dòng kia."
    elif near:
        fix = f"Sửa tên trường thành “{near}”."
        edit = renamed_key(document, where, near)
    else:
        fix = "Xóa dòng này, hoặc dùng một trong các trường: " + ", ".join(keys) + "."
    place = document.locate(where, key=True)
    return UNKNOWN_KEY.at(place, key=key, hint=hint).cured(Cure(fix, edit))


def _group_left_empty(
    owner: type[Record] | None, document: SourceDocument, where: DataPath
) -> str | None:
    """Return the name of an empty group beside a key to which the key belongs, or `None`.

    The key is not indented enough then.
    """
    group: Any = document.data
    for step in where[:-1]:
        group = group[step]
    for doc in fields_of(owner) if owner else ():
        is_left_empty = doc.key in group and group[doc.key] is None
        if is_left_empty and _has_field(doc.record, where[-1]):
            return f"“{doc.key}”"
    return None


def _has_field(record: type[Record] | None, key: str | int) -> bool:
    """Tell whether a group of fields has a key; `None`, which is no group, has none."""
    return record is not None and any(doc.key == key for doc in fields_of(record))


def _group_of_key(record: type[Record], loc: DataPath) -> str | None:
    """Return the name of the group to which a misplaced key belongs; `None` if there is none.

    It is a group around the one that holds the key, or the only group beside the key that has such a
    field; with several, nobody can tell which was meant.
    """
    key = loc[-1]
    steps = [step for step in loc[:-1] if isinstance(step, str)]
    for depth in range(len(steps) - 1, -1, -1):
        if _has_field(record_at(record, tuple(steps[:depth])), key):
            return f"“{steps[depth - 1]}”" if depth else "nhóm ngoài"
    owner = record_at(record, loc[:-1])
    siblings = [
        doc.key for doc in (fields_of(owner) if owner else ()) if _has_field(doc.record, key)
    ]
    return f"“{siblings[0]}”" if len(siblings) == 1 else None


def _not_a_group_problem(
    record: type[Record],
    loc: DataPath,
    place: Location,
    doc: FieldDoc | None,
    named: dict[str, object],
) -> Problem:
    """Return TT204 for a single value where a group of fields is wanted, naming the fields."""
    inner = record_at(record, loc) or (doc.record if doc else None)
    keys = [item.key for item in fields_of(inner)] if inner else []
    # Where the names are the law's own ids there is nothing to list; the field's help has an example.
    problem = NOT_A_GROUP.at(place, **named, keys="", first=keys[0] if keys else "mã")
    listed = ", ".join(keys) or "mỗi mã một dòng, dạng “mã: giá trị”"
    message = NOT_A_GROUP.message.format(**named, keys=listed)
    return dataclasses.replace(problem, message=message)


def _field_at(record: type[Record], loc: DataPath) -> FieldDoc | None:
    """Return the field at a path below a record; numbers of a list's entries are skipped."""
    keys = [step for step in loc if isinstance(step, str)]
    docs = fields_along(record, keys)
    return docs[-1] if docs and len(docs) == len(keys) else None


def record_at(record: type[Record], loc: DataPath) -> type[Record] | None:
    """Return the record class of the group at a path below a record class, to look up its fields.

    It is `record` itself for the empty path; `None` where the path leads to no group. Numbers of a
    list's entries are skipped: at `("dau_moi", 0)` of `AgencyProfile` stands `ContactPoint`.
    """
    if not loc:
        return record
    doc = _field_at(record, loc)
    return doc.record if doc else None


def _example_value(doc: FieldDoc | None) -> str:
    """Return a field's example as it would be typed, a text in quotes; `"…"` without one."""
    if doc is None or doc.example is None:
        return '"…"'
    return f'"{doc.example}"' if isinstance(doc.example, str) else str(doc.example)


def _count_in(text: str) -> str | None:
    """Return the digits of a count typed with dots between thousands or with a unit, else `None`.

    `1.200` → `1200`, `12 lượt` → `12`.
    """
    if _GROUPED.fullmatch(text):
        return re.sub(r"[. ]", "", text)
    match = _WITH_UNIT.fullmatch(text)
    return match[1] if match else None


def _shape_in_words(value: object) -> str:
    """Name in Vietnamese the shape of a value that is no text: a list, a group, nothing."""
    if isinstance(value, list | tuple):
        return "một danh sách"
    return "một nhóm trường" if isinstance(value, dict) else "giá trị trống"
