"""The noise schedule of training, the samplers of the reference figures, and sampling with guidance."""
from collections.abc import Callable

import torch

from networks import LATENT_CHANNELS, LATENT_EDGE, TRAINING_STEPS

BETA_START, BETA_END = 0.00085, 0.012


def kept_signal() -> torch.Tensor:
    """Cumulative product of alphas [1000] in float64, scaled_linear betas, moved so that the last step is pure noise (arXiv:2305.08891)."""
    betas = torch.linspace(BETA_START ** 0.5, BETA_END ** 0.5, TRAINING_STEPS, dtype=torch.float64) ** 2
    root = torch.cumprod(1 - betas, 0).sqrt()
    return ((root - root[-1]) * root[0] / (root[0] - root[-1])) ** 2


def trailing(steps: int) -> list[int]:
    """Timesteps of sampling, beginning with the last one of training."""
    return [round(TRAINING_STEPS - i * TRAINING_STEPS / steps) - 1 for i in range(steps)]


def guided(denoise: Callable, words: torch.Tensor, nothing: torch.Tensor, guidance: float) -> Callable:
    """A function (latents, timestep) -> v with classifier-free guidance; `nothing` embeds the empty prompt [1, 32, D]."""
    both = torch.cat([nothing.expand_as(words), words])

    def predict(latents, timestep):
        times = torch.full((2 * len(latents),), timestep)
        without, under = denoise(torch.cat([latents, latents]), times, both).chunk(2)
        return without + guidance * (under - without)

    return predict


@torch.no_grad()
def ddim(predict: Callable, latents: torch.Tensor, steps: int, each: Callable = lambda latents: None) -> torch.Tensor:
    """Deterministic DDIM on v from pure noise to latents; `each` sees the latents after every step."""
    kept = kept_signal()
    times = trailing(steps)
    for now, then in zip(times, times[1:] + [-1]):
        a, b = kept[now], kept[then] if then >= 0 else torch.tensor(1.0, dtype=torch.float64)
        v = predict(latents, now)
        clean = a.sqrt().float() * latents - (1 - a).sqrt().float() * v
        noise = a.sqrt().float() * v + (1 - a).sqrt().float() * latents
        latents = b.sqrt().float() * clean + (1 - b).sqrt().float() * noise
        each(latents)
    return latents


def start(seeds: list[int]) -> torch.Tensor:
    """Pure noise for each seed."""
    return torch.stack([torch.randn(LATENT_CHANNELS, LATENT_EDGE, LATENT_EDGE, generator=torch.Generator().manual_seed(seed)) for seed in seeds])


@torch.no_grad()
def euler(predict: Callable, latents: torch.Tensor, steps: int, fresh: Callable | None = None, each: Callable = lambda latents: None) -> torch.Tensor:
    """Euler's method in sigma (arXiv:2206.00364) from unit noise to latents; with `fresh` noise for every step, its ancestral variant."""
    kept = kept_signal().clamp(min=2 ** -24)      # sigma would be infinite where no signal is left
    times = trailing(steps)
    sigmas = [((1 - kept[t]) / kept[t]).sqrt().item() for t in times] + [0.0]
    latents = latents * sigmas[0]
    for time, sigma, below in zip(times, sigmas, sigmas[1:]):
        square = sigma ** 2 + 1
        v = predict(latents / square ** 0.5, time)
        clean = latents / square - v * (sigma / square ** 0.5)
        added = 0.0 if fresh is None else min(below, (below ** 2 * (sigma ** 2 - below ** 2) / sigma ** 2) ** 0.5)
        target = (below ** 2 - added ** 2) ** 0.5
        latents = latents * (target / sigma) + clean * (1 - target / sigma)
        if added:
            latents = latents + added * fresh()
        each(latents)
    return latents
