"""Animals: each function draws one in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join
from things_people import BLUSH, EYE

BEAK, COLLAR = ink(248, 168, 60), ink(226, 74, 66)


def cat(pen: Pen) -> None:
    """A sitting cat: pointed ears, whiskers, a curled tail."""
    tail = [(.42, .85), (.85, .8), (.95, .4), (.78, .1)]
    pen.line(tail, pen.edge, 3.6)
    pen.line(tail, pen.main, 2.4)
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


def rabbit(pen: Pen) -> None:
    """A sitting rabbit: two long ears, a round belly, a puff of a tail."""
    pen.fill(ellipse(.56, .72, .18, steps=12), pen.pale)
    pen.fill(ellipse(0, .58, .5, .44), pen.main)
    pen.fill(ellipse(0, .68, .26, .26), pen.pale, outline=False)
    for side in (-1, 1):
        ear = side * (.24 + .04 * pen.rng.random())
        pen.fill(ellipse(ear, -.58, .17, .46, steps=20), pen.main)
        pen.fill(ellipse(ear, -.56, .08, .32, steps=14), BLUSH, outline=False)
        pen.fill(ellipse(side * .32, .94, .2, .1, steps=12), pen.main)
    pen.fill(ellipse(0, -.02, .46, .4), pen.main)
    for side in (-1, 1):
        pen.dot(side * .2, -.08, .075, pen.contrast)
        pen.dot(side * .32, .08, .08, BLUSH)
    pen.dot(0, .04, .06, ink(240, 120, 130))
    pen.line([(-.12, .13), (-.06, .18), (0, .12), (.06, .18), (.12, .13)], pen.contrast, .5)


def dog(pen: Pen) -> None:
    """A standing dog, seen from the side: long body, floppy ear, tail up."""
    tail = [(-.68, .15), (-.9, -.12), (-.86, -.42)]
    pen.line(tail, pen.edge, 3.2)
    pen.line(tail, pen.main, 2)
    for x in (-.62, -.34, .18, .46):
        pen.fill(box(x - .1, .45, x + .12, 1), pen.main)
    pen.fill(ellipse(-.1, .3, .7, .36), pen.main)
    pen.fill(ellipse(.5, -.32, .44, .44), pen.main)
    pen.fill(ellipse(.8, -.18, .24, .18, steps=16), pen.pale)
    pen.dot(.98, -.26, .09, EYE)
    pen.fill(ellipse(.2, -.24, .18, .38, steps=18), pen.main * .66)
    pen.dot(.58, -.44, .085, pen.contrast)
    pen.line(ellipse(.8, -.14, .14, .12, 30, 150, 6), EYE, .5)
    reddish = pen.main[0] > 190 and pen.main[1] < 110
    pen.line([(.24, .07), (.62, .1)], ink(70, 110, 200) if reddish else COLLAR, 1.6)


def bird(pen: Pen) -> None:
    """A round bird from the side: beak, wing, tail, thin legs."""
    for x in (-.08, .16):
        pen.line([(x, .5), (x, .94), (x + .16, .97)], ink(224, 140, 50), .9)
    pen.fill(np.array([(-.5, .05), (-1.02, -.25), (-.98, .2), (-.5, .35)]), pen.main * .8)
    pen.fill(ellipse(-.02, .14, .62, .46), pen.main)
    pen.fill(ellipse(.5, -.34, .36, .34), pen.main)
    pen.fill(np.array([(.8, -.46), (1.12, -.3), (.8, -.18)]), BEAK)
    pen.fill(np.array([(.16, -.04), (-.3, -.02), (-.62, .16), (-.2, .36), (.14, .26)]), pen.main * .78)
    pen.dot(.56, -.4, .08, pen.contrast)


def fish(pen: Pen) -> None:
    """An oval fish with a forked tail, fins and stripes."""
    pen.fill(np.array([(-.5, .1), (-1, -.36), (-.86, .1), (-1, .56)]), pen.main)
    pen.fill(np.array([(-.2, -.3), (.1, -.66), (.34, -.28)]), pen.main * .85)
    pen.fill(ellipse(.12, .1, .78, .5), pen.main)
    for x in (-.28, -.02):
        pen.line(ellipse(x, .1, .16, .4, -70, 70, 8), pen.pale, 1.8)
    pen.fill(np.array([(.1, .2), (-.14, .5), (.22, .42)]), pen.main * .85)
    pen.fill(ellipse(.52, -.04, .13, steps=12), ink(255, 255, 252))
    pen.dot(.55, -.04, .07, EYE)
    pen.line([(.86, .22), (.7, .27)], pen.contrast, .6)


LIVING = {'cat': cat, 'rabbit': rabbit, 'dog': dog, 'bird': bird, 'fish': fish}
