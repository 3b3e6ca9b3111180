// Brings the page to life: reads the room, follows its changes, and draws what changed.

import { act, ask, follow, roomKey } from "./link.js";
import { ChatPane } from "./chat_pane.js";
import { drawClock, wireClock } from "./clock.js";
import { drawGuide, drawPanel, wireGuide } from "./panel.js";
import { wireKept } from "./kept.js";
import { drawPlay, wirePlay } from "./play.js";
import { drawMenu, wireMenu } from "./room_menu.js";
import { drawSeats, wireSeats } from "./seats.js";
import { saying, showAlert, toast } from "./notices.js";
import { wireTableForm } from "./table_form.js";
import { groupOf, room, takeChange, takeSeat, takeWhole, unread } from "./state.js";

const byId = (id) => document.getElementById(id);
const group = new ChatPane(byId("group"), "group", { onPrivate: () => showTab("private"), onSeat: choose });
const privately = new ChatPane(byId("private"), "private", { onPrivate: () => {}, onSeat: choose });

function draw() {
  const person = room.people.get(room.seat);
  const chat = groupOf(room.seat) ?? [...room.chats.values()].findLast((one) => one.type !== "private" && !one.migrated_to);
  group.title.textContent = chat?.title ?? "No group yet";
  group.subtitle.textContent = chat ? describe(chat, person) : "Start with a fresh or an example table.";
  privately.title.textContent = person?.name ?? "Private chat";
  privately.subtitle.textContent = person ? `Only ${person.name} sees this` : "";
  group.show(chat ?? null, room.seat);
  const own = person ? room.chats.get(person.id) ?? { id: person.id, type: "private", members: [person.id] } : null;
  privately.show(own, room.seat);
  drawBlock(person);
  drawSeats(choose);
  drawClock();
  drawPanel();
  drawPlay();
  drawTabs();
  document.body.dataset.seq = room.seq;
}

function describe(chat, person) {
  const people = chat.members.filter((id) => !room.people.get(id)?.bot).length;
  const bot = chat.bot_here ? "" : " · the bot is not here";
  const who = person && chat.members.includes(person.id) ? ` · you speak as ${person.name}` : "";
  if (people === 1) return `One person${bot}${who}`;
  return `All ${people} see this${bot}${who}`;
}

function drawBlock(person) {
  privately.corner.replaceChildren();
  if (!person?.started || person.blocked) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "quiet-act";
  button.textContent = "Block the bot";
  button.addEventListener("click", () => saying(() => act("block", { seat: person.id, blocked: true })));
  privately.corner.append(button);
}

function choose(seat) {
  takeSeat(seat);
  byId("toasts").replaceChildren();
  draw();
}

function showTab(name) {
  document.body.dataset.tab = name;
  draw();
}

function drawTabs() {
  for (const tab of document.querySelectorAll(".tabs button")) {
    const current = tab.dataset.tab === document.body.dataset.tab;
    tab.setAttribute("aria-current", current ? "page" : "false");
    const waiting = { group: group.chat && unread(group.chat.id), private: room.seat && unread(room.seat) }[tab.dataset.tab];
    tab.dataset.unread = waiting || "";
  }
}

function takeAnswers(answers) {
  for (const answer of answers) {
    if (!answer.answered) continue;
    group.answered(answer.id);
    privately.answered(answer.id);
    if (answer.seat !== room.seat || !answer.text) continue;
    if (answer.alert) showAlert(answer.text);
    else toast(answer.text);
  }
}

async function readWhole() {
  takeWhole(await ask("state"));
  drawGuide();
  draw();
}

function showConnection(connected) {
  byId("connection").hidden = connected;
  byId("connection").textContent = connected ? "" : "The room does not answer. Trying again …";
}

function wireTop() {
  for (const tab of document.querySelectorAll(".tabs button")) {
    tab.addEventListener("click", () => showTab(tab.dataset.tab));
  }
}

async function open() {
  wireTop();
  wireClock();
  wireGuide();
  wireMenu();
  wireKept();
  wirePlay();
  wireTableForm();
  wireSeats(choose, () => group.chat, roomKey);
  try {
    await readWhole();
  } catch (error) {
    showAlert(error.message);
    return;
  }
  drawMenu();
  document.body.dataset.ready = "yes";
  await follow(() => room, {
    onChange: (change) => {
      takeChange(change);
      takeAnswers(change.answers);
      draw();
    },
    onReset: readWhole,
    onConnection: showConnection,
  });
}

window.addEventListener("resize", () => draw());
open();
