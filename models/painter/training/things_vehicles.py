"""What drives, floats and flies: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join

TYRE, RIM, GLASS, LAMP, SAIL, MAST = ink(66, 62, 66), ink(206, 206, 206), ink(198, 230, 246), ink(252, 226, 120), ink(252, 252, 250), ink(126, 88, 56)


def wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    """A tyre with a light hub."""
    pen.fill(ellipse(x, y, radius, steps=20), TYRE, outline=False, hatch=.15)
    pen.fill(ellipse(x, y, radius * .45, steps=14), RIM, outline=False)


def car(pen: Pen) -> None:
    """A cabin on a long body with two wheels."""
    pen.fill(np.array([(-.58, .1), (-.36, -.42), (.34, -.42), (.6, .1)]), pen.main)
    pen.fill(np.array([(-.4, .06), (-.26, -.28), (-.04, -.28), (-.04, .06)]), GLASS)
    pen.fill(np.array([(.06, .06), (.06, -.28), (.24, -.28), (.4, .06)]), GLASS)
    pen.fill(join(ellipse(-.82, .3, .18, .22, 180, 270, 5), ellipse(.84, .34, .16, .24, 270, 360, 5), np.array([(1, .72), (-1, .72)])), pen.main)
    pen.dot(.9, .38, .09, LAMP)
    for x in (-.54, .54):
        wheel(pen, x, .74, .26)


def bus(pen: Pen) -> None:
    """A long tall box with a row of windows and a door."""
    pen.fill(join(ellipse(-.88, -.32, .12, .12, 180, 270, 4), ellipse(.84, -.3, .16, .14, 270, 360, 4), np.array([(1, .8), (-1, .8)])), pen.main)
    for x in (-.86, -.5, -.14):
        pen.fill(box(x, -.26, x + .28, .14), GLASS)
    pen.fill(box(.24, -.26, .5, .72), GLASS)
    pen.fill(box(.62, -.26, .94, .18), GLASS)
    pen.dot(.92, .54, .06, LAMP)
    for x in (-.56, .6):
        wheel(pen, x, .8, .2)


def bicycle(pen: Pen) -> None:
    """Two large wheels, a frame, a saddle and a handlebar."""
    for x in (-.58, .58):
        pen.line(ellipse(x, .56, .4, .4, 0, 360, 26), TYRE, 1.5)
        pen.line(ellipse(x, .56, .3, .3, 0, 360, 22), pen.main, 1.1)
        pen.line([(x - .2, .36), (x + .2, .76)], RIM * .8, .5)
        pen.line([(x + .2, .36), (x - .2, .76)], RIM * .8, .5)
    for frame in ([(-.58, .56), (-.26, -.08), (.4, -.08), (-.06, .56), (-.58, .56)], [(-.06, .56), (-.26, -.08), (-.32, -.3)], [(.58, .56), (.36, -.42)]):
        pen.line(frame, pen.main, 2.1)
    pen.line([(-.5, -.33), (-.14, -.33)], TYRE, 2.4)
    pen.line([(.36, -.42), (.2, -.5), (.52, -.62)], TYRE, 1.5)


def boat(pen: Pen) -> None:
    """A hull of the main colour and a mast with two sails."""
    pen.line([(0, .4), (0, -.95)], MAST, 1.3)
    pen.fill(np.array([(.08, -.88), (.78, .3), (.08, .3)]), SAIL)
    pen.fill(np.array([(-.08, -.6), (-.08, .3), (-.56, .3)]), pen.pale)
    pen.fill(np.array([(-.98, .42), (.98, .42), (.62, 1), (-.62, 1)]), pen.main)


def airplane(pen: Pen) -> None:
    """A body with round windows, a tail and a wing."""
    pen.fill(np.array([(-.7, -.05), (-1, -.62), (-.72, -.62), (-.34, -.08)]), pen.main)
    pen.fill(np.array([(-.02, -.12), (-.3, -.6), (-.08, -.6), (.36, -.12)]), pen.main * .8)
    pen.fill(join(ellipse(-.6, .06, .4, .17, 90, 270, 9), ellipse(.62, .06, .4, .28, 270, 450, 12)), pen.main)
    for x in (-.4, -.12, .16, .44):
        pen.fill(ellipse(x, -.02, .085, steps=12), GLASS, outline=False)
    pen.fill(np.array([(.7, -.16), (.88, -.06), (.92, .02), (.7, .02)]), GLASS)
    pen.fill(np.array([(-.1, .16), (-.5, .72), (-.2, .72), (.34, .18)]), pen.main * .8)


def train(pen: Pen) -> None:
    """A steam engine that pulls a carriage."""
    for i in range(3):
        pen.fill(ellipse(.66 - .24 * i, -.66 - .1 * i, .13 + .04 * i, steps=14), ink(226, 226, 230), outline=False)
    pen.line([(-1.02, .97), (1.02, .97)], MAST, 1)
    pen.line([(-.2, .66), (.1, .66)], TYRE, 2)
    pen.fill(box(-1, .02, -.14, .78), pen.main)
    for x in (-.88, -.48):
        pen.fill(box(x, .16, x + .26, .44), GLASS)
    pen.fill(box(.58, -.42, .74, .2), TYRE)
    pen.fill(box(.42, .18, .96, .78), pen.main)
    pen.fill(box(.02, -.28, .46, .78), pen.main)
    pen.fill(box(-.04, -.4, .52, -.26), pen.main * .7)
    pen.fill(box(.1, -.12, .36, .2), GLASS)
    pen.dot(.92, .36, .07, LAMP)
    for x, radius in ((-.8, .15), (-.34, .15), (.2, .19), (.76, .15)):
        wheel(pen, x, .95 - radius, radius)


VEHICLES = {'car': car, 'bus': bus, 'bicycle': bicycle, 'boat': boat, 'airplane': airplane, 'train': train}
