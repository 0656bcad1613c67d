/**
 * Keeps the shell of the client on the device, so that it opens, with Help in it, without a connection. Only the page
 * itself and its hashed assets are kept: never an answer of the API, so nothing that anybody wrote.
 */
const cacheName = 'homegroup-shell';
const page = '/';
/** Milliseconds for which the page of the server is waited for. */
const patience = 4000;

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

/** The page of the server, or the one that is held while the server cannot be reached, fails, or does not answer. */
async function openPage(event) {
  const asked = fetch(event.request).then((response) => {
    if (response.ok) event.waitUntil(keep(response.clone()).catch(() => undefined));
    return response.status < 500 ? response : Promise.reject(response);
  });
  event.waitUntil(asked.catch(() => undefined));
  const tooLong = new Promise((_resolve, reject) => setTimeout(reject, patience));
  try {
    return await Promise.race([asked, tooLong]);
  } catch {
    const held = await caches.match(page, { cacheName });
    return held ?? asked.catch((failed) => (failed instanceof Response ? failed : Promise.reject(failed)));
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
