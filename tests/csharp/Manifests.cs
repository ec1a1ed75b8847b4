using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Omnimedia;
using static Checks;
using static Surface;

/// Manifests in and out, from memory and through streams.
internal static class Manifests
{
    private const string Columns = "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\t"
        + "ImageAltText\tMediaDisplayName\n";

    private static string Row(string product, string path, string alt)
    {
        return "Product|Master\tEntityId\t" + product + "\tPrimary\tImage\t" + path + "\t" + alt + "\t" + path + "\n";
    }

    private static readonly byte[] Two = Encoding.UTF8.GetBytes(
        Columns + Row("S1", "front.png", "From the front") + Row("S1", "back.png", "") + Row("S2", "coat.png", "A coat"));

    private static readonly ImportOptions Now = new ImportOptions { EmptyAction = RowAction.PublishNow };

    internal static void Run()
    {
        Rows();
        RoundTrip();
        Chosen();
        Streams();
        Progress();
        Thrown();
        Busy();
    }

    private static Tenant Bare()
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
                Has("how each row ended", result, "\tResult\t", "\tHeldBack\t", "\tFailed\t", "\tApplied\t", "missing_cell");
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
            Refuses("a quote without an end", FaultCode.UnterminatedQuote, () => tenant.Import(quoted, Clock.By("ann")));
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
            Check("what is chosen", chosen.Contains("S1") && !chosen.Contains(Shop.Signs) && chosen.Contains("Overwrite"));
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
            Check("no category", !Written(tenant, new ExportOptions { Categories = new string[0] }).Contains("\tshirts\t"));
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
            using (one.Import(new Odd(bytes) { Most = 2000, Collects = true }, stamp, new ImportOptions { DryRun = true },
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
            Throws<ArgumentException>("a stream that cannot be written", () => tenant.Export(new MemoryStream(Two, false)));
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
                    && cancelled.Counts.Applied == 0);
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
            Func<ImportProgress, bool> late = at => at.Phase == ImportPhase.Reading;
            using (var half = tenant.Import(Two, Clock.By("ann"), new ImportOptions { Lenient = true }, late))
            {
                Check("it can be cancelled late", half.Counts.IsCancelled);
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
                Check("from an import nothing can be asked", codes.Count > 0 && codes.All(code => code == FaultCode.InUse));
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

    /// A stream of bytes that behaves in other ways than usual ones.
    private sealed class Odd : Stream
    {
        private readonly MemoryStream bytes;

        internal Odd(byte[] bytes)
        {
            this.bytes = new MemoryStream(bytes);
        }

        internal int Most = int.MaxValue;
        internal int More;
        internal bool Closed;
        internal bool Abort;
        internal bool Collects;
        internal Exception Thrown;
        internal Action Written;

        public override bool CanRead
        {
            get { return !Closed; }
        }

        public override bool CanSeek
        {
            get { return false; }
        }

        public override bool CanWrite
        {
            get { return true; }
        }

        public override long Length
        {
            get { throw new NotSupportedException(); }
        }

        public override long Position
        {
            get { throw new NotSupportedException(); }
            set { throw new NotSupportedException(); }
        }

        public override int Read(byte[] buffer, int offset, int count)
        {
            if (Abort)
            {
                Thread.CurrentThread.Abort("enough");
            }
            if (Collects)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
            if (Thrown != null && bytes.Position > 0)
            {
                throw Thrown;
            }
            return bytes.Read(buffer, offset, Math.Min(count, Most)) + More;
        }

        public override void Write(byte[] buffer, int offset, int count)
        {
            if (Thrown != null)
            {
                throw Thrown;
            }
            if (Written != null)
            {
                Written();
            }
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin)
        {
            throw new NotSupportedException();
        }

        public override void SetLength(long value)
        {
            throw new NotSupportedException();
        }
    }
}
