/**
 * Answers for /learn/ when there is no signal, and for nothing else: its address is its reach, and below it refuses
 * everything that is not a page of /learn/ or one of our static files. What it keeps of a page is fetched without
 * cookies: nobody's place, nobody's answers, no form's token. Nothing that is sent (POST) is seen by it.
 *
 * The server writes the first line: `ABOUT` = {files: static files of every page, offline: page shown for one that is
 * not kept, stamp: changes with the files}.
 */
const FILES = `learn-files-${ABOUT.stamp}`;
const PAGES = "learn-pages";
const SCOPE = new URL("./", self.location).pathname;
const STATIC = "/static/";
const NEVER = [`${SCOPE}practice/`];
const PATIENCE_MILLISECONDS = 5000;
const AT_ONCE = 3;
const RELEASES_KEPT = 3;
const DROPPED = "dropped";
const OF_THE_WAY = ["content-encoding", "content-length", "set-cookie", "vary"];

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => event.waitUntil(answerMessage(event)));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(file(request));
  else if (request.mode === "navigate" && isOurs(url.pathname)) event.respondWith(pageFor(request, url));
});

const isOurs = (path) => path.startsWith(SCOPE) && !NEVER.some((other) => path.startsWith(other));

async function install() {
  const cache = await caches.open(FILES);
  await cache.addAll(ABOUT.files);
  await keepPage(await caches.open(PAGES), ABOUT.offline, ABOUT.offline);
  await self.skipWaiting();
}

async function activate() {
  // A course that nobody has opened since still names the files it was kept with.
  const files = (await caches.keys()).filter((name) => name.startsWith("learn-files-"));
  for (const name of files.slice(0, -RELEASES_KEPT)) await caches.delete(name);
  await self.clients.claim();
}

/** Static files: named by their content, or fetched anew while there is a signal. */
async function file(request) {
  const found = await caches.match(request, { ignoreVary: true });
  if (found && /\.[0-9a-f]{12}\.\w+$/.test(new URL(request.url).pathname)) return found;
  try {
    return await fetch(request);
  } catch (problem) {
    if (found) return found;
    throw problem;
  }
}

/** The server's page while it answers in good time; else the copy; else the page that says there is none. */
async function pageFor(request, url) {
  const cache = await caches.open(PAGES);
  const copy = await cache.match(url.pathname, { ignoreVary: true });
  const fresh = fetch(request);
  try {
    const answer = await (copy ? Promise.race([fresh, tooLate()]) : fresh);
    return answer.status >= 500 && copy ? copy : answer;
  } catch {
    fresh.catch(() => {});
    return copy ?? (await cache.match(ABOUT.offline, { ignoreVary: true })) ?? Response.error();
  }
}

const tooLate = () => new Promise((_, failed) => setTimeout(() => failed(new Error("no answer")), PATIENCE_MILLISECONDS));

async function answerMessage({ data, ports: [port] }) {
  try {
    port.postMessage(await { look, keep, drop, forget }[data.act](data));
  } catch (problem) {
    port.postMessage({ error: String(problem) });
  }
}

/** Under its own address lies what was kept of a course: its stamp and pages, or that somebody removed it. */
async function listed(cache, list) {
  const found = await cache.match(list);
  return found ? found.json() : null;
}

async function look({ list }) {
  const known = await listed(await caches.open(PAGES), list);
  return { is: known ? (known.stamp === DROPPED ? DROPPED : "kept") : "absent" };
}

async function keep({ list }) {
  const cache = await caches.open(PAGES);
  const [known, about] = [await listed(cache, list), await (await fetch(list)).json()];
  if (known?.stamp === about.stamp) return {};
  const waiting = Object.entries(about.pages);
  const some = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await keepPage(cache, ...next);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, some));
  await cache.put(list, Response.json(about));
  return {};
}

/** A copy, marked as one so that the page's scripts know. */
async function keepPage(cache, path, address) {
  if (!isOurs(path)) return;
  const answer = await fetch(address, { credentials: "omit" });
  if (!answer.ok || answer.redirected) throw new Error(`${answer.status} ${path}`);
  const text = (await answer.text()).replace("<html ", "<html data-copy ");
  const headers = [...answer.headers].filter(([name]) => !OF_THE_WAY.includes(name));
  await cache.put(path, new Response(text, { headers }));
}

async function drop({ list }) {
  const cache = await caches.open(PAGES);
  const course = new URL("./", new URL(list, self.location)).pathname;
  for (const { url } of await cache.keys()) {
    if (new URL(url).pathname.startsWith(course)) await cache.delete(url);
  }
  await cache.put(list, Response.json({ stamp: DROPPED, pages: {} }));
  return {};
}

async function forget() {
  await caches.delete(PAGES);
  return {};
}
