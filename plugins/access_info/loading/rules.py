"""Define the rules for files and folders of `agencies/` (TT14x)."""

from __future__ import annotations

from access_info.problems import Rule, Severity

WRONG_ENDING = Rule(
    code="TT141",
    title="Đuôi tệp sai",
    message="Tệp “{name}” có đuôi không đúng nên không được đọc.",
    cure="Đổi tên tệp thành “{right}”.",
    why="Chỉ tệp đuôi .yml (chữ thường) được đọc; Windows hay giấu đuôi .txt.",
    wrong="cong-khai.yml.txt",
    right="cong-khai.yml",
)
SYMLINK = Rule(
    code="TT142",
    title="Lối tắt (symlink)",
    message="“{name}” là lối tắt dẫn tới chỗ khác.",
    cure="Xóa lối tắt, chép tệp thật vào đây.",
    why="Lối tắt có thể đưa tệp ngoài thư mục của cơ quan lên trang công khai.",
)
BAD_FOLDER = Rule(
    code="TT143",
    title="Tên thư mục cơ quan sai dạng",
    message="Tên thư mục “{name}” không dùng làm địa chỉ được.",
    cure="Đổi tên thành chữ thường không dấu, số và gạch nối, ví dụ “{right}”.",
    why="Tên thư mục là mã của cơ quan và là một phần địa chỉ trang, cố định mãi.",
    wrong="Sở Tư pháp",
    right="so-tu-phap",
)
ACTIVE_FILE = Rule(
    code="TT152",
    title="Tệp đính kèm chạy được trong trình duyệt",
    message="Tệp đính kèm “{name}” chạy được trong trình duyệt của người đọc.",
    cure="Lưu thành PDF, hoặc nén thành tệp .zip rồi đính kèm tệp nén.",
    why="Tệp HTML, SVG, XML, JavaScript mở thẳng trong trình duyệt có thể chạy mã dưới danh nghĩa trang "
    "của cơ quan.",
    wrong="tep/bieu-do.svg",
    right="tep/bieu-do.pdf",
)
NO_PROFILE = Rule(
    code="TT144",
    title="Thiếu tệp co-quan.yml",
    message="Thư mục “{name}” không có tệp co-quan.yml.",
    cure="Chép agencies/_mau/co-quan.yml vào thư mục này rồi điền tên và loại cơ quan; hoặc chạy "
    "lệnh access-info new {name}.",
    why="Không có tệp này thì không biết cơ quan tên gì, thuộc loại nào.",
    wrong="agencies/so-tu-phap/cong-khai.yml",
    right="agencies/so-tu-phap/co-quan.yml, agencies/so-tu-phap/cong-khai.yml",
)
UNKNOWN_FILE = Rule(
    code="TT145",
    title="Tệp dữ liệu lạ",
    message="Không có tệp dữ liệu nào tên “{name}” ở đây.{hint}",
    cure="Đổi tên thành một trong: {choices}; hoặc chuyển tệp vào thư mục tep/.",
    why="Tệp tên khác sẽ không được đọc, nội dung trong đó không lên trang.",
    wrong="congkhai.yml",
    right="cong-khai.yml",
)
STRAY_FILE = Rule(
    code="TT146",
    severity=Severity.WARNING,
    title="Tệp đặt sai chỗ",
    message="Tệp “{name}” đặt ở đây không được dùng.",
    cure="Chuyển tệp vào thư mục tep/ nếu là tệp đính kèm, hoặc xóa đi.",
    why="Chỉ tệp trong thư mục tep/ được đưa lên trang.",
    wrong="agencies/so-tu-phap/quy-che.pdf",
    right="agencies/so-tu-phap/tep/quy-che.pdf",
)
YEAR_NAME = Rule(
    code="TT147",
    title="Tên tệp thống kê không phải năm",
    message="Tệp thống kê “{name}” phải mang tên năm.",
    cure="Đổi tên theo dạng năm.yml, ví dụ 2026.yml.",
    why="Mỗi năm một tệp, tên tệp là năm.",
    wrong="thong-ke/nam-2026.yml",
    right="thong-ke/2026.yml",
)
YEAR_DIFFERS = Rule(
    code="TT148",
    title="Năm trong tệp khác tên tệp",
    message="Trường “nam” ghi {year} nhưng tên tệp là {name}.",
    cure="Sửa “nam” hoặc đổi tên tệp cho khớp nhau.",
    why="Không biết số liệu thuộc năm nào.",
    wrong="thong-ke/2025.yml: nam: 2026",
    right="thong-ke/2025.yml: nam: 2025",
)
PAGE_NAME = Rule(
    code="TT149",
    title="Tên tệp trang sai dạng",
    message="Tên tệp trang “{name}” không dùng làm địa chỉ được.",
    cure="Đổi tên thành chữ thường không dấu, số và gạch nối, ví dụ “{right}”.",
    why="Tên tệp là một phần địa chỉ trang.",
    wrong="trang/Lịch tiếp dân.md",
    right="trang/lich-tiep-dan.md",
)
NO_FOLDER = Rule(
    code="TT150",
    title="Không có thư mục dữ liệu",
    message="Không có thư mục “{name}”.",
    cure="Chạy lệnh ở thư mục của kho. Dữ liệu ở chỗ khác thì sửa đường dẫn trong cấu hình; chưa có kho thì "
    "chạy access-info init để tạo.",
    why="Mọi dữ liệu của các cơ quan nằm trong thư mục này.",
)
BAD_SNAPSHOT = Rule(
    code="TT153",
    severity=Severity.WARNING,
    title="Bản tóm tắt không đọc được",
    message="Tệp “{name}” không phải bản tóm tắt đọc được, nên ngày ấy không có trong phần so sánh.",
    cure="Chép lại tệp từ trang đã đăng (access-info snapshot --fetch), hoặc xóa tệp.",
    why="Thiếu một bản tóm tắt thì mục “Thay đổi” so với một ngày khác mà người đọc không biết.",
)
BAD_BOUNDARIES = Rule(
    code="TT163",
    title="Tệp ranh giới không dùng được",
    message="Không vẽ được bản đồ từ tệp này: {reason}.",
    cure="Xuất lại từ phần mềm bản đồ: dạng GeoJSON, hệ tọa độ WGS 84 (EPSG:4326), không quá {most} MB. "
    "Chưa có bản đúng thì xóa tệp: trang hiện lưới các cơ quan thay cho bản đồ.",
    why="Bản đồ vẽ sai thì người xem hiểu sai về địa bàn.",
)
BAD_SHAPE = Rule(
    code="TT164",
    title="Hình ranh giới không vẽ được",
    message="Hình thứ {number} trong tệp ranh giới {reason}.",
    cure="Sửa hình ấy trong phần mềm bản đồ: một vùng khép kín, thuộc tính co_quan ghi mã thư mục của cơ "
    "quan (hoặc ma_dinh_danh ghi mã định danh).",
    why="Thiếu một hình thì bản đồ thiếu một xã mà người xem không biết.",
)
UNKNOWN_SHAPE = Rule(
    code="TT165",
    severity=Severity.WARNING,
    title="Hình ranh giới của cơ quan không có",
    message="Hình thứ {number} trong tệp ranh giới: không có cơ quan “{text}”.{hint}",
    cure="Ghi vào thuộc tính co_quan mã thư mục của cơ quan trong agencies/, hoặc vào ma_dinh_danh mã định "
    "danh đã ghi ở co-quan.yml của cơ quan ấy.",
    why="Hình không gắn với cơ quan nào thì không tô được tình trạng; chừng nào còn hình như vậy, trang dùng lưới ô thay "
    "bản đồ.",
)
MAP_LIBRARY = Rule(
    code="TT166",
    title="Thiếu thư viện để giản lược ranh giới",
    message="Ranh giới có {count} điểm, quá nhiều để vẽ nguyên, mà máy tính này chưa có thư viện shapely để giản lược.",
    cure="Cài thêm: {command}",
    why="Vẽ nguyên thì trang quá nặng; giản lược thiếu thư viện thì mất đảo nhỏ, hở ranh giới chung.",
)
PDF_LIBRARY = Rule(
    code="TT168",
    title="Thiếu phần lập tệp PDF",
    message="Trang được đặt là có tệp PDF cạnh mỗi danh mục (pdf), mà máy tính này chưa có {name} để lập.",
    cure="Cài thêm: {command}",
    why="Thiếu phần ấy thì nút tải tệp PDF trên trang không dẫn tới đâu.",
)
LIST_WITHOUT_PDF = Rule(
    code="TT169",
    severity=Severity.WARNING,
    title="Không lập được tệp PDF của danh mục",
    message="Không lập được tệp PDF của danh mục của “{text}” ({what}); trang của cơ quan này không có tệp PDF.",
    cure="Dựng lại khi máy rảnh; vẫn vậy thì báo người giữ bộ dựng trang.",
    why="Trang phải có đủ các dạng tệp như đã đặt.",
)
BAD_LINK_RESULT = Rule(
    code="TT521",
    severity=Severity.WARNING,
    title="Kết quả kiểm tra liên kết không đọc được",
    message="Tệp “{name}” không phải kết quả kiểm tra liên kết đọc được, nên không được xét.",
    cure="Lấy lại tệp từ trang đã đăng (access-info check --links --fetch), hoặc xóa tệp.",
    why="Thiếu một kết quả thì trang có thể ghi sai ngày một liên kết bắt đầu hỏng.",
)
BAD_EARLIER_STATE = Rule(
    code="TT171",
    title="Trạng thái đã công bố không dùng được",
    message="Không đọc được trạng thái đã công bố lần trước ở “{name}”: {reason}.",
    cure="Lấy lại từ trang đang chạy: access-info manifest --fetch ĐỊA_CHỈ --out THƯ_MỤC. Trang chưa công bố lần "
    "nào thì bỏ tùy chọn previous.",
    why="Nối tiếp một trạng thái hỏng thì ngày sửa đổi và danh sách thay đổi sai, người theo dõi không hay biết mục nào "
    "đã rút.",
)
SAME_NAME = Rule(
    code="TT151",
    title="Hai tệp chỉ khác chữ hoa, chữ thường",
    message="“{name}” chỉ khác “{other}” ở chữ hoa, chữ thường.",
    cure="Đổi tên một trong hai.",
    why="Trên máy Windows hai tên này là một tệp, tệp sau sẽ đè tệp trước.",
    wrong="tep/Quy-che.pdf, tep/quy-che.pdf",
    right="tep/quy-che.pdf, tep/quy-che-2026.pdf",
)


STRANGE_FILE = Rule(
    code="TT160",
    title="Tệp lạ trong thư mục của địa bàn",
    message="Không có chỗ cho “{name}” trong thư mục _dia-ban.",
    cure="Xóa hoặc chuyển đi nơi khác. Ở đây chỉ để bieu-trung.svg, bieu-trung.png, ranh_gioi.geojson.",
    why="Tệp khác sẽ không được dùng, mà ai cũng đọc được trong kho.",
    wrong="agencies/_dia-ban/logo.ai",
    right="agencies/_dia-ban/bieu-trung.svg",
)
NO_EMBLEM = Rule(
    code="TT161",
    title="Không có tệp biểu trưng",
    message="“bieu_trung”: không có tệp “{name}” trong agencies/_dia-ban/.",
    cure="Đặt hình vào agencies/_dia-ban/ với tên bieu-trung.svg hoặc bieu-trung.png rồi ghi đúng tên ấy; "
    "chưa có hình thì xóa dòng này.",
    why="Đầu mọi trang hiện hình này; thiếu tệp thì trang có một ô hình vỡ.",
    wrong="bieu_trung: logo.svg",
    right="bieu_trung: bieu-trung.svg",
)
BAD_EMBLEM = Rule(
    code="TT162",
    title="Hình không dùng làm biểu trưng được",
    message="Hình “{name}” {reason}.",
    cure="Xuất lại thành SVG chỉ có nét vẽ (Plain SVG, Optimized SVG), hoặc thành PNG nhỏ hơn.",
    why="Hình hiện ở đầu mọi trang: hình nặng làm chậm mọi trang, hình có lệnh hay dẫn ra ngoài thì chạy được "
    "mã lạ.",
    wrong="<svg><script>…</script></svg>",
    right='<svg><path d="M0 0h8v8z"/></svg>',
)
