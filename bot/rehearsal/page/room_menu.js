// The menu of the whole room: what it holds, and what it can begin again with.

import { act } from "./link.js";
import { confirmed, saying } from "./notices.js";
import { room } from "./state.js";

const menu = document.getElementById("room-menu");
const FORGOTTEN = "Everything said in this room is forgotten, and the clock shows the real time again.";

export function drawMenu() {
  for (const button of menu.querySelectorAll(".restart")) button.hidden = !room.canRestart;
  for (const button of menu.querySelectorAll("[data-doing]")) button.hidden = !room.doings.includes(button.dataset.doing);
  menu.hidden = [...menu.querySelectorAll("button")].every((button) => button.hidden);
}

export function wireMenu() {
  menu.addEventListener("click", (event) => {
    if (event.target.closest(".menu-list button")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    menu.open = false;
    menu.querySelector("summary").focus();
  });
  menu.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
  });
  document.addEventListener("pointerdown", (event) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
  for (const button of menu.querySelectorAll(".restart")) {
    button.addEventListener("click", () => startOver(button.textContent.toLowerCase(), button.dataset.kind));
  }
}

async function startOver(name, kind) {
  const article = kind === "empty" ? "an" : "the";
  if (await confirmed(`Start over with ${article} ${name}?`, FORGOTTEN)) await saying(() => act("restart", { kind }));
}
