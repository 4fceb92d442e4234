"""Rules for data that contradict themselves, the law or their own files (TT3xx–TT5xx)."""

from __future__ import annotations

from access_info.model.vocabularies import WITHDRAWN
from access_info.problems import Rule, Severity

NO_ID = Rule(
    code="TT301",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Mục không có tên, cũng không có số",
    message="Mục này không có “ten” (Tên thông tin) cũng không có “so_ky_hieu” (Số, ký hiệu).",
    cure='Thêm dòng: ten: "…" (hoặc so_ky_hieu: "…")',
    why="Người đọc không biết mục này là thông tin gì.",
    wrong='- ma: "2026-001"',
    right='- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"',
)
UNKNOWN_POINT = Rule(
    code="TT311",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Không có mục này",
    message="“{key}”: không có mục mã “{text}”.{hint}",
    cure="Sửa theo mã mục trong danh mục, hoặc “mã-cơ-quan/mã-mục” nếu là mục của cơ quan khác.",
    why="Liên kết tới mục không có sẽ là liên kết hỏng.",
    wrong='thay_the_boi: "2026-999"',
    right='thay_the_boi: "2026-015"',
)
UNKNOWN_KIND = Rule(
    code="TT314",
    severity=Severity.ERROR,
    title="Không có loại thông tin có điều kiện này",
    message="“{key}”: luật không có loại “{text}”.{hint}",
    cure="Chọn một trong: {wording}.",
    why="Loại cho biết ai phải đồng ý trước khi cung cấp.",
    wrong='loai: "d16k9"',
    right='loai: "d16k1"',
)
UNKNOWN_GROUND = Rule(
    code="TT315",
    severity=Severity.ERROR,
    title="Không có căn cứ từ chối này",
    message="“tu_choi”: luật không có căn cứ từ chối “{text}”.{hint}",
    cure="Dùng mã căn cứ của luật, gồm điều, khoản và điểm; mã có trong trang Pháp luật.",
    why="Thống kê từ chối phải theo từng căn cứ của luật.",
    wrong="tu_choi: {d99: 1}",
    right="tu_choi: {d27k3: 1}",
)
UNKNOWN_DUTY = Rule(
    code="TT316",
    severity=Severity.ERROR,
    title="Không có nghĩa vụ này",
    message="“nghia_vu”: không có nghĩa vụ “{text}”.{hint}",
    cure="Dùng mã nghĩa vụ từ OB-01 đến OB-18.",
    why="Đánh giá phải gắn với một nghĩa vụ cụ thể.",
    wrong='nghia_vu: "OB-99"',
    right='nghia_vu: "OB-02"',
)
PERIOD_REVERSED = Rule(
    code="TT321",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Trung vị lớn hơn số ngày dài nhất",
    message="Trung vị {median} ngày lớn hơn dài nhất {longest} ngày.",
    cure="Sửa một trong hai số; trung vị không bao giờ lớn hơn số dài nhất.",
    why="Hai số này mâu thuẫn nhau.",
    wrong='trung_vi: "15"\ndai_nhat: "4"',
    right='trung_vi: "4"\ndai_nhat: "15"',
)
LIMIT_TOO_LONG = Rule(
    code="TT334",
    severity=Severity.ERROR,
    title="Thời hạn riêng quá dài",
    message="“gia_tri”: thời hạn {value} ngày vượt mức {most} ngày.",
    cure="Viết đúng số ngày của thời hạn riêng; thời hạn riêng chỉ ngắn hơn thời hạn của luật.",
    why="Số quá lớn là gõ nhầm, và không tính được ngày hết hạn.",
    wrong="gia_tri: 30000",
    right="gia_tri: 3",
)
NO_COLOUR = Rule(
    code="TT337",
    severity=Severity.ERROR,
    title="Mã màu sai dạng",
    message="“mau_chu_dao”: “{text}” không phải mã màu.",
    cure="Viết dấu # rồi sáu chữ số hoặc chữ a đến f, trong ngoặc kép.",
    why="Màu này dùng cho liên kết, nút và nền đầu trang.",
    wrong='mau_chu_dao: "xanh"',
    right='mau_chu_dao: "#0a4f86"',
)
PALE_COLOUR = Rule(
    code="TT338",
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
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
    severity=Severity.ERROR,
    title="Không có tệp đính kèm",
    message="“{key}”: không có tệp “{text}” trong thư mục tep/ của cơ quan.{hint}",
    cure="Tải tệp vào thư mục tep/, hoặc sửa tên cho đúng từng chữ, kể cả chữ hoa và đuôi tệp.",
    why="Liên kết tải tệp sẽ hỏng.",
    wrong='tep: ["quy-che.PDF"]',
    right='tep: ["quy-che.pdf"]',
)
FILE_OUTSIDE = Rule(
    code="TT502",
    severity=Severity.ERROR,
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
