/**
 * Slides one at a time. The page stays one document: a slide that is not shown is hidden from everybody alike, the
 * one that is shown gets the focus on its heading, and no role takes a screen reader's own keys away.
 */
const slides = [...document.querySelectorAll("[data-slide]")];
const offer = document.querySelector("[data-present-offer]");
const turn = document.querySelector("[data-turn]");
const root = document.documentElement;
let at = -1;

const WRITES = "input, textarea, select";
const KEYS = {
  ArrowRight: () => go(at + forward()),
  ArrowLeft: () => go(at - forward()),
  ArrowDown: () => go(at + 1),
  ArrowUp: () => go(at - 1),
  PageDown: () => go(at + 1),
  PageUp: () => go(at - 1),
  Home: () => go(0),
  End: () => go(slides.length - 1),
  Escape: leave,
};

/** In a language that runs right to left the next slide lies to the left. */
const forward = () => (root.dir === "rtl" ? -1 : 1);

function go(to) {
  at = Math.min(Math.max(to, 0), slides.length - 1);
  slides.forEach((slide, index) => (slide.hidden = index !== at));
  turn.querySelector("[data-turn-back]").disabled = at === 0;
  turn.querySelector("[data-turn-on]").disabled = at === slides.length - 1;
  slides[at].querySelector("h2").focus();
  window.scrollTo(0, 0);
}

function begin() {
  root.classList.add("wl-presenting");
  offer.hidden = true;
  turn.hidden = false;
  go(Math.max(slides.findIndex((slide) => `#${slide.id}` === location.hash), 0));
}

function leave() {
  const last = slides[at];
  at = -1;
  root.classList.remove("wl-presenting");
  slides.forEach((slide) => (slide.hidden = false));
  offer.hidden = false;
  turn.hidden = true;
  last?.querySelector("h2").focus();
}

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (at < 0 || !act || event.ctrlKey || event.metaKey || event.altKey || event.target.closest?.(WRITES)) return;
  event.preventDefault();
  act();
});

if (slides.length) {
  offer.hidden = false;
  offer.querySelector("[data-present-go]").addEventListener("click", begin);
  turn.querySelector("[data-turn-back]").addEventListener("click", () => go(at - 1));
  turn.querySelector("[data-turn-on]").addEventListener("click", () => go(at + 1));
  turn.querySelector("[data-turn-end]").addEventListener("click", leave);
}
