// A table can be scrolled with the keyboard. One that fits needs no stop for whoever tabs through
// the letter: there the stop goes, and comes back when the window gets narrower.
(() => {
  "use strict";

  const names = ["tabindex", "role", "aria-label"];
  const given = new Map();

  function fit(box) {
    const scrolls = box.scrollWidth > box.clientWidth + 1;
    for (const [name, value] of given.get(box)) {
      if (scrolls) box.setAttribute(name, value);
      else box.removeAttribute(name);
    }
  }

  const observer = new ResizeObserver((entries) => entries.forEach(({ target }) => fit(target)));
  for (const box of document.querySelectorAll(".vb-tabel")) {
    given.set(box, names.map((name) => [name, box.getAttribute(name)]));
    observer.observe(box);
  }
})();
