// What deserves a look in the text, as the last save found it: beside the form without a new page.
document.addEventListener("opslaan:klaar", ({ detail }) => {
  const vak = document.getElementById("opletten");
  if (!vak || !detail.opletten) return;
  const lijst = vak.querySelector("ul");
  const nu = [...lijst.children].map((li) => li.textContent);
  // Only what changed is said: the list is a status that is read out.
  if (nu.join("\n") === detail.opletten.join("\n")) return;
  lijst.replaceChildren(
    ...detail.opletten.map((tekst) => Object.assign(document.createElement("li"), { textContent: tekst })),
  );
  vak.hidden = detail.opletten.length === 0;
});
