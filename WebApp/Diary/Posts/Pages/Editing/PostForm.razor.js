// Keeps what is being written in this browser until it is saved, and sends it to the API. See PostForm.razor.cs.
const names = ['day', 'title', 'text', 'pictureIds', 'tags', 'visibility', 'diaryId', 'mood', 'weather'];

/** A problem of the API is a few hundred letters; whatever else answered would only burden the circuit. */
const longestProblem = 16_000;

/**
 * Listens to a form. Of its page it calls Changed(unsaved), Saved(id) and Refused(status, problem); key is the place of the draft in this browser's storage.
 * Day, pictures, mood, weather and readers are the page's to decide: it writes them into the form and calls keep().
 */
export function attach(form, page, key, method, url) {
    const listening = new AbortController();
    const { signal } = listening;
    const field = name => form.elements.namedItem(name);
    const read = () => Object.fromEntries(names.map(name => [name, field(name).value]));
    const write = ({ title, text, tags }) => {
        field('title').value = title;
        field('text').value = text;
        field('tags').value = tags;
    };
    const saved = read();
    let unsaved = false;

    function keep() {
        const content = read();
        const changed = names.some(name => content[name] !== saved[name]);
        if (changed) store(key, { ...content, at: new Date().toISOString() });
        else forget(key);
        if (changed !== unsaved) tell('Changed', unsaved = changed);
    }

    async function save() {
        if (form.inert) return;
        form.inert = true;
        const content = read();
        const { status, body } = await send(method, url, { ...content, pictureIds: content.pictureIds.split(' ').filter(Boolean), diaryId: content.diaryId || null, mood: content.mood || null, weather: content.weather || null, tags: content.tags.split(/[\s,]+/).filter(Boolean) });
        if (status === 200 || status === 201) {
            const { id } = JSON.parse(body);
            detach();
            forget(key);
            if (!await tell('Saved', id)) location.assign(`/diary/posts/${id}`);
            return;
        }
        form.inert = false;
        await tell('Refused', status, body.length > longestProblem ? '' : body);
    }

    /** False when the circuit is gone, which the site says already; the draft is kept. */
    async function tell(what, ...facts) {
        try {
            await page.invokeMethodAsync(what, ...facts);
            return true;
        } catch {
            return false;
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
    addEventListener('beforeunload', event => {
        if (unsaved && form.isConnected) event.preventDefault(); // a circuit that came back has made a form of its own
    }, { signal });

    return {
        keep,
        detach,
        restore() {
            const draft = recall(key);
            if (!draft) return null;
            write(draft);
            const { day, pictureIds, visibility, diaryId, mood, weather, at } = draft;
            return { day, pictureIds, visibility, diaryId, mood, weather, at };
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

/** The draft, or null; a browser may keep nothing, or what an older version wrote. */
function recall(key) {
    try {
        const found = JSON.parse(localStorage.getItem(key));
        const draft = found && { tags: '', visibility: '', diaryId: '', mood: '', weather: '', pictureIds: found.pictureId ?? '', ...found };
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
