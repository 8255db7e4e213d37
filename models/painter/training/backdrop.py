"""Sky, ground, sea and what falls from the clouds: all that is drawn behind and before the things."""
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from crayon import BANK, SIZE, Canvas, Ink, ellipse, ink, wobbles
from world import AFLOAT, THINGS, Scene, kinds_of

SKIES = {'day': (ink(176, 218, 246), ink(206, 234, 250)), 'sunset': (ink(250, 160, 130), ink(254, 216, 150)), 'night': (ink(48, 58, 116), ink(78, 92, 152))}
GROUNDS = {None: ink(172, 214, 126), 'spring': ink(190, 226, 140), 'summer': ink(132, 196, 100), 'autumn': ink(224, 178, 108), 'winter': ink(242, 246, 250)}
WALLS = (ink(250, 232, 204), ink(226, 238, 226), ink(236, 228, 246), ink(250, 224, 226))
FLOOR, SAND, WATER, GREY = ink(214, 178, 136), ink(244, 224, 172), ink(92, 170, 224), ink(170, 182, 196)
FOAM, TAR = ink(244, 248, 250), ink(150, 150, 160)
MOODS = {'happy': ink(255, 236, 150), 'calm': ink(214, 236, 226), 'sad': ink(140, 150, 176)}
ROWS = np.arange(SIZE, dtype=np.float32)[:, None]
COLUMNS = np.arange(SIZE, dtype=np.float32)[None, :]


@dataclass(frozen=True)
class Lie:
    """The lie of the land, in pixels from the top: where the sky ends, where water does (None without), where things stand."""
    horizon: float
    shore: float | None = None
    floor: float = 238

    def foot(self, kind: str, level: str, scale: float, rng: Generator) -> float:
        """The height on which a thing of half-size `scale` stands."""
        if level == 'sky':
            return scale + max(52 + rng.normal(0, 6), scale * .95 + 6)
        if level == 'far':
            return self.horizon + 4
        if kind in AFLOAT and self.shore:
            return self.shore - 8 + rng.normal(0, 3)
        if kind == 'bridge' and self.shore:
            return self.shore + 6
        return self.floor + rng.uniform(-9, 3)


def paint(canvas: Canvas, scene: Scene) -> Lie:
    """Draws everything behind the things."""
    rng = canvas.rng
    if scene.background == 'paper':
        return Lie(200, floor=rng.uniform(195, 238))
    kinds = kinds_of(scene)
    horizon = rng.uniform(138, 164)
    sheet = frame(rng)
    if scene.background == 'room':
        canvas.wash(sheet, WALLS[int(rng.integers(len(WALLS)))])
        canvas.wash(sheet * edge(rng, horizon + 30), FLOOR)
        return Lie(horizon + 30)
    air(canvas, scene, sheet)
    canvas.wash(sheet * edge(rng, horizon), ground_of(scene))
    shore = None
    if 'sea' in kinds:
        shore = min(horizon + rng.uniform(60, 74), 224)
        sea(canvas, sheet, horizon, shore, scene)
    if 'river' in kinds:
        shore = river(canvas, sheet, horizon, scene)
    strew(canvas, scene, shore or horizon)
    if 'road' in kinds:
        road(canvas, sheet)
    return Lie(horizon, shore)


def frame(rng: Generator) -> np.ndarray:
    """1 inside, 0 at the sheet's ragged white margin."""
    def side(along: np.ndarray, across: np.ndarray) -> np.ndarray:
        ragged = rng.uniform(2, 6) + 2.6 * (wobbles()[int(rng.integers(BANK - SIZE)):, int(rng.integers(BANK)), 0][:SIZE]).reshape(along.shape)
        return np.clip((across - ragged) / 2, 0, 1)
    return side(ROWS, COLUMNS) * side(ROWS, SIZE - 1 - COLUMNS) * side(COLUMNS, ROWS) * side(COLUMNS, SIZE - 1 - ROWS)


def edge(rng: Generator, height: float) -> np.ndarray:
    """1 below a gently uneven line."""
    line = height + 3 * np.sin(COLUMNS / rng.uniform(22, 50) + rng.random() * 6) + 1.2 * np.sin(COLUMNS / 8 + rng.random() * 6)
    return np.clip((ROWS - line) / 2, 0, 1)


def air(canvas: Canvas, scene: Scene, sheet: np.ndarray) -> None:
    """The sky by time of day, weather and mood."""
    top, low = SKIES[scene.time]
    if scene.weather != 'clear':
        share = .55 if scene.time == 'day' else .3
        top, low = top + share * (GREY - top), low + share * (GREY - low)
    if scene.mood:
        tint = MOODS[scene.mood] * (.45 if scene.time == 'night' else 1)
        top, low = top + .35 * (tint - top), low + .35 * (tint - low)
    canvas.wash(sheet, top)
    canvas.wash(sheet * np.clip((ROWS - 40) / 110, 0, 1), low, hatch=.2)


def ground_of(scene: Scene) -> Ink:
    """The colour of the ground by season, weather and time."""
    ground = SAND if 'sea' in kinds_of(scene) else GROUNDS['winter' if scene.weather == 'snow' else scene.season]
    return ground * (.72 if scene.time == 'night' else 1)


def sea(canvas: Canvas, sheet: np.ndarray, horizon: float, shore: float, scene: Scene) -> None:
    """Water with waves between the horizon and the shore."""
    water = edge(canvas.rng, horizon) * (1 - edge(canvas.rng, shore)) * sheet
    canvas.wash(water, WATER * (.7 if scene.time == 'night' else 1))
    kind = 1 + THINGS.index('sea')
    canvas.kinds[water > .5] = kind
    for y in np.arange(horizon + 13, shore - 4, 17):
        waves(canvas, lambda x: y, kind)


def waves(canvas: Canvas, height: Callable[[float], float], kind: int) -> None:
    """A row of small waves, spaced unevenly."""
    x = canvas.rng.uniform(12, 46)
    while x < 226:
        y = height(x)
        wave = np.concatenate([ellipse(x - 7, y, 7, 6, 180, 350, 6), ellipse(x + 7, y, 7, 6, 190, 360, 6)])
        canvas.line(canvas.wobble(wave, 1), FOAM, 2.4, kind, None)
        x += canvas.rng.uniform(44, 72)


def river(canvas: Canvas, sheet: np.ndarray, horizon: float, scene: Scene) -> float:
    """A winding band of water through the land; returns the height of its nearer bank."""
    rng = canvas.rng
    length, phase = rng.uniform(24, 34), rng.random() * 6
    middle = horizon + 40 + 9 * np.sin(COLUMNS / length + phase)
    water = np.clip((19 - np.abs(ROWS - middle)) / 2, 0, 1) * sheet
    canvas.wash(water, WATER * (.7 if scene.time == 'night' else 1))
    kind = 1 + THINGS.index('river')
    canvas.kinds[water > .5] = kind
    waves(canvas, lambda x: float(middle[0, int(x)]), kind)
    return horizon + 58


def road(canvas: Canvas, sheet: np.ndarray) -> None:
    """A grey road along the lower edge, with a dashed line."""
    lane = edge(canvas.rng, 208) * (1 - edge(canvas.rng, 247)) * sheet
    canvas.wash(lane, TAR)
    kind = 1 + THINGS.index('road')
    canvas.kinds[lane > .5] = kind
    for x in np.arange(canvas.rng.uniform(14, 30), 236, 40):
        canvas.line(canvas.wobble(np.array([(x, 228), (x + 10, 228), (x + 20, 228)]), 1), FOAM, 4, kind, None)


def strew(canvas: Canvas, scene: Scene, top: float) -> None:
    """Small marks of the season on the ground: grass, blossoms, leaves. They carry no label."""
    rng = canvas.rng
    if scene.season in (None, 'winter') or scene.weather == 'snow':
        return
    for _ in range(12):
        x, y = rng.uniform(14, 242), rng.uniform(top + 12, 244)
        if scene.season == 'spring':
            petal = (ink(252, 190, 210), ink(255, 250, 240), ink(252, 226, 120))[int(rng.integers(3))]
            canvas.fill(ellipse(x, y, 3.2, steps=8), petal, 0, 0, 0, 0)
        elif scene.season == 'summer':
            for lean in (-3, 0, 3):
                canvas.line(np.array([(x, y), (x + lean, y - 8)]), ink(84, 150, 70), 1.8, 0, None)
        else:
            leaf = (ink(222, 96, 44), ink(236, 156, 40), ink(168, 96, 50))[int(rng.integers(3))]
            canvas.fill(ellipse(x, y, 4.2, 2.6, steps=8), leaf, 0, 0, 0, 0)


def fall(canvas: Canvas, scene: Scene) -> None:
    """Rain or snow before everything else, on a loose grid."""
    if scene.weather == 'clear':
        return
    rng, kind = canvas.rng, 1 + THINGS.index(scene.weather)
    slant = rng.uniform(-5, 1)
    for row in range(6):
        for column in range(6):
            x, y = (column + .5 + .5 * (row % 2)) * 42 + rng.normal(0, 5), (row + .3) * 42 + rng.normal(0, 5)
            if scene.weather == 'rain':
                canvas.line(np.array([(x, y), (x + slant, y + 15)]), ink(62, 122, 206), 3, kind, None)
            else:
                canvas.fill(ellipse(x, y, rng.uniform(3.6, 5.2), steps=10), ink(255, 255, 255), kind, 0, 0, 0)
