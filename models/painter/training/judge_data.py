"""The judge's own drawings: generated once, kept as arrays of 128×128 pictures with their label maps.

`python3 judge_data.py --folder <cache>` draws 8,900 for training and 2,000 for its test; about two minutes of one core.
"""
import argparse
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.random import Generator, default_rng

from draw import draw
from world import BACKGROUNDS, COLOURS, THINGS, TIMES, Scene, kinds_of, pick, sample_scene

EDGE, MAP = 128, 16
SEEDS = {'train': 5_000_000, 'test': 6_000_000}
COUNTS = {'train': 8_900, 'test': 2_000}
VISIBLE = 5         # blocks of 4×4 pixels that must show before a thing counts as present


@dataclass(frozen=True)
class Labelled:
    """pictures uint8 [N, 128, 128, 3]; present int8 [N, kinds] (1, 0, -1 for hidden); colour int8 [N, kinds] (index or -1);
    kinds and colours uint8 [N, 16, 16], as in a Drawing."""
    pictures: np.ndarray
    present: np.ndarray
    colour: np.ndarray
    kinds: np.ndarray
    colours: np.ndarray


def loosen(scene: Scene, rng: Generator) -> Scene:
    """Half of the scenes get any background and any time, so that no thing can be told from what surrounds it."""
    if rng.random() < .5:
        return scene
    return replace(scene, background=pick(rng, BACKGROUNDS, (.7, .15, .15)), time=pick(rng, TIMES))


def create(folder: Path, part: str, mode: str) -> Labelled:
    """The arrays of a part, on disk."""
    n, k = COUNTS[part], len(THINGS)
    shapes = {'pictures': (n, EDGE, EDGE, 3), 'present': (n, k), 'colour': (n, k), 'kinds': (n, MAP, MAP), 'colours': (n, MAP, MAP)}
    kinds = {'present': np.int8, 'colour': np.int8}
    return Labelled(**{name: np.lib.format.open_memmap(folder / f'{part}-{name}.npy', mode, kinds.get(name, np.uint8), shape)
                       for name, shape in shapes.items()})


def load(folder: Path, part: str) -> Labelled:
    """A part that was generated before."""
    return Labelled(**{name: np.load(folder / f'{part}-{name}.npy', mmap_mode='r') for name in Labelled.__dataclass_fields__})


def generate(folder: Path, part: str) -> None:
    """Draws one part."""
    arrays = create(folder, part, 'w+')
    for i in range(COUNTS[part]):
        rng = default_rng(SEEDS[part] + i)
        scene = loosen(sample_scene(rng), rng)
        drawing = draw(scene, rng)
        arrays.pictures[i] = (drawing.picture.reshape(EDGE, 2, EDGE, 2, 3).mean((1, 3)) + .5).astype(np.uint8)
        shown = np.bincount(drawing.kinds.ravel(), minlength=len(THINGS) + 1)[1:]
        arrays.present[i] = shown >= VISIBLE
        arrays.colour[i] = -1
        for kind in kinds_of(scene):
            if shown[THINGS.index(kind)] < VISIBLE:
                arrays.present[i, THINGS.index(kind)] = -1
        for thing in scene.things:
            if thing.colour:
                arrays.colour[i, THINGS.index(thing.kind)] = COLOURS.index(thing.colour)
        arrays.kinds[i], arrays.colours[i] = drawing.kinds[2::4, 2::4], drawing.colours[2::4, 2::4]


def main() -> None:
    """Draws both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--folder', type=Path, required=True)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    for part in COUNTS:
        generate(options.folder, part)


if __name__ == '__main__':
    main()
