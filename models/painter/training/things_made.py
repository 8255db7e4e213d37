"""Things that people made: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join

TYRE, RIM, GLASS, LAMP = ink(66, 62, 66), ink(206, 206, 206), ink(198, 230, 246), ink(252, 226, 120)


def wheel(pen: Pen, x: float, y: float, radius: float) -> None:
    """A tyre with a light hub."""
    pen.fill(ellipse(x, y, radius, steps=20), TYRE, hatch=.15)
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


MADE = {'car': car}
