// Saves a form by itself: a second after typing stops, at most every five seconds, one request at
// a time, again and again until it is acknowledged. "Opgeslagen" is only said for text that was in
// the request. A copy stays in the browser until then. The form works without this script.
import { bewaar, bewaard, vergeet } from "./kladblok.js";

const RUST = 1000;
const HOOGSTENS = 5000;
const OPNIEUW = [1, 2, 4, 8, 16, 30];

function begin(form) {
  const stand = document.getElementById("opslagstand");
  const sleutel = `${form.dataset.schrijver}:${location.pathname}`;
  let versie = 0; // of what is typed
  let veilig = 0; // of what the server has acknowledged
  let bezig = false;
  let stil = false; // no more by ourselves: a person must choose
  let pogingen = 0;
  let klok = null;
  let sinds = 0; // when the oldest unsaved change was made

  const veld = (naam) => form.elements.namedItem(naam);
  const inhoud = () => [...new FormData(form)].filter(([naam]) => naam !== "csrfmiddlewaretoken");

  function zeg(tekst, soort = "rust") {
    stand.dataset.soort = soort;
    if (stand.textContent !== tekst) stand.textContent = tekst;
  }

  let kladklok = null;
  function gewijzigd() {
    versie += 1;
    if (stil) return;
    zeg("Nog niet opgeslagen", "bezig");
    clearTimeout(kladklok);
    kladklok = setTimeout(() => bewaar(sleutel, inhoud()), 200);
    // Someone who types on without a pause is saved too.
    if (!sinds) sinds = Date.now();
    plan(Math.max(0, Math.min(RUST, sinds + HOOGSTENS - Date.now())));
  }

  function plan(over) {
    clearTimeout(klok);
    klok = setTimeout(stuur, over);
  }

  async function stuur({ keepalive = false } = {}) {
    if (bezig || stil || versie === veilig) return;
    bezig = true;
    const deze = versie;
    sinds = 0;
    zeg("Bezig met opslaan …", "bezig");
    let antwoord = null;
    const data = verzending();
    try {
      antwoord = await post(data, keepalive);
    } catch {
      antwoord = null; // offline, or the server is away
    }
    bezig = false;
    verwerk(antwoord, deze, data);
  }

  function verzending() {
    const data = new FormData(form);
    data.set("doe", "opslaan");
    return data;
  }

  async function post(data, keepalive, nogEens = true) {
    const antwoord = await fetch(form.action, {
      method: "POST",
      body: data,
      keepalive,
      headers: { Accept: "application/json" },
      redirect: "manual",
    });
    const json = antwoord.headers.get("Content-Type")?.startsWith("application/json")
      ? await antwoord.json()
      : {};
    if (antwoord.status === 403 && nogEens) {
      if (await nieuwBewijs()) {
        data.set("csrfmiddlewaretoken", veld("csrfmiddlewaretoken").value);
        return post(data, keepalive, false);
      }
      return { status: 401, json };
    }
    return { status: antwoord.status, json };
  }

  // After logging in again in another tab this page's token is stale.
  async function nieuwBewijs() {
    const antwoord = await fetch(form.dataset.sessie, { headers: { Accept: "application/json" } });
    if (!antwoord.ok) return false;
    const { csrf } = await antwoord.json();
    for (const veld of document.querySelectorAll('[name="csrfmiddlewaretoken"]')) veld.value = csrf;
    return true;
  }

  function verwerk(antwoord, deze, data) {
    const { status, json } = antwoord || { status: 0, json: {} };
    fouten(json.fouten || {});
    if (status === 200) return gelukt(json, deze, data);
    if (status === 409 && json.uitkomst === "conflict") {
      stil = true;
      return melding(`${json.melding} `, "Bekijk beide teksten");
    }
    if (status === 409) return wacht(json.melding, "fout");
    if (status === 422) {
      zeg("Niet opgeslagen: kijk naar de melding bij het veld. Uw tekst staat hier nog.", "fout");
      return undefined; // the next change tries again
    }
    if (status === 401) {
      wacht("U bent uitgelogd. Uw tekst staat nog in dit venster. ", "fout");
      const link = document.createElement("a");
      Object.assign(link, { href: form.dataset.inloggen, target: "_blank", rel: "noopener" });
      link.className = "utrecht-link";
      link.textContent = "Log opnieuw in (nieuw tabblad)";
      return stand.append(link, "; daarna wordt hij vanzelf opgeslagen.");
    }
    if (status === 413 || status === 400) {
      zeg("Niet opgeslagen: deze tekst is te groot om te versturen. Verdeel haar over meer paragrafen.", "fout");
      return undefined;
    }
    return wacht("Geen verbinding. Uw tekst is in deze browser bewaard; het opslaan wordt herhaald.", "fout");
  }

  function wacht(tekst, soort) {
    zeg(tekst, soort);
    const over = OPNIEUW[Math.min(pogingen, OPNIEUW.length - 1)] * 1000;
    pogingen += 1;
    plan(over);
  }

  function gelukt(json, deze, data) {
    pogingen = 0;
    veilig = deze;
    veld("uuid").value = crypto.randomUUID();
    if (!overnemen(json.daar, data)) {
      // A colleague changed what this form can't take over. Sent the ordinary way, begun on the
      // version it was begun on, it comes back as a page that shows all there is.
      stil = true;
      return form.requestSubmit();
    }
    veld("basis").value = json.versie;
    document.dispatchEvent(new CustomEvent("opslaan:klaar", { detail: json }));
    if (versie !== veilig) return plan(RUST);
    clearTimeout(kladklok);
    zeg(json.melding, "klaar");
    for (const tekst of json.opgemerkt || []) opmerking(tekst);
    return vergeet(sleutel);
  }

  // What a colleague wrote meanwhile comes into this form: all of it, or nothing. Left out, it
  // would be overwritten by the next save.
  function overnemen(daar, verstuurd) {
    if (daar === null) return false;
    const namen = Object.keys(daar);
    const past = (naam) =>
      veld(naam)?.value === verstuurd.get(naam) && (naam === "kop" || veld(naam).schrijfveld);
    if (!namen.every(past)) return false;
    for (const naam of namen) {
      if (naam === "kop") veld(naam).value = daar[naam];
      else veld(naam).schrijfveld.zet(daar[naam]);
    }
    return true;
  }

  function fouten(alle) {
    for (const el of form.querySelectorAll("[data-fout]")) el.remove();
    for (const [naam, zinnen] of Object.entries(alle)) {
      const bij = veld(naam);
      if (!bij) continue;
      const p = document.createElement("p");
      p.className = "utrecht-form-field-error-message";
      p.dataset.fout = naam;
      p.setAttribute("role", "alert");
      p.textContent = zinnen.join(" ");
      (bij.closest?.(".utrecht-form-field") || form).append(p);
    }
  }

  function melding(tekst, knop) {
    zeg(tekst, "fout");
    const button = document.createElement("button");
    Object.assign(button, { type: "submit", textContent: knop, name: "doe", value: "opslaan" });
    button.className = "utrecht-button utrecht-button--primary-action";
    button.setAttribute("form", form.id);
    stand.append(button);
  }

  function opmerking(tekst) {
    const lijst = document.getElementById("opgemerkt");
    if ([...lijst.children].some((li) => li.textContent === tekst)) return;
    const li = document.createElement("li");
    li.textContent = tekst;
    lijst.append(li);
    lijst.hidden = false;
  }

  form.addEventListener("input", gewijzigd);
  form.addEventListener("change", gewijzigd);
  form.addEventListener("schrijfveld:opgemerkt", (event) => opmerking(event.detail));
  // An ordinary submit carries everything; what it says is on the page that follows.
  form.addEventListener("submit", () => {
    stil = true;
    clearTimeout(klok);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") stuur({ keepalive: inhoud().join().length < 60_000 });
    else if (versie !== veilig) plan(0);
  });
  window.addEventListener("online", () => plan(0));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stil = false;
  });
  // What was typed before this script was there.
  const eerder = [...form.elements].filter((el) => el.name === "kop" || (el.dataset?.schrijfveld !== undefined && !el.schrijfveld));
  if (eerder.some((el) => el.value !== el.defaultValue)) gewijzigd();
  // Text of an earlier visit that never reached the server.
  bewaard(sleutel).then((kopie) => {
    if (!kopie || gelijk(kopie.inhoud)) return;
    terugzetten(kopie);
  });

  // Whether a copy says what stands here already.
  function gelijk(kopie) {
    return kopie.every(([naam, waarde]) => {
      const el = veld(naam);
      if (naam === "kop") return el.value === waarde;
      if (!naam.endsWith("-tekst")) return true;
      if (!el) return waarde.trim() === "";
      return el.value.trim() === waarde.replaceAll("\r\n", "\n").trim();
    });
  }

  function terugzetten(kopie) {
    const vak = document.getElementById("kladblok");
    vak.hidden = false;
    vak.querySelector("time").textContent = new Date(kopie.op).toLocaleString("nl-NL", {
      dateStyle: "long",
      timeStyle: "short",
    });
    vak.querySelector("[data-terug]").addEventListener("click", () => {
      const waarden = Object.fromEntries(kopie.inhoud);
      for (const [naam, waarde] of kopie.inhoud) {
        const el = veld(naam);
        if (naam === "kop" && el) el.value = waarde;
        else if (naam.endsWith("-tekst") && el) zetTekst(el, waarde, waarden[`${naam}-vorm`]);
      }
      sluit(vak);
      gewijzigd();
    });
    vak.querySelector("[data-weg]").addEventListener("click", () => {
      sluit(vak);
      vergeet(sleutel);
    });
  }

  // The button that had the focus goes: writing goes on in the form.
  function sluit(vak) {
    vak.hidden = true;
    veld("kop")?.focus();
  }

  function zetTekst(el, waarde, vorm) {
    if (el.schrijfveld && vorm === "html") el.schrijfveld.zet(waarde);
    else if (!el.schrijfveld) el.value = waarde;
  }
}

const form = document.querySelector("form[data-opslaan]");
if (form) {
  if (document.documentElement.dataset.schrijfveld) begin(form);
  else document.addEventListener("schrijfveld:klaar", () => begin(form), { once: true });
}
