"""How the judge is trained and measured.

`python3 judge_training.py --folder <cache of judge_data.py> [--minutes 15] [--resume judge.pt] [--out judge.pt]` writes the judge, also on its
way, and prints its figures. The minutes are those of one core, however busy the machine is.
"""
import argparse
import io
import time
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.random import Generator, default_rng
from PIL import Image
from torch import Tensor
from torch.nn import functional as F

from judge import FILE, Judge, judge, prepare, read
from judge_data import Labelled, load
from world import THINGS

BATCH, RATE, DECAY = 32, 3e-3, 1e-2
PRECISION = .95         # each kind's threshold is the lowest with at least this precision


def compress(picture: np.ndarray, quality: int) -> np.ndarray:
    """The picture after JPEG."""
    packed = io.BytesIO()
    Image.fromarray(picture).save(packed, 'JPEG', quality=quality)
    return np.asarray(Image.open(packed))


def blur(x: Tensor, rng: Generator) -> Tensor:
    """What a compressing network does to a picture: detail lost, a little of something else in its place."""
    size = int(rng.integers(48, 112))
    soft = F.interpolate(F.interpolate(x, size=(size, size), mode='area'), size=x.shape[-2:], mode='bilinear', align_corners=False)
    grain = F.interpolate(torch.randn(len(x), 3, 32, 32) * float(rng.uniform(0, .05)), size=x.shape[-2:], mode='bilinear', align_corners=False)
    return soft + grain


def spoil(pictures: np.ndarray, rng: Generator) -> Tensor:
    """A batch as it may come out of a painter: other light, other contrast, compressed, blurred, moved a little."""
    pictures = pictures.copy()
    for i in range(0, len(pictures), 4):
        pictures[i] = compress(pictures[i], int(rng.integers(25, 85)))
    x = prepare(pictures)
    light = torch.from_numpy(rng.uniform(.88, 1.1, (len(x), 1, 1, 1)) * rng.uniform(.95, 1.05, (len(x), 3, 1, 1))).float()
    contrast = torch.from_numpy(rng.uniform(.75, 1.2, (len(x), 1, 1, 1))).float()
    x = (x - .6) * contrast + .6 * light + torch.from_numpy(rng.uniform(-.03, .03, (len(x), 1, 1, 1))).float()
    third = len(x) // 3
    x[:third], x[third:2 * third] = blur(x[:third], rng), blur(x[third:2 * third], rng)
    return x.clamp_(0, 1).contiguous(memory_format=torch.channels_last)


def part(data: Labelled, rows: np.ndarray) -> Labelled:
    """Some rows of the arrays."""
    return Labelled(**{name: getattr(data, name)[rows] for name in Labelled.__dataclass_fields__})


def mirrored(data: Labelled, rows: np.ndarray) -> Labelled:
    """Some rows, left and right exchanged."""
    cut = part(data, rows)
    return replace(cut, pictures=cut.pictures[:, :, ::-1], kinds=cut.kinds[:, :, ::-1], colours=cut.colours[:, :, ::-1])


def loss(network: Judge, x: Tensor, data: Labelled) -> Tensor:
    """Presence and colour of the kinds, and both maps cell by cell."""
    with torch.autocast('cpu', dtype=torch.bfloat16):
        out = network(x)
    kinds, colours, presence, colour = (o.float() for o in out)
    present = torch.from_numpy(data.present).float()
    true = torch.from_numpy(data.colour).long()
    known, shown = present >= 0, (present == 1) & (true >= 0)
    total = F.binary_cross_entropy_with_logits(presence[known], present[known]) * 10
    total = total + F.cross_entropy(kinds, torch.from_numpy(data.kinds.copy()).long()) * 2
    total = total + F.cross_entropy(colours, torch.from_numpy(data.colours.copy()).long()) * 2
    return total + F.cross_entropy(colour[shown], true[shown])


def train(network: Judge, folder: Path, minutes: float, out: Path) -> Judge:
    """Trains for a time of the processor, with one cycle of the learning rate."""
    rng, data = default_rng(0), load(folder, 'train')
    network.train()
    optimizer = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=DECAY)
    start, step, order = time.process_time(), 0, np.empty(0, int)
    while (share := (time.process_time() - start) / (60 * minutes)) < 1:
        for group in optimizer.param_groups:
            group['lr'] = RATE * min(1, (step + 1) / 100) * (.5 + .5 * np.cos(np.pi * share)) + 1e-5
        if len(order) < BATCH:
            order = rng.permutation(len(data.present))
        rows, order = np.sort(order[:BATCH]), order[BATCH:]
        batch = mirrored(data, rows) if rng.random() < .5 else part(data, rows)
        value = loss(network, spoil(batch.pictures, rng), batch)
        optimizer.zero_grad(set_to_none=True)
        value.backward()
        optimizer.step()
        step += 1
        if step % 100 == 0:
            save(network, out)
            print(f'step {step}  {60 * minutes * share:.0f} s  loss {value.item():.3f}', flush=True)
    return network.eval()


def lowest_threshold(score: np.ndarray, true: np.ndarray) -> float:
    """The lowest score above which the share of true ones is at least PRECISION."""
    order = np.argsort(-score)
    precise = np.cumsum(true[order]) / np.arange(1, len(order) + 1) >= PRECISION
    return float(score[order][precise.nonzero()[0].max()]) if precise.any() else 1.


def measure(network: Judge, folder: Path) -> None:
    """Picks the thresholds on one half of the test part; prints the figures of the other half, plain and spoilt."""
    data = load(folder, 'test')
    half = len(data.present) // 2
    spoilt = (spoil(np.asarray(data.pictures), default_rng(1)).permute(0, 2, 3, 1).numpy() * 255).astype(np.uint8)
    scores = {'plain': judge(data.pictures, network), 'spoilt': judge(spoilt, network)}
    for k in range(len(THINGS)):
        both = np.concatenate([scores[s][0][:half, k] for s in scores])
        known = np.concatenate([data.present[:half, k]] * 2)
        network.thresholds[k] = max(.3, lowest_threshold(both[known >= 0], known[known >= 0] == 1))
    for name, (presence, colour) in scores.items():
        report(name, presence[half:] >= network.thresholds.numpy(), colour[half:].argmax(2), data.present[half:], data.colour[half:])


def report(name: str, seen: np.ndarray, colour: np.ndarray, present: np.ndarray, true: np.ndarray) -> None:
    """Prints precision, recall and the share of right colours, in all and for each kind."""
    rows = []
    for k, kind in enumerate(THINGS):
        hit = int((seen & (present == 1))[:, k].sum())
        shown = (present[:, k] == 1) & (true[:, k] >= 0)
        rows.append((kind, hit, int((seen & (present == 0))[:, k].sum()), int((present[:, k] == 1).sum()), int((colour == true)[shown, k].sum()), int(shown.sum())))
    total = [sum(r[i] for r in rows) for i in range(1, 6)]
    print(f'{name}: precision {total[0] / (total[0] + total[1]):.3f}  recall {total[0] / total[2]:.3f}  colour {total[3] / total[4]:.3f}')
    for kind, hit, false, there, right, coloured in rows:
        print(f'  {kind:10} precision {hit / max(hit + false, 1):.3f}  recall {hit / max(there, 1):.3f}' + (f'  colour {right / coloured:.3f}' if coloured else ''))


def save(network: Judge, out: Path) -> None:
    """Writes the weights at half precision."""
    torch.save({name: value.half() if value.is_floating_point() else value for name, value in network.state_dict().items()}, out)


def main() -> None:
    """Trains, measures and writes the judge."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--folder', type=Path, required=True)
    parser.add_argument('--minutes', type=float, default=15)
    parser.add_argument('--resume', type=Path)
    parser.add_argument('--out', type=Path, default=FILE)
    options = parser.parse_args()
    torch.manual_seed(0)
    network = read(options.resume) if options.resume else Judge().to(memory_format=torch.channels_last)
    train(network, options.folder, options.minutes, options.out)
    measure(network, options.folder)
    save(network, options.out)


if __name__ == '__main__':
    main()
