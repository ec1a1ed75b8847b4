using System;
using System.Collections.Generic;
using System.Linq;
using Omnimedia;
using static Checks;
using static Surface;

/// The retail API, insight and the preview page.
internal static class Shapes
{
    private static readonly Context Quebec = new Context("128", "fr-CA");

    internal static void Run()
    {
        using (var publication = Shop())
        using (var snapshot = publication.Flatten())
        {
            Retail(publication, snapshot);
            Categories(publication, snapshot);
            Insight(publication, snapshot);
            Minimise();
            Selections();
            Page(publication);
        }
    }

    private static Publication Shop()
    {
        using (var builder = new PublicationBuilder())
        {
            builder.Channel("128").ChannelLocale("fr-CA")
                .Asset("A1", Kind.Image, "https://cdn.example/a1.png").Text("fr", Field.Alt, "Une chemise")
                .Asset("A2", Kind.Image, "a2.png").Asset("A3", Kind.Image)
                .Asset("V1", Kind.Video, "https://cdn.example/v1")
                .Asset("F1", Kind.File, "https://cdn.example/f1.pdf")
                .CentralSwatch("Color", "Red", asset: "A2", crop: new Crop(0.125, 0.25, 0.5, 0.375))
                .Category("shirts", "Shirts").CategoryDocument(new Context("128")).CategoryImage("A1")
                .Property("mood", "summer").Category("empty")
                .Product("S1", "Shirt").Dimension("Color", "Blue", "Red").Dimension("Size", "S", "M")
                .Variant("S1-BS", new Dictionary<string, string> { { "Color", "Blue" }, { "Size", "S" } }, 17)
                .Document().Master().Primary("A1").Primary("V1").Additional("care", "F1").Additional("size", "A2")
                .Pattern(Of("Color", "Blue")).Primary("A2");
            for (var at = 0; at < 40; at++)
            {
                builder.Asset("M" + at, Kind.Image);
            }
            builder.Product("S9").Document().Master().Primary("A1");
            for (var at = 0; at < 40; at++)
            {
                builder.Primary("M" + at);
            }
            return builder.Finish();
        }
    }

    private static string Told(IEnumerable<MediaLocation> locations)
    {
        return string.Join("; ", locations.Select(one => one.Priority + " " + (one.Asset ?? "-") + " "
            + (one.Uri ?? "-") + " " + (one.AltText ?? "-") + " " + (one.Purpose ?? "-") + " " + one.Kind
            + (one.IsDefault ? " default" : "") + (one.IsSelfHosted ? " self" : "")
            + (one.IsApplicableForChildEntities ? " children" : "")));
    }

    private static void Retail(Publication publication, Snapshot snapshot)
    {
        var shirt = new Query("S1") { Context = Quebec };
        var blue = new Query("S1") { Context = Quebec }.Select("Color", "Blue");
        var small = new Query("S1") { Context = Quebec }.Select("Color", "Blue").Select("Size", "S");
        var master = "1 A1 https://cdn.example/a1.png Une chemise - Image default children; "
            + "2 V1 https://cdn.example/v1 Shirt - Video children";
        Same("locations of a product", master, Told(publication.MediaLocations(shirt)));
        Same("of a snapshot", master, Told(snapshot.MediaLocations(shirt)));
        var bare = "1 A2 a2.png Shirt - Image default self children";
        Same("locations of a selection as it stands", bare, Told(publication.MediaLocations(blue)));
        Same("of a snapshot", bare, Told(snapshot.MediaLocations(blue)));
        Same("values that come to no variant count as none", master, Told(publication.SelectedMediaLocations(blue)));
        Same("of a snapshot", master, Told(snapshot.SelectedMediaLocations(blue)));
        Same("those of a variant count", bare, Told(snapshot.SelectedMediaLocations(small)));
        var more = "1 F1 https://cdn.example/f1.pdf Shirt care File children; "
            + "1 A2 a2.png Shirt size Image self children";
        Same("additional media", more, Told(publication.AdditionalMedia(shirt)));
        Same("of a snapshot", more, Told(snapshot.AdditionalMedia(shirt)));
        Check("more than a usual gallery", publication.MediaLocations(new Query("S9")).Count == 41
            && snapshot.MediaLocations(new Query("S9"))[40].Asset == "M39");

        var options = new GalleryOptions { WithoutVideos = true, AltText = GalleryAlt.Product };
        options.Curated.Add(new CuratedImage("https://cms.example/x.mp4", "A film", Kind.Video));
        var gallery = "1 A1 https://cdn.example/a1.png Shirt - Image default children; "
            + "2 - https://cms.example/x.mp4 A film - Video";
        Same("a gallery", gallery, Told(publication.Gallery(shirt, options)));
        Same("of a snapshot", gallery, Told(snapshot.Gallery(shirt, options)));
        Same("without options", master, Told(publication.Gallery(shirt)));
        var partial = new GalleryOptions { PartialSelection = true };
        Same("a selection that is no variant has a say", bare, Told(snapshot.Gallery(blue, partial)));
        var behind = new GalleryOptions { ShowMasterImages = true };
        Check("the master's images come behind", publication.Gallery(small, behind).Count == 3
            && publication.Gallery(small).Count == 1);

        foreach (Shape shape in Enum.GetValues(typeof(Shape)))
        {
            var how = shape == Shape.Gallery ? options : null;
            var json = publication.MediaLocationsJson(shape, shirt, how);
            Same("the shape " + shape + " of a snapshot", json, snapshot.MediaLocationsJson(shape, shirt, how));
            Has("the shape " + shape, json, "\"Uri\"", shape == Shape.AdditionalMedia ? "\"care\"" : "a1.png");
        }
        Refuses("options of a gallery for another shape", FaultCode.BadArgument,
            () => publication.MediaLocationsJson(Shape.MediaLocations, shirt, options));
        Refuses("an unknown shape", FaultCode.BadArgument, () => snapshot.MediaLocationsJson((Shape)9, shirt));
        Refuses("an unknown product", FaultCode.NotFound, () => publication.MediaLocations(new Query("none")));
        Refuses("an unknown product", FaultCode.NotFound, () => snapshot.AdditionalMedia(new Query("none")));
        Null("CuratedImage", () => new CuratedImage(null));
        Null("Gallery", () => publication.Gallery(null));
    }

    private static void Categories(Publication publication, Snapshot snapshot)
    {
        var picture = "1 A1 https://cdn.example/a1.png Une chemise - Image default";
        Same("the picture of a category", picture, Told(publication.CategoryImages("shirts", Quebec)));
        Same("of a snapshot", picture, Told(snapshot.CategoryImages("shirts", Quebec)));
        Check("without a channel there is none", publication.CategoryImages("shirts").Count == 0
            && snapshot.CategoryImages("empty", Quebec).Count == 0);
        Has("as JSON", publication.CategoryImagesJson("shirts", Quebec), "a1.png", "mood", "summer");
        Same("of a snapshot", publication.CategoryImagesJson("shirts", Quebec),
            snapshot.CategoryImagesJson("shirts", Quebec));
        Refuses("an unknown category", FaultCode.NotFound, () => publication.CategoryImages("none", Quebec));
        Refuses("an unknown category", FaultCode.NotFound, () => snapshot.CategoryImagesJson("none", Quebec));
        var values = snapshot.Values("S1-BS");
        Check("the values of a variant", values.Count == 2 && values[0].Key == "Color" && values[1].Value == "S"
            && snapshot.VariantWith("S1", values) == "S1-BS");
        Swatch red;
        Check("a central swatch has its part", snapshot.TryGetCentralSwatch("Color", "Red", out red)
            && red.Crop.HasValue && red.Crop.Value.X == 0.125 && red.Crop.Value.Y == 0.25
            && red.Crop.Value.Width == 0.5 && red.Crop.Value.Height == 0.375 && red.Asset.Equals("A2"));
    }

    private static void Insight(Publication publication, Snapshot snapshot)
    {
        var rows = new List<string>();
        var counts = publication.Audit(null, row => { rows.Add(row); return true; });
        Has("an audit finds what is not used", counts, "\"is_complete\":true");
        Check("it gives rows", rows.Any(row => row.Contains("unused_asset") && row.Contains("\"A3\"")));
        var one = new List<string>();
        var chosen = new AuditOptions { Checks = new[] { "no_alt", "unused_asset" }, Policy = new Policy() };
        Has("an audit that is ended", publication.Audit(chosen, row => { one.Add(row); return false; }),
            "\"is_complete\":false");
        Check("it gives no row more", one.Count == 1 && one[0].Contains("no_alt"));
        Refuses("a check that is none", FaultCode.BadArgument,
            () => publication.Audit(new AuditOptions { Checks = new[] { "no" } }));
        Refuses("too many answers", FaultCode.LimitAnswers,
            () => publication.Audit(new AuditOptions { Limits = new Limits { Answers = 1 } }));
        var unknown = new Policy { Order = (Order)77 };
        Refuses("an unknown policy", FaultCode.BadArgument,
            () => publication.Audit(new AuditOptions { Policy = unknown }));
        Throws<FormatException>("what a row throws comes out", () => publication.Audit(null, Thrower));
        using (var other = Publication.Parse(Text(publication.Write()).Replace("a1.png", "a9.png")))
        using (var flattened = other.Flatten())
        {
            rows.Clear();
            Has("a comparison", publication.Diff(other, null, row => { rows.Add(row); return true; }),
                "\"products\":2", "\"category_images\":2", "\"is_complete\":true");
            Check("it gives rows", rows.Count > 2 && rows.All(row => row.Contains("a9.png") || row.Contains("A1")));
            Has("a comparison of snapshots", snapshot.Diff(flattened), "\"products\":2", "\"category_images\":2");
            var only = new DiffOptions { Products = new[] { "S9" } };
            Has("a comparison of one product", publication.Diff(other, only), "\"products\":1",
                "\"category_images\":0");
            Has("of snapshots", snapshot.Diff(flattened, only, row => row.Contains("S9")), "\"products\":1");
            var nothing = new DiffOptions { Products = new string[0] };
            Has("of no product", publication.Diff(other, nothing), "\"products\":0");
            var shirts = new DiffOptions { Categories = new[] { "shirts" } };
            Has("of a category", publication.Diff(other, shirts), "\"products\":0", "\"category_images\":2");
            Refuses("an unknown policy", FaultCode.BadArgument,
                () => publication.Diff(other, new DiffOptions { Policy = unknown }));
            Refuses("too many answers", FaultCode.LimitAnswers,
                () => publication.Diff(other, new DiffOptions { Limits = new Limits { Answers = 1 } }));
            only.Policy = new Policy();
            Refuses("a policy for snapshots", FaultCode.BadArgument, () => snapshot.Diff(flattened, only));
            Throws<FormatException>("what a row throws comes out", () => snapshot.Diff(flattened, null, Thrower));
            Throws<FormatException>("what a row throws comes out", () => publication.Diff(other, null, Thrower));
        }
        Null("Diff", () => publication.Diff(null));
        Null("Diff", () => snapshot.Diff(null));
    }

    private static bool Thrower(string row)
    {
        throw new FormatException(row);
    }

    private static void Minimise()
    {
        using (var builder = new PublicationBuilder())
        {
            builder.Asset("A1", Kind.Image).Asset("A2", Kind.Image).Product("S1").Dimension("Color", "Blue", "Red")
                .Variant("S1-B", Of("Color", "Blue")).Variant("S1-R", Of("Color", "Red"))
                .Document().Master().Primary("A1").VariantSet("S1-B").Primary("A1").VariantSet("S1-R").Primary("A2");
            using (var publication = builder.Finish())
            {
                var rows = new List<string>();
                var counts = publication.Minimise(null, row => { rows.Add(row); return true; });
                Check("a product with fewer sets", rows.Count == 1 && rows[0].Contains("\"S1\""));
                string made;
                using (var fewer = publication.Minimised(out made))
                {
                    Same("the counts are the same", counts, made);
                    Check("it shows the same with fewer sets", Shown(fewer, "S1-B") == "A1"
                        && Shown(fewer, "S1-R") == "A2" && fewer.Write().Length < publication.Write().Length
                        && !Text(fewer.Write()).Contains("\"S1-B\":{"));
                }
                var none = new MinimiseOptions { Products = new string[0], Selections = 5, Policy = new Policy() };
                Check("no product, no row", publication.Minimise(none, row => { rows.Add(row); return true; }) != counts
                    && rows.Count == 1);
                Throws<FormatException>("what a row throws comes out", () => publication.Minimise(null, Thrower));
                Refuses("an unknown policy", FaultCode.BadArgument, () => publication.Minimise(
                    new MinimiseOptions { Policy = new Policy { Parents = (Parents)77 } }));
                Refuses("too many answers", FaultCode.LimitAnswers, () => publication.Minimise(
                    new MinimiseOptions { Limits = new Limits { Answers = 1 } }));
            }
        }
    }

    /// Of the selections that change, no more are listed than may be.
    private static void Selections()
    {
        using (var builder = new PublicationBuilder())
        {
            builder.Asset("A1", Kind.Image).Asset("A2", Kind.Image).Product("S1")
                .Dimension("Color", "Blue", "Red", "Green").Dimension("Size", "S", "M");
            foreach (var color in new[] { "Blue", "Red", "Green" })
            {
                foreach (var size in new[] { "S", "M" })
                {
                    var values = Of("Color", color);
                    values["Size"] = size;
                    builder.Variant("S1-" + color + size, values);
                }
            }
            builder.Document().Master().Primary("A1");
            foreach (var variant in new[] { "S1-RedS", "S1-RedM", "S1-GreenS", "S1-GreenM" })
            {
                builder.VariantSet(variant).Primary("A2");
            }
            using (var publication = builder.Finish())
            {
                string many = null, few = null;
                publication.Minimise(null, row => (many = row) != null);
                publication.Minimise(new MinimiseOptions { Selections = 1 }, row => (few = row) != null);
                Check("selections that are listed", few.Length < many.Length);
            }
        }
    }

    private static void Page(Publication publication)
    {
        var sides = new[] { new PreviewSide("Before", publication), new PreviewSide("After", publication) };
        var options = new PreviewOptions
        {
            Title = "Shirts & more",
            Products = new[] { "S1" },
            Channels = new[] { "128" },
            Locales = new[] { "fr-CA" },
            Catalogs = new[] { "" },
            Thumbnails = Of("A1", "data:image/png;base64,iVBORw0KGgo="),
            LinkPictures = true,
            MostAnswers = 1000,
        };
        Has("a page of two sides", Text(Preview.Page(sides, options)), "<title>Shirts &amp; more</title>", "Before",
            "After", "iVBORw0KGgo=", "S1-BS");
        var plain = Text(Preview.Page(new[] { new PreviewSide("Now", publication) }, null, new Policy()));
        Has("a page of one side", plain, "S9", "Now");
        Check("another page", !plain.Contains("iVBORw0KGgo="));
        var shirt = new PreviewOptions { Products = new[] { "S1" } };
        Check("one product", !Text(Preview.Page(sides, shirt)).Contains("S9"));
        foreach (var nowhere in new[]
        {
            new PreviewOptions { Channels = new[] { "none" } },
            new PreviewOptions { Locales = new[] { "qaa" } },
            new PreviewOptions { Catalogs = new[] { "none" } },
        })
        {
            Refuses("no context that is known", FaultCode.BadQuery, () => Preview.Page(sides, nowhere));
        }
        var linked = Text(Preview.Page(sides, new PreviewOptions { LinkPictures = true }));
        Check("pictures of the network", linked.Contains("img-src data: https: http:")
            && !plain.Contains("img-src data: https:"));
        Refuses("more answers than there may be", FaultCode.LimitPreview,
            () => Preview.Page(sides, new PreviewOptions { MostAnswers = 1 }));
        Refuses("three sides", FaultCode.BadQuery, () => Preview.Page(sides.Concat(sides).ToArray()));
        Refuses("a page that is too large", FaultCode.LimitPreview,
            () => Preview.Page(sides, new PreviewOptions { Limit = 100 }));
        Refuses("a small picture that is none", FaultCode.Type,
            () => Preview.Page(sides, new PreviewOptions { Thumbnails = Of("A1", "https://cdn.example/a1.png") }));
        Null("Page", () => Preview.Page(null));
        Null("Page of a side", () => Preview.Page(new PreviewSide[] { null }));
        Null("PreviewSide", () => new PreviewSide("Now", null));
    }
}
