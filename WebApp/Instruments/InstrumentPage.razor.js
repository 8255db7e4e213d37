// Takes a picture from the button, the camera, a drop or the clipboard, shows it, and sends it to the API with progress.

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
        if (!file || request) return;
        const form = new FormData(part('form.upload'));
        form.append('file', file, file.name || 'picture');
        showPreview(file);

        request = new XMLHttpRequest();
        const progress = part('progress');
        progress.value = 0;
        setPhase('sending');
        request.upload.onprogress = event => {
            if (event.lengthComputable) progress.value = event.loaded / event.total;
        };
        request.upload.onload = () => {
            progress.removeAttribute('value');
            setPhase('analysing');
        };
        request.onload = () => end(request.status, request.responseText);
        request.onerror = () => end(0, '');
        request.onabort = () => end(-1, '');
        request.open('POST', url);
        request.setRequestHeader('Accept', 'application/json');
        await page.invokeMethodAsync('UploadStarted');
        request?.send(form);
    }

    function setPhase(phase) {
        part('.dropzone-progress').dataset.phase = phase;
    }

    function end(status, body) {
        request = null;
        for (const input of root.querySelectorAll('input[type=file]')) input.value = '';
        if (status !== 201) clearPreview();
        if (!signal.aborted) page.invokeMethodAsync('UploadEnded', status, body);
    }

    root.addEventListener('click', event => {
        const pick = event.target.closest('[data-pick]');
        if (pick) part(`[data-input=${pick.dataset.pick}]`).click();
        if (event.target.closest('[data-cancel]')) request?.abort();
    }, { signal });
    root.addEventListener('change', event => {
        if (event.target.matches('[data-input]')) upload(event.target.files[0]);
    }, { signal });
    root.addEventListener('dragover', event => {
        event.preventDefault();
        part('.dropzone')?.classList.add('over');
    }, { signal });
    root.addEventListener('dragleave', () => part('.dropzone')?.classList.remove('over'), { signal });
    root.addEventListener('drop', event => {
        event.preventDefault();
        part('.dropzone')?.classList.remove('over');
        upload(event.dataTransfer.files[0]);
    }, { signal });
    document.addEventListener('paste', event => {
        const file = [...(event.clipboardData?.files ?? [])].find(candidate => candidate.type.startsWith('image/'));
        if (file) upload(file);
    }, { signal });

    return {
        detach() {
            listening.abort();
            request?.abort();
            clearPreview();
        },
    };
}
