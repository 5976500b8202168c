// A textarea with data-schrijfveld becomes an editor with a toolbar. The textarea stays the field
// that is sent: it then holds html, and says so in `<name>-vorm`.
// Without this script, or when it fails, the textarea itself is the way to write.
import { gereedschap } from "./gereedschap.js";
import { plakker } from "./plakken.js";
import { kopcel, tabel } from "./tabel.js";

const VERWIJZING = /^(https:\/\/[^\s/]+\.\S+|mailto:[^\s@]+@[^\s@]+|verwijzing:[a-z]+(\/[\w-]+)?)$/;

// The same elements as the server's normal form (core.richtext); it has the last word.
function extensions(E) {
  const Voetnoot = E.Node.create({
    name: "voetnoot",
    group: "inline",
    inline: true,
    atom: true,
    addAttributes: () => ({
      title: { default: "", parseHTML: (el) => el.getAttribute("title") || "" },
    }),
    parseHTML: () => [{ tag: 'a[href="verwijzing:voetnoot"]', priority: 100 }],
    renderHTML: ({ node }) => [
      "a",
      { href: "verwijzing:voetnoot", title: node.attrs.title, class: "vb-voetnootteken" },
      "*",
    ],
    renderText: () => "*",
  });
  const Verwijzing = E.Mark.create({
    name: "link",
    inclusive: false,
    addAttributes: () => ({ href: { default: null } }),
    parseHTML: () => [
      { tag: "a[href]", getAttrs: (el) => (VERWIJZING.test(el.getAttribute("href")) ? null : false) },
    ],
    renderHTML: ({ HTMLAttributes }) => ["a", { href: HTMLAttributes.href }, 0],
  });
  return [
    E.Document, E.Paragraph, E.Text, E.Bold, E.Italic, E.Subscript, E.Superscript, E.HardBreak,
    E.BulletList, E.OrderedList.configure({ enableListAttributes: false }), E.ListItem,
    tabel(E), E.TableRow, kopcel(E), E.TableCell,
    E.History || E.UndoRedo, E.Gapcursor, Voetnoot, Verwijzing,
  ].filter(Boolean);
}

const leeg = (html) => (/^(<p><\/p>)?$/.test(html) ? "" : html);

// What describes the textarea, but for the help about its notation: an editor needs none.
function beschreven(textarea) {
  const over = (textarea.getAttribute("aria-describedby") || "").split(" ");
  const rest = over.filter((id) => id && id !== `${textarea.id}_helptext`);
  return rest.length ? { "aria-describedby": rest.join(" ") } : {};
}

function verbeter(E, textarea) {
  const vorm = document.createElement("input");
  // As it was stored, to the letter, until somebody changes something in the editor.
  Object.assign(vorm, { type: "hidden", name: `${textarea.name}-vorm`, value: "html" });
  textarea.value = textarea.dataset.html;
  textarea.after(vorm);
  const label = document.querySelector(`label[for="${textarea.id}"]`);
  const plek = document.createElement("div");
  plek.className = "vb-veld";
  textarea.before(plek);
  const plak = plakker(textarea);
  const editor = new E.Editor({
    element: plek,
    injectCSS: false,
    extensions: extensions(E),
    content: textarea.dataset.html,
    editorProps: {
      attributes: {
        class: "vb-veld__tekst utrecht-html",
        id: `${textarea.id}-veld`,
        role: "textbox",
        "aria-multiline": "true",
        "aria-label": label ? label.firstChild.textContent.trim() : textarea.name,
        ...beschreven(textarea),
      },
      ...plak.props,
    },
    onUpdate({ editor }) {
      textarea.value = leeg(editor.getHTML());
      textarea.dispatchEvent(new Event("input", { bubbles: true }));
    },
  });
  plak.volg(editor);
  // A click on the label goes where the words are.
  if (label) {
    label.addEventListener("click", (event) => {
      event.preventDefault();
      editor.commands.focus();
    });
  }
  const hulp = document.getElementById(`${textarea.id}_helptext`);
  if (hulp) hulp.hidden = true;
  textarea.hidden = true;
  plek.prepend(gereedschap(editor, textarea));
  // What others may ask of a field: its text as it stands, and to take another one.
  textarea.schrijfveld = {
    editor,
    zet(html) {
      editor.commands.setContent(html, { emitUpdate: false });
      textarea.value = html;
    },
  };
}

const velden = [...document.querySelectorAll("textarea[data-schrijfveld][data-html]")];
const bron = document.querySelector("[data-editor-module]");
async function begin() {
  const E = await import(bron.dataset.editorModule);
  for (const textarea of velden) {
    // Who began to type before the editor was there goes on where the words are.
    if (textarea.value !== textarea.defaultValue) continue;
    const hier = document.activeElement === textarea;
    verbeter(E, textarea);
    if (hier) textarea.schrijfveld.editor.commands.focus("end");
  }
  // Where a link asked for a field that was still to come.
  const doel = document.querySelector("textarea[data-schrijfveld][autofocus]");
  if (doel?.schrijfveld) doel.schrijfveld.editor.commands.focus("end");
}

// Whether or not the editor came: saving by itself begins.
try {
  if (velden.length && bron) await begin();
} finally {
  klaar();
}

function klaar() {
  document.documentElement.dataset.schrijfveld = "klaar";
  document.dispatchEvent(new CustomEvent("schrijfveld:klaar"));
}
