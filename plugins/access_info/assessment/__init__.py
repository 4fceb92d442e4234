"""Judges whether an agency meets its duties: findings with evidence; never stops a build."""

from __future__ import annotations
