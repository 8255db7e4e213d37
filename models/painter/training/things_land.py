"""Plants, mountains and buildings: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join

GLASS, DOOR, BARK, LEAF, WHITE = ink(196, 228, 246), ink(150, 98, 62), ink(150, 104, 66), ink(104, 170, 84), ink(253, 252, 249)
RED, BLUE, IRON = ink(226, 60, 56), ink(72, 128, 216), ink(128, 132, 144)


def pane(pen: Pen, x0: float, y0: float, x1: float, y1: float) -> None:
    """A window with a cross."""
    pen.fill(box(x0, y0, x1, y1), GLASS)
    pen.line([((x0 + x1) / 2, y0), ((x0 + x1) / 2, y1)], pen.edge, .6)
    pen.line([(x0, (y0 + y1) / 2), (x1, (y0 + y1) / 2)], pen.edge, .6)


def house(pen: Pen) -> None:
    """Walls of the main colour, a pitched roof in a darker shade, a door, a window."""
    if pen.rng.random() < .5:
        pen.fill(box(.35, -.85, .58, -.3), ink(170, 110, 92))
    pen.fill(box(-.72, -.12, .72, 1), pen.main)
    pen.fill(np.array([(-.98, -.1), (0, -.98), (.98, -.1)]), pen.main * .78)
    pen.fill(box(-.5, .38, -.1, 1), DOOR)
    pen.dot(-.2, .7, .05, ink(250, 220, 120))
    pane(pen, .14, .2, .54, .6)


def tree(pen: Pen) -> None:
    """A trunk under a round or a bumpy crown."""
    pen.fill(np.array([(-.14, .1), (.14, .1), (.2, 1), (-.2, 1)]), BARK)
    if pen.rng.random() < .5:
        pen.fill(ellipse(0, -.36, .7, .62), pen.main)
    else:
        pen.fill(join(ellipse(-.42, .02, .34, .32, 70, 230, 8), ellipse(-.34, -.5, .36, .36, 160, 290, 8),
                      ellipse(.3, -.56, .38, .38, 225, 360, 8), ellipse(.44, -.04, .36, .34, 290, 460, 8)), pen.main)
    for x, y in ((-.02, -.66), (-.32, -.2), (.3, -.26)):
        pen.line(ellipse(x + pen.rng.normal(0, .05), y + pen.rng.normal(0, .05), .16, .1, 20, 160, 5), pen.main * .78, .9)


def flower(pen: Pen) -> None:
    """Five or six round petals about a heart, on a stem with two leaves."""
    pen.line([(0, -.2), (.04, .4), (0, 1)], LEAF * .85, 1.8)
    for side in (-1, 1):
        pen.fill(np.array([(0, .84), (side * .25, .5), (side * .58, .42), (side * .42, .78)]), LEAF)
    petals, first = int(pen.rng.integers(5, 7)), pen.rng.random() * 6
    for turn in first + np.arange(petals) * 2 * np.pi / petals:
        pen.fill(ellipse(.38 * np.cos(turn), -.36 + .38 * np.sin(turn), .3, steps=16), pen.main)
    yellowish = pen.main[1] > 190 > 150 > pen.main[2]
    pen.fill(ellipse(0, -.36, .2, steps=14), ink(168, 104, 58) if yellowish else ink(250, 208, 74))


def mountain(pen: Pen) -> None:
    """A peak, sometimes with a cap of snow."""
    top = pen.rng.uniform(-.15, .15)
    pen.fill(np.array([(-1.15, 1), (top - .12, -.82), (top + .12, -.82), (1.15, 1)]), pen.main)
    if pen.rng.random() < .7:
        cap = [(-.12, -.82), (.12, -.82), (.38, -.36), (.2, -.46), (0, -.26), (-.2, -.46), (-.38, -.36)]
        pen.fill(np.array([(top + x, y) for x, y in cap]), WHITE)


def school(pen: Pen) -> None:
    """A wide building: a gabled middle with a clock and a flag, a wing on either side."""
    pen.line([(0, -.6), (0, -1)], IRON, .8)
    pen.fill(np.array([(.02, -.99), (.3, -.9), (.02, -.79)]), RED if pen.main[0] < 190 or pen.main[1] > 100 else BLUE)
    pen.fill(box(-1, .08, 1, 1), pen.main)
    pen.fill(box(-.36, -.22, .36, 1), pen.main)
    pen.fill(np.array([(-.46, -.2), (0, -.64), (.46, -.2)]), pen.main * .72)
    pen.fill(ellipse(0, .06, .17, steps=16), WHITE)
    pen.line([(0, -.04), (0, .06), (.08, .06)], IRON * .6, .7)
    pen.fill(box(-.18, .52, .18, 1), DOOR)
    for x in (-.9, -.64, .46, .72):
        for y in (.22, .62):
            pen.fill(box(x, y, x + .18, y + .24), GLASS)


def hospital(pen: Pen) -> None:
    """A tall white block with a red cross and rows of windows."""
    pen.fill(box(-.74, -.62, .74, 1), WHITE)
    pen.fill(box(-.34, -.98, .34, -.34), WHITE)
    pen.fill(np.array([(-.08, -.9), (.08, -.9), (.08, -.74), (.24, -.74), (.24, -.58), (.08, -.58), (.08, -.42), (-.08, -.42), (-.08, -.58),
                       (-.24, -.58), (-.24, -.74), (-.08, -.74)]), RED, outline=False)
    for x in (-.58, -.14, .3):
        for y in (-.16, .22):
            pen.fill(box(x, y, x + .28, y + .22), GLASS)
    pen.fill(box(-.22, .58, .22, 1), BLUE)
    pen.line([(0, .6), (0, .98)], pen.edge, .6)


def park(pen: Pen) -> None:
    """A playground: a swing and a slide."""
    for x in (-.92, -.12):
        pen.line([(x - .06, 1), (x + .06, .02), (x + .18, 1)], RED, 1.6)
    pen.line([(-.86, .02), (-.06, .02)], RED, 1.8)
    sway = pen.rng.uniform(-.08, .08)
    for x in (-.62, -.36):
        pen.line([(x, .02), (x + sway, .7)], IRON, .7)
    pen.line([(-.68 + sway, .7), (-.3 + sway, .7)], ink(156, 104, 60), 2.2)
    for x in (.24, .44):
        pen.line([(x, 1), (x + .04, -.1)], IRON, 1.2)
    for y in (.16, .4, .64, .86):
        pen.line([(.26, y), (.44, y)], IRON, 1)
    pen.fill(np.array([(.26, -.02), (.54, -.02), (.82, .76), (1.04, .84), (1.04, 1), (.72, .94), (.46, .14), (.26, .14)]), BLUE)


def bridge(pen: Pen) -> None:
    """A humped deck over two open arches, with a railing."""
    deck = ellipse(0, .62, 1.06, .52, 180, 360, 20)
    rail = deck - (0, .26)
    for i in (2, 5, 8, 10, 12, 15, 18):
        pen.line([deck[i], rail[i]], pen.main * .85, 1.1)
    pen.line(rail[1:-1], pen.main * .85, 1.4)
    arches = join(np.array([(1.06, 1), (.82, 1)]), ellipse(.44, 1, .36, .42, 360, 180, 10), np.array([(.06, 1), (-.06, 1)]),
                  ellipse(-.44, 1, .36, .42, 360, 180, 10), np.array([(-.82, 1), (-1.06, 1)]))
    pen.fill(join(deck, arches), pen.main)


def tent(pen: Pen) -> None:
    """A triangle with an open flap and two ropes."""
    for side in (-1, 1):
        pen.line([(side * .55, .2), (side * 1.04, .98)], ink(150, 130, 104), .7)
    pen.fill(np.array([(-.92, 1), (-.04, -.82), (.04, -.82), (.92, 1)]), pen.main)
    for side in (-1, 1):
        pen.line([(side * .1, -.6), (side * .58, .95)], pen.pale, 2)
    pen.fill(np.array([(-.3, 1), (0, .02), (.3, 1)]), pen.main * .42)
    pen.line([(0, -.8), (0, -1)], BARK, 1)


LAND = {'house': house, 'tree': tree, 'flower': flower, 'mountain': mountain, 'school': school, 'hospital': hospital, 'park': park, 'bridge': bridge, 'tent': tent}
