// Every form in which somebody writes has a copy in this browser of what the server has not
// acknowledged: within a third of a second after the first key, and once more when the page goes.
// At the next visit it is offered. Saving by itself (opslaan.js) builds on it; a form that is sent
// is acknowledged by the redirect that follows. See ADR 0018.
import { bewaar, bewaard, bewaarMeteen, vergeet } from "./kladblok.js";
import { gelijk, inhoud, isIngevuld, isSchrijfform, naarBegin, past, vul } from "./velden.js";

const BINNEN = 250;
const VERSTUURD = "veiligheidsbrief:verstuurd";
const sjabloon = document.getElementById("kladblok");
const kopieen = new Map(); // by form

// One of the boxes that the page has for it; what it says is read out as soon as it shows.
function doos(van) {
  const vak = van.cloneNode(true);
  vak.setAttribute("role", "status");
  return vak;
}

class Kopie {
  bijWijziging = () => {};
  gekeken = false; // whether an earlier page left something behind
  versie = 0; // of what is typed
  veilig = 0; // of what the server has acknowledged
  #bewaard = 0; // of what IndexedDB has
  #eerdere = []; // ids of copies that this page goes on with
  #onderweg = null; // what was sent and is not answered: it may be what the server has
  #op = 0;
  #klok = null;
  #vak = null;

  constructor(form, sleutel) {
    this.form = form;
    this.sleutel = sleutel;
    this.id = `${sleutel}|${crypto.randomUUID()}`;
  }

  get #ids() {
    return [this.id, ...this.#eerdere];
  }

  #inhoud() {
    const { id, sleutel } = this;
    return { id, sleutel, op: this.#op, inhoud: inhoud(this.form), onderweg: this.#onderweg };
  }

  // At once for what is typed first, and then as often as this allows: who types on is kept too.
  gewijzigd() {
    this.versie += 1;
    this.#op = Date.now();
    this.#klok ||= setTimeout(() => this.#schrijf(), BINNEN);
    this.bijWijziging();
  }

  async #schrijf() {
    this.#klok = null;
    const deze = this.versie;
    if (await bewaar(this.#inhoud())) this.#bewaard = Math.max(this.#bewaard, deze);
  }

  vertrek() {
    if (this.versie > Math.max(this.veilig, this.#bewaard)) bewaarMeteen(this.#inhoud());
  }

  verstuurd() {
    this.#onderweg = inhoud(this.form);
  }

  // An ordinary submit: the page that follows tells whether it was saved.
  verzonden() {
    this.verstuurd();
    onthoud(this.#ids);
  }

  // The server has what was typed up to this version.
  klaar(versie) {
    this.veilig = versie;
    this.#onderweg = null;
    if (versie !== this.versie) return this.#schrijf();
    clearTimeout(this.#klok);
    this.#klok = null;
    const ids = this.#ids;
    this.#eerdere = [];
    return vergeet(ids);
  }

  // What an earlier page left behind.
  async begin() {
    if (isIngevuld(this.form)) this.gewijzigd(); // before this script was there
    const { ids, geweigerd } = aankomst;
    const aanbod = [];
    for (const kopie of await bewaard(this.sleutel)) {
      if (kopie.id === this.id) continue;
      if (gelijk(this.form, kopie.inhoud)) {
        if (geweigerd || ids.includes(kopie.id) || isIngevuld(this.form)) this.#eerdere.push(kopie.id);
        else vergeet([kopie.id]);
      } else if (geweigerd && ids.includes(kopie.id)) {
        this.#eerdere.push(kopie.id); // this page shows it beside what stands there
      } else aanbod.push(kopie);
    }
    this.#bied(aanbod);
    this.gekeken = true;
  }

  #bied([kopie, ...rest]) {
    this.#vak?.remove();
    this.#vak = null;
    if (!kopie) return;
    const vak = doos(sjabloon.content.firstElementChild);
    const op = new Date(kopie.op).toLocaleString("nl-NL", { dateStyle: "long", timeStyle: "short" });
    vak.querySelector("time").textContent = op;
    vak.querySelector("[data-terug]").addEventListener("click", () => {
      this.#zetTerug(kopie);
      this.#verder(rest);
    });
    vak.querySelector("[data-weg]").addEventListener("click", () => {
      vergeet([kopie.id]);
      this.#verder(rest);
    });
    this.form.before(vak);
    this.#vak = vak;
    vak.hidden = false;
  }

  // The button that had the focus goes: writing goes on in the form.
  #verder(rest) {
    this.#bied(rest.filter((kopie) => !gelijk(this.form, kopie.inhoud)));
    naarBegin(this.form);
  }

  #zetTerug(kopie) {
    const basis = this.form.elements.namedItem("basis");
    const passend = past(this.form, kopie.inhoud);
    // Other fields than this page has: the server lays it beside what stands there now.
    if (!passend && basis) return stuurOp(this.form, kopie);
    // On the version it was begun on, so that nothing of a colleague is undone by it. What the
    // server took in just before the page went is not a colleague's.
    const eigen = kopie.onderweg && gelijk(this.form, kopie.onderweg);
    const over = vul(this.form, kopie.inhoud);
    const begonnen = kopie.inhoud.find(([naam]) => naam === "basis");
    if (basis && begonnen && !eigen) basis.value = begonnen[1];
    if (over.length) this.#toonRest(over);
    this.gewijzigd();
    bewaarMeteen(this.#inhoud());
    return vergeet([kopie.id]);
  }

  #toonRest(over) {
    const vak = doos(sjabloon.content.lastElementChild);
    const lijst = over.map(([, waarde]) => Object.assign(document.createElement("li"), { textContent: waarde }));
    vak.querySelector("ul").replaceChildren(...lijst);
    this.form.before(vak);
    vak.hidden = false;
  }

  // Part of the page came anew: the same form is another element, without what was typed in it.
  naar(form) {
    vul(form, inhoud(this.form));
    this.form = form;
  }
}

const hier = () => location.href.split("#")[0];

function onthoud(ids, tot = Date.now()) {
  try {
    sessionStorage.setItem(VERSTUURD, JSON.stringify({ ids, tot, van: hier() }));
  } catch {
    // Then the copies stay, and are offered once too often.
  }
}

function stuurOp(form, kopie) {
  const los = document.createElement("form");
  Object.assign(los, { method: "post", action: form.getAttribute("action") || location.href, hidden: true });
  const knop = form.querySelector('[type="submit"][name]');
  const csrf = form.elements.namedItem("csrfmiddlewaretoken").value;
  const extra = [["csrfmiddlewaretoken", csrf], ["uuid", crypto.randomUUID()]];
  if (knop) extra.push([knop.name, knop.value]);
  for (const [name, value] of [...kopie.inhoud, ...extra]) {
    los.append(Object.assign(document.createElement("input"), { type: "hidden", name, value }));
  }
  document.body.append(los);
  onthoud([kopie.id]);
  los.submit();
}

// How this page came: what was sent before it is saved (a redirect, without a message that it
// was refused), is still to be saved (logging in comes first), or came back.
const aankomst = (() => {
  const niets = { ids: [], geweigerd: false };
  const [weg] = performance.getEntriesByType("navigation");
  const geweigerd = weg?.responseStatus >= 400;
  let bewijs = null;
  try {
    bewijs = JSON.parse(sessionStorage.getItem(VERSTUURD));
    sessionStorage.removeItem(VERSTUURD);
  } catch {
    return niets;
  }
  // Where the answer itself never came, somebody walked on by another way.
  if (!bewijs || !weg || weg.type === "back_forward" || document.referrer !== bewijs.van) return { ...niets, geweigerd };
  const { ids, tot } = bewijs;
  const inloggen = document.querySelector('input[type="password"]');
  if (inloggen && !weg.redirectCount) {
    inloggen.form.addEventListener("submit", () => onthoud(ids, tot));
    return niets;
  }
  const mislukt = document.querySelector(".vb-meldingen .utrecht-alert--error");
  // A page that takes what was sent without a redirect says so itself.
  const verwerkt = weg.redirectCount || document.querySelector("[data-verwerkt]");
  if (verwerkt && !inloggen && !mislukt) {
    vergeet(ids, tot);
    return niets;
  }
  return { ids, geweigerd };
})();

function maak(form) {
  const pad = new URL(form.getAttribute("action") || location.pathname, location.href).pathname;
  const naam = `${sjabloon.dataset.schrijver}:${pad}${form.id && `#${form.id}`}`;
  // Two forms to the same address are told apart by their place.
  const zelfde = [...kopieen.values()].filter((k) => k.form.isConnected && k.sleutel.split("+")[0] === naam);
  const kopie = new Kopie(form, zelfde.length ? `${naam}+${zelfde.length}` : naam);
  form.kopie = kopie; // for who saves it by itself
  kopieen.set(form, kopie);
  return kopie;
}

function volg() {
  const weg = [...kopieen].filter(([form]) => !form.isConnected);
  for (const form of document.forms) {
    if (kopieen.has(form) || !isSchrijfform(form)) continue;
    const kopie = maak(form);
    const oude = weg.find(([, k]) => k.sleutel === kopie.sleutel && k.versie > k.veilig);
    if (oude) {
      kopieen.set(form, oude[1]);
      oude[1].naar(form);
    } else kopie.begin();
  }
  for (const [form] of weg) kopieen.delete(form);
}

document.addEventListener("input", ({ target }) => {
  if (target.name) kopieen.get(target.form)?.gewijzigd();
});
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) kopieen.get(event.target)?.verzonden();
});
document.addEventListener("click", ({ target }) => {
  if (target.closest?.("a[href]")) sessionStorage.removeItem(VERSTUURD); // that is no answer
  // Whoever chooses to leave what stands there has no more to do with what was typed.
  if (target.closest?.("[data-laat-staan]")) for (const kopie of kopieen.values()) kopie.klaar(kopie.versie);
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const kopie of kopieen.values()) kopie.vertrek();
});
window.addEventListener("pagehide", () => {
  for (const kopie of kopieen.values()) kopie.vertrek();
});
document.addEventListener("htmx:afterSwap", volg);

const wacht = document.querySelector("[data-editor-module]") && !document.documentElement.dataset.schrijfveld;
for (const form of document.forms) if (isSchrijfform(form)) maak(form);
if (wacht) document.addEventListener("schrijfveld:klaar", begin, { once: true });
else begin();

function begin() {
  for (const kopie of kopieen.values()) kopie.begin();
}
