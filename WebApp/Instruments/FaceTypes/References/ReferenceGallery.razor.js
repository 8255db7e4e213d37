// Hears which files are chosen, and sends one when the page asks for it. The circuit is told how many there are.

const longestName = 60;
const longestSentence = 400;
const mostTries = 8;

export function attach(root, page) {
    const listening = new AbortController();
    const { signal } = listening;
    const input = root.querySelector('input[type=file]');
    let files = [];

    root.addEventListener('click', event => {
        if (event.target.closest('[data-pick]')) input.click();
    }, { signal });
    input.addEventListener('change', () => {
        files = [...input.files];
        input.value = ''; // so that the same pictures can be chosen again
        if (files.length > 0) page.invokeMethodAsync('Chosen', files.length).catch(() => { /* The circuit is gone, which the site says. */ });
    }, { signal });

    return {
        /** Sends a file to the API. Resolves, never rejects: status 0 when the server could not be reached. */
        async send(index, url, shown) {
            const file = files[index];
            const name = [...(file.name || '…').toWellFormed()].slice(0, longestName).join('');
            for (let tries = 1; ; tries++) {
                const form = new FormData();
                form.append('rights', 'true');
                form.append('shown', String(shown));
                form.append('file', file, file.name || 'picture');
                try {
                    const answer = await fetch(url, { method: 'POST', body: form, headers: { Accept: 'application/json' }, signal });
                    // Too many at once is no failure of this picture: it waits as long as the server asks.
                    if ((answer.status === 429 || answer.status === 503) && tries < mostTries) {
                        await pause(1000 * Math.max(1, Number(answer.headers.get('Retry-After')) || 0), signal);
                        continue;
                    }
                    const body = await answer.json().catch(() => null);
                    return { status: answer.status, name, sentence: answer.ok ? null : body?.detail?.slice(0, longestSentence).toWellFormed() ?? null };
                } catch {
                    return { status: 0, name, sentence: null };
                }
            }
        },
        detach: () => listening.abort(),
    };
}

function pause(milliseconds, signal) {
    return new Promise((resolve, reject) => {
        const timer = setTimeout(resolve, milliseconds);
        signal.addEventListener('abort', () => {
            clearTimeout(timer);
            reject(signal.reason);
        });
    });
}
