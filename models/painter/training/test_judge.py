"""Tests of the committed judge on drawings it has never seen: `python3 -m unittest test_judge`."""
import unittest

import numpy as np
from numpy.random import default_rng

from draw import draw
from judge import found
from world import COLOURS, THINGS, kinds_of, sample_scene


class Judged(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        rng = default_rng(123)
        cls.scenes = [sample_scene(rng) for _ in range(60)]
        cls.there, cls.colours = found(np.stack([draw(scene, rng).picture for scene in cls.scenes]))

    def test_most_things_are_found_and_few_are_made_up(self):
        drawn = np.array([[kind in kinds_of(scene) for kind in THINGS] for scene in self.scenes])
        self.assertGreater((self.there & drawn).sum() / drawn.sum(), .65)
        self.assertGreater((self.there & drawn).sum() / self.there.sum(), .9)

    def test_colours_are_right(self):
        coloured = [(i, thing) for i, scene in enumerate(self.scenes) for thing in scene.things if thing.colour]
        right = [COLOURS[self.colours[i, THINGS.index(thing.kind)]] == thing.colour for i, thing in coloured]
        self.assertGreater(np.mean(right), .95)

    def test_blank_paper_holds_nothing(self):
        there, _ = found(np.full((1, 256, 256, 3), 247, np.uint8))
        self.assertEqual(there.sum(), 0)


if __name__ == '__main__':
    unittest.main()
