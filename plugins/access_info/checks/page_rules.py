"""Rules for free pages that cannot be rendered, and for misleading links."""

from __future__ import annotations

from access_info.problems import Rule, Severity

_COSTLY = (
    "Trang quá nặng làm chậm việc dựng trang hàng chục giây, mà ai gửi bản đề nghị cũng gửi được một trang như vậy; giới hạn "
    "này không đụng tới trang viết bình thường."
)
PAGE_TOO_LONG = Rule(
    code="TT154",
    severity=Severity.ERROR,
    title="Trang viết thêm quá dài",
    message="Trang viết thêm dài quá 100.000 chữ cái, từ chỗ này trở đi là thừa.",
    cure="Chia thành nhiều trang trong thư mục trang/, hoặc đăng thành tệp đính kèm.",
    why=_COSTLY,
)
PAGE_TOO_DEEP = Rule(
    code="TT155",
    severity=Severity.ERROR,
    title="Trang viết thêm lồng quá nhiều bậc",
    message="Danh sách hoặc trích dẫn lồng nhau quá 20 bậc, ở “{text}”.",
    cure="Bớt dấu “>”, “-”, “*” hoặc khoảng trắng ở đầu dòng này.",
    why=_COSTLY,
    wrong="> > > > > > > > > > > > > > > > > > > > > > chữ",
    right="> chữ",
)
PAGE_UNCLOSED = Rule(
    code="TT156",
    severity=Severity.ERROR,
    title="Trang viết thêm có quá nhiều dấu chưa đóng",
    message="Trong đoạn này có quá nhiều dấu [, (, <, *, _ hoặc ` mà không có dấu đóng, bắt đầu từ “{text}”.",
    cure="Xóa các dấu thừa, hoặc thêm dấu đóng; chia đoạn dài thành nhiều đoạn, cách nhau một dòng trống.",
    why=_COSTLY,
    wrong="[[[[[[[[[[[[[[[[[[[[ …",
    right="[Danh mục](../cong-khai/)",
)
PAGE_TABLE = Rule(
    code="TT157",
    severity=Severity.ERROR,
    title="Bảng hoặc đề mục trong trang viết thêm quá nhiều",
    message="Trang có bảng quá 20.000 ô hoặc quá 500 đề mục, ở “{text}”.",
    cure="Đăng bảng thành tệp đính kèm (bảng tính, CSV), hoặc chia thành nhiều trang.",
    why=_COSTLY,
)
PAGE_LEFTOVER = Rule(
    code="TT158",
    severity=Severity.WARNING,
    title="Trang đã rút còn nội dung trong tệp",
    message="Trang đã rút nhưng tệp vẫn còn nội dung; trang không hiện, nhưng ai mở kho cũng đọc được.",
    cure="Xóa hết phần dưới dòng --- thứ hai, chỉ để lại phần đầu trang.",
    why="Rút là gỡ nội dung; lịch sử của kho thì xóa theo hướng dẫn “Gỡ một thông tin đã lỡ đăng”.",
    wrong='---\nrut: {ngay: "2026-10-01", ly_do: "Đăng nhầm"}\n---\nNội dung cũ',
    right='---\nrut: {ngay: "2026-10-01", ly_do: "Đăng nhầm"}\n---',
)
WITHDRAWN_UNTOLD = Rule(
    code="TT159",
    severity=Severity.WARNING,
    title="Rút trang hoặc tệp mà thiếu ngày hay lý do",
    message="“{key}” chưa ghi đủ: thiếu {lacks}.",
    cure='Ghi thêm, ví dụ ngay: "2026-10-01" và ly_do: "Đăng nhầm bản dự thảo".',
    why="Địa chỉ của trang hoặc tệp ở lại; người mở phải biết nó được rút khi nào và vì sao.",
    wrong='rut: {ngay: "2026-10-01"}',
    right='rut: {ngay: "2026-10-01", ly_do: "Đăng nhầm bản dự thảo"}',
)
FILE_LEFTOVER = Rule(
    code="TT525",
    severity=Severity.WARNING,
    title="Tệp đã rút vẫn nằm trong thư mục tep/",
    message="“tep_da_rut”: tệp “{text}” đã rút nhưng vẫn nằm trong kho; trang không đăng, nhưng ai mở kho cũng "
    "tải được.",
    cure="Xóa tệp ấy. Muốn đăng lại thì bỏ nó khỏi “tep_da_rut”, và đặt tên tệp khác.",
    why="Rút là gỡ tệp; để lại thì tệp vẫn đọc được ở nơi giữ kho.",
)
LINK_USERINFO = Rule(
    code="TT350",
    severity=Severity.WARNING,
    title="Địa chỉ có phần đứng trước @",
    message="Địa chỉ “{text}” có chữ đứng trước dấu @: trình duyệt mở “{host}”, không phải nơi ghi phía trước.",
    cure="Mở trang cần dẫn tới rồi chép lại địa chỉ từ trình duyệt. Muốn ghi hộp thư thì viết mailto: ở đầu.",
    why="Cách viết này hay dùng để lừa: đọc lướt thấy một nơi, bấm vào lại tới nơi khác.",
    wrong="https://tinh.mau.example@la.example/",
    right="https://tinh.mau.example/",
)
LINK_MIXED_SCRIPTS = Rule(
    code="TT351",
    severity=Severity.WARNING,
    title="Tên miền dùng chữ dễ nhầm",
    message="Địa chỉ “{text}” có tên miền “{host}”, trong đó {how}.",
    cure="Chép lại địa chỉ từ chính trang ấy, hoặc gõ lại tên miền bằng chữ không dấu.",
    why="Chữ của bảng chữ cái khác trông giống hệt chữ Latinh, nên người đọc tưởng là một nơi quen thuộc.",
    wrong="https://xn--mu-7kc.example/ (chữ a của tiếng Nga)",
    right="https://mau.example/",
)
LINK_PRIVATE = Rule(
    code="TT352",
    severity=Severity.WARNING,
    title="Địa chỉ chỉ mở được trong mạng nội bộ",
    message="Địa chỉ “{text}” trỏ tới “{host}”, một nơi chỉ có trong máy tính hoặc mạng nội bộ của cơ quan.",
    cure="Thay bằng địa chỉ mà người dân mở được từ nhà; không có thì xóa.",
    why="Người đọc không mở được, và địa chỉ nội bộ cho người ngoài biết mạng của cơ quan.",
    wrong="http://192.168.1.20/van-ban/12",
    right="https://mau.example/van-ban/12",
)
LINK_ODD = Rule(
    code="TT353",
    severity=Severity.WARNING,
    title="Địa chỉ viết lạ",
    message="Địa chỉ “{text}” viết lạ: {how}.",
    cure="Viết đủ địa chỉ, bắt đầu bằng https:// rồi đến tên miền; mỗi địa chỉ một dòng.",
    why="Địa chỉ như vậy hoặc gõ sai, hoặc viết để qua mặt người duyệt.",
    wrong="https:javascript:alert(1)",
    right="https://mau.example/",
)
