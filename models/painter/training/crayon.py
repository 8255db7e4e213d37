"""Wax crayons on paper: hatched fills, wobbly lines and the label maps that go with them.

All textures are computed once; a stroke only cuts a random window out of a bank, so that a whole scene costs milliseconds.
"""
from functools import cache

import numpy as np
from numpy.random import Generator, default_rng
from PIL import Image, ImageDraw
from scipy.ndimage import gaussian_filter, map_coordinates

SIZE = 256
BANK = 512
ANGLES = (20, 35, 55, 70, 110, 145)     # degrees of hatching
PAPER = np.array((252, 248, 238), np.float32)
Ink = np.ndarray


def ink(red: int, green: int, blue: int) -> Ink:
    """A colour of wax, 0..255."""
    return np.array((red, green, blue), np.float32)


def noise(seed: int, sigma: float | tuple[float, float], size: int = BANK) -> np.ndarray:
    """Smooth noise that repeats at its borders, zero mean, unit deviation."""
    field = gaussian_filter(default_rng(seed).standard_normal((size, size)).astype(np.float32), sigma, mode='wrap')
    return (field - field.mean()) / field.std()


@cache
def hatchings() -> np.ndarray:
    """[angles, BANK, BANK] of 0 (wax) to 1 (bare paper): broad strokes along an angle with soft grains of missing wax."""
    banks = []
    for seed, angle in enumerate(ANGLES):
        strokes = noise(seed, (2.3, 26), BANK * 2)
        turn = np.deg2rad(angle)
        y, x = np.mgrid[:BANK, :BANK].astype(np.float32) - BANK / 2
        at = [BANK + x * np.sin(turn) + y * np.cos(turn), BANK + x * np.cos(turn) - y * np.sin(turn)]
        strokes = map_coordinates(strokes, at, order=1)
        bare = .5 * strokes + .3 * noise(seed + 50, 1.5) + .35 * noise(seed + 90, 12)
        banks.append(1 / (1 + np.exp(-2.4 * (bare - .25))))
    return np.stack(banks).astype(np.float32)


@cache
def grains() -> np.ndarray:
    """[BANK, BANK] opacity of a line of wax, 0.6 to 1."""
    return (1 - .4 / (1 + np.exp(-2 * (noise(7, 1.4) - .6)))).astype(np.float32)


@cache
def sheets() -> np.ndarray:
    """[BANK, BANK, 1] brightness of paper, near 1."""
    return (1 + .012 * noise(11, 1.6) + .008 * noise(12, 6))[..., None].astype(np.float32)


@cache
def wobbles() -> np.ndarray:
    """[BANK, BANK, 2] by how much an unsteady hand misses, unit deviation."""
    return np.stack([.8 * noise(21 + i, 14) + .5 * noise(31 + i, 5) for i in range(2)], -1)


def window(rng: Generator, bank: np.ndarray, height: int, width: int) -> np.ndarray:
    """A random cut of a bank."""
    y, x = int(rng.integers(BANK - height + 1)), int(rng.integers(BANK - width + 1))
    return bank[y:y + height, x:x + width]


def ellipse(x: float, y: float, rx: float, ry: float | None = None, start: float = 0, end: float = 360, steps: int = 28) -> np.ndarray:
    """Points of an ellipse or of an arc of it; degrees, clockwise from three o'clock."""
    turn = np.deg2rad(np.linspace(start, end, steps, endpoint=end - start < 360))
    return np.stack([x + rx * np.cos(turn), y + (rx if ry is None else ry) * np.sin(turn)], -1)


def box(x0: float, y0: float, x1: float, y1: float) -> np.ndarray:
    """The corners of a rectangle."""
    return np.array([(x0, y0), (x1, y0), (x1, y1), (x0, y1)])


def join(*parts: np.ndarray) -> np.ndarray:
    """One outline out of several arcs."""
    return np.concatenate(parts)


def resample(points: np.ndarray, closed: bool, step: float = 6) -> np.ndarray:
    """Adds points along straight edges, so that they can bend."""
    if closed:
        points = np.concatenate([points, points[:1]])
    lengths = np.hypot(*np.diff(points, axis=0).T)
    along = np.concatenate([[0], np.cumsum(lengths)])
    at = np.union1d(along, np.arange(0, along[-1], step))
    return np.stack([np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])], -1)


class Canvas:
    """A sheet being drawn on: picture [256, 256, 3] float 0..255 and its two label maps."""

    def __init__(self, rng: Generator):
        self.rng = rng
        self.picture = np.empty((SIZE, SIZE, 3), np.float32)
        self.picture[:] = PAPER
        self.kinds = np.zeros((SIZE, SIZE), np.uint8)
        self.colours = np.zeros((SIZE, SIZE), np.uint8)
        self.drift = rng.integers(BANK, size=2)

    def wobble(self, points: np.ndarray, amount: float) -> np.ndarray:
        """Bends points (pixels) by the unsteady hand of this sheet: what lies together moves together."""
        at = (points.astype(np.int64) + self.drift) % BANK
        return points + amount * wobbles()[at[:, 1], at[:, 0]]

    def wash(self, mask: np.ndarray, colour: Ink, strength: float = 1, hatch: float = .3) -> None:
        """Rubs colour over the whole sheet where mask [256, 256] or [256, 1] is 1, without a label."""
        bare = hatch * window(self.rng, hatchings()[int(self.rng.integers(len(ANGLES)))], SIZE, SIZE)[..., None]
        wax = colour + bare * (PAPER - colour)
        self.picture += (mask * strength)[..., None] * (wax - self.picture)

    def fill(self, points: np.ndarray, colour: Ink, kind: int, label: int, hatch: float, angle: int) -> None:
        """A hatched area inside `points` (pixels), labelled."""
        cut = stencil(points, 1, lambda draw, at: draw.polygon(at, fill=255))
        if cut is None:
            return
        rows, columns, mask = cut
        bare = hatch * window(self.rng, hatchings()[angle], *mask.shape)[..., None]
        wax = colour + bare * (PAPER - colour)
        part = self.picture[rows, columns]
        part += mask[..., None] * (wax - part)
        if kind:
            solid = mask > .5
            self.kinds[rows, columns][solid] = kind
            self.colours[rows, columns][solid] = label

    def line(self, points: np.ndarray, colour: Ink, width: float, kind: int, label: int | None) -> None:
        """A waxy line of `width` pixels. Without a label it leaves the colour map as it is."""
        cut = stencil(points, width, lambda draw, at: stroke(draw, at, width))
        if cut is None:
            return
        rows, columns, mask = cut
        part = self.picture[rows, columns]
        part += (mask * window(self.rng, grains(), *mask.shape))[..., None] * (colour - part)
        if kind:
            solid = mask > .5
            self.kinds[rows, columns][solid] = kind
            if label is not None:
                self.colours[rows, columns][solid] = label


def stroke(draw: ImageDraw.ImageDraw, at: list[tuple[float, float]], width: float) -> None:
    """A line with round ends on a sheet of twice the size."""
    draw.line(at, fill=255, width=max(1, round(2 * width)), joint='curve')
    for x, y in (at[0], at[-1]):
        draw.ellipse((x - width, y - width, x + width, y + width), fill=255)


def stencil(points: np.ndarray, margin: float, paint) -> tuple[slice, slice, np.ndarray] | None:
    """Rows, columns and a smooth mask of what `paint` draws; None when it falls off the sheet."""
    x0, y0 = np.maximum(np.floor(points.min(0) - margin - 1), 0).astype(int)
    x1, y1 = np.minimum(np.ceil(points.max(0) + margin + 2), SIZE).astype(int)
    if x1 - x0 < 1 or y1 - y0 < 1:
        return None
    sheet = Image.new('L', (2 * (x1 - x0), 2 * (y1 - y0)))
    paint(ImageDraw.Draw(sheet), [tuple(p) for p in ((points - (x0, y0)) * 2).tolist()])
    mask = np.asarray(sheet.reduce(2), np.float32)
    return slice(y0, y1), slice(x0, x1), mask * (1 / 255)


class Pen:
    """Draws one thing in its own coordinates: x and y from -1 to 1, y downwards, `scale` pixels to the unit; the thing stands on y = 1."""

    def __init__(self, canvas: Canvas, x: float, y: float, scale: float, kind: int, main: Ink, label: int, dark: Ink):
        rng = canvas.rng
        self.canvas, self.rng = canvas, rng
        self.centre, self.scale = np.array((x, y)), scale
        turn = rng.normal(0, .03)
        flip = -1 if rng.random() < .5 else 1
        self.matrix = np.array([(flip * np.cos(turn), np.sin(turn)), (-flip * np.sin(turn), np.cos(turn))]) * scale
        self.flip = flip
        self.kind, self.main, self.label = kind, main, label
        self.edge = dark
        self.angle = int(rng.integers(len(ANGLES)))
        self.width = max(2.2, scale * .065) * rng.uniform(.85, 1.2)

    @property
    def contrast(self) -> Ink:
        """An ink for eyes and marks that shows on the main colour."""
        return ink(250, 246, 225) if self.main.mean() < 95 else ink(52, 46, 48)

    @property
    def pale(self) -> Ink:
        """The main colour, mixed with much paper."""
        return self.main * .45 + PAPER * .55

    def place(self, points: np.ndarray, closed: bool) -> np.ndarray:
        """From the thing's coordinates to unsteady pixels."""
        pixels = resample(np.asarray(points, np.float64) @ self.matrix + self.centre, closed)
        return self.canvas.wobble(pixels, .012 * self.scale + .5)

    def fill(self, points: np.ndarray, colour: Ink, outline: bool = True, hatch: float = .38) -> None:
        """A coloured shape; what has the main colour is labelled with it."""
        pixels = self.place(points, True)
        label = self.label if colour is self.main else 0
        self.canvas.fill(pixels, colour, self.kind, label, hatch, self.angle)
        if outline:
            self.canvas.line(pixels, self.edge, self.width, self.kind, None)

    def line(self, points, colour: Ink, width: float = 1) -> None:
        """A line; `width` in units of the outline's."""
        pixels = self.place(np.asarray(points, np.float64), False)
        self.canvas.line(pixels, colour, self.width * width, self.kind, self.label if colour is self.main else None)

    def dot(self, x: float, y: float, radius: float, colour: Ink) -> None:
        """A small round mark."""
        self.fill(ellipse(x, y, radius, steps=12), colour, outline=False, hatch=.1)
