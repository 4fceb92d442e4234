"""How much a process that reads foreign files may take of its machine."""

from __future__ import annotations


def limit_process(*, memory: int, seconds: int) -> None:
    """Limits this process, as far as its system can; where it cannot, the asker's patience holds.

    Args:
        memory: Bytes of address space.
        seconds: Seconds of computing.
    """
    try:
        import resource  # noqa: PLC0415 - not on Windows
    except ImportError:
        return
    for kind, wanted in (
        (resource.RLIMIT_AS, memory),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_CORE, 0),
    ):
        _, hard = resource.getrlimit(kind)
        most = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        try:
            resource.setrlimit(kind, (most, hard))
        except (ValueError, OSError):
            continue
