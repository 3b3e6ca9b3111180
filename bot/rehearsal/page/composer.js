// The place to write: text, reply and edit, reply keyboards, command suggestions, and odd things to send.

import { act, ask } from "./link.js";
import { make } from "./dom.js";
import { saying } from "./notices.js";
import { messagesOf, room } from "./state.js";

const KINDS = [
  ["sticker", "Sticker"], ["voice", "Voice message"], ["photo", "Photo"], ["video_note", "Video message"],
  ["document", "Document"], ["poll", "Poll"], ["contact", "Contact"], ["location", "Location"],
  ["forward", "Forwarded message"],
];

export class Composer {
  constructor(name, pane) {
    this.name = name;
    this.pane = pane;
    this.target = null;
    this.edited = null;
    this.commands = [];
    this.chosen = -1;
    this.usedKeyboard = null;
    this.build();
  }

  build() {
    this.text = make("textarea", {
      id: `${this.name}-text`, rows: "1", "aria-autocomplete": "list", "aria-controls": `${this.name}-commands`,
      enterkeyhint: "send", autocomplete: "off",
    });
    this.label = make("label", { class: "unseen", for: `${this.name}-text` });
    this.about = make("p", { class: "about", hidden: true });
    this.menu = make("ul", { class: "commands", id: `${this.name}-commands`, role: "listbox", "aria-label": "Commands", hidden: true });
    this.keys = make("div", { class: "reply-keys", role: "group", "aria-label": "Suggested answers", hidden: true });
    this.odd = this.oddMenu();
    this.form = make("form", { class: "write" }, this.odd, this.label, this.text,
      make("button", { type: "submit", class: "send", "aria-label": "Send" }, "↑"));
    this.gate = make("div", { class: "gate", hidden: true });
    this.root = make("footer", { class: "composer" }, this.about, this.menu, this.form, this.keys, this.gate);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.text.addEventListener("keydown", (event) => this.onKey(event));
    this.text.addEventListener("input", () => this.onInput());
    this.text.addEventListener("blur", () => setTimeout(() => this.closeMenu(), 150));
  }

  oddMenu() {
    const list = make("div", { class: "odd-list" });
    const details = make("details", { class: "odd" },
      make("summary", { "aria-label": "Send something else" }, "+"), list);
    for (const [kind, label] of KINDS) {
      list.append(make("button", { type: "button", onclick: () => this.sendOdd(details, () => this.pane.sendKind(kind)) }, label));
    }
    if (this.name === "group") {
      list.append(make("button", {
        type: "button",
        onclick: () => this.sendOdd(details, () => {
          const text = this.text.value.trim() || "As the group";
          this.clear();
          return this.pane.send({ text, anonymous: true });
        }),
      }, "As anonymous admin"));
    }
    details.addEventListener("keydown", (event) => {
      if (event.key === "Escape") {
        details.open = false;
        details.querySelector("summary").focus();
      }
    });
    details.addEventListener("focusout", (event) => {
      if (event.relatedTarget && !details.contains(event.relatedTarget)) details.open = false;
    });
    return details;
  }

  sendOdd(details, work) {
    details.open = false;
    this.text.focus();
    return work();
  }

  reset() {
    this.target = this.edited = this.usedKeyboard = null;
    this.forcedBy = null;
    this.clear();
  }

  clear() {
    this.text.value = "";
    this.target = this.edited = null;
    this.closeMenu();
    this.fit();
    this.showAbout();
  }

  update() {
    const { chat, seat } = this.pane;
    const person = room.people.get(seat);
    const isPrivate = this.name === "private";
    const closed = !chat || !person || (isPrivate && (!person.started || person.blocked));
    this.form.hidden = closed;
    this.gate.hidden = !closed;
    if (closed) this.showGate(person, isPrivate);
    this.label.textContent = isPrivate ? `Write to Tablekeeper as ${person?.name}` : `Write in the group as ${person?.name}`;
    this.takeMarkup(messagesOf(chat));
    if (!this.placeholder) this.text.placeholder = isPrivate ? "Message" : `Message as ${person?.name ?? ""}`;
    if (closed) this.keys.hidden = true;
  }

  showGate(person, isPrivate) {
    this.gate.replaceChildren();
    if (!person) return;
    if (!isPrivate) {
      this.gate.append(make("p", {}, `${person.name} is not in this group.`));
      return;
    }
    this.gate.append(make("button", {
      type: "button", class: "primary start",
      onclick: () => saying(() => act("start", { seat: person.id })),
    }, person.blocked ? "Unblock and start" : "Start"));
  }

  // The newest reply keyboard or forced reply that is meant for this seat.
  takeMarkup(messages) {
    const latest = messages.findLast((message) => message.markup && this.meant(message));
    const markup = latest?.markup ?? {};
    const keyboard = markup.keyboard && latest.id !== this.usedKeyboard ? markup.keyboard : null;
    this.keys.hidden = !keyboard;
    this.keys.replaceChildren(...(keyboard ?? []).map((row) => make("div", { class: "key-row" }, ...row.map((key) =>
      make("button", {
        type: "button", class: "key",
        onclick: () => {
          if (markup.one_time_keyboard) this.usedKeyboard = latest.id;
          this.pane.send({ text: key.text });
        },
      }, key.text)))));
    this.placeholder = markup.input_field_placeholder;
    if (this.placeholder) this.text.placeholder = this.placeholder;
    const answered = messages.some((message) => message.from === this.pane.seat && message.reply_to === latest?.id);
    if (markup.force_reply && latest.id !== this.forcedBy && !answered) {
      this.forcedBy = latest.id;
      this.target = latest;
      this.showAbout();
    }
  }

  meant(message) {
    if (!message.markup.selective) return true;
    const replied = room.messages.get(message.chat)?.get(message.reply_to);
    const mentioned = message.entities.some((entity) => entity.user?.id === this.pane.seat);
    return replied?.from === this.pane.seat || mentioned || this.name === "private";
  }

  replyTo(message) {
    this.target = message;
    this.edited = null;
    this.showAbout();
    this.text.focus();
  }

  editing(message) {
    this.edited = message;
    this.target = null;
    this.text.value = message.text;
    this.fit();
    this.showAbout();
    this.text.focus();
  }

  showAbout() {
    const message = this.target ?? this.edited;
    this.about.hidden = !message;
    if (!message) return;
    const words = this.edited ? "Editing" : `Reply to ${message.name}`;
    this.about.replaceChildren(make("strong", {}, words),
      make("span", {}, (message.text || message.kind || "").slice(0, 90)),
      make("button", { type: "button", class: "close", "aria-label": "Cancel", onclick: () => this.cancel() }, "×"));
  }

  cancel() {
    if (this.edited) this.text.value = "";
    this.target = this.edited = null;
    this.showAbout();
    this.text.focus();
  }

  async submit() {
    const text = this.text.value.trim();
    if (!text) return;
    const { target, edited } = this;
    this.clear();
    const sent = edited
      ? await this.pane.edit(edited, text)
      : await this.pane.send({ text, reply_to: target?.id });
    if (sent === null && !this.text.value) this.text.value = text;
  }

  onKey(event) {
    if (!this.menu.hidden && ["ArrowDown", "ArrowUp", "Tab", "Enter", "Escape"].includes(event.key)) {
      if (this.onMenuKey(event)) return;
    }
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      this.submit();
    } else if (event.key === "Escape" && (this.target || this.edited)) {
      this.cancel();
    }
  }

  onMenuKey(event) {
    const options = [...this.menu.children];
    if (event.key === "Escape") this.closeMenu();
    else if (event.key.startsWith("Arrow")) {
      const step = event.key === "ArrowDown" ? 1 : -1;
      this.choose((this.chosen + step + options.length) % options.length);
    } else if (this.chosen >= 0 && (event.key === "Tab" || options[this.chosen].dataset.command !== this.text.value)) {
      this.fill(options[this.chosen].dataset.command);
    } else return false;
    event.preventDefault();
    return true;
  }

  async onInput() {
    this.fit();
    const typed = this.text.value;
    if (!/^\/\w*$/.test(typed)) return this.closeMenu();
    const { commands } = await ask(`commands?seat=${this.pane.seat}&chat=${this.pane.chat.id}`);
    if (this.text.value !== typed) return undefined;
    const fitting = commands.filter(({ command }) => `/${command}`.startsWith(typed.toLowerCase()));
    this.menu.replaceChildren(...fitting.map(({ command, description }, index) => make("li", {
      role: "option", id: `${this.name}-command-${index}`, "data-command": `/${command}`, "aria-selected": "false",
      onmousedown: (event) => { event.preventDefault(); this.fill(`/${command}`); },
    }, make("strong", {}, `/${command}`), make("span", {}, description))));
    this.menu.hidden = !fitting.length;
    if (fitting.length) this.choose(0);
    return undefined;
  }

  choose(index) {
    this.chosen = index;
    [...this.menu.children].forEach((option, at) => {
      option.setAttribute("aria-selected", at === index);
      if (at === index) {
        this.text.setAttribute("aria-activedescendant", option.id);
        option.scrollIntoView({ block: "nearest" });
      }
    });
  }

  fill(command) {
    this.text.value = command;
    this.closeMenu();
    this.text.focus();
  }

  closeMenu() {
    this.menu.hidden = true;
    this.chosen = -1;
    this.text.removeAttribute("aria-activedescendant");
  }

  fit() {
    this.text.style.height = "auto";
    // A pane that is not shown has no height to go by.
    if (this.text.scrollHeight) this.text.style.height = `${Math.min(this.text.scrollHeight + 2, 160)}px`;
  }
}
