// A table that keeps its caption. The editor knows rows only, so the caption travels as an
// attribute: html of the few inline elements that a text may have.
const INLINE = ["strong", "em", "sub", "sup", "a", "br"];

// A copy of the inline contents of a node, of known elements alone.
function inline(van, naar) {
  for (const kind of van.childNodes) {
    if (kind.nodeType === Node.TEXT_NODE) naar.append(kind.data);
    else if (kind.nodeType === Node.ELEMENT_NODE && INLINE.includes(kind.localName)) {
      const el = document.createElement(kind.localName);
      for (const naam of ["href", "title"]) {
        const waarde = kind.localName === "a" && kind.getAttribute(naam);
        if (waarde && !(naam === "href" && !/^(https|mailto|verwijzing):/.test(waarde))) el.setAttribute(naam, waarde);
      }
      inline(kind, el);
      naar.append(el);
    } else if (kind.nodeType === Node.ELEMENT_NODE) inline(kind, naar);
  }
  return naar;
}

// Where the table lies that the caret is in.
function tabelOm({ $from }) {
  for (let diepte = $from.depth; diepte > 0; diepte -= 1) {
    if ($from.node(diepte).type.name === "table") return { node: $from.node(diepte), na: $from.after(diepte) };
  }
  return null;
}

// Out of the table, to the text after it; there is always some to go on in.
function uit(editor) {
  const om = tabelOm(editor.state.selection);
  if (!om) return false;
  const chain = editor.chain();
  if (!editor.state.doc.nodeAt(om.na)?.isTextblock) chain.insertContentAt(om.na, { type: "paragraph" });
  return chain.setTextSelection(om.na + 1).scrollIntoView().run();
}

// Tab goes from cell to cell. In the last one it adds a row, unless nothing was written in the one
// that it added before: then it goes out, so that nobody gets stuck who has no mouse.
function volgende(editor) {
  if (editor.commands.goToNextCell()) return true;
  const om = tabelOm(editor.state.selection);
  if (!om) return false;
  if (om.node.lastChild.textContent.trim() === "") return uit(editor);
  return editor.chain().addRowAfter().goToNextCell().run();
}

export function tabel(E) {
  return E.Table.extend({
    addKeyboardShortcuts() {
      return {
        ...this.parent?.(),
        Tab: () => volgende(this.editor),
        Escape: () => uit(this.editor),
      };
    },
    addAttributes: () => ({
      bijschrift: {
        default: "",
        rendered: false,
        parseHTML(el) {
          const caption = [...el.children].find((kind) => kind.localName === "caption");
          return caption ? inline(caption, document.createElement("caption")).innerHTML.trim() : "";
        },
      },
    }),
    parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
    renderHTML({ node }) {
      const dom = document.createElement("table");
      if (node.attrs.bijschrift) {
        const bron = new DOMParser().parseFromString(node.attrs.bijschrift, "text/html").body;
        const caption = inline(bron, document.createElement("caption"));
        caption.contentEditable = "false";
        dom.append(caption);
      }
      const contentDOM = dom.appendChild(document.createElement("tbody"));
      return { dom, contentDOM };
    },
    addNodeView: () => null,
  }).configure({ resizable: false });
}

// A heading cell of a table that came from Word says what it heads.
export function kopcel(E) {
  return E.TableHeader.extend({
    addAttributes() {
      return { ...this.parent?.(), scope: { default: null } };
    },
  });
}

// Text of a caption as somebody types it, and back.
export const alsHtml = (tekst) => Object.assign(document.createElement("p"), { textContent: tekst }).innerHTML;
export const alsTekst = (html) => new DOMParser().parseFromString(html, "text/html").body.textContent;
