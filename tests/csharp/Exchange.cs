using System;
using System.Collections.Generic;
using System.Linq;
using Omnimedia;
using static Checks;
using static Surface;

/// What comes in from elsewhere: older file names, and another tenant.
internal static class Exchange
{
    internal static void Run()
    {
        FileNames();
        Transfers();
        Choices();
    }

    private static void FileNames()
    {
        using (var tenant = new Tenant())
        {
            tenant.Set("{\"product\": {\"number\": \"81327\"}}");
            var names = new[] { "/Products/81327_000_002.png", "/Products/81327_000_001.png",
                "/Products/9_000_001.png" };
            var options = new LegacyOptions
            {
                BaseUrl = "https://cdn.example/media",
                Context = new Context("128"),
                Patterns = "/Products/{ProductNumber}_000_{Sequence}.png",
            };
            var read = tenant.ReadFileNames(names, options);
            Has("what names would assign", read, "\"counts\"", "81327_000_002.png", "\"128\"");
            Check("nothing is changed", tenant.Targets() == "[]");
            string told;
            Has("what changed", tenant.Migrate(names, Clock.By("ann"), true, out told, options), "\"assets\"",
                "\"documents\"");
            Same("what became of the names", read, told);
            using (var published = tenant.Published())
            {
                var shown = published.MediaLocations(new Query("81327") { Context = new Context("128") });
                Check("in the order of the names", shown.Count == 2
                    && shown.All(one => one.Uri.StartsWith(options.BaseUrl))
                    && shown[0].Uri.EndsWith("81327_000_001.png"));
            }
            Has("once more changes nothing", tenant.Migrate(names, Clock.By("ann"), true, out told, options),
                "\"assets\":[]", "\"documents\":[]");
            options.Patterns = "/{Nonsense}.png";
            Refuses("a pattern that is none", FaultCode.MalformedPattern, () => tenant.ReadFileNames(names, options));
            Has("the documented patterns", tenant.ReadFileNames(new[] { "/Catalogs/en-us/Summer.jpg" }), "Summer.jpg");
            Null("ReadFileNames", () => tenant.ReadFileNames(null));
            Null("a name", () => tenant.Migrate(new[] { "x", null }, Clock.By("ann"), false, out told));
        }
    }

    private static void Transfers()
    {
        using (var shop = Publication.Parse(Shop.Json))
        using (var source = Tenant.FromPublication(shop, Clock.By("ann")))
        using (var destination = Tenant.WithoutMediaOf(shop))
        {
            source.CheckIn(Target.Document("S1", new Context("128")), Clock.By("ann"),
                "{\"master\":{\"primary\":[\"A2\"]}}");
            source.Publish(Target.AllOfProduct("S1"), Clock.By("ann"));
            source.CheckIn(Target.Document("S1", new Context(null, "fr")), Clock.By("ann"), "{\"master\":{}}");
            var before = Text(destination.Write());
            var options = new TransferOptions
            {
                DryRun = true,
                Drafts = true,
                OnConflict = OnConflict.KeepLatest,
                Channels = Of("128", "500"),
                Locales = Of("fr", null),
                DropOtherChannels = true,
                DropOtherLocales = true,
                Products = new[] { "S1" },
                Categories = new string[0],
            };
            Has("a dry run", source.Transfer(destination, "ben", options), "\"S1\"", "\"500\"");
            Same("it changes nothing", before, Text(destination.Write()));
            options.DryRun = false;
            long most = 0, all = 0;
            Func<long, long, bool> progress = (done, total) =>
            {
                most = Math.Max(most, done);
                all = total;
                return true;
            };
            Has("what is copied", source.Transfer(destination, "ben", options, progress), "\"S1\"", "\"500\"");
            Check("progress to the end", most == all && all > 2);
            using (var drafts = destination.WithDrafts())
            {
                Check("by other names, and no more than was named", Shown(drafts, "S1", new Context("500")) == "A2"
                    && Shown(drafts, "S1") == "A1" && Shown(drafts, Shop.Signs) == "");
            }
            Check("a dropped locale", destination.Life(Target.Document("S1", new Context(null, "fr"))) == null
                && destination.Life(Target.Document("S1", new Context("500"))) != null);
            var few = 0;
            using (var ended = Tenant.WithoutMediaOf(shop))
            {
                source.Transfer(ended, "ben", null, (done, total) => ++few < 2);
                Check("a copy that is ended", few == 2 && ended.Targets() != "[]"
                    && ended.Targets() != source.Targets());
                Throws<TimeoutException>("progress that throws", () => source.Transfer(ended, "ben", null,
                    (done, total) => { throw new TimeoutException(); }));
                source.Transfer(ended, "ben");
                using (var published = ended.Published())
                {
                    Same("all that is published", "A1", Shown(published, Shop.Signs));
                }
            }
            Refuses("a product that is not there", FaultCode.NotInTenant,
                () => source.Transfer(destination, "ben", new TransferOptions { Products = new[] { "none" } }));
            Refuses("into itself", FaultCode.BadArgument, () => source.Transfer(source, "ben"));
            Null("Transfer", () => source.Transfer(null, "ben"));
            Null("Transfer by", () => source.Transfer(destination, null));
        }
    }
    /// Each choice of a transfer, by what it changes.
    private static void Choices()
    {
        var front = "{\"master\":{\"primary\":[\"A1\"]}}";
        var german = Target.Document("S1", new Context("600", "de"));
        var french = Target.Document("S1", new Context(null, "fr"));
        var category = Target.Category("shirts", new Context("128"));
        using (var source = Authoring.Filled())
        {
            foreach (var target in new[] { Target.Document("S1"), german, french })
            {
                source.CheckIn(target, Clock.By("ann"), front);
            }
            source.Publish(Target.AllOfProduct("S1"), Clock.By("ann"), along: true);
            source.CheckIn(category, Clock.By("ann"), "{\"image\": {\"asset\": \"A1\"}}");
            source.Publish(category, Clock.By("ann"));
            source.CheckIn(Target.Document("S2"), Clock.By("ann"), front);

            var all = After(source, null);
            Check("all that is published, and no draft", all.Contains("\"600\"") && all.Contains("\"fr\"")
                && all.Contains("\"shirts\"") && !all.Contains("\"S2\""));
            Has("drafts", After(source, new TransferOptions { Drafts = true }), "\"S2\"", "\"600\"");
            Check("other channels are dropped",
                !After(source, new TransferOptions { DropOtherChannels = true }).Contains("\"600\""));
            Check("other locales are dropped",
                !After(source, new TransferOptions { DropOtherLocales = true }).Contains("\"fr\""));
            var italian = After(source, new TransferOptions { Locales = Of("fr", "it") });
            Check("a locale by another name", italian.Contains("\"it\"") && !italian.Contains("\"fr\""));
            var shirts = After(source, new TransferOptions { Categories = new[] { "shirts" } });
            Check("a category alone", shirts.Contains("\"shirts\"") && !shirts.Contains("\"S1\""));

            using (var destination = Authoring.Filled())
            {
                destination.CheckIn(Target.Document("S1"), new Stamp("ben", 0), "{\"master\":{\"primary\":[\"A2\"]}}");
                destination.Publish(Target.AllOfProduct("S1"), new Stamp("ben", 1), along: true);
                source.Transfer(destination, "ben");
                Same("the destination keeps what it has", "A2", Published(destination));
                source.Transfer(destination, "ben", new TransferOptions { OnConflict = OnConflict.Replace });
                Same("unless it is replaced", "A1", Published(destination));
            }
        }
    }

    private static string Published(Tenant tenant)
    {
        using (var published = tenant.Published())
        {
            return Shown(published, "S1");
        }
    }

    /// The targets of an empty shop after a transfer.
    private static string After(Tenant source, TransferOptions options)
    {
        using (var published = source.Published())
        using (var destination = Tenant.WithoutMediaOf(published))
        {
            source.Transfer(destination, "ben", options);
            return destination.Targets();
        }
    }
}
