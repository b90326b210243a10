// Keeps the page up to date. Without this script the page works too: reload it.
"use strict";
(() => {
  const main = document.getElementById("main");
  const said = document.getElementById("live");
  // buttons that need a script are hidden until there is one
  const prepare = () => {
    main.querySelectorAll("button[data-select]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        const boxes = [...button.form.querySelectorAll("input[name=id]")];
        const isWhole = boxes.every((box) => box.checked);
        boxes.forEach((box) => { box.checked = !isWhole; });
      });
    });
    if (!navigator.clipboard) return;
    main.querySelectorAll("button[data-copy]").forEach((button) => {
      button.hidden = false;
      button.addEventListener("click", () => {
        navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
          .then(() => { button.textContent = "Copied"; }, () => { button.textContent = "Not copied: select the text instead"; });
      });
    });
  };
  if (!main) return;
  let due = false;
  // do not replace an element while it is pressed, or the click is lost
  let pressed = false;
  const isTicked = (box) => box.checked !== box.defaultChecked;
  // what was typed or chosen and not sent, to be put into the fresh page
  const keyOfField = (field) => (field.form ? field.form.getAttribute("action") : "") + " " + field.name;
  const fields = () => [...main.querySelectorAll("input[type=text], textarea, select")];
  const wasChanged = (field) => field.options ? [...field.options].some((option) => option.selected && !option.defaultSelected && option.index > 0)
    : field.value !== field.defaultValue;
  const isBusy = () => {
    const at = document.activeElement;
    return document.hidden || pressed || (at && main.contains(at) && /^(INPUT|TEXTAREA|SELECT|BUTTON)$/.test(at.tagName))
      || [...main.querySelectorAll("input[type=checkbox]")].some(isTicked);
  };
  // what is the same on the fresh page: a link, a named element, a folded part
  const keyOf = (element) => element.tagName === "SUMMARY" ? "summary " + (element.parentElement.dataset.key || element.textContent)
    : element.getAttribute("href") || element.id;
  // a page that waits for something to be done
  let timer;
  const follow = () => {
    clearTimeout(timer);
    if (main.dataset.reload) timer = setTimeout(refresh, 1000 * main.dataset.reload);
  };
  const refresh = () => {
    if (isBusy()) { due = true; follow(); return; }
    due = false;
    const request = new XMLHttpRequest();
    request.open("GET", location.href);
    request.responseType = "document";
    request.onload = () => {
      const fresh = request.response && request.response.getElementById("main");
      if (!fresh || request.status >= 400) { said.textContent = "not up to date: reload the page"; follow(); return; }
      if (isBusy()) { due = true; follow(); return; }
      const at = document.activeElement;
      const key = at && main.contains(at) ? keyOf(at) : null;
      const summaries = () => [...main.querySelectorAll("summary")];
      const open = new Map(summaries().map((summary) => [keyOf(summary), summary.parentElement.open]));
      const typed = new Map(fields().filter(wasChanged).map((field) => [keyOfField(field), field.value]));
      main.replaceChildren(...[...fresh.childNodes].map((node) => document.importNode(node, true)));
      if (fresh.dataset.reload) main.dataset.reload = fresh.dataset.reload; else delete main.dataset.reload;
      fields().forEach((field) => { if (typed.has(keyOfField(field))) field.value = typed.get(keyOfField(field)); });
      prepare();
      follow();
      summaries().forEach((summary) => { if (open.has(keyOf(summary))) summary.parentElement.open = open.get(keyOf(summary)); });
      if (key) {
        const same = [...main.querySelectorAll("a[href], summary, [id]")].find((element) => keyOf(element) === key);
        if (same) same.focus({ preventScroll: true });
      }
      said.textContent = "live, changed at " + new Date().toLocaleTimeString();
    };
    request.onerror = () => { said.textContent = "not up to date: the server does not answer"; follow(); };
    request.send();
  };
  prepare();
  follow();
  if (!main.dataset.live || !window.EventSource) return;
  const source = new EventSource("/events");
  source.onopen = () => { said.textContent = "live"; };
  source.onerror = () => { said.textContent = "not live: trying to connect again"; };
  source.addEventListener("changed", refresh);
  document.addEventListener("visibilitychange", () => { if (due && !document.hidden) refresh(); });
  document.addEventListener("pointerdown", () => { pressed = true; });
  ["pointerup", "pointercancel"].forEach((end) => document.addEventListener(end, () => {
    pressed = false;
    if (due) setTimeout(refresh, 200);
  }));
  main.addEventListener("focusout", () => { if (due) setTimeout(refresh, 200); });
})();
