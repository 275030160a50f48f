/**
 * "Use my location": fills hidden latitude, longitude and accuracy fields when the person asks, never before.
 *
 * The element `[data-module="wl-location"]` is `hidden` in the page and shown here, so it is absent without
 * JavaScript or where the browser gives no location. It names its fields by selector (`data-latitude`,
 * `data-longitude`, `data-accuracy`) and holds every sentence, already translated: `data-asking`, `data-found`
 * (with `{metres}`), `data-refused`, `data-unavailable`, `data-timeout`, `data-removed`. Inside stand
 * `[data-location-ask]`, `[data-location-remove]` (hidden) and an empty `[role=status]`.
 */

/** Five decimals of a degree are about a metre: as much as a phone knows. */
const DECIMALS = 5;
const WAIT_MILLISECONDS = 20_000;

const SENTENCE_FOR = {
  1: "refused", // GeolocationPositionError.PERMISSION_DENIED
  2: "unavailable", // POSITION_UNAVAILABLE
  3: "timeout", // TIMEOUT
};

function start(panel) {
  const ask = panel.querySelector("[data-location-ask]");
  const remove = panel.querySelector("[data-location-remove]");
  const status = panel.querySelector("[role=status]");
  const fields = ["latitude", "longitude", "accuracy"].map((name) => document.querySelector(panel.dataset[name]));
  if (!ask || !status || fields.includes(null)) return;

  const say = (sentence, metres = "") => {
    status.textContent = (panel.dataset[sentence] ?? "").replace("{metres}", metres);
  };
  const fill = (values) => {
    fields.forEach((field, index) => (field.value = values[index]));
    if (remove) remove.hidden = values[0] === "";
  };
  const found = ({ coords }) => {
    const metres = String(Math.max(1, Math.round(coords.accuracy)));
    fill([coords.latitude.toFixed(DECIMALS), coords.longitude.toFixed(DECIMALS), metres]);
    say("found", metres);
  };

  ask.addEventListener("click", () => {
    say("asking");
    navigator.geolocation.getCurrentPosition(found, (error) => say(SENTENCE_FOR[error.code] ?? "unavailable"), {
      enableHighAccuracy: true,
      maximumAge: 0,
      timeout: WAIT_MILLISECONDS,
    });
  });
  remove?.addEventListener("click", () => {
    fill(["", "", ""]);
    say("removed");
    ask.focus();
  });
  if (remove) remove.hidden = fields[0].value === "";
  panel.hidden = false;
}

if ("geolocation" in navigator && window.isSecureContext) {
  document.querySelectorAll('[data-module="wl-location"]').forEach(start);
}
