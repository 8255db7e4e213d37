// The gentle alerts: a soft sound, a title that blinks, a notification. Each only if the person switched it on.

let audio = null;
let flashing = 0;
let title = null;

/** @param {string} text What the title and the notification say. @param {{sound: boolean, title: boolean, notification: boolean}} cues Which are switched on. */
export function signal(text, cues) {
    if (cues.sound) play();
    if (cues.title) flash(text);
    if (cues.notification && globalThis.Notification?.permission === 'granted' && document.visibilityState === 'hidden') notify(text);
}

/** Ends what lasts: the blinking title. */
export function quiet() {
    clearInterval(flashing);
    if (title !== null) document.title = title;
    [flashing, title] = [0, null];
}

/** Two quiet sine tones a fifth apart. */
function play() {
    audio ??= new AudioContext();
    audio.resume();
    [440, 660].forEach((frequency, index) => {
        const [tone, volume, begin] = [audio.createOscillator(), audio.createGain(), audio.currentTime + 0.18 * index];
        tone.frequency.value = frequency;
        volume.gain.setValueAtTime(0, begin);
        volume.gain.linearRampToValueAtTime(0.08, begin + 0.03);
        volume.gain.exponentialRampToValueAtTime(0.0001, begin + 0.6);
        tone.connect(volume).connect(audio.destination);
        tone.start(begin);
        tone.stop(begin + 0.65);
    });
}

function flash(text) {
    quiet();
    title = document.title;
    let on = false;
    const swap = () => { document.title = (on = !on) ? `● ${text}` : title; };
    swap();
    flashing = setInterval(swap, 1000);
}

function notify(text) {
    try {
        new Notification('Iris', { body: text, tag: 'posture', silent: true });
    } catch (failure) {
        // Chrome on Android knows the class but allows it to service workers only.
        if (!(failure instanceof TypeError)) throw failure;
    }
}
