/**
 * The check on a copy that a device has kept, with no signal to ask the server: questions are drawn from the page
 * that holds them all, answers are marked here for whoever took it, and noted for the server, which marks again.
 */
import { noteCheck } from "./device.js";

const page = document.querySelector("[data-learn]");
const begin = document.querySelector("form[data-begin]");
const parts = document.querySelector("[data-device-check]");

if (begin && parts && document.documentElement.hasAttribute("data-copy")) {
  begin.addEventListener("submit", (event) => {
    event.preventDefault();
    draw();
  });
}

const part = (selector) => parts.content.querySelector(selector).cloneNode(true);

async function pool() {
  const answer = await caches.match(begin.dataset.questions, { ignoreVary: true });
  const all = new DOMParser().parseFromString(await answer.text(), "text/html");
  return [...all.querySelectorAll("[data-pool]")];
}

/** So many of them, each as likely as any other. */
function some(all, many) {
  const left = [...all];
  return Array.from({ length: Math.min(many, left.length) }, () => {
    const [at] = crypto.getRandomValues(new Uint32Array(1));
    return left.splice(at % left.length, 1)[0];
  });
}

async function draw() {
  const questions = some(await pool(), Number(begin.dataset.asks));
  const form = part("form");
  form.querySelector("[data-put]").append(...questions.map((each) => put(document.importNode(each, true))));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    mark(form);
  });
  document.querySelectorAll("[data-device-result], .wl-check").forEach((earlier) => earlier.remove());
  begin.hidden = true;
  begin.after(form);
  form.querySelector("h2").focus();
}

function put(question) {
  const number = question.querySelector("h2");
  number.replaceWith(Object.assign(document.createElement("h3"), { className: number.className, textContent: number.textContent }));
  question.querySelector("details").hidden = true;
  return question;
}

function mark(form) {
  const picked = Object.fromEntries(
    [...form.querySelectorAll("[data-pool]")].map((each) => [
      each.dataset.pool,
      [...each.querySelectorAll("input:checked")].map((input) => input.value),
    ]),
  );
  const missing = Object.values(picked).some((ids) => !ids.length);
  form.querySelector("[data-missing]").hidden = !missing;
  if (missing) {
    const first = Object.keys(picked).find((id) => !picked[id].length);
    form.querySelector(`[data-pool="${CSS.escape(first)}"] input`).focus();
    return;
  }
  noteCheck(page.dataset.course, page.dataset.version, picked);
  tell(form, picked);
}

function tell(form, picked) {
  const questions = [...form.querySelectorAll("[data-pool]")];
  const right = questions.filter((each) => {
    const wanted = [...each.querySelectorAll("[data-choice][data-right]")].map((choice) => choice.dataset.choice);
    return wanted.length === picked[each.dataset.pool].length && wanted.every((id) => picked[each.dataset.pool].includes(id));
  });
  const enough = right.length >= Number(begin.dataset.needed);
  const result = part(enough ? "[data-enough]" : "[data-not-enough]");
  result.dataset.deviceResult = "";
  result.querySelector("[data-right-count]").textContent = `${right.length} / ${questions.length}`;
  for (const each of questions) {
    each.querySelectorAll("input").forEach((input) => (input.disabled = true));
    const said = each.querySelector("details");
    said.hidden = false;
    said.open = !right.includes(each);
  }
  form.querySelector("[type=submit]").remove();
  form.before(result);
  form.after(begin);
  begin.hidden = false;
  result.querySelector("h2").focus();
}
