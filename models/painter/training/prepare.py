"""Draws the training set, shard by shard: `python3 prepare.py --until 30 --workers 2`.

Shards that exist are left alone, so the set grows when the world does. No scene that is held out is ever drawn.
"""
import argparse
import pickle
from multiprocessing import Pool

import numpy as np
from numpy.random import default_rng

from box import RUNS
from draw import draw
from world import COLOURS, THINGS, sample_training_scene

SHARDS, SIZE, SEED = RUNS / 'shards', 1000, 20_000
LABELS = len(THINGS) + 1 + len(COLOURS) + 1     # kinds with the background, then colours with none


def names():
    """The shards that are there, oldest first."""
    return sorted(path.stem for path in SHARDS.glob('*.pkl'))


def make(number):
    """One shard: `N.npy` pictures, `N.npz` label maps, `N.pkl` scenes (written last, for it says that the shard is whole)."""
    path = SHARDS / f'{number:04}'
    if path.with_suffix('.pkl').exists():
        return
    rng = default_rng([SEED, number])
    scenes = [sample_training_scene(rng) for _ in range(SIZE)]
    drawings = [draw(scene, rng) for scene in scenes]
    np.save(path.with_suffix('.npy'), np.stack([d.picture for d in drawings]))
    np.savez_compressed(path.with_suffix('.npz'), kinds=np.stack([d.kinds for d in drawings]), colours=np.stack([d.colours for d in drawings]))
    path.with_suffix('.pkl').write_bytes(pickle.dumps(scenes))
    print(path.stem, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--until', type=int, default=30)
    parser.add_argument('--workers', type=int, default=2)
    options = parser.parse_args()
    SHARDS.mkdir(parents=True, exist_ok=True)
    with Pool(options.workers) as pool:
        for _ in pool.imap_unordered(make, range(options.until), chunksize=1):
            pass


if __name__ == '__main__':
    main()
