/**
 * Keeps the shell of the client on the device, so that it opens, with Help in it, without a connection. Only the page
 * itself and its hashed assets are kept: never an answer of the API, so nothing that anybody wrote.
 */
const cacheName = 'homegroup-shell';
const page = '/';

const assetsOf = (html) =>
  [...html.matchAll(/(?:src|href)="(\/[^"#?]+\.(?:js|css|svg))"/g)].map((found) => found[1]);
const fontsOf = (css) => [...css.matchAll(/url\((\/assets\/[^)]+\.woff2)\)/g)].map((found) => found[1]);

/** Takes the page that came, and what it consists of; drops what an earlier one consisted of. */
async function keep(response) {
  const cache = await caches.open(cacheName);
  const html = await response.clone().text();
  const held = await cache.match(page);
  if (held && (await held.text()) === html) return;
  const assets = assetsOf(html);
  await cache.addAll(assets);
  for (const style of assets.filter((path) => path.endsWith('.css')))
    await cache.addAll(fontsOf(await (await cache.match(style)).text()));
  await cache.put(page, response);
  const wanted = new Set([page, ...assets]);
  for (const request of await cache.keys()) {
    const { pathname } = new URL(request.url);
    if (!wanted.has(pathname) && !pathname.endsWith('.woff2')) await cache.delete(request);
  }
}

async function openPage(event) {
  try {
    const response = await fetch(event.request);
    if (response.ok) event.waitUntil(keep(response.clone()).catch(() => undefined));
    return response;
  } catch (error) {
    const held = await caches.match(page, { cacheName });
    if (held) return held;
    throw error;
  }
}

async function openAsset(request) {
  return (await caches.match(request, { cacheName })) ?? fetch(request);
}

self.addEventListener('install', (event) => {
  self.skipWaiting();
  event.waitUntil(fetch(page).then((response) => keep(response)));
});
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (event.request.mode === 'navigate' && !url.pathname.startsWith('/api'))
    event.respondWith(openPage(event));
  else if (url.pathname.startsWith('/assets/')) event.respondWith(openAsset(event.request));
});
