// The form for a fresh table: its name, its people, whom they sit for. The bot is then told all of it by them.

import { act } from "./link.js";
import { make } from "./dom.js";
import { closes, wrongIn } from "./notices.js";

const byId = (id) => document.getElementById(id);
const FIRST_ORGANISATIONS = 3;
let offered = null;
let numbered = 0;

function field(label, input) {
  return make("label", { class: "field" }, label, input);
}

function choice(name, options) {
  return make("select", { name }, ...options.map(([value, words]) => make("option", { value }, words)));
}

function personRow(organisation) {
  const row = make("div", { class: "form-person" },
    field("Person", make("input", { name: "person", maxlength: "60", required: true, autocomplete: "off" })),
    field("Comes as", choice("type", offered.types)));
  row.append(removeButton("Remove this person", row, () => organisation.querySelectorAll(".form-person").length > 1));
  return row;
}

function organisationPart() {
  numbered += 1;
  const part = make("fieldset", { class: "form-organisation" }, make("legend", {}, `Organisation ${numbered}`));
  const people = make("div", {});
  people.append(personRow(part));
  part.append(
    field("Name", make("input", { name: "organisation", maxlength: "60", required: true, autocomplete: "off" })),
    field("Sector", choice("sector", offered.sectors)),
    make("label", { class: "check" }, make("input", { type: "checkbox", name: "grassroots" }),
      "Its people live with the problem themselves"),
    people,
    make("div", { class: "form-acts" },
      make("button", { type: "button", onclick: () => people.append(personRow(part)) }, "One more person"),
      removeButton("Remove this organisation", part, () => byId("form-organisations").children.length > 1)));
  return part;
}

function removeButton(words, part, may) {
  return make("button", { type: "button", class: "quiet-act", onclick: () => { if (may()) part.remove(); } }, words);
}

function filledIn(form) {
  const value = (root, name) => root.querySelector(`[name="${name}"]`).value;
  return {
    name: value(form, "name"),
    time_zone: value(form, "zone"),
    language: value(form, "language"),
    facilitator: value(form, "facilitator"),
    coordinator: value(form, "coordinator"),
    organisations: [...form.querySelectorAll(".form-organisation")].map((part) => ({
      name: value(part, "organisation"),
      sector: value(part, "sector"),
      grassroots: part.querySelector("[name=grassroots]").checked,
      people: [...part.querySelectorAll(".form-person")].map((row) => ({ name: value(row, "person"), type: value(row, "type") })),
    })),
  };
}

async function open(dialog) {
  wrongIn(dialog, "");
  if (!offered) {
    offered = await act("form", {});
    byId("form-language").replaceChildren(...offered.languages.map(([value, words]) => make("option", { value }, words)));
    byId("form-zones").replaceChildren(...Intl.supportedValuesOf("timeZone").map((zone) => make("option", { value: zone })));
    byId("form-zone").value = Intl.DateTimeFormat().resolvedOptions().timeZone;
    byId("form-organisations").replaceChildren(...Array.from({ length: FIRST_ORGANISATIONS }, organisationPart));
  }
  dialog.showModal();
}

async function send(dialog) {
  const button = dialog.querySelector("[type=submit]");
  button.disabled = true;
  button.textContent = "Setting the table …";
  wrongIn(dialog, "");
  try {
    await act("fresh", filledIn(dialog.querySelector("form")));
    dialog.close();
  } catch (error) {
    wrongIn(dialog, error.message);
  } finally {
    button.disabled = false;
    button.textContent = "Set the table";
  }
}

export function wireTableForm() {
  const dialog = byId("table-form");
  closes(dialog);
  byId("table-form-open").addEventListener("click", () => open(dialog));
  byId("form-add").addEventListener("click", () => byId("form-organisations").append(organisationPart()));
  dialog.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    send(dialog);
  });
}
