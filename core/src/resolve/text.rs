//! Texts: per field, the first along the locale chain (SPEC section 6).

/// The first text that is not empty along a chain of `length` locales and Neutral behind it; at each
/// locale the item's own comes before the asset's.
pub(crate) fn first<'a>(
    length: usize,
    mut own: impl FnMut(usize) -> Option<&'a str>,
    mut asset: impl FnMut(usize) -> Option<&'a str>,
) -> Option<&'a str> {
    (0..=length).find_map(|locale| {
        own(locale).filter(|text| !text.is_empty()).or_else(|| asset(locale).filter(|text| !text.is_empty()))
    })
}
