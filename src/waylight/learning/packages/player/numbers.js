/** A day in the device's own calendar, as YYYY-MM-DD. */
function today() {
  const now = new Date();
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

/**
 * The page holds the nation's words in sight. An area's own take their place only while the device's date says that
 * they are good; with a clock that stands before the newest check in here, or that cannot be read, they never do.
 */
function showOwn(root, knownSince) {
  const day = today();
  for (const own of root.querySelectorAll("[data-own]")) {
    const { until } = own.dataset;
    const good = day >= knownSince && (until === "" || day < until);
    own.hidden = !good;
    own.previousElementSibling.hidden = good;
  }
}

/** A national number that has lapsed gives way to 101, and 101 to 999, which never does. */
function hideLapsed(root, lapses) {
  const day = today();
  const gone = (address) => address in lapses && day >= lapses[address];
  const instead = root.querySelector('[data-say="instead"]');
  for (const link of root.querySelectorAll("a[href]")) {
    const address = link.getAttribute("href");
    if (!gone(address) || instead.contains(link)) continue;
    const shown = [...instead.cloneNode(true).childNodes];
    const line = shown.find((node) => node.matches?.("a"));
    if (gone(line.getAttribute("href"))) {
      line.href = "tel:999";
      line.querySelector("bdi").textContent = "999";
    }
    link.replaceWith(...shown);
  }
}
