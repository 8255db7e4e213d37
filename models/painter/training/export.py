"""Writes the trained painter into .. in the usual ONNX layout, and its reference figures: `python3 export.py`.

Weights keep their names from torch. They are stored as float16 and cast to float32 in the graph, which halves the files and changes no
figure of the run: the networks are evaluated with the rounded weights too.
"""
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import autoencoder
import captions
import golden
from autoencoder import as_input
from networks import DOWNSCALE, LATENT_CHANNELS, LATENT_EDGE, TEXT_WIDTH, TOKENS, TRAINING_STEPS
from prepare import SHARDS, names
from restore import ENCODER, FOLDER
from sample import SMALL, Trained
from schedule import BETA_END, BETA_START

OPSET = 14


def shrink(model: onnx.ModelProto):
    """Stores the large float32 weights as float16, each with a cast back."""
    graph, casts = model.graph, []
    for tensor in graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype == np.float32 and values.size > SMALL:
            casts.append(helper.make_node('Cast', [tensor.name], [f'{tensor.name}/float'], to=TensorProto.FLOAT))
            tensor.CopyFrom(numpy_helper.from_array(values.astype(np.float16), tensor.name))
    cast = {node.input[0] for node in casts}
    for node in graph.node:
        node.input[:] = [f'{name}/float' if name in cast else name for name in node.input]
    nodes = [*casts, *graph.node]
    del graph.node[:]
    graph.node.extend(nodes)


def write(network, folder: str, inputs: dict, output: str, config: dict):
    """One folder: model.onnx, dynamic in its first axis, and config.json."""
    target = FOLDER / folder
    target.mkdir(exist_ok=True)
    axes = {name: {0: 'times' if name == 'timestep' else 'batch'} for name in (*inputs, output)}
    torch.onnx.export(network.to(memory_format=torch.contiguous_format), tuple(inputs.values()), str(target / 'model.onnx'), opset_version=OPSET,
                      input_names=list(inputs), output_names=[output], dynamic_axes=axes, do_constant_folding=False)
    model = onnx.load(str(target / 'model.onnx'))
    shrink(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(target / 'model.onnx'))
    write_json(target / 'config.json', config)
    print(f'{folder}: {(target / "model.onnx").stat().st_size / 1e6:.2f} MB, {sum(p.numel() for p in network.parameters()) / 1e6:.2f} M weights')


def write_json(path: Path, content: dict):
    """One line for every key."""
    path.parent.mkdir(exist_ok=True)
    lines = ',\n'.join(f'  {json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}' for key, value in content.items())
    path.write_text(f'{{\n{lines}\n}}\n', 'utf-8')


def preview() -> dict:
    """The linear map from latents to colours in -1..1 that is nearest to the drawings at 16 x 16."""
    latents = np.concatenate([np.load(SHARDS / f'{name}.latents.npy')[:60] for name in names()[:8]]).astype(np.float64)
    pictures = np.concatenate([np.load(SHARDS / f'{name}.npy', mmap_mode='r')[:60] for name in names()[:8]])
    colours = torch.nn.functional.avg_pool2d(as_input(torch.from_numpy(pictures)), DOWNSCALE).permute(0, 2, 3, 1).reshape(-1, 3).double().numpy()
    known = latents.transpose(0, 2, 3, 1).reshape(-1, LATENT_CHANNELS)
    solution, *_ = np.linalg.lstsq(np.column_stack([known, np.ones(len(known))]), colours, rcond=None)
    return {'matrix': solution[:-1].round(5).tolist(), 'bias': solution[-1].round(5).tolist()}


def describe():
    """The files that hold no weights."""
    write_json(FOLDER / 'model_index.json', {
        '_class_name': 'OnnxStableDiffusionPipeline', 'tokenizer': ['transformers', 'CLIPTokenizer'], 'text_encoder': ['diffusers', 'OnnxRuntimeModel'],
        'unet': ['diffusers', 'OnnxRuntimeModel'], 'vae_decoder': ['diffusers', 'OnnxRuntimeModel'], 'scheduler': ['diffusers', 'DDIMScheduler']})
    write_json(FOLDER / 'scheduler' / 'scheduler_config.json', {
        '_class_name': 'DDIMScheduler', 'num_train_timesteps': TRAINING_STEPS, 'beta_start': BETA_START, 'beta_end': BETA_END, 'beta_schedule': 'scaled_linear',
        'prediction_type': 'v_prediction', 'timestep_spacing': 'trailing', 'rescale_betas_zero_snr': True, 'set_alpha_to_one': True, 'steps_offset': 0,
        'clip_sample': False})
    known = captions.vocabulary()
    write_json(FOLDER / 'iris.json', {
        'name': 'Crayon', 'version': 'painter-3', 'steps': 40, 'guidance': 5.0, 'scheduler': 'euler_a', 'languages': ['ko', 'en'],
        'words': sorted({*known['ko'], *known['en']}), 'particles': known['particles'], 'examples': captions.examples(), 'preview': preview()})


def main():
    trained = Trained().rounded()
    write(trained.reader, 'text_encoder', {'input_ids': torch.zeros(2, TOKENS, dtype=torch.int64)}, 'last_hidden_state',
          {'hidden_size': TEXT_WIDTH, 'max_position_embeddings': TOKENS, 'vocab_size': len(trained.tokenizer)})
    write(trained.denoiser, 'unet', {'sample': torch.zeros(2, LATENT_CHANNELS, LATENT_EDGE, LATENT_EDGE), 'timestep': torch.tensor([999]),
                                     'encoder_hidden_states': torch.zeros(2, TOKENS, TEXT_WIDTH)}, 'out_sample',
          {'sample_size': LATENT_EDGE, 'in_channels': LATENT_CHANNELS, 'out_channels': LATENT_CHANNELS, 'cross_attention_dim': TEXT_WIDTH})
    write(trained.decoder, 'vae_decoder', {'latent_sample': torch.zeros(2, LATENT_CHANNELS, LATENT_EDGE, LATENT_EDGE)}, 'sample',
          {'scaling_factor': 1.0, 'latent_channels': LATENT_CHANNELS, 'block_out_channels': [16, 32, 96, 128, 256]})
    torch.save({name: values.half() for name, values in autoencoder.load().encoder.state_dict().items()}, ENCODER)
    describe()
    golden.write(trained)


if __name__ == '__main__':
    main()
