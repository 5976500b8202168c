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

export function tabel(E) {
  return E.Table.extend({
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
