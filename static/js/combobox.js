// The search box offers names while one is typed, after the ARIA pattern "editable combobox with list
// autocomplete". Without this file it is a plain search box.

function connect(box) {
  const input = box.querySelector("input");
  const list = box.querySelector("[role=listbox]");
  const options = () => [...list.querySelectorAll("[role=option]")];
  let active = -1;
  let typing = false; // names that come late must not open over what was asked for since

  const point = (place) => {
    active = place;
    options().forEach((option, index) => option.setAttribute("aria-selected", index === place));
    const option = options()[place];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const open = (yes) => {
    typing &&= yes;
    list.hidden = !yes || !options().length;
    input.setAttribute("aria-expanded", !list.hidden);
    point(-1);
  };
  const choose = (option) => {
    const asked = Object.assign(document.createElement("input"), { type: "hidden", name: "entity" });
    asked.value = option.dataset.entity;
    input.form.append(asked);
    input.value = option.dataset.before;
    input.form.submit(); // a whole page: the text of the box comes back with the name written out
  };
  const keys = {
    ArrowDown: () => (list.hidden ? open(true) : point(active + 1 < options().length ? active + 1 : -1)),
    ArrowUp: () => (list.hidden ? open(true) : point(active < 0 ? options().length - 1 : active - 1)),
    Enter: () => choose(options()[active]),
    Escape: () => open(false),
  };

  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  open(false);
  input.addEventListener("keydown", (event) => {
    const wanted = event.key === "Enter" ? active >= 0 : event.key === "Escape" ? !list.hidden : keys[event.key];
    if (!wanted || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    keys[event.key]();
  });
  input.addEventListener("input", () => (typing = true));
  input.addEventListener("blur", () => open(false));
  input.form.addEventListener("submit", () => open(false));
  list.addEventListener("htmx:afterSwap", () => typing && open(input.value !== ""));
  list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus in the box
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) choose(option);
  });
}

// Fields left empty don't lengthen the address; what a form posts stays whole.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
});
htmx.onLoad((part) => {
  for (const box of part.querySelectorAll("[data-combobox]:not([data-connected])")) {
    box.dataset.connected = "";
    connect(box);
  }
});
