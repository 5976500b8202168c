// What people paste. The server reads it, with the rules that hold for Word files too
// (core.klembord), and says what was left behind. Until it has answered the text waits; offline, or
// when the answer takes too long, it comes in with the little that is done here. Words never go.

const GEDULD = 2000;
const GROOTST = 2_000_000;
const NIET_GELEZEN =
  "Er was geen verbinding bij het plakken: opsommingen, voetnoten en bijzondere tekens kunnen anders zijn dan in de bron. Kijk de tekst na, of haal haar weg en plak haar straks opnieuw.";
// What nobody who looks at the source sees as its text.
const NOOIT = [
  "style", "script", "meta", "link", "title", "img", "svg", "picture", "video", "object",
  "del", ".msoDel", "[hidden]", '[data-stijl*="display:none" i]', '[data-stijl*="display: none" i]',
  '[data-stijl*="mso-hide:all" i]', '[data-stijl*="mso-element:comment" i]', ".MsoCommentReference", ".msocomanchor",
  ".msocomtxt",
].join(",");
// The page's policy refuses styles, also in a document that is only read; here they are words.
const STIJL = /(<[a-z][^<>]*?\s)style(?=\s*=)/gi;

function schoon(html) {
  const kaal = html.replace(/<!--[\s\S]*?-->/g, "").replace(STIJL, "$1data-stijl");
  const doc = new DOMParser().parseFromString(kaal.replace(/<style\b[^<]*<\/style\s*>/gi, ""), "text/html");
  for (const el of doc.querySelectorAll(NOOIT)) el.remove();
  for (const geen of doc.querySelectorAll('b[data-stijl*="font-weight:normal" i]')) geen.replaceWith(...geen.childNodes);
  for (const kop of doc.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    const vet = doc.createElement("strong");
    vet.append(...kop.childNodes);
    const p = doc.createElement("p");
    p.append(vet);
    kop.replaceWith(p);
  }
  return doc.body.innerHTML;
}

async function lees(html, textarea) {
  if (html.length > GROOTST) return null;
  const data = new FormData();
  data.set("html", html);
  data.set("csrfmiddlewaretoken", textarea.form.elements.namedItem("csrfmiddlewaretoken").value);
  try {
    const antwoord = await fetch(textarea.dataset.plakken, {
      method: "POST",
      body: data,
      headers: { Accept: "application/json" },
      redirect: "manual",
      signal: AbortSignal.timeout(GEDULD),
    });
    return antwoord.ok ? await antwoord.json() : null;
  } catch {
    return null; // offline, or the server is away
  }
}

// The props of an editor that pastes, and `volg`, which keeps their place while they wait.
export function plakker(textarea) {
  const rij = []; // what waits, in the order of pasting
  let editor = null;
  let gelezen = false; // what comes in now was read by the server
  let bezig = false;

  const zeg = (tekst) =>
    textarea.dispatchEvent(new CustomEvent("schrijfveld:opgemerkt", { bubbles: true, detail: tekst }));

  function wacht(view, html, plek) {
    const stuk = { html, plek, antwoord: undefined };
    rij.push(stuk);
    lees(html, textarea).then((antwoord) => {
      stuk.antwoord = antwoord;
      while (rij.length && rij[0].antwoord !== undefined) zet(rij.shift());
    });
    return true;
  }

  // All that waits comes in at once: the page goes, or is sent.
  function nu() {
    while (rij.length) zet(rij.shift());
  }

  function zet({ html, plek, antwoord }) {
    if (editor.isDestroyed) return;
    const { view } = editor;
    const hier = view.state.selection;
    const gebleven = hier.eq(plek.keuze(view.state));
    const maten = [];
    const meet = ({ transaction }) => maten.push(transaction.mapping);
    bezig = true;
    gelezen = Boolean(antwoord);
    editor.on("transaction", meet);
    if (!gebleven) view.dispatch(view.state.tr.setSelection(plek.keuze(view.state)));
    view.pasteHTML(antwoord ? antwoord.html : html);
    // Who went on elsewhere stays there.
    if (!gebleven) {
      const daar = maten.reduce((merk, maat) => merk.map(maat), hier.getBookmark());
      view.dispatch(view.state.tr.setSelection(daar.resolve(view.state.doc)));
    }
    editor.off("transaction", meet);
    bezig = gelezen = false;
    for (const tekst of antwoord ? antwoord.opgemerkt : [NIET_GELEZEN]) zeg(tekst);
  }

  document.addEventListener("visibilitychange", () => document.visibilityState === "hidden" && nu(), true);
  window.addEventListener("pagehide", nu, true);
  textarea.form?.addEventListener("submit", nu, true);

  return {
    props: {
      transformPastedHTML: (html) => (gelezen ? html : schoon(html)),
      handlePaste(view, event) {
        const html = event.clipboardData?.getData("text/html");
        const kaal = view.input?.shiftKey && view.input.lastKeyCode !== 45;
        // A piece of an editor of ours needs no reading; nor does plain text.
        if (bezig || kaal || !html || html.includes("data-pm-slice")) return false;
        return wacht(view, html, plaats(view.state.selection));
      },
    },
    volg(nieuwe) {
      editor = nieuwe;
      editor.on("transaction", ({ transaction }) => {
        for (const stuk of rij) stuk.plek.schuif(transaction.mapping, bezig);
      });
    },
  };
}

// Where something is to come in, while others type on. What they type at the very place comes
// after it; what was pasted there earlier comes before.
function plaats(selectie) {
  let merk = selectie.getBookmark();
  let punt = selectie.empty ? selectie.from : null;
  const soort = selectie.constructor;
  return {
    schuif(maat, erna) {
      merk = merk.map(maat);
      if (punt !== null) punt = maat.map(punt, erna ? 1 : -1);
    },
    keuze: ({ doc }) => (punt === null ? merk.resolve(doc) : soort.near(doc.resolve(punt))),
  };
}
