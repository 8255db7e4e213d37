"""Trains one of the two networks from its cache: `nice -n 19 python3 train.py detector --steps 12000`.

Resumes from runs/<net>.pt when that is there. The weights that are kept are a moving average of those that are trained.
"""
import argparse
import io
import math
import queue
import threading
import time

import numpy as np
import torch
from PIL import Image
from torch.nn import functional as F

from data import CANONICAL, CROP, RUNS, SCALE_CROP, STRIDE
from model import NETS

BATCH = 16
SEEN = {'detector': 160, 'scale': 256}  # side of the window that the network sees of a cached crop


def augment(rng, picture):
    """JPEG, exposure, colour balance, gamma and noise; RGB bytes to floats of 0..1."""
    if rng.random() < 0.3:
        data = io.BytesIO()
        Image.fromarray(np.ascontiguousarray(picture)).save(data, 'JPEG', quality=int(rng.integers(40, 95)))
        picture = np.asarray(Image.open(data))
    x = picture.astype(np.float32) / 255
    if rng.random() < 0.3:
        x = x ** math.exp(rng.uniform(-0.4, 0.4))
    gain = math.exp(rng.uniform(-0.5, 0.4))
    x = x * gain * (1 + 0.04 * rng.standard_normal(3).astype(np.float32) * (rng.random() < 0.5)) + rng.uniform(-0.05, 0.05) * (rng.random() < 0.3)
    if rng.random() < 0.3:
        x += rng.uniform(0, 0.03) * rng.standard_normal(x.shape, np.float32)
    return np.clip(x, 0, 1)


class Batches:
    """Endless random batches, made in a thread of their own so that the network never waits."""

    def __init__(self, name, seed):
        folder = RUNS / 'cache'
        self.pictures = np.load(folder / f'{name}_pictures.npy', mmap_mode='r')
        rest = np.load(folder / f'{name}.npz')
        self.cells, self.planes, self.kinds = rest['cells'], rest['planes'], rest['kinds']
        self.stride = self.pictures.shape[1] // self.planes.shape[1]
        self.seen, self.rng, self.ready = SEEN[name], np.random.default_rng(seed), queue.Queue(4)
        threading.Thread(target=self.fill, daemon=True).start()

    def one(self):
        rng, i = self.rng, self.rng.integers(len(self.pictures))
        room = (self.pictures.shape[1] - self.seen) // self.stride
        y, x = rng.integers(room + 1), rng.integers(room + 1)
        top, left, side = y * self.stride, x * self.stride, self.seen
        picture = self.pictures[i, top:top + side, left:left + side]
        plane = self.planes[i, y:y + side // self.stride, x:x + side // self.stride]
        cells = self.cells[i][self.cells[i, :, 2] > 0] - np.array([left, top, 0, 0], np.float32)
        cells = cells[((cells[:, :2] >= 0) & (cells[:, :2] < side)).all(1)]
        if rng.random() < 0.5:
            picture, plane = picture.transpose(1, 0, 2), plane.T
            cells = cells[:, [1, 0, 2, 3]]
        for axis in (0, 1):
            if rng.random() < 0.5:
                picture, plane = np.flip(picture, axis), np.flip(plane, axis)
                cells[:, 1 - axis] = side - cells[:, 1 - axis]
        return augment(rng, picture).transpose(2, 0, 1), np.ascontiguousarray(plane), cells, self.kinds[i]

    def fill(self):
        while True:
            pictures, planes, cells, kinds = zip(*(self.one() for _ in range(BATCH)))
            most = max(1, max(map(len, cells)))
            table = np.zeros((BATCH, most, 4), np.float32)
            for row, c in zip(table, cells):
                row[:len(c)] = c
            self.ready.put((torch.from_numpy(np.stack(pictures)), torch.from_numpy(np.stack(planes)), torch.from_numpy(table), torch.tensor(kinds).long()))

    def next(self):
        return self.ready.get()


def detector_loss(raw, planes, cells, _):
    """Focal loss of the two maps (as in "Objects as Points", Zhou 2019); distances of centre and radius near the centres."""
    n, _, h, w = raw.shape
    x, y, r, state = (cells / torch.tensor([STRIDE, STRIDE, STRIDE, 1.0])).unbind(2)
    real = r > 0
    gx = torch.arange(w) + 0.5
    gy = (torch.arange(h) + 0.5)[:, None]
    dx, dy = x[..., None, None] - gx, y[..., None, None] - gy
    sigma = (0.28 * r).clamp(0.6, 2)[..., None, None]
    near = torch.exp(-(dx ** 2 + dy ** 2) / (2 * sigma ** 2)) * real[..., None, None]
    centre = (dx.abs() <= 0.5) & (dy.abs() <= 0.5) & real[..., None, None]
    near = torch.where(centre, torch.ones(()), near)
    target = torch.stack([(near * (state == k)[..., None, None]).amax(1) for k in (0, 1)], 1)
    weight = ((planes < 255) | (target.amax(1) > 0.3)).float()[:, None]
    count = real.sum().clamp(min=1)
    logits = raw[:, :2]
    p = torch.sigmoid(logits).clamp(1e-5, 1 - 1e-5)
    positive = (target == 1).float()
    focal = -(positive * (1 - p) ** 2 * p.log() + (1 - positive) * (1 - target) ** 4 * p ** 2 * (1 - p).log())
    heat = (focal * weight).sum() / count

    best, owner = near.max(1)
    pick = lambda v: v.gather(1, owner.flatten(1)).view(n, h, w)
    at = best * (best > 0.35)
    ox, oy, size = pick(x) - gx, pick(y) - gy, pick(r)
    goal = torch.stack([ox, oy, 3 * torch.log(size.clamp(min=0.1) / (CANONICAL / 2 / STRIDE))], 1)
    got = raw[:, 2:] * torch.tensor([1, 1, 3.0])[:, None, None]
    place = (F.smooth_l1_loss(got, goal, reduction='none', beta=0.2).sum(1) * at).sum() / at.sum().clamp(min=1)
    return heat + 0.5 * place, {'heat': heat, 'place': place}


def scale_loss(raw, planes, _, kinds):
    bins, kind = raw
    target = planes.long()
    known = (target < 255).float()
    share = F.one_hot(target.clamp(max=bins.shape[1] - 1), bins.shape[1]).permute(0, 3, 1, 2).float()
    soft = share[:, 1:]  # a neighbouring bin is nearly right
    side = F.pad(soft.permute(0, 2, 3, 1), (1, 1)).permute(0, 3, 1, 2)
    share = torch.cat([share[:, :1], 0.7 * soft + 0.15 * side[:, 2:] + 0.15 * side[:, :-2]], 1)
    weight = known * torch.where(target > 0, 1.0, 0.5)
    size = (-(share * F.log_softmax(bins, 1)).sum(1) * weight).sum() / weight.sum().clamp(min=1)
    sort = F.cross_entropy(kind, kinds)
    return size + 0.2 * sort, {'size': size, 'kind': sort}


def grow(net, narrow):
    """Copies a narrower network into the first channels of a wider one, which then gives the same output: old channels ignore the new ones."""
    for wide, old in zip(net.state_dict().values(), narrow.values()):
        if old.ndim > 1:
            wide[:old.shape[0]] = 0
        wide[tuple(slice(n) for n in old.shape)] = old


def train(name, steps, rate, seed, threads, narrow):
    torch.manual_seed(seed)
    torch.set_num_threads(threads)
    net, average = NETS[name][0](), NETS[name][0]()
    if narrow:
        grow(net, torch.load(narrow)['average'])
    average.load_state_dict(net.state_dict())
    net, loss_of = net.to(memory_format=torch.channels_last), detector_loss if name == 'detector' else scale_loss
    decay = [p for p in net.parameters() if p.ndim > 1]
    plain = [p for p in net.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW([{'params': decay, 'weight_decay': 0.02}, {'params': plain, 'weight_decay': 0}], lr=rate)
    start, path = 0, RUNS / f'{name}.pt'
    if path.exists():
        saved = torch.load(path)
        net.load_state_dict(saved['net'])
        average.load_state_dict(saved['average'])
        optimiser.load_state_dict(saved['optimiser'])
        start = saved['step']
    batches, began, sums = Batches(name, [seed, start]), time.time(), {}
    for step in range(start, steps):
        for group in optimiser.param_groups:
            group['lr'] = rate * min(1, (step + 1) / 200) * (0.02 + 0.98 * (1 + math.cos(math.pi * step / steps)) / 2)
        pictures, *labels = batches.next()
        with torch.autocast('cpu', torch.bfloat16):  # twice as fast; weights and losses stay in 32 bits
            raw = net(pictures.contiguous(memory_format=torch.channels_last))
        raw = tuple(r.float() for r in raw) if isinstance(raw, tuple) else raw.float()
        loss, parts = loss_of(raw, *labels)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5)
        optimiser.step()
        with torch.no_grad():
            keep = min(0.998, (step + 1) / (step + 20))
            for a, b in zip(average.state_dict().values(), net.state_dict().values()):
                a.copy_(keep * a + (1 - keep) * b if a.is_floating_point() else b)
        for key, value in parts.items():
            sums[key] = sums.get(key, 0) + value.item()
        if (step + 1) % 100 == 0:
            line = f'{name} {step + 1} ' + ' '.join(f'{k} {v / 100:.4f}' for k, v in sums.items()) + f' {time.time() - began:.0f}s'
            sums = {}
            print(line, flush=True)
            with open(RUNS / 'train.log', 'a') as log:
                log.write(line + '\n')
        if (step + 1) % 100 == 0 or step + 1 == steps:
            torch.save({'net': net.state_dict(), 'average': average.state_dict(), 'optimiser': optimiser.state_dict(), 'step': step + 1}, path)


if __name__ == '__main__':
    arguments = argparse.ArgumentParser()
    arguments.add_argument('net', choices=NETS)
    arguments.add_argument('--steps', type=int, default=12000)
    arguments.add_argument('--rate', type=float, default=2e-3)
    arguments.add_argument('--seed', type=int, default=1)
    arguments.add_argument('--threads', type=int, default=2, help='1 when something else runs: threads that wait for one another are slow on a shared core')
    arguments.add_argument('--grow', help='a checkpoint of a narrower network to begin with')
    a = arguments.parse_args()
    train(a.net, a.steps, a.rate, a.seed, a.threads, a.grow)
