/** What inspection.py asks of a page, each question as a function that answers with a list of problems. */
({
  async axe(standards, only) {
    const options = only.length
      ? { runOnly: { type: "rule", values: only } }
      : { runOnly: { type: "tag", values: standards }, rules: { "target-size": { enabled: true } } };
    const at = window.scrollY; // what has scrolled half under the bar that stays in view is no target too small
    window.scrollTo({ top: 0, behavior: "instant" });
    const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] });
    window.scrollTo({ top: at, behavior: "instant" });
    const reasons = (node) => (node.failureSummary ?? "").split("\n").slice(1).map((line) => line.trim()).join("; ");
    return violations.flatMap((rule) =>
      rule.nodes.map(
        (node) => `${rule.id} (${rule.impact}): ${node.target.join(" ")}\n    ${node.html.slice(0, 160)}\n    ${reasons(node)}`,
      ),
    );
  },

  frame(language, direction) {
    const { lang, dir } = document.documentElement;
    const found = [];
    if (lang !== language) found.push(`the page's language is "${lang}", not "${language}"`);
    if (dir !== direction) found.push(`the page runs "${dir}", not "${direction}"`);
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .filter((heading) => heading.checkVisibility() && !heading.matches(".govuk-error-summary__title")) // stands first by design
      .map((heading) => Number(heading.tagName[1]));
    if (levels.filter((level) => level === 1).length !== 1) found.push(`levels of its headings: ${levels}`);
    levels.forEach((level, at) => {
      if (level > (levels[at - 1] ?? 0) + 1) found.push(`its headings jump: ${levels.slice(0, at + 1)}`);
    });
    return found;
  },

  sideways() {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll("body *")].filter((each) => {
      const { width, left, right } = each.getBoundingClientRect();
      const apart = ".govuk-visually-hidden, .govuk-skip-link, .wl-scroll *";
      return width && (right > clientWidth + 0.5 || left < -0.5) && !each.closest(apart);
    });
    return [`scrolls sideways, ${scrollWidth} px in ${clientWidth}`].concat(
      wide.slice(0, 5).map((each) => `reaches out: ${each.outerHTML.slice(0, 120)}`),
    );
  },

  small(least) {
    const size = (control) => {
      const label = control.matches("[type=radio], [type=checkbox]") ? control.labels[0] : null;
      const boxes = [control, label].filter(Boolean).map((each) => each.getBoundingClientRect());
      const side = (name, which) => which(...boxes.map((box) => box[name]));
      return [side("right", Math.max) - side("left", Math.min), side("bottom", Math.max) - side("top", Math.min)];
    };
    return [...document.querySelectorAll("button, input:not([type=hidden]), select, textarea, summary, a[role=button]")]
      .filter((control) => control.checkVisibility() && !control.closest(".govuk-visually-hidden"))
      .map((control) => [control, size(control)])
      .filter(([, sides]) => Math.min(...sides) < least - 0.5)
      .map(([control, sides]) => `${sides.map(Math.round).join(" by ")} px: ${control.outerHTML.slice(0, 120)}`);
  },

  turned() {
    const lefts = (number) => {
      const walker = document.createTreeWalker(number, NodeFilter.SHOW_TEXT);
      const found = [];
      while (walker.nextNode()) {
        const text = walker.currentNode;
        for (let at = 0; at < text.data.length; at += 1) {
          if (!text.data[at].trim()) continue;
          const character = document.createRange();
          character.setStart(text, at);
          character.setEnd(text, at + 1);
          found.push(character.getBoundingClientRect().left);
        }
      }
      return found;
    };
    const runsRight = (places) => places.every((left, at) => at === 0 || left > places[at - 1]);
    return [...document.querySelectorAll(".wl-number")]
      .filter((number) => number.checkVisibility() && !runsRight(lefts(number)))
      .map((number) => `"${number.textContent}" does not run from left to right`);
  },
})
