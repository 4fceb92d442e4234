"""Reasons for which an office file is not read: rules TT761–TT769, and the error that carries one."""

from __future__ import annotations

from access_info.problems import Rule

OLD_FORMAT = Rule(
    code="TT761",
    title="Dạng tệp phải lưu lại",
    message="Đây là {kind}, không đọc trực tiếp được.",
    cure="{how}",
    why="Các dạng này cũ hoặc không giữ bảng; Word và Excel lưu lại được trong vài giây mà không mất gì.",
)
NOT_OFFICE = Rule(
    code="TT762",
    title="Không phải tệp văn phòng",
    message="Tệp này không phải bảng tính hay văn bản đọc được: {what}.",
    cure="{how}",
    why="Tệp bị đổi đuôi hoặc bị hỏng thì đọc ra chữ sai.",
)
ENCRYPTED = Rule(
    code="TT763",
    title="Tệp văn phòng có mật khẩu",
    message="Tệp đặt mật khẩu nên không đọc được.",
    cure="Mở tệp, lưu một bản không có mật khẩu, rồi chạy lệnh với bản ấy.",
    why="Tệp đặt mật khẩu thì không phần mềm nào đọc được.",
)
TOO_LARGE = Rule(
    code="TT764",
    title="Tệp văn phòng lớn khác thường",
    message="Tệp lớn khác thường nên không mở: {what}.",
    cure="Chép riêng bảng danh mục sang một tệp mới (dán giá trị), rồi dùng tệp ấy.",
    why="Tệp nén có thể bung ra lớn gấp nghìn lần và làm treo máy.",
)
DAMAGED = Rule(
    code="TT765",
    title="Tệp hỏng",
    message="Bên trong tệp hỏng, không đọc hết được.",
    cure="Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh.",
    why="Đọc được một phần mà vẫn nhập thì danh mục sẽ thiếu mà không ai biết.",
)
ACTIVE = Rule(
    code="TT766",
    title="Tệp có phần chạy được hoặc nối ra ngoài",
    message="Tệp này có {what}, nên không mở.",
    cure="{how}",
    why="Macro, đối tượng nhúng và liên kết dữ liệu có thể chạy lệnh hoặc lấy dữ liệu từ máy khác.",
)
XML_ENTITIES = Rule(
    code="TT767",
    title="Tệp có khai báo XML lạ",
    message="Bên trong tệp có khai báo kiểu tài liệu XML (DTD), điều mà Word, Excel không bao giờ ghi.",
    cure="Mở tệp bằng Word, Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh.",
    why="Khai báo như vậy có thể nhân chữ lên hàng tỉ lần hoặc đọc tệp khác trên máy.",
)
TOO_LONG = Rule(
    code="TT768",
    title="Đọc tệp quá tốn sức",
    message="Đọc tệp này vượt giới hạn {what} nên đã dừng.",
    cure="Chép riêng bảng danh mục sang một tệp mới (dán giá trị), rồi dùng tệp ấy.",
    why="Một danh mục đọc xong trong vài giây; lâu hơn là tệp có điều bất thường.",
)
OPEN_QUOTE = Rule(
    code="TT769",
    title="Dấu ngoặc kép không đóng",
    message="Dòng {line} của tệp CSV có dấu ngoặc kép mở mà không đóng đúng chỗ.",
    cure="Mở tệp bằng Notepad, thêm dấu ngoặc kép đóng hoặc xóa dấu mở ở dòng ấy; hoặc lưu lại danh mục từ "
    "Excel thành .xlsx rồi nhập tệp ấy.",
    why="Dấu ngoặc không đóng thì các dòng bên dưới nhập hết vào một ô, mất mục mà không ai biết.",
)


# What to do with a file of another kind.
_READ_KINDS = "Dùng tệp .xlsx, .xls, .ods, .docx hoặc .csv."


class RefusedFileError(Exception):
    """The file must not or cannot be read, by one of the rules above.

    Attributes:
        code: Code of the rule: `TT763`.
        values: Values for the placeholders in the rule's message and cure.
    """

    def __init__(self, rule: Rule, **values: str) -> None:
        """Keep the code of a rule and the values of its message, as JSON can carry them to the parent."""
        super().__init__(rule.code)
        self.code = rule.code
        self.values = values


def not_office(what: str, how: str = _READ_KINDS) -> RefusedFileError:
    """Return the error (TT762) for a file that is no spreadsheet or document with tables.

    Args:
        what: What the file is instead, in Vietnamese.
        how: What to do, in Vietnamese sentences.
    """
    return RefusedFileError(NOT_OFFICE, what=what, how=how)


def too_large(what: str) -> RefusedFileError:
    """Return the error (TT764) for a file that is too large; `what` says in Vietnamese by how much."""
    return RefusedFileError(TOO_LARGE, what=what)


def counted(number: int) -> str:
    """Return a whole number as Vietnamese write it: 20000 → `20.000`."""
    return f"{number:,}".replace(",", ".")
