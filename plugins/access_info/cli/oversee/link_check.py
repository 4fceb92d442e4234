"""`access-info check --links`: asks whether addresses in the data still answer; runs weekly."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path
from typing import TextIO

from access_info.assessment.link_results import (
    LinkAnswer,
    LinkResult,
    LinkState,
    link_result,
    link_result_bytes,
    read_link_result,
    read_link_results,
)
from access_info.cli.publish.fetching import fetch_and_report
from access_info.cli.terminal.parser import judgement_day
from access_info.cli.terminal.report import print_problems
from access_info.cli.terminal.targets import Targets
from access_info.pipeline.link_check import (
    Asking,
    Named,
    ask_all,
    by_agency,
    named_addresses,
    problems_of,
)
from access_info.pipeline.publish.shared_files import LINK_RESULTS
from access_info.problems import Problem, in_order
from access_info.source import replace_file
from access_info.waiting import Progress


def ask_links(
    options: argparse.Namespace, targets: Targets, how: Asking | None = None
) -> list[Problem] | None:
    """Ask every address, write the day's result, and say what is wrong where.

    Args:
        options: The command's options.
        targets: The agencies and files whose addresses are asked.
        how: The way of asking; `None` for the usual one.

    Returns:
        Warnings; `None` when nothing could be asked because this machine has no network.
    """
    if options.fetch is not None:
        message = fetch_and_report(
            options.fetch, LINK_RESULTS, options.out, read=read_link_result, what="kết quả"
        )
        print(message, file=_stream(options))
        if options.fetch_only:
            return []
    named = list(named_addresses(targets.root, targets.agencies))
    named = [link for link in named if targets.cover(Path(link.location.path))]
    answers = _answers(named, how or Asking(site=options.fetch or ""), options.progress)
    if _is_cut_off(answers):
        print("Không máy chủ nào trả lời: có lẽ máy này không có mạng. Chưa ghi kết quả.", file=sys.stderr)  # fmt: skip
        return None
    today = judgement_day(options)
    earlier, wrong = read_link_results(options.out)
    print_problems(wrong)
    before = next((past for past in reversed(earlier) if past.checked < today), None)
    result = link_result(today, answers, by_agency(named), before=before)
    if targets.folders is None:
        path = options.out / f"{today}.json"
        replace_file(path, link_result_bytes(result))
        print(f"Đã ghi {path}.", file=_stream(options))
    print(_summary(answers, result), file=_stream(options))
    return in_order(problems_of(named, answers))


def _answers(named: list[Named], how: Asking, progress: Progress) -> dict[str, LinkAnswer]:
    addresses = list(dict.fromkeys(link.address for link in named))
    answers = {}
    with progress.of("hỏi từng địa chỉ", len(addresses)) as done:
        for address, answer in ask_all(addresses, how):
            answers[address] = answer
            done()
    return answers


def _is_cut_off(answers: dict[str, LinkAnswer]) -> bool:
    """Tell whether addresses were asked and no server answered at all."""
    answered = [answer for answer in answers.values() if answer.state is not LinkState.SKIPPED]
    heard = any(answer.code or answer.state is LinkState.CERTIFICATE for answer in answered)
    return bool(answered) and not heard


def _stream(options: argparse.Namespace) -> TextIO:
    """Return the stream for people's words: standard error if programs read the output."""
    return sys.stderr if options.format == "json" else sys.stdout


def _summary(answers: dict[str, LinkAnswer], result: LinkResult) -> str:
    counts = Counter(answer.state for answer in answers.values())
    proven = sum(answer.is_proven_dead for answer in result.links.values())
    return (
        f"Đã hỏi {result.count} địa chỉ: {counts[LinkState.ALIVE]} mở được, "
        f"{counts[LinkState.DEAD]} hỏng ({proven} hỏng từ hai lần trở lên, trang sẽ ghi rõ), "
        f"{counts[LinkState.CERTIFICATE]} có chứng thư số không dùng được, "
        f"{counts[LinkState.UNKNOWN]} không rõ. Bỏ qua {counts[LinkState.SKIPPED]} địa chỉ ví dụ."
    )
