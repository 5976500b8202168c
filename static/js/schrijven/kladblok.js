// Copies of what is being typed, in this browser, until the server has it. Every page that is open
// keeps a copy of its own; `sleutel` says who writes which form, and nobody else is offered it.
//
// A kopie: { id, sleutel, op, inhoud, onderweg }. `op` is when it was last changed.
// IndexedDB holds them. It takes its time, which a page that closes doesn't have: what is too late
// for it goes to localStorage, which has it at once. See ADR 0018.

const NAAM = "veiligheidsbrief";
const OPSLAG = "kopieen";
const METEEN = `${NAAM}:`;
const OUD = 30 * 24 * 3600 * 1000;

let verbinding = null;

function open() {
  verbinding ||= new Promise((klaar, fout) => {
    const vraag = indexedDB.open(NAAM, 2);
    vraag.onupgradeneeded = () => {
      const db = vraag.result;
      for (const naam of [...db.objectStoreNames]) db.deleteObjectStore(naam);
      db.createObjectStore(OPSLAG, { keyPath: "id" });
    };
    vraag.onsuccess = () => klaar(vraag.result);
    vraag.onerror = () => fout(vraag.error);
    vraag.onblocked = () => fout(new Error("blocked"));
  });
  return verbinding;
}

// What `doe` asks of the copies, once it is committed; undefined where a browser has no place for
// them (a private window may refuse).
async function met(modus, doe) {
  try {
    const db = await open();
    return await new Promise((klaar, fout) => {
      const transactie = db.transaction(OPSLAG, modus);
      const vraag = doe(transactie.objectStore(OPSLAG));
      transactie.oncomplete = () => klaar(vraag?.result);
      transactie.onabort = () => fout(transactie.error);
    });
  } catch {
    return undefined;
  }
}

// Tells whether there was a place for it.
export async function bewaar(kopie) {
  return (await met("readwrite", (opslag) => opslag.put(kopie))) !== undefined || bewaarMeteen(kopie);
}

// The same without waiting: for a page that is about to go.
export function bewaarMeteen(kopie) {
  try {
    localStorage.setItem(METEEN + kopie.id, JSON.stringify(kopie));
    return true;
  } catch {
    return false; // no room, or refused
  }
}

function meteenBewaard() {
  try {
    const namen = Object.keys(localStorage).filter((naam) => naam.startsWith(METEEN));
    return namen.map((naam) => JSON.parse(localStorage.getItem(naam)));
  } catch {
    return [];
  }
}

// The copies of a form, the newest first.
export async function bewaard(sleutel) {
  const alle = [...((await met("readonly", (opslag) => opslag.getAll())) || []), ...meteenBewaard()];
  const oud = alle.filter((kopie) => Date.now() - kopie.op > OUD);
  if (oud.length) vergeet(oud.map((kopie) => kopie.id));
  const nieuwste = new Map();
  for (const kopie of alle.sort((a, b) => a.op - b.op)) {
    if (kopie.sleutel === sleutel && !oud.includes(kopie)) nieuwste.set(kopie.id, kopie);
  }
  return [...nieuwste.values()].sort((a, b) => b.op - a.op);
}

// tot: what was changed later than this stays.
export function vergeet(ids, tot = Infinity) {
  for (const kopie of meteenBewaard()) {
    if (ids.includes(kopie.id) && kopie.op <= tot) localStorage.removeItem(METEEN + kopie.id);
  }
  return met("readwrite", (opslag) => {
    for (const id of ids) {
      const vraag = opslag.get(id);
      vraag.onsuccess = () => {
        if (vraag.result && vraag.result.op <= tot) opslag.delete(id);
      };
    }
  });
}
