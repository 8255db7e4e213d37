"""Draws a scene as a child would with crayons, with label maps of what lies where.

`python3 draw.py --sheet sheet.png [--seed 0] [--kind cat]` draws a contact sheet and prints the speed.
"""
import argparse
import time
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator, default_rng
from PIL import Image

import backdrop
from crayon import SIZE, Canvas, Pen, ink, sheets, window
from things_land import LAND
from things_living import LIVING
from things_made import MADE
from things_people import PEOPLE
from things_sky import SKY
from things_vehicles import VEHICLES
from world import COLOURS, READY, THINGS, WIDE, Scene, Thing, column, sample_scene, stands_on

DRAWERS = {**SKY, **LAND, **LIVING, **PEOPLE, **VEHICLES, **MADE}
INKS = {'red': ink(226, 52, 50), 'orange': ink(246, 138, 36), 'yellow': ink(252, 212, 46), 'green': ink(74, 164, 74), 'blue': ink(52, 108, 210),
        'purple': ink(138, 78, 184), 'pink': ink(248, 138, 176), 'brown': ink(142, 92, 54), 'white': ink(254, 253, 250), 'black': ink(54, 52, 58)}
NEUTRAL = ink(236, 232, 222)
SCALE = {'house': 1.12, 'tree': 1.15, 'mountain': 1.08, 'rainbow': 1.6, 'flower': .95, 'boat': 1.05, 'car': 1.05, 'person': 1.15, 'cloud': 1.1,
         'bird': .9, 'balloon': 1.1, 'star': .85, 'family': 1.6, 'train': 1.7, 'park': 1.6, 'bridge': 1.7, 'bus': 1.3, 'school': 1.5, 'hospital': 1.25,
         'bed': 1.3, 'kite': 1.15, 'airplane': 1.15, 'fish': .9, 'ball': .85, 'book': .85, 'tent': 1.05, 'child': 1.02}


@dataclass(frozen=True)
class Drawing:
    """picture uint8 [256, 256, 3]; kinds uint8 [64, 64]: 0 or 1 + index in THINGS; colours uint8 [64, 64]: 0 or 1 + index in COLOURS."""
    picture: np.ndarray
    kinds: np.ndarray
    colours: np.ndarray


def draw(scene: Scene, rng: Generator) -> Drawing:
    """The same scene and generator give the same drawing."""
    canvas = Canvas(rng)
    lie = backdrop.paint(canvas, scene)
    for level in ('far', 'sky', 'ground'):
        draw_level(canvas, scene, level, lie)
    backdrop.fall(canvas, scene)
    picture = canvas.picture * window(rng, sheets(), SIZE, SIZE)
    return Drawing(np.clip(picture + .5, 0, 255).astype(np.uint8), canvas.kinds[2::4, 2::4].copy(), canvas.colours[2::4, 2::4].copy())


def draw_level(canvas: Canvas, scene: Scene, level: str, lie: backdrop.Lie) -> None:
    """Draws the things of one level from left to right, each group within its share of the width."""
    things = sorted((t for t in scene.things if stands_on(t) == level), key=place_of)
    if not things:
        return
    rng = canvas.rng
    shares = [t.count * WIDE.get(t.kind, 1) for t in things]
    size = size_of(level, sum(shares), any(stands_on(t) == 'sky' for t in scene.things))
    left = 0.
    for thing, share in zip(things, shares):
        if len(things) == 1 and thing.place:
            spread = .3 * place_of(thing) + .2
            centres = [spread + rng.normal(0, .03)]
        else:
            step = share / sum(shares) / thing.count
            centres = [left + (i + .5) * step + rng.normal(0, .012) for i in range(thing.count)]
        left += share / sum(shares)
        for centre in centres:
            draw_one(canvas, thing, level, 8 + centre * (SIZE - 16), size, lie)


def place_of(thing: Thing) -> int:
    """0 left, 1 middle or anywhere, 2 right."""
    return column(thing) if thing.place else 1


def size_of(level: str, share: float, sky: bool) -> float:
    """Half the size of a thing in pixels, by how many share the level."""
    if level == 'sky':
        return min(42, 116 / max(share, 1))
    if level == 'far':
        return min(62, 150 / max(share, 1))
    return min(58 if sky else 66, 124 / max(share, 1))


def draw_one(canvas: Canvas, thing: Thing, level: str, x: float, size: float, lie: backdrop.Lie) -> None:
    """One thing at its own size, height and shade."""
    rng = canvas.rng
    scale = size * SCALE.get(thing.kind, 1) * rng.uniform(.92, 1.08)
    x = float(np.clip(x, min(scale * 1.02, 128), max(SIZE - scale * 1.02, 128)))
    foot = lie.foot(thing.kind, level, scale, rng)
    main = INKS[thing.colour] if thing.colour else NEUTRAL
    main = np.clip(main * rng.uniform(.95, 1.05) + rng.normal(0, 4, 3), 0, 255).astype(np.float32)
    label = 1 + COLOURS.index(thing.colour) if thing.colour else 0
    edge = ink(112, 104, 110) if not thing.colour else main * .55 if main.mean() < 225 else ink(150, 150, 160)
    DRAWERS[thing.kind](Pen(canvas, x, foot - scale, scale, 1 + THINGS.index(thing.kind), main, label, edge))


def main() -> None:
    """Draws a contact sheet."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--sheet', default='sheet.png')
    parser.add_argument('--seed', type=int, default=0)
    parser.add_argument('--kind', choices=READY)
    parser.add_argument('--rows', type=int, default=4)
    options = parser.parse_args()
    rng = default_rng(options.seed)
    draw(sample_scene(rng), rng)
    scenes = [sample_scene(rng, (options.kind,) if options.kind else None) for _ in range(6 * options.rows)]
    start = time.process_time()
    pictures = [draw(scene, rng).picture for scene in scenes]
    print(f'{len(scenes) / (time.process_time() - start):.0f} scenes/s')
    rows = [np.concatenate(pictures[i:i + 6], 1) for i in range(0, len(pictures), 6)]
    Image.fromarray(np.concatenate(rows)).save(options.sheet)


if __name__ == '__main__':
    main()
