#!/usr/bin/env python3
"""Run every test there is, the second of the two commands; CI runs the same.

With ``--fast`` the quick lane alone: what to run on every save. With ``--faults`` whether the tests find
the small faults of ``tests/faults/``.

Needs nothing but Python: environment, Node and Java come through pip; Chromium, Firefox, Tesseract, nginx,
LibreOffice and curl through apt when run by root. Every step runs, whatever failed before it; what failed is told at the end.
"""

import sys

# Everything before the check must also parse on an old Python, so that it can say so.
if sys.version_info < (3, 11):
    sys.exit(
        "Máy đang dùng Python %d.%d; cần Python 3.11 trở lên.\n"
        "Cài bản mới (Debian, Ubuntu: apt-get install python3; Windows, macOS: python.org)\n"
        "rồi chạy lại, chẳng hạn: python3.13 scripts/test.py" % sys.version_info[:2]
    )

import argparse

import _setup
import _steps


def main() -> int:
    """Set up, run all steps, sum them up.

    Returns:
        0 when everything passed, 1 when something failed, 2 when the set-up failed.
    """
    _setup.speak_utf8()
    parser = argparse.ArgumentParser(description="Chạy mọi kiểm tra của kho này.")
    parser.add_argument(
        "--fast",
        action="store_true",
        help="chỉ những phép thử ngắn, cho mỗi lần lưu: không dựng cả trang, không mở trình duyệt",
    )
    parser.add_argument(
        "--faults",
        nargs="*",
        metavar="TÊN",
        help="gài từng lỗi của tests/faults/ vào một bản sao, xem phép thử có thấy không (mọi lỗi, hay những lỗi nêu tên)",
    )
    parser.add_argument(
        "--all-pages",
        action="store_true",
        help="xem mọi trang trong trình duyệt, thay vì mỗi loại một trang (lâu hơn nhiều)",
    )
    parser.add_argument(
        "--record",
        action="store_true",
        help="ghi kết quả trong trình duyệt vào tệp dùng cho trang “Trợ năng”",
    )
    parser.add_argument("pytest", nargs="*", help="sau dấu --: tùy chọn chuyển cho pytest")
    options = parser.parse_args()
    try:
        _setup.ensure(_setup.TEST)
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    if options.faults is not None:
        return _steps.run_faults(options.faults)
    if options.fast:
        if options.all_pages or options.record:
            print("--fast không mở trình duyệt: bỏ --all-pages, --record.", file=sys.stderr)
            return 2
        return _steps.run_fast(pytest_arguments=options.pytest)
    return _steps.run_all(
        all_pages=options.all_pages, record=options.record, pytest_arguments=options.pytest
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
