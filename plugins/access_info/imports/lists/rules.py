"""Lists in office files that cannot be found, placed or written (TT771–TT799, TT742–TT743)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

NO_LIST = Rule(
    code="TT771",
    title="Không thấy bảng danh mục",
    message="Không bảng nào trong tệp có hàng tiêu đề của một danh mục{seen}.",
    cure="Kiểm tra hàng tiêu đề: cần cột tên thông tin (hoặc số, ký hiệu) và ít nhất hai cột khác như "
    "STT, ngày ban hành, hình thức công khai, đơn vị phụ trách. Bảng số liệu, lịch hay biểu mẫu thì không nhập từng hàng: "
    "cả bảng là một mục, thêm mục ấy vào danh mục và ghi địa chỉ đăng bảng.",
    why="Danh mục được nhận ra nhờ chữ ở hàng tiêu đề, không nhờ vị trí trong tệp.",
)
PARAGRAPHS = Rule(
    code="TT772",
    title="Danh mục viết thành đoạn văn",
    message="Danh mục trong tệp viết thành các đoạn văn ({count} đoạn), không phải bảng.",
    cure="Bôi đen các đoạn ấy, vào Insert → Table → Convert Text to Table, thêm một hàng tiêu đề (STT, Tên "
    "thông tin, Số, ký hiệu…), lưu lại rồi nhập tệp.",
    why="Từ đoạn văn không biết được đâu là tên, đâu là số, ngày, đơn vị; đoán thì dễ sai.",
)
OTHER_LIST = Rule(
    code="TT773",
    title="Bảng của danh mục khác",
    message="Bảng trong tệp là {actual}, không phải {wanted}.",
    cure="Chạy lại lệnh với --list {list}, hoặc bỏ --list để nhập mọi danh mục trong tệp.",
    why="Đưa nhầm thông tin có điều kiện vào danh mục công khai là công khai điều chưa được phép.",
)
DAY_UNREAD = Rule(
    code="TT774",
    severity=Severity.WARNING,
    title="Không đọc được ngày",
    message="{cell}: {what}; giữ trong ghi chú.",
    cure="{how} rồi nhập lại.",
    why="Trường ngày ban hành chỉ nhận ngày, tháng hoặc năm.",
)
LINK_UNSAFE = Rule(
    code="TT775",
    severity=Severity.WARNING,
    title="Liên kết không dùng được",
    message="{cell}: liên kết “{text}” không phải địa chỉ trang mạng, không lấy.",
    cure="Thay bằng địa chỉ bắt đầu bằng https://, hoặc xóa liên kết.",
    why="Đường dẫn trên máy riêng thì người dân không mở được; liên kết lạ có thể gây hại.",
)
LINK_MISSING = Rule(
    code="TT776",
    severity=Severity.WARNING,
    title="Có chữ “xem tại đây” mà không có liên kết",
    message="{cell}: ghi “{text}” nhưng ô không gắn liên kết nào, không lấy.",
    cure="Gắn liên kết vào ô (Ctrl+K), hoặc gõ thẳng địa chỉ.",
    why="Chép chữ mà không chép liên kết thì địa chỉ mất.",
)
ROW_UNPLACED = Rule(
    code="TT777",
    severity=Severity.WARNING,
    title="Hàng không thành mục nào",
    message="{cell}: hàng có nội dung nhưng {reason}, không nhập.",
    cure="Điền tên thông tin vào hàng này, hoặc xóa hàng.",
    why="Mỗi mục của danh mục phải có tên hoặc số, ký hiệu.",
)
TOO_LONG_TEXT = Rule(
    code="TT778",
    title="Chữ trong ô quá dài",
    message="{cell}: cột “{label}” dài {length} chữ, nhiều hơn {most}.",
    cure="Rút gọn chữ trong ô, hoặc tách thành nhiều hàng.",
    why="Một trường dài bất thường thường là cả văn bản bị dán nhầm vào một ô.",
)
UNREADABLE_LIST = Rule(
    code="TT779",
    title="Danh mục hiện có đang lỗi",
    message="Danh mục hiện có trong “{file}” đang có lỗi nên không so được.",
    cure="Chạy access-info check để xem và sửa lỗi ấy trước, rồi nhập lại.",
    why="So với một danh mục đọc thiếu thì sẽ thêm trùng hoặc bỏ sót mục.",
)
WOULD_NOT_LOAD = Rule(
    code="TT780",
    title="Kết quả nhập sẽ không đọc được",
    message="Tệp “{file}” sau khi nhập sẽ có lỗi [{code}] {wording}, nên không ghi gì.",
    cure="Sửa ô tương ứng trong tệp nguồn rồi nhập lại.",
    why="Không bao giờ thay một danh mục đang đọc được bằng một danh mục không đọc được.",
)
EMPTY = Rule(
    code="TT781",
    title="Bảng không có mục nào",
    message="{table}: có hàng tiêu đề của danh mục nhưng không có mục nào bên dưới.",
    cure="Kiểm tra xem đã chọn đúng tệp, đúng trang tính chưa; điền các mục vào bảng rồi nhập lại.",
    why="Nhập một danh mục rỗng chỉ có thể làm mất các mục đang có.",
)
TURNED = Rule(
    code="TT782",
    title="Bảng xoay ngang",
    message="{table}: các tiêu đề xếp dọc trong một cột, không nằm trên một hàng.",
    cure="Trong Excel: chép cả bảng, vào Paste Special, đánh dấu Transpose rồi dán sang trang tính mới; mỗi "
    "mục của danh mục là một hàng. Lưu lại rồi nhập tệp.",
    why="Mỗi hàng được đọc thành một mục; bảng xoay ngang thì mỗi hàng lại là một loại dữ kiện.",
)
CONTRADICTION = Rule(
    code="TT783",
    title="Tiêu đề và cột nói hai danh mục khác nhau",
    message="{table}: {first} nói đây là {first_kind}, nhưng {other} nói là {other_kind}.",
    cure="Sửa một trong hai cho khớp với danh mục đúng của bảng, lưu lại rồi nhập.",
    why="Đưa nhầm thông tin có điều kiện, hoặc thông tin không được tiếp cận, vào danh mục công khai là "
    "công khai điều chưa được phép.",
)
NAMELESS_ITEM = Rule(
    code="TT784",
    title="Mục không có tên",
    message="{cell}: mục này chưa có tên thông tin, nên chưa nhập gì.",
    cure="Điền tên thông tin vào hàng này, hoặc xóa hàng. Tên nằm ở cột khác thì sửa tiêu đề cột ấy thành "
    "“Tên thông tin”. Lưu lại rồi nhập.",
    why="Người dân tìm một mục theo tên; số, ký hiệu không nói mục ấy là gì.",
)
LIST_UNKNOWN = Rule(
    code="TT785",
    title="Chưa rõ bảng là danh mục nào",
    message="{table}: chưa rõ bảng này là danh mục phải được công khai, tiếp cận có điều kiện hay không được "
    "tiếp cận, nên chưa đọc.",
    cure="Ghi tên danh mục ngay trên bảng, ví dụ “Danh mục thông tin phải được công khai”; bảng gồm nhiều danh "
    "mục thì thêm cột đánh dấu từng hàng. Lưu lại rồi nhập. Chắc chắn bảng được công khai thì nhập riêng bảng ấy với --sheet “{sheet}” --list cong-khai.",
    why="Trong tệp có nhiều danh mục; đoán nhầm thì điều không được tiếp cận thành công khai.",
)
ROW_IN_DOUBT = Rule(
    code="TT786",
    title="Hàng chưa rõ thuộc danh mục nào",
    message="{cell}: hàng này {how}, nên chưa rõ thuộc danh mục nào.",
    cure="Đánh dấu đúng một cột cho hàng này: công khai, có điều kiện hoặc không được tiếp cận. Lưu lại rồi "
    "nhập.",
    why="Hàng không đánh dấu có thể là thông tin không được tiếp cận, nên không được đoán.",
)
ONLY_CLOSED = Rule(
    code="TT787",
    title="Tệp chỉ có danh mục không được tiếp cận",
    message="Không có gì để nhập: {where} là danh mục không được tiếp cận, không đọc.",
    cure="Danh mục ấy không đưa lên trang. Trong bảng có thông tin được công khai thì tách ra bảng riêng, "
    "dưới tiêu đề “Danh mục thông tin phải được công khai”.",
    why="Tên của thông tin không được tiếp cận có khi đã là điều không được cho biết.",
)
WORDS_UNKNOWN = Rule(
    code="TT788",
    severity=Severity.WARNING,
    title="Chữ không có trong bảng chọn",
    message="{cell}: “{text}” không khớp giá trị nào của “{label}”; giữ trong ghi chú.",
    cure="Ghi một trong: {how}. Giữ như đã gõ thì cứ để.",
    why="Chỉ những giá trị ấy được hiện thành nhãn; chữ khác chỉ là lời ghi chú.",
)
DAY_INCOMPLETE = Rule(
    code="TT789",
    severity=Severity.WARNING,
    title="Chưa đủ ngày, tháng, năm",
    message="{cell}: “{text}” không phải một ngày đủ ngày, tháng, năm cho “{label}”; giữ trong ghi chú.",
    cure="Sửa ô thành ngày/tháng/năm, ví dụ 03/9/2026, rồi nhập lại.",
    why="Ngày công khai, ngày niêm yết phải là một ngày cụ thể; không được đoán ngày còn thiếu.",
)
LISTS_IN_COLUMNS = Rule(
    code="TT790",
    title="Mỗi cột là một danh mục",
    message="{table}: bảng xếp các danh mục cạnh nhau, mỗi cột một danh mục, nên chưa đọc.",
    cure="Tách mỗi cột thành một bảng riêng dưới tên danh mục của nó; danh mục không được tiếp cận thì để "
    "ngoài tệp. Lưu lại rồi nhập.",
    why="Cùng một hàng ở đó là hai, ba thông tin khác nhau, có thông tin không được công khai.",
)
NO_NAMES = Rule(
    code="TT791",
    title="Bảng không có cột tên",
    message="{table}: không thấy cột tên thông tin{seen}, nên {count} mục không có tên; chưa nhập gì.",
    cure="Sửa tiêu đề của cột chứa tên thành “Tên thông tin”, “Tên văn bản” hoặc “Trích yếu”, lưu lại rồi "
    "nhập.",
    why="Người dân tìm một mục theo tên; số, ký hiệu không nói mục ấy là gì.",
)
DAY_EITHER = Rule(
    code="TT792",
    severity=Severity.WARNING,
    title="Ngày đọc được hai cách",
    message="{cell}: “{text}” không rõ đâu là ngày, đâu là tháng, vì trong cột có những ngày ghi tháng trước; "
    "giữ trong ghi chú.",
    cure="Sửa cả cột về một cách ghi: ngày trước, tháng sau, ví dụ 03/9/2026 là ngày 3 tháng 9. Lưu lại rồi "
    "nhập.",
    why="Tệp đi qua máy tính đặt ngày kiểu Mỹ thì ngày và tháng đổi chỗ; đoán là có thể sai cả cột.",
)
REPEATS_CLOSED = Rule(
    code="TT793",
    severity=Severity.WARNING,
    title="“Như trên” của một hàng không đọc",
    message="{cell}: ghi “như trên”, nhưng hàng trên không được tiếp cận nên không đọc; để trống.",
    cure="Ghi rõ nội dung vào ô này rồi nhập lại.",
    why="Không điều gì của hàng không được tiếp cận đi sang hàng khác.",
)
COLUMN_CLOSED = Rule(
    code="TT794",
    title="Tên cột nói thông tin không được tiếp cận",
    message="{table}: cột “{heading}” nói đây là danh mục không được tiếp cận, mà trên bảng không có tiêu đề nào; "
    "chưa đọc.",
    cure="Đúng là danh mục không được tiếp cận thì bỏ bảng khỏi tệp, hoặc ghi tên ấy trên bảng. Không phải thì "
    "sửa tiêu đề cột. Lưu lại rồi nhập.",
    why="Danh mục được nhận ra theo tiêu đề trên bảng; tên cột nói ngược lại thì phải hỏi lại.",
)
SAME_NAME = Rule(
    code="TT795",
    severity=Severity.WARNING,
    title="Cùng tên nhưng là văn bản khác",
    message="{cell}: “{title}” cùng tên với mục {id} nhưng khác {what} ({old} → {new}); coi là mục mới, mục "
    "{id} giữ nguyên.",
    cure="Đúng là văn bản mới thì cứ để. Chỉ sửa lại mục {id} thì thêm cột “Mã mục”, ghi {id} ở hàng này, "
    "rồi nhập lại.",
    why="Văn bản ban hành hằng năm thường giữ nguyên tên; ghi đè là mất văn bản cũ.",
)
POSTED_REVERSED = Rule(
    code="TT796",
    severity=Severity.WARNING,
    title="Niêm yết đến ngày trước ngày bắt đầu",
    message="{cell}: hàng này niêm yết từ {start} đến {end}, ngày cuối trước ngày đầu; giữ trong ghi chú.",
    cure="Sửa lại hai ngày trong tệp rồi nhập lại.",
    why="Hai ngày ngược nhau thì không kiểm tra được đã niêm yết đủ thời hạn chưa.",
)
REPEALED = Rule(
    code="TT797",
    severity=Severity.WARNING,
    title="Bảng mục bãi bỏ",
    message="{table}, từ hàng {first}: tiêu đề “{title}” nói đây là các mục bị bỏ khỏi danh mục, nên không "
    "nhập {count} hàng.",
    cure="Mục nào đang có trong danh mục thì ghi tinh_trang: het-hieu-luc (hoặc trường rut, kèm lý do) cho mục "
    "ấy. Nếu các hàng này vẫn phải công khai thì sửa tiêu đề rồi nhập lại.",
    why="Đưa vào thành mục mới là làm ngược quyết định bãi bỏ.",
)
CARDS = Rule(
    code="TT798",
    title="Mỗi mục một bảng riêng",
    message="Tệp có {count} bảng nhỏ, mỗi bảng là một mục: tên ở cột trái, nội dung ở cột phải.",
    cure="Lập một bảng, hàng đầu ghi các tên ở cột trái (Tên thông tin, Số, ký hiệu…), mỗi mục một hàng bên "
    "dưới; hoặc chép sang Excel, dán bằng Paste Special → Transpose. Lưu lại rồi nhập.",
    why="Mỗi hàng được đọc thành một mục.",
)
CLOSURE_UNPLACED = Rule(
    code="TT799",
    title="Có lời nói không được tiếp cận mà không rõ hàng nào",
    message="{where}: chữ ở đây nói có thông tin không được tiếp cận, nhưng không rõ là những hàng nào, nên chưa đọc "
    "bảng.",
    cure="Thêm cột “Mức độ tiếp cận”, ghi ở từng hàng: Công khai, Có điều kiện hoặc Không được tiếp cận (không đọc được "
    "màu, kiểu chữ, dấu sao hay lời chú). Không hàng nào như vậy thì xóa dòng chữ ấy. Lưu lại rồi nhập.",
    why="Hàng chỉ được đánh dấu bằng màu hay dấu sao mà bỏ qua thì điều không được tiếp cận thành công khai.",
)
ARCHIVE = Rule(
    code="TT742",
    title="Mục lục hồ sơ, sổ văn thư",
    message="{table}: cột “{heading}” là cột của mục lục hồ sơ lưu trữ hay sổ văn thư, mà trên bảng không ghi là danh mục "
    "nào, nên chưa đọc.",
    cure="Chép những hàng được công khai sang một bảng riêng dưới tiêu đề “Danh mục thông tin phải được công khai”, lưu "
    "lại rồi nhập. Mọi hàng đều được công khai thì ghi tiêu đề ấy ngay trên bảng, hoặc nhập riêng bảng ấy với "
    "--sheet “{sheet}” --list cong-khai.",
    why="Mục lục hồ sơ và sổ văn thư ghi mọi giấy tờ của cơ quan, kể cả giấy tờ không được tiếp cận.",
)
CONDITION_UNPLACED = Rule(
    code="TT743",
    title="Có lời nói tiếp cận có điều kiện mà không rõ hàng nào",
    message="{where}: chữ ở đây nói có thông tin tiếp cận có điều kiện, nhưng không rõ là những hàng nào, nên chưa đọc bảng.",
    cure="Thêm cột “Mức độ tiếp cận”, ghi ở từng hàng: Công khai hoặc Có điều kiện (không đọc được màu, kiểu chữ). Không hàng "
    "nào như vậy thì xóa dòng chữ ấy. Lưu lại rồi nhập.",
    why="Hàng chỉ được đánh dấu bằng màu mà bỏ qua thì điều chỉ được tiếp cận có điều kiện thành công khai.",
)
POINT_UNKNOWN = Rule(
    code="TT745",
    severity=Severity.WARNING,
    title="Chưa rõ điểm nào của luật",
    message="{cell}: “{text}” chưa rõ là điểm nào của luật; giữ trong ghi chú.",
    cure="Ghi mã, ví dụ l01-d17k1a2 (tra ở trang “Điều luật áp dụng”), hoặc ghi đủ như “điểm a khoản 1 Điều 17”; "
    "nhiều điểm thì cách nhau bằng dấu chấm phẩy.",
    why="Mục được đếm vào lĩnh vực, vào việc đã làm hay chưa theo điểm này; ghi sai điểm thì cả hai cùng sai.",
)
FUTURE_DAY = Rule(
    code="TT746",
    severity=Severity.WARNING,
    title="Ngày ban hành chưa tới",
    message="{cell}: ngày ban hành {day} chưa tới.",
    cure="Xem lại văn bản gốc: có thể gõ nhầm ngày, tháng hoặc năm. Văn bản chưa ký thì chưa đưa vào danh mục.",
    why="Hạn công khai tính từ ngày ban hành; ngày chưa tới thì mọi hạn đều sai.",
)
