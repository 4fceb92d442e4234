"""The arguments of each command, with their help.

No command's module is loaded for that, only the names of lists and kinds that some of them offer.
"""

from __future__ import annotations

from typing import Any

from access_info.cli.parser import SECTION, Parser, port

_AGENCY_HELP = "mã cơ quan, là tên thư mục của cơ quan"
_TEXT_OR_JSON = "text: cho người đọc; json: cho chương trình (mặc định: text)"
# Options that several commands have: the words to type, and the help.
_SHARED_OPTIONS = {
    "agencies": ("--agencies THƯ_MỤC=agencies", "thư mục các cơ quan (mặc định: agencies)"),
    "as-of": ("--as-of NGÀY", "ngày để xét tình trạng, dạng 2026-11-24 (mặc định: hôm nay)"),
    "laws": (
        "--laws THƯ_MỤC",
        "thư mục gói luật thêm vào, hoặc thay gói cùng tên (mặc định: như laws ghi trong mkdocs.yml ở thư mục đang đứng)",
    ),
    "jobs": ("--jobs SỐ", "số tiến trình chạy cùng lúc"),
    "force": ("--force", "ghi đè tệp cùng tên đã có trong thư mục, kể cả khi có người đã sửa"),
    "quiet": ("--quiet", "không báo đang làm gì, tới đâu trong lúc chạy"),
}


def _shared_options(parser: Parser, *names: str) -> None:
    """Declare options that several commands have, by their keys in `_SHARED_OPTIONS`."""
    for name in names:
        parser.option(*_SHARED_OPTIONS[name])


def _agencies_and_files(parser: Parser) -> None:
    """Declare the argument that limits a command to some agencies or files (`paths`)."""
    purpose = "mã cơ quan, thư mục cơ quan hoặc tệp trong đó; bỏ trống: tất cả"
    parser.option("paths CƠ_QUAN", purpose, nargs="*")


def _list_option(parser: Parser, purpose: str) -> None:
    """Declare `--list`, which chooses one of an agency's lists."""
    from access_info.model.items import LISTS  # noqa: PLC0415 - only for the commands that name lists

    parser.option(f"--list {'|'.join(LISTS)}", purpose, dest="name")


def _type_option(parser: Parser, purpose: str, **settings: Any) -> None:  # noqa: ANN401
    """Declare `--type`, an agency's kind; the help lists all kinds."""
    from access_info.model.vocabularies import AGENCY_TYPES  # noqa: PLC0415 - only for those that name kinds

    types = ", ".join(AGENCY_TYPES)
    parser.option("--type LOẠI", purpose + types, choices=AGENCY_TYPES, **settings)


def _signing_key_option(parser: Parser, named_in: str = "_dia-ban.yml") -> None:
    """Declare `--signing-key`, the path of the secret key that signs a site.

    Args:
        parser: The command's parser.
        named_in: The data file that states the public key.
    """
    parser.option(
        "--signing-key TỆP",
        "khóa bí mật của ssh-keygen để ký danh sách tệp của trang; khóa công khai của nó ghi ở khoa_cong_khai "
        f"trong {named_in} (mặc định: tệp mà biến ACCESS_INFO_SIGNING_KEY nêu; không có thì không ký)",
    )


def _paper_options(parser: Parser, papers: str) -> None:
    """Declare the options of commands that write papers of the oversight office.

    Args:
        parser: The command's parser.
        papers: The papers' name in Vietnamese.
    """
    parser.option("--pdf", f"lập thêm {papers} dạng PDF (PDF/A-2a, PDF/UA-1), cần cài thêm typst")
    parser.option("--out THƯ_MỤC", "thư mục để ghi các tệp", required=True)
    _shared_options(parser, "force", "agencies", "as-of", "laws", "jobs", "quiet")


def declare_check(parser: Parser) -> None:
    """Declare `access-info check`."""
    parser.description = "Kiểm tra dữ liệu: chỉ ra tệp, dòng, cột và cách sửa của từng lỗi."
    _agencies_and_files(parser)
    _shared_options(parser, "agencies")
    parser.option(
        "--format text|github|json=text",
        "text: cho người đọc; github: ghi chú cạnh dòng đã đổi của bản đề nghị; json: cho chương "
        "trình (mặc định: text)",
    )
    parser.option(
        "--findings", "xét cả nghĩa vụ: mỗi nghĩa vụ ở tình trạng nào, bằng chứng, còn thiếu gì"
    )
    parser.option(
        "--scans", "thay vì kiểm tra dữ liệu: liệt kê mọi bản quét, ai đã rà soát, ngày nào"
    )
    parser.option(
        "--ocr",
        "đọc cả chữ trong ảnh (cần Tesseract tiếng Việt), vài giây một trang; đọc rồi thì nhớ",
    )
    parser.option("--no-cache", "kiểm tra lại tất cả, không dùng kết quả lần trước")
    parser.option(
        "--links",
        "thay vì kiểm tra dữ liệu: mở thử từng địa chỉ trong dữ liệu, rồi ghi kết quả có ngày; chạy vài phút, mỗi "
        "máy chủ mỗi giây mở một lần",
    )
    parser.option(
        "--out THƯ_MỤC=lien-ket", "với --links: thư mục chứa các kết quả (mặc định: lien-ket)"
    )
    parser.option(
        "--fetch ĐỊA_CHỈ", "với --links: trước hết lấy về kết quả mà trang đã đăng ở địa chỉ này"
    )
    parser.option("--fetch-only", "với --links và --fetch: lấy về rồi thôi, không mở thử")
    _shared_options(parser, "as-of", "laws", "jobs", "quiet")


def declare_explain(parser: Parser) -> None:
    """Declare `access-info explain`."""
    parser.description = "Giải thích mã lỗi (TT212), nghĩa vụ (OB-04) hoặc điều luật (l01-d23k3): là gì, vì sao, sửa thế nào, ví dụ."
    purpose = "mã trong thông báo lỗi, mã nghĩa vụ, hoặc mã điều luật"
    parser.option("codes MÃ", purpose, nargs="+")
    _shared_options(parser, "agencies", "as-of", "laws")


def declare_fmt(parser: Parser) -> None:
    """Declare `access-info fmt`."""
    parser.description = (
        "Viết lại các tệp dữ liệu theo một kiểu chung: thứ tự trường như trong mẫu, giá trị trong ngoặc kép, bỏ "
        "trường để trống, chữ có dấu ghép lại đúng chuẩn, mục chưa có mã thì cấp mã, lời xác nhận tên người "
        "(ten_nguoi) và tệp đã rà soát chưa có mã băm thì điền (mã đã có thì không bao giờ đổi). Chú thích và nội "
        "dung giữ nguyên; tệp có lỗi cú pháp thì để yên."
    )
    _agencies_and_files(parser)
    _shared_options(parser, "agencies")
    parser.option("--check", "chỉ xem, không ghi; có tệp cần xếp lại thì mã thoát là 1")


def declare_preview(parser: Parser) -> None:
    """Declare `access-info preview`."""
    parser.description = (
        "Dựng riêng trang của một cơ quan để xem thử, chỉ vài giây. Dữ liệu còn lỗi thì vẫn dựng phần đọc được, "
        "kèm danh sách lỗi."
    )
    parser.option("id MÃ", "mã cơ quan, tức tên thư mục của cơ quan")
    parser.option(
        "--out THƯ_MỤC", "thư mục chứa trang xem thử (mặc định: .cache/access-info/xem-thu/MÃ)"
    )
    parser.option(
        "--serve", "mở xem bằng trình duyệt trên máy này, tự dựng lại mỗi khi tệp của cơ quan đổi"
    )
    parser.option(
        "--port SỐ=8000",
        "cổng để xem khi có --serve (mặc định: 8000; 0: cổng nào trống)",
        type=port,
    )
    _shared_options(parser, "agencies", "as-of", "laws")


def declare_diff(parser: Parser) -> None:
    """Declare `access-info diff`."""
    parser.description = (
        "So sánh hai bản dữ liệu: phiên bản git (tên nhánh, số hiệu) hoặc thư mục. Đổi cách trình bày thì ghi "
        "“không đổi nội dung”. Mất mục, liên hệ, số liệu, quy chế, tệp, trang hay địa chỉ, điểm luật, lùi hạn đính "
        "chính thì phải có lý do nêu tên điều bị mất (--reason, --description, hoặc dòng “Lý do: 2026-001: …” "
        "trong lời ghi của lần lưu), nếu không lệnh kết thúc với mã 1."
    )
    parser.option(
        "base TRƯỚC",
        "bản trước; TRƯỚC...SAU: so từ chỗ hai nhánh tách nhau, như đề nghị sửa đổi cần",
    )
    parser.option("head SAU", "bản sau; bỏ trống: thư mục đang sửa trên máy", nargs="?")
    _shared_options(parser, "agencies")
    parser.option(
        "--format text|markdown|json=text",
        "text: cho người đọc; markdown: cho trang tóm tắt; json: cho chương trình (mặc định: text)",
    )
    parser.option("--out TỆP", "ghi vào tệp thay vì in ra")
    parser.option(
        "--reason LÝ_DO",
        "lý do cho điều bị bỏ, ví dụ “2026-001: đăng nhầm”, “2 liên hệ: bỏ máy lẻ”",
        action="append",
    )
    parser.option(
        "--description TỆP",
        "tệp chứa phần mô tả của đề nghị sửa đổi, để tìm dòng “Lý do: 2026-001: …”",
    )
    _shared_options(parser, "as-of", "laws", "quiet")


def declare_review(parser: Parser) -> None:
    """Declare `access-info review`."""
    parser.description = (
        "Xem một đề nghị sửa đổi trong kho git: sửa những gì và có ra ngoài phạm vi đã ghi không, dữ liệu có lỗi "
        "không, thay đổi có nghĩa gì, mất gì. Chỉ đọc, không chạy gì của đề nghị."
    )
    parser.option("base GỐC", "nhánh sẽ nhận thay đổi, ví dụ main")
    parser.option("head ĐỀ_NGHỊ=HEAD", "bản đề nghị (mặc định: HEAD)", nargs="?")
    parser.option("--repository THƯ_MỤC=.", "kho git (mặc định: thư mục đang đứng)")
    parser.option("--title CHỮ=", "tiêu đề: mở đầu bằng mã cơ quan trong ngoặc vuông")
    parser.option("--branch TÊN=", "tên nhánh của đề nghị")
    parser.option("--description TỆP", "tệp chứa phần mô tả, để tìm dòng “Lý do: 2026-001: …”")
    parser.option("--event TỆP", "tệp sự kiện của GitHub: lấy tiêu đề, nhánh, mô tả từ đó")
    parser.option("--summary TỆP", "ghi bản tóm tắt (Markdown) vào cuối tệp này thay vì in ra")
    parser.option("--bundle THƯ_MỤC", "dựng trang xem thử của các cơ quan được sửa")
    parser.option(
        "--format text|markdown|github=text",
        "text: chữ thường, cho người đọc trên máy; markdown: bản tóm tắt như nơi giữ kho hiện ra; "
        "github: bản ấy, kèm lời ghi chú ngay tại dòng sai (mặc định: text)",
    )
    _shared_options(parser, "as-of", "laws", "quiet")


def declare_correct(parser: Parser) -> None:
    """Declare `access-info correct`."""
    parser.description = (
        "Ghi vào sổ đính chính một thông tin sai mới biết (--wrong), hoặc ghi là đã đính chính xong (--done). Hạn "
        "tính theo luật có hiệu lực. Sổ này công khai: chỉ ghi “Công dân”, không bao giờ ghi ai đã báo."
    )
    parser.option("agency CƠ_QUAN", "mã thư mục của cơ quan")
    which = parser.add_mutually_exclusive_group(required=True)
    parser.option("--wrong NỘI_DUNG", within=which, purpose="nội dung sai")
    parser.option("--done MÃ", within=which, purpose="mã của lần đính chính nay đã xong")
    parser.option("--right NỘI_DUNG=", "nội dung đúng")
    parser.option("--item MÃ=", "mã của mục có thông tin sai")
    parser.option("--petitioned NGÀY", "ngày nhận kiến nghị, dạng 2026-11-24")
    parser.option("--found NGÀY", "ngày phát hiện")
    parser.option(
        "--by BÊN=",
        "bên phát hiện, theo vai trò (mặc định: “Công dân” nếu có ngày kiến nghị, nếu không thì “Cơ quan tự phát "
        "hiện”)",
    )
    parser.option("--corrected NGÀY", "ngày đã đính chính (với --done, mặc định: hôm nay)")
    parser.option(
        "--form HÌNH_THỨC",
        "hình thức đã đính chính, ví dụ cong-tttdt; lặp lại nếu có nhiều",
        action="append",
    )
    _shared_options(parser, "agencies", "as-of", "laws")


def declare_import(parser: Parser) -> None:
    """Declare `access-info import`."""
    parser.description = (
        "Đọc danh mục trong tệp .xlsx, .xls, .ods, .docx hoặc .csv, cho xem mỗi cột, mỗi hàng được hiểu thế nào và "
        "danh mục của cơ quan sẽ khác đi ra sao. Chỉ ghi khi có --apply. Bảng mà tiêu đề, tên phụ lục hay tên "
        "trang tính nói là không được tiếp cận thì không đọc. Chữ không có trường riêng thì vào ghi chú; mã của "
        "mục đã có thì giữ; mục không còn trong tệp thì không xóa, trừ khi có --allow-removal."
    )
    parser.option("file TỆP", "tệp danh mục")
    parser.option("--agency MÃ", _AGENCY_HELP, required=True)
    _list_option(parser, "chỉ lấy danh mục này (mặc định: cả hai, mỗi bảng theo tiêu đề của nó)")
    parser.option(
        "--sheet TÊN",
        "chỉ đọc trang tính này, hoặc bảng này của tệp Word, ví dụ “Bảng 2” (mặc định: mọi trang không ẩn có bảng "
        "danh mục)",
    )
    parser.option("--apply", "ghi vào danh mục (mặc định: chỉ cho xem)")
    parser.option(
        "--allow-removal", "cho phép xóa mục không còn trong tệp và giá trị mà tệp để trống"
    )
    parser.option("--format text|json=text", _TEXT_OR_JSON)
    _shared_options(parser, "agencies", "as-of", "laws", "quiet")


def declare_inbox(parser: Parser) -> None:
    """Declare `access-info inbox`."""
    parser.description = (
        "Lấy từng tệp trong hộp thư (mỗi cơ quan một thư mục con, tên là mã cơ quan), đọc như lệnh import, bỏ lại "
        "hàng có điều không được phép công khai, rồi lập một nhánh có một lần ghi cho người duyệt. Tệp không đọc "
        "được thì viết thư trả lời nói phải gửi gì thay vào. Không nhập gì vào nhánh gốc, không đăng gì."
    )
    parser.option("inbox HỘP_THƯ", "thư mục mà thư, ổ chung đặt tệp vào")
    parser.option(
        "--settings TỆP",
        "tệp ghi địa chỉ thư của từng cơ quan (mặc định: hop-thu.yml cạnh hộp thư)",
    )
    parser.option(
        "--work THƯ_MỤC",
        "nơi giữ bản gốc, kết quả và thư trả lời, ngoài kho (mặc định: xu-ly cạnh hộp thư)",
    )
    parser.option("--repository THƯ_MỤC=.", "kho git (mặc định: thư mục đang đứng)")
    parser.option(
        "--base GỐC=main", "nhánh mà các đề nghị bắt đầu từ đó, ví dụ origin/main (mặc định: main)"
    )
    parser.option("--push", "đẩy nhánh lên nơi giữ kho, viết tiêu đề và phần mô tả của đề nghị")
    parser.option("--remote TÊN=origin", "nơi giữ kho, theo git (mặc định: origin)")
    parser.option("--keep-days SỐ=30", "giữ bản gốc và kết quả mấy ngày rồi xóa (mặc định: 30)")
    parser.option(
        "--settle GIÂY=10",
        "chỉ lấy tệp đã yên từng ấy giây, vì tệp mới hơn có thể còn đang ghi (mặc định: 10)",
    )
    _shared_options(parser, "as-of", "laws", "quiet")


def declare_annex(parser: Parser) -> None:
    """Declare `access-info annex`."""
    parser.description = (
        "Lập danh mục của một cơ quan thành văn bản kèm theo quyết định (Nghị định 30/2020/NĐ-CP): khổ A4 ngang, "
        "số và ngày của quyết định để trống. Mục đã hết hiệu lực, bị thay thế hoặc đã rút thì không có trong đó. "
        "Sửa xong có thể nhập lại bằng access-info import; cột “Mã mục” giữ cho mục nào vào đúng mục ấy, đừng xóa. "
        "Tệp PDF (PDF/A-2a, PDF/UA-1) để in, lưu trữ, ký; không nhập lại được."
    )
    parser.option("--agency MÃ", _AGENCY_HELP, action="extend", nargs="+", required=True)
    _list_option(parser, "danh mục nào (mặc định: cả hai)")
    parser.option("--out THƯ_MỤC=phu-luc", "thư mục để ghi các tệp (mặc định: phu-luc)")
    parser.option(
        "--format docx|xlsx|pdf|both|all=both",
        "docx: Word; xlsx: Excel; pdf: PDF, cần cài thêm typst; both: Word và Excel; all: cả ba "
        "(mặc định: both)",
    )
    _shared_options(parser, "force", "agencies", "as-of", "laws", "quiet")


def declare_issue(parser: Parser) -> None:
    """Declare `access-info issue`."""
    parser.description = (
        "Chép câu trả lời trong một phiếu vào dữ liệu của cơ quan: báo sai thành dòng trong sổ đính chính, mục đề "
        "nghị thành dòng trong danh mục, cơ quan thiếu thành thư mục mới. Tên và cách liên hệ của người gửi không "
        "được chép. Kết quả còn lỗi thì không ghi gì."
    )
    parser.option("file TỆP", "tệp chứa chữ của phiếu", nargs="?")
    parser.option("--number SỐ", "số của phiếu")
    parser.option("--event TỆP", "tệp sự kiện của GitHub, thay cho TỆP và --number")
    parser.option(
        "--forms THƯ_MỤC=.github/ISSUE_TEMPLATE",
        "thư mục biểu mẫu (mặc định: .github/ISSUE_TEMPLATE)",
    )
    parser.option(
        "--out THƯ_MỤC",
        "ghi tiêu đề (tieu-de.txt) và phần mô tả (noi-dung.md) của bản đề nghị vào đây",
    )
    parser.option("--summary TỆP", "ghi bản tóm tắt (Markdown) vào cuối tệp này")
    _shared_options(parser, "agencies", "as-of", "laws")


def declare_withdraw(parser: Parser) -> None:
    """Declare `access-info withdraw`."""
    parser.description = (
        "Rút một mục, một trang viết thêm (trang/…) hoặc một tệp đính kèm (tep/…) đã đăng. Tên, ngày rút và lý do "
        "ở lại, để địa chỉ đã có người lưu không mất và ai dẫn tới tệp cũng thấy là đã rút; nội dung và tệp đính "
        "kèm riêng của nó bị gỡ. Lần dựng sau, trang, tệp tải về, tìm kiếm, tin mới, gói đọc không cần mạng đều "
        "không còn; bản lưu trên máy người đọc mất ở lần ghé sau, ở bất kỳ trang nào. Lịch sử của kho vẫn còn: xem "
        "hướng dẫn “Gỡ một thông tin đã lỡ đăng”."
    )
    parser.option(
        "item CƠ_QUAN/MÃ",
        "thứ cần rút: một mục (so-tu-phap/2026-001), một trang (so-tu-phap/trang/lich-tiep-dan) hoặc một tệp "
        "(so-tu-phap/tep/bang-ke.pdf)",
    )
    parser.option("--reason LÝ_DO", "lý do, hiện trên trang cho mọi người đọc", required=True)
    parser.option(
        "--title TÊN=", "tên mới cho dòng, trang hoặc tệp, khi chính tên cũ cũng không được để lộ"
    )
    parser.option("--date NGÀY", "ngày rút, dạng 2026-11-24 (mặc định: hôm nay)")
    parser.option("--keep-files", "để lại các tệp đính kèm trong thư mục tep/")
    _shared_options(parser, "agencies")


def declare_build(parser: Parser) -> None:
    """Declare `access-info build`."""
    parser.description = (
        "Dựng trang vào một thư mục. Thư mục chỉ đổi khi dữ liệu không có lỗi. Với --into: đặt chuyên mục vào một "
        "trang đã dựng xong bằng phần mềm khác (Zensical, Hugo…), trong khung của một trang ở đó; không tệp nào "
        "của trang ấy bị đổi, trừ sitemap.xml được thêm địa chỉ."
    )
    where = parser.add_mutually_exclusive_group(required=True)
    parser.option("--out THƯ_MỤC", within=where, purpose="thư mục chứa trang")
    parser.option(
        "--into THƯ_MỤC",
        within=where,
        purpose="đặt chuyên mục vào trang đã dựng xong trong thư mục này, bằng phần mềm nào cũng được",
    )
    parser.option(
        "--frame TỆP",
        "với --into: trang lấy phần đầu, phần chân; đường dẫn trong thư mục ấy, ví dụ lien-he/index.html",
        type=str,
    )
    parser.option(
        "--main PHẦN_TỬ=",
        'với --into: phần tử giữ nội dung của trang ấy, ví dụ "#noi-dung", ".noi-dung" (mặc định: <main>)',
    )
    parser.option(
        "--prefix ĐƯỜNG_DẪN",
        f"với --into: chuyên mục nằm ở đâu dưới gốc trang (mặc định: {SECTION})",
    )
    _shared_options(parser, "agencies", "as-of", "laws", "jobs")
    parser.option("--site-url ĐỊA_CHỈ=", "địa chỉ của trang trên mạng, để ghi sơ đồ trang")
    parser.option(
        "--issue-url ĐỊA_CHỈ=",
        "nơi báo thông tin sai; {title} và {url} sẽ được thay bằng tên và địa chỉ trang",
    )
    parser.option(
        "--layout auto|single|many=auto",
        "single: một cơ quan đứng ở gốc; many: luôn có danh sách cơ quan",
    )
    parser.option(
        "--content THƯ_MỤC",
        "thư mục trang viết tay (mặc định: như docs_dir ghi trong mkdocs.yml cạnh thư mục các cơ quan; không có "
        "mkdocs.yml thì là content)",
    )
    parser.option("--no-content", "dựng không kèm trang viết tay")
    parser.option(
        "--snapshots THƯ_MỤC",
        "thư mục các bản tóm tắt của những ngày trước, để so sánh (do lệnh snapshot tạo ra)",
    )
    parser.option(
        "--links THƯ_MỤC",
        "thư mục kết quả kiểm tra liên kết (do lệnh check --links tạo ra): liên kết hỏng thì trang ghi rõ",
    )
    _signing_key_option(parser)
    parser.option(
        "--previous TỆP",
        "tệp manifest.json của lần công bố trước (do lệnh manifest --fetch lấy về): trang ghi đúng ngày sửa từng "
        "mục và những mục đã thêm, đổi, bỏ từ lần ấy",
    )
    parser.option("--pdf", "thêm tệp PDF của mỗi danh mục vào các tệp tải về (cần cài thêm typst)")
    parser.option("--no-cache", "dựng lại tất cả từ đầu")
    _shared_options(parser, "quiet")


def declare_nation(parser: Parser) -> None:
    """Declare `access-info nation`."""
    parser.description = "Các lệnh về trang cả nước."
    build = parser.commands().add_parser(
        "build",
        help="dựng trang cả nước",
        description="Dựng trang cả nước: đọc những gì từng tỉnh trong quoc-gia.yml đã đăng, tính phần của từng "
        "tỉnh, ghép lại. Tỉnh nào không đọc được thì hiện bản đọc được lần cuối, kèm ngày; dựng hỏng giữa chừng "
        "thì trang lần trước vẫn nguyên.",
    )
    build.option("nation TỆP=quoc-gia.yml", "tệp kể các tỉnh (mặc định: quoc-gia.yml)", nargs="?")
    build.option("--out THƯ_MỤC", "thư mục chứa trang", required=True)
    build.option(
        "--cache THƯ_MỤC",
        "thư mục giữ bản đọc được của từng tỉnh cho lần dựng sau (mặc định: .cache/ca-nuoc bên cạnh thư mục chứa "
        "trang)",
    )
    build.option(
        "--site-url ĐỊA_CHỈ=", "địa chỉ của trang trên mạng, để ghi danh mục dữ liệu và sơ đồ trang"
    )
    _shared_options(build, "jobs")
    build.option(
        "--scheduler ĐỊA_CHỈ",
        "chạy trên nhiều máy: địa chỉ bộ điều phối Dask, ví dụ tls://may-1:8786",
    )
    build.option(
        "--tls THƯ_MỤC", "thư mục chứng thư để tới bộ điều phối: ca.pem, cert.pem, key.pem"
    )
    build.option(
        "--insecure",
        "cho phép bộ điều phối tcp:// ở máy khác, không mã hóa: ai tới được cũng chạy được mã lệnh",
    )
    build.option(
        "--members",
        "tỉnh nào ghi nguon là kho dữ liệu (thư mục có agencies/, hoặc kho git) thì dựng trang của tỉnh ấy trước; "
        "chỉ đọc agencies/",
    )
    build.option(
        "--ca TỆP", "chứng thư của nơi cấp riêng, dạng PEM, được tin thêm khi đọc các tỉnh"
    )
    build.option(
        "--allow-network DẢI",
        "dải mạng nội bộ được phép đọc, ví dụ 10.1.0.0/16; gõ nhiều lần được (mặc định: chỉ địa chỉ công cộng)",
        action="append",
    )
    build.option("--report TỆP", "ghi ra tệp JSON: tình trạng, thời gian, bộ nhớ của từng tỉnh")
    build.option(
        "--to ĐỊA_CHỈ=",
        "dựng xong thì gửi trang tới kho lưu trữ, ví dụ s3://kho-trang/ca-nuoc; chỉ gửi tệp đã đổi",
    )
    _signing_key_option(build, "quoc-gia.yml")
    _shared_options(build, "quiet")


def declare_bundle(parser: Parser) -> None:
    """Declare `access-info bundle`."""
    parser.description = (
        "Đóng gói trang vào một thư mục tự đủ: mở tệp index.html là đọc được, tìm kiếm được, không cần mạng và "
        "không cần cài gì."
    )
    parser.option("--out THƯ_MỤC", "thư mục chứa gói", required=True)
    parser.option(
        "--agency MÃ",
        "chỉ đóng gói cơ quan này (dùng được nhiều lần; mặc định: tất cả)",
        action="append",
    )
    _shared_options(parser, "agencies", "as-of", "laws", "jobs")
    parser.option(
        "--site-url ĐỊA_CHỈ=",
        "địa chỉ của trang trên mạng, để tệp tải về và mã quét dẫn tới bản mới nhất",
    )
    parser.option("--zip", "nén thêm thành một tệp .zip cạnh thư mục")
    _signing_key_option(parser)
    _shared_options(parser, "quiet")


def declare_verify(parser: Parser) -> None:
    """Declare `access-info verify`."""
    parser.description = (
        "Kiểm tra trang, gói để đọc không cần mạng hoặc một tệp có còn đúng như lúc đăng không: so từng tệp với "
        "danh sách manifest.json, kể ra tệp thiếu, tệp đã đổi, tệp thừa. Thêm --key thì kiểm tra cả chữ ký của địa "
        "bàn."
    )
    parser.option(
        "place NƠI",
        "thư mục của trang, địa chỉ https:// của trang hoặc của một tệp, gói .zip, hoặc một tệp mà manifest.json "
        "nằm cạnh nó hay ở thư mục trên",
    )
    parser.option(
        "--key TỆP",
        "khóa công khai của địa bàn: tệp .pub, hoặc tệp lấy ở trang “Dữ liệu mở”; lấy một lần rồi giữ lại, đừng "
        "lấy lại từ chính trang đang kiểm tra",
    )
    parser.option(
        "--not-before NGÀY",
        "báo lỗi nếu danh sách lập trước ngày này, ví dụ ngày của lần kiểm tra trước: ai đó có thể đưa lại một bản "
        "cũ",
    )
    parser.option(
        "--compare NƠI_ĐANG_ĐĂNG",
        "không kiểm tra mà so trang vừa dựng ở NƠI với bản đang đăng (thư mục, địa chỉ https:// hoặc gói .zip): in ra "
        "tệp nào đưa lên trước, tệp nào xóa ngay, tệp nào xóa sau hai ngày",
    )
    parser.option(
        "--lists THƯ_MỤC",
        "với --compare: ghi thêm ba danh sách ấy thành dua-len.txt, xoa-ngay.txt, xoa-sau.txt, mỗi dòng một tệp, để "
        "rsync và lệnh khác đọc",
    )
    parser.option("--format text|json=text", "dạng in ra (mặc định: text)")


def declare_manifest(parser: Parser) -> None:
    """Declare `access-info manifest`."""
    parser.description = (
        "Lấy về manifest.json của trang đang chạy và hai tệp nó nêu tên (trạng thái từng mục, danh sách thay đổi), "
        "kiểm tra mã băm rồi ghi cả ba hoặc không ghi gì. Trang chưa công bố lần nào (mã trả lời 404) thì không "
        "ghi gì và mã thoát là 0; không lấy được vì lý do khác thì mã thoát là 1."
    )
    parser.option(
        "--fetch ĐỊA_CHỈ",
        "địa chỉ của trang đang chạy, ví dụ https://tiep-can-thong-tin.mau.example/",
        required=True,
    )
    parser.option(
        "--out THƯ_MỤC",
        "thư mục ghi vào; lần dựng sau đọc từ tệp manifest.json ở đó (tùy chọn previous)",
        required=True,
    )
    parser.option("--ca TỆP", "chứng thư của nơi cấp riêng, dạng PEM, được tin thêm khi đọc trang")


def declare_snapshot(parser: Parser) -> None:
    """Declare `access-info snapshot`."""
    parser.description = (
        "Ghi một tệp JSON nhỏ: ngày nào, cơ quan nào, nghĩa vụ nào ở tình trạng nào. Để các tệp này trong một thư "
        "mục, lần dựng sau so sánh và vẽ xu hướng từ đó."
    )
    parser.option("--out THƯ_MỤC=tom-tat", "thư mục chứa các bản tóm tắt (mặc định: tom-tat)")
    parser.option("--monthly", "thôi nếu trong thư mục đã có bản của tháng này")
    parser.option(
        "--fetch ĐỊA_CHỈ",
        "trước hết lấy về các bản mà trang đã đăng ở địa chỉ này, ví dụ https://tiep-can-thong-tin.mau.example/",
    )
    parser.option("--schema", "in lược đồ JSON của bản tóm tắt rồi thôi")
    _shared_options(parser, "agencies", "as-of", "laws", "jobs", "quiet")


def declare_letter(parser: Parser) -> None:
    """Declare `access-info letter`."""
    from access_info.assessment.findings import OPEN, Status  # noqa: PLC0415 - only this command names statuses

    statuses = [status.value for status in Status if status in OPEN]
    parser.description = (
        "Lập dự thảo công văn đôn đốc, nhiều nhất hai trang và một bảng: đề nghị làm gì, căn cứ nào, còn thiếu gì, "
        "hạn. Chỉ nêu việc có căn cứ đã đọc trong văn bản luật. Số, ngày, chữ ký để trống; chức vụ người ký, nơi "
        "nhận lấy từ van_ban của _dia-ban.yml. Cơ quan không còn gì phải đôn đốc thì không có công văn."
    )
    parser.option(
        "--to-all", "lập một công văn gửi mọi cơ quan (tat-ca.docx), không nêu tên cơ quan nào"
    )
    parser.option(
        "--agency MÃ", "chỉ các cơ quan này (mặc định: tất cả)", action="extend", nargs="+"
    )
    _type_option(parser, "chỉ các loại cơ quan này: ", action="extend", nargs="+")
    parser.option(
        "--status TÌNH_TRẠNG",
        f"chỉ nêu nghĩa vụ có tình trạng này: {', '.join(statuses)} (mặc định: tất cả)",
        choices=statuses,
        action="extend",
        nargs="+",
    )
    parser.option(
        "--deadline NGÀY", "hạn hoàn thành ghi trong công văn, dạng 2026-12-31 (mặc định: để trống)"
    )
    _paper_options(parser, "công văn")


def declare_report(parser: Parser) -> None:
    """Declare `access-info report`."""
    parser.description = (
        "Lập dự thảo báo cáo tình hình thực hiện của mọi cơ quan: kết quả chung kèm biểu đồ, số cơ quan đạt, "
        "thiếu, quá hạn theo từng nghĩa vụ, tiến độ chuyển tiếp, số liệu các năm (bao-cao.docx, bao-cao.html), và "
        "mọi kết quả kèm bằng chứng (ket-qua.xlsx)."
    )
    parser.option(
        "--agencies-annex",
        "thêm phụ lục kết quả của từng cơ quan (dài: khoảng hai trang một cơ quan)",
    )
    _paper_options(parser, "báo cáo")


def declare_statistics(parser: Parser) -> None:
    """Declare `access-info statistics`."""
    parser.description = (
        "Đọc Sổ theo dõi cung cấp thông tin theo yêu cầu (.xlsx, .xls, .ods, .csv), tính số liệu của một năm và "
        "cho xem tệp thong-ke/NĂM.yml sẽ ghi. Chỉ ghi khi có --apply. Tên người yêu cầu và nội dung yêu cầu không "
        "rời khỏi sổ. Sổ có chỗ mâu thuẫn thì không tính, và từng ô được chỉ ra."
    )
    parser.option("register SỔ", "sổ theo dõi: .xlsx, .xls, .ods, .csv", nargs="?")
    parser.option("--template TỆP", "tạo sổ trống theo mẫu tại tệp này (.xlsx) rồi thôi")
    parser.option(
        "--paper TỆP",
        "lập bảng số liệu của năm --year, lấy từ thong-ke/NĂM.yml, thành văn bản để ký tại tệp này (.docx; .pdf "
        "cần cài thêm typst) rồi thôi",
    )
    parser.option("--agency MÃ", _AGENCY_HELP)
    parser.option("--year NĂM", "năm nhận yêu cầu, ví dụ 2026")
    parser.option("--apply", "ghi vào thong-ke/NĂM.yml (mặc định: chỉ cho xem)")
    _shared_options(parser, "agencies", "as-of", "laws")
    parser.option("--format text|json=text", _TEXT_OR_JSON)


def declare_new(parser: Parser) -> None:
    """Declare `access-info new`."""
    parser.description = "Tạo thư mục cho một cơ quan mới, với các tệp có sẵn chỗ để điền."
    parser.option("id MÃ", "mã cơ quan: chữ thường không dấu, số, gạch nối; ví dụ xa-thu")
    _type_option(parser, "loại cơ quan: ", required=True)
    parser.option("--name TÊN=", "tên đầy đủ của cơ quan, hiện trên trang")
    _shared_options(parser, "agencies")


def declare_init(parser: Parser) -> None:
    """Declare `access-info init`."""
    parser.description = (
        "Tạo kho cho một địa bàn mới: cấu hình, trang đầu, mẫu dữ liệu, và bộ dựng cùng phần kiểm tra tự động nếu "
        "lệnh này chạy từ kho của bộ dựng. Với --here: thêm chuyên mục vào trang MkDocs đang có ở thư mục này; cho "
        "xem trước, chỉ ghi khi có --apply hoặc khi trả lời có."
    )
    parser.option(
        "folder THƯ_MỤC",
        "thư mục sẽ tạo; với --here là thư mục của trang đã có (mặc định: thư mục đang đứng)",
        nargs="?",
    )
    parser.option(
        "--name TÊN",
        "tên tỉnh, thành phố hoặc cơ quan, hoặc của cả nước; với --here là tên đầy đủ của cơ quan, hiện trên trang",
    )
    parser.option(
        "--here",
        "thêm chuyên mục vào trang MkDocs đã có: thư mục dữ liệu với một cơ quan, và vài dòng trong mkdocs.yml",
    )
    parser.option("--apply", "với --here: ghi ngay (mặc định: cho xem rồi hỏi)")
    parser.option(
        "--id MÃ", "với --here: mã cơ quan, là một phần địa chỉ trang (mặc định: lấy từ tên)"
    )
    _type_option(parser, "với --here: loại cơ quan (mặc định: đoán từ tên): ")
    parser.option(
        "--prefix ĐƯỜNG_DẪN",
        f"với --here: chuyên mục nằm ở đâu dưới gốc trang (mặc định: {SECTION})",
    )
    parser.option("--agencies THƯ_MỤC", "với --here: thư mục dữ liệu sẽ tạo (mặc định: agencies)")
    parser.option(
        "--upgrade",
        "thư mục đã có: thay bộ dựng trong đó bằng bản đang chạy, không đụng tới dữ liệu, trang viết tay và "
        "mkdocs.yml",
    )
    parser.option(
        "--nation",
        "tạo nơi giữ trang cả nước thay cho một địa bàn: tệp quoc-gia.yml kể các tỉnh, và mẫu của nó",
    )


def declare_schema(parser: Parser) -> None:
    """Declare `access-info schema`."""
    parser.description = (
        "Viết lại các tệp sinh ra: mẫu, lược đồ JSON, bảng trường, mã lỗi, bảng lệnh từ mô hình; các từ ngữ của "
        "phần kiểm tra an toàn, dạng đọc sẵn; các loại cơ quan trong phiếu báo thiếu cơ quan "
        "(.github/ISSUE_TEMPLATE); cấu hình VS Code trong .vscode/; CODEOWNERS từ nguoi_duyet của "
        "agencies/_dia-ban.yml."
    )
    _shared_options(parser, "agencies")
    parser.option("--content THƯ_MỤC=content", "thư mục trang viết tay (mặc định: content)")


def declare_completion(parser: Parser) -> None:
    """Declare `access-info completion`."""
    parser.description = (
        "In ra đoạn mã để trình lệnh điền nốt tên lệnh, tùy chọn khi bấm phím Tab. Ghi một lần, ví dụ: access-info "
        "completion bash > ~/.local/share/bash-completion/completions/access-info; zsh: vào tệp _access-info trong "
        "một thư mục của fpath; fish: vào ~/.config/fish/completions/access-info.fish."
    )
    parser.option("shell TRÌNH_LỆNH", "trình lệnh đang dùng", choices=("bash", "zsh", "fish"))
