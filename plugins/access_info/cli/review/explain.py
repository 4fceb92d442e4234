"""`access-info explain`: says what a code means, why, and what to do."""

from __future__ import annotations

import argparse
import difflib
import sys

from access_info.cli.terminal.all_rules import all_rules
from access_info.cli.terminal.laws import load_laws
from access_info.cli.terminal.parser import Commands, add_agencies, add_day, add_laws, judgement_day
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.usage import UsageError
from access_info.legal.framework import Framework, facts_by_name
from access_info.pages.reference import explain_duty, explain_fact, explain_rule
from access_info.problems import Rule


def add_to(commands: Commands) -> None:
    """Declare the command."""
    parser = commands.add_parser(
        "explain",
        description="Giải thích mã lỗi (TT212), nghĩa vụ (OB-04) hoặc điều luật (l01-d23k3): là gì, vì sao, sửa thế nào, ví dụ.",
    )
    parser.add_argument(
        "codes",
        nargs="+",
        metavar="MÃ",
        help="mã trong thông báo lỗi, mã nghĩa vụ, hoặc mã điều luật",
    )
    add_agencies(parser)
    add_day(parser)
    add_laws(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Print one explanation after another."""
    framework, problems = load_laws(options.laws, options.agencies, judgement_day(options))
    if framework is None:
        print_problems(problems)
        return 1
    rules: dict[str, Rule] = {rule.code: rule for rule in all_rules()}
    explanations = [_explained(code, rules, framework) for code in dict.fromkeys(options.codes)]
    sys.stdout.write(f"\n{'─' * 40}\n\n".join(explanations))
    return 0


def _explained(typed: str, rules: dict[str, Rule], framework: Framework) -> str:
    """Explain one code.

    Raises:
        UsageError: There is no such code.
    """
    code = typed.strip().strip("[]").upper()
    code = f"TT{code}" if code.isdigit() else code
    if code in rules:
        return explain_rule(rules[code])
    duty = framework.obligation(code) or framework.obligation(_with_hyphen(code))
    if duty is not None:
        return explain_duty(duty, framework)
    facts = facts_by_name(framework)
    fact = facts.get(typed.strip().strip("[]"))
    if fact is not None:
        return explain_fact(fact, framework)
    known = [*rules, *(obligation.id for obligation in framework.obligations)]
    if typed.strip()[:1].islower():
        known, code = list(facts), typed.strip()
    # `nearest` would drop what has other digits, and digits are all that codes differ in.
    near = difflib.get_close_matches(code, known, 3, cutoff=0.7)
    hint = f" Có phải ý bạn là {', '.join(near)}?" if near else " Mã có dạng TT212 hoặc OB-04."
    raise UsageError(f"Không có mã “{typed}”.{hint}")


def _with_hyphen(code: str) -> str:
    """Write the id of a duty with its hyphen: `OB4` and `OB 04` mean `OB-04`."""
    digits = code.removeprefix("OB").strip(" -")
    return f"OB-{digits.zfill(2)}" if digits.isdigit() else code
