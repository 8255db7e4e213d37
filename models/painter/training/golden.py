"""Writes ../golden, the reference figures of the exported painter; export.py calls it with the very weights that it exports.

golden.json tells what is asked and, for every figure, where its float32 numbers begin in golden.bin (in numbers, not bytes) and its shape.
A sampler's latents are those after each of its steps. Noise is given, not seeded: generators differ, arithmetic must not.
"""
import json
import unicodedata
from pathlib import Path

import numpy as np
import torch

from sample import Trained
from schedule import ddim, euler, guided, start

FOLDER = Path(__file__).parent.parent / 'golden'
TEXTS = ('', '노란 해 아래 빨간 집', 'a blue car under a rainbow', '  Two   RED houses,\tand a cat! ', unicodedata.normalize('NFD', '강아지와 산책했다.'),
         "it's 3 o'clock", '비 오는 날, 고양이 두 마리와 파란 자동차가 있었다', 'zebra 얼룩말 🦓', 'house ' * 40)
PROMPTS = ('노란 해 아래 빨간 집', 'a blue car and a green tree')
GUIDANCE, SEEDS = 3.0, (11, 12)
STEPS = {'ddim': 10, 'euler': 10, 'euler_ancestral': 8}


class Numbers:
    """Collects arrays for golden.bin."""

    def __init__(self):
        self.parts, self.length = [], 0

    def add(self, values) -> dict:
        values = np.ascontiguousarray(torch.stack(list(values)).numpy() if isinstance(values, list) else values.numpy(), np.float32)
        self.parts.append(values.ravel())
        place = {'at': self.length, 'shape': list(values.shape)}
        self.length += values.size
        return place


def write(trained: Trained):
    """`trained` holds the weights as they were exported."""
    numbers = Numbers()
    words, nothing, noise = trained.embed(PROMPTS), trained.embed(['']), start(SEEDS)
    predict = guided(trained.denoiser, words, nothing, GUIDANCE)
    fresh = torch.randn(STEPS['euler_ancestral'] - 1, *noise.shape, generator=torch.Generator().manual_seed(13))
    steps = {name: [] for name in STEPS}
    last = ddim(predict, noise, STEPS['ddim'], lambda x: steps['ddim'].append(x.clone()))
    euler(predict, noise, STEPS['euler'], each=lambda x: steps['euler'].append(x.clone()))
    euler(predict, noise, STEPS['euler_ancestral'], iter(fresh).__next__, lambda x: steps['euler_ancestral'].append(x.clone()))
    with torch.no_grad():
        picture = trained.decoder(last[:1])
        once = trained.denoiser(noise, torch.tensor([500]), words)
    golden = {
        'tokens': [{'text': text, 'ids': trained.tokenizer.encode(text)} for text in TEXTS],
        'prompts': PROMPTS, 'guidance': GUIDANCE, 'embeddings': numbers.add(words), 'nothing': numbers.add(nothing), 'noise': numbers.add(noise),
        'denoised': {'timestep': 500, **numbers.add(once)}, 'ancestral_noise': numbers.add(fresh),
        'latents': {name: {'steps': STEPS[name], **numbers.add(found)} for name, found in steps.items()},
        'picture': {'of': 'the first prompt, by ddim', **numbers.add(picture)}}
    FOLDER.mkdir(exist_ok=True)
    np.concatenate(numbers.parts).astype('<f4').tofile(FOLDER / 'golden.bin')
    (FOLDER / 'golden.json').write_text(json.dumps(golden, ensure_ascii=False, indent=1) + '\n', 'utf-8')
    print(f'{numbers.length * 4 / 1e6:.2f} MB')

