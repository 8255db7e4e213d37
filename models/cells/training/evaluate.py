"""Prints the figures of the exported networks on the held-out pictures; draws the worst cases and the unlabelled photos under runs/.

`python3 evaluate.py --data <folder with ldc, bbbc039, ...> [--quick] [--robust] [--threads 1]`
"""
import argparse
import io
import time
from collections import Counter as Tally
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import synthetic
from data import BAND, RUNS, load_fields, load_ldc, read_rows
from reference import Counter, draw
from synthetic import DEAD, FLUORESCENCE, HELD_OUT_SEED, LIVE, STAIN, between, log_between


def match(found, true, ignored, keep):
    """Pairs found and true cells by distance, at most half a true radius. Returns hits, false alarms, misses.
    What lies on an ignored disc or where `keep` is false neither helps nor harms unless it is paired."""
    far = np.hypot(found[:, None, 0] - true[None, :, 0], found[:, None, 1] - true[None, :, 1]) / true[None, :, 2]
    pairs = sorted((far[i, j], i, j) for i, j in zip(*np.nonzero(far <= 0.5)))
    taken_found, taken_true = set(), set()
    for _, i, j in pairs:
        if i not in taken_found and j not in taken_true:
            taken_found.add(i)
            taken_true.add(j)
    on_ignored = (np.hypot(found[:, None, 0] - ignored[None, :, 0], found[:, None, 1] - ignored[None, :, 1]) < np.maximum(ignored[None, :, 2], 3)).any(1)
    extra = [i for i in range(len(found)) if i not in taken_found and not on_ignored[i] and keep(found[i])]
    missed = [j for j in range(len(true)) if j not in taken_true and keep(true[j])]
    return len(taken_true), len(extra), len(missed)


class Figures:
    def __init__(self, name):
        self.name, self.tally, self.counts, self.worst, self.sizes, self.kinds = name, Tally(), [], [], [], Tally()

    def add(self, picture, result, true, ignored=np.zeros((0, 3)), band=0):
        height, width = picture.shape[:2]
        keep = lambda c: band <= c[0] < width - band and band <= c[1] < height - band
        wrong = 0
        for state in (LIVE, DEAD, None):
            of = lambda cells: cells if state is None else cells[cells[:, 3] == state]
            scores = match(of(result.cells), of(true), ignored, keep)
            self.tally.update({(state, k): v for k, v in zip('hfm', scores)})
            wrong += scores[1] + scores[2]
        kept = np.array([keep(c) for c in result.cells], bool)
        real = np.array([keep(c) for c in true], bool)
        self.counts.append((kept.sum(), real.sum(), (result.cells[kept, 3] == LIVE).sum(), (true[real, 3] == LIVE).sum()))
        self.worst.append((wrong / (1 + len(true)) ** 0.5, picture, result.cells, true))
        self.kinds[result.kind] += 1
        if len(true):
            self.sizes.append(np.log2(result.diameter / (2 * np.median(true[:, 2]))))

    def f1(self, state):
        h, f, m = (self.tally[state, k] for k in 'hfm')
        return 2 * h / max(1, 2 * h + f + m)

    def report(self, pool):
        """Viability is compared per picture, and per sample of `pool` pictures, as a person would count."""
        n, true, live, true_live = np.array(self.counts, float).T
        groups = np.arange(len(n)) // pool
        pooled = [np.bincount(groups, v) for v in (n, true, live, true_live)]
        full = pooled[1] >= 10
        empty = f'; {int(n[true == 0].sum())} cells found in {(true == 0).sum()} empty pictures' if (true == 0).any() else ''
        points = lambda n, t, l, tl: 100 * np.abs(l / np.maximum(n, 1) - tl / np.maximum(t, 1))[(n > 0) & (t > 0)].mean()
        print(f'{self.name}: {len(n)} pictures, {int(true.sum())} cells; F1 live {self.f1(LIVE):.3f} dead {self.f1(DEAD):.3f} any {self.f1(None):.3f}; '
              f'count {int(n.sum())} ({100 * (n.sum() / true.sum() - 1):+.1f} %), mean error per sample of {pool} pictures with at least 10 cells: '
              f'{100 * (np.abs(pooled[0] - pooled[1]) / np.maximum(pooled[1], 1))[full].mean():.1f} %{empty}; '
              f'viability error {points(n, true, live, true_live):.1f} points per picture, {points(*pooled):.1f} per sample; '
              f'diameter off by {np.median(np.abs(self.sizes)):.2f} octaves (90th percentile {np.percentile(np.abs(self.sizes), 90):.2f}); {dict(self.kinds)}', flush=True)


def drawn(count, kind, seed):
    for i in range(count):
        rng = np.random.default_rng(HELD_OUT_SEED + seed + i)
        d = log_between(rng, 8, 120)
        width = int(np.clip(d * between(rng, 14, 45), 360, 1400))
        picture, cells, ignored = synthetic.picture(rng, width, int(width * 0.75), d, kind)
        yield picture, cells, ignored


def sheet(figures, path, columns=6, rows=4, side=220):
    """Worst cases: truth on the left of each pair, result on the right."""
    page = Image.new('RGB', (columns * side, rows * side))
    worst = sorted((w for f in figures for w in sorted(f.worst, key=lambda w: -w[0])[:columns * rows // 2 // len(figures)]), key=lambda w: -w[0])
    for k, (_, picture, found, true) in enumerate(worst):
        for half, cells in enumerate((np.c_[true, true[:, 3]], found)):
            image = draw(picture, cells)
            image.thumbnail((side - 2, side - 2))
            place = 2 * k + half
            page.paste(image, (place % columns * side, place // columns * side))
    page.save(path, quality=82)


def jpeg(picture):
    data = io.BytesIO()
    Image.fromarray(picture).save(data, 'JPEG', quality=60)
    return np.asarray(Image.open(data))


CHANGES = {
    'brightness 0.7': lambda p: (p * 0.7).astype(np.uint8),
    'brightness 1.3': lambda p: np.minimum(p * 1.3, 255).astype(np.uint8),
    'jpeg 60': jpeg,
    'turned 90': lambda p: np.rot90(p).copy(),
    'scale 0.75': lambda p: np.asarray(Image.fromarray(p).resize((round(p.shape[1] * 0.75), round(p.shape[0] * 0.75)), Image.BILINEAR)),
    'scale 1.5': lambda p: np.asarray(Image.fromarray(p).resize((round(p.shape[1] * 1.5), round(p.shape[0] * 1.5)), Image.BICUBIC)),
}


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument('--data', type=Path, required=True)
    arguments.add_argument('--quick', action='store_true', help='fewer drawn pictures')
    arguments.add_argument('--robust', action='store_true', help='count every picture again after each change')
    arguments.add_argument('--threads', type=int, default=2, help='1 when something else runs')
    a = arguments.parse_args()
    torch.set_num_threads(a.threads)
    counter, began = Counter(), time.time()
    few = 16 if a.quick else 60
    none = np.zeros((0, 3))
    sets = {
        'ldc': ([(p, c, none) for _, p, c in load_ldc(a.data)[1]], BAND, 12),
        'pseudo_livedead': ([(p, c, none) for _, p, c in load_fields(a.data, True)[1]], 0, 1),
        'bbbc039 (no states)': ([(p, c, none) for _, p, c in load_fields(a.data, False)[1]], 0, 1),
        'drawn trypan': (list(drawn(few, STAIN, 0)), 0, 1),
        'drawn fluorescence': (list(drawn(few // 2, FLUORESCENCE, 10_000)), 0, 1),
    }
    every, totals = [], {}
    for name, (pictures, band, pool) in sets.items():
        figures = Figures(name)
        for picture, cells, ignored in pictures:
            figures.add(picture, counter.count(picture), cells, ignored, band)
        figures.report(pool)
        every.append(figures)
        totals[name] = [len(w[2]) for w in figures.worst]
    sheet([every[0], every[1], every[3], every[4]], RUNS / 'worst.jpg')

    boxes = Tally(r['file'] for r in read_rows(a.data / 'bccd' / 'boxes.csv') if r['label'] != 'Platelets')
    counts = [(len(counter.count(np.asarray(Image.open(a.data / 'bccd' / f).convert('RGB'))).cells), n) for f, n in sorted(boxes.items())]
    got, true = np.array(counts, float).T
    print(f'bccd (never trained on): {len(counts)} pictures, {int(true.sum())} red and white cells, counted {int(got.sum())}, mean error per picture {100 * (np.abs(got - true) / true).mean():.0f} %', flush=True)
    for path in sorted((a.data / 'photos').glob('*')):
        picture = np.asarray(Image.open(path).convert('RGB'))
        start = time.time()
        result = counter.count(picture)
        dead = int(result.cells[:, 3].sum())
        print(f'{path.name}: {len(result.cells)} cells, {dead} dead, {result.kind}, diameter {result.diameter:.1f}, {time.time() - start:.1f} s', flush=True)
        draw(picture, result.cells).save(RUNS / f'photo_{path.stem}.png')

    if a.robust:
        for change, apply in CHANGES.items():
            parts = []
            for name, (pictures, _, _) in sets.items():
                pictures = pictures[::4] if name == 'ldc' else pictures[:20]
                before = np.array(totals[name][::4] if name == 'ldc' else totals[name][:20])
                after = np.array([len(counter.count(apply(p)).cells) for p, _, _ in pictures])
                parts.append(f'{name} {100 * (after.sum() / before.sum() - 1):+.1f} % (per picture {100 * np.abs(after - before).sum() / before.sum():.1f} %)')
            print(f'{change}: ' + '; '.join(parts), flush=True)
    print(f'{time.time() - began:.0f} s')


if __name__ == '__main__':
    main()
