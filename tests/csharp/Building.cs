using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Omnimedia;
using static Checks;
using static Surface;

/// Publications that are built by calls.
internal static class Building
{
    private const string Json = @"{""omnimedia"": ""publication/1"",
        ""channels"": [{""id"": ""128"", ""name"": ""Quebec"", ""locales"": [""fr-CA"", ""en-CA""]}, {""id"": ""129""}],
        ""assets"": [
          {""id"": ""A1"", ""kind"": ""image"", ""url"": ""https://cdn.example/a1.png"",
            ""text"": {""neutral"": {""alt"": ""A shirt"", ""tags"": [""cotton"", ""blue""]},
              ""fr"": {""alt"": ""Une chemise"", ""title"": ""Chemise""}}, ""properties"": {""lens"": ""50mm""}},
          {""id"": ""A2"", ""kind"": ""image"", ""url"": ""https://cdn.example/a2.png"", ""channels"": [""128""]},
          {""id"": ""A3"", ""kind"": ""image"", ""published"": false},
          {""id"": ""A4"", ""kind"": ""image"", ""channels"": []},
          {""id"": ""V1"", ""kind"": ""video""}, {""id"": ""F1"", ""kind"": ""file""}],
        ""swatches"": [{""dimension"": ""Color"", ""value"": ""Red"", ""hex"": ""#FF0000""}],
        ""categories"": [{""id"": ""shirts"", ""name"": ""Shirts"", ""media"": [
          {""channel"": ""128"", ""locale"": ""fr-CA"",
          ""image"": {""asset"": ""A1"", ""text"": {""fr"": {""alt"": ""Des chemises""}}}}]}],
        ""products"": [
          {""number"": ""S1"", ""record_id"": 7, ""name"": ""Shirt"", ""categories"": [""shirts""],
            ""properties"": {""care"": ""cold""},
            ""dimensions"": [{""name"": ""Color"", ""values"": [""Blue"", ""Red""]}],
            ""variants"": [{""number"": ""S1-B"", ""record_id"": 17, ""values"": {""Color"": ""Blue""}},
              {""number"": ""S1-R"", ""values"": {""Color"": ""Red""}}],
            ""media"": [
              {""master"": {
                  ""primary"": [""A1"", {""asset"": ""V1"", ""text"": {""neutral"": {""caption"": ""A film""}}}],
                  ""additional"": [{""purpose"": ""care"", ""asset"": ""F1""}]},
                ""dimensions"": [
                  {""match"": {""Color"": ""Blue""}, ""primary"": {""mode"": ""prepend"", ""items"": [""A2""]}}],
                ""swatches"": [{""dimension"": ""Color"", ""value"": ""Blue"", ""asset"": ""A2"",
                  ""crop"": {""x"": 0.25, ""y"": 0.0, ""width"": 0.5, ""height"": 1.0}}]},
              {""channel"": ""129"", ""variants"": {""S1-R"": {""primary"": [""A4"", ""A3"", ""A1""]}}}]},
          {""number"": ""S2"", ""media"": [{""master"": {""primary"": [""A1""]}}]}]}";

    internal static void Run()
    {
        using (var read = Publication.Parse(Json))
        using (var builder = new PublicationBuilder())
        using (var built = Shop(builder).Finish())
        {
            Same("a publication built by calls is the one that is read", Text(read.Write()), Text(built.Write()));
            foreach (var number in new[] { "S1", "S1-B", "S1-R", "S2" })
            {
                foreach (var context in new[] { new Context(), new Context("128", "fr-CA"), new Context("129", "de") })
                {
                    var query = new Query(number) { Context = context };
                    using (var one = read.Resolve(query))
                    using (var other = built.Resolve(query))
                    {
                        Same(number + " shows the same", one.ToJson(), other.ToJson());
                    }
                }
            }
            Same("by another way than by nothing", "A2 A1 V1", Shown(built, "S1-B", new Context("128")));
            Check("what is not allowed in a channel is not shown", Shown(built, "S1-R", new Context("129")) == "A1");
            using (var empty = builder.Finish())
            {
                Check("a builder is empty after it", !Text(empty.Write()).Contains("S1"));
            }
        }
        Refusals();
        TwoThreads();
    }

    private static PublicationBuilder Shop(PublicationBuilder builder)
    {
        return builder
            .Channel("128", "Quebec").ChannelLocale("fr-CA").ChannelLocale("en-CA").Channel("129")
            .Asset("A1", Kind.Image, "https://cdn.example/a1.png").Text(null, Field.Alt, "A shirt").Tag(null, "cotton")
            .Tag("", "blue").Text("fr", Field.Alt, "Une chemise").Text("fr", Field.Title, "Chemise")
            .Property("lens", "50mm")
            .Asset("A2", Kind.Image, "https://cdn.example/a2.png").AssetChannel("128")
            .Asset("A3", Kind.Image).AssetPublished(false)
            .Asset("A4", Kind.Image).AssetChannel("128").AssetNoChannel()
            .Asset("V1", Kind.Video).Asset("F1", Kind.File)
            .CentralSwatch("Color", "Red", hex: "#FF0000")
            .Category("shirts", "Shirts").CategoryDocument(new Context("128", "fr-CA")).CategoryImage("A1")
            .Text("fr", Field.Alt, "Des chemises")
            .Product("S1", "Shirt", 7).ProductCategory("shirts").Property("care", "cold")
            .Dimension("Color", "Blue", "Red")
            .Variant("S1-B", Of("Color", "Blue"), 17).Variant("S1-R", Of("Color", "Red"))
            .Document().Master().Primary("A1").Primary("V1").Text(null, Field.Caption, "A film")
            .Additional("care", "F1")
            .Pattern(Of("Color", "Blue")).List(MediaList.Primary, ListMode.Prepend).Primary("A2")
            .Swatch("Color", "Blue", asset: "A2", crop: new Crop(0.25, 0, 0.5, 1))
            .Document(new Context("129")).VariantSet("S1-R").Primary("A4").Primary("A3").Primary("A1")
            .Json("{\"product\": {\"number\": \"S2\", \"media\": [{\"master\": {\"primary\": [\"A1\"]}}]}}");
    }

    private static void Refusals()
    {
        using (var builder = new PublicationBuilder(new Limits { Items = 1 }))
        {
            Refuses("an item where no set is begun", FaultCode.BadArgument, () => builder.Product("S1").Primary("A1"));
            Refuses("a document before a product", FaultCode.BadArgument, () => builder.Category("C").Document());
            Refuses("a kind that is none", FaultCode.BadArgument, () => builder.Asset("A9", (Kind)9));
            Refuses("a field that is none", FaultCode.BadArgument,
                () => builder.Asset("A8", Kind.Image).Text(null, (Field)9, "x"));
            Refuses("a surrogate alone", FaultCode.Encoding, () => builder.Channel("\uD800"));
            Refuses("a line that is no entity", FaultCode.UnknownKey, () => builder.Json("{\"shop\": {}}"));
            Refuses("half a line", FaultCode.Syntax, () => builder.Json("{"));
            Null("Asset", () => builder.Asset(null, Kind.Image));
            Null("Dimension", () => builder.Dimension("Color", "Blue", null));
            Null("Variant", () => builder.Variant("S1-B", null));
            builder.Product("S3").Document(new Context(locale: "not a tag!")).Master().Primary("A8").Primary("A8");
            Throws<OmnimediaException>("all faults of what was built come at once", () => builder.Finish(),
                fault => fault.Faults.Count == 2 && fault.Faults.Any(one => one.Code == FaultCode.LimitItems)
                    && fault.Faults.Any(one => one.Code == FaultCode.MalformedLocale && one.Place.Contains("media[0]"))
                    && fault.Text.Trim().Split('\n').Length == 2
                    && fault.Faults.All(one => fault.Text.Contains(one.Message) && fault.Text.Contains(one.Place)));
            using (var after = builder.Channel("1").Finish())
            {
                Check("a builder that was refused can be used again", Text(after.Write()).Contains("\"channels\""));
            }
        }
    }

    /// Two threads at one builder: each call is done or refused, and what is done is there.
    private static void TwoThreads()
    {
        using (var builder = new PublicationBuilder())
        {
            int done = 0, strange = 0;
            var names = 0;
            Threads.Join(Threads.Start(2, () =>
            {
                for (var at = 0; at < 2000; at++)
                {
                    try
                    {
                        builder.Channel("C" + Interlocked.Increment(ref names));
                        Interlocked.Increment(ref done);
                    }
                    catch (OmnimediaException fault)
                    {
                        Interlocked.Add(ref strange, fault.Code == FaultCode.InUse ? 0 : 1);
                    }
                }
            }));
            using (var publication = builder.Finish())
            {
                var channels = Text(publication.Write()).Split(new[] { "\"id\"" }, StringSplitOptions.None).Length - 1;
                Check("two threads at a builder", strange == 0 && channels == done && done > 0);
            }
        }
    }
}
