/**
 * Read aloud with the browser's own voice: nothing leaves the device by us, and the buttons appear only where there
 * is a voice for the page's words. Block by block, each in its own language, with a mark on what is being read.
 */
const bar = document.querySelector("[data-listen]");
const words = document.querySelector("[data-aloud]");
const BLOCKS = "h2, h3, p, li, legend, label";
const SPOKEN = "wl-spoken";

const languageOf = (element) => element.closest("[lang]").lang;
const same = (a, b) => a.split(/[-_]/)[0].toLowerCase() === b.split(/[-_]/)[0].toLowerCase();
const voiceFor = (language) => {
  const voices = speechSynthesis.getVoices().filter((voice) => same(voice.lang, language));
  return voices.find((voice) => voice.localService) ?? voices[0];
};

function start() {
  const go = bar.querySelector("[data-listen-go]");
  const stop = bar.querySelector("[data-listen-stop]");
  let waiting = [];
  let now = null;

  const say = (state) => {
    go.textContent = go.dataset[{ idle: "wordsGo", reading: "wordsPause", paused: "wordsOn" }[state]];
    stop.hidden = state === "idle";
  };
  const mark = (element) => {
    now?.classList.remove(SPOKEN);
    now = element;
    now?.classList.add(SPOKEN);
  };
  const end = () => {
    waiting = [];
    speechSynthesis.cancel();
    mark(null);
    say("idle");
  };
  const next = () => {
    const element = waiting.shift();
    if (!element) return end();
    const voice = voiceFor(languageOf(element));
    if (!voice) return next();
    const line = new SpeechSynthesisUtterance(element.textContent.replace(/\s+/g, " ").trim());
    Object.assign(line, { voice, lang: voice.lang, onend: () => element === now && next() });
    mark(element);
    speechSynthesis.speak(line);
  };

  go.addEventListener("click", () => {
    if (now && speechSynthesis.paused) {
      speechSynthesis.resume();
      say("reading");
    } else if (now) {
      speechSynthesis.pause();
      say("paused");
    } else {
      waiting = [document.querySelector("h1"), ...words.querySelectorAll(BLOCKS)].filter((each) => each.checkVisibility?.() ?? true);
      say("reading");
      next();
    }
  });
  stop.addEventListener("click", () => {
    end();
    go.focus();
  });
  window.addEventListener("pagehide", end);
}

/** Voices may come late. Shown as soon as there is one that can read what the page says. */
function offer() {
  if (!bar.hidden || !voiceFor(languageOf(words.querySelector("[lang]") ?? words))) return;
  bar.hidden = false;
  start();
}

if (bar && "speechSynthesis" in window) {
  speechSynthesis.addEventListener?.("voiceschanged", offer);
  offer();
}
