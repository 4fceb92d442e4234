"""Whatever `argparse` refuses is refused in Vietnamese, on the Python that runs this test.

Its messages are read from its own source: a Python that says something new fails here until the
message is translated, or listed as one that nobody can type.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
from pathlib import Path

import pytest

from access_info.cli import main
from access_info.cli.commands import whole_parser
from access_info.cli.parser import Parser, UsageError, count, day, port, seconds, year


def _messages():
    """Every message of `argparse` for people: literals given to its functions of translation."""
    for node in ast.walk(ast.parse(inspect.getsource(argparse))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"_", "ngettext"}:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value


def _many():
    parser = Parser(prog="thử")
    parser.add_argument("--single", nargs=1)
    parser.add_argument("--double", nargs=2)
    parser.add_argument("--pair", nargs="+")
    parser.add_argument("--maybe", nargs="?")
    parser.add_argument("--value")
    parser.add_argument("--flag", action="store_true")
    parser.add_argument("--format", choices=["text", "json"])
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    return parser


def _single_required():
    parser = Parser(prog="thử")
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--left", action="store_true")
    either.add_argument("--right", action="store_true")
    return parser


def _required():
    parser = Parser(prog="thử")
    parser.add_argument("place")
    return parser


def _commands():
    parser = Parser(prog="thử")
    parser.commands().add_parser("check")
    return parser


# Message → parser and words that bring it about.
TYPED = {
    "the following arguments are required: %s": (_required, []),
    "one of the arguments %s is required": (_single_required, []),
    "unrecognized arguments: %s": (_many, ["--nothing"]),
    "expected one argument": (_many, ["--value"]),
    "expected at least one argument": (_many, ["--pair"]),
    "expected %s argument": (_many, ["--single"]),
    "expected %s arguments": (_many, ["--double", "9"]),
    "not allowed with argument %s": (_many, ["--left", "--right"]),
    "ignored explicit argument %r": (_many, ["--flag=1"]),
    "invalid choice: %(value)r (choose from %(choices)s)": (_many, ["--format", "xml"]),
    "argument %(argument_name)s: %(message)s": (_commands, ["chek"]),
}
# Messages that no words typed at our commands bring about.
UNREACHED = {
    # Options are never shortened.
    "ambiguous option: %(option)s could match %(matches)s",
    # An option that takes one value at most takes what follows as the next argument.
    "expected at most one argument",
    # A command is a choice, and choices are looked at first.
    "unknown parser %(parser_name)r (choices: %(choices)s)",
    "unexpected option string: %s",
    # Choices and values are refused before `argparse` words it.
    "invalid choice: %(value)r, maybe you meant %(closest)r? (choose from %(choices)s)",
    "invalid %(type)s value: %(value)r",
}
# Said to whoever declares options, or in help, where another test looks for English.
DECLARING = {
    *(".__call__() not defined", "conflicting option string: %s", "conflicting option strings: %s"),
    *("'required' is an invalid argument for positionals", "dest= is required for options like %r"),
    *("mutually exclusive arguments must be optional", "cannot have multiple subparser arguments"),
    *("cannot merge actions - two groups are named %r", "invalid conflict_resolution value: %r"),
    "invalid option string %(option)r: must start with a character %(prefix_chars)r",
    *("%r is not callable", "conflicting subparser: %s", "conflicting subparser alias: %s"),
    *('argument "-" with mode %r', "can't open '%(filename)s': %(error)s"),
    *("usage: ", "positional arguments", "options", "show this help message and exit"),
    *("show program's version number and exit", "subcommands", "default: %(default)s"),
    *("%(heading)s:", " (default: %(default)s)", "%(prog)s: error: %(message)s\n"),
    # Only of what is declared as deprecated; nothing is.
    *("%(prog)s: warning: %(message)s\n", "option '%(option)s' is deprecated"),
    *("argument '%(argument_name)s' is deprecated", "command '%(parser_name)s' is deprecated"),
}


def _english(message):
    """Words of a message of `argparse`, without what is filled in."""
    return set(re.findall(r"[a-z]{3,}", re.sub(r"%\(\w+\)[a-z]|%[a-z]", "", message.lower())))


def test_every_message_of_this_python_is_known():
    messages = set(_messages())
    assert len(messages) > 25
    assert messages - {*TYPED, *UNREACHED, *DECLARING} == set()


@pytest.mark.parametrize("message", TYPED)
def test_what_is_typed_wrongly_is_refused_without_english(message):
    parser, typed = TYPED[message]
    with pytest.raises(UsageError) as refusal:
        parser().parse_args(typed)
    text = str(refusal.value)
    for word in typed:
        text = text.replace(word, "")
    assert text.startswith("Lệnh chưa đúng: ")
    assert set(re.findall(r"[a-z]+", text)) & _english(message) == set()


def test_every_type_of_value_says_in_vietnamese_what_is_wrong():
    """`argparse` words in English what any other type refuses."""
    parsers = [whole_parser()]
    types = set()
    while parsers:
        for action in parsers.pop()._actions:
            if isinstance(action, argparse._SubParsersAction):
                parsers += action.choices.values()
            elif action.type is not None:
                types.add(action.type)
    assert types == {str, Path, count, day, port, seconds, year}


@pytest.mark.parametrize(
    ("type_", "typed"),
    [(count, "0"), (day, "24/11/2026"), (port, "99999"), (seconds, "x"), (year, "26")],
)
def test_a_value_of_ours_is_refused_in_vietnamese(type_, typed):
    parser = Parser(prog="thử")
    parser.add_argument("--value", type=type_)
    with pytest.raises(UsageError, match=f"--value: “{typed}” không phải"):
        parser.parse_args(["--value", typed])


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        (["--wrong", "a", "--done", "b"], "không đi cùng --wrong: chỉ gõ một trong hai"),
        ([], "còn thiếu: một trong --wrong --done"),
    ],
)
def test_alternative_required_options_are_explained_by_a_real_command(capsys, typed, reason):
    assert main(["correct", "--agency", "so-y-te", *typed]) == 2
    assert reason in capsys.readouterr().err
