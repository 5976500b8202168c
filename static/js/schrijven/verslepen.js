// Dragging a paragraaf to another place: an extra beside the buttons. It fills in and sends the
// same form that the buttons send.
let gesleept = null;

document.addEventListener("dragstart", (event) => {
  const greep = event.target.closest?.("[data-greep]");
  if (!greep) return;
  gesleept = greep.closest("[data-versleepbaar]");
  event.dataTransfer.effectAllowed = "move";
  event.dataTransfer.setData("text/plain", gesleept.id);
  event.dataTransfer.setDragImage(gesleept, 20, 20);
});

function boven(event) {
  const kaart = event.target.closest?.("[data-versleepbaar]");
  return gesleept && kaart && kaart !== gesleept ? kaart : null;
}

document.addEventListener("dragover", (event) => {
  const kaart = boven(event);
  if (!kaart) return;
  event.preventDefault();
  for (const el of document.querySelectorAll("[data-hierheen]")) el.removeAttribute("data-hierheen");
  kaart.dataset.hierheen = "";
});

document.addEventListener("drop", (event) => {
  const kaart = boven(event);
  if (!kaart) return;
  event.preventDefault();
  const plaats = [...document.querySelectorAll("[data-versleepbaar]")].indexOf(kaart) + 1;
  const form = gesleept.querySelector("form[data-structuur]");
  const knop = form.querySelector("button[data-naar]");
  knop.value = `naar:${plaats}`;
  knop.click();
});

document.addEventListener("dragend", () => {
  gesleept = null;
  for (const el of document.querySelectorAll("[data-hierheen]")) el.removeAttribute("data-hierheen");
});

// The handle only shows where it can be used.
document.documentElement.dataset.verslepen = "ja";
