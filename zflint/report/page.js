"use strict";
(() => {
  const root = document.documentElement;
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const notes = all(".note");
  const byId = new Map(notes.map((note) => [note.id, note]));
  const marks = all("mark");
  const marksOf = new Map();
  for (const mark of marks) for (const id of mark.dataset.of.split(" ")) marksOf.set(id, [...(marksOf.get(id) ?? []), mark]);
  const lines = new Map(all("tr[data-for]").map((line) => [line.dataset.for, line]));
  const wanted = { level: new Set(), group: new Set() };
  const wide = matchMedia("(min-width: 1080px)");
  const order = ["error", "warning", "info"];
  let now = null;

  root.classList.add("js");

  // What is kept between visits; a browser may refuse to keep anything for a file.
  const keep = (name, value) => { try { value ? localStorage.setItem(name, value) : localStorage.removeItem(name); } catch { /* not kept */ } };
  const kept = (name) => { try { return localStorage.getItem(name); } catch { return null; } };

  const fits = (note, but) => Object.entries(wanted).every(([kind, some]) => kind === but || !some.size || some.has(note.dataset[kind]));
  const visible = () => notes.filter((note) => !note.hidden);

  function filter() {
    for (const note of notes) {
      note.hidden = !fits(note);
      lines.get(note.id).hidden = note.hidden;
    }
    for (const mark of marks) {
      const some = mark.dataset.of.split(" ").map((id) => byId.get(id)).filter((note) => !note.hidden);
      const level = order.find((one) => some.some((note) => note.dataset.level === one));
      mark.classList.remove(...order, "off");
      mark.classList.add(level ?? "off");
      for (const badge of all(".n", mark)) badge.hidden = byId.get(badge.hash.slice(1)).hidden;
    }
    for (const row of all(".row")) row.classList.toggle("live", Boolean(row.querySelector("mark:not(.off)")));
    for (const article of all("article")) article.hidden = !article.querySelector(".note:not([hidden])");
    for (const link of all(".files a")) {
      const count = all(".note:not([hidden])", document.getElementById(link.hash.slice(1))).length;
      link.querySelector("b").textContent = count;
      link.parentElement.hidden = !count;
    }
    for (const kind of Object.keys(wanted)) {
      for (const button of all(`[data-${kind}]`, document.querySelector("aside"))) {
        const count = notes.filter((note) => note.dataset[kind] === button.dataset[kind] && fits(note, kind)).length;
        button.setAttribute("aria-pressed", wanted[kind].has(button.dataset[kind]));
        button.querySelector("b").textContent = count;
        button.classList.toggle("none", !count);
      }
    }
    const told = document.querySelector(".shown");
    told.textContent = told.dataset.text.replace("{shown}", visible().length).replace("{all}", notes.length);
    place();
  }

  // Only what is in sight or soon will be is laid out: a report may hold hundreds of files.
  const near = new Set();
  const watch = new IntersectionObserver((entries) => {
    const come = entries.filter((entry) => entry.isIntersecting).map((entry) => entry.target.querySelector(".text"));
    for (const entry of entries) near[entry.isIntersecting ? "add" : "delete"](entry.target.querySelector(".text"));
    place(come);
  }, { rootMargin: "1500px" });

  // Puts each note beside its place, below the note before it. All is measured before anything is moved.
  function place(texts = near) {
    const measured = wide.matches ? [...texts].map((text) => [text, spots(text)]) : [];
    for (const text of wide.matches ? [] : texts) {
      text.style.minHeight = "";
      for (const note of all(".note", text)) { note.style.top = ""; note.classList.remove("out"); }
    }
    for (const [text, some] of measured) {
      const { tops, end } = stacked(some);
      some.forEach(([note], index) => {
        note.style.top = tops[index] + "px";
        note.classList.toggle("out", tops[index] < -12);
      });
      text.style.minHeight = end + "px";
    }
  }

  // Each visible note of a text with the height of its place below the top of the text, and its own height.
  function spots(text) {
    const top = text.getBoundingClientRect().top;
    return all(".note:not([hidden])", text).map((note) => {
      const mark = document.getElementById("m" + note.id) ?? note.closest(".row");
      return [note, mark.getBoundingClientRect().top - top - 6, note.offsetHeight];
    });
  }

  function stacked(some) {
    const chosen = some.findIndex(([note]) => note === now);
    const tops = [];
    let end = 0;
    some.forEach(([, at, height], index) => {
      tops.push(index === chosen ? at : Math.max(at, end));
      end = tops[index] + height + 8;
    });
    // Those before the chosen one make room upwards, if need be out of sight.
    for (let index = chosen - 1; index >= 0; index--) tops[index] = Math.min(tops[index], tops[index + 1] - some[index][2] - 8);
    return { tops, end };
  }

  function choose(note, scroll) {
    for (const one of all(".now")) one.classList.remove("now");
    const texts = new Set([now, note].filter(Boolean).map((one) => one.closest(".text")));
    now = note;
    const mine = note ? marksOf.get(note.id) ?? [] : [];
    for (const one of note ? [note, ...mine] : []) one.classList.add("now");
    place(texts);
    if (!note) return;
    const target = scroll === "note" || !mine.length ? note : mine[0];
    if (scroll) target.scrollIntoView({ block: "center" });
  }

  function step(by) {
    const some = visible();
    if (!some.length) return;
    const at = some.indexOf(now);
    choose(some[at < 0 ? (by > 0 ? 0 : some.length - 1) : (at + by + some.length) % some.length], "mark");
  }

  function tick(note, done) {
    note.classList.toggle("ticked", done);
    lines.get(note.id).classList.toggle("ticked", done);
    note.querySelector(".done input").checked = done;
  }

  const actions = {
    previous: () => step(-1),
    next: () => step(1),
    print: () => print(),
    theme: () => {
      const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
      root.dataset.theme = dark ? "light" : "dark";
      keep("zflint-theme", root.dataset.theme);
    },
    only: (box) => { root.classList.toggle("only", box.checked); place(); },
    reset: () => { for (const some of Object.values(wanted)) some.clear(); filter(); },
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("button, [data-do]");
    if (button?.dataset.do) return actions[button.dataset.do](button);
    for (const kind of Object.keys(wanted)) {
      const value = button?.dataset[kind];
      if (value === undefined) continue;
      wanted[kind].delete(value) || wanted[kind].add(value);
      return filter();
    }
    const badge = event.target.closest("a.n");
    const mark = event.target.closest("mark:not(.off)");
    const note = event.target.closest(".note");
    if (!badge && !mark && !note) {
      if (now && !event.target.closest("button, aside")) choose(null);
    } else if (!event.target.closest("a:not(.n), summary, .done")) {
      const id = badge && mark ? badge.hash.slice(1) : note ? note.id : mark.dataset.of.split(" ").find((one) => !byId.get(one).hidden);
      if (badge) event.preventDefault();
      choose(byId.get(id), badge && note ? "mark" : note ? "" : wide.matches ? "" : "note");
    }
  });
  document.addEventListener("change", (event) => {
    const note = event.target.closest(".note");
    if (!note) return;
    tick(note, event.target.checked);
    keep("zflint-" + note.dataset.key, event.target.checked ? "1" : "");
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input:not([type=checkbox])")) return;
    if (event.key === "j") step(1);
    if (event.key === "k") step(-1);
    if (event.key === "Escape" && now) choose(null);
  });
  document.addEventListener("toggle", () => place(), true);
  addEventListener("resize", () => place());
  addEventListener("load", () => place());

  if (kept("zflint-theme")) root.dataset.theme = kept("zflint-theme");
  for (const note of notes) if (kept("zflint-" + note.dataset.key)) tick(note, true);
  const filters = document.querySelector(".filters");
  const narrow = matchMedia("(max-width: 860px)");
  if (filters && narrow.matches) filters.open = false;
  narrow.addEventListener("change", () => { if (filters) filters.open = !narrow.matches; });
  addEventListener("beforeprint", () => { if (now) choose(null); });
  for (const article of all("article")) watch.observe(article);
  if (notes.length) filter();
})();
