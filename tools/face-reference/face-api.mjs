// Writes what the npm package @vladmandic/face-api computes on noise and on its own demo pictures: the figures that the FaceApi tests compare with.
//   npm ci --ignore-scripts && node tools/face-reference/face-api.mjs        (about three minutes: plain JavaScript arithmetic, the CPU backend)
// The pictures are decoded by sharp, which runs the same libvips as the application, so that both sides see the same pixels.
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import sharp from 'sharp';

const root = new URL('../../', import.meta.url);
const home = new URL('node_modules/@vladmandic/face-api/', root);
const target = new URL('WebApp.Tests/Platform/Faces/FaceApi/Reference/face-api.json', root);
const anchorStep = 11; // 5118 anchors would be too much text; 11 divides no grid, so every grid and every shape of box is among them.

// The bundle for browsers is the only one that needs no further package. Without `process` it does not look for Node's modules.
const faceapi = new Function('process', `${readFileSync(new URL('dist/face-api.js', home), 'utf8')}; return faceapi;`)(undefined);
const { nets, tf } = faceapi;
tf.env().setPlatform('plain', {
  now: () => performance.now(),
  encode: (text) => new TextEncoder().encode(text),
  decode: (bytes) => new TextDecoder().decode(bytes),
  isTypedArray: (value) => ArrayBuffer.isView(value),
});
faceapi.env.setEnv({ Canvas: class {}, Image: class {}, ImageData: class {}, Video: class {} }); // asked for by instanceof only
await tf.setBackend('cpu');

function load(net, name) {
  const manifest = JSON.parse(readFileSync(new URL(`model/${name}-weights_manifest.json`, home)));
  const bytes = new Uint8Array(readFileSync(new URL(`model/${name}.bin`, home)));
  net.loadFromWeightMap(tf.io.decodeWeights(bytes.buffer, manifest.flatMap((group) => group.weights)));
}

load(nets.ssdMobilenetv1, 'ssd_mobilenetv1_model');
load(nets.faceLandmark68Net, 'face_landmark_68_model');
load(nets.ageGenderNet, 'age_gender_model');
load(nets.faceRecognitionNet, 'face_recognition_model');

const rounded = (values, digits) => Array.from(values, (value) => Number(value.toFixed(digits)));
const input = (tensor) => new faceapi.NetInput([tensor]);
const rectangle = ({ x, y, width, height }, digits = 3) => rounded([x, y, width, height], digits);

/** Bytes of a linear congruential generator; Noise.cs makes the same. */
function noise(size) {
  let state = 1;
  return tf.tensor3d(Float32Array.from({ length: size * size * 3 }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  }), [size, size, 3]);
}

/** Decoded boxes (top, left, bottom, right in parts of the padded square) and scores of every eleventh anchor. */
function anchors(tensor) {
  const { boxes, scores } = nets.ssdMobilenetv1.forwardInput(input(tensor));
  const every = (_, i) => i % anchorStep === 0;
  return {
    boxes: rounded(boxes[0].arraySync().filter(every).flat(), 6),
    scores: rounded(scores[0].arraySync().filter(every), 6),
  };
}

function ageAndGender(tensor) {
  const { age, gender } = nets.ageGenderNet.forwardInput(input(tensor));
  return { age: rounded(age.dataSync(), 4)[0], male: rounded(gender.dataSync(), 6)[0] };
}
const points = (tensor) => rounded(nets.faceLandmark68Net.runNet(input(tensor)).dataSync(), 6);

const descriptor = (tensor) => rounded(nets.faceRecognitionNet.forwardInput(input(tensor)).dataSync(), 6);

async function faces(picture) {
  const [height, width] = picture.shape;
  const crop = async (box) => (await faceapi.extractFaceTensors(picture, [box]))[0];
  const found = await nets.ssdMobilenetv1.locateFaces(picture, { minConfidence: 0.5 });
  return Promise.all(found.map(async (detection) => {
    const faceCrop = detection.box.clipAtImageBorders(width, height);
    const unshifted = await nets.faceLandmark68Net.detectLandmarks(await crop(detection));
    // The package moves the landmarks to the corner of the detected box, not to that of the crop they were found in, which is rounded and clipped.
    const landmarks = unshifted.shiftBy(faceCrop.x, faceCrop.y);
    const descriptorBox = landmarks.align(null, { useDlibAlignment: true });
    const ageGenderBox = landmarks.align();
    const { alignedRect } = faceapi.extendWithFaceLandmarks({ detection }, unshifted);
    return {
      score: rounded([detection.score], 6)[0],
      box: rectangle(detection.box),
      landmarks: rounded(landmarks.positions.flatMap(({ x, y }) => [x, y]), 3),
      ageGenderCrop: rectangle(ageGenderBox.clipAtImageBorders(width, height), 0),
      ...ageAndGender(await crop(ageGenderBox)),
      packageMale: ageAndGender(await crop(alignedRect)).male,
      descriptorCrop: rectangle(descriptorBox.clipAtImageBorders(width, height), 0),
      descriptor: descriptor(await crop(descriptorBox)),
    };
  }));
}

const pictures = [];
for (let i = 1; i <= 6; i++) {
  const name = `sample${i}.jpg`;
  const { data, info } = await sharp(readFileSync(new URL(`demo/${name}`, home))).raw().toBuffer({ resolveWithObject: true });
  const picture = tf.tensor3d(new Float32Array(data), [info.height, info.width, 3]);
  pictures.push({
    name,
    sha256: createHash('sha256').update(data).digest('hex'),
    anchors: i === 1 ? anchors(picture) : undefined,
    faces: await faces(picture),
  });
  console.log(`${name}: ${pictures.at(-1).faces.length} faces`);
}

writeFileSync(target, `${JSON.stringify({
  package: faceapi.version,
  anchorStep,
  noise: { anchors: anchors(noise(512)), points: points(noise(112)), ...ageAndGender(noise(112)), descriptor: descriptor(noise(150)) },
  pictures,
})}\n`);
