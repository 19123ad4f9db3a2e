// Feeds a machine, a program and a network position by position. Without this script the page lacks nothing: what they do on
// one sequence stands there as a table.
(() => {
  "use strict";

  // MARK: The program, with Python's meaning of integers: without bound, and rounding towards minus infinity.

  const differ = (a, b) => (a < 0n) !== (b < 0n);
  const truth = (value) => (value ? 1n : 0n);
  // Null where Python would raise an error, and where a root would not be exact: the product has none there either.
  const operations = {
    negate: (a) => -a,
    absolute: (a) => (a < 0n ? -a : a),
    squareRoot: (a) => (a < 0n || a >= 1n << 52n ? null : BigInt(Math.floor(Math.sqrt(Number(a))))),
    add: (a, b) => a + b,
    subtract: (a, b) => a - b,
    multiply: (a, b) => a * b,
    floorDivide: (a, b) => (b === 0n ? null : a / b - (a % b !== 0n && differ(a, b) ? 1n : 0n)),
    modulo: (a, b) => (b === 0n ? null : a % b + (a % b !== 0n && differ(a, b) ? b : 0n)),
    minimum: (a, b) => (a < b ? a : b),
    maximum: (a, b) => (a > b ? a : b),
    equal: (a, b) => truth(a === b),
    notEqual: (a, b) => truth(a !== b),
    less: (a, b) => truth(a < b),
    lessOrEqual: (a, b) => truth(a <= b),
    and: (a, b) => a & b,
    or: (a, b) => a | b,
    exclusiveOr: (a, b) => a ^ b,
  };

  const evaluate = (tree, environment) => {
    if (typeof tree === "string") return environment.get(tree) ?? null;
    const [operation, ...parts] = tree;
    if (operation === "constant") return BigInt(parts[0]);
    if (operation === "if") {
      const test = evaluate(parts[0], environment);
      return test === null ? null : evaluate(test === 0n ? parts[2] : parts[1], environment);
    }
    const values = parts.map((part) => evaluate(part, environment));
    return values.includes(null) ? null : operations[operation](...values);
  };

  // One position: the memory after it and the outputs, or null where the program would raise an error.
  const stepProgram = (program, inputs, memory, letter) => {
    if (program.table) {
      const row = program.table[[...memory, ...letter].join(",")];
      return row ? { memory: [BigInt(row[0])], outputs: row.slice(1).map(BigInt) } : null;
    }
    const environment = new Map(inputs.map((name, index) => [name, BigInt(letter[index])]));
    program.variables.forEach((name, index) => environment.set(name, memory[index]));
    let outputs = null;
    for (const statement of program.statements) {
      const values = (statement.outputs ?? statement.values).map((tree) => evaluate(tree, environment));
      if (values.includes(null)) return null;
      if (statement.outputs) outputs = values;
      else statement.targets.forEach((name, index) => environment.set(name, values[index]));
    }
    return { memory: program.variables.map((name) => environment.get(name)), outputs };
  };

  // MARK: The network and the machine

  const perceptron = (layers, input) => layers.reduce((values, layer, index) => layer.map((row) => {
    const sum = values.reduce((total, value, column) => total + row[column] * value, 0) + row[values.length];
    return index < layers.length - 1 ? Math.max(0, sum) : sum;
  }), input);

  // Rows times values; the last number of a row is added.
  const affine = (rows, values) => rows.map((row) => {
    let sum = row[values.length];
    for (let column = 0; column < values.length; column += 1) sum += row[column] * values[column];
    return sum;
  });

  // As the product has it: nothing of what is not a number.
  const positive = (value) => (value > 0 ? value : 0);
  const sigmoid = (value) => 1 / (1 + Math.exp(-value));
  const activations = {
    none: (value) => value, relu: positive, tanh: Math.tanh, sigmoid,
    gelu_new: (value) => value / 2 * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (value + 0.044715 * value ** 3))),
  };

  // A step of each kind of layer, of the sums W x + b and U h + b with a row for each gate and unit, as PyTorch orders them.
  const cells = {
    tanh: ({ own, back }) => own.map((sum, unit) => Math.tanh(sum + back[unit])),
    relu: ({ own, back }) => own.map((sum, unit) => positive(sum + back[unit])),
    perceptron: ({ layer, own, back }) => layer.deeper.reduce(
      (values, rows) => affine(rows, values.map(positive)), own.map((sum, unit) => sum + back[unit])),
    gru: ({ layer, own, back, state }) => {
      const units = own.length / 3;
      const gate = (place) => sigmoid(own[place] + back[place]);
      const reset = state.map((_, unit) => gate(unit));
      const proposed = layer.resetsBeforeProduct
        ? affine(layer.recurrent.slice(2 * units), state.map((value, unit) => reset[unit] * value))
        : reset.map((open, unit) => open * back[2 * units + unit]);
      return state.map((value, unit) => {
        const kept = gate(units + unit);
        return (1 - kept) * Math.tanh(own[2 * units + unit] + proposed[unit]) + kept * value;
      });
    },
    lstm: ({ layer, own, back, state, outputs }) => {
      const units = own.length / 4;
      const sum = (gate, unit) => own[gate * units + unit] + back[gate * units + unit];
      const memory = state.slice(outputs).map((value, unit) =>
        sigmoid(sum(1, unit)) * value + sigmoid(sum(0, unit)) * Math.tanh(sum(2, unit)));
      const told = memory.map((value, unit) => sigmoid(sum(3, unit)) * Math.tanh(value));
      return [...(layer.projection ? affine(layer.projection, told) : told), ...memory];
    },
  };

  const outputsOf = (layer) => layer.recurrent[0].length - 1;
  const stateSizeOf = (layer) => outputsOf(layer) + (layer.cell === "lstm" ? layer.input.length / 4 : 0);

  // The state of all layers, one after the other, once the features of a letter are read.
  const stepLayers = (layers, hidden, features) => {
    let [first, read, next] = [0, features, []];
    for (const layer of layers) {
      const outputs = outputsOf(layer);
      const state = hidden.slice(first, first + stateSizeOf(layer));
      const back = affine(layer.recurrent, state.slice(0, outputs));
      const after = cells[layer.cell]({ layer, own: affine(layer.input, read), back, state, outputs });
      next = next.concat(after);
      [first, read] = [first + state.length, after.slice(0, outputs)];
    }
    return next;
  };

  const scoresOf = (network, hidden) => {
    const last = network.layers[network.layers.length - 1];
    const start = hidden.length - stateSizeOf(last);
    const { layers, activation } = network.head;
    return layers.reduce((values, rows, index) => affine(rows, index ? values.map(activations[activation]) : values),
      hidden.slice(start, start + outputsOf(last)));
  };

  // Numbers of single precision are written with as few digits as tell them apart, and mean what they were.
  const single = (numbers) => numbers.forEach((number, index) => {
    if (Array.isArray(number)) single(number);
    else numbers[index] = Math.fround(number);
  });
  const prepared = new WeakSet();
  const prepare = (network) => {
    if (!network.isSingle || prepared.has(network)) return;
    prepared.add(network);
    const parts = network.layers.map((layer) => [layer.input, layer.recurrent, layer.projection ?? [], layer.deeper ?? []]);
    single([network.features ?? [], parts, network.head.layers]);
  };

  // What of a network is there, by its kind: the state after a letter, and the scores in a state.
  const runner = (network) => {
    if (!network.layers) {
      return { step: (hidden, letter) => perceptron(network.f, [...hidden, ...letter]), scores: (hidden) => perceptron(network.g, hidden) };
    }
    prepare(network);
    return {
      step: (hidden, letter, number) => stepLayers(network.layers, hidden, network.features ? network.features[number] : letter),
      scores: (hidden) => scoresOf(network, hidden),
    };
  };

  // To the nearest integer, halves away from zero; null where there is none.
  const nearest = (score) => (Math.abs(score) < 2 ** 53 ? Math.sign(score) * Math.round(Math.abs(score)) + 0 : null);

  // The answer to the scores at a position; null where they decide nothing.
  const decide = (scores, decision) => {
    if (decision?.kind === "greatest") return [scores.some(Number.isNaN) ? null : scores.indexOf(Math.max(...scores))];
    if (decision?.kind === "signs") return scores.map((score) => (Number.isNaN(score) ? null : score > 0 ? 1 : 0));
    return scores.map(nearest);
  };

  // Least and greatest value of each input: one pair stands for all of them.
  const rangesOf = (data) => data.inputs.map((_, place) => (Array.isArray(data.range[0]) ? data.range[place] : data.range));

  // The number of a letter: letters that have names are listed, others are all combinations of their ranges.
  const listedNumbers = new WeakMap();
  const letterIndex = (data, letter) => {
    if (data.names?.letters) {
      if (!listedNumbers.has(data)) listedNumbers.set(data, new Map(data.letters.map((other, number) => [other.join(), number])));
      return listedNumbers.get(data).get(letter.join());
    }
    const ranges = rangesOf(data);
    return letter.reduce((index, value, place) => {
      const [low, high] = ranges[place];
      return index * (high - low + 1) + value - low;
    }, 0);
  };

  // Everything at every position of a word.
  const trace = (data, word) => {
    const network = runner(data.network);
    let [hidden, state] = [data.network.initial, 0];
    let memory = data.program ? data.program.initial.map(BigInt) : null;
    return word.map((letter) => {
      const number = letterIndex(data, letter);
      hidden = network.step(hidden, letter, number);
      const answers = decide(network.scores(hidden), data.network.decision).map((value) => (value === null ? null : String(value)));
      // Null is outside of what the diagram shows, and stays there.
      if (data.machine && state !== null) state = data.machine.next[state][number];
      const step = memory && stepProgram(data.program, data.inputs, memory, letter);
      memory = step ? step.memory : null;
      const outputs = step ? step.outputs.map(String) : null;
      return {
        letter, hidden, state: data.machine ? state : null, variables: step ? step.memory.map(String) : null,
        answers, outputs, agree: outputs !== null && !answers.includes(null) && outputs.join() === answers.join(),
      };
    });
  };

  // MARK: What is typed

  const longest = 200;
  const tooLong = `Only the first ${longest} inputs are read.`;

  const mostListed = 8;
  const mostCharacters = 24;

  // A name in few characters.
  const brief = (name) => ([...name].length > mostCharacters ? `${[...name].slice(0, mostCharacters).join("")}…` : name);

  const listed = (names) => {
    const some = names.slice(0, mostListed).map(brief);
    if (names.length > mostListed) return `${some.join(", ")}, …`;
    return some.length > 1 ? `${some.slice(0, -1).join(", ")} or ${some[some.length - 1]}` : some[0];
  };

  const areCharacters = (names) => names.every((name) => [...name].length === 1);

  // Names of one character need no space between them; of others the longest that stands there counts, as a name may hold spaces.
  const parseNames = (data, text) => {
    const names = data.names.letters;
    const needsNoSpace = areCharacters(names);
    const word = [];
    for (let rest = text.replace(/\s+/g, " ").trimStart(); rest !== "";) {
      const isThere = (name) => rest.startsWith(name)
        && (needsNoSpace || rest.length === name.length || rest[name.length] === " ");
      const found = names.reduce((best, name, index) =>
        (isThere(name) && (best < 0 || name.length > names[best].length) ? index : best), -1);
      if (found < 0 && !needsNoSpace && names.some((name) => name.startsWith(rest))) {
        return { word, message: `Position ${word.length + 1} is not whole yet: expected ${listed(names)}.` };
      }
      if (found < 0) {
        const token = needsNoSpace ? [...rest][0] : rest.split(" ")[0];
        return { word, message: `“${token}” at position ${word.length + 1} is no letter here: expected ${listed(names)}.` };
      }
      if (word.length === longest) return { word, message: tooLong };
      word.push(data.letters[found]);
      rest = rest.slice(names[found].length).trimStart();
    }
    return { word, message: null };
  };

  // The letters of a text up to the first that is none, and what is wrong with that one; a last one may still be growing.
  const parse = (data, text) => {
    if (data.names?.letters) return parseNames(data, text);
    const ranges = rangesOf(data);
    const width = data.inputs.length;
    const isDigits = ranges.every(([low, high]) => low >= 0 && high <= 9);
    const bounds = ranges.map(([low, high]) => `from ${low} to ${high}`);
    const spans = new Set(bounds).size === 1 ? bounds[0] : bounds.join(" and ");
    const example = width === 1 ? `a whole number ${spans}`
      : `${width} whole numbers ${spans}, such as ${ranges.map(([low, high], i) => (i % 2 ? low : high)).join(",")}`;
    // Digits need no space between them.
    const tokens = text.trim().replace(/\u2212/g, "-").split(/\s+/).filter(Boolean)
      .flatMap((token) => (isDigits && /^[0-9]+$/.test(token) ? token.match(new RegExp(`.{1,${width}}`, "g")) : [token]));
    const word = [];
    for (const [index, token] of tokens.entries()) {
      const parts = isDigits && /^[0-9]+$/.test(token) ? [...token] : token.replace(/[()]/g, "").split(",");
      const letter = parts.map((part) => (/^-?[0-9]{1,15}$/.test(part) ? Number(part) : NaN));
      const isValue = (value, place) => value >= ranges[place][0] && value <= ranges[place][1];
      const hasOpenEnd = parts.length < width || ["", "-"].includes(parts.at(-1));
      if (hasOpenEnd && index === tokens.length - 1 && !/\s$/.test(text)
        && parts.length <= width && letter.every((value, place) => isValue(value, place) || ["", "-"].includes(parts[place]))) {
        return { word, message: `Position ${word.length + 1} is not whole yet: expected ${example}.` };
      }
      if (letter.length !== width || !letter.every(isValue)) {
        return { word, message: `“${token}” at position ${word.length + 1} is no input here: expected ${example}.` };
      }
      if (word.length === longest) return { word, message: tooLong };
      word.push(letter);
    }
    return { word, message: null };
  };

  // MARK: The page

  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  const drawing = (name, attributes = {}, text = null) => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    if (text !== null) made.textContent = text;
    return made;
  };

  const shown = (values) => values.join(",").replace(/-/g, "\u2212");

  // As they are typed.
  const typedAs = (data, letter) => (data.names?.letters ? data.names.letters[letterIndex(data, letter)] : letter.join(","));

  const shownLetter = (data, letter) => (data.names?.letters ? brief(typedAs(data, letter)) : shown(letter));

  const shownAnswer = (data, values) => {
    if (values.includes(null)) return "nothing";
    if (!data.names?.answers) return shown(values);
    const parts = values.map((value, stream) => data.names.answers[stream]?.[value] ?? shown([value]));
    return parts.length === 1 ? parts[0] : `(${parts.join(",\u00A0")})`;
  };

  // A few round numbers between two others.
  const ticks = (low, high) => {
    const rough = (high - low) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= rough);
    const first = Math.ceil(low / step);
    return Array.from({ length: Math.floor(high / step) - first + 1 }, (_, index) => Number(((first + index) * step).toPrecision(6)));
  };

  // The plane of hidden states: those that the network visits, the way so far and where it is now.
  const makePlane = (data) => {
    const { matrix, names, points } = data.plane;
    const isLine = matrix.length === 1;
    const [width, height] = [400, isLine ? 130 : 320];
    const area = { left: isLine ? 16 : 52, right: width - 16, top: 30, bottom: height - 44 };
    const svg = drawing("svg", { viewBox: `0 0 ${width} ${height}`, class: "plane", role: "img" });
    const [back, way] = [drawing("g"), drawing("polyline", { class: "way" })];
    const here = drawing("circle", { class: "here", r: 9 });
    svg.append(back, way, here);
    const place = (hidden) => matrix
      .map((row) => row.reduce((sum, factor, index) => sum + factor * (index < hidden.length ? hidden[index] : 1), 0))
      .concat(isLine ? [0] : []);

    return { svg, show(rows, cursor) {
      // A network may run away beyond all numbers: then it stays where it was last seen.
      const path = [data.network.initial, ...rows.slice(0, cursor + 1).map((row) => row.hidden)].map(place)
        .filter((spot) => spot.every(Number.isFinite));
      const extent = (axis) => {
        const values = [...points.map((point) => (axis ? point.y : point.x)), ...path.map((spot) => spot[axis])];
        const [low, high] = [Math.min(...values), Math.max(...values)];
        const room = (high - low || 1) * 0.08;
        return [low - room, high + room];
      };
      const [xs, ys] = [extent(0), extent(1)];
      const x = (value) => area.left + (value - xs[0]) / (xs[1] - xs[0]) * (area.right - area.left);
      const y = (value) => isLine ? (area.top + area.bottom) / 2
        : area.bottom - (value - ys[0]) / (ys[1] - ys[0]) * (area.bottom - area.top);
      back.replaceChildren();
      for (const tick of ticks(...xs)) {
        back.append(drawing("line", { x1: x(tick), x2: x(tick), y1: area.top, y2: area.bottom, class: "grid" }),
          drawing("text", { x: x(tick), y: area.bottom + 17, "text-anchor": "middle" }, shown([tick])));
      }
      if (!isLine) {
        for (const tick of ticks(...ys)) {
          back.append(drawing("line", { x1: area.left, x2: area.right, y1: y(tick), y2: y(tick), class: "grid" }),
            drawing("text", { x: area.left - 7, y: y(tick) + 4, "text-anchor": "end" }, shown([tick])));
        }
        back.append(drawing("text", { x: 6, y: 17, class: "name" }, names[1]));
      }
      back.append(drawing("text", { x: area.right, y: height - 8, "text-anchor": "end", class: "name" }, names[0]));
      for (const point of points) {
        back.append(drawing("circle", { cx: x(point.x), cy: y(point.y), r: 5.5, fill: point.colour }));
      }
      way.setAttribute("points", path.slice(-5).map(([left, top]) => `${x(left)},${y(top)}`).join(" "));
      const [left, top] = path[path.length - 1];
      here.style.transform = `translate(${x(left)}px, ${y(top)}px)`;
      const row = rows[cursor];
      here.style.fill = (row && data.machine?.colours[row.state]) ?? "#ffffff";
      svg.setAttribute("aria-label", `Hidden state in the plane: ${names.map((name, axis) =>
        `${name} ${Number(path[path.length - 1][axis].toPrecision(3))}`).join(", ")}.`);
    } };
  };

  // The machine's state and the arrow that led to it light up; where it has left a window, the dots by which it did.
  const makeDiagram = (diagram) => {
    const light = (end) => diagram.querySelector(`[id$="-${end}"]`)?.classList.add("lit");
    return { show(rows, cursor) {
      for (const lit of diagram.querySelectorAll(".lit")) lit.classList.remove("lit");
      const states = [0, ...rows.slice(0, cursor + 1).map((row) => row.state)];
      const left = states.indexOf(null);
      const last = left < 0 ? states.length - 1 : left;
      const name = left < 0 ? states[last] : `beyond_20_${states[left - 1]}`;
      light(`state-${name}`);
      if (last > 0 && last === states.length - 1) light(`edge-${states[last - 1]}-${name}`);
    } };
  };

  const makeTable = (data, select) => {
    // A window's states are not numbered: what lights up says which it is.
    const hasStates = data.machine && !data.machine.isWindow;
    const names = ["", "input", ...(hasStates ? ["state"] : []), ...(data.program?.variables ?? []), "network",
      ...(data.program ? ["program", "agree"] : [])];
    const body = element("tbody");
    const addedBy = !data.names?.letters ? ", digits add inputs" : areCharacters(data.names.letters) ? ", their characters add inputs" : "";
    const head = element("tr", {}, ...names.map((name) => element("th", { scope: "col", class: "right" }, name)));
    const region = element("div", { class: "scroll trace", tabindex: "0", role: "region",
      "aria-label": `What happens at each position. The arrow keys go from one to the next${addedBy}.` },
    element("table", {}, element("thead", {}, head), body));
    const cells = (row, index) => {
      const mark = (state) => {
        const chip = element("span", { class: "chip" });
        chip.style.background = data.machine.colours[state];
        return element("span", {}, chip, String(state));
      };
      const variables = data.program?.variables.map((_, place) => (row.variables ? shown([row.variables[place]]) : "")) ?? [];
      return [String(index + 1), shownLetter(data, row.letter), ...(hasStates ? [mark(row.state)] : []), ...variables,
        shownAnswer(data, row.answers), ...(data.program ? [row.outputs ? shownAnswer(data, row.outputs) : "error", row.agree ? "yes" : "no"] : [])];
    };
    return { region, show(rows, cursor) {
      body.replaceChildren(...rows.map((row, index) => {
        const told = (values) => (data.names ? shownAnswer(data, values) : values.join(","));
        const line = element("tr", { "data-step-row": index + 1, "data-state": row.state ?? "", "data-output": told(row.answers),
          "data-program-output": row.outputs ? told(row.outputs) : "" }, ...cells(row, index).map((cell) => element("td", { class: "right" }, cell)));
        if (index === cursor) line.setAttribute("aria-current", "step");
        if (data.program && !row.agree) line.className = "differs";
        line.addEventListener("click", () => select(index));
        return line;
      }));
      // Within the region only: the page itself must not move.
      const line = body.children[cursor];
      if (line) region.scrollTop = Math.max(0, line.offsetTop + line.offsetHeight - region.clientHeight);
    } };
  };

  const mostButtons = 12;

  const start = (root, number) => {
    const data = JSON.parse(root.querySelector('script[type="application/json"]').textContent);
    if (!data || root.dataset.stepper === "ready") return;
    root.dataset.stepper = "ready";
    const width = data.inputs.length;
    let [rows, cursor, word, pending] = [[], -1, [], []];
    const field = element("input", { type: "text", id: `stepper-input-${number}`, "data-step-input": "", autocomplete: "off",
      spellcheck: "false", autocapitalize: "off", "aria-describedby": `stepper-message-${number}` });
    const message = element("p", { class: "message", id: `stepper-message-${number}`, role: "status", "aria-live": "polite" });
    const select = (index) => { cursor = Math.max(-1, Math.min(rows.length - 1, index)); draw(null); };
    const table = makeTable(data, select);
    const diagram = root.querySelector(".diagram");
    const plane = data.plane ? makePlane(data) : null;
    const views = [table, plane, diagram && data.machine ? makeDiagram(diagram) : null].filter(Boolean);

    const summary = () => {
      const row = rows[cursor];
      if (!row) return "Nothing is read yet.";
      const place = row.state === null ? "outside the window of states, " : "";
      const state = !data.machine ? "" : data.machine.isWindow ? place : `state ${row.state}, `;
      const answer = shownAnswer(data, row.answers);
      const says = data.program ? (row.agree ? `network and program say ${answer}`
        : `the network says ${answer}, the program ${row.outputs ? shownAnswer(data, row.outputs) : "raises an error"}`)
        : `the network says ${answer}`;
      return `After ${cursor + 1} input${cursor ? "s" : ""}: ${state}${says}.`;
    };
    const draw = (problem) => {
      message.textContent = problem ?? summary();
      message.classList.toggle("problem", Boolean(problem));
      field.setAttribute("aria-invalid", problem ? "true" : "false");
      for (const view of views) view.show(rows, cursor);
    };
    const read = (newWord, problem) => {
      [word, pending] = [newWord, []];
      rows = trace(data, word);
      cursor = rows.length - 1;
      draw(problem);
    };
    const put = (newWord) => {
      const kept = newWord.slice(0, longest);
      field.value = kept.map((letter) => typedAs(data, letter)).join(" ");
      read(kept, kept.length < newWord.length ? tooLong : null);
    };
    const showPending = () => {
      draw(null);
      if (pending.length) message.textContent = `${pending.join(",")}, … type the rest of the input.`;
    };
    // What is half typed goes first.
    const back = () => {
      if (pending.pop() === undefined) put(word.slice(0, -1));
      else showPending();
    };
    field.addEventListener("input", () => { const typed = parse(data, field.value); read(typed.word, typed.message); });

    const button = (label, action) => {
      const made = element("button", { type: "button" }, label);
      made.addEventListener("click", action);
      return made;
    };
    const keys = element("div", { class: "keys" });
    const names = data.names?.letters;
    const ranges = rangesOf(data);
    const size = names ? names.length : ranges.reduce((product, [low, high]) => product * (high - low + 1), 1);
    if (size <= mostButtons) {
      for (const letter of data.letters) {
        keys.append(button(shownLetter(data, letter), () => put([...word, letter])));
      }
    }
    keys.append(button("Back", back),
      button("Reset", () => put([])));

    root.addEventListener("keydown", (event) => {
      if (event.target === field || event.ctrlKey || event.metaKey || event.altKey) return;
      const digit = !names && /^[0-9]$/.test(event.key) ? Number(event.key) : null;
      const [low, high] = ranges[pending.length];
      if (names?.includes(event.key)) put([...word, data.letters[names.indexOf(event.key)]]);
      else if (digit !== null && digit >= low && digit <= high) {
        pending.push(digit);
        if (pending.length === width) put([...word, pending]);
        else showPending();
      } else if (event.key === "Backspace") back();
      else if (event.key === "ArrowDown" || event.key === "ArrowRight") select(cursor + 1);
      else if (event.key === "ArrowUp" || event.key === "ArrowLeft") select(cursor - 1);
      else return;
      event.preventDefault();
    });

    const label = element("label", { for: field.id }, `Inputs${width > 1 && !names ? `, as ${data.inputs.join(",")}` : ""}`);
    const pictures = element("div", { class: "pictures" });
    if (diagram && data.machine) { diagram.hidden = false; diagram.classList.add("card"); pictures.append(diagram); }
    if (plane) pictures.append(element("div", { class: "card" }, plane.svg));
    root.querySelector(".stand-in").replaceChildren(
      element("div", { class: "controls" }, label, field, keys, message), pictures, table.region);
    put(data.word);
  };

  if (typeof document === "undefined") module.exports = { evaluate, parse, shownAnswer, trace, typedAs };
  else document.querySelectorAll("[data-stepper]").forEach(start);
})();
