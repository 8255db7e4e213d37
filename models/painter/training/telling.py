"""What a caption may tell of a scene, in any language: how much, which relations hold, which of its circumstances are named."""
from dataclasses import dataclass

from numpy.random import Generator

from world import AFLOAT, Scene, Thing, column, pick, stands_on

WORN = ('person', 'child')                       # their colour is the one of their clothes
CHARMING = ('cat', 'dog', 'rabbit', 'bird', 'fish', 'flower', 'child')


@dataclass(frozen=True)
class Detail:
    """How likely a caption names colours, counts, places and falling rain or snow."""
    colour: float = .8
    count: float = .65
    place: float = .3
    weather: float = .95


def relate(scene: Scene, rng: Generator) -> tuple[str, list[Thing]] | None:
    """A true relation between things and whom it holds for, or None."""
    level = {t.kind: stands_on(t) for t in scene.things}
    ground = sorted((t for t in scene.things if level[t.kind] == 'ground'), key=column)
    sky = [t for t in scene.things if level[t.kind] == 'sky']
    far = [t for t in scene.things if level[t.kind] == 'far']
    area = [t for t in scene.things if level[t.kind] == 'area']
    found: list[tuple[str, list[Thing]]] = [('under', [g, s]) for g in ground for s in sky]
    found += [('before', [g, f]) for g in ground for f in far] + [(lies(g, a), [g, a]) for g in ground for a in area]
    if len(ground) == 3:
        found += [('between', [ground[1], ground[0], ground[2]])] * 2
    for first, second in zip(ground, ground[1:]):
        found += [('beside', [first, second]), ('beside', [second, first]), ('left of', [first, second])]
    return pick(rng, found) if found else None


def lies(thing: Thing, area: Thing) -> str:
    """Whether a thing is on an area of the ground or by it."""
    return 'on' if area.kind == 'road' or thing.kind in AFLOAT or thing.kind == 'bridge' else 'by'


def settings(scene: Scene, rng: Generator, detail: Detail) -> list[str]:
    """Which of time, weather, season, mood and background a caption names."""
    odds = {'time': {'day': .12, 'sunset': .85, 'night': .8}[scene.time] if scene.background == 'field' else 0, 'weather': detail.weather if scene.weather != 'clear' else 0,
            'season': .85 if scene.season else 0, 'mood': .9 if scene.mood else 0,
            'background': {'room': .8, 'paper': .3, 'field': .1}[scene.background]}
    return [name for name, chance in odds.items() if rng.random() < chance]
