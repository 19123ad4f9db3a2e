// Filters of the reports. Without this script all of them are shown, and the form is not.
(() => {
  "use strict";
  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-filters]");
    if (!form) return;
    const [verdict, route, text, count] = ["verdict", "route", "text", "count"].map(
      (name) => form.querySelector(`[data-filter-${name}]`));
    const cards = [...document.querySelectorAll("[data-filtered] [data-card]")];
    const fold = (words) => words.toLocaleLowerCase("en").replaceAll("_", " ");
    const words = cards.map((card) => fold(card.textContent));

    const apply = () => {
      const wanted = fold(text.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      cards.forEach((card, index) => {
        const fits = (!verdict.value || card.dataset.verdict === verdict.value)
          && (!route.value || card.dataset.route === route.value)
          && wanted.every((word) => words[index].includes(word));
        card.hidden = !fits;
        shown += fits ? 1 : 0;
      });
      count.textContent = `${shown} of ${cards.length} reports`;
    };

    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(apply));
    form.hidden = false;
    // A browser that comes back to the page may have kept what was typed.
    apply();
  });
})();
