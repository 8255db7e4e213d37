"""Tells a scene in Korean or English, shortly or at length, as a child or a grown-up would.

A caption only names what the scene holds, and names every thing of it; colours, counts and places may be left unsaid.
`python3 captions.py [--count 20]` prints examples.
"""
import argparse
import re
from dataclasses import dataclass

from numpy.random import Generator, default_rng

import words_en as en
import words_ko as ko
from world import AFLOAT, Scene, Thing, pick, sample_scene, stands_on

LANGUAGES = ('ko', 'en')
LENGTHS = ('list', 'short', 'sentence', 'diary')
WORN = ('person', 'child')                       # their colour is the one of their clothes
CHARMING = ('cat', 'dog', 'rabbit', 'bird', 'fish', 'flower', 'child')


class Korean(str):
    """A Korean phrase whose format is the particle it takes: f"{Korean('집'):이/가}" is 집이."""

    def __format__(self, particle: str) -> str:
        if '/' not in particle:
            return str(self) + particle
        closed, opened = particle.split('/')
        final = (ord(self[-1]) - ord('가')) % 28 if '가' <= self[-1] <= '힣' else 0
        return str(self) + (closed if final and not (final == 8 and closed == '으로') else opened)


@dataclass(frozen=True)
class Detail:
    """How likely a caption names colours, counts, places and falling rain or snow."""
    colour: float = .8
    count: float = .65
    place: float = .3
    weather: float = .95


def caption(scene: Scene, language: str, rng: Generator, length: str | None = None, detail: Detail = Detail()) -> str:
    """One way of telling the scene. `length` is one of LENGTHS."""
    length = length or pick(rng, LENGTHS, (.15, .4, .3, .15))
    told = tell_korean(scene, rng, length, detail) if language == 'ko' else tell_english(scene, rng, length, detail)
    return re.sub(r' (?=[.,]|$)', '', re.sub(r'\s+', ' ', told)).strip()


def column(thing: Thing) -> int:
    """0 left, 1 middle, 2 right, -1 where it has no column."""
    if not thing.place:
        return -1
    return 0 if 'left' in thing.place else 2 if 'right' in thing.place else 1


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


# English

def noun_english(thing: Thing, rng: Generator, detail: Detail, bare: bool = False) -> str:
    """"two red houses", "a house", "some cats"."""
    one, many = pick(rng, en.NOUNS[thing.kind], [3, 1.5, 1.5][:len(en.NOUNS[thing.kind])])
    colour = pick(rng, en.COLOURS[thing.colour]) + ' ' if thing.colour and rng.random() < detail.colour else ''
    if colour and thing.kind in WORN and rng.random() < .8:
        one, many = (pick(rng, en.WORN).format(n=n, c=colour.strip()) for n in (one, many))
        colour = ''
    if thing.kind in CHARMING and rng.random() < .06:
        colour = f'{pick(rng, en.LOOKS)} {colour}'
    if thing.count > 1:
        number = pick(rng, en.COUNTS[thing.count]) if rng.random() < detail.count else pick(rng, en.MANY)
        return f'{number} {colour}{many}'.strip()
    if bare:
        return colour + one
    if stands_on(thing) == 'area' or thing.kind in ('sun', 'moon') and not colour:
        return f'the {one}'
    if rng.random() < detail.count * .2:
        return f'one {colour}{one}'
    return f'{"an" if (colour + one)[0] in "aeiou" else "a"} {colour}{one}'


def placed_english(thing: Thing, rng: Generator, detail: Detail) -> str:
    """The noun, and perhaps where it is."""
    noun = noun_english(thing, rng, detail)
    level = stands_on(thing)
    if thing.place and level != 'far' and rng.random() < detail.place:
        return f'{noun} {pick(rng, en.PLACES[thing.place])}'
    if level == 'sky' and rng.random() < .2:
        return f'{noun} {pick(rng, en.LEVELS[level])}'
    return noun


def join_english(parts: list[str], rng: Generator) -> str:
    """"a, b and c"."""
    return parts[0] if len(parts) == 1 else f'{", ".join(parts[:-1])} {pick(rng, en.JOINTS, (.85, .15))} {parts[-1]}'


def things_english(scene: Scene, rng: Generator, detail: Detail) -> list[str]:
    """All things as noun phrases, two or three of them perhaps within a relation."""
    things = [scene.things[i] for i in rng.permutation(len(scene.things))]
    relation = relate(scene, rng) if rng.random() < .55 else None
    parts = []
    if relation:
        name, told = relation
        slots = {slot: noun_english(t, rng, detail) for slot, t in zip('abc', told)}
        parts.append(pick(rng, en.RELATIONS[name]).format(**slots))
        things = [t for t in things if t not in told]
    return parts + [placed_english(t, rng, detail) for t in things]


def setting_english(scene: Scene, rng: Generator, names: list[str]) -> str:
    """"on a rainy night in spring"."""
    hour = en.HOURS[scene.time] if 'time' in names else 'day'
    parts = []
    if 'mood' in names:
        parts.append(f'on a {pick(rng, en.MOODS[scene.mood])} {hour}')
    for name, table, value in (('weather', en.WEATHERS, scene.weather), ('season', en.SEASONS, scene.season)):
        if name in names:
            options = [o for o in table[value] if '{time}' not in o or not parts]
            parts.append(pick(rng, options).format(time=hour))
    if 'time' in names and not any(hour in p.split() for p in parts):
        parts.append(pick(rng, en.TIMES[scene.time]))
    if 'background' in names:
        parts.append(pick(rng, en.BACKGROUNDS[scene.background]))
    return ' '.join(parts)


def tell_english(scene: Scene, rng: Generator, length: str, detail: Detail) -> str:
    """The scene in English."""
    names = settings(scene, rng, detail)
    if length == 'list':
        extra = [w for w, known in ((scene.time, 'time' in names and scene.time != 'day'), (scene.weather, 'weather' in names), (scene.season, 'season' in names),
                                    (scene.mood, 'mood' in names), ('room', 'background' in names and scene.background == 'room')) if known]
        parts = [noun_english(scene.things[i], rng, detail, bare=True) for i in rng.permutation(len(scene.things))] + extra
        return pick(rng, (', ', ' ', ', ')).join(parts) or 'paper'
    if length == 'diary':
        return diary_english(scene, rng, names, detail)
    parts = things_english(scene, rng, detail)
    setting = setting_english(scene, rng, names)
    if not parts:
        return setting or 'outside'
    told = join_english(parts, rng)
    if length == 'sentence':
        told = pick(rng, en.FRAMES[4:]).format(l=told)
        if re.match('(two|three|some|a few|2|3) ', join_english(parts, rng)):
            told = told.replace('there is ', 'there are ').replace('there was ', 'there were ')
    if setting and rng.random() < .3:
        return f'{setting}, {told}'
    return f'{told} {setting}' + ('.' if length == 'sentence' and rng.random() < .5 else '')


def diary_english(scene: Scene, rng: Generator, names: list[str], detail: Detail) -> str:
    """Several sentences about one day."""
    mood = 'mood' in names
    setting = setting_english(scene, rng, [n for n in names if n != 'mood'])
    sentences = []
    for thing in (scene.things[i] for i in rng.permutation(len(scene.things))):
        noun = noun_english(thing, rng, detail)
        if sentences and rng.random() < .4:
            sentences.append(pick(rng, en.ALSO).format(l=placed_english(thing, rng, detail)))
        else:
            sentence = pick(rng, en.ACTS[thing.kind]).format(a=noun)
            sentences.append(sentence[0].upper() + sentence[1:] + '.')
    if setting:
        first = sentences[0][:-1] if sentences else 'I went out'
        sentences[:1] = [f'{first} {setting}.']
    if rng.random() < .4:
        sentences[0] = f'{pick(rng, en.OPENINGS)} ' + (sentences[0] if sentences[0].startswith('I ') else sentences[0][0].lower() + sentences[0][1:])
    if mood:
        sentences.append(pick(rng, en.MOOD_SENTENCES[scene.mood]).format(time='day'))
    return ' '.join(sentences)


# Korean

def noun_korean(thing: Thing, rng: Generator, detail: Detail) -> Korean:
    """"빨간 집 두 채", "고양이", "두 마리의 고양이"."""
    names, counter = ko.NOUNS[thing.kind]
    noun = pick(rng, names, [3, 1.5, 1.5, 1][:len(names)])
    if thing.colour and rng.random() < detail.colour:
        colour = pick(rng, ko.COLOURS[thing.colour])
        worn = thing.kind in WORN and rng.random() < .8
        noun = pick(rng, ko.WORN).format(c=colour, n=noun) if worn else f'{colour} {noun}'
    if thing.kind in CHARMING and rng.random() < .06:
        noun = f'{pick(rng, ko.LOOKS)} {noun}'
    level = stands_on(thing)
    odds = detail.count * (.35 if thing.count == 1 else 1)
    if level == 'area' or thing.kind in ('sun', 'moon', 'family', 'rainbow') or rng.random() >= odds:
        return Korean(noun)
    number = pick(rng, ko.COUNTS[thing.count])
    gap = '' if number.isdigit() else ' '
    if rng.random() < .12:
        return Korean(f'{number}{gap}{counter}의 {noun}')
    return Korean(f'{noun} {number}{gap}{counter}')


def placed_korean(thing: Thing, rng: Generator, detail: Detail) -> Korean:
    """The noun, and perhaps where it is."""
    noun = noun_korean(thing, rng, detail)
    level = stands_on(thing)
    if thing.place and level != 'far' and rng.random() < detail.place:
        return Korean(f'{pick(rng, ko.PLACES[thing.place])} {noun}')
    if level == 'sky' and rng.random() < .2:
        return Korean(f'{pick(rng, ko.LEVELS[level])} {noun}')
    return noun


def join_korean(parts: list[Korean], rng: Generator) -> Korean:
    """"가와 나와 다"."""
    joined = parts[-1]
    joint = pick(rng, ko.JOINTS)
    for part in reversed(parts[:-1]):
        joined = Korean(joint.format(a=part, b=joined))
    return joined


def things_korean(scene: Scene, rng: Generator, detail: Detail) -> list[Korean]:
    """All things as noun phrases, two or three of them perhaps within a relation."""
    things = [scene.things[i] for i in rng.permutation(len(scene.things))]
    relation = relate(scene, rng) if rng.random() < .55 else None
    parts = []
    if relation:
        name, told = relation
        slots = {slot: noun_korean(t, rng, detail) for slot, t in zip('abc', told)}
        parts.append(Korean(pick(rng, ko.RELATIONS[name]).format(**slots)))
        things = [t for t in things if t not in told]
    return [placed_korean(t, rng, detail) for t in things] + parts


def setting_korean(scene: Scene, rng: Generator, names: list[str]) -> str:
    """"행복한 봄날", "비 오는 밤에"."""
    hour = pick(rng, ko.HOURS[scene.time]) if 'time' in names else pick(rng, ('날', '날에'))
    words = []
    if 'mood' in names:
        words.append(pick(rng, ko.MOODS[scene.mood]))
    if 'weather' in names:
        words.append(pick(rng, ko.WEATHERS[scene.weather]).replace('{time}', '').strip())
    if 'season' in names:
        words.append(pick(rng, ko.SEASONS[scene.season]))
    if words:
        words.append(hour)
        phrase = ' '.join(words)
        if 'season' in names:
            phrase = re.sub(' (?=날에?$|밤에?$)', '', phrase)
    else:
        phrase = pick(rng, ko.TIMES[scene.time]) if 'time' in names else ''
    return f'{phrase} {pick(rng, ko.BACKGROUNDS[scene.background])}' if 'background' in names else phrase


def tell_korean(scene: Scene, rng: Generator, length: str, detail: Detail) -> str:
    """The scene in Korean."""
    names = settings(scene, rng, detail)
    if length == 'list':
        plain = {'sunset': '저녁', 'night': '밤', 'rain': '비', 'snow': '눈', 'spring': '봄', 'summer': '여름', 'autumn': '가을', 'winter': '겨울',
                 'happy': '행복', 'calm': '평화', 'sad': '슬픔', 'room': '방'}
        shown = [getattr(scene, name) for name in names]
        parts = [noun_korean(scene.things[i], rng, detail) for i in rng.permutation(len(scene.things))] + [plain[w] for w in shown if w in plain]
        return pick(rng, (', ', ' ', ', ')).join(parts) or '종이'
    if length == 'diary':
        return diary_korean(scene, rng, names, detail)
    parts = things_korean(scene, rng, detail)
    setting = setting_korean(scene, rng, names)
    if not parts:
        return setting or '들판'
    told = join_korean(parts, rng)
    told = pick(rng, ko.FRAMES[4:] if length == 'sentence' else ko.FRAMES[:1]).format(l=told)
    return f'{setting} {told}' + ('.' if length == 'sentence' and rng.random() < .4 else '')


def diary_korean(scene: Scene, rng: Generator, names: list[str], detail: Detail) -> str:
    """Several sentences about one day."""
    setting = setting_korean(scene, rng, [n for n in names if n != 'mood'])
    sentences = []
    for thing in (scene.things[i] for i in rng.permutation(len(scene.things))):
        if sentences and rng.random() < .4:
            sentences.append(pick(rng, ko.ALSO).format(l=placed_korean(thing, rng, detail)))
        else:
            sentences.append(pick(rng, ko.ACTS[thing.kind]).format(a=noun_korean(thing, rng, detail)) + '.')
    if not sentences:
        sentences.append('산책했다.')
    if setting:
        sentences[0] = f'{setting} {sentences[0]}'
    if rng.random() < .35:
        sentences[0] = f'{pick(rng, ko.OPENINGS)} {sentences[0]}'
    if 'mood' in names:
        sentences.append(pick(rng, ko.MOOD_SENTENCES[scene.mood]))
    return ' '.join(sentences)


# What is understood

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
