// Browsers lend the clipboard only to pages that came over TLS or from this machine; false elsewhere.
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
        return true;
    } catch {
        return false;
    }
}
