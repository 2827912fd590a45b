// Keys of the name workbench; every one of them presses a button or follows the order that the page shows.

const KEYS_OFF = "qarin-keys-off";
const pairs = () => [...document.querySelectorAll("[data-pair]")];
const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea");
const here = () => document.activeElement.closest?.("[data-pair]") ?? document.querySelector("[data-pair]:target");

function go(direction) {
  const all = pairs();
  const next = here() ? all[all.indexOf(here()) + direction] : all[0];
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}

function press(key) {
  const pair = here() ?? pairs()[0];
  pair?.querySelector(`[data-key="${key}"]`)?.click();
}

// By place on the keyboard, so that they work with an Arabic layout too.
const ACTIONS = {
  KeyJ: () => go(1),
  KeyK: () => go(-1),
  KeyM: () => press("m"),
  KeyA: () => press("a"),
  KeyU: () => document.querySelector(".messages button")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (localStorage.getItem(KEYS_OFF)) return;
  const help = document.querySelector("[data-keys-help]");
  if (event.key === "?" || event.key === "؟") help.open = !help.open;
  else ACTIONS[event.code]?.();
});

const keys = document.querySelector("[data-keys]");
keys.checked = !localStorage.getItem(KEYS_OFF);
keys.addEventListener("change", () => {
  if (keys.checked) localStorage.removeItem(KEYS_OFF);
  else localStorage.setItem(KEYS_OFF, "1");
});

// After a decision the address names the next pair: its keys work at once.
document.querySelector("[data-pair]:target")?.focus();
