//! The workload: a shop of any size, the same on every machine.
//!
//! A product depends on its index alone, so that it can be made when it is wanted: the shop itself
//! is a list of how many variants each product has.

pub use crate::contexts::{CHANNELS, CONTEXTS, LOCALES};
use crate::contexts::{channel, locale, pairs};
use crate::random::Random;
use omnimedia::{
    AssetBuilder, ChannelBuilder, DocumentBuilder, Kind, Limits, Product, ProductBuilder, Publication,
    SetBuilder, TextBuilder, VariantBuilder,
};

/// Most variants of a product.
const MOST: usize = 200;
/// What makes the mean of the variants of a product 10: one of `n` is as frequent as `1 / (n + this)²`.
const SKEW: f64 = 2.47;
/// Most assets of a product, for numbering them.
pub const ASSETS: usize = 1_296;
const DIGITS: &[u8; 36] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const COLOURS: [&str; 12] =
    ["Black", "White", "Navy", "Blue", "Red", "Green", "Olive", "Sand", "Grey", "Burgundy", "Yellow", "Pink"];
const SIZES: [&str; 8] = ["XXS", "XS", "S", "M", "L", "XL", "XXL", "3XL"];
const STYLES: [&str; 2] = ["Slim", "Regular"];

/// What a shop is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How many variants it has.
    pub variants: usize,
    /// How many channels, Omnichannel among them; 50 at most.
    pub channels: usize,
    /// How many locales, Neutral among them; 20 at most.
    pub locales: usize,
    /// How many of a hundred variants have sets of their own.
    pub overrides: usize,
}

impl Plan {
    /// The usual shop of so many variants.
    #[must_use]
    pub fn new(variants: usize) -> Self {
        Self { variants, channels: CHANNELS.len(), locales: LOCALES.len(), overrides: 10 }
    }

    /// How many contexts are asked for.
    #[must_use]
    pub fn contexts(&self) -> usize {
        self.channels * self.locales
    }
}

/// A shop.
#[derive(Clone, Debug)]
pub struct Workload {
    plan: Plan,
    sizes: Vec<u8>,
    /// The first variant of each product, counted through the shop; at the end how many there are.
    starts: Vec<u32>,
}

/// One product, before it is built.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Its index in the shop.
    pub index: usize,
    /// The values of each dimension.
    pub dimensions: Vec<(&'static str, Vec<String>)>,
    /// The values of each variant, as indexes.
    pub variants: Vec<Vec<usize>>,
    /// How many assets of its own it has.
    pub assets: usize,
    /// Its documents, the first of which is Omnichannel's and Neutral's.
    pub documents: Vec<DraftDocument>,
}

/// A document: assets are numbered within the product.
#[derive(Clone, Debug, Default)]
pub struct DraftDocument {
    /// Its index.
    pub channel: usize,
    /// Its index.
    pub locale: usize,
    /// The gallery of the product.
    pub master: Vec<usize>,
    /// Galleries of variants, by index.
    pub variants: Vec<(usize, Vec<usize>)>,
}

fn base36(mut number: usize, width: usize, into: &mut String) {
    let at = into.len();
    for _ in 0..width {
        into.insert(at, char::from(DIGITS[number % 36]));
        number /= 36;
    }
}

/// The number of a product (ordinal 0) or of a variant (its index plus one): 8 to 20 bytes.
pub fn number(product: usize, ordinal: usize, into: &mut String) {
    into.clear();
    base36(product, 6, into);
    base36(ordinal, 2, into);
    let mut random = Random::new(1, (product * 256 + ordinal) as u64);
    for _ in 0..random.below(13) {
        into.push(char::from(DIGITS[random.below(36)]));
    }
}

/// The id of an asset.
#[must_use]
pub fn asset_id(product: usize, asset: usize) -> String {
    let mut id = String::from("A");
    base36(product, 6, &mut id);
    base36(asset, 2, &mut id);
    id
}

/// The url of an asset: about 50 bytes.
#[must_use]
pub fn asset_url(product: usize, asset: usize) -> String {
    let id = asset_id(product, asset);
    format!("https://cdn.fabrikam.example/img/{}/{id}.webp", &id[5..7])
}

/// The number that an asset has among all, from its id.
#[must_use]
pub fn asset_number(id: &str) -> u32 {
    u64::from_str_radix(&id[1..], 36).map_or(u32::MAX, |number| u32::try_from(number).unwrap_or(u32::MAX))
}

impl Workload {
    /// The usual shop of so many variants.
    #[must_use]
    pub fn new(variants: usize) -> Self {
        Self::planned(Plan::new(variants))
    }

    /// A shop as planned.
    #[must_use]
    pub fn planned(plan: Plan) -> Self {
        let variants = plan.variants;
        let weight = |size: usize| 1.0 / ((size as f64 + SKEW) * (size as f64 + SKEW));
        let mut sums = Vec::with_capacity(MOST);
        let mut sum = 0.0;
        for size in 1..=MOST {
            sum += weight(size);
            sums.push(sum);
        }
        let mut random = Random::new(2, 0);
        let (mut sizes, mut starts, mut left) = (Vec::new(), vec![0], variants);
        while left > 0 {
            let drawn = (random.next() >> 11) as f64 / (1u64 << 53) as f64 * sum;
            let size = (sums.partition_point(|sum| *sum <= drawn) + 1).min(MOST).min(left);
            sizes.push(size as u8);
            left -= size;
            starts.push((variants - left) as u32);
        }
        Self { plan, sizes, starts }
    }

    /// What it is like.
    #[must_use]
    pub fn plan(&self) -> Plan {
        self.plan
    }

    /// The channel and the locale of each context.
    #[must_use]
    pub fn contexts(&self) -> Vec<(&'static str, &'static str)> {
        pairs(self.plan.channels, self.plan.locales)
    }

    /// How many products there are.
    #[must_use]
    pub fn products(&self) -> usize {
        self.sizes.len()
    }

    /// How many variants there are.
    #[must_use]
    pub fn variants(&self) -> usize {
        self.starts.last().map_or(0, |variants| *variants as usize)
    }

    /// How many variants a product has.
    #[must_use]
    pub fn size(&self, product: usize) -> usize {
        usize::from(self.sizes[product])
    }

    /// The product of a variant, and which of its variants it is.
    #[must_use]
    pub fn variant(&self, variant: usize) -> (usize, usize) {
        let product = self.starts.partition_point(|start| *start as usize <= variant) - 1;
        (product, variant - self.starts[product] as usize)
    }

    /// The product at an index.
    #[must_use]
    pub fn draft(&self, index: usize) -> Draft {
        let mut random = Random::new(3, index as u64);
        let count = usize::from(self.sizes[index]);
        let sizes = random.between(1, SIZES.len()).min(count);
        let styles = if random.percent(40) && count >= 4 { STYLES.len() } else { 1 };
        let colours = count.div_ceil(sizes * styles);
        let (first_colour, first_size) = (random.below(COLOURS.len()), random.below(SIZES.len() - sizes + 1));
        let colour = |at: usize| {
            let at = at + first_colour;
            let name = COLOURS[at % COLOURS.len()];
            if at < COLOURS.len() { name.to_owned() } else { format!("{name} {}", at / COLOURS.len() + 1) }
        };
        let mut dimensions = vec![
            ("Color", (0..colours).map(colour).collect()),
            ("Size", SIZES[first_size..first_size + sizes].iter().map(|size| (*size).to_owned()).collect()),
        ];
        if styles > 1 {
            dimensions.push(("Style", STYLES.map(str::to_owned).to_vec()));
        }
        let values = |variant: usize| {
            let mut row = vec![variant / (sizes * styles), variant / styles % sizes];
            if styles > 1 {
                row.push(variant % styles);
            }
            row
        };
        let variants = (0..count).map(values).collect();
        let mut assets = random.between(3, 8);
        let gallery: Vec<usize> = (0..assets).collect();
        let mut own = |count: usize| {
            assets += count;
            (assets - count..assets).collect::<Vec<usize>>()
        };
        let mut documents = vec![DraftDocument { master: gallery.clone(), ..DraftDocument::default() }];
        for variant in 0..count {
            if random.percent(self.plan.overrides) {
                documents[0].variants.push((variant, own(random.between(1, 3))));
            }
        }
        // a gallery of its own: a new first image, then some of the usual ones
        let mut other = |random: &mut Random| {
            let mut master = own(1);
            master.extend(&gallery[..random.between(1, gallery.len())]);
            master
        };
        if random.percent(30) && self.plan.channels > 1 {
            let channel = random.between(1, self.plan.channels - 1);
            documents.push(DraftDocument { channel, master: other(&mut random), ..DraftDocument::default() });
        }
        if random.percent(20) && self.plan.locales > 1 {
            let locale = random.between(1, self.plan.locales - 1);
            documents.push(DraftDocument { locale, master: other(&mut random), ..DraftDocument::default() });
        }
        Draft { index, dimensions, variants, assets, documents }
    }

    /// The shop without products: channels and assets.
    #[must_use]
    pub fn head(&self) -> omnimedia::PublicationBuilder {
        let mut builder = self.bare();
        for index in 0..self.products() {
            self.draft(index).add_assets(&mut builder);
        }
        builder
    }

    /// The channels alone.
    #[must_use]
    pub fn bare(&self) -> omnimedia::PublicationBuilder {
        let mut builder = Publication::builder(Limits::default());
        add_channels(&mut builder, self.plan.channels, self.plan.locales);
        builder
    }

    /// The whole shop, its products in no order.
    #[must_use]
    pub fn publication(&self) -> Publication {
        let mut builder = self.head();
        let count = self.products();
        // a step that shares no divisor with the count meets each product once
        let step = (count / 3 * 2..).find(|step| gcd(*step, count) == 1).unwrap_or(1);
        for at in 0..count {
            builder.product(self.draft((at * step) % count).builder());
        }
        builder.build().unwrap_or_else(|faults| panic!("{}", faults.first()))
    }
}

fn gcd(one: usize, other: usize) -> usize {
    if other == 0 { one } else { gcd(other, one % other) }
}

/// Adds the channels of the usual workload.
pub fn channels(builder: &mut omnimedia::PublicationBuilder) {
    add_channels(builder, CHANNELS.len(), LOCALES.len());
}

fn add_channels(builder: &mut omnimedia::PublicationBuilder, channels: usize, locales: usize) {
    for channel in (1..channels).map(channel) {
        let locales = (0..locales).map(locale);
        builder.channel(ChannelBuilder::new(channel).name(format!("Shop {channel}")).locales(locales));
    }
}

/// An empty document of a context.
#[must_use]
pub fn in_context(of: usize, speaking: usize) -> DocumentBuilder {
    let document = DocumentBuilder::new().locale(locale(speaking));
    // Omnichannel is no channel, rather than one without a name
    if of == 0 { document } else { document.channel(channel(of)) }
}

impl Draft {
    /// The assets, each of which is the product's own.
    pub fn add_assets(&self, builder: &mut omnimedia::PublicationBuilder) {
        for asset in 0..self.assets {
            let mut image =
                AssetBuilder::new(asset_id(self.index, asset), Kind::Image).url(asset_url(self.index, asset));
            if asset % 3 == 0 {
                image = image
                    .text("", TextBuilder::new().alt(format!("Product {} from side {asset}", self.index)));
            }
            builder.asset(image);
        }
    }

    /// The gallery that a variant shows in a context.
    #[must_use]
    pub fn winner(&self, variant: usize, channel: usize, locale: usize) -> &[usize] {
        let document = self.nearest(channel, locale);
        let own = document.variants.iter().find(|(own, _)| *own == variant);
        own.map_or(&document.master, |(_, gallery)| gallery)
    }

    /// The document that speaks in a context: that of the locale before that of the channel.
    #[must_use]
    pub fn nearest(&self, channel: usize, locale: usize) -> &DraftDocument {
        let speaks = |document: &&DraftDocument| {
            (document.channel == 0 || document.channel == channel)
                && (document.locale == 0 || document.locale == locale)
        };
        let speaking = self.documents.iter().filter(speaks);
        speaking.max_by_key(|document| (document.locale != 0, document.channel != 0)).unwrap()
    }

    /// The assets of a gallery.
    fn set(&self, gallery: &[usize]) -> SetBuilder {
        SetBuilder::new().primary(gallery.iter().map(|asset| asset_id(self.index, *asset)))
    }

    /// The product for a publication.
    #[must_use]
    pub fn builder(&self) -> ProductBuilder {
        let mut text = String::new();
        number(self.index, 0, &mut text);
        let record_id = 5_637_144_576 + self.index as u64 * 256;
        let mut product =
            ProductBuilder::new(text.as_str()).name(format!("Product {}", self.index)).record_id(record_id);
        for (name, values) in &self.dimensions {
            product = product.dimension(*name, values.iter().map(String::as_str));
        }
        for (variant, row) in self.variants.iter().enumerate() {
            number(self.index, variant + 1, &mut text);
            let values = self
                .dimensions
                .iter()
                .zip(row)
                .map(|((name, values), value)| (*name, values[*value].as_str()));
            let builder =
                VariantBuilder::new(text.as_str(), values).record_id(record_id + 1 + variant as u64);
            product = product.variant(builder);
        }
        for document in &self.documents {
            let mut builder =
                in_context(document.channel, document.locale).master(self.set(&document.master));
            for (variant, gallery) in &document.variants {
                number(self.index, variant + 1, &mut text);
                builder = builder.variant(text.as_str(), self.set(gallery));
            }
            product = product.document(builder);
        }
        product
    }

    /// The product by itself.
    #[must_use]
    pub fn product(&self) -> Product {
        self.builder().build(&Limits::default()).unwrap()
    }
}
