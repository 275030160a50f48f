/**
 * A course that was opened once goes on without a signal. This file starts the worker that answers then, asks it to
 * keep the course, and hands over what the device noted meanwhile.
 */
import { handedOver, owed } from "./device.js";

const page = document.querySelector("[data-learn]");
const { course, kept: list, worker } = page.dataset;
const panel = document.querySelector("[data-offline]");
const isCopy = document.documentElement.hasAttribute("data-copy");

async function handOver() {
  const notes = owed();
  if (isCopy || !Object.keys(notes).length) return;
  const form = page.querySelector("form[data-noted]");
  form.elements.noted.value = JSON.stringify(notes);
  const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) });
  if (answer.ok) handedOver(notes);
}

/** The worker's answer to a request, or its failure. */
function ask(active, request) {
  return new Promise((answered, failed) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (data.error ? failed(new Error(data.error)) : answered(data));
    active.postMessage(request, [port2]);
  });
}

function show(isKept) {
  if (!panel) return;
  panel.hidden = false;
  panel.querySelector("[data-offline-kept]").hidden = !isKept;
  panel.querySelector("[data-offline-offer]").hidden = isKept;
}

async function start() {
  await navigator.serviceWorker.register(worker, { scope: new URL(".", new URL(worker, location.href)).pathname });
  const { active } = await navigator.serviceWorker.ready;
  for (const form of document.querySelectorAll("[data-forget]")) {
    form.addEventListener("submit", () => ask(active, { act: "forget" }));
  }
  if (!course) return;
  const keep = () => ask(active, { act: "keep", list }).then(() => show(true));
  panel?.querySelector("[data-offline-keep]").addEventListener("click", keep);
  panel?.querySelector("[data-offline-drop]").addEventListener("click", () => ask(active, { act: "drop", list }).then(() => show(false)));
  const { is } = await ask(active, { act: "look", list });
  // Who pays by the megabyte is asked first, and who removed it is not given it again.
  if (is === "dropped" || (is === "absent" && navigator.connection?.saveData)) show(false);
  else await keep();
}

const unreachable = () => {}; // no signal: the next page tries again

handOver().catch(unreachable);
if ("serviceWorker" in navigator && window.isSecureContext) start().catch(unreachable);
