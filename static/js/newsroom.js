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

// --- the account's menu lies over the page: Escape closes it, and so does leaving it ---

const menu = document.querySelector(".account");
menu?.addEventListener("keydown", ({ key }) => {
  if (key !== "Escape" || !menu.open) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
menu?.addEventListener("focusout", ({ relatedTarget }) => {
  if (relatedTarget && !menu.contains(relatedTarget)) menu.open = false;
});

// --- digits of the Arabic pages: a reader's own choice, kept in the browser; texts of articles stay as they are ---

const EASTERN = "٠١٢٣٤٥٦٧٨٩";
const AS_WRITTEN = "[lang]:not(html), code, script, style, textarea, [data-digits]";

function writeEastern(root) {
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    if (/\d/.test(text.data) && !text.parentElement.closest(AS_WRITTEN)) {
      text.data = text.data.replace(/\d/g, (digit) => EASTERN[digit]);
    }
  }
}

function chosenDigits(choice) {
  try {
    if (choice) localStorage.setItem("digits", choice);
    return localStorage.getItem("digits");
  } catch {
    return choice; // a browser that keeps nothing
  }
}

const digits = document.querySelector("[data-digits]");
if (digits) {
  const isEastern = chosenDigits() === "eastern";
  digits.hidden = false;
  digits.setAttribute("aria-pressed", isEastern);
  digits.addEventListener("click", () => {
    chosenDigits(isEastern ? "latin" : "eastern");
    location.reload();
  });
  if (isEastern) {
    writeEastern(document.body);
    document.addEventListener("htmx:afterSwap", ({ target }) => writeEastern(target));
  }
}
