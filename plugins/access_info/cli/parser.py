"""Parses the words after `access-info`, by an `argparse` whose help and refusals are Vietnamese."""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import re
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from access_info.problems import MisuseError, Problem, quotable

# The folder of the section in an existing site, if nothing else is typed.
SECTION = "tiep-can-thong-tin"
_FIRST_YEAR, _LAST_YEAR, _LAST_PORT = 2000, 2199, 65_535
# The hyphen, and the signs that Word and mail programs put in its place.
_DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_CURLED = re.compile("[“”‘’„«»]")
# Likeness from which a name is suggested; stricter than usual, as a clerk who follows a wrong guess writes
# into another agency.
_ALIKE = 0.75
# The number of values that an option takes, in the words of a refusal; other numbers stand as they are.
_COUNTS: dict[int | str | None, str] = {None: "một", "+": "ít nhất một"}


class UsageError(MisuseError):
    """The command was typed wrongly; the text says how, in Vietnamese."""


class WrongDataError(Exception):
    """Data or laws are wrong, so that a command cannot go on; the text says so in Vietnamese, or is "".

    Attributes:
        problems: The problems to print.
    """

    def __init__(self, problems: Sequence[Problem], text: str = "") -> None:
        """Make the error of some problems, with a sentence that is printed after them."""
        super().__init__(text)
        self.problems = problems


@dataclasses.dataclass(frozen=True, kw_only=True)
class OptionDoc:
    """An argument as the reference of commands shows it.

    Attributes:
        typed: The words to type: `--agency MÃ`.
        purpose: Its help.
        required: Whether the command refuses to run without it.
        choices: The values it takes, if they are few.
    """

    typed: str
    purpose: str
    required: bool
    choices: tuple[str, ...]


@dataclasses.dataclass(frozen=True, kw_only=True)
class CommandDoc:
    """A command as the reference of commands shows it.

    Attributes:
        name: The words after `access-info`.
        usage: The command with what must be typed.
        purpose: Its description.
        options: Its arguments, in declared order.
    """

    name: str
    usage: str
    purpose: str
    options: tuple[OptionDoc, ...]


class _Formatter(argparse.HelpFormatter):
    """Writes help with Vietnamese words."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: Any = None) -> None:  # noqa: ANN401
        """Add the line that shows how a command is typed, after Vietnamese words."""
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser whose help and refusals are Vietnamese.

    A refusal is worded from what the parser knows (its arguments, those that were given, the words
    typed): the methods that `argparse` refuses in are replaced, its English sentences are never read.
    """

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401
        """Make a parser; `--help` is added in Vietnamese."""
        self._typed: list[str] = []
        self._given: list[argparse.Action] = []
        self._commands: Mapping[str, Parser] = {}
        super().__init__(
            add_help=False,
            allow_abbrev=False,
            exit_on_error=False,
            formatter_class=_Formatter,
            **settings,
        )
        self._positionals.title = "Đối số"
        self._optionals.title = "Tùy chọn"
        self.add_argument("-h", "--help", action="help", help="hiện hướng dẫn này rồi thôi")

    def option(self, typed: str, purpose: str, *, within: Any = None, **settings: Any) -> None:  # noqa: ANN401
        """Declare an argument.

        Args:
            typed: The words to type, as the help shows them: `--out THƯ_MỤC`, `--format text|json`, `file TỆP`
                where the value alone is typed, `--apply` without a value. The placeholder of the value tells
                its type (`_TYPES`); a default follows it: `--base GỐC=main`.
            purpose: The help.
            within: The group of options of which only one may be typed, if it belongs to one.
            settings: Further arguments of `add_argument`.
        """
        name, _, value = typed.partition(" ")
        metavar, has_default, default = value.partition("=")
        if has_default:
            settings["default"] = default
        elif "action" in settings:
            settings["default"] = []  # to which each value is added
        if "|" in metavar:
            settings["choices"] = metavar.split("|")
        elif metavar:
            settings = {"metavar": metavar, "type": _TYPES.get(metavar, str), **settings}
        else:
            settings["action"] = "store_true"
        (within or self).add_argument(name, help=purpose, **settings)

    def commands(self) -> argparse._SubParsersAction[Parser]:
        """Return the object to which commands are added (argparse's subparsers)."""
        added = self.add_subparsers(
            title="Các lệnh", metavar="LỆNH", required=True, parser_class=Parser
        )
        self._commands = added.choices
        return added

    def documented(self, above: str = "") -> Iterator[CommandDoc]:
        """Yield the documentation of every command, for the reference and for completion.

        A word that only leads to further commands, as `nation`, is none.

        Args:
            above: The words before the commands' names: `nation ` for `nation build`.
        """
        for name, parser in self._commands.items():
            yield from parser.documented(f"{above}{name} ")
        if above and not self._commands:
            options = self._option_docs()
            yield CommandDoc(
                name=above.strip(),
                usage=self._needed_words(),
                purpose=self.description or "",
                options=options,
            )

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:  # noqa: ANN401
        """Parse the typed words as `argparse` does, but refuse unknown words and bad values in Vietnamese.

        Raises:
            UsageError: The command was typed wrongly.
        """
        self._typed = list(sys.argv[1:] if args is None else args)
        self._given = []
        try:
            known, unknown = super().parse_known_args(args, namespace)
        except argparse.ArgumentError as error:
            if error.argument_name is None:
                self._refuse_incomplete()
            # What else `argparse` refuses is refused below, so this is a value that an option does not take.
            names = str(error.argument_name).split("/")
            value = next(
                word.removeprefix(name).removeprefix("=")
                for word in self._typed
                for name in names
                if word.startswith(name) and word != name
            )
            self._refuse(f"{error.argument_name} không nhận giá trị {value!r}")
        if unknown:
            self._refuse(f"không hiểu: {' '.join(unknown)}", unknown=unknown)
        return known, unknown

    def error(self, message: str) -> NoReturn:  # noqa: ARG002 - English
        """Raise that an argument is missing: `argparse` calls this method for nothing else here."""
        self._refuse_incomplete()

    def _refuse_incomplete(self) -> NoReturn:
        """Raise `UsageError` that names the missing arguments, or the group of which one is missing."""
        missing = [
            _argument_name(action)
            for action in self._actions
            if action.required and action not in self._given
        ]
        for group in self._mutually_exclusive_groups:
            if not missing and group.required:
                missing = [f"một trong {' '.join(map(_argument_name, group._group_actions))}"]  # noqa: SLF001
        usage = "" if self._subparsers else f"\nCách gõ: {self._needed_words()}"
        self._refuse(f"còn thiếu: {', '.join(missing)}", usage)

    def _refuse(self, reason: str, hints: str = "", *, unknown: Collection[str] = ()) -> NoReturn:
        """Raise `UsageError` that says why a command is wrong, with what may have been meant.

        Args:
            reason: The reason, without a full stop.
            hints: Text after the reason.
            unknown: Words that the parser does not know.
        """
        hints += self._likely_slips(unknown)
        raise UsageError(f"Lệnh chưa đúng: {reason}.{hints}\nXem hướng dẫn: {self.prog} --help")

    def _likely_slips(self, unknown: Collection[str]) -> str:
        """Return hints at likely slips: misspelled options, curly quotes from Word, unquoted spaces.

        Args:
            unknown: Words that the parser does not know.

        Returns:
            Lines, each after a line break; "" without a likely slip.
        """
        lines = []
        for word in self._typed:
            name = word.split("=", 1)[0]
            known = name in self._option_string_actions
            if known or not name.strip(_DASHES) or name[0] not in _DASHES:
                continue
            from access_info.model.types import nearest  # noqa: PLC0415 - after a slip

            lines += [
                f"“{quotable(name)}” có phải là {near} không? Trước tên là hai dấu trừ (--)."
                for near in nearest(name, self._option_string_actions, alike=_ALIKE)
            ]
        if any(_CURLED.search(word) for word in self._typed):
            lines.append('Trong lệnh có ngoặc cong (“ ”) của Word: gõ lại ngoặc kép thẳng (").')
        elif any(word[0] not in _DASHES for word in unknown if word):
            lines.append(
                'Tên tệp có dấu cách thì đặt trong ngoặc kép, ví dụ "Danh mục 2026.docx"; mã cơ quan thì không '
                "có dấu cách."
            )
        return "".join(f"\n{line}" for line in lines)

    def _get_values(self, action: argparse.Action, strings: list[str]) -> Any:  # noqa: ANN401
        """Note that an argument was given; refuse it if it excludes one given before.

        `argparse` calls this method for each argument that it meets.
        """
        for group in self._mutually_exclusive_groups:
            alternatives = group._group_actions  # noqa: SLF001
            for other in alternatives if action in alternatives else ():
                if other is not action and other in self._given:
                    names = f"{_argument_name(action)} không đi cùng {_argument_name(other)}"
                    self._refuse(f"{names}: chỉ gõ một trong hai")
        self._given.append(action)
        return super()._get_values(action, strings)

    def _get_value(self, action: argparse.Action, text: str) -> Any:  # noqa: ANN401
        """Convert a typed value; an error of one of our types (`day`, `count` …) is raised in its own words."""
        try:
            return super()._get_value(action, text)
        except argparse.ArgumentError as error:
            self._refuse(f"{_argument_name(action)}: {error.message}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:  # noqa: ANN401
        """Refuse a value that is none of the choices; for a command, suggest the likely one."""
        if action.choices is None or value in action.choices:
            return
        choices = ", ".join(map(repr, action.choices))
        hint = meant(value, self._commands) if action.nargs == argparse.PARSER else ""
        self._refuse(
            f"{_argument_name(action)}: không có {value!r}; chọn một trong: {choices}", hint
        )

    def _match_argument(self, action: argparse.Action, pattern: str) -> int:
        """Return how many words an argument takes; refuse in Vietnamese if there are too few."""
        try:
            return super()._match_argument(action, pattern)
        except argparse.ArgumentError:
            number = _COUNTS.get(action.nargs, str(action.nargs))
            self._refuse(f"sau {_argument_name(action)} phải có {number} giá trị")

    def _needed_words(self) -> str:
        """Return the command with the arguments that must be typed: `access-info new MÃ --type LOẠI`."""
        needed = [option.typed for option in self._option_docs() if option.required]
        return " ".join([self.prog, *needed])

    def _option_docs(self) -> tuple[OptionDoc, ...]:
        """Return the documentation of the arguments, without `--help`."""
        return tuple(
            _option_doc(action)
            for action in self._actions
            if action.help != argparse.SUPPRESS and action.dest != "help"
        )


def _argument_name(action: argparse.Action) -> str:
    """Return an argument's name in a refusal: `-h/--help`, or the placeholder of its value."""
    return "/".join(action.option_strings) or str(action.metavar or action.dest)


def _option_doc(action: argparse.Action) -> OptionDoc:
    """Return the documentation of an argument, from its declaration.

    Choices are listed apart only where the words to type (`--format text|json`) do not name them.
    """
    takes = action.nargs != 0
    choices = tuple(map(str, action.choices or ()))
    value = str(action.metavar or "|".join(choices) or action.dest.upper())
    names = ", ".join(action.option_strings)
    return OptionDoc(
        typed=f"{names} {value}".strip() if takes else names,
        purpose=str(action.help or "") % {**vars(action)},
        required=action.required if names else action.nargs not in {"*", "?"},
        choices=choices if action.metavar else (),
    )


def meant(text: str, known: Iterable[str]) -> str:
    """Return a question for the name most likely meant, after a space; "" if nothing is near.

    Args:
        text: The name as typed.
        known: Names that exist.
    """
    from access_info.model.types import did_you_mean  # noqa: PLC0415 - after a slip

    return did_you_mean(text, known, alike=_ALIKE)


def day(text: str) -> datetime.date:
    """Return a day typed as an option."""
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” không phải ngày, viết năm-tháng-ngày, ví dụ 2026-11-24"
        ) from None


def _whole_number(text: str, first: int, last: float, what: str) -> int:
    """Return a number typed in digits.

    Args:
        text: The digits.
        first: The least number allowed.
        last: The greatest number allowed.
        what: The kind of number in words, for the message.

    Raises:
        ArgumentTypeError: It is no such number.
    """
    if not text.isascii() or not text.isdigit() or not first <= int(text) <= last:
        raise argparse.ArgumentTypeError(f"“{text}” không phải {what}")
    return int(text)


def count(text: str) -> int:
    """Return a positive number typed as an option."""
    return _whole_number(text, 1, float("inf"), "số từ 1 trở lên")


def seconds(text: str) -> int:
    """Return a number of seconds typed as an option."""
    return _whole_number(text, 0, float("inf"), "số giây từ 0 trở lên")


def year(text: str) -> int:
    """Return a year typed as an option."""
    return _whole_number(text, _FIRST_YEAR, _LAST_YEAR, "một năm, ví dụ 2026")


def port(text: str) -> int:
    """Return a TCP port typed as an option; 0 for any that is free."""
    return _whole_number(text, 0, _LAST_PORT, f"số cổng từ 0 đến {_LAST_PORT}")


# Placeholder of a value in the help → what converts the typed text; other values are texts.
_TYPES = {
    "THƯ_MỤC": Path,
    "TỆP": Path,
    "SỔ": Path,
    "HỘP_THƯ": Path,
    "NGÀY": day,
    "SỐ": count,
    "NĂM": year,
    "GIÂY": seconds,
}
