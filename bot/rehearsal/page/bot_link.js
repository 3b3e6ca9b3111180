// Whether a link leads to our bot, so that pressing it stays in the room.

import { room } from "./state.js";

export function isBotLink(url) {
  const whole = url.includes("://") ? url : `https://${url}`;
  if (!URL.canParse(whole)) return false;
  const { protocol, hostname, host, pathname, searchParams } = new URL(whole);
  const name = room.bot.username.toLowerCase();
  if (protocol === "tg:") {
    return (host || pathname).includes("resolve") && searchParams.get("domain")?.toLowerCase() === name;
  }
  return ["t.me", "telegram.me", "www.t.me"].includes(hostname) && pathname.slice(1).toLowerCase() === name;
}
