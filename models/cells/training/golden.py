"""Writes ../golden: drawn pictures and what the reference finds in them, stage by stage, for the tests of the program's own code."""
import json
from pathlib import Path

import numpy as np
from PIL import Image

import synthetic
from reference import CANONICAL, Counter, exposure, resize, tensor

FOLDER = Path(__file__).parent.parent / 'golden'
PICTURES = {  # name: seed, width, height, diameter, kind
    'trypan': (synthetic.HELD_OUT_SEED + 900_016, 420, 320, 32, synthetic.STAIN),
    'fluorescence': (synthetic.HELD_OUT_SEED + 900_015, 300, 220, 14, synthetic.FLUORESCENCE),
}

if __name__ == '__main__':
    FOLDER.mkdir(exist_ok=True)
    counter, cases = Counter(), []
    for name, (seed, width, height, diameter, kind) in PICTURES.items():
        picture, cells, _ = synthetic.picture(np.random.default_rng(seed), width, height, diameter, kind)
        Image.fromarray(picture).save(FOLDER / f'{name}.png', optimize=True)
        gain, result = exposure(picture), counter.count(picture)
        output = counter.detector(tensor(resize(picture, CANONICAL / result.diameter), gain))[0]
        cases.append({
            'picture': f'{name}.png',
            'drawn': {'live': int((cells[:, 3] == 0).sum()), 'dead': int((cells[:, 3] == 1).sum()), 'diameter': diameter},
            'exposure': gain,
            'diameter': round(result.diameter, 4),
            'kind': result.kind,
            'output_shape': list(output.shape),
            'output_sums': [round(float(v), 3) for v in output[0].sum((1, 2))],
            'cells': [{'x': round(x, 2), 'y': round(y, 2), 'radius': round(r, 2), 'state': 'dead' if state else 'live', 'score': round(score, 3)} for x, y, r, state, score in result.cells],
        })
    (FOLDER / 'golden.json').write_text(json.dumps({'cases': cases}, indent=1) + '\n')
    for case in cases:
        print(case['picture'], case['drawn'], len(case['cells']), case['diameter'], case['kind'], (FOLDER / case['picture']).stat().st_size)
