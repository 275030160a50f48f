/**
 * What this device knows of its reader's way, by course: `{done: [ids of lessons], check: {version, picked}, owed,
 * handed}`. `owed`: the server does not know all of it yet. `handed`: it does, but a page that was asked for before
 * does not. No times and no counts. Storage may be forbidden; then it lasts as
 * long as its page.
 */
const KEY = "learning";
let unkept = {};

export function known(course) {
  return read()[course] ?? { done: [] };
}

/** What the server does not know yet, as it wants to be told. */
export function owed() {
  const waiting = Object.entries(read()).filter(([, about]) => about.owed);
  return Object.fromEntries(waiting.map(([course, { done, check }]) => [course, { done, check }]));
}

export function noteDone(course, lesson) {
  change(course, (about) => ({ ...about, done: union(about.done, [lesson]), owed: true }));
}

export function noteCheck(course, version, picked) {
  change(course, (about) => ({ ...about, check: { version, picked }, owed: true }));
}

/** The server's word on what is done, unless the device still owes it something. Just after a hand-over it may be
 * the word of before, and only adds. */
export function told(course, done) {
  change(course, (about) => (about.owed ? about : { done: about.handed ? union(about.done, done) : done }));
}

/** The server has been told all that was owed. What was noted since then still is. */
export function handedOver(sent) {
  const now = owed();
  for (const course of Object.keys(sent)) {
    if (JSON.stringify(now[course]) === JSON.stringify(sent[course])) change(course, ({ done }) => ({ done, handed: true }));
  }
}

export function forgetAll() {
  write({});
}

const union = (some, more) => [...new Set([...some, ...more])];

function change(course, alter) {
  const all = read();
  write({ ...all, [course]: alter(all[course] ?? { done: [] }) });
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? unkept;
  } catch {
    return unkept;
  }
}

function write(all) {
  unkept = all;
  try {
    localStorage.setItem(KEY, JSON.stringify(all));
  } catch {
    // It lasts as long as the page, by `unkept` above.
  }
}
