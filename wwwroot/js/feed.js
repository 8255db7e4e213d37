// Likes, and lists that go on by themselves. Everything here works on pages with and without a circuit; without this script a link leads on.

/** Likes a post, or takes that back. What the server answers is shown wherever the post is on the page. */
document.addEventListener('click', async event => {
  const button = event.target.closest?.('button[data-like]');
  if (!button || button.ariaBusy === 'true') return;
  const post = button.dataset.like;
  button.ariaBusy = 'true';
  try {
    const answer = await fetch(`/api/v1/diary/posts/${post}/like`, { method: button.ariaPressed === 'true' ? 'DELETE' : 'PUT', headers: { Accept: 'application/json' } });
    if (answer.status === 401) location.assign(`/account/login?returnUrl=${encodeURIComponent(location.pathname + location.search)}`);
    if (!answer.ok) return;
    const { likes, liked } = await answer.json();
    showLikes(post, likes);
    for (const same of document.querySelectorAll(`button[data-like="${post}"]`)) same.ariaPressed = String(liked);
  } catch {
    // The server can't be reached: the heart stays as it was.
  } finally {
    button.ariaBusy = null;
  }
});

function showLikes(post, likes) {
  for (const count of document.querySelectorAll(`[data-likes="${post}"]`)) count.firstChild.data = String(likes);
}

/** Older posts are put below when their link comes into sight. The address keeps how many pages that were, so that whoever comes back finds the list as long as it was. */
const sight = new IntersectionObserver(entries => {
  for (const { isIntersecting, target } of entries) if (isIntersecting) follow(target);
}, { rootMargin: '600px' });

async function follow(link) {
  sight.unobserve(link);
  const list = link.closest('.feed-older')?.previousElementSibling;
  try {
    const answer = await fetch(link.href, { headers: { Accept: 'text/html' } });
    if (!answer.ok || !list) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const known = new Set([...list.children].map(card => card.dataset.post));
    list.append(...[...page.querySelectorAll('[data-feed] > [data-post]')].filter(card => !known.has(card.dataset.post)));
    const next = page.querySelector('a[data-older]');
    if (next) {
      link.href = next.getAttribute('href');
      sight.observe(link);
    } else {
      link.closest('.feed-older').remove();
    }
    remember();
  } catch {
    // The server can't be reached: the link is still there.
  }
}

function remember() {
  if (location.pathname !== '/feed') return;
  const address = new URL(location.href);
  address.searchParams.set('pages', String(Number(address.searchParams.get('pages') ?? 1) + 1));
  history.replaceState(history.state, '', address);
}

/** What is said to a post, on pages without a circuit: the section of the page as it is now takes the place of the old one. */
let renewing = false;
let again = false;
async function renewComments() {
  again = renewing;
  const old = document.querySelector('[data-comments="static"]');
  if (renewing || !old) return;
  renewing = true;
  try {
    const answer = await fetch(location.href, { headers: { Accept: 'text/html' } });
    const renewed = answer.ok && new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('[data-comments]');
    if (renewed) old.replaceWith(renewed);
  } catch {
    // The server can't be reached: what was there stays.
  } finally {
    renewing = false;
  }
  if (again) renewComments();
}

/** What others click is shown while somebody looks: on a page of one post that post, anywhere else what everybody may know. Whoever looks away hears nothing, and keeps no socket open. */
let live;
let tries = 0;
function listen() {
  const wanted = !document.hidden && document.querySelector('[data-likes]') ? `/diary/live${location.pathname.replace(/^\/diary\/posts\/([0-9a-f-]{36})$/, '?post=$1').replace(/^\/.*/, '')}` : undefined;
  if (live?.wanted === wanted) return;
  live?.close();
  live = undefined;
  if (!wanted) return;
  const socket = live = new WebSocket(wanted);
  socket.wanted = wanted;
  socket.onopen = () => { tries = 0; };
  socket.onmessage = message => {
    for (const { post, likes, comments } of JSON.parse(message.data)) comments ? renewComments() : showLikes(post, likes);
  };
  socket.onclose = () => {
    if (live !== socket) return;
    // The server has ended, or the network: it is tried again, more and more seldom.
    setTimeout(() => {
      if (live !== socket) return;
      live = undefined;
      listen();
    }, Math.min(60_000, 1_000 * 2 ** tries++) * (0.5 + Math.random()));
  };
}
document.addEventListener('visibilitychange', listen);
addEventListener('pagehide', () => {
  live?.close();
  live = undefined;
});
addEventListener('pageshow', listen);

const seen = new WeakSet();
function observe() {
  listen();
  for (const link of document.querySelectorAll('a[data-older]')) {
    if (seen.has(link)) continue;
    seen.add(link);
    sight.observe(link);
  }
}
observe();
new MutationObserver(observe).observe(document.body, { childList: true, subtree: true });
