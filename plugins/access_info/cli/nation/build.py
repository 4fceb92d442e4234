"""`access-info nation build`: builds the site of a nation from what its members publish."""

from __future__ import annotations

import argparse
from pathlib import Path

from access_info.cli.publish.signing import add_signing_key
from access_info.cli.terminal.parser import Commands, Parser, add_jobs
from access_info.cli.terminal.progress import add_quiet
from access_info.extras import Extra, require
from access_info.loading import NATION_FILE


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "build",
        help="dựng trang cả nước",
        description="Dựng trang cả nước: đọc những gì từng tỉnh trong quoc-gia.yml đã đăng, tính phần của từng "
        "tỉnh, ghép lại. Tỉnh nào không đọc được thì hiện bản đọc được lần cuối, kèm ngày; dựng hỏng giữa chừng "
        "thì trang lần trước vẫn nguyên.",
    )
    parser.add_argument(
        "nation",
        type=Path,
        nargs="?",
        default=Path(NATION_FILE),
        metavar="TỆP",
        help=f"tệp kể các tỉnh (mặc định: {NATION_FILE})",
    )
    parser.add_argument(
        "--out", type=Path, required=True, metavar="THƯ_MỤC", help="thư mục chứa trang"
    )
    parser.add_argument(
        "--cache",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục giữ bản đọc được của từng tỉnh cho lần dựng sau (mặc định: .cache/ca-nuoc bên cạnh thư mục "
        "chứa trang)",
    )
    parser.add_argument(
        "--site-url",
        default="",
        metavar="ĐỊA_CHỈ",
        help="địa chỉ của trang trên mạng, để ghi danh mục dữ liệu và sơ đồ trang",
    )
    add_jobs(parser)
    _add_cluster(parser)
    parser.add_argument(
        "--members",
        action="store_true",
        help="tỉnh nào ghi nguon là kho dữ liệu (thư mục có agencies/, hoặc kho git) thì dựng trang của tỉnh ấy "
        "trước; chỉ đọc agencies/",
    )
    parser.add_argument(
        "--ca",
        type=Path,
        metavar="TỆP",
        help="chứng thư của nơi cấp riêng, dạng PEM, được tin thêm khi đọc các tỉnh",
    )
    parser.add_argument(
        "--allow-network",
        action="append",
        default=[],
        metavar="DẢI",
        help="dải mạng nội bộ được phép đọc, ví dụ 10.1.0.0/16; gõ nhiều lần được (mặc định: chỉ địa chỉ công cộng)",
    )
    parser.add_argument(
        "--report",
        type=Path,
        metavar="TỆP",
        help="ghi ra tệp JSON: tình trạng, thời gian, bộ nhớ của từng tỉnh",
    )
    parser.add_argument(
        "--to",
        default="",
        metavar="ĐỊA_CHỈ",
        help="dựng xong thì gửi trang tới kho lưu trữ, ví dụ s3://kho-trang/ca-nuoc; chỉ gửi tệp đã đổi",
    )
    add_signing_key(parser, NATION_FILE)
    add_quiet(parser)
    parser.set_defaults(run=run)


def _add_cluster(parser: Parser) -> None:
    """Declare how a cluster is reached."""
    parser.add_argument(
        "--scheduler",
        metavar="ĐỊA_CHỈ",
        help="chạy trên nhiều máy: địa chỉ bộ điều phối Dask, ví dụ tls://may-1:8786",
    )
    parser.add_argument(
        "--tls",
        type=Path,
        metavar="THƯ_MỤC",
        help="thư mục chứng thư để tới bộ điều phối: ca.pem, cert.pem, key.pem",
    )
    parser.add_argument(
        "--insecure",
        action="store_true",
        help="cho phép bộ điều phối tcp:// ở máy khác, không mã hóa: ai tới được cũng chạy được mã lệnh",
    )


def run(options: argparse.Namespace) -> int:
    """Load what a national build needs, which no other command does, and run it."""
    require(Extra.NATION)
    if options.scheduler:
        require(Extra.CLUSTER)
    if options.to:
        require(Extra.STORAGE)
    from access_info.cli.nation.running import build  # noqa: PLC0415 - takes a third of a second

    return build(options)
