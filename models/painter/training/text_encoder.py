"""Trains the text encoder to tell what a caption asks for, before the denoiser learns to paint it.

    python3 text_encoder.py --minutes 8

Its last embedding must tell the whole scene; the embedding of a thing's name must tell that thing's kind, colour, count and place, so that
a colour is bound to its thing by the time the denoiser looks at the words. Captions cost nothing: no caption is seen twice.
"""
import argparse
from collections.abc import Callable

import numpy as np
import torch
from numpy.random import Generator, default_rng
from torch import nn
from torch.nn import functional as F

import words_en
import words_ko
from box import RUNS, Box
from captions import LANGUAGES, caption
from halves import Halves
from networks import TEXT_WIDTH, TOKENS, TextEncoder
from restore import restored
from tokenizer import Tokenizer, words
from world import BACKGROUNDS, COLOURS, MOODS, SEASONS, THINGS, TIMES, WEATHERS, WHOLE_SKY, Scene, column, kinds_of, sample_training_scene, stands_on

BATCH, PEAK, SEED = 256, 1.5e-3, 2
COUNTS, PLACES = 3, 7            # a place is 0 (none), 1 + column in the sky, 4 + column elsewhere
AIR = (('time', TIMES), ('weather', WEATHERS), ('season', (None, *SEASONS)), ('mood', (None, *MOODS)), ('background', BACKGROUNDS))
PARTS = (len(COLOURS) + 1, COUNTS, PLACES)
UNTOLD = -100                    # what cross_entropy leaves out


def stems() -> dict[str, list[str]]:
    """For every kind the words that name it: English ones whole, Korean ones as the beginning of a word."""
    english = {kind: [form.split()[-1] for pair in pairs for form in pair if '-' not in form] for kind, pairs in words_en.NOUNS.items()}
    return {kind: english[kind] + [name.split()[-1] for name in words_ko.NOUNS[kind][0]] for kind in english}


STEMS = stems()


def thing_of(word: str, scene: Scene) -> int:
    """The index of the thing of the scene that a word of its caption names, or -1."""
    named = [(len(stem), i) for i, thing in enumerate(scene.things) for stem in STEMS[thing.kind]
             if word == stem or (not stem.isascii() and word.startswith(stem))]
    return max(named)[1] if named else -1


def parts_of(thing) -> tuple[int, int, int]:
    """Colour, count and place of a thing as numbers."""
    column_of = -1 if thing.place == WHOLE_SKY else column(thing)
    place = 0 if column_of < 0 else 1 + column_of + (0 if stands_on(thing) == 'sky' else 3)
    return (1 + COLOURS.index(thing.colour) if thing.colour else 0), thing.count - 1, place


def example(scene: Scene, text: str, tokenizer: Tokenizer):
    """Token ids, what each token is about [TOKENS, 4], what the scene holds [THINGS, 4], and its air [5]."""
    ids, owners = tokenizer.encode_words(text)
    about = np.full((TOKENS, 4), UNTOLD)
    about[:, 0] = 0
    named = [thing_of(word, scene) for word in words(text)]
    for token, owner in enumerate(owners):
        if owner >= 0 and named[owner] >= 0:
            thing = scene.things[named[owner]]
            about[token] = (1 + THINGS.index(thing.kind), *parts_of(thing))
    holds = np.full((len(THINGS), 4), UNTOLD)
    holds[:, 0] = 0
    holds[[THINGS.index(kind) for kind in kinds_of(scene)], 0] = 1
    for thing in scene.things:
        holds[THINGS.index(thing.kind), 1:] = parts_of(thing)
    return ids, about, holds, [options.index(getattr(scene, name)) for name, options in AIR]


class Reader(nn.Module):
    """The text encoder with the linear readings that it is trained by."""

    def __init__(self, vocabulary: int):
        super().__init__()
        self.encoder = TextEncoder(vocabulary)
        self.about = nn.Linear(TEXT_WIDTH, len(THINGS) + 1 + sum(PARTS))
        self.holds = nn.Linear(TEXT_WIDTH, len(THINGS) * (1 + sum(PARTS)))
        self.air = nn.Linear(TEXT_WIDTH, sum(len(options) for _, options in AIR))

    def forward(self, ids):
        tokens = self.encoder(ids)
        last = tokens[:, -1]
        return self.about(tokens), self.holds(last).unflatten(1, (len(THINGS), -1)), self.air(last)


def told_loss(logits, targets, sizes):
    """The sum of the cross-entropies of several choices laid side by side."""
    logits = logits.float().flatten(0, -2).split(sizes, 1)
    return sum(F.cross_entropy(x, t) for x, t in zip(logits, targets.flatten(0, -2).unbind(1)))


def losses(readings, about, holds, air):
    told, scene, outside = readings
    there = F.binary_cross_entropy_with_logits(scene[..., 0].float(), holds[..., 0].float())
    return (told_loss(told, about, (len(THINGS) + 1, *PARTS)), 20 * there,
            told_loss(scene[..., 1:], holds[..., 1:], PARTS), told_loss(outside, air, [len(options) for _, options in AIR]))


def batch(rng: Generator, tokenizer: Tokenizer, scenes: Callable[[Generator], Scene], count: int):
    """Fresh scenes with one caption each, half of them in either language."""
    drawn = [scenes(rng) for _ in range(count)]
    examples = [example(scene, caption(scene, LANGUAGES[i % 2], rng), tokenizer) for i, scene in enumerate(drawn)]
    return [torch.from_numpy(np.array(part)) for part in zip(*examples)]


def train(minutes: float):
    torch.manual_seed(SEED)
    tokenizer = Tokenizer()
    halves = Halves(Reader(len(tokenizer)), PEAK)
    box = Box('text_encoder', minutes, PEAK, halves.state, halves.load, ('token', 'there', 'parts', 'air', 'norm'))
    rng = default_rng([SEED, box.step])
    for _ in box:
        ids, *targets = batch(rng, tokenizer, sample_training_scene, BATCH)
        parts = losses(halves.half(ids), *targets)
        sum(parts).backward()
        norm = halves.step(box.rate)
        box.log(*(part.item() for part in parts), norm)


def load(tokenizer: Tokenizer) -> TextEncoder:
    """The averaged text encoder as trained so far; the committed one where there is no checkpoint."""
    if not (RUNS / 'text_encoder.pt').exists():
        return restored(TextEncoder(len(tokenizer)), 'text_encoder').eval().requires_grad_(False)
    reader = Reader(len(tokenizer))
    reader.load_state_dict(torch.load(RUNS / 'text_encoder.pt')['state']['average'])
    return reader.encoder.eval().requires_grad_(False)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--minutes', type=float, default=8)
    torch.set_flush_denormal(True)
    train(parser.parse_args().minutes)
