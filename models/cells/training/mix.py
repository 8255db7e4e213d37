"""Writes a weighted mean of two checkpoints of one training: `python3 mix.py early.pt late.pt 0.75 out.pt` takes three quarters of the later."""
import sys

import torch

early, late = (torch.load(path, map_location='cpu') for path in sys.argv[1:3])
share = float(sys.argv[3])
for key, value in late['average'].items():
    if value.is_floating_point():
        late['average'][key] = share * value + (1 - share) * early['average'][key]
torch.save(late, sys.argv[4])
