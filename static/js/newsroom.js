// Niceties only: every page works without this file.

const KEYS_OFF = "qarin-keys-off";

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

// --- j and k: to the next and the previous difference ---

const differences = () => [...document.querySelectorAll("[data-differs]")];
const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea");

function step(direction) {
  const rows = differences();
  const here = document.activeElement.closest?.(".row");
  const order = (row) => here && here.compareDocumentPosition(row);
  const following = rows.filter((row) => !here || order(row) & Node.DOCUMENT_POSITION_FOLLOWING);
  const preceding = rows.filter((row) => here && order(row) & Node.DOCUMENT_POSITION_PRECEDING);
  const next = direction > 0 ? following[0] : preceding.at(-1);
  next?.focus();
  next?.scrollIntoView({ block: "center" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (localStorage.getItem(KEYS_OFF)) return;
  // By place on the keyboard, so that it works with an Arabic layout too.
  if (event.code === "KeyJ") step(1);
  if (event.code === "KeyK") step(-1);
});

// --- a link to a counterpart lights it up, by pointer and by keyboard alike ---

function light(event, on) {
  const link = event.target.closest?.("[data-counterpart]");
  if (link) document.querySelector(link.hash)?.classList.toggle("is-counterpart", on);
}
for (const [name, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

// --- what a page, and what htmx swaps into it, needs set up ---

function setUp() {
  for (const box of document.querySelectorAll("[data-keys]")) {
    box.checked = !localStorage.getItem(KEYS_OFF);
    box.onchange = () => (box.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
  }
}
document.querySelectorAll("[data-picks]").forEach(connectPicks);
document.addEventListener("htmx:afterSwap", setUp);
setUp();
