// Asks something in a dialog that stands in the page (components/schrijfdialogen.html), and gives
// back what was filled in, or null. The browser keeps the focus inside and puts it back.

export function vraag(naam, waarden, form) {
  const dialoog = document.getElementById(`vraag-${naam}`);
  const velden = dialoog.querySelector("form");
  velden.reset();
  for (const [veld, waarde] of Object.entries(waarden)) velden.elements[veld].value = waarde;
  const weg = dialoog.querySelector('[value="weg"]');
  if (weg) weg.hidden = !Object.values(waarden).some(Boolean);
  if (naam === "verwijzing") laad(dialoog, form.dataset.verwijzingen);
  if (naam === "cijfer") zoekend(dialoog, form.dataset.cijfers);
  return new Promise((klaar) => {
    const over = new AbortController();
    const einde = (antwoord) => {
      over.abort();
      klaar(antwoord);
    };
    // At once: "close" comes a moment later, and what is typed in that moment would be nowhere.
    velden.addEventListener(
      "submit",
      (event) => {
        event.preventDefault();
        const door = event.submitter?.value ?? "";
        const gevuld = { ...Object.fromEntries(new FormData(velden)), door, weg: door === "weg" };
        dialoog.close();
        einde(door ? gevuld : null);
      },
      { signal: over.signal },
    );
    dialoog.addEventListener("close", () => einde(null), { signal: over.signal });
    dialoog.showModal();
  });
}

async function haal(adres) {
  const antwoord = await fetch(adres, { headers: { Accept: "application/json" } });
  if (!antwoord.ok) throw new Error(String(antwoord.status));
  return (await antwoord.json()).verwijzingen;
}

const MISLUKT = "De lijst is nu niet op te halen. Probeer het zo nog eens.";

// What can be referred to: fetched once, then filtered while typing.
async function laad(dialoog, adres) {
  const lijst = dialoog.querySelector("[data-lijst]");
  const zoek = dialoog.querySelector('[name="zoek"]');
  if (!lijst.dataset.geladen) {
    lijst.textContent = "Even geduld …";
    try {
      lijst.replaceChildren(...(await haal(adres)).map(keuze));
      lijst.dataset.geladen = "ja";
    } catch {
      lijst.textContent = MISLUKT;
    }
    zoek.addEventListener("input", () => filter(lijst, zoek.value));
  }
  filter(lijst, "");
}

// There are far too many figures for one list: the server searches, while typing. The last question
// asked is the one that is answered.
function zoekend(dialoog, adres) {
  const lijst = dialoog.querySelector("[data-lijst]");
  const zoek = dialoog.querySelector('[name="zoek"]');
  let wacht;
  let nummer = 0;
  async function vraagAan() {
    const dit = (nummer += 1);
    let inhoud;
    try {
      const gevonden = await haal(`${adres}?zoek=${encodeURIComponent(zoek.value)}`);
      inhoud = gevonden.length ? gevonden.map(cijferkeuze) : ["Niets gevonden met al deze woorden."];
    } catch {
      inhoud = [MISLUKT];
    }
    if (dit === nummer) lijst.replaceChildren(...inhoud);
  }
  zoek.oninput = () => {
    clearTimeout(wacht);
    wacht = setTimeout(vraagAan, 250);
  };
  // Enter asks, and does not close the dialog with nothing chosen.
  zoek.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(wacht);
    vraagAan();
  };
  lijst.textContent = "Even geduld …";
  vraagAan();
}

function cijferkeuze({ href, tekst, titel, groep }) {
  return keuze({ href, tekst, titel: `${titel}: ${tekst}`, groep });
}

function keuze({ href, tekst, titel, groep }) {
  const label = document.createElement("label");
  label.className = "vb-keuze";
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name: "keuze", value: JSON.stringify({ href, tekst }) });
  const naam = document.createElement("span");
  naam.textContent = titel;
  const soort = document.createElement("span");
  soort.className = "vb-keuze__groep";
  soort.textContent = groep;
  label.append(radio, naam, soort);
  return label;
}

function filter(lijst, tekst) {
  const zoek = tekst.trim().toLowerCase();
  for (const label of lijst.querySelectorAll("label")) {
    label.hidden = zoek !== "" && !label.textContent.toLowerCase().includes(zoek);
  }
}
