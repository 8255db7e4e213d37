"""Things of the sky: each function draws one thing in the coordinates of its pen."""
import numpy as np

from crayon import Pen, ellipse, ink, join

RAINBOW = (ink(232, 70, 66), ink(246, 146, 52), ink(250, 214, 70), ink(96, 182, 92), ink(72, 134, 220), ink(142, 92, 190))


def sun(pen: Pen) -> None:
    """A disc with rays and a smile."""
    rays, first = int(pen.rng.integers(8, 12)), pen.rng.random() * 6.3
    for turn in first + np.arange(rays) * 2 * np.pi / rays:
        near, far = .74, 1.02 + .1 * pen.rng.random()
        pen.line([(near * np.cos(turn), near * np.sin(turn)), (far * np.cos(turn), far * np.sin(turn))], pen.main, 1.7)
    pen.fill(ellipse(0, 0, .6), pen.main, hatch=.2)
    if pen.rng.random() < .6:
        smile(pen, 0, 0, .5)


def smile(pen: Pen, x: float, y: float, size: float) -> None:
    """Two eyes and a mouth."""
    for side in (-1, 1):
        pen.dot(x + side * .4 * size, y - .15 * size, .12 * size, pen.contrast)
    pen.line(ellipse(x, y + .12 * size, .42 * size, .36 * size, 20, 160, 8), pen.contrast, .6)


def moon(pen: Pen) -> None:
    """A crescent."""
    outer = ellipse(0, 0, .9, .9, 60, 300, 24)
    inner = ellipse(.5, 0, .78, .78, 272, 88, 18)
    pen.fill(join(outer, inner), pen.main, hatch=.2)


def star(pen: Pen) -> None:
    """A five-pointed star."""
    turn = np.arange(10) * np.pi / 5 - np.pi / 2 + pen.rng.normal(0, .12)
    far = np.where(np.arange(10) % 2, .42, .98)
    pen.fill(np.stack([far * np.cos(turn), far * np.sin(turn)], -1), pen.main, hatch=.2)


def cloud(pen: Pen) -> None:
    """Three to four bumps over a flat belly."""
    middle = pen.rng.uniform(-.15, .15)
    pen.fill(join(ellipse(-.75, .15, .36, .34, 90, 250, 9), ellipse(-.3 + middle, -.2, .42, .4, 185, 310, 9),
                  ellipse(.32 + middle, -.12, .38, .38, 240, 350, 9), ellipse(.8, .18, .34, .31, 280, 450, 9)), pen.main, hatch=.25)


def rainbow(pen: Pen) -> None:
    """Six bands, from red outside to purple inside."""
    band = .14
    for i, colour in enumerate(RAINBOW):
        outer, inner = 1.15 - i * band, 1.15 - (i + 1) * band
        pen.fill(join(ellipse(0, .65, outer, outer, 180, 360, 26), ellipse(0, .65, inner, inner, 360, 180, 26)), colour, outline=False, hatch=.3)


SKY = {'sun': sun, 'moon': moon, 'star': star, 'cloud': cloud, 'rainbow': rainbow}
