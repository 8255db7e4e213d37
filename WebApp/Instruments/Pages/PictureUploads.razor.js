// Hears what is chosen, photographed, dropped or pasted, and sends it to the API, a few pictures at a time. The circuit is told ids and small figures.

const atOnce = 2;
const mostTries = 8;

export function attach(root, page, { url, mostAtOnce, mostBytes, longestName, longestSentence, holds }) {
    const listening = new AbortController();
    const { signal } = listening;
    const waiting = [];
    const running = new Map();
    const zone = root.querySelector('[data-zone]');
    let held = null; // the picture that waits to be asked for

    // --- what is chosen

    const nameOf = file => [...(file.name || '…').toWellFormed()].slice(0, longestName).join('');

    function take(files, folders = 0) {
        if (!holds || files.length === 0) return choose(files, folders);
        held = files[0];
        const image = root.querySelector('[data-held]');
        URL.revokeObjectURL(image.src);
        image.src = URL.createObjectURL(held);
        image.hidden = false;
        return page.invokeMethodAsync('Held', nameOf(held));
    }

    async function choose(files, folders = 0) {
        const names = files.slice(0, mostAtOnce).map(nameOf);
        const { first, taken } = await page.invokeMethodAsync('Chosen', names, files.length, folders);
        // What was chosen now belongs to these pictures, whatever is chosen for the next. The answer of the server comes after the fields that it fills.
        const options = new FormData(root.querySelector('form'));
        files.slice(0, taken).forEach((file, index) => waiting.push({ id: first + index, file, options, tries: 0 }));
        next();
    }

    root.addEventListener('click', event => {
        const pick = event.target.closest('[data-pick]');
        if (pick) root.querySelector(`[data-input=${pick.dataset.pick}]`).click();
    }, { signal });
    root.addEventListener('change', event => {
        if (!event.target.matches('[data-input]')) return;
        const files = [...event.target.files];
        event.target.value = ''; // so that the same picture can be chosen again
        if (files.length > 0) take(files);
    }, { signal });
    root.addEventListener('dragover', event => {
        event.preventDefault();
        zone.classList.add('over');
    }, { signal });
    root.addEventListener('dragleave', () => zone.classList.remove('over'), { signal });
    root.addEventListener('drop', event => {
        event.preventDefault();
        zone.classList.remove('over');
        const dropped = [...event.dataTransfer.items].filter(item => item.kind === 'file');
        const files = dropped.filter(item => !item.webkitGetAsEntry()?.isDirectory).map(item => item.getAsFile()).filter(file => file);
        take(files, dropped.length - files.length);
    }, { signal });
    document.addEventListener('paste', event => {
        const files = [...(event.clipboardData?.files ?? [])].filter(file => file.type.startsWith('image/'));
        if (files.length > 0) take(files);
    }, { signal });
    // A form whose only field is left with Enter would be sent, and the page with it.
    root.addEventListener('submit', event => event.preventDefault(), { signal });

    // --- what is sent

    function next() {
        while (running.size < atOnce && waiting.length > 0) run(waiting.shift());
    }

    async function run(job) {
        const stop = new AbortController();
        running.set(job.id, stop);
        const hidePreview = preview(job);
        const answer = job.file.size > mostBytes ? { status: 413 } : await sendPatiently(job, stop.signal);
        hidePreview();
        running.delete(job.id);
        if (signal.aborted) return;
        next();
        await tell('Ended', job.id, answer.status, answer.reading ?? null, answer.sentence?.slice(0, longestSentence).toWellFormed() ?? null);
    }

    /** Too many at once is no failure of this picture: it waits as long as the server asks. */
    async function sendPatiently(job, stopped) {
        for (;;) {
            const form = new FormData();
            for (const [name, value] of job.options) form.append(name, value);
            form.append('file', job.file, job.file.name || 'picture');
            const answer = await send(url, form, stopped, progress(job.id));
            if ((answer.status !== 429 && answer.status !== 503) || ++job.tries >= mostTries) return answer;
            tell('Progressed', job.id, 'Waiting', 0);
            await pause(1000 * Math.max(1, answer.retryAfter), stopped);
            if (stopped.aborted) return { status: -1 };
        }
    }

    function progress(id) {
        let told = -1;
        return share => {
            const percent = share === null ? 101 : Math.floor(20 * share) * 5;
            if (percent === told) return;
            told = percent;
            tell('Progressed', id, share === null ? 'Analysing' : 'Sending', Math.min(percent, 100));
        };
    }

    /** A connection that was lost may come back within the minute, and the row must not stay as it was. */
    async function tell(method, ...values) {
        while (!signal.aborted) {
            try {
                return await page.invokeMethodAsync(method, ...values);
            } catch (failure) {
                if (method !== 'Ended') return;
                console.warn(failure);
                await pause(2000, signal);
            }
        }
    }

    function preview(job) {
        const image = root.querySelector(`[data-job="${job.id}"] [data-preview]`);
        const address = URL.createObjectURL(job.file);
        if (image) {
            image.onload = () => { image.hidden = false; };
            image.src = address;
        }
        return () => URL.revokeObjectURL(address);
    }

    return {
        /** Not before the fields are in the page: the person has just changed one of them. */
        send() {
            if (held) choose([held]);
        },
        cancel(id) {
            if (running.has(id)) return running.get(id).abort();
            const index = waiting.findIndex(job => job.id === id);
            if (index < 0) return;
            waiting.splice(index, 1);
            tell('Ended', id, -1, null, null);
        },
        detach() {
            listening.abort();
            const image = root.querySelector('[data-held]');
            if (image) URL.revokeObjectURL(image.src);
            for (const stop of running.values()) stop.abort();
        },
    };
}

/**
 * Posts a form. Resolves, never rejects, to { status, reading, sentence, retryAfter }: status 0 when the server could not be reached, -1 when the signal
 * aborted; the id of the new reading, or what the API says instead; retryAfter in seconds. onProgress gets 0 to 1, and null once everything has been sent.
 */
function send(url, form, signal, onProgress) {
    return new Promise(resolve => {
        const request = new XMLHttpRequest();
        const end = status => {
            const body = parse(request.responseText);
            resolve({ status, reading: status === 201 ? body?.id : undefined, sentence: body?.detail, retryAfter: Number(request.getResponseHeader('Retry-After')) || 0 });
        };
        request.upload.onprogress = event => {
            if (event.lengthComputable) onProgress(event.loaded / event.total);
        };
        request.upload.onload = () => onProgress(null);
        request.onload = () => end(request.status);
        request.onerror = () => end(0);
        request.onabort = () => end(-1);
        request.open('POST', url);
        request.setRequestHeader('Accept', 'application/json');
        signal.addEventListener('abort', () => request.abort());
        if (signal.aborted) end(-1);
        else request.send(form);
    });
}

/** Null where a proxy in front of the server answered with a page of its own. */
function parse(body) {
    try {
        return JSON.parse(body);
    } catch {
        return null;
    }
}

function pause(milliseconds, signal) {
    return new Promise(resolve => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            resolve();
        });
    });
}
