// TensorFlow.js as the package @vladmandic/human bundles it, with its CPU backend, in plain Node.
import { readFileSync } from 'node:fs';

export const human = new URL('../../node_modules/@vladmandic/human/', import.meta.url);

/** The bundle is built for browsers and stumbles over Node's `process`, so that is out of sight while the bundle starts. */
async function load() {
  const bundle = readFileSync(new URL('dist/tfjs.esm.js', human));
  const { process } = globalThis;
  globalThis.window = globalThis;
  globalThis.document = {};
  globalThis.process = undefined;
  try {
    return await import(`data:text/javascript;base64,${bundle.toString('base64')}`);
  } finally {
    globalThis.process = process;
  }
}

export const tf = await load();
await tf.setBackend('cpu');

/** A graph model from the package's models folder. */
export async function loadModel(name) {
  const json = JSON.parse(readFileSync(new URL(`models/${name}.json`, human)));
  const weights = Buffer.concat(json.weightsManifest.flatMap((group) => group.paths).map((path) => readFileSync(new URL(`models/${path}`, human))));
  return tf.loadGraphModel({
    load: async () => ({
      ...json,
      weightSpecs: json.weightsManifest.flatMap((group) => group.weights),
      weightData: weights.buffer.slice(weights.byteOffset, weights.byteOffset + weights.byteLength),
    }),
  });
}

/** What the model publishes as outputs: the name without `:0`, and the node behind it. */
export function outputsOf(name) {
  const json = JSON.parse(readFileSync(new URL(`models/${name}.json`, human)));
  const { outputs } = json.signature ?? json.userDefinedMetadata.signature;
  return Object.entries(outputs).map(([published, { name: node }]) => ({ published: published.replace(/:0$/, ''), node }));
}
