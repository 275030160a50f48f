/**
 * A shared device makes itself ready for the next person when nobody is there. Who reads, scrolls or types is there,
 * though no page is loaded: then the server is told, once a minute at most. A minute before the end it asks.
 */
const strip = document.querySelector("[data-shared]");
const ask = strip.querySelector("[data-idle-ask]");
const end = strip.querySelector("form[data-end]");
const WARNING_MILLISECONDS = 60_000;
const TOLD_EVERY_MILLISECONDS = 60_000;
const idleMilliseconds = Number(strip.dataset.idleSeconds) * 1000;
let seen = Date.now();
let told = Date.now();

async function here() {
  seen = Date.now();
  if (seen - told < TOLD_EVERY_MILLISECONDS) return;
  told = seen;
  await fetch(strip.dataset.here).catch(() => {}); // no signal: the next page says what became of the visit
}

function look() {
  const idle = Date.now() - seen;
  if (idle >= idleMilliseconds) end.requestSubmit();
  else if (idle >= idleMilliseconds - WARNING_MILLISECONDS && !ask.open) ask.showModal();
}

function stay() {
  told = 0;
  here();
}

for (const sign of ["pointerdown", "keydown", "scroll", "touchstart"]) {
  window.addEventListener(sign, () => ask.open || here(), { passive: true });
}
ask.addEventListener("close", stay);
ask.querySelector("[data-idle-stay]").addEventListener("click", () => ask.close());
setInterval(look, 1000);
