// What was chosen before the last upload, for this browser alone.
const key = 'iris.cells.options';

/** The remembered form, or null; a browser may keep nothing, or what an older version wrote. */
export function recall() {
    try {
        const form = JSON.parse(localStorage.getItem(key));
        return form && typeof form.chamber === 'string' && Number.isFinite(form.dilution) ? form : null;
    } catch {
        return null;
    }
}

export function remember(form) {
    try {
        localStorage.setItem(key, JSON.stringify(form));
    } catch {
        // Storage is full or forbidden: then nothing is remembered.
    }
}
