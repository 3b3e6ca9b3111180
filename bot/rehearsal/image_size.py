"""Reads width and height from the first bytes of a picture."""

import struct

JPEG_FRAMES = {0xC0, 0xC1, 0xC2, 0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}


def image_size(body: bytes) -> tuple[int, int] | None:
    """(width, height) in pixels of a PNG, JPEG or GIF; None for anything else."""
    if body.startswith(b"\x89PNG\r\n\x1a\n") and len(body) >= 24:
        width, height = struct.unpack(">II", body[16:24])
        return width, height
    if body[:6] in (b"GIF87a", b"GIF89a") and len(body) >= 10:
        width, height = struct.unpack("<HH", body[6:10])
        return width, height
    return _jpeg_size(body) if body.startswith(b"\xff\xd8") else None


def _jpeg_size(body: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        marker = body[at + 1]
        if marker in JPEG_FRAMES:
            height, width = struct.unpack(">HH", body[at + 5 : at + 9])
            return width, height
        (length,) = struct.unpack(">H", body[at + 2 : at + 4])
        at += 2 + length
    return None
