/** So many places out of `all`, each as likely as any other. */
function drawn(all, many) {
  const left = Array.from({ length: all }, (_, index) => index);
  return Array.from({ length: Math.min(many, all) }, () => {
    const [at] = crypto.getRandomValues(new Uint32Array(1));
    return left.splice(at % left.length, 1)[0];
  });
}

/** The check: the questions that were drawn, in that order, with what was picked. Nobody is timed. */
class Check {
  constructor(root) {
    this.form = root.querySelector("[data-check]");
    this.pool = this.form ? [...this.form.querySelectorAll("[data-pool]")] : [];
    for (const each of this.pool) each.querySelector("[data-meanings]").hidden = true;
  }

  /** Show this draw and fill in what was picked; a pick is a bit for each choice. */
  put(standing) {
    const last = this.form.querySelector(".wl-onward");
    for (const each of this.pool) each.hidden = true;
    standing.drawn.forEach((index, at) => {
      const question = this.pool[index];
      question.hidden = false;
      question.querySelector("[data-number]").textContent = `${at + 1} / ${standing.drawn.length}`;
      const choices = question.dataset.choices.split(" ");
      for (const input of question.querySelectorAll("input")) {
        input.checked = Boolean((standing.picked[at] ?? 0) & (1 << choices.indexOf(input.value)));
      }
      last.before(question);
    });
  }

  picks(standing) {
    return standing.drawn.map((index) => {
      const choices = this.pool[index].dataset.choices.split(" ");
      const ticked = [...this.pool[index].querySelectorAll("input:checked")];
      return ticked.reduce((mask, input) => mask | (1 << choices.indexOf(input.value)), 0);
    });
  }

  /** Ids of the choices that were picked for the n-th drawn question. */
  chosen(standing, at) {
    const choices = this.pool[standing.drawn[at]].dataset.choices.split(" ");
    return choices.filter((_, bit) => (standing.picked[at] ?? 0) & (1 << bit));
  }

  right(standing) {
    return standing.drawn.filter((index, at) => this.pool[index].dataset.right === this.chosen(standing, at).join(" ")).length;
  }

  firstUnanswered(standing) {
    const at = standing.drawn.findIndex((_, each) => !standing.picked[each]);
    return at < 0 ? null : this.pool[standing.drawn[at]];
  }
}
