"""`access-info fmt`: writes data files in their canonical layout; their meaning never changes."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from access_info.cli.data.writing import writing
from access_info.cli.terminal.parser import Commands, add_agencies, agencies_folder
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.targets import Targets, add_targets, targets
from access_info.loading.folders import agency_ids
from access_info.pipeline.review.formatting import Formatted, format_agency, format_jurisdiction
from access_info.source import ChangedMeanwhileError


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "fmt",
        description="Viết lại các tệp dữ liệu theo một kiểu chung: thứ tự trường như trong mẫu, giá trị "
        "trong ngoặc kép, bỏ trường để trống, chữ có dấu ghép lại đúng chuẩn, mục chưa có mã "
        "thì cấp mã, lời xác nhận tên người (ten_nguoi) và tệp đã rà soát chưa có mã băm thì điền (mã đã "
        "có thì không bao giờ đổi). Chú thích và nội dung giữ nguyên; tệp có lỗi cú pháp thì để yên.",
    )
    add_targets(parser)
    add_agencies(parser)
    parser.add_argument(
        "--check",
        action="store_true",
        help="chỉ xem, không ghi; có tệp cần xếp lại thì mã thoát là 1",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write what differs and say how much."""
    agencies = agencies_folder(options)
    chosen = targets(options.paths, agencies)
    with writing(agencies, "fmt", really=not options.check):
        return _format(options, agencies, chosen)


def _format(options: argparse.Namespace, agencies: Path, chosen: Targets) -> int:
    seen = changed = refused = 0
    for file in _files(agencies, chosen):
        seen += 1
        if file.problems:
            refused += 1
            print_problems(file.problems)
        if file.changes:
            if not options.check:
                try:
                    file.write()
                except ChangedMeanwhileError as error:
                    refused += 1
                    print_problems([error.problem])
                    continue
            changed += 1
        _tell(file, only_checked=options.check)
    done = "cần xếp lại" if options.check else "đã xếp lại"
    left = f", {refused} tệp có lỗi nên để yên" if refused else ""
    print(f"Đã xem {seen} tệp: {changed} tệp {done}{left}.")
    return 1 if refused or (options.check and changed) else 0


def _files(agencies: Path, chosen: Targets) -> Iterator[Formatted]:
    ids, _ = agency_ids(agencies)
    for name in ids:
        if chosen.agencies is None or name in chosen.agencies:
            yield from (file for file in format_agency(agencies / name) if chosen.cover(file.path))
    yield from (file for file in format_jurisdiction(agencies) if chosen.cover(file.path))


def _tell(file: Formatted, *, only_checked: bool) -> None:
    path = file.path.relative_to(Path.cwd()) if file.path.is_relative_to(Path.cwd()) else file.path
    if file.changes:
        print(f"{path.as_posix()}: {'cần xếp lại' if only_checked else 'đã xếp lại'}")
    for given in file.ids:
        print(
            f"    dòng {given.line}: mục chưa có mã, {'sẽ cấp' if only_checked else 'cấp'} “{given.id}”"
        )
    for filled in file.hashes:
        done = "sẽ điền" if only_checked else "đã điền"
        print(f"    dòng {filled.line}: {done} tên, mã băm của tệp đã rà soát “{filled.file}”")
    print_problems(file.replaced)
    if file.lacks_ids:
        print(
            f"{path.as_posix()}: có mục chưa có mã; chưa cấp vì một danh mục khác của cơ quan còn lỗi, "
            "chưa biết mã nào đã dùng"
        )
