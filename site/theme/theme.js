// Two comforts; without this script the page lacks nothing else: a switch between light and dark, and copying of code.
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

  document.addEventListener("DOMContentLoaded", () => {
    const name = () => (isDark() ? "Light" : "Dark");
    document.querySelector(".bar")?.append(button(name(), "switch", (element) => {
      root.dataset.theme = memory.theme = isDark() ? "light" : "dark";
      element.textContent = name();
    }));
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
  });
})();
