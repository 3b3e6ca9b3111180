// A text and its entities as DOM nodes. Offsets are UTF-16 units, as JavaScript counts anyway.

import { make } from "./dom.js";
import { isBotLink } from "./bot_link.js";

const PLAIN = {
  bold: "strong", italic: "em", underline: "u", strikethrough: "s", code: "code", pre: "pre",
  blockquote: "blockquote", expandable_blockquote: "blockquote",
};

export function formatted(text, entities, acts) {
  const inOrder = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  return pieces(text, 0, text.length, inOrder, acts);
}

function pieces(text, start, end, entities, acts) {
  const nodes = document.createDocumentFragment();
  let at = start;
  for (let index = 0; index < entities.length; index += 1) {
    const entity = entities[index];
    const stop = Math.min(entity.offset + entity.length, end);
    if (entity.offset < at || entity.offset >= end) continue;
    nodes.append(text.slice(at, entity.offset));
    const inside = entities.slice(index + 1).filter((other) => other.offset < stop && other.offset >= entity.offset);
    nodes.append(wrapped(entity, text.slice(entity.offset, stop),
      pieces(text, entity.offset, stop, inside, acts), acts));
    at = stop;
  }
  nodes.append(text.slice(at, end));
  return nodes;
}

function wrapped(entity, words, inner, acts) {
  switch (entity.type) {
    case "text_link": return link(entity.url, inner, acts);
    case "url": return link(words, inner, acts);
    case "bot_command":
      return make("button", { type: "button", class: "command", onclick: () => acts.send(words) }, inner);
    case "spoiler": {
      const spoiler = make("button", { type: "button", class: "spoiler", "aria-label": "Show hidden words" }, inner);
      spoiler.addEventListener("click", () => {
        spoiler.classList.add("shown");
        spoiler.removeAttribute("aria-label");
      });
      return spoiler;
    }
    case "mention": case "hashtag": case "email":
      return make("span", { class: "tag" }, inner);
    default:
      return make(PLAIN[entity.type] ?? "span", {}, inner);
  }
}

function link(url, inner, acts) {
  if (isBotLink(url)) {
    return make("button", { type: "button", class: "command", onclick: () => acts.follow(url) }, inner);
  }
  const whole = /^https?:\/\//i.test(url) ? url : `https://${url}`;
  return URL.canParse(whole)
    ? make("a", { href: whole, target: "_blank", rel: "noopener noreferrer" }, inner)
    : make("span", {}, inner);
}
