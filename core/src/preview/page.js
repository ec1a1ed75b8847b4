// The script of a preview, third part: what is chosen, and the address that holds it.

const MOST_WITHOUT_FINDER = 8;

function pick(product, values = []) {
  state.product = product;
  state.values = data.products[product].dimensions.map((_, at) => values[at] ?? 0);
}

/// Of the contexts with this channel, the one nearest to what was chosen before.
function settle(wanted) {
  const score = ([channel, locale, catalog]) =>
    (channel === wanted.channel ? 8 : 0) + (locale === wanted.locale ? 4 : 0) + (catalog === wanted.catalog ? 2 : 0) +
    (data.locales[locale] === "" ? 1 : 0) + (data.catalogs[catalog] === "" ? 0.5 : 0);
  const best = data.contexts.reduce((best, parts) => (score(parts) > score(best) ? parts : best));
  [state.channel, state.locale, state.catalog] = best;
}

function address() {
  const product = data.products[state.product];
  const parts = new URLSearchParams({ product: product.number });
  for (const [name, list] of [["channel", data.channels.map(([id]) => id)], ["locale", data.locales], ["catalog", data.catalogs]]) {
    if (list[state[name]]) parts.set(name, list[state[name]]);
  }
  product.dimensions.forEach(([name, values], at) => {
    if (state.values[at]) parts.set(`value.${name}`, values[state.values[at] - 1]);
  });
  return `#${parts}`;
}

/// Reads the address; what it does not know it leaves as it is by default.
function readAddress() {
  const parts = new URLSearchParams(location.hash.slice(1));
  const found = data.products.findIndex((product) => product.number === parts.get("product"));
  const index = (list, name) => Math.max(0, list.indexOf(parts.get(name) ?? ""));
  const product = data.products[Math.max(0, found)];
  const values = product.dimensions.map(([name, values]) => values.indexOf(parts.get(`value.${name}`)) + 1);
  const leads = values.some((value) => value) && values.every((value, at) => !value || leading(product, values, at).has(value));
  pick(Math.max(0, found), leads ? values : []);
  settle({
    channel: index(data.channels.map(([id]) => id), "channel"),
    locale: index(data.locales, "locale"),
    catalog: index(data.catalogs, "catalog"),
  });
}

let written = null;

function changed() {
  show();
  written = address();
  if (location.hash !== written) location.hash = written;
}

// ---- choices

/// Fills a list; entries are [value, text, is it to be had].
function fill(select, entries, chosen) {
  select.replaceChildren(...entries.map(([value, text, isThere = true]) => make("option", { value, disabled: !isThere }, text)));
  select.value = String(chosen);
  select.disabled = entries.length < 2;
}

const productText = (product) =>
  (product.name ? `${product.number} · ${product.name}` : product.number) +
  (product.changed ? ` (${count(product.changed, "change", "changes")})` : "");

let needle = "";

function showProducts() {
  const fits = (product) => [product.number, product.name ?? ""].some((text) => text.toLowerCase().includes(needle));
  const entries = data.products.map((product, at) => [at, product]);
  const found = entries.filter(([, product]) => fits(product));
  const kept = entries.filter(([at, product]) => at === state.product || fits(product));
  fill(byId("product"), kept.map(([at, product]) => [at, productText(product)]), state.product);
  byId("found").textContent = needle
    ? `${found.length} of ${count(entries.length, "product", "products")}${found.length ? "; Enter shows the first" : "; Enter looks for a variant"}`
    : `${count(entries.length, "product", "products")}; by number, name or variant number`;
}

/// The variant with a number, as a product and values.
function variantWith(number) {
  for (const [at, product] of data.products.entries()) {
    for (const side of product.sides) {
      const place = row(side.numbers).findIndex((text) => data.texts[text].toLowerCase() === number);
      if (place > 0) return [at, selections(product).table[place]];
    }
  }
  return null;
}

function find(event) {
  if (event.key !== "Enter") return;
  event.preventDefault();
  const variant = variantWith(needle);
  const found = data.products.findIndex((product) => [product.number, product.name ?? ""].some((text) => text.toLowerCase().includes(needle)));
  if (variant) pick(...variant);
  else if (found >= 0) pick(found);
  else byId("found").textContent = "No product and no variant has this name or number";
  if (variant || found >= 0) changed();
}

function showPlaces() {
  const has = (wanted) => data.contexts.some((parts) => wanted.every((part, at) => part === null || part === parts[at]));
  const channel = ([id, name]) => (id === "" ? "Omnichannel" : name ? `${id} · ${name}` : id);
  const numbered = (list, text, wanted) => list.map((one, at) => [at, text(one)]).filter(([at]) => has(wanted(at)));
  fill(byId("channel"), numbered(data.channels, channel, (at) => [at, null, null]), state.channel);
  fill(byId("locale"), numbered(data.locales, (tag) => tag || "Neutral", (at) => [state.channel, at, null]), state.locale);
  fill(byId("catalog"), numbered(data.catalogs, (id) => id || "Default catalog", (at) => [state.channel, state.locale, at]), state.catalog);
}

let built = null;

function showValues() {
  const product = data.products[state.product];
  byId("dimensions").hidden = !product.dimensions.length;
  if (built !== product) {
    built = product;
    byId("values").replaceChildren(...product.dimensions.map(([name], at) => {
      const select = make("select", { id: `value-${at}` });
      select.addEventListener("change", () => {
        state.values[at] = Number(select.value);
        changed();
      });
      return make("div", { className: "field" }, make("label", { htmlFor: select.id, dir: "auto" }, name), select);
    }));
  }
  let blocked = 0;
  product.dimensions.forEach(([, values], at) => {
    const leads = leading(product, state.values, at);
    blocked += values.length - leads.size;
    const option = (value, index) => {
      const isThere = leads.has(index + 1);
      return [index + 1, isThere ? value : `${value} (no such variant)`, isThere];
    };
    fill(byId(`value-${at}`), [[0, "Any"], ...values.map(option)], state.values[at]);
  });
  const chosen = state.values.filter((value) => value).length;
  byId("clear").disabled = !chosen;
  byId("selected").textContent = !product.variants
    ? "This product has no variants to select."
    : !product.partial && chosen && chosen < state.values.length
      ? "Choose a value of every dimension: this product has too many combinations to hold those that are not complete."
      : blocked && chosen
        ? `${count(blocked, "value does", "values do")} not go with the other choices; set one to Any to reach more.`
        : `${count(product.variants, "variant", "variants")}.`;
}

// ---- from change to change

const differsAt = (product, context, selection) =>
  product.swatchChanges.includes(context) || Boolean(changeAt(product, context, selection)?.differs);

/// The next question behind the present one whose answers differ, around the end to the beginning.
function nextChange() {
  const many = data.products.length;
  const [context, selection] = [contextOf(state), selectionOf(data.products[state.product], state.values) ?? -1];
  for (let step = 0; step <= many; step++) {
    const at = (state.product + step) % many;
    const product = selections(data.products[at]);
    if (!product.changed && !product.swatchChanges.length) continue;
    for (let place = step ? 0 : context; place < data.contexts.length; place++) {
      for (let one = !step && place === context ? selection + 1 : 0; one < product.table.length; one++) {
        if (differsAt(product, place, one)) return [at, place, one];
      }
    }
  }
  return null;
}

function goToNextChange() {
  const [at, place, selection] = nextChange();
  pick(at, data.products[at].table[selection]);
  [state.channel, state.locale, state.catalog] = data.contexts[place];
  changed();
}

function showStepper() {
  if (data.sides.length < 2) return;
  const product = data.products[state.product];
  const all = data.products.reduce((sum, one) => sum + one.changed, 0);
  const any = all || data.products.some((one) => one.swatchChanges.length);
  byId("stepper").hidden = false;
  byId("next").disabled = !any;
  byId("changed").textContent = any
    ? `${count(product.changed, "answer of this product changes", "answers of this product change")}, ${count(all, "answer", "answers")} on this page.`
    : "No answer on this page changes.";
}

// ---- all of it

function show() {
  showProducts();
  showPlaces();
  showValues();
  showStepper();
  showAnswer();
}

function start() {
  byId("title").textContent = data.title;
  byId("about").textContent =
    `${data.sides.join(" and ")} · ${count(data.products.length, "product", "products")} in ${count(data.contexts.length, "context", "contexts")} · ${data.rules}`;
  byId("choices").addEventListener("submit", (event) => event.preventDefault());
  if (!data.products.length) {
    byId("choices").hidden = true;
    byId("question").textContent = "There is no product to show.";
    return;
  }
  byId("finder").hidden = data.products.length <= MOST_WITHOUT_FINDER && data.products.every((product) => !product.variants);
  byId("find").addEventListener("input", () => { needle = byId("find").value.trim().toLowerCase(); showProducts(); });
  byId("find").addEventListener("keydown", find);
  byId("product").addEventListener("change", () => { pick(Number(byId("product").value)); changed(); });
  for (const name of ["channel", "locale", "catalog"]) {
    byId(name).addEventListener("change", () => { settle({ ...state, [name]: Number(byId(name).value) }); changed(); });
  }
  byId("clear").addEventListener("click", () => { pick(state.product); changed(); byId("value-0").focus(); });
  byId("next").addEventListener("click", goToNextChange);
  addEventListener("hashchange", () => {
    if (location.hash === written) return;
    readAddress();
    show();
    written = location.hash;
  });
  readAddress();
  show();
  document.documentElement.dataset.ready = "yes";
}

start();
