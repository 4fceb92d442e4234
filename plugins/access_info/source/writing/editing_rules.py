"""Reasons why data could not be written though nothing is wrong with them (TT871–TT873)."""

from __future__ import annotations

from access_info.problems import Problem, Rule, Severity


class NotWrittenError(Exception):
    """A command that writes data wrote nothing; running it again may do.

    Attributes:
        problem: Why, for people.
    """

    def __init__(self, problem: Problem) -> None:
        """Take the reason why nothing was written."""
        super().__init__(problem.message)
        self.problem = problem


CHANGED_MEANWHILE = Rule(
    code="TT871",
    severity=Severity.ERROR,
    title="Tệp vừa đổi trong lúc lệnh chạy",
    message="Tệp “{name}” vừa đổi sau khi lệnh này đã đọc, nên lệnh không ghi đè: tệp vừa đổi, chạy lại.",
    cure="Tệp đang mở ở chương trình khác thì lưu và đóng lại, rồi chạy lại lệnh vừa rồi.",
    why="Ghi tiếp thì mất những gì người khác vừa lưu.",
    wrong="Lệnh import đang chạy thì một người lưu cong-khai.yml trong Notepad.",
    right="Lưu và đóng Notepad, rồi chạy lại lệnh import.",
)
BUSY = Rule(
    code="TT872",
    severity=Severity.ERROR,
    title="Lệnh khác đang ghi dữ liệu",
    message="{who} đang ghi vào thư mục dữ liệu này; đã đợi {seconds} giây nên thôi, chưa ghi gì.",
    cure="Đợi lệnh ấy xong rồi chạy lại lệnh vừa rồi. Không thấy lệnh nào đang chạy thì xem máy khác đang mở cùng "
    "thư mục.",
    why="Hai lệnh cùng ghi một lúc thì lệnh sau xóa mất những gì lệnh trước vừa ghi.",
    wrong="Hai cửa sổ cùng chạy access-info import --apply.",
    right="Chạy lần lượt.",
)
NO_LOCK = Rule(
    code="TT873",
    severity=Severity.ERROR,
    title="Không khóa được thư mục dữ liệu",
    message="Không khóa được thư mục dữ liệu để ghi: {reason}. Chưa ghi gì.",
    cure="{how}",
    why="Khi ghi dữ liệu, thư mục được khóa để hai lệnh không ghi đè lên nhau; không khóa được thì không ghi.",
    wrong="Thư mục dữ liệu nằm trên ổ đĩa chỉ cho đọc.",
    right="Chép kho về ổ đĩa trên máy rồi chạy lệnh ở đó.",
)
