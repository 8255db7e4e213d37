"""The world of the painter: what may be in a scene, in which colours and places, and which scenes are kept for the test.

The order of THINGS and COLOURS is part of the label maps of `draw.py`, so names are only ever added at their ends.
"""
from dataclasses import dataclass
from hashlib import blake2b
from itertools import combinations

from numpy.random import Generator

COLOURS = ('red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'brown', 'white', 'black')
TIMES = ('day', 'sunset', 'night')
WEATHERS = ('clear', 'rain', 'snow')
SEASONS = ('spring', 'summer', 'autumn', 'winter')
MOODS = ('happy', 'calm', 'sad')
BACKGROUNDS = ('field', 'room', 'paper')
SKY_PLACES = ('top left', 'top', 'top right')
WHOLE_SKY = 'sky'
GROUND_PLACES = ('left', 'middle', 'right')

SHARE_HELD_OUT = 12      # one pair of twelve is never trained on


@dataclass(frozen=True)
class Kind:
    """A kind of thing. `where` names the levels it may stand on: sky, ground, far (the horizon), area (a part of the ground) or weather."""
    where: tuple[str, ...]
    colours: tuple[str, ...] = ()
    most: int = 3
    weight: float = 1
    indoors: bool = False


@dataclass(frozen=True)
class Thing:
    """`count` things of one kind and colour (None where the kind has no colour of its choice). `place` is one of SKY_PLACES or GROUND_PLACES,
    WHOLE_SKY, or None where it fills the ground."""
    kind: str
    colour: str | None
    count: int
    place: str | None


@dataclass(frozen=True)
class Scene:
    """Everything a caption may tell and `draw` needs; what is None has nothing to be seen."""
    things: tuple[Thing, ...]
    time: str
    weather: str
    season: str | None
    mood: str | None
    background: str


ANY = COLOURS
BRIGHT = ('red', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink')
FUR = ('brown', 'white', 'black', 'yellow', 'orange')

KINDS: dict[str, Kind] = {
    'sun': Kind(('sky',), ('red', 'orange', 'yellow'), most=1, weight=2),
    'moon': Kind(('sky',), ('yellow', 'white'), most=1, weight=2),
    'star': Kind(('sky',), ('yellow', 'white'), weight=2),
    'cloud': Kind(('sky',), ('white', 'black', 'pink', 'blue'), weight=1.5),
    'rain': Kind(('weather',), most=1),
    'snow': Kind(('weather',), most=1),
    'rainbow': Kind(('sky',), most=1),
    'house': Kind(('ground',), ANY, weight=2),
    'tree': Kind(('ground',), ('green', 'orange', 'yellow', 'red', 'pink'), weight=2),
    'flower': Kind(('ground',), BRIGHT + ('white',), weight=2),
    'mountain': Kind(('far',), ('green', 'blue', 'brown', 'purple'), weight=1.2),
    'sea': Kind(('area',), most=1),
    'boat': Kind(('ground',), ANY),
    'road': Kind(('area',), most=1, weight=.7),
    'car': Kind(('ground',), ANY, weight=1.3),
    'bus': Kind(('ground',), BRIGHT, most=2),
    'bicycle': Kind(('ground',), BRIGHT + ('black',), most=2),
    'person': Kind(('ground',), ANY, indoors=True, weight=1.5),
    'child': Kind(('ground',), ANY, indoors=True, weight=1.5),
    'family': Kind(('ground',), most=1, indoors=True),
    'cat': Kind(('ground',), FUR, indoors=True, weight=1.5),
    'dog': Kind(('ground',), FUR, indoors=True, weight=1.5),
    'bird': Kind(('sky', 'ground'), ANY, weight=1.2),
    'fish': Kind(('ground',), BRIGHT),
    'rabbit': Kind(('ground',), FUR + ('pink',), indoors=True),
    'balloon': Kind(('sky', 'ground'), BRIGHT, weight=1.5, indoors=True),
    'kite': Kind(('sky',), BRIGHT),
    'cake': Kind(('ground',), ('pink', 'white', 'brown', 'yellow', 'green', 'purple'), most=2, indoors=True),
    'umbrella': Kind(('ground',), ANY, indoors=True),
    'ball': Kind(('ground',), ANY, indoors=True),
    'book': Kind(('ground',), ANY, indoors=True),
    'bed': Kind(('ground',), BRIGHT, most=2, indoors=True),
    'table': Kind(('ground',), ('brown', 'white', 'red', 'blue', 'green', 'black'), most=2, indoors=True),
    'school': Kind(('ground',), ('red', 'yellow', 'brown', 'white', 'blue'), most=1),
    'hospital': Kind(('ground',), most=1),
    'park': Kind(('ground',), most=1),
    'river': Kind(('area',), most=1, weight=.7),
    'bridge': Kind(('ground',), ('red', 'brown', 'blue', 'yellow', 'white', 'black'), most=1),
    'tent': Kind(('ground',), BRIGHT, most=2),
    'airplane': Kind(('sky', 'ground'), BRIGHT + ('white',)),
    'train': Kind(('ground',), BRIGHT + ('black',), most=1),
}
THINGS = tuple(KINDS)

READY: tuple[str, ...] = THINGS     # those whose drawing is done
FIRST = ('sun', 'moon', 'star', 'cloud', 'rain', 'snow', 'rainbow', 'house', 'tree', 'flower', 'mountain', 'sea', 'boat', 'car', 'person', 'cat', 'dog',
         'bird', 'balloon')      # a smaller world to begin with
AFLOAT = ('boat', 'fish')
DARK_ONLY, LIGHT_ONLY = ('moon', 'star'), ('sun', 'rainbow')
WIDE = {'rainbow': 2, 'family': 2, 'train': 2, 'park': 2, 'bridge': 2, 'bus': 1.5, 'school': 1.5, 'hospital': 1.3, 'bed': 1.5}


def pick(rng: Generator, options, weights=None):
    """One of `options`, by weight."""
    if weights is None:
        return options[int(rng.integers(len(options)))]
    total = sum(weights)
    at = rng.random() * total
    for option, weight in zip(options, weights):
        at -= weight
        if at < 0:
            return option
    return options[-1]


def sample_scene(rng: Generator, kinds: tuple[str, ...] | None = None, pool: tuple[str, ...] = READY) -> Scene:
    """A scene of one to four kinds out of `pool`, or of exactly `kinds`. It may be one that is held out: ask `is_held_out`."""
    chosen = list(kinds) if kinds else sample_kinds(rng, pool)
    background = sample_background(rng, chosen)
    time, weather = sample_air(rng, chosen, background)
    season = pick(rng, SEASONS) if background == 'field' and rng.random() < .3 else None
    if weather == 'snow' and season:
        season = 'winter'
    mood = pick(rng, MOODS) if background != 'paper' and rng.random() < .25 else None
    if weather != 'clear' and weather not in chosen and background != 'field':
        weather = 'clear'
    return Scene(arrange(rng, [k for k in chosen if k not in ('rain', 'snow')]), time, weather, season, mood, background)


def sample_training_scene(rng: Generator, pool: tuple[str, ...] = READY) -> Scene:
    """A scene that is not held out."""
    while is_held_out(scene := sample_scene(rng, pool=pool)):
        pass
    return scene


def sample_kinds(rng: Generator, pool: tuple[str, ...]) -> list[str]:
    """One to four kinds that can share a picture."""
    count = pick(rng, (1, 2, 3, 4), (.22, .38, .28, .12))
    chosen: list[str] = []
    room = {'sky': 2, 'ground': 3, 'far': 1, 'area': 1}
    for _ in range(24):
        if len(chosen) >= count:
            break
        kind = pick(rng, pool, [KINDS[k].weight for k in pool])
        if 'weather' in KINDS[kind].where or kind in chosen or not fits(kind, chosen):
            continue
        level = KINDS[kind].where[0]
        if room[level] > 0:
            room[level] -= 1
            chosen.append(kind)
    water = [k for k in ('sea', 'river') if k in pool]
    if set(AFLOAT) & set(chosen) and room['area'] and water and (rng.random() < .75 or set(DARK_ONLY) & set(chosen)):
        chosen.append(pick(rng, water))
    return chosen


def fits(kind: str, chosen: list[str]) -> bool:
    """Whether `kind` may join: sun and rainbow need light, moon and stars the dark."""
    dark, light = set(chosen) & set(DARK_ONLY), set(chosen) & set(LIGHT_ONLY)
    wide = sum(WIDE.get(k, 1) for k in [*chosen, kind] if 'ground' == KINDS[k].where[0])
    return not (kind in DARK_ONLY and light or kind in LIGHT_ONLY and dark) and wide <= 3.5


def sample_background(rng: Generator, chosen: list[str]) -> str:
    """Where it happens: most things stand in a field, some may be in a room, a few lie on plain paper."""
    if set(AFLOAT) & set(chosen) and not {'sea', 'river'} & set(chosen):
        return 'paper'
    if all(KINDS[k].indoors for k in chosen):
        return pick(rng, BACKGROUNDS, (.4, .4, .2))
    outdoors = any(set(KINDS[k].where) & {'area', 'far', 'weather'} or k in DARK_ONLY for k in chosen)
    return 'field' if outdoors or rng.random() < .88 else 'paper'


def sample_air(rng: Generator, chosen: list[str], background: str) -> tuple[str, str]:
    """The time of day and the weather that suit the things of the sky."""
    if background != 'field':
        return 'day', 'clear'
    if set(chosen) & set(DARK_ONLY):
        time = 'night'
    elif set(chosen) & set(LIGHT_ONLY):
        time = pick(rng, ('day', 'sunset'), (.8, .2))
    else:
        time = pick(rng, TIMES, (.6, .2, .2))
    asked = [k for k in chosen if k in ('rain', 'snow')]
    weather = asked[0] if asked else pick(rng, WEATHERS, (.76, .12, .12))
    return time, weather


def arrange(rng: Generator, chosen: list[str]) -> tuple[Thing, ...]:
    """Gives each kind a colour, a count and a place of its own on its level."""
    levels = {k: level_of(rng, k) for k in chosen}
    things: list[Thing] = []
    for level, places, most in (('far', GROUND_PLACES, 3), ('area', (None,), 1), ('sky', SKY_PLACES, 3), ('ground', GROUND_PLACES, 3)):
        here = [k for k in chosen if levels[k] == level]
        spare = most - sum(WIDE.get(k, 1) for k in here)
        taken = spread(rng, places, len(here))
        for kind, place in zip(here, taken):
            extra = min(int(spare / WIDE.get(kind, 1)), KINDS[kind].most - 1)
            count = 1 + (pick(rng, range(extra + 1), (1, .45, .4)[:extra + 1]) if extra > 0 else 0)
            spare -= (count - 1) * WIDE.get(kind, 1)
            alone = len(here) == 1 and (count > 1 or WIDE.get(kind, 1) > 1.5)
            colour = pick(rng, KINDS[kind].colours) if KINDS[kind].colours else None
            things.append(Thing(kind, colour, count, place if not alone else WHOLE_SKY if level == 'sky' else None))
    return tuple(things)


def level_of(rng: Generator, kind: str) -> str:
    """The level this kind stands on in this scene."""
    return pick(rng, KINDS[kind].where)


def spread(rng: Generator, places: tuple, count: int) -> list:
    """`count` different places in random order: the outer two when there are two."""
    if count == 1:
        return [pick(rng, places)]
    if count == 2 and len(places) > 2:
        return [places[i] for i in rng.permutation([0, 2])]
    return [places[i] for i in rng.permutation(len(places))[:count]]


def stands_on(thing: Thing) -> str:
    """The level of a thing that has been arranged: sky, ground, far or area."""
    where = KINDS[thing.kind].where
    if len(where) == 1:
        return where[0]
    return 'sky' if thing.place in (*SKY_PLACES, WHOLE_SKY) else 'ground'


def column(thing: Thing) -> int:
    """0 left, 1 middle, 2 right, -1 where it has no column."""
    if not thing.place:
        return -1
    return 0 if 'left' in thing.place else 2 if 'right' in thing.place else 1


def kinds_of(scene: Scene) -> tuple[str, ...]:
    """All kinds to be seen, falling rain and snow among them."""
    return tuple(t.kind for t in scene.things) + ((scene.weather,) if scene.weather != 'clear' else ())


def is_held_out(scene: Scene) -> bool:
    """Whether the scene holds a (kind, colour) or a pair of kinds that training never shows."""
    coloured = [(t.kind, t.colour) for t in scene.things if t.colour and len(KINDS[t.kind].colours) >= 4]
    pairs = combinations(sorted(kinds_of(scene)), 2)
    return any(held_out_pair(*pair) for pair in [*coloured, *pairs])


def held_out_pair(first: str, second: str) -> bool:
    """A stable hash, the same in every run and on every machine."""
    mark = blake2b(f'iris:{first}+{second}'.encode(), digest_size=4).digest()
    return int.from_bytes(mark, 'big') % SHARE_HELD_OUT == 0
