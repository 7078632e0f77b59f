// What the page does without the server: light and dark, and the two dialogs (glossary, assumptions).
"use strict";

(function () {
  const KEY = ":solara:theme.variant"; // Solara's own key, so that its start-up script reads the same choice
  const root = document.documentElement;

  function dark() {
    const chosen = localStorage.getItem(KEY);
    if (chosen === '"dark"') return true;
    if (chosen === '"light"') return false;
    return window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  function show() {
    root.dataset.theme = dark() ? "dark" : "light";
    window.dispatchEvent(new CustomEvent("socialicence.theme", { detail: dark() }));
  }

  window.socialicence = {
    dark,
    toggle() {
      localStorage.setItem(KEY, dark() ? '"light"' : '"dark"');
      show();
      return dark();
    },
    /** Open a dialog, at one of its entries if that is named. */
    open(name, entry) {
      const dialog = document.getElementById(name);
      if (!dialog) return;
      if (!dialog.open) dialog.showModal();
      const at = entry && document.getElementById(entry);
      for (const marked of dialog.querySelectorAll(".looked-up")) marked.classList.remove("looked-up");
      if (at) {
        at.classList.add("looked-up");
        at.scrollIntoView({ block: "center" });
      }
    },
  };

  show();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest("a[data-term], [data-opens], [data-closes]");
    if (!link) return;
    event.preventDefault();
    if (link.dataset.term) window.socialicence.open("glossary", "term-" + link.dataset.term);
    else if (link.dataset.opens) window.socialicence.open(link.dataset.opens);
    else link.closest("dialog").close();
  });
})();
