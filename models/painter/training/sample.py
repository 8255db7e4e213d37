"""Paints prompts with what is trained so far: `python3 sample.py sheet.jpg [--guidance 3] [--prompt "..."]`."""
import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image

import autoencoder
import text_encoder
from box import RUNS
from networks import Denoiser
from prepare import LABELS
from schedule import ddim, guided, start
from tokenizer import Tokenizer

SMALL = 256     # weights up to this many stay float32
PROMPTS = ('노란 해 아래 빨간 집', 'a blue car and a green tree', '고양이 두 마리', 'three red balloons', '밤하늘에 별과 노란 달', 'a white boat on the sea',
           'a purple flower and an orange dog', '무지개 아래 파란 집', 'a black cat beside a red car', '비 오는 날 분홍색 옷을 입은 사람', 'two yellow birds',
           '초록색 산 앞에 하얀 집', 'an orange house at night', '눈 오는 날 갈색 강아지', 'a blue house on the left and a red car on the right', '해')


class Trained:
    """The three networks with their averaged weights, on the same footing as the exported ones."""

    def __init__(self, denoiser: Denoiser | None = None):
        self.tokenizer = Tokenizer()
        self.reader, self.decoder = text_encoder.load(self.tokenizer), autoencoder.load().decoder
        if denoiser is None:
            denoiser = Denoiser(LABELS)
            denoiser.load_state_dict(torch.load(RUNS / 'denoiser.pt')['state']['average'])
            denoiser.eval().to(memory_format=torch.channels_last)
        self.denoiser = denoiser

    @torch.no_grad()
    def rounded(self) -> 'Trained':
        """Itself, with the weights that the exported files hold: float16, but for the smallest."""
        for network in (self.reader, self.denoiser, self.decoder):
            for weight in network.parameters():
                if weight.numel() > SMALL:
                    weight.copy_(weight.half().float())
        return self

    @torch.no_grad()
    def embed(self, prompts) -> torch.Tensor:
        return self.reader(torch.tensor([self.tokenizer.encode(prompt) for prompt in prompts]))

    @torch.no_grad()
    def paint(self, prompts, seeds, steps=20, guidance=3.0) -> np.ndarray:
        """Pictures [N, 256, 256, 3], bytes."""
        latents = ddim(guided(self.denoiser, self.embed(prompts), self.embed(['']), guidance), start(seeds), steps)
        return as_bytes(self.decoder(latents))


def as_bytes(pictures: torch.Tensor) -> np.ndarray:
    """-1..1 [B, 3, H, W] to bytes [B, H, W, 3]."""
    return ((pictures.clamp(-1, 1) + 1) * 127.5).round().byte().permute(0, 2, 3, 1).numpy()


def tiled(pictures, columns: int) -> Image.Image:
    return Image.fromarray(np.concatenate([np.concatenate(list(pictures[i:i + columns]), 1) for i in range(0, len(pictures), columns)]))


def sheet(denoiser: Denoiser | None, path: Path, prompts=PROMPTS, guidance=3.0):
    """The fixed prompts with fixed seeds."""
    tiled(Trained(denoiser).paint(prompts, range(len(prompts)), guidance=guidance), 4).save(path)


if __name__ == '__main__':
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('path', type=Path)
    parser.add_argument('--guidance', type=float, default=3.0)
    parser.add_argument('--prompt', action='append')
    options = parser.parse_args()
    sheet(None, options.path, options.prompt or PROMPTS, options.guidance)
