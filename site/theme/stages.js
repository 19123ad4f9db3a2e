// Draws how long each stage of a run took. The seconds are in a file beside the page, as they differ from run to run and the
// page does not; without this script a link says where they are.
(() => {
  "use strict";
  const seconds = globalThis.glassboxSeconds?.stages;
  if (!seconds) return;

  const spelled = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value)} s`;

  for (const root of document.querySelectorAll("[data-stages]")) {
    const stages = JSON.parse(root.querySelector('script[type="application/json"]').textContent)
      .filter((stage) => Number.isFinite(seconds[stage]));
    if (stages.length === 0 || root.dataset.stages === "ready") continue;
    root.dataset.stages = "ready";
    const total = stages.reduce((sum, stage) => sum + seconds[stage], 0);
    const list = document.createElement("dl");
    for (const stage of stages) {
      const [name, value, bar] = [document.createElement("dt"), document.createElement("dd"), document.createElement("span")];
      name.textContent = stage;
      bar.className = "bar-of-seconds";
      bar.style.width = `${(100 * seconds[stage]) / (total || 1)}%`;
      value.append(bar, spelled(seconds[stage]));
      list.append(name, value);
    }
    root.querySelector(".stand-in").replaceChildren(list);
  }
})();
