// Keeps an open page up to date, and a form from being sent twice. Without it every page works, and is read again by hand.
"use strict";
(() => {
  const body = document.body;
  let version = body.dataset.version || "";
  const home = (body.dataset.live || "/").replace(/\/live$/, "");
  let isDirty = false;
  let isAsking = false;

  const told = (text) => { document.getElementById("told").textContent = text; };

  const fresh = async () => {
    if (isAsking) return;
    isAsking = true;
    try {
      const answer = await fetch(location.href, { headers: { "Accept": "text/html" }, redirect: "follow" });
      if (!answer.ok) { location.assign(home); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
      const main = document.getElementById("main");
      const focused = document.activeElement && main.contains(document.activeElement) ? document.activeElement.id : "";
      const opened = [...main.querySelectorAll("details[open][id]")].map((one) => one.id);
      main.replaceWith(document.adoptNode(page.getElementById("main")));
      body.dataset.version = version = page.body.dataset.version || version;
      if (page.body.dataset.until) body.dataset.until = page.body.dataset.until; else delete body.dataset.until;
      document.title = page.title;
      opened.forEach((id) => { const one = document.getElementById(id); if (one) one.open = true; });
      const again = focused && document.getElementById(focused);
      if (again) again.focus({ preventScroll: true });
      told(body.dataset.fresh);
      ready();
      tick();
    } catch { /* The line is down; the browser's own next try brings the page up to date. */ } finally { isAsking = false; }
  };

  const changed = (now) => {
    if (now === version) return;
    // A page that says why something was not done stays until it has been read: its address is a form's, and cannot be asked for.
    const isRefusal = document.getElementById("errors") !== null;
    if (!isDirty && !isRefusal) { version = now; fresh(); return; }
    version = now;
    if (document.getElementById("stale")) return;
    const note = document.createElement("p");
    note.id = "stale";
    note.className = "stale";
    note.setAttribute("role", "status");
    const again = document.createElement("a");
    again.href = isRefusal ? home : location.href;
    again.textContent = body.dataset.again;
    const [before, ...after] = body.dataset.stale.split("{again}");
    note.append(before, again, after.join(""));
    document.getElementById("main").append(note);
  };

  const ready = () => {
    isDirty = false;
    document.querySelectorAll("main form").forEach((form) => {
      form.addEventListener("input", () => { isDirty = true; });
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        form.dataset.sent = "yes";
        setTimeout(() => { delete form.dataset.sent; }, 4000);
      });
    });
  };

  const tick = () => {
    const clock = document.getElementById("clock");
    if (!clock) return;
    const until = Date.parse(body.dataset.until || "");
    if (Number.isNaN(until)) { return; }
    const left = Math.max(0, Math.round((until - Date.now() + skew) / 1000));
    clock.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  };

  // A phone's own clock may be minutes off: what counts is the laptop's.
  let skew = 0;
  const set = async () => {
    const before = Date.now();
    const answer = await fetch("/clock");
    const now = Number(await answer.text());
    if (now) skew = (before + Date.now()) / 2 - now;
  };

  ready();
  const errors = document.getElementById("errors");
  if (errors) errors.focus();
  if (body.dataset.until !== undefined || document.getElementById("clock")) {
    set().catch(() => {}).then(() => { tick(); setInterval(tick, 500); });
  }
  if (body.dataset.live && window.EventSource) {
    const line = new EventSource(`${body.dataset.live}?known=${encodeURIComponent(version)}`);
    line.addEventListener("changed", (event) => changed(event.data));
    addEventListener("pagehide", () => line.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
})();
