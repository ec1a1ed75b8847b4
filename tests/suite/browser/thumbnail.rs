//! Small pictures for previews: a PNG of two colours that its name chooses.

use xxhash_rust::xxh3::xxh3_64;

const WIDTH: u32 = 32;
const HEIGHT: u32 = 24;

/// A picture as a data url.
pub(super) fn thumbnail(name: &str) -> String {
    format!("data:image/png;base64,{}", base64(&png(xxh3_64(name.as_bytes()).to_le_bytes())))
}

fn png(seed: [u8; 8]) -> Vec<u8> {
    let mut rows = Vec::new();
    for y in 0..HEIGHT {
        // no filter
        rows.push(0);
        for x in 0..WIDTH {
            let part = (x * 3 + y * 4) * 255 / (WIDTH * 3 + HEIGHT * 4);
            let mix = |from: u8, to: u8| (u32::from(from) * (255 - part) + u32::from(to) * part) / 255;
            let soft = |shade: u32| u8::try_from(96 + shade / 2).expect("at most 223");
            rows.extend((0..3).map(|colour| soft(mix(seed[colour], seed[colour + 3]))));
        }
    }
    let mut out = b"\x89PNG\r\n\x1a\n".to_vec();
    let mut head = [WIDTH.to_be_bytes(), HEIGHT.to_be_bytes()].concat();
    // 8 bits, RGB, the only compression and filters there are, not interlaced
    head.extend([8, 2, 0, 0, 0]);
    chunk(&mut out, *b"IHDR", &head);
    chunk(&mut out, *b"IDAT", &stored(&rows));
    chunk(&mut out, *b"IEND", &[]);
    out
}

fn chunk(out: &mut Vec<u8>, name: [u8; 4], content: &[u8]) {
    let body = [&name[..], content].concat();
    out.extend(u32::try_from(content.len()).expect("small").to_be_bytes());
    out.extend(&body);
    out.extend(
        (!body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
                if crc & 1 == 1 { 0xEDB8_8320 ^ (crc >> 1) } else { crc >> 1 }
            })
        }))
        .to_be_bytes(),
    );
}

/// A zlib stream of one block that is not compressed.
fn stored(bytes: &[u8]) -> Vec<u8> {
    let length = u16::try_from(bytes.len()).expect("one block");
    let mut out = vec![0x78, 0x01, 0x01];
    out.extend(length.to_le_bytes());
    out.extend((!length).to_le_bytes());
    out.extend(bytes);
    let (low, high) = bytes.iter().fold((1_u32, 0_u32), |(low, high), byte| {
        let low = (low + u32::from(*byte)) % 65_521;
        (low, (high + low) % 65_521)
    });
    out.extend((high << 16 | low).to_be_bytes());
    out
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for three in bytes.chunks(3) {
        let byte = |place: usize| three.get(place).copied().map_or(0, usize::from);
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            out.push(if place > three.len() {
                '='
            } else {
                char::from(DIGITS[bits >> (18 - 6 * place) & 63])
            });
        }
    }
    out
}
