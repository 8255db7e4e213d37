"""The painter's three networks: autoencoder, text encoder and denoiser.

Sizes follow what two CPU cores do well: wide convolutions at low resolution, pixel shuffles where the resolution changes, and nothing finer
than 64 x 64 inside but in the last layers of the decoder. Shapes: pictures [B, 3, 256, 256] in -1..1, latents [B, 16, 16, 16] (the first
half tells what stands where, the second holds outlines and small parts), token embeddings [B, 32, 192].
"""
import math

import torch
from torch import nn
from torch.nn import functional as F

LATENT_CHANNELS, DETAILS, LATENT_EDGE, DOWNSCALE = 16, 8, 16, 16
TOKENS, TEXT_WIDTH = 32, 192
TRAINING_STEPS = 1000


class GroupNorm(nn.GroupNorm):
    """In float32 also where the rest is bfloat16: torch adds up in the precision of what it is given, and over a whole picture that loses most of the sum
    (1.13, channels last, 32 channels of 128 x 128: a deviation of 2 instead of 1)."""

    def forward(self, x):
        return F.group_norm(x.float(), self.num_groups, self.weight.float(), self.bias.float(), self.eps).to(x.dtype)


class ResBlock(nn.Module):
    """Two convolutions beside a shortcut; a condition, if any, scales and shifts what lies between them."""

    def __init__(self, inputs, width, condition=0):
        super().__init__()
        self.norm1, self.conv1 = GroupNorm(8, inputs), nn.Conv2d(inputs, width, 3, padding=1)
        self.norm2, self.conv2 = GroupNorm(8, width), nn.Conv2d(width, width, 3, padding=1)
        self.film = nn.Linear(condition, 2 * width) if condition else None
        self.shortcut = nn.Conv2d(inputs, width, 1) if inputs != width else nn.Identity()
        nn.init.zeros_(self.conv2.weight)
        nn.init.zeros_(self.conv2.bias)

    def forward(self, x, condition=None):
        y = self.norm2(self.conv1(F.hardswish(self.norm1(x))))
        if self.film is not None:
            scale, shift = self.film(condition)[:, :, None, None].chunk(2, 1)
            y = y * (1 + scale) + shift
        return self.shortcut(x) + self.conv2(F.hardswish(y))


def down(inputs, width):
    return nn.Sequential(nn.PixelUnshuffle(2), nn.Conv2d(4 * inputs, width, 1))


def up(inputs, width):
    return nn.Sequential(nn.Conv2d(inputs, 4 * width, 1), nn.PixelShuffle(2))


class Encoder(nn.Module):
    """Pictures to the means and log variances of their latents. `details` came later, so that a denoiser that knew the first half could go on."""

    def __init__(self):
        super().__init__()
        self.layers = self.tower([], LATENT_CHANNELS - DETAILS)
        self.details = self.tower([ResBlock(64, 64)], DETAILS)

    @staticmethod
    def tower(fine, channels):
        return nn.Sequential(
            nn.PixelUnshuffle(4), nn.Conv2d(48, 64, 3, padding=1), *fine, down(64, 128), ResBlock(128, 128), down(128, 192),
            ResBlock(192, 192), ResBlock(192, 192), GroupNorm(8, 192), nn.Hardswish(), nn.Conv2d(192, 2 * channels, 1))

    def forward(self, picture):
        mean, logvar = (torch.cat(halves, 1) for halves in zip(*(tower(picture).chunk(2, 1) for tower in (self.layers, self.details))))
        return mean, logvar.clamp(-12, 4)


class Decoder(nn.Module):
    """Latents, whitened per channel, to pictures; `mean` and `deviation` undo the whitening. Pixels are made twice: all sixteen of a place at once, to
    which `fine` adds what needs neighbours, above all what hides the borders between places."""

    def __init__(self):
        super().__init__()
        self.register_buffer('mean', torch.zeros(1, LATENT_CHANNELS, 1, 1))
        self.register_buffer('deviation', torch.ones(1, LATENT_CHANNELS, 1, 1))
        self.layers = nn.Sequential(
            nn.Conv2d(LATENT_CHANNELS, 256, 3, padding=1), ResBlock(256, 256), ResBlock(256, 256), up(256, 128),
            ResBlock(128, 128), ResBlock(128, 128), up(128, 96), ResBlock(96, 96),
            GroupNorm(8, 96), nn.Hardswish(), nn.Conv2d(96, 48, 3, padding=1), nn.PixelShuffle(4))
        self.fine = nn.Sequential(
            up(96, 32), ResBlock(32, 32), GroupNorm(8, 32), nn.Hardswish(), nn.Conv2d(32, 64, 3, padding=1), nn.PixelShuffle(2),
            nn.Hardswish(), nn.Conv2d(16, 3, 3, padding=1))
        nn.init.zeros_(self.fine[-1].weight)

    def forward(self, latent_sample):
        features = self.layers[:8](latent_sample * self.deviation + self.mean)
        return self.layers[8:](features) + self.fine(features)


class Attention(nn.Module):
    """Softmax attention of `x` [B, N, width] over `context` [B, M, context width]."""

    def __init__(self, width, context, heads):
        super().__init__()
        self.heads, self.head = heads, width // heads
        self.q, self.kv, self.out = nn.Linear(width, width), nn.Linear(context, 2 * width), nn.Linear(width, width)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, x, context):
        q = self.q(x).reshape(-1, x.shape[1], self.heads, self.head).transpose(1, 2)
        k, v = self.kv(context).reshape(-1, context.shape[1], 2, self.heads, self.head).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(2, 3) / math.sqrt(self.head), -1)
        return self.out((weights @ v).transpose(1, 2).flatten(2))


class LayerNorm(nn.LayerNorm):
    """In float32 also where the rest is bfloat16: torch is ten times as fast at it."""

    def forward(self, x):
        return F.layer_norm(x.float(), self.normalized_shape, self.weight.float(), self.bias.float(), self.eps).to(x.dtype)


class TextBlock(nn.Module):
    def __init__(self, width, heads=6):
        super().__init__()
        self.norm1, self.attention = LayerNorm(width), Attention(width, width, heads)
        self.norm2 = LayerNorm(width)
        self.mlp = nn.Sequential(nn.Linear(width, 4 * width), nn.Hardswish(), nn.Linear(4 * width, width))

    def forward(self, x):
        y = self.norm1(x)
        x = x + self.attention(y, y)
        return x + self.mlp(self.norm2(x))


class TextEncoder(nn.Module):
    """Token ids [B, 32] to embeddings [B, 32, 192]. The last token is always an end token: its embedding stands for the whole sentence."""

    def __init__(self, vocabulary, layers=3):
        super().__init__()
        self.token = nn.Embedding(vocabulary, TEXT_WIDTH)
        self.position = nn.Parameter(0.02 * torch.randn(TOKENS, TEXT_WIDTH))
        self.blocks = nn.ModuleList(TextBlock(TEXT_WIDTH) for _ in range(layers))
        self.norm = LayerNorm(TEXT_WIDTH)
        nn.init.normal_(self.token.weight, std=0.02)

    def forward(self, input_ids):
        x = self.token(input_ids) + self.position
        for block in self.blocks:
            x = block(x)
        return self.norm(x)


class SpatialBlock(nn.Module):
    """Attention of every place to every other, then to the words."""

    def __init__(self, width, heads):
        super().__init__()
        self.norm1, self.places = GroupNorm(8, width), Attention(width, width, heads)
        self.norm2, self.words = GroupNorm(8, width), Attention(width, TEXT_WIDTH, heads)

    def forward(self, x, words):
        y = self.norm1(x).flatten(2).transpose(1, 2)
        x = x + self.places(y, y).transpose(1, 2).reshape(x.shape)
        y = self.norm2(x).flatten(2).transpose(1, 2)
        return x + self.words(y, words).transpose(1, 2).reshape(x.shape)


class Denoiser(nn.Module):
    """Predicts v of noisy latents [B, 16, 16, 16] at a timestep [B] under token embeddings [B, 32, 192].

    `labels` are extra outputs for training: at 8 x 8, which kinds and colours of things cover each place.
    """

    FINE, WIDE, COARSE, CONDITION, LAYOUT = 64, 128, 224, 256, 32

    def __init__(self, labels, blocks=7):
        super().__init__()
        fine, coarse, condition = self.FINE, self.COARSE, self.CONDITION
        self.time = nn.Sequential(nn.Linear(128, condition), nn.Hardswish(), nn.Linear(condition, condition))
        self.sentence = nn.Sequential(nn.Linear(TEXT_WIDTH, condition), nn.Hardswish(), nn.Linear(condition, condition))
        self.layout = nn.Linear(TEXT_WIDTH, self.LAYOUT * 64)
        self.spread = nn.Conv2d(self.LAYOUT, coarse, 1)
        self.place = nn.Parameter(0.02 * torch.randn(1, coarse, 8, 8))
        self.input = nn.Conv2d(LATENT_CHANNELS, fine, 3, padding=1)
        self.enter = ResBlock(fine, fine, condition)
        self.enter2 = ResBlock(fine, fine, condition)
        self.down = down(fine, coarse)
        self.middle = nn.ModuleList(ResBlock(coarse, coarse, condition) for _ in range(blocks))
        self.attention = nn.ModuleList(SpatialBlock(coarse, 7) for _ in range(blocks))
        self.labels = nn.Sequential(GroupNorm(8, coarse), nn.Hardswish(), nn.Conv2d(coarse, labels, 1))
        self.up = up(coarse, fine)
        self.leave1 = ResBlock(2 * fine, fine, condition)
        self.leave2 = ResBlock(fine, fine, condition)
        self.leave3 = ResBlock(fine, fine, condition)
        self.leave4 = ResBlock(fine, fine, condition)
        self.output = nn.Sequential(GroupNorm(8, fine), nn.Hardswish(), nn.Conv2d(fine, LATENT_CHANNELS, 3, padding=1))
        self.widen = nn.Conv2d(fine, self.WIDE, 1)
        self.wide = nn.ModuleList(ResBlock(self.WIDE, self.WIDE, condition) for _ in range(2))
        self.details = nn.Sequential(GroupNorm(8, self.WIDE), nn.Hardswish(), nn.Conv2d(self.WIDE, LATENT_CHANNELS, 3, padding=1))
        for last in (self.output[2], self.details[2]):
            nn.init.zeros_(last.weight)
            nn.init.zeros_(last.bias)
        half = 64
        self.register_buffer('frequencies', torch.exp(-math.log(10000) * torch.arange(half) / half), persistent=False)

    def features(self, sample, timestep, words):
        """The coarse features, the fine ones and the condition, from which both outputs are made."""
        angles = timestep.float()[:, None] * self.frequencies.float()
        angles = torch.cat([angles.cos(), angles.sin()], 1).to(sample.dtype)
        sentence = words[:, -1]
        condition = F.hardswish(self.time(angles) + self.sentence(sentence))
        fine = self.enter2(self.enter(self.input(sample), condition), condition)
        coarse = self.down(fine) + self.spread(self.layout(sentence).reshape(-1, self.LAYOUT, 8, 8)) + self.place
        for block, attention in zip(self.middle, self.attention):
            coarse = attention(block(coarse, condition), words)
        return coarse, fine, condition

    def finish(self, coarse, fine, condition):
        x = self.leave1(torch.cat([self.up(coarse), fine], 1), condition)
        for leave in (self.leave2, self.leave3, self.leave4):
            x = leave(x, condition)
        wide = self.widen(x)
        for block in self.wide:
            wide = block(wide, condition)
        return self.output(x) + self.details(wide)

    def forward(self, sample, timestep, encoder_hidden_states):
        return self.finish(*self.features(sample, timestep, encoder_hidden_states))

    def with_labels(self, sample, timestep, words):
        coarse, fine, condition = self.features(sample, timestep, words)
        return self.finish(coarse, fine, condition), self.labels(coarse)
