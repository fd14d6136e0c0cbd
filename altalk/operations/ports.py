"""Is a port free? Asked before anything is started, so that the answer is one line."""

import socket

from altalk.operations.errors import OperationError
from altalk.operations.settings import HOST, Settings

_LAST_PORT = 65535


def check_ports(settings: Settings) -> None:
    """Make sure that both ports can be used.

    Raises:
        OperationError: with the port, its use and what to do.
    """
    if settings.port == settings.actions_port:
        raise OperationError(f"The page and the actions cannot share port {settings.port}: choose two.")
    for port, use, variable in (
        (settings.port, "the page", "PORT"),
        (settings.actions_port, "the actions", "ACTIONS_PORT"),
    ):
        if not 0 < port <= _LAST_PORT:
            raise OperationError(f"{port} is not a port for {use}: choose one from 1 to {_LAST_PORT}.")
        if not is_free(port):
            raise OperationError(
                f"Port {port}, wanted for {use}, is in use (is ALTalk running already?). "
                f"Stop what uses it, or choose another: {variable}={port + 1}."
            )


def is_free(port: int) -> bool:
    """Whether a server can be started on this port of the loopback address."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((HOST, port))
        except OSError:
            return False
    return not answers(port)


def answers(port: int) -> bool:
    """Whether something accepts connections on this port of the loopback address."""
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False
