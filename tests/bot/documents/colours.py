"""How colours are seen: contrast as WCAG 2 counts it, and what is left of them in the usual colour blindnesses."""

from __future__ import annotations

from itertools import product

# Machado, Oliveira and Fernandes (2009), full severity, on linear RGB.
SIMULATIONS = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
    "none": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
}
Triple = tuple[float, float, float]


def linear(colour: str) -> Triple:
    """The light of "#rrggbb"."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    r, g, b = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return r, g, b


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, 1 to 21."""
    bright, dark = sorted((_luminance(linear(one)), _luminance(linear(other))), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(light: Triple) -> float:
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def difference(one: str, other: str, seen_with: str) -> float:
    """How far apart two colours look (CIE 1976) with a colour blindness; under 10 they may be mixed up."""
    a, b = (_lab(_simulated(linear(c), seen_with)) for c in (one, other))
    return float(sum((x - y) ** 2 for x, y in zip(a, b, strict=True)) ** 0.5)


def _simulated(light: Triple, seen_with: str) -> Triple:
    r, g, b = (
        min(1.0, max(0.0, sum(weight * part for weight, part in zip(row, light, strict=True))))
        for row in SIMULATIONS[seen_with]
    )
    return r, g, b


def _lab(light: Triple) -> Triple:
    r, g, b = light
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (v ** (1 / 3) if v > 0.008856 else 7.787 * v + 16 / 116 for v in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def pairs(colours: dict[str, str]) -> list[tuple[str, str]]:
    """Every two of them once."""
    return [(a, b) for a, b in product(colours, colours) if a < b]
