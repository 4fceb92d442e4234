"""Checks of who approves which files, as the forge will read it."""

from __future__ import annotations

from collections.abc import Iterator

from access_info.model.jurisdiction import EVERYTHING, Jurisdiction, is_account
from access_info.problems import Problem, Rule, Severity
from access_info.source import SourceDocument

BAD_ACCOUNT = Rule(
    code="TT851",
    severity=Severity.ERROR,
    title="Không phải tài khoản người duyệt",
    message="“tai_khoan”: “{text}” không phải tên tài khoản.",
    cure="Viết @tên-tài-khoản, @nhóm/tổ hoặc địa chỉ thư điện tử, mỗi tài khoản một dòng.",
    why="Tên này được chép vào tệp CODEOWNERS; viết sai thì không ai được mời duyệt.",
    wrong='tai_khoan: ["Văn phòng"]',
    right='tai_khoan: ["@tinh-mau/van-phong"]',
)
NO_COMMON_REVIEWER = Rule(
    code="TT852",
    severity=Severity.WARNING,
    title="Chưa có người duyệt chung",
    message="“nguoi_duyet” chưa nói ai duyệt các tệp không thuộc cơ quan nào.",
    cure='Thêm: - {{co_quan: "*", tai_khoan: ["@…"]}}',
    why="Tệp của tỉnh, trang hướng dẫn, mã nguồn và chính danh sách người duyệt cũng cần người giữ.",
    wrong='nguoi_duyet:\n- co_quan: "so-tu-phap"\n  tai_khoan: ["@so-tu-phap"]',
    right='nguoi_duyet:\n- co_quan: "*"\n  tai_khoan: ["@so-tu-phap"]',
)


def check_reviewers(settings: Jurisdiction, document: SourceDocument) -> Iterator[Problem]:
    """Check that forges know the accounts, and that somebody approves common files."""
    for number, entry in enumerate(settings.reviewers):
        for index, account in enumerate(entry.accounts):
            if not is_account(account):
                place = document.locate(("nguoi_duyet", number, "tai_khoan", index))
                yield BAD_ACCOUNT.at(place, text=account)
    if settings.reviewers and all(entry.agency != EVERYTHING for entry in settings.reviewers):
        yield NO_COMMON_REVIEWER.at(document.locate(("nguoi_duyet",), key=True))
