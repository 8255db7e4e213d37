// Keeps what is being written in this browser until it is saved, warns before it is left behind, and sends it to the API. See PostForm.razor.cs.
const names = ['day', 'title', 'text', 'pictureId'];

/**
 * Listens to a form. page gets Refused(status, body) when the API did not take it; key is the place of the draft in this browser's storage.
 */
export function attach(form, page, key, method, url) {
    const listening = new AbortController();
    const { signal } = listening;
    const field = name => form.elements.namedItem(name);
    const read = () => Object.fromEntries(names.map(name => [name, field(name).value]));
    const write = content => names.forEach(name => { field(name).value = content[name]; });
    const changed = () => names.some(name => field(name).value !== saved[name]);

    field('day').value ||= today();
    const saved = read();

    function keep() {
        const unsaved = changed();
        if (unsaved) store(key, { ...read(), at: new Date().toISOString() });
        else forget(key);
    }

    async function save() {
        if (form.inert) return;
        form.inert = true;
        const content = read();
        const { status, body } = await send(method, url, { ...content, pictureId: content.pictureId || null });
        if (status === 200 || status === 201) {
            detach();
            forget(key);
            location.assign(`/diary/posts/${JSON.parse(body).id}`);
            return;
        }
        form.inert = false;
        try {
            await page.invokeMethodAsync('Refused', status, body);
        } catch {
            // The circuit is gone, which the page says already; the draft is kept.
        }
    }

    function detach() {
        listening.abort();
    }

    form.addEventListener('input', keep, { signal });
    form.addEventListener('submit', event => {
        event.preventDefault();
        save();
    }, { signal });
    // Links of this site replace the page without leaving it, which asks nobody; when the page is left, the browser asks.
    document.addEventListener('click', event => {
        const link = event.target.closest?.('a[href]:not([target], [download])');
        if (!link || !changed() || event.button !== 0 || event.ctrlKey || event.shiftKey || event.altKey || event.metaKey) return;
        event.preventDefault();
        location.assign(link.href);
    }, { signal, capture: true });
    addEventListener('beforeunload', event => {
        if (changed()) event.preventDefault();
    }, { signal });

    return {
        keep,
        detach,
        restore() {
            const draft = recall(key);
            if (!draft) return null;
            write({ ...draft, pictureId: saved.pictureId }); // the page decides about the picture
            return { pictureId: draft.pictureId, at: draft.at };
        },
        discard() {
            write(saved);
            forget(key);
        },
        focusRefused() {
            (form.querySelector('[aria-invalid="true"]') ?? form.querySelector('[type="submit"]')).focus();
        },
    };
}

async function send(method, url, content) {
    try {
        const answer = await fetch(url, { method, body: JSON.stringify(content), headers: { 'Content-Type': 'application/json', Accept: 'application/json' } });
        return { status: answer.status, body: await answer.text() };
    } catch {
        return { status: 0, body: '' };
    }
}

/** The day here, which the server does not know. */
function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map(part => String(part).padStart(2, '0')).join('-');
}

/** The draft, or null; a browser may keep nothing, or what an older version wrote. */
function recall(key) {
    try {
        const draft = JSON.parse(localStorage.getItem(key));
        return draft && [...names, 'at'].every(name => typeof draft[name] === 'string') && Date.parse(draft.at) ? draft : null;
    } catch {
        return null;
    }
}

function store(key, draft) {
    try {
        localStorage.setItem(key, JSON.stringify(draft));
    } catch {
        // Storage is full or forbidden: then only the warning is left.
    }
}

function forget(key) {
    try {
        localStorage.removeItem(key);
    } catch {
        // Storage is forbidden, so nothing is there.
    }
}
