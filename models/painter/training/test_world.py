"""Tests of the painter's world: `python3 -m unittest test_world`."""
import re
import unittest
from itertools import product

import numpy as np
from numpy.random import default_rng

import words_en as en
import words_ko as ko
from captions import LANGUAGES, LENGTHS, caption, examples, vocabulary
from draw import DRAWERS, draw
from prompts import asked, prompts
from telling import Detail
from telling_ko import Korean
from world import AFLOAT, COLOURS, KINDS, READY, THINGS, is_held_out, kinds_of, sample_scene, sample_training_scene, stands_on

SILENT = Detail(colour=0, count=0, place=0)


def scenes(count, seed=0):
    """Random scenes."""
    rng = default_rng(seed)
    return [sample_scene(rng) for _ in range(count)]


def english_kinds(text):
    """The kinds an English caption names."""
    words = re.sub(r"[^a-z0-9' -]", ' ', text.lower()).split()
    named = {form.split()[-1]: kind for kind, forms in en.NOUNS.items() for pair in forms for form in pair}
    weather = {word: kind for kind in ('rain', 'snow') for word in (kind, f'{kind}y', f'{kind}s')}
    return {(named | weather)[w] for w in words if w in named | weather}


def korean_kinds(text):
    """The kinds a Korean caption names. What follows a number is what it counts with, not a thing."""
    named = {noun.split()[-1]: kind for kind, (nouns, _) in ko.NOUNS.items() for noun in nouns} | {'비': 'rain', '눈': 'snow'}
    words = re.sub(r'[^\w ]', ' ', text).split()
    found = set()
    for before, word in zip(['', *words], words):
        stems = [word] + [word[:-len(p)] for p in ko.PARTICLES if word.endswith(p)]
        counts = any(before == number for numbers in ko.COUNTS.values() for number in numbers) and any(s in {c for _, c in ko.NOUNS.values()} for s in stems)
        if not counts:
            found |= {named[s] for s in stems if s in named}
    return found


class Captions(unittest.TestCase):
    def test_a_caption_names_what_the_scene_holds_and_nothing_else(self):
        rng, parse = default_rng(1), {'ko': korean_kinds, 'en': english_kinds}
        for scene, language, length in product(scenes(300), LANGUAGES, LENGTHS):
            text = caption(scene, language, rng, length, Detail(weather=1))
            self.assertEqual(parse[language](text), set(kinds_of(scene)), f'{text} / {scene}')

    def test_a_caption_of_full_detail_names_every_colour(self):
        rng = default_rng(2)
        for scene, language in product(scenes(300, 1), LANGUAGES):
            text = caption(scene, language, rng, detail=Detail(colour=1)).lower()
            table = (ko if language == 'ko' else en).COLOURS
            for thing in scene.things:
                if thing.colour:
                    self.assertTrue(any(word in text for word in table[thing.colour]), f'{text} / {thing}')

    def test_a_silent_caption_tells_no_colour_and_no_count(self):
        rng = default_rng(3)
        colours = {w for table in (en.COLOURS, ko.COLOURS) for words in table.values() for w in words}
        counts = {w for numbers in en.COUNTS.values() for w in numbers} - {'1', '2', '3'}
        for scene, language in product(scenes(300, 2), LANGUAGES):
            words = set(re.findall(r'\w+', caption(scene, language, rng, detail=SILENT).lower()))
            told = words & (colours | counts | {'두', '세'}) - ({'white', '흰', '하얀'} if scene.background == 'paper' else set())
            self.assertFalse(told, scene)

    def test_korean_particles_follow_the_last_syllable(self):
        self.assertEqual([f'{Korean(w):이/가} {Korean(w):을/를} {Korean(w):과/와} {Korean(w):으로/로}' for w in ('집', '나무', '별')],
                         ['집이 집을 집과 집으로', '나무가 나무를 나무와 나무로', '별이 별을 별과 별로'])

    def test_every_word_of_a_caption_and_of_an_example_is_in_the_vocabulary(self):
        rng, words = default_rng(4), vocabulary()
        known = {'en': set(words['en']), 'ko': set(words['ko'])}
        told = [(language, caption(scene, language, rng)) for scene, language in product(scenes(400, 3), LANGUAGES)]
        for language, text in told + [(lang, text) for lang, texts in examples().items() for text in texts]:
            for word in re.findall(r"[^\W_]+(?:'[a-z]+)?", text.lower()):
                stems = [word] + [word[:-len(p)] for p in words['particles'] if language == 'ko' and word.endswith(p)] + re.findall(r'^\d(?=\w)', word)
                self.assertTrue(known[language] & set(stems), f'{word} in {text}')


class Scenes(unittest.TestCase):
    def test_the_label_maps_show_what_was_asked_for_and_nothing_else(self):
        rng = default_rng(5)
        for scene in scenes(150, 4):
            drawing = draw(scene, rng)
            shown = {THINGS[i - 1] for i in np.unique(drawing.kinds) if i}
            self.assertLessEqual(shown, set(kinds_of(scene)))
            front = {t.kind for t in scene.things if stands_on(t) == 'ground'}
            self.assertLessEqual(front, shown)

    def test_the_colour_map_holds_each_things_own_colour(self):
        rng = default_rng(6)
        for kind in READY:
            for colour in KINDS[kind].colours[:3]:
                scene = next(s for s in iter(lambda: sample_scene(rng, (kind,)), None) if s.things[0].colour == colour)
                drawing = draw(scene, rng)
                own = drawing.colours[drawing.kinds == 1 + THINGS.index(kind)]
                self.assertLessEqual(set(own), {0, 1 + COLOURS.index(colour)})
                self.assertGreater((own > 0).mean(), .2, f'{colour} {kind}')

    def test_the_colour_that_is_asked_for_is_the_colour_that_is_seen(self):
        rng = default_rng(7)
        seen = {}
        for _ in range(120):
            scene = sample_scene(rng, ('ball',))
            drawing = draw(scene, rng)
            seen.setdefault(scene.things[0].colour, []).append(drawing.picture[2::4, 2::4][drawing.colours > 0].mean(0))
        means = {colour: np.mean(values, 0) for colour, values in seen.items()}
        for colour, values in seen.items():
            for value in values:
                nearest = min(means, key=lambda c: np.abs(means[c] - value).sum())
                self.assertEqual(nearest, colour)

    def test_a_seed_always_draws_and_tells_the_same(self):
        first, second = ([], [])
        for out in (first, second):
            rng = default_rng(8)
            for _ in range(5):
                scene = sample_scene(rng)
                out.append((scene, draw(scene, rng).picture.tobytes(), caption(scene, 'ko', rng)))
        self.assertEqual(first, second)

    def test_no_two_drawings_of_a_scene_are_alike(self):
        rng = default_rng(9)
        scene = sample_scene(rng, ('house', 'sun'))
        self.assertGreater(np.abs(draw(scene, rng).picture.astype(int) - draw(scene, rng).picture).mean(), 3)

    def test_every_kind_has_a_drawer_and_words_in_both_languages(self):
        drawn = {k for k in THINGS if not set(KINDS[k].where) & {'area', 'weather'}}
        self.assertEqual(drawn, set(DRAWERS))
        for kind in set(THINGS) - {'rain', 'snow'}:
            self.assertTrue(all(kind in table for module in (en, ko) for table in (module.NOUNS, module.ACTS)), kind)

    def test_things_float_only_on_water_or_on_plain_paper(self):
        for scene in scenes(2000, 10):
            if set(AFLOAT) & set(kinds_of(scene)):
                self.assertTrue({'sea', 'river'} & set(kinds_of(scene)) or scene.background == 'paper', scene)


class HeldOut(unittest.TestCase):
    def test_training_never_shows_a_prompt_of_the_test(self):
        tested = prompts(count=60)
        self.assertEqual([p['language'] for p in tested].count('ko'), 30)
        rng = default_rng(11)
        for _ in range(1000):
            self.assertFalse(is_held_out(sample_training_scene(rng)))

    def test_every_prompt_asks_for_a_held_out_combination(self):
        rng = default_rng(12)
        held = [s for s in scenes(2000, 12) if is_held_out(s)]
        self.assertTrue(.1 < len(held) / 2000 < .4)
        for scene in held[:50]:
            text = caption(scene, 'en', rng, detail=Detail(colour=1, weather=1))
            self.assertEqual(english_kinds(text), {kind for kind, _ in asked(scene)})

    def test_training_shows_every_kind_in_most_of_its_colours(self):
        rng = default_rng(13)
        seen = {(t.kind, t.colour) for _ in range(12000) for t in sample_training_scene(rng).things}
        for kind in READY:
            colours = KINDS[kind].colours
            self.assertGreaterEqual(sum((kind, c) in seen for c in colours), len(colours) / 2, kind)


if __name__ == '__main__':
    unittest.main()
