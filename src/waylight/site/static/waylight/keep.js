/**
 * Keeps what is typed into a form with `data-keep` as a draft on the server, sealed and for this person alone,
 * and shows advice on words under the field, but where they are somebody's own. It suggests; it never changes or
 * stops anything.
 */
const PAUSE = 1500;

for (const form of document.querySelectorAll("form[data-keep]")) {
  const said = document.createElement("p");
  said.className = "wl-dated";
  said.setAttribute("role", "status");
  form.append(said);
  let waiting = 0;
  let sending = false;

  const keep = async () => {
    waiting = 0;
    try {
      const answer = await fetch(form.dataset.keep, { method: "POST", body: new FormData(form), redirect: "error" });
      if (!answer.ok) throw new Error(String(answer.status));
      const { kept, advice } = await answer.json();
      said.textContent = `Kept as a draft at ${kept}. Only you see it.`;
      for (const [name, found] of Object.entries(advice)) show(form, name, found);
    } catch {
      said.textContent = "This is not being kept. Copy your words, then sign in again in another tab.";
    }
  };

  const soon = () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, PAUSE);
  };
  form.addEventListener("input", soon);
  if ([...form.elements].some(touched)) soon(); // typed before this script came
  form.addEventListener("submit", () => {
    sending = true;
    clearTimeout(waiting);
  });
  addEventListener("pagehide", () => {
    if (waiting && !sending) navigator.sendBeacon(form.dataset.keep, new FormData(form));
  });
}

/** Whether somebody typed into it since the page came. */
function touched(field) {
  return "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;
}

/** Under the field, each entry as one sentence; nothing when there is nothing to say. */
function show(form, name, found) {
  const field = form.elements[name];
  if (!(field instanceof HTMLTextAreaElement || field instanceof HTMLInputElement)) return;
  if ("ownWords" in field.dataset) return;
  const id = `${field.id}-advice`;
  let list = document.getElementById(id);
  if (!list && !found.length) return;
  if (!list) {
    list = document.createElement("ul");
    list.id = id;
    list.className = "govuk-list wl-note wl-note--brief";
    field.after(list);
    field.setAttribute("aria-describedby", [field.getAttribute("aria-describedby"), id].filter(Boolean).join(" "));
  }
  list.hidden = !found.length;
  list.replaceChildren(
    ...found.map(({ words, why, use }) => {
      const line = document.createElement("li");
      line.textContent = `“${words}”: ${why} Better: ${use}.`;
      return line;
    }),
  );
}
