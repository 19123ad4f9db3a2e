// Comforts; without this script the page lacks nothing else: a switch between light and dark, copying of code, formulas set by KaTeX
// where the page has loaded it, how long each cell took, links of earlier versions, and contents that follow the reader.
(() => {
  "use strict";
  const root = document.documentElement;
  const memory = {
    get theme() { try { return localStorage.getItem("glassbox-theme"); } catch { return null; } },
    set theme(value) { try { localStorage.setItem("glassbox-theme", value); } catch { /* Private browsing: not kept. */ } },
  };
  // Before the first paint, so that the page does not flash.
  if (memory.theme === "light" || memory.theme === "dark") root.dataset.theme = memory.theme;

  const isDark = () =>
    root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

  const button = (label, className, action) => {
    const element = document.createElement("button");
    element.type = "button";
    element.className = className;
    element.textContent = label;
    element.addEventListener("click", () => action(element));
    return element;
  };

  const addSwitch = () => {
    const name = () => (isDark() ? "Light" : "Dark");
    const element = button(name(), "switch", () => {
      root.dataset.theme = memory.theme = isDark() ? "light" : "dark";
      element.textContent = name();
    });
    element.dataset.themeSwitch = "";
    document.querySelector(".bar")?.append(element);
  };

  const addCopying = () => {
    if (!navigator.clipboard) return;
    for (const block of document.querySelectorAll("pre.code")) {
      const holder = document.createElement("div");
      holder.className = "copyable";
      block.replaceWith(holder);
      holder.append(block, button("Copy", "copy", async (element) => {
        try {
          await navigator.clipboard.writeText(block.textContent);
          element.textContent = "Copied";
        } catch {
          element.textContent = "Select the text to copy it";
        }
        setTimeout(() => { element.textContent = "Copy"; }, 2000);
      }));
    }
  };

  // What KaTeX cannot set stays as it was written.
  const setFormulas = () => {
    if (!window.katex) return;
    for (const element of document.querySelectorAll(".math")) {
      const tex = element.textContent;
      try {
        katex.render(tex, element, { displayMode: element.classList.contains("display"), strict: "ignore", maxExpand: 200, maxSize: 40 });
        element.classList.add("set");
      } catch {
        element.textContent = tex;
      }
    }
  };

  // By its number. Pages that an earlier version made have that for an id.
  const cellAt = (place) => document.querySelector(`[data-place="${CSS.escape(place)}"]`) ?? document.getElementById(place);

  // Cells were called by their number once.
  const followOldLink = () => {
    const id = location.hash.slice(1);
    if (/^cell-[0-9]+$/.test(id) && !document.getElementById(id)) cellAt(id)?.scrollIntoView();
  };

  // From seconds.js, a file of its own: the page has the same bytes however long a run took.
  const addSeconds = () => {
    for (const [id, seconds] of Object.entries(window.glassboxSeconds?.cells ?? {})) {
      const code = cellAt(id)?.querySelector(":scope > pre.code, :scope > .copyable, :scope > .fold > summary");
      // What takes no time worth telling would only be noise.
      if (!code || seconds < 0.01) continue;
      const note = document.createElement("span");
      note.className = "seconds";
      note.textContent = `${Number(seconds.toPrecision(2))} s`;
      note.title = "how long this cell took";
      code.matches("summary") ? code.append(" ", note) : code.after(note);
    }
  };

  // Where there is a margin the contents stand open in it, with the section being read marked.
  const followContents = () => {
    const contents = document.querySelector(".contents details");
    if (!contents) return;
    const margin = matchMedia("(min-width: 99rem)");
    const place = () => { contents.open = margin.matches; };
    place();
    margin.addEventListener("change", place);
    const links = new Map([...contents.querySelectorAll("a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
    const headings = [...links.keys()].map((id) => document.getElementById(id)).filter(Boolean);
    let current;
    const mark = () => {
      const read = headings.filter((heading) => heading.getBoundingClientRect().top < innerHeight / 3).pop();
      const link = read && links.get(read.id);
      if (link === current) return;
      current?.removeAttribute("aria-current");
      link?.setAttribute("aria-current", "location");
      current = link;
    };
    mark();
    addEventListener("scroll", mark, { passive: true });
  };

  document.addEventListener("DOMContentLoaded", () => {
    for (const comfort of [addSwitch, addCopying, setFormulas, addSeconds, followContents, followOldLink]) comfort();
    addEventListener("hashchange", followOldLink);
  });
})();
