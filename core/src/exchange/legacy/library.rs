//! The assets of files: their urls, kinds and ids.

use super::pattern::rooted;
use crate::model::Field;
use crate::model::{AssetBuilder, Kind, TextBuilder};
use crate::tenant::{Content, Target, Tenant, Version};
use std::collections::{BTreeMap, BTreeSet};
use xxhash_rust::xxh3::xxh3_128;

const IMAGES: [&str; 14] =
    ["png", "jpg", "jpeg", "jpe", "jfif", "gif", "webp", "avif", "bmp", "svg", "tif", "tiff", "heic", "ico"];
const VIDEOS: [&str; 12] =
    ["mp4", "m4v", "mov", "webm", "avi", "wmv", "mkv", "ogv", "mpg", "mpeg", "3gp", "flv"];

/// What a file is, by what its name ends with.
pub(super) fn kind(name: &str) -> Kind {
    let (_, extension) = name.rsplit_once('.').unwrap_or_default();
    let is = |known: &&str| known.eq_ignore_ascii_case(extension);
    if IMAGES.iter().any(is) {
        Kind::Image
    } else if VIDEOS.iter().any(is) {
        Kind::Video
    } else {
        Kind::File
    }
}

/// The url of a file: its name, or where it is served.
pub(super) fn url(base: Option<&str>, name: &str) -> String {
    let Some(base) = base else { return name.to_owned() };
    let mut url = format!("{}/", base.trim_end_matches('/'));
    for byte in rooted(name).bytes() {
        match byte {
            b'\\' => url.push('/'),
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => url.push(char::from(byte)),
            _ if b"-._~!$&'()*+,;=:@/".contains(&byte) => url.push(char::from(byte)),
            _ => url.push_str(&format!("%{byte:02X}")),
        }
    }
    url
}

/// The ids of the assets of files, by url, and those that a tenant lacks.
#[derive(Debug, Default)]
pub(super) struct Library {
    ids: BTreeMap<String, String>,
    missing: Vec<AssetBuilder>,
    used: Vec<AssetBuilder>,
}

impl Library {
    /// What a tenant has of files, given as names with their urls. Of several assets with one url the first by
    /// id is used.
    pub(super) fn of<'n>(tenant: &Tenant, files: impl Iterator<Item = (&'n str, String)>) -> Self {
        let mut names: BTreeMap<String, &str> = BTreeMap::new();
        for (name, url) in files {
            names.entry(url).or_insert(name);
        }
        let mut library = Self::default();
        for target in tenant.targets() {
            // assets come first, and in the order of their ids
            let Some(id) = target.asset_id() else { break };
            let life = tenant.life(&target);
            let version = life.and_then(|life| life.draft().or_else(|| life.published()));
            if let Some(Content::Asset(asset)) = version.and_then(Version::content)
                && let Some(url) = &asset.url
                && names.contains_key(url)
                && !library.ids.contains_key(url)
            {
                library.ids.insert(url.clone(), id.to_owned());
                library.used.push(asset.clone());
            }
        }
        let mut taken = BTreeSet::new();
        for (url, name) in names {
            if library.ids.contains_key(&url) {
                continue;
            }
            let id = new_id(tenant, &url, &mut taken);
            let text = TextBuilder::new().field(Field::DisplayName, name);
            let asset = AssetBuilder::new(&id, kind(name)).url(&url).text("neutral", text);
            library.missing.push(asset);
            library.ids.insert(url, id);
        }
        library
    }

    /// The id of the asset with a url.
    pub(super) fn id(&self, url: &str) -> Option<&str> {
        self.ids.get(url).map(String::as_str)
    }

    /// The assets that are still to be made, by url.
    pub(super) fn missing(&self) -> &[AssetBuilder] {
        &self.missing
    }

    /// The assets that are there already.
    pub(super) fn used(&self) -> &[AssetBuilder] {
        &self.used
    }
}

/// An id for a url: the url itself, a hash of it where that is too long, and with a number behind it where
/// another asset has that id.
fn new_id(tenant: &Tenant, url: &str, taken: &mut BTreeSet<String>) -> String {
    let most = tenant.limits().identifier;
    let hashed = || format!("legacy-{:032x}", xxh3_128(url.as_bytes()));
    let plain = if url.len() <= most { url.to_owned() } else { hashed() };
    let mut id = plain.clone();
    let mut number = 1_u64;
    while taken.contains(&id) || tenant.life(&Target::asset(&id)).is_some() {
        number = number.saturating_add(1);
        id = format!("{plain}~{number}");
        if id.len() > most {
            id = format!("{}~{number}", hashed());
        }
    }
    taken.insert(id.clone());
    id
}

#[cfg(test)]
mod tests {
    use super::{kind, url};
    use crate::model::Kind;

    #[test]
    fn the_kind_follows_from_the_extension_in_any_case() {
        let kinds = ["a.PNG", "a.b/c.jpeg", "a.Mp4", "a.pdf", "png", "a.png/b"].map(kind);
        assert_eq!(kinds, [Kind::Image, Kind::Image, Kind::Video, Kind::File, Kind::File, Kind::File]);
    }

    #[test]
    fn a_url_is_the_name_or_where_it_is_served() {
        assert_eq!(url(None, "/Products/S1 ^ a.png"), "/Products/S1 ^ a.png");
        let served = "https://cdn.example/m/Products/S1%20%5E%20%C3%A4%25%23.png";
        assert_eq!(url(Some("https://cdn.example/m/"), "\\Products\\S1 ^ ä%#.png"), served);
        assert_eq!(url(Some("https://cdn.example/m"), "Products/S1 ^ ä%#.png"), served);
    }
}
