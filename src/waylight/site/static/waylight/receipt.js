/**
 * Exit also closes an opened report. Its cookie would otherwise let the next person at this device open it again
 * for up to twenty minutes. A beacon leaves while the page is going, and holds nothing.
 */
const form = document.querySelector("form[data-close-report]");

window.addEventListener("pagehide", () => {
  if (document.body.classList.contains("govuk-exit-this-page-hide-content")) navigator.sendBeacon(form.action);
});
