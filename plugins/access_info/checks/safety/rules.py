"""What the secrecy gate looks for in text (TT601–TT639): marks, personal data, waivers.

Facts: Law 117/2025/QH15 and Decree 63/2026/NĐ-CP on state secrets, Decree 30/2020/NĐ-CP on marks,
Law 91/2025/QH15 and Decree 356/2025/NĐ-CP on personal data. Article 16 of Law 91/2025 was read in a
copy only, which the texts say ("chưa xác minh").
"""

from __future__ import annotations

from access_info.problems import Rule, Severity

_CONSENT = (
    "Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 16 (chưa xác minh số điều), chỉ cho công khai "
    "khi người ấy đồng ý hoặc luật quy định."
)
_BASIC = "Điều 3 Nghị định 356/2025/NĐ-CP kể đây là dữ liệu cá nhân. " + _CONSENT
_SENSITIVE = "Điều 4 Nghị định 356/2025/NĐ-CP kể đây là dữ liệu cá nhân nhạy cảm. " + _CONSENT
_WAIVER = "Luật buộc phải công khai thì ghi quyết định vào “mien_tru” của mục."
_TAKE_DOWN = "Đã lên mạng thì rút bằng lệnh withdraw."
_COUNT_ONLY = (
    "Chỉ giữ số liệu gộp, hoặc xóa tên người. Luật buộc phải công khai thì ghi quyết định vào "
    "“mien_tru” của mục. Đã lên mạng thì rút bằng lệnh withdraw."
)


def _personal(
    code: str, title: str, what: str, cure: str, *, wrong: str = "", right: str = ""
) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        message=f"{{where}}: có {what} “{{text}}”. Luật 91/2025/QH15 chỉ cho công khai dữ liệu cá "
        "nhân khi người ấy đồng ý hoặc luật quy định.",
        cure=f"{cure} {_WAIVER} {_TAKE_DOWN}",
        why=_BASIC,
        wrong=wrong,
        right=right,
        withholds=True,
    )


def _sensitive(
    code: str, title: str, what: str, *, cure: str = _COUNT_ONLY, why: str = _SENSITIVE
) -> Rule:
    return Rule(
        code=code,
        severity=Severity.ERROR,
        title=title,
        message=f"{{where}}: có {what}: “{{text}}”.",
        cure=cure,
        why=why,
        withholds=True,
    )


SECRET = Rule(
    code="TT601",
    severity=Severity.ERROR,
    title="Dấu chỉ độ mật",
    message="{where}: có dấu “{text}”. Luật Bảo vệ bí mật nhà nước 117/2025/QH15 (chưa xác minh số "
    "điều) cấm đưa bí mật nhà nước lên mạng.",
    cure="Gỡ ngay tài liệu, báo người phụ trách bảo vệ bí mật nhà nước của cơ quan. Không miễn trừ "
    "được; tài liệu đã giải mật thì dùng bản có dấu giải mật.",
    why="Dấu Mật, Tối mật, Tuyệt mật (Nghị định 63/2026/NĐ-CP) chỉ được bỏ bằng thủ tục giải mật, "
    "không bằng một dòng ghi trong dữ liệu.",
    wrong='ten: "Kế hoạch phòng thủ (TỐI MẬT)"',
    right="# Không đưa mục này vào danh mục.",
    withholds=True,
)
RECALLED = Rule(
    code="TT602",
    severity=Severity.ERROR,
    title="Dấu tài liệu thu hồi",
    message="{where}: có dấu “{text}”, đóng trên tài liệu có bí mật nhà nước phải trả lại nơi gửi "
    "(Luật 117/2025/QH15).",
    cure="Gỡ ngay tài liệu và trả lại nơi gửi. Không miễn trừ được.",
    why="Dấu này nằm trong bộ dấu về bí mật nhà nước; người giữ tài liệu không có quyền phổ biến.",
    withholds=True,
)
INTERNAL = Rule(
    code="TT603",
    severity=Severity.ERROR,
    title="Dấu lưu hành nội bộ",
    message="{where}: có dấu “{text}”: người ban hành đã giới hạn phạm vi lưu hành (Nghị định "
    "30/2020/NĐ-CP).",
    cure="Hỏi nơi ban hành. Được công khai thì dùng bản không có dấu, hoặc ghi quyết định vào "
    "“mien_tru” của mục; không thì gỡ tệp.",
    why="Đây là chỉ dẫn phạm vi lưu hành, không phải độ mật: nơi ban hành có thể cho công khai.",
    wrong='ten: "Sổ tay nghiệp vụ (lưu hành nội bộ)"',
    right='ten: "Sổ tay nghiệp vụ"',
    withholds=True,
)
REVIEW_MARK = Rule(
    code="TT604",
    severity=Severity.WARNING,
    title="Dấu dự thảo hoặc xem xong trả lại",
    message="{where}: có dấu “{text}”, chưa chắc là bản đã công bố.",
    cure="Xem có đúng là bản được công khai không. Bản lấy ý kiến thì ghi rõ trong tên.",
    why="Bản chưa ban hành dễ bị hiểu lầm là văn bản có hiệu lực.",
)
DECLASSIFIED = Rule(
    code="TT605",
    severity=Severity.WARNING,
    title="Dấu giải mật",
    message="{where}: có dấu “{text}”, tức từng là bí mật nhà nước.",
    cure="Đối chiếu quyết định giải mật với đúng tài liệu này rồi ghi vào “ra_soat_mat” của mục.",
    why="Máy không biết việc giải mật đã có hiệu lực với tài liệu này chưa.",
)
IDENTITY = _personal(
    "TT611",
    "Số căn cước, số định danh cá nhân, giấy phép lái xe",
    "số định danh hoặc giấy tờ của một người",
    "Xóa số ấy, hoặc thay bằng “{text}”.",
    wrong='ghi_chu: "Ông Mẫu, CCCD 0792…3456"',
    right='ghi_chu: "Ông Mẫu, CCCD ********3456"',
)
OLD_IDENTITY = _personal(
    "TT612",
    "Số chứng minh nhân dân",
    "số chứng minh nhân dân",
    "Xóa số ấy, hoặc thay bằng “{text}”.",
)
PASSPORT = _personal(
    "TT613",
    "Số hộ chiếu",
    "số hộ chiếu",
    "Xóa số ấy, hoặc thay bằng “{text}”.",
)
MOBILE = _personal(
    "TT614",
    "Số di động ngoài trường liên hệ",
    "số điện thoại di động",
    "Xóa số ấy. Số trực của cơ quan thì ghi ở “dien_thoai” của đầu mối, tốt nhất là số cố định.",
    wrong='ghi_chu: "Hỏi anh Mẫu, 05…"',
    right='ghi_chu: "Hỏi Văn phòng, 0298 3812 000"',
)
EMAIL = _personal(
    "TT615",
    "Thư điện tử riêng ngoài trường liên hệ",
    "hộp thư riêng",
    "Xóa địa chỉ ấy, hoặc thay bằng hộp thư công vụ.",
)
FREE_MAILBOX = Rule(
    code="TT616",
    severity=Severity.WARNING,
    title="Liên hệ bằng hộp thư miễn phí",
    message="{where}: hộp thư “{text}” không thuộc tên miền của cơ quan.",
    cure="Nên dùng hộp thư công vụ (.gov.vn); nếu là hộp thư chung của cơ quan thì để nguyên.",
    why="Hộp thư riêng là dữ liệu cá nhân, và thư gửi tới đó không thuộc hồ sơ của cơ quan.",
)
ACCOUNT = _personal(
    "TT617",
    "Số tài khoản ngân hàng, số thẻ",
    "số tài khoản hoặc số thẻ ngân hàng",
    "Xóa số ấy. Tài khoản của cơ quan mở tại Kho bạc thì ghi rõ chữ “Kho bạc Nhà nước” cạnh số.",
)
BIRTH = _personal(
    "TT618",
    "Ngày sinh của một người",
    "ngày hoặc năm sinh của một người",
    "Xóa ngày sinh; danh sách người thì thay bằng số liệu gộp.",
)
HOME = _personal(
    "TT619",
    "Địa chỉ nhà của một người",
    "địa chỉ nhà của một người",
    "Xóa địa chỉ, hoặc chỉ ghi tên xã, phường.",
)
INSURANCE = _personal(
    "TT620",
    "Mã số bảo hiểm xã hội, thẻ bảo hiểm y tế",
    "mã số bảo hiểm của một người",
    "Xóa mã ấy, hoặc thay bằng “{text}”.",
)
PLATE = _personal(
    "TT621",
    "Biển số xe",
    "biển số xe",
    "Xóa biển số, hoặc thay bằng “{text}”.",
)
OFFENCE = _sensitive(
    "TT630",
    "Vi phạm, án tích, khiếu nại của một người",
    "thông tin về vi phạm, án tích, khiếu nại hay tố cáo của người có tên",
)
HEALTH = _sensitive("TT631", "Sức khỏe của một người", "thông tin sức khỏe của người có tên")
ORIGIN = _sensitive(
    "TT632", "Dân tộc, tôn giáo của một người", "dân tộc hoặc tôn giáo của người có tên"
)
BIOMETRIC = _sensitive(
    "TT633",
    "Sinh trắc học, ảnh giấy tờ của một người",
    "dữ liệu sinh trắc học hoặc ảnh giấy tờ của người có tên",
)
VULNERABLE = _sensitive(
    "TT623",
    "Hộ nghèo, trẻ em, người được trợ giúp có tên",
    "hoàn cảnh riêng của người có tên",
    why="Hoàn cảnh gia đình, việc nhận trợ giúp, học tập của trẻ em là đời sống riêng tư (Điều 38 Bộ luật "
    "Dân sự 2015, Điều 21 Luật Trẻ em 2016: chưa xác minh số điều). " + _CONSENT,
)
NAMES = _personal(
    "TT626",
    "Nhiều tên người trong một mục",
    "tên của ba người trở lên",
    "Thay tên bằng số người.",
)
OF_OFFICIAL = Rule(
    code="TT627",
    severity=Severity.WARNING,
    title="Chuyện riêng của người giữ chức vụ",
    message="{where}: dường như có chuyện riêng của người có tên: “{text}”.",
    cure="Xem lại: luật cho công khai điều này về người giữ chức vụ thì để nguyên, không thì xóa.",
    why=_BASIC,
)
PASSWORD = _sensitive(
    "TT634",
    "Mật khẩu viết ra",
    "mật khẩu hoặc mã đăng nhập",
    cure="Xóa mật khẩu, rồi đổi mật khẩu ấy; không phải mật khẩu thì để nguyên.",
    why="Ai đọc trang cũng đăng nhập được; thông tin đăng nhập thuộc dữ liệu nhạy cảm của Điều 4 Nghị "
    "định 356/2025/NĐ-CP.",
)
NOT_WAIVABLE = Rule(
    code="TT635",
    severity=Severity.ERROR,
    title="Quy tắc không miễn trừ được",
    message="“quy_tac”: không miễn trừ được quy tắc {text} ({title}).",
    cure="Bỏ lời miễn trừ này; gỡ tài liệu, hoặc dùng bản đã giải mật.",
    why="Bí mật nhà nước chỉ được công khai sau khi giải mật theo Luật 117/2025/QH15, không theo ý "
    "người nhập dữ liệu.",
    wrong='mien_tru: [{quy_tac: "TT601", …}]',
    right="# Không có dòng mien_tru cho TT601.",
)
INCOMPLETE_WAIVER = Rule(
    code="TT636",
    severity=Severity.WARNING,
    title="Lời miễn trừ chưa đủ",
    message="“mien_tru”: lời miễn trừ {text} thiếu {missing} nên chưa có hiệu lực.",
    cure="Ghi đủ quy_tac, vai_tro, ngay, ly_do, het_han.",
    why="Miễn trừ là một quyết định có người chịu trách nhiệm, có lý do, có ngày hết hạn.",
    wrong='mien_tru: [{quy_tac: "TT614"}]',
    right='mien_tru:\n- quy_tac: "TT614"\n  vai_tro: "Chánh Văn phòng"\n  ngay: 2026-09-03\n'
    '  ly_do: "Số trực ban đã công bố"\n  het_han: 2027-03-03',
)
UNKNOWN_RULE = Rule(
    code="TT637",
    severity=Severity.ERROR,
    title="Miễn trừ một quy tắc không có",
    message="“quy_tac”: không có quy tắc “{text}” trong bộ quy tắc an toàn.{hint}",
    cure="Ghi đúng mã đã hiện trong thông báo lỗi, ví dụ TT614.",
    why="Lời miễn trừ chỉ có hiệu lực với đúng một quy tắc.",
    wrong='quy_tac: "TT6140"',
    right='quy_tac: "TT614"',
)
LAPSED_WAIVER = Rule(
    code="TT638",
    severity=Severity.WARNING,
    title="Lời miễn trừ đã hết hạn",
    message="“het_han”: lời miễn trừ {text} đã hết hạn ngày {day}; trang ghi “đang rà soát” thay cho "
    "{what}.",
    cure="Xem lại: còn lý do thì gia hạn bằng quyết định mới, không thì xóa điều đã được miễn ({detected}).",
    why="Không lỗi nào tự sinh ra chỉ vì ngày qua đi; nhưng hết hạn thì điều được miễn không còn được "
    "công khai.",
    withholds=True,
)
UNUSED_WAIVER = Rule(
    code="TT639",
    severity=Severity.WARNING,
    title="Lời miễn trừ không dùng đến",
    message="“mien_tru”: không có gì trong mục và tệp của mục vi phạm {text}.",
    cure="Xóa lời miễn trừ này.",
    why="Lời miễn trừ thừa sẽ che một vi phạm thêm vào sau.",
)
NAMED_PEOPLE = Rule(
    code="TT624",
    severity=Severity.WARNING,
    title="Tên người trong tên hoặc ghi chú của mục",
    message="{count} mục nêu tên người trong tên hoặc ghi chú (dòng {lines}).",
    cure="Đọc lại các mục ấy. Được nêu tên thì đánh dấu ô “Tên người trong tên, ghi chú” của mục trong biểu mẫu, "
    "hoặc thêm ten_nguoi: {{ket_luan: duoc-neu}} rồi chạy access-info fmt; không thì xóa tên người.",
    why="Tên là dữ liệu cá nhân (Điều 3 Nghị định 356/2025/NĐ-CP), nhưng máy không biết đó là người ký, "
    "người được khen hay người dân có đơn. Trả lời một lần; tên hoặc ghi chú của mục đổi thì được hỏi lại. "
    "Trang vẫn được dựng, cả với --strict.",
    wrong='ten: "Giải quyết đơn của ông Nguyễn Văn Mẫu"',
    right='ten: "Giải quyết đơn của công dân"',
    counted=False,
)
LISTED_PEOPLE = Rule(
    code="TT625",
    severity=Severity.ERROR,
    title="Danh sách người có tên",
    message="{where}: có danh sách nêu tên {text} người{detail}. Luật 91/2025/QH15 chỉ cho công khai dữ liệu "
    "cá nhân khi người ấy đồng ý hoặc luật quy định.",
    cure="Công khai số liệu gộp, hoặc bỏ cột tên. Danh sách mà luật cho nêu tên (bổ nhiệm, trúng tuyển, khen "
    "thưởng …) thì ghi đúng loại thông tin ở “diem” của mục. Luật buộc phải công khai thì ghi quyết định vào "
    "“mien_tru” của mục. Đã lên mạng thì rút bằng lệnh withdraw.",
    why="Họ tên là dữ liệu cá nhân cơ bản (Điều 3 Nghị định 356/2025/NĐ-CP); danh sách còn cho biết mỗi người "
    "thuộc diện nào. Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15, Điều 16 (chưa xác minh số điều), chỉ cho công "
    "khai khi người ấy đồng ý hoặc luật quy định.",
    wrong="# Bảng “Họ và tên | Thôn | Mức hỗ trợ” trong tệp đính kèm",
    right="# Bảng “Thôn | Số hộ | Tổng mức hỗ trợ”",
    withholds=True,
)
