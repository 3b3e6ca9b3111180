// What to do first, and where the table stands.

import { make } from "./dom.js";
import { room } from "./state.js";

const CLOSED = "rehearsal-guide-closed";
const byId = (id) => document.getElementById(id);

export function drawGuide() {
  const steps = room.guide.steps ?? [];
  if (room.guide.title) byId("guide-title").textContent = room.guide.title;
  byId("guide-steps").replaceChildren(...steps.map((step) => make("li", {}, make("span", {}, step))));
  byId("guide-toggle").hidden = !steps.length;
  showGuide(steps.length > 0 && !sessionStorage.getItem(CLOSED));
}

function showGuide(shown) {
  byId("guide").hidden = !shown;
  byId("guide-toggle").setAttribute("aria-expanded", shown);
}

export function wireGuide() {
  byId("guide-toggle").addEventListener("click", () => {
    const shown = byId("guide").hidden;
    if (shown) sessionStorage.removeItem(CLOSED);
    showGuide(shown);
  });
  byId("guide-close").addEventListener("click", () => {
    sessionStorage.setItem(CLOSED, "yes");
    showGuide(false);
    byId("guide-toggle").focus();
  });
}

let drawn = "";

export function drawPanel() {
  const rows = room.panel ?? [];
  byId("panel").hidden = !rows.length;
  const written = JSON.stringify(rows);
  if (written === drawn) return;
  drawn = written;
  byId("panel-rows").replaceChildren(...rows.map((row) => make("div", {},
    make("dt", {}, row.title),
    make("dd", {}, make("strong", {}, String(row.value ?? "")),
      row.detail ? make("span", {}, String(row.detail)) : null))));
}
