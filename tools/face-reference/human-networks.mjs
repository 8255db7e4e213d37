// Runs the networks of @vladmandic/human in Node and writes what they answer, so that the C# conversion can be compared with it.
//   node tools/face-reference/human-networks.mjs
// Writes WebApp.Tests/Platform/Faces/Human/Reference/: face.rgb (a real face, 256 × 256, 8-bit RGB), human.json (which output starts where) and
// human.bin (float32). The face is one of sample1.jpg, a demo picture of @vladmandic/face-api.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';
import { loadModel, outputsOf, tf } from './tfjs.mjs';

const target = new URL('../../WebApp.Tests/Platform/Faces/Human/Reference/', import.meta.url);
mkdirSync(target, { recursive: true });

/** Input size, channels, and how 0..255 becomes the network's input: value × scale + offset. */
const networks = {
  blazeface: { size: 256, channels: 3, scale: 1 / 127.5, offset: -1 },
  facemesh: { size: 192, channels: 3, scale: 1 / 255, offset: 0 },
  iris: { size: 64, channels: 3, scale: 1 / 255, offset: 0 },
  faceres: { size: 224, channels: 3, scale: 1, offset: 0 },
  'movenet-lightning': { size: 192, channels: 3, scale: 1, offset: 0 },
  antispoof: { size: 128, channels: 3, scale: 1 / 255, offset: 0 },
  liveness: { size: 32, channels: 3, scale: 1 / 255, offset: 0 },
  emotion: { size: 64, channels: 1, scale: 1 / 255, offset: 0 },
};

const edge = 256;
const face = await cropFace();
writeFileSync(new URL('face.rgb', target), face);

const index = [];
const chunks = [];
let offset = 0;
for (const [name, network] of Object.entries(networks)) {
  const model = await loadModel(name);
  const outputs = outputsOf(name);
  for (const [input, pixels] of [['random', randomPixels(network)], ['face', facePixels(network)]]) {
    const values = pixels.map((value) => Math.fround(Math.fround(value * Math.fround(network.scale)) + network.offset));
    const tensor = tf.tensor4d(values, [1, network.size, network.size, network.channels], name.startsWith('movenet') ? 'int32' : 'float32');
    const results = [model.execute(tensor, outputs.map((output) => output.node))].flat();
    results.forEach((result, i) => {
      const data = result.dataSync();
      index.push({ network: name, input, output: outputs[i].published, offset, length: data.length });
      chunks.push(Buffer.from(Float32Array.from(data).buffer));
      offset += data.length;
    });
  }
  console.log(name, outputs.map((output) => output.published).join(', '));
}
writeFileSync(new URL('human.json', target), `[\n${index.map((entry) => `  ${JSON.stringify(entry)}`).join(',\n')}\n]\n`);
writeFileSync(new URL('human.bin', target), Buffer.concat(chunks));

/** A linear congruential generator (Numerical Recipes), so that C# makes the same numbers; the top byte of each state is a pixel. */
function randomPixels({ size, channels }) {
  let state = 1;
  return Array.from({ length: size * size * channels }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
}

/** The face at the network's size by nearest neighbour; one channel means green. */
function facePixels({ size, channels }) {
  const pixels = [];
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const at = (Math.floor((y * edge) / size) * edge + Math.floor((x * edge) / size)) * 3;
      pixels.push(...(channels === 1 ? [face[at + 1]] : face.subarray(at, at + 3)));
    }
  }
  return pixels;
}

/** A square around a face that was picked by eye, each target pixel the mean of the source pixels under it. */
async function cropFace() {
  const file = readFileSync(new URL('../../node_modules/@vladmandic/face-api/demo/sample1.jpg', import.meta.url));
  const { data, info } = await sharp(file).raw().toBuffer({ resolveWithObject: true });
  const square = { left: 300, top: 270, size: 400 };
  const pixels = Buffer.alloc(edge * edge * 3);
  const from = (start, i) => start + Math.floor((i * square.size) / edge);
  for (let y = 0; y < edge; y++) {
    for (let x = 0; x < edge; x++) {
      for (let channel = 0; channel < 3; channel++) {
        let sum = 0;
        let count = 0;
        for (let v = from(square.top, y); v < Math.max(from(square.top, y + 1), from(square.top, y) + 1); v++) {
          for (let u = from(square.left, x); u < Math.max(from(square.left, x + 1), from(square.left, x) + 1); u++, count++) {
            sum += data[(v * info.width + u) * 3 + channel];
          }
        }
        pixels[(y * edge + x) * 3 + channel] = Math.round(sum / count);
      }
    }
  }
  return pixels;
}
