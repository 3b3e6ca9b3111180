// What this window knows of the room, and who sits in front of it.

const READ = "rehearsal-read";

export const room = {
  seq: 0,
  epoch: 0,
  clockAhead: 0,
  frozenAt: null,
  deadline: null,
  nextCycle: null,
  zone: null,
  bot: null,
  seat: null,
  people: new Map(),
  chats: new Map(),
  messages: new Map(),
  panel: [],
  guide: {},
  canRestart: false,
  doings: [],
  play: null,
  typing: new Map(),
  read: JSON.parse(sessionStorage.getItem(READ) ?? "{}"),
};

export function takeWhole(whole) {
  room.people.clear();
  room.chats.clear();
  room.messages.clear();
  room.typing.clear();
  room.bot = whole.bot;
  room.guide = whole.guide;
  room.canRestart = whole.can_restart;
  room.doings = whole.doings;
  if (room.epoch && room.epoch !== whole.epoch) room.read = {};
  takeChange(whole);
}

export function takeChange(change) {
  room.seq = change.seq;
  room.epoch = change.epoch;
  room.clockAhead = change.now * 1000 - Date.now();
  room.frozenAt = change.frozen ? change.now * 1000 : null;
  room.deadline = change.deadline;
  room.nextCycle = change.next_cycle;
  room.zone = change.zone;
  room.panel = change.panel;
  room.play = change.play;
  for (const person of change.people) room.people.set(person.id, person);
  for (const chat of change.chats) room.chats.set(chat.id, chat);
  for (const message of change.messages) takeMessage(message);
  for (const chat of change.typing) room.typing.set(chat, Date.now() + 5000);
  keepSeat();
}

function takeMessage(message) {
  if (!room.messages.has(message.chat)) room.messages.set(message.chat, new Map());
  const rows = room.messages.get(message.chat);
  if (message.deleted) {
    rows.delete(message.id);
    return;
  }
  rows.set(message.id, message);
  if (message.from === room.bot?.id) room.typing.delete(message.chat);
}

export function roomNow() {
  return new Date(room.frozenAt ?? Date.now() + room.clockAhead);
}

export function seats() {
  return [...room.people.values()].filter((person) => !person.bot);
}

function keepSeat() {
  const asked = Number(new URLSearchParams(location.search).get("seat"));
  if (room.people.has(room.seat)) return;
  room.seat = room.people.has(asked) ? asked : seats()[0]?.id ?? null;
}

export function takeSeat(id) {
  room.seat = id;
  const address = new URL(location.href);
  address.searchParams.set("seat", id);
  history.replaceState(null, "", address);
}

// The group the seat is in: the newest that has not become another one.
export function groupOf(seat) {
  const groups = [...room.chats.values()].filter(
    (chat) => chat.type !== "private" && !chat.migrated_to && chat.members.includes(seat));
  return groups.at(-1) ?? null;
}

// All messages of a chat in order; a supergroup shows what was said before it became one.
export function messagesOf(chat) {
  if (!chat) return [];
  const before = chat.migrated_from ? messagesOf(room.chats.get(chat.migrated_from)) : [];
  return [...before, ...(room.messages.get(chat.id)?.values() ?? [])];
}

export function markRead(chatId) {
  const rows = room.messages.get(chatId);
  if (!rows?.size) return;
  const newest = Math.max(...rows.keys());
  if (room.read[chatId] === newest) return;
  room.read[chatId] = newest;
  sessionStorage.setItem(READ, JSON.stringify(room.read));
}

export function unread(chatId) {
  let count = 0;
  for (const message of room.messages.get(chatId)?.values() ?? []) {
    if (message.from === room.bot.id && message.id > (room.read[chatId] ?? 0)) count += 1;
  }
  return count;
}
