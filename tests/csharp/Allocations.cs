using System;
using System.Diagnostics;
using Omnimedia;

/// What look-ups allocate, by the count that the runtime keeps of every byte this thread ever allocated.
internal static class Allocations
{
    private const int Times = 1000000;

    private static readonly Item[] Few = new Item[4];
    private static readonly Item[] Many = new Item[100];
    private static readonly byte[] Bytes = new byte[256];
    // seen from outside, so that nothing is optimised away
    internal static object Kept;
    private static bool failed;

    internal static int Run()
    {
        Controls();
        using (var publication = Publication.Parse(Shop.Json))
        using (var snapshot = publication.Flatten())
        using (var store = new Store(snapshot))
        {
            var url = "https://cdn.example/blue.png";
            var here = new Context("128", "fr-CA");
            Measure("a snapshot", snapshot, snapshot.Shelf(here), url);
            using (var now = store.Take())
            {
                Measure("a lease", now, store.Shelf(here), url);
            }
        }
        Console.WriteLine(failed ? "a look-up allocates" : "no look-up allocates");
        return failed ? 1 : 0;
    }

    /// The measure must see a string a call, a single object in all the calls, and nothing where there is nothing.
    private static void Controls()
    {
        var each = Allocated("control: a string a call", Times, at => (Kept = new string('x', 24)) != null);
        var one = Allocated("control: one object in all calls", Times,
            at => at != Times / 2 || (Kept = new object()) != null);
        var none = Allocated("control: nothing at all", Times, at => true);
        if (each < 50L * Times || one <= 0 || one > 64 || none != 0)
        {
            throw new InvalidOperationException("the measure does not see what is allocated");
        }
    }

    private static void Measure(string who, Snapshot snapshot, Shelf shelf, string expected)
    {
        Utf8Text url;
        Item image;
        Found found;
        ContentHash hash;
        int count;
        var unknown = "no such number";
        var signs = Shop.Signs;
        var longest = new string('x', 3000);
        None(who + ", default image url", at => snapshot.TryGetDefaultImageUrl(shelf, "S1-B", out url), Times);
        None(who + ", number of all lengths of UTF-8", at => snapshot.TryGetDefaultImageUrl(shelf, signs, out url));
        None(who + ", unknown number", at => !snapshot.TryGetDefaultImageUrl(shelf, unknown, out url));
        None(who + ", long number", at => !snapshot.TryGetDefaultImageUrl(shelf, longest, out url), Times / 100);
        None(who + ", primary", at => snapshot.TryGetPrimary(shelf, "S1-B", Few, out count) && count == 2, Times);
        None(who + ", primary with much room",
            at => snapshot.TryGetPrimary(shelf, "S1-B", Many, out count) && count == 2);
        None(who + ", additional", at => snapshot.TryGetAdditional(shelf, "S1", Few, out count) && count == 1);
        None(who + ", default image", at => snapshot.TryGetDefaultImage(shelf, "S1-B", out image));
        None(who + ", etag", at => snapshot.TryGetETag(shelf, "S1-B", out hash));
        None(who + ", product", at => snapshot.TryGetProduct("S1-B", out found));
        None(who + ", number of a record id", at => snapshot.TryGetNumber(17, out url));
        None(who + ", text compared and copied", at => snapshot.TryGetDefaultImageUrl(shelf, "S1-B", out url)
            && url.Equals(expected) && url.CopyTo(Bytes, 0) == expected.Length);
    }

    private static void None(string what, Func<int, bool> call, int times = Times / 10)
    {
        failed |= Allocated(what, times, call) != 0;
    }

    private static long Allocated(string what, int times, Func<int, bool> call)
    {
        Ask(what, 1000, call);
        var watch = Stopwatch.StartNew();
        var collections = GC.CollectionCount(0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Ask(what, times, call);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        collections = GC.CollectionCount(0) - collections;
        var each = watch.Elapsed.TotalMilliseconds * 1e6 / times;
        Console.WriteLine("{0}: {1} bytes and {2} collections in {3} calls, {4:0} ns each",
            what, allocated, collections, times, each);
        return allocated;
    }

    private static void Ask(string what, int times, Func<int, bool> call)
    {
        for (var at = 0; at < times; at++)
        {
            if (!call(at))
            {
                throw new InvalidOperationException(what + " is answered wrongly");
            }
        }
    }
}

/// A shop of one shirt, with a number that needs every length of UTF-8, and one that has the sign for what is no text.
internal static class Shop
{
    internal const string Signs = "Grö\u20AC\U0001F455";

    internal const string Json = @"{""omnimedia"": ""publication/1"",
        ""channels"": [{""id"": ""128"", ""locales"": [""fr-CA""]}],
        ""assets"": [{""id"": ""A1"", ""kind"": ""image"", ""url"": ""https://cdn.example/shirt.png"",
            ""text"": {""neutral"": {""alt"": ""A shirt""}, ""fr"": {""alt"": ""Une chemise""}}},
          {""id"": ""A2"", ""kind"": ""image"", ""url"": ""https://cdn.example/blue.png""},
          {""id"": ""F1"", ""kind"": ""file""}],
        ""products"": [{""number"": ""S1"", ""name"": ""Shirt"",
            ""dimensions"": [{""name"": ""Color"", ""values"": [""Blue"", ""Red""]}],
            ""variants"": [{""number"": ""S1-B"", ""record_id"": 17, ""values"": {""Color"": ""Blue""}}],
            ""media"": [{""master"": {""primary"": [""A1""],
                    ""additional"": [{""purpose"": ""care"", ""asset"": ""F1""}]},
                ""dimensions"": [{""match"": {""Color"": ""Blue""}, ""primary"": [""A2"", ""A1""]}]}]},
          {""number"": """ + Signs + @""", ""media"": [{""master"": {""primary"": [""A1""]}}]},
          {""number"": ""S1\uFFFD"", ""media"": [{""master"": {""primary"": [""A1""]}}]}]}";
}
