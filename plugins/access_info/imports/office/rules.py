"""Office files that cannot be read, or must not be opened (TT761–TT769)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

OLD_FORMAT = Rule(
    code="TT761",
    severity=Severity.ERROR,
    title="Dạng tệp phải lưu lại",
    message="Đây là {kind}, không đọc trực tiếp được.",
    cure="{how}",
    why="Các dạng này cũ hoặc không giữ bảng; Word và Excel lưu lại được trong vài giây mà không mất gì.",
)
NOT_OFFICE = Rule(
    code="TT762",
    severity=Severity.ERROR,
    title="Không phải tệp văn phòng",
    message="Tệp này không phải bảng tính hay văn bản đọc được: {what}.",
    cure="{how}",
    why="Tệp bị đổi đuôi hoặc bị hỏng thì đọc ra chữ sai.",
)
ENCRYPTED = Rule(
    code="TT763",
    severity=Severity.ERROR,
    title="Tệp văn phòng có mật khẩu",
    message="Tệp đặt mật khẩu nên không đọc được.",
    cure="Mở tệp, lưu một bản không có mật khẩu, rồi chạy lệnh với bản ấy.",
    why="Tệp đặt mật khẩu thì không phần mềm nào đọc được.",
)
TOO_LARGE = Rule(
    code="TT764",
    severity=Severity.ERROR,
    title="Tệp văn phòng lớn khác thường",
    message="Tệp lớn khác thường nên không mở: {what}.",
    cure="Chép riêng bảng danh mục sang một tệp mới (dán giá trị), rồi dùng tệp ấy.",
    why="Tệp nén có thể bung ra lớn gấp nghìn lần và làm treo máy.",
)
DAMAGED = Rule(
    code="TT765",
    severity=Severity.ERROR,
    title="Tệp hỏng",
    message="Bên trong tệp hỏng, không đọc hết được.",
    cure="Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh.",
    why="Đọc được một phần mà vẫn nhập thì danh mục sẽ thiếu mà không ai biết.",
)
ACTIVE = Rule(
    code="TT766",
    severity=Severity.ERROR,
    title="Tệp có phần chạy được hoặc nối ra ngoài",
    message="Tệp này có {what}, nên không mở.",
    cure="{how}",
    why="Macro, đối tượng nhúng và liên kết dữ liệu có thể chạy lệnh hoặc lấy dữ liệu từ máy khác.",
)
XML_ENTITIES = Rule(
    code="TT767",
    severity=Severity.ERROR,
    title="Tệp có khai báo XML lạ",
    message="Bên trong tệp có khai báo kiểu tài liệu XML (DTD), điều mà Word, Excel không bao giờ ghi.",
    cure="Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh.",
    why="Khai báo như vậy có thể nhân chữ lên hàng tỉ lần hoặc đọc tệp khác trên máy.",
)
TOO_LONG = Rule(
    code="TT768",
    severity=Severity.ERROR,
    title="Đọc tệp quá tốn sức",
    message="Đọc tệp này vượt giới hạn {what} nên đã dừng.",
    cure="Chép riêng bảng danh mục sang một tệp mới (dán giá trị), rồi dùng tệp ấy.",
    why="Một danh mục đọc xong trong vài giây; lâu hơn là tệp có điều bất thường.",
)
OPEN_QUOTE = Rule(
    code="TT769",
    severity=Severity.ERROR,
    title="Dấu ngoặc kép không đóng",
    message="Dòng {line} của tệp CSV có dấu ngoặc kép mở mà không đóng đúng chỗ.",
    cure="Mở tệp bằng Notepad, thêm dấu ngoặc kép đóng hoặc xóa dấu mở ở dòng ấy; hoặc lưu lại danh mục từ "
    "Excel thành .xlsx rồi nhập tệp ấy.",
    why="Dấu ngoặc không đóng thì các dòng bên dưới nhập hết vào một ô, mất mục mà không ai biết.",
)
