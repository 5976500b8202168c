"""A log-in service on this machine, as OpenID Connect says: discovery, keys, tokens, logging out.

What it says in a token a test may change: then it is a token that must be refused.
"""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT = "veiligheid"
GEHEIM = "geheim-van-het-portaal"


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Dienst:
    """`wie`: the claims of who logs in. `anders`: claims that are made wrong; `sleutel`: a key that
    is not the service's."""

    def __init__(self) -> None:
        self.key, self.other = _key(), _key()
        self.wie: dict[str, Any] = {}
        self.anders: dict[str, Any] = {}
        self.sleutel_van_een_ander = False
        self.adres = ""
        self.gevraagd: dict[str, Any] = {}
        self.codes: dict[str, dict[str, Any]] = {}

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.adres,
            "authorization_endpoint": f"{self.adres}/auth",
            "token_endpoint": f"{self.adres}/token",
            "jwks_uri": f"{self.adres}/keys",
            "end_session_endpoint": f"{self.adres}/logout",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        jwk = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**jwk, "kid": "een", "use": "sig", "alg": "RS256"}]}

    def authorize(self, location: str) -> str:
        """What the browser of `wie` brings back: the query of the callback."""
        asked = {n: w[0] for n, w in parse_qs(urlsplit(location).query).items()}
        self.gevraagd = asked
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"code={code}&state={asked['state']}"

    def token(self, sent: dict[str, list[str]]) -> dict[str, Any]:
        assert sent["client_secret"] == [GEHEIM]
        asked = self.codes[sent["code"][0]]
        now = int(time.time())
        claims = {
            "iss": self.adres,
            "aud": CLIENT,
            "exp": now + 300,
            "iat": now,
            "nonce": asked["nonce"],
            **self.wie,
            **self.anders,
        }
        key = self.other if self.sleutel_van_een_ander else self.key
        id_token = jwt.encode(claims, key, algorithm="RS256", headers={"kid": "een"})
        return {"access_token": "a", "token_type": "Bearer", "id_token": id_token}


@contextmanager
def inlogdienst() -> Iterator[Dienst]:
    dienst = Dienst()

    class Antwoord(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            page = dienst.keys() if self.path == "/keys" else dienst.discovery()
            self._say(page)

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(dienst.token(parse_qs(body)))

        def _say(self, what: dict[str, Any]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(what).encode())

        def log_message(self, *args: Any) -> None:
            """Not to the screen."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Antwoord) as server:
        dienst.adres = f"http://127.0.0.1:{server.server_address[1]}"
        Thread(target=server.serve_forever, daemon=True).start()
        yield dienst
        server.shutdown()
