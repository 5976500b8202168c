// Saves a form by itself: a second after typing stops, at most every five seconds, one request at
// a time, again and again until it is acknowledged. "Opgeslagen" is only said for text that was in
// the request. A copy stays in the browser until then (kopie.js). The form works without this script.

const RUST = 1000;
const HOOGSTENS = 5000;
const OPNIEUW = [1, 2, 4, 8, 16, 30];
// A browser sends at most 64 kB for a page that closes. What is more stays in the copy.
const NOG_MEE = 60_000;

// About what a form weighs when it is sent.
function gewicht(data) {
  const bytes = (tekst) => new TextEncoder().encode(tekst).length;
  return [...data].reduce((som, [naam, waarde]) => som + bytes(naam) + bytes(waarde) + 200, 0);
}

function begin(form) {
  const stand = document.getElementById("opslagstand");
  const { kopie } = form;
  let bezig = false;
  let open = null; // what was sent and is not answered: it is sent again, word for word
  let stil = false; // no more by ourselves: a person must choose
  let pogingen = 0;
  let klok = null;
  let sinds = 0; // when the oldest unsaved change was made

  const veld = (naam) => form.elements.namedItem(naam);

  function zeg(tekst, soort = "rust") {
    stand.dataset.soort = soort;
    if (stand.textContent !== tekst) stand.textContent = tekst;
  }

  function gewijzigd() {
    if (stil) return;
    zeg("Nog niet opgeslagen", "bezig");
    // Someone who types on without a pause is saved too.
    if (!sinds) sinds = Date.now();
    plan(Math.max(0, Math.min(RUST, sinds + HOOGSTENS - Date.now())));
  }

  function plan(over) {
    clearTimeout(klok);
    klok = setTimeout(stuur, over);
  }

  async function stuur({ vertrek = false } = {}) {
    if (bezig || stil || kopie.versie === kopie.veilig) return;
    bezig = true;
    sinds = 0;
    if (!open) {
      open = { data: verzending(), versie: kopie.versie };
      kopie.verstuurd();
    }
    zeg("Bezig met opslaan …", "bezig");
    let antwoord = null;
    try {
      antwoord = await post(open.data, vertrek && gewicht(open.data) < NOG_MEE);
    } catch {
      antwoord = null; // offline, or the server is away
    }
    bezig = false;
    verwerk(antwoord);
  }

  function verzending() {
    const data = new FormData(form);
    // A file that was chosen goes with its own button.
    for (const [naam, waarde] of [...data]) if (waarde instanceof File) data.delete(naam);
    data.set("doe", "opslaan");
    return data;
  }

  async function post(data, keepalive, nogEens = true) {
    data.set("csrfmiddlewaretoken", veld("csrfmiddlewaretoken").value);
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
      if (await nieuwBewijs()) return post(data, keepalive, false);
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

  function verwerk(antwoord) {
    const { status, json } = antwoord || { status: 0, json: {} };
    const { data, versie: deze } = open;
    if ([200, 400, 409, 413, 422].includes(status)) open = null;
    fouten(json.fouten || {});
    if (status === 200) return gelukt(json, deze, data);
    if (status === 409 && json.uitkomst === "conflict") {
      stil = true;
      return melding(`${json.melding} Wat u verder typt, bewaart deze browser. `, "Bekijk beide teksten");
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
    veld("uuid").value = crypto.randomUUID();
    if (!overnemen(json.daar, data)) {
      // A colleague changed what this form can't take over. Sent the ordinary way, begun on the
      // version it was begun on, it comes back as a page that shows all there is.
      stil = true;
      return form.requestSubmit();
    }
    veld("basis").value = json.versie;
    kopie.klaar(deze);
    document.dispatchEvent(new CustomEvent("opslaan:klaar", { detail: json }));
    if (kopie.versie !== deze) return plan(RUST);
    zeg(json.melding, "klaar");
    for (const tekst of json.opgemerkt || []) opmerking(tekst);
    return undefined;
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

  kopie.bijWijziging = gewijzigd;
  if (kopie.versie > kopie.veilig) gewijzigd(); // typed before this script was there
  form.addEventListener("schrijfveld:opgemerkt", (event) => opmerking(event.detail));
  // An ordinary submit carries everything; what it says is on the page that follows.
  form.addEventListener("submit", () => {
    stil = true;
    clearTimeout(klok);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") stuur({ vertrek: true });
    else if (kopie.versie !== kopie.veilig) plan(0);
  });
  window.addEventListener("online", () => plan(0));
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) stil = false;
  });
}

const form = document.querySelector("form[data-opslaan]");
if (form) {
  if (document.documentElement.dataset.schrijfveld) begin(form);
  else document.addEventListener("schrijfveld:klaar", () => begin(form), { once: true });
}
