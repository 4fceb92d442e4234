"""Branches whose losses hide behind a reason: no heading calls them right, whatever is said.

Each is a commit in a real repository, reviewed by the command that reviewers run.
"""

from __future__ import annotations

import shutil

import pytest
from lossy_and_honest_edits import (
    address,
    another_mistake,
    attachment,
    channel,
    contact,
    correction,
    document,
    figures,
    item,
    later_due,
    office,
    page,
    page_blank,
    phone,
    regulation,
    renumbered,
    row_file,
    year,
)
from province_histories import DAY, ITEM, Province, call, diff, difference

pytestmark = pytest.mark.exhaustive

POINTS = '  diem:\n  - "l01-d17k1a"\n  - "l01-d17k1b"\n'
FILE = '    tep:\n    - "thu-tuc.txt"\n'
LINK = '    dia_chi:\n    - "https://mau.example/5/101"\n'


@pytest.fixture(scope="module")
def original_province(tmp_path_factory):
    """A province of which one row stands under two points of law."""
    province_ = Province(tmp_path_factory.mktemp("kho"), agencies=6)
    province_.edit("so-5/cong-khai.yml", '- ma: "2026-001"\n', f'- ma: "2026-001"\n{POINTS}')
    province_.edit("so-5/cong-khai.yml", FILE, f"{FILE}{LINK}")
    province_.commit("Điểm luật")
    return province_


@pytest.fixture
def province(original_province, tmp_path):
    shutil.copytree(original_province.top, tmp_path / "kho")
    copy = object.__new__(Province)
    copy.top, copy.agencies = tmp_path / "kho", tmp_path / "kho" / "agencies"
    copy.git("switch", "-q", "-c", "de-nghi")
    return copy


def reviewed(province, *options):
    """Code, summary, mistakes as printed."""
    return call(
        *("review", "--quiet", "main", "de-nghi", "--repository", province.top, f"--as-of={DAY}"),
        *("--format=markdown", "--title=[so-5, so-6] Rà soát", *options),
    )


def unfiled(p):
    p.edit("so-5/cong-khai.yml", POINTS)


def half_unfiled(p):
    p.edit("so-5/cong-khai.yml", '  - "l01-d17k1b"\n')


def filed_elsewhere(p):
    p.edit("so-5/cong-khai.yml", '"l01-d17k1b"', '"l01-d17k1h"')


def second_item(p):
    p.edit("so-5/cong-khai.yml", ITEM.format(k=6, n=5, d=7))


def hollow_page(p):
    p.write("so-5/trang/lich.md", '---\ntieu_de: "Lịch tiếp công dân"\n---\n\nĐang cập nhật.\n')


def same_id_of_another(p):
    p.edit("so-6/cong-khai.yml", ITEM.format(k=4, n=6, d=5))


def unlinked(p):
    """The file stays; nothing leads to it, though the row can still be read elsewhere."""
    p.edit("so-5/cong-khai.yml", f"{FILE}{LINK}", LINK)


# What is done, what is said for it, and how many losses stay without a reason.
HIDING = {
    "two words over five losses": ((address, item, year, regulation, page), "rà soát", 5),
    "one word more": ((address, item, year, regulation, page), "cập nhật danh mục", 5),
    "a long excuse": ((item, figures), "thực hiện ý kiến chỉ đạo về rà soát, cập nhật dữ liệu", 2),
    "the id of another row": ((item,), "2026-003: trùng với mục khác", 1),
    "one of two rows": ((item, second_item), "2026-004: đăng nhầm hai lần", 1),
    "the id after the colon": ((item,), "trùng mục 2026-004", 1),
    "one contact of two": ((phone, contact), "liên hệ: bỏ máy lẻ", 2),
    "too few contacts": ((phone, contact, channel), "2 liên hệ: bỏ máy lẻ", 3),
    "too many contacts": ((phone, contact), "9 liên hệ: bỏ máy lẻ", 2),
    "the field of two contacts": ((phone, contact), "dau_moi: bỏ máy lẻ", 2),
    "another kind": ((phone,), "thống kê: bỏ số liệu cũ", 1),
    "rows for figures": ((figures, item), "mục: đăng nhầm hai lần", 1),
    "the agency as a whole": ((item, phone, year), "so-5: đã sáp nhập", 3),
    "another agency's row": ((item,), "so-6/2026-004: đăng nhầm", 1),
    "an id that two lost": ((item, same_id_of_another), "2026-004: đăng nhầm", 2),
    "a year of two": ((year, figures), "2024: số liệu nhập trùng", 1),
    "all points of law": ((unfiled,), "sửa lỗi chính tả", 1),
    "one point of law": ((half_unfiled,), "sắp xếp lại danh mục", 1),
    "a point of law for another": ((filed_elsewhere,), "ghi đúng điểm của luật", 1),
    "a page that says nothing": ((hollow_page,), "đang viết lại trang", 1),
    "a blank page": ((page_blank, correction), "trang/lich: đang viết lại", 1),
    "rows and documents": ((document, item), "2026-101, 2026-004: đăng nhầm", 1),
    "in a comment": ((item,), "<!-- 2026-004: đăng nhầm hai lần -->", 1),
    "the template's hint": ((item,), "2026-004: ghi lý do ở đây", 1),
    "a file nobody leads to": ((unlinked,), "dẫn về cổng của tỉnh", 1),
    "a file for its row": ((row_file,), "thu-tuc.txt: bản cũ hết dùng", 1),
}


@pytest.mark.parametrize(("edits", "reason", "left"), HIDING.values(), ids=HIDING)
def test_a_reason_that_does_not_name_the_loss_hides_nothing(province, edits, reason, left):
    for edit in edits:
        edit(province)
    province.commit(f"[so-5] Sắp xếp lại\n\nLý do: {reason}")
    code, out, err = reviewed(province)
    assert code == 1
    assert out.startswith("# ❌ ")
    assert err.count("[TT801]") + err.count("[TT805]") == left
    assert out.count("**Chưa nói lý do**: ghi “Lý do: ") == left


EACH_KIND = (
    *(address, contact, year, item, renumbered, row_file, regulation, attachment),
    *(office, page, another_mistake, later_due, filed_elsewhere),
)


@pytest.mark.parametrize("lose", EACH_KIND, ids=lambda edit: edit.__name__)
def test_a_loss_with_its_reason_passes_and_is_never_called_right(province, tmp_path, lose):
    """The line that is proposed helps; the heading warns all the same."""
    lose(province)
    province.commit("Sắp xếp lại")
    _, comparison = difference(province, "main", "HEAD")
    lines = {loss["line"].replace("…", "đã hỏi lãnh đạo") for loss in comparison["losses"]}
    why = tmp_path / "mo-ta.md"
    why.write_text("\n".join(sorted(lines)), "utf-8")
    code, out, err = reviewed(province, "--description", why)
    assert "[TT80" not in err
    # Some of these break the data too, which no reason mends.
    assert code == ("lỗi [" in err)
    heading = f"# ⚠ Có {len(comparison['losses'])} điều bị mất, phải xem từng điều và lý do\n"
    assert out.startswith("# ❌ " if code else heading)
    assert out.count("| đã hỏi lãnh đạo |") == len(comparison["losses"])


def test_a_reason_given_before_more_was_taken_away_no_longer_holds(province):
    phone(province)
    province.commit("Bỏ một máy\n\nLý do: liên hệ: máy lẻ đã cắt")
    assert reviewed(province)[0] == 0
    channel(province)
    province.commit("Dọn dẹp")
    code, _, err = reviewed(province)
    assert (code, err.count("[TT801]")) == (1, 2)
    refusal = "Dòng lý do “máy lẻ đã cắt” nói về 1 liên hệ, còn bản này mất 2 liên hệ"
    assert f"cảnh báo [TT804] {refusal}" in err


def test_what_cannot_be_compared_is_not_called_right(province):
    """The list was broken before; nobody can tell what stood in it and is gone."""
    whole = province.read("so-5/cong-khai.yml")
    province.git("switch", "-q", "main")
    province.write("so-5/cong-khai.yml", whole.replace('ten: "Báo cáo số 4', 'ten: "Báo cáo" số 4'))
    province.commit("Hỏng")
    province.git("switch", "-q", "-C", "de-nghi")
    shorter = whole.replace(ITEM.format(k=4, n=5, d=5), "")
    province.write("so-5/cong-khai.yml", shorter)
    province.commit("Sửa tệp hỏng")
    code, out, _ = reviewed(province)
    assert code == 0
    assert out.startswith("# ⚠ Có tệp không so được, có thể mất mà không thấy\n")


def test_a_long_title_is_cut_between_words(province):
    title = "Thông báo về việc niêm yết danh mục thủ tục hành chính " * 6
    province.edit("so-5/cong-khai.yml", "Báo cáo số 4 của Sở Mẫu 5", title.strip())
    province.commit("Tên dài")
    province.git("branch", "-f", "main")
    item_of_long_title = ITEM.format(k=4, n=5, d=5).replace(
        "Báo cáo số 4 của Sở Mẫu 5", title.strip()
    )
    province.edit("so-5/cong-khai.yml", item_of_long_title)
    province.commit("Bỏ")
    _, _, err = reviewed(province)
    (line,) = [line for line in err.splitlines() if "[TT801]" in line]
    assert line.endswith("….")
    assert f" {line.rstrip('….').rpartition(' ')[2]} " in f" {title}"


def test_points_of_law_are_named_in_words(province):
    filed_elsewhere(province)
    province.commit("Đổi điểm")
    _, out, _ = diff(province, "main", "HEAD")
    assert (
        "Mất điểm luật: 2026-001 “Báo cáo số 1 của Sở Mẫu 5”: rời khỏi điểm b khoản 1 Điều 17 Luật số "
        "01/2026/QH16 (l01-d17k1b); nay ở điểm a"
    ) in out


def test_a_point_named_more_exactly_is_no_loss(province):
    province.edit("so-5/cong-khai.yml", '"l01-d17k1b"', '"l01-d17k1b1"')
    province.commit("Rõ hơn")
    _, out, err = reviewed(province)
    assert "[TT805]" not in err
    assert "**Đổi điểm luật**: 2026-001" in out


def test_a_corrected_point_of_law_is_described_in_plain_words(province):
    """Strict all the same: who looks under the old point finds the row no more."""
    filed_elsewhere(province)
    province.commit("Sửa điểm luật ghi nhầm")
    code, _, err = reviewed(province)
    assert (code, err.count("[TT805]")) == (1, 1)
    assert "Nếu điểm cũ ghi sai, nay sửa cho đúng, thì cứ sửa và ghi một dòng" in err
    assert "“Lý do: 2026-001: …”" in err
