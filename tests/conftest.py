"""Every test runs offline: a socket that would leave this machine is an error, in any thread of the tests.

An audit hook cannot be removed and sees calls of C code as well. AF_UNIX sockets are no network.
"""

from __future__ import annotations

import socket
import sys

NETWORK = frozenset(
    (
        "socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
        "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo", "urllib.Request", "http.client.connect",
    )
)  # fmt: skip


def refuse_network(event: str, arguments: tuple[object, ...]) -> None:
    """Raise RuntimeError for an event by which this process would speak to another machine."""
    if event not in NETWORK:
        return
    if arguments and isinstance(arguments[0], socket.socket) and arguments[0].family == getattr(socket, "AF_UNIX", -1):
        return
    raise RuntimeError(f"the network was asked for: {event} {arguments[1:2]}")


sys.addaudithook(refuse_network)
