// A worker beside the page of the posture coach: encodes one frame at a time as JPEG, sends it, hands back the answer and asks for the next. Encoding here keeps
// the page responsive, and the clock of a worker is not slowed down while the page is in the background, where it is most of the time.

const Fastest = 1000 / 30;
const Slowest = 1000;
const Quality = 0.8;

let url = null;
let interval = Fastest;
let timer = 0;
let askedAt = 0;
let canvas = null;

self.onmessage = async ({ data }) => {
    switch (data.kind) {
        case 'start':
            [url, interval] = [data.url, Fastest];
            clearTimeout(timer);
            ask();
            break;
        case 'stop':
            url = null;
            clearTimeout(timer);
            break;
        case 'skip':
            pace(data.slower ? slower() : interval);
            break;
        case 'frame':
            await send(data);
            break;
    }
};

function ask() {
    askedAt = performance.now();
    self.postMessage({ kind: 'next' });
}

async function send({ bitmap, time, crop }) {
    const target = url;
    const answer = { kind: 'answer', status: 0, body: null, milliseconds: 0, bytes: 0 };
    try {
        const jpeg = await encode(bitmap);
        const sentAt = performance.now();
        if (!target) return;
        const headers = { 'Content-Type': 'image/jpeg', 'X-Frame-Time': String(time) };
        if (crop) headers['X-Frame-Crop'] = crop.map(value => value.toFixed(5)).join(',');
        const response = await fetch(target, { method: 'POST', body: jpeg, headers });
        [answer.status, answer.bytes] = [response.status, jpeg.size];
        if (response.ok && response.status !== 204) answer.body = await response.json();
        answer.milliseconds = performance.now() - sentAt;
    } catch (failure) {
        // The network is away, or the answer broke off: status 0 tells the page, which says so.
        answer.failure = String(failure);
    }
    if (target !== url) return;
    self.postMessage(answer);
    // A busy or unreachable server gets fewer frames; the rate recovers step by step.
    pace(answer.body ? Math.max(Fastest, interval * 0.9) : slower());
}

async function encode(bitmap) {
    canvas ??= new OffscreenCanvas(1, 1);
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    canvas.getContext('2d', { alpha: false }).drawImage(bitmap, 0, 0);
    bitmap.close();
    return canvas.convertToBlob({ type: 'image/jpeg', quality: Quality });
}

function slower() {
    return Math.min(Slowest, interval * 2);
}

function pace(next) {
    interval = next;
    if (url) timer = setTimeout(ask, Math.max(0, askedAt + interval - performance.now()));
}
