// The fields of a form as a list of name and value: to keep, to compare, and to put back.

// What belongs to one page or one request, and says nothing of what was typed.
const EIGEN = ["csrfmiddlewaretoken", "uuid"];
const OPSCHRIFT = ["colspan", "href", "rowspan", "scope", "title"];

export function inhoud(form) {
  return [...new FormData(form)].filter(
    ([naam, waarde]) => !EIGEN.includes(naam) && typeof waarde === "string",
  );
}

const veldenVan = (form) => [...form.elements].filter((el) => el.name && !EIGEN.includes(el.name));
const getypt = (form) =>
  veldenVan(form).filter((el) => !["hidden", "submit", "button", "reset", "file"].includes(el.type));
const keuze = (el) => el.type === "checkbox" || el.type === "radio";

// A form in which somebody writes: not one of buttons or choices alone, and not one to log in.
export function isSchrijfform(form) {
  if (form.method !== "post" || form.querySelector('input[type="password"]')) return false;
  return getypt(form).some((el) => !keuze(el) && !el.type.startsWith("select"));
}

// Whether a form holds something else than the server put in it.
export function isIngevuld(form) {
  return getypt(form).some((el) => {
    if (keuze(el)) return el.checked !== el.defaultChecked;
    if (el.type === "select-one" && ![...el.options].some((o) => o.defaultSelected)) return el.selectedIndex > 0;
    if (el.options) return [...el.options].some((o) => o.selected !== o.defaultSelected);
    return !el.schrijfveld && el.value !== el.defaultValue;
  });
}

const isHtml = (kopie, naam) => kopie.some(([n, waarde]) => n === `${naam}-vorm` && waarde === "html");
const schoon = (tekst) => tekst.replaceAll("\r\n", "\n").trim();

// Html without what the server's normal form leaves out.
function kern(html) {
  const body = new DOMParser().parseFromString(html, "text/html").body;
  for (const el of body.querySelectorAll("colgroup, p:empty")) el.remove();
  for (const el of body.querySelectorAll("*")) {
    for (const { name, value } of [...el.attributes]) {
      if (!OPSCHRIFT.includes(name) || (name.endsWith("span") && value === "1")) el.removeAttribute(name);
    }
  }
  return body.innerHTML.replace(/\s+/g, " ").replaceAll("> <", "><").trim();
}

// What stands in a writing field, in the form in which a copy has it: html or the notation.
function staatEr(el, html) {
  if (html === Boolean(el.schrijfveld)) return el.value;
  const onaangeroerd = el.value === (el.schrijfveld ? el.dataset.html : el.defaultValue);
  return onaangeroerd ? (html ? el.dataset.html : el.defaultValue) : null;
}

// Whether a copy says what stands in the form already.
export function gelijk(form, kopie) {
  const telt = ([naam]) => naam !== "basis" && !naam.endsWith("-vorm");
  const nu = inhoud(form).filter(telt);
  const toen = kopie.filter(telt);
  if (nu.length !== toen.length) return false;
  return toen.every(([naam, waarde], n) => {
    if (nu[n][0] !== naam) return false;
    const el = form.elements.namedItem(naam);
    if (el.dataset?.schrijfveld === undefined) return schoon(nu[n][1]) === schoon(waarde);
    const html = isHtml(kopie, naam);
    const staat = staatEr(el, html);
    if (staat === null) return false;
    return html ? kern(staat) === kern(waarde) : schoon(staat) === schoon(waarde);
  });
}

// Whether a copy fits in the form as it stands: the same fields, of the same records.
export function past(form, kopie) {
  const velden = veldenVan(form).filter((el) => el.name !== "basis" && !el.name.endsWith("-vorm"));
  const namen = new Set(velden.map((el) => el.name));
  const waarde = new Map(kopie);
  if (kopie.some(([naam]) => naam !== "basis" && !naam.endsWith("-vorm") && !namen.has(naam))) return false;
  return velden.every((el) => {
    if (el.type === "hidden") return waarde.get(el.name) === el.value;
    if (el.dataset.schrijfveld !== undefined && isHtml(kopie, el.name) !== Boolean(el.schrijfveld)) return false;
    return keuze(el) || el.type === "select-multiple" || !getypt(form).includes(el) || waarde.has(el.name);
  });
}

// Put a copy into the form; returns what has no place there.
export function vul(form, kopie) {
  const over = kopie.filter(([naam]) => naam !== "basis" && !naam.endsWith("-vorm"));
  const gebruik = (naam, past) => {
    const n = over.findIndex(([ander, waarde]) => ander === naam && past(waarde));
    return n < 0 ? undefined : over.splice(n, 1)[0][1];
  };
  for (const el of getypt(form)) {
    if (keuze(el)) el.checked = gebruik(el.name, (waarde) => waarde === el.value) !== undefined;
    else if (el.options) {
      const gekozen = [...el.options].filter((o) => gebruik(el.name, (waarde) => waarde === o.value) !== undefined);
      if (gekozen.length || el.multiple) for (const o of el.options) o.selected = gekozen.includes(o);
    } else if (el.dataset.schrijfveld === undefined || isHtml(kopie, el.name) === Boolean(el.schrijfveld)) {
      const waarde = gebruik(el.name, () => true);
      if (waarde !== undefined && el.schrijfveld) el.schrijfveld.zet(waarde);
      else if (waarde !== undefined) el.value = waarde;
    }
  }
  const verborgen = new Set(veldenVan(form).filter((el) => el.type === "hidden").map((el) => el.name));
  return over.filter(([naam, waarde]) => waarde.trim() && !verborgen.has(naam));
}

// Where writing in this form begins.
export function naarBegin(form) {
  const eerste = getypt(form).find((el) => el.schrijfveld || el.offsetParent);
  if (eerste?.schrijfveld) eerste.schrijfveld.editor.commands.focus();
  else eerste?.focus();
}
