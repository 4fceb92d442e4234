"""Mistakes of fields: a key, a shape or a value that the model does not know (TT2xx)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

UNKNOWN_KEY = Rule(
    code="TT201",
    severity=Severity.ERROR,
    title="Trường không có trong mẫu",
    message="Không có trường “{key}” ở đây.{hint}",
    cure="Sửa tên trường theo mẫu trong agencies/_mau, hoặc xóa dòng này.",
    why="Gõ sai tên trường thì giá trị bên cạnh không được dùng.",
    wrong='so_ky_hiu: "12/QĐ-STP"',
    right='so_ky_hieu: "12/QĐ-STP"',
)
MISSING = Rule(
    code="TT202",
    severity=Severity.ERROR,
    title="Thiếu trường bắt buộc",
    message="Thiếu trường “{key}” ({label}).",
    cure="Thêm dòng “{key}: …” với giá trị đúng (giá trị mẫu: {example}).",
    why="Không có trường này thì trang không dựng được.",
    wrong="loai: so",
    right='ten: "Sở Mẫu"\nloai: so',
)
NOT_A_LIST = Rule(
    code="TT203",
    severity=Severity.ERROR,
    title="Phải là danh sách",
    message="“{key}” ({label}) phải là một danh sách.",
    cure='Xuống dòng, mỗi giá trị một dòng mở đầu bằng gạch và dấu cách: “- …”; hoặc viết ["…"].',
    why="Trường này có thể có nhiều giá trị.",
    wrong="hinh_thuc: niem-yet",
    right='hinh_thuc: ["niem-yet"]',
)
NOT_A_GROUP = Rule(
    code="TT204",
    severity=Severity.ERROR,
    title="Phải là một nhóm trường",
    message="“{key}” ({label}) phải gồm các trường: {keys}.",
    cure="Xuống dòng, thụt vào 2 dấu cách rồi viết từng trường, ví dụ “{first}: …”.",
    why="Trường này gồm nhiều phần có tên.",
    wrong='giam_sat: "Sở Tư pháp"',
    right='giam_sat:\n  ten: "Sở Tư pháp"',
)
NOT_TEXT = Rule(
    code="TT205",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Gạch đầu dòng bỏ trống",
    message="Danh sách “{key}” ({label}) có một dòng gạch bỏ trống.",
    cure="Điền giá trị sau dấu gạch, hoặc xóa dòng này.",
    why="Không biết dòng trống là quên điền hay thừa.",
    wrong='hinh_thuc:\n  - "niem-yet"\n  -',
    right='hinh_thuc:\n  - "niem-yet"',
)
TOO_LONG = Rule(
    code="TT207",
    severity=Severity.ERROR,
    title="Quá dài",
    message="“{key}” ({label}) dài {length} chữ, vượt mức {most}.",
    cure="Rút gọn, hoặc chuyển phần dài sang một trang trong thư mục trang/.",
    why="Ô quá dài không đọc được trên bảng và thường do dán nhầm.",
)
DATE_FORM = Rule(
    code="TT211",
    severity=Severity.ERROR,
    title="Ngày viết sai dạng",
    message="“{key}” ({label}): “{text}” không phải ngày viết theo dạng năm-tháng-ngày.",
    cure="Viết năm-tháng-ngày, ví dụ 2026-09-03. Nếu chưa biết ngày, để trống hoặc xóa dòng.",
    why="Một cách viết duy nhất để không nhầm ngày với tháng.",
    wrong='ngay_ban_hanh: "03/9/2026"',
    right='ngay_ban_hanh: "2026-09-03"',
)
NO_SUCH_DAY = Rule(
    code="TT212",
    severity=Severity.ERROR,
    title="Ngày không có trong lịch",
    message="“{key}” ({label}): ngày “{text}” không có trong lịch.",
    cure="{how} Xem lại văn bản gốc rồi viết đúng ngày theo dạng năm-tháng-ngày.",
    why="Ngày sai làm sai thời hạn và thứ tự của danh mục.",
    wrong='ngay_ban_hanh: "2025-02-30"',
    right='ngay_ban_hanh: "2025-02-28"',
)
NOT_A_COUNT = Rule(
    code="TT213",
    severity=Severity.ERROR,
    title="Phải là số đếm",
    message="“{key}” ({label}): “{text}” không phải số đếm.",
    cure="Chỉ viết các chữ số, từ 0 trở lên, không dấu chấm, không đơn vị, ví dụ 12.",
    why="Số liệu phải cộng được.",
    wrong='truc_tiep: "12 lượt"',
    right="truc_tiep: 12",
)
NOT_YES_NO = Rule(
    code="TT214",
    severity=Severity.ERROR,
    title="Phải là có hoặc không",
    message="“{key}” ({label}): “{text}” không phải “có” hay “không”.",
    cure="Viết “có” hoặc “không”.",
    why="Trường này chỉ có hai khả năng.",
    wrong="tu_chup: tùy",
    right='tu_chup: "có"',
)
NOT_IN_LIST = Rule(
    code="TT215",
    severity=Severity.ERROR,
    title="Giá trị không có trong danh sách cho phép",
    message="“{key}” ({label}): không có giá trị “{text}”.{hint}",
    cure="Chọn một trong: {choices}.",
    why="Trang sắp xếp và tô nhãn theo giá trị này.",
    wrong="loai: sơ",
    right="loai: so",
)
BAD_ID = Rule(
    code="TT216",
    severity=Severity.ERROR,
    title="Mã mục viết sai dạng",
    message="“{key}” ({label}): mã “{text}” có dấu cách hoặc dấu không dùng được.",
    cure="Chỉ dùng chữ, số, dấu chấm, gạch nối, gạch dưới, ví dụ 2026-001.",
    why="Mã là một phần của địa chỉ trang, phải chép được và không đổi.",
    wrong='ma: "2026 / 01"',
    right='ma: "2026-001"',
)
UNSAFE_LINK = Rule(
    code="TT217",
    severity=Severity.ERROR,
    title="Địa chỉ không được phép",
    message="“{key}” ({label}): địa chỉ “{text}” không mở được an toàn.",
    cure="Viết địa chỉ đầy đủ bắt đầu bằng https:// (hoặc http://).",
    why="Địa chỉ loại khác có thể chạy mã trên máy người đọc.",
    wrong='dia_chi: ["javascript:alert(1)"]',
    right='dia_chi: ["https://mau.gov.vn/van-ban/12"]',
)
NOT_A_DECIMAL = Rule(
    code="TT218",
    severity=Severity.ERROR,
    title="Phải là số",
    message="“{key}” ({label}): “{text}” không phải số.",
    cure="Chỉ viết chữ số, phần lẻ sau dấu phẩy nếu có, ví dụ 4 hoặc 4,5.",
    why="Số liệu phải so sánh được.",
    wrong='trung_vi: "khoảng 4 ngày"',
    right="trung_vi: 4",
)
OTHER = Rule(
    code="TT219",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Không phải mã băm của tệp",
    message="“{key}” ({label}): “{text}” không phải mã SHA-256 của một tệp.",
    cure="Xóa dòng này rồi chạy access-info fmt, hoặc lưu lại bằng biểu mẫu: mã được điền tự động.",
    why="Mã băm cho biết đúng tệp nào đã được rà soát; chép thiếu một chữ thì không còn ứng với tệp nào.",
    wrong='bam: "9f86d081"',
    right='bam: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"',
)
BAD_PUBLIC_KEY = Rule(
    code="TT225",
    severity=Severity.ERROR,
    title="Không phải khóa công khai",
    message="“{key}” ({label}): đây không phải khóa công khai do ssh-keygen tạo ra.",
    cure="Chép nguyên dòng chữ trong tệp .pub, dòng ấy bắt đầu bằng ssh-ed25519. Nếu đã lỡ dán khóa bí mật "
    "vào đây thì bỏ khóa ấy, tạo khóa khác.",
    why="Ai cũng dùng khóa công khai để kiểm tra chữ ký; khóa bí mật lộ ra thì người khác ký thay được.",
    wrong='khoa_cong_khai: ["khóa của tỉnh"]',
    right='khoa_cong_khai:\n  - "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f"',
)
