"""A door before a local server: while it is shut, connections are refused and those that stood are torn."""

from __future__ import annotations

import asyncio
from contextlib import suppress


class Gate:
    """Passes bytes on to `port` of this machine while it is open."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._port = 0
        self._server: asyncio.Server | None = None
        self._passing: set[asyncio.Transport] = set()
        self._opening: asyncio.Task[None] | None = None

    @property
    def url(self) -> str:
        """Where the gate stands; it keeps its place when it is shut and opened again."""
        return f"http://127.0.0.1:{self._port}"

    @property
    def behind(self) -> str:
        """What stands behind the gate."""
        return f"http://127.0.0.1:{self._target}"

    @property
    def was_shut(self) -> bool:
        """Whether it has been shut for a while, and opened again."""
        return self._opening is not None and self._opening.done()

    async def open(self) -> None:
        """Lets everybody through from now on."""
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(lambda: _Side(self), "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def shut(self) -> None:
        """Refuses everybody, and tears what stands."""
        if self._server is not None:
            self._server.close()
            self._server = None
        for transport in list(self._passing):
            transport.abort()

    def shut_for(self, seconds: float) -> None:
        """Shuts once for so long, then opens again; later calls change nothing."""
        if self._opening is None:
            self.shut()
            self._opening = asyncio.get_running_loop().create_task(self._open_later(seconds))

    async def _open_later(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.open()

    async def connect(self, coming: _Side) -> None:
        """Finds the other side for one that has come."""
        loop = asyncio.get_running_loop()
        with suppress(OSError):
            await loop.create_connection(lambda: _Side(self, coming), "127.0.0.1", self._target)
        if coming.other is None and coming.transport is not None:
            coming.transport.abort()

    def enters(self, transport: asyncio.Transport) -> None:
        self._passing.add(transport)

    def leaves(self, transport: asyncio.Transport | None) -> None:
        if transport is not None:
            self._passing.discard(transport)


class _Side(asyncio.Protocol):
    """One end of a passage; hands what it hears to the other."""

    def __init__(self, gate: Gate, other: _Side | None = None) -> None:
        self._gate = gate
        self.other = other
        self.transport: asyncio.Transport | None = None
        self._early: list[bytes] = []
        self._connecting: asyncio.Task[None] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self._gate.enters(transport)
        if self.other is None:
            self._connecting = asyncio.get_running_loop().create_task(self._gate.connect(self))
        else:
            self.other.meets(self)

    def meets(self, other: _Side) -> None:
        """The other end is there: what has come meanwhile goes on."""
        self.other = other
        for data in self._early:
            self.data_received(data)
        self._early.clear()

    def data_received(self, data: bytes) -> None:
        if self.other is None or self.other.transport is None:
            self._early.append(data)
        else:
            self.other.transport.write(data)

    def connection_lost(self, exc: Exception | None) -> None:
        self._gate.leaves(self.transport)
        if self.other is not None and self.other.transport is not None:
            self.other.transport.close()
