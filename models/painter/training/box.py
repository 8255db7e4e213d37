"""A training run in a box of time: learning rate, checkpoints and log follow the clock, so that a busy machine ends no run early."""
import csv
import math
import os
import signal
import time
from pathlib import Path

import torch

PAUSED = 30
RUNS = Path(os.environ.get('PAINTER_RUNS', Path(__file__).parent / 'runs'))


class Box:
    """Iterates over steps until its minutes are used, those of earlier runs counted in; `rate` is the learning rate of the step. A step that
    seems to take longer than half a minute was paused with the machine or the process, and counts as half a minute."""

    def __init__(self, name, minutes, peak, state, load, columns, save_every=180):
        self.path, self.seconds, self.peak, self.state = RUNS / f'{name}.pt', 60 * minutes, peak, state
        self.spent, self.step, self.save_every = 0.0, 0, save_every
        RUNS.mkdir(parents=True, exist_ok=True)
        if self.path.exists():
            stored = torch.load(self.path)
            self.spent, self.step = stored['spent'], stored['step']
            load(stored['state'])
        self.stopped = False
        signal.signal(signal.SIGTERM, self.stop)
        log = RUNS / f'{name}.csv'
        new = not log.exists()
        self.file = log.open('a', newline='')
        self.writer, self.columns = csv.writer(self.file), columns
        if new:
            self.writer.writerow(['step', 'seconds', 'rate', *columns])
        self.sums, self.count = [0.0] * len(columns), 0

    @property
    def rate(self):
        """A short rise, then half a cosine down to a fiftieth."""
        done = min(1.0, self.spent / self.seconds)
        return self.peak * min(1.0, (self.step + 1) / 100) * (0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * done)))

    def __iter__(self):
        saved = last = time.monotonic()
        while self.spent < self.seconds and not self.stopped:
            yield self.step
            self.step += 1
            now = time.monotonic()
            self.spent, last = self.spent + min(now - last, PAUSED), now
            if now - saved > self.save_every:
                self.save()
                saved = now
        self.save()

    def stop(self, *_):
        """A terminated run ends with its step, and keeps it."""
        self.stopped = True

    def save(self):
        """Writes the checkpoint beside the last one first, so that a stopped process leaves a whole one."""
        fresh = self.path.with_suffix('.new')
        torch.save({'spent': self.spent, 'step': self.step, 'state': self.state()}, fresh)
        fresh.replace(self.path)

    def log(self, *values, every=50):
        """Averages its values over `every` steps, then writes a line."""
        self.sums = [a + float(b) for a, b in zip(self.sums, values)]
        self.count += 1
        if self.count == every:
            row = [self.step, round(self.spent), f'{self.rate:.2e}', *(f'{s / every:.5f}' for s in self.sums)]
            self.writer.writerow(row)
            self.file.flush()
            print(*row, flush=True)
            self.sums, self.count = [0.0] * len(self.columns), 0
