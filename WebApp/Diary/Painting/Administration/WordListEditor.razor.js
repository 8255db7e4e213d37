// Holds the word list in the browser and sends it to the API: it may be longer than a message of the circuit. See WordListEditor.razor.

/** A sentence of the API; what else answers is not for the page. */
const longestSentence = 1000;

/** Listens to the text area inside of root, and calls Changed(changed) of page when the list begins or ceases to differ from the saved one, and when the keyboard leaves it changed. */
export function attach(root, page, url) {
    const listening = new AbortController();
    const area = root.querySelector('textarea');
    let saved = area.value;
    let changed = false;

    function compare() {
        if ((area.value !== saved) === changed) return;
        changed = !changed;
        tell();
    }

    function tell() {
        page.invokeMethodAsync('Changed', changed).catch(() => { /* The circuit is gone, which the site says. */ });
    }

    async function send(method, to, content) {
        try {
            const answer = await fetch(to, { method, body: JSON.stringify(content), headers: { 'Content-Type': 'application/json', Accept: 'application/json' } });
            const body = await answer.json().catch(() => ({}));
            const error = answer.ok ? null : [body.errors?.text?.[0], body.detail].find(text => typeof text === 'string')?.slice(0, longestSentence) ?? null;
            return { status: answer.status, entries: answer.ok ? body.entries : null, blocked: answer.ok && body.blocked, error };
        } catch {
            return { status: 0, entries: null, blocked: false, error: null };
        }
    }

    area.addEventListener('input', compare, { signal: listening.signal });
    area.addEventListener('change', tell, { signal: listening.signal });
    addEventListener('beforeunload', event => {
        if (changed && area.isConnected) event.preventDefault();
    }, { signal: listening.signal });

    return {
        /** Sends what stands there; what is typed meanwhile stays unsaved. */
        async save() {
            const text = area.value;
            const answer = await send('PUT', url, { text });
            if (answer.entries !== null) {
                saved = text;
                changed = false;
                compare();
            }
            return answer;
        },
        attempt: sentence => send('POST', `${url}/try`, { text: area.value, sentence }),
        /** Puts another list there; isSaved says whether it is the one that counts. */
        show(text, isSaved) {
            area.value = text;
            if (isSaved) {
                saved = area.value;
                changed = false;
            }
            compare();
        },
        detach: () => listening.abort(),
    };
}
