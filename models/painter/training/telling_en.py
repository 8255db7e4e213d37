"""Tells a scene in English."""
import re

from numpy.random import Generator

import words_en as en
from telling import CHARMING, WORN, Detail, relate, settings
from world import Scene, Thing, pick, stands_on


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
