"""What browser tests may stand on besides a page."""

from collections.abc import Iterator

import pytest

from tests.browser.server import Server


@pytest.fixture
def server(transactional_db: None) -> Iterator[Server]:
    """A server of the portal that may be stopped and started."""
    server = Server()
    yield server
    server.stop()
