"""Judges the painter on the 500 held-out prompts and writes ../samples.jpg: `python3 evaluate.py [--guidance 3] [--again]`.

`python3 evaluate.py --choose` compares guidances and numbers of steps on other held-out prompts, so that the 500 choose nothing.

Figures: the share of the things asked for that the judge finds, the share of the named colours that are right (of all, and of the things
found), and how far two seeds lie apart. The same for drawings of the same scenes, as they are and through the autoencoder: the ceiling.
The pictures are kept in runs/; `--again` judges those, for a judge that has learned more.
"""
import argparse
import json
from collections import defaultdict

import numpy as np
import torch
from numpy.random import default_rng
from PIL import Image, ImageDraw, ImageFont

import autoencoder
from box import RUNS
from captions import LANGUAGES, Detail, caption
from draw import draw
from export import FOLDER
from judge import found
from prompts import FILE, prompts as held_out
from sample import Trained, as_bytes
from world import COLOURS, THINGS, Scene, Thing, is_held_out, sample_scene

PART = 50
DEVELOPMENT, DEVELOPMENT_SEED = 150, 72
CHOICES = ((3.0, 20), (4.0, 20), (5.0, 20), (4.0, 30))
FONT = '/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'


def scene_of(record: dict) -> Scene:
    return Scene(**{**record, 'things': tuple(Thing(**thing) for thing in record['things'])})


class Score:
    """Counts what was asked for and what the judge sees."""

    def __init__(self, pictures: np.ndarray, prompts: list[dict]):
        there, colours = found(pictures)
        self.rows = []          # (language, kind, colour or None, found, colour right)
        for i, prompt in enumerate(prompts):
            for kind, colour in prompt['asked']:
                k = THINGS.index(kind)
                self.rows.append((prompt['language'], kind, colour, bool(there[i, k]), colour is not None and COLOURS[colours[i, k]] == colour))

    def line(self) -> str:
        coloured = [row for row in self.rows if row[2]]
        seen = [row for row in coloured if row[3]]
        return (f'things {share(row[3] for row in self.rows)}, colours {share(row[4] for row in coloured)}, '
                f'colours of things found {share(row[4] for row in seen)}, both {share(row[3] and row[4] for row in coloured)}')

    def table(self, column: int) -> str:
        """One line per value of a column: found and colour right."""
        groups = defaultdict(list)
        for row in self.rows:
            groups[row[column]].append(row)
        lines = [f'| {name} | {len(rows)} | {share(row[3] for row in rows)} | {share(row[4] for row in rows if row[2])} |'
                 for name, rows in sorted(groups.items(), key=lambda group: -np.mean([row[3] for row in group[1]])) if name]
        return '\n'.join(['| | asked | found | colour right |', '| --- | ---: | ---: | ---: |', *lines])


def share(truths) -> str:
    truths = list(truths)
    return f'{100 * np.mean(truths):.1f} %' if truths else '–'


def painted(trained: Trained, texts: list[str], seeds, **settings) -> np.ndarray:
    return np.concatenate([trained.paint(texts[i:i + PART], seeds[i:i + PART], **settings) for i in range(0, len(texts), PART)])


def through_autoencoder(pictures: np.ndarray) -> np.ndarray:
    network = autoencoder.load()
    with torch.no_grad():
        return np.concatenate([as_bytes(network.decoder((network.encoder(autoencoder.as_input(torch.from_numpy(part)))[0] - network.decoder.mean)
                                                        / network.decoder.deviation)) for part in np.array_split(pictures, max(1, len(pictures) // PART))])


def contact_sheet(trained: Trained, **settings):
    """48 held-out scenes, told in both languages and painted from one of them in turn."""
    rng, scenes = default_rng(48), []
    while len(scenes) < 48:
        scene = sample_scene(rng)
        if is_held_out(scene) and scene.things:
            scenes.append(scene)
    texts = []
    for scene in scenes:       # plain phrases, short enough to be read below the picture
        told = [[caption(scene, language, rng, 'short', Detail(colour=1, place=0)) for _ in range(8)] for language in LANGUAGES]
        texts.append([min(options, key=len) for options in told])
    pictures = painted(trained, [pair[i % 2] for i, pair in enumerate(texts)], list(range(48)), **settings)
    font, cell = ImageFont.truetype(FONT, 11, index=1), (256, 256 + 36)
    page = Image.new('RGB', (8 * cell[0], 6 * cell[1]), 'white')
    pen = ImageDraw.Draw(page)
    for i, (picture, pair) in enumerate(zip(pictures, texts)):
        x, y = i % 8 * cell[0], i // 8 * cell[1]
        page.paste(Image.fromarray(picture), (x, y))
        for line, text in enumerate((pair[i % 2], pair[1 - i % 2])):
            while pen.textlength(text, font) > 250:
                text = text[:-2] + '…'
            pen.text((x + 4, y + 257 + 16 * line), text, 'black' if line == 0 else 'grey', font)
    page.save(FOLDER / 'samples.jpg', quality=82)


def choose(trained: Trained):
    """One line for every setting, on as many prompts as can be painted meanwhile."""
    prompts = held_out(count=DEVELOPMENT, seed=DEVELOPMENT_SEED)
    for guidance, steps in CHOICES:
        pictures = painted(trained, [prompt['text'] for prompt in prompts], list(range(len(prompts))), guidance=guidance, steps=steps)
        print(f'guidance {guidance}, {steps} steps: {Score(pictures, prompts).line()}', flush=True)


def kept(name: str, again: bool, make) -> np.ndarray:
    """What `make` makes, kept in runs/, or what was kept."""
    path = RUNS / f'{name}.npy'
    if not again:
        np.save(path, make())
    return np.load(path)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--guidance', type=float, default=3.0)
    parser.add_argument('--steps', type=int, default=20)
    parser.add_argument('--again', action='store_true')
    parser.add_argument('--choose', action='store_true')
    options = parser.parse_args()
    if options.choose:
        choose(Trained().rounded())
        return
    settings = {'guidance': options.guidance, 'steps': options.steps}
    prompts = json.loads(FILE.read_text('utf-8'))
    trained = Trained().rounded()
    texts = [prompt['text'] for prompt in prompts]
    pictures = kept('painted', options.again, lambda: painted(trained, texts, list(range(len(texts))), **settings))
    score = Score(pictures, prompts)
    print('painted:', score.line())
    drawings = kept('drawn', options.again, lambda: np.stack([draw(scene_of(prompt['scene']), default_rng([9, i])).picture for i, prompt in enumerate(prompts)]))
    print('drawn:', Score(drawings, prompts).line())
    print('drawn, through the autoencoder:', Score(kept('decoded', options.again, lambda: through_autoencoder(drawings)), prompts).line())
    others = kept('others', options.again, lambda: painted(trained, texts[:PART], list(range(1000, 1000 + PART)), **settings))
    apart = np.abs(pictures[:PART].astype(float) - others).mean((1, 2, 3))
    print(f'two seeds of a prompt: {apart.mean():.1f} of 255 apart on average, {apart.min():.1f} at least')
    for column in (0, 1, 2):
        print(score.table(column))
    if not options.again:
        contact_sheet(trained, **settings)


if __name__ == '__main__':
    main()
