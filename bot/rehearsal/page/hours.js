// Hours and days as people at the table read them: in the table's time zone, like the bot's own words.

import { room } from "./state.js";

const SHAPES = {
  hour: { hour: "2-digit", minute: "2-digit" },
  day: { weekday: "long", day: "numeric", month: "long" },
  date: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  moment: { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
};
const LOCALE = "en-GB"; // the page speaks English, with hours as the bot writes them: 21:30
const made = new Map();

function told(shape, seconds) {
  const key = `${shape} ${room.zone}`;
  if (!made.has(key)) made.set(key, new Intl.DateTimeFormat(LOCALE, { ...SHAPES[shape], timeZone: room.zone ?? undefined }));
  return made.get(key).format(new Date(seconds * 1000));
}

export const hourOf = (seconds) => told("hour", seconds);
export const dayNameOf = (seconds) => told("day", seconds);
export const dateOf = (seconds) => told("date", seconds);
export const momentOf = (seconds) => told("moment", seconds);

// "Chicago time": the place of the zone, as the bot asks for it.
export function zoneWords() {
  return room.zone ? `${room.zone.split("/").at(-1).replaceAll("_", " ")} time` : "your time";
}
