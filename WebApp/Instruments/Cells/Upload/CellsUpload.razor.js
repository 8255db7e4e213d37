// Takes many pictures at once and sends them to the API, a few at a time.
import { listen } from '../../Pages/DropZone.razor.js';
import { send } from '../../Pages/InstrumentPage.razor.js';

const atOnce = 2;
const mostTries = 8;

export function attach(root, page, url) {
    const listening = new AbortController();
    const { signal } = listening;
    const waiting = [];
    const running = new Map();

    const row = id => root.querySelector(`[data-job="${id}"]`);

    async function choose(pictures) {
        const first = await page.invokeMethodAsync('Chosen', pictures.map(file => file.name || 'picture'));
        // What was chosen now belongs to these pictures, whatever is chosen for the next. The answer of the server comes after the fields that it fills.
        const options = new FormData(root.querySelector('form'));
        pictures.forEach((file, index) => waiting.push({ id: first + index, file, options, tries: 0 }));
        next();
    }

    function next() {
        while (running.size < atOnce && waiting.length > 0) run(waiting.shift());
    }

    async function run(job) {
        const stop = new AbortController();
        running.set(job.id, stop);
        const form = new FormData();
        for (const [name, value] of job.options) form.append(name, value);
        form.append('file', job.file, job.file.name || 'picture');
        show(job.id, 'sending', 0);
        const answer = await send(url, form, stop.signal, share => show(job.id, share === null ? 'analysing' : 'sending', share));
        // Too many at once is no failure of this picture: it waits as long as the server asks.
        if ((answer.status === 429 || answer.status === 503) && ++job.tries < mostTries) {
            show(job.id, 'waiting', 0);
            await pause(1000 * Math.max(1, answer.retryAfter), stop.signal);
            if (!stop.signal.aborted) return run(job);
            answer.status = -1;
        }
        running.delete(job.id);
        if (signal.aborted) return;
        next();
        await page.invokeMethodAsync('Ended', job.id, answer.status, answer.body);
    }

    function show(id, phase, share) {
        const item = row(id);
        const progress = item?.querySelector('progress');
        if (!progress) return;
        if (share === null) progress.removeAttribute('value');
        else progress.value = share;
        for (const text of item.querySelectorAll('[data-phase]')) text.hidden = text.dataset.phase !== phase;
    }

    function cancel(id) {
        if (running.has(id)) return running.get(id).abort();
        const index = waiting.findIndex(job => job.id === id);
        if (index < 0) return;
        waiting.splice(index, 1);
        page.invokeMethodAsync('Ended', id, -1, '');
    }

    listen(root, signal, choose);
    root.addEventListener('click', event => {
        if (event.target.closest('[data-cancel]')) cancel(Number(event.target.closest('[data-job]').dataset.job));
    }, { signal });

    return {
        detach() {
            listening.abort();
            for (const stop of running.values()) stop.abort();
        },
    };
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
