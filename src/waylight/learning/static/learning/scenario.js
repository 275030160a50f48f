/**
 * A copy on a device knows only how a story begins. The choices stand in the address, as they do for the server, and
 * the places in a template: this file shows the place that they lead to.
 */
const story = document.querySelector("[data-scenario]");
const template = document.querySelector("[data-nodes]");
const way = new URLSearchParams(location.search).get("by") ?? "";

if (document.documentElement.hasAttribute("data-copy") && story.dataset.way !== way) show(way.split("."));

function show(choices) {
  const nodes = template.content;
  const node = (id) => nodes.querySelector(`[data-node="${CSS.escape(id)}"]`);
  const taken = [];
  const steps = [];
  let here = nodes.querySelector("[data-start]");
  for (const choice of choices) {
    const turn = here.querySelectorAll("[data-to]")[Number(choice) - 1];
    if (!turn) break;
    steps.push(step(turn, taken.join(".")));
    taken.push(choice);
    here = node(turn.dataset.to);
  }
  story.replaceChildren(place(here, taken, nodes), ...went(steps, nodes));
  document.getElementById("here").focus();
}

function step(turn, before) {
  const link = Object.assign(document.createElement("a"), { className: "govuk-link", href: `?by=${before}#here` });
  link.append(...[...turn.childNodes].map((each) => each.cloneNode(true)));
  const item = document.createElement("li");
  item.append(link);
  return item;
}

function place(here, taken, nodes) {
  const section = story.querySelector("[data-place]").cloneNode(false);
  const title = section.appendChild(document.createElement("h2"));
  title.id = "here-title";
  title.className = "govuk-heading-m";
  title.textContent = nodes.querySelector(`[data-title="${here.dataset.end || "then"}"]`).textContent;
  const form = Object.assign(document.createElement("form"), { method: "get", action: "#here", className: "wl-choices" });
  for (const child of [...here.cloneNode(true).children]) {
    if (!child.matches("[data-to]")) section.append(child);
    else form.append(Object.assign(child, { value: [...taken, form.children.length + 1].join(".") }));
  }
  if (form.children.length) section.append(form);
  return section;
}

function went(steps, nodes) {
  if (!steps.length) return [];
  const section = nodes.querySelector("[data-went]").cloneNode(true);
  section.querySelector("ol").append(...steps);
  return [section];
}
