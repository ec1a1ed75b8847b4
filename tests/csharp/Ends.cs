using System;
using System.IO;
using System.Runtime.CompilerServices;
using System.Threading;
using Omnimedia;
using static Checks;

/// What becomes of objects that are disposed of, or forgotten.
internal static class Ends
{
    internal static void Run()
    {
        Disposed();
        var thread = new Thread(() =>
        {
            for (var at = 0; at < 100; at++)
            {
                Forget();
            }
        });
        thread.Start();
        thread.Join();
        Check("forgotten objects are released by their finalizers", Misuse.Comes(0));
    }

    private static void Disposed()
    {
        var builder = new PublicationBuilder();
        var publication = builder.Product("S1").Finish();
        var snapshot = publication.Flatten();
        var tenant = Tenant.FromPublication(publication, Clock.By("ann"));
        string text;
        var manifest = tenant.Export(out text);
        var imported = tenant.Import(manifest, Clock.By("ann"));
        var query = new Query("S1");
        ulong mark;
        foreach (var one in new IDisposable[] { builder, publication, snapshot, tenant, imported })
        {
            one.Dispose();
            one.Dispose();
        }
        Gone("builder.Product", () => builder.Product("S2"));
        Gone("builder.Json", () => builder.Json("{}"));
        Gone("builder.Finish", () => builder.Finish());
        Gone("tenant.Set", () => tenant.Set("{}"));
        Gone("tenant.Publish", () => tenant.Publish(Target.AllOfProduct("S1"), Clock.By("ann")));
        Gone("tenant.Finish", () => tenant.Finish(Target.Document("S1"), Clock.By("ann")));
        Gone("tenant.Published", () => tenant.Published());
        Gone("tenant.ChangedUnits", () => tenant.ChangedUnits(out mark));
        Gone("tenant.Export", () => tenant.Export(new MemoryStream()));
        Gone("tenant.Import", () => tenant.Import(new MemoryStream(manifest), Clock.By("ann")));
        Gone("tenant.Delta", () => tenant.Delta(snapshot, out mark));
        Gone("tenant.Transfer", () => tenant.Transfer(tenant, "ann"));
        Gone("a tenant of it", () => Tenant.WithoutMediaOf(publication));
        Gone("imported.Counts", () => imported.Counts.ToString());
        Gone("imported.Faults", () => imported.Faults.ToString());
        Gone("imported.Result", () => imported.Result(manifest));
        Gone("publication.Audit", () => publication.Audit());
        Gone("publication.Gallery", () => publication.Gallery(query));
        Gone("publication.Minimised", () => publication.Minimised(out text));
        Gone("snapshot.Diff", () => snapshot.Diff(snapshot));
        Gone("snapshot.MediaLocations", () => snapshot.MediaLocations(query));
        Gone("a page of it", () => Preview.Page(new[] { new PreviewSide("Now", publication) }));
        using (var other = new Tenant())
        {
            Gone("readiness with it", () => other.Readiness("hq_sync", publication));
            Gone("a delta on it", () => other.Delta(snapshot, out mark));
            Gone("a transfer into it", () => other.Transfer(tenant, "ann"));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Forget()
    {
        var publication = new PublicationBuilder().Product("S1").Finish();
        var tenant = Tenant.FromPublication(publication, new Stamp("ann", 0));
        string text;
        tenant.Import(tenant.Export(out text), new Stamp("ann", 1));
    }
}
