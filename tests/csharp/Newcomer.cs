using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Runtime.Serialization;
using System.Runtime.Serialization.Formatters.Binary;
using System.Text;
using Omnimedia;
using static Checks;
using static Surface;

/// What whoever is new to the wrapper runs into.
internal static class Newcomer
{
    private static readonly Dictionary<string, string> NoValue = Of("Color", null);

    /// What no dictionary takes.
    private static readonly KeyValuePair<string, string>[] NoKey =
    {
        new KeyValuePair<string, string>("Color", "Blue"), new KeyValuePair<string, string>(null, "Blue"),
    };

    internal static void Run()
    {
        using (var publication = Publication.Parse(Shop.Json))
        using (var snapshot = publication.Flatten())
        {
            RecordIds(publication);
            Pairs(publication, snapshot);
            Logs(snapshot);
        }
        Compacted();
        Policies();
        Results();
        Lines();
        Stamps();
        WrittenDown();
        Domains();
    }

    private static void RecordIds(Publication other)
    {
        using (var builder = new PublicationBuilder())
        using (var built = builder.Product("S1", "Shirt", 5637144576).Dimension("Color", "Blue", "Red")
            .Variant("S1-B", Of("Color", "Blue"), long.MaxValue).Variant("S1-R", Of("Color", "Red"), 0).Finish())
        using (var snapshot = built.Flatten())
        {
            long id = 5637144576;
            Utf8Text number;
            Found found;
            Check("a record id of Dynamics is a long", snapshot.TryGetNumber(id, out number) && number.Equals("S1")
                && snapshot.TryGetProduct("S1", out found) && found.RecordId == id);
            Check("the largest", snapshot.TryGetNumber(long.MaxValue, out number) && number.Equals("S1-B")
                && snapshot.TryGetProduct("S1-B", out found) && found.RecordId == long.MaxValue);
            Check("0 is none", !snapshot.TryGetNumber(0, out number)
                && snapshot.TryGetProduct("S1-R", out found) && found.RecordId == 0);
            var query = new Query(long.MaxValue);
            using (var answer = snapshot.Resolve(query))
            using (var direct = built.Resolve(query))
            {
                Check("a query by it", query.RecordId == long.MaxValue && answer.Variant == "S1-B"
                    && direct.Variant == "S1-B" && new Query("S1").RecordId == 0);
            }
            OutOfRange("a query", () => new Query(-1));
            OutOfRange("a look-up", () => snapshot.TryGetNumber(-1, out number));
            OutOfRange("a product", () => builder.Product("S2", null, -1));
            OutOfRange("a variant", () => builder.Product("S2").Variant("S2-B", Of("Color", "Blue"), long.MinValue));
        }
        Refuses("a query by none", FaultCode.BadArgument, () => other.Resolve(new Query(0)));
    }

    private static void OutOfRange(string what, Action call)
    {
        Throws<ArgumentOutOfRangeException>(what + " by a negative record id", call,
            thrown => thrown.ParamName == "recordId");
    }

    private static void Pairs(Publication publication, Snapshot snapshot)
    {
        foreach (var pairs in new IReadOnlyList<KeyValuePair<string, string>>[] { NoValue.ToList(), NoKey })
        {
            using (var builder = new PublicationBuilder())
            {
                builder.Product("S1").Dimension("Color", "Blue");
                Named("Variant", "values", () => builder.Variant("S1-B", pairs));
                builder.Document();
                Named("Pattern", "match", () => builder.Pattern(pairs));
            }
            Named("VariantWith", "values", () => snapshot.VariantWith("S1", pairs));
            var sides = new[] { new PreviewSide("Now", publication) };
            Named("Thumbnails", "options", () => Preview.Page(sides, new PreviewOptions { Thumbnails = pairs }));
        }
        Named("a dimension", "dimension", () => new Query("S1").Select(null, "Blue"));
        Named("a value", "value", () => new Query("S1").Select("Color", null));
        Named("a value of many", "values", () => new PublicationBuilder().Product("S1").Dimension("Color", "Blue", null));
        Named("a product of an audit", "options",
            () => publication.Minimise(new MinimiseOptions { Products = new string[] { null } }));
        using (var source = Tenant.FromPublication(publication, Clock.By("ann")))
        using (var destination = Tenant.WithoutMediaOf(publication))
        {
            Named("Channels", "options",
                () => source.Transfer(destination, "ben", new TransferOptions { Channels = NoKey }));
            Named("Locales", "options",
                () => source.Transfer(destination, "ben", new TransferOptions { Locales = NoKey }));
            Has("a channel without another is dropped", source.Transfer(destination, "ben",
                new TransferOptions { Channels = Of("128", null) }), "\"S1\"");
        }
    }

    private static void Named(string what, string parameter, Action call)
    {
        Throws<ArgumentNullException>(what + " with null names " + parameter, call,
            thrown => thrown.ParamName == parameter);
    }

    /// Texts for logs.
    private static void Logs(Snapshot snapshot)
    {
        Same("a context", "channel 128, fr-CA", new Context("128", "fr-CA").ToString());
        Same("the order of a context", "catalog 5, channel 128, fr", new Context("128", "fr", "5").ToString());
        Same("the context of nothing", "Omnichannel, Neutral", new Context(locale: "").ToString());
        Same("a query", "S1, variant S1-B, Color=Blue in Omnichannel, fr",
            new Query("S1") { Variant = "S1-B", Context = new Context(null, "fr") }.Select("Color", "Blue").ToString());
        Same("a query by record id", "record id 17 in Omnichannel, Neutral", new Query(17).ToString());
        Same("an asset", "asset A1", Target.Asset("A1").ToString());
        Same("a document", "document S1 in channel 128, Neutral, group May",
            Target.Document("S1", new Context("128")).InGroup("May").ToString());
        Same("a category", "category C in Omnichannel, Neutral", Target.Category("C", null).ToString());
        Same("all of a product", "all of product S1", Target.AllOfProduct("S1").ToString());
        Same("all of a category", "all of category C", Target.AllOfCategory("C").ToString());
        Same("one line", "asset a b c", Target.Asset("a\nb\u2028c").ToString());
        Check("a short one", Target.Asset(new string('x', 5000)).ToString().Length < 200);
        Item item;
        Check("an item", snapshot.TryGetDefaultImage(snapshot.Shelf(), "S1-B", out item));
        Same("an item", "Image " + item.Asset + " https://cdn.example/blue.png", item.ToString());
        var items = new Item[8];
        int count;
        using (var builder = new PublicationBuilder())
        using (var built = builder.Asset("F1", Kind.File).Product("S1").Document().Master().Additional("care", "F1")
            .Finish())
        using (var other = built.Flatten())
        {
            Check("an item with a purpose", other.TryGetAdditional(other.Shelf(), "S1", items, out count) && count == 1
                && items[0].ToString() == "care: File F1");
        }
        Gone("its text", () => items[0].ToString());
    }

    /// As the page shows it: the deltas of many publishes, and one snapshot in their place.
    private static void Compacted()
    {
        using (var publication = Publication.Parse(Shop.Json))
        using (var tenant = Tenant.FromPublication(publication, Clock.By("ann")))
        using (var begin = publication.Flatten())
        using (var live = new Store(begin))
        {
            var document = Target.Document("S1");
            var shelf = live.Shelf();
            int most = 0, wrong = 0, replaced = 0;
            for (var at = 0; at < 70; at++)
            {
                ulong mark;
                tenant.CheckIn(document, Clock.By("ann"), at % 2 == 0 ? Authoring.Back : Authoring.Front);
                tenant.Publish(document, Clock.By("ann"));
                using (var now = live.Take())
                {
                    live.Add(tenant.Delta(now, out mark));
                    tenant.SettleChanges(mark);
                }
                using (var now = live.Take())
                {
                    most = Math.Max(most, now.Deltas);
                    if (now.Deltas > 32)
                    {
                        using (var whole = now.Compact())
                        {
                            live.Replace(whole);
                            replaced++;
                        }
                    }
                }
                using (var now = live.Take())
                {
                    var items = new Item[8];
                    int count;
                    wrong += now.TryGetPrimary(shelf, "S1", items, out count) && count == 1
                        && items[0].Asset.Equals(at % 2 == 0 ? "A2" : "A1") ? 0 : 1;
                }
            }
            Check("compacted now and then, no publish is lost", most == 33 && replaced == 2 && wrong == 0);
        }
    }

    private static void Policies()
    {
        using (var publication = Publication.Parse(Shop.Json))
        using (var tenant = Tenant.FromPublication(publication, Clock.By("ann")))
        using (var one = publication.Flatten())
        {
            tenant.CheckIn(Target.Document("S1"), Clock.By("ann"), Authoring.Back);
            tenant.Publish(Target.Document("S1"), Clock.By("ann"));
            ulong mark;
            var delta = tenant.Delta(one, out mark);
            foreach (var policy in new[]
            {
                new Policy { Order = Order.ChannelFirst }, new Policy { Parents = Parents.None },
                new Policy { Inheritance = Inheritance.EntityFirst }, new Policy { AltSource = AltSource.Product },
            })
            {
                using (var other = publication.Flatten(policy))
                using (var store = new Store(other))
                {
                    Refuses("a delta of another policy", FaultCode.WrongBase, () => other.WithDelta(delta));
                    Refuses("a delta of another policy in a store", FaultCode.WrongBase, () => store.Add(delta));
                }
            }
        }
    }

    private static void Results()
    {
        using (var tenant = Authoring.Filled())
        {
            string report;
            var whole = tenant.Export(out report);
            using (var done = tenant.Import(whole, Clock.By("ann")))
            {
                var others = new Dictionary<string, byte[]>
                {
                    { "no bytes", new byte[0] }, { "bytes that are no text", new byte[] { 0x45, 0xff, 0xfe, 0x0a } },
                    { "another header", Encoding.UTF8.GetBytes("EntityType\tEntityId\n") },
                    { "a manifest cut short", whole.Take(whole.Length - 9).ToArray() },
                };
                var codes = others.ToDictionary(one => one.Key, one => CodeOf(() => done.Result(one.Value)));
                Check("no manifest any more", codes["no bytes"] == FaultCode.NoHeader
                    && codes["bytes that are no text"] == FaultCode.Encoding);
                Check("another one", codes["a manifest cut short"] == FaultCode.ChangedInput
                    && codes["another header"] == FaultCode.ChangedInput);
                foreach (var one in others)
                {
                    Check(one.Key + " as a stream", codes[one.Key]
                        == CodeOf(() => done.WriteResult(new MemoryStream(one.Value), new MemoryStream())));
                }
            }
        }
    }

    private static FaultCode CodeOf(Action call)
    {
        try
        {
            call();
            return default(FaultCode);
        }
        catch (OmnimediaException fault)
        {
            return fault.Code;
        }
    }

    private static void Lines()
    {
        using (var builder = new PublicationBuilder())
        {
            Throws<OmnimediaException>("faults of JSON have lines",
                () => builder.Json("{\"channel\": {\"id\": \"1\"}}\n{\n{\"channel\": {\"id\": 7}}\n{\"shop\": {}}"),
                fault => fault.Faults.Count == 3 && fault.Faults.Select(one => (int)one.Line).SequenceEqual(
                    new[] { 2, 3, 4 }) && fault.Faults[0].Code == FaultCode.Syntax && fault.Faults[0].Column > 0);
        }
    }

    private static void Stamps()
    {
        using (var tenant = Authoring.Filled())
        {
            tenant.CheckIn(Target.Document("S1"), new Stamp("", long.MaxValue), Authoring.Front);
            Has("a year beyond 9999, and nobody", tenant.Life(Target.Document("S1")), "\"9999-12-30T22:00:00",
                "\"by\":\"\"");
            tenant.CheckIn(Target.Document("S2"), new Stamp("ann", DateTimeOffset.MaxValue), Authoring.Front);
            Has("the last instant of .NET", tenant.Life(Target.Document("S2")), "\"9999-12-30T22:00:00");
            tenant.CheckIn(Target.Document("S2"), new Stamp("ann", long.MinValue), Authoring.Back);
            Has("and the first", tenant.Life(Target.Document("S2")), "\"-009999-01-02T01:59:59Z\"");
        }
    }

    private const string TwoFaults = "{\"omnimedia\": \"publication/1\", \"products\": [{\"number\": \"S1\","
        + " \"record_id\": 0}, {\"number\": \"S2\", \"media\": [{\"locale\": \"not a tag!\"}]}]}";

    private static void WrittenDown()
    {
        Throws<OmnimediaException>("a fault", () => Publication.Parse(TwoFaults).Dispose(), fault =>
        {
            using (var bytes = new MemoryStream())
            {
                var form = new BinaryFormatter();
                form.Serialize(bytes, fault);
                bytes.Position = 0;
                var read = (OmnimediaException)form.Deserialize(bytes);
                Same("its message is written down", fault.Message, read.Message);
                Same("and its text", fault.Text, read.Text);
                Check("and each of its faults", read.Code == fault.Code && read.Faults.Count == 2
                    && read.Faults.Zip(fault.Faults, Alike).All(alike => alike));
            }
            Named("GetObjectData", "info", () => fault.GetObjectData(null, new StreamingContext()));
            return true;
        });
    }

    private static bool Alike(Fault one, Fault other)
    {
        return one.Code == other.Code && one.Name == other.Name && one.Message == other.Message
            && one.Place == other.Place && one.Advice == other.Advice && one.Line == other.Line
            && one.Column == other.Column && one.Row == other.Row && one.IsWarning == other.IsWarning;
    }

    /// An exception that is thrown in one application domain and caught in another.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Domains()
    {
        var domain = AppDomain.CreateDomain("another");
        try
        {
            Throws<OmnimediaException>("a fault of another application domain", () => domain.DoCallBack(InAnother),
                fault => fault.Code == FaultCode.RecordIdRange && fault.Faults.Count == 2
                    && fault.Faults[1].Code == FaultCode.MalformedLocale
                    && fault.Faults[1].Place.Contains("products[1].media[0].locale")
                    && fault.Text.Contains("not a tag!"));
        }
        finally
        {
            AppDomain.Unload(domain);
        }
    }

    private static void InAnother()
    {
        Publication.Parse(TwoFaults).Dispose();
    }
}
