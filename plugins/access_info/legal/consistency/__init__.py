"""Checks that law packs agree with themselves, with each other and with the ways of judging."""
