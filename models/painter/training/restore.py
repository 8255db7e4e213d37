"""Takes the weights of an exported network back into torch, so that training can go on from what is committed."""
from pathlib import Path

import onnx
import torch
from onnx import numpy_helper

FOLDER = Path(__file__).parent.parent
ENCODER = Path(__file__).parent / 'encoder.pt'      # the only network that painting does without


def restored(network: torch.nn.Module, folder: str, anew: tuple[str, ...] = ()) -> torch.nn.Module:
    """The network with the weights of ../folder; only parts named in `anew`, which are not exported, keep their own. Where the network has grown, its
    weights begin with the exported ones, and the rest is zero."""
    known = {t.name: torch.from_numpy(numpy_helper.to_array(t).copy()).float() for t in onnx.load(str(FOLDER / folder / 'model.onnx')).graph.initializer}
    wanted = network.state_dict()
    missing = network.load_state_dict({name: padded(values, wanted[name].shape) for name, values in known.items() if name in wanted}, strict=False).missing_keys
    lost = [name for name in missing if not name.startswith(anew or ('\0',))]
    assert not lost, f'not in {folder}: {lost}'
    return network


def padded(values: torch.Tensor, shape: torch.Size) -> torch.Tensor:
    whole = torch.zeros(shape)
    whole[tuple(slice(n) for n in values.shape)] = values
    return whole
