"""The page of commands tells what `--help` tells."""

from __future__ import annotations

import pytest

from access_info.cli import main
from access_info.cli.commands import whole_parser
from access_info.cli.generated import command_reference
from access_info.cli.parser import CommandDoc, OptionDoc

COMMANDS = list(whole_parser().documented())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_every_option_of_the_help_has_its_purpose(command, capsys):
    with pytest.raises(SystemExit):
        main([*command.name.split(), "--help"])
    helped = _unbroken(capsys.readouterr().out)
    assert command.options, "a command without options would need no reference"
    for option in command.options:
        assert option.typed.split()[0].rstrip(",") in helped
        assert option.purpose
        assert _unbroken(option.purpose) in helped


def _unbroken(text: str) -> str:
    """Help breaks lines at blanks and after hyphens."""
    return "".join(text.split())


def test_a_command_on_the_page():
    command = CommandDoc(
        name="xoa",
        usage="access-info xoa --vi LÝ_DO",
        purpose="Xóa <hết>.",
        options=(
            OptionDoc(typed="--vi LÝ_DO", purpose="lý do", required=True, choices=()),
            OptionDoc(
                typed="--kieu KIỂU", purpose="cách *xóa*", required=False, choices=("a", "b")
            ),
        ),
    )
    page = command_reference(iter([command]))
    assert page.endswith(
        "\n## xoa { #xoa }\n\nXóa \\<hết\\>.\n\n`access-info xoa --vi LÝ_DO`\n\n"
        "- `--vi LÝ_DO` (**phải có**): lý do.\n"
        "- `--kieu KIỂU`: cách \\*xóa\\*. Chọn một trong: `a`, `b`.\n"
    )
