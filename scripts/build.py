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
import contextlib
import json
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import _editor
import _mkdocs
import _setup
import _signing

# Tells the plugin where to note what the settings name (`access_info.plugin.inputs.NOTE`).
_NOTE = "ACCESS_INFO_INPUTS"
_SITE = _setup.ROOT / "site"
# What MkDocs says of every build.
_OF_THE_RUN = (
    *(
        "access_info: đang ",
        "Cleaning site directory",
        "Building documentation to directory",
        "Documentation built in",
    ),
)


def main() -> int:
    """Set up, then hand over to MkDocs, if there is anything to do.

    Returns:
        0 when the site was built, MkDocs's own code when not, 2 when the set-up failed.
    """
    _setup.speak_utf8()
    options = _options()
    lock = _setup.RUN if options.builder == "mkdocs" else _setup.TEST
    if not (_setup.ROOT / lock).is_file():
        print(f"Kho này không có {lock} nên không dựng được bằng ProperDocs.", file=sys.stderr)
        return 2
    variables: dict[str, str] = {}
    key = _signing.taken_out()
    try:
        python = _setup.ensure(lock)
        if options.with_editor:
            _setup.add(_setup.EDITOR)  # Node, which bundles the form
            variables[_editor.VARIABLE] = str(_editor.bundle())
    except _setup.SetupError as error:
        print(error, file=sys.stderr)
        return 2
    environment = _setup.environment(variables)
    if options.serve:
        host, port = _mkdocs.preview_address(_setup.ROOT, options.port)
        command = [str(python), "-m", options.builder, "serve"]
        return _mkdocs.serve(
            command, folder=_setup.ROOT, environment=environment, host=host, port=port
        )
    with _signing.as_file(key) as signing:
        code = _build(options.builder, python, {**environment, **signing})
    if code:
        print("Chưa dựng được trang: xem các dòng ở trên.", file=sys.stderr)
        return code
    print(f"Mở tệp {_SITE / 'index.html'}")
    print("Muốn xem như trên mạng: python3 scripts/build.py --serve")
    return 0


class _Help(argparse.HelpFormatter):
    """Help without an English word."""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        super().add_usage(usage, actions, groups, prefix or "Cách dùng: ")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Dựng trang vào thư mục site/.", add_help=False, formatter_class=_Help
    )
    group = parser.add_argument_group("Tùy chọn")
    group.add_argument("-h", "--help", action="help", help="in lời hướng dẫn này")
    group.add_argument(
        "--serve",
        action="store_true",
        help="xem thử tại máy: trang tự dựng lại mỗi khi sửa dữ liệu; dừng bằng Ctrl-C",
    )
    group.add_argument(
        "--port",
        type=int,
        metavar="CỔNG",
        help="cổng để xem thử, đi cùng --serve (mặc định: 8000, hoặc dev_addr ghi trong mkdocs.yml)",
    )
    group.add_argument(
        "--with-editor",
        action="store_true",
        help="thêm biểu mẫu để sửa dữ liệu trên mạng, ở địa chỉ quan-tri/",
    )
    group.add_argument(
        "--builder",
        choices=("mkdocs", "properdocs"),
        default="mkdocs",
        help="dựng bằng MkDocs (mặc định) hay ProperDocs, bản nối tiếp MkDocs 1; ProperDocs nằm trong bộ thư viện để "
        "kiểm tra, chỉ kho của bộ dựng mới có",
    )
    return parser.parse_args()


def _build(builder: str, python: Path, environment: Mapping[str, str]) -> int:
    """Build the site, unless it already is what a build would make of what is there.

    Args:
        builder: MkDocs, or what goes on from it.
        python: The environment's own Python.
        environment: Variables for it.

    Returns:
        MkDocs's code.
    """
    sys.path.insert(0, str(_setup.ROOT / "plugins"))
    from access_info.unchanged import build_record, surroundings  # noqa: PLC0415 - made by `ensure`

    # Not strict: a warning about one agency's page must not keep a province from being published.
    command = [str(python), "-m", builder, "build"]
    record = build_record.BuildRecord(_setup.ROOT / ".cache" / "access-info", _SITE)
    settings = record.settings or [_setup.ROOT / "mkdocs.yml"]
    with contextlib.suppress(OSError):  # what cannot be read is for MkDocs to tell
        basis = [
            *command,
            *surroundings.days(environment),
            *surroundings.variables(environment, settings),
            *surroundings.interpreter(python, _setup.libraries()),
            *surroundings.commits(_setup.ROOT),
        ]
        for place in record.further:
            basis += surroundings.commits(place)
        record.look(basis, [_setup.ROOT], left_out=_no_inputs())
    # What signs the site is looked at by the build alone.
    signs = bool(environment.get(surroundings.SIGNING_KEY))
    if not signs and record.is_repeated():
        sys.stderr.write("".join(text for _, text in record.printed))
        print("Không có gì đổi từ lần dựng trước: site/ giữ nguyên.")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        note = Path(folder, "inputs.json")
        code, printed = _run(command, {**environment, _NOTE: str(note)})
        if code == 0:
            print("Đã dựng xong.")
            if note.exists():
                named = json.loads(note.read_text("utf-8"))
                record.keep(
                    map(Path, named["places"]),
                    settings=map(Path, named["settings"]),
                    printed=[("err", printed)],
                )
    return code


def _no_inputs() -> Iterator[Path]:
    """Yield what lies in the repository and no build reads unless settings name it: what tools keep, logs."""
    for path in _setup.ROOT.iterdir():
        hidden = path.name.startswith(".") and path.name != ".bo-dung.sha256"
        if hidden or path.suffix == ".log":
            yield path


def _run(command: list[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """Run MkDocs; pass on at once what it says, and return it too, but what it says of every run."""
    lines = []
    with subprocess.Popen(
        command,
        cwd=_setup.ROOT,
        env=environment,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
    ) as process:
        for line in process.stderr or ():
            sys.stderr.write(_mkdocs.in_vietnamese(line))
            lines.append(line)
    return process.returncode, "".join(
        line for line in lines if not any(words in line for words in _OF_THE_RUN)
    )


if __name__ == "__main__":
    try:
        sys.exit(main())
    except KeyboardInterrupt:
        sys.exit(130)
