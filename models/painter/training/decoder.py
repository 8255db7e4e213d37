"""Trains the decoder on, from latents as the denoiser makes them: `python3 decoder.py --minutes 14`, after `denoiser.py`.

What the denoiser says of a drawing under some noise errs as painted latents do, and yet the drawing is known: so the decoder learns what to forgive.
"""
import argparse
import pickle

import numpy as np
import torch
from numpy.random import default_rng

from autoencoder import as_input, drawing_loss
from box import Box
from captions import LANGUAGES, caption
from halves import Halves
from prepare import SHARDS, SIZE, names
from sample import Trained
from schedule import kept_signal

BATCH, PEAK, SEED = 4, 5e-4, 5
CLOUDED, GUIDANCE = 400, 5.0       # noise up to this timestep, guidance up to this


class Drawings:
    """The encoded drawings: pictures, latents, maps of kinds, scenes."""

    def __init__(self, rng):
        self.rng, self.shards = rng, [self.shard(name) for name in names() if (SHARDS / f'{name}.latents.npy').exists()]

    @staticmethod
    def shard(name):
        return (np.load(SHARDS / f'{name}.npy', mmap_mode='r'), np.load(SHARDS / f'{name}.latents.npy', mmap_mode='r'), np.load(SHARDS / f'{name}.npz')['kinds'],
                pickle.loads((SHARDS / f'{name}.pkl').read_bytes()))

    def batch(self, count):
        pictures, latents, kinds, scenes = zip(*([part[i] for part in self.shards[self.rng.integers(len(self.shards))]] for i in self.rng.integers(SIZE, size=count)))
        return as_input(torch.from_numpy(np.stack(pictures))), torch.from_numpy(np.stack(latents)).float(), torch.from_numpy(np.stack(kinds)), scenes


class Denoised:
    """Latents as the trained denoiser, guided by words, says them under noise."""

    def __init__(self, denoiser):
        self.denoiser, self.kept = denoiser.bfloat16(), kept_signal()

    @torch.no_grad()
    def __call__(self, latents, words, nothing):
        times = torch.randint(CLOUDED, (len(latents),))
        signal = self.kept[times].float()[:, None, None, None]
        noisy = signal.sqrt() * latents + (1 - signal).sqrt() * torch.randn_like(latents)
        twice = torch.cat([noisy, noisy]).bfloat16().contiguous(memory_format=torch.channels_last)
        without, under = self.denoiser(twice, times.repeat(2), torch.cat([nothing.expand_as(words), words]).bfloat16()).float().chunk(2)
        v = without + (1 + (GUIDANCE - 1) * torch.rand(len(latents), 1, 1, 1)) * (under - without)
        return signal.sqrt() * noisy - (1 - signal).sqrt() * v


def train(minutes: float):
    torch.manual_seed(SEED)
    trained = Trained()
    denoised, nothing = Denoised(trained.denoiser), trained.embed([''])
    halves = Halves(trained.decoder.requires_grad_(True).train(), PEAK)
    box = Box('decoder', minutes, PEAK, halves.state, halves.load, ('drawing', 'norm'))
    rng = default_rng([SEED, box.step])
    drawings = Drawings(rng)
    for _ in box:
        pictures, latents, kinds, scenes = drawings.batch(BATCH)
        words = trained.embed([caption(scene, LANGUAGES[rng.integers(2)], rng) for scene in scenes])
        painted = halves.half(denoised(latents, words, nothing).bfloat16().contiguous(memory_format=torch.channels_last))
        loss = drawing_loss(painted, pictures, kinds)
        loss.backward()
        box.log(loss.item(), halves.step(box.rate))


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--minutes', type=float, default=14)
    torch.set_flush_denormal(True)
    train(parser.parse_args().minutes)
