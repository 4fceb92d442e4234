"""Every shell that a site's pages need, rendered once, with what else fills their fragments."""

from __future__ import annotations

import hashlib

from access_info.pipeline.preparation.prepare import Prepared
from access_info.pipeline.publish.filling import Filling, ShellOf, needed_shells
from access_info.pipeline.publish.frames import trails
from access_info.pipeline.publish.site_files import commit_words


def filling_of(prepared: Prepared, shell_of: ShellOf) -> Filling:
    """Render every shell that any page needs once, and gather what else fills them."""
    context, options = prepared.context, prepared.options
    if context is None:
        raise ValueError("nothing was prepared to publish")
    entries = [("", entry) for entry in prepared.site.pages]
    entries += [(name, entry) for name, build in prepared.builds.items() for entry in build.pages]
    edit = bool(options.edit_base)
    shells, embeds = needed_shells(context.urls, entries, edit=edit, embed=options.embed)
    return Filling(
        urls=context.urls,
        shells={
            (language, depth, edit, nav, home): shell_of(
                depth, edit=edit, nav=nav, language=language, home=home
            )
            for language, depth, edit, nav, home in sorted(shells)
        },
        embeds={depth: shell_of.embed(depth) for depth in sorted(embeds)},
        names=prepared.names,
        calls=prepared.calls,
        trails=trails(prepared, context),
        commits=commit_words(prepared),
        edit_base=options.edit_base,
        ended=frozenset(
            name for name, item in prepared.builds.items() if item.summary and item.summary.ended
        ),
    )


def shell_key(filling: Filling) -> str:
    """Hash all that stands around pages."""
    digest = hashlib.blake2b(filling.edit_base.encode(), digest_size=16)
    for key, shell in (*sorted(filling.shells.items()), *sorted(filling.embeds.items())):
        digest.update(repr(key).encode())
        for part in shell.parts:
            digest.update(part.encode())
    return digest.hexdigest()
