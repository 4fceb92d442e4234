"""Problems whose cure a person must decide, each with the reason: no machine may type it."""

from __future__ import annotations

_ONLY_THE_AGENCY = (
    "Chỉ cơ quan biết giá trị còn thiếu; điền giá trị mẫu là công bố điều không thật."
)
_A_GUESS = "Giá trị gần giống nhất chỉ là phỏng đoán; chọn nhầm thì sai mà không ai hay."
_REASONS: tuple[tuple[str, str], ...] = (
    # The text itself leaves open what was meant.
    (
        "TT101 TT102 TT105 TT107 TT108 TT118 TT119 TT120 TT123 TT130 TT131 TT132 TT136",
        (
            "Có khi dòng ấy đọc được theo nhiều cách, hoặc thiếu hẳn một phần; người nhập biết mình định "
            "viết gì."
        ),
    ),
    ("TT103", "Hai dòng cùng tên trường mà khác giá trị: người nhập biết giá trị nào đúng."),
    ("TT106", "Có khi giá trị dài nhiều dòng, hoặc nằm trong một danh sách viết trên một dòng."),
    (
        "TT110 TT111",
        "Chữ ấy có thể là cách viết tắt của YAML, cũng có thể là một phần của giá trị.",
    ),
    ("TT112", "Không biết những bậc nào thừa."),
    ("TT113", "Chia danh mục thành những tệp nào là việc của người giữ danh mục."),
    ("TT114", "Đổi bảng mã xong phải có người đọc lại chữ tiếng Việt."),
    (
        "TT115 TT116",
        "Ký tự ẩn có thể che một đoạn khác với điều mắt thấy; người duyệt phải đọc lại đoạn ấy.",
    ),
    ("TT117", "Hai người cùng sửa một chỗ: phải có người chọn bản đúng."),
    ("TT121", "Không biết tên trường nào được định viết."),
    ("TT122", "Có khi cả trang chỉ có phần đầu: không biết phần ấy hết ở dòng nào."),
    ("TT124", "Tệp không đọc được: phải có người xem đó là tệp gì."),
    ("TT135", "Một từ sau dấu gạch có thể là mục của một danh sách, cũng có thể là giá trị."),
    (
        "TT127 TT133",
        "Không biết dòng ấy là phần tiếp của giá trị trên, một trường mới hay ghi chú.",
    ),
    # Names and places of files: nothing to type inside a file.
    (
        "TT141 TT142 TT143 TT144 TT145 TT146 TT147 TT149 TT150 TT151 TT152",
        (
            "Phải đổi tên, chuyển hay xóa tệp, không phải sửa chữ trong tệp; tên thư mục còn là địa chỉ "
            "trên mạng."
        ),
    ),
    ("TT160 TT161 TT162", "Phải chọn, vẽ lại hay chuyển một hình: không phải sửa chữ trong tệp."),
    ("TT337 TT338", "Chọn màu là việc của địa bàn; lời báo nêu màu gần nhất dùng được."),
    ("TT339", "Chỉ người ở địa bàn biết bà con gọi thứ ấy là gì."),
    ("TT148", "Không biết năm trong tệp hay tên tệp là đúng."),
    ("TT153 TT171 TT521", "Tệp do lệnh tạo ra: lấy lại từ trang đã đăng, không sửa tay."),
    (
        "TT154 TT155 TT156 TT157",
        "Chia trang ở đâu, bỏ dấu nào là việc của người viết trang; bỏ tự động thì mất chữ.",
    ),
    ("TT158 TT525", "Xóa hẳn một nội dung khỏi kho phải do người chịu trách nhiệm làm."),
    # Values that only the agency knows.
    ("TT201", "Có khi không đoán được trường nào được định viết, hoặc trường ấy đã có rồi."),
    ("TT159 TT202 TT206 TT304 TT323 TT325 TT355", _ONLY_THE_AGENCY),
    (
        "TT203 TT204 TT205 TT207 TT219",
        "Phải viết lại nội dung cho hợp với trường; chỉ người nhập biết bỏ gì, giữ gì.",
    ),
    ("TT225", "Chỉ người giữ khóa có khóa công khai đúng."),
    ("TT220", "Chỉ người rà soát biết mình đã xem đúng tệp nào."),
    ("TT211", "Có khi chữ ấy không chỉ một ngày nào."),
    ("TT212", "Ngày đúng chỉ có trong văn bản gốc."),
    ("TT213 TT218", "Có khi không rõ chữ ấy là số nào."),
    ("TT214 TT215 TT312 TT313 TT314 TT315 TT316 TT346 TT347 TT349 TT501 TT512", _A_GUESS),
    ("TT216 TT302 TT303", "Mã là địa chỉ không bao giờ đổi: phải có người chọn."),
    (
        "TT217 TT350 TT351 TT352 TT353 TT502 TT511 TT522 TT523 TT524",
        "Phải mở thử mới biết địa chỉ hay tệp nào đúng.",
    ),
    ("TT301", "Có khi mục viết gọn trên nhiều dòng, không rõ đặt mã ở đâu."),
    ("TT311", "Nội dung thuộc điểm nào, của luật nào, là việc của người phân loại."),
    (
        "TT321 TT322 TT324 TT331 TT332 TT333 TT334 TT335 TT336 TT340 TT348",
        "Hai chỗ mâu thuẫn nhau: phải đối chiếu văn bản hay sổ sách mới biết chỗ nào sai.",
    ),
    ("TT341 TT342 TT343 TT344 TT360", "Phải đối chiếu với nơi cấp mã, cấp số, cấp hộp thư."),
    ("TT354", "Chỉ cơ quan biết đó là số của đầu mối hay số riêng của một người."),
    ("TT345", "Chữ ấy có thể là tên viết tắt chứ không phải địa chỉ trên mạng."),
    (
        "TT601 TT602 TT603 TT604 TT605 TT635",
        "Người phụ trách bảo vệ bí mật nhà nước phải quyết định.",
    ),
    (
        "TT371 TT372 TT373 TT374 TT375 TT376",
        "Mã, địa chỉ của từng tỉnh và giữ bản cũ bao lâu là việc của người giữ trang cả nước.",
    ),
    ("TT357 TT358 TT359", "Cơ quan nào ở ô nào của lưới là việc người giữ địa bàn chọn."),
    ("TT163 TT164 TT165", "Ranh giới chỉ sửa được bằng phần mềm bản đồ, theo tài liệu địa chính."),
    ("TT166 TT168", "Phải có người cài thêm một thư viện."),
    ("TT169", "Không phải lỗi của dữ liệu: phải có người xem máy dựng trang."),
    ("TT636 TT852", _ONLY_THE_AGENCY),
    ("TT637", _A_GUESS),
    ("TT638 TT639", "Gia hạn hay bỏ lời miễn trừ là quyết định của người chịu trách nhiệm."),
)
WHY_A_PERSON = {code: reason for codes, reason in _REASONS for code in codes.split()}
# Families of rules that are not about what an agency types into its data.
_FAMILIES = {
    "TT4": "Tệp luật chỉ được sửa khi đã đối chiếu với văn bản luật.",
    "TT6": "Người rà soát phải xem đó có phải bí mật, có phải thông tin riêng của một người không, và "
    "luật có buộc công khai không; tệp đính kèm thì phải sửa bằng phần mềm của nó.",
    "TT7": "Tệp văn phòng là của cơ quan: sửa trong Word, Excel theo sổ sách, không sửa tự động được.",
    "TT8": "Người gửi đề nghị và người duyệt phải quyết định.",
}


def why_a_person(code: str) -> str:
    """Say why a person must decide what to type against a problem; "" if a machine may.

    Args:
        code: The code of the problem's rule.
    """
    return WHY_A_PERSON.get(code) or _FAMILIES.get(code[:3], "")
