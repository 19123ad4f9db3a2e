// Reads a word letter by letter and shows what a transformer holds at each of its sites. Without this script the page lacks nothing:
// one word stands there as a table.
(() => {
  "use strict";

  // The node after each letter of a word, and null for those that are not told of.
  const trace = (data, word) => {
    let parent = -1;
    return word.map((letter) => {
      const next = parent === null ? -1 : data.nodes.findIndex((node) => node.parent === parent && node.letter === letter);
      parent = next < 0 ? null : next;
      return parent === null ? null : data.nodes[parent];
    });
  };

  // Letters of a text, by number, up to the first that is none; names of one character need no space between them.
  const parse = (data, text) => {
    const areCharacters = data.letters.every((name) => [...name].length === 1);
    const tokens = text.trim().split(/\s+/).filter(Boolean)
      .flatMap((token) => (areCharacters && !data.letters.includes(token) ? [...token] : [token]));
    const unknown = tokens.findIndex((token) => !data.letters.includes(token));
    const known = (unknown < 0 ? tokens : tokens.slice(0, unknown)).map((token) => data.letters.indexOf(token));
    const word = known.slice(0, data.length);
    // A longer name may still be growing.
    const isGrowing = unknown === tokens.length - 1 && !/\s$/.test(text) && data.letters.some((name) => name.startsWith(tokens[unknown]));
    if (unknown >= 0 && unknown < data.length && !isGrowing) {
      return { word, message: `“${tokens[unknown]}” is no letter here: expected ${data.letters.slice(0, 8).join(", ")}${data.letters.length > 8 ? ", …" : ""}.` };
    }
    const missing = trace(data, word).indexOf(null);
    if (missing >= 0) {
      return { word: word.slice(0, missing), message: `The network is not asked about words that go on with “${data.letters[word[missing]]}” there.` };
    }
    return { word, message: tokens.length > data.length ? `Only words of up to ${data.length} letters are told of here.` : null };
  };

  // What is read of the variables, and whether that is so: "3", "3 (not 4)" or a dash.
  const reading = (read, values) => read
    .map((value, place) => (value === null ? "–" : value === values[place] ? `${value}` : `${value} (not ${values[place]})`)).join(", ");

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const cell = (text, kind = "") => element("td", { class: `right ${kind}`.trim() }, text);

  const kindOf = (read, values) => {
    const told = read.map((value, place) => (value === null ? null : value === values[place]));
    return told.includes(false) ? "misread" : told.includes(true) ? "read" : "";
  };

  const line = (data, node, index) => element("tr", { "data-site-row": index + 1 },
    cell(String(index + 1)), cell(data.letters[node.letter]), cell(node.answer), cell(node.values.join(", ")),
    ...node.read.map((read) => cell(reading(read, node.values), kindOf(read, node.values))));

  const mostButtons = 12;

  const start = (root, number) => {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    if (!data || root.dataset.sites === "ready") return;
    root.dataset.sites = "ready";
    const field = element("input", { type: "text", id: `sites-input-${number}`, "data-site-input": "", autocomplete: "off",
      spellcheck: "false", autocapitalize: "off", "aria-describedby": `sites-message-${number}` });
    const message = element("p", { class: "message", id: `sites-message-${number}`, role: "status", "aria-live": "polite" });
    const body = element("tbody");
    const heads = ["", "letter", "answer", data.variables.join(", "), ...data.sites]
      .map((name) => element("th", { scope: "col", class: "right" }, name));
    const region = element("div", { class: "scroll trace", tabindex: "0", role: "region", "aria-label": "What is held after each letter" },
      element("table", {}, element("thead", {}, element("tr", {}, ...heads)), body));
    let word = [];
    const draw = (problem) => {
      const nodes = trace(data, word);
      body.replaceChildren(...nodes.map((node, index) => line(data, node, index)));
      region.scrollTop = region.scrollHeight;
      const last = nodes[nodes.length - 1];
      message.textContent = problem ?? (last ? `After ${word.length} letter${word.length > 1 ? "s" : ""} the network says ${last.answer}.` : "Nothing is read yet.");
      message.classList.toggle("problem", Boolean(problem));
      field.setAttribute("aria-invalid", problem ? "true" : "false");
    };
    const read = (text) => {
      const typed = parse(data, text);
      word = typed.word;
      draw(typed.message);
    };
    const put = (letters) => {
      field.value = letters.map((letter) => data.letters[letter]).join(" ");
      read(field.value);
    };
    field.addEventListener("input", () => read(field.value));
    const button = (label, action) => {
      const made = element("button", { type: "button" }, label);
      made.addEventListener("click", action);
      return made;
    };
    const letters = data.letters.length <= mostButtons
      ? data.letters.map((name, letter) => button(name, () => put([...word, letter]))) : [];
    const keys = element("div", { class: "keys" }, ...letters, button("Back", () => put(word.slice(0, -1))), button("Reset", () => put([])));
    root.querySelector(".stand-in").replaceChildren(
      element("div", { class: "controls" }, element("label", { for: field.id }, "Word"), field, keys, message), region);
    put(data.word);
  };

  if (typeof document === "undefined") module.exports = { parse, reading, trace };
  else document.querySelectorAll("[data-sites]").forEach(start);
})();
