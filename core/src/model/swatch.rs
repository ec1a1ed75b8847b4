//! Swatches: how a value of a dimension looks.

/// A colour as `#` and six hexadecimal digits, kept as it was written.
///
/// ```
/// use omnimedia::HexColour;
/// let blue = HexColour::parse("#0000FF")?;
/// assert_eq!(blue.as_str(), "#0000FF");
/// assert!(HexColour::parse("0000FF").is_err());
/// # Ok::<(), omnimedia::Fault>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct HexColour([u8; 7]);

impl HexColour {
    /// The colour that `text` writes.
    ///
    /// # Errors
    /// `malformed_colour` for anything but `#` and six hexadecimal digits.
    pub fn parse(text: &str) -> Result<Self, crate::fault::Fault> {
        match <[u8; 7]>::try_from(text.as_bytes()) {
            Ok(bytes) if Self::is_legal(&bytes) => Ok(Self(bytes)),
            _ => Err(crate::fault::Fault::new(
                crate::fault::Code::MalformedColour,
                format!("`{}` is no colour", crate::fault::shortened(text)),
                "write `#` and six hexadecimal digits, such as `#0000FF`",
            )),
        }
    }

    pub(crate) fn is_legal(bytes: &[u8; 7]) -> bool {
        matches!(bytes, [b'#', digits @ ..] if digits.iter().all(u8::is_ascii_hexdigit))
    }

    pub(crate) fn from_bytes(bytes: [u8; 7]) -> Option<Self> {
        Self::is_legal(&bytes).then_some(Self(bytes))
    }

    /// The colour as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or("#000000")
    }
}

impl core::fmt::Debug for HexColour {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl core::fmt::Display for HexColour {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The part of an image that a swatch shows, in fractions of the image from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Crop {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Crop {
    /// The crop with its upper left corner at (`x`, `y`).
    ///
    /// # Errors
    /// `crop_outside` where it reaches outside the image, or a number is not finite.
    pub fn new(x: f64, y: f64, width: f64, height: f64) -> Result<Self, crate::fault::Fault> {
        // decimal fractions that add up to 1 may miss it by a rounding
        const ROUNDING: f64 = 1e-9;
        let fits = |start: f64, length: f64| {
            (0.0..=1.0).contains(&start) && (0.0..=1.0).contains(&length) && start + length <= 1.0 + ROUNDING
        };
        if fits(x, width) && fits(y, height) {
            // -0.0 is 0.0, so that equal crops have equal bytes
            return Ok(Self { x: x + 0.0, y: y + 0.0, width: width + 0.0, height: height + 0.0 });
        }
        Err(crate::fault::Fault::new(
            crate::fault::Code::CropOutside,
            format!("a crop of {width} by {height} at ({x}, {y}) is not within the image"),
            "give fractions of the image from 0 to 1, with x + width and y + height at most 1",
        ))
    }

    /// The left edge.
    #[must_use]
    pub fn x(&self) -> f64 {
        self.x
    }

    /// The upper edge.
    #[must_use]
    pub fn y(&self) -> f64 {
        self.y
    }

    /// The width.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.width
    }

    /// The height.
    #[must_use]
    pub fn height(&self) -> f64 {
        self.height
    }
}

/// What a swatch looks like: a colour, an image with an optional crop, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Paint {
    pub(crate) hex: Option<HexColour>,
    pub(crate) asset: Option<Box<str>>,
    pub(crate) crop: Option<Crop>,
}

impl Paint {
    /// The colour; where there is one it is what is shown.
    #[must_use]
    pub fn hex(&self) -> Option<HexColour> {
        self.hex
    }

    /// The id of the image.
    #[must_use]
    pub fn asset(&self) -> Option<&str> {
        self.asset.as_deref()
    }

    /// The part of the image to show; all of it where there is none.
    #[must_use]
    pub fn crop(&self) -> Option<Crop> {
        self.crop
    }
}

/// The swatch of one value of one dimension, in a product's document.
#[derive(Clone, Debug, PartialEq)]
pub struct Swatch {
    pub(crate) dimension: u32,
    pub(crate) value: u32,
    pub(crate) paint: Paint,
}

impl Swatch {
    /// What it looks like.
    #[must_use]
    pub fn paint(&self) -> &Paint {
        &self.paint
    }
}

/// The tenant's swatch of one value, for every product that has none of its own.
#[derive(Clone, Debug, PartialEq)]
pub struct CentralSwatch {
    pub(crate) dimension: Box<str>,
    pub(crate) value: Box<str>,
    pub(crate) paint: Paint,
}

impl CentralSwatch {
    /// The name of the dimension.
    #[must_use]
    pub fn dimension(&self) -> &str {
        &self.dimension
    }

    /// The value.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// What it looks like.
    #[must_use]
    pub fn paint(&self) -> &Paint {
        &self.paint
    }
}
