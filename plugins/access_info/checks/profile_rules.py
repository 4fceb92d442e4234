"""Rules for what an agency says of itself (TT333–TT355)."""

from __future__ import annotations

from access_info.model.vocabularies import SERVICE_UNITS
from access_info.problems import Rule, Severity

_SERVICE_UNITS = ", ".join(SERVICE_UNITS)

ENDED_BEFORE_FOUNDED = Rule(
    code="TT333",
    severity=Severity.ERROR,
    title="Chấm dứt trước khi thành lập",
    message="Ngày chấm dứt {end} trước ngày thành lập {start}.",
    cure="Sửa một trong hai ngày.",
    why="Cơ quan không thể chấm dứt trước khi có.",
    wrong='thanh_lap: {ngay: "2026-07-01"}\ncham_dut: {ngay: "2025-07-01"}',
    right='thanh_lap: {ngay: "2025-07-01"}\ncham_dut: {ngay: "2026-07-01"}',
)
DECLARED_BUT_THERE = Rule(
    code="TT335",
    severity=Severity.WARNING,
    title="Khai không phát sinh nhưng đã có dữ liệu",
    message="Khai “{text}” không phát sinh, nhưng đã có ở {other}.",
    cure="Bỏ lời khai ấy, hoặc sửa chỗ kia nếu ghi nhầm.",
    why="Hai chỗ nói ngược nhau; trang web theo chỗ đã có dữ liệu.",
    wrong='khong_phat_sinh:\n- diem: "OB-01"\n  ly_do: "Chưa có quy chế"\nquy_che:\n  so_ky_hieu: "233/QĐ-STP"',
    right='quy_che:\n  so_ky_hieu: "233/QĐ-STP"',
)
ALWAYS_ARISES = Rule(
    code="TT336",
    severity=Severity.WARNING,
    title="Nghĩa vụ này ở cơ quan nào cũng có",
    message="Nghĩa vụ {text} ({title}) không khai không phát sinh được.",
    cure="Bỏ lời khai ấy; việc chưa làm được thì để trống. Chỉ khai được: {allowed}.",
    why="Khai như vậy thì nghĩa vụ vẫn được xét như chưa khai.",
    wrong='khong_phat_sinh:\n- diem: "OB-02"\n  ly_do: "Chưa kịp lập danh mục"',
    right="(bỏ dòng ấy)",
)
OFFICIAL_CODE = Rule(
    code="TT341",
    severity=Severity.WARNING,
    title="Mã định danh điện tử sai dạng",
    message="“ma_dinh_danh”: “{text}” không đúng dạng mã định danh điện tử.",
    cure="Viết theo Quyết định 20/2020/QĐ-TTg: một chữ hoa và hai số, các nhóm sau ngăn bằng dấu "
    "chấm, ví dụ H01.05.",
    why="Hệ thống khác nhận ra cơ quan nhờ mã này.",
    wrong='ma_dinh_danh: "h1-5"',
    right='ma_dinh_danh: "H01.05"',
)
EMAIL = Rule(
    code="TT343",
    severity=Severity.WARNING,
    title="Thư điện tử sai dạng",
    message="“{key}”: “{text}” không phải địa chỉ thư điện tử.",
    cure="Viết theo dạng tên@tên-miền, ví dụ dau-moi@mau.gov.vn.",
    why="Trang đặt liên kết để gửi thư tới địa chỉ này.",
    wrong='email: "van-thu so-tu-phap.mau.example"',
    right='email: "van-thu@so-tu-phap.mau.example"',
)
PHONE = Rule(
    code="TT344",
    severity=Severity.WARNING,
    title="Số điện thoại lạ",
    message="“{key}”: “{text}” không giống số điện thoại.",
    cure="Viết đủ mã vùng, chỉ dùng số, dấu cách, dấu chấm, ví dụ 0298 3812 000.",
    why="Người dân gọi theo số này.",
    wrong='dien_thoai: "máy lẻ 12"',
    right='dien_thoai: "0298 3812 000"',
)
MOBILE = Rule(
    code="TT354",
    severity=Severity.WARNING,
    title="Số di động ở chỗ liên hệ",
    message="“{key}”: “{text}” là số di động, có thể là số riêng của một người.",
    cure="Ghi số cố định, số tổng đài của cơ quan. Là số di động cơ quan cấp cho đầu mối, đã cho phép công khai, thì cứ để.",
    why="Số riêng của cán bộ không phải thông tin phải công khai; người ấy chuyển việc thì dân gọi nhầm.",
    wrong='dien_thoai: "0912 000 111"',
    right='dien_thoai: "0298 3812 000"',
)
SAMPLE_NAME = Rule(
    code="TT355",
    severity=Severity.WARNING,
    title="Tên cơ quan còn là tên mẫu",
    message="Tên cơ quan còn là chữ mẫu “{text}”; trang đăng lên cũng sẽ hiện đúng như vậy.",
    cure="Sửa dòng ấy thành tên đầy đủ của cơ quan, bỏ dấu “…”.",
    why="Người dân thấy một cơ quan không có thật, máy tìm kiếm lưu lại tên ấy.",
    wrong='ten: "Sở …"',
    right='ten: "Sở Tư pháp tỉnh Mẫu"',
)
CHANNEL = Rule(
    code="TT347",
    severity=Severity.WARNING,
    title="Loại kênh không có trong danh sách",
    message="“loai” (Loại kênh): không có loại “{text}”.{hint}",
    cure="Chọn một trong: {choices}.",
    why="Luật quy định các kênh tiếp nhận yêu cầu.",
    wrong='loai: "gửi thư"',
    right='loai: "buu-chinh"',
)
UNIT_FIELD = Rule(
    code="TT348",
    severity=Severity.WARNING,
    title="Lĩnh vực chỉ dùng cho đơn vị sự nghiệp",
    message=f"“linh_vuc” chỉ dùng khi “loai” là {_SERVICE_UNITS}, ở đây là “{{type}}”.",
    cure="Xóa dòng linh_vuc, hoặc sửa “loai”.",
    why="Chỉ đơn vị sự nghiệp y tế, giáo dục có loại thông tin riêng trong luật.",
    wrong='loai: "so"\nlinh_vuc: "y-te"',
    right='loai: "su-nghiep"\nlinh_vuc: "y-te"',
)
REGULATION_CONTENT = Rule(
    code="TT349",
    severity=Severity.WARNING,
    title="Nội dung quy chế không có trong danh sách",
    message="“noi_dung”: không có nội dung “{text}”.{hint}",
    cure="Chọn trong: {choices}.",
    why="Luật nêu năm nội dung mà quy chế phải có.",
    wrong='noi_dung: ["dau-moi", "trinh tu giai quyet"]',
    right='noi_dung: ["dau-moi", "trinh-tu"]',
)
