"""People: each function draws in the coordinates of its pen. The colour of a person is the colour of the clothes."""
import numpy as np

from crayon import Ink, Pen, ellipse, ink, join

SKINS = (ink(255, 222, 190), ink(246, 205, 166), ink(226, 178, 138))
HAIRS = (ink(60, 46, 42), ink(110, 70, 44), ink(48, 44, 52))
TROUSERS = (ink(92, 112, 160), ink(120, 104, 96), ink(136, 136, 146))
CLOTHES = (ink(226, 72, 66), ink(70, 124, 214), ink(250, 204, 70), ink(106, 176, 96), ink(246, 150, 182), ink(150, 100, 190))
BLUSH, EYE = ink(250, 170, 160), ink(52, 46, 48)


def face(pen: Pen, x: float, y: float, size: float) -> None:
    """Two eyes, a mouth and red cheeks."""
    for side in (-1, 1):
        pen.dot(x + side * .4 * size, y - .05 * size, .12 * size, EYE)
        pen.dot(x + side * .62 * size, y + .32 * size, .15 * size, BLUSH)
    pen.line(ellipse(x, y + .2 * size, .3 * size, .28 * size, 20, 160, 7), EYE, .6)


def figure(pen: Pen, x: float, height: float, head: float, dress: bool, clothes: Ink, cap: bool = False) -> None:
    """Someone whose feet are on y = 1. `height` in units, `head` its radius in half heights."""
    u = height / 2
    skin, hair = SKINS[int(pen.rng.integers(3))], HAIRS[int(pen.rng.integers(3))]
    legs = skin if dress else TROUSERS[int(pen.rng.integers(3))]
    neck = 1 - (2 - 1.9 * head) * u
    centre = neck - .86 * head * u
    hem, waist = (.62, .42) if dress else (.38, .55)
    for side in (-1, 1):
        pen.line([(x + side * .17 * u, 1 - .7 * u), (x + side * .2 * u, 1 - .05 * u)], legs, 3 * u)
        lift = pen.rng.uniform(-.1, .7)
        pen.line([(x + side * .24 * u, neck + .16 * u), (x + side * .5 * u, neck + (.5 - .3 * lift) * u), (x + side * .72 * u, neck + (.75 - lift) * u)], clothes, 2.4 * u)
        pen.dot(x + side * .74 * u, neck + (.75 - lift) * u, .09 * u, skin)
    pen.fill(np.array([(x - .27 * u, neck), (x + .27 * u, neck), (x + hem * u, 1 - waist * u), (x - hem * u, 1 - waist * u)]), clothes)
    if dress:
        for side in (-1, 1):
            pen.fill(ellipse(x + side * 1.22 * head * u, centre + .25 * head * u, .36 * head * u, .55 * head * u, steps=14), hair, outline=False, hatch=.15)
    r = head * u
    pen.fill(ellipse(x, centre, r), skin)
    top = join(ellipse(x, centre - .03 * u, 1.08 * r, 1.08 * r, 180, 360, 14), ellipse(x, centre - .1 * u, .9 * r, .42 * r, 0, -180, 10))
    pen.fill(top, hair, outline=False, hatch=.15)
    if cap:
        pen.fill(ellipse(x, centre - .42 * r, 1.0 * r, .78 * r, 180, 360, 14), clothes)
        pen.line([(x - 1.25 * r, centre - .42 * r), (x + 1.25 * r, centre - .42 * r)], pen.edge, 2.2)
        pen.line([(x - 1.22 * r, centre - .42 * r), (x + 1.22 * r, centre - .42 * r)], clothes, 1.4)
    face(pen, x, centre + .22 * r, .92 * r)


def person(pen: Pen) -> None:
    """A grown-up: tall, with a small head."""
    figure(pen, 0, 2, .36, pen.rng.random() < .5, pen.main)


def child(pen: Pen) -> None:
    """A child: a large head under a cap of the colour of the clothes."""
    figure(pen, 0, 1.75, .56, pen.rng.random() < .5, pen.main, cap=True)


def family(pen: Pen) -> None:
    """Father, mother and a child between them."""
    clothes = [CLOTHES[i] for i in pen.rng.permutation(len(CLOTHES))[:3]]
    figure(pen, -.66, 1.62, .36, False, clothes[0])
    figure(pen, .66, 1.5, .37, True, clothes[1])
    figure(pen, 0, 1.05, .5, pen.rng.random() < .5, clothes[2])


PEOPLE = {'person': person, 'child': child, 'family': family}
