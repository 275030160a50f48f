/** Tells the hub once a minute that this concern is still on somebody's screen, so that others see it. */
const page = document.querySelector("[data-looking]");
const token = document.querySelector("input[name=csrfmiddlewaretoken]");

if (page && token) {
  setInterval(() => {
    if (document.visibilityState !== "visible") return;
    const body = new URLSearchParams({ csrfmiddlewaretoken: token.value });
    fetch(page.dataset.looking, { method: "POST", body }).catch(() => {});
  }, 60_000);
}
