"""Judges the painter on the 500 held-out prompts. The pictures are painted by the program itself, as people get them:

    python3 evaluate.py ask [--choose]                       # lists of requests in runs/
    dotnet run -c Release --project ../../../bench -- paint runs/{painted,others,sheet}.json
    python3 evaluate.py judge                                # the figures, and ../samples.jpg
    python3 evaluate.py choose                               # compares samplers, guidances and steps on other held-out prompts

Figures: the share of the things asked for that the judge finds, the share of the named colours that are right (of all, and of the things
found), and how far two seeds lie apart. The same for drawings of the same scenes, as they are and through the autoencoder: the ceiling.
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
from sample import as_bytes
from world import COLOURS, THINGS, Scene, Thing, is_held_out, sample_scene

PART = 50
DEVELOPMENT, DEVELOPMENT_SEED = 150, 72
CHOICES = (('ddim', 20, 3.0), ('euler_ancestral', 40, 5.0))      # the engine's names
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


def requests(name: str, texts: list[str], first_seed=0, **settings):
    """Writes runs/NAME.json, which `bench -- paint` understands."""
    RUNS.mkdir(exist_ok=True)
    (RUNS / f'{name}.json').write_text(json.dumps([{'prompt': text, 'seed': first_seed + i, **settings} for i, text in enumerate(texts)], ensure_ascii=False), 'utf-8')


def painted(name: str) -> np.ndarray:
    """The pictures that were asked for by that name."""
    return np.stack([np.asarray(Image.open(path).convert('RGB')) for path in sorted((RUNS / name).glob('*.png'))])


def through_autoencoder(pictures: np.ndarray) -> np.ndarray:
    network = autoencoder.load()
    with torch.no_grad():
        return np.concatenate([as_bytes(network.decoder((network.encoder(autoencoder.as_input(torch.from_numpy(part)))[0] - network.decoder.mean)
                                                        / network.decoder.deviation)) for part in np.array_split(pictures, max(1, len(pictures) // PART))])


def sheet_texts() -> list[tuple[str, str]]:
    """48 held-out scenes, each told in the language to paint from and in the other one."""
    rng, scenes = default_rng(48), []
    while len(scenes) < 48:
        scene = sample_scene(rng)
        if is_held_out(scene) and scene.things:
            scenes.append(scene)
    texts = []
    for i, scene in enumerate(scenes):       # plain phrases, short enough to be read below the picture
        told = [[caption(scene, language, rng, 'short', Detail(colour=1, place=0)) for _ in range(8)] for language in LANGUAGES]
        pair = [min(options, key=len) for options in told]
        texts.append((pair[i % 2], pair[1 - i % 2]))
    return texts


def contact_sheet():
    font, cell = ImageFont.truetype(FONT, 11, index=1), (256, 256 + 36)
    page = Image.new('RGB', (8 * cell[0], 6 * cell[1]), 'white')
    pen = ImageDraw.Draw(page)
    for i, (picture, pair) in enumerate(zip(painted('sheet'), sheet_texts())):
        x, y = i % 8 * cell[0], i // 8 * cell[1]
        page.paste(Image.fromarray(picture), (x, y))
        for line, text in enumerate(pair):
            while pen.textlength(text, font) > 250:
                text = text[:-2] + '…'
            pen.text((x + 4, y + 257 + 16 * line), text, 'black' if line == 0 else 'grey', font)
    page.save(FOLDER / 'samples.jpg', quality=82)


def ask(choices: bool):
    """The requests of a judgement, or those of a choice."""
    if choices:
        texts = [prompt['text'] for prompt in development()]
        for sampler, steps, guidance in CHOICES:
            requests(name_of(sampler, steps, guidance), texts, scheduler=sampler, steps=steps, guidance=guidance)
        return
    texts = [prompt['text'] for prompt in json.loads(FILE.read_text('utf-8'))]
    requests('painted', texts)
    requests('others', texts[:PART], first_seed=1000)
    requests('sheet', [text for text, _ in sheet_texts()])


def development() -> list[dict]:
    """Held-out prompts that choose, so that the 500 choose nothing."""
    return held_out(count=DEVELOPMENT, seed=DEVELOPMENT_SEED)


def name_of(sampler, steps, guidance) -> str:
    return f'choice-{sampler}-{steps}-{guidance:g}'


def choose():
    for choice in CHOICES:
        print(*choice, Score(painted(name_of(*choice)), development()).line())


def judged():
    prompts = json.loads(FILE.read_text('utf-8'))
    pictures = painted('painted')
    score = Score(pictures, prompts)
    print('painted:', score.line())
    drawings = np.stack([draw(scene_of(prompt['scene']), default_rng([9, i])).picture for i, prompt in enumerate(prompts)])
    print('drawn:', Score(drawings, prompts).line())
    print('drawn, through the autoencoder:', Score(through_autoencoder(drawings), prompts).line())
    apart = np.abs(pictures[:PART].astype(float) - painted('others')).mean((1, 2, 3))
    print(f'two seeds of a prompt: {apart.mean():.1f} of 255 apart on average, {apart.min():.1f} at least')
    for column in (0, 1, 2):
        print(score.table(column))
    contact_sheet()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('task', choices=['ask', 'judge', 'choose'])
    parser.add_argument('--choose', action='store_true', help='ask for what `choose` compares')
    options = parser.parse_args()
    {'ask': lambda: ask(options.choose), 'judge': judged, 'choose': choose}[options.task]()


if __name__ == '__main__':
    main()
