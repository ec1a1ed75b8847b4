using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Omnimedia;
using static Checks;

/// A publication in shards, asked as one snapshot.
internal static class Sharded
{
    private static readonly string[] Numbers = Enumerable.Range(1, 9).Select(at => "S" + at).ToArray();

    internal static void Run()
    {
        Check("of one shard all products are in the first", Shards.Of("S1", 1) == 0 && Shards.Of("S1", 0) == 0);
        Null("the shard of no number", () => Shards.Of(null, 2));
        Throws<ArgumentOutOfRangeException>("less than no shards", () => Shards.Of("S1", -1));
        using (var first = Shard(0, Numbers))
        using (var second = Shard(1, Numbers))
        using (var whole = Shard(0, Numbers, 1))
        {
            var shards = new[] { first, second };
            var index = Shards.Index(shards);
            Check("an index is told from a snapshot", Snapshot.Probe(index) == ProbeKind.ShardIndex);
            using (var set = Shards.Open(index, shards))
            {
                Answers("shards", whole, set);
                set.Verify();
                Check("its first layer is the index", set.ToArray().SequenceEqual(index));
                Check("then come the shards", set.ToArray(2).SequenceEqual(second.ToArray()));
                Throws<ArgumentOutOfRangeException>("then nothing", () => set.ToArray(3));
                Throws<ArgumentOutOfRangeException>("and nothing before", () => set.ToArray(-1));
                Refuses("shards are not put together", FaultCode.WrongKind, () => set.Compact().Dispose());
                Refuses("nor saved as one", FaultCode.WrongKind, () => set.Save("shards"));
                Refuses("nor compared", FaultCode.WrongKind, () => set.Diff(whole));
                Refuses("nor shards of shards", FaultCode.WrongKind, () => Shards.Index(new[] { set }));
                using (var store = new Store(set))
                using (var now = store.Take())
                {
                    Utf8Text url;
                    var shelf = store.Shelf(new Context("128", "fr-CA"));
                    Check("a store holds them", now.TryGetDefaultImageUrl(shelf, "S7", out url));
                }
            }
            var swapped = new[] { second, first };
            Refuses("shards in another order", FaultCode.WrongShard, () => Shards.Open(index, swapped).Dispose());
            Refuses("too few", FaultCode.WrongShard, () => Shards.Open(index, new[] { first }).Dispose());
            Refuses("products of another shard", FaultCode.WrongShard, () => Shards.Index(swapped));
            Refuses("no shards", FaultCode.WrongShard, () => Shards.Index(new Snapshot[0]));
            Null("no index", () => Shards.Open(null, shards));
            Null("no list of shards", () => Shards.Index(null));
            Null("a shard that is null", () => Shards.Index(new Snapshot[] { first, null }));
            Files(index, shards, whole);
        }
    }

    /// The products of a shard among so many.
    private static Snapshot Shard(int shard, IEnumerable<string> numbers, int shards = 2)
    {
        using (var builder = new PublicationBuilder())
        {
            builder.Channel("128").Asset("A1", Kind.Image, "https://cdn.example/a1.png")
                .Asset("A2", Kind.Image, "https://cdn.example/a2.png");
            foreach (var number in numbers.Where(number => Shards.Of(number, shards) == shard))
            {
                builder.Product(number).Document().Master().Primary("A1")
                    .Document(new Context("c" + number)).Master().Primary("A2");
            }
            using (var publication = builder.Finish())
            {
                return publication.Flatten();
            }
        }
    }

    private static void Answers(string what, Snapshot whole, Snapshot set)
    {
        foreach (var context in new[] { null, new Context("cS3"), new Context("128", "fr-CA"), new Context("?") })
        {
            foreach (var number in Numbers)
            {
                Same(what + " show " + number + " as the whole", Surface.Shown(whole, number, context),
                    Surface.Shown(set, number, context));
            }
        }
        Found found;
        Check(what + " lack what is not there", !set.TryGetProduct("S10", out found));
    }

    private static void Files(byte[] index, Snapshot[] shards, Snapshot whole)
    {
        var folder = Path.Combine(Path.GetTempPath(), "omnimedia-shards-" + Guid.NewGuid());
        Directory.CreateDirectory(folder);
        try
        {
            var paths = shards.Select((_, at) => Path.Combine(folder, "shard" + at)).ToArray();
            for (var at = 0; at < shards.Length; at++)
            {
                shards[at].Save(paths[at]);
            }
            var file = Path.Combine(folder, "index");
            File.WriteAllBytes(file, index);
            using (var set = Shards.OpenFiles(file, paths))
            {
                Answers("shards from files", whole, set);
            }
            Refuses("a file that is not there", FaultCode.Read,
                () => Shards.OpenFiles(file, new[] { paths[0], file + "-" }).Dispose());
            Null("a path that is null", () => Shards.OpenFiles(file, new[] { paths[0], null }));
            Null("no path of an index", () => Shards.OpenFiles(null, paths));
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }
}
