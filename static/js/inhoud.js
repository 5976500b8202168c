// The contents of a letter: marks where the reader is, and folds away after a choice on a narrow
// screen. Without this script the contents still work.
(() => {
  "use strict";

  const nav = document.getElementById("vb-inhoud");
  if (!nav) return;
  const fold = nav.querySelector("details");
  const here = nav.querySelector(".vb-inhoud__hier");
  const wide = window.matchMedia("(min-width: 64em)");

  const parts = [...nav.querySelectorAll('a[href^="#"]')]
    .map((link) => ({ link, target: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter((part) => part.target);
  if (!parts.length) return;

  function mark(current) {
    for (const { link } of parts) {
      const on = current && (link === current.link || link.closest("li").contains(current.link));
      link.toggleAttribute("data-hier", Boolean(on));
      if (current && link === current.link) link.setAttribute("aria-current", "location");
      else link.removeAttribute("aria-current");
    }
    const theme = current && parts.filter(({ link }) => link.hasAttribute("data-hier"))[0];
    here.textContent = theme ? theme.link.textContent.trim() : "";
    if (current && (wide.matches || fold.open)) show(current.link);
  }

  // Scrolls the column itself, never the page.
  function show(link) {
    const top = link.getBoundingClientRect().top - nav.getBoundingClientRect().top;
    if (top < 0 || top > nav.clientHeight - 80) nav.scrollTop += top - nav.clientHeight / 3;
  }

  // The part that covers the line a third of the way down the window: the last that began above it.
  let current = null;
  function update() {
    const line = window.innerHeight / 3;
    const found = parts.filter(({ target }) => target.getBoundingClientRect().top <= line).pop() || null;
    if (found === current) return;
    current = found;
    mark(current);
  }

  const observer = new IntersectionObserver(update, { rootMargin: "0px 0px -66% 0px" });
  for (const { target } of parts) observer.observe(target);
  update();

  fold.addEventListener("toggle", () => {
    if (fold.open && current) show(current.link);
  });
  nav.addEventListener("click", (event) => {
    if (!wide.matches && event.target.closest('a[href^="#"]')) fold.open = false;
  });
  nav.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || wide.matches || !fold.open) return;
    fold.open = false;
    fold.querySelector("summary").focus();
  });
})();
