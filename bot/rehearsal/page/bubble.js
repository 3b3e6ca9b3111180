// One message: a bubble with name, quote, words, file, time and buttons, or a line that tells what happened.

import { avatar, hueOf, make } from "./dom.js";
import { formatted } from "./formatted_text.js";
import { isBotLink } from "./bot_link.js";
import { dayNameOf, hourOf } from "./hours.js";
import { showPicture } from "./notices.js";
import { room } from "./state.js";


export function dayOf(message) {
  return dayNameOf(message.at);
}

export function dayLine(message) {
  return make("li", { class: "day" }, make("span", {}, dayOf(message)));
}

export function bubble(message, { first, seat, replied, acts }) {
  if (message.service) {
    return make("li", { class: "service" }, make("span", {}, message.service));
  }
  const own = message.from === seat;
  const item = make("li", { class: `message${own ? " own" : ""}${first ? " first" : ""}`, "data-id": message.id });
  if (!own) item.append(first ? avatar(message.name, message.from) : make("span", { class: "avatar-space" }));
  const body = make("article", { class: "bubble", "aria-label": `${message.name}, ${timeOf(message)}` });
  if (first && !own) body.append(nameOf(message));
  if (message.forwarded) body.append(make("p", { class: "forwarded" }, `Forwarded from ${message.forwarded}`));
  if (replied) body.append(quote(replied));
  if (message.file) body.append(fileOf(message));
  else if (message.kind) body.append(make("p", { class: "kind" }, message.kind));
  if (message.text) body.append(make("div", { class: "words", dir: "auto" }, formatted(message.text, message.entities, acts)));
  body.append(foot(message, own, acts));
  const stack = make("div", { class: "stack" }, body);
  if (message.keyboard.length) stack.append(keyboard(message, acts));
  item.append(stack);
  return item;
}

function timeOf(message) {
  return hourOf(message.at);
}

function nameOf(message) {
  const name = make("p", { class: "name" }, message.name);
  name.style.setProperty("--hue", hueOf(message.from));
  if (message.from === room.bot.id) name.append(make("span", { class: "bot-tag" }, "bot"));
  return name;
}

function quote(replied) {
  const words = replied.text || replied.kind || replied.file?.name || "";
  return make("blockquote", { class: "quote" },
    make("strong", {}, replied.name), make("span", {}, words.slice(0, 120)));
}

function foot(message, own, acts) {
  const line = make("div", { class: "foot" });
  line.append(make("button", {
    type: "button", class: "quiet", "aria-label": `Reply to ${message.name}`, onclick: () => acts.reply(message),
  }, "Reply"));
  if (own && message.text) {
    line.append(make("button", {
      type: "button", class: "quiet", "aria-label": "Edit this message", onclick: () => acts.edit(message),
    }, "Edit"));
  }
  if (message.edited) line.append(make("span", { class: "edited" }, "edited"));
  line.append(make("time", { datetime: new Date(message.at * 1000).toISOString() }, timeOf(message)));
  return line;
}

function keyboard(message, acts) {
  const rows = make("div", { class: "keys", role: "group", "aria-label": "Buttons of this message" });
  message.keyboard.forEach((row, rowIndex) => {
    const line = make("div", { class: "key-row" });
    row.forEach((key, column) => line.append(keyOf(message, key, rowIndex, column, acts)));
    rows.append(line);
  });
  return rows;
}

function keyOf(message, key, row, column, acts) {
  if (key.url && !isBotLink(key.url)) {
    const whole = key.url.includes("://") ? key.url : `https://${key.url}`;
    if (/^https?:/i.test(whole) && URL.canParse(whole)) {
      return make("a", { class: "key", href: whole, target: "_blank", rel: "noopener noreferrer" }, key.text,
        make("span", { class: "out", "aria-hidden": "true" }, "↗"));
    }
  }
  const button = make("button", { type: "button", class: "key" }, key.text);
  button.addEventListener("click", () => acts.press(message, row, column, button));
  return button;
}

function fileOf(message) {
  return message.file.picture ? pictureOf(message.file) : documentOf(message.file, message.kind);
}

function pictureOf(file) {
  const image = make("img", { alt: `Picture ${file.name}`, src: file.address, loading: "lazy" });
  return make("button", {
    type: "button", class: "picture", "aria-label": `Open the picture ${file.name}`,
    onclick: () => showPicture(file.address, file.name),
  }, image);
}

function documentOf(file, kind) {
  const size = file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} KB`;
  return make("a", { class: "document", href: file.address, target: "_blank", rel: "noopener", "aria-label": `Open ${file.name}` },
    make("span", { class: "sheet", "aria-hidden": "true" }, file.name.split(".").at(-1).slice(0, 4).toUpperCase()),
    make("span", { class: "document-name" }, make("strong", {}, kind ?? file.name), make("small", {}, size)));
}
