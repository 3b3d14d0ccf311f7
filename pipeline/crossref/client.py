"""Questions to Crossref's REST API, asked politely: one at a time, spaced, with back-off."""

import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from importlib import metadata
from typing import Any, Self

import httpx

from extractors.model.errors import WrongUsage

ADDRESS = "https://api.crossref.org"
FIELDS = (
    "DOI", "type", "title", "author", "container-title", "short-container-title",
    "volume", "page", "article-number", "issued", "published-print", "published-online",
)  # fmt: skip
ROWS = 20
"""Works asked for: entries without a title share author, journal and year with several."""

INTERVAL_S, INTERVAL_POLITE_S = 1.0, 0.4
"""Least time between questions, without and with an address to write to; Crossref allows searches 1 and 3 a
second, and what it says in its answers goes before that."""

UNREACHABLE = (httpx.ConnectError, httpx.ConnectTimeout, httpx.ProxyError)
RETRIED = frozenset((408, 429, 500, 502, 503, 504))
MAX_BYTES = 5_000_000
MAIL = re.compile(r"[!-~]{1,64}@[A-Za-z0-9.-]{1,255}")

Json = dict[str, Any]


class Unanswered(Exception):
    """A question that got no answer; `final` where asking on would be in vain."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


@dataclass(frozen=True, slots=True)
class Service:
    """Where to ask, and how patiently.

    Raising `tries`, `timeout_s` or `longest_wait_s` gets more answers from a busy service, and waits longer
    for a dead one; `first_wait_s` doubles with every try. Raises WrongUsage for what is no address.
    """

    address: str = ADDRESS
    mailto: str = ""
    timeout_s: float = 20.0
    tries: int = 4
    first_wait_s: float = 1.0
    longest_wait_s: float = 60.0
    interval_s: float | None = None

    def __post_init__(self) -> None:
        if not _is_address(self.address):
            raise WrongUsage(
                f"{self.address!r} is no address of a service", remedy=f"give one such as {ADDRESS}"
            )
        if self.mailto and not MAIL.fullmatch(self.mailto):
            raise WrongUsage(
                f"--mailto {self.mailto!r} is no mail address", remedy="give one such as name@example.org"
            )


class Client:
    """An open connection to a service; not for several threads."""

    def __init__(self, service: Service) -> None:
        """Open it; raises Unanswered where the machine's proxy or certificates cannot be used."""
        self._service = service
        usual = INTERVAL_POLITE_S if service.mailto else INTERVAL_S
        self._interval_s = usual if service.interval_s is None else service.interval_s
        self._last = self._resume = float("-inf")
        self._answered = False
        contact = f" (mailto:{service.mailto})" if service.mailto else ""
        try:
            self._http = httpx.Client(
                headers={"User-Agent": f"ionlit/{metadata.version('ionlit')}{contact}"},
                timeout=httpx.Timeout(service.timeout_s, connect=min(5.0, service.timeout_s)),
            )
        except (ImportError, OSError, ValueError) as error:
            raise Unanswered(f"cannot be asked ({error})", final=True) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, question: Mapping[str, str]) -> list[Json]:
        """The works that Crossref offers for a question (parameters of /works), best first.

        Raises Unanswered after `tries`, or at once where the service cannot be reached at all, refuses, or
        wants a longer wait than we have.
        """
        reason = ""
        for turn in range(self._service.tries):
            wait_s = self._service.first_wait_s * 2**turn
            self._keep_distance()
            try:
                status, headers, body = self._fetch(question)
            except httpx.HTTPError as error:
                reason = _explain(error)
                if isinstance(error, UNREACHABLE) and not self._answered:
                    raise Unanswered(reason, final=True) from error
            else:
                self._answered = True
                if status == httpx.codes.OK:
                    return _parse_items(body)
                reason = f"answers with status {status}"
                if status not in RETRIED:
                    raise Unanswered(reason)
                wait_s = max(wait_s, _parse_wait(headers.get("Retry-After", "")))
            if wait_s > self._service.longest_wait_s:
                raise Unanswered(f"{reason} and asks for {wait_s:.0f} s of patience", final=True)
            self._resume = time.monotonic() + wait_s
        raise Unanswered(reason)

    def _keep_distance(self) -> None:
        begin = max(self._last + self._interval_s, self._resume)
        time.sleep(max(0.0, begin - time.monotonic()))
        self._last = time.monotonic()

    def _fetch(self, question: Mapping[str, str]) -> tuple[int, httpx.Headers, bytes]:
        parameters = {**question, "rows": str(ROWS), "select": ",".join(FIELDS)}
        if self._service.mailto:
            parameters["mailto"] = self._service.mailto
        url = f"{self._service.address.rstrip('/')}/works"
        # a time-out of the client is one of silence: an answer that drips in would never meet it
        end = time.monotonic() + 2 * self._service.timeout_s
        body = b""
        with self._http.stream("GET", url, params=parameters) as answer:
            self._heed_limits(answer.headers)
            for piece in answer.iter_bytes():
                body += piece
                if len(body) > MAX_BYTES or time.monotonic() > end:
                    raise httpx.ReadTimeout("the answer does not end")
            return answer.status_code, answer.headers, body

    def _heed_limits(self, headers: httpx.Headers) -> None:
        """Slow down to the rate that the answer allows: X-Rate-Limit-Limit 3, X-Rate-Limit-Interval 1s."""
        count = headers.get("X-Rate-Limit-Limit", "")
        interval = headers.get("X-Rate-Limit-Interval", "").removesuffix("s")
        if _is_count(count) and _is_count(interval) and int(count):
            told = min(int(interval) / int(count), self._service.longest_wait_s)
            self._interval_s = max(self._interval_s, told)


def _is_address(text: str) -> bool:
    try:
        url = httpx.URL(text)
    except httpx.InvalidURL:
        return False
    return url.scheme in ("http", "https") and bool(url.host) and (url.port or 0) < 65_536


def _parse_items(body: bytes) -> list[Json]:
    try:
        items = json.loads(body)["message"]["items"]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise Unanswered("answers with what is no list of works") from error
    if not isinstance(items, list):
        raise Unanswered("answers with what is no list of works")
    return [
        {name: item[name] for name in FIELDS if name in item}
        for item in items[:ROWS]
        if isinstance(item, dict)
    ]


def _parse_wait(printed: str) -> float:
    """Seconds of a Retry-After, which is a number or a date; 0 for anything else."""
    if _is_count(printed):
        return float(printed)
    try:
        until = parsedate_to_datetime(printed)
    except ValueError:
        return 0.0
    return max(0.0, (until.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 9


def _explain(error: httpx.HTTPError) -> str:
    if isinstance(error, UNREACHABLE):
        return "cannot be reached"
    if isinstance(error, httpx.TimeoutException):
        return "does not answer in time"
    return f"breaks off its answers ({type(error).__name__})"
