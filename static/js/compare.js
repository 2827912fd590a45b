// Niceties of the comparison page only: it works without this file.

const KEYS_OFF = "qarin-keys-off";
const SYNC_OFF = "qarin-sync-off";
const STOP = ".row, .sentence";

const all = (selector, inside = document) => [...inside.querySelectorAll(selector)];
const byHash = (hash) => document.getElementById(decodeURIComponent(hash.slice(1)));

// --- keys: by place on the keyboard, so that they work with an Arabic layout too ---

const isTyping = (element) => element.closest("input:not([type=checkbox], [type=radio]), select, textarea");

function step(kind, direction) {
  const stops = all(kind);
  const here = document.activeElement.closest?.(STOP);
  const order = (stop) => here && here.compareDocumentPosition(stop);
  const following = stops.filter((stop) => !here || order(stop) & Node.DOCUMENT_POSITION_FOLLOWING);
  const preceding = stops.filter((stop) => here && order(stop) & Node.DOCUMENT_POSITION_PRECEDING);
  const next = direction > 0 ? following[0] : preceding.at(-1);
  next?.focus({ preventScroll: true });
  next?.scrollIntoView({ block: "center" });
}

function toggleHelp() {
  const help = document.getElementById("keys");
  help.open = !help.open;
  help.querySelector("summary").focus();
}

const KEYS = {
  KeyJ: () => step("[data-differs]", 1),
  KeyK: () => step("[data-differs]", -1),
  KeyN: () => step("[data-conflict]", 1),
  KeyP: () => step("[data-conflict]", -1),
  KeyE: () => {
    const here = document.activeElement.closest(STOP);
    (here?.querySelector(".row__why[aria-expanded=true]") ?? here?.querySelector(".row__why, .over__why"))?.click();
  },
  KeyS: () => document.getElementById("swap")?.click(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (localStorage.getItem(KEYS_OFF) || !document.getElementById("keys")) return;
  if (event.key === "?" || event.key === "؟") toggleHelp();
  else if (!event.shiftKey) KEYS[event.code]?.();
});

// --- marks: the styles show them at once; addresses on the page learn of them ---

function keepMarks(form) {
  const chosen = new FormData(form).getAll("marks");
  const marked = (address) => {
    const url = new URL(address, location);
    url.searchParams.delete("marks");
    chosen.forEach((mark) => url.searchParams.append("marks", mark));
    return url.pathname + url.search + url.hash;
  };
  for (const link of all("a[href*='a=']").filter((link) => link.pathname.endsWith("/compare/"))) {
    link.setAttribute("href", marked(link.href));
    if (link.hasAttribute("hx-get")) link.setAttribute("hx-get", marked(link.getAttribute("hx-get")));
    window.htmx?.process(link);
  }
  history.replaceState(history.state, "", marked(location.href));
}

document.addEventListener("change", ({ target }) => {
  const form = target.closest("[data-marks]");
  if (form) keepMarks(form);
});

// --- a counterpart lights up, by pointer, by keyboard and by touch alike ---

function light(event, on) {
  const link = event.target.closest?.("[data-counterpart]");
  const sentence = event.target.closest?.(".sentence");
  const links = link ? [link] : sentence ? all("[data-counterpart]", sentence) : [];
  for (const { hash } of links) byHash(hash)?.classList.toggle("is-counterpart", on);
  for (const ribbon of all(".ribbons path")) {
    const ends = ribbon.dataset.ends.split(" ");
    ribbon.classList.toggle("is-lit", on && Boolean(sentence) && ends.includes(sentence.id));
  }
}
for (const [name, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  document.addEventListener(name, (event) => light(event, on));
}

// --- two panes: ribbons between counterparts, and scrolling by landmarks ---

function connectPanes(box) {
  const svg = box.querySelector(".ribbons");
  const [a, b] = all(".pane", box);
  const pairs = all("a.over", a).map((link) => {
    const path = document.createElementNS("http://www.w3.org/2000/svg", "path");
    const [from, to] = [link.closest(".sentence"), byHash(link.hash)];
    path.setAttribute("class", `ribbon row--${link.dataset.relation}`);
    path.dataset.ends = `${from.id} ${to.id}`;
    svg.append(path);
    return { from, to, path };
  });

  const draw = () => {
    const frame = svg.getBoundingClientRect();
    if (!frame.width) return; // stacked: there is nothing to bridge
    const aIsLeft = a.getBoundingClientRect().left < b.getBoundingClientRect().left;
    const [x, y] = aIsLeft ? [0, frame.width] : [frame.width, 0];
    const middle = frame.width / 2;
    const inside = (place) => Math.min(Math.max(place - frame.top, 0), frame.height);
    for (const { from, to, path } of pairs) {
      const [one, other] = [from.getBoundingClientRect(), to.getBoundingClientRect()];
      const [top, bottom, upper, lower] = [one.top, one.bottom, other.top, other.bottom].map(inside);
      const shape = `M${x},${top}C${middle},${top} ${middle},${upper} ${y},${upper}L${y},${lower}C${middle},${lower} ${middle},${bottom} ${x},${bottom}Z`;
      path.setAttribute("d", top === bottom && upper === lower ? "" : shape);
    }
  };

  let leader = a;
  const follow = (pane) => {
    draw();
    if (pane !== leader || localStorage.getItem(SYNC_OFF)) return;
    const other = pane === a ? b : a;
    const line = pane.clientHeight / 3; // where people read
    other.scrollTop = between(landmarks(pane, other, pairs), pane.scrollTop + line) - line;
  };
  for (const pane of [a, b]) {
    for (const sign of ["pointerenter", "wheel", "touchstart", "focusin"]) {
      pane.addEventListener(sign, () => (leader = pane), { passive: true });
    }
    pane.addEventListener("scroll", () => requestAnimationFrame(() => follow(pane)), { passive: true });
  }
  new ResizeObserver(draw).observe(box);
  document.fonts.ready.then(draw);
}

// Heights of counterparts in either pane that come in one order; what is told elsewhere is no landmark.
function landmarks(pane, other, pairs) {
  const height = (sentence, inside) =>
    sentence.getBoundingClientRect().top - inside.getBoundingClientRect().top + inside.scrollTop;
  const points = pairs
    .map(({ from, to }) => (pane.contains(from) ? [from, to] : [to, from]))
    .map(([here, there]) => [height(here, pane), height(there, other)])
    .sort(([one, first], [two, second]) => one - two || first - second);
  const best = []; // the longest chain that ends in each point
  points.forEach(([, there], n) => {
    const before = best.filter((chain, m) => points[m][1] <= there && m < n);
    best.push([...before.reduce((longest, chain) => (chain.length > longest.length ? chain : longest), []), n]);
  });
  const chain = best.reduce((longest, found) => (found.length > longest.length ? found : longest), []);
  return [[0, 0], ...chain.map((n) => points[n]), [pane.scrollHeight, other.scrollHeight]];
}

function between(points, place) {
  const after = Math.max(1, points.findIndex(([here]) => here > place));
  const [[one, first], [two, second]] = [points[after - 1], points[after]];
  return two > one ? first + ((place - one) / (two - one)) * (second - first) : first;
}

// --- what the page, and what htmx swaps into it, needs set up ---

function connectSwitch(box, name) {
  box.checked = !localStorage.getItem(name);
  box.onchange = () => (box.checked ? localStorage.removeItem(name) : localStorage.setItem(name, "1"));
}

function setUp() {
  all("[data-keys]").forEach((box) => connectSwitch(box, KEYS_OFF));
  all("[data-sync]").forEach((box) => connectSwitch(box, SYNC_OFF));
  all("[data-panes]:not(:has(path))").forEach(connectPanes);
}
document.addEventListener("htmx:afterSwap", setUp);
setUp();
