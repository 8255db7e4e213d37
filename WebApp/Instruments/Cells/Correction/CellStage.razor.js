// The picture under the pointer: zoom, pan, and which cell a click or a key means. What a cell is, the server says.

const clickSlop = 5;
const mostZoom = 40;

export function attach(viewport, said, page) {
    const listening = new AbortController();
    const { signal } = listening;
    const stage = viewport.querySelector('.stage');
    const image = stage.querySelector('img');
    const pointers = new Map();
    const marks = () => stage.querySelector('svg');
    let view = { scale: 1, x: 0, y: 0 };
    let revision = null;
    let cells = [];
    let selected = null;
    let announced = null;
    let gesture = null;

    const width = image.width;
    const height = image.height;

    // --- where things are

    function fitScale() {
        return Math.min(viewport.clientWidth / width, viewport.clientHeight / height);
    }

    function fit() {
        const scale = fitScale();
        look({ scale, x: (viewport.clientWidth - width * scale) / 2, y: (viewport.clientHeight - height * scale) / 2 });
    }

    function look(next) {
        view = next;
        stage.style.transform = `translate(${view.x}px, ${view.y}px) scale(${view.scale})`;
        stage.style.setProperty('--line', 1.75 / view.scale);
    }

    function zoom(factor, x = viewport.clientWidth / 2, y = viewport.clientHeight / 2) {
        const least = fitScale();
        const scale = Math.min(Math.max(view.scale * factor, least), least * mostZoom);
        const share = scale / view.scale;
        look({ scale, x: x - (x - view.x) * share, y: y - (y - view.y) * share });
    }

    function inViewport(event) {
        const box = viewport.getBoundingClientRect();
        return { x: event.clientX - box.left - viewport.clientLeft, y: event.clientY - box.top - viewport.clientTop };
    }

    function inPicture({ x, y }) {
        return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
    }

    // --- what is shown

    /** Reads the marks again when they were drawn anew, and hides those below the threshold. */
    function refresh(newRevision, threshold) {
        if (revision !== newRevision) {
            revision = newRevision;
            cells = [...marks().querySelectorAll('circle')].map(element => ({
                element,
                id: Number(element.dataset.id),
                x: element.cx.baseVal.value,
                y: element.cy.baseVal.value,
                r: element.r.baseVal.value,
                score: Number(element.dataset.score),
                live: element.classList.contains('live'),
            }));
        }
        for (const cell of cells) {
            // The server rounds scores to three digits and the slider has two.
            cell.shown = cell.score >= threshold - 1e-9;
            cell.element.style.display = cell.shown ? '' : 'none';
        }
        select(cells.find(cell => cell.shown && cell.id === selected?.id) ?? null);
    }

    // --- which cell is meant

    function hit({ x, y }) {
        let best = null;
        let least = 1;
        for (const cell of cells) {
            if (!cell.shown) continue;
            // A finger needs a few pixels around a small cell.
            const distance = Math.hypot(cell.x - x, cell.y - y) / (cell.r + 4 / view.scale);
            if (distance < least) [best, least] = [cell, distance];
        }
        return best;
    }

    function select(cell) {
        selected?.element.removeAttribute('data-selected');
        selected = cell;
        if (!cell) return;
        cell.element.setAttribute('data-selected', '');
        const shown = inReadingOrder();
        if (cell === announced) return;
        announced = cell;
        said.textContent = (cell.live ? said.dataset.live : said.dataset.dead).replace('{0}', shown.indexOf(cell) + 1).replace('{1}', shown.length);
    }

    function inReadingOrder() {
        return cells.filter(cell => cell.shown).sort((a, b) => a.y - b.y || a.x - b.x);
    }

    function selectNext(step) {
        const shown = inReadingOrder();
        if (shown.length === 0) return;
        const at = shown.indexOf(selected);
        select(shown[at < 0 ? (step > 0 ? 0 : shown.length - 1) : (at + step + shown.length) % shown.length]);
        const place = { x: view.x + selected.x * view.scale, y: view.y + selected.y * view.scale };
        if (place.x < 0 || place.y < 0 || place.x > viewport.clientWidth || place.y > viewport.clientHeight) {
            look({ ...view, x: view.x + viewport.clientWidth / 2 - place.x, y: view.y + viewport.clientHeight / 2 - place.y });
        }
    }

    function click(place) {
        const tool = viewport.dataset.tool;
        if (tool === 'live' || tool === 'dead') return add(place, tool);
        const cell = hit(place);
        if (cell && tool === 'flip') page.invokeMethodAsync('Flip', cell.id);
        else if (cell && tool === 'remove') page.invokeMethodAsync('Remove', cell.id);
        else select(cell);
    }

    function add({ x, y }, state) {
        if (x >= 0 && y >= 0 && x < width && y < height) page.invokeMethodAsync('Add', x, y, state);
    }

    // --- pointers

    viewport.addEventListener('pointerdown', event => {
        if (event.button !== 0) return;
        viewport.setPointerCapture(event.pointerId);
        const place = inViewport(event);
        pointers.set(event.pointerId, place);
        gesture = pointers.size === 1 ? { start: place, view, moved: false } : { pinch: spread(), view };
    }, { signal });

    viewport.addEventListener('pointermove', event => {
        if (!pointers.has(event.pointerId) || !gesture) return;
        const place = inViewport(event);
        pointers.set(event.pointerId, place);
        if (gesture.pinch) {
            const now = spread();
            look(gesture.view);
            zoom(now.distance / gesture.pinch.distance, gesture.pinch.x, gesture.pinch.y);
            look({ ...view, x: view.x + now.x - gesture.pinch.x, y: view.y + now.y - gesture.pinch.y });
            return;
        }
        gesture.moved ||= Math.hypot(place.x - gesture.start.x, place.y - gesture.start.y) > clickSlop;
        if (!gesture.moved) return;
        if (viewport.dataset.tool === 'region') drawDraft(box(gesture.start, place));
        else look({ ...gesture.view, x: gesture.view.x + place.x - gesture.start.x, y: gesture.view.y + place.y - gesture.start.y });
    }, { signal });

    viewport.addEventListener('pointerup', event => {
        if (!pointers.delete(event.pointerId) || !gesture) return;
        const ended = gesture;
        gesture = null;
        drawDraft(null);
        if (ended.pinch) return;
        const place = inViewport(event);
        if (!ended.moved) return click(inPicture(place));
        if (viewport.dataset.tool !== 'region') return;
        const region = box(ended.start, place);
        if (region.right - region.left >= 1 && region.bottom - region.top >= 1) page.invokeMethodAsync('Draw', region.left, region.top, region.right, region.bottom);
    }, { signal });

    viewport.addEventListener('pointercancel', event => {
        pointers.delete(event.pointerId);
        gesture = null;
        drawDraft(null);
    }, { signal });

    viewport.addEventListener('wheel', event => {
        event.preventDefault();
        const place = inViewport(event);
        zoom(Math.exp(-event.deltaY / 400), place.x, place.y);
    }, { signal, passive: false });

    function spread() {
        const [a, b] = [...pointers.values()];
        return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, distance: Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)) };
    }

    /** The rectangle between two places of the viewport, in pixels of the picture and inside it. */
    function box(from, to) {
        const [a, b] = [inPicture(from), inPicture(to)];
        const inside = (value, end) => Math.min(Math.max(value, 0), end);
        return {
            left: inside(Math.min(a.x, b.x), width), right: inside(Math.max(a.x, b.x), width),
            top: inside(Math.min(a.y, b.y), height), bottom: inside(Math.max(a.y, b.y), height),
        };
    }

    function drawDraft(region) {
        const draft = marks().querySelector('.draft');
        draft.setAttribute('x', region?.left ?? 0);
        draft.setAttribute('y', region?.top ?? 0);
        draft.setAttribute('width', region ? region.right - region.left : 0);
        draft.setAttribute('height', region ? region.bottom - region.top : 0);
    }

    // --- keys

    const keys = {
        ArrowRight: () => selectNext(1),
        ArrowDown: () => selectNext(1),
        ArrowLeft: () => selectNext(-1),
        ArrowUp: () => selectNext(-1),
        f: () => selected && page.invokeMethodAsync('Flip', selected.id),
        Delete: () => selected && page.invokeMethodAsync('Remove', selected.id),
        Backspace: () => selected && page.invokeMethodAsync('Remove', selected.id),
        l: () => add(inPicture({ x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 }), 'live'),
        d: () => add(inPicture({ x: viewport.clientWidth / 2, y: viewport.clientHeight / 2 }), 'dead'),
        '+': () => zoom(1.25),
        '-': () => zoom(0.8),
        0: fit,
        Escape: () => select(null),
    };
    const pans = { ArrowRight: [-60, 0], ArrowLeft: [60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };

    viewport.addEventListener('keydown', event => {
        const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
        if ((event.ctrlKey || event.metaKey) && (key === 'z' || key === 'y')) {
            page.invokeMethodAsync(key === 'y' || event.shiftKey ? 'Redo' : 'Undo');
        } else if (event.ctrlKey || event.metaKey || event.altKey) {
            return;
        } else if (event.shiftKey && pans[key]) {
            look({ ...view, x: view.x + pans[key][0], y: view.y + pans[key][1] });
        } else if (keys[key]) {
            keys[key]();
        } else {
            return;
        }
        event.preventDefault();
    }, { signal });

    const resizing = new ResizeObserver(fit);
    resizing.observe(viewport);
    fit();

    return {
        refresh,
        zoom,
        fit,
        detach() {
            listening.abort();
            resizing.disconnect();
        },
    };
}
