"""A running endpoint: socket, workers, and an orderly end."""

import asyncio
import logging
import signal
import socket
import sys
from collections.abc import Callable
from typing import Any

import uvicorn
import uvloop

from kg.errors import KgError
from kg.service.access import check_settings
from kg.service.application import application
from kg.service.connection import Connection
from kg.service.metrics import Metrics
from kg.service.pool import Pool
from kg.service.settings import Settings

BACKLOG = 1024
CONNECTIONS = 2000
KEEP_ALIVE = 30  # seconds
Announce = Callable[[str], None]


def serve(settings: Settings, announce: Announce = print) -> None:
    """Serve a store until SIGTERM or Ctrl-C; what is being answered then is answered still.

    KgError when the settings, the store or the port don't allow it.
    """
    check_settings(settings)
    for number in (signal.SIGTERM, signal.SIGINT):  # uvicorn raises them again when all is done
        signal.signal(number, lambda *_: None)
    _log_to_stderr()
    with _bound(settings) as listener, asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_served(settings, listener, announce))
    announce("stopped")


async def _served(settings: Settings, listener: socket.socket, announce: Announce) -> None:
    metrics = Metrics()
    pool = Pool(settings, metrics)
    try:
        await pool.start()
        host, port = listener.getsockname()[:2]
        address = f"http://{f'[{host}]' if ':' in host else host}:{port}"
        announce(f"SPARQL endpoint: {address}/sparql")
        announce(f"pages: {address}/")
        app = application(settings, pool, metrics)
        await uvicorn.Server(_config(settings, app)).serve(sockets=[listener])
    finally:
        await pool.stop()


def _config(settings: Settings, app: Any) -> uvicorn.Config:
    return uvicorn.Config(
        app,
        http=Connection,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=CONNECTIONS,
        timeout_keep_alive=KEEP_ALIVE,
        timeout_graceful_shutdown=int(settings.seconds) + 5,
    )


def _bound(settings: Settings) -> socket.socket:
    """Return the listening socket."""
    try:
        family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
        return socket.create_server((settings.host, settings.port), family=family, backlog=BACKLOG)
    except (OSError, OverflowError) as error:
        raise KgError(
            f"port {settings.port} on {settings.host} can't be used: {error}; try another --port"
        ) from error


def _log_to_stderr() -> None:
    """Write one line a message; those of the access log are JSON objects."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(logging.Formatter("%(message)s"))
    for name, level in (("kg.service", logging.INFO), ("uvicorn", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers[:] = [handler]
        logger.setLevel(level)
        logger.propagate = False
