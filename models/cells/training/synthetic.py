"""Draws microscope pictures of cells whose places, radii and states are known.

A picture is drawn at the size asked for: `picture(rng, width, height, diameter, kind)` returns RGB bytes, the labelled cells
and the places that are neither cell nor background (out of focus ghosts, small buds). Everything random comes from `rng`.
Held-out pictures use seeds from HELD_OUT_SEED upwards; training never does.
"""
import io

import numpy as np
from PIL import Image
from scipy.ndimage import gaussian_filter, zoom

GREY, STAIN, FLUORESCENCE = range(3)
LIVE, DEAD = range(2)
HELD_OUT_SEED = 1_000_000


def between(rng, low, high):
    return low + (high - low) * rng.random()


def log_between(rng, low, high):
    return low * (high / low) ** rng.random()


def chance(rng, p):
    return rng.random() < p


def soft_noise(rng, height, width, sigma):
    """Noise of unit deviation whose grains are about 2 sigma wide; drawn small and enlarged when the grains are big."""
    step = max(1, int(sigma / 2))
    small = rng.standard_normal((height // step + 3, width // step + 3)).astype(np.float32)
    small = gaussian_filter(small, sigma / step)
    small /= small.std() + 1e-6
    return (zoom(small, step, order=1) if step > 1 else small)[:height, :width]


def smooth_step(x):
    x = np.clip(x, 0, 1)
    return x * x * (3 - 2 * x)


def bump(x, width):
    return np.exp(-(x / width) ** 2)


class Outline:
    """An ellipse with a wavy edge. Over its patch of the canvas `rho` is 0 in the centre and 1 on the edge."""

    def __init__(self, rng, canvas, x, y, r, aspect=1.0, wave=0.03, angle=None, margin=1.9):
        height, width = canvas.shape[:2]
        reach = r * margin * np.sqrt(aspect) + 3
        x0, x1 = max(0, int(x - reach)), min(width, int(x + reach) + 1)
        y0, y1 = max(0, int(y - reach)), min(height, int(y + reach) + 1)
        self.empty = x1 <= x0 or y1 <= y0
        if self.empty:
            return
        self.patch = canvas[y0:y1, x0:x1]
        self.box = (x0, y0, x1, y1)
        v, u = np.mgrid[y0:y1, x0:x1].astype(np.float32)
        u, v = u + 0.5 - x, v + 0.5 - y
        angle = between(rng, 0, np.pi) if angle is None else angle
        c, s = np.cos(angle), np.sin(angle)
        a, b = r * np.sqrt(aspect), r / np.sqrt(aspect)
        self.u, self.v = (u * c + v * s) / a, (v * c - u * s) / b
        theta = np.arctan2(self.v, self.u)
        edge = 1 + sum(wave * rng.standard_normal() * np.cos(k * theta + between(rng, 0, 6.3)) / (k - 1) for k in (2, 3, 4, 5))
        self.rho = np.hypot(self.u, self.v) / np.maximum(edge, 0.3)
        self.r = r

    def inside(self, softness):
        """1 inside, 0 outside; softness in radii."""
        return smooth_step((1 - self.rho) / softness + 0.5)

    def grain(self, rng, size):
        return soft_noise(rng, *self.rho.shape, max(0.5, size * self.r))


class Look:
    """How the cells of one picture look in bright field: cells of one sample resemble one another."""

    def __init__(self, rng, kind):
        phase = chance(rng, 0.3)
        self.yeast = not phase and chance(rng, 0.3)
        self.rim = between(rng, 0.15, 0.75)
        self.rim_width = between(rng, 0.06, 0.2)
        self.halo = between(rng, -0.1, 0.5) if not phase else between(rng, 0.2, 0.7)
        self.halo_width = between(rng, 0.1, 0.35)
        self.inner = between(rng, -0.12, 0.3) if not self.yeast else between(rng, 0, 0.3)
        self.core = between(rng, 0.3, 1.3) if phase else max(0, between(rng, -0.5, 0.6))
        self.core_width = between(rng, 0.25, 0.7)
        self.core_tint = np.array([1, 1, 1]) if chance(rng, 0.6) or kind == GREY else np.array([1.1, 1.0, between(rng, 0.4, 1)])
        self.grain = 0.02 if self.yeast else between(rng, 0.02, 0.16)
        self.aspect = between(rng, 1.1, 1.5) if self.yeast else between(rng, 1.0, 1.2)
        self.wave = 0.01 if self.yeast else between(rng, 0.01, 0.05)
        self.spread = between(rng, 0.05, 0.28)
        self.dye_strength = between(rng, 0.45, 1)
        red, green = between(rng, 0.1, 0.5), between(rng, 0.1, 0.55)
        self.dye = np.array([red, green, between(rng, max(red, green) + 0.15, 1.0)])
        if kind == GREY:
            self.dye = np.full(3, between(rng, 0.2, 0.6))
        self.dead_edge = between(rng, 0.1, 0.6)
        self.dead_rim = between(rng, 0, 0.4)
        self.dead_grain = between(rng, 0.05, 0.3) if kind == GREY else between(rng, 0.02, 0.18)
        self.dead_nucleus = max(0, between(rng, -0.4, 0.6))
        self.dead_halo = between(rng, -0.05, 0.25)
        self.dead_size = between(rng, 0.8, 1.15)
        self.shade = between(rng, 0, 0.25)


def draw_live(rng, canvas, x, y, r, look):
    o = Outline(rng, canvas, x, y, r * 0.94, 1 + (look.aspect - 1) * between(rng, 0.2, 1.4), look.wave)
    if o.empty:
        return
    jitter = lambda: between(rng, 0.7, 1.3)
    rim = -look.rim * jitter() * bump(o.rho - 1 + look.rim_width / 2, look.rim_width)
    halo = look.halo * jitter() * bump(o.rho - 1 - look.rim_width - look.halo_width / 2, look.halo_width)
    flat = look.inner * o.inside(0.3) + look.shade * o.u * o.inside(0.3)
    grain = look.grain * o.grain(rng, 0.12) * o.inside(0.3)
    core = look.core * jitter() * bump(np.hypot(o.u - 0.15 * rng.standard_normal(), o.v - 0.15 * rng.standard_normal()), look.core_width)
    o.patch *= np.maximum(0.03, 1 + rim + halo + flat + grain)[..., None]
    o.patch += 0.5 * core[..., None] * look.core_tint


def draw_dead(rng, canvas, x, y, r, look):
    o = Outline(rng, canvas, x, y, r * 0.96, between(rng, 1, 1.3), look.wave * 1.6)
    if o.empty:
        return
    strength = np.clip(look.dye_strength * between(rng, 0.7, 1.15), 0.35, 1)
    fill = o.inside(look.dead_edge)
    nucleus = look.dead_nucleus * bump(np.hypot(o.u - between(rng, -0.2, 0.2), o.v - between(rng, -0.2, 0.2)), between(rng, 0.4, 0.8))
    dye = look.dye * between(rng, 0.85, 1.15)
    amount = np.clip(strength * fill * (0.75 + nucleus) + look.dead_grain * fill * o.grain(rng, between(rng, 0.06, 0.2)), 0, 1)
    rim = -look.dead_rim * bump(o.rho - 1, 0.14)
    halo = look.dead_halo * bump(o.rho - 1.25, 0.2)
    o.patch *= np.maximum(0.03, 1 + rim + halo)[..., None]
    o.patch *= 1 - amount[..., None] * (1 - np.clip(dye, 0.03, 1))


def draw_debris(rng, canvas, d, amount):
    """Specks, flakes, fibres, smudges and bubbles: everything a counter must not count."""
    height, width = canvas.shape[:2]
    area = height * width / d ** 2
    tint = lambda: 1 + 0.1 * rng.standard_normal(3)
    for _ in range(rng.poisson(amount * area * 0.04)):
        o = Outline(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * log_between(rng, 0.03, 0.22), between(rng, 1, 2.5), 0.15)
        if not o.empty:
            tone = between(rng, -0.7, 0.6)
            o.patch *= np.clip(1 + tone * o.inside(0.7)[..., None] * tint(), 0.05, 2)
    for _ in range(rng.poisson(amount * area * 0.006)):
        x, y, r = between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.15, 0.9)
        tone, rough = between(rng, -0.5, 0.3), between(rng, 0.1, 0.5)
        for _ in range(rng.integers(1, 6)):
            o = Outline(rng, canvas, x + r * rng.standard_normal(), y + r * rng.standard_normal(), r * between(rng, 0.3, 0.8), between(rng, 1.3, 4), 0.3)
            if not o.empty:
                o.patch *= np.clip(1 + (o.inside(0.4) * (tone + rough * o.grain(rng, 0.15)))[..., None] * tint(), 0.05, 2)
    for _ in range(rng.poisson(amount * 0.5)):
        o = Outline(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.3, 1.3), between(rng, 15, 80), 0.1)
        if not o.empty:
            o.patch *= 1 + (between(rng, -0.5, 0.4) * o.inside(0.8))[..., None]
    for _ in range(rng.poisson(amount * 0.8)):
        o = Outline(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.5, 3), between(rng, 1, 2), 0.2)
        if not o.empty:
            o.patch *= 1 + (between(rng, -0.25, 0.12) * bump(o.rho, 0.8))[..., None]
    if chance(rng, 0.12 * amount):
        o = Outline(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * between(rng, 1.6, 6), 1.02, 0.01)
        if not o.empty:
            ring, edge = between(rng, 0.15, 0.6), between(rng, 0.02, 0.1)
            dark = smooth_step((1 - o.rho) / edge + 0.5) * smooth_step((o.rho - 1 + ring) / edge + 0.5)
            o.patch *= (1 - between(rng, 0.5, 0.95) * dark + between(rng, 0, 0.5) * bump(o.rho - 1 - edge, edge))[..., None]
            o.patch *= 1 + (between(rng, 0, 0.6) * bump(o.rho, (1 - ring) * 0.6))[..., None] * np.clip(tint(), 0.6, 1.2)


def draw_rulings(rng, canvas, d):
    """Chamber rulings: families of parallel lines, single, double or triple, bright or dark, often with a dark edge."""
    height, width = canvas.shape[:2]
    v, u = np.mgrid[0:height, 0:width].astype(np.float32)
    angle = between(rng, -0.12, 0.12) + (between(rng, 0, 3.1) if chance(rng, 0.15) else 0)
    tone = between(rng, 0.15, 0.9) if chance(rng, 0.65) else between(rng, -0.6, -0.15)
    thick = d * log_between(rng, 0.05, 0.4)
    spacing = d * log_between(rng, 2.5, 16)
    lines = int(rng.integers(1, 4))
    fringe = between(rng, 0, 0.3)
    for turn in (0, np.pi / 2):
        if chance(rng, 0.12):
            continue
        a = angle + turn
        place = u * np.cos(a) + v * np.sin(a) + between(rng, 0, spacing)
        index = np.floor(place / spacing)
        place = place - (index + 0.5) * spacing
        several = lines if chance(rng, 0.6) else 1
        for k in range(several):
            t = np.abs(place - (k - (several - 1) / 2) * thick * between(rng, 2.5, 2.6))
            body = smooth_step((thick / 2 - t) / max(0.8, thick * 0.4) + 0.5)
            canvas *= (1 + tone * body - fringe * bump(t - thick * 0.8, thick * 0.35))[..., None]


def background(rng, height, width, kind):
    """Uneven light: a base tint, a slope, broad stains, darker corners; and the view, 1 but outside a round eyepiece, where it is 0."""
    base = between(rng, 0.28, 0.92)
    tint = np.ones(3)
    if kind == STAIN:
        palette = ((1, 1, 1), (0.86, 0.92, 1.05), (0.75, 0.85, 1.1), (1.05, 1, 0.88), (0.93, 1.03, 0.92), (1.03, 0.95, 1.0), (0.9, 0.88, 1.08))
        tint = np.array(palette[rng.integers(len(palette))]) * (1 + 0.05 * rng.standard_normal(3))
    v, u = np.mgrid[0:height, 0:width].astype(np.float32)
    u, v = 2 * u / width - 1, 2 * v / height - 1
    light = 1 + between(rng, 0, 0.15) * (u * rng.standard_normal() + v * rng.standard_normal())
    light -= between(rng, 0, 0.2) * (u * u + v * v) * chance(rng, 0.5)
    light += between(rng, 0, 0.05) * soft_noise(rng, height, width, max(height, width) / 8)
    view = np.ones((height, width), np.float32)
    if chance(rng, 0.08):
        edge = 1 - np.hypot(u - between(rng, -0.5, 0.5), v - between(rng, -0.5, 0.5)) / between(rng, 0.9, 1.4)
        view = smooth_step(edge * log_between(rng, 5, 40))
    return (base * np.clip(light, 0.02, 1.6))[..., None].astype(np.float32) * tint.astype(np.float32), view


def scatter(rng, width, height, d, spread, crowd, most=4000):
    """Places and radii of cells: some lone, some touching a neighbour, never closer than about 0.8 of touching."""
    count = min(most, rng.poisson(width * height / d ** 2 * crowd) + (crowd > 0 and chance(rng, 0.7)))
    clumping = between(rng, 0, 0.6)
    cells = np.zeros((0, 3))
    for _ in range(count * 3):
        if len(cells) >= count:
            break
        r = d / 2 * np.clip(np.exp(spread * rng.standard_normal()), 0.6, 2)
        if len(cells) and chance(rng, clumping):
            near = cells[rng.integers(len(cells))]
            a, far = between(rng, 0, 2 * np.pi), (near[2] + r) * between(rng, 0.85, 1.05)
            x, y = near[0] + far * np.cos(a), near[1] + far * np.sin(a)
        else:
            x, y = between(rng, -r, width + r), between(rng, -r, height + r)
        if len(cells) and (np.hypot(cells[:, 0] - x, cells[:, 1] - y) < 0.82 * (cells[:, 2] + r)).any():
            continue
        cells = np.vstack([cells, (x, y, r)])
    return cells


def finish(rng, canvas, d):
    """The camera: focus, exposure, gamma, sharpening, noise, JPEG."""
    blur = log_between(rng, 0.25, 0.8) + d * 0.05 * max(0, rng.standard_normal())
    canvas = gaussian_filter(canvas, (blur, blur, 0))
    if chance(rng, 0.3):
        canvas = canvas + between(rng, 0.2, 1.0) * (canvas - gaussian_filter(canvas, (1.2, 1.2, 0)))
    canvas = np.clip(canvas, 0, 1.3) ** between(rng, 0.8, 1.25)
    noise = between(rng, 0, 0.035)
    shape = canvas.shape if chance(rng, 0.5) else canvas.shape[:2] + (1,)
    canvas = canvas + noise * rng.standard_normal(shape).astype(np.float32) * np.sqrt(np.clip(canvas, 0.1, 1))
    picture = (np.clip(canvas, 0, 1) * 255 + 0.5).astype(np.uint8)
    if chance(rng, 0.5):
        data = io.BytesIO()
        Image.fromarray(picture).save(data, 'JPEG', quality=int(between(rng, 45, 95)))
        picture = np.asarray(Image.open(data))
    return picture


def bright_field(rng, width, height, d, kind):
    canvas, view = background(rng, height, width, kind)
    look = Look(rng, kind)
    rulings_above = chance(rng, 0.15)
    ruled = chance(rng, 0.5)
    if ruled and not rulings_above:
        draw_rulings(rng, canvas, d)
    draw_debris(rng, canvas, d, log_between(rng, 0.1, 4) * chance(rng, 0.8))
    seen = lambda x, y: view[int(np.clip(y, 0, height - 1)), int(np.clip(x, 0, width - 1))]
    if chance(rng, 0.35):  # small round things: platelets, fat, dust that looks like a cell but for its size
        small = Look(rng, kind)
        for _ in range(rng.poisson(width * height / d ** 2 * log_between(rng, 0.005, 0.06))):
            draw = draw_dead if chance(rng, 0.15) else draw_live
            draw(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.08, 0.23), small)
    cells, ignored = [], []
    dead_share = np.clip(rng.beta(0.8, 1.2), 0, 1)
    for x, y, r in scatter(rng, width, height, d, look.spread, log_between(rng, 0.008, 0.35) * chance(rng, 0.95)):
        dead = chance(rng, dead_share)
        r *= look.dead_size if dead else 1
        if seen(x, y) < 0.1:
            continue
        (draw_dead if dead else draw_live)(rng, canvas, x, y, r, look)
        if seen(x, y) < 0.6:
            ignored.append((x, y, r))
        else:
            cells.append((x, y, r, DEAD if dead else LIVE))
        if look.yeast and not dead and chance(rng, 0.15):
            a, bud = between(rng, 0, 6.3), r * between(rng, 0.3, 0.5)
            bx, by = x + (r + bud) * 0.95 * np.cos(a), y + (r + bud) * 0.95 * np.sin(a)
            draw_live(rng, canvas, bx, by, bud, look)
            ignored.append((bx, by, bud))
    for _ in range(rng.poisson(0.3)):  # ghosts: cells far out of focus, which people count or not as they please
        x, y, r = between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.4, 0.8)
        o = Outline(rng, canvas, x, y, r, 1.1)
        o.patch *= 1 + (between(rng, -0.2, 0.1) * bump(o.rho, 0.7) + between(rng, 0, 0.12) * bump(o.rho - 1, 0.25))[..., None]
        ignored.append((x, y, r))
    if ruled and rulings_above:
        draw_rulings(rng, canvas, d)
    canvas *= between(rng, 0, 0.06) + view[..., None]
    if kind == GREY:
        canvas = np.repeat(canvas.mean(2, keepdims=True), 3, 2)
    picture = finish(rng, canvas, d)
    if kind == GREY:
        picture = np.repeat(picture[..., :1], 3, 2)
    return picture, cells, ignored


def fluorescence(rng, width, height, d):
    green = np.array([between(rng, 0, 0.35), 1, between(rng, 0, 0.25)])
    red = np.array([1, between(rng, 0, 0.3), between(rng, 0, 0.3)])
    plain = chance(rng, 0.15)  # one channel: grey or blue nuclei, no state
    if plain:
        green = red = np.array([1, 1, 1]) if chance(rng, 0.5) else np.array([between(rng, 0, 0.3), between(rng, 0, 0.5), 1])
    canvas = np.zeros((height, width, 3), np.float32)
    spread, aspect, edge = between(rng, 0.05, 0.3), between(rng, 1, 1.8), between(rng, 0.1, 0.7)
    grain, wave, dead_share = between(rng, 0, 0.25), between(rng, 0.01, 0.08), rng.beta(0.8, 1)
    dead_size, power = between(rng, 0.6, 1.1), log_between(rng, 0.3, 1.1)
    cells, ignored = [], []
    for x, y, r in scatter(rng, width, height, d, spread, log_between(rng, 0.02, 0.5) * chance(rng, 0.95)):
        dead = chance(rng, dead_share)
        r *= dead_size if dead else 1
        o = Outline(rng, canvas, x, y, r * 0.97, between(rng, 1, aspect), wave)
        if o.empty:
            continue
        amount = power * log_between(rng, 0.4, 1) * o.inside(edge) * np.clip(1 + grain * o.grain(rng, between(rng, 0.08, 0.3)), 0.2, 2)
        if chance(rng, 0.2):
            amount *= np.clip(0.6 + bump(o.rho, 0.6), 0, 1.5)
        colour = red if dead else green
        if dead and not plain and chance(rng, 0.15):
            colour = np.clip(red + green * between(rng, 0, 0.6), 0, 1)
        o.patch += amount[..., None] * colour
        cells.append((x, y, r, DEAD if dead and not plain else LIVE))
    for _ in range(rng.poisson(width * height / d ** 2 * 0.02 * chance(rng, 0.5))):
        o = Outline(rng, canvas, between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.03, 0.13), 1.3)
        if not o.empty:
            o.patch += (between(rng, 0.1, 1) * o.inside(0.8))[..., None] * (red if chance(rng, 0.5) else green)
    for _ in range(rng.poisson(0.4)):
        x, y, r = between(rng, 0, width), between(rng, 0, height), d * between(rng, 0.6, 1.4)
        o = Outline(rng, canvas, x, y, r)
        o.patch += (power * between(rng, 0.03, 0.15) * bump(o.rho, 0.6))[..., None] * green
        ignored.append((x, y, r))
    glow = between(rng, 0, 0.35)
    canvas = canvas * (1 - glow * 0.5) + glow * gaussian_filter(canvas, (d * 0.5, d * 0.5, 0))
    canvas += between(rng, 0, 0.1) * (1 + 0.3 * soft_noise(rng, height, width, max(height, width) / 6))[..., None] * (0.3 * green + between(rng, 0, 0.3))
    return finish(rng, canvas.astype(np.float32), d), cells, ignored


def picture(rng, width, height, diameter, kind):
    """RGB bytes [height, width, 3]; cells [n, 4] of (x, y, radius, state) whose centres lie inside; ignored [m, 3] of (x, y, radius)."""
    image, cells, ignored = fluorescence(rng, width, height, diameter) if kind == FLUORESCENCE else bright_field(rng, width, height, diameter, kind)
    cells = np.array(cells, np.float32).reshape(-1, 4)
    inside = (cells[:, 0] >= 0) & (cells[:, 0] < width) & (cells[:, 1] >= 0) & (cells[:, 1] < height)
    return image, cells[inside], np.array(ignored, np.float32).reshape(-1, 3)
