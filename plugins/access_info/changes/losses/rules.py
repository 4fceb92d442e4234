"""Rules for losses and their reasons (TT80x)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

LOSS = Rule(
    code="TT801",
    severity=Severity.ERROR,
    title="Mất nội dung mà không nói lý do",
    message="{kind}: {wording}.",
    cure="Nếu lỡ tay thì khôi phục. Nếu đúng là phải bỏ, ghi một dòng “{fix}” vào phần mô tả đề nghị "
    "hoặc lời ghi của lần lưu; mục hết hiệu lực thì giữ lại và ghi tinh_trang thay vì xóa.",
    why="Địa chỉ của mục, liên hệ, số liệu, quy chế mất đi giữa một thay đổi lớn thì khó ai thấy; người "
    "dân đã lưu đường dẫn sẽ gặp trang trống. Một câu lý do giúp người duyệt biết là cố ý. Lý do chỉ "
    "tính cho điều nó nêu tên: mã của mục, tên tệp, năm, hoặc loại kèm số lượng (“2 liên hệ”).",
    wrong="xóa mục 2026-001 khỏi cong-khai.yml",
    right="Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014",
)
HOLLOW_REASON = Rule(
    code="TT802",
    severity=Severity.WARNING,
    title="Dòng lý do chưa nói gì",
    message="Dòng lý do “{wording}” chưa phải một lý do nên không được tính.",
    cure="Viết bằng lời, ví dụ “Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014”.",
    why="Chữ gõ cho có hoặc chữ sẵn của mẫu không cho người duyệt biết vì sao.",
    wrong="Lý do: abc",
    right="Lý do: cơ quan xa-mau-binh: đã nhập vào xã Mẫu Hòa theo Nghị quyết số 01/NQ-HĐND",
)
NAMES_NOTHING = Rule(
    code="TT803",
    severity=Severity.WARNING,
    title="Dòng lý do không nêu điều nào bị mất",
    message="Dòng lý do “{wording}” không nêu điều nào bị mất nên không được tính.",
    cure="Nêu mã của mục, tên tệp, năm hoặc loại trước dấu hai chấm, ví dụ “{fix}”.",
    why="Một câu chung như “rà soát” không cho biết cơ quan có cố ý bỏ từng điều hay không; có nêu tên thì "
    "mỗi điều bị mất đều đã có người nghĩ đến.",
    wrong="Lý do: rà soát danh mục",
    right="Lý do: 2026-001: đăng nhầm, đã có ở mục 2026-014",
)
MISCOUNTED = Rule(
    code="TT804",
    severity=Severity.WARNING,
    title="Dòng lý do nêu sai số lượng",
    message="Dòng lý do “{wording}” nói về {typed}, còn bản này mất {lost}, nên không được tính.",
    cure="Xem lại có mất nhầm gì không. Đúng là cố ý thì ghi đủ số lượng: “Lý do: {lost}: …”; nhiều cơ quan thì thêm "
    "“của” và mã cơ quan; hoặc nêu từng điều.",
    why="Nêu đúng số lượng thì điều bị mất thêm về sau không lọt qua nhờ lý do cũ.",
    wrong="Lý do: liên hệ: bỏ máy lẻ (bản sửa bỏ ba máy)",
    right="Lý do: 3 liên hệ: bỏ máy lẻ",
)
UNFILED = Rule(
    code="TT805",
    severity=Severity.ERROR,
    title="Mục rời khỏi điểm luật mà không nói lý do",
    message="Mất điểm luật: {wording}.",
    cure="Nếu lỡ tay thì ghi lại điểm cũ. Nếu điểm cũ ghi sai, nay sửa cho đúng, thì cứ sửa và ghi một dòng “{fix}” "
    "vào phần mô tả đề nghị hoặc lời ghi của lần lưu.",
    why="Người dân tìm thông tin theo từng điểm của luật: mục rời khỏi một điểm thì ở đó không còn thấy nó, kể cả "
    "khi điểm cũ vốn ghi nhầm. Một câu lý do giúp người duyệt mở luật ra xem điểm nào đúng.",
    wrong="đổi diem của mục 2026-018 từ l01-d17k1c sang l01-d17k1a, không nói gì",
    right="Lý do: 2026-018: điểm c ghi nhầm, nội dung thuộc điểm a",
)
