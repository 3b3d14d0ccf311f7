"""A small Crossref on loopback, with made-up answers."""

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import pytest


@dataclass(frozen=True, slots=True)
class Answer:
    status: int = 200
    body: bytes = b'{"message": {"items": []}}'
    headers: tuple[tuple[str, str], ...] = ()
    delay_s: float = 0.0


def offer(*items: object) -> Answer:
    """An answer as Crossref gives it."""
    return Answer(body=json.dumps({"status": "ok", "message": {"items": items}}).encode())


@dataclass
class FakeCrossref:
    """Gives its answers in turn, the last one again and again; notes what it was asked, and when."""

    address: str = ""
    answers: list[Answer] = field(default_factory=lambda: [offer()])
    questions: list[dict[str, str]] = field(default_factory=list)
    agents: list[str] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def reply(self, handler: BaseHTTPRequestHandler) -> None:
        url = urlsplit(handler.path)
        answer = self.answers[min(len(self.questions), len(self.answers) - 1)]
        self.times.append(time.monotonic())
        self.questions.append({"path": url.path} | {k: v[0] for k, v in parse_qs(url.query).items()})
        self.agents.append(handler.headers["User-Agent"])
        time.sleep(answer.delay_s)
        handler.send_response(answer.status)
        for name, value in (*answer.headers, ("Content-Length", str(len(answer.body)))):
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(answer.body)


@pytest.fixture
def crossref(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeCrossref]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    fake = FakeCrossref()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                fake.reply(self)
            except OSError:  # the client went away, which some tests want
                self.close_connection = True

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield fake
    server.shutdown()
    thread.join(timeout=5)
    server.server_close()


@pytest.fixture
def closed_address(monkeypatch: pytest.MonkeyPatch) -> str:
    """Where nobody listens (port 1 of loopback)."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    return "http://127.0.0.1:1"
