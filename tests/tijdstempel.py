"""Somebody who gives time stamps, on this machine: OpenSSL's own, behind an address."""

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

_CONFIG = """
[req]
distinguished_name = naam
x509_extensions = ca
prompt = no
[naam]
CN = Proefdienst
[ca]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign, cRLSign
[tsa]
basicConstraints = critical, CA:false
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[stempel]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""


def _openssl(folder: Path, *command: str) -> None:
    subprocess.run(["openssl", *command], cwd=folder, check=True, capture_output=True)


def make_certificates(folder: Path) -> Path:
    """A root and a signer under it; gives the root."""
    (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
    (folder / "serial").write_text("01")
    key = ("-newkey", "rsa:2048", "-nodes", "-config", "tsa.cnf")
    _openssl(folder, "req", "-x509", *key, "-keyout", "ca.key", "-out", "ca.pem", "-days", "9")
    _openssl(
        folder, "req", "-new", *key, "-subj", "/CN=Stempelaar", "-keyout", "tsa.key", "-out", "csr"
    )
    sign = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-days", "9")
    more = ("-extfile", "tsa.cnf", "-extensions", "tsa")
    _openssl(folder, "x509", "-req", "-in", "csr", *sign, *more, "-out", "tsa.pem")
    return folder / "ca.pem"


@contextmanager
def stamping_service(folder: Path) -> Iterator[str]:
    """Its address; `make_certificates` was here before."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            (folder / "vraag").write_bytes(self.rfile.read(length))
            reply = ("ts", "-reply", "-config", "tsa.cnf", "-section", "stempel")
            _openssl(folder, *reply, "-queryfile", "vraag", "-out", "antwoord")
            data = (folder / "antwoord").read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            """Silent."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
