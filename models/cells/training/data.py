"""The labelled real sets, their split, and the caches of training crops.

`python3 data.py --data <folder with ldc, bbbc039, ...>` draws both caches under runs/cache (about 1.5 GB, minutes).
"""
import argparse
import csv
import os
import re
from collections import defaultdict
from pathlib import Path

import numpy as np
from PIL import Image
from scipy.fft import irfft2, rfft2
from scipy.ndimage import gaussian_filter

import synthetic
from synthetic import DEAD, FLUORESCENCE, GREY, LIVE, STAIN, between, chance, log_between

RUNS = Path(os.environ.get('CELLS_RUNS', Path(__file__).parent / 'runs'))
CANONICAL = 20          # cell diameter, in pixels, at the detector's input
CROP, SCALE_CROP = 192, 256
MOST = 192              # cells kept of one crop
STRIDE, SCALE_STRIDE = 4, 8
BINS, FIRST_BIN, BIN = 16, 2.25, 0.25   # bin k holds log2(diameter) from 2.25 + k / 4: diameters 4.8 to 76 pixels
BAND = 8                # ldc: cells nearer to the edge than this were not always labelled

HELD_OUT_FIELDS = ('I01_s4', 'N11_s4', 'O16_s3')


def ldc_held_out(name):
    """Two whole series, and one block of neighbouring frames of each of the others."""
    prefix, number = re.match(r'([a-z_]+)(\d+)', name).groups()
    number = int(number)
    return (prefix in ('b_', 'c_') or prefix == 'cell_' and 201 <= number <= 267
            or prefix == 'image_' and 924 <= number <= 1062 or prefix == 'image' and 1323 <= number <= 1370)


def read_rows(path):
    with open(path, newline='') as file:
        return list(csv.DictReader(file))


def thumbprint(picture):
    """A small high-pass copy, padded so that a product of spectra gives the correlation at every shift."""
    grey = np.asarray(Image.fromarray(picture[..., 0][:200, :200]).resize((64, 64), Image.BOX), np.float32)
    grey -= gaussian_filter(grey, 4)
    grey = np.clip(grey / (grey.std() + 1e-3), -4, 4)
    return rfft2(grey / (np.linalg.norm(grey) + 1e-6), (128, 128))


def load_ldc(folder):
    """Returns (training, held out): lists of (name, RGB, cells [n, 4]). Training frames that show the scene of a held-out one are dropped."""
    boxes = defaultdict(list)
    for row in read_rows(folder / 'ldc' / 'boxes.csv'):
        x0, y0, x1, y1 = (float(row[k]) for k in ('xmin', 'ymin', 'xmax', 'ymax'))
        boxes[row['file']].append(((x0 + x1) / 2, (y0 + y1) / 2, (x1 - x0 + y1 - y0) / 4, DEAD if row['label'] == 'dead' else LIVE))
    pictures = []
    for path in sorted((folder / 'ldc').glob('*.png')):
        picture = np.asarray(Image.open(path).convert('RGB'))
        if picture.std() > 1:  # two frames are blank although they have boxes
            pictures.append((path.name, picture, np.array(boxes[path.name], np.float32).reshape(-1, 4)))
    held_out = [p for p in pictures if ldc_held_out(p[0])]
    prints = np.stack([thumbprint(p[1]) for p in held_out]).conj()
    training = [p for p in pictures if not ldc_held_out(p[0]) and irfft2(prints * thumbprint(p[1])).max() < 0.85]
    return training, held_out


def load_fields(folder, coloured):
    """bbbc039, or its copy coloured live and dead: (training, held out)."""
    name = 'pseudo_livedead' if coloured else 'bbbc039'
    points = defaultdict(list)
    for row in read_rows(folder / name / 'points.csv'):
        points[row['file']].append((float(row['x']) + 0.5, float(row['y']) + 0.5, (float(row['area']) / np.pi) ** 0.5, DEAD if row.get('label') == 'dead' else LIVE))
    fields = [(path.name, np.asarray(Image.open(path).convert('RGB')), np.array(points[path.name], np.float32)) for path in sorted((folder / name).glob('*.png'))]
    is_out = lambda f: any(h in f[0] for h in HELD_OUT_FIELDS)
    return [f for f in fields if not is_out(f)], [f for f in fields if is_out(f)]


def recolour(rng, grey, cells):
    """Colours every nucleus of a grey field green or red anew."""
    light = grey[..., 0].astype(np.float32) / 255
    height, width = light.shape
    v, u = np.mgrid[0:height, 0:width].astype(np.float32)
    nearest, owner = np.full(light.shape, 2.5, np.float32), np.full(light.shape, -1)
    for i, (x, y, r, _) in enumerate(cells):
        x0, x1, y0, y1 = max(0, int(x - 3 * r)), int(x + 3 * r) + 1, max(0, int(y - 3 * r)), int(y + 3 * r) + 1
        far = np.hypot(u[y0:y1, x0:x1] - x, v[y0:y1, x0:x1] - y) / r
        closer = far < nearest[y0:y1, x0:x1]
        nearest[y0:y1, x0:x1][closer] = far[closer]
        owner[y0:y1, x0:x1][closer] = i
    green = np.array([between(rng, 0, 0.35), 1, between(rng, 0, 0.25)])
    red = np.array([1, between(rng, 0, 0.3), between(rng, 0, 0.3)])
    dead = rng.random(len(cells)) < rng.beta(0.8, 1)
    paint = np.where(np.append(dead, False)[owner][..., None], red, green)
    cells = cells.copy()
    cells[:, 3] = dead
    gain = log_between(rng, 0.4, 1.1)
    return np.clip(light[..., None] * gain * paint * 255, 0, 255).astype(np.uint8), cells


def stain_blue(rng, grey, cells):
    """Turns a grey bright field into a stained one: a colour cast for all, dye over the dead cells."""
    canvas = np.repeat(grey[..., :1].astype(np.float32) / 255, 3, 2) * np.clip(1 + 0.12 * rng.standard_normal(3), 0.7, 1.2)
    look = synthetic.Look(rng, STAIN)
    for x, y, r, state in cells:
        if state == DEAD:
            o = synthetic.Outline(rng, canvas, x, y, r * 0.9, 1, 0.03)
            o.patch *= 1 - (look.dye_strength * o.inside(look.dead_edge))[..., None] * (1 - look.dye)
    return np.clip(canvas * 255, 0, 255).astype(np.uint8)


def resize(picture, factor):
    size = max(1, round(picture.shape[1] * factor)), max(1, round(picture.shape[0] * factor))
    return np.asarray(Image.fromarray(picture).resize(size, Image.BILINEAR))


def cut(rng, picture, cells, size, band=0):
    """A random window of `size`, its cells, and its mask of known places (255 unknown) ; a smaller picture is continued by its edge."""
    height, width = picture.shape[:2]
    known = np.full((height, width), 255, np.uint8)
    known[band:height - band or None, band:width - band or None] = 0
    pad_y, pad_x = max(0, size - height), max(0, size - width)
    top, left = int(rng.integers(pad_y + 1)), int(rng.integers(pad_x + 1))
    if pad_y or pad_x:
        pad = (top, pad_y - top), (left, pad_x - left)
        picture, known = np.pad(picture, (*pad, (0, 0)), 'edge'), np.pad(known, pad, constant_values=255)
    y, x = int(rng.integers(picture.shape[0] - size + 1)), int(rng.integers(picture.shape[1] - size + 1))
    moved = cells + np.array([left - x, top - y, 0, 0], np.float32)
    moved = moved[(moved[:, :2] >= 0).all(1) & (moved[:, :2] < size).all(1)]
    return picture[y:y + size, x:x + size], moved, known[y:y + size, x:x + size]


def paint_discs(plane, discs, value):
    """Sets `value` on the discs (x, y, r) of a plane, in place."""
    height, width = plane.shape
    for x, y, r in discs:
        x0, x1 = (int(np.clip(a, 0, width)) for a in (x - r, x + r + 2))
        y0, y1 = (int(np.clip(a, 0, height)) for a in (y - r, y + r + 2))
        v, u = np.mgrid[y0:y1, x0:x1]
        plane[y0:y1, x0:x1][np.hypot(u + 0.5 - x, v + 0.5 - y) <= max(r, 0.71)] = value


def real_crops(rng, ldc, fields, coloured, wanted, size, diameter):
    """Endless crops of the real training pictures, scaled so that a typical cell has `diameter()` pixels."""
    typical = np.median(np.concatenate([c[:, 2] for _, _, c in ldc])) * 2
    if wanted == FLUORESCENCE:
        while True:
            field, cells = (fields if chance(rng, 0.8) else coloured)[rng.integers(len(fields))][1:]
            if field[..., 0].mean() == field[..., 1].mean() and chance(rng, 0.75):
                field, cells = recolour(rng, field, cells)
            factor = diameter() / (2 * np.median(cells[:, 2]))
            yield *cut(rng, resize(field, factor), cells * [factor, factor, factor, 1], size), FLUORESCENCE
    for i in range(10 ** 9):
        _, picture, cells = ldc[i % len(ldc)]
        if size == SCALE_CROP and not len(cells):
            continue
        own = 2 * np.median(cells[:, 2]) if len(cells) else typical
        if size == CROP:  # the pipeline's estimate from few cells leans to the typical size too
            own = (own * typical) ** 0.5
        kind = GREY
        if chance(rng, 0.25):
            picture, kind = stain_blue(rng, picture, cells), STAIN
        factor = diameter() / own
        yield *cut(rng, resize(picture, factor), cells * [factor, factor, factor, 1], size, max(1, round(BAND * factor))), kind


def drawn_crops(rng, wanted, size, diameter):
    while True:
        picture, cells, ignored = synthetic.picture(rng, size, size, diameter(), wanted)
        known = np.zeros((size, size), np.uint8)
        paint_discs(known, ignored, 255)
        yield picture, cells, known, wanted


def bin_of(diameter):
    return np.clip(np.floor((np.log2(diameter) - FIRST_BIN) / BIN), 0, BINS - 1).astype(int)


def build(folder, name, size, stride, diameter, plan, seed):
    """Writes one cache: pictures, cells, the plane at the output's stride (detector: 255 = ignore; scale: 1 + bin, 0 background, 255 ignore), kinds."""
    ldc, _ = load_ldc(folder)
    fields, coloured = load_fields(folder, False)[0], load_fields(folder, True)[0]
    total = sum(n for _, _, n in plan)
    out = RUNS / 'cache'
    out.mkdir(parents=True, exist_ok=True)
    pictures = np.lib.format.open_memmap(out / f'{name}_pictures.npy', 'w+', np.uint8, (total, size, size, 3))
    cells_out = np.full((total, MOST, 4), -1, np.float32)
    planes = np.zeros((total, size // stride, size // stride), np.uint8)
    kinds = np.zeros(total, np.uint8)
    i = 0
    for real, wanted, count in plan:
        rng = np.random.default_rng([seed, real, wanted])
        crops = real_crops(rng, ldc, fields, coloured, wanted, size, lambda: diameter(rng)) if real else drawn_crops(rng, wanted, size, lambda: diameter(rng))
        for _, (picture, cells, known, kind) in zip(range(count), crops):
            pictures[i], kinds[i] = picture, kind
            cells_out[i, :len(cells)] = cells[:MOST]
            planes[i] = known[stride // 2::stride, stride // 2::stride]
            if name == 'scale':
                for x, y, r, _ in cells:
                    paint_discs(planes[i], [(x / stride, y / stride, 0.9 * r / stride)], 1 + bin_of(2 * r))
            i += 1
        print(name, 'real' if real else 'drawn', wanted, count, flush=True)
    np.savez(out / f'{name}.npz', cells=cells_out, planes=planes, kinds=kinds)


if __name__ == '__main__':
    arguments = argparse.ArgumentParser()
    arguments.add_argument('--data', type=Path, required=True)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--only', choices=('detector', 'scale'))
    a = arguments.parse_args()
    if a.only != 'scale':
        build(a.data, 'detector', CROP, STRIDE, lambda rng: CANONICAL * np.clip(np.exp(0.25 * rng.standard_normal()), 0.6, 1.6),
              [(True, GREY, 5000), (True, FLUORESCENCE, 1400), (False, GREY, 1500), (False, STAIN, 5000), (False, FLUORESCENCE, 1600)], a.seed)
    if a.only != 'detector':
        build(a.data, 'scale', SCALE_CROP, SCALE_STRIDE, lambda rng: log_between(rng, 4.8, 90),
              [(True, GREY, 1600), (True, FLUORESCENCE, 700), (False, GREY, 1200), (False, STAIN, 3000), (False, FLUORESCENCE, 1000)], a.seed + 1)
