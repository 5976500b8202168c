// The preview beneath the form follows what was saved, and stays where the reader was in it.
document.addEventListener("opslaan:klaar", () => {
  const frame = document.querySelector("[data-voorbeeld]");
  if (!frame?.closest("details").open || !frame.contentWindow) return;
  const hoogte = frame.contentWindow.scrollY;
  frame.addEventListener("load", () => frame.contentWindow.scrollTo(0, hoogte), { once: true });
  frame.contentWindow.location.reload();
});
