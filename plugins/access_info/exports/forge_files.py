"""Writes files of the repository's forge from the data: `CODEOWNERS`, choices of an issue form."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from access_info.loading.folders import is_agency_id
from access_info.model.jurisdiction import EVERYTHING, Jurisdiction, is_account

_HEAD = (
    "# Ai duyệt thay đổi nào. Sinh từ nguoi_duyet trong agencies/_dia-ban.yml, đừng sửa tay;",
    "# sửa tệp ấy rồi chạy: access-info schema",
    "# Dòng khớp sau cùng thắng. Trên GitLab, buộc phải có người duyệt thì cần bản Premium.",
)
_NOBODY = (
    "# Chưa khai người duyệt chung (mục có co_quan: *), nên tệp của tỉnh, trang hướng dẫn và mã",
    "# nguồn chưa ai giữ.",
)


AGENCY_FORM = Path(".github/ISSUE_TEMPLATE/2-thieu-co-quan.yml")
# Matches from `    id: loai` through its last option, `        - Bộ, …`; no other question's.
_OPTIONS = re.compile(
    r"(?P<head>^    id: loai\n(?:    .*\n)*?      options:\n)(?:        - .*\n)+", re.MULTILINE
)
_PLAIN = re.compile(r"\w[^:#]*")


def code_owners(settings: Jurisdiction) -> str:
    """Return the text of `CODEOWNERS`, which says whose approval a change of a folder needs.

    Entries that name no valid account or folder are left out, so that no text of the data can become a
    rule of its own; `checks` reports them.

    Args:
        settings: The jurisdiction.
    """
    owners: dict[str, dict[str, None]] = {}
    for entry in settings.reviewers:
        if entry.agency == EVERYTHING or is_agency_id(entry.agency or ""):
            accounts = (account for account in entry.accounts if is_account(account))
            owners.setdefault(entry.agency or "", {}).update(dict.fromkeys(accounts))
    rules = _owner_rules({name: [*accounts] for name, accounts in owners.items() if accounts})
    return "\n".join((*_HEAD, *rules)) + "\n"


def _owner_rules(owners: dict[str, list[str]]) -> Iterator[str]:
    """Yield the lines of `CODEOWNERS`: owners of everything first, as the last line that fits wins."""
    everything = owners.pop(EVERYTHING, None)
    if everything:
        yield " ".join((EVERYTHING, *everything))
    else:
        yield from _NOBODY
    for name in sorted(owners):
        yield " ".join((f"/agencies/{name}/", *owners[name]))


def offer_kinds(form: str, labels: Iterable[str]) -> str:
    """Return an issue form whose question about the kind of agency offers the labels given.

    Args:
        form: The form's text; without that question it is returned unchanged.
        labels: The labels to offer, in order.
    """
    options = "".join(f"        - {_yaml_scalar(label)}\n" for label in labels)
    return _OPTIONS.sub(lambda match: match["head"] + options, form)


def _yaml_scalar(text: str) -> str:
    """Return a text as YAML: as it is when that is safe, else in quotation marks."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
