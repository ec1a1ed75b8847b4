using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using Omnimedia;
using static Checks;

/// What a host does wrong, and what it must not come to.
internal static class Misuse
{
    internal static int Run()
    {
        using (var publication = Publication.Parse(Shop.Json))
        using (var snapshot = publication.Flatten())
        {
            Disposed();
            Nulls(publication, snapshot);
            Shelves(snapshot);
            Surrogates(publication, snapshot);
            Faults(publication);
            Files(snapshot);
        }
        Finalizers();
        Threads.Run();
        return Ended("misuse does no harm");
    }

    private static void Disposed()
    {
        var publication = Publication.Parse(Shop.Json);
        var snapshot = publication.Flatten();
        var store = new Store(snapshot);
        var lease = store.Take();
        var answer = snapshot.Resolve(new Query("S1-B"));
        var shelf = snapshot.Shelf();
        var shelfOfStore = store.Shelf();
        var items = new Item[4];
        int count;
        Utf8Text text;
        Utf8Text lent;
        snapshot.TryGetDefaultImageUrl(shelf, "S1-B", out text);
        lease.TryGetPrimary(shelfOfStore, "S1-B", items, out count);
        var item = answer.Primary[0];
        foreach (var one in new IDisposable[] { publication, snapshot, store, answer })
        {
            one.Dispose();
            one.Dispose();
        }
        Check("a lease stays when its store is disposed of", items[0].Url.Equals("https://cdn.example/blue.png")
            && lease.TryGetDefaultImageUrl(shelfOfStore, "S1-B", out lent) && lent.Equals(items[0].Url));
        lease.Dispose();
        Gone("publication.Resolve", () => publication.Resolve(new Query("S1")));
        Gone("publication.Flatten", () => publication.Flatten());
        Gone("publication.Warnings", () => publication.Warnings.ToString());
        Gone("snapshot.Resolve", () => snapshot.Resolve(new Query("S1")));
        Gone("snapshot.Shelf", () => snapshot.Shelf());
        Gone("snapshot.Hold", () => snapshot.Hold());
        Gone("snapshot.ToArray", () => snapshot.ToArray());
        Gone("snapshot.TryGetDefaultImageUrl", () => snapshot.TryGetDefaultImageUrl(shelf, "S1", out text));
        Gone("snapshot.TryGetPrimary", () => snapshot.TryGetPrimary(shelf, "S1", items, out count));
        Gone("lease.TryGetDefaultImageUrl", () => lease.TryGetDefaultImageUrl(shelfOfStore, "S1", out lent));
        Gone("lease.Variants", () => lease.Variants("S1"));
        Gone("store.Take", () => store.Take());
        Gone("store.Shelf", () => store.Shelf());
        Gone("a store of it", () => new Store(snapshot));
        Gone("answer.ToJson", () => answer.ToJson());
        Gone("item.Title", () => Console.Write(item.Title));
        Gone("text.ToString", () => text.ToString());
        Gone("text.Equals", () => text.Equals("https://cdn.example/blue.png"));
        Gone("text.CopyTo", () => text.CopyTo(new byte[64], 0));
        Gone("item of a lease", () => items[0].Url.ToString());
        Check("nothing is left", Library.HandlesAlive == 2);
    }

    private static void Nulls(Publication publication, Snapshot snapshot)
    {
        var shelf = snapshot.Shelf();
        Utf8Text text;
        Item item;
        int count;
        ContentHash hash;
        Found found;
        Null("Parse", () => Publication.Parse(null));
        Null("Read", () => Publication.Read(null));
        Null("Open", () => Snapshot.Open(null));
        Null("OpenFile", () => Snapshot.OpenFile(null));
        Null("Save", () => snapshot.Save(null));
        Null("Query", () => new Query(null));
        Null("Select", () => new Query("S1").Select("Color", null));
        Null("Resolve", () => publication.Resolve(null));
        Null("Ask", () => publication.Ask(null));
        Null("Store", () => new Store(null));
        Null("TryGetDefaultImageUrl", () => snapshot.TryGetDefaultImageUrl(shelf, null, out text));
        Null("TryGetDefaultImage", () => snapshot.TryGetDefaultImage(shelf, null, out item));
        Null("TryGetPrimary", () => snapshot.TryGetPrimary(shelf, null, new Item[1], out count));
        Null("TryGetPrimary, items", () => snapshot.TryGetPrimary(shelf, "S1", null, out count));
        Null("TryGetETag", () => snapshot.TryGetETag(shelf, null, out hash));
        Null("TryGetProduct", () => snapshot.TryGetProduct(null, out found));
        Null("DefaultImageUrls", () => snapshot.DefaultImageUrls(shelf, new string[] { null }, new Utf8Text[1]));
        Throws<ArgumentException>("too little room", () =>
            snapshot.DefaultImageUrls(shelf, new[] { "S1", "S2" }, new Utf8Text[1]));
        Check("a text of nothing is absent", default(Utf8Text).IsAbsent && default(Utf8Text).ToString().Length == 0
            && default(Utf8Text).Equals((string)null) && !default(Utf8Text).Equals(""));
    }

    private static void Shelves(Snapshot snapshot)
    {
        Utf8Text url;
        int count;
        using (var other = Snapshot.Open(snapshot.ToArray()))
        using (var store = new Store(snapshot))
        using (var now = store.Take())
        {
            var shelf = snapshot.Shelf();
            Refuses("no shelf", FaultCode.WrongShelf,
                () => snapshot.TryGetDefaultImageUrl(default(Shelf), "S1", out url));
            Refuses("another's shelf", FaultCode.WrongShelf,
                () => other.TryGetPrimary(shelf, "S1", new Item[1], out count));
            Refuses("the shelf of a snapshot at a store", FaultCode.WrongShelf,
                () => now.TryGetDefaultImageUrl(shelf, "S1", out url));
            Refuses("a batch with it", FaultCode.WrongShelf,
                () => now.DefaultImageUrls(shelf, new[] { "S1" }, new Utf8Text[1]));
            Refuses("a locale that is none", FaultCode.MalformedLocale,
                () => store.Shelf(new Context(null, "not a tag!")));
            Check("the same context has the same shelf", snapshot.Shelf(new Context("128", "FR_ca"))
                .Equals(snapshot.Shelf(new Context("128", "fr-CA"))));
        }
        Batches(snapshot);
    }

    private static void Batches(Snapshot snapshot)
    {
        var numbers = new[] { "S1-B", "none", Shop.Signs, "S1\uD800" };
        var urls = new Utf8Text[4];
        var found = new bool[4];
        var ends = new int[4];
        var items = new Item[2];
        var shelf = snapshot.Shelf(new Context("128", "fr-CA"));
        snapshot.DefaultImageUrls(shelf, numbers, urls, found);
        Check("many urls at once", urls[0].Equals("https://cdn.example/blue.png") && urls[1].IsAbsent
            && urls[2].Equals("https://cdn.example/shirt.png") && found[0] && !found[1] && found[2] && !found[3]);
        var count = snapshot.Primaries(shelf, numbers, items, ends, found);
        Check("many galleries in too little room", count == 3 && ends[0] == 2 && ends[1] == 2 && ends[3] == 3
            && items[1].Alt.Equals("Une chemise") && found[0] && !found[1]);
        snapshot.DefaultImageUrls(shelf, new string[0], new Utf8Text[0]);
        Check("no number, no gallery", snapshot.Primaries(shelf, new string[0], items, new int[0]) == 0);
    }

    private static void Surrogates(Publication publication, Snapshot snapshot)
    {
        var shelf = snapshot.Shelf();
        Utf8Text url;
        Found found;
        Check("a number with every length of UTF-8 is found", snapshot.TryGetProduct(Shop.Signs, out found)
            && found.Product.Equals(Shop.Signs) && found.Product.ToString() == Shop.Signs);
        Check("texts of other signs differ", !found.Product.Equals(Shop.Signs + "x")
            && !found.Product.Equals("Grö\u20AC\uD83D") && !found.Product.Equals(""));
        Check("the sign for what is no text is found", snapshot.TryGetDefaultImageUrl(shelf, "S1\uFFFD", out url));
        foreach (var alone in new[] { "S1\uD800", "S1\uDC00", "\uD800S1", "\uDC00\uD800" })
        {
            Check("a surrogate alone is not found", !snapshot.TryGetDefaultImageUrl(shelf, alone, out url));
            Refuses("a surrogate alone", FaultCode.Encoding, () => snapshot.Resolve(new Query(alone)));
            Refuses("a surrogate alone", FaultCode.Encoding, () => publication.Resolve(new Query(alone)));
        }
    }

    private static void Faults(Publication publication)
    {
        Refuses("half an object", FaultCode.Syntax, () => Publication.Parse("{"));
        Refuses("nothing", FaultCode.Syntax, () => Publication.Parse(""));
        Refuses("no bytes", FaultCode.Syntax, () => Publication.Read(new byte[0]));
        Refuses("bytes that are no text", FaultCode.Encoding, () => Publication.Read(new byte[] { 0x22, 0xFF, 0x22 }));
        Refuses("an unknown number", FaultCode.NotFound, () => publication.Resolve(new Query("none")));
        Refuses("an unknown policy", FaultCode.BadArgument,
            () => publication.Flatten(new Policy { Order = (Order)77 }));
        Refuses("a question that is none", FaultCode.Syntax, () => publication.Ask("?"));
        Throws<OmnimediaException>("all faults come at once", () => Publication.Parse(
            "{\"omnimedia\": \"publication/1\", \"products\": [{\"number\": \"S1\", \"record_id\": 0},"
            + " {\"number\": \"S2\", \"media\": [{\"locale\": \"not a tag!\"}]}]}"),
            fault => fault.Faults.Count == 2 && fault.Faults[1].Code == FaultCode.MalformedLocale
                && fault.Faults[1].Place.Contains("products[1].media[0].locale") && fault.Advice.Length > 0);
        Check("a good publication has no warnings", publication.Warnings.Count == 0);
        using (var missing = Publication.Parse("{\"omnimedia\": \"publication/1\", \"products\":"
            + " [{\"number\": \"S1\", \"media\": [{\"master\": {\"primary\": [\"A9\"]}}]}]}"))
        {
            Check("an asset that is not there is a warning", missing.Warnings.Count == 1
                && missing.Warnings[0].IsWarning && missing.Warnings[0].Code == FaultCode.MissingAsset);
        }
        using (var again = Publication.Read(publication.Write(Format.JsonLines), Format.JsonLines))
        {
            Check("what is written reads back", Encoding.UTF8.GetString(again.Write())
                == Encoding.UTF8.GetString(publication.Write()));
        }
    }

    private static void Files(Snapshot snapshot)
    {
        Refuses("no snapshot", FaultCode.NotASnapshot, () => Snapshot.Open(new byte[100]));
        Refuses("no bytes", FaultCode.NotASnapshot, () => Snapshot.Open(new byte[0]));
        var bytes = snapshot.ToArray();
        Check("a snapshot is one", Snapshot.Probe(bytes) == ProbeKind.Base
            && Snapshot.Probe(new byte[100]) == ProbeKind.NotASnapshot);
        bytes[bytes.Length - 1] ^= 1;
        Throws<OmnimediaException>("a wrong byte", () => Snapshot.Open(bytes),
            fault => fault.Code == FaultCode.SnapshotChecksum || fault.Code == FaultCode.SnapshotDamaged);
        Refuses("a file that is not there", FaultCode.Read, () => Snapshot.OpenFile("/no/such/file"));
        Throws<ArgumentOutOfRangeException>("a layer that is not there", () => snapshot.ToArray(1));
        var path = Path.Combine(Path.GetTempPath(), "omnimedia-" + Guid.NewGuid() + ".omni");
        try
        {
            snapshot.Save(path);
            using (var mapped = Snapshot.OpenFile(path, verify: false))
            using (var copy = new MemoryStream())
            {
                mapped.CopyTo(copy);
                Check("a saved file is the snapshot", mapped.ContentHash == snapshot.ContentHash
                    && copy.Length == mapped.Length && File.ReadAllBytes(path).Length == mapped.Length
                    && mapped.Policy.Order == Order.LocaleFirst && mapped.Deltas == 0);
                mapped.Verify();
                Refuses("a base as a delta", FaultCode.WrongKind, () => mapped.WithDelta(snapshot.ToArray()));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Finalizers()
    {
        // threads of their own, so that no stack holds what they made
        OnThread(() =>
        {
            for (var at = 0; at < 200; at++)
            {
                Forget();
            }
        });
        Check("forgotten objects are released by their finalizers", Comes(0));
        var text = default(Utf8Text);
        OnThread(() => text = Lent());
        for (var at = 0; at < 5; at++)
        {
            Collect();
        }
        Check("a text keeps what lent it", Library.HandlesAlive == 1 && text.Equals("https://cdn.example/blue.png"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        var snapshot = Publication.Parse(Shop.Json).Flatten();
        new Store(snapshot).Take().Hold();
        snapshot.Resolve(new Query("S1"));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Utf8Text Lent()
    {
        Utf8Text text;
        using (var publication = Publication.Parse(Shop.Json))
        {
            var snapshot = publication.Flatten();
            snapshot.TryGetDefaultImageUrl(snapshot.Shelf(), "S1-B", out text);
        }
        return text;
    }

    private static void OnThread(ThreadStart work)
    {
        var thread = new Thread(work);
        thread.Start();
        thread.Join();
    }

    /// Whether collections bring the handles that are alive down to a count.
    internal static bool Comes(long count)
    {
        for (var at = 0; at < 50 && Library.HandlesAlive > count; at++)
        {
            Collect();
            Thread.Sleep(5);
        }
        return Library.HandlesAlive == count;
    }

    private static void Collect()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }
}
