"""Files made from the model, the rules and the commands: samples, schemas, references, CODEOWNERS."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from access_info.checks.safety.compiled import KEPT, compiled_text
from access_info.cli.data.reference import command_reference
from access_info.cli.terminal.all_rules import all_rules
from access_info.cli.terminal.parser import CommandDoc
from access_info.exports.forge_files import AGENCY_FORM, code_owners, offer_kinds
from access_info.exports.web_form import choices
from access_info.legal.framework import load_framework
from access_info.loading import load_jurisdiction
from access_info.model.derived.editor_settings import editor_files
from access_info.model.derived.files import SAMPLE
from access_info.model.derived.json_schema import Choices, json_schemas
from access_info.model.derived.sample import sample_files
from access_info.model.jurisdiction import CODE_OWNERS
from access_info.model.vocabularies import AGENCY_TYPES
from access_info.pages.reference.declarations import error_catalogue, field_reference
from access_info.pages.reference.facts import fact_reference
from access_info.problems import errors
from access_info.source import replace_file

EDITOR_FOLDER = ".vscode"


def json_choices() -> Choices:
    """Collect what editors offer where the model lists no values, the newest law's words first."""
    framework, _ = load_framework()
    if framework is None:
        return {}
    newest = max(pack.in_force_from for pack in framework.packs)
    return choices(framework, newest).fields


def generated_files(
    *, agencies: Path, content: Path, commands: Iterable[CommandDoc]
) -> dict[Path, str]:
    """Return every generated file with its text.

    Args:
        agencies: The folder of agencies.
        content: The folder of hand-written pages.
        commands: Every command of the command line.
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
    files[content / "bien-tap" / "lenh.md"] = command_reference(commands)
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


def compiled_gate(root: Path) -> dict[Path, str]:
    """Return what the gate keeps of its data, where the running program is the repository's own.

    Args:
        root: The repository.
    """
    if not KEPT.resolve().is_relative_to(root.resolve()):
        return {}
    return {KEPT: compiled_text()}


def write_generated(*, agencies: Path, content: Path, commands: Iterable[CommandDoc]) -> int:
    """Write the files that differ.

    Returns:
        How many were written.
    """
    changed = 0
    files = generated_files(agencies=agencies, content=content, commands=commands)
    files |= updated_form(content.parent) | compiled_gate(content.parent)
    for path, text in files.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        replace_file(path, text)
        changed += 1
    return changed
