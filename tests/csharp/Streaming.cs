using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Omnimedia;
using static Checks;
using static Manifests;
using static Surface;

/// Manifests through streams and with progress: what the library calls back, and what becomes of what is thrown there.
internal static class Streaming
{
    internal static void Run()
    {
        Streams();
        Progress();
        Thrown();
        Busy();
    }

    /// Streams that give a little at a time, or much.
    private static void Streams()
    {
        var many = new StringBuilder(Columns);
        for (var at = 0; at < 3000; at++)
        {
            many.Append(Row("S" + (1 + at % 2), "image-" + at + ".png", "Picture " + at));
        }
        var bytes = Encoding.UTF8.GetBytes(many.ToString());
        using (var one = new Tenant(new Limits { Items = 5000 }))
        using (var other = new Tenant(new Limits { Items = 5000 }))
        {
            foreach (var tenant in new[] { one, other })
            {
                tenant.Set("{\"product\": {\"number\": \"S1\"}}");
                tenant.Set("{\"product\": {\"number\": \"S2\"}}");
            }
            var stamp = Clock.By("ann");
            // what the library calls is not collected meanwhile
            using (one.Import(new Odd(bytes) { Most = 2000, Collects = true }, stamp,
                new ImportOptions { DryRun = true },
                at => true))
            using (var drops = one.Import(new Odd(bytes) { Most = 7 }, stamp, Now))
            using (var whole = other.Import(bytes, stamp, Now))
            {
                Check("piece by piece", drops.Counts.Applied == 3000 && drops.Counts.IsClean);
                Same("as from memory", whole.ToJson(), drops.ToJson());
            }
            Same("the tenants are the same", Text(other.Write()), Text(one.Write()));
        }
        using (var tenant = Bare())
        {
            Null("Import", () => tenant.Import((Stream)null, Clock.By("ann")));
            Null("Export", () => tenant.Export((Stream)null));
            Throws<ArgumentException>("a stream that cannot be read",
                () => tenant.Import(new Odd(Two) { Closed = true }, Clock.By("ann")));
            Throws<ArgumentException>("a stream that cannot be written", () => tenant.Export(new MemoryStream(Two,
                false)));
        }
    }

    private static void Progress()
    {
        using (var tenant = Bare())
        {
            var told = new List<ImportProgress>();
            var before = Text(tenant.Write());
            Func<ImportProgress, bool> stop = at => { told.Add(at); return false; };
            using (var cancelled = tenant.Import(new MemoryStream(Two), Clock.By("ann"), Now, stop))
            {
                Check("an import that is cancelled", cancelled.Counts.IsCancelled && !cancelled.Counts.IsClean
                    && cancelled.Counts.Applied == 0 && cancelled.Counts.Cancelled == 2);
            }
            Check("it changes nothing while rows are read", Text(tenant.Write()) == before && told.Count == 1
                && told[0].Phase == ImportPhase.Reading && told[0].TotalBytes == (ulong)Two.Length);
            told.Clear();
            using (var done = tenant.Import(Two, Clock.By("ann"), Now, at => { told.Add(at); return true; }))
            {
                var last = told[told.Count - 1];
                Check("progress to the end", done.Counts.Applied == 1 && last.Phase == ImportPhase.Applying
                    && last.Applied == last.ToApply && last.ToApply > 0 && last.Rows == 3
                    && last.Bytes == (ulong)Two.Length && last.TotalBytes == (ulong)Two.Length);
            }
        }
        using (var tenant = Bare())
        {
            Func<ImportProgress, bool> late = at => at.Phase == ImportPhase.Reading;
            using (var half = tenant.Import(Two, Clock.By("ann"), new ImportOptions { Lenient = true }, late))
            {
                Check("stopped when all is done, it is not cancelled", !half.Counts.IsCancelled
                    && half.Counts.Applied == 3);
            }
        }
    }

    /// What the host throws in a callback comes out of the call, and the tenant can still be used.
    private static void Thrown()
    {
        using (var tenant = Bare())
        {
            var before = Text(tenant.Write());
            var thrower = new Odd(Two) { Most = 50, Thrown = new TimeoutException("no more") };
            Throws<TimeoutException>("a stream that throws", () => tenant.Import(thrower, Clock.By("ann"), Now),
                thrown => ReferenceEquals(thrown, thrower.Thrown) && thrown.StackTrace.Contains("Odd.Read"));
            Throws<IOException>("a stream that says it read more than there is",
                () => tenant.Import(new Odd(Two) { More = 100000 }, Clock.By("ann"), Now));
            Throws<IOException>("and less than nothing",
                () => tenant.Import(new Odd(Two) { More = -100000 }, Clock.By("ann"), Now));
            Throws<TimeoutException>("progress that throws", () => tenant.Import(Two, Clock.By("ann"), Now,
                at => { throw new TimeoutException(); }));
            Same("nothing of it happened", before, Text(tenant.Write()));
            using (var done = tenant.Import(Two, Clock.By("ann"), Now))
            {
                Throws<TimeoutException>("an output that throws", () => tenant.Export(new Odd(Two)
                    { Thrown = new TimeoutException() }));
                Throws<TimeoutException>("of a result", () => done.WriteResult(new MemoryStream(Two), new Odd(Two)
                    { Thrown = new TimeoutException() }));
                Throws<TimeoutException>("and its input", () => done.WriteResult(new Odd(Two)
                    { Most = 50, Thrown = new TimeoutException() }, new MemoryStream()));
            }
            Aborted(tenant);
            GC.Collect();
            Check("the tenant can still be used", tenant.Export(new MemoryStream()).Contains("\"rows\":"));
        }
    }

    /// .NET Framework ends threads by an exception that goes on after every catch, as Response.End does.
    private static void Aborted(Tenant tenant)
    {
        object state = null;
        var after = false;
        var thread = new Thread(() =>
        {
            try
            {
                tenant.Import(new Odd(Two) { Abort = true }, Clock.By("ann"), Now);
                after = true;
            }
            catch (ThreadAbortException abort)
            {
                state = abort.ExceptionState;
                Thread.ResetAbort();
            }
        });
        thread.Start();
        thread.Join();
        Check("a thread that is aborted in a callback", !after && (string)state == "enough");
    }

    /// From a callback the tenant answers what it may answer.
    private static void Busy()
    {
        using (var tenant = Bare())
        {
            var codes = new List<FaultCode>();
            Func<ImportProgress, bool> ask = at =>
            {
                try
                {
                    tenant.Groups();
                }
                catch (OmnimediaException fault)
                {
                    codes.Add(fault.Code);
                }
                return true;
            };
            using (tenant.Import(Two, Clock.By("ann"), Now, ask))
            {
                Check("from an import nothing can be asked", codes.Count > 0 && codes.All(code =>
                    code == FaultCode.InUse));
            }
            Refuses("a fault of a callback comes out", FaultCode.InUse,
                () => tenant.Import(Two, Clock.By("ann"), Now, at => tenant.Groups() == null));
            var other = new Odd(Two);
            other.Written = () => codes.Add(tenant.Groups() == "[]" ? 0 : FaultCode.Internal);
            codes.Clear();
            tenant.Export(other);
            Check("from an export what only reads", codes.Count > 0 && codes.All(code => code == 0));
            other.Written = () => tenant.RemoveProduct("S1");
            Refuses("but nothing is changed", FaultCode.InUse, () => tenant.Export(other));
            var gone = Bare();
            using (var done = gone.Import(Two, Clock.By("ann"), Now, at => { gone.Dispose(); return true; }))
            {
                Check("a tenant that is disposed of within stays to the end", done.Counts.Applied == 1);
            }
        }
    }
}
