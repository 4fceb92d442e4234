"""`access-info schema`: writes again everything that is made from the model and the rules."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterator
from pathlib import Path

from access_info.changes import rules as change_rules
from access_info.changes import scope_rules
from access_info.checks import page_rules, profile_rules, reviewers
from access_info.checks import rules as check_rules
from access_info.checks.safety import file_rules as safety_file_rules
from access_info.checks.safety import rules as safety_rules
from access_info.cli.parser import CommandDoc, Commands, add_agencies
from access_info.cli.reference import command_reference
from access_info.cli.writing import writing
from access_info.exports.agency_form import AGENCY_FORM, offer_kinds
from access_info.exports.code_owners import code_owners
from access_info.exports.web_form.choices import choices
from access_info.imports.issues import rules as issue_rules
from access_info.imports.lists import rules as list_rules
from access_info.imports.office import rules as office_rules
from access_info.imports.register import rules as register_rules
from access_info.legal import rules as legal_rules
from access_info.legal.framework import load_framework
from access_info.loading import load_jurisdiction
from access_info.loading import rules as loading_rules
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model import rules as model_rules
from access_info.model.editor_settings import editor_files
from access_info.model.files import SAMPLE
from access_info.model.json_schema import Choices, json_schemas
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.model.sample import sample_files
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.fact_reference import fact_reference
from access_info.pages.reference import error_catalogue, field_reference
from access_info.pipeline.link_check import rules as link_rules
from access_info.problems import errors, rules_of
from access_info.source import editing_rules, replace_file
from access_info.source import rules as source_rules

EDITOR_FOLDER = ".vscode"


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "schema",
        help="viết lại mẫu, lược đồ, bảng trường, bảng mã lỗi và bảng lệnh",
        description="Viết lại các tệp sinh ra: mẫu, lược đồ JSON, bảng trường, mã lỗi, bảng lệnh từ mô hình; "
        "các loại cơ quan trong phiếu báo thiếu cơ quan (.github/ISSUE_TEMPLATE); "
        "cấu hình VS Code trong .vscode/; CODEOWNERS từ nguoi_duyet của agencies/_dia-ban.yml.",
    )
    add_agencies(parser)
    parser.add_argument(
        "--content",
        type=Path,
        default=Path("content"),
        metavar="THƯ_MỤC",
        help="thư mục trang viết tay (mặc định: content)",
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Write and say how many files changed."""
    # The sample lies in it, so that it will be there in any case.
    options.agencies.mkdir(parents=True, exist_ok=True)
    with writing(options.agencies, "schema"):
        changed = write_generated(agencies=options.agencies, content=options.content)
    files = generated_files(agencies=options.agencies, content=options.content)
    files |= updated_form(options.content.parent)
    print(f"Đã viết {len(files)} tệp, {changed} tệp có thay đổi.")
    if options.content.parent / CODE_OWNERS not in files:
        print(f"{JURISDICTION_FILE} có lỗi nên {CODE_OWNERS} giữ nguyên: chạy access-info check.")
    return 0


def all_rules() -> list:  # type: ignore[type-arg]
    """Every rule, by code."""
    return rules_of(
        *(source_rules, editing_rules, model_rules, loading_rules, check_rules),
        *(profile_rules, page_rules, reviewers),
        *(safety_rules, safety_file_rules, legal_rules),
        *(register_rules, office_rules, list_rules),
        *(change_rules, scope_rules, issue_rules, link_rules),
    )


def json_choices() -> Choices:
    """What editors offer where the model itself lists no values, the newest law's words first."""
    framework, _ = load_framework()
    if framework is None:
        return {}
    newest = max(pack.in_force_from for pack in framework.packs)
    return choices(framework, newest).fields


def generated_files(*, agencies: Path, content: Path) -> dict[Path, str]:
    """Every generated file with its text.

    Args:
        agencies: The folder of agencies.
        content: The folder of hand-written pages.
    """
    sample = agencies / SAMPLE
    files = {sample / name: text for name, text in sample_files().items()}
    for name, schema in json_schemas(json_choices()).items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        files[sample / "schema" / f"{name}.json"] = text
    files[content / "bien-tap" / "truong.md"] = field_reference()
    for name, text in error_catalogue(all_rules()).items():
        files[content / "bien-tap" / name] = text
    framework, _ = load_framework()
    if framework is not None:
        files[content / "bien-tap" / "dieu-luat.md"] = fact_reference(framework)
    files[content / "bien-tap" / "lenh.md"] = command_reference(_all_commands())
    root = content.parent
    below = Path(os.path.relpath(agencies, root)).as_posix()
    for name, text in editor_files(below).items():
        files[root / EDITOR_FOLDER / name] = text
    settings, _, problems = load_jurisdiction(agencies)
    # A file that cannot be read today must not take away whose approval is needed.
    if not errors(problems):
        files[content.parent / CODE_OWNERS] = code_owners(settings)
    return files


def updated_form(root: Path) -> dict[Path, str]:
    """Return the form for a missing agency with today's kinds, where a repository has that form.

    Args:
        root: The repository.
    """
    form = root / AGENCY_FORM
    if not form.is_file():
        return {}
    return {form: offer_kinds(form.read_text(encoding="utf-8"), AGENCY_TYPES.values())}


def _all_commands() -> Iterator[CommandDoc]:
    from access_info.cli import whole_parser  # noqa: PLC0415 - this command is one of them

    return whole_parser().documented()


def write_generated(*, agencies: Path, content: Path) -> int:
    """Write the files that differ.

    Returns:
        How many were written.
    """
    changed = 0
    files = generated_files(agencies=agencies, content=content) | updated_form(content.parent)
    for path, text in files.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        replace_file(path, text)
        changed += 1
    return changed
