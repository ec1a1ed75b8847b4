//! The known contexts: every place where shoppers can be (SPEC section 1).

use super::context::ContextRef;
use crate::locale::Tag;
use std::cmp::Ordering;
use std::collections::{HashMap, HashSet};

/// The contexts that count: Omnichannel and every channel named anywhere; each with Neutral and the
/// channel's own locales (every locale named anywhere where it lists none, or is Omnichannel); each
/// without and with every catalog named anywhere.
///
/// They come by channel, then locale, then catalog, Omnichannel, Neutral and the default catalog
/// first, each once. What is held is the names, not the product of them.
///
/// ```
/// use omnimedia::{ChannelBuilder, Limits, Publication};
/// let mut builder = Publication::builder(Limits::default());
/// builder.channel(ChannelBuilder::new("128").locales(["en-US"]));
/// builder.channel(ChannelBuilder::new("129").locales(["fr"]));
/// let publication = builder.build()?;
/// let known = publication.known_contexts();
/// let texts: Vec<String> = known.iter().map(|context| context.to_string()).collect();
/// assert_eq!(texts[..3], ["Omnichannel, Neutral", "Omnichannel, en-US", "Omnichannel, fr"]);
/// assert_eq!(texts[3..], ["channel 128, Neutral", "channel 128, en-US", "channel 129, Neutral", "channel 129, fr"]);
/// assert_eq!(known.len(), 7);
/// # Ok::<(), omnimedia::Faults>(())
/// ```
#[derive(Clone, Debug)]
pub struct KnownContexts<'a> {
    /// Sets of catalogs, each rising; the default catalog is in all of them.
    catalogs: Vec<Vec<&'a str>>,
    /// Lists of locales that channels share; the first is empty.
    lists: Vec<Vec<Row>>,
    /// Omnichannel, then the channels, rising.
    channels: Vec<Channel<'a>>,
}

/// A locale, and the set of the catalogs with which it is known.
type Row = (Tag, usize);

/// A channel with its locales: those of a shared list and, in their stead or beside them, its own.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Channel<'a> {
    id: Option<&'a str>,
    neutral: usize,
    list: usize,
    own: Vec<Row>,
}

/// What is named anywhere, while it is gathered.
#[derive(Debug, Default)]
pub(crate) struct Named<'a> {
    pub(crate) catalogs: HashSet<&'a str>,
    pub(crate) channels: HashSet<&'a str>,
    pub(crate) locales: HashSet<Tag>,
    /// The locales of the channels that list any.
    pub(crate) listed: HashMap<&'a str, Vec<Tag>>,
}

/// What is the same of both, by kind of it, so that each pair is united once.
type Pairs = HashMap<(usize, usize), usize>;

fn distinct<T: Ord>(all: &mut Vec<T>) {
    all.sort_unstable();
    all.dedup();
}

impl<'a> Named<'a> {
    /// Gathers a context.
    #[cfg(feature = "write")]
    pub(crate) fn context(&mut self, context: &'a super::context::Context) {
        self.catalogs.extend(context.catalog());
        self.channels.extend(context.channel());
        self.locales.extend(context.locale());
    }

    /// The contexts that these names come to.
    pub(crate) fn contexts(mut self) -> KnownContexts<'a> {
        fn rising<T: Ord>(all: HashSet<T>) -> Vec<T> {
            let mut all: Vec<T> = all.into_iter().collect();
            all.sort_unstable();
            all
        }
        let rows = |locales: Vec<Tag>| locales.into_iter().map(|tag| (tag, 0)).collect::<Vec<Row>>();
        let mut channels = vec![Channel { id: None, neutral: 0, list: 1, own: Vec::new() }];
        for id in rising(self.channels) {
            let (list, own) = match self.listed.remove(id) {
                Some(mut own) => {
                    distinct(&mut own);
                    (0, rows(own))
                }
                None => (1, Vec::new()),
            };
            channels.push(Channel { id: Some(id), neutral: 0, list, own });
        }
        KnownContexts {
            catalogs: vec![rising(self.catalogs)],
            lists: vec![Vec::new(), rows(rising(self.locales))],
            channels,
        }
    }
}

/// Meets what is in one of two rising lists or in both.
fn merged<'x, T, K: Ord>(
    one: &'x [T],
    other: &'x [T],
    key: impl Fn(&T) -> K,
    mut each: impl FnMut(Option<&'x T>, Option<&'x T>),
) {
    let (mut left, mut right) = (one.iter().peekable(), other.iter().peekable());
    loop {
        let order = match (left.peek(), right.peek()) {
            (None, None) => return,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(one), Some(other)) => key(one).cmp(&key(other)),
        };
        let one = if order.is_le() { left.next() } else { None };
        let other = if order.is_ge() { right.next() } else { None };
        each(one, other);
    }
}

/// The set of catalogs that a locale has in a list.
fn row_of(list: &[Row], tag: Tag) -> Option<usize> {
    let found = list.binary_search_by_key(&tag, |(tag, _)| *tag).ok()?;
    list.get(found).map(|(_, catalogs)| *catalogs)
}

/// Two of them, while they are united.
struct Union<'x, 'a> {
    sides: [&'x KnownContexts<'a>; 2],
    made: KnownContexts<'a>,
    catalogs: Pairs,
    lists: Pairs,
}

/// Stands for what only the other side has.
const NONE: usize = usize::MAX;

impl<'a> Union<'_, 'a> {
    fn catalogs(&mut self, one: Option<usize>, other: Option<usize>) -> usize {
        let key = (one.unwrap_or(NONE), other.unwrap_or(NONE));
        if let Some(known) = self.catalogs.get(&key) {
            return *known;
        }
        let side = |side: &KnownContexts<'a>, set: Option<usize>| {
            set.and_then(|set| side.catalogs.get(set)).cloned().unwrap_or_default()
        };
        let mut all = side(self.sides[0], one);
        all.extend(side(self.sides[1], other));
        distinct(&mut all);
        let made = &mut self.made.catalogs;
        let place = made.iter().position(|other| *other == all).unwrap_or(made.len());
        if place == made.len() {
            made.push(all);
        }
        self.catalogs.insert(key, place);
        place
    }

    fn rows(&mut self, one: &[Row], other: &[Row]) -> Vec<Row> {
        let mut all = Vec::new();
        merged(
            one,
            other,
            |(tag, _)| *tag,
            |one, other| {
                if let Some((tag, _)) = one.or(other) {
                    all.push((*tag, self.catalogs(one.map(|row| row.1), other.map(|row| row.1))));
                }
            },
        );
        all
    }

    fn list(&mut self, one: usize, other: usize) -> usize {
        if let Some(known) = self.lists.get(&(one, other)) {
            return *known;
        }
        let [left, right] = self.sides;
        let all = self.rows(left.list(one), right.list(other));
        let made = &mut self.made.lists;
        let place = made.iter().position(|other| *other == all).unwrap_or(made.len());
        if place == made.len() {
            made.push(all);
        }
        self.lists.insert((one, other), place);
        place
    }

    fn channel(&mut self, one: Option<&Channel<'a>>, other: Option<&Channel<'a>>) {
        let Some(Channel { id, .. }) = one.or(other) else { return };
        let neutral = self.catalogs(one.map(|one| one.neutral), other.map(|other| other.neutral));
        let list = self.list(one.map_or(0, |one| one.list), other.map_or(0, |other| other.list));
        let mut tags: Vec<Tag> =
            [one, other].into_iter().flatten().flat_map(|side| &side.own).map(|row| row.0).collect();
        distinct(&mut tags);
        let own = tags.into_iter().map(|tag| {
            let of = |side: &KnownContexts<'a>, channel: Option<&Channel<'a>>| {
                let channel = channel?;
                row_of(&channel.own, tag).or_else(|| row_of(side.list(channel.list), tag))
            };
            let (one, other) = (of(self.sides[0], one), of(self.sides[1], other));
            (tag, self.catalogs(one, other))
        });
        let own = own.collect();
        self.made.channels.push(Channel { id: *id, neutral, list, own });
    }
}

impl<'a> KnownContexts<'a> {
    fn list(&self, list: usize) -> &[Row] {
        self.lists.get(list).map(Vec::as_slice).unwrap_or_default()
    }

    /// The sets of catalogs, without the default one.
    pub(crate) fn catalog_sets(&self) -> &[Vec<&'a str>] {
        &self.catalogs
    }

    /// The channels, Omnichannel first; a channel's place is what [`Self::locales_of`] wants.
    pub(crate) fn channels(&self) -> impl ExactSizeIterator<Item = Option<&'a str>> {
        self.channels.iter().map(|channel| channel.id)
    }

    /// The locales of a channel, Neutral first, each with its set of catalogs.
    pub(crate) fn locales_of(&self, channel: usize) -> impl Iterator<Item = (Option<Tag>, usize)> {
        let channel = self.channels.get(channel);
        let own = channel.map_or(&[][..], |channel| &channel.own);
        let mut own = own.iter().copied().peekable();
        let mut shared = self.list(channel.map_or(0, |channel| channel.list)).iter().copied().peekable();
        let rows = std::iter::from_fn(move || {
            let order = match (own.peek(), shared.peek()) {
                (_, None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (Some((one, _)), Some((other, _))) => one.cmp(other),
            };
            // an own row stands instead of a shared one
            let shared = if order.is_ge() { shared.next() } else { None };
            if order.is_le() { own.next() } else { shared }
        });
        let neutral = channel.map(|channel| (None, channel.neutral));
        neutral.into_iter().chain(rows.map(|(tag, catalogs)| (Some(tag), catalogs)))
    }

    /// Every locale that is known somewhere, some of them more than once.
    pub(crate) fn locales(&self) -> impl Iterator<Item = Tag> {
        let own = self.channels.iter().flat_map(|channel| &channel.own);
        self.lists.iter().flatten().chain(own).map(|(tag, _)| *tag)
    }

    /// All of them, one after the other.
    ///
    /// # Cost
    /// Next to nothing each; allocates nothing.
    pub fn iter(&self) -> impl Iterator<Item = ContextRef<'a>> {
        self.channels().enumerate().flat_map(move |(at, channel)| {
            self.locales_of(at).flat_map(move |(locale, catalogs)| {
                let catalogs = self.catalogs.get(catalogs).map(Vec::as_slice).unwrap_or_default();
                let catalogs = std::iter::once(None).chain(catalogs.iter().map(|catalog| Some(*catalog)));
                catalogs.map(move |catalog| ContextRef { catalog, channel, locale })
            })
        })
    }

    /// How many there are.
    ///
    /// # Cost
    /// Linear in the names, however many contexts they come to.
    #[must_use]
    #[expect(clippy::len_without_is_empty, reason = "Omnichannel and Neutral are always there")]
    pub fn len(&self) -> u64 {
        let with = |catalogs: usize| {
            self.catalogs.get(catalogs).map_or(1, |set| (set.len() as u64).saturating_add(1))
        };
        let sum = |rows: &[Row]| rows.iter().map(|row| with(row.1)).fold(0u64, u64::saturating_add);
        let lists: Vec<u64> = self.lists.iter().map(|list| sum(list)).collect();
        let of = |channel: &Channel<'a>| {
            let shared = self.list(channel.list);
            let stead = channel.own.iter().filter_map(|(tag, _)| row_of(shared, *tag)).map(with);
            let shared = lists.get(channel.list).copied().unwrap_or(0);
            let rest = shared.saturating_sub(stead.fold(0, u64::saturating_add));
            with(channel.neutral).saturating_add(rest).saturating_add(sum(&channel.own))
        };
        self.channels.iter().map(of).fold(0, u64::saturating_add)
    }

    /// Whether a context is one of them.
    ///
    /// # Cost
    /// Some binary searches.
    #[must_use]
    pub fn contains(&self, context: ContextRef<'_>) -> bool {
        let found = self.channels.binary_search_by(|channel| channel.id.cmp(&context.channel));
        let Some(channel) = found.ok().and_then(|at| self.channels.get(at)) else { return false };
        let catalogs = match context.locale {
            None => Some(channel.neutral),
            Some(tag) => row_of(&channel.own, tag).or_else(|| row_of(self.list(channel.list), tag)),
        };
        let Some(catalogs) = catalogs.and_then(|set| self.catalogs.get(set)) else { return false };
        context.catalog.is_none_or(|catalog| catalogs.binary_search(&catalog).is_ok())
    }

    /// The contexts of one channel, known or not; one that is not has the locales of Omnichannel.
    #[cfg(feature = "write")]
    pub(crate) fn of_channel(&self, id: &'a str) -> Self {
        let found = self.channels.binary_search_by(|channel| channel.id.cmp(&Some(id))).unwrap_or(0);
        let channels = self.channels.get(found).map(|channel| Channel { id: Some(id), ..channel.clone() });
        let channels = channels.into_iter().collect();
        Self { catalogs: self.catalogs.clone(), lists: self.lists.clone(), channels }
    }

    /// What is in either, each context once.
    ///
    /// # Cost
    /// Linear in the names of both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        let same =
            self.catalogs == other.catalogs && self.lists == other.lists && self.channels == other.channels;
        if same {
            return self.clone();
        }
        let made = Self { catalogs: Vec::new(), lists: vec![Vec::new()], channels: Vec::new() };
        let pairs = || HashMap::from([((0, 0), 0)]);
        let mut union = Union { sides: [self, other], made, catalogs: Pairs::new(), lists: pairs() };
        merged(&self.channels, &other.channels, |channel| channel.id, |one, two| union.channel(one, two));
        union.made
    }
}

#[cfg(all(test, feature = "write"))]
mod tests {
    use crate::fault::Faults;
    use crate::limits::Limits;
    use crate::model::{ContextRef, KnownContexts, Publication};
    use std::collections::BTreeSet;

    fn publication(json: &str) -> Result<Publication, Faults> {
        let json = format!(r#"{{"omnimedia":"publication/1",{json}}}"#);
        Publication::from_json(json.as_bytes(), &Limits::default())
    }

    fn texts(known: &KnownContexts<'_>) -> Vec<String> {
        let all: Vec<ContextRef<'_>> = known.iter().collect();
        assert_eq!(known.len(), all.len() as u64);
        assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), all.len(), "each stands once");
        assert!(all.iter().all(|context| known.contains(*context)));
        all.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn names_count_wherever_they_stand() -> Result<(), Faults> {
        let publication = publication(
            r#""channels":[{"id":"1","locales":["da"]}],
            "assets":[{"id":"A1","kind":"image","channels":["2"],"text":{"fi":{"alt":"x"}}}],
            "products":[{"number":"S1","media":[{"catalog":"9","channel":"3","locale":"sv",
                "master":{"primary":[{"asset":"A1","text":{"nb":{}}}]}}]}],
            "categories":[{"id":"C","media":[{"channel":"4","catalog":"8","image":{"asset":"A1","text":{"is":{}}}}]}]"#,
        )?;
        let known = publication.known_contexts();
        let all = texts(&known);
        // five locales and Neutral, two catalogs and the default one
        assert_eq!(all.len(), (1 + 3) * 6 * 3 + 2 * 3);
        assert!(all.contains(&"catalog 8, channel 3, is".to_owned()));
        assert!(all.contains(&"catalog 9, channel 1, da".to_owned()));
        assert!(!all.contains(&"channel 1, sv".to_owned()), "a channel that lists locales has those alone");
        Ok(())
    }

    #[test]
    fn without_names_omnichannel_and_neutral_are_known() -> Result<(), Faults> {
        assert_eq!(texts(&publication(r#""products":[]"#)?.known_contexts()), ["Omnichannel, Neutral"]);
        let neutral =
            publication(r#""channels":[{"id":"1","locales":["neutral"]},{"id":"2","locales":["da"]}]"#)?;
        let all = texts(&neutral.known_contexts());
        assert!(!all.contains(&"channel 1, da".to_owned()), "Neutral is a locale that a channel may list");
        Ok(())
    }

    #[test]
    fn a_union_has_each_context_of_either_and_no_other() -> Result<(), Faults> {
        let shops = [
            publication(r#""channels":[{"id":"1","locales":["da"]},{"id":"2"}]"#)?,
            publication(r#""channels":[{"id":"1"},{"id":"3","locales":["da","de"]}]"#)?,
            publication(
                r#""products":[{"number":"S1","media":[{"catalog":"9","channel":"2","locale":"sv"}]}]"#,
            )?,
            publication(r#""products":[{"number":"S1","media":[{"catalog":"8","channel":"1"}]}]"#)?,
        ];
        let known = shops.each_ref().map(Publication::known_contexts);
        for one in &known {
            for other in &known {
                let union = one.union(other);
                let expected: BTreeSet<ContextRef<'_>> = one.iter().chain(other.iter()).collect();
                assert_eq!(union.iter().collect::<Vec<_>>(), expected_order(&expected));
                texts(&union);
                for third in &known {
                    let three: BTreeSet<_> = expected.iter().copied().chain(third.iter()).collect();
                    assert_eq!(union.union(third).iter().collect::<Vec<_>>(), expected_order(&three));
                    assert_eq!(third.union(&union).len(), three.len() as u64);
                }
            }
        }
        Ok(())
    }

    fn expected_order<'a>(all: &BTreeSet<ContextRef<'a>>) -> Vec<ContextRef<'a>> {
        let mut all: Vec<_> = all.iter().copied().collect();
        all.sort_by_key(|context| (context.channel, context.locale, context.catalog));
        all
    }

    #[test]
    fn a_channel_has_its_own_contexts_and_an_unknown_one_those_of_omnichannel() -> Result<(), Faults> {
        let publication = publication(
            r#""channels":[{"id":"1","locales":["da"]},{"id":"2"}],
            "products":[{"number":"S1","media":[{"catalog":"9","locale":"sv"}]}]"#,
        )?;
        let known = publication.known_contexts();
        for (channel, like) in [("1", Some("1")), ("2", Some("2")), ("3", None)] {
            let expected = known.iter().filter(|context| context.channel == like);
            let expected: Vec<_> =
                expected.map(|context| ContextRef { channel: Some(channel), ..context }).collect();
            let found = known.of_channel(channel);
            assert_eq!(found.iter().collect::<Vec<_>>(), expected);
            texts(&found);
        }
        Ok(())
    }

    #[test]
    fn very_many_contexts_are_counted_without_being_made() {
        let mut named = super::Named::default();
        let names: Vec<String> = (0..50_000).map(|at| format!("c{at}")).collect();
        named.channels.extend(names.iter().map(String::as_str));
        named.catalogs.extend(names.iter().map(String::as_str));
        let tags = ["da", "de", "fi", "sv"].map(crate::locale::Tag::parse);
        named.locales.extend(tags.into_iter().flatten().flatten());
        assert_eq!(named.contexts().len(), 50_001 * 50_001 * 5);
    }
}
