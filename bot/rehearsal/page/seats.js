// The people at the table: who one is, what they sit there for, what waits for them.

import { act } from "./link.js";
import { avatar, make } from "./dom.js";
import { saying } from "./notices.js";
import { room, seats, unread } from "./state.js";

const byId = (id) => document.getElementById(id);
let drawn = "";

export function drawSeats(choose) {
  const rows = seats().map((person) => ({ ...person, waiting: person.id === room.seat ? 0 : unread(person.id) }));
  const written = JSON.stringify([rows, room.seat]);
  if (written === drawn) return;
  drawn = written;
  const focused = document.activeElement?.dataset?.seat;
  byId("seat-list").replaceChildren(...rows.map((person) => make("li", {}, seatOf(person, choose))));
  if (focused) byId("seat-list").querySelector(`[data-seat="${focused}"]`)?.focus();
}

function seatOf(person, choose) {
  const here = person.id === room.seat;
  const note = person.blocked ? "has blocked the bot" : person.label || (person.started ? "" : "not started yet");
  return make("button", {
    type: "button", class: "seat", "data-seat": person.id, "aria-pressed": here, onclick: () => choose(person.id),
  },
  avatar(person.name, person.id),
  make("span", { class: "seat-words" }, make("strong", {}, person.name), note ? make("small", {}, note) : null),
  person.waiting ? make("span", { class: "badge" }, String(person.waiting), make("span", { class: "unseen" }, " unread")) : null);
}

export function wireSeats(choose, group, key) {
  byId("add-person").addEventListener("submit", async (event) => {
    event.preventDefault();
    const name = byId("person-name").value.trim();
    if (!name) return;
    const added = await saying(() => act("person", { name, chat: group()?.id }));
    if (added) byId("person-name").value = "";
  });
  byId("second-window").addEventListener("click", (event) => {
    const address = new URL("/", location.href);
    if (key) address.searchParams.set("key", key);
    if (room.seat) address.searchParams.set("seat", room.seat);
    event.currentTarget.href = address;
  });
  byId("second-window").href = "/";
  void choose;
}
