"""`_dia-ban.yml` → `CODEOWNERS`: whose approval a change needs, for GitHub, GitLab and Forgejo alike.

All three read the file at the repository's root, and in all of them the last rule that fits wins
(docs.github.com, “About code owners”; docs.gitlab.com, “Code Owners”). So the rule for everything
comes first, and each agency's folder after it.
"""

from __future__ import annotations

from collections.abc import Iterator

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


def code_owners(settings: Jurisdiction) -> str:
    """Write the text of `CODEOWNERS`.

    What is no account and no agency's folder is left out, so that no text of the data becomes a
    rule of its own; `checks` says what was wrong with it.

    Args:
        settings: The jurisdiction.
    """
    owners: dict[str, dict[str, None]] = {}
    for entry in settings.reviewers:
        if entry.agency == EVERYTHING or is_agency_id(entry.agency or ""):
            accounts = (account for account in entry.accounts if is_account(account))
            owners.setdefault(entry.agency or "", {}).update(dict.fromkeys(accounts))
    rules = _rules({name: [*accounts] for name, accounts in owners.items() if accounts})
    return "\n".join((*_HEAD, *rules)) + "\n"


def _rules(owners: dict[str, list[str]]) -> Iterator[str]:
    everything = owners.pop(EVERYTHING, None)
    if everything:
        yield " ".join((EVERYTHING, *everything))
    else:
        yield from _NOBODY
    for name in sorted(owners):
        yield " ".join((f"/agencies/{name}/", *owners[name]))
