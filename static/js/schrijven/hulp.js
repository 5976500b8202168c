// Hints on the text, as the last save found them. What somebody opened stays open; nothing is said
// aloud, for they come at every pause in the typing.
document.addEventListener("opslaan:klaar", ({ detail }) => {
  const vak = document.getElementById("schrijfhulp");
  if (!vak || !detail.hulp) return;
  const nieuw = new DOMParser().parseFromString(detail.hulp, "text/html").body;
  for (const open of vak.querySelectorAll("details[open]")) {
    nieuw.querySelector(`[data-hulp="${open.dataset.hulp}"]`)?.setAttribute("open", "");
  }
  // Where nothing changed the focus stays where it is.
  if (nieuw.innerHTML.trim() === vak.innerHTML.trim()) return;
  const focus = document.activeElement?.closest?.("#schrijfhulp details")?.dataset.hulp;
  vak.replaceChildren(...nieuw.childNodes);
  if (focus) vak.querySelector(`[data-hulp="${focus}"] summary`)?.focus();
});
