/** The player: one part at a time, what is kept of it, and what the learning system is told. See `adapters/`. */
const about = document.querySelector("[data-player]").dataset;
const adapter = window.waylightAdapter;
const lessons = Number(about.lessons);
/** What `standing.told` says: the check was passed; the learning system was told that everything is done. */
const PASSED = "p";
const REPORTED = "r";

let session = { there: false, mode: "normal", finished: false, languages: [], mastery: null, state: "", who: "", returnTo: "" };
let standing = nothingDone();
const edition = document.querySelector("div[data-edition]");
const languages = new Map([...document.querySelectorAll("[data-edition]")].map((one) => [one.dataset.edition, { words: one.innerHTML, lang: one.lang, dir: one.dir }]));
let check = null;
let left = false;

const each = (selector, act) => edition.querySelectorAll(selector).forEach(act);
const say = (name) => {
  const copy = edition.querySelector(`[data-say="${name}"]`).cloneNode(true);
  copy.removeAttribute("data-say");
  return copy;
};
const tell = (name) => edition.querySelector("[data-tell]").replaceChildren(...(name ? [say(name)] : []));
const counts = () => session.there && session.mode === "normal" && !session.finished;
const needed = (asked) => Math.ceil((session.mastery ?? Number(about.mastery)) * asked - 1e-9);
const passed = () => standing.told.includes(PASSED);
const unread = () => Array.from({ length: lessons }, (_, at) => at + 1).filter((number) => !standing.done.has(number));

function keep() {
  const text = written(standing, about.digest);
  if (session.there && session.mode === "normal") return adapter.keep(text, standing.at).then(() => taken(text), () => refused(text));
  try {
    if (!session.there) window.sessionStorage.setItem("waylight", text);
  } catch {
    // A browser that forbids storage forgets at once; nothing else depends on it.
  }
  return Promise.resolve();
}

function taken(text) {
  session.state = text;
  keepRefused(session.who, text, "");
}

function refused(text) {
  keepRefused(session.who, session.state, text);
  tell("lost");
}

function show(part, focus = true) {
  each("[data-part]", (section) => (section.hidden = section.dataset.part !== String(part)));
  each("[data-listed]", (row) => row.toggleAttribute("data-done", isDone(row.dataset.listed)));
  each("[data-bar]", (bar) => bar.toggleAttribute("data-done", isDone(bar.dataset.bar)));
  each("[data-passed]", (note) => (note.hidden = !complete()));
  const onward = edition.querySelector("[data-go-on]");
  const begun = standing.done.size > 0 || standing.drawn.length > 0;
  onward.textContent = begun ? onward.dataset.wordsOn : onward.dataset.wordsBegin;
  onward.closest("p").hidden = complete();
  if (!focus) return;
  window.scrollTo(0, 0);
  edition.querySelector(`[data-part="${part}"] h1`).focus({ preventScroll: true });
}

const isDone = (listed) => (listed === "check" ? passed() : standing.done.has(Number(listed)));
const complete = () => session.finished || (passed() && unread().length === 0);

function go(part) {
  tell("");
  if (part === "check" && passed()) return showResult(true);
  if (part !== "start") standing.at = String(part);
  if (part === "check") {
    if (!standing.drawn.length || standing.marked) drawAnew();
    check.put(standing);
  }
  show(part);
  return keep().then(report);
}

function drawAnew() {
  standing.drawn = drawn(check.pool.length, Number(about.asks));
  standing.picked = standing.drawn.map(() => 0);
  standing.marked = false;
}

function next() {
  if (standing.at !== "start") return standing.at;
  return unread()[0] ?? (check.form ? "check" : "start");
}

async function finishLesson(number, then) {
  standing.done.add(number);
  if (standing.at === String(number)) standing.at = "start";
  await go(then === "check" && passed() ? "start" : then);
}

function markCheck() {
  standing.picked = check.picks(standing);
  const missing = check.firstUnanswered(standing);
  if (missing) {
    tell("missing");
    missing.querySelector("input").focus();
    return keep();
  }
  standing.marked = true;
  const right = check.right(standing);
  const enough = right >= needed(standing.drawn.length);
  standing.share = Math.floor((right / standing.drawn.length) * 10000 + 1e-6) / 10000;
  if (enough) {
    standing.told += PASSED;
    standing.seal = uuid();
    standing.at = "start";
  }
  showResult(enough);
  // A pass is kept before it is told, so that a second telling is the same one. A failure is told first: who sees
  // it may close the page at once.
  return enough ? keep().then(report) : report().then(keep);
}

function showResult(enough) {
  const result = edition.querySelector('[data-part="result"]');
  const whole = enough && unread().length === 0;
  each("[data-passed-word]", (word) => (word.hidden = !enough));
  each("[data-failed-word]", (word) => (word.hidden = enough));
  each("[data-told-word]", (word) => (word.hidden = !whole || !session.there || session.mode !== "normal"));
  result.querySelector("[data-close]").hidden = !whole;
  const values = { right: check.right(standing), all: standing.drawn.length, needed: needed(standing.drawn.length) };
  const score = say("score").textContent.replace(/\{(\w+)\}/g, (_, name) => values[name]);
  result.querySelector("[data-score]").textContent = score;
  result.querySelector("[data-to-read]").hidden = !enough || whole;
  result.querySelector("[data-unread]").replaceChildren(
    ...unread().map((number) => {
      const item = document.createElement("li");
      item.append(edition.querySelector(`[data-listed="${number}"] a`).cloneNode(true));
      return item;
    }),
  );
  result.querySelector("[data-answers]").replaceChildren(...standing.drawn.map(answered));
  show("result");
}

function answered(index, at) {
  const box = document.createElement("div");
  const asked = document.createElement("h2");
  asked.append(...check.pool[index].querySelector("legend").cloneNode(true).childNodes);
  box.append(asked, ...sayAbout(check.pool[index], check.chosen(standing, at), say, true).shown);
  return box;
}

/** Tells the learning system what is new, each thing once; a refresher is a registration of its own. */
async function report() {
  if (!counts()) return;
  const mastery = session.mastery ?? Number(about.mastery);
  try {
    if (standing.told.includes(PASSED) && unread().length === 0 && !standing.told.includes(REPORTED)) {
      await adapter.passed(standing.share, mastery, standing.seal);
      standing.told += REPORTED;
      await adapter.keep(written(standing, about.digest), standing.at);
    } else if (standing.marked && !standing.told.includes(PASSED) && about.whenFailed === "failed") {
      await adapter.failed(standing.share, mastery);
    }
  } catch {
    tell("lost");
  }
}

async function leave(to) {
  if (left) return;
  left = true;
  document.body.hidden = true;
  await Promise.race([end(), new Promise((go) => setTimeout(go, 1500))]);
  window.location.replace(to);
}

function end() {
  if (!session.there || session.ended) return Promise.resolve();
  session.ended = true;
  return adapter.end().catch(() => undefined);
}

function wire() {
  check = new Check(edition);
  each("[data-scripted]", (one) => (one.hidden = false));
  each("[data-question]", (form) => answerInPlace(form, say));
  each("[data-story]", tellStory);
  each('a[href^="http"]', (link) => Object.assign(link, { target: "_blank", rel: "noopener noreferrer" }));
  showOwn(edition, about.knownSince);
  hideLapsed(edition, JSON.parse(document.querySelector("[data-lapses]").textContent));
  check.form?.addEventListener("submit", (event) => {
    event.preventDefault();
    markCheck();
  });
}

function pressed(event) {
  const { target } = event;
  const to = target.closest("[data-to-part]");
  const done = target.closest("[data-done]");
  if (to) {
    event.preventDefault();
    go(to.dataset.toPart);
  } else if (target.closest("[data-go-on]")) go(next());
  else if (done?.matches("button")) finishLesson(Number(done.dataset.done), done.dataset.then);
  else if (target.closest("[data-try-again]")) go("check");
  else if (target.closest("[data-close]")) leave(session.returnTo || "left.html");
  else if (target.closest("[data-leave]")) leave("left.html");
  else if (target.closest("[data-pause]")) {
    if (standing.at === "check") standing.picked = check.picks(standing);
    show("start");
    keep().then(() => tell("kept"));
  }
}

function changed(event) {
  if (event.target.matches("[data-languages]")) {
    standing.language = event.target.value;
    speak(standing.language);
    show("start");
    keep();
  } else if (event.target.closest("[data-check]")) {
    standing.picked = check.picks(standing);
    keep();
  }
}

/** Puts the page into one of its languages. Places in the course are the same in each. */
function speak(language) {
  const { words, lang, dir } = languages.get(language);
  edition.innerHTML = words;
  for (const one of [edition, document.documentElement]) Object.assign(one, { lang, dir });
  wire();
  const listen = document.createElement("script");
  listen.type = "module";
  listen.textContent = document.querySelector("[data-listen-script]").textContent;
  edition.append(listen);
}

/** The learner's own choice, else what the learning system knows of them, else the first of the package. */
function languageFor() {
  const here = [...languages.keys()];
  const wanted = [standing.language, ...session.languages].map((one) => one.toLowerCase());
  const found = wanted.map((one) => here.find((code) => code === one || code === one.split(/[-_]/)[0]));
  return found.find(Boolean) ?? here[0];
}

async function start() {
  try {
    if (adapter) session = { ...session, ...(await adapter.begin(about)) };
  } catch {
    session.there = false;
  }
  let kept = session.state;
  try {
    if (!session.there) kept = window.sessionStorage.getItem("waylight") ?? "";
  } catch {
    // as above
  }
  const again = session.there && session.mode === "normal" ? readRefused(session.who, kept) : "";
  const back = readBack(again || kept, about.digest);
  standing = back.standing;
  speak(languageFor());
  edition.addEventListener("click", pressed);
  edition.addEventListener("change", changed);
  document.body.dataset.playing = session.there ? "recorded" : "alone";
  show("start", false);
  const day = today();
  if (day >= about.checkBy || day < about.knownSince) tell("old");
  else if (back.other) tell("new-words");
  else if (!session.there) tell("alone");
  else if (session.mode !== "normal") tell("review");
  if (again) keep().then(report);
  window.addEventListener("pagehide", () => {
    left = true;
    end();
  });
  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && !left && keep());
  // A page that comes back out of the browser's memory has ended its session: it needs a new one.
  window.addEventListener("pageshow", (event) => event.persisted && window.location.reload());
}

start();
