// Hears what is chosen, photographed, dropped or pasted around a drop zone.

/** Calls chosen with an array of at least one file, until the signal aborts. */
export function listen(root, signal, chosen) {
    const zone = () => root.querySelector('.dropzone');
    const take = files => {
        if (files.length > 0) chosen(files);
    };

    root.addEventListener('click', event => {
        const pick = event.target.closest('[data-pick]');
        if (pick) root.querySelector(`[data-input=${pick.dataset.pick}]`).click();
    }, { signal });
    root.addEventListener('change', event => {
        if (!event.target.matches('[data-input]')) return;
        const files = [...event.target.files];
        event.target.value = ''; // so that the same picture can be chosen again
        take(files);
    }, { signal });
    root.addEventListener('dragover', event => {
        event.preventDefault();
        zone()?.classList.add('over');
    }, { signal });
    root.addEventListener('dragleave', () => zone()?.classList.remove('over'), { signal });
    root.addEventListener('drop', event => {
        event.preventDefault();
        zone()?.classList.remove('over');
        take([...event.dataTransfer.files]);
    }, { signal });
    document.addEventListener('paste', event => take([...(event.clipboardData?.files ?? [])].filter(file => file.type.startsWith('image/'))), { signal });
}
