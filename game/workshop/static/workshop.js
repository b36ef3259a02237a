// Keeps an open page up to date, and a form from being sent twice. Without it every page works, and is read again by hand.
"use strict";
(() => {
  const body = document.body;
  let latest = ""; // what was told last
  const home = (body.dataset.live || "/").replace(/\/live$/, "");
  const turnsInPlace = home === "/table" || home === "/seat";
  const keepsForms = home === "/console"; // whoever runs the room writes while it goes on
  let isDirty = false;
  let isAsking = false;
  let isDown = false; // as far as whoever is here was told
  let later = null; // what was pressed on the console while it was asking for itself
  const address = () => location.pathname + location.search;
  let shown = address();

  // Whether what was told last is of something that this page shows, and of another moment.
  const isOld = () => latest !== "" && (body.dataset.shows
    ? new URLSearchParams(latest).get(body.dataset.shows) !== body.dataset.shown
    : latest !== body.dataset.version);
  // Tells whoever hears the page, and does not see it. The same said again is heard again, since nothing stands there between.
  let [telling, soon] = ["", 0];
  const told = (text) => {
    const region = document.getElementById("told");
    telling = text && telling ? `${telling} ${text}` : text;
    clearTimeout(soon);
    region.textContent = "";
    soon = setTimeout(() => { region.textContent = telling; telling = ""; }, 100);
  };
  const all = (selector, within = document.getElementById("main")) => [...within.querySelectorAll(selector)];

  // Asks for something, and gives up where nothing comes: on bad Wi-Fi a line may be dead without anybody saying so.
  const ask = (where, how) => {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), 20000);
    return fetch(where, { ...how, signal: stop.signal }).then(async (answer) => ({ answer, page: await read(answer) })).finally(() => clearTimeout(timer));
  };
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
    here();
  };

  // The way about has one row, and slides where a phone has no room for it: where one is, is in sight.
  const here = () => {
    const [row, one] = [document.querySelector(".nav ul"), document.querySelector(".nav .here")];
    if (row && one) row.scrollLeft = one.offsetLeft - (row.clientWidth - one.offsetWidth) / 2;
  };

  // What the notices and the news of a page say, but for the clock: what somebody who does not see it is told when it changes.
  const notices = () => all(".notice, .news").map((one) => {
    const copy = one.cloneNode(true);
    copy.querySelector("#clock")?.remove();
    return [...copy.children].map((child) => child.textContent.trim()).join(" ").replace(/\s+/g, " ");
  });

  // By what something on a page is found again on the next.
  const mark = (one) => one.id || [one.tagName, one.name, one.getAttribute("href"), one.form?.getAttribute("action"), one.textContent.trim()].join(" ");
  const again = (one, kind, within) => all(kind, within).find((other) => mark(other) === mark(one));
  const sameForm = (one, within) => all("form", within).find((other) => other.getAttribute("action") === one.getAttribute("action")
    && all("[id]", other).map((field) => field.id).join() === all("[id]", one).map((field) => field.id).join());

  // Shows something at the foot of the page, once; it goes with what the page is about, and hides nothing that has the focus.
  const show = (one) => one.scrollIntoView({ block: "nearest", behavior: "instant" });
  const note = (id, ...said) => {
    document.getElementById(id)?.remove();
    const one = document.createElement("p");
    one.id = id;
    one.className = "note";
    one.append(...said);
    const main = document.getElementById("main");
    if (!main.querySelector(".notes")) main.append(Object.assign(document.createElement("div"), { className: "notes" }));
    const [focused, notes] = [document.activeElement, main.querySelector(".notes")];
    notes.append(one);
    notes.scrollTop = notes.scrollHeight;
    const { top, bottom } = focused.getBoundingClientRect();
    if (focused !== main && main.contains(focused) && !notes.contains(focused) && top < innerHeight && bottom > notes.getBoundingClientRect().top) show(focused);
  };

  // Says it as well, by what stands on every page for that: of what only comes with its words, most screen readers say nothing.
  const say = (id, ...said) => { note(id, ...said); told(document.getElementById(id).textContent); };

  // Whether the workshop cannot do just now what it will be able to in a moment.
  const isLater = (answer) => answer.status >= 500 || answer.status === 429;

  // The line is down: the page stays, with all that is on it, and its forms can be sent once more, which is one event.
  const unreached = (why = body.dataset.unreached) => {
    isDown = why === body.dataset.unreached;
    document.querySelectorAll("main form").forEach((form) => { delete form.dataset.sent; });
    document.getElementById("asking")?.remove();
    say("unreached", why);
  };

  // Asks something, one at a time; what was told meanwhile is looked at when it is done.
  const asking = async (ask) => {
    if (isAsking) return;
    isAsking = true;
    const before = latest;
    try { await ask(); } finally { isAsking = false; }
    if (later) { const go = later; later = null; go(); }
    if (latest !== before) changed(latest);
  };

  // Puts a page in the place of the open one, with what is begun in its forms, what is unfolded and where one is; whether it could.
  const swap = (page, sent) => {
    const main = document.getElementById("main");
    const begun = all("form").filter((form) => form.dataset.begun && form !== sent);
    const places = begun.map((form) => sameForm(form, page));
    if (places.includes(undefined) && !sent) return false; // there is nowhere to go on with it; by one's own deed it is done with
    const before = notices();
    const focused = main.contains(document.activeElement) ? document.activeElement : null;
    const [start, end] = focused && "selectionStart" in focused ? [focused.selectionStart, focused.selectionEnd] : [null, null];
    const headings = focused ? all("h1, h2, h3").filter((one) => one.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING).reverse() : [];
    const opened = all("details[open]");
    put(page);
    begun.forEach((form, number) => places[number]?.replaceWith(form));
    opened.forEach((one) => {
      const next = all("details").find((other) => (one.id ? other.id === one.id : mark(other.firstElementChild) === mark(one.firstElementChild)));
      if (next) next.open = true;
    });
    // Where what had the focus is gone, one goes on from the heading under which it stood.
    const heading = () => headings.map((one) => again(one, one.tagName)).find((one) => one);
    const next = focused && (focused.isConnected ? focused : again(focused, focused.tagName) || heading() || document.querySelector("main h1") || document.getElementById("main"));
    if (next?.matches("h1, h2, h3")) next.tabIndex = -1;
    if (next) next.focus({ preventScroll: true });
    if (next === focused && start !== null) next.setSelectionRange(start, end);
    told(notices().filter((one) => !before.includes(one)).join(" ") || (sent ? body.dataset.done : keepsForms ? "" : body.dataset.fresh));
    ready();
    return true;
  };

  const fresh = () => asking(async () => {
    try {
      const { answer, page } = await ask(location.href, { headers: { "Accept": "text/html" } });
      if (isLater(answer)) throw new Error("later");
      if (!answer.ok) { location.assign(home); return; }
      if (answer.redirected && new URL(answer.url).pathname !== location.pathname) { location.assign(answer.url); return; }
      if (!swap(page)) stale();
    } catch { setTimeout(() => changed(latest), 5000); }
  });

  // Why something was not done leads to the field of its form, which says so too.
  const lead = (form, refused) => {
    const field = form.querySelector("input[id]:not([type=hidden]), select[id], textarea[id]");
    const why = refused.querySelector("p");
    if (!field) return;
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", refused.id);
    why.replaceChildren(Object.assign(document.createElement("a"), { href: `#${field.id}`, textContent: why.textContent }));
  };

  // Does what a form of the console asks. The page stays where it is, with what is being written in its other forms.
  const act = (form, sent) => asking(async () => {
    let answer, page;
    const slow = setTimeout(() => say("asking", body.dataset.asking), 1500);
    try {
      ({ answer, page } = await ask(form.action, { method: "POST", body: sent.body, headers: { "Accept": "text/html" } }));
    } catch { unreached(); return; } finally { clearTimeout(slow); }
    document.getElementById("asking")?.remove();
    const refused = page.getElementById("errors");
    document.getElementById("errors")?.remove();
    all("[aria-invalid]").forEach((one) => ["aria-invalid", "aria-describedby"].forEach((name) => one.removeAttribute(name)));
    if (refused) {
      document.querySelector("main h1").after(document.adoptNode(refused));
      lead(form, refused);
      refused.focus();
      delete form.dataset.sent;
      if (isOld()) stale(true);
    } else if (isLater(answer)) unreached(page.querySelector("main p")?.textContent);
    else if (!answer.ok) location.assign(home);
    else if (page.body.dataset.live !== body.dataset.live || !swap(page, form)) location.assign(answer.url);
  });

  // Goes to another page of the table without leaving this one: nothing is read twice, and the line that tells of changes stays open.
  // Where the answer is no page of a table, `otherwise` lets the browser do it in its own way.
  const turn = (where, sent, otherwise, lost = unreached) => asking(async () => {
    let answer, page;
    const slow = setTimeout(() => say("asking", body.dataset.asking), 1500);
    try {
      // What a form leads to comes with its answer, and is not asked for once more.
      const headers = { "Accept": "text/html", ...(sent && { "Prefer": "return=representation" }) };
      ({ answer, page } = await ask(where, { method: sent?.method, body: sent?.body, headers }));
    } catch { lost(); return; } finally { clearTimeout(slow); }
    if (sent && isLater(answer) && page.querySelector("main p")) { unreached(page.querySelector("main p").textContent); return; }
    const at = new URL(answer.headers.get("Content-Location") || answer.url, location.href).href;
    const isSaid = sent && !answer.redirected && at === answer.url; // why something was not done: it has no address of its own
    const main = page.getElementById("main");
    if (!main || (!isSaid && page.body.dataset.live !== body.dataset.live)) {
      if (isSaid) otherwise(); else location.assign(at);
      return;
    }
    put(page);
    told(""); // what was told was of the page before
    if (isSaid) {
      // What was written is not to be written again.
      sent.typed.forEach(([id, value]) => {
        const field = document.getElementById(id);
        if (!field || field.value === value) return;
        field.value = value;
        for (let one = field.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
      });
    } else {
      const to = new URL(at);
      if (to.pathname + to.search !== shown) history.pushState(null, "", at);
      shown = address();
    }
    ready();
    const start = document.getElementById("errors") || main.querySelector("h1") || main;
    start.tabIndex = -1;
    start.focus({ preventScroll: true });
    scrollTo({ top: 0, behavior: "instant" });
    show(start); // on a small screen, or a large page, the way about may fill all of it
  });

  // Whoever was told that the line is down is told as well when it is there again.
  const reached = () => {
    if (!isDown) return;
    isDown = false;
    if (document.getElementById("unreached")) say("unreached", body.dataset.reached);
  };

  const changed = (now) => {
    latest = now;
    if (isAsking || !isOld()) return;
    // A page that says why something was not done stays until it has been read: its address is a form's, and cannot be asked for.
    const isRefusal = document.getElementById("errors") !== null;
    if ((!isDirty || keepsForms) && !isRefusal) fresh(); else stale(isRefusal);
  };

  // Says that there is something new, where to show it would take away what was begun, or has not been read yet.
  const stale = (isRefusal) => {
    if (document.getElementById("stale")) return;
    const link = document.createElement("a");
    link.href = isRefusal ? home : location.href;
    link.textContent = body.dataset.again;
    const [before, ...after] = body.dataset.stale.split("{again}");
    say("stale", before, link, after.join(""));
  };

  let pressed; // the button by which a form is sent
  const ready = () => {
    isDirty = false;
    document.querySelectorAll("main form").forEach((form) => {
      if (form.dataset.heeded) return; // it was on the page before
      form.dataset.heeded = "yes";
      form.addEventListener("click", (event) => { pressed = event.target.closest("button"); }); // also where Enter was pressed
      form.addEventListener("input", () => { isDirty = true; form.dataset.begun = "yes"; });
      form.addEventListener("submit", (event) => {
        if (form.dataset.sent) { event.preventDefault(); return; }
        if (keepsForms && isAsking && pressed?.form === form) {
          event.preventDefault();
          const by = pressed;
          later = () => {
            const now = form.isConnected ? form : sameForm(form, document);
            if (now) all("button", now).find((one) => mark(one) === mark(by))?.click();
          };
          return;
        }
        form.dataset.sent = "yes";
        setTimeout(() => { delete form.dataset.sent; }, 4000);
        if (!(turnsInPlace || keepsForms) || isAsking || !form.getAttribute("action").startsWith(`${home}/do/`)) return;
        event.preventDefault();
        const typed = all("select[id], textarea[id], input[id]:not([type=hidden], [type=radio], [type=checkbox])", form).map((one) => [one.id, one.value]);
        const what = new URLSearchParams(new FormData(form));
        const by = pressed?.form === form && pressed.name ? pressed : undefined;
        if (by) what.append(by.name, by.value);
        const sent = { method: "POST", body: what, typed };
        if (keepsForms) { act(form, sent); return; }
        turn(form.action, sent, () => {
          if (by) form.append(Object.assign(document.createElement("input"), { type: "hidden", name: by.name, value: by.value }));
          form.submit();
        });
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

  let warned; // of the end of which quarter it was said that it is near
  const tick = () => {
    const until = Date.parse(body.dataset.until || "");
    if (Number.isNaN(until)) { return; }
    const left = Math.max(0, Math.round((until - Date.now() + skew) / 1000));
    // Most pages show no clock, and whoever reads there is to know that it will be decided for them.
    if (turnsInPlace && left > 0 && left < 60) {
      if (!document.getElementById("minute")) (warned === until ? note : say)("minute", body.dataset.minute);
      warned = until;
    } else document.getElementById("minute")?.remove();
    const face = document.getElementById("clock");
    if (face) face.textContent = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
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

  // A laptop that fell asleep would leave the room without a workshop. Browsers ask for leave only where it runs itself, at 127.0.0.1.
  const stayAwake = () => {
    if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(() => {});
  };
  if (keepsForms) { stayAwake(); document.addEventListener("visibilitychange", stayAwake); }

  here();
  ready();
  const errors = document.getElementById("errors") || document.querySelector("[aria-invalid]");
  if (errors) errors.focus();
  if (body.dataset.live && window.EventSource) {
    let line, heard;
    const hear = () => { heard = Date.now(); };
    const up = () => { hear(); reached(); };
    const listen = () => {
      line?.close();
      hear();
      line = new EventSource(`${body.dataset.live}?known=${encodeURIComponent(body.dataset.version || "")}`);
      line.addEventListener("open", up);
      line.addEventListener("here", up);
      line.addEventListener("changed", (event) => { up(); changed(event.data); });
    };
    // A phone that was locked, or has changed its Wi-Fi, may hold a dead line without knowing: the workshop says every 15 seconds that it is there.
    const heed = () => { if (document.visibilityState === "visible" && Date.now() - heard > 40000) listen(); };
    listen();
    setInterval(heed, 10000);
    document.addEventListener("visibilitychange", heed);
    addEventListener("online", listen);
    addEventListener("pagehide", () => line.close());
    addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
  }
})();
