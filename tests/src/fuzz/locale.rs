//! The small texts: locale tags, colours, instants, patterns, keys of manifests, queries and policies.

use std::str::FromStr;
use std::sync::OnceLock;

use omnimedia::{
    Context, Fault, FilePattern, HexColour, Import, Instant, Limits, LocalInstant, Locales, MAX_CHAIN,
    Parents, Patterns, ProductBuilder, Publication, Query, Rules, RulesView, Stamp, Tag, Tenant,
    VariantBuilder, wire,
};
use serde_json::json;

use super::input::{are_complete, is_complete, options, parts, text};

/// Reads one of the small texts, as the first byte says. What is refused has a complete fault, what is read is
/// written and read again the same.
///
/// # Panics
///
/// Where one of these does not hold.
pub fn locale(data: &[u8]) {
    let Some(([what], rest)) = options(data) else { return };
    let said = || text(rest);
    match what % 12 {
        0 | 1 => said().split(' ').take(8).for_each(tag),
        2 => colour(&said()),
        3 => instant(&said()),
        4 => taken(FilePattern::parse(&said()), |pattern| round(pattern.to_string(), pattern)),
        5 => match Patterns::parse(&said()) {
            Ok(patterns) => patterns.iter().for_each(|pattern| round(pattern.to_string(), pattern)),
            Err(faults) => are_complete(&faults),
        },
        6 => key(&said()),
        7 => selection(&said()),
        8 => request(rest),
        9 => {
            taken(wire::read_target(rest), |target| {
                let again = wire::read_target(wire::target(target)).expect("a target is read again");
                assert_eq!(*target, again, "a target is another");
            });
            taken(wire::policy(rest), |policy| {
                let words = json!({"order": policy.order.word(), "parents": policy.parents.word(),
                    "inheritance": policy.inheritance.word(), "alt_source": policy.alt_source.word()});
                assert_eq!(wire::policy(words.to_string()).as_ref(), Ok(policy), "a policy is another");
            });
        }
        10 => context(rest),
        _ => rules(rest),
    }
}

/// What was read, or a complete fault.
fn taken<T>(read: Result<T, Fault>, then: impl FnOnce(&T)) {
    match read {
        Ok(read) => then(&read),
        Err(fault) => is_complete(&fault),
    }
}

/// What is written is read again the same.
fn round<T: FromStr<Err = Fault> + PartialEq + std::fmt::Debug>(written: String, read: &T) {
    assert_eq!(written.parse().as_ref(), Ok(read), "`{written}` is read as another");
}

fn carried() -> RulesView<'static> {
    static RULES: OnceLock<Vec<u8>> = OnceLock::new();
    RulesView::new(RULES.get_or_init(Rules::encode)).expect("rules")
}

fn tag(text: &str) {
    taken(Tag::parse(text), |tag| {
        let Some(tag) = *tag else { return };
        for again in [tag.as_str().to_owned(), tag.as_str().to_uppercase(), tag.as_str().replace('-', "_")] {
            assert_eq!(Tag::parse(&again), Ok(Some(tag)), "`{text}`");
        }
        for parents in Parents::ALL {
            let locales = Locales::new(*parents).expect("locale data");
            let (chain, normal) = (locales.chain(tag), locales.normal(tag));
            assert!(chain.len() <= MAX_CHAIN && chain.first() == Some(&normal), "`{tag}` under {parents}");
            assert_eq!(locales.normal(normal), normal, "`{tag}` under {parents}");
            assert_eq!(&*locales.chain(normal), &*chain, "`{tag}` under {parents}");
            assert!(
                chain.iter().enumerate().all(|(at, tag)| !chain[..at].contains(tag)),
                "`{tag}` under {parents} meets a parent twice"
            );
            let snapshot = Locales::with_rules(*parents, carried());
            assert_eq!(snapshot.normal(tag), normal, "`{tag}` under the rules that snapshots carry");
            assert_eq!(&*snapshot.chain(tag), &*chain, "`{tag}` under the rules that snapshots carry");
        }
        assert!(tag.language().is_none_or(|language| language.language() == Some(language)));
    });
}

fn colour(text: &str) {
    taken(HexColour::parse(text), |colour| {
        assert_eq!(colour.as_str(), text);
        assert!(text.len() == 7 && text.starts_with('#'));
    });
}

fn instant(text: &str) {
    taken(text.parse::<Instant>(), |instant| {
        round(instant.to_string(), instant);
        let seconds = Instant::from_unix_seconds(instant.unix_seconds());
        assert!(seconds.seconds_between(*instant) <= 1 && seconds <= *instant, "`{text}`");
    });
    taken(text.parse::<LocalInstant>(), |local| {
        round(local.to_string(), local);
        assert_eq!(text.parse::<Instant>(), Ok(local.instant()), "`{text}` is two instants");
        assert!(local.offset_seconds() % 60 == 0, "`{text}`");
    });
}

fn tenant() -> Tenant {
    static TENANT: OnceLock<Tenant> = OnceLock::new();
    let made = || {
        let mut tenant = Tenant::new(Limits::default());
        let product = ProductBuilder::new("81327").dimension("Color", ["Blue", "Red|Green", "a:b\\"]);
        let variant = [("Color", "Blue"), ("Style", "Slim")];
        let product = product.dimension("Style", ["Slim", "a|b"]).variant(VariantBuilder::new("V1", variant));
        tenant.set_product(product).expect("a product");
        tenant
    };
    TENANT.get_or_init(made).clone()
}

/// A key of values of dimensions, in a manifest of one row.
fn key(text: &str) {
    let cell = text.replace('"', "\"\"");
    let manifest = format!(
        "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaDisplayName\tMediaImportPath\r\n\
         DimensionMatrix\tProductNumber\t\"{cell}\"\tPrimary\tFile\tF\tf.pdf\r\n"
    );
    let mut tenant = tenant();
    let stamp = Stamp::new("ann", Instant::from_unix_seconds(1_800_000_000));
    match Import::new().run(&mut tenant, manifest.as_bytes(), &stamp) {
        Ok(imported) => {
            imported.faults().chain(imported.warnings()).for_each(is_complete);
            assert_eq!(imported.counts().rows(), 1, "{manifest}");
        }
        Err(faults) => are_complete(&faults),
    }
}

/// A selection as a query has it, and as the `match` of a pattern: `Color=Blue|Style=*`.
fn selection(text: &str) {
    let pairs: Vec<(&str, &str)> =
        text.split('|').map(|pair| pair.split_once('=').unwrap_or((pair, "*"))).collect();
    let product = json!({"number": "81327", "dimensions": [
        {"name": "Color", "values": ["Blue", "Red"]}, {"name": "Style", "values": ["Slim", "a|b"]}],
        "variants": [{"number": "V1", "values": {"Color": "Blue", "Style": "Slim"}}]});
    let mut with = product.clone();
    let matched: serde_json::Map<_, _> =
        pairs.iter().map(|(one, other)| ((*one).to_owned(), json!(other))).collect();
    with["media"] = json!([{"dimensions": [{"match": matched, "primary": ["A"]}]}]);
    for product in [product, with] {
        let json = json!({"omnimedia": "publication/1", "assets": [{"id": "A", "kind": "file"}], "products": [product]});
        match Publication::from_json(json.to_string().as_bytes(), &Limits::default()) {
            Ok(publication) => {
                let query = Query::new("81327");
                let query = pairs.iter().fold(query, |query, (name, value)| query.select(*name, *value));
                let answer = publication.resolve(&query, &omnimedia::Policy::default());
                taken(answer, |answer| assert!(answer.primary().len() <= 1));
            }
            Err(faults) => are_complete(&faults),
        }
    }
}

fn request(json: &[u8]) {
    taken(wire::request(json), |request| {
        if let wire::Request::Media(query) = request
            && !has_ask(json)
        {
            assert_eq!(wire::query(json).as_ref(), Ok(query), "a request is another query");
        }
    });
    taken(wire::query(json), |query| {
        let request = wire::request(json);
        assert_eq!(request, Ok(wire::Request::Media(query.clone())), "a query is another request");
    });
}

fn has_ask(json: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(json).is_ok_and(|value| value.get("ask").is_some())
}

fn context(rest: &[u8]) {
    let said: Vec<String> = parts(rest).map(text).collect();
    let part = |at: usize| said.get(at).map(String::as_str);
    taken(Context::new(part(0), part(1), part(2)), |context| {
        let locale = context.locale().map(|tag| tag.to_string());
        let again = Context::new(context.catalog(), context.channel(), locale.as_deref());
        assert_eq!(again.as_ref(), Ok(context), "a context is another");
    });
}

/// Rules that anyone may have written into a snapshot.
fn rules(rest: &[u8]) {
    let mut bytes = Rules::encode();
    let edits = rest.chunks_exact(3);
    let last = edits.remainder().len();
    for edit in edits {
        let at = usize::from(u16::from_le_bytes([edit[0], edit[1]])) % bytes.len();
        bytes[at] = edit[2];
    }
    if last == 2 {
        bytes.truncate(bytes.len() - 10);
    }
    let Some(rules) = RulesView::new(&bytes) else { return };
    let sound = rules.verify();
    for text in ["zh-Hant-TW", "en-AU", "sr-Latn-ME", "und-Latn", "hi-Latn", "pt-AO", "aa-Bbbb-CC-variant1"] {
        let tag = Tag::parse(text).expect("a tag").expect("not Neutral");
        let (chain, normal) = (rules.chain(tag), rules.normal(tag));
        assert!(chain.len() <= MAX_CHAIN && !chain.is_empty());
        assert!(!sound || chain.first() == Some(&normal), "{text}: {normal}, {chain:?}");
    }
}
