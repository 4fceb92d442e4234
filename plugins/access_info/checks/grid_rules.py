"""Rules about where agencies stand in the grid and on the map of the jurisdiction."""

from __future__ import annotations

from access_info.problems import Rule, Severity

GRID_NUMBER = Rule(
    code="TT357",
    severity=Severity.ERROR,
    title="Ô lưới ghi thiếu hoặc quá lớn",
    message="Ô lưới của “{agency}”: “{key}” phải là số từ 1 đến {most}.",
    cure="Ghi cả cột và hàng của ô; hoặc bỏ cả hai, khi đó các ô xếp theo thứ tự ghi.",
    why="Lưới quá rộng thì không vừa màn hình; số rất lớn thường là gõ nhầm.",
    wrong="cot: 30",
    right="cot: 3",
)
SAME_CELL = Rule(
    code="TT358",
    severity=Severity.ERROR,
    title="Hai cơ quan ở cùng một ô lưới",
    message="Cột {column}, hàng {row} đã là ô của “{other}”, không thể là ô của “{agency}” nữa.",
    cure="Chọn một ô còn trống cho một trong hai cơ quan.",
    why="Một ô chỉ hiện được một cơ quan.",
)
TWICE_IN_GRID = Rule(
    code="TT359",
    severity=Severity.ERROR,
    title="Một cơ quan có hai ô lưới",
    message="“{agency}” đã có một ô lưới ở trên.",
    cure="Giữ một ô, xóa ô kia.",
    why="Mỗi cơ quan chỉ hiện một lần trong lưới.",
)
