/** Starts what a page carries. Every page works without this file; it only adds comfort. */
import {
  Button,
  Checkboxes,
  ErrorSummary,
  ExitThisPage,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
  createAll,
} from "../govuk/govuk-frontend.js";
import { quick } from "./exit.js";

// GOV.UK's components start only under these two classes.
document.body.classList.add("js-enabled", "govuk-frontend-supported");

// Exit first: nothing that fails below may keep a frightened person from it.
createAll(quick(ExitThisPage));
createAll(Button, { preventDoubleClick: true });

// On a slow phone this file comes after the first letters are typed: whoever is somewhere already stays there.
const begun = document.activeElement !== document.body;
for (const component of [ErrorSummary, NotificationBanner]) {
  createAll(component, { disableAutoFocus: begun });
}
for (const component of [Checkboxes, Radios, PasswordInput, ServiceNavigation, SkipLink, Tabs]) {
  createAll(component);
}

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
