// The toolbar of a writing field: real buttons, one stop for Tab, arrows between them.
import { vraag } from "./dialoog.js";
import { alsHtml, alsTekst } from "./tabel.js";

const KNOPPEN = [
  ["Vet", "bold", (c) => c.toggleBold()],
  ["Cursief", "italic", (c) => c.toggleItalic()],
  ["• Lijst", "bulletList", (c) => c.toggleBulletList()],
  ["1. Lijst", "orderedList", (c) => c.toggleOrderedList()],
  ["Link", "link", link],
  ["Verwijzing", "", (editor, textarea) => verwijzing(editor, textarea, "verwijzing")],
  ["Cijfer", "", (editor, textarea) => verwijzing(editor, textarea, "cijfer")],
  ["Voetnoot", "voetnoot", voetnoot],
  ["Tabel", "table", tabel],
  ["Ongedaan maken", "", (c) => c.undo()],
  ["Opnieuw", "", (c) => c.redo()],
];
const IN_TABEL = [
  ["Rij erbij", (c) => c.addRowAfter()],
  ["Rij weg", (c) => c.deleteRow()],
  ["Kolom erbij", (c) => c.addColumnAfter()],
  ["Kolom weg", (c) => c.deleteColumn()],
  ["Kopregel aan of uit", (c) => c.toggleHeaderRow()],
  ["Bijschrift", null],
  ["Tabel weg", (c) => c.deleteTable()],
];

function knop(label, doe) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "vb-gereedschap__knop", textContent: label });
  // The selection stays in the text when somebody clicks here.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", doe);
  return button;
}

export function gereedschap(editor, textarea) {
  const balk = document.createElement("div");
  balk.className = "vb-gereedschap";
  balk.setAttribute("role", "toolbar");
  balk.setAttribute("aria-label", "Opmaak");
  const standen = [];
  for (const [label, naam, doe] of KNOPPEN) {
    const button = knop(label, () => {
      if (doe.length > 1) return doe(editor, textarea);
      // At once: the chain's own focus comes a frame later, and eats what is typed until then.
      editor.view.focus();
      return doe(editor.chain()).run();
    });
    balk.append(button);
    if (naam && naam !== "table") standen.push([button, () => editor.isActive(naam)]);
  }
  const tabelgroep = document.createElement("span");
  tabelgroep.className = "vb-gereedschap__groep";
  for (const [label, doe] of IN_TABEL) {
    tabelgroep.append(knop(label, () => (doe ? doe(editor.chain().focus()).run() : bijschrift(editor))));
  }
  balk.append(tabelgroep);

  const knoppen = () => [...balk.querySelectorAll("button")].filter((b) => b.offsetParent !== null);
  function bij() {
    for (const [button, actief] of standen) button.setAttribute("aria-pressed", String(actief()));
    tabelgroep.hidden = !editor.isActive("table");
  }
  editor.on("transaction", bij);
  bij();
  for (const [n, button] of [...balk.querySelectorAll("button")].entries()) button.tabIndex = n ? -1 : 0;
  balk.addEventListener("keydown", (event) => {
    const stap = { ArrowRight: 1, ArrowLeft: -1, Home: -Infinity, End: Infinity }[event.key];
    if (!stap) return;
    event.preventDefault();
    const alle = knoppen();
    const nu = alle.indexOf(document.activeElement);
    const naar = Math.min(Math.max(nu + stap, 0), alle.length - 1);
    for (const b of alle) b.tabIndex = -1;
    alle[naar].tabIndex = 0;
    alle[naar].focus();
  });
  return balk;
}

async function link(editor, _textarea) {
  const nu = editor.getAttributes("link").href || "";
  const antwoord = await vraag("link", { adres: nu.startsWith("verwijzing:") ? "" : nu });
  if (!antwoord) return editor.commands.focus();
  const chain = editor.chain().focus().extendMarkRange("link");
  if (antwoord.weg || !antwoord.adres) return chain.unsetMark("link").run();
  const href = adres(antwoord.adres.trim());
  if (editor.state.selection.empty && !nu) {
    const content = { type: "text", text: antwoord.adres.trim(), marks: [{ type: "link", attrs: { href } }] };
    return chain.insertContent(content).run();
  }
  return chain.setMark("link", { href }).run();
}

// "www.voorbeeld.nl" and "iemand@voorbeeld.nl" mean what people mean by them.
function adres(tekst) {
  if (/^[^\s@/]+@[^\s@/]+$/.test(tekst)) return `mailto:${tekst}`;
  return tekst.replace(/^(http:\/\/|(?!https:|mailto:))/, "https://");
}

async function verwijzing(editor, textarea, soort) {
  const antwoord = await vraag(soort, {}, textarea.form);
  if (!antwoord?.keuze) return editor.commands.focus();
  const { href, tekst } = JSON.parse(antwoord.keuze);
  const chain = editor.chain().focus();
  if (!editor.state.selection.empty) return chain.setMark("link", { href }).run();
  const content = { type: "text", text: tekst, marks: [{ type: "link", attrs: { href } }] };
  return chain.insertContent([content, { type: "text", text: " " }]).run();
}

async function voetnoot(editor, _textarea) {
  const nu = editor.isActive("voetnoot") ? editor.getAttributes("voetnoot").title : "";
  const antwoord = await vraag("voetnoot", { tekst: nu });
  if (!antwoord) return editor.commands.focus();
  const title = (antwoord.tekst || "").replace(/\s+/g, " ").trim();
  const chain = editor.chain().focus();
  if (antwoord.weg || !title) return nu ? chain.deleteSelection().run() : chain.run();
  if (nu) return chain.updateAttributes("voetnoot", { title }).run();
  return chain.insertContent({ type: "voetnoot", attrs: { title } }).run();
}

async function tabel(editor, _textarea) {
  if (editor.isActive("table")) return editor.commands.focus();
  const antwoord = await vraag("tabel", { rijen: "3", kolommen: "2" });
  if (!antwoord) return editor.commands.focus();
  const rows = Math.min(Math.max(Number(antwoord.rijen) || 3, 2), 30);
  const cols = Math.min(Math.max(Number(antwoord.kolommen) || 2, 1), 8);
  return editor.chain().focus().insertTable({ rows, cols, withHeaderRow: true }).run();
}

async function bijschrift(editor) {
  const nu = alsTekst(editor.getAttributes("table").bijschrift || "");
  const antwoord = await vraag("bijschrift", { tekst: nu });
  if (!antwoord) return editor.commands.focus();
  const tekst = antwoord.weg ? "" : (antwoord.tekst || "").replace(/\s+/g, " ").trim();
  if (tekst === nu) return editor.commands.focus();
  return editor.chain().focus().updateAttributes("table", { bijschrift: alsHtml(tekst) }).run();
}
