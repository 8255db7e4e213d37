// A worker beside the page of the posture coach. It holds the connection to the hub, encodes one frame at a time as JPEG, sends it, hands back the answer and asks
// for the next. Encoding here keeps the page responsive, and the clock of a worker is not slowed down while the page is in the background, where it is most of
// the time. A connection that is lost is made again with the next frame.

importScripts('../../lib/signalr.min.js', '../../lib/signalr-protocol-msgpack.min.js');

const Fastest = 1000 / 30;
const Slowest = 1000;
const Quality = 0.8;

const hub = new signalR.HubConnectionBuilder()
    .withUrl(new URL('../../hubs/live', location.href).href)
    .withHubProtocol(new signalR.protocols.msgpack.MessagePackHubProtocol())
    .withServerTimeout(15_000)
    .withKeepAliveInterval(5_000)
    .configureLogging(signalR.LogLevel.None)
    .build();

let connecting = null;
let session = null;
let interval = Fastest;
let timer = 0;
let askedAt = 0;
let canvas = null;

self.onmessage = async ({ data, ports: [reply] }) => {
    switch (data.kind) {
        case 'call':
            reply.postMessage(await call(data.method, data.argument));
            break;
        case 'start':
            [session, interval] = [data.session, Fastest];
            clearTimeout(timer);
            ask();
            break;
        case 'stop':
            session = null;
            clearTimeout(timer);
            break;
        case 'skip':
            pace(slower());
            break;
        case 'frame':
            await send(data);
            break;
    }
};

/** Calls the hub: `{ value }`, or `{ problem: { code, sentence } }`. */
async function call(method, ...given) {
    try {
        if (hub.state !== signalR.HubConnectionState.Connected) await (connecting ??= hub.start().finally(() => { connecting = null; }));
        return { value: await hub.invoke(method, ...given) };
    } catch (failure) {
        return { problem: problemOf(`${failure}`) };
    }
}

/** A refusal of the hub is "code: sentence". Everything else means that it could not be asked: signed out, or out of reach. */
function problemOf(message) {
    const [, code, sentence] = /HubException: ([a-z0-9-]+): (.*)/s.exec(message) ?? [];
    return code ? { code, sentence } : { code: message.includes("'401'") ? 'sign-in-required' : 'unreachable', sentence: null };
}

function ask() {
    askedAt = performance.now();
    self.postMessage({ kind: 'next' });
}

async function send({ bitmap, time, crop }) {
    const target = session;
    const jpeg = await encode(bitmap);
    if (!target) return;
    const sentAt = performance.now();
    const answer = await call('Look', target, jpeg, time, crop);
    if (target !== session) return;
    self.postMessage({ kind: 'answer', ...answer, milliseconds: performance.now() - sentAt });
    // A busy or unreachable server gets fewer frames; the rate recovers step by step.
    pace(answer.value ? Math.max(Fastest, interval * 0.9) : slower());
}

async function encode(bitmap) {
    canvas ??= new OffscreenCanvas(1, 1);
    if (canvas.width !== bitmap.width) canvas.width = bitmap.width;
    if (canvas.height !== bitmap.height) canvas.height = bitmap.height;
    canvas.getContext('2d', { alpha: false }).drawImage(bitmap, 0, 0);
    bitmap.close();
    return new Uint8Array(await (await canvas.convertToBlob({ type: 'image/jpeg', quality: Quality })).arrayBuffer());
}

function slower() {
    return Math.min(Slowest, interval * 2);
}

function pace(next) {
    interval = next;
    if (session) timer = setTimeout(ask, Math.max(0, askedAt + interval - performance.now()));
}
