"""What a change of the data must explain (TT80x)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

LOSS = Rule(
    code="TT801",
    severity=Severity.ERROR,
    title="Mất nội dung mà không nói lý do",
    message="{kind}: {what}.",
    cure="Nếu lỡ tay thì khôi phục. Nếu đúng là phải bỏ, ghi một dòng “{line}” vào phần mô tả đề nghị "
    "hoặc lời ghi của lần lưu; mục hết hiệu lực thì giữ lại và ghi tinh_trang thay vì xóa.",
    why="Địa chỉ của mục, liên hệ, số liệu, quy chế mất đi giữa một thay đổi lớn thì khó ai thấy; người "
    "dân đã lưu đường dẫn sẽ gặp trang trống. Một câu lý do giúp người duyệt biết là cố ý.",
    wrong="xóa mục 2026-001 khỏi cong-khai.yml",
    right="Lý do gỡ 2026-001: đăng nhầm, đã có ở mục 2026-014",
)
HOLLOW_REASON = Rule(
    code="TT802",
    severity=Severity.WARNING,
    title="Dòng lý do chưa nói gì",
    message="Dòng lý do “{text}” chưa phải một lý do nên không được tính.",
    cure="Viết bằng lời, ví dụ “Lý do gỡ 2026-001: đăng nhầm, đã có ở mục 2026-014”.",
    why="Chữ gõ cho có hoặc chữ sẵn của mẫu không cho người duyệt biết vì sao.",
    wrong="Lý do: abc",
    right="Lý do: đã sáp nhập về xã Mẫu An theo Nghị quyết số 01/NQ-HĐND",
)
