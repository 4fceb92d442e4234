"""Every field of the data is shown on a page, or stands here with the reason why not.

One province holds an agency with every field, and a copy of it for each field that lacks this field
or has another value there. Where a copy's pages say the same as the original's, the field is shown
nowhere.
"""

from __future__ import annotations

import copy
import shutil
from pathlib import Path

import pytest
from site_builds import ROOT, access_info

from access_info.model.derived import FILE_KINDS
from access_info.model.fields import fields_of
from access_info.source.documents import read_yaml
from access_info.source.rewriting import dump_yaml

BASES = {path.name: path for path in sorted((ROOT / "tests/cases/model/fields").iterdir())}
FILES = {
    "co-quan": "co-quan.yml",
    "cong-khai": "cong-khai.yml",
    "co-dieu-kien": "co-dieu-kien.yml",
    "dinh-chinh": "dinh-chinh.yml",
    "thong-ke": "thong-ke/2026.yml",
}
_PROFILE_REVIEWS = {
    f"co-quan:{group}.ra_soat_mat.{field}": value
    for group in ("quy_che", "bao_cao", "ke_hoach_cong_khai")
    for field, value in (
        *(("vai_tro", "Chức vụ khác"), ("ngay", "2026-09-01"), ("ket_qua", "Kết quả khác")),
        *(("tep.ten", "bao-cao.txt"), ("tep.bam", "0" * 64)),
    )
}
# Fields that may not be missing get another value, and those after which lines are counted.
OTHERS = {
    **_PROFILE_REVIEWS,
    "co-quan:ten": "Tên khác",
    "co-quan:loai": "so",
    "co-quan:tep_da_rut.tep": "khac.txt",
    "co-dieu-kien:muc.tinh_trang": "het-hieu-luc",  # that it is in force needs no word
    **{
        f"{kind}:{path}": value
        for kind in ("cong-khai", "co-dieu-kien", "dinh-chinh")
        for path, value in (
            *(("muc.ma", "2026-099"), ("muc.van_ban.ma", "2026-098")),
            *(("muc.ten", "Tên khác"), ("muc.van_ban.ten", "Tên khác")),
        )
    },
}
# Other rows lead to these ids, so that they stay as they are; the file's name holds the year too.
FIXED = {("ma", "2026-001"), ("ma", "2026-011"), ("nam", "2026")}
_REVIEW = "ai đã xem tệp nào nói với người duyệt; trang chỉ nói mục đã được rà soát hay chưa"
_EXEMPTION = "lời miễn trừ nói với người duyệt, không phải với người đọc"
_NAMES_READ = "người nhập nói đã đọc các tên người; người đọc thấy chính các tên ấy"
HIDDEN = {
    **{
        f"{rows}.{group}.{field}": reason
        for rows in ("cong-khai:muc", "cong-khai:muc.van_ban", "co-dieu-kien:muc")
        for group, fields, reason in (
            ("mien_tru", ("quy_tac", "vai_tro", "ngay", "ly_do", "het_han"), _EXEMPTION),
            ("ten_nguoi", ("ket_luan", "bam"), _NAMES_READ),
        )
        for field in fields
    },
    **{
        f"{row}.ra_soat_mat.tep.{field}": _REVIEW
        for row in ("cong-khai:muc", "cong-khai:muc.van_ban")
        for field in ("ten", "bam")
    },
    **dict.fromkeys(_PROFILE_REVIEWS, _REVIEW),
    **{
        f"co-quan:tep_da_rut.{field}": "hiện ở nơi còn nêu tên tệp đã rút; ở đây không nơi nào nêu"
        for field in ("tep", "ten", "ngay", "ly_do")
    },
    "co-quan:hoat_dong.loai": "nội dung đã nói đó là tuyên truyền hay tập huấn",
    "cong-khai:muc.van_ban.nhom": "văn bản nằm dưới mục của nó, theo nhóm của mục",
}


def leaves(record, before=""):
    """Paths of the fields of a record that hold values, as in `quy_che.dieu.so`."""
    for doc in fields_of(record):
        path = f"{before}{doc.key}"
        if doc.record is None:
            yield path
        else:
            yield from leaves(doc.record, f"{path}.")


DECLARED = {
    f"{kind.name}:{path}"
    for kind in FILE_KINDS
    if kind.name in FILES
    for path in leaves(kind.record)
}


def places(data, declared, at=()):
    """Each value of a file: the keys and positions that lead to it, its path in the model, itself."""
    pairs = enumerate(data) if isinstance(data, list) else data.items()
    for key, value in pairs:
        here = (*at, key)
        path = ".".join(part for part in here if isinstance(part, str))
        if path in declared:
            yield here, path, value
        elif isinstance(value, dict | list):
            yield from places(value, declared, here)


def changed(data, place, other):
    """A copy of the data without the value at a place, or with another one there."""
    new = copy.deepcopy(data)
    *above, last = place
    holder = new
    for key in above:
        holder = holder[key]
    if other is None:
        del holder[last]
    else:
        holder[last] = other
    return new


def text_of(folder: Path, agency: str) -> str:
    """All pages of an agency, its name in addresses and the file's own left out."""
    pages = sorted((folder / "co-quan" / agency).rglob("*.html"))
    assert len(pages) > 5, agency
    return "\n".join(page.read_text("utf-8") for page in pages).replace(agency, "MÃ")


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """By field, whether a page says something else without it."""
    province = tmp_path_factory.mktemp("truong")
    agencies = province / "agencies"
    agencies.mkdir()
    (agencies / "_dia-ban.yml").write_text('ten: "Tỉnh Mẫu"\nloai: tinh\n', "utf-8")
    copies = []
    for base, source in BASES.items():
        original = shutil.copytree(source, agencies / base)
        there = {kind: name for kind, name in FILES.items() if (source / name).exists()}
        for name in there.values():
            # In the one layout, so that lines are counted alike in all copies.
            (original / name).write_text(dump_yaml(read_yaml(source / name).data), "utf-8")
        for kind, name in there.items():
            declared = {path.partition(":")[2] for path in DECLARED if path.startswith(f"{kind}:")}
            data = read_yaml(source / name).data
            for place, path, value in places(data, declared):
                if (place[-1], str(value)) in FIXED:
                    continue
                agency = f"mau-{len(copies)}"
                field = f"{kind}:{path}"
                shutil.copytree(original, agencies / agency)
                new = changed(data, place, OTHERS.get(field))
                (agencies / agency / name).write_text(dump_yaml(new), "utf-8")
                copies.append((field, base, agency))
    result = access_info(province, "build", "--out", "site")
    errors = [line for line in result.stderr.splitlines() if " lỗi [" in line]
    assert result.returncode == 0, errors
    outcome = dict.fromkeys(DECLARED, None)
    originals = {base: text_of(province / "site", base) for base in BASES}
    for field, base, agency in copies:
        differs = text_of(province / "site", agency) != originals[base]
        outcome[field] = outcome[field] or differs
    return outcome


def test_every_field_has_a_value_to_be_tried(shown):
    untried = {field for field, is_shown in shown.items() if is_shown is None}
    assert untried == {"thong-ke:nam"}


def test_every_field_is_shown_or_listed_as_hidden(shown):
    nowhere = sorted(field for field, is_shown in shown.items() if is_shown is False)
    assert nowhere == sorted(HIDDEN)
