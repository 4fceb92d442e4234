#!/usr/bin/env python3
"""Build the site into ``site/``, or show it while editing: the first of the two commands.

Needs nothing but Python: it makes its own environment (see ``_setup``).
"""

import sys

# Everything before the check must also parse on an old Python, so that it can say so.
if sys.version_info < (3, 11):
    sys.exit(
        "Máy đang dùng Python %d.%d; cần Python 3.11 trở lên.\n"
        "Cài bản mới (Debian, Ubuntu: apt-get install python3; Windows, macOS: python.org)\n"
        "rồi chạy lại, chẳng hạn: python3.13 scripts/build.py" % sys.version_info[:2]
    )

import argparse
import subprocess

import _editor
import _setup


def main() -> int:
    """Set up, then hand over to MkDocs.

    Returns:
        0 when the site was built, MkDocs's own code when not, 2 when the set-up failed.
    """
    _setup.speak_utf8()
    parser = argparse.ArgumentParser(description="Dựng trang vào thư mục site/.")
    parser.add_argument(
        "--serve",
        action="store_true",
        help="xem thử tại máy: trang tự dựng lại mỗi khi sửa dữ liệu; dừng bằng Ctrl-C",
    )
    parser.add_argument(
        "--with-editor",
        action="store_true",
        help="thêm biểu mẫu để sửa dữ liệu trên mạng, ở địa chỉ quan-tri/",
    )
    options = parser.parse_args()
    serve, variables = options.serve, {}
    try:
        python = _setup.ensure()
        if options.with_editor:
            _setup.add(_setup.EDITOR)  # Node, which bundles the form
            variables[_editor.VARIABLE] = str(_editor.bundle())
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    # Not strict: a warning about one agency's page must not keep a province from being published.
    command = [str(python), "-m", "mkdocs", "serve" if serve else "build"]
    code = subprocess.run(
        command, cwd=_setup.ROOT, env=_setup.environment(variables), check=False
    ).returncode
    if serve:
        return code
    if code:
        print("Chưa dựng được trang: xem các dòng ở trên.", file=sys.stderr)
        return code
    print(f"Đã dựng xong: mở tệp {_setup.ROOT / 'site' / 'index.html'}")
    print("Muốn xem như trên mạng: python3 scripts/build.py --serve")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
