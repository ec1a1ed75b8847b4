// The script of a preview, second part: how an answer is shown.

const SVG = "http://www.w3.org/2000/svg";
const GLYPHS = {
  image: "M4 5h16v14H4zM4 16l5-5 4 4 3-3 4 4M15.5 9.5h.01",
  video: "M4 5h16v14H4zM10 9l5 3-5 3z",
  file: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6",
};
// What the bits of a mark say, with the class that colours it.
const MARKS = [
  [1, "− removed", "removed"],
  [2, "+ added", "added"],
  [4, "↕ moved", ""],
  [8, "≠ alt text changed", ""],
  [16, "≠ other texts changed", ""],
  [32, "≠ asset changed", ""],
  [64, "from elsewhere", "faint"],
];

function glyph(kind) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", GLYPHS[kind]);
  svg.append(path);
  return svg;
}

function picture(asset, alt) {
  const source = asset.picture !== undefined
    ? data.pictures[asset.picture]
    : data.linked && asset.link && asset.kind === "image" ? asset.url : null;
  if (source === null) return glyph(asset.kind);
  return make("img", { src: source, alt, decoding: "async", referrerPolicy: "no-referrer" });
}

function marks(bits) {
  const found = MARKS.filter(([bit]) => bits & bit);
  if (!found.length) return null;
  return make("p", { className: "marks" }, ...found.map(([, text, style]) => make("span", { className: `mark ${style}` }, text)));
}

function more(asset, words) {
  const entries = [...(words.texts ?? []).map(([name, text]) => [name.replace("_", " "), text])];
  if (words.tags) entries.push(["tags", words.tags.join(", ")]);
  for (const [key, value] of [...(asset.properties ?? []), ...(words.properties ?? [])]) entries.push([key, value]);
  const list = make("dl", {});
  for (const [name, text] of entries) list.append(told("dt", "", name), told("dd", "", text));
  if (asset.url !== undefined) {
    const url = asset.link
      ? make("a", { href: asset.url, target: "_blank", rel: "noopener noreferrer" }, asset.url)
      : asset.url;
    list.append(make("dt", {}, "url"), make("dd", {}, url));
  }
  return list.childElementCount
    ? make("details", { className: "more" }, make("summary", {}, "Texts and file", make("span", { className: "unseen" }, ` of ${asset.id}`)), list)
    : null;
}

function item(number, bits, { place = null, isDefault = false } = {}) {
  const [assetAt, altAt, wordsAt, fromAt] = data.items[number];
  const [asset, alt] = [data.assets[assetAt], data.texts[altAt]];
  const status = bits & 1 ? "removed" : bits & 2 ? "added" : "";
  return make("li", { className: `item ${isDefault ? "default" : ""} ${status}` },
    make("div", { className: "picture" },
      picture(asset, alt),
      place === null ? null : make("span", { className: "place" }, make("span", { className: "unseen" }, "Place "), String(place)),
      make("span", { className: "kind" }, asset.kind),
      isDefault ? make("span", { className: "star" }, "★ Default image") : null),
    make("div", { className: "told" },
      marks(bits),
      told("p", "id", asset.id),
      alt ? told("p", "alt", alt) : asset.kind === "image" ? make("p", { className: "lacking" }, "No alt text") : null,
      told("p", "from", `from ${data.texts[fromAt]}`),
      more(asset, data.words[wordsAt])));
}

function panel(className, title, many, ...children) {
  return make("section", { className: `panel ${className}` },
    make("h3", {}, title, many === null ? null : make("span", { className: "count" }, ` · ${many}`)), ...children);
}

function gallery(answer, bits) {
  const items = answer.primary.map((number, at) => item(number, bits[at] ?? 0, { place: at + 1, isDefault: at === answer.default }));
  return panel("primary", "Gallery", items.length,
    items.length ? make("ol", { className: "gallery" }, ...items) : make("p", { className: "empty" }, "The gallery is empty."),
    answer.default === null && items.length ? make("p", { className: "empty" }, "No item is an image: there is no default image.") : null);
}

function additional(answer, bits) {
  let at = answer.primary.length;
  const groups = answer.additional.flatMap(([purpose, items]) => [
    told("h4", "", data.texts[purpose] || "(no purpose)"),
    make("ul", { className: "rows" }, ...items.map((number) => item(number, bits[at++] ?? 0))),
  ]);
  return panel("additional", "Additional media", at - answer.primary.length,
    ...(groups.length ? groups : [make("p", { className: "empty" }, "There is none.")]));
}

function swatch(entry, isChosen) {
  const value = data.texts[entry.value];
  const chip = make("span", { className: "chip", "aria-hidden": "true" });
  let shown = "as text";
  if (entry.hex) {
    chip.style.backgroundColor = entry.hex;
    shown = entry.hex;
  } else if (entry.asset !== undefined) {
    const asset = data.assets[entry.asset];
    const image = picture(asset, "");
    const [x, y, width, height] = entry.crop ?? [0, 0, 1, 1];
    if (width > 0 && height > 0) {
      // the crop fills the chip
      image.style.width = `${100 / width}%`;
      image.style.height = `${100 / height}%`;
      image.style.left = `${(-100 * x) / width}%`;
      image.style.top = `${(-100 * y) / height}%`;
    }
    if (image.localName !== "img") image.removeAttribute("style");
    chip.append(image);
    const percent = (part) => `${Math.round(part * 1000) / 10} %`;
    shown = entry.crop ? `${asset.id}, ${percent(width)} × ${percent(height)} at ${percent(x)}, ${percent(y)}` : asset.id;
  }
  return make("li", { className: `swatch ${isChosen ? "chosen" : ""}` }, chip,
    make("span", {}, told("span", "", value), isChosen ? make("span", { className: "unseen" }, " (selected)") : null,
      " ", told("span", "quiet", `${shown} · ${entry.source === "product" ? "product’s own" : "central"}`)));
}

function swatches(product, palette, differs) {
  const chosen = product.dimensions.map(([name, values], at) => [name, values[state.values[at] - 1]]);
  const groups = new Map();
  for (const entry of palette.map((number) => data.swatches[number])) {
    const dimension = data.texts[entry.dimension];
    const isChosen = chosen.some(([name, value]) => name === dimension && value === data.texts[entry.value]);
    groups.set(dimension, [...(groups.get(dimension) ?? []), swatch(entry, isChosen)]);
  }
  const lists = [...groups].flatMap(([dimension, list]) => [told("h4", "", dimension), make("ul", { className: "palette" }, ...list)]);
  return panel("swatches", "Swatches", palette.length,
    differs ? make("p", { className: "marks" }, make("span", { className: "mark" }, "≠ the sides differ")) : null,
    ...(lists.length ? lists : [make("p", { className: "empty" }, "There are none.")]));
}

/// A line of an explanation: a text, or the pieces around the number of the variant.
const line = (number, variant) => (Array.isArray(data.lines[number]) ? data.lines[number].join(variant) : data.lines[number]);

function tree(children, variant, className = "") {
  return make("ul", { className }, ...children.map((child) => {
    const [number, ...below] = child < 0 ? [~child] : data.nodes[child];
    return make("li", {}, told("div", "line", line(number, variant)), below.length ? tree(below, variant) : null);
  }));
}

let isOpen = true;

function why(number, heading, variant) {
  const details = make("details", { open: isOpen },
    make("summary", {}, "Why"), told("p", "quiet", heading), tree(data.nodes[number - 1], variant, "tree"));
  details.addEventListener("toggle", () => { isOpen = details.open; });
  return make("section", { className: "panel why" }, details);
}

function side(at, product, context, selection, change) {
  const entry = product.sides[at];
  const answer = data.answers[row(entry.answers[context])[selection]];
  const variant = data.texts[row(entry.numbers)[selection]];
  const title = `side-${at}`;
  const parts = [make("h2", { id: title, dir: "auto" }, data.sides[at])];
  if (answer.fault !== undefined) {
    parts.push(make("section", { className: "panel fault" }, make("h3", {}, "No answer"), told("p", "", data.texts[answer.fault])));
  } else {
    const bits = change?.marks[at] ?? [];
    const heading = `${data.texts[row(entry.subjects)[selection]]}, in ${data.names[context]}`;
    parts.push(gallery(answer, bits), additional(answer, bits),
      swatches(product, data.palettes[entry.palettes[context]], product.swatchChanges.includes(context)),
      why(row(entry.why[context])[selection], heading, variant));
  }
  return make("section", { className: "side", "aria-labelledby": title }, ...parts);
}

/// What one side shows, in a sentence.
function summary(at, product, context, selection) {
  const answer = data.answers[row(product.sides[at].answers[context])[selection]];
  if (answer.fault !== undefined) return data.texts[answer.fault];
  const others = answer.additional.reduce((sum, [, items]) => sum + items.length, 0);
  const image = answer.default === null ? "no default image" : `default image ${data.assets[data.items[answer.primary[answer.default]][0]].id}`;
  return `${count(answer.primary.length, "item", "items")} in the gallery, ${image}, ${count(others, "additional item", "additional items")}`;
}

function verdict(product, context, change) {
  const swatchesDiffer = product.swatchChanges.includes(context);
  const text = (change?.sentence ?? "This answer does not change.") + (swatchesDiffer ? " The swatches change." : "");
  return told("p", `verdict ${change?.differs || swatchesDiffer ? "changes" : "same"}`, text);
}

function showAnswer() {
  const product = data.products[state.product];
  const context = contextOf(state);
  const selection = selectionOf(product, state.values);
  const sides = byId("sides");
  byId("name").textContent = product.name ?? "";
  sides.className = data.sides.length === 2 ? "two" : "one";
  if (selection === undefined) {
    byId("question").textContent = `${product.number}, in ${data.names[context]}`;
    byId("summary").replaceChildren(make("p", {}, "The selection is not complete: choose a value of every dimension, or clear it."));
    sides.replaceChildren();
    return;
  }
  const subject = product.sides.map((entry) => data.texts[row(entry.subjects)[selection]]);
  byId("question").textContent = `${subject[0].length >= subject.at(-1).length ? subject[0] : subject.at(-1)}, in ${data.names[context]}`;
  const change = changeAt(product, context, selection);
  const sentences = data.sides.map((caption, at) => told("p", "", `${data.sides.length > 1 ? `${caption}: ` : ""}${summary(at, product, context, selection)}.`));
  byId("summary").replaceChildren(...sentences, ...(data.sides.length > 1 ? [verdict(product, context, change)] : []));
  sides.replaceChildren(...data.sides.map((_, at) => side(at, product, context, selection, change)));
}
