"""Runs the two exported graphs with torch, so that figures come from the very files that are shipped. Knows only the operators they use."""
import onnx
import torch
from onnx import numpy_helper
from torch.nn import functional as F


def ints(tensor):
    return [int(v) for v in tensor.flatten()]


def conv(x, weight, bias=None, *, pads, strides, dilations, **_):
    return F.conv2d(x, weight, bias, strides, pads[:2], dilations)


def gemm(x, weight, bias, **_):
    return x @ weight.T + bias


def sliced(x, starts, ends, axes, steps=None, **_):
    for start, end, axis in zip(ints(starts), ints(ends), ints(axes)):
        x = x.narrow(axis, start, min(end, x.shape[axis]) - start)
    return x


OPERATORS = {
    'Conv': conv,
    'Gemm': gemm,
    'Slice': sliced,
    'Relu': lambda x: F.relu(x),
    'Add': lambda x, y: x + y,
    'Mul': lambda x, y: x * y,
    'Exp': lambda x: x.exp(),
    'Sigmoid': lambda x: x.sigmoid(),
    'Identity': lambda x: x,
    'Softmax': lambda x, axis: x.softmax(axis),
    'Concat': lambda *xs, axis: torch.cat(xs, axis),
    'Resize': lambda x, _, scales, **__: F.interpolate(x, scale_factor=[float(s) for s in scales[2:]], mode='nearest'),
    'ReduceMean': lambda x, axes, keepdims: x.mean(axes, bool(keepdims)),
}


def load(path):
    """A function from an input tensor to the list of output tensors."""
    graph = onnx.load(str(path)).graph
    tensor = lambda t: torch.from_numpy(numpy_helper.to_array(t).copy())
    fixed = {t.name: tensor(t) for t in graph.initializer}
    steps = []
    for node in graph.node:
        settings = {a.name: onnx.helper.get_attribute_value(a) for a in node.attribute}
        if node.op_type == 'Constant':
            fixed[node.output[0]] = tensor(settings['value'])
        else:
            steps.append((OPERATORS[node.op_type], node.input, node.output[0], settings))

    @torch.no_grad()
    def run(x):
        values = {**fixed, graph.input[0].name: x, '': None}
        for operator, inputs, output, settings in steps:
            values[output] = operator(*(values[i] for i in inputs), **settings)
        return [values[o.name] for o in graph.output]

    return run
