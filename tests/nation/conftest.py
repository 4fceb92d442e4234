from __future__ import annotations

import published_members
import pytest
import trustme
from built_once import built_once
from member_server import member_server
from read_place import CODE, ReadPlace

from access_info.nation.sources import ReadingAccess


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The site of a real build: built once, whichever processes tests run in."""
    return built_once(tmp_path_factory, "thanh-vien", published_members.build) / "site"


@pytest.fixture(scope="session")
def authority():
    return trustme.CA()


@pytest.fixture
def access(authority, tmp_path):
    """As `--ca` and `--allow-network` give it, with short patience."""
    ca = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(ca)
    return ReadingAccess(ca=ca, networks=("127.0.0.0/8", "::1/128"), patience=2.0, most_seconds=8.0)


@pytest.fixture
def place(built, authority, access, tmp_path):
    """A member that publishes at one address and is served, well so far, at another."""
    site = published_members.publish(
        built, tmp_path / "tinh", code=CODE, url="https://mot.mau.example/"
    )
    with member_server(site, authority) as server:
        yield ReadPlace(site, server, tmp_path / "cache", access)
