"""`access-info explain`: what the code of a mistake, a duty or a fact of the law means."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Mapping

from access_info.cli.parser import UsageError
from access_info.cli.printing import rule_texts


def explain_command(options: argparse.Namespace) -> None:
    """Print the explanation of every code that was typed."""
    rules = {code: texts["explanation"] for code, texts in rule_texts().items()}
    explanations = [_explanation(code, rules, options) for code in dict.fromkeys(options.codes)]
    sys.stdout.write(f"\n{'─' * 40}\n\n".join(explanations))


def _explanation(typed: str, rules: Mapping[str, str], options: argparse.Namespace) -> str:
    """Return the explanation of one code: of a mistake, a duty or a fact of the law.

    Args:
        typed: The code.
        rules: The explanation of every rule by its code.
        options: The command's options, by which the law packs are found.

    Raises:
        UsageError: There is no such code.
    """
    code = typed.strip().strip("[]").upper()
    code = f"TT{code}" if code.isdigit() else code
    if code in rules:
        return rules[code]
    # Not for rules: they load the pipeline.
    from access_info.cli.typed import Typed  # noqa: PLC0415
    from access_info.legal.framework import facts_by_name  # noqa: PLC0415
    from access_info.pages.reference import explain_duty, explain_fact  # noqa: PLC0415

    framework = Typed(**vars(options)).checked_framework(options.agencies)
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
    """Return the id of a duty with its hyphen: `OB4` and `OB 04` mean `OB-04`."""
    digits = code.removeprefix("OB").strip(" -")
    return f"OB-{digits.zfill(2)}" if digits.isdigit() else code
