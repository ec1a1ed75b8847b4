//! Which pictures, videos, documents and swatches does this product show, here, in this language:
//! in-process, in nanoseconds, with a reason.
#![forbid(unsafe_code)]
#![deny(clippy::arithmetic_side_effects)]
#![cfg_attr(
    not(feature = "write"),
    allow(dead_code, unreachable_pub, reason = "the edge reader uses a part of the model")
)]
#![cfg_attr(
    test,
    allow(
        clippy::unwrap_used,
        clippy::expect_used,
        clippy::panic,
        clippy::indexing_slicing,
        clippy::arithmetic_side_effects
    )
)]

#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
mod readme {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/tenant.md")]
mod tenant_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/data-model.md")]
mod data_model {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/limits.md")]
mod limits_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/retail.md")]
mod retail_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/insight.md")]
mod insight_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/rollout.md")]
mod rollout_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/transfer.md")]
mod transfer_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/legacy.md")]
mod legacy_page {}

#[cfg(doctest)]
#[doc = include_str!("../../docs/manifest.md")]
mod manifest_page {}

#[cfg(feature = "write")]
mod exchange;
mod fault;
#[cfg(feature = "write")]
mod flatten;
#[cfg(feature = "write")]
mod insight;
#[cfg(feature = "write")]
mod instant;
#[cfg(feature = "write")]
mod json;
mod limits;
mod locale;
#[cfg(feature = "write")]
mod manifest;
mod model;
mod policy;
#[cfg(feature = "preview")]
mod preview;
mod resolve;
#[cfg(feature = "write")]
mod retail;
#[cfg(feature = "write")]
mod rollout;
mod snapshot;
#[cfg(feature = "write")]
mod tenant;
#[cfg(feature = "write")]
pub mod wire;

pub use fault::{Code, Fault, Faults, Place};
pub use limits::Limits;
#[cfg(feature = "cldr")]
pub use locale::Rules;
pub use locale::{Chain, Locales, MAX_CHAIN, RulesView, Tag};
pub use model::{Context, ContextRef, Crop, Field, HexColour, Kind, KnownContexts, Level, Mode};
pub use policy::{AltSource, Inheritance, Order, Parents, Policy};
pub use resolve::{
    Answer, AnswerItem, AssetRef, CategoryAnswer, Origin, Query, Shown, SwatchAnswer, SwatchSource, TextRef,
};
pub use snapshot::{
    AlignedBytes, Found, ItemView, Kept, Probe, ProductPlace, Products, Scratch, Selected, ShardedShelf,
    Shards, SharedShelf, Shelf, Snapshot, Stored, View, is_shard_index, probe, shard_of,
};

#[cfg(feature = "write")]
pub use exchange::{
    Export, Exported, FileCounts, FileOutcome, FilePattern, FileReading, FileRow, FileTarget, Import,
    ImportCounts, ImportPhase, ImportProgress, Imported, Legacy, Migrated, Migration, OnConflict, Patterns,
    Transfer, TransferItem, TransferOutcome, TransferVersions, Transferred, Unmatched,
};
#[cfg(feature = "write")]
pub use flatten::{Change, Flatten, FlattenProducts};
#[cfg(feature = "write")]
pub use insight::{
    Audit, AuditCounts, ChangedSelection, Check, CheckedIn, Cover, Coverage, Diff, DiffCounts, Difference,
    Finding, FoundItem, MediaSize, Minimise, MinimiseCounts, Minimised, SnapshotDiff, Use, WhichList,
};
#[cfg(feature = "write")]
pub use instant::{Instant, LocalInstant};
#[cfg(feature = "write")]
pub use json::{Entities, Entity, EntityContent};
#[cfg(feature = "write")]
pub use manifest::{Action, IfExists, ManifestReader, ManifestRow, RowOutcome};
#[cfg(feature = "write")]
pub use model::{
    Asset, AssetBuilder, AssetUsers, Category, CategoryBuilder, CategoryDocument, CategoryDocumentBuilder,
    CentralSwatch, Channel, ChannelBuilder, Dimension, Document, DocumentBuilder, Item, ItemBuilder, List,
    ListBuilder, Paint, Pattern, Product, ProductBuilder, Publication, PublicationBuilder, Set, SetBuilder,
    SetFor, Swatch, SwatchBuilder, Text, TextBuilder, Variant, VariantBuilder,
};
#[cfg(feature = "preview")]
pub use preview::Preview;
#[cfg(feature = "write")]
pub use resolve::{
    Because, Explanation, ItemExplanation, ItemFate, ListExplanation, Mismatch, RungExplanation, RungFate,
    SetExplanation, SetFate,
};
#[cfg(feature = "write")]
pub use retail::{AdditionalMedia, CuratedImage, GalleryOptions, MediaLocation, Retail};
#[cfg(feature = "write")]
pub use rollout::{Loss, Missing, Readiness, Rollout};
#[cfg(feature = "write")]
pub use tenant::{
    Cause, Changes, CheckOut, Conflicts, Content, Group, GroupItem, GroupLimits, GroupOptions, GroupState,
    Life, Moment, Published, Run, Scope, Stamp, Start, State, Switch, Switches, Target, Tenant,
    TenantBuilder, UnitKey, Unsettled, UsedBy, Version,
};
