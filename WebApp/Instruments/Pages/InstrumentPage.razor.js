// Shows a picture that was chosen and sends it to the API with progress.
import { listen } from './DropZone.razor.js';

/**
 * Posts a form. Resolves, never rejects, to { status, body, retryAfter }: status 0 when the server could not be reached, -1 when the signal aborted;
 * retryAfter in seconds, 0 when the server named none. onProgress gets 0 to 1, and null once everything has been sent.
 */
export function send(url, form, signal, onProgress) {
    return new Promise(resolve => {
        const request = new XMLHttpRequest();
        const end = status => resolve({ status, body: request.responseText, retryAfter: Number(request.getResponseHeader('Retry-After')) || 0 });
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

export function attach(root, page, url) {
    const listening = new AbortController();
    const { signal } = listening;
    let request = null;
    let previewUrl = null;

    const part = selector => root.querySelector(selector);

    function showPreview(file) {
        clearPreview();
        previewUrl = URL.createObjectURL(file);
        const preview = part('.preview');
        preview.onerror = () => { preview.hidden = true; };
        preview.src = previewUrl;
        preview.hidden = false;
    }

    function clearPreview() {
        const preview = part('.preview');
        if (preview) {
            preview.hidden = true;
            preview.removeAttribute('src');
        }
        if (previewUrl) URL.revokeObjectURL(previewUrl);
        previewUrl = null;
    }

    async function upload(file) {
        if (request) return;
        const form = new FormData(part('form.upload'));
        form.append('file', file, file.name || 'picture');
        showPreview(file);

        request = new AbortController();
        const progress = part('progress');
        progress.value = 0;
        setPhase('sending');
        await page.invokeMethodAsync('UploadStarted');
        const { status, body } = await send(url, form, request.signal, share => {
            if (share !== null) {
                progress.value = share;
            } else {
                progress.removeAttribute('value');
                setPhase('analysing');
            }
        });
        end(status, body);
    }

    function setPhase(phase) {
        part('.dropzone-progress').dataset.phase = phase;
    }

    function end(status, body) {
        request = null;
        if (status !== 201) clearPreview();
        if (!signal.aborted) page.invokeMethodAsync('UploadEnded', status, body);
    }

    listen(root, signal, files => upload(files[0]));
    root.addEventListener('click', event => {
        if (event.target.closest('[data-cancel]')) request?.abort();
    }, { signal });

    return {
        detach() {
            listening.abort();
            request?.abort();
            clearPreview();
        },
    };
}
