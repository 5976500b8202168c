// The toolbar of a writing field: real buttons, one stop for Tab, arrows between them.
import { vraag } from "./dialoog.js";
import { alsHtml, alsTekst } from "./tabel.js";

// What it is called, what stands on it where there is no room for that, and what it does.
const KNOPPEN = [
  ["Vet", "B", "bold", (c) => c.toggleBold()],
  ["Cursief", "I", "italic", (c) => c.toggleItalic()],
  ["• Lijst", "•", "bulletList", (c) => c.toggleBulletList()],
  ["1. Lijst", "1.", "orderedList", (c) => c.toggleOrderedList()],
  ["Link", "Link", "link", link],
  ["Verwijzing", "→", "", (editor, textarea) => verwijzing(editor, textarea, "verwijzing")],
  ["Cijfer", "Cijfer", "", (editor, textarea) => verwijzing(editor, textarea, "cijfer")],
  ["Voetnoot", "noot", "voetnoot", voetnoot],
  ["Tabel", "Tabel", "", tabel],
  ["Ongedaan maken", "↶", "", (c) => c.undo()],
  ["Opnieuw", "↷", "", (c) => c.redo()],
];
// What only goes where the form says there is something to choose from.
const KEUZES = { Verwijzing: "verwijzingen", Cijfer: "cijfers" };
const IN_TABEL = {
  "rij-erbij": (c) => c.addRowAfter(),
  "rij-weg": (c) => c.deleteRow(),
  "kolom-erbij": (c) => c.addColumnAfter(),
  "kolom-weg": (c) => c.deleteColumn(),
  kopregel: (c) => c.toggleHeaderRow(),
  "tabel-weg": (c) => c.deleteTable(),
};

function knop(label, kort, doe) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "vb-gereedschap__knop", title: label });
  const woord = Object.assign(document.createElement("span"), { className: "vb-gereedschap__woord", textContent: label });
  const teken = Object.assign(document.createElement("span"), { className: "vb-gereedschap__kort", textContent: kort });
  teken.setAttribute("aria-hidden", "true");
  button.append(woord, teken);
  // The selection stays in the text when somebody clicks here.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", doe);
  return button;
}

// Said as soon as the caret is in a table: how to go on, and out, without a mouse.
function tabelhulp(editor) {
  const hulp = document.createElement("p");
  hulp.className = "vb-gereedschap__hulp";
  hulp.setAttribute("role", "status");
  editor.on("transaction", () => {
    const tekst = editor.isActive("table")
      ? "In een tabel gaat Tab naar de volgende cel en Escape eruit. Rijen en kolommen wijzigt u met de knop Tabel."
      : "";
    if (hulp.textContent !== tekst) hulp.textContent = tekst;
  });
  return hulp;
}

export function gereedschap(editor, textarea) {
  const balk = document.createElement("div");
  balk.className = "vb-gereedschap";
  balk.setAttribute("role", "toolbar");
  balk.setAttribute("aria-label", "Opmaak");
  const standen = [];
  for (const [label, kort, naam, doe] of KNOPPEN) {
    if (label in KEUZES && !textarea.form?.dataset[KEUZES[label]]) continue;
    const button = knop(label, kort, () => {
      if (doe.length > 1) return doe(editor, textarea);
      // At once: the chain's own focus comes a frame later, and eats what is typed until then.
      editor.view.focus();
      return doe(editor.chain()).run();
    });
    balk.append(button);
    if (naam) standen.push([button, () => editor.isActive(naam)]);
  }
  const knoppen = () => [...balk.querySelectorAll("button")].filter((b) => b.offsetParent !== null);
  function bij() {
    for (const [button, actief] of standen) button.setAttribute("aria-pressed", String(actief()));
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
  const kop = document.createElement("div");
  kop.append(balk, tabelhulp(editor));
  return kop;
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
  // A space only where two words would meet: none before a full stop that is still to be typed.
  const { $from } = editor.state.selection;
  const ervoor = /[\p{L}\p{N},;:.)]$/u.test($from.parent.textBetween(0, $from.parentOffset, null, " "));
  const erna = /^[\p{L}\p{N}(]/u.test($from.parent.textBetween($from.parentOffset, $from.parent.content.size, null, " "));
  const spatie = { type: "text", text: " " };
  const content = { type: "text", text: tekst, marks: [{ type: "link", attrs: { href } }] };
  return chain.insertContent([...(ervoor ? [spatie] : []), content, ...(erna ? [spatie] : [])]).run();
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
  if (editor.isActive("table")) return inTabel(editor);
  const antwoord = await vraag("tabel", { rijen: "3", kolommen: "2" });
  if (!antwoord) return editor.commands.focus();
  const rows = Math.min(Math.max(Number(antwoord.rijen) || 3, 2), 30);
  const cols = Math.min(Math.max(Number(antwoord.kolommen) || 2, 1), 8);
  return editor.chain().focus().insertTable({ rows, cols, withHeaderRow: true }).run();
}

async function inTabel(editor) {
  const antwoord = await vraag("in-tabel", {});
  if (antwoord?.door === "bijschrift") return bijschrift(editor);
  const chain = editor.chain().focus();
  return (IN_TABEL[antwoord?.door]?.(chain) || chain).run();
}

async function bijschrift(editor) {
  const nu = alsTekst(editor.getAttributes("table").bijschrift || "");
  const antwoord = await vraag("bijschrift", { tekst: nu });
  if (!antwoord) return editor.commands.focus();
  const tekst = antwoord.weg ? "" : (antwoord.tekst || "").replace(/\s+/g, " ").trim();
  if (tekst === nu) return editor.commands.focus();
  return editor.chain().focus().updateAttributes("table", { bijschrift: alsHtml(tekst) }).run();
}
