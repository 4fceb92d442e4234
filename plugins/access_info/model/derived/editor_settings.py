"""Settings of Visual Studio Code: which schema each data file has, and that text stays as typed.

The files name their schema here and not in themselves: a line for programs at the top of every
file would be one more thing that a clerk must not touch. The samples alone hold such a line, which
still works where a copy of them is opened by itself.
"""

from __future__ import annotations

import json
from typing import Any

from access_info.model.derived.files import FILE_KINDS

_YAML_EXTENSION = "redhat.vscode-yaml"


def editor_files(agencies: str) -> dict[str, str]:
    """Render the text of the files below `.vscode/`, by name.

    Args:
        agencies: Path of the folder of agencies below the repository's root.
    """
    return {
        "extensions.json": _json({"recommendations": [_YAML_EXTENSION]}),
        "settings.json": _json(_settings(agencies)),
    }


def _settings(agencies: str) -> dict[str, Any]:
    schemas = {
        f"./{agencies}/_mau/schema/{kind.name}.json": [
            f"{agencies}/{pattern}" for pattern in kind.patterns
        ]
        for kind in FILE_KINDS
        if kind.patterns[0].endswith(".yml")
    }
    return {
        "yaml.schemas": schemas,
        # No schema comes from elsewhere, and no formatter wraps lines: access-info fmt is ours.
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "yaml.validate": True,
        "yaml.hover": True,
        "yaml.completion": True,
        "[yaml]": {
            "editor.insertSpaces": True,
            "editor.tabSize": 2,
            "editor.detectIndentation": False,
            "editor.formatOnSave": False,
            "editor.formatOnPaste": False,
            "editor.formatOnType": False,
            "editor.wordWrap": "on",
            "editor.quickSuggestions": {"other": True, "comments": False, "strings": True},
        },
        "[markdown]": {"editor.wordWrap": "on", "files.trimTrailingWhitespace": False},
        "files.associations": {f"{agencies}/**/*.yml": "yaml"},
        "files.encoding": "utf8",
        "files.autoGuessEncoding": False,
        "files.eol": "\n",
        "files.insertFinalNewline": True,
        "files.trimTrailingWhitespace": True,
        "files.readonlyInclude": {f"{agencies}/_mau/**": True},
    }


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"
