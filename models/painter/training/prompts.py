"""The 500 prompts of the test: scenes that training never shows, told with every colour named.

`python3 prompts.py` writes prompts.json: a list of {"language", "text", "asked": [[kind, colour or null], ...], "scene"}.
"""
import argparse
import json
from dataclasses import asdict
from pathlib import Path

from numpy.random import default_rng

from captions import LANGUAGES, caption
from telling import Detail
from world import FIRST, READY, Scene, is_held_out, sample_scene

SEED, COUNT = 71, 500
PLAIN = Detail(colour=1, weather=1)
FILE = Path(__file__).parent / 'prompts.json'


def asked(scene: Scene) -> list[tuple[str, str | None]]:
    """The kinds a prompt of PLAIN detail asks for, each with its colour where it has one."""
    weather = [(scene.weather, None)] if scene.weather != 'clear' else []
    return [(t.kind, t.colour) for t in scene.things] + weather


def prompts(pool: tuple[str, ...] = READY, count: int = COUNT, seed: int = SEED) -> list[dict]:
    """Different held-out prompts, half of them Korean; always the same for the same arguments."""
    rng = default_rng(seed)
    found: dict[str, dict] = {}
    while len(found) < count:
        scene = sample_scene(rng, pool=pool)
        if not is_held_out(scene) or not scene.things:
            continue
        language = LANGUAGES[len(found) % len(LANGUAGES)]
        text = caption(scene, language, rng, detail=PLAIN)
        found.setdefault(text, {'language': language, 'text': text, 'asked': asked(scene), 'scene': asdict(scene)})
    return list(found.values())


def main() -> None:
    """Writes the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--first', action='store_true', help='only the kinds of the smaller world')
    options = parser.parse_args()
    rows = ',\n'.join(json.dumps(p, ensure_ascii=False) for p in prompts(FIRST if options.first else READY))
    FILE.write_text(f'[\n{rows}\n]\n', encoding='utf-8')


if __name__ == '__main__':
    main()
