// Whether a file is one that was published here, without sending it: its SHA-256 is reckoned in
// this browser. Only who wants the text compared sends the file. Without this script, or without
// the browser's own reckoning, the file is sent.
(() => {
  "use strict";

  const form = document.getElementById("controleer");
  if (!form || !window.crypto?.subtle) return;
  const field = form.querySelector('input[type="file"]');
  const send = form.querySelector('button[type="submit"]');
  const answer = document.getElementById("uitslag");
  const words = send.textContent;

  function say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    answer.replaceChildren(line);
  }

  async function sha256(file) {
    const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
    return [...new Uint8Array(digest)].map((b) => b.toString(16).padStart(2, "0")).join("");
  }

  async function check(file) {
    send.hidden = true;
    say("Het bestand wordt in uw browser nagerekend …");
    try {
      const response = await fetch(`${form.dataset.adres}?sha256=${await sha256(file)}`);
      if (!response.ok) throw new Error(String(response.status));
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const told = page.getElementById("uitslag");
      answer.replaceChildren(...[...told.childNodes].map((node) => document.importNode(node, true)));
      send.hidden = told.dataset.code !== "onbekend";
      send.textContent = send.hidden ? words : "Stuur het op en vergelijk de tekst";
    } catch {
      say("Het nakijken is niet gelukt. Probeer het nog eens, of stuur het bestand op.");
      send.hidden = false;
    }
  }

  send.hidden = true;
  form.classList.add("vb-controleer--script");
  field.addEventListener("change", () => {
    if (field.files.length) check(field.files[0]);
  });
  form.addEventListener("dragover", (event) => event.preventDefault());
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    field.files = event.dataTransfer.files;
    check(field.files[0]);
  });
})();
