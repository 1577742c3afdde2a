// A screen of a meeting: asks for the meeting's number once a second, fetches the board when it moved, says when the
// connection is lost, and guards what was typed. Nothing is kept in the browser. Without this file pages are reloaded.
(function () {
  "use strict";
  if (window.betangMeeting) return;
  window.betangMeeting = true;
  const EVERY = 1000, PATIENCE = 4000;
  let asking = false, fetching = false, dirty = false, lost = false;

  const at = (selector) => document.querySelector(selector);
  const note = () => at("#connection");

  function say(what) {
    const box = note();
    lost = what !== "" && what !== "refused";
    if (!box) return;
    const words = what ? box.dataset[what] : "";
    if (box.textContent !== words) box.textContent = words;
    box.hidden = !what;
  }

  async function ask() {
    const box = note(), board = at("#board");
    if (asking || document.hidden || !box || !box.dataset.pulse) return;
    asking = true;
    try {
      const answer = await fetch(box.dataset.pulse, { redirect: "manual", cache: "no-store", signal: AbortSignal.timeout(PATIENCE) });
      if (answer.type === "opaqueredirect" || answer.status === 404) say("ended");
      else if (!answer.ok) say("lost");
      else {
        const number = Number(await answer.text());
        say("");
        if (board && !fetching && number > Number(board.dataset.version)) {
          fetching = true;
          htmx.trigger("#fetch", "moved");
        }
      }
    } catch {
      say("lost");
    } finally {
      asking = false;
    }
  }

  const guarded = (event) => event.target.closest && event.target.closest("form[data-guard]");
  document.addEventListener("input", (event) => { if (guarded(event)) dirty = true; });
  window.addEventListener("beforeunload", (event) => { if (dirty && at("form[data-guard]")) event.preventDefault(); });
  document.addEventListener("visibilitychange", ask);
  window.addEventListener("offline", () => say("lost"));
  window.addEventListener("online", () => { const box = note(); if (box && !box.dataset.pulse) say(""); ask(); });

  document.addEventListener("submit", (event) => {
    if (!lost || event.target.id !== "deeds") return; // a click now would end at the browser's own error page
    event.preventDefault();
    say("unsaved");
  });
  document.addEventListener("htmx:beforeRequest", (event) => {
    const box = note();
    const leaving = event.target.matches && event.target.matches("a") && dirty && at("form[data-guard]");
    if (leaving && box && !window.confirm(box.dataset.leave)) event.preventDefault();
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    const source = event.detail.requestConfig && event.detail.requestConfig.elt;
    const status = event.detail.xhr.status;
    if (!note() || status < 400) return;
    event.detail.shouldSwap = false; // a board, or a form with what was typed, is never replaced by an error page
    say(source && source.matches("form") ? "refused" : "lost");
  });
  document.addEventListener("htmx:sendError", (event) => {
    const source = event.detail.requestConfig && event.detail.requestConfig.elt;
    say(source && source.matches("form") ? "unsaved" : "lost");
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target.id !== "main") return;
    dirty = at(".theirs, form[data-guard] .fault") !== null;
    fetching = false; // a board that was on its way to the page before this one
  });
  document.addEventListener("htmx:afterRequest", (event) => {
    const source = event.detail.requestConfig && event.detail.requestConfig.elt; // the target is another once it is gone
    if (source && source.id === "fetch") fetching = false;
  });
  window.setInterval(ask, EVERY);
})();
