// What the frame of the site can't do in markup: everything here is a convenience, and the site works without it.
import { comeBack } from './circuit.js';

/** Switches the theme in place; the post that would reload the page only stores the choice. */
document.addEventListener('submit', event => {
  const form = event.target;
  if (form.dataset.preference !== 'theme' || !event.submitter) return;
  event.preventDefault();
  const choice = event.submitter;
  document.documentElement.dataset.theme = choice.value;
  for (const button of form.querySelectorAll('button')) button.setAttribute('aria-pressed', String(button === choice));
  fetch(form.action, { method: 'POST', body: new FormData(form, choice), redirect: 'manual' });
});

/** Past the navigation: not by the address, which Blazor's router would take for a page. */
document.addEventListener('click', event => {
  if (!event.target.matches?.('.skip-link')) return;
  event.preventDefault();
  document.getElementById('content').focus();
}, true);

/** Fields for numbers and dates let half a million letters in by themselves. A circuit ends with a message that long, and what was typed elsewhere on the page with it. */
document.addEventListener('focusin', event => {
  if (event.target.maxLength > 100_000) event.target.maxLength = 100;
});

/** Buttons of the frame, of the connection notices, and of pages made for paper. */
document.addEventListener('click', async event => {
  const button = event.target.closest?.('[data-action]');
  switch (button?.dataset.action) {
    case 'fold': {
      const folded = document.documentElement.dataset.drawer !== 'folded';
      document.documentElement.dataset.drawer = folded ? 'folded' : 'open';
      button.setAttribute('aria-expanded', String(!folded));
      document.cookie = `iris-drawer=${folded ? 'folded' : 'open'}; path=/; max-age=31536000; samesite=lax`;
      break;
    }
    case 'print':
      print();
      break;
    case 'reload':
      location.reload();
      break;
    case 'reconnect':
      await comeBack();
      break;
  }
});

/** What a page keeps in this browser for one person alone begins with "iris.private."; whoever signs out takes it along. */
document.addEventListener('submit', event => {
  if (!event.target.matches('form[action="/account/logout"]')) return;
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('iris.private.')) localStorage.removeItem(key);
  } catch {
    // Storage is forbidden, so nothing is there.
  }
});

/** The circuit renders the frame anew as it starts, some moments after the page; a menu that was opened meanwhile stays open. */
let opened;
document.addEventListener('toggle', event => {
  if (event.target.popover) opened = event.newState === 'open' ? event.target.id : undefined;
}, true);
new MutationObserver(() => {
  const menu = opened && document.getElementById(opened);
  if (menu && !menu.matches(':popover-open')) menu.showPopover();
}).observe(document.body, { childList: true });

/** A menu does not stay open over the page that it led to. */
document.addEventListener('click', event => {
  const menu = event.target.closest?.('[popover] a')?.closest(':popover-open');
  menu?.hidePopover();
});

/** The server does not know what the clock shows here. */
document.cookie = `iris-time-zone=${Intl.DateTimeFormat().resolvedOptions().timeZone}; path=/; max-age=31536000; samesite=lax`;

/** <local-time datetime="…">: a moment in the reader's own time zone, which the server does not know; with date-only its day. What the server wrote shows without this script. */
customElements.define('local-time', class extends HTMLElement {
  connectedCallback() {
    const moment = new Date(this.getAttribute('datetime'));
    const style = this.hasAttribute('date-only') ? { dateStyle: 'full' } : { dateStyle: 'medium', timeStyle: 'short' };
    const text = new Intl.DateTimeFormat(document.documentElement.lang, style).format(moment);
    (this.shadowRoot ?? this.attachShadow({ mode: 'open' })).textContent = text;
  }
});

/** Where a link replaced the page without loading it, a keyboard and a screen reader begin at the new content. */
let page = location.pathname;
globalThis.Blazor.addEventListener('enhancedload', () => {
  if (location.pathname === page) return;
  page = location.pathname;
  document.getElementById('content').focus();
});
