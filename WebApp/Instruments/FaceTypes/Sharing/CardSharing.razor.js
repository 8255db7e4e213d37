export { copy } from '../../../Gallery/Detail/ReadingDetail.razor.js';

export function canShare() {
    return typeof navigator.share === 'function';
}

// Whoever closes the sheet of the system has decided so; that is no failure.
export async function share(title, url) {
    try {
        await navigator.share({ title, url });
    } catch (failure) {
        if (failure.name !== 'AbortError') console.warn(failure);
    }
}
