//! Manifests made to cost more than they are worth: each is refused with a clear error or read right, in memory that is
//! a small multiple of the input, and in near to linear time.

use std::fmt::Write;
use std::io::{self, Read};
use std::time::{Duration, Instant};

use libtest_mimic::Trial;
use omnimedia::{
    Code, Fault, Faults, Import, Imported, Limits, ManifestReader, ProductBuilder, RowOutcome, Stamp, Tenant,
    VariantBuilder,
};
use omnimedia_tests::agree::equal;
use omnimedia_tests::alloc::{now, peak};
use omnimedia_tests::{Stop, trials};

pub(crate) fn trials() -> Vec<Trial> {
    trials![
        a_line_of_a_gibibyte,
        nuls_in_the_header_and_in_cells,
        a_million_columns,
        a_million_rows_without_anything,
        quotes_that_do_not_end,
        ten_million_quotes,
        what_is_no_text,
        formulas_stay_text,
        json_nested_deeply,
        keys_that_are_made_to_meet,
        one_list_of_very_many_rows,
        as_many_variants_as_a_product_may_have_each_with_a_row,
        one_asset_in_very_many_locales,
        documents_that_alternate,
        values_and_swatches_in_every_combination,
        very_many_properties_of_one_asset,
    ]
}

const MIB: usize = 1 << 20;

fn stamp() -> Result<Stamp, Fault> {
    Ok(Stamp::new("import", "2026-11-24T09:00:00Z".parse()?))
}

fn tenant() -> Result<Tenant, Stop> {
    let mut tenant = Tenant::new(Limits::default());
    tenant.set_product(ProductBuilder::new("S1"))?;
    Ok(tenant)
}

fn take(tenant: &mut Tenant, manifest: impl Read) -> Result<Result<Imported, Faults>, Stop> {
    let stamp = stamp()?;
    Ok(Import::new().run(tenant, manifest, &stamp))
}

/// Takes a manifest into a tenant of one product, within so many bytes.
fn take_within(most: usize, manifest: impl Read) -> Result<Result<Imported, Faults>, Stop> {
    let mut tenant = tenant()?;
    let (imported, used) = peak(|| take(&mut tenant, manifest));
    assert!(used <= most, "{used} bytes, more than {most}");
    imported
}

fn refused(imported: Result<Imported, Faults>) -> Result<Code, Stop> {
    let faults = imported.err().ok_or("not refused")?;
    equal("one clear error", &1, &faults.iter().count())?;
    Ok(faults.first().code())
}

/// A text over and over, made as it is read.
struct Repeated {
    text: Vec<u8>,
    left: u64,
    given: u64,
}

impl Read for Repeated {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let at = usize::try_from(self.given % self.text.len() as u64).map_err(io::Error::other)?;
        let count =
            into.len().min(self.text.len() - at).min(usize::try_from(self.left).unwrap_or(usize::MAX));
        into[..count].copy_from_slice(&self.text[at..at + count]);
        self.given += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}

/// So many bytes of a text over and over.
fn repeated(text: &[u8], bytes: u64) -> Repeated {
    let whole = text.repeat((1 << 14) / text.len() + 1);
    Repeated { text: whole, left: bytes, given: 0 }
}

fn a_line_of_a_gibibyte() -> Result<(), Stop> {
    let wide = |text: &str| -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
    };
    let header = "InternalMediaId\tMediaType\r\n";
    for (start, text) in [
        (header.as_bytes().to_vec(), &b"x"[..]),
        (format!("{header}\"").into_bytes(), b"x"),
        (format!("{header}\"").into_bytes(), b"x\r\n"),
        (header.as_bytes().to_vec(), b"\t"),
        (Vec::new(), b"x"),
        (Vec::new(), b"\t"),
        (wide(header), b"x\0"),
        (wide(&format!("{header}\"")), b"\"\0\"\0"),
    ] {
        let mut tail = repeated(text, 1 << 30);
        // a row of nothing but tabs has a place for each of its cells
        let most = if text == b"\t" { 512 * MIB } else { 96 * MIB };
        let code = refused(take_within(most, (&*start).chain(&mut tail))?)?;
        equal(&format!("{:?}", String::from_utf8_lossy(text)), &Code::LimitLine, &code)?;
        assert!(tail.given < 40 << 20, "{} bytes were read", tail.given);
    }
    // line breaks before a row are none of it
    let blank = header.as_bytes().chain(repeated(b"\r\n", 40 << 20));
    let imported = take_within(4 * MIB, blank.chain(&b"A1\tImage\r\n"[..]))??;
    equal("rows", &1, &imported.counts().rows())?;
    Ok(())
}

fn nuls_in_the_header_and_in_cells() -> Result<(), Stop> {
    equal("header", &Code::Encoding, &refused(take_within(MIB, &b"Media\0Type\tMediaType\r\n"[..])?)?)?;
    let header = b"InternalMediaId\tMediaType\tImageAltText\tMediaDisplayName\r\n";
    let row = b"A1\tIma\0ge\t\0\tn\0\r\n";
    let rows = repeated(row, row.len() as u64 * 100_000);
    let imported = take_within(2 * MIB, (&header[..]).chain(rows))??;
    equal("failed", &100_000, &imported.counts().of(RowOutcome::Failed))?;
    equal("told once", &3, &imported.faults().len())?;
    for fault in imported.faults() {
        equal("code", &Code::ForbiddenCharacter, &fault.code())?;
    }
    Ok(())
}

fn a_million_columns() -> Result<(), Stop> {
    let columns: String = (0..1_000_000).fold(String::from("MediaType"), |mut all, at| {
        _ = write!(all, "\tc{at}");
        all
    });
    equal("columns", &Code::LimitColumns, &refused(take_within(64 * MIB, columns.as_bytes())?)?)?;
    let row = format!("MediaType\tMediaAction\r\n{}x\r\nFile\tDraft\r\n", "\t".repeat(1_000_000));
    let imported = take_within(64 * MIB, row.as_bytes())??;
    let codes: Vec<Code> = imported.faults().map(Fault::code).collect();
    equal("extra", &true, &codes.contains(&Code::ExtraCells))?;
    equal("rows", &2, &imported.counts().rows())?;
    Ok(())
}

fn a_million_rows_without_anything() -> Result<(), Stop> {
    for row in [&b"\t\t\r\n"[..], b"\"\"\t\"\"\r\n"] {
        let header = &b"MediaType\tMediaAction\tX-Mine\r\n"[..];
        let rows = repeated(row, row.len() as u64 * 1_000_000);
        let imported = take_within(MIB, header.chain(rows))??;
        equal("empty", &1_000_000, &imported.counts().empty_rows())?;
        equal("rows", &0, &imported.counts().rows())?;
    }
    Ok(())
}

fn quotes_that_do_not_end() -> Result<(), Stop> {
    let header = "InternalMediaId\tMediaType\r\n";
    for rest in ["\"", "A1\t\"", "A1\t\"Image\r\nA2\tImage\r\n", "\"\"\"", "A1\t\"Image\"\r\n\"A2\"\"\t"] {
        let code = refused(take_within(MIB, format!("{header}{rest}").as_bytes())?)?;
        equal(rest, &Code::UnterminatedQuote, &code)?;
    }
    let long = repeated(b"Image\r\nA2\t", 10 << 20);
    let code = refused(take_within(64 * MIB, format!("{header}A1\t\"").as_bytes().chain(long))?)?;
    equal("ten mebibytes", &Code::UnterminatedQuote, &code)?;
    // as they are they are text
    let mut tenant = tenant()?;
    let plain = Import::new().plain(true);
    let imported = plain.run(&mut tenant, format!("{header}\"A1\t\"Image\r\n").as_bytes(), &stamp()?)?;
    equal("unknown word", &Some(Code::UnknownWord), &imported.faults().next().map(Fault::code))?;
    Ok(())
}

fn ten_million_quotes() -> Result<(), Stop> {
    for (column, outcome) in [("MediaCaption", RowOutcome::Failed), ("X-Mine", RowOutcome::Applied)] {
        let header = format!("InternalMediaId\tMediaType\tMediaDisplayName\t{column}\r\nA1\tFile\tn\t\"");
        let manifest = header.as_bytes().chain(repeated(b"\"\"", 10_000_000)).chain(&b"\"\r\n"[..]);
        let imported = take_within(64 * MIB, manifest)??;
        equal(column, &1, &imported.counts().of(outcome))?;
    }
    // quotes within a cell stand for themselves
    let header = &b"InternalMediaId\tMediaType\tMediaDisplayName\r\nA1\tFile\tn"[..];
    let imported = take_within(64 * MIB, header.chain(repeated(b"\"", 1_000_000)))??;
    equal("long name", &1, &imported.counts().of(RowOutcome::Applied))?;
    Ok(())
}

fn what_is_no_text() -> Result<(), Stop> {
    let header = b"InternalMediaId\tMediaType\tMediaDisplayName\r\n";
    equal("header", &Code::Encoding, &refused(take_within(MIB, &b"MediaType\t\xc3\x28\r\n"[..])?)?)?;
    let imported =
        take_within(2 * MIB, (&header[..]).chain(repeated(b"A1\tFile\t\xff\xfe\r\n", 12 * 100_000)))??;
    equal("failed", &100_000, &imported.counts().of(RowOutcome::Failed))?;
    equal("code", &Some(Code::Encoding), &imported.faults().next().map(Fault::code))?;
    // halves of pairs, in either order of bytes
    for bytes_of in [u16::to_le_bytes, u16::to_be_bytes] {
        let text: Vec<u16> = std::str::from_utf8(header)?.encode_utf16().collect();
        let bytes = |units: &[u16]| units.iter().copied().flat_map(bytes_of).collect::<Vec<u8>>();
        let start = [bytes(&[0xfeff]), bytes(&text)].concat();
        let row: Vec<u16> =
            "A1\tFile\tn".encode_utf16().chain([0xd800, 0xdc00, 0xdc00, 0xd800, 0x0d, 0x0a]).collect();
        let rows = repeated(&bytes(&row), bytes(&row).len() as u64 * 50_000);
        let imported = take_within(3 * MIB, (&*start).chain(rows))??;
        equal("failed", &50_000, &imported.counts().of(RowOutcome::Failed))?;
        equal("code", &Some(Code::Encoding), &imported.faults().next().map(Fault::code))?;
        let broken =
            [bytes(&[0xfeff]), bytes(&"Media".encode_utf16().collect::<Vec<_>>()), bytes(&[0xd800, 0x09])]
                .concat();
        equal("header", &Code::Encoding, &refused(take_within(MIB, &*broken)?)?)?;
        // an odd byte at the end
        let odd = [start, bytes(&"A1\tFile\tn".encode_utf16().collect::<Vec<_>>()), vec![0x41]].concat();
        let imported = take_within(3 * MIB, &*odd)??;
        equal("odd", &Some(Code::Encoding), &imported.faults().next().map(Fault::code))?;
    }
    Ok(())
}

fn formulas_stay_text() -> Result<(), Stop> {
    let text = "InternalMediaId\tMediaType\tMediaDisplayName\tX-Mine\r\n\
        A1\tFile\t=cmd|' /C calc'!A0\t=1+1\r\nA2\tFile\t@SUM(A1)\t+1\r\nA3\tFile\t-2+3\t'x\r\n";
    let mut tenant = tenant()?;
    let imported = take(&mut tenant, text.as_bytes())??;
    equal("applied", &3, &imported.counts().of(RowOutcome::Applied))?;
    let mut result = Vec::new();
    imported.write_result(text.as_bytes(), &mut result)?;
    let mut reader = ManifestReader::new(&*result, &Limits::default())?;
    let mut cells = Vec::new();
    while let Some(row) = reader.next_row()? {
        let cell = |column| row.get(column).map(|cell| String::from_utf8_lossy(cell).into_owned());
        cells.push((cell("MediaDisplayName"), cell("X-Mine"), cell("ResultDescription")));
    }
    let some = |text: &str| Some(text.to_owned());
    let wanted = [("=cmd|' /C calc'!A0", "=1+1"), ("@SUM(A1)", "+1"), ("-2+3", "'x")];
    equal("given back", &wanted.map(|(name, mine)| (some(name), some(mine), some(""))).to_vec(), &cells)?;
    Ok(())
}

fn json_nested_deeply() -> Result<(), Stop> {
    let header = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tInternalMediaId\tX-Item\tX-Asset\r\n";
    for (open, close) in [("{\"\"\"text\"\":", "}"), ("[", "]")] {
        let deep = format!("{}1{}", open.replace("\"\"\"", "\"\"").repeat(50_000), close.repeat(50_000));
        let text = format!("{header}Master\tEntityId\tS1\tPrimary\tA1\t\"{deep}\"\t\"{deep}\"\r\n");
        let imported = take_within(64 * MIB, text.as_bytes())??;
        let codes: Vec<Code> =
            imported.faults().map(Fault::code).filter(|code| *code == Code::LimitNesting).collect();
        equal("both cells", &2, &codes.len())?;
    }
    Ok(())
}

/// What an import costs: the time, the bytes that it holds beside what it adds to the tenant, and those that it adds.
fn cost(tenant: &Tenant, manifest: &str) -> Result<(Duration, usize, usize), Stop> {
    let mut best = Duration::MAX;
    let mut used = (0, 0);
    for _ in 0..3 {
        let mut tenant = tenant.clone();
        let start = Instant::now();
        let before = now();
        let (imported, most) = peak(|| take(&mut tenant, manifest.as_bytes()));
        let time = start.elapsed();
        let imported = imported??;
        let start = Instant::now();
        imported.write_result(manifest.as_bytes(), io::sink())?;
        best = best.min(time + start.elapsed());
        drop(imported);
        // a thread that gave back what others took counts from below zero
        let added = usize::try_from(now().wrapping_sub(before).cast_signed()).unwrap_or(0);
        used = (most.saturating_sub(added), added);
    }
    Ok((best, used.0, used.1))
}

/// What grows eight times costs no more than some eight times: what is quadratic costs 64 times.
fn grows(
    name: &str,
    small: usize,
    make: impl Fn(usize) -> Result<(Tenant, String), Stop>,
) -> Result<(), Stop> {
    const MOST: u32 = 40;
    let (tenant, manifest) = make(small)?;
    let (before, ..) = cost(&tenant, &manifest)?;
    let (tenant, manifest) = make(small * 8)?;
    let (after, held, added) = cost(&tenant, &manifest)?;
    assert!(after <= before * MOST, "{name}: {before:?} for {small}, and {after:?} for eight times as many");
    let bytes = manifest.len();
    assert!(
        held <= 20 * bytes + 2 * added,
        "{name}: {held} bytes beside {added} for {bytes} of the manifest"
    );
    Ok(())
}

const LIST: &str = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaDisplayOrder\tInternalMediaId\t\
    MediaType\tMediaDisplayName\tMediaLocale\tMediaCaption\r\n";

fn rows(count: usize, row: impl Fn(&mut String, usize)) -> String {
    let mut text = String::from(LIST);
    for at in 0..count {
        row(&mut text, at);
        text.push_str("\r\n");
    }
    text
}

fn keys_that_are_made_to_meet() -> Result<(), Stop> {
    let start = "x".repeat(400);
    grows("long ids that begin alike", 2_000, |count| {
        let text = rows(count, |text, at| _ = write!(text, "\t\t\t\t\t{start}{at}\tFile\tname {at}\t\t"));
        Ok((tenant()?, text))
    })?;
    grows("numbers that differ in high bits alone", 8_000, |count| {
        let text =
            rows(count, |text, at| _ = write!(text, "\t\t\t\t\t{}\tFile\tn{at}\t\t", (at as u64) << 40));
        Ok((tenant()?, text))
    })
}

fn one_list_of_very_many_rows() -> Result<(), Stop> {
    let make = |count: usize| {
        let row = |text: &mut String, at: usize| {
            _ = write!(text, "Master\tEntityId\tS1\tPrimary\t{}\tA{at}\tFile\tn{at}\t\t", count - at);
        };
        Ok((tenant()?, rows(count, row)))
    };
    grows("a list", 12_500, make)?;
    let (mut tenant, text) = make(100_000)?;
    let imported = take(&mut tenant, text.as_bytes())??;
    equal("refused", &100_000, &imported.counts().of(RowOutcome::Failed))?;
    let codes: Vec<Code> = imported.faults().map(Fault::code).collect();
    equal("told once", &vec![Code::LimitItems], &codes)?;
    // the same item in every row is one item
    let same = rows(100_000, |text, _| text.push_str("Master\tEntityId\tS1\tPrimary\t1\tA1\tFile\tn1\t\t"));
    let imported = take(&mut tenant, same.as_bytes())??;
    equal("one item", &100_000, &imported.counts().of(RowOutcome::Applied))?;
    Ok(())
}

fn with_variants(count: usize) -> Result<Tenant, Stop> {
    let mut tenant = Tenant::new(Limits::default());
    let values = |most: usize| (0..most).map(|at| format!("v{at}"));
    let mut product = ProductBuilder::new("S1").dimension("a", values(16)).dimension("b", values(4_096));
    for at in 0..count {
        let pairs = [("a", format!("v{}", at % 16)), ("b", format!("v{}", at / 16))];
        let variant = VariantBuilder::new(format!("V{at}"), pairs);
        product = product.variant(variant.record_id(u64::try_from(at)? + 1));
    }
    tenant.set_product(product)?;
    Ok(tenant)
}

fn as_many_variants_as_a_product_may_have_each_with_a_row() -> Result<(), Stop> {
    for how in ["EntityId", "RecordId"] {
        grows(how, 8_192, |count| {
            let row = |text: &mut String, at: usize| {
                let key = if how == "EntityId" { format!("V{at}") } else { (at + 1).to_string() };
                _ = write!(text, "Variant\t{how}\t{key}\tPrimary\t1\tA{}\tFile\tn{}\t\t", at % 100, at % 100);
            };
            Ok((with_variants(count)?, rows(count, row)))
        })?;
    }
    Ok(())
}

fn locale(at: usize) -> String {
    let letter = |at: usize| char::from(b'a' + (at % 26) as u8);
    let language: String = [letter(at / 676), letter(at / 26), letter(at)].iter().collect();
    format!("{language}-{:03}", at / 17_576)
}

fn one_asset_in_very_many_locales() -> Result<(), Stop> {
    let make = |count: usize| {
        let row = |text: &mut String, at: usize| {
            _ = write!(
                text,
                "Master\tEntityId\tS1\tPrimary\t1\tA1\tFile\tname {at}\t{}\tcaption {at}",
                locale(at)
            );
        };
        Ok((tenant()?, rows(count, row)))
    };
    grows("locales", 12_500, make)?;
    let (mut tenant, text) = make(100_000)?;
    let imported = take(&mut tenant, text.as_bytes())??;
    let fault = imported.faults().next().map(ToString::to_string);
    equal("no fault", &None, &fault)?;
    equal("applied", &100_000, &imported.counts().of(RowOutcome::Applied))?;
    equal("one asset, one document", &2, &tenant.targets().count())?;
    Ok(())
}

fn documents_that_alternate() -> Result<(), Stop> {
    let header = LIST.replace("MediaLocale", "EntityChannel");
    // each row another document than the row before, each document in two rows, of products with variants
    grows("documents", 2_000, |count| {
        let mut tenant = with_variants(2_048)?;
        tenant.set_product(ProductBuilder::new("S2"))?;
        let mut text = header.clone();
        for at in 0..count * 2 {
            let (product, channel) = (["S1", "S2"][at % 2], at / 2 % (count / 2));
            _ = writeln!(
                text,
                "Master\tEntityId\t{product}\tPrimary\t{at}\tA{0}\tFile\tn{0}\t{channel}\t",
                at % 100
            );
        }
        Ok((tenant, text))
    })
}

fn values_and_swatches_in_every_combination() -> Result<(), Stop> {
    grows("patterns", 4_096, |count| {
        let row = |text: &mut String, at: usize| {
            let (a, b) = (at % 16, at / 16);
            _ = write!(
                text,
                "DimensionMatrix\tProductNumber\tS1|a:v{a}|b:v{b}\tPrimary\t1\tA1\tFile\tn1\t\t"
            );
        };
        Ok((with_variants(16)?, rows(count, row)))
    })?;
    let header = "EntityType\tEntityKey\tEntityKeyValue\tSwatchValue\r\n";
    grows("swatches", 8_192, |count| {
        let mut tenant = Tenant::new(Limits::default());
        let mut product = ProductBuilder::new("S1");
        for dimension in 0..16 {
            product = product.dimension(format!("d{dimension}"), (0..4_096).map(|at| format!("v{at}")));
        }
        tenant.set_product(product)?;
        let mut text = String::from(header);
        for at in 0..count {
            let (dimension, value) = (at % 16, at / 16);
            let key = format!("S1|d{dimension}|v{value}");
            _ = writeln!(text, "Product|Master|Swatch\tEntityId|SwatchType|SwatchId\t{key}\t#{at:06x}");
        }
        Ok((tenant, text))
    })
}

fn very_many_properties_of_one_asset() -> Result<(), Stop> {
    let header = "InternalMediaId\tMediaType\tMediaDisplayName\tMediaChannel\tX-Asset\r\n";
    grows("properties", 5_000, |count| {
        let mut json = String::from("{\"\"properties\"\": {");
        for at in 0..count {
            _ = write!(json, "{}\"\"k{at}\"\": \"\"v\"\"", if at > 0 { "," } else { "" });
        }
        Ok((tenant()?, format!("{header}A1\tFile\tn\t\t\"{json}}}}}\"\r\n")))
    })?;
    grows("channels", 8_000, |count| {
        let mut text = String::from(header);
        for at in 0..count {
            _ = writeln!(text, "A1\tFile\tn\tOUN{at}\t");
        }
        Ok((tenant()?, text))
    })
}
