using System;
using System.Threading;
using Omnimedia;

/// Many threads that ask while others replace and dispose.
internal static class Threads
{
    private const int Readers = 8;

    internal static void Run()
    {
        Swap();
        Race();
        Checks.Check("threads leave nothing behind", Misuse.Comes(0));
    }

    /// Readers see the old snapshot or the new one, and within a lease always the same.
    private static void Swap()
    {
        var blue = "https://cdn.example/blue.png";
        var green = "https://cdn.example/green.png";
        long asked = 0, wrong = 0, old = 0;
        var over = false;
        using (var one = Flattened(Shop.Json))
        using (var other = Flattened(Shop.Json.Replace(blue, green)))
        using (var store = new Store(one))
        {
            var shelf = store.Shelf(new Context("128", "fr-CA"));
            var readers = Start(Readers, () =>
            {
                var items = new Item[4];
                while (!Volatile.Read(ref over))
                {
                    using (var now = store.Take())
                    {
                        Utf8Text url;
                        int count;
                        var right = now.TryGetDefaultImageUrl(shelf, "S1-B", out url)
                            && (url.Equals(blue) || url.Equals(green))
                            && now.TryGetPrimary(shelf, "S1-B", items, out count) && count == 2
                            && items[0].Url.Equals(url);
                        Interlocked.Add(ref wrong, right ? 0 : 1);
                        Interlocked.Add(ref old, url.Equals(blue) ? 1 : 0);
                        Interlocked.Increment(ref asked);
                    }
                }
            });
            for (var at = 0; at < 2000 || Volatile.Read(ref asked) < 20000; at++)
            {
                store.Replace(at % 2 == 0 ? other : one);
                Thread.Yield();
            }
            Volatile.Write(ref over, true);
            Join(readers);
            Checks.Check("readers of a store that changes see one snapshot at a time", wrong == 0);
            Checks.Check("they see both", old > 0 && old < asked);
        }
    }

    /// A snapshot that is disposed of while others ask it answers, or throws what disposed objects throw.
    private static void Race()
    {
        var strange = 0;
        for (var round = 0; round < 50; round++)
        {
            var snapshot = Flattened(Shop.Json);
            var shelf = snapshot.Shelf();
            var askers = Start(4, () =>
            {
                var items = new Item[4];
                try
                {
                    for (;;)
                    {
                        int count;
                        if (!snapshot.TryGetPrimary(shelf, "S1-B", items, out count) || count != 2)
                        {
                            Interlocked.Increment(ref strange);
                        }
                    }
                }
                catch (ObjectDisposedException)
                {
                    // the way out
                }
                catch (Exception)
                {
                    Interlocked.Increment(ref strange);
                }
            });
            Thread.Sleep(1);
            snapshot.Dispose();
            Join(askers);
        }
        Checks.Check("Dispose while others ask does no harm", strange == 0);
    }

    private static Snapshot Flattened(string shop)
    {
        using (var publication = Publication.Parse(shop))
        {
            return publication.Flatten();
        }
    }

    internal static Thread[] Start(int count, ThreadStart work)
    {
        var threads = new Thread[count];
        for (var at = 0; at < count; at++)
        {
            threads[at] = new Thread(work);
            threads[at].Start();
        }
        return threads;
    }

    internal static void Join(Thread[] threads)
    {
        foreach (var thread in threads)
        {
            thread.Join();
        }
    }
}
