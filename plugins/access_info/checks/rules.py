"""Rules for data that contradict themselves, the law or their own files, and why a person must mend them."""

from __future__ import annotations

from access_info.model.vocabularies import SERVICE_UNITS, WITHDRAWN
from access_info.problems import Rule, Severity

NO_ID = Rule(
    code="TT301",
    title="Mục chưa có mã",
    message="Mục này chưa có mã (trường “ma”).",
    cure='Thêm dòng: ma: "{suggested}"',
    why="Mã giữ cho địa chỉ của mục không đổi. Mã đặt tự động khi dựng trang thì thêm bớt một "
    "mục sẽ làm mã mọi mục sau đổi theo.",
    wrong='- ten: "Quy chế tiếp công dân"',
    right='- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"',
)
DUPLICATE_ID = Rule(
    code="TT302",
    title="Hai mục trùng mã",
    message="Mã “{id}” đã dùng ở {other}.",
    cure='Đổi mã của mục thêm sau, ví dụ: ma: "{suggested}"',
    why="Mã là địa chỉ của mục; hai mục trùng mã thì liên kết chỉ tới được một mục. Mã phải riêng "
    "trong cả hai danh mục của cơ quan.",
    wrong='- ma: "2026-001"\n- ma: "2026-001"',
    right='- ma: "2026-001"\n- ma: "2026-002"',
)
DECOMPOSED_ID = Rule(
    code="TT303",
    severity=Severity.WARNING,
    title="Mã gõ bằng dấu rời",
    message="Mã “{id}” được gõ với dấu tách rời chữ.",
    cure='Gõ lại mã, tốt nhất chỉ dùng chữ không dấu và số, ví dụ: ma: "{suggested}"',
    why="Chữ có dấu rời trông giống chữ thường nhưng được lưu khác; mã trong trang đã được ghép "
    "dấu lại.",
    wrong='ma: "2026-bảng-giá" (dấu gõ rời khỏi chữ)',
    right='ma: "2026-bang-gia"',
)
NO_TITLE = Rule(
    code="TT304",
    title="Mục không có tên, cũng không có số",
    message="Mục này không có “ten” (Tên thông tin) cũng không có “so_ky_hieu” (Số, ký hiệu).",
    cure='Thêm dòng: ten: "…" (hoặc so_ky_hieu: "…")',
    why="Người đọc không biết mục này là thông tin gì.",
    wrong='- ma: "2026-001"',
    right='- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"',
)
UNKNOWN_POINT = Rule(
    code="TT311",
    title="Không có điểm luật này",
    message="“{key}”: không có điểm hay loại thông tin “{text}” trong các luật đã nạp.{hint}",
    cure="Viết mã của đúng điểm luật: mã đứng cạnh từng điểm ở trang Pháp luật, gồm mã luật, điều, "
    "khoản và điểm.",
    why="Mục được xếp trên trang theo điểm của luật.",
    wrong='diem: ["d17k1a"]',
    right='diem: ["l01-d17k1a"]',
)
UNKNOWN_AGENCY = Rule(
    code="TT312",
    severity=Severity.WARNING,
    title="Không có cơ quan này",
    message="“{key}”: không có thư mục cơ quan “{text}”.{hint}",
    cure="Sửa theo tên thư mục trong agencies/. Nếu là tên một cơ quan không có trang ở đây, viết tên đầy "
    "đủ có dấu.",
    why="Liên kết tới cơ quan không có trang sẽ là liên kết hỏng.",
    wrong='ke_thua: ["xa-mau-moii"]',
    right='ke_thua: ["xa-mau-moi"]',
)
UNKNOWN_ITEM = Rule(
    code="TT313",
    title="Không có mục này",
    message="“{key}”: không có mục mã “{text}”.{hint}",
    cure="Sửa theo mã mục trong danh mục, hoặc “mã-cơ-quan/mã-mục” nếu là mục của cơ quan khác.",
    why="Liên kết tới mục không có sẽ là liên kết hỏng.",
    wrong='thay_the_boi: "2026-999"',
    right='thay_the_boi: "2026-015"',
)
UNKNOWN_KIND = Rule(
    code="TT314",
    title="Không có loại thông tin có điều kiện này",
    message="“{key}”: luật không có loại “{text}”.{hint}",
    cure="Chọn một trong: {wording}.",
    why="Loại cho biết ai phải đồng ý trước khi cung cấp.",
    wrong='loai: "d16k9"',
    right='loai: "d16k1"',
)
UNKNOWN_GROUND = Rule(
    code="TT315",
    title="Không có căn cứ từ chối này",
    message="“tu_choi”: luật không có căn cứ từ chối “{text}”.{hint}",
    cure="Dùng mã căn cứ của luật, gồm điều, khoản và điểm; mã có trong trang Pháp luật.",
    why="Thống kê từ chối phải theo từng căn cứ của luật.",
    wrong="tu_choi: {d99: 1}",
    right="tu_choi: {d27k3: 1}",
)
UNKNOWN_DUTY = Rule(
    code="TT316",
    title="Không có nghĩa vụ này",
    message="“nghia_vu”: không có nghĩa vụ “{text}”.{hint}",
    cure="Dùng mã của một nghĩa vụ có trong bảng giám sát, như OB-01.",
    why="Đánh giá phải gắn với một nghĩa vụ cụ thể.",
    wrong='nghia_vu: "OB-99"',
    right='nghia_vu: "OB-02"',
)
PERIOD_REVERSED = Rule(
    code="TT321",
    title="Ngày kết thúc trước ngày bắt đầu",
    message="“{key}”: đến ngày {end} lại trước từ ngày {start}.",
    cure="Sửa một trong hai ngày, hoặc đổi chỗ cho nhau.",
    why="Khoảng thời gian này không thể có.",
    wrong="niem_yet: {tu: 2026-10-03, den: 2026-09-03}",
    right="niem_yet: {tu: 2026-09-03, den: 2026-10-03}",
)
PUBLISHED_BEFORE_ISSUED = Rule(
    code="TT322",
    severity=Severity.WARNING,
    title="Công khai trước khi ban hành",
    message="Ngày công khai {published} trước ngày ban hành {issued}.",
    cure="Xem lại hai ngày. Nếu là bản lấy ý kiến, đó là một mục khác với bản đã ban hành.",
    why="Thông tin không thể được công khai trước khi có.",
    wrong='ngay_ban_hanh: "2026-09-15"\nngay_cong_khai: "2026-09-10"',
    right='ngay_ban_hanh: "2026-09-10"\nngay_cong_khai: "2026-09-15"',
)
REPLACED_BY_NONE = Rule(
    code="TT323",
    severity=Severity.WARNING,
    title="Đã thay thế nhưng không ghi bởi mục nào",
    message="Mục có tình trạng “thay-the” nhưng không có “thay_the_boi”.",
    cure='Thêm dòng: thay_the_boi: "mã mục mới, hoặc số ký hiệu văn bản mới"',
    why="Người đọc bản cũ cần biết tìm bản mới ở đâu.",
    wrong='tinh_trang: "thay-the"',
    right='tinh_trang: "thay-the"\nthay_the_boi: "2026-014"',
)
REPLACED_BY_ITSELF = Rule(
    code="TT324",
    title="Mục được thay thế bởi chính nó",
    message="“{key}” trỏ về chính mục “{text}”.",
    cure="Ghi mã của mục mới.",
    why="Liên kết vòng không dẫn người đọc tới đâu.",
    wrong='ma: "2026-001"\nthay_the_boi: "2026-001"',
    right='ma: "2026-001"\nthay_the_boi: "2026-014"',
)
WITHDRAWN_WITHOUT_REASON = Rule(
    code="TT325",
    severity=Severity.WARNING,
    title="Rút mà không ghi lý do",
    message="Mục đã rút nhưng chưa ghi ngày và lý do (trường “rut”).",
    cure='Thêm: rut: {{ngay: "2026-10-01", ly_do: "…"}}',
    why="Trang vẫn giữ dòng của mục đã rút, kèm ngày và lý do.",
    wrong=f'tinh_trang: "{WITHDRAWN}"',
    right=f'tinh_trang: "{WITHDRAWN}"\nrut:\n  ngay: "2026-10-01"\n  ly_do: "Đăng nhầm bản dự thảo"',
)
SUM_DIFFERS = Rule(
    code="TT331",
    severity=Severity.WARNING,
    title="Số liệu không khớp tổng",
    message="{what}: cộng lại là {total}, trong khi {other} là {expected}.",
    cure="Đối chiếu sổ theo dõi rồi sửa một trong hai số.",
    why="Số liệu công bố phải cộng khớp; trang vẫn hiện cả hai số.",
    wrong="tiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: 3}",
    right="tiep_nhan: {truc_tiep: 5}\nket_qua: {day_du: 3, dang_xu_ly: 2}",
)
MEDIAN_ABOVE_LONGEST = Rule(
    code="TT332",
    title="Trung vị lớn hơn số ngày dài nhất",
    message="Trung vị {median} ngày lớn hơn dài nhất {longest} ngày.",
    cure="Sửa một trong hai số; trung vị không bao giờ lớn hơn số dài nhất.",
    why="Hai số này mâu thuẫn nhau.",
    wrong='trung_vi: "15"\ndai_nhat: "4"',
    right='trung_vi: "4"\ndai_nhat: "15"',
)
LIMIT_TOO_LONG = Rule(
    code="TT334",
    title="Thời hạn riêng quá dài",
    message="“gia_tri”: thời hạn {value} ngày vượt mức {most} ngày.",
    cure="Viết đúng số ngày của thời hạn riêng; thời hạn riêng chỉ ngắn hơn thời hạn của luật.",
    why="Số quá lớn là gõ nhầm, và không tính được ngày hết hạn.",
    wrong="gia_tri: 30000",
    right="gia_tri: 3",
)
NO_COLOUR = Rule(
    code="TT337",
    title="Mã màu sai dạng",
    message="“mau_chu_dao”: “{text}” không phải mã màu.",
    cure="Viết dấu # rồi sáu chữ số hoặc chữ a đến f, trong ngoặc kép.",
    why="Màu này dùng cho liên kết, nút và nền đầu trang.",
    wrong='mau_chu_dao: "xanh"',
    right='mau_chu_dao: "#0a4f86"',
)
PALE_COLOUR = Rule(
    code="TT338",
    title="Màu chủ đạo quá nhạt",
    message="“mau_chu_dao”: chữ màu {text} trên nền trắng, chữ trắng trên nền {text} khó đọc "
    "(tương phản {ratio}, cần từ 4,5).",
    cure="Chọn màu đậm hơn; gần nhất đọc được là {nearest}.",
    why="Người mắt kém không đọc được chữ nhạt; chuẩn trợ năng WCAG 2.2 AA yêu cầu tương phản từ 4,5.",
    wrong='mau_chu_dao: "#7fb2e5"',
    right='mau_chu_dao: "#0a4f86"',
)
UNIT_CODE = Rule(
    code="TT360",
    severity=Severity.WARNING,
    title="Mã đơn vị hành chính sai dạng",
    message="“ma_don_vi_hanh_chinh”: “{text}” không đúng dạng mã đơn vị hành chính.",
    cure="Ghi mã trong danh mục đơn vị hành chính của cơ quan thống kê nhà nước: hai chữ số với tỉnh, "
    "thành phố, năm chữ số với xã, phường, đặc khu; đặt trong ngoặc kép.",
    why="Trang của cả nước xếp dữ liệu theo địa bàn nhờ mã này.",
    wrong='ma_don_vi_hanh_chinh: "1"',
    right='ma_don_vi_hanh_chinh: "01"',
)
PERSON_IN_PAPER = Rule(
    code="TT340",
    title="Dự thảo văn bản nêu tên người",
    message="“{key}”: “{text}” có tên người.",
    cure="Chỉ ghi quyền hạn, chức vụ hoặc tên cơ quan; người ký điền tên khi ký.",
    why="Bản dự thảo đăng trên mạng, còn người giữ chức vụ thì thay đổi.",
    wrong='chuc_vu_ky: ["PHÓ CHỦ TỊCH Nguyễn Văn A"]',
    right='chuc_vu_ky: ["KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH"]',
)
HALF_A_SYNONYM = Rule(
    code="TT339",
    severity=Severity.WARNING,
    title="Từ đồng nghĩa thiếu một vế",
    message="“tu_dong_nghia”: mục này chưa ghi {missing}.",
    cure="Ghi cả hai: “goi” là chữ người dân hay nói, “la” là chữ cơ quan viết.",
    why="Thiếu một vế thì tìm kiếm không biết chữ nào ứng với chữ nào.",
    wrong='tu_dong_nghia:\n- goi: ["đò Phú Đông"]',
    right='tu_dong_nghia:\n- goi: ["đò Phú Đông"]\n  la: "bến phà Phú Đông"',
)
PROCEDURE_CODE = Rule(
    code="TT342",
    severity=Severity.WARNING,
    title="Mã thủ tục hành chính sai dạng",
    message="“{key}”: “{text}” không đúng dạng mã thủ tục hành chính.",
    cure="Chép đúng mã trên Cơ sở dữ liệu quốc gia về thủ tục hành chính, ví dụ 1.116556.",
    why="Người dân tra thủ tục bằng mã này.",
    wrong='ma_tthc: "TTHC 116556"',
    right='ma_tthc: "1.116556"',
)
NOT_AN_ADDRESS = Rule(
    code="TT345",
    severity=Severity.WARNING,
    title="Địa chỉ thiếu https://",
    message="“{key}”: “{text}” không mở được vì thiếu https://.",
    cure="Viết “{fix}” nếu đây là địa chỉ trên mạng.",
    why="Thiếu phần đầu, trang chỉ hiện chữ, không bấm được.",
    wrong='trang_web: "so-tu-phap.mau.example"',
    right='trang_web: "https://so-tu-phap.mau.example"',
)
FREQUENCY = Rule(
    code="TT346",
    severity=Severity.WARNING,
    title="Tần suất không có trong danh sách",
    message="“tan_suat”: không có tần suất “{text}”.{hint}",
    cure="Chọn một trong: {choices}.",
    why="Ngày cần cập nhật tiếp theo được tính từ tần suất.",
    wrong='tan_suat: "mỗi năm"',
    right='tan_suat: "hang-nam"',
)
NO_FILE = Rule(
    code="TT501",
    title="Không có tệp đính kèm",
    message="“{key}”: không có tệp “{text}” trong thư mục tep/ của cơ quan.{hint}",
    cure="Tải tệp vào thư mục tep/, hoặc sửa tên cho đúng từng chữ, kể cả chữ hoa và đuôi tệp.",
    why="Liên kết tải tệp sẽ hỏng.",
    wrong='tep: ["quy-che.PDF"]',
    right='tep: ["quy-che.pdf"]',
)
FILE_OUTSIDE = Rule(
    code="TT502",
    title="Tệp ngoài thư mục của cơ quan",
    message="“{key}”: “{text}” dẫn ra ngoài thư mục tep/ của cơ quan.",
    cure="Chép tệp vào thư mục tep/ của cơ quan rồi chỉ ghi tên tệp.",
    why="Chỉ tệp trong thư mục tep/ được đưa lên trang.",
    wrong='tep: ["../so-tai-chinh/tep/a.pdf"]',
    right='tep: ["a.pdf"]',
)
DEAD_LINK = Rule(
    code="TT511",
    severity=Severity.WARNING,
    title="Liên kết trong trang dẫn tới chỗ không có",
    message="Liên kết “{text}” không dẫn tới trang nào.",
    cure="Sửa địa chỉ: viết đường dẫn tới tệp .md, hoặc tới trang như ../cong-khai/#2026-001.",
    why="Người đọc bấm vào sẽ gặp trang báo không tìm thấy.",
    wrong="[Quy chế](../cong-khai#quy-che)",
    right="[Quy chế](../cong-khai/#2026-001)",
)
DEAD_ITEM_LINK = Rule(
    code="TT512",
    severity=Severity.WARNING,
    title="Liên kết tới mục không có của cơ quan khác",
    message="“{key}”: cơ quan “{agency}” không có mục mã “{text}”.",
    cure="Sửa theo mã mục trong danh mục của cơ quan đó.",
    why="Liên kết tới mục không có sẽ là liên kết hỏng.",
    wrong='thay_the_boi: "so-tu-phap/2026-1"',
    right='thay_the_boi: "so-tu-phap/2026-001"',
)


GRID_NUMBER = Rule(
    code="TT357",
    title="Ô lưới ghi thiếu hoặc quá lớn",
    message="Ô lưới của “{agency}”: “{key}” phải là số từ 1 đến {most}.",
    cure="Ghi cả cột và hàng của ô; hoặc bỏ cả hai, khi đó các ô xếp theo thứ tự ghi.",
    why="Lưới quá rộng thì không vừa màn hình; số rất lớn thường là gõ nhầm.",
    wrong="cot: 30",
    right="cot: 3",
)
SAME_CELL = Rule(
    code="TT358",
    title="Hai cơ quan ở cùng một ô lưới",
    message="Cột {column}, hàng {row} đã là ô của “{other}”, không thể là ô của “{agency}” nữa.",
    cure="Chọn một ô còn trống cho một trong hai cơ quan.",
    why="Một ô chỉ hiện được một cơ quan.",
)
TWICE_IN_GRID = Rule(
    code="TT359",
    title="Một cơ quan có hai ô lưới",
    message="“{agency}” đã có một ô lưới ở trên.",
    cure="Giữ một ô, xóa ô kia.",
    why="Mỗi cơ quan chỉ hiện một lần trong lưới.",
)


_COSTLY = (
    "Trang quá nặng làm chậm việc dựng trang hàng chục giây, mà ai gửi bản đề nghị cũng gửi được một trang như vậy; giới hạn "
    "này không đụng tới trang viết bình thường."
)
PAGE_TOO_LONG = Rule(
    code="TT154",
    title="Trang viết thêm quá dài",
    message="Trang viết thêm dài quá 100.000 chữ cái, từ chỗ này trở đi là thừa.",
    cure="Chia thành nhiều trang trong thư mục trang/, hoặc đăng thành tệp đính kèm.",
    why=_COSTLY,
)
PAGE_TOO_DEEP = Rule(
    code="TT155",
    title="Trang viết thêm lồng quá nhiều bậc",
    message="Danh sách hoặc trích dẫn lồng nhau quá 20 bậc, ở “{text}”.",
    cure="Bớt dấu “>”, “-”, “*” hoặc khoảng trắng ở đầu dòng này.",
    why=_COSTLY,
    wrong="> > > > > > > > > > > > > > > > > > > > > > chữ",
    right="> chữ",
)
PAGE_UNCLOSED = Rule(
    code="TT156",
    title="Trang viết thêm có quá nhiều dấu chưa đóng",
    message="Trong đoạn này có quá nhiều dấu [, (, <, *, _ hoặc ` mà không có dấu đóng, bắt đầu từ “{text}”.",
    cure="Xóa các dấu thừa, hoặc thêm dấu đóng; chia đoạn dài thành nhiều đoạn, cách nhau một dòng trống.",
    why=_COSTLY,
    wrong="[[[[[[[[[[[[[[[[[[[[ …",
    right="[Danh mục](../cong-khai/)",
)
PAGE_TABLE = Rule(
    code="TT157",
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


_SERVICE_UNITS = ", ".join(SERVICE_UNITS)

ENDED_BEFORE_FOUNDED = Rule(
    code="TT333",
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
BAD_ACCOUNT = Rule(
    code="TT851",
    title="Không phải tài khoản người duyệt",
    message="“tai_khoan”: “{text}” không phải tên tài khoản.",
    cure="Viết @tên-tài-khoản, @nhóm/tổ hoặc địa chỉ thư điện tử, mỗi tài khoản một dòng.",
    why="Tên này được chép vào tệp CODEOWNERS; viết sai thì không ai được mời duyệt.",
    wrong='tai_khoan: ["Văn phòng"]',
    right='tai_khoan: ["@tinh-mau/van-phong"]',
)
NO_COMMON_REVIEWER = Rule(
    code="TT852",
    severity=Severity.WARNING,
    title="Chưa có người duyệt chung",
    message="“nguoi_duyet” chưa nói ai duyệt các tệp không thuộc cơ quan nào.",
    cure='Thêm: - {{co_quan: "*", tai_khoan: ["@…"]}}',
    why="Tệp của tỉnh, trang hướng dẫn, mã nguồn và chính danh sách người duyệt cũng cần người giữ.",
    wrong='nguoi_duyet:\n- co_quan: "so-tu-phap"\n  tai_khoan: ["@so-tu-phap"]',
    right='nguoi_duyet:\n- co_quan: "*"\n  tai_khoan: ["@so-tu-phap"]',
)
SAME_MEMBER = Rule(
    code="TT371",
    title="Hai thành viên cùng mã",
    message="“ma”: “{text}” đã là mã của một thành viên ở trên.",
    cure="Xóa thành viên ghi hai lần, hoặc sửa mã ở dòng này.",
    why="Mã phân biệt các tỉnh: dữ liệu của hai tỉnh cùng mã sẽ lẫn vào nhau.",
    wrong='- ma: "01"\n  ten: "Tỉnh Mẫu"\n- ma: "01"\n  ten: "Tỉnh Mẫu Hai"',
    right='- ma: "01"\n  ten: "Tỉnh Mẫu"\n- ma: "02"\n  ten: "Tỉnh Mẫu Hai"',
)
NO_UNIT_CODE = Rule(
    code="TT372",
    title="Mã thành viên không phải mã đơn vị hành chính",
    message="“ma”: “{text}” không phải mã đơn vị hành chính.",
    cure="Ghi đúng ma_don_vi_hanh_chinh của tỉnh ấy: hai chữ số với tỉnh, thành phố; năm chữ số với xã, phường, "
    "đặc khu; đặt trong ngoặc kép.",
    why="Dữ liệu chỉ được nhận khi chính tỉnh ấy cũng ghi mã này.",
    wrong='ma: "tinh-mau"',
    right='ma: "99"',
)
BAD_ADDRESS = Rule(
    code="TT373",
    title="Địa chỉ trang của thành viên chưa dùng được",
    message="“dia_chi”: “{text}” không phải địa chỉ trang đầu bắt đầu bằng https://.",
    cure="Mở trang đầu của tỉnh ấy trong trình duyệt rồi chép địa chỉ, bỏ phần từ dấu ? hay # trở đi.",
    why="Dữ liệu được đọc từ địa chỉ này; chỉ https:// mới biết chắc là máy chủ của tỉnh ấy trả lời.",
    wrong='dia_chi: "http://tiep-can-thong-tin.mau.example/?trang=1"',
    right='dia_chi: "https://tiep-can-thong-tin.mau.example/"',
)
SAME_ADDRESS = Rule(
    code="TT374",
    title="Hai thành viên cùng địa chỉ",
    message="“dia_chi”: “{text}” đã là địa chỉ của một thành viên ở trên.",
    cure="Sửa địa chỉ ở dòng này thành địa chỉ trang của đúng tỉnh ấy.",
    why="Mỗi tỉnh có trang riêng; cùng địa chỉ thì có một tỉnh ghi nhầm.",
)
NO_MEMBER = Rule(
    code="TT375",
    title="Chưa có thành viên nào",
    message="“thanh_vien”: chưa ghi tỉnh nào.",
    cure="Thêm ít nhất một tỉnh, mỗi tỉnh một gạch đầu dòng với ma, ten, dia_chi.",
    why="Trang cả nước chỉ làm từ những gì các tỉnh đã đăng.",
    wrong="thanh_vien: []",
    right='thanh_vien:\n  - ma: "99"\n    ten: "Tỉnh Mẫu"\n    dia_chi: "https://tiep-can-thong-tin.mau.example/"',
)
BAD_KEEP_DAYS = Rule(
    code="TT376",
    title="Số ngày giữ bản cũ ngoài mức",
    message="“giu_toi_da”: {days} ngày không dùng được.",
    cure="Ghi từ 1 đến {most} ngày; bỏ dòng này thì là 30 ngày.",
    why="Bản cũ giữ quá lâu thì còn hiện cả những gì tỉnh đã rút.",
    wrong="giu_toi_da: 9999",
    right="giu_toi_da: 30",
)

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
    """Return the reason why a person has to decide how to mend a problem; "" if a machine may.

    Args:
        code: The code of the problem's rule.
    """
    return WHY_A_PERSON.get(code) or _FAMILIES.get(code[:3], "")
