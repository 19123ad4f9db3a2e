// Tables as CSV files, for spreadsheets: a button beside each. Without this script the tables lack nothing else.
(() => {
  "use strict";
  const powers = "⁰¹²³⁴⁵⁶⁷⁸⁹";

  // A number as programs write it, of one as the page shows it: 1,048,576, −1.5, 8.9 × 10⁻¹⁶. Null of what is none.
  const number = (text) => {
    const plain = text.replaceAll("\u2212", "-").replace(/[\s\u00a0\u202f]/g, "");
    if (/^-?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(plain)) return plain.replaceAll(",", "");
    const scientific = /^(-?\d+(?:\.\d+)?)×10(⁻?)([⁰¹²³⁴-⁹]+)$/.exec(plain);
    if (!scientific) return null;
    return `${scientific[1]}e${scientific[2] && "-"}${[...scientific[3]].map((digit) => powers.indexOf(digit)).join("")}`;
  };

  // Spreadsheets compute what begins like a formula: an apostrophe before it makes it the words that it is.
  const field = (text) => {
    const words = text.trim().replace(/\s+/g, " ");
    const value = number(words) ?? (/^[=+\-@]/.test(words) ? `'${words}` : words);
    return /[",]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
  };

  const csv = (rows) => rows.map((row) => `${row.map(field).join(",")}\r\n`).join("");

  // "parity-all-how-do-you-know.csv": the page, and the section that the table stands in.
  const fileName = (title, section) =>
    `${[title, section].map((words) => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")).filter(Boolean).join("-")}.csv`;

  const addButton = (figure, section) => {
    const table = figure.querySelector("table");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = "CSV";
    button.title = "Save this table as a CSV file";
    button.addEventListener("click", () => {
      const text = csv([...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
      link.download = fileName(document.title.split(" · ")[0], section);
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    figure.append(button);
  };

  const start = () => {
    let section = "";
    for (const element of document.querySelectorAll("h2[id], h3[id], figure.table")) {
      if (element.matches("figure")) addButton(element, section);
      else section = element.id;
    }
  };

  if (typeof document === "undefined") module.exports = { csv, fileName };
  else document.addEventListener("DOMContentLoaded", start);
})();
