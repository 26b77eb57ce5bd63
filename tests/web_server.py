"""A server on this machine that plays every part a feed's server can play, good and bad."""

import asyncio
import gzip
import threading
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Self

from aiohttp import web

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0"><channel><title>Dagblad</title><link>{base}/</link><language>nl</language>
<item><title>Marokko en Rusland</title><link>/nieuws/1</link><guid>1</guid>
<description>&lt;p&gt;Rusland sprak op 3 mei 2020 met Marokko.&lt;/p&gt;</description>
<pubDate>Wed, 17 Mar 2021 10:00:00 +0100</pubDate></item>
<item><title>Zonder datum</title><link>/nieuws/2</link><guid>2</guid><description>Kort.</description></item>
</channel></rss>"""
PAGE = """<html lang="fr"><head><title>Journal - Le Maroc</title>
<link rel="alternate" type="application/rss+xml" href="/feed">
<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Le Maroc et la Russie",
 "datePublished": "2021-03-17T10:00:00+01:00", "author": {"name": "A. Dupont"},
 "publisher": {"name": "Journal"}}</script>
</head><body><nav>Menu</nav><article><p>Le Maroc et la Russie ont discuté du Sahara occidental le 17 février.</p>
<p>Le roi Mohammed VI a parlé longuement des relations commerciales entre les deux pays, selon le ministère.</p>
</article><footer>Mentions</footer></body></html>"""
TEASERS = """<rss version="2.0"><channel><title>Journal</title><link>/</link>{more}
<item><title>Le Maroc, la Russie</title><link>/page</link><description>Le Maroc et la Russie …</description></item>
<item><title>Nulle part</title><link>/nowhere</link><description>Rien.</description></item>
</channel></rss>"""
LATIN = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Café</title>
<item><title>Été à Rabat</title><description>Déjà.</description></item></channel></rss>"""
_OPEN, _CLOSE = '<rss version="2.0"><channel><title>x</title>', "</channel></rss>"
HOSTILE = {
    "/laughs": '<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "'
    + "&a;" * 1000
    + f'">]>{_OPEN}<item><title>&b;</title></item>{_CLOSE}',
    "/nested": _OPEN + "<a>" * 100_000,
    "/attributes": _OPEN + "<item " + " ".join(f'a{number}="x"' for number in range(100_000)) + "/>" + _CLOSE,
    "/flood": _OPEN + "".join(f"<item><title>t{number}</title></item>" for number in range(20_000)) + _CLOSE,
}

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class WebServer:
    """Serves on 127.0.0.1 from a thread of its own.

    `asked` counts the requests by path, `teasers` are the newest items of the feed of that name.
    """

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.teasers = ""
        self.base = ""
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._start())
        self._ready.set()
        self._loop.run_forever()
        self._loop.run_until_complete(self._runner.cleanup())

    async def _start(self) -> None:
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, shutdown_timeout=0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        port = self._runner.addresses[0][1]
        self.base = f"http://127.0.0.1:{port}"

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        self.asked[request.path] += 1
        plays = {
            "/feed": self._feed,
            "/page": self._page,
            "/teasers": self._teasers,
            "/latin": self._latin,
            "/broken-off": self._broken_off,
            "/moved": self._to("/feed", 301),
            "/lent": self._to("/feed", 302),
            "/loop": self._to("/loop", 302),
            "/to-file": self._to("file:///etc/passwd", 302),
            "/to-private": self._to("http://192.168.1.1/feed", 302),
            "/to-localhost": self._to(f"http://localhost:{request.url.port}/feed", 302),
            "/drip": self._drip,
            "/endless": self._endless,
            "/gzip-bomb": self._gzip_bomb,
            "/brotli": self._brotli,
            "/broken-gzip": self._broken_gzip,
        }
        if request.path in plays:
            return await plays[request.path](request)
        if request.path in HOSTILE:
            return web.Response(text=HOSTILE[request.path], content_type="application/rss+xml")
        status = request.path.removeprefix("/status").removeprefix("/")
        if status.isdecimal():
            return web.Response(status=int(status), headers={"Retry-After": "120"} if status == "429" else {})
        return web.Response(text=f"nothing at {request.path}", status=404)

    async def _feed(self, request: web.Request) -> web.StreamResponse:
        if request.headers.get("If-None-Match") == '"one"':
            return web.Response(status=304)
        body = RSS.format(base=self.base).encode()
        packed = "gzip" in request.headers.get("Accept-Encoding", "")
        headers = {"ETag": '"one"', "Content-Type": "application/rss+xml"}
        if not packed:
            return web.Response(body=body, headers=headers)
        return web.Response(body=gzip.compress(body), headers=headers | {"Content-Encoding": "gzip"})

    async def _page(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=PAGE, content_type="text/html")

    async def _teasers(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(text=TEASERS.format(more=self.teasers), content_type="application/rss+xml")

    async def _latin(self, _request: web.Request) -> web.StreamResponse:
        """A feed that says it is UTF-8 and is not."""
        return web.Response(body=LATIN.encode("latin-1"), headers={"Content-Type": "text/xml; charset=utf-8"})

    async def _broken_off(self, request: web.Request) -> web.StreamResponse:
        """An answer that breaks off in the middle of its packed body."""
        response = web.StreamResponse(headers={"Content-Encoding": "gzip"})
        await response.prepare(request)
        await response.write(gzip.compress(RSS.format(base=self.base).encode())[:40])
        return response

    def _to(self, place: str, status: int) -> Handler:
        async def redirect(_request: web.Request) -> web.StreamResponse:
            return web.Response(status=status, headers={"Location": place})

        return redirect

    async def _drip(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b" ")
            await asyncio.sleep(0.02)

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        while True:
            await response.write(b"x" * 65536)

    async def _gzip_bomb(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=gzip.compress(bytes(50_000_000)), headers={"Content-Encoding": "gzip"})

    async def _brotli(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"\x00", headers={"Content-Encoding": "br"})

    async def _broken_gzip(self, _request: web.Request) -> web.StreamResponse:
        return web.Response(body=b"no gzip at all", headers={"Content-Encoding": "gzip"})
