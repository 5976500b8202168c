// A copy of what is being typed, in this browser (IndexedDB), until the server has it. The key
// holds who writes: somebody else on this machine never sees it offered.

const NAAM = "veiligheidsbrief";
const OUD = 30 * 24 * 3600 * 1000;

function open() {
  return new Promise((klaar, fout) => {
    const vraag = indexedDB.open(NAAM, 1);
    vraag.onupgradeneeded = () => vraag.result.createObjectStore("kladblok");
    vraag.onsuccess = () => klaar(vraag.result);
    vraag.onerror = () => fout(vraag.error);
  });
}

async function met(modus, doe) {
  try {
    const db = await open();
    return await new Promise((klaar, fout) => {
      const vraag = doe(db.transaction("kladblok", modus).objectStore("kladblok"));
      vraag.onsuccess = () => klaar(vraag.result);
      vraag.onerror = () => fout(vraag.error);
    });
  } catch {
    return null; // a private window may refuse; the server still gets every change
  }
}

export const bewaar = (sleutel, inhoud) =>
  met("readwrite", (opslag) => opslag.put({ op: Date.now(), inhoud }, sleutel));
export const vergeet = (sleutel) => met("readwrite", (opslag) => opslag.delete(sleutel));
export async function bewaard(sleutel) {
  const kopie = await met("readonly", (opslag) => opslag.get(sleutel));
  return kopie && Date.now() - kopie.op < OUD ? kopie : null;
}
