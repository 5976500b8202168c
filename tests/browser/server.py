"""A server of the portal that a test stops and starts again, at the same address."""

import contextlib
import socket
from typing import Any

from django.contrib.staticfiles.handlers import StaticFilesHandler
from django.core.servers.basehttp import ThreadedWSGIServer
from django.db import connections
from django.test.testcases import LiveServerThread, QuietWSGIRequestHandler


class _Sockets(ThreadedWSGIServer):
    """Lets go of a browser's lasting connections when it closes, as a process that ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.open: list[socket.socket] = []

    def get_request(self) -> Any:
        request, address = super().get_request()
        self.open.append(request)
        return request, address

    def server_close(self) -> None:
        super().server_close()
        for one in self.open:
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)


class _Thread(LiveServerThread):
    def _create_server(self, connections_override: Any = None) -> ThreadedWSGIServer:
        return _Sockets(
            (self.host, self.port),
            QuietWSGIRequestHandler,
            connections_override=connections_override,
        )


class Server:
    """Runs from the moment it is made, on a port of its own."""

    def __init__(self) -> None:
        self.port = 0
        self.start()

    def start(self) -> None:
        shared = {c.alias: c for c in connections.all() if c.settings_dict["NAME"] == ":memory:"}
        assert not shared, "a server needs a database that it can open itself"
        self._thread = _Thread("localhost", StaticFilesHandler, port=self.port)
        self._thread.daemon = True
        self._thread.start()
        self._thread.is_ready.wait()
        if self._thread.error:
            raise self._thread.error
        self.port = self._thread.port

    def stop(self) -> None:
        """Once is enough."""
        if self._thread.is_alive():
            self._thread.terminate()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"
