//! The explanation of an answer, as data (SPEC section 7).

use super::answer::{Answer, Origin};
use crate::model::{Context, ContextRef, Kind, Level};
use crate::policy::Policy;

/// Why a product, a variant or a selection shows what it shows in a context.
///
/// [`Publication::explain`](crate::Publication::explain) gives it, with the answer it explains; both
/// come from one walk. Printed, it is a short tree of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation<'a> {
    pub(crate) answer: Answer<'a>,
    pub(crate) asked: Context,
    pub(crate) values: Vec<(&'a str, &'a str)>,
    pub(crate) policy: Policy,
    pub(crate) primary: ListExplanation<'a>,
    pub(crate) additional: ListExplanation<'a>,
}

impl<'a> Explanation<'a> {
    /// The answer that is explained: what [`Publication::resolve`](crate::Publication::resolve) gives.
    #[must_use]
    pub fn answer(&self) -> &Answer<'a> {
        &self.answer
    }

    /// The context that was asked in.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.asked
    }

    /// The dimension and value of each value that is selected, by a variant or by itself.
    #[must_use]
    pub fn values(&self) -> &[(&'a str, &'a str)] {
        &self.values
    }

    /// The policy under which it was asked.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Why the ordered gallery is what it is.
    #[must_use]
    pub fn primary(&self) -> &ListExplanation<'a> {
        &self.primary
    }

    /// Why the items with a purpose are what they are.
    #[must_use]
    pub fn additional(&self) -> &ListExplanation<'a> {
        &self.additional
    }

    /// The items of the gallery that stand before the default image and are no images, with what
    /// they are; all items where there is no default image.
    pub fn before_default_image(&self) -> impl Iterator<Item = (&'a str, Kind)> {
        let items = self.answer.primary.iter().map(|item| (item.asset.id, item.asset.kind));
        items.take_while(|(_, kind)| *kind != Kind::Image)
    }
}

/// Why one list of an answer is what it is: what was tried, and what became of every item.
#[derive(Clone, Debug, PartialEq)]
pub struct ListExplanation<'a> {
    pub(crate) rungs: Vec<RungExplanation<'a>>,
    pub(crate) items: Vec<ItemExplanation<'a>>,
    pub(crate) stop: Option<Origin<'a>>,
}

impl<'a> ListExplanation<'a> {
    /// Every context of the ladder, the most specific first.
    #[must_use]
    pub fn rungs(&self) -> &[RungExplanation<'a>] {
        &self.rungs
    }

    /// Every item that was read, in reading order.
    #[must_use]
    pub fn items(&self) -> &[ItemExplanation<'a>] {
        &self.items
    }

    /// The items that the answer shows, in its order.
    pub fn shown(&self) -> impl Iterator<Item = &ItemExplanation<'a>> {
        self.items.iter().filter(|item| item.fate == ItemFate::Shown)
    }

    /// The set that replaced, behind which the list reads nothing; `None` where none did.
    #[must_use]
    pub fn stop(&self) -> Option<&Origin<'a>> {
        self.stop.as_ref()
    }
}

/// What became of one context of the ladder, for one list.
#[derive(Clone, Debug, PartialEq)]
pub struct RungExplanation<'a> {
    pub(crate) context: Context,
    pub(crate) document: Option<ContextRef<'a>>,
    pub(crate) fate: RungFate,
    pub(crate) ends: bool,
    pub(crate) sets: Vec<SetExplanation<'a>>,
    /// How many patterns that do not match are not among the sets; none but where it was asked in part.
    pub(crate) untold: usize,
}

impl<'a> RungExplanation<'a> {
    /// The context, as the query names it.
    #[must_use]
    pub fn context(&self) -> &Context {
        &self.context
    }

    /// The context as its document writes it, whether or not it was reached; `None` where there is none.
    #[must_use]
    pub fn document(&self) -> Option<ContextRef<'a>> {
        self.document
    }

    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> RungFate {
        self.fate
    }

    /// Whether the document ended the search although no set of it matches, as documents do under
    /// the inheritance `severed`. Under the others it passes on.
    #[must_use]
    pub fn ends_the_search(&self) -> bool {
        self.ends
    }

    /// What became of the document's sets, level by level: of patterns first those that match, the
    /// strongest first, then the others, the nearest miss first. None where no document was reached.
    #[must_use]
    pub fn sets(&self) -> &[SetExplanation<'a>] {
        &self.sets
    }
}

/// What became of one set, or of a level without one, for one list.
#[derive(Clone, Debug, PartialEq)]
pub struct SetExplanation<'a> {
    pub(crate) level: Level,
    pub(crate) pattern: Vec<(&'a str, &'a str)>,
    pub(crate) variant: Option<&'a str>,
    pub(crate) fate: SetFate,
    pub(crate) because: Option<Because<'a>>,
    pub(crate) place: Option<usize>,
    pub(crate) items: usize,
}

impl<'a> SetExplanation<'a> {
    /// The level.
    #[must_use]
    pub fn level(&self) -> Level {
        self.level
    }

    /// The dimension and value of each fixed value, where it is the set of a pattern.
    #[must_use]
    pub fn pattern(&self) -> &[(&'a str, &'a str)] {
        &self.pattern
    }

    /// The number of the variant, where the level is variant and one is asked for.
    #[must_use]
    pub fn variant(&self) -> Option<&'a str> {
        self.variant
    }

    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> SetFate {
        self.fate
    }

    /// Why it does not match, or why it was not reached.
    #[must_use]
    pub fn because(&self) -> Option<&Because<'a>> {
        self.because.as_ref()
    }

    /// Its place in the chain of the sets that match, counted from 0, nearest first.
    #[must_use]
    pub fn place(&self) -> Option<usize> {
        self.place
    }

    /// How many items the list has in it.
    #[must_use]
    pub fn items(&self) -> usize {
        self.items
    }
}

/// Why a set was not heard.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Because<'a> {
    /// The pattern wants other values than those selected.
    Wants(Vec<Mismatch<'a>>),
    /// It is of variants, and the query means none.
    NoVariant,
    /// The pattern is weaker than the one that replaced.
    Weaker,
    /// A nearer context of the same level, and of a pattern as strong, replaced.
    Farther,
    /// A nearer level replaced.
    LaterLevel,
}

impl Because<'_> {
    /// The words for it, the same in every language.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Because::Wants(_) => "wants other values",
            Because::NoVariant => "no variant is asked for",
            Because::Weaker => "weaker",
            Because::Farther => "farther",
            Because::LaterLevel => "later level",
        }
    }
}

/// A value that a pattern wants and the query does not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mismatch<'a> {
    pub(crate) dimension: &'a str,
    pub(crate) wanted: &'a str,
    pub(crate) selected: Option<&'a str>,
}

impl<'a> Mismatch<'a> {
    /// The name of the dimension.
    #[must_use]
    pub fn dimension(&self) -> &'a str {
        self.dimension
    }

    /// The value that the pattern fixes.
    #[must_use]
    pub fn wanted(&self) -> &'a str {
        self.wanted
    }

    /// The value that is selected; `None` where none is.
    #[must_use]
    pub fn selected(&self) -> Option<&'a str> {
        self.selected
    }
}

/// What became of an item that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemExplanation<'a> {
    pub(crate) asset: &'a str,
    pub(crate) kind: Option<Kind>,
    pub(crate) purpose: Option<&'a str>,
    pub(crate) origin: Origin<'a>,
    pub(crate) fate: ItemFate,
}

impl<'a> ItemExplanation<'a> {
    /// The id of the asset.
    #[must_use]
    pub fn asset(&self) -> &'a str {
        self.asset
    }

    /// Whether the asset is an image, a video or a file; `None` where it is unknown.
    #[must_use]
    pub fn kind(&self) -> Option<Kind> {
        self.kind
    }

    /// The purpose; of an additional item always there.
    #[must_use]
    pub fn purpose(&self) -> Option<&'a str> {
        self.purpose
    }

    /// Where it was assigned.
    #[must_use]
    pub fn origin(&self) -> &Origin<'a> {
        &self.origin
    }

    /// What became of it.
    #[must_use]
    pub fn fate(&self) -> ItemFate {
        self.fate
    }
}

macro_rules! fates {
    ($(#[doc = $doc:literal])+ $name:ident, $($(#[doc = $vdoc:literal])+ $variant:ident = $word:literal,)+) => {
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum $name { $($(#[doc = $vdoc])+ $variant,)+ }

        impl $name {
            /// Every fate there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The words for it, the same in every language.
            #[must_use]
            pub const fn word(self) -> &'static str {
                match self { $(Self::$variant => $word,)+ }
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(self.word())
            }
        }
    };
}

fates! {
    /// What became of a context of the ladder.
    RungFate,
    /// Nothing was assigned in this context.
    NoDocument = "no document",
    /// It has a document, and a set of it matches.
    Spoke = "spoke",
    /// It has a document, and no set of it matches.
    Severed = "severed",
    /// The list was complete, or severed, before.
    NotReached = "not reached",
}

fates! {
    /// What became of a set.
    SetFate,
    /// The document has none at this level.
    NoSet = "no set",
    /// It is for something else than what was asked.
    DoesNotMatch = "does not match",
    /// It gave its items, and the list was complete.
    Replaced = "replaced",
    /// It passed on.
    Inherited = "inherited",
    /// It put its items behind the rest.
    Appended = "appended",
    /// It put its items before the rest.
    Prepended = "prepended",
    /// The list was complete before.
    NotReached = "not reached",
}

fates! {
    /// What became of an item.
    ItemFate,
    /// The answer shows it.
    Shown = "shown",
    /// It is in the list already, at an earlier place.
    Repeated = "already in the list",
    /// There is no asset with this id.
    Unknown = "unknown asset",
    /// The asset is not published.
    NotPublished = "not published",
    /// The asset may not be shown in the channel that was asked in.
    NotAllowed = "not allowed in the channel",
}
