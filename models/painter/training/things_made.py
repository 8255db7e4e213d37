"""Things to play with and to live with: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, box, ellipse, ink, join

WHITE, WOOD, STRING, FLAME = ink(253, 252, 248), ink(166, 112, 66), ink(120, 112, 112), ink(252, 178, 62)
CANDLES = (ink(240, 110, 120), ink(90, 150, 226), ink(250, 206, 80))


def balloon(pen: Pen) -> None:
    """An egg with a knot, a shine and a string."""
    pen.line([(0, .42), (.1, .62), (-.06, .8), (.04, 1)], STRING, .6)
    pen.fill(np.array([(-.1, .5), (.1, .5), (0, .34)]), pen.main)
    pen.fill(ellipse(0, -.26, .58, .7), pen.main)
    pen.line(ellipse(-.05, -.3, .36, .44, 190, 240, 6), WHITE, 1.2)


def kite(pen: Pen) -> None:
    """A diamond with a cross and a tail with bows."""
    tail = np.array([(0, .3), (.14, .5), (-.08, .74), (.1, 1)])
    pen.line(tail, STRING, .7)
    for x, y in tail[1:3]:
        for side in (-1, 1):
            pen.fill(np.array([(x, y), (x + side * .18, y - .09), (x + side * .18, y + .09)]), pen.main * .8, outline=False)
    pen.fill(np.array([(0, -1), (.66, -.4), (0, .34), (-.66, -.4)]), pen.main)
    pen.fill(np.array([(0, -1), (.66, -.4), (0, -.4)]), pen.pale, outline=False)
    pen.fill(np.array([(0, .34), (-.66, -.4), (0, -.4)]), pen.pale, outline=False)
    pen.line([(0, -1), (0, .34)], pen.edge, .7)
    pen.line([(-.66, -.4), (.66, -.4)], pen.edge, .7)


def cake(pen: Pen) -> None:
    """Two tiers with dripping cream and burning candles, on a plate."""
    for i, x in enumerate(np.linspace(-.28, .28, 3)):
        pen.fill(box(x - .05, -.74, x + .05, -.3), CANDLES[i], outline=False)
        pen.fill(ellipse(x, -.84, .075, .12, steps=10), FLAME, outline=False)
    pen.fill(ellipse(0, .92, 1, .1), ink(206, 214, 224))
    pen.fill(box(-.8, .22, .8, .92), pen.main)
    pen.fill(box(-.5, -.34, .5, .24), pen.main)
    cream = WHITE if pen.main[1] < 235 else ink(252, 196, 206)
    for half, y in ((.5, -.34), (.8, .22)):
        drips = [ellipse(x, y + .12, half / 5, .12, 0, 180, 6) for x in np.linspace(.8 * half, -.8 * half, 5)]
        pen.fill(join(np.array([(-half, y - .05), (half, y - .05)]), *drips), cream, outline=False, hatch=.1)


def umbrella(pen: Pen) -> None:
    """A ribbed dome with a scalloped hem and a hooked handle."""
    pen.line(join(np.array([(0, -.9), (0, .8)]), ellipse(.16, .8, .16, .18, 180, 20, 8)), WOOD, 1.6)
    hem = [ellipse(x, .06, .245, .12, 0, -180, 6) for x in (.735, .245, -.245, -.735)]
    pen.fill(join(ellipse(0, .06, .98, .88, 180, 360, 22), *hem), pen.main)
    for x in (-.49, 0, .49):
        pen.line([(0, -.82), (x * .8, -.4), (x, .04)], pen.edge, .7)


def ball(pen: Pen) -> None:
    """A beach ball: two light stripes on the main colour."""
    pen.fill(ellipse(0, .2, .8), pen.main)
    for side in (-1, 1):
        pen.fill(join(ellipse(side * .1, .2, .36, .74, 268, 92, 12) if side < 0 else ellipse(.1, .2, .36, .74, -88, 88, 12),
                      ellipse(side * .1, .2, .12, .74, 92, 268, 12) if side < 0 else ellipse(.1, .2, .12, .74, 88, -88, 12)),
                 WHITE if pen.main[1] < 235 else ink(250, 190, 200), outline=False)
    pen.fill(ellipse(0, -.5, .13, .08, steps=12), pen.pale)


def book(pen: Pen) -> None:
    """A closed book, standing: a cover with a label, a spine and the edge of its pages."""
    pen.fill(np.array([(-.66, .84), (-.56, 1), (.8, 1), (.8, -.72), (.66, -.84), (.66, .84)]), WHITE)
    pen.line([(-.5, .92), (.72, .92), (.73, -.74)], STRING, .5)
    pen.fill(box(-.7, -.9, .66, .84), pen.main)
    pen.fill(box(-.7, -.9, -.46, .84), pen.main * .74)
    pen.fill(box(-.26, -.6, .46, -.14), WHITE if pen.main[1] < 235 else ink(250, 226, 160))
    for y in (-.45, -.29):
        pen.line([(-.14, y), (.34, y)], STRING, .6)
    pen.fill(ellipse(.1, .36, .2, steps=14), pen.pale, outline=False)


def bed(pen: Pen) -> None:
    """A bed from the side: a high headboard, a pillow and a blanket of the main colour."""
    pen.fill(box(-1, -.3, -.84, 1), WOOD)
    pen.fill(box(.86, .12, 1, 1), WOOD)
    pen.fill(box(-.84, .6, .86, .8), WOOD)
    pen.fill(box(-.84, .36, .86, .62), WHITE)
    pen.fill(ellipse(-.58, .2, .25, .17), WHITE)
    pen.fill(join(np.array([(.86, .66), (-.3, .66)]), ellipse(-.18, .22, .14, .14, 180, 270, 5), ellipse(.74, .24, .14, .16, 270, 360, 5)), pen.main)
    for x in (.06, .42):
        pen.dot(x, .38, .07, pen.pale)


def table(pen: Pen) -> None:
    """A board on four legs, with an apron."""
    for x in (-.56, .56):
        pen.fill(box(x - .07, .1, x + .07, .84), pen.main * .75)
    for x in (-.82, .82):
        pen.fill(box(x - .09, .1, x + .09, 1), pen.main)
    pen.fill(box(-.84, .08, .84, .3), pen.main * .85)
    pen.fill(np.array([(-.7, -.26), (.7, -.26), (1, .12), (-1, .12)]), pen.main)


MADE = {'balloon': balloon, 'kite': kite, 'cake': cake, 'umbrella': umbrella, 'ball': ball, 'book': book, 'bed': bed, 'table': table}
