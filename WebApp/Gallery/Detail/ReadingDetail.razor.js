// Copies the text of a field. Browsers lend the clipboard only to pages that came over TLS or from this machine; elsewhere the text is at least selected.
export async function copy(field) {
    field.select();
    try {
        await navigator.clipboard.writeText(field.value);
        return true;
    } catch {
        return false;
    }
}
