// The script of a preview, first part: the data, and how it is looked up.
//
// The script decides nothing. Every answer, explanation and difference stands in the data, by product, selection,
// context and side. Names are the user's: they reach the page as text alone. The parts are one module.

const data = JSON.parse(document.getElementById("data").textContent);

/// What is chosen, by places in the lists of the data.
const state = { product: 0, channel: 0, locale: 0, catalog: 0, values: [] };

const byId = (id) => document.getElementById(id);

/// An element with properties and children; a string among the children is text.
function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name in element) element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/// An element with the user's text.
function told(tag, className, text) {
  return make(tag, { className, dir: "auto" }, text);
}

const count = (many, one, several) => `${many.toLocaleString("en")} ${many === 1 ? one : several}`;

const rows = new Map();

/// A row of numbers; one below 0 repeats the one before it.
function row(number) {
  let found = rows.get(number);
  if (!found) {
    found = [];
    for (const next of data.rows[number]) {
      if (next >= 0) found.push(next);
      else for (let more = next, last = found.at(-1); more < 0; more++) found.push(last);
    }
    rows.set(number, found);
  }
  return found;
}

const places = new Map(data.contexts.map((parts, place) => [parts.join(), place]));
const contextOf = (state) => places.get([state.channel, state.locale, state.catalog].join());

/// The selections of a product: the values of each, and the place of each.
function selections(product) {
  if (!product.table) {
    const width = product.dimensions.length;
    const table = width ? [] : [[]];
    for (let at = 0; at < product.selections.length; at += width) {
      table.push(product.selections.slice(at, at + width));
    }
    product.table = table;
    product.places = new Map(table.map((values, place) => [values.join(), place]));
  }
  return product;
}

const selectionOf = (product, values) => selections(product).places.get(values.join());

/// Which values of a dimension lead to a variant, given the other choices.
function leading(product, values, dimension) {
  const found = new Set();
  const variants = selections(product).table.slice(1, 1 + product.variants);
  for (const variant of variants) {
    if (values.every((value, at) => at === dimension || value === 0 || value === variant[at])) {
      found.add(variant[dimension]);
    }
  }
  return found;
}

/// What two sides differ in; null for one side, or where they give the very same.
function changeAt(product, context, selection) {
  if (!product.changes.length) return null;
  const number = row(product.changes[context])[selection];
  return number ? data.changes[number - 1] : null;
}
