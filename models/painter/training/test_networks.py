"""Tests of the tokenizer and the samplers: `python3 -m unittest test_networks`."""
import unicodedata
import unittest

import torch

from denoiser import attention_due
from networks import DETAILS, LATENT_CHANNELS, TEXT_WIDTH, TOKENS, TRAINING_STEPS, Encoder, GroupNorm, ResBlock, SpatialBlock
from prepare import LABELS
from restore import padded
from schedule import ddim, euler, guided, kept_signal, start, trailing
from tokenizer import END, START, Tokenizer, merged, train, words


class TokenizerTest(unittest.TestCase):
    def setUp(self):
        self.tokenizer = Tokenizer()

    def test_every_sentence_has_the_same_length_and_ends_with_end_tokens(self):
        end = self.tokenizer.ids[END]
        for text in ('', '노란 해', 'house ' * 50):
            ids = self.tokenizer.encode(text)
            self.assertEqual((len(ids), ids[0], ids[-1]), (TOKENS, self.tokenizer.ids[START], end))
        self.assertEqual(set(self.tokenizer.encode('')[1:]), {end})

    def test_case_spaces_and_composition_make_no_difference(self):
        self.assertEqual(self.tokenizer.encode('  Red\tHOUSE'), self.tokenizer.encode('red house'))
        self.assertEqual(self.tokenizer.encode(unicodedata.normalize('NFD', '강아지')), self.tokenizer.encode('강아지'))

    def test_words_of_the_world_are_single_tokens(self):
        for word in ('house', 'rainbow', '고양이', '빨간', '무지개'):
            self.assertEqual(len(self.tokenizer.word(word)), 1, word)

    def test_words_are_split_as_clip_does(self):
        self.assertEqual(words("it's 12 cats_!"), ['it', "'s", '1', '2', 'cats', '_!'])

    def test_the_most_frequent_pair_is_merged_first(self):
        self.assertEqual(train(['aab aab ab'], 515)[0], ('a', 'b</w>'))
        self.assertEqual(merged(('a', 'a', 'a'), ('a', 'a')), ('aa', 'a'))


class ScheduleTest(unittest.TestCase):
    def setUp(self):
        self.clean = torch.tanh(start([5]))

    def perfect(self, latents, timestep):
        """The v of latents that are the clean ones under noise."""
        kept = kept_signal()[timestep].clamp(min=2 ** -24).float()
        noise = (latents - kept.sqrt() * self.clean) / (1 - kept).sqrt()
        return kept.sqrt() * noise - (1 - kept).sqrt() * self.clean

    def test_the_last_training_step_is_pure_noise(self):
        kept = kept_signal()
        self.assertEqual(kept[-1].item(), 0)
        self.assertTrue((kept.diff() < 0).all())
        self.assertEqual(trailing(4), [999, 749, 499, 249])
        self.assertEqual(len(kept), TRAINING_STEPS)

    def test_a_perfect_prediction_is_reached_by_every_sampler(self):
        noise = start([6])
        fresh = iter(torch.randn(9, *noise.shape)).__next__
        for found in (ddim(self.perfect, noise, 10), euler(self.perfect, noise, 10), euler(self.perfect, noise, 10, fresh)):
            self.assertLess((found - self.clean).abs().max().item(), 2e-3)

    def test_guidance_moves_away_from_the_empty_prompt(self):
        predict = guided(lambda latents, times, both: both[:, :1, :1, None].expand_as(latents), torch.full((1, 2, 2), 3.0), torch.ones(1, 2, 2), 4)
        self.assertEqual(predict(torch.zeros(1, 8, 16, 16), 10).unique().item(), 9)


class TrainingTest(unittest.TestCase):
    def test_norms_of_large_areas_are_exact_in_halves(self):
        x = (torch.randn(1, 32, 128, 128) + 0.7).bfloat16().to(memory_format=torch.channels_last)
        found = GroupNorm(8, 32).bfloat16()(x).float()
        self.assertLess(found.mean().abs().item(), 0.01)
        self.assertLess((found.std() - 1).abs().item(), 0.01)

    def test_channels_that_are_added_change_nothing_before_they_have_learned(self):
        small, large = torch.nn.Conv2d(8, 4, 3), torch.nn.Conv2d(16, 6, 3)
        large.load_state_dict({name: padded(values, large.state_dict()[name].shape) for name, values in small.state_dict().items()})
        x = torch.randn(1, 16, 8, 8)
        self.assertTrue(torch.allclose(large(x)[:, :4], small(x[:, :8]), atol=1e-6))
        self.assertTrue((large(x)[:, 4:] == 0).all())

    def test_the_latents_that_tell_what_stands_where_do_not_depend_on_those_of_details(self):
        encoder, picture = Encoder().eval(), torch.rand(1, 3, 64, 64)
        mean, logvar = encoder(picture)
        self.assertEqual((mean.shape, logvar.shape), ((1, LATENT_CHANNELS, 4, 4),) * 2)
        for weight in encoder.details.parameters():
            torch.nn.init.zeros_(weight)
        again, _ = encoder(picture)
        self.assertTrue(torch.equal(again[:, :-DETAILS], mean[:, :-DETAILS]))
        self.assertFalse(torch.equal(again[:, -DETAILS:], mean[:, -DETAILS:]))

    def test_a_block_that_is_added_changes_nothing_before_it_has_learned(self):
        x = torch.randn(2, 32, 8, 8)
        self.assertTrue(torch.equal(ResBlock(32, 32, 16)(x, torch.randn(2, 16)), x))
        self.assertTrue(torch.equal(SpatialBlock(32, 4)(x, torch.randn(2, TOKENS, TEXT_WIDTH)), x))

    def test_a_small_thing_counts_more_in_each_of_its_places(self):
        shares = torch.zeros(2, LABELS, 8, 8)
        shares[0, 1, 0, 0] = 1           # as small as one place
        shares[0, 2, 2:6, 2:6] = 1       # sixteen places
        due = attention_due(shares)
        self.assertAlmostEqual(due.mean().item(), 1, places=5)
        small, large, none = due[0, 0, 0, 0], due[0, 0, 8, 8], due[1, 0, 0, 0]
        self.assertTrue(small > large > none > 0)


if __name__ == '__main__':
    unittest.main()
