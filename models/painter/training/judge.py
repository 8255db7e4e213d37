"""The attribute judge: finds the things in a picture and the colour of each. It only ever sees drawings of its own, never a painted picture.

`judge_training.py` trains it; `judge` and `found` use the committed weights.
"""
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from world import COLOURS, THINGS

FILE = Path(__file__).parent / 'judge.pt'


class Block(nn.Module):
    """Two convolutions about a shortcut."""

    def __init__(self, channels: int):
        super().__init__()
        self.body = nn.Sequential(nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels), nn.ReLU(True),
                                  nn.Conv2d(channels, channels, 3, padding=1, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x: Tensor) -> Tensor:
        return F.relu(x + self.body(x))


def down(channels: int, out: int) -> nn.Sequential:
    """Half the edge."""
    return nn.Sequential(nn.Conv2d(channels, out, 3, stride=2, padding=1, bias=False), nn.BatchNorm2d(out), nn.ReLU(True))


class Judge(nn.Module):
    """Pictures [N, 3, 128, 128] in 0..1 to maps of kinds [N, 1 + kinds, 16, 16] and colours [N, 1 + 10, 16, 16], presence [N, kinds] and
    colour [N, kinds, 10]; all are logits. The colour of a kind is the map of colours, averaged where the map of kinds sees it."""

    def __init__(self) -> None:
        super().__init__()
        kinds = len(THINGS)
        self.fine = nn.Sequential(nn.PixelUnshuffle(4), nn.Conv2d(48, 48, 3, padding=1, bias=False), nn.BatchNorm2d(48), nn.ReLU(True))
        self.middle = nn.Sequential(down(48, 96), Block(96), Block(96))
        self.coarse = nn.Sequential(down(96, 144), Block(144), Block(144))
        self.merge = nn.Sequential(nn.Conv2d(96 + 144, 128, 1, bias=False), nn.BatchNorm2d(128), nn.ReLU(True))
        self.kinds = nn.Conv2d(128, 1 + kinds, 1)
        self.colours = nn.Conv2d(128, 1 + len(COLOURS), 1)
        self.presence = nn.Linear(144 + kinds, kinds)
        self.register_buffer('thresholds', torch.full((kinds,), .5))

    def forward(self, pictures: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        middle = self.middle(self.fine(pictures))
        coarse = self.coarse(middle)
        merged = self.merge(torch.cat([middle, F.interpolate(coarse, scale_factor=2, mode='nearest')], 1))
        kinds, colours = self.kinds(merged), self.colours(merged)
        seen = kinds[:, 1:].flatten(2)
        presence = self.presence(torch.cat([coarse.amax((2, 3)), torch.logsumexp(seen, 2) / 4], 1))
        where = torch.softmax(seen, 2)
        colour = torch.einsum('nkp,ncp->nkc', where, colours[:, 1:].flatten(2))
        return kinds, colours, presence, colour


def prepare(pictures: np.ndarray) -> Tensor:
    """uint8 [N, 128 or 256, same, 3] to the judge's input."""
    x = torch.tensor(np.asarray(pictures)).permute(0, 3, 1, 2).float().div_(255)
    if x.shape[-1] != 128:
        x = F.interpolate(x, size=(128, 128), mode='area')
    return x.contiguous(memory_format=torch.channels_last)


def read(file: Path) -> Judge:
    """A judge from its weights."""
    network = Judge()
    network.load_state_dict({name: value.float() if value.is_floating_point() else value for name, value in torch.load(file).items()})
    return network.eval().to(memory_format=torch.channels_last)


@cache
def trained() -> Judge:
    """The committed judge."""
    return read(FILE)


@torch.no_grad()
def judge(pictures: np.ndarray, network: Judge | None = None) -> tuple[np.ndarray, np.ndarray]:
    """uint8 [N, 256, 256, 3] to presence [N, kinds] 0..1, compared with `trained().thresholds`, and colour [N, kinds, 10] which sums to 1."""
    network = network or trained()
    presence, colour = [], []
    for start in range(0, len(pictures), 100):
        _, _, p, c = network(prepare(pictures[start:start + 100]))
        presence.append(torch.sigmoid(p))
        colour.append(torch.softmax(c, 2))
    return torch.cat(presence).numpy(), torch.cat(colour).numpy()


def found(pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Whether each kind is in each picture [N, kinds] bool, and the index of its likeliest colour [N, kinds]."""
    presence, colour = judge(pictures)
    return presence >= trained().thresholds.numpy(), colour.argmax(2)
