// What to do first, and where the table stands.

import { make } from "./dom.js";
import { hourOf } from "./hours.js";
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
const moved = new Map();

export function drawPanel() {
  const rows = room.panel ?? [];
  byId("panel").hidden = !rows.length;
  const written = JSON.stringify([rows, room.zone]);
  if (written === drawn) return;
  drawn = written;
  const opened = new Set([...byId("panel-rows").querySelectorAll("details[open]")].map((one) => one.dataset.key));
  const focused = document.activeElement?.closest?.("#panel-rows details")?.dataset.key;
  byId("panel-rows").replaceChildren(...rows.map((row) => machine(row, opened)));
  if (focused) byId("panel-rows").querySelector(`[data-key="${CSS.escape(focused)}"] summary`)?.focus();
}

function machine(row, opened) {
  const at = row.last?.at;
  const fresh = moved.has(row.title) && moved.get(row.title) !== at;
  moved.set(row.title, at);
  return make("article", { class: `machine${fresh ? " moved" : ""}` },
    make("h3", {}, row.title),
    make("p", { class: "where" }, String(row.value ?? "")),
    row.detail ? make("p", { class: "note" }, String(row.detail)) : null,
    row.last ? make("p", { class: "note" }, lastOf(row.last)) : null,
    ...(row.ways ?? []).map((way) => wayOn(way, `${row.title} ${way.words} ${way.target}`, opened)));
}

// What moved it last, by whom, and why; or why it did not move.
function lastOf(last) {
  const who = last.by ? ` (${last.by})` : " (by itself)";
  const how = last.granted
    ? last.source === last.target ? "" : `: from “${last.source}” to “${last.target}”`
    : ": not yet";
  const why = last.reasons.length ? `, because ${last.reasons.map(lower).join("; ")}` : "";
  return `${hourOf(last.at)} · ${upper(last.words)}${who}${how}${last.granted ? why : whyNot(last.reasons)}`;
}

function whyNot(reasons) {
  return reasons.length ? `. It needs: ${reasons.map(lower).join("; ")}` : "";
}

function wayOn(way, key, opened) {
  const held = way.conditions.filter((condition) => condition.holds).length;
  const short = way.open ? "ready" : `${held} of ${way.conditions.length}`;
  return make("details", { class: "way", "data-key": key, open: opened.has(key) },
    make("summary", {}, make("span", {}, upper(way.words)), make("span", { class: way.open ? "short ready" : "short" }, short)),
    make("p", { class: "note" }, `Leads to: ${way.target}`),
    make("ul", {}, ...way.conditions.map((condition) => make("li", { class: condition.holds ? "holds" : "lacks" },
      make("span", { class: "unseen" }, condition.holds ? "Is so: " : "Not yet: "), condition.words))));
}

const upper = (words) => words.charAt(0).toUpperCase() + words.slice(1);
const lower = (words) => words.charAt(0).toLowerCase() + words.slice(1).replace(/\.$/, "");
