// One chat: its head, its messages, the place to write.

import { act } from "./link.js";
import { Composer } from "./composer.js";
import { bubble, dayLine, dayOf } from "./bubble.js";
import { make } from "./dom.js";
import { chosenSeat, saying, toast } from "./notices.js";
import { markRead, messagesOf, room, seats } from "./state.js";

const SHOWN_AT_FIRST = 150;
const PRESS_WAIT_MS = 15000;

export class ChatPane {
  constructor(root, name, { onPrivate, onSeat }) {
    this.root = root;
    this.name = name;
    this.onPrivate = onPrivate;
    this.onSeat = onSeat;
    this.chat = null;
    this.seat = null;
    this.shown = SHOWN_AT_FIRST;
    this.drawn = new Map();
    this.waiting = new Map();
    this.title = make("h2", { id: `${name}-title` });
    this.subtitle = make("p", { class: "subtitle" });
    this.corner = make("div", { class: "corner" });
    this.list = make("ol", { class: "messages" });
    this.scroll = make("div", { class: "scroll", role: "log", "aria-labelledby": `${name}-title`, tabindex: "0" }, this.list);
    this.typing = make("p", { class: "typing", hidden: true },
      make("span", { class: "dots", "aria-hidden": "true" }, make("i"), make("i"), make("i")), "Tablekeeper is writing");
    this.atEnd = true;
    this.lastTop = 0;
    this.scroll.addEventListener("scroll", () => this.onScroll());
    const settle = new ResizeObserver(() => { if (this.atEnd) this.toEnd(); });
    settle.observe(this.list);
    settle.observe(this.scroll);
    this.composer = new Composer(name, this);
    root.append(
      make("header", { class: "pane-head" }, make("div", {}, this.title, this.subtitle), this.corner),
      this.scroll, this.typing, this.composer.root);
    this.acts = {
      send: (text) => this.send({ text }),
      follow: (url) => this.follow(url),
      reply: (message) => this.composer.replyTo(message),
      edit: (message) => this.composer.editing(message),
      press: (message, row, column, button) => this.press(message, row, column, button),
    };
  }

  get visible() {
    return this.root.offsetParent !== null;
  }

  show(chat, seat) {
    if (chat?.id !== this.chat?.id || seat !== this.seat) {
      this.drawn.clear();
      this.list.replaceChildren();
      this.shown = SHOWN_AT_FIRST;
      this.atEnd = true;
      this.composer.reset();
    }
    this.chat = chat;
    this.seat = seat;
    this.draw();
    this.composer.update();
    this.showTyping();
    if (this.visible && chat) markRead(chat.id);
  }

  draw() {
    const all = messagesOf(this.chat);
    const messages = all.slice(-this.shown);
    const nodes = [];
    if (all.length > messages.length) nodes.push(this.earlier());
    const kept = new Map();
    let before = null;
    for (const message of messages) {
      const newDay = !before || dayOf(before) !== dayOf(message);
      if (newDay) nodes.push(this.keep(kept, `day-${message.chat}-${message.id}`, String(room.zone), () => dayLine(message)));
      const first = newDay || before.from !== message.from || Boolean(before.service) || message.at - before.at > 600;
      const replied = message.reply_to ? room.messages.get(message.chat)?.get(message.reply_to) : null;
      nodes.push(this.keep(kept, `${message.chat}-${message.id}`, `${message.seq}-${first}-${replied?.seq}-${room.zone}`,
        () => bubble(message, { first, seat: this.seat, replied, acts: this.acts })));
      before = message;
    }
    if (!nodes.length) nodes.push(this.keep(kept, "empty", String(this.seat), () => this.empty()));
    this.drawn = kept;
    place(this.list, nodes);
    if (this.atEnd) this.toEnd();
  }

  // Only a person scrolling up leaves the end; a message that comes in meanwhile does not.
  onScroll() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroll;
    if (scrollHeight - scrollTop - clientHeight < 60) this.atEnd = true;
    else if (scrollTop < this.lastTop) this.atEnd = false;
    this.lastTop = scrollTop;
  }

  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
  }

  // An unchanged message keeps its element, so that focus and scrolling stay where they are.
  keep(kept, key, version, build) {
    const old = this.drawn.get(key);
    const entry = old && old.version === version ? old : { version, node: build() };
    if (old && old !== entry && old.node.contains(document.activeElement)) {
      const buttons = [...old.node.querySelectorAll("button, a")];
      const index = buttons.indexOf(document.activeElement);
      queueMicrotask(() => ([...entry.node.querySelectorAll("button, a")][index] ?? this.composer.text).focus());
    }
    kept.set(key, entry);
    return entry.node;
  }

  empty() {
    const name = room.people.get(this.seat)?.name ?? "this person";
    const words = this.name === "private"
      ? `Nothing here yet. Press Start, and Tablekeeper may write to ${name}. Nobody else sees this chat.`
      : "Nothing has been said here yet.";
    return make("li", { class: "empty" }, words);
  }

  earlier() {
    return make("li", { class: "earlier" }, make("button", {
      type: "button",
      onclick: () => {
        const height = this.scroll.scrollHeight;
        this.shown += SHOWN_AT_FIRST;
        this.atEnd = false;
        this.draw();
        this.scroll.scrollTop += this.scroll.scrollHeight - height;
      },
    }, "Show earlier messages"));
  }

  showTyping() {
    const until = room.typing.get(this.chat?.id) ?? 0;
    this.typing.hidden = until < Date.now();
    clearTimeout(this.typingTimer);
    if (!this.typing.hidden) this.typingTimer = setTimeout(() => this.showTyping(), until - Date.now() + 50);
  }

  place() {
    return { seat: this.seat, chat: this.chat.id };
  }

  send(body) {
    this.atEnd = true;
    return saying(() => act("say", { ...this.place(), ...body }));
  }

  sendKind(kind) {
    this.atEnd = true;
    return saying(() => act("kind", { ...this.place(), kind }));
  }

  edit(message, text) {
    return saying(() => act("edit", { ...this.place(), chat: message.chat, message: message.id, text }));
  }

  async follow(url) {
    const seat = await chosenSeat(seats());
    if (!seat) return;
    const result = await saying(() => act("follow", { seat, chat: seat, url }));
    if (result) this.onSeat(seat);
    this.went(result);
  }

  async press(message, row, column, button) {
    button.classList.add("waiting");
    button.setAttribute("aria-busy", "true");
    const result = await saying(() => act("press",
      { ...this.place(), chat: message.chat, message: message.id, row, column }));
    if (result?.query) this.waitForAnswer(result.query, button);
    else rest(button);
    this.went(result);
  }

  went(result) {
    if (result?.private) this.onPrivate();
  }

  waitForAnswer(query, button) {
    const timer = setTimeout(() => this.answered(query), PRESS_WAIT_MS);
    this.waiting.set(query, { button, timer });
  }

  answered(query) {
    const { button, timer } = this.waiting.get(query) ?? {};
    clearTimeout(timer);
    if (button) rest(button);
    this.waiting.delete(query);
  }

  async command(text) {
    await this.send({ text });
  }

  note(text) {
    toast(text);
  }
}

function rest(button) {
  button.classList.remove("waiting");
  button.removeAttribute("aria-busy");
}

// Puts exactly these nodes into the list and touches only what differs.
function place(list, nodes) {
  const wanted = new Set(nodes);
  for (const node of [...list.children]) if (!wanted.has(node)) node.remove();
  nodes.forEach((node, index) => {
    if (list.children[index] !== node) list.insertBefore(node, list.children[index] ?? null);
  });
}
