"""What keeps a file of the inbox from being worked on, for whoever runs it (TT881–TT890)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

BAD_ADDRESS = Rule(
    code="TT881",
    severity=Severity.ERROR,
    title="Địa chỉ thư của hộp thư viết sai",
    message="“{text}” không phải một địa chỉ thư điện tử.",
    cure="Ghi một địa chỉ, không kèm tên, ví dụ van-thu@so-tu-phap.mau.example.",
    why="Địa chỉ này là tác giả của thay đổi và là nơi nhận thư trả lời.",
)
REPEATED_AGENCY = Rule(
    code="TT882",
    severity=Severity.ERROR,
    title="Cơ quan khai hai lần trong tệp của hộp thư",
    message="Cơ quan “{agency}” khai hai lần.",
    cure="Bỏ bớt một lần: mỗi cơ quan một địa chỉ.",
    why="Hai địa chỉ thì không biết thay đổi là của ai và trả lời cho ai.",
)
STRAY_FILE = Rule(
    code="TT883",
    severity=Severity.ERROR,
    title="Tệp nằm ngoài thư mục cơ quan của hộp thư",
    message="“{name}” nằm ngay trong hộp thư, không trong thư mục của cơ quan nào, nên để nguyên.",
    cure="Chuyển vào thư mục mang mã của cơ quan gửi; xem lại quy tắc lọc thư đã đặt nó ở đây.",
    why="Tệp không cho biết nó là của cơ quan nào; đoán nhầm thì ghi vào dữ liệu của cơ quan khác.",
)
UNKNOWN_AGENCY = Rule(
    code="TT884",
    severity=Severity.ERROR,
    title="Thư mục trong hộp thư không mang mã cơ quan",
    message="Thư mục “{name}” có tệp, nhưng trong kho không có cơ quan nào mang mã ấy.{hint} Các tệp để nguyên.",
    cure="Đổi tên thư mục thành mã đúng, hoặc thêm cơ quan bằng access-info new rồi ghi nhận vào nhánh gốc.",
    why="Tên thư mục là cách duy nhất để biết tệp của cơ quan nào.",
)
NO_ADDRESS = Rule(
    code="TT885",
    severity=Severity.ERROR,
    title="Cơ quan chưa khai địa chỉ thư",
    message="Cơ quan “{agency}” có tệp trong hộp thư nhưng chưa khai địa chỉ trong “{file}”, nên để nguyên.",
    cure='Thêm hai dòng vào {file}: - ma: "{agency}" và thu_dien_tu: "địa chỉ của cơ quan".',
    why="Tác giả của thay đổi và nơi nhận thư trả lời lấy từ tệp ấy, không bao giờ lấy từ tệp được gửi.",
)
NOT_REMOVED = Rule(
    code="TT886",
    severity=Severity.WARNING,
    title="Không lấy được tệp ra khỏi hộp thư",
    message="Đã nhận “{name}” nhưng không xóa được nó khỏi hộp thư: {reason}.",
    cure="Cho tài khoản chạy lệnh quyền ghi vào thư mục này (xem phần quyền trong hướng dẫn hộp thư), hoặc xóa tay.",
    why="Tệp còn nằm đó thì lần nào cũng phải đọc lại, dù không nhận hai lần.",
)
NOT_READ = Rule(
    code="TT887",
    severity=Severity.ERROR,
    title="Không mở được tệp trong hộp thư",
    message="Không mở được “{name}”: {reason}.",
    cure="Cho tài khoản chạy lệnh quyền đọc tệp này (xem phần quyền trong hướng dẫn hộp thư); lần chạy sau sẽ nhận.",
    why="Tệp không mở được thì chưa biết là tệp gì, nên chưa trả lời người gửi.",
)
GIVEN_UP = Rule(
    code="TT888",
    severity=Severity.ERROR,
    title="Tệp của hộp thư làm mãi không xong",
    message="Tệp nhận ngày {day} của “{agency}” đã thử {count} lần đều dừng giữa chừng, nên không thử nữa.",
    cure="Thử bằng tay: access-info import với bản gốc ở đường dẫn trên; báo người bảo trì kèm lời lỗi. Muốn hộp thư thử "
    "lại thì xóa {how}.",
    why="Một tệp làm hỏng lệnh không được giữ chân mọi tệp khác.",
)
NOT_DONE = Rule(
    code="TT889",
    severity=Severity.ERROR,
    title="Chưa lập được đề nghị từ tệp của hộp thư",
    message="Chưa lập được đề nghị từ tệp nhận ngày {day} của “{agency}”: {wording}",
    cure="Sửa điều ấy; lần chạy sau làm tiếp, tệp vẫn được giữ.",
    why="Lỗi này ở kho hoặc ở máy, không ở tệp của người gửi.",
)
NOT_PUSHED = Rule(
    code="TT890",
    severity=Severity.ERROR,
    title="Chưa đẩy được nhánh lên nơi giữ kho",
    message="Nhánh “{branch}” đã có trên máy nhưng chưa đẩy lên “{remote}” được: {wording}",
    cure="Kiểm tra mạng, khóa SSH và quyền ghi vào các nhánh hop-thu/; nhánh cùng tên ở đó đã khác thì xóa nó trước. Lần chạy sau đẩy lại.",
    why="Chưa đẩy lên thì người duyệt chưa thấy, nên chưa có tiêu đề và phần mô tả để gửi.",
)
