"""Seals bytes with a key that stands nowhere in the database, so that two states of it cannot be compared.

ChaCha20-Poly1305 with a fresh random nonce each time. The key is made from the bot's token: every process
has it, and a copy of the database or a backup has not.
"""

from __future__ import annotations

import base64
import os
from collections.abc import Callable

NONCE_BYTES = 12
_KEY_BYTES = 32
_PURPOSE = b"tablekeeper seal 1"


class SealBroken(ValueError):
    """What was sealed does not open: another key, another place, or damage. It cannot be read any more."""


class Seal:
    """Closes and opens. `chance` gives so many random bytes; only a test hands in its own."""

    def __init__(self, secret: str, chance: Callable[[int], bytes] = os.urandom) -> None:
        # Loaded when the first thing is sealed: a start needs neither its time nor its memory.
        self._secret = secret.encode()
        self._chance = chance
        self._key: bytes | None = None

    def close(self, place: str, plain: bytes) -> str:
        """The bytes, sealed for one place alone, as text."""
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        nonce = self._chance(NONCE_BYTES)
        sealed = ChaCha20Poly1305(self._own_key()).encrypt(nonce, plain, place.encode())
        return base64.urlsafe_b64encode(nonce + sealed).decode()

    def open(self, place: str, sealed: str) -> bytes:
        """What `close` was given; raises `SealBroken`."""
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        try:
            held = base64.urlsafe_b64decode(sealed)
            return ChaCha20Poly1305(self._own_key()).decrypt(
                held[:NONCE_BYTES], held[NONCE_BYTES:], place.encode()
            )
        except (InvalidTag, ValueError):
            # Without a cause: nothing of it is anybody's business in a log.
            raise SealBroken(str(SealBroken.__doc__)) from None

    def _own_key(self) -> bytes:
        if self._key is None:
            from cryptography.hazmat.primitives.hashes import SHA256
            from cryptography.hazmat.primitives.kdf.hkdf import HKDF

            self._key = HKDF(SHA256(), _KEY_BYTES, salt=None, info=_PURPOSE).derive(self._secret)
        return self._key
