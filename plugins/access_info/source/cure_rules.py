"""Define the rules for texts that are no YAML, or not the YAML that data are written in (TT1xx)."""

from __future__ import annotations

from access_info.problems import Rule

PLAIN_LINES = Rule(
    code="TT127",
    title="Giá trị không có ngoặc kép kéo sang dòng sau",
    message="Dòng “{text}” bị đọc liền vào giá trị của dòng trên, “{first}”.",
    cure="Nếu đây là một trường hay một mục mới, sửa chỗ thụt đầu dòng, dấu gạch, dấu hai chấm của "
    "dòng này. Nếu là phần tiếp của giá trị trên, đặt cả giá trị trong ngoặc kép.",
    why="Giá trị không có ngoặc kép gộp cả dòng thụt vào ngay dưới nó mà không báo gì.",
    wrong="hinh_thuc:\n  - cong-tttdt\n   - niem-yet",
    right="hinh_thuc:\n  - cong-tttdt\n  - niem-yet",
)
NO_OPENING = Rule(
    code="TT128",
    title="Ngoặc kép không bao trọn giá trị",
    message="Dấu {quote} không mở ở đầu giá trị nên không bao trọn giá trị: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}",
    why="Không có dấu mở ở đầu thì dấu ngoặc bị coi là một phần của giá trị và hiện lên trang.",
    wrong='ten: Sở Mẫu"',
    right='ten: "Sở Mẫu"',
)
CURLY_QUOTES = Rule(
    code="TT129",
    title="Ngoặc kép cong",
    message="Giá trị đặt trong ngoặc kép cong của Word: {text}",
    cure="Dùng ngoặc kép thẳng: {fix}",
    why="Chỉ ngoặc kép thẳng bao được giá trị; ngoặc cong bị coi là một phần của giá trị.",
    wrong="ten: “Sở Mẫu”",
    right='ten: "Sở Mẫu"',
)
GLUED_COMMENT = Rule(
    code="TT130",
    title="Dấu # làm mất phần sau của giá trị",
    message="Từ dấu # trở đi bị coi là ghi chú, không phải giá trị: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}. Nếu đúng là ghi chú, thêm một dấu cách sau dấu #.",
    why="Ngoài ngoặc kép, dấu # đứng sau dấu cách mở một ghi chú; phần sau nó không được đọc.",
    wrong="ten: Văn bản #5",
    right='ten: "Văn bản #5"',
)
NO_DASH = Rule(
    code="TT131",
    title="Thiếu dấu gạch đầu dòng",
    message="Dòng này thiếu dấu gạch ở đầu: “{text}”.",
    cure="Viết “{fix}”, thẳng hàng với các mục cùng danh sách.",
    why="Mỗi mục của danh sách mở đầu bằng một dấu gạch và một dấu cách.",
    wrong='muc:\n  ma: "2026-001"\n- ma: "2026-002"',
    right='muc:\n- ma: "2026-001"\n- ma: "2026-002"',
)
EXTRA_DASH = Rule(
    code="TT132",
    title="Thừa dấu gạch đầu dòng",
    message="Dấu gạch ở đây thừa: “{text}”.",
    cure="Xóa dấu gạch, hoặc xóa cả dòng nếu sau nó không có gì; các trường của một mục phải thẳng "
    "hàng với nhau.",
    why="Dấu gạch mở một mục mới, nên các dòng sau không còn thuộc mục này.",
    wrong='muc:\n- - ma: "2026-001"\n  ten: "Quy chế"',
    right='muc:\n- ma: "2026-001"\n  ten: "Quy chế"',
)
STRAY_LINE = Rule(
    code="TT133",
    title="Dòng chữ không thuộc trường nào",
    message="Dòng “{text}” không thuộc trường nào.",
    cure="Nếu là ghi chú, thêm dấu # và một dấu cách ở đầu dòng. Nếu là phần tiếp của giá trị trên, "
    "đưa vào trong ngoặc kép của giá trị ấy. Nếu không thì xóa dòng.",
    why="Mỗi dòng là một trường, một mục của danh sách, hoặc một ghi chú.",
    wrong='ten: "Sở Mẫu"\nGhi thêm một câu',
    right='ten: "Sở Mẫu"\n# Ghi thêm một câu',
)
AFTER_BRACKET = Rule(
    code="TT134",
    title="Còn chữ sau dấu ngoặc đóng",
    message="Sau dấu ngoặc đóng vẫn còn chữ: “{text}”.",
    cure="Xóa phần thừa. Nếu cả dòng là một câu chữ, đặt trong ngoặc kép: {fix}",
    why="Dấu [ và { mở đầu giá trị là mở một danh sách; sau dấu đóng không được có gì nữa.",
    wrong="ten: [Dự thảo] Quy chế",
    right='ten: "[Dự thảo] Quy chế"',
)
DASH_BEHIND_KEY = Rule(
    code="TT135",
    title="Mở danh sách ngay trên dòng của tên trường",
    message="Dấu gạch không được đứng ngay sau tên trường: “{text}”.",
    cure="Xuống dòng rồi mới viết dấu gạch. Nếu đây là chữ bình thường, đặt trong ngoặc kép: {fix}",
    why="Mỗi mục của danh sách nằm trên dòng của mình.",
    wrong="hinh_thuc: - niem-yet",
    right='hinh_thuc:\n  - "niem-yet"',
)
NO_COMMA = Rule(
    code="TT136",
    title="Thiếu dấu phẩy trong ngoặc",
    message="Giữa các giá trị trong ngoặc {bracket}{closing} phải có dấu phẩy: “{text}”.",
    cure="Thêm dấu phẩy và một dấu cách giữa hai giá trị; giá trị nào có dấu riêng thì đặt trong ngoặc "
    "kép.",
    why="Trong ngoặc, dấu phẩy ngăn giá trị này với giá trị kia.",
    wrong="niem_yet: {tu: 2026-09-03 den: 2026-10-03}",
    right="niem_yet: {tu: 2026-09-03, den: 2026-10-03}",
)
EMPTY_BEFORE_LIST = Rule(
    code="TT137",
    title="Giá trị trống đứng trước danh sách",
    message="“{text}” nghĩa là trường này trống, nhưng ngay dưới lại có nội dung: “{first}”.",
    cure="Xóa {empty} ở dòng này: chỉ viết “{fix}”.",
    why="Dấu [] khai một danh sách không có mục nào, nên các mục viết dưới nó không thuộc trường nào.",
    wrong='muc: []\n- ma: "2026-001"\n  ten: "Nội quy"',
    right='muc:\n- ma: "2026-001"\n  ten: "Nội quy"',
)


SYNTAX = Rule(
    code="TT101",
    title="Sai cú pháp YAML",
    message="Dòng này viết chưa đúng cú pháp YAML: “{text}”.",
    cure="Xem lại dòng này và dòng ngay trên: mỗi trường viết theo dạng “tên_trường: giá trị”, "
    "giá trị đặt trong dấu ngoặc kép.",
    why="Tệp không đọc được từ chỗ này trở đi, nên không thể biết các trường phía sau.",
    wrong='ten "Sở Mẫu"',
    right='ten: "Sở Mẫu"',
)
TAB = Rule(
    code="TT102",
    title="Dùng phím Tab để thụt đầu dòng",
    message="Dòng này thụt vào bằng phím Tab.",
    cure="Xóa dấu Tab ở đầu dòng, gõ dấu cách thay vào (2 dấu cách cho mỗi bậc).",
    why="YAML chỉ nhận dấu cách ở đầu dòng; dấu Tab hiện khác nhau trên mỗi máy.",
    wrong='quy_che:\n\tso_ky_hieu: "12/QĐ-STP"',
    right='quy_che:\n  so_ky_hieu: "12/QĐ-STP"',
)
DUPLICATE_KEY = Rule(
    code="TT103",
    title="Một trường khai hai lần",
    message="Trường “{key}” đã khai ở dòng {first}, nay khai lại.",
    cure="Giữ dòng {first} hoặc dòng này, xóa dòng kia. Nếu từ đây là một mục mới của danh sách, thêm "
    "dấu gạch và dấu cách (“- ”) ở đầu mục.",
    why="Nếu lấy dòng sau, nội dung dòng trước sẽ mất mà không ai hay.",
    wrong='email: "a@mau.gov.vn"\nemail: "b@mau.gov.vn"',
    right='email: "a@mau.gov.vn"',
)
COLON = Rule(
    code="TT104",
    title="Dấu hai chấm trong giá trị không có ngoặc kép",
    message="Giá trị có dấu hai chấm nhưng không đặt trong ngoặc kép: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}",
    why="Dấu hai chấm ngăn tên trường với giá trị, nên phần sau bị hiểu nhầm là một trường mới.",
    wrong="ten: Quyết định: về việc ban hành quy chế",
    right='ten: "Quyết định: về việc ban hành quy chế"',
)
INDENT = Rule(
    code="TT105",
    title="Thụt đầu dòng sai bậc",
    message="Dòng “{text}” thụt vào {spaces} dấu cách, không thẳng hàng với các trường cùng nhóm.",
    cure="Để dòng này thẳng hàng với các trường cùng nhóm: trước nó gõ đúng {expected} dấu cách.",
    why="YAML dựa vào chỗ thụt đầu dòng để biết trường nào thuộc nhóm nào.",
    wrong='- ma: "2026-001"\n   ten: "Quy chế"',
    right='- ma: "2026-001"\n  ten: "Quy chế"',
)
OPEN_QUOTE = Rule(
    code="TT106",
    title="Ngoặc kép chưa đóng",
    message="Dấu {quote} mở ở đây chưa có dấu đóng: “{text}”.",
    cure="Thêm dấu {quote} ở cuối giá trị. Nếu trong giá trị có dấu {quote}, viết {inner} thay cho "
    "nó.",
    why="Không có dấu đóng thì mọi dòng phía sau bị hiểu là phần còn lại của giá trị này.",
    wrong='ten: "Sở Mẫu',
    right='ten: "Sở Mẫu"',
)
OPEN_BRACKET = Rule(
    code="TT107",
    title="Ngoặc vuông hoặc ngoặc nhọn chưa đóng",
    message="Dấu {bracket} mở ở đây chưa có dấu đóng {closing}: “{text}”.",
    cure="Thêm dấu {closing} ở cuối danh sách, hoặc đặt cả giá trị trong ngoặc kép nếu đó là một "
    "câu chữ.",
    why="Dấu [ và { mở một danh sách viết trên một dòng, phải có dấu đóng.",
    wrong='diem: ["l01-d17k1a", "l01-d17k1b"',
    right='diem: ["l01-d17k1a", "l01-d17k1b"]',
)
NO_COLON = Rule(
    code="TT108",
    title="Thiếu dấu hai chấm hoặc dấu cách sau tên trường",
    message="Sau tên trường phải có dấu hai chấm và một dấu cách: “{text}”.",
    cure="Viết: {fix}",
    why="Tên trường được nhận ra nhờ dấu hai chấm và dấu cách liền sau.",
    wrong='ten:"Sở Mẫu"',
    right='ten: "Sở Mẫu"',
)
BAD_START = Rule(
    code="TT109",
    title="Giá trị mở đầu bằng dấu đặc biệt",
    message="Giá trị không được mở đầu bằng dấu “{char}”: “{text}”.",
    cure="Đặt cả giá trị trong ngoặc kép: {fix}",
    why="Các dấu @ ` % & * ! | > có nghĩa riêng trong YAML khi đứng đầu giá trị.",
    wrong="don_vi: @Văn phòng",
    right='don_vi: "@Văn phòng"',
)
ANCHOR = Rule(
    code="TT110",
    title="Dùng neo, bí danh hoặc khóa trộn của YAML",
    message="“{text}” là cách viết tắt lặp lại của YAML, không được dùng ở đây.",
    cure="Viết đầy đủ giá trị ở từng chỗ. Nếu đó là chữ bình thường, đặt trong ngoặc kép.",
    why="Người duyệt phải thấy đúng giá trị ở đúng chỗ; bí danh còn có thể phình ra không giới hạn.",
    wrong='dia_chi: &truso "Số 1 đường Mẫu"',
    right='dia_chi: "Số 1 đường Mẫu"',
)
TAG = Rule(
    code="TT111",
    title="Dùng nhãn kiểu của YAML",
    message="“{text}” là nhãn kiểu của YAML, không được dùng ở đây.",
    cure="Xóa nhãn này. Nếu đó là chữ bình thường, đặt cả giá trị trong ngoặc kép.",
    why="Kiểu của mỗi trường do chương trình quy định sẵn; nhãn kiểu có thể chạy mã lạ.",
    wrong="nam: !!int 2026",
    right='nam: "2026"',
)
TOO_DEEP = Rule(
    code="TT112",
    title="Lồng quá nhiều bậc",
    message="Dữ liệu lồng nhau quá {most} bậc.",
    cure="Xem lại các dấu [ {{ và chỗ thụt đầu dòng; mẫu đúng ở thư mục agencies/_mau.",
    why="Không mẫu nào cần nhiều bậc như vậy; tệp lồng quá sâu làm máy tính hết bộ nhớ khi dựng trang.",
    wrong="a: [[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]",
    right="a: []",
)
TOO_LARGE = Rule(
    code="TT113",
    title="Tệp dữ liệu quá lớn",
    message="Tệp lớn {size} KB, vượt mức {most} KB.",
    cure="Chia thành nhiều tệp trong thư mục cong-khai/, mỗi tệp có khóa “muc”.",
    why="Tệp quá lớn không sửa được trên web và thường do dán nhầm.",
)
NOT_UTF8 = Rule(
    code="TT114",
    title="Tệp không phải UTF-8",
    message="Tệp không lưu theo bảng mã UTF-8; có vẻ là {encoding}.",
    cure="Mở tệp bằng Notepad, chọn Lưu thành (Save As), mục Mã hóa (Encoding) chọn UTF-8, rồi lưu "
    "lại và xem kỹ dấu tiếng Việt.",
    why="Đọc sai bảng mã thì chữ tiếng Việt hỏng mà không ai biết.",
)
HIDDEN = Rule(
    code="TT115",
    title="Ký tự không nhìn thấy",
    message="Ở đây có ký tự không nhìn thấy {char} ({name}).",
    cure="Xóa ký tự này: xóa cả đoạn quanh nó rồi gõ lại bằng tay, đừng dán.",
    why="Ký tự đổi chiều chữ có thể làm người duyệt đọc khác nội dung thật của tệp; ký tự rộng bằng không "
    "làm hỏng tìm kiếm. Chỉ chữ Khmer (trường “km”) được dùng U+200B đến U+200D.",
)
CONTROL = Rule(
    code="TT116",
    title="Ký tự điều khiển",
    message="Ở đây có ký tự điều khiển {char}.",
    cure="Xóa ký tự này rồi gõ lại phần chữ quanh nó.",
    why="Ký tự điều khiển không phải chữ, thường lọt vào khi dán từ phần mềm khác.",
)
CONFLICT = Rule(
    code="TT117",
    title="Còn dấu của hai bản sửa chưa gộp",
    message="Dòng “{text}” là dấu của hai bản sửa chưa gộp.",
    cure="Chọn nội dung đúng, xóa các dòng bắt đầu bằng <<<<<<<, ======= và >>>>>>>.",
    why="Hai người cùng sửa một chỗ; phải có người quyết định giữ bản nào.",
    wrong='<<<<<<< HEAD\nten: "Sở Tư pháp tỉnh Mẫu"\n=======\nten: "Sở Tư pháp"\n>>>>>>> main',
    right='ten: "Sở Tư pháp tỉnh Mẫu"',
)
SEVERAL_DOCUMENTS = Rule(
    code="TT118",
    title="Dòng --- giữa tệp",
    message="Dòng “{text}” chia tệp thành hai phần; chỉ được có một phần.",
    cure="Xóa dòng này.",
    why="Phần sau dòng --- sẽ không được đọc.",
    wrong='ten: "Sở Mẫu"\n---\nloai: so',
    right='ten: "Sở Mẫu"\nloai: so',
)
AFTER_QUOTE = Rule(
    code="TT119",
    title="Còn chữ sau dấu ngoặc kép đóng",
    message="Sau dấu {quote} đóng vẫn còn chữ: “{text}”.",
    cure="Xóa phần thừa, hoặc đưa nó vào trong ngoặc; dấu {quote} ở giữa câu viết là {inner} .",
    why="Giá trị kết thúc ở dấu đóng; phần chữ sau đó không thuộc trường nào.",
    wrong='ten: "Quy chế "tiếp công dân" năm 2026"',
    right='ten: "Quy chế \\"tiếp công dân\\" năm 2026"',
)
NOT_A_MAPPING = Rule(
    code="TT120",
    title="Tệp không có trường nào",
    message="Tệp phải gồm các trường dạng “tên_trường: giá trị”, ở đây lại là {found}.",
    cure="Chép mẫu tương ứng trong agencies/_mau rồi điền vào.",
    why="Mỗi tệp dữ liệu là một nhóm trường có tên.",
    wrong='- "Quy chế tiếp công dân"',
    right='muc:\n- ma: "2026-001"\n  ten: "Quy chế tiếp công dân"',
)
BAD_KEY = Rule(
    code="TT121",
    title="Tên trường không phải một từ",
    message="Tên trường ở đây không phải một từ đơn giản: “{text}”.",
    cure="Viết tên trường liền nhau, không dấu, ví dụ “so_ky_hieu: …”; bỏ dấu ? [ {{ ở đầu dòng.",
    why="Tên trường luôn là một từ không dấu có trong mẫu.",
    wrong='? so_ky_hieu: "12/QĐ-STP"',
    right='so_ky_hieu: "12/QĐ-STP"',
)
FRONT_MATTER = Rule(
    code="TT122",
    title="Phần đầu trang chưa đóng",
    message="Phần đầu trang mở bằng dòng “---” nhưng không có dòng “---” đóng.",
    cure="Thêm một dòng chỉ có --- ngay sau các trường ở đầu trang.",
    why="Không có dòng đóng thì không biết đâu là tiêu đề, đâu là nội dung.",
    wrong='---\ntieu_de: "Lịch tiếp công dân"\nNội dung…',
    right='---\ntieu_de: "Lịch tiếp công dân"\n---\nNội dung…',
)
ODD_SPACE = Rule(
    code="TT123",
    title="Dấu cách lạ",
    message="Ở đây có dấu cách lạ {char}, không phải dấu cách thường.",
    cure="Xóa khoảng trống này rồi gõ lại bằng phím cách.",
    why="Dấu cách dán từ Word hay trang web trông giống dấu cách thường nhưng không phải là "
    "dấu cách: dòng không thụt vào, hoặc dấu ấy dính vào giá trị.",
)
UNREADABLE = Rule(
    code="TT124",
    title="Không mở được tệp",
    message="Không mở được tệp này: {reason}.",
    cure="Kiểm tra đây là tệp chữ (không phải PDF, Word, thư mục hay lối tắt) và tài khoản đang "
    "chạy có quyền đọc.",
    why="Tệp không mở được thì không thể công bố nội dung của nó.",
)
DASH = Rule(
    code="TT125",
    title="Dấu gạch đầu dòng viết sai",
    message="Một mục phải mở đầu bằng một dấu gạch ngắn và một dấu cách: “{text}”.",
    cure="Viết: {fix}",
    why="Dấu gạch ngắn và dấu cách mở một mục mới của danh sách; thiếu dấu cách, hoặc dùng dấu "
    "gạch dài, dấu chấm tròn của Word, thì bị coi là chữ.",
    wrong='muc:\n  -ma: "2026-001"',
    right='muc:\n  - ma: "2026-001"',
)
ESCAPE = Rule(
    code="TT126",
    title="Dấu gạch chéo ngược trong ngoặc kép",
    message="Trong ngoặc kép, dấu \\ phải viết hai lần: “{text}”.",
    cure="Viết \\\\ thay cho \\, hoặc dùng dấu / .",
    why="Dấu \\ báo rằng chữ liền sau có nghĩa riêng.",
    wrong='noi: "Tầng 1\\phòng 2"',
    right='noi: "Tầng 1/phòng 2"',
)
