"""Check free pages, withdrawals, and web addresses that mislead whoever follows them."""

from __future__ import annotations

import functools
import html
import ipaddress
import re
import socket
import unicodedata
from collections.abc import Callable, Iterator
from urllib.parse import unquote, urlsplit

import idna

from access_info.checks import rules
from access_info.checks.context import Context, attachment_path, texts_in
from access_info.loading.folders import PAGES_FOLDER, PROFILE
from access_info.model.agency import PageWithdrawal, WithdrawnFile
from access_info.model.types import fold
from access_info.problems import Location, Problem, Rule
from access_info.source.markdown import MarkdownLimit, TooCostlyError, markdown_html

_WEB = re.compile(r"https?://", re.IGNORECASE)
# “https://a.example, https://b.example”: two addresses in one value.
_TWO_ADDRESSES = re.compile(r"https?://\S*?[\s;,]+https?://", re.IGNORECASE)
# “javascript:…”, “https:javascript:…”, “data:text/…”; not “data:1”.
_SCRIPT = re.compile(r"(?:(?:https?:)?(?:javascript|vbscript)|data:[a-z]+/)", re.IGNORECASE)
# Ends of names in local networks: “may-chu.lan”.
_LOCAL = (".local", ".localhost", ".internal", ".lan", ".home.arpa", ".intranet")
# In Markdown: “[a](b)”, “<https://b>”, “href="b"”, and a reference “[a]: b”.
_TARGETS = (
    re.compile(r"\]\(\s*<?([^\s<>)]+)"),
    re.compile(r"<((?:https?:|//|[a-z]+script:)[^<>\s]*)>", re.IGNORECASE),
    re.compile(r"\b(?:href|src)\s*=\s*[\"']?([^\"'>]+)", re.IGNORECASE),
    re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s<>]+)", re.MULTILINE),
)


def check_addresses(context: Context) -> Iterator[Problem]:
    """Yield the problems of misleading addresses (TT350 to TT353) in data files and free pages."""
    loaded = context.loaded
    for document in loaded.documents.values():
        if not document.complete:
            continue
        for keys, text in texts_in(document.data):
            for rule, values in misleading(text):
                yield rule.at(document.locate(keys), text=text, **values)
    for page in loaded.agency.pages if loaded.agency is not None else ():
        path = (loaded.folder.path / PAGES_FOLDER / f"{page.name}.md").as_posix()
        seen = set()
        for pattern in _TARGETS:
            for match in pattern.finditer(page.body):
                if match.start(1) in seen:
                    continue
                seen.add(match.start(1))
                before = page.body[: match.start(1)]
                line = page.body_line + before.count("\n")
                place = Location(path, line, match.start(1) - before.rfind("\n"))
                for rule, values in misleading(html.unescape(match[1])):
                    yield rule.at(place, text=match[1], **values)


def misleading(text: str) -> Iterator[tuple[Rule, dict[str, str]]]:
    """Yield (rule, values of its message) for each way in which an address misleads.

    A command for the browser, two addresses in one or a wrong start (TT353); a name before “@” that
    looks like the host (TT350); letters of several alphabets (TT351); a host that only a local
    network knows (TT352). A text that is no address breaks no rule.
    """
    if ":" not in text and "\\" not in text and text.count("/") < 2:  # noqa: PLR2004
        return  # most values
    typed = text.strip()
    bare = "".join(filter(str.isprintable, "".join(typed.split())))
    if _SCRIPT.match(bare):
        if not bare.lower().startswith(("javascript:", "vbscript:")) or bare != typed:
            yield rules.LINK_ODD, {"how": "đó là lệnh cho trình duyệt, không phải địa chỉ"}
        return
    if bare.startswith(("//", "\\\\", "/\\")) and len(bare) > 2:  # noqa: PLR2004
        yield rules.LINK_ODD, {"how": "thiếu https: ở đầu"}
        return
    if re.match(r"https?:", bare, re.IGNORECASE) and not _WEB.match(bare):
        if not re.match(r"https?:\s", typed, re.IGNORECASE):
            yield rules.LINK_ODD, {"how": "sau https: phải là hai dấu gạch chéo //"}
        return
    if not _WEB.match(typed):
        return
    if _TWO_ADDRESSES.match(typed):
        yield rules.LINK_ODD, {"how": "có hai địa chỉ trong một dòng, mỗi địa chỉ phải là một dòng"}
        return
    if bare != typed and re.search(r"[\t\r\n]", typed):
        yield rules.LINK_ODD, {"how": "có dấu xuống dòng hoặc dấu Tab ở giữa"}
    try:
        # Browsers take a backslash for a slash.
        authority = urlsplit(bare.replace("\\", "/")).netloc
    except ValueError:
        yield rules.LINK_ODD, {"how": "tên miền viết sai"}
        return
    if not authority:
        yield rules.LINK_ODD, {"how": "thiếu tên miền"}
        return
    host = authority.rpartition("@")[2]
    if "@" in authority:
        yield rules.LINK_USERINFO, {"host": host}
    yield from _faults_of_host(host)


@functools.lru_cache(maxsize=4096)
def _faults_of_host(host: str) -> tuple[tuple[Rule, dict[str, str]], ...]:
    """Return the rule that a host breaks, with the values of its message; () if it breaks none.

    TT352 for a host of a local network, TT351 for letters of several alphabets. At most one pair; it
    is a tuple and no generator, since the result is remembered.
    """
    name = unquote(re.sub(r":\d*$", "", host)).strip("[]").rstrip(".").lower()
    if name == "localhost" or name.endswith(_LOCAL) or _is_private_address(name):
        return ((rules.LINK_PRIVATE, {"host": name, "how": ""}),)
    name = unicodedata.normalize("NFKC", name)
    shown = ".".join(map(_without_punycode, name.split(".")))
    for label in shown.split("."):
        how = _disguise_of(label)
        if how:
            return ((rules.LINK_MIXED_SCRIPTS, {"host": shown, "how": how}),)
    return ()


def _is_private_address(name: str) -> bool:
    """Tell whether a host is a numeric address that the public cannot reach: “192.168.1.5”.

    Browsers also take hexadecimal, octal and shortened numbers (WHATWG URL), as “0x7f.1” for
    127.0.0.1.
    """
    try:
        address = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        try:
            packed = socket.inet_aton(unicodedata.normalize("NFKC", name))
        except (OSError, ValueError):
            return False
        address = ipaddress.IPv4Address(packed)
    mapped = getattr(address, "ipv4_mapped", None)
    return not (mapped or address).is_global


def _without_punycode(label: str) -> str:
    """Return a part of a host's name as people read it, decoded if it begins with “xn--”."""
    if not label.startswith("xn--"):
        return label
    try:
        return idna.decode(label)
    except (idna.IDNAError, UnicodeError):
        try:
            return label[4:].encode("ascii").decode("punycode")
        except UnicodeError:
            return label


def _disguise_of(label: str) -> str:
    """Return in words how a part of a host's name passes for another name; "" if it does not.

    It mixes Latin letters with others, or consists of others that look Latin: “аbс” in Cyrillic.
    """
    if label.isascii():
        return ""
    # Reads two tables of Unicode's, a tenth of what it costs to start a command; few names need them.
    from confusable_homoglyphs import confusables  # type: ignore[import-untyped]  # noqa: PLC0415

    if confusables.is_mixed_script(label, allowed_aliases=["COMMON", "INHERITED"]):
        odd = sorted({char for char in label if not _is_latin(char) and char.isalpha()})
        return f"chữ Latinh lẫn với chữ của bảng chữ cái khác ({' '.join(odd)})"
    if not any(map(_is_latin, label)):
        lookalikes = (
            confusables.is_confusable(label, greedy=True, preferred_aliases=["latin"]) or []
        )
        looks = {entry["character"] for entry in lookalikes if _looks_latin(entry["homoglyphs"])}
        if looks and all(char in looks or not char.isalpha() for char in label):
            return "mọi chữ đều thuộc bảng chữ cái khác nhưng trông như chữ Latinh"
    return ""


def _looks_latin(lookalikes: list[dict[str, str]]) -> bool:
    """Tell whether a letter of another alphabet looks like a Latin letter without marks: the Cyrillic “а”.

    Args:
        lookalikes: What the letter looks like, each a letter or several (`c`).
    """
    return any(len(like["c"]) == 1 and like["c"].isascii() for like in lookalikes)


def _is_latin(char: str) -> bool:
    """Tell whether a character is a Latin letter, by its name in Unicode."""
    return "LATIN" in unicodedata.name(char, "")


_WITHDRAWN_FILES = "tep_da_rut"
_RULE_OF_LIMIT = {
    MarkdownLimit.LENGTH: rules.PAGE_TOO_LONG,
    MarkdownLimit.NESTING: rules.PAGE_TOO_DEEP,
    MarkdownLimit.UNCLOSED: rules.PAGE_UNCLOSED,
    MarkdownLimit.TABLE: rules.PAGE_TABLE,
    MarkdownLimit.HEADINGS: rules.PAGE_TABLE,
}


def check_free_pages(context: Context) -> Iterator[Problem]:
    """Yield what is wrong with free pages.

    Text left under a withdrawn page (TT158), a withdrawal without its day or reason (TT159),
    Markdown that takes too long to read (TT154 to TT157).
    """
    loaded = context.loaded
    for page in loaded.agency.pages if loaded.agency is not None else ():
        name = f"{PAGES_FOLDER}/{page.name}.md"
        if page.leftover:
            place = Location((loaded.folder.path / name).as_posix(), page.body_line)
            yield rules.PAGE_LEFTOVER.at(place)
        if page.fields.is_withdrawn and page.fields.withdrawn is not None:
            yield from _check_withdrawal(
                page.fields.withdrawn, "rut", functools.partial(loaded.locate, name, "rut")
            )
        try:
            markdown_html(page.body, fold)
        except TooCostlyError as error:
            path = (loaded.folder.path / name).as_posix()
            place = Location(path, page.body_line + error.line - 1, error.column)
            yield _RULE_OF_LIMIT[error.limit].at(place, text=error.text)


def check_withdrawn_files(context: Context) -> Iterator[Problem]:
    """Yield what is wrong with withdrawn attachments.

    A path outside of the folder (TT502), a file that is still there (TT525), no day or reason
    (TT159).
    """
    loaded = context.loaded
    for number, file in enumerate(loaded.agency.profile.withdrawn_files if loaded.agency else ()):
        keys = (_WITHDRAWN_FILES, number)
        path = attachment_path(file.file or "")
        if path is None:
            place = loaded.locate(PROFILE, *keys)
            yield rules.FILE_OUTSIDE.at(place, key=_WITHDRAWN_FILES, text=file.file or "")
        elif path in loaded.folder.attachments:
            yield rules.FILE_LEFTOVER.at(loaded.locate(PROFILE, *keys, "tep"), text=path)
        yield from _check_withdrawal(
            file, _WITHDRAWN_FILES, functools.partial(loaded.locate, PROFILE, *keys)
        )


def _check_withdrawal(
    record: PageWithdrawal | WithdrawnFile, key: str, place: Callable[[], Location]
) -> Iterator[Problem]:
    """Yield the problem (TT159) of a withdrawal without its day or its reason.

    Args:
        record: The withdrawal.
        key: The field that holds it.
        place: Returns where it stands.
    """
    lacks = [
        words for words, value in (("ngày", record.date), ("lý do", record.reason)) if not value
    ]
    if lacks:
        yield rules.WITHDRAWN_UNTOLD.at(place(), key=key, lacks=" và ".join(lacks))
