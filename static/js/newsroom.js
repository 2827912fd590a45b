// Niceties only: every page works without this file.

// --- choosing two articles on their cards: the boxes and the two lists say the same ---

function connectPicks(grid) {
  const form = document.querySelector("[data-chooser]");
  const cards = [...grid.querySelectorAll("[data-pick]")];
  let chosen = [form.elements.a.value, form.elements.b.value];

  const show = () => {
    for (const card of cards) {
      const picked = chosen.includes(card.dataset.pick);
      card.classList.toggle("picked", picked);
      card.querySelector("input").checked = picked;
    }
    form.querySelector("button").disabled = chosen.length < 2 || chosen[0] === chosen[1];
  };
  grid.addEventListener("change", ({ target }) => {
    const id = target.closest("[data-pick]").dataset.pick;
    chosen = chosen.filter((other) => other !== id);
    if (target.checked) chosen = [...chosen, id].slice(-2); // a third box frees the oldest
    [form.elements.a.value, form.elements.b.value] = [chosen[0] ?? "", chosen[1] ?? ""];
    show();
  });
  form.addEventListener("change", () => {
    chosen = [form.elements.a.value, form.elements.b.value].filter(Boolean);
    show();
  });
  show();
}

document.querySelectorAll("[data-picks]").forEach(connectPicks);
