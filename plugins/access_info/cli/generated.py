"""`access-info schema` writes the files that follow from the code: samples, schemas, references, CODEOWNERS."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from access_info.changes import reasons as change_rules
from access_info.changes import review
from access_info.checks import rules as check_rules
from access_info.checks import scan_reviews
from access_info.checks.safety import rules as safety_rules
from access_info.cli.commands import MEANINGS, whole_parser
from access_info.cli.parser import CommandDoc, OptionDoc
from access_info.cli.printing import RULE_TEXTS
from access_info.cli.typed import Typed, writing
from access_info.exports.forge_files import AGENCY_FORM, code_owners, offer_kinds
from access_info.exports.web_form import choices
from access_info.imports import issues as issue_rules
from access_info.imports.lists import rules as list_rules
from access_info.imports.register import rules as register_rules
from access_info.legal import rules as legal_rules
from access_info.legal.framework import load_framework
from access_info.loading import load_jurisdiction
from access_info.loading import rules as loading_rules
from access_info.loading.folders import JURISDICTION_FILE
from access_info.model import explain as model_rules
from access_info.model.derived import (
    SAMPLE,
    Choices,
    editor_files,
    json_schemas,
    json_text,
    sample_files,
)
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.office_files import refusal as office_rules
from access_info.pages.reference import (
    error_catalogue,
    escape,
    explain_rule,
    fact_reference,
    field_reference,
    head,
)
from access_info.pipeline import link_check as link_rules
from access_info.pipeline.inbox import intake as inbox_rules
from access_info.problems import Rule, errors, rules_of
from access_info.source import cure_rules as source_rules
from access_info.source import replacing
from access_info.source.replacing import replace_file

EDITOR_FOLDER = ".vscode"


def all_rules() -> list[Rule]:
    """Return every rule of every room, by code."""
    return rules_of(
        *(source_rules, replacing, model_rules, loading_rules, check_rules, scan_reviews),
        *(safety_rules, legal_rules, register_rules, office_rules, list_rules),
        *(change_rules, review, issue_rules, link_rules, inbox_rules),
    )


def sample_folder(agencies: Path) -> dict[Path, str]:
    """Return the files of the folder of samples beside the agencies, with JSON schemas for editors."""
    sample = agencies / SAMPLE
    files = {sample / name: text for name, text in sample_files().items()}
    for name, schema in json_schemas(json_choices()).items():
        files[sample / "schema" / f"{name}.json"] = json_text(schema)
    return files


def json_choices() -> Choices:
    """Return the values that editors offer for fields whose values stand in the laws, not in the model.

    Those of the newest law come first.
    """
    framework, _ = load_framework()
    if framework is None:
        return {}
    newest = max(pack.in_force_from for pack in framework.packs)
    return choices(framework, newest)


def generated_files(agencies: Path, content: Path) -> dict[Path, str]:
    """Return the text of every file generated from the model, the rules and the commands, by path.

    Args:
        agencies: The folder of agencies.
        content: The folder of hand-written pages.
    """
    files = sample_folder(agencies)
    root, reference = content.parent, content / "bien-tap"
    files[reference / "truong.md"] = field_reference()
    rules = all_rules()
    for name, text in error_catalogue(rules).items():
        files[reference / name] = text
    texts = root / "plugins" / "access_info" / "cli" / RULE_TEXTS.name
    if texts.parent.is_dir():  # only in the program's own repository
        files[texts] = json_text(
            {rule.code: {"title": rule.title, "explanation": explain_rule(rule)} for rule in rules}
        )
    framework, _ = load_framework()
    if framework is not None:
        files[reference / "dieu-luat.md"] = fact_reference(framework)
    files[reference / "lenh.md"] = command_reference(whole_parser().documented())
    below = Path(os.path.relpath(agencies, root)).as_posix()
    for name, text in editor_files(below).items():
        files[root / EDITOR_FOLDER / name] = text
    settings, _, problems = load_jurisdiction(agencies)
    # A settings file with errors must not remove anybody's right to approve changes.
    if not errors(problems):
        files[root / CODE_OWNERS] = code_owners(settings)
    return files


def write_changed(files: Mapping[Path, str]) -> int:
    """Write the files that are new or differ from those there, and return their number."""
    changed = 0
    for path, text in files.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            replace_file(path, text)
            changed += 1
    return changed


def schema_command(options: Typed) -> None:
    """Write every generated file, and print how many changed.

    `CODEOWNERS` stays as it is while the settings that name reviewers have errors.
    """
    # The lock needs the folder, and the sample will be written into it anyway.
    options.agencies.mkdir(parents=True, exist_ok=True)
    root = options.content.parent
    form = root / AGENCY_FORM  # only in the program's own repository
    with writing(options.agencies, "schema"):
        files = generated_files(options.agencies, options.content)
        if form.is_file():
            text = form.read_text(encoding="utf-8")
            files[form] = offer_kinds(text, AGENCY_TYPES.values())
        changed = write_changed(files)
    print(f"Đã viết {len(files)} tệp, {changed} tệp có thay đổi.")
    if root / CODE_OWNERS not in files:
        print(f"{JURISDICTION_FILE} có lỗi nên {CODE_OWNERS} giữ nguyên: chạy access-info check.")


def command_reference(commands: Iterable[CommandDoc]) -> str:
    """Return the page that lists every command and option in Markdown, one section each."""
    codes = "; ".join(f"{code:d} là {meaning}" for code, meaning in MEANINGS.items())
    parts = [
        head(
            title="Các lệnh",
            description="Mọi lệnh access-info và tùy chọn của từng lệnh",
            intro="Mỗi lệnh gõ trong thư mục của kho dữ liệu: trên Linux và macOS là "
            "`.venv/bin/access-info`, trên Windows là `.venv\\Scripts\\access-info`. Thêm `--help` "
            "sau lệnh nào thì xem được đúng phần ấy ngay trên máy.\n\n"
            f"Lệnh kết thúc bằng một con số: {codes}.\n\n"
            "`access-info --version` in ra một dòng: phiên bản, các gói luật và "
            "ngày có hiệu lực, bản Python, MkDocs và Material; dòng ấy cũng nằm trong `manifest.json` của trang.",
        )
    ]
    for command in commands:
        place = command.name.replace(" ", "-")
        parts.append(f"\n## {command.name} {{ #{place} }}\n\n{escape(command.purpose)}\n\n")
        parts.append(f"`{command.usage}`\n\n")
        parts += map(_option_line, command.options)
    return "".join(parts)


def _option_line(option: OptionDoc) -> str:
    """Return the line of the reference about one option."""
    needed = " (**phải có**)" if option.required else ""
    choices = (
        f" Chọn một trong: {', '.join(map(_as_code, option.choices))}." if option.choices else ""
    )
    stop = "" if option.purpose.endswith((".", "…")) else "."
    return f"- {_as_code(option.typed)}{needed}: {escape(option.purpose)}{stop}{choices}\n"


def _as_code(text: str) -> str:
    return f"`{text}`"
