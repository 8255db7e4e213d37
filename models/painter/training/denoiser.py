"""Trains the denoiser on the encoded training set: `python3 denoiser.py --minutes 60`.

Captions are told anew each time a drawing is seen, in either language, and one of ten is left empty for guidance. Shards that are encoded
meanwhile are taken in. Without a checkpoint, `--exported` begins with the weights of the committed painter; with `--grown`, blocks that it lacks are
added, which change nothing before they have learned.
"""
import argparse
import pickle

import numpy as np
import torch
from numpy.random import default_rng
from torch.nn import functional as F

import autoencoder
import text_encoder
from autoencoder import KINDS
from box import RUNS, Box
from captions import LANGUAGES, caption
from halves import Halves
from networks import TRAINING_STEPS, Denoiser
from prepare import LABELS, SHARDS, names
from restore import restored
from sample import sheet
from schedule import kept_signal
from tokenizer import Tokenizer

BATCH, PEAK, SEED, EMPTY, LABEL_WEIGHT = 64, 1.2e-3, 4, 0.1, 0.1
SMALL_THINGS = 3.0     # how much more a place counts that holds all of a thing as small as one place


class Latents:
    """The encoded drawings in memory, with their scenes."""

    def __init__(self, rng):
        self.rng, self.known, self.parts = rng, set(), []

    def refresh(self):
        for name in names():
            if name not in self.known and (SHARDS / f'{name}.latents.npy').exists():
                scenes = pickle.loads((SHARDS / f'{name}.pkl').read_bytes())
                self.parts.append((np.load(SHARDS / f'{name}.latents.npy'), np.load(SHARDS / f'{name}.labels.npy'), scenes))
                self.known.add(name)

    def batch(self, count):
        """Latents, label shares at 8 x 8, and the scenes."""
        chosen = [self.parts[i] for i in self.rng.integers(len(self.parts), size=count)]
        rows = [(latents[i], labels[i], scenes[i]) for latents, labels, scenes in chosen for i in [self.rng.integers(len(scenes))]]
        latents, labels, scenes = zip(*rows)
        return torch.from_numpy(np.stack(latents)).float(), torch.from_numpy(np.stack(labels)).float() / 64, scenes


def attention_due(shares):
    """How much each latent counts [B, 1, 16, 16], 1 on average: more where a thing is, and the more so the smaller it is, since a bird is as much asked for as a
    mountain. `shares` are those of the labels at 8 x 8."""
    things = shares[:, 1:KINDS]
    due = 1 + SMALL_THINGS * (things / things.sum((2, 3), keepdim=True).clamp(min=1).sqrt()).sum(1, keepdim=True)
    return F.interpolate(due / due.mean(), scale_factor=2)


def train(minutes: float, peak: float, exported: bool, grown: bool):
    torch.manual_seed(SEED)
    tokenizer = Tokenizer()
    reader = text_encoder.load(tokenizer).bfloat16()
    denoiser = Denoiser(LABELS)
    if exported or grown:
        restored(denoiser, 'unet', anew=('',) if grown else ('labels.',))
    halves, kept = Halves(denoiser, peak), kept_signal()
    box = Box('denoiser', minutes, peak, halves.state, halves.load, ('v', 'labels', 'v_noisy', 'v_clear', 'norm'))
    rng = default_rng([SEED, box.step])
    data, shown = Latents(rng), box.spent
    for step in box:
        if step % 100 == 0 or not data.parts:
            data.refresh()
        latents, shares, scenes = data.batch(BATCH)
        texts = ['' if rng.random() < EMPTY else caption(scene, LANGUAGES[rng.integers(2)], rng) for scene in scenes]
        with torch.no_grad():
            words = reader(torch.tensor([tokenizer.encode(text) for text in texts]))
        times = ((torch.arange(BATCH) + torch.rand(1)) * TRAINING_STEPS / BATCH).long()       # evenly spread over every batch
        signal = kept[times].float()[:, None, None, None]
        noise = torch.randn_like(latents)
        noisy, wanted = signal.sqrt() * latents + (1 - signal).sqrt() * noise, signal.sqrt() * noise - (1 - signal).sqrt() * latents
        v, labels = halves.half.with_labels(noisy.bfloat16().contiguous(memory_format=torch.channels_last), times, words)
        error = (attention_due(shares) * (v.float() - wanted).square()).mean((1, 2, 3))
        named = autoencoder.label_loss(labels, shares)
        (error.mean() + LABEL_WEIGHT * named).backward()
        norm = halves.step(box.rate)
        half = BATCH // 2
        box.log(error.mean().item(), named.item(), error[half:].mean().item(), error[:half].mean().item(), norm)
        if box.spent - shown > 600:
            shown = box.spent
            sheet(halves.average, RUNS / f'sheet-{round(box.spent / 60):03}.png')


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--minutes', type=float, default=60)
    parser.add_argument('--peak', type=float, default=PEAK)
    parser.add_argument('--exported', action='store_true')
    parser.add_argument('--grown', action='store_true')
    options = parser.parse_args()
    torch.set_flush_denormal(True)
    train(options.minutes, options.peak, options.exported, options.grown)
