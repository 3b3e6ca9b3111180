// A scenario that plays by itself: put on from a file, played, paused, stepped through.

import { act } from "./link.js";
import { closes, saying, wrongIn } from "./notices.js";
import { room } from "./state.js";

const byId = (id) => document.getElementById(id);
const WORDS = {
  playing: "", paused: "Standing still", over: "The play is over. The table is yours now.", stuck: "The play cannot go on.",
};

export function drawPlay() {
  const { play } = room;
  byId("play").hidden = !play;
  if (!play) return;
  const over = play.state === "over" || play.state === "stuck";
  set(byId("play-title"), play.title);
  set(byId("play-chapter"), [WORDS[play.state], play.chapter].filter(Boolean).join(" · "));
  const counted = play.acts ? `Act ${play.acts}: ${play.last}` : "Nobody has acted yet.";
  set(byId("play-last"), play.problem || counted);
  set(byId("play-go"), play.state === "playing" ? "Pause" : "Play");
  byId("play-go").disabled = byId("play-step").disabled = byId("play-speed").disabled = over;
  if (document.activeElement !== byId("play-speed")) showSpeed(play.speed);
}

function showSpeed(speed) {
  const options = [...byId("play-speed").options];
  const known = options.findLast((option) => Number(option.value) <= speed) ?? options[0];
  byId("play-speed").value = known.value;
}

function set(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function wirePlay() {
  byId("play-go").addEventListener("click", () =>
    saying(() => act("play", { do: room.play?.state === "playing" ? "pause" : "play" })));
  byId("play-step").addEventListener("click", () => saying(() => act("play", { do: "step" })));
  byId("play-speed").addEventListener("change", (event) =>
    saying(() => act("play", { do: "speed", speed: Number(event.target.value) })));
  const dialog = byId("scenario");
  closes(dialog);
  byId("scenario-open").addEventListener("click", () => {
    wrongIn(dialog, "");
    dialog.showModal();
  });
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    putOn(dialog, byId("scenario-file").files[0]);
  });
}

async function putOn(dialog, file) {
  if (!file) return;
  const send = dialog.querySelector("[type=submit]");
  send.disabled = true;
  try {
    await act("scenario", { name: file.name, text: await file.text() });
    dialog.close();
  } catch (error) {
    wrongIn(dialog, error.message);
  } finally {
    send.disabled = false;
  }
}
