//! The names of channels and locales: those of the usual workload, and more for shops that grow.

/// The channels; the first, without a name, is Omnichannel.
pub const CHANNELS: [&str; 5] = ["", "128", "129", "130", "131"];
/// The locales; the first, without a name, is Neutral.
pub const LOCALES: [&str; 4] = ["", "en-US", "fr-CA", "de-DE"];
/// How many contexts are asked for: every channel with every locale.
pub const CONTEXTS: usize = CHANNELS.len() * LOCALES.len();

const MORE_CHANNELS: [&str; 45] = [
    "132", "133", "134", "135", "136", "137", "138", "139", "140", "141", "142", "143", "144", "145", "146",
    "147", "148", "149", "150", "151", "152", "153", "154", "155", "156", "157", "158", "159", "160", "161",
    "162", "163", "164", "165", "166", "167", "168", "169", "170", "171", "172", "173", "174", "175", "176",
];
const MORE_LOCALES: [&str; 16] = [
    "es-MX", "it-IT", "nl-NL", "sv-SE", "ja-JP", "pl-PL", "pt-BR", "da-DK", "nb-NO", "fi-FI", "cs-CZ",
    "hu-HU", "tr-TR", "ko-KR", "ro-RO", "el-GR",
];

/// A channel, by its index; the first ones are [`CHANNELS`].
#[must_use]
pub fn channel(index: usize) -> &'static str {
    CHANNELS.get(index).copied().unwrap_or_else(|| MORE_CHANNELS[index - CHANNELS.len()])
}

/// A locale, by its index; the first ones are [`LOCALES`].
#[must_use]
pub fn locale(index: usize) -> &'static str {
    LOCALES.get(index).copied().unwrap_or_else(|| MORE_LOCALES[index - LOCALES.len()])
}

/// Every one of so many channels with every one of so many locales, channel by channel.
#[must_use]
pub fn pairs(channels: usize, locales: usize) -> Vec<(&'static str, &'static str)> {
    (0..channels).flat_map(|one| (0..locales).map(move |other| (channel(one), locale(other)))).collect()
}

/// The contexts of the usual workload.
#[must_use]
pub fn usual() -> Vec<(&'static str, &'static str)> {
    pairs(CHANNELS.len(), LOCALES.len())
}
