"""The two networks: `Detector` finds the cells of a picture whose typical cell is 20 pixels wide; `Scale` says how wide they are and what kind of picture it is."""
import torch
from torch import nn
from torch.nn import functional as F

from data import BINS, CANONICAL, STRIDE


def conv(inputs, outputs, stride=1, dilation=1, size=3):
    return nn.Sequential(nn.Conv2d(inputs, outputs, size, stride, dilation * (size // 2), dilation, bias=False), nn.BatchNorm2d(outputs), nn.ReLU(True))


class Residual(nn.Module):
    def __init__(self, channels, dilation=1):
        super().__init__()
        self.first = conv(channels, channels)
        self.second = nn.Sequential(nn.Conv2d(channels, channels, 3, 1, dilation, dilation, bias=False), nn.BatchNorm2d(channels))

    def forward(self, x):
        return F.relu(x + self.second(self.first(x)))


class Detector(nn.Module):
    """Raw output [n, 5, h/4, w/4]: logits of live and dead, the way to the centre (x, y, in cells of the grid), log of radius over the typical radius."""

    def __init__(self, widths=(24, 48, 80, 112)):
        super().__init__()
        a, b, c, d = widths
        self.quarter = nn.Sequential(conv(3, a, 2), conv(a, b, 2), Residual(b))
        self.eighth = nn.Sequential(conv(b, c, 2), Residual(c))
        self.sixteenth = nn.Sequential(conv(c, d, 2), Residual(d), Residual(d, 2))
        self.to_eighth, self.at_eighth = conv(d, c, size=1), conv(c, c)
        self.to_quarter, self.at_quarter = conv(c, b, size=1), conv(b, b)
        self.head = nn.Sequential(conv(b, b), nn.Conv2d(b, 5, 1))
        nn.init.constant_(self.head[1].bias[:2], -3)

    def forward(self, picture):
        q = self.quarter(picture)
        e = self.eighth(q)
        s = self.sixteenth(e)
        e = self.at_eighth(e + F.interpolate(self.to_eighth(s), scale_factor=2.0))
        q = self.at_quarter(q + F.interpolate(self.to_quarter(e), scale_factor=2.0))
        return self.head(q)


class DetectorGraph(nn.Module):
    """What is exported: probabilities, and lengths in pixels of the input."""

    def __init__(self, detector):
        super().__init__()
        self.detector = detector

    def forward(self, picture):
        raw = self.detector(picture)
        return torch.cat([torch.sigmoid(raw[:, :2]), raw[:, 2:4] * STRIDE, torch.exp(raw[:, 4:]) * (CANONICAL / 2)], 1)


class Scale(nn.Module):
    """Raw output: [n, 1 + BINS, h/8, w/8] logits of background and diameter bin; [n, 3] logits of the kind of picture."""

    def __init__(self):
        super().__init__()
        self.trunk = nn.Sequential(conv(3, 16, 2), conv(16, 32, 2), conv(32, 48, 2), Residual(48, 2), Residual(48, 4))
        self.bins = nn.Conv2d(48, 1 + BINS, 1)
        self.kind = nn.Sequential(nn.Linear(48, 32), nn.ReLU(True), nn.Linear(32, 3))

    def forward(self, picture):
        features = self.trunk(picture)
        return self.bins(features), self.kind(features.mean((2, 3)))


class ScaleGraph(nn.Module):
    """What is exported: probabilities."""

    def __init__(self, scale):
        super().__init__()
        self.scale = scale

    def forward(self, picture):
        bins, kind = self.scale(picture)
        return torch.softmax(bins, 1), torch.softmax(kind, 1)


NETS = {'detector': (Detector, DetectorGraph), 'scale': (Scale, ScaleGraph)}
