// The room's clock: shows it, moves it forward.

import { act } from "./link.js";
import { saying } from "./notices.js";
import { room, roomNow } from "./state.js";

const TIME = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const DATE = new Intl.DateTimeFormat(undefined, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
const SOON = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" });
const byId = (id) => document.getElementById(id);

export function drawClock() {
  const now = roomNow();
  set(byId("clock-time"), TIME.format(now));
  set(byId("clock-date"), DATE.format(now));
  byId("clock-time").dateTime = now.toISOString();
  const button = byId("to-deadline");
  button.disabled = !room.deadline;
  button.title = room.deadline ? SOON.format(new Date(room.deadline * 1000)) : "Nothing is due";
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function wireClock() {
  for (const button of document.querySelectorAll(".clock-moves [data-seconds]")) {
    button.addEventListener("click", () => saying(() => act("clock", { seconds: Number(button.dataset.seconds) })));
  }
  byId("to-deadline").addEventListener("click", () => saying(() => act("clock", { to: "next_deadline" })));
  setInterval(drawClock, 1000);
}
