"""How the two networks are used, in the plainest form: the program's own code must give these figures.

`python3 reference.py picture.png [drawn.png]` prints the count and draws the cells.
"""
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

import onnx_torch

HERE = Path(__file__).parent
CANONICAL = 20           # pixels: the detector is shown typical cells of this diameter
THRESHOLD = 0.4          # least score of a cell
APART = 0.6              # two centres nearer than this share of the larger radius are one cell
LEAST = 0.6              # what is smaller than this share of the median radius is no cell (a bud, a platelet, dust)
CONTRAST = 3             # levels of 255: what varies less is no cell, but noise or the blocks of a JPEG
SURE, LARGER = 0.6, 4    # median score of a detector that knows what it sees; half octaves by which the estimated diameter may be raised
TILE, OVERLAP = 1024, 128
GRID, MULTIPLE = 4, 16   # pixels per output cell; sides of the input are multiples of 16
SCALE_PIXELS = 2_000_000 # the scale network sees at most this many
FIRST_BIN, BIN = 2.25, 0.25
KINDS = 'grey', 'stain', 'fluorescence'


@dataclass
class Result:
    cells: np.ndarray    # [n, 5]: x, y, radius in pixels of the picture; state, 0 live or 1 dead; score
    diameter: float      # of a typical cell, pixels of the picture
    kind: str


def exposure(picture):
    """The factor that makes dark pictures brighter: the 99.8th percentile of the brightest channel is lifted to 0.8, at most four times."""
    counts = np.cumsum(np.bincount(picture.max(2).ravel(), minlength=256))
    bright = int(np.searchsorted(counts, 0.998 * counts[-1]))
    return float(np.clip(0.8 * 255 / max(bright, 1), 1, 4))


def tensor(picture, gain):
    """[1, 3, h, w] of 0..1, red first; right and bottom are continued by their last pixel to a multiple of 16."""
    height, width = picture.shape[:2]
    padded = np.pad(picture, ((0, -height % MULTIPLE), (0, -width % MULTIPLE), (0, 0)), 'edge')
    return torch.from_numpy(np.minimum(padded.astype(np.float32) * (gain / 255), 1)).permute(2, 0, 1)[None].contiguous()


def resize(picture, factor):
    """Triangle filter, widened by the factor when the picture shrinks."""
    height, width = picture.shape[:2]
    size = max(1, round(width * factor)), max(1, round(height * factor))
    return picture if size == (width, height) else np.asarray(Image.fromarray(picture).resize(size, Image.BILINEAR))


class Counter:
    def __init__(self, folder=HERE.parent):
        self.detector, self.scale = onnx_torch.load(folder / 'model.onnx'), onnx_torch.load(folder / 'scale.onnx')

    def measure(self, picture, gain):
        """(diameter of a typical cell or None, kind). Two levels, a factor of four (eight bins) apart, are joined to one histogram."""
        first = min(1.0, (SCALE_PIXELS / (picture.shape[0] * picture.shape[1])) ** 0.5)
        histogram, kind = np.zeros(24), None
        for level, bins, start in ((0, slice(0, 12), 0), (1, slice(4, 16), 12)):
            small = resize(picture, first / 4 ** level)
            planes, kinds = self.scale(tensor(small, gain))
            rows, columns = -(-small.shape[0] // 8), -(-small.shape[1] // 8)
            planes = planes[0, :, :rows, :columns]
            area = (planes[1:] * (planes[0] < 0.3)).sum((1, 2)).numpy() * 64 * 16 ** level
            histogram[start:start + 12] = area[bins]
            kind = KINDS[int(kinds[0].argmax())] if level == 0 else kind
        diameters = 2 ** (FIRST_BIN + BIN * (np.arange(24) + 0.5))
        cells = histogram / (np.pi / 4 * diameters ** 2)
        if cells.sum() < 0.5:
            return None, kind
        weight = histogram / diameters
        smooth = np.convolve(weight, [0.5, 1, 0.5], 'same')
        top = int(smooth.argmax())
        near = slice(max(0, top - 2), top + 3)
        return float(2 ** np.average(np.log2(diameters[near]), weights=weight[near]) / first), kind

    def detect(self, picture, gain, factor):
        """Cells [n, 5] of the whole picture, seen at `factor` times its size."""
        seen = resize(picture, factor)
        height, width = seen.shape[:2]
        step, found = TILE - OVERLAP, []
        for top in range(0, max(1, height - OVERLAP), step):
            for left in range(0, max(1, width - OVERLAP), step):
                tile = seen[top:top + TILE, left:left + TILE]
                x, y, r, state, score = peaks(self.detector(tensor(tile, gain))[0][0]).T
                # a cell belongs to the tile whose inner part holds its centre
                inner = ((x >= (left > 0) * OVERLAP / 2) & (y >= (top > 0) * OVERLAP / 2)
                         & ((x < TILE - OVERLAP / 2) | (left + TILE >= width)) & ((y < TILE - OVERLAP / 2) | (top + TILE >= height)))
                found.append(np.stack([x + left, y + top, r, state, score], 1)[inner])
        cells = no_crumbs(apart(np.concatenate(found)))
        cells = cells[(cells[:, 0] >= 0) & (cells[:, 0] < width) & (cells[:, 1] >= 0) & (cells[:, 1] < height)]
        cells[:, 0] *= picture.shape[1] / width
        cells[:, 1] *= picture.shape[0] / height
        cells[:, 2] /= factor
        return cells[[contrast(picture, cell) >= CONTRAST for cell in cells]]

    def count(self, picture, diameter=None):
        """Counts an RGB picture [h, w, 3] of bytes. A known diameter (pixels) replaces the estimate."""
        gain = exposure(picture)
        measured, kind = self.measure(picture, gain)
        sizes = [diameter] if diameter else [(measured or CANONICAL) * 2 ** (step / 2) for step in range(1 + LARGER)]
        cells = self.detect(picture, gain, CANONICAL / sizes[0])
        # JPEG blocks and dust can pass for tiny cells: when the detector is unsure, it is asked about larger ones and believed when sure
        for larger in sizes[1:]:
            if not len(cells) or np.median(cells[:, 4]) >= SURE:
                break
            again = self.detect(picture, gain, CANONICAL / larger)
            if len(again) and np.median(again[:, 4]) >= SURE:
                cells, sizes[0] = again, larger
        return Result(cells, sizes[0], kind)


def peaks(output):
    """Cells [n, 5] of one output [5, rows, columns]: grid cells whose score is the greatest of the nine around."""
    live, dead, dx, dy, radius = output.numpy()
    score = np.maximum(live, dead)
    around = np.pad(score, 1)
    greatest = np.max([around[i:i + score.shape[0], j:j + score.shape[1]] for i in range(3) for j in range(3)], 0)
    row, column = np.nonzero((score >= THRESHOLD) & (score == greatest))
    at = row, column
    return np.stack([GRID * (column + 0.5) + dx[at], GRID * (row + 0.5) + dy[at], radius[at], dead[at] > live[at], score[at]], 1).astype(np.float64)


def apart(cells):
    """The best of every group of cells that share a centre."""
    cells = cells[np.argsort(-cells[:, 4], kind='stable')]
    kept = np.zeros((0, 5))
    for cell in cells:
        if not (np.hypot(kept[:, 0] - cell[0], kept[:, 1] - cell[1]) < APART * np.maximum(kept[:, 2], cell[2])).any():
            kept = np.vstack([kept, cell])
    return kept


def contrast(picture, cell):
    """The standard deviation of the channel that varies most, over the square around a cell."""
    def span(centre, radius, length):
        start = int(np.clip(np.floor(centre - radius), 0, length - 1))
        return slice(start, int(np.clip(np.ceil(centre + radius), start + 1, length)))

    x, y, r = cell[:3]
    return picture[span(y, r, picture.shape[0]), span(x, r, picture.shape[1])].reshape(-1, 3).std(0, dtype=np.float64).max()


def no_crumbs(cells):
    """Drops what is far smaller than the certain cells (score of at least a half)."""
    certain = cells[cells[:, 4] >= 0.5, 2]
    return cells[cells[:, 2] >= LEAST * np.median(certain)] if len(certain) else cells


def draw(picture, cells):
    image = Image.fromarray(picture)
    pen = ImageDraw.Draw(image)
    for x, y, r, state, _ in cells:
        pen.ellipse((x - r, y - r, x + r, y + r), outline=(255, 40, 40) if state else (40, 255, 40), width=1 + (r > 14))
    return image


if __name__ == '__main__':
    picture = np.asarray(Image.open(sys.argv[1]).convert('RGB'))
    result = Counter().count(picture)
    dead = int(result.cells[:, 3].sum())
    print(f'{len(result.cells)} cells, {len(result.cells) - dead} live, {dead} dead; {result.kind}, diameter {result.diameter:.1f} pixels')
    if len(sys.argv) > 2:
        draw(picture, result.cells).save(sys.argv[2])
