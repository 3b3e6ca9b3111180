// The room's clock: shows it, moves it forward.

import { act } from "./link.js";
import { dateOf, hourOf, momentOf, zoneWords } from "./hours.js";
import { saying } from "./notices.js";
import { room, roomNow } from "./state.js";

const byId = (id) => document.getElementById(id);

export function drawClock() {
  const now = roomNow();
  set(byId("clock-time"), hourOf(now / 1000));
  set(byId("clock-date"), `${dateOf(now / 1000)} · ${zoneWords()}`);
  byId("clock-time").dateTime = now.toISOString();
  offer(byId("to-deadline"), room.deadline, "Nothing is due");
  offer(byId("to-cycle"), room.nextCycle, "No cycle is set yet");
}

function offer(button, instant, otherwise) {
  button.disabled = !instant;
  button.title = instant ? momentOf(instant) : otherwise;
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function wireClock() {
  for (const button of document.querySelectorAll(".clock-moves [data-seconds]")) {
    button.addEventListener("click", () => saying(() => act("clock", { seconds: Number(button.dataset.seconds) })));
  }
  byId("to-deadline").addEventListener("click", () => saying(() => act("clock", { to: "next_deadline" })));
  byId("to-cycle").addEventListener("click", () => saying(() => act("clock", { to: "next_cycle" })));
  setInterval(drawClock, 1000);
}
