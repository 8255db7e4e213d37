"""Training in bfloat16 with float32 weights: AVX-512 multiplies bfloat16 twice as fast, and small updates still count."""
import copy

import torch


class Halves:
    """Keeps three copies of a network: the weights (`full`), the bfloat16 one that is run (`half`), and their moving average (`average`)."""

    def __init__(self, network, rate, average=0.999):
        self.full = network.to(memory_format=torch.channels_last)
        self.half = copy.deepcopy(self.full).bfloat16()
        self.average = copy.deepcopy(self.full).eval().requires_grad_(False)
        self.memory, self.steps = average, 0
        self.pairs = list(zip(self.full.parameters(), self.half.parameters(), self.average.parameters()))
        self.adam = torch.optim.AdamW(self.full.parameters(), rate, betas=(0.9, 0.98), weight_decay=0.0, foreach=True)

    def step(self, rate):
        """After backward() through `half`: one update with the given learning rate."""
        for group in self.adam.param_groups:
            group['lr'] = rate
        for full, half, _ in self.pairs:
            full.grad = None if half.grad is None else half.grad.float()
            half.grad = None
        norm = torch.nn.utils.clip_grad_norm_(self.full.parameters(), 1.0)
        self.adam.step()
        self.steps += 1
        keep = min(self.memory, self.steps / (self.steps + 20))
        with torch.no_grad():
            for full, half, average in self.pairs:
                half.copy_(full)
                average.lerp_(full, 1 - keep)
        return norm.item()

    def state(self):
        return {'full': self.full.state_dict(), 'average': self.average.state_dict(), 'adam': self.adam.state_dict(), 'steps': self.steps}

    def load(self, state):
        self.full.load_state_dict(state['full'])
        self.half.load_state_dict(state['full'])
        self.average.load_state_dict(state['average'])
        self.adam.load_state_dict(state['adam'])
        self.steps = state['steps']
