"""Rules for what a proposal may touch at once (TT853–TT860)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

MIXED = Rule(
    code="TT853",
    severity=Severity.ERROR,
    title="Vừa sửa dữ liệu vừa sửa mã",
    message="Bản đề nghị sửa cả dữ liệu ({data}) lẫn mã nguồn ({code}).",
    cure="Tách làm hai bản đề nghị. Không tách được thì ghi một dòng “Lý do: …” trong phần mô tả.",
    why="Người duyệt dữ liệu không đọc mã, người duyệt mã không biết dữ liệu đúng hay sai; để chung thì "
    "một phần sẽ được chấp nhận mà chưa ai xem.",
    wrong="agencies/so-tu-phap/cong-khai.yml và plugins/access_info/… trong một bản đề nghị",
    right="hai bản đề nghị: một cho agencies/so-tu-phap/, một cho plugins/",
)
FOREIGN = Rule(
    code="TT854",
    severity=Severity.ERROR,
    title="Sửa thư mục của cơ quan khác",
    message="Bản đề nghị ghi là của {named} nhưng sửa cả thư mục của “{agency}”.",
    cure="Bỏ phần sửa ấy ra. Đúng là phải sửa thì ghi thêm mã vào đầu tiêu đề: {title}, hoặc ghi một "
    "dòng “Lý do: …” trong phần mô tả.",
    why="Người duyệt của một cơ quan chỉ chịu trách nhiệm về thư mục của cơ quan mình.",
    wrong="[so-tu-phap] Cập nhật đầu mối: sửa cả agencies/xa-mau-hoa/",
    right="[so-tu-phap, xa-mau-hoa] Cập nhật đầu mối",
)
SEVERAL = Rule(
    code="TT855",
    severity=Severity.ERROR,
    title="Sửa nhiều cơ quan mà không nói rõ",
    message="Bản đề nghị sửa {count} cơ quan ({agencies}) mà tiêu đề không ghi cơ quan nào.",
    cure="Mỗi cơ quan một bản đề nghị. Đúng là phải sửa cùng lúc thì ghi đủ mã ở đầu tiêu đề: {title}, "
    "hoặc ghi một dòng “Lý do: …” trong phần mô tả.",
    why="Sửa nhầm thư mục là lỗi hay gặp nhất; ghi rõ thì người duyệt biết đó là chủ ý.",
    wrong="Cập nhật đầu mối",
    right="[so-tu-phap, xa-mau-hoa] Cập nhật đầu mối",
)
STRANGE_FILE = Rule(
    code="TT856",
    severity=Severity.ERROR,
    title="Tệp điều khiển kho nằm trong dữ liệu",
    message="“{name}” là {what}.",
    cure="Xóa “{name}” khỏi bản đề nghị; trong agencies/ chỉ để tệp dữ liệu và tệp đính kèm.",
    why="Tệp loại này đổi cách kho đọc các tệp khác, hoặc dẫn ra ngoài thư mục của cơ quan, mà không hiện "
    "ra trong phần so sánh.",
    wrong="agencies/so-tu-phap/.gitattributes",
    right="agencies/so-tu-phap/tep/quy-che.pdf",
)
CLUTTER = Rule(
    code="TT857",
    severity=Severity.WARNING,
    title="Tệp tạm, không phải dữ liệu",
    message="“{name}” là tệp tạm do phần mềm tạo ra, không phải dữ liệu.",
    cure="Xóa “{name}” khỏi bản đề nghị.",
    why="Tệp này không lên trang nhưng nằm mãi trong lịch sử của kho.",
)
STALE_OWNERS = Rule(
    code="TT858",
    severity=Severity.ERROR,
    title="CODEOWNERS không khớp người duyệt đã khai",
    message="Tệp CODEOWNERS không khớp “nguoi_duyet” trong agencies/_dia-ban.yml.",
    cure="Chạy access-info schema rồi ghi nhận tệp CODEOWNERS, hoặc chép nội dung đúng ở phần tóm tắt.",
    why="Nơi giữ kho mời người duyệt theo CODEOWNERS, không theo _dia-ban.yml.",
    wrong="sửa nguoi_duyet trong agencies/_dia-ban.yml mà không ghi lại CODEOWNERS",
    right="access-info schema",
)
BAD_NAME = Rule(
    code="TT859",
    severity=Severity.ERROR,
    title="Không dùng được tên tệp",
    message="Không dùng được tên tệp “{name}”.",
    cure="Đổi tên tệp: chỉ dùng chữ, số, dấu chấm, gạch nối; không dùng “:”, “\\”, ký tự xuống dòng; không "
    "trùng tên tệp khác.",
    why="Nhiều máy tính không giữ được tệp có tên như vậy; tệp không mở ra kiểm tra được thì không ai biết trong đó "
    "có gì.",
    wrong="tep/quyet-dinh:12.pdf",
    right="tep/quyet-dinh-12.pdf",
)
OFFICE_FILE = Rule(
    code="TT860",
    severity=Severity.ERROR,
    title="Tệp Word, Excel, CSV, PDF nằm ngoài thư mục của cơ quan",
    message="“{name}” nằm ngoài thư mục của cơ quan: không ai kiểm tra được trong đó có gì.",
    cure="Đừng ghép đề nghị này. Chuyển tệp ra ngoài kho, ví dụ ../tep-nhan/, rồi lập lại đề nghị từ nhánh mới chỉ có "
    "thư mục agencies/. Tệp được phép công khai thì để trong agencies/MÃ/tep/.",
    why="Tệp gốc có thể có danh mục không được tiếp cận hoặc thông tin riêng của người dân. Chỉ tệp trong thư mục của "
    "cơ quan mới được kiểm tra; lịch sử của kho giữ mãi cả tệp đã xóa. Đã ghép hay đã đẩy lên nơi giữ kho thì làm theo trang "
    "“Gỡ thông tin đăng nhầm”.",
    wrong="danh-muc.docx ở thư mục gốc của kho",
    right="../tep-nhan/danh-muc.docx, ngoài kho",
)
