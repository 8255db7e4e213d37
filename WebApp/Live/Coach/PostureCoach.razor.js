// The camera side of the posture coach: opens and releases the camera, shows it mirrored, lets a worker send frames to the hub one at a time, draws the
// answer over the preview, and tells the page a few times a second what it shows. See docs/decisions/040-live-transport.md.

import { draw } from '../../js/coach/overlay.js';
import { signal, quiet } from '../../js/coach/signals.js';

const FullFrameSide = 640;
const CropSide = 256;
const TellEvery = 400;
const HiddenLimit = 30 * 60_000;

/**
 * @param {HTMLElement} root The element of the component, with a video and a canvas in it.
 * @param page The component: Show(moment), Interrupted(reason), Resumed().
 */
export function attach(root, page) {
    const listening = new AbortController();
    const { signal: listeningSignal } = listening;
    const video = root.querySelector('video');
    const canvas = root.querySelector('canvas');
    const connection = document.getElementById('components-reconnect-modal');
    let worker = null;
    let stream = null;
    let session = null;
    let cameraId = null;
    let interruption = null;
    let starting = null;
    let hiddenTimer = 0;

    // About the frames of the running session
    let crop = null;
    let answeredAt = [];
    let toldAt = 0;
    let telling = false;
    let last = null;
    let blinks = 0;

    async function start(wanted) {
        const opened = await open(wanted);
        if (opened.error) return opened;
        const refusal = await begin();
        if (refusal) {
            release();
            return refusal;
        }
        return opened;
    }

    /** Opens the camera and shows it. One call at a time: two clicks must not leave a camera running that nobody knows. */
    async function open(wanted) {
        if (!navigator.mediaDevices?.getUserMedia) return { error: window.isSecureContext ? 'unsupported' : 'insecure' };
        if (typeof OffscreenCanvas === 'undefined' || typeof createImageBitmap === 'undefined') return { error: 'unsupported' };
        if (starting) return { error: 'starting' };
        release();
        const attempt = starting = {};
        try {
            const camera = wanted ? { deviceId: { ideal: wanted } } : { facingMode: 'user' };
            const opened = await navigator.mediaDevices.getUserMedia({
                audio: false,
                video: { ...camera, width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 30 } },
            });
            if (starting !== attempt || listeningSignal.aborted) {
                stopTracks(opened);
                return { error: 'cancelled' };
            }
            stream = video.srcObject = opened;
            await video.play();
        } catch (failure) {
            if (starting === attempt) release();
            return { error: failure.name };
        } finally {
            if (starting === attempt) starting = null;
        }
        if (!stream) return { error: 'cancelled' };

        const [track] = stream.getVideoTracks();
        track.addEventListener('ended', () => interrupt('unplugged'), { signal: listeningSignal });
        video.parentElement.style.aspectRatio = `${video.videoWidth} / ${video.videoHeight}`;
        cameraId = track.getSettings().deviceId ?? '';
        const devices = await navigator.mediaDevices.enumerateDevices();
        const cameras = devices.filter(device => device.kind === 'videoinput').map(device => ({ id: device.deviceId, label: device.label }));
        return { cameras, camera: cameraId };
    }

    /** Starts a session, or goes on with the one there is. */
    async function begin() {
        worker ??= makeWorker();
        if (!session) {
            const { value, problem } = await call(worker, 'Start', { camera: cameraId });
            if (problem) return { error: problem.code === 'sign-in-required' ? 'signed-out' : 'refused', sentence: problem.sentence };
            [session, blinks] = [value.id, 0];
            // The page may have been left meanwhile; a session without frames ends by itself.
            if (!stream) return { error: 'cancelled' };
        }
        [crop, answeredAt, last] = [null, [], null];
        worker.postMessage({ kind: 'start', session });
        watching('on');
        return null;
    }

    function makeWorker() {
        const made = new Worker(new URL('../../js/coach/frame-worker.js', import.meta.url));
        made.onmessage = ({ data }) => data.kind === 'next' ? sendFrame() : answered(data);
        return made;
    }

    /** Calls the hub about the running session. */
    const callSession = async method => session && worker ? call(worker, method, session) : { problem: {} };

    async function sendFrame() {
        const now = performance.now();
        if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) {
            worker?.postMessage({ kind: 'skip' });
            return;
        }

        const full = !crop; // the server asks for one when it has lost the face, and once a second
        const [width, height] = [video.videoWidth, video.videoHeight];
        const [x, y, right, bottom] = full ? [0, 0, width, height] : pixels(crop, width, height);
        const scale = Math.min(1, (full ? FullFrameSide : CropSide) / Math.max(right - x, bottom - y));
        try {
            const bitmap = await createImageBitmap(video, x, y, right - x, bottom - y, {
                resizeWidth: Math.max(1, Math.round((right - x) * scale)),
                resizeHeight: Math.max(1, Math.round((bottom - y) * scale)),
                resizeQuality: 'medium',
            });
            const shown = full ? null : { x: x / width, y: y / height, width: (right - x) / width, height: (bottom - y) / height };
            worker?.postMessage({ kind: 'frame', bitmap, time: Math.round(performance.timeOrigin + now), crop: shown }, [bitmap]);
        } catch (failure) {
            // The camera changed its size or went away between two frames.
            if (!(failure instanceof DOMException)) throw failure;
            worker?.postMessage({ kind: 'skip' });
        }
    }

    async function answered({ value, problem, milliseconds }) {
        if (!stream) return;
        if (value) {
            const now = performance.now();
            answeredAt = [...answeredAt.filter(at => now - at < 2000), now];
            if (interruption === 'unreachable') resumed();
            crop = value.crop;
            if (value.blink) blinks++;
            const changed = last?.state !== value.state || last?.alert?.kind !== value.alert?.kind;
            last = value;
            root.dataset.state = value.state;
            draw(canvas, value.points, value.body?.points);
            if (changed || now - toldAt >= TellEvery) tell(milliseconds);
        } else if (problem.code === 'not-found') {
            // The server has ended the session (it was idle, or the server came up again): go on in a new one.
            session = null;
            const refusal = await begin();
            if (refusal) interrupt(refusal.error);
        } else if (problem.code === 'sign-in-required') {
            interrupt('signed-out');
        } else if (!Dropped.has(problem.code)) {
            crop = null;
            if (!interruption) {
                interruption = 'unreachable';
                say('Interrupted', interruption);
            }
        }
    }

    /** Tells the page what it shows: one call at a time, so that a slow connection means fewer calls. */
    async function tell(milliseconds) {
        if (telling) return;
        [telling, toldAt] = [true, performance.now()];
        const span = answeredAt.length > 1 ? (answeredAt.at(-1) - answeredAt[0]) / 1000 : 0;
        const framesPerSecond = span > 0 ? (answeredAt.length - 1) / span : 0;
        try {
            const { points, body, crop: region, ...seen } = last;
            await page.invokeMethodAsync('Show', { ...seen, blinks, framesPerSecond, roundTripMs: milliseconds });
        } catch {
            // The circuit is away; the observer below has stopped the camera or will.
        } finally {
            telling = false;
        }
    }

    /** Releases the camera but keeps the session, to go on when what interrupted is over. */
    function interrupt(reason) {
        if (!stream) return;
        interruption = reason;
        release();
        watching('paused');
        say('Interrupted', reason);
    }

    async function resume() {
        if (!interruption || stream) return;
        const opened = await open(cameraId);
        const refusal = opened.error ? opened : await begin();
        if (refusal) say('Interrupted', refusal.error);
        else resumed();
    }

    function resumed() {
        interruption = null;
        say('Resumed');
    }

    /** Tells the page. While the circuit is away nobody hears it, and the badge over the preview says the same. */
    function say(what, ...details) {
        page.invokeMethodAsync(what, ...details).catch(() => { });
    }

    /** Every way out leads here: the light of the camera goes off. */
    function release() {
        starting = null;
        worker?.postMessage({ kind: 'stop' });
        if (stream) stopTracks(stream);
        [stream, video.srcObject] = [null, null];
        delete root.dataset.state;
        draw(canvas, null);
        quiet();
        watching('off');
    }

    async function end() {
        const [ended, asked] = [session, worker];
        release();
        [session, worker, interruption] = [null, null, null];
        const answer = ended ? await call(asked, 'End', ended) : null;
        asked?.terminate();
        return answer?.value ? ended : null;
    }

    function watching(how) {
        root.dataset.watching = how;
    }

    document.addEventListener('visibilitychange', () => {
        clearTimeout(hiddenTimer);
        if (document.visibilityState === 'hidden') hiddenTimer = setTimeout(() => interrupt('hidden'), HiddenLimit);
        else if (interruption === 'hidden') resume();
    }, { signal: listeningSignal });
    window.addEventListener('pagehide', release, { signal: listeningSignal });

    // Blazor puts a class on this element while the circuit is away, and another when it is back.
    const observer = new MutationObserver(() => {
        const away = /components-reconnect-(show|failed|rejected)/.test(connection.className);
        if (away) interrupt('connection');
        else if (interruption === 'connection') resume();
    });
    if (connection) observer.observe(connection, { attributeFilter: ['class'] });

    root.addEventListener('change', async event => {
        if (event.target.matches('[data-cue=notification]') && event.target.checked) await globalThis.Notification?.requestPermission();
    }, { signal: listeningSignal });

    function detach() {
        listening.abort();
        observer.disconnect();
        clearTimeout(hiddenTimer);
        return end();
    }

    watching('off');
    return {
        start, end, resume, signal, quiet, detach,
        recalibrate: async () => !(await callSession('Calibrate')).problem,
        takeBreak: async () => { await callSession('TakeBreak'); },
        picture: () => stream ? picture(video) : null,
    };
}

/** Codes of a frame that was dropped because too much is going on: the next one may do. */
const Dropped = new Set(['frame-in-flight', 'frame-too-old', 'busy', 'too-many-requests']);

function stopTracks(stream) {
    for (const track of stream.getTracks()) track.stop();
}

/** The region in whole pixels inside the frame: left, top, right, bottom. */
function pixels({ x, y, width, height }, frameWidth, frameHeight) {
    const [left, top] = [Math.max(0, Math.floor(x * frameWidth)), Math.max(0, Math.floor(y * frameHeight))];
    const right = Math.min(frameWidth, Math.ceil((x + width) * frameWidth));
    const bottom = Math.min(frameHeight, Math.ceil((y + height) * frameHeight));
    return right - left > 8 && bottom - top > 8 ? [left, top, right, bottom] : [0, 0, frameWidth, frameHeight];
}

/** The whole picture of the camera as a JPEG, in the form that .NET reads as a stream. */
async function picture(video) {
    const canvas = new OffscreenCanvas(video.videoWidth, video.videoHeight);
    canvas.getContext('2d').drawImage(video, 0, 0);
    return canvas.convertToBlob({ type: 'image/jpeg', quality: 0.92 });
}

/** Calls the hub through the worker: `{ value }` or `{ problem: { code, sentence } }`. */
function call(worker, method, argument) {
    const { port1, port2 } = new MessageChannel();
    worker.postMessage({ kind: 'call', method, argument }, [port2]);
    return new Promise(resolve => { port1.onmessage = ({ data }) => resolve(data); });
}
