"""Trains the autoencoder, then encodes the training set.

    python3 autoencoder.py train --minutes 20       # with committed weights: the decoder and the latents of details; those that tell what stands where stay
    python3 autoencoder.py encode        # latents of all shards that have none yet

A small network beside it reads from every latent which kinds and colours of things its place holds: latents that say what is there are
easier to paint with than latents that only compress.
"""
import argparse

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from box import RUNS, Box
from halves import Halves
from networks import LATENT_CHANNELS, Decoder, Encoder
from prepare import LABELS, SHARDS, names
from restore import ENCODER, restored
from world import THINGS

KINDS = len(THINGS) + 1
WHITENING = RUNS / 'whitening.pt'
CROP, BATCH, PEAK, SEED = 128, 16, 1e-3, 1


class Autoencoder(nn.Module):
    def __init__(self):
        super().__init__()
        self.encoder, self.decoder = Encoder(), Decoder()
        self.labels = nn.Sequential(nn.Conv2d(LATENT_CHANNELS, 96, 1), nn.Hardswish(), nn.Conv2d(96, LABELS, 1))

    def forward(self, picture):
        mean, logvar = self.encoder(picture)
        latent = mean + torch.exp(0.5 * logvar) * torch.randn_like(mean)
        return self.decoder(latent), self.labels(latent), mean, logvar


def planes(kinds, colours, cell):
    """Label maps [B, H, W] as the shares [B, LABELS, H/cell, W/cell] of each label in cells of cell x cell."""
    maps = [F.one_hot(m.long(), n).permute(0, 3, 1, 2).float() for m, n in ((kinds, KINDS), (colours, LABELS - KINDS))]
    return F.avg_pool2d(torch.cat(maps, 1), cell)


def label_loss(logits, shares):
    """Cross-entropy of both label maps, against shares."""
    logits = logits.float()
    return -sum((s * F.log_softmax(x, 1)).sum(1).mean() for x, s in ((logits[:, :KINDS], shares[:, :KINDS]), (logits[:, KINDS:], shares[:, KINDS:])))


def drawing_loss(painted, picture, kinds):
    """Absolute error of the picture and of its steps at three scales; strokes of things (`kinds` [B, H/4, W/4], 0 for none) count three times."""
    painted = painted.float()
    total, weight = 0.0, 1 + 2 * F.interpolate((kinds > 0).float()[:, None], scale_factor=4)
    for _ in range(3):
        total = total + (weight * (painted - picture).abs()).mean()
        for axis in (2, 3):
            steps = (painted.diff(dim=axis) - picture.diff(dim=axis)).abs()
            total = total + 0.5 * (weight.narrow(axis, 1, steps.shape[axis]) * steps).mean()
        painted, picture, weight = (F.avg_pool2d(x, 2) for x in (painted, picture, weight))
    return total / 3


class Crops:
    """Random crops of the shards, with their label maps."""

    def __init__(self, rng):
        self.rng, self.shards = rng, []

    def refresh(self):
        """Takes in the shards that have come since."""
        for name in names()[len(self.shards):]:
            maps = np.load(SHARDS / f'{name}.npz')
            self.shards.append((np.load(SHARDS / f'{name}.npy', mmap_mode='r'), maps['kinds'], maps['colours']))

    def batch(self, count, side):
        crops = []
        for _ in range(count):
            pictures, kinds, colours = self.shards[self.rng.integers(len(self.shards))]
            i, (top, left) = self.rng.integers(len(pictures)), self.rng.integers((256 - side) // 16 + 1, size=2) * 16
            small = np.s_[i, top // 4:(top + side) // 4, left // 4:(left + side) // 4]
            crops.append((pictures[i, top:top + side, left:left + side], kinds[small], colours[small]))
        pictures, kinds, colours = (torch.from_numpy(np.stack(part)) for part in zip(*crops))
        return as_input(pictures), kinds, colours


def as_input(pictures):
    """Bytes [B, H, W, 3] to -1..1 [B, 3, H, W], channels last."""
    return pictures.permute(0, 3, 1, 2).float().div_(127.5).sub_(1)


def train(minutes):
    torch.manual_seed(SEED)
    network = Autoencoder()
    if ENCODER.exists():
        begin_with_committed(network)
    halves, crops = Halves(network, PEAK), Crops(np.random.default_rng(SEED))
    box = Box('autoencoder', minutes, PEAK, halves.state, halves.load, ('drawing', 'labels', 'kl', 'norm'))
    for step in box:
        if step % 200 == 0 or not crops.shards:
            crops.refresh()
        whole = box.spent > 0.75 * box.seconds     # normalisation sees whole pictures in the end, as it will when painting
        picture, kinds, colours = crops.batch(BATCH // 4, 256) if whole else crops.batch(BATCH, CROP)
        painted, labels, mean, logvar = halves.half(picture.bfloat16())
        drawing = drawing_loss(painted, picture, kinds)
        named = label_loss(labels, planes(kinds, colours, 4))
        mean, logvar = mean.float(), logvar.float()
        kl = 0.5 * (mean.square() + logvar.exp() - 1 - logvar).mean()
        (drawing + 0.05 * named + 2e-3 * kl).backward()
        norm = halves.step(box.rate)
        box.log(drawing.item(), named.item(), kl.item(), norm)


def begin_with_committed(network):
    """The latents that tell what stands where stay as they are, for the denoiser knows them."""
    network.encoder.load_state_dict({name: values.float() for name, values in torch.load(ENCODER).items()}, strict=False)
    network.encoder.layers.requires_grad_(False)
    restored(network.decoder, 'vae_decoder', anew=('fine.',))
    network.decoder.mean.zero_()
    network.decoder.deviation.fill_(1)


def load():
    """The averaged autoencoder as trained so far, its decoder whitening the latents once `encode` has measured them; the committed one where
    there is no checkpoint."""
    network = Autoencoder().eval().requires_grad_(False).to(memory_format=torch.channels_last)
    if not (RUNS / 'autoencoder.pt').exists():
        network.encoder.load_state_dict({name: values.float() for name, values in torch.load(ENCODER).items()})
        restored(network.decoder, 'vae_decoder')
        return network
    network.load_state_dict(torch.load(RUNS / 'autoencoder.pt')['state']['average'])
    if WHITENING.exists():
        network.decoder.mean, network.decoder.deviation = torch.load(WHITENING)
    if (RUNS / 'decoder.pt').exists():
        network.decoder.load_state_dict(torch.load(RUNS / 'decoder.pt')['state']['average'])
    return network


def measure(encoder):
    """Mean and deviation of every channel over the first drawings of every shard, written to WHITENING."""
    pictures = np.concatenate([np.load(SHARDS / f'{name}.npy', mmap_mode='r')[:40] for name in names()])
    latents = torch.cat([encoder(as_input(torch.from_numpy(part)))[0] for part in np.array_split(pictures, len(pictures) // 40)])
    torch.save((latents.mean((0, 2, 3), keepdim=True), latents.std((0, 2, 3), keepdim=True)), WHITENING)


@torch.no_grad()
def encode():
    """Writes `N.latents.npy` [1000, 8, 16, 16] float16, whitened per channel, and `N.labels.npy` [1000, LABELS, 8, 8] bytes: how many of
    the 64 label cells of each place hold each label."""
    if (RUNS / 'autoencoder.pt').exists() and not WHITENING.exists():
        measure(load().encoder)
    network = load()
    encoder, mean, deviation = network.encoder.bfloat16(), network.decoder.mean, network.decoder.deviation
    for name in names():
        target = SHARDS / f'{name}.latents.npy'
        if target.exists():
            continue
        pictures, maps = np.load(SHARDS / f'{name}.npy', mmap_mode='r'), np.load(SHARDS / f'{name}.npz')
        latents, labels = [], []
        for start in range(0, len(pictures), 50):
            part = np.s_[start:start + 50]
            found = encoder(as_input(torch.from_numpy(pictures[part])).bfloat16())[0].float()
            latents.append(((found - mean) / deviation).half().numpy())
            labels.append((64 * planes(torch.from_numpy(maps['kinds'][part]), torch.from_numpy(maps['colours'][part]), 8)).byte().numpy())
        np.save(SHARDS / f'{name}.labels.npy', np.concatenate(labels))
        np.save(target, np.concatenate(latents))
        print(name, flush=True)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('task', choices=['train', 'encode'])
    parser.add_argument('--minutes', type=float, default=20)
    options = parser.parse_args()
    torch.set_flush_denormal(True)
    {'train': lambda: train(options.minutes), 'encode': encode}[options.task]()
