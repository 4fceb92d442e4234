"""The Content-Security-Policy of a page (W3C CSP Level 3): what is not named is refused."""

from __future__ import annotations

import base64
import hashlib
import html
import re

# `<script>go()</script>`: attributes, script; also `<script src="a.js"></script>`.
_INLINE = re.compile(r"<script((?:\s[^>]*)?)>(.*?)</script>", re.S)
# Type of a block of data, which needs no leave: `type="application/ld+json"`; not `type=module`,
# `type="text/javascript"`.
_DATA = re.compile(r"""type\s*=\s*(?!["']?(?:text/javascript|module)\b)""")
_STYLED = re.compile(r"<style|\sstyle\s*=")
_META = '<meta http-equiv="Content-Security-Policy" content="{}">'
_STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
}


def policy(page: str) -> str:
    """Write the policy under which a page works and an injected script does not.

    Args:
        page: The whole page, or its shell. Inline scripts that stand there are allowed by hash.
    """
    rules = dict(_STRICT)
    hashes = sorted(_hash(body) for attributes, body in _INLINE.findall(page) if _runs(attributes))
    rules["script-src"] = " ".join(["'self'", *dict.fromkeys(hashes)])
    if _STYLED.search(page):
        rules["style-src"] = "'self' 'unsafe-inline'"
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def policy_element(page: str) -> str:
    """Render the policy of a page as an element of its head."""
    return _META.format(html.escape(policy(page)).replace("&#x27;", "'"))


def _runs(attributes: str) -> bool:
    return " src" not in attributes and not _DATA.search(attributes)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.replace("\r\n", "\n").encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
