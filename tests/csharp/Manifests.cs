using System;
using System.IO;
using System.Linq;
using System.Text;
using Omnimedia;
using static Checks;
using static Surface;

/// Manifests in and out.
internal static class Manifests
{
    internal const string Columns = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\t"
        + "ImageAltText\tMediaDisplayName\n";

    internal static string Row(string product, string path, string alt)
    {
        return "Product|Master\tEntityId\t" + product + "\tPrimary\tImage\t" + path + "\t" + alt + "\t" + path + "\n";
    }

    internal static readonly byte[] Two = Encoding.UTF8.GetBytes(
        Columns + Row("S1", "front.png", "From the front") + Row("S1", "back.png", "") + Row("S2", "coat.png",
        "A coat"));

    internal static readonly ImportOptions Now = new ImportOptions { EmptyAction = RowAction.PublishNow };

    internal static void Run()
    {
        Rows();
        RoundTrip();
        Chosen();
    }

    internal static Tenant Bare()
    {
        var tenant = new Tenant();
        tenant.Set("{\"product\": {\"number\": \"S1\"}}");
        tenant.Set("{\"product\": {\"number\": \"S2\"}}");
        return tenant;
    }

    private static void Rows()
    {
        using (var tenant = Bare())
        {
            var before = Text(tenant.Write());
            using (var tried = tenant.Import(Two, Clock.By("ann"), new ImportOptions { DryRun = true, Lenient = true }))
            {
                Check("a dry run changes nothing", tried.Counts.IsClean && tried.Counts.Applied == 3
                    && tried.Warnings.Count == 1 && tried.Warnings[0].IsWarning && Text(tenant.Write()) == before);
            }
            using (var done = tenant.Import(Two, Clock.By("ann"), Now))
            {
                var counts = done.Counts;
                Check("counts", counts.Rows == 3 && counts.Failed == 1 && counts.HeldBack == 1 && counts.Applied == 1
                    && counts.Assets > 0 && counts.Documents == 1 && counts.EmptyRows == 0 && counts.Kept == 0
                    && counts.Unchanged == 0 && counts.Cancelled == 0 && counts.Warnings == 0 && !counts.IsClean
                    && !counts.IsCancelled);
                Check("the row at fault", done.Faults.Count == 1 && done.Faults[0].Row == 3
                    && done.Faults[0].Code == FaultCode.MissingCell && done.Faults[0].Place.Contains("ImageAltText"));
                Check("no warning", done.Warnings.Count == 0);
                Has("as JSON", done.ToJson(), "\"failed\":1", "missing_cell");
                var result = Text(done.Result(Two));
                Has("how each row ended", result, "\tResult\t", "\tHeldBack\t", "\tFailed\t", "\tApplied\t",
                    "missing_cell");
                using (var source = new MemoryStream(Two))
                using (var target = new MemoryStream())
                {
                    done.WriteResult(source, target);
                    Same("the same through streams", result, Text(target.ToArray()));
                }
                Refuses("other bytes", FaultCode.ChangedInput, () => done.Result(Two.Skip(1).ToArray()));
                Null("Result", () => done.Result(null));
                using (var again = tenant.Import(Encoding.UTF8.GetBytes(result), Clock.By("ann"), new ImportOptions
                    { EmptyAction = RowAction.PublishNow, Lenient = true, MostFaults = 5 }))
                {
                    Check("a result can be taken in again", again.Counts.IsClean && again.Counts.Unchanged == 1
                        && again.Counts.Applied == 2 && again.Counts.Warnings == 1);
                }
            }
            using (var published = tenant.Published())
            {
                Check("it is published", Shown(published, "S1").Split(' ').Length == 2
                    && Shown(published, "S2") == "path:coat.png");
            }
            var other = Encoding.UTF8.GetBytes(Columns + "\t\t\t\t\t\t\t\n" + Row("S2", "coat.png", "Another coat"));
            using (var kept = tenant.Import(other, Clock.By("ann"), Now))
            {
                Check("what is there is kept", kept.Counts.Kept == 1 && kept.Counts.EmptyRows == 1
                    && kept.Counts.Rows == 1);
            }
            var bad = Encoding.UTF8.GetBytes(Columns + Row("none", "a.png", "x") + Row("S1", "b.png", ""));
            using (var all = tenant.Import(bad, Clock.By("ann")))
            using (var few = tenant.Import(bad, Clock.By("ann"), new ImportOptions { MostFaults = 1 }))
            {
                Check("as many faults as the report may hold", all.Faults.Count == 2 && few.Faults.Count == 1
                    && few.Counts.Failed == 2);
            }
            Refuses("no header", FaultCode.NoHeader, () => tenant.Import(new byte[0], Clock.By("ann")));
            Refuses("one column twice", FaultCode.DuplicateColumn,
                () => tenant.Import(Encoding.UTF8.GetBytes("EntityType\tEntityType\n"), Clock.By("ann")));
            var quoted = Encoding.UTF8.GetBytes(Columns + Row("S1", "inch.png", "\"An inch"));
            Refuses("a quote without an end", FaultCode.UnterminatedQuote, () => tenant.Import(quoted,
                Clock.By("ann")));
            using (var plain = tenant.Import(quoted, Clock.By("ann"), new ImportOptions { Plain = true }))
            {
                Check("plain cells", plain.Counts.Rows == 1 && plain.Counts.IsClean);
            }
            Null("Import", () => tenant.Import((byte[])null, Clock.By("ann")));
            Null("Import without a stamp", () => tenant.Import(Two, null));
        }
    }

    /// What is exported and taken in by another tenant is published there.
    private static void RoundTrip()
    {
        using (var shop = Publication.Parse(Shop.Json))
        using (var source = Tenant.FromPublication(shop, Clock.By("ann")))
        using (var destination = Tenant.WithoutMediaOf(shop))
        using (var stream = new MemoryStream())
        {
            string report;
            var told = source.Export(stream);
            Same("the same in memory", Text(stream.ToArray()), Text(source.Export(out report)));
            Same("and the same report", told, report);
            Has("the report", told, "\"rows\":");
            stream.Position = 0;
            using (var done = destination.Import(stream, Clock.By("ann"), new ImportOptions { Lenient = true }))
            using (var published = destination.Published())
            {
                Check("all rows are applied", done.Counts.IsClean && done.Counts.Applied == done.Counts.Rows);
                foreach (var number in new[] { "S1", "S1-B", Shop.Signs, "S1\uFFFD" })
                {
                    Same(number + " shows the same", Shown(shop, number), Shown(published, number));
                }
            }
            var one = new ExportOptions
            {
                Products = new[] { "S1" },
                Categories = new string[0],
                Channels = new[] { "" },
                Locales = new[] { "neutral" },
                FormulaSafe = true,
                IfExists = IfExists.Overwrite,
            };
            var chosen = Text(source.Export(out report, one));
            Check("what is chosen", chosen.Contains("S1") && !chosen.Contains(Shop.Signs)
                && chosen.Contains("Overwrite"));
            Refuses("a product that is not there", FaultCode.NotInTenant,
                () => source.Export(out report, new ExportOptions { Products = new[] { "none" } }));
            Refuses("a locale that is none", FaultCode.MalformedLocale,
                () => source.Export(new MemoryStream(), new ExportOptions { Locales = new[] { "not a tag!" } }));
        }
    }

    /// Each choice of an export, by what it changes.
    private static void Chosen()
    {
        var category = Target.Category("shirts", new Context("128"));
        using (var tenant = Authoring.Filled())
        {
            foreach (var channel in new[] { "128", "500" })
            {
                tenant.CheckIn(Target.Document("S1", new Context(channel, "de")), Clock.By("ann"),
                    "{\"master\":{\"primary\":[\"A1\"]}}");
            }
            tenant.CheckIn(category, Clock.By("ann"), "{\"image\": {\"asset\": \"A1\"}}");
            tenant.CheckIn(Target.Asset("A2"), Clock.By("ann"),
                "{\"kind\": \"image\", \"text\": {\"neutral\": {\"display_name\": \"=1+1\"}}}");
            var all = Written(tenant, null);
            Has("everything", all, "\t=1+1\t", "\tshirts\t", "\tOUN500\t", "\tOUN128\t", "\tS1\t");
            Has("cells that are safe", Written(tenant, new ExportOptions { FormulaSafe = true }), "\t'=1+1\t");
            Check("no category", !Written(tenant, new ExportOptions { Categories = new string[0] })
                .Contains("\tshirts\t"));
            var channels = Written(tenant, new ExportOptions { Channels = new[] { "500" } });
            Check("one channel", channels.Contains("\tOUN500\t") && !channels.Contains("\tOUN128\t"));
            Check("no locale that is there",
                !Written(tenant, new ExportOptions { Locales = new[] { "fr" } }).Contains("\tS1\t"));
        }
    }

    private static string Written(Tenant tenant, ExportOptions options)
    {
        string report;
        return Text(tenant.Export(out report, options)).Replace("\n", "\t\n");
    }
}
