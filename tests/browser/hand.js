/** What hand.py asks of a page on the way to a control: how many stops of Tab away it is, whether that is where
 * the focus is now, and what is wrong with how the focus is shown. */
({
  controls: "a[href], button, input, select, textarea, summary, [tabindex]",

  /** A group of radios is one stop. */
  same(one, other) {
    const radios = one.type === "radio" && other?.type === "radio";
    return one === other || (radios && one.name === other.name && one.form === other.form);
  },

  stops() {
    const radios = (one) => [...document.getElementsByName(one.name)].filter((each) => this.same(each, one));
    return [...document.querySelectorAll(this.controls)].filter((one) => {
      if (one.disabled || one.tabIndex < 0 || one.type === "hidden") return false;
      if (!one.checkVisibility({ visibilityProperty: true })) return false;
      if (one.type !== "radio" || !one.name) return true;
      const group = radios(one);
      return one === (group.find((each) => each.checked) ?? group[0]);
    });
  },

  /** Forward, or back where it is less than nothing; null where Tab never stops. */
  away(to) {
    const stops = this.stops();
    const wanted = stops.findIndex((one) => this.same(one, to));
    if (wanted < 0) return null;
    const at = document.activeElement;
    if (!at || at === document.body) return wanted + 1;
    const here = stops.findIndex((one) => this.same(one, at));
    if (here >= 0) return wanted - here;
    const after = stops.filter((one) => at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING);
    return after.indexOf(stops[wanted]) + 1 || -1;
  },

  arrived(to) {
    return this.same(to, document.activeElement);
  },

  /** Shown by a shadow or an outline, its own or its label's, and some part of it not under anything else. */
  faults() {
    const at = document.activeElement;
    const label = at.labels?.[0];
    const marked = [getComputedStyle(at), label && getComputedStyle(label, "::before")].some(
      (style) =>
        style && (style.boxShadow !== "none" || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)),
    );
    const parts = [0.1, 0.5, 0.9];
    const points = [...at.getClientRects()].flatMap((box) =>
      parts.flatMap((x) => parts.map((y) => [box.left + x * box.width, box.top + y * box.height])),
    );
    const seen = points.some((point) => {
      const top = document.elementFromPoint(...point);
      return at.contains(top) || label?.contains(top);
    });
    return [!marked && "shows no focus", !seen && "has the focus out of sight"].filter(Boolean);
  },
})
