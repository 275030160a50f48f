/** Says about an answer what the page holds for it. `say(name)` gives a copy of one of the page's own sentences. */
function sayAbout(box, picked, say, showMissed) {
  const meanings = [...box.querySelectorAll("[data-meanings] [data-choice]")];
  const chosen = meanings.filter((each) => picked.includes(each.dataset.choice));
  const missed = meanings.filter((each) => "right" in each.dataset && !picked.includes(each.dataset.choice));
  const shown = chosen.map((each) => each.cloneNode(true));
  if (showMissed) {
    for (const each of missed) {
      const copy = each.cloneNode(true);
      copy.querySelector("[data-word]").textContent = say(chosen.some((one) => "right" in one.dataset) ? "this-too" : "the-answer").textContent;
      shown.push(copy);
    }
  }
  const right = chosen.length > 0 && chosen.every((each) => "right" in each.dataset);
  const outcome = picked.length === 0 ? "nothing" : right ? (missed.length ? "more" : "right") : "again";
  return { shown, outcome };
}

/** A question inside a lesson: said in place, announced by the status it stands in, and kept nowhere. */
function answerInPlace(form, say) {
  form.querySelector("[data-meanings]").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const picked = [...form.querySelectorAll("input:checked")].map((input) => input.value);
    const { shown, outcome } = sayAbout(form, picked, say, false);
    form.querySelector("[data-said]").replaceChildren(...shown, say(outcome));
  });
}

/** A story, place by place. Without this it is "go to 4" on one page. */
function tellStory(story) {
  const places = [...story.querySelectorAll("[data-place]")];
  const again = story.querySelector("[data-story-again]");
  const go = (number, focus) => {
    for (const place of places) place.hidden = place.dataset.place !== String(number);
    again.hidden = number === 1;
    if (focus) places[number - 1].focus();
  };
  story.addEventListener("click", (event) => {
    const turning = event.target.closest("[data-to]");
    if (!turning) return;
    event.preventDefault();
    go(Number(turning.dataset.to), true);
  });
  again.addEventListener("click", () => go(1, true));
  go(1, false);
}
