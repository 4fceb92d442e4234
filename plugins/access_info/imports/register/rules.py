"""Mistakes of a register: a file that cannot be read, cells and rows that contradict (TT7xx).

No message quotes a cell, since a name may have slipped into any of them: only its address, and
days that were understood.
"""

from __future__ import annotations

from access_info.problems import Rule, Severity

NOT_SHEET = Rule(
    code="TT701",
    title="Không phải bảng tính",
    message="Tệp này không đọc được như bảng tính của sổ: {what}.",
    cure="Mở tệp bằng Excel hoặc LibreOffice, chọn Lưu thành (Save As), kiểu Excel Workbook (.xlsx).",
    why="Sổ phải là bảng tính (.xlsx, .xls, .ods, .csv): có ô, có dòng thì mới cộng được.",
)
ENCRYPTED = Rule(
    code="TT702",
    title="Sổ có mật khẩu",
    message="Tệp này đặt mật khẩu nên không đọc được.",
    cure="Lưu một bản không có mật khẩu, chạy lệnh với bản ấy rồi xóa bản ấy đi.",
    why="Tệp đặt mật khẩu thì không phần mềm nào cộng được.",
)
TOO_LARGE = Rule(
    code="TT703",
    title="Tệp lớn khác thường",
    message="Tệp này lớn khác thường nên không mở: {what}.",
    cure="Chép riêng bảng của sổ sang một tệp mới (dán giá trị), rồi dùng tệp ấy.",
    why="Tệp nén có thể bung ra lớn gấp nghìn lần và làm treo máy.",
)
DAMAGED = Rule(
    code="TT704",
    title="Tệp sổ hỏng",
    message="Bên trong tệp này bị hỏng, không đọc hết được.",
    cure="Mở tệp bằng Excel hoặc LibreOffice, lưu lại rồi chạy lại lệnh; không mở được thì lấy bản "
    "sao lưu.",
    why="Đọc được một phần mà vẫn cộng thì số liệu sẽ thiếu.",
)
FAR_CELL = Rule(
    code="TT705",
    title="Chữ nằm xa ngoài bảng",
    message="Ô {cell} có nội dung, nằm ngoài {rows} dòng, {columns} cột đầu của trang tính.",
    cure="Xóa nội dung ô này và những ô xa như vậy: chọn các dòng thừa dưới bảng, bấm Delete.",
    why="Ô xa như vậy không được đọc; nếu đó là một yêu cầu thì số liệu sẽ thiếu.",
)
OPEN_QUOTE = Rule(
    code="TT744",
    title="Dấu ngoặc kép trong sổ CSV không đóng",
    message="Sổ CSV có dấu ngoặc kép mở ở dòng {line} mà không đóng đúng chỗ.",
    cure="Mở tệp bằng Notepad, thêm dấu ngoặc kép đóng hoặc xóa dấu mở ở dòng ấy; hoặc lưu lại sổ từ Excel "
    "thành .xlsx rồi dùng tệp ấy.",
    why="Dấu ngoặc không đóng thì các dòng bên dưới nhập hết vào một ô, yêu cầu ở đó không được đếm.",
)
NO_REGISTER = Rule(
    code="TT711",
    title="Không thấy bảng của sổ",
    message="Không trang tính nào có dòng tiêu đề của sổ theo dõi trong {rows} dòng đầu.",
    cure="Tạo sổ theo mẫu bằng access-info statistics --template TỆP.xlsx rồi chép dữ liệu sang.",
    why="Cột được nhận ra nhờ tên ở dòng tiêu đề, không nhờ thứ tự cột.",
)
TWO_REGISTERS = Rule(
    code="TT712",
    title="Hai trang tính cùng là sổ",
    message="Trang tính “{second}” cũng có dòng tiêu đề của sổ, như trang “{first}”.",
    cure="Gộp các dòng về một trang tính, xóa hoặc ẩn trang còn lại.",
    why="Không biết phải tính trang nào; tính cả hai có thể đếm một yêu cầu hai lần.",
)
MISSING_COLUMN = Rule(
    code="TT713",
    title="Thiếu cột",
    message="Ô {cell}: dòng tiêu đề thiếu cột “{column}”.",
    cure="Ghi tiêu đề “{column}” vào ô này, hoặc sửa tên cột đang có thành như vậy.",
    why="Thiếu cột thì không tính được số liệu; cột không có gì cũng phải có tiêu đề.",
)
DOUBLE_COLUMN = Rule(
    code="TT714",
    title="Hai cột cùng tiêu đề",
    message="Ô {cell}: cột “{column}” đã có ở ô {first}.",
    cure="Xóa cột thừa, hoặc đổi tiêu đề của cột này.",
    why="Không biết phải đọc cột nào.",
)
FORMULA_ERROR = Rule(
    code="TT721",
    title="Ô có công thức lỗi",
    message="Ô {cell}: công thức ở cột “{column}” cho ra lỗi (#REF!, #VALUE!…).",
    cure="Thay công thức bằng giá trị, hoặc xóa trắng ô.",
    why="Ô lỗi mà coi là trống thì số liệu sai mà không ai biết.",
)
NOT_A_DAY = Rule(
    code="TT722",
    title="Ô ngày không phải ngày",
    message="Ô {cell}: nội dung cột “{column}” không phải một ngày từ năm 2000 trở đi.",
    cure="Gõ ngày/tháng/năm, ví dụ 03/9/2026, hoặc năm-tháng-ngày, ví dụ 2026-09-03.",
    why="Không có ngày đúng thì không biết yêu cầu thuộc năm nào, trả lời đúng hạn hay không.",
)
FUTURE_DAY = Rule(
    code="TT723",
    title="Ngày chưa tới",
    message="Ô {cell}: cột “{column}” ghi ngày {day}, sau ngày tính số liệu {today}.",
    cure="Sửa lại ngày; nếu sổ ghi đúng, chạy lệnh với --as-of là ngày muộn hơn.",
    why="Việc chưa xảy ra thì chưa thể vào sổ; thường là gõ nhầm tháng hoặc năm.",
)
UNKNOWN_WORD = Rule(
    code="TT724",
    title="Chữ không có trong danh sách chọn",
    message="Ô {cell}: nội dung cột “{column}” không có trong danh sách chọn.{hint}",
    cure="Chọn một trong: {fix}.",
    why="Số liệu được đếm theo chữ này; chữ lạ thì yêu cầu không được tính vào đâu.",
)
UNKNOWN_GROUND = Rule(
    code="TT725",
    title="Căn cứ từ chối không rõ",
    message="Ô {cell}: không thấy mã của một căn cứ từ chối, hoặc thấy nhiều mã.",
    cure="Ghi một mã trong: {fix}.",
    why="Số liệu của năm đếm số lần từ chối theo từng căn cứ của luật.",
)
NOT_A_COST = Rule(
    code="TT726",
    title="Chi phí không phải số tiền",
    message="Ô {cell}: nội dung cột “{column}” không phải số đồng nguyên từ 0 đến {most}.",
    cure="Chỉ ghi chữ số, ví dụ 12000; không thu thì để trống.",
    why="Chi phí phải cộng được; số âm, số lẻ hoặc chữ thường là gõ nhầm.",
)
NO_DAY = Rule(
    code="TT731",
    title="Dòng không có ngày nhận",
    message="Ô {cell} bỏ trống: không biết yêu cầu ở dòng này thuộc năm nào.",
    cure="Điền ngày nhận; nếu dòng này không phải một yêu cầu thì xóa cả dòng.",
    why="Yêu cầu được tính vào năm nhận.",
)
NO_CHANNEL = Rule(
    code="TT732",
    title="Dòng không có kênh",
    message="Ô {cell} bỏ trống: không biết yêu cầu ở dòng này đến bằng kênh nào.",
    cure="Chọn một trong: {fix}.",
    why="Số yêu cầu tiếp nhận cộng theo kênh phải bằng số yêu cầu đã giải quyết và đang xử lý.",
)
DOUBLE_NUMBER = Rule(
    code="TT733",
    title="Số thứ tự dùng hai lần",
    message="Ô {cell}: số thứ tự này đã dùng ở ô {first} trong cùng năm.",
    cure="Xóa dòng ghi lặp, hoặc đánh lại số cho dòng này.",
    why="Hai dòng cùng số thường là một yêu cầu bị chép hai lần.",
)
DAYS_REVERSED = Rule(
    code="TT734",
    title="Hai ngày ngược nhau",
    message="Ô {cell}: {column} ({day}) trước {other} ({other_day}, ô {other_cell}).",
    cure="Sửa ngày ở một trong hai ô.",
    why="Không thể trả lời trước khi nhận; ngày ngược làm sai số ngày giải quyết.",
)
EXTENSION_UNDATED = Rule(
    code="TT735",
    title="Có hạn mới mà không có ngày gia hạn",
    message="Ô {cell} bỏ trống, trong khi ô {other_cell} có hạn mới.",
    cure="Điền ngày ra văn bản gia hạn, hoặc xóa hạn mới nếu không gia hạn.",
    why="Hạn chỉ kéo dài khi có văn bản gia hạn.",
)
EXTENSION_UNBOUNDED = Rule(
    code="TT736",
    title="Có ngày gia hạn mà không có hạn mới",
    message="Ô {cell} bỏ trống, trong khi ô {other_cell} có ngày gia hạn.",
    cure="Điền hạn mới ghi trong văn bản gia hạn, hoặc xóa ngày gia hạn.",
    why="Không có hạn mới thì không biết trả lời đúng hạn hay quá hạn.",
)
NEW_DUE_EARLIER = Rule(
    code="TT737",
    title="Hạn mới trước hạn cũ",
    message="Ô {cell}: hạn mới {day} trước hạn trả lời {other_day} (ô {other_cell}).",
    cure="Sửa một trong hai hạn.",
    why="Gia hạn là lùi hạn về sau.",
)
RESULT_UNDATED = Rule(
    code="TT738",
    title="Có kết quả mà không có ngày trả",
    message="Ô {cell} bỏ trống, trong khi ô {other_cell} đã có kết quả.",
    cure="Điền ngày trả; chưa trả thì ghi kết quả là “Đang xử lý”.",
    why="Không có ngày trả thì không biết đúng hạn hay quá hạn.",
)
DAY_WITHOUT_RESULT = Rule(
    code="TT739",
    title="Có ngày trả mà không có kết quả",
    message="Ô {cell} chưa có kết quả, trong khi ô {other_cell} đã có ngày trả.",
    cure="Chọn kết quả; chưa trả thì xóa ngày trả.",
    why="Đã trả thì phải biết đã cung cấp, từ chối hay chuyển.",
)
NO_GROUND = Rule(
    code="TT740",
    title="Từ chối mà không ghi căn cứ",
    message="Ô {cell} bỏ trống, trong khi ô {other_cell} ghi là từ chối.",
    cure="Ghi một mã trong: {fix}.",
    why="Luật chỉ cho từ chối vì những lý do đã liệt kê, và phải nêu rõ lý do.",
)
GROUND_WITHOUT_REFUSAL = Rule(
    code="TT741",
    title="Có căn cứ từ chối mà không từ chối",
    message="Ô {cell} có căn cứ từ chối, trong khi kết quả ở ô {other_cell} không phải từ chối hay "
    "cung cấp một phần.",
    cure="Sửa kết quả, hoặc xóa căn cứ.",
    why="Không biết yêu cầu đã bị từ chối hay đã được cung cấp.",
)
EXTENSION_TOO_LONG = Rule(
    code="TT751",
    severity=Severity.WARNING,
    title="Gia hạn dài hơn luật cho phép",
    message="Ô {cell}: hạn mới {day} muộn hơn ngày {latest}, là ngày cuối theo luật ({citation}).",
    cure="Kiểm tra lại hạn mới. Số liệu vẫn xét đúng hạn, quá hạn theo ngày ghi ở đây.",
    why="Luật giới hạn số ngày được gia hạn.",
)
EXTENDED_LATE = Rule(
    code="TT752",
    severity=Severity.WARNING,
    title="Gia hạn khi đã hết hạn",
    message="Ô {cell}: ngày gia hạn {day} sau hạn trả lời {other_day}.",
    cure="Kiểm tra lại hai ngày. Số liệu vẫn xét đúng hạn, quá hạn theo hạn mới.",
    why="Phải báo gia hạn bằng văn bản trước khi hết hạn.",
)
DUE_BEYOND_LAW = Rule(
    code="TT753",
    severity=Severity.WARNING,
    title="Hạn trả lời muộn hơn hạn của luật",
    message="Ô {cell}: hạn trả lời {day} muộn hơn ngày {latest}, là ngày cuối theo luật ({citation}).",
    cure="Kiểm tra lại hạn và loại yêu cầu. Số liệu vẫn xét đúng hạn, quá hạn theo ngày ghi ở đây.",
    why="Cơ quan có thể đặt hạn ngắn hơn luật, không được dài hơn.",
)
GROUND_OF_OTHER_LAW = Rule(
    code="TT754",
    severity=Severity.WARNING,
    title="Căn cứ từ chối của luật khác",
    message="Ô {cell}: căn cứ này thuộc luật số {other}, yêu cầu nhận ngày {day} theo luật số {law}.",
    cure="Kiểm tra lại; căn cứ của luật số {law}: {fix}.",
    why="Yêu cầu nhận ngày nào thì giải quyết theo luật áp dụng cho ngày ấy.",
)
