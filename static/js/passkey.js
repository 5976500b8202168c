// Shows what only a script can do, and tells when it fails. The rest is allauth's own script.
(function () {
  const onderweg = {
    NotAllowedError: "Dat is niet gelukt of afgebroken. Probeer het nog eens.",
    InvalidStateError: "Deze passkey staat er al.",
    SecurityError: "Op dit adres werken passkeys niet.",
  };

  document.addEventListener("DOMContentLoaded", () => {
    if (!window.PublicKeyCredential) return;
    for (const vak of document.querySelectorAll(".vb-passkey[hidden]")) vak.hidden = false;
  });

  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const vak = document.querySelector(".vb-passkey");
    if (!vak) return;
    let melding = vak.querySelector("[role=alert]");
    if (!melding) {
      melding = document.createElement("p");
      melding.className = "utrecht-alert utrecht-alert--error";
      melding.setAttribute("role", "alert");
      vak.prepend(melding);
    }
    const naam = event.detail.exception && event.detail.exception.name;
    melding.textContent = onderweg[naam] || "Dat is niet gelukt. Probeer het nog eens.";
  });
})();
