"""Tells a scene in Korean or English, shortly or at length, as a child or a grown-up would.

A caption only names what the scene holds, and names every thing of it; colours, counts and places may be left unsaid.
`python3 captions.py [--count 20]` prints examples.
"""
import argparse
import re

from numpy.random import Generator, default_rng

import words_en as en
import words_ko as ko
from telling import Detail
from telling_en import tell_english
from telling_ko import tell_korean
from world import Scene, column, pick, sample_scene

__all__ = ['LANGUAGES', 'LENGTHS', 'Detail', 'caption', 'column', 'examples', 'vocabulary']

LANGUAGES = ('ko', 'en')
LENGTHS = ('list', 'short', 'sentence', 'diary')


def caption(scene: Scene, language: str, rng: Generator, length: str | None = None, detail: Detail = Detail()) -> str:
    """One way of telling the scene. `length` is one of LENGTHS."""
    length = length or pick(rng, LENGTHS, (.15, .4, .3, .15))
    told = tell_korean(scene, rng, length, detail) if language == 'ko' else tell_english(scene, rng, length, detail)
    return re.sub(r' (?=[.,]|$)', '', re.sub(r'\s+', ' ', told)).strip()


def texts(table) -> list[str]:
    """All strings of a nested table."""
    if isinstance(table, str):
        return [table]
    return [t for part in (table.values() if isinstance(table, dict) else table) for t in texts(part)]


def vocabulary() -> dict[str, list[str]]:
    """Every word a caption can use, lower case; Korean nouns without their particles, the particles apart."""
    words: dict[str, list[str]] = {'particles': list(ko.PARTICLES)}
    for name, module in (('en', en), ('ko', ko)):
        tables = [texts(v) for k, v in vars(module).items() if k.isupper() and k not in ('PARTICLES', 'EXAMPLES') and not isinstance(v, str)]
        text = ' '.join(t for table in tables for t in table)
        plain = re.sub(r'\{[^}]*\}', ' ', text).lower()
        words[name] = sorted(set(re.findall(r"[^\W_]+(?:'[a-z]+)?", plain)))
    return words


def examples() -> dict[str, list[str]]:
    """A dozen charming prompts of each language."""
    return {'ko': list(ko.EXAMPLES), 'en': list(en.EXAMPLES)}


def main() -> None:
    """Prints captions of random scenes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--count', type=int, default=20)
    parser.add_argument('--seed', type=int, default=0)
    options = parser.parse_args()
    rng = default_rng(options.seed)
    for _ in range(options.count):
        scene = sample_scene(rng)
        print(scene)
        for language in LANGUAGES:
            print('   ', caption(scene, language, rng))


if __name__ == '__main__':
    main()
