/**
 * On every page of Learn: numbers that have lapsed, answers to questions in place, and the way on without a signal.
 * Each page is whole without this file.
 */
import { forgetAll, known, noteDone, told } from "./device.js";

const page = document.querySelector("[data-learn]");
const isCopy = document.documentElement.hasAttribute("data-copy");
/** A shared device keeps nothing of its readers: what they do goes to the server alone. */
const isShared = document.querySelector("[data-shared]") !== null;

/** A day in the device's own calendar, as YYYY-MM-DD. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * A copy may lie on a device for months, where nobody checks its numbers. A number that has lapsed by the device's
 * date gives way to the national line. A clock that stands before the day on which the page was made is wrong, and
 * then no number but the national ones is to be trusted.
 */
function hideLapsed() {
  const lapses = JSON.parse(page.querySelector("[data-lapses]").textContent);
  const day = today();
  const clockIsWrong = day < page.dataset.madeOn;
  const gone = (address) => address in lapses && (clockIsWrong || day >= lapses[address]);
  const instead = page.querySelector("[data-lapsed]").content;
  for (const link of document.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (!gone(address) || (clockIsWrong && address === "tel:101")) continue;
    const shown = instead.cloneNode(true);
    const line = shown.querySelector("a");
    if (gone(line.getAttribute("href")) && !clockIsWrong) {
      line.href = "tel:999";
      line.querySelector("bdi").textContent = "999";
    }
    link.replaceWith(shown);
  }
}

/** What there is to say about an answer, said in place and announced by the status it stands in. */
function answerInPlace(form) {
  const words = form.querySelector("[data-feedback]").content;
  const said = form.querySelector("[data-said]");
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const picked = [...form.querySelectorAll("input:checked")].map((input) => input.value);
    const about = [...words.querySelectorAll("[data-choice]")];
    const chosen = about.filter((each) => picked.includes(each.dataset.choice));
    const right = about.filter((each) => "right" in each.dataset);
    const allRight = chosen.length > 0 && chosen.every((each) => "right" in each.dataset);
    const then = allRight ? (chosen.length === right.length ? "right" : "more") : "again";
    const outcome = words.querySelector(`[data-when="${then}"]`);
    said.replaceChildren(...[...chosen, outcome].map((each) => each.cloneNode(true)));
  });
}

/** Done: noted on the device at once, and handed over by keep.js. A pause on a copy needs no noting. */
function goOn(form) {
  form.addEventListener("submit", (event) => {
    const { value, dataset } = event.submitter;
    if (value === "done") noteDone(page.dataset.course, form.dataset.lesson);
    else if (!isCopy) return;
    event.preventDefault();
    window.location.assign(dataset.then);
  });
}

/** The parts that are done, where the page shows them. A copy shows nobody's until here. */
function tickParts() {
  const { course } = page.dataset;
  const parts = [...document.querySelectorAll("li[data-lesson]")];
  if (parts.length && !isCopy) told(course, parts.filter(isDone).map((part) => part.dataset.lesson));
  const { done } = known(course);
  for (const each of document.querySelectorAll("[data-lesson]:is(li, .wl-bar span)")) {
    if (done.includes(each.dataset.lesson)) each.dataset.done = "";
  }
  const next = document.querySelector("[data-next]");
  const waiting = parts.find((part) => !isDone(part));
  if (isCopy && next && waiting && done.length) next.href = waiting.querySelector("a").href;
}

const isDone = (part) => "done" in part.dataset;

hideLapsed();
document.querySelectorAll("[data-question]").forEach(answerInPlace);
if (!isShared) document.querySelectorAll("[data-onward]").forEach(goOn);
document.querySelectorAll("[data-forget]").forEach((form) => form.addEventListener("submit", forgetAll));
if (page.dataset.course && !isShared) tickParts();
if (isCopy) {
  page.querySelector("[data-kept-copy]").hidden = false;
  document.querySelector("[data-left]")?.remove(); // a copy knows nobody's parts
  const theme = document.cookie.match(/(?:^|; )theme=(day|night|auto)/)?.[1];
  if (theme) document.documentElement.dataset.theme = theme;
}
