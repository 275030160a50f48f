/** boot.js for a page to read, which carries no form: a third of its weight on one bar of signal. */
import { ExitThisPage } from "../govuk/exit-this-page.js";
import { quick } from "./exit.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

const QuickExit = quick(ExitThisPage);
for (const exit of document.querySelectorAll(`[data-module="${ExitThisPage.moduleName}"]`)) new QuickExit(exit);

for (const button of document.querySelectorAll("button[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
