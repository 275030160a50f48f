/**
 * GOV.UK's Exit this page, with the Back button closed behind it.
 *
 * GOV.UK's own module adds the neutral site to the tab's history, so one press of Back shows the form again to
 * whoever picks up the phone. Here the neutral site takes the page's place, and an earlier page of ours that Back
 * still reaches in this tab sends the reader on at once. Coming again by link or address opens the site as usual.
 * It can't clear the browser's history, and the page that explains Exit says so.
 */
const LEFT = "left-for";

/** A browser that forbids storage keeps GOV.UK's behaviour. */
function storage() {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

function cameByBackButton(event) {
  return event.persisted || performance.getEntriesByType("navigation")[0]?.type === "back_forward";
}

/** GOV.UK's component, wherever a page has it from, with that done. */
export function quick(ExitThisPage) {
  return class QuickExit extends ExitThisPage {
    exitPage() {
      super.exitPage(); // blanks the page and leaves by itself, should anything below fail
      window.location.replace(this.$button.href);
      storage()?.setItem(LEFT, this.$button.href);
    }
  };
}

window.addEventListener("pageshow", (event) => {
  const neutral = storage()?.getItem(LEFT);
  if (!neutral) return;
  if (cameByBackButton(event)) {
    document.body.classList.add("govuk-exit-this-page-hide-content");
    window.location.replace(neutral);
  } else {
    storage()?.removeItem(LEFT);
  }
});
