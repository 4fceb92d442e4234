"""Rules for the province's own files (TT160–TT162)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

STRANGE_FILE = Rule(
    code="TT160",
    severity=Severity.ERROR,
    title="Tệp lạ trong thư mục của địa bàn",
    message="Không có chỗ cho “{name}” trong thư mục _dia-ban.",
    cure="Xóa hoặc chuyển đi nơi khác. Ở đây chỉ để bieu-trung.svg, bieu-trung.png, ranh_gioi.geojson.",
    why="Tệp khác sẽ không được dùng, mà ai cũng đọc được trong kho.",
    wrong="agencies/_dia-ban/logo.ai",
    right="agencies/_dia-ban/bieu-trung.svg",
)
NO_EMBLEM = Rule(
    code="TT161",
    severity=Severity.ERROR,
    title="Không có tệp biểu trưng",
    message="“bieu_trung”: không có tệp “{name}” trong agencies/_dia-ban/.",
    cure="Đặt hình vào agencies/_dia-ban/ với tên bieu-trung.svg hoặc bieu-trung.png rồi ghi đúng tên ấy; "
    "chưa có hình thì xóa dòng này.",
    why="Đầu mọi trang hiện hình này; thiếu tệp thì trang có một ô hình vỡ.",
    wrong="bieu_trung: logo.svg",
    right="bieu_trung: bieu-trung.svg",
)
BAD_EMBLEM = Rule(
    code="TT162",
    severity=Severity.ERROR,
    title="Hình không dùng làm biểu trưng được",
    message="Hình “{name}” {reason}.",
    cure="Xuất lại thành SVG chỉ có nét vẽ (Plain SVG, Optimized SVG), hoặc thành PNG nhỏ hơn.",
    why="Hình hiện ở đầu mọi trang: hình nặng làm chậm mọi trang, hình có lệnh hay dẫn ra ngoài thì chạy được "
    "mã lạ.",
    wrong="<svg><script>…</script></svg>",
    right='<svg><path d="M0 0h8v8z"/></svg>',
)
