"""Define the rules for mistakes in the law packs and in the table of days off (TT4xx)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

DUPLICATE_ID = Rule(
    code="TT401",
    title="Mã của luật dùng hai lần",
    message="Mã “{id}” đã dùng ở {first}.",
    cure="Đặt mã khác cho mục này, hoặc xóa mục trùng.",
    why="Dữ liệu của cơ quan chỉ đến một điều khoản bằng mã; mã trùng thì không biết điều nào.",
    wrong="- ma: l01-d17k1a\n- ma: l01-d17k1a",
    right="- ma: l01-d17k1a\n- ma: l01-d17k1b",
)
UNKNOWN_POINT = Rule(
    code="TT402",
    title="Bảng đối chiếu chỉ đến điểm không có",
    message="Không luật nào trước luật này có điểm “{id}”.{hint}",
    cure="Sửa thành mã một điểm của luật trước, hoặc xóa dòng này.",
    why="Bảng đối chiếu gợi ý chỗ xếp lại thông tin khi luật thay đổi.",
    wrong="tu_diem: [l104-d17k1z]",
    right="tu_diem: [l104-d17k1a]",
)
OVERLAP = Rule(
    code="TT403",
    title="Hai luật cùng có hiệu lực",
    message="Luật “{law}” có hiệu lực từ {start}, khi luật “{earlier}” còn hiệu lực.",
    cure="Thêm dòng “thay_the: {earlier}” vào tệp này, hoặc ghi “hieu_luc_den” ở tệp của luật "
    "“{earlier}”.",
    why="Mỗi ngày chỉ một luật tiếp cận thông tin được dùng để tính nghĩa vụ và thời hạn.",
    wrong='ma: l02\nhieu_luc_tu: "2030-01-01"',
    right='ma: l02\nhieu_luc_tu: "2030-01-01"\nthay_the: l01',
)
UNKNOWN_REFERENCE = Rule(
    code="TT404",
    title="Chỉ đến một mã không có trong tệp",
    message="“{key}” ({label}): trong tệp này không có mã “{id}”.{hint}",
    cure="Sửa thành một mã có trong mục “{where}” của cùng tệp, hoặc xóa trường này.",
    why="Trang ghép các phần của một luật bằng mã.",
    wrong="kenh: thu-tin",
    right="kenh: truc-tiep",
)
UNKNOWN_OBLIGATION = Rule(
    code="TT405",
    title="Nghĩa vụ không có trong danh sách",
    message="Không có nghĩa vụ “{id}” trong nghia-vu.yml.{hint}",
    cure="Sửa mã, hoặc khai nghĩa vụ này trong nghia-vu.yml trước.",
    why="Tên, bằng chứng và đối tượng của nghĩa vụ chỉ ghi ở nghia-vu.yml.",
    wrong="- ma: OB-99",
    right="- ma: OB-01",
)
BAD_PREFIX = Rule(
    code="TT406",
    title="Mã không bắt đầu bằng mã của nơi chứa nó",
    message="Mã “{id}” phải là “{prefix}” kèm {rest}.",
    cure="Sửa thành “{example}”.",
    why="Nhìn mã phải biết ngay thuộc luật nào, điểm nào.",
    wrong="ma: l01-d17k1b1  # nằm trong điểm l01-d17k1a",
    right="ma: l01-d17k1a1",
)
UNKNOWN_LAW = Rule(
    code="TT407",
    title="Chỉ đến luật không có",
    message="“{key}” ({label}): không có luật “{id}” có hiệu lực trước luật này.{hint}",
    cure="Sửa thành mã (trường ma) của một luật có hiệu lực trước luật này.",
    why="Luật sau thay thế hoặc tạm dùng quy định của luật trước.",
    wrong="thay_the: l14",
    right="thay_the: l104",
)
MISSING_FILE = Rule(
    code="TT408",
    title="Thiếu tệp của gói luật",
    message="Không có {what} trong các thư mục gói luật.",
    cure="Thêm tệp vào thư mục này; xem mẫu trong thư mục gói luật đi kèm chương trình.",
    why="Không có luật, nghĩa vụ hoặc lịch nghỉ thì không dựng trang đúng được.",
)
UNKNOWN_PART = Rule(
    code="TT409",
    title="Phần không tạm dùng được",
    message="Không tạm dùng được phần “{part}” của luật trước.{hint}",
    cure="Ghi tên một danh sách quy định của luật trước, ví dụ bieu_mau, chuyen_muc, quy_che, "
    "dong_danh_muc, so_lieu.",
    why="Chỉ những phần là danh sách quy định mới chuyển sang luật sau được.",
    wrong="phan: [mau]",
    right="phan: [bieu_mau]",
)
WRONG_YEAR = Rule(
    code="TT410",
    title="Ngày không thuộc năm đang khai",
    message="Ngày “{day}” không thuộc năm {year}.",
    cure="Sửa ngày, hoặc chuyển sang khối của năm {other}.",
    why="Bảng ngày nghỉ khai theo từng năm để biết năm nào đã có thông báo.",
    wrong='nam: 2027\nnghi:\n  - {ten: "Quốc khánh", ngay: ["2026-09-02"]}',
    right='nam: 2027\nnghi:\n  - {ten: "Quốc khánh", ngay: ["2027-09-02"]}',
)
NOT_A_WEEKEND = Rule(
    code="TT411",
    title="Ngày làm bù không phải ngày nghỉ cuối tuần",
    message="Ngày làm bù “{day}” là {weekday}, vốn là ngày làm việc.",
    cure="Ghi đúng ngày thứ Bảy hoặc Chủ nhật phải làm bù.",
    why="Chỉ ngày nghỉ hằng tuần mới đổi thành ngày làm việc.",
    wrong='- {ngay: "2026-08-21", thay_cho: "2026-08-31"}',
    right='- {ngay: "2026-08-22", thay_cho: "2026-08-31"}',
)
BACKWARDS = Rule(
    code="TT412",
    title="Luật hết hiệu lực trước khi có hiệu lực",
    message="Luật hết hiệu lực ngày {end}, trước ngày có hiệu lực {start}.",
    cure="Sửa một trong hai ngày.",
    why="Khoảng thời gian ngược thì không ngày nào luật được áp dụng.",
    wrong='hieu_luc_tu: "2026-09-01"\nhieu_luc_den: "2018-06-30"',
    right='hieu_luc_tu: "2018-07-01"\nhieu_luc_den: "2026-08-31"',
)
BAD_ENDING = Rule(
    code="TT413",
    title="Đuôi tệp gói luật không đúng",
    message="Tệp “{name}” không có đuôi .yml nên không được đọc.",
    cure="Đổi tên tệp thành “{fix}”.",
    why="Gói luật bị bỏ sót thì nghĩa vụ và thời hạn tính theo luật cũ.",
    wrong="luat-05-2030.yaml",
    right="luat-05-2030.yml",
)
BAD_PERIOD = Rule(
    code="TT414",
    title="Thời hạn không hợp lý",
    message="Thời hạn “{value}” không dùng được với đơn vị “{unit}”.",
    cure="Ghi số ngày từ 1 đến {most}; “ngay-lap-tuc” thì ghi 0.",
    why="Thời hạn sai làm sai mọi hạn trả lời tính từ nó.",
    wrong="gia_tri: 0\ndon_vi: ngay",
    right="gia_tri: 12\ndon_vi: ngay",
)
NO_FOLDER = Rule(
    code="TT415",
    title="Không có thư mục gói luật",
    message="Không có thư mục gói luật “{name}”.",
    cure="Sửa đường dẫn, hoặc bỏ tùy chọn này để dùng gói luật đi kèm chương trình.",
    why="Gói luật riêng mà không đọc được thì trang sẽ theo luật khác với ý muốn.",
)
UNKNOWN_FIELD = Rule(
    code="TT416",
    title="Trường để xét nghĩa vụ không có trong dữ liệu",
    message="“{key}”: {where} không có trường “{field}”.{hint}",
    cure="Sửa thành tên một trường có trong bảng các trường dữ liệu.",
    why="Nghĩa vụ được xét từ trường của dữ liệu; trường không có thì không cơ quan nào đạt được.",
    wrong="cach: co-truong, truong: [quy_che.nguoi_ki]",
    right="cach: co-truong, truong: [quy_che.nguoi_ky]",
)
UNKNOWN_PART_LAW = Rule(
    code="TT417",
    title="Phần của nghĩa vụ chỉ đến luật không có",
    message="“luat” (Chỉ theo luật): không có luật tiếp cận thông tin mang mã “{id}”.{hint}",
    cure="Sửa thành mã (trường ma) của luật, hoặc xóa trường này để xét theo mọi luật.",
    why="Phần chỉ xét theo một luật không có thì không bao giờ được xét.",
    wrong="luat: [l1]",
    right="luat: [l01]",
)
MISSING_FOR_WAY = Rule(
    code="TT418",
    title="Cách xét thiếu điều nó cần",
    message="Cách xét “{way}” cần trường “{key}” ({label}).",
    cure="Thêm vào phần này, ví dụ “{example}”.",
    why="Thiếu điều ấy thì không đánh giá được nghĩa vụ.",
    wrong="cach: dinh-ky, truong: [bao_cao.ngay]",
    right="cach: dinh-ky, truong: [bao_cao.ngay], so_thang: 36",
)
UNFIT_FOR_WAY = Rule(
    code="TT419",
    title="Giá trị không hợp với cách xét",
    message="Cách xét “{way}” không dùng được “{value}” ở trường “{key}”.",
    cure="Ghi {choices}.",
    why="Mỗi cách xét chỉ dùng được với một số danh sách và một số loại trường.",
    wrong="cach: ngay-con-han, truong: [chuyen_muc.dia_chi]",
    right="cach: ngay-con-han, truong: [chuyen_muc.ngay_kiem_tra]",
)
UNKNOWN_PLACE = Rule(
    code="TT420",
    title="Căn cứ dẫn chỗ luật không có",
    message="Luật này không có “{place}”.{hint}",
    cure="Sửa số điều, khoản hoặc chữ của điểm cho đúng văn bản luật; nếu tệp dieu-khoan ghi thiếu thì thêm "
    "vào tệp ấy.",
    why="Căn cứ sai thì người đọc không tìm được điều luật bảo vệ quyền của mình.",
    wrong='can_cu: "khoản 7 Điều 15"',
    right='can_cu: "khoản 6 Điều 15"',
)
UNKNOWN_FACT = Rule(
    code="TT421",
    title="Đối chiếu một điều không có trong gói luật",
    message="“ma”: gói luật không có điều nào mang mã “{id}”.{hint}",
    cure="Sửa thành một mã ghi ở trang “Mã các điều luật”, hoặc xóa mục này.",
    why="Mã chỉ đến một điều của gói luật; mã sai thì không điều nào được nâng.",
    wrong="kiem_chung:\n  - ma: l01-d23k9",
    right="kiem_chung:\n  - ma: l01-d23k3",
)
UNFIT_RESULT = Rule(
    code="TT422",
    title="Kết quả đối chiếu không hợp với điều được đối chiếu",
    message="“{id}” là {what}, không ghi được “gia_tri: {value}”.",
    cure="Ghi {choices}.",
    why="Điều của luật thì đối chiếu với bản chép hoặc Công báo; loại thông tin thì xác định mới hay không mới.",
    wrong="- ma: l01-d17k1p1\n  gia_tri: cong-bao",
    right="- ma: l01-d17k1p1\n  gia_tri: khong-moi",
)
WITHOUT_EFFECT = Rule(
    code="TT423",
    severity=Severity.WARNING,
    title="Đối chiếu không có tác dụng",
    message="“{id}”: gói luật đã ghi “{known}”, nên “gia_tri: {value}” không có tác dụng.",
    cure="Xóa mục này. Thấy gói luật ghi sai thì sửa trong thư mục gói luật của kho (laws), đừng hạ ở đây.",
    why="Địa bàn chỉ nâng điều chưa chắc; hạ một điều đã đối chiếu phải sửa chính gói luật để ai cũng thấy.",
    wrong="- ma: l01-d27k1\n  gia_tri: khong",
    right="- ma: l01-d27k1\n  gia_tri: cong-bao",
)
CHECK_INCOMPLETE = Rule(
    code="TT424",
    title="Đối chiếu thiếu người, ngày hoặc căn cứ",
    message="Mục đối chiếu “{id}” thiếu “{key}” ({label}).",
    cure="Ghi thêm, ví dụ “{key}: {example}”.",
    why="Trang cho thấy ai đối chiếu, ngày nào, với văn bản nào; thiếu một điều thì không ai kiểm tra lại được.",
    wrong="- ma: l01-cung-cap\n  gia_tri: cong-bao",
    right='- ma: l01-cung-cap\n  gia_tri: cong-bao\n  vai_tro: "Phòng Xây dựng văn bản"\n  ngay: 2026-12-01\n  can_cu: "Công báo số 01"',
)
REPEATED_CHECK = Rule(
    code="TT425",
    title="Một điều được đối chiếu hai lần",
    message="“{id}” đã có mục đối chiếu ở dòng {line}.",
    cure="Giữ mục mới hơn, xóa mục kia.",
    why="Hai kết quả cho một điều thì không biết theo kết quả nào.",
    wrong="kiem_chung:\n  - ma: l01-d27k1\n  - ma: l01-d27k1",
    right="kiem_chung:\n  - ma: l01-d27k1\n  - ma: l01-d27k2",
)
