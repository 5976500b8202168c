// What people paste, made fit before the editor reads it: Word writes lists as paragraphs with a
// bullet in them, mail programs wrap everything in tables and headings. The words always stay.

export function ophalen(html, textarea) {
  const doc = new DOMParser().parseFromString(html.replace(/<!--[\s\S]*?-->/g, ""), "text/html");
  if (doc.querySelector("img, svg, picture, video, object")) {
    textarea.dispatchEvent(
      new CustomEvent("schrijfveld:opgemerkt", {
        bubbles: true,
        detail: "Plaatjes zijn niet meegekomen: de brief heeft tekst en tabellen. Een plaatje hoort in een bijlage.",
      }),
    );
  }
  for (const el of doc.querySelectorAll("style, script, img, svg, picture, video, object, meta, link")) el.remove();
  for (const kop of doc.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const p = doc.createElement("p");
    const vet = doc.createElement("strong");
    vet.append(...kop.childNodes);
    p.append(vet);
    kop.replaceWith(p);
  }
  woordlijsten(doc);
  return doc.body.innerHTML;
}

// <p class="MsoListParagraph"><span>·&nbsp;&nbsp;</span>…</p> → <ul><li>
function woordlijsten(doc) {
  let lijst = null;
  for (const p of [...doc.querySelectorAll('p[class^="MsoListParagraph"], p[style*="mso-list"]')]) {
    const teken = /^\s*(?:([·•§o▪-])|(\d+)[.)])[\s\u00a0]+/u.exec(p.textContent);
    const soort = teken?.[2] ? "ol" : "ul";
    if (!lijst || lijst.localName !== soort || p.previousElementSibling !== lijst) {
      lijst = doc.createElement(soort);
      p.before(lijst);
    }
    const item = doc.createElement("li");
    const inhoud = doc.createElement("p");
    inhoud.append(...p.childNodes);
    if (teken) knip(inhoud, teken[0].length);
    item.append(inhoud);
    lijst.append(item);
    p.remove();
  }
}

// Takes the first characters off, wherever they are nested.
function knip(element, aantal) {
  const lopen = element.ownerDocument.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (aantal > 0 && lopen.nextNode()) {
    const tekst = lopen.currentNode;
    const weg = Math.min(aantal, tekst.length);
    tekst.deleteData(0, weg);
    aantal -= weg;
  }
}
