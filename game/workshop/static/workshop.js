// Keeps an open page up to date, and a form from being sent twice. Without it every page works, and is read again by hand.
"use strict";
(() => {
  const body = document.body;
  let latest = ""; // what was told last
  const home = (body.dataset.live || "/").replace(/\/live$/, "");
  const turnsInPlace = home === "/table" || home === "/seat";
  let isDirty = false;
  let isAsking = false;
  const address = () => location.pathname + location.search;
  let shown = address();

  // Whether what was told last is of something that this page shows, and of another moment.
  const isOld = () => latest !== "" && (body.dataset.shows
    ? new URLSearchParams(latest).get(body.dataset.shows) !== body.dataset.shown
    : latest !== body.dataset.version);
  const told = (text) => { document.getElementById("told").textContent = text; };
  const read = async (answer) => new DOMParser().parseFromString(await answer.text(), "text/html");

  // Puts what a page is about in the place of what the open one is about.
  const put = (page) => {
    document.getElementById("main").replaceWith(document.adoptNode(page.getElementById("main")));
    for (const part of ["nav.nav", ".who"]) { // a seat may have been handed over meanwhile
      const [now, next] = [document.querySelector(part), page.querySelector(part)];
      if (now && next) now.replaceWith(document.adoptNode(next));
    }
    for (const name of ["version", "shows", "shown", "until"]) {
      if (page.body.dataset[name]) body.dataset[name] = page.body.dataset[name]; else delete body.dataset[name];
    }
    document.title = page.title;
  };

  // Says something at the foot of the page, once; it goes with what the page is about.
  const note = (id, role, ...said) => {
    document.getElementById(id)?.remove();
    const one = document.createElement("p");
    one.id = id;
    one.className = "note";
    one.setAttribute("role", role);
    one.append(...said);
    document.getElementById("main").append(one);
  };

  // The line is down: the page stays, with all that is on it, and its forms can be sent once more, which is one event.
  const unreached = () => {
    document.querySelectorAll("main form").forEach((form) => { delete form.dataset.sent; });
    note("unreached", "alert", body.dataset.unreached);
  };

  // Asks something, one at a time; what was told meanwhile is looked at when it is done.
  const asking = async (ask) => {
    if (isAsking) return;
    isAsking = true;
    const before = latest;
    try { await ask(); } finally { isAsking = false; }
    if (latest !== before) changed(latest);
  };

  const fresh = () => asking(async () => {
    try {
      const answer = await fetch(location.href, { headers: { "Accept": "text/html" }, redirect: "follow" });
      if (!answer.ok) { location.assign(home); return; }
      const page = await read(answer);
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
      const main = document.getElementById("main");
      const focused = document.activeElement && main.contains(document.activeElement) ? document.activeElement.id : "";
      const opened = [...main.querySelectorAll("details[open][id]")].map((one) => one.id);
      put(page);
      opened.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
      const again = focused && document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
      told(body.dataset.fresh);
      ready();
    } catch { /* The line is down; the browser's own next try brings the page up to date. */ }
  });

  // Goes to another page of the table without leaving this one: nothing is read twice, and the line that tells of changes stays open.
  // Where the answer is no page of a table, `otherwise` lets the browser do it in its own way.
  const turn = (where, sent, otherwise, lost = unreached) => asking(async () => {
    let answer, page;
    try {
      // What a form leads to comes with its answer, and is not asked for once more.
      answer = await fetch(where, { ...sent, headers: { "Accept": "text/html", ...(sent && { "Prefer": "return=representation" }) } });
      page = await read(answer);
    } catch { lost(); return; }
    const at = new URL(answer.headers.get("Content-Location") || answer.url, location.href).href;
    const isSaid = sent && !answer.redirected && at === answer.url; // why something was not done: it has no address of its own
    const main = page.getElementById("main");
    if (!main || (!isSaid && page.body.dataset.live !== body.dataset.live)) {
      if (isSaid) otherwise(); else location.assign(at);
      return;
    }
    put(page);
    if (!isSaid) {
      const to = new URL(at);
      if (to.pathname + to.search !== shown) history.pushState(null, "", at);
      shown = address();
    }
    ready();
    const start = document.getElementById("errors") || main.querySelector("h1") || main;
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
    scrollTo(0, 0);
  });

  const changed = (now) => {
    latest = now;
    if (isAsking || !isOld()) return;
    // A page that says why something was not done stays until it has been read: its address is a form's, and cannot be asked for.
    const isRefusal = document.getElementById("errors") !== null;
    if (!isDirty && !isRefusal) { fresh(); return; }
    if (document.getElementById("stale")) return;
    const again = document.createElement("a");
    again.href = isRefusal ? home : location.href;
    again.textContent = body.dataset.again;
    const [before, ...after] = body.dataset.stale.split("{again}");
    note("stale", "status", before, again, after.join(""));
  };

  const ready = () => {
    isDirty = false;
    document.querySelectorAll("main form").forEach((form) => {
      form.addEventListener("input", () => { isDirty = true; });
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        form.dataset.sent = "yes";
        setTimeout(() => { delete form.dataset.sent; }, 4000);
        if (!turnsInPlace || isAsking || !form.getAttribute("action").startsWith(`${home}/do/`)) return;
        event.preventDefault();
        turn(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)) }, () => form.submit());
      });
    });
    keep();
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("main a[href], nav.nav a[href]");
    if (!turnsInPlace || !link || isAsking || event.defaultPrevented || event.button) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || link.target || link.hash) return;
    if (link.origin !== location.origin || (link.pathname !== home && !link.pathname.startsWith(`${home}/`))) return;
    event.preventDefault();
    turn(link.href, undefined, () => location.assign(link.href));
  });
  addEventListener("popstate", () => {
    if (address() === shown) return;
    shown = address();
    const reload = () => location.reload(); // the address has changed already
    if (isAsking) reload(); else turn(location.href, undefined, reload, reload);
  });

  const tick = () => {
    const face = document.getElementById("clock");
    if (!face) return;
    const until = Date.parse(body.dataset.until || "");
    if (Number.isNaN(until)) { return; }
    const left = Math.max(0, Math.round((until - Date.now() + skew) / 1000));
    face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };

  // A phone's own clock may be minutes off: what counts is the laptop's.
  let skew = 0;
  const set = async () => {
    const before = Date.now();
    const answer = await fetch("/clock");
    const now = Number(await answer.text());
    if (now) skew = (before + Date.now()) / 2 - now;
  };

  let clock = 0;
  const keep = () => {
    tick();
    if (clock || (body.dataset.until === undefined && !document.getElementById("clock"))) return;
    clock = setInterval(tick, 500);
    set().catch(() => {}).then(tick);
  };

  ready();
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  if (body.dataset.live && window.EventSource) {
    const line = new EventSource(`${body.dataset.live}?known=${encodeURIComponent(body.dataset.version || "")}`);
    line.addEventListener("changed", (event) => changed(event.data));
    addEventListener("pagehide", () => line.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
})();
