"""Silent losses amid large noisy changes: the difference must name each, first.

Reviewers of 18F/2015-foia caught such losses by eye (pull requests 93 and 114: "Address gone",
"stats gone"). Each history here hides one of them among sixty files of re-ordering,
re-formatting and honest edits.
"""

from __future__ import annotations

import functools
import re
import shutil

import pytest
from lossy_and_honest_edits import HONEST, LOST, RENUMBERED, item, renamed_file
from province_histories import ITEM, Province, agency_files, diff, difference, losses

from access_info.changes.difference import LossKind
from access_info.source.documents import parse_yaml
from access_info.source.rewriting import dump_yaml

pytestmark = pytest.mark.exhaustive

NOISY = 7


@pytest.fixture(scope="module")
def original_province(tmp_path_factory):
    return Province(tmp_path_factory.mktemp("kho"), agencies=NOISY)


@pytest.fixture
def province(original_province, tmp_path):
    """A copy of a province of seven agencies with sixty files."""
    top = tmp_path / "kho"
    shutil.copytree(original_province.top, top)
    copy = object.__new__(Province)
    copy.top, copy.agencies = top, top / "agencies"
    return copy


@functools.cache  # most files are the same in every test
def _turned(content):
    data = parse_yaml(content, path="x").data
    turned = {key: data[key] for key in reversed(data)}
    if isinstance(turned.get("muc"), list):
        turned["muc"] = turned["muc"][::-1]
    return dump_yaml(turned)


def noise(province, untouched=()):
    """Re-orders rows and keys, requotes, drops comments, changes line ends, renames list files."""
    for path in sorted(province.agencies.glob("so-*/**/*.yml")):
        if path.name in untouched:
            continue
        text = _turned(path.read_bytes())
        if path.parent.name.endswith(("2", "4")):
            text = text.replace("\n", "\r\n")
        path.write_bytes(text.encode())
    for folder in sorted(province.agencies.glob("so-[13]")):
        (folder / "cong-khai").mkdir()
        (folder / "cong-khai.yml").rename(folder / "cong-khai" / "tat-ca.yml")


@pytest.mark.parametrize("lose", LOST, ids=lambda edit: edit.__name__)
def test_a_silent_loss_is_named_first_amid_sixty_files(province, lose):
    lose(province)
    noise(province)
    province.edit("so-6/co-quan.yml", "Chánh Văn phòng", "Phó Chánh Văn phòng")
    province.commit("Sắp xếp lại dữ liệu")
    code, text, err = diff(province, "HEAD~1", "HEAD")
    kind, what = LOST[lose]
    named = f"  ! so-5: {LossKind(kind).label}: {what}\n"
    assert text.index("PHẢI XEM TRƯỚC") < text.index(named) < text.index("so-6 (Sở Mẫu 6)")
    assert len(re.findall("^  ! ", text, re.MULTILINE)) == 1 + RENUMBERED.get(lose, 0)
    assert code == 1
    assert "CHƯA NÓI LÝ DO" in text
    assert "[TT801]" in err


def test_noise_alone_is_no_change(province):
    noise(province)
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert (code, comparison["empty"], comparison["losses"]) == (0, True, [])
    assert {agency["kind"] for agency in comparison["agencies"]} == {"trinh-bay"}
    lost = {
        (agency["id"], c["text"])
        for agency in comparison["agencies"]
        for c in agency["comments_lost"]
    }
    assert lost == {(f"so-{n}", "Ai sửa tệp này thì báo Văn phòng Sở.") for n in range(1, 8)}
    assert "dinh-chinh.yml" in comparison["agencies"][1]["layout"]
    _, text, err = diff(province, "HEAD~1", "HEAD")
    assert text.splitlines()[1] == "Không đổi nội dung, mất 7 lời chú."
    assert err == ""


def test_an_office_merged_into_another_loses_only_what_the_other_does_not_hold(province):
    """The folder goes, its rows stand in the heir, its old address is redirected."""
    renumbered = province.read("so-5/cong-khai.yml").replace("2026-", "5-2026-")
    province.write("so-5/cong-khai.yml", renumbered)
    province.commit("Mã riêng")
    moved = renumbered.removeprefix("muc:\n").replace(
        ITEM.format(k=4, n=5, d=5).replace("2026-", "5-2026-", 1), ""
    )
    moved = moved.replace('- ma: "5-2026-004"', '- ma: "5-2026-004x"')
    province.remove("so-5")
    province.write("so-6/cong-khai.yml", province.read("so-6/cong-khai.yml") + moved)
    place = province.read("_dia-ban.yml") + 'chuyen_huong:\n- tu: "so-5"\n  den: "so-6"\n'
    province.write("_dia-ban.yml", place)
    province.commit("Sáp nhập")
    code, comparison = difference(province, "HEAD~1", "HEAD")
    lost = losses(comparison)
    assert code == 1
    assert ("thong-ke", "so-5", "cả năm 2024") in lost
    assert not any(kind in {"lien-he", "co-quan"} for kind, _, _ in lost)
    assert not any("5-2026-003" in what for _, _, what in lost)
    assert any("5-2026-004" in what for _, _, what in lost)


def test_a_folder_renamed_with_a_redirect_is_compared_with_the_old_folder(province):
    shutil.move(province.path("so-5"), province.path("so-nam"))
    province.edit("so-nam/co-quan.yml", '  dien_thoai: "0298 3813 005"\n')
    place = province.read("_dia-ban.yml") + 'chuyen_huong:\n- tu: "so-5"\n  den: "so-nam"\n'
    province.write("_dia-ban.yml", place)
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = comparison["agencies"]
    assert (change["kind"], change["was"], change["id"]) == ("doi-ten", "so-5", "so-nam")
    assert change["rows"] == []
    assert [kind for kind, _, _ in losses(comparison)] == ["lien-he"]
    assert code == 1


def test_a_folder_renamed_without_a_redirect_is_a_loss(province):
    shutil.move(province.path("so-5"), province.path("so-nam"))
    province.commit()
    _, comparison = difference(province, "HEAD~1", "HEAD")
    what = "Mã thư mục “so-5” đổi thành “so-nam” mà không có chuyển hướng"
    assert losses(comparison) == [("co-quan", "so-5", what)]


def test_an_old_address_that_leads_nowhere_any_more_is_a_loss(province):
    place = province.read("_dia-ban.yml")
    old = 'chuyen_huong:\n- tu: "so-cu"\n  den: "so-5"\n- tu: "so-xua"\n  den: "so-6"\n'
    province.write("_dia-ban.yml", place + old)
    province.commit()
    province.write("_dia-ban.yml", place + old.replace('- tu: "so-cu"\n  den: "so-5"\n', ""))
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert losses(comparison) == [("chuyen-huong", "", "“so-cu” không còn dẫn tới “so-5”")]
    assert code == 1
    code, _, _ = diff(province, "HEAD~1", "HEAD", "--reason", "so-cu: địa chỉ ấy chưa ai dùng")
    assert code == 0


def test_a_pending_request_that_is_answered_is_no_loss_of_figures(province):
    province.edit("so-5/thong-ke/2025.yml", "mot_phan: 1", "mot_phan: 0\n  dang_xu_ly: 1")
    province.commit()
    province.edit(
        "so-5/thong-ke/2025.yml", "mot_phan: 0\n  dang_xu_ly: 1", "mot_phan: 1\n  dang_xu_ly: 0"
    )
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert (code, comparison["losses"]) == (0, [])


@pytest.mark.parametrize("form", ["text", "markdown"])
def test_a_figure_that_is_lower_is_marked(province, form):
    province.edit("so-5/thong-ke/2025.yml", "truc_tiep: 3\n  mang: 7", "truc_tiep: 4\n  mang: 6")
    province.commit()
    code, text, _ = diff(province, "HEAD~1", "HEAD", form=form)
    details = text.partition("sửa số liệu năm 2025")[2].splitlines()
    lines = [line for line in details if "Yêu cầu đã tiếp nhận" in line]
    assert code == 0
    assert [line.endswith(" (giảm)") for line in lines] == [False, True]


def test_a_change_of_layout_that_loses_nothing_says_just_that(province):
    province.write("so-5/co-quan.yml", province.read("so-5/co-quan.yml").replace("\n", "\r\n"))
    province.commit()
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    assert text.splitlines()[1] == "Không đổi nội dung."


def test_a_list_that_was_only_split_into_files_names_them(province):
    text = province.read("so-5/cong-khai.yml")
    province.remove("so-5/cong-khai.yml")
    at = text.index('- ma: "2026-005"')
    province.write("so-5/cong-khai/mot.yml", text[:at])
    province.write("so-5/cong-khai/hai.yml", "muc:\n" + text[at:])
    province.commit()
    _, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = comparison["agencies"]
    assert comparison["empty"]
    assert set(change["layout"]) == {"cong-khai.yml", "cong-khai/mot.yml", "cong-khai/hai.yml"}


def test_nothing_is_claimed_of_a_file_that_cannot_be_read(province):
    """Neither its comments nor what it named nor the duties that rest on it are said to be gone."""
    province.edit("so-5/co-quan.yml", 'ten: "Sở Mẫu 5"', 'ten: "Sở Mẫu 5')
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    (change,) = comparison["agencies"]
    assert code == 1
    assert (change["comments_lost"], change["files"], comparison["duties"]) == ([], [], [])
    assert any("nghĩa vụ" in remark for remark in comparison["remarks"])


def test_a_row_that_changes_lists_names_the_fields_of_both(province):
    item(province)
    row = '- ma: "2026-004"\n  ten: "Báo cáo số 4 của Sở Mẫu 5"\n  loai: "d16k1"\n  dieu_kien: "Đồng ý"\n'
    province.write("so-5/co-dieu-kien.yml", province.read("so-5/co-dieu-kien.yml") + row)
    province.commit()
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    assert "    Số, ký hiệu: 4/BC-SM5 → (trống)\n" in text
    assert "    Điều kiện tiếp cận: (trống) → Đồng ý\n" in text


def test_entries_of_the_jurisdiction_are_called_by_what_they_are_about(province):
    place = province.read("_dia-ban.yml")
    limit = (
        'thoi_han_rieng:\n- viec: "Trả lời ngay"\n  gia_tri: "3"\n  don_vi: "ngay-lam-viec"\n'
        'danh_gia:\n- nghia_vu: "OB-02"\n  co_quan: "so-5"\n  vai_tro: "Phòng Mẫu"\n'
    )
    province.write("_dia-ban.yml", place + limit)
    province.commit()
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    assert (
        "› Trả lời ngay: (trống) → Việc: Trả lời ngay; Thời hạn: 3; Đơn vị: ngày làm việc" in text
    )
    assert "› OB-02, so-5: (trống) →" in text


def test_the_first_sentence_counts_whatever_changed(province):
    province.edit("so-5/co-quan.yml", "0298 3813 005", "0298 3813 999")
    province.edit("so-6/thong-ke/2025.yml", "mang: 7", "mang: 6")
    province.write("so-6/tep/quy-che.txt", "bản mới")
    province.edit("so-6/trang/lich.md", "thứ Hai", "thứ Ba")
    province.commit()
    _, text, _ = diff(province, "HEAD~1", "HEAD")
    sentence = (
        "2 cơ quan có thay đổi, sửa 1 chỗ trong thông tin cơ quan, số liệu 1 năm, 1 tệp đính kèm, 1 trang "
        "tự do."
    )
    assert text.splitlines()[1] == sentence


def test_a_row_that_went_to_another_agency_is_reported_as_moved(province):
    row = ITEM.format(k=4, n=5, d=5)
    item(province)
    added = row.replace("2026-004", "2026-804")
    province.write("so-6/cong-khai.yml", province.read("so-6/cong-khai.yml") + added)
    province.commit()
    _, comparison = difference(province, "HEAD~1", "HEAD")
    what = "2026-004 “Báo cáo số 4 của Sở Mẫu 5” (nay ở “so-6”, mã 2026-804)"
    assert losses(comparison) == [("muc", "so-5", what)]


@pytest.mark.parametrize("edit", HONEST, ids=lambda edit: edit.__name__)
def test_an_honest_change_is_named_and_is_no_loss(province, edit):
    edit(province)
    noise(province)
    province.commit()
    code, comparison = difference(province, "HEAD~1", "HEAD")
    assert (code, comparison["losses"]) == (0, [])
    (change,) = [agency for agency in comparison["agencies"] if agency["kind"] != "trinh-bay"]
    named = [change[part] for part in ("fields", "rows", "files") if change[part]]
    assert change["id"] == "so-5"
    assert len(named) == 1 + (edit is renamed_file)


@pytest.mark.exhaustive
def test_a_year_of_sixty_files_takes_little_room(province):
    for n in range(20, 80):
        for name, text in agency_files(n).items():
            province.write(f"so-{n}/{name}", text)
    province.commit()
    # Quiet, for a slow machine would be told how far the work is.
    code, out, err = diff(province, "HEAD~1", "HEAD", "--quiet", form="markdown")
    assert (code, err) == (0, "")
    assert len(out.encode()) < 1_000_000
    assert out.count("<details>") == 60
