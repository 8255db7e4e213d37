"""Tells a scene in Korean."""
import re

from numpy.random import Generator

import words_ko as ko
from telling import CHARMING, WORN, Detail, relate, settings
from world import Scene, Thing, pick, stands_on


class Korean(str):
    """A Korean phrase whose format is the particle it takes: f"{Korean('집'):이/가}" is 집이."""

    def __format__(self, particle: str) -> str:
        if '/' not in particle:
            return str(self) + particle
        closed, opened = particle.split('/')
        final = (ord(self[-1]) - ord('가')) % 28 if '가' <= self[-1] <= '힣' else 0
        return str(self) + (closed if final and not (final == 8 and closed == '으로') else opened)


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
