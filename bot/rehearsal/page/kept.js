// Rehearsals kept under a name: save, open, delete; and the export as a test.

import { act } from "./link.js";
import { make } from "./dom.js";
import { closes, confirmed, saying, toast, wrongIn } from "./notices.js";

const byId = (id) => document.getElementById(id);
const WHEN = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" });
const dialog = byId("kept");

function draw(saved) {
  byId("kept-list").replaceChildren(...saved.map((one) => make("li", {},
    make("span", { class: "kept-words" }, make("strong", {}, one.name), make("small", {}, WHEN.format(new Date(one.saved_at)))),
    make("button", { type: "button", "aria-label": `Open ${one.name}`, onclick: () => open(one.name) }, "Open"),
    make("button", { type: "button", class: "quiet-act", "aria-label": `Delete ${one.name}`, onclick: () => forget(one.name) }, "Delete"))));
  if (!saved.length) byId("kept-list").append(make("li", { class: "note" }, "None yet."));
}

async function trying(work) {
  wrongIn(dialog, "");
  try {
    return await work();
  } catch (error) {
    wrongIn(dialog, error.message);
    return null;
  }
}

async function open(name) {
  const words = { yes: "Open it", no: "Keep this table" };
  if (!await confirmed(`Open “${name}”?`, "What is in this room now is forgotten, unless you have saved it.", words)) return;
  if (await trying(() => act("open", { name }))) dialog.close();
}

async function forget(name) {
  if (!await confirmed(`Delete “${name}”?`, "It cannot be brought back.", { yes: "Delete it", no: "Keep it" })) return;
  const left = await trying(() => act("delete", { name }));
  if (left) draw(left.saved);
  dialog.querySelector("input").focus();
}

async function exportIt() {
  const made = await saying(() => act("export", {}));
  if (!made) return;
  const link = make("a", { href: URL.createObjectURL(new Blob([made.text], { type: "application/yaml" })), download: made.name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  toast(`${made.name} is written. Its first lines say how to play it again.`);
}

export function wireKept() {
  closes(dialog);
  byId("kept-open").addEventListener("click", async () => {
    const found = await saying(() => act("saved", {}));
    if (!found) return;
    wrongIn(dialog, "");
    draw(found.saved);
    dialog.showModal();
  });
  byId("export").addEventListener("click", exportIt);
  dialog.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    const input = dialog.querySelector("input");
    const kept = await trying(() => act("save", { name: input.value }));
    if (!kept) return;
    toast(`“${input.value.trim()}” is saved.`);
    input.value = "";
    draw(kept.saved);
  });
}
