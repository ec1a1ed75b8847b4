using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Omnimedia;
using static Authoring;
using static Checks;
using static Surface;

/// From what is published to what is served: deltas, the rollout, and two threads at one tenant.
internal static class Publishing
{
    internal static void Run()
    {
        Live();
        Rollout();
        TwoThreads();
    }

    /// From a publish to an answer: the delta goes on a store and on a snapshot.
    private static void Live()
    {
        using (var publication = Publication.Parse(Shop.Json))
        using (var tenant = Tenant.FromPublication(publication, Clock.By("ann"), new Limits()))
        using (var published = tenant.Published())
        using (var first = published.Flatten())
        using (var store = new Store(first))
        {
            ulong mark, later;
            Has("a tenant of a publication publishes it", publication.Diff(published), "\"total\":0");
            tenant.Set("{\"channel\": {\"id\": \"900\"}}");
            Has("what changed", tenant.Changes(out mark), "\"channels\":[\"900\"]", "\"products\":[]");
            tenant.SettleChanges(mark);
            Check("nothing changed, no delta", tenant.Delta(first, out mark) == null);
            Refuses("a mark that was never given", FaultCode.BadArgument, () => tenant.SettleChanges(mark + 77));
            var document = Target.Document("S1");
            tenant.CheckIn(document, Clock.By("ann"), Back);
            Check("a draft is no change", tenant.Delta(first, out mark) == null);
            tenant.Publish(document, Clock.By("ann"));
            var delta = tenant.Delta(first, out mark);
            Check("until it is settled it comes again", delta.SequenceEqual(tenant.Delta(first, out later)));
            store.Add(delta);
            using (var now = store.Take())
            using (var next = first.WithDelta(delta))
            using (var whole = next.Compact())
            {
                Same("the store shows it", "A2", Shown(now, "S1"));
                Same("and so does the snapshot", "A2", Shown(next, "S1"));
                Check("which is compacted without it", Shown(first, "S1") == "A1" && next.Deltas == 1
                    && whole.Deltas == 0 && whole.ContentHash != first.ContentHash && Shown(whole, "S1") == "A2");
                Has("they are the same", now.Diff(next), "\"total\":0");
                Has("the comparison says so", first.Diff(next), "\"products\":1");
                tenant.SettleChanges(later);
                Check("settled", tenant.Delta(next, out mark) == null);
            }
            using (var other = publication.Flatten(new Policy { Order = Order.ChannelFirst }))
            using (var elsewhere = new Store(other))
            {
                Throws<OmnimediaException>("a delta of another base", () => elsewhere.Add(delta),
                    fault => fault.Code == FaultCode.WrongBase || fault.Code == FaultCode.WrongPolicy);
            }
            Null("Delta", () => tenant.Delta(null, out mark));
        }
        using (var publication = Publication.Parse(Shop.Json))
        using (var tenant = Tenant.WithoutMediaOf(publication))
        using (var published = tenant.Published())
        {
            Check("a tenant without media", Shown(published, "S1") == "" && tenant.Targets() == "[]");
        }
    }

    private static void Rollout()
    {
        using (var legacy = Publication.Parse(Shop.Json))
        using (var tenant = Tenant.WithoutMediaOf(legacy))
        using (var published = tenant.Published())
        {
            Refuses("out of order", FaultCode.RolloutOrder, () => tenant.TurnOn("hq_authoring"));
            tenant.TurnOn("site_builder_content");
            tenant.TurnOn("hq_authoring");
            Has("what is on", tenant.Switches(), "\"hq_authoring\":true");
            Refuses("what is needed", FaultCode.RolloutNeeded, () => tenant.TurnOff("site_builder_content"));
            tenant.TurnOff("hq_authoring");
            Check("what is off", !tenant.Switches().Contains("\"hq_authoring\":true"));
            Refuses("no switch", FaultCode.BadArgument, () => tenant.TurnOn("light"));
            foreach (var word in new[] { "hq_authoring", "hq_sync", "csu_media_locations" })
            {
                tenant.TurnOn(word);
            }
            Refuses("a channel that is not listed", FaultCode.NotInTenant, () => tenant.TurnOn("site_rendering",
                "129"));
            tenant.TurnOn("site_rendering", "128");
            Has("a channel that is on", tenant.Switches(), "\"site_rendering\":[\"128\"]");
            tenant.TurnOff("site_rendering", "128");
            tenant.TurnOff("csu_media_locations");
            var lost = new List<string>();
            Has("how ready", tenant.Readiness("csu_media_locations", legacy,
                each: row => { lost.Add(row); return true; }),
                "\"is_safe\":false", "\"missing\"");
            Check("who would lose an image", lost.Any(row => row.Contains("\"S1\"")));
            Has("ready with another publication", tenant.Readiness("site_rendering", legacy, "128", legacy,
                new Policy(),
                new Limits()), "\"products\":0");
            Check("it is the same as what the tenant has now", tenant.Readiness("csu_media_locations", legacy)
                == tenant.Readiness("csu_media_locations", legacy, publication: published));
            Throws<FormatException>("what a row throws comes out",
                () => tenant.Readiness("csu_media_locations", legacy, each: row => { throw new FormatException(); }));
            Null("Readiness", () => tenant.Readiness("hq_sync", null));
        }
    }

    /// Reading calls run together, changes alone; nobody waits, and what is done is there.
    private static void TwoThreads()
    {
        using (var tenant = Filled())
        {
            int done = 0, strange = 0;
            Threads.Join(Threads.Start(2, () =>
            {
                for (var at = 0; at < 300; at++)
                {
                    try
                    {
                        tenant.CheckIn(Shirt, new Stamp("ann", 1800000000 + at), at % 2 == 0 ? Front : Back);
                        Interlocked.Increment(ref done);
                        using (var drafts = tenant.WithDrafts())
                        {
                            Interlocked.Add(ref strange, Shown(drafts, "S1").StartsWith("A") ? 0 : 1);
                        }
                    }
                    catch (OmnimediaException fault)
                    {
                        Interlocked.Add(ref strange, fault.Code == FaultCode.InUse ? 0 : 1);
                    }
                }
            }));
            var next = tenant.CheckIn(Shirt, new Stamp("ann", 1900000000), Front);
            Check("two threads at a tenant", strange == 0 && done > 0 && next == done + 1);
            var refused = 0;
            Threads.Join(Threads.Start(4, () =>
            {
                for (var at = 0; at < 200; at++)
                {
                    try
                    {
                        tenant.Life(Shirt);
                    }
                    catch (OmnimediaException)
                    {
                        Interlocked.Increment(ref refused);
                    }
                }
            }));
            Check("calls that only read run together", refused == 0);
        }
    }
}
