// A table that is wider than the screen can be scrolled with the keyboard, and says what it is.
// A table that fits is left alone: no needless stop for whoever tabs through the letter.
(() => {
  "use strict";

  function label(box) {
    const caption = box.querySelector("caption");
    const section = box.closest("section[id]");
    const heading = caption || (section && section.querySelector("h1, h2, h3, h4, h5"));
    return heading ? `Tabel: ${heading.textContent.trim()}` : "Tabel";
  }

  function fit(box) {
    if (box.scrollWidth > box.clientWidth + 1) {
      box.setAttribute("tabindex", "0");
      box.setAttribute("role", "region");
      box.setAttribute("aria-label", label(box));
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }

  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
  document.querySelectorAll(".vb-tabel").forEach((box) => observer.observe(box));
})();
