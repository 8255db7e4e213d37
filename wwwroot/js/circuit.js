// A tab that nobody looks at needs no circuit: it is put away, and comes back when somebody looks again. See docs/decisions/060-circuits-pause.md.
const unseen = 5 * 60_000;
let waiting;
let paused = false;
let leaving;
let coming;

document.addEventListener('components-reconnect-state-changed', event => { paused = event.detail.state === 'paused'; }, true);

document.addEventListener('visibilitychange', () => {
  clearTimeout(waiting);
  if (document.hidden) waiting = setTimeout(pause, unseen);
  else if (paused) comeBack();
});

/** Only a page that allows it: one that is at work, or holds what only its circuit knows, keeps the circuit. */
async function pause() {
  if (!document.querySelector('[data-pausable]')) return;
  leaving = globalThis.Blazor.pauseCircuit?.();
  await leaving;
  if (paused && !document.hidden) comeBack();
}

/** Goes on where the circuit stood: with the circuit, where the server still has it, otherwise with a new one from what was kept of it. */
export async function comeBack() {
  // Whoever looks again while the page is being put away asks twice, and the second answer would be that there is nothing to go on with.
  await (coming ??= resume());
}

async function resume() {
  const notice = document.getElementById('components-reconnect-modal');
  const late = setTimeout(() => notice.classList.add('components-reconnect-show'), 1000);
  try {
    await leaving; // what is still being put away can't be gone on with
    // Twice false: the server is back but has forgotten this page.
    if (await globalThis.Blazor.reconnect()) return;
    globalThis.mudPopover?.dispose(); // the popovers of the circuit that is gone; the new one begins with none
    if (!await globalThis.Blazor.resumeCircuit()) location.reload();
  } catch {
    notice.classList.add('components-reconnect-failed');
  } finally {
    clearTimeout(late);
    coming = undefined;
  }
}
