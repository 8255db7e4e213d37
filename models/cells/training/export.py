"""Writes ../model.onnx and ../scale.onnx from the averaged weights of runs/, and checks them against torch."""
from pathlib import Path

import onnx
import torch

import onnx_torch
from data import RUNS
from model import NETS

FILES = {'detector': 'model.onnx', 'scale': 'scale.onnx'}
OUTPUTS = {'detector': ['cells'], 'scale': ['bins', 'kind']}


def export(name):
    net, graph = NETS[name]
    net = net()
    net.load_state_dict(torch.load(RUNS / f'{name}.pt', map_location='cpu')['average'])
    graph = graph(net).eval()
    path = Path(__file__).parent.parent / FILES[name]
    axes = {'picture': {0: 'n', 2: 'height', 3: 'width'}, **{o: {0: 'n', **({2: 'rows', 3: 'columns'} if o != 'kind' else {})} for o in OUTPUTS[name]}}
    torch.onnx.export(graph, torch.zeros(1, 3, 64, 64), str(path), opset_version=13, input_names=['picture'], output_names=OUTPUTS[name], dynamic_axes=axes)
    onnx.checker.check_model(onnx.load(str(path)))
    picture = torch.rand(2, 3, 96, 160)
    with torch.no_grad():
        wanted = graph(picture)
    wanted = wanted if isinstance(wanted, tuple) else (wanted,)
    worst = max((a - b).abs().max().item() for a, b in zip(onnx_torch.load(path)(picture), wanted))
    assert worst < 1e-3, worst
    print(f'{path.name}: {path.stat().st_size / 1e6:.2f} MB, differs from torch by {worst:.1e}')


if __name__ == '__main__':
    for name in FILES:
        if (RUNS / f'{name}.pt').exists():
            export(name)
