// Makes elements. Text only ever becomes text: there is no way to pass markup in here.

import { room } from "./state.js";

export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (name.startsWith("aria-")) element.setAttribute(name, String(value));
    else if (value === false) continue;
    else if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return element;
}

const BOT_HUE = 170;
const HUES = [18, 262, 204, 338, 40, 122, 290, 226, 0];

export function hueOf(id) {
  return id === room.bot?.id ? BOT_HUE : HUES[Math.abs(id) % HUES.length];
}

export function avatar(name, id) {
  const initials = [...name.matchAll(/(^|\s)(\p{L}|\p{N})/gu)].map((hit) => hit[2]).slice(0, 2).join("");
  const circle = make("span", { class: "avatar", "aria-hidden": "true" }, initials || "?");
  circle.style.setProperty("--hue", hueOf(id));
  return circle;
}
