// Search and filters of the reports. Without this script all of them are shown, page by page, and the form is not.
(() => {
  "use strict";
  // What a browser shows at once without delay.
  const atOnce = 100;
  const fold = (words) => words.toLocaleLowerCase("en").replaceAll("_", " ");
  const plural = (count) => count.toLocaleString("en");

  // A card, its words, and what it leads to: one report, or one for each seed.
  const known = (node) => ({
    node, words: fold(node.textContent),
    reports: node.matches("[data-verdict]") ? [node] : [...node.querySelectorAll("[data-verdict]")],
  });

  // All cards: those on the page, or where there are further pages a script that holds the cards of all. It is a script, and no JSON,
  // because a page that is opened from disk may read no files.
  const allCards = (source, own) => new Promise((resolve) => {
    if (!source) { resolve(own.map(known)); return; }
    const script = document.createElement("script");
    script.src = source;
    script.onload = () => {
      const holder = document.createElement("template");
      holder.innerHTML = window.glassboxCards;
      delete window.glassboxCards;
      resolve([...holder.content.children].map(known));
    };
    // Without it, what is here can be searched.
    script.onerror = () => resolve(own.map(known));
    document.head.append(script);
  });

  const start = (form) => {
    const find = (name) => document.querySelector(`[data-${name}]`);
    const choices = ["verdict", "kind", "route"].map((name) => [name, find(`filter-${name}`)]);
    const [text, count, list, more] = ["filter-text", "filter-count", "filtered", "more"].map(find);
    const pages = document.querySelectorAll("[data-pages]");
    const own = [...list.children];
    const unfiltered = count.textContent;
    let [loading, asked, fitting, limit] = [null, 0, [], atOnce];
    const load = () => (loading ??= allCards(form.dataset.all, own).then((cards) => {
      form.dataset.filters = "ready";
      return cards;
    }));

    const show = () => {
      list.replaceChildren(...fitting.slice(0, limit).map((card) => card.node));
      more.hidden = fitting.length <= limit;
    };

    // What is looked for is in the address, so that it can be sent and comes back with the page.
    const remember = () => {
      const fields = [...choices, ["text", text]].filter(([, field]) => field.value).map(([name, field]) => [name, field.value]);
      const [page, anchor] = location.href.split("#");
      if (!fields.length && !anchor?.includes("=")) return;
      history.replaceState(null, "", fields.length ? `${page}#${new URLSearchParams(fields)}` : page);
    };

    const recall = () => {
      if (!location.hash.includes("=")) return false;
      const fields = new URLSearchParams(location.hash.slice(1));
      for (const [name, field] of [...choices, ["text", text]]) field.value = fields.get(name) ?? "";
      return true;
    };

    const apply = async () => {
      const turn = ++asked;
      const wanted = fold(text.value).split(/\s+/).filter(Boolean);
      const chosen = choices.filter(([, field]) => field.value);
      const isFiltering = wanted.length > 0 || chosen.length > 0;
      remember();
      if (!isFiltering && !loading) return;
      const cards = await load();
      // Something else may have been typed in the meantime.
      if (turn !== asked) return;
      let [found, all] = [0, 0];
      fitting = cards.filter(({ words, reports }) => {
        const saysAll = wanted.every((word) => words.includes(word));
        let fits = 0;
        for (const report of reports) {
          report.hidden = !saysAll || !chosen.every(([name, field]) => report.dataset[name] === field.value);
          fits += report.hidden ? 0 : 1;
        }
        found += fits;
        all += reports.length;
        return fits > 0;
      });
      limit = atOnce;
      for (const element of pages) element.hidden = isFiltering;
      count.textContent = isFiltering ? `${plural(found)} of ${plural(all)} reports` : unfiltered;
      if (isFiltering) { show(); return; }
      list.replaceChildren(...own);
      more.hidden = true;
    };

    form.addEventListener("input", apply);
    form.addEventListener("submit", (event) => event.preventDefault());
    // Before the first letter is typed.
    form.addEventListener("focusin", load, { once: true });
    // The fields are empty only after the event.
    form.addEventListener("reset", () => setTimeout(apply));
    more.addEventListener("click", () => { limit += atOnce; show(); });
    addEventListener("hashchange", () => { recall(); apply(); });
    form.hidden = false;
    // Who follows a link to what was found wants to see that; else a browser that comes back to the page may have kept what was typed.
    if (recall()) apply().then(() => form.closest("section").scrollIntoView());
    else apply();
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.querySelector("[data-filters]");
    if (form) start(form);
  });
})();
