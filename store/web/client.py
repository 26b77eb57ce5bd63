"""The guarded client: HTTP GET for addresses that strangers chose.

Only http and https; only public addresses, looked up once and connected to as looked up, at every redirect anew; a
deadline over everything, limits on what comes over the line and on what it unpacks to; no cookies, no proxies from the
environment, TLS always verified.
"""

import asyncio
import ipaddress
import socket
import zlib
from collections.abc import Container
from importlib.metadata import version
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp
import msgspec
from aiohttp.abc import AbstractResolver, ResolveResult

from sahara_reader.store.addresses import safe_url

USER_AGENT = f"sahara-reader/{version('sahara-reader')} (a news reader; asks on behalf of one person)"
LARGEST_BODY = 10_000_000
_LARGEST_RATIO, _RATIO_COUNTS_FROM = 200, 1_000_000
_MOST_REDIRECTS = 5
_REDIRECTS = {301, 302, 303, 307, 308}
_PERMANENT = {301, 308}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class Unreachable(Exception):
    """The address cannot or may not be asked, or its answer cannot be taken; the message is one sentence."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: the address that answered in the end, its status, headers (names in lower case), the body.

    `moved_to` is the address to use from now on, when all redirects on the way there were permanent.
    """

    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    moved_to: str | None = None


class Client:
    """Asks addresses; to be entered before use. `deadline` in seconds counts from the call to the last byte.

    Hosts in `private` (names as written in the address) may be ones that are not public.
    """

    def __init__(self, *, deadline: float = 20, private: Container[str] = (), per_host: int = 2) -> None:
        self._deadline = deadline
        self._private = private
        self._per_host = per_host

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(limit=16, limit_per_host=self._per_host, resolver=_Resolver(self._private)),
            cookie_jar=aiohttp.DummyCookieJar(),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": "gzip, deflate"},
            timeout=aiohttp.ClientTimeout(total=None, sock_connect=5, sock_read=10),
            auto_decompress=False,
            trust_env=False,
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str, *, headers: dict[str, str] | None = None) -> Answer:
        """The answer of an address, whatever its status; raises Unreachable, with the reason, when there is none."""
        try:
            async with asyncio.timeout(self._deadline):
                return await self._follow(url, headers or {})
        except TimeoutError as error:
            raise Unreachable(f"there was no whole answer within {self._deadline:g} seconds.") from error
        except aiohttp.ClientConnectorDNSError as error:
            raise Unreachable(_looked_up(error)) from error
        except aiohttp.ClientConnectorCertificateError as error:
            raise Unreachable("its certificate cannot be verified; nothing was read.") from error
        except aiohttp.ClientConnectorError as error:
            raise Unreachable(f"no connection ({error.os_error.strerror or error.os_error}).") from error
        except (aiohttp.ClientError, ValueError) as error:
            reason = " ".join(str(error).split())[:100] or "broken off"
            raise Unreachable(f"the answer cannot be read ({reason}).") from error

    async def _follow(self, url: str, headers: dict[str, str]) -> Answer:
        asked, permanent = url, True
        for _ in range(_MOST_REDIRECTS + 1):
            address = self._checked(url)
            async with self._session.get(address, headers=headers, allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _REDIRECTS or not target:
                    moved = address if permanent and url != asked else None
                    return Answer(
                        url=address,
                        status=response.status,
                        headers={name.lower(): value for name, value in response.headers.items()},
                        body=await _body(response),
                        moved_to=moved,
                    )
                permanent = permanent and response.status in _PERMANENT
                url = urljoin(address, target)
        raise Unreachable(f"it sends on to another address more than {_MOST_REDIRECTS} times.")

    def _checked(self, url: str) -> str:
        address = safe_url(url)
        if address is None:
            raise Unreachable(f"{url[:100]} is no address of the web (http or https) that can be asked.")
        host = urlsplit(address).hostname or ""
        try:
            literal = ipaddress.ip_address(host)
        except ValueError:
            return address
        if host not in self._private and not _public(literal):
            raise Unreachable(_not_public(host))
        return address


class _Resolver(AbstractResolver):
    """Looks names up, and answers only when every address is public; the connection uses just what was looked up."""

    def __init__(self, private: Container[str]) -> None:
        self._private = private

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await asyncio.get_running_loop().getaddrinfo(host, port, family=family, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys((kind, str(place[0])) for kind, *_, place in found))
        if host not in self._private and not all(_public(ipaddress.ip_address(address)) for _, address in addresses):
            raise OSError(_not_public(host))
        return [
            ResolveResult(hostname=host, host=address, port=port, family=kind, proto=0, flags=socket.AI_NUMERICHOST)
            for kind, address in addresses
        ]

    async def close(self) -> None:
        """There is nothing to close."""


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    inner = getattr(address, "ipv4_mapped", None) or getattr(address, "sixtofour", None)
    return address.is_global and not address.is_multicast and address not in _NAT64 and (not inner or inner.is_global)


def _not_public(host: str) -> str:
    return f"{host} is an address inside a private network; name it with --allow-private if that is meant."


def _looked_up(error: aiohttp.ClientConnectorDNSError) -> str:
    reason = str(error.os_error)
    return reason if "private network" in reason else f"there is no host {error.host}, or no network."


async def _body(response: aiohttp.ClientResponse) -> bytes:
    stream = _unpacking(response.headers.get("Content-Encoding", "identity").strip().lower())
    body, received = bytearray(), 0
    async for chunk in response.content.iter_chunked(65536):
        received += len(chunk)
        body += _unpacked(stream, chunk, LARGEST_BODY + 1 - len(body)) if stream else chunk
        if len(body) > max(received * _LARGEST_RATIO, _RATIO_COUNTS_FROM):
            raise Unreachable(f"its answer unpacks to more than {_LARGEST_RATIO} times its size; it was not read.")
        if len(body) > LARGEST_BODY:
            raise Unreachable(f"its answer is larger than {LARGEST_BODY / 1e6:.0f} MB; it was not read.")
    if stream and received and not stream.eof:
        raise Unreachable("its answer breaks off in the middle.")
    return bytes(body)


def _unpacking(encoding: str) -> "zlib._Decompress | None":
    if encoding in ("identity", ""):
        return None
    if encoding not in ("gzip", "x-gzip", "deflate"):
        raise Unreachable(f"its answer is packed in a way that was not asked for ({encoding[:20]}).")
    return zlib.decompressobj(zlib.MAX_WBITS | 32)


def _unpacked(stream: "zlib._Decompress", chunk: bytes, limit: int) -> bytes:
    try:
        return stream.decompress(chunk, max(1, limit))
    except zlib.error as error:
        raise Unreachable("its answer is packed, and broken.") from error
