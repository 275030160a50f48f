/**
 * Keys for the inbox: j and k move, o opens, / goes to the filter, ? shows the help. Enter is the link's own.
 *
 * Focus itself moves, on each row's `[data-open]` link, so a screen reader follows and nothing is drawn twice.
 * WCAG 2.1.4: a person may turn the keys off by `[data-keys-switch]` (a checkbox inside the help dialog
 * `[data-keys-help]`), and the choice stays on this device. `[data-keys-show]` is the visible button for the help;
 * it and the hint around it are `hidden` in the page and shown here.
 */
const OFF = "inbox-keys-off";
const WRITES = "input, textarea, select, [contenteditable], [role=textbox]";

const help = document.querySelector("dialog[data-keys-help]");
const choice = document.querySelector("[data-keys-switch]");
const links = () => [...document.querySelectorAll("[data-inbox] [data-open]")];

/** Storage may be forbidden; then the keys are on and the choice lasts as long as the page. */
const remembered = {
  off: false,
  read() {
    try {
      this.off = localStorage.getItem(OFF) === "1";
    } catch {
      this.off = false;
    }
  },
  write(off) {
    this.off = off;
    try {
      localStorage.setItem(OFF, off ? "1" : "0");
    } catch {
      // Kept for this page by `off` above.
    }
  },
};

function move(by) {
  const rows = links();
  const here = rows.findIndex((link) => link.closest("tr")?.contains(document.activeElement));
  const next = here === -1 ? (by > 0 ? 0 : rows.length - 1) : Math.min(Math.max(here + by, 0), rows.length - 1);
  rows[next]?.focus();
}

const KEYS = {
  j: () => move(1),
  k: () => move(-1),
  o: () => links().find((link) => link.closest("tr")?.contains(document.activeElement))?.click(),
  "/": () => document.querySelector("[data-inbox-filter]")?.focus(),
  "?": () => help?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const act = KEYS[event.key];
  if (!act || remembered.off || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (help?.open || event.target.closest?.(WRITES)) return;
  event.preventDefault();
  act();
});

remembered.read();
if (choice) {
  choice.checked = !remembered.off;
  choice.addEventListener("change", () => remembered.write(!choice.checked));
}
for (const button of document.querySelectorAll("[data-keys-show]")) {
  button.addEventListener("click", () => help?.showModal());
}
for (const hint of document.querySelectorAll("[data-keys-hint]")) hint.hidden = false;
