// Toasts, alerts, questions before something final, and pictures in full size.

import { make } from "./dom.js";

const byId = (id) => document.getElementById(id);

export function toast(text, kind = "") {
  const note = make("p", { class: `toast ${kind}` }, text);
  byId("toasts").append(note);
  setTimeout(() => note.remove(), 4500);
}

export function showAlert(text) {
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}

export function confirmed(title, text, words = { yes: "Start over", no: "Keep this table" }) {
  byId("confirm-yes").textContent = words.yes;
  byId("confirm-no").textContent = words.no;
  byId("confirm-title").textContent = title;
  byId("confirm-text").textContent = text;
  const dialog = byId("confirm");
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(dialog.returnValue === "yes"), { once: true });
  });
}

// Who opens a link that was passed on: gives the seat's id, or null for nobody.
export function chosenSeat(people) {
  byId("who-opens-seats").replaceChildren(...people.map((person) =>
    make("button", { value: String(person.id) }, person.name, person.label ? make("small", {}, person.label) : null)));
  const dialog = byId("who-opens");
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((answer) => {
    dialog.addEventListener("close", () => answer(Number(dialog.returnValue) || null), { once: true });
  });
}

export function showPicture(url, name) {
  byId("picture-image").src = url;
  byId("picture-image").alt = name;
  byId("picture").showModal();
}

// Lets the "cancel" button of a dialog close it.
export function closes(dialog) {
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
}

// Says in a dialog what is wrong with what was entered; nothing is lost.
export function wrongIn(dialog, text) {
  const line = dialog.querySelector(".wrong");
  line.textContent = text;
  line.hidden = !text;
}

// Runs an act and shows its error as a sentence instead of failing silently.
export async function saying(work) {
  try {
    return await work();
  } catch (error) {
    toast(error.message, "wrong");
    return null;
  }
}
