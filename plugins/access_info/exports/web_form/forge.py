"""Where proposals go: the forge that holds the repository, as the form must know it."""

from __future__ import annotations

import dataclasses
import posixpath
from collections.abc import Mapping
from urllib.parse import unquote, urlsplit

# Forges on which the form can make a proposal that somebody else accepts.
KINDS = ("github", "gitlab")
# Forges on which it can only write straight onto the branch that is published, past every review.
WITHOUT_PROPOSALS = {"gitea": "Gitea", "forgejo": "Forgejo"}
# Hosts whose name does not tell what they run.
_HOSTS = {"codeberg.org": "forgejo"}
# The message tells reviewers what was changed and where; the comparison shows the rest.
_MESSAGES = {
    "create": "[{agency}] Thêm {{slug}}",
    "update": "[{agency}] Cập nhật {{slug}}",
    "delete": "[{agency}] Xóa {{slug}}",
    "uploadMedia": "[{agency}] Thêm tệp {{path}}",
    "deleteMedia": "[{agency}] Xóa tệp {{path}}",
    "openAuthoring": "{{message}} (đề nghị của {{author-login}})",
}


class ForgeError(Exception):
    """A configuration that does not tell where proposals go; the message is Vietnamese."""


class NoProposalsError(Exception):
    """A forge on which the form can make no proposal; the message is Vietnamese."""

    def __init__(self, kind: str) -> None:
        """Say what works there without the form, and why there is none.

        Args:
            kind: One of `WITHOUT_PROPOSALS`.
        """
        super().__init__(
            f"chưa có biểu mẫu: kho nằm trên {WITHOUT_PROPOSALS[kind]}, nơi biểu mẫu chỉ ghi được "
            "thẳng vào nhánh chính, không lập được bản đề nghị để có người duyệt. Các trang vẫn "
            "được dựng đủ; sửa dữ liệu bằng các cách còn lại trong trang hướng dẫn Người nhập"
        )


@dataclasses.dataclass(frozen=True, kw_only=True)
class Forge:
    """A repository on a forge.

    Attributes:
        kind: One of `KINDS`.
        host: Of the forge, with its port if it has one.
        repo: Path of the repository on it.
        branch: The branch that proposals are made against.
        folder: Path of the folder of agencies in the repository.
        api: Address of the interface that the form asks (GitHub's REST, GitLab's v4).
        sign_in: Address of the server that hands out tokens for a sign-in by a click, or "".
        app_id: Of the application that is registered for that (GitLab), or "".
    """

    kind: str
    host: str
    repo: str
    branch: str
    folder: str
    api: str
    sign_in: str = ""
    app_id: str = ""

    @property
    def graphql(self) -> str:
        """Address of the forge's GraphQL interface."""
        if self.api == "https://api.github.com":
            return f"{self.api}/graphql"
        return posixpath.join(self.api.rpartition("/")[0], "graphql")

    @property
    def origins(self) -> tuple[str, ...]:
        """The only other hosts that the form's page may ask."""
        addresses = [self.api]
        if self.kind == "gitlab":
            # Tokens are asked for by the page itself.
            addresses += [f"https://{self.host}", *([self.sign_in] if self.app_id else [])]
        parts = (urlsplit(address) for address in addresses if address)
        return tuple(dict.fromkeys(f"{part.scheme}://{part.netloc}" for part in parts))

    def backend(self) -> dict[str, object]:
        """Build the `backend` of the form's configuration; `{agency}` stands for an agency's id.

        There is one way to sign in: by a click where a server for it is named, else with a token.
        """
        settings: dict[str, object] = {
            "name": self.kind,
            "repo": self.repo,
            "branch": self.branch,
            "api_root": self.api,
            "graphql_api_root": self.graphql,
            "commit_messages": _MESSAGES,
            "squash_merges": True,
        }
        if self.kind == "github":
            settings |= {"open_authoring": True, "auth_scope": "public_repo"}
            if self.sign_in:
                return settings | {"base_url": self.sign_in, "auth_methods": ["oauth"]}
        elif self.app_id:
            base = self.sign_in or f"https://{self.host}"
            by_click = {"auth_type": "pkce", "app_id": self.app_id, "auth_methods": ["oauth"]}
            return settings | {"base_url": base, **by_click}
        return settings | {"auth_methods": ["token"]}


def forge_of(
    *, repo_url: str, edit_base: str, folder: str, options: Mapping[str, str]
) -> Forge | None:
    """Derive the forge from the repository's address and the editor's options.

    Args:
        repo_url: Address of the repository, or "".
        edit_base: Address under which the folder of agencies is edited, or "".
        folder: Path of that folder in the repository, where `edit_base` does not tell it.
        options: `forge repo branch folder api sign_in app_id`, each of which may be absent.

    Returns:
        `None` when no repository is named.

    Raises:
        ForgeError: The kind of forge is not told by its name.
        NoProposalsError: It is a kind on which the form can make no proposal.
    """
    address = urlsplit(repo_url)
    repo = options.get("repo") or address.path.strip("/").removesuffix(".git")
    if not repo or not (address.netloc or options.get("api")):
        return None
    host = address.netloc or urlsplit(options["api"]).netloc
    kind = options.get("forge") or _kind(host)
    if kind in WITHOUT_PROPOSALS:
        raise NoProposalsError(kind)
    branch, edited_folder = _edited(edit_base, repo)
    api = options.get("api") or _api(kind, host)
    return Forge(
        kind=kind,
        host=host,
        repo=repo,
        branch=options.get("branch") or branch or "main",
        folder=(options.get("folder") or edited_folder or folder).strip("/"),
        api=api.rstrip("/"),
        sign_in=options.get("sign_in", "").rstrip("/"),
        app_id=options.get("app_id", ""),
    )


def _kind(host: str) -> str:
    """Tell the kind of forge by the host's name, or raise `ForgeError` where that tells nothing."""
    name = host.lower()
    for kind in (*KINDS, *WITHOUT_PROPOSALS):
        if kind in name:
            return kind
    if name in _HOSTS:
        return _HOSTS[name]
    raise ForgeError(
        f"không biết “{host}” chạy phần mềm nào. Thêm vào tùy chọn của access-info đúng phần mềm "
        "đang chạy: editor: {forge: github} (GitHub Enterprise), {forge: gitlab}, {forge: gitea} "
        "hoặc {forge: forgejo}. Phần mềm khác thì biểu mẫu không dùng được: dựng trang không kèm "
        "--with-editor"
    )


def _api(kind: str, host: str) -> str:
    if kind == "gitlab":
        return f"https://{host}/api/v4"
    return "https://api.github.com" if host == "github.com" else f"https://{host}/api/v3"


def _edited(edit_base: str, repo: str) -> tuple[str, str]:
    """Split branch and folder from `https://host/owner/repo/edit/main/agencies/` or the like."""
    path = unquote(urlsplit(edit_base).path).strip("/")
    below = path.removeprefix(repo).strip("/").removeprefix("-/")
    action, _, rest = below.partition("/")
    if action not in {"edit", "blob", "tree", "ide"}:
        return "", ""
    branch, _, folder = rest.partition("/")
    return branch, folder
