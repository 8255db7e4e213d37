"""People and animals: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Ink, Pen, box, ellipse, ink, join

SKINS = (ink(255, 222, 190), ink(246, 205, 166), ink(222, 170, 128))
HAIRS = (ink(60, 46, 42), ink(96, 62, 42), ink(40, 38, 44))
TROUSERS = (ink(92, 112, 160), ink(110, 96, 90), ink(130, 130, 140))
BLUSH, EYE = ink(250, 170, 160), ink(52, 46, 48)


def face(pen: Pen, x: float, y: float, size: float, colour: Ink = EYE) -> None:
    """Two eyes, a mouth and red cheeks."""
    for side in (-1, 1):
        pen.dot(x + side * .38 * size, y - .05 * size, .12 * size, colour)
        pen.dot(x + side * .62 * size, y + .3 * size, .14 * size, BLUSH)
    pen.line(ellipse(x, y + .2 * size, .3 * size, .28 * size, 20, 160, 7), colour, .6)


def figure(pen: Pen, x: float, height: float, dress: bool, clothes: Ink) -> None:
    """A person whose feet are on y = 1; `height` in units. Clothes have the main colour."""
    u = height / 2
    skin, hair = SKINS[int(pen.rng.integers(3))], HAIRS[int(pen.rng.integers(3))]
    head = 1 - 1.52 * u
    legs = skin if dress else TROUSERS[int(pen.rng.integers(3))]
    for side in (-1, 1):
        pen.line([(x + side * .18 * u, 1 - .6 * u), (x + side * .2 * u, 1 - .04 * u)], legs, 2.6 * u)
        pen.line([(x + side * .28 * u, 1 - .98 * u), (x + side * (.62 + .1 * pen.rng.random()) * u, 1 - (.55 + .6 * pen.rng.random()) * u)], skin, 2 * u)
    hem = .56 if dress else .36
    pen.fill(np.array([(x - .26 * u, 1 - 1.1 * u), (x + .26 * u, 1 - 1.1 * u), (x + hem * u, 1 - .38 * u), (x - hem * u, 1 - .38 * u)]), clothes)
    if dress:
        pen.fill(ellipse(x, head + .06 * u, .5 * u, .54 * u), hair, outline=False)
    pen.fill(ellipse(x, head, .4 * u), skin)
    pen.fill(join(ellipse(x, head - .02 * u, .44 * u, .44 * u, 180, 360, 14), ellipse(x, head - .06 * u, .36 * u, .2 * u, 0, -180, 10)), hair, outline=False, hatch=.15)
    face(pen, x, head + .08 * u, .36 * u)


def person(pen: Pen) -> None:
    """A grown-up."""
    figure(pen, 0, 2, pen.rng.random() < .5, pen.main)


def cat(pen: Pen) -> None:
    """A sitting cat: pointed ears, whiskers, a curled tail."""
    pen.line(np.array([(.42, .85), (.85, .8), (.95, .4), (.78, .1)]), pen.main * .8, 3.2)
    pen.line(np.array([(.42, .85), (.85, .8), (.95, .4), (.78, .1)]), pen.main, 2.2)
    pen.fill(join(ellipse(0, .5, .5, .62, 180, 360, 14), np.array([(.56, 1), (-.56, 1)])), pen.main)
    for side in (-1, 1):
        pen.fill(np.array([(side * .62, -.95), (side * .64, -.3), (side * .12, -.62)]), pen.main)
        pen.fill(np.array([(side * .54, -.76), (side * .54, -.45), (side * .28, -.6)]), BLUSH, outline=False)
    pen.fill(ellipse(0, -.22, .66, .52), pen.main)
    for side in (-1, 1):
        pen.dot(side * .27, -.3, .09, pen.contrast)
        for lift in (-.06, .1):
            pen.line([(side * .4, -.08 + lift / 2), (side * .88, -.1 + 1.6 * lift)], pen.contrast, .45)
    pen.dot(0, -.12, .08, ink(240, 130, 130))
    pen.line([(-.16, .06), (-.06, .1), (0, 0), (.06, .1), (.16, .06)], pen.contrast, .5)
    pen.line([(0, .62), (0, .98)], pen.edge, .6)


def dog(pen: Pen) -> None:
    """A standing dog, seen from the side: long body, floppy ear, tail up."""
    pen.line([(-.7, .15), (-.9, -.12), (-.86, -.4)], pen.edge, 2.6)
    pen.line([(-.7, .15), (-.9, -.12), (-.86, -.4)], pen.main, 1.8)
    for x in (-.62, -.34, .18, .46):
        pen.fill(box(x - .1, .45, x + .12, 1), pen.main)
    pen.fill(ellipse(-.1, .3, .7, .36), pen.main)
    pen.fill(ellipse(.52, -.32, .42, .42), pen.main)
    pen.fill(ellipse(.82, -.18, .22, .17, steps=16), pen.pale)
    pen.dot(.98, -.26, .08, EYE)
    pen.fill(ellipse(.24, -.26, .17, .36, steps=18), pen.main * .62)
    pen.dot(.6, -.44, .075, pen.contrast)
    pen.line(ellipse(.8, -.14, .14, .12, 30, 150, 6), EYE, .5)
    pen.line([(.28, .06), (.62, .08)], ink(226, 74, 66) if pen.main[0] < 200 or pen.main[1] > 120 else ink(70, 110, 200), 1.6)


def bird(pen: Pen) -> None:
    """A round bird from the side: beak, wing, tail, thin legs."""
    for x in (-.08, .16):
        pen.line([(x, .5), (x, .95), (x + .14, .97)], ink(232, 148, 52), .9)
    pen.fill(np.array([(-.5, .05), (-1.02, -.25), (-.98, .2), (-.5, .35)]), pen.main * .8)
    pen.fill(ellipse(-.02, .14, .62, .46), pen.main)
    pen.fill(ellipse(.5, -.34, .36, .34), pen.main)
    pen.fill(np.array([(.8, -.46), (1.12, -.3), (.8, -.18)]), ink(248, 170, 60))
    pen.fill(np.array([(.16, -.04), (-.3, -.02), (-.62, .16), (-.2, .36), (.14, .26)]), pen.main * .78)
    pen.dot(.56, -.4, .08, pen.contrast)


LIVING = {'person': person, 'cat': cat, 'dog': dog, 'bird': bird}
