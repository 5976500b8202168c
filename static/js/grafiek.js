// The interactive chart: fetched, library and all, only when a reader asks for it. Without this
// script the chart stands there as a picture, with its table beneath.
(() => {
  "use strict";

  const library = document.currentScript.dataset.plotly;
  let loading = null;

  // While it loads, the library makes a style element of its own; the page's policy lets that in
  // only with the nonce of this page.
  function withNonce() {
    const { nonce } = document.getElementById("plotly.js-style-global");
    document.createElement = function (...args) {
      const element = Document.prototype.createElement.apply(document, args);
      if (element instanceof HTMLStyleElement) element.nonce = nonce;
      return element;
    };
  }

  function load() {
    loading ??= new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = library;
      script.onload = resolve;
      script.onerror = reject;
      withNonce();
      document.head.append(script);
    }).finally(() => delete document.createElement);
    return loading;
  }

  async function show(box, button, status) {
    button.disabled = true;
    status.textContent = "De grafiek wordt opgehaald …";
    try {
      const [answer] = await Promise.all([fetch(box.dataset.figuur), load()]);
      if (!answer.ok) throw new Error(String(answer.status));
      const { data, layout } = await answer.json();
      const chart = document.createElement("div");
      box.replaceChildren(chart);
      await window.Plotly.newPlot(chart, data, layout, { responsive: true, displayModeBar: false });
      button.remove();
      status.textContent = "Dit is de interactieve grafiek. Dezelfde cijfers staan in de tabel.";
    } catch {
      button.disabled = false;
      loading = null;
      status.textContent = "Het ophalen is niet gelukt. Probeer het opnieuw; de cijfers staan in de tabel.";
    }
  }

  for (const box of document.querySelectorAll("[data-figuur]")) {
    const button = document.createElement("button");
    const status = document.createElement("p");
    button.type = "button";
    button.className = "utrecht-button utrecht-button--secondary-action";
    button.textContent = "Toon als interactieve grafiek (laadt 1,5 MB)";
    status.className = "vb-figuur__bron";
    status.setAttribute("role", "status");
    button.addEventListener("click", () => show(box, button, status));
    box.after(button, status);
  }
})();
