// Words that are selected in a text fill in the form of a remark. Without this script they are
// typed into it. A button comes up while there is a selection; it is the only thing that moves the
// focus.
const knop = Object.assign(document.createElement("button"), {
  type: "button",
  className: "utrecht-button utrecht-button--primary-action vb-opmerkingen__knop",
  hidden: true,
});
let gekozen = null;

function lees() {
  const selectie = document.getSelection();
  if (!selectie || selectie.isCollapsed || !selectie.rangeCount) return null;
  const range = selectie.getRangeAt(0);
  const begin = range.startContainer.parentElement?.closest("[data-stuk]");
  if (!begin) return null;
  const alinea = range.startContainer.parentElement.closest("p, li, td, th, caption, h2") ?? begin;
  // One alinea: what was selected beyond it is left out.
  const einde = document.createRange();
  einde.selectNodeContents(alinea);
  const binnen = range.cloneRange();
  if (binnen.compareBoundaryPoints(Range.END_TO_END, einde) > 0) binnen.setEnd(einde.endContainer, einde.endOffset);
  const citaat = tekst(binnen).trim();
  if (!citaat) return null;
  const ervoor = einde.cloneRange();
  ervoor.setEnd(binnen.startContainer, binnen.startOffset);
  return { citaat, voor: tekst(ervoor), stuk: begin.dataset.stuk, sleutel: begin.dataset.gesprek };
}

// What stands there, without the links to other remarks.
function tekst(range) {
  const deel = range.cloneContents();
  for (const link of deel.querySelectorAll(".vb-opmerkwoorden__link")) link.remove();
  return deel.textContent.replace(/\s+/g, " ");
}

document.addEventListener("selectionchange", () => {
  gekozen = lees() ?? (document.activeElement === knop ? gekozen : null);
  knop.hidden = !gekozen;
  if (gekozen) {
    const kort = gekozen.citaat.length > 30 ? `${gekozen.citaat.slice(0, 29)}…` : gekozen.citaat;
    knop.textContent = `Opmerking bij ‘${kort}’`;
  }
});

knop.addEventListener("mousedown", (event) => event.preventDefault());
knop.addEventListener("click", () => {
  const vak = gekozen && document.querySelector(`[data-opmerken="${gekozen.sleutel}"]`);
  if (!vak) return;
  vak.open = true;
  for (const naam of ["citaat", "voor", "stuk"]) vak.querySelector(`[name="${naam}"]`).value = gekozen[naam];
  vak.querySelector("textarea").focus();
  knop.hidden = true;
});

document.getElementById("vb-hoofd").append(knop);
