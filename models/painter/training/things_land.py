"""Plants, buildings and the land: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join

GLASS, DOOR, BARK, LEAF, SNOW = ink(196, 228, 246), ink(150, 98, 62), ink(150, 104, 66), ink(104, 170, 84), ink(252, 252, 250)


def house(pen: Pen) -> None:
    """Walls of the main colour, a pitched roof in a darker shade, a door, a window."""
    if pen.rng.random() < .5:
        pen.fill(box(.35, -.85, .58, -.3), ink(170, 110, 92))
    pen.fill(box(-.72, -.12, .72, 1), pen.main)
    pen.fill(np.array([(-.98, -.1), (0, -.98), (.98, -.1)]), pen.main * .78)
    pen.fill(box(-.5, .38, -.1, 1), DOOR)
    pen.dot(-.2, .7, .05, ink(250, 220, 120))
    pen.fill(box(.14, .2, .54, .6), GLASS)
    pen.line([(.34, .2), (.34, .6)], pen.edge, .6)
    pen.line([(.14, .4), (.54, .4)], pen.edge, .6)


def tree(pen: Pen) -> None:
    """A trunk under a round or a bumpy crown."""
    pen.fill(np.array([(-.14, .1), (.14, .1), (.2, 1), (-.2, 1)]), BARK)
    if pen.rng.random() < .5:
        pen.fill(ellipse(0, -.36, .7, .62), pen.main)
    else:
        pen.fill(join(ellipse(-.42, .02, .34, .32, 70, 230, 8), ellipse(-.34, -.5, .36, .36, 160, 290, 8),
                      ellipse(.3, -.56, .38, .38, 225, 360, 8), ellipse(.44, -.04, .36, .34, 290, 460, 8)), pen.main)
    for _ in range(3):
        x, y = pen.rng.uniform(-.4, .4), pen.rng.uniform(-.75, -.05)
        pen.line(ellipse(x, y, .14, .1, 200, 340, 5), pen.main * .8, .7)


def flower(pen: Pen) -> None:
    """Five or six round petals about a heart, on a stem with two leaves."""
    pen.line([(0, -.2), (.04, .4), (0, 1)], LEAF * .9, 1.5)
    for side in (-1, 1):
        pen.fill(np.array([(0, .8), (side * .25, .5), (side * .55, .45), (side * .4, .75)]), LEAF)
    petals, first = int(pen.rng.integers(5, 7)), pen.rng.random() * 6
    for turn in first + np.arange(petals) * 2 * np.pi / petals:
        pen.fill(ellipse(.37 * np.cos(turn), -.38 + .37 * np.sin(turn), .29, steps=16), pen.main)
    pen.fill(ellipse(0, -.38, .2, steps=14), ink(250, 208, 74) if pen.main[1] < 190 or pen.main[2] > 150 else ink(168, 104, 58))


def mountain(pen: Pen) -> None:
    """A peak, sometimes with a cap of snow."""
    top = pen.rng.uniform(-.15, .15)
    pen.fill(np.array([(-1.15, 1), (top - .12, -.82), (top + .12, -.82), (1.15, 1)]), pen.main)
    if pen.rng.random() < .7:
        pen.fill(np.array([(top - .12, -.82), (top + .12, -.82), (top + .42, -.3), (top + .2, -.42), (top, -.22), (top - .2, -.42), (top - .42, -.3)]), SNOW)


def boat(pen: Pen) -> None:
    """A hull of the main colour and a mast with a pale sail."""
    pen.line([(0, .4), (0, -.95)], BARK * .8, 1.3)
    pen.fill(np.array([(.08, -.88), (.78, .3), (.08, .3)]), SNOW)
    pen.fill(np.array([(-.08, -.6), (-.08, .3), (-.56, .3)]), pen.pale)
    pen.fill(np.array([(-.98, .42), (.98, .42), (.62, 1), (-.62, 1)]), pen.main)


LAND = {'house': house, 'tree': tree, 'flower': flower, 'mountain': mountain, 'boat': boat}
