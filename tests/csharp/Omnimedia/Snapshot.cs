using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    /// <summary>What the first bytes of a file say of it.</summary>
    public enum ProbeKind
    {
        /// <summary>Not a snapshot, or fewer than 64 bytes.</summary>
        NotASnapshot = 0,

        /// <summary>A snapshot that this library reads.</summary>
        Base = 1,

        /// <summary>A delta that this library reads.</summary>
        Delta = 2,

        /// <summary>A snapshot of an older format.</summary>
        Older = 3,

        /// <summary>A snapshot of a newer format.</summary>
        Newer = 4,

        /// <summary>The index of a set of shards, of any version.</summary>
        ShardIndex = 5,
    }

    /// <summary>
    /// A snapshot: prepared answers in one string of bytes. It never changes, and any thread may ask it.
    /// </summary>
    /// <remarks>
    /// The look-ups whose names begin with <c>TryGet</c> are the hot path: they allocate nothing. Each of them holds
    /// the snapshot for its time, so that Dispose in another thread does no harm; a thread with many of them asks a
    /// <see cref="Lease"/>, which needs no such care.
    /// </remarks>
    public unsafe partial class Snapshot : IDisposable
    {
        private readonly bool leased;

        internal readonly SnapshotHandle Handle;

        internal Snapshot(IntPtr owned, bool leased = false)
        {
            Handle = new SnapshotHandle(owned);
            this.leased = leased;
        }

        /// <summary>Opens a snapshot from bytes, which are copied.</summary>
        /// <param name="bytes">The bytes of a snapshot.</param>
        /// <param name="verify">
        /// Whether every byte and invariant is checked before the snapshot is used. An unchecked snapshot with wrong
        /// bytes gives wrong answers or faults, never more.
        /// </param>
        /// <exception cref="OmnimediaException">The bytes are no snapshot, or a damaged one.</exception>
        public static Snapshot Open(byte[] bytes, bool verify = true)
        {
            if (bytes == null)
            {
                throw new ArgumentNullException(nameof(bytes));
            }
            Library.Load();
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                fixed (byte* start = bytes)
                {
                    var status = Native.omnimedia_snapshot_open(
                        start, bytes.Length.ToNative(), arguments.Options(verify, false), &made, &why);
                    OmnimediaException.Check(status, why);
                }
                return new Snapshot(made);
            }
        }

        /// <summary>Opens a snapshot from a file, mapped: processes that open the same file share its memory.</summary>
        /// <param name="path">
        /// The file. While it is mapped it must stay as it is: put a new one in its place by renaming, as
        /// <see cref="Save"/> does.
        /// </param>
        /// <param name="verify">As for <see cref="Open"/>; without, opening costs the same at any size.</param>
        /// <param name="inMemory">Whether it is read into memory, so that the file may change or vanish.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Read"/>, and the faults of <see cref="Open"/>.
        /// </exception>
        public static Snapshot OpenFile(string path, bool verify = true, bool inMemory = false)
        {
            if (path == null)
            {
                throw new ArgumentNullException(nameof(path));
            }
            Library.Load();
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_snapshot_open_file(
                    arguments.Text(path), arguments.Options(verify, inMemory), &made, &why);
                OmnimediaException.Check(status, why);
                return new Snapshot(made);
            }
        }

        /// <summary>What the first 64 bytes of a file say of it.</summary>
        public static ProbeKind Probe(byte[] bytes)
        {
            if (bytes == null)
            {
                throw new ArgumentNullException(nameof(bytes));
            }
            Library.Load();
            var kind = 0;
            fixed (byte* start = bytes)
            {
                OmnimediaException.Check(Native.omnimedia_probe(start, bytes.Length.ToNative(), &kind), IntPtr.Zero);
            }
            return (ProbeKind)kind;
        }

        /// <summary>
        /// The same snapshot with one more delta, which is copied. This one stays as it is; its shelves are not those
        /// of the new one, but a <see cref="Store"/> keeps them over changes. Look-ups cost time in the number of
        /// deltas: where there are more than some 32, <see cref="Compact"/>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongBase"/> for a delta that was made for another snapshot, also for one under another
        /// policy; <see cref="FaultCode.WrongKind"/> for a base; and the faults of <see cref="Open"/>.
        /// </exception>
        public Snapshot WithDelta(byte[] delta)
        {
            if (delta == null)
            {
                throw new ArgumentNullException(nameof(delta));
            }
            IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
            fixed (byte* start = delta)
            {
                var status = Native.omnimedia_snapshot_with_delta(Handle, start, delta.Length.ToNative(), &made, &why);
                OmnimediaException.Check(status, why);
            }
            return new Snapshot(made);
        }

        /// <summary>One snapshot without deltas that answers the same: the bytes of a full build.</summary>
        public Snapshot Compact()
        {
            IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_snapshot_compact(Handle, &made, &why), why);
            return new Snapshot(made);
        }

        /// <summary>Checks the checksum of every section and every invariant of the format.</summary>
        /// <exception cref="OmnimediaException">All that is broken.</exception>
        public void Verify()
        {
            var why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_snapshot_verify(Handle, &why), why);
        }

        /// <summary>
        /// The bytes of a layer, to be sent or stored: 0 is the base, then come the deltas; of shards 0 is the index,
        /// then come the shards.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public byte[] ToArray(int layer = 0)
        {
            var held = false;
            try
            {
                var view = Layer(layer, ref held);
                var bytes = new byte[view.Length.ToInt()];
                Marshal.Copy((IntPtr)view.Data, bytes, 0, bytes.Length);
                return bytes;
            }
            finally
            {
                Leave(held);
            }
        }

        /// <summary>Writes the bytes of a layer to a stream, without a copy of them all.</summary>
        /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
        public void CopyTo(Stream target, int layer = 0)
        {
            if (target == null)
            {
                throw new ArgumentNullException(nameof(target));
            }
            var held = false;
            try
            {
                var view = Layer(layer, ref held);
                using (var source = new UnmanagedMemoryStream(view.Data, view.Length.ToLong()))
                {
                    source.CopyTo(target);
                }
            }
            finally
            {
                Leave(held);
            }
        }

        private Str Layer(int layer, ref bool held)
        {
            var view = default(Str);
            var status = layer < 0
                ? (int)FaultCode.BadArgument
                : Native.omnimedia_snapshot_bytes(Enter(ref held), layer.ToNative(), &view);
            if (status == (int)FaultCode.BadArgument)
            {
                throw new ArgumentOutOfRangeException(nameof(layer));
            }
            OmnimediaException.Check(status, IntPtr.Zero);
            return view;
        }

        /// <summary>
        /// Saves a snapshot without deltas to a file: written beside it, then renamed, so that readers see the old file
        /// or the new one.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Write"/>; <see cref="FaultCode.WrongKind"/> for a snapshot with deltas, to be compacted
        /// first, and for shards, each of which is saved by itself.
        /// </exception>
        public void Save(string path)
        {
            if (path == null)
            {
                throw new ArgumentNullException(nameof(path));
            }
            using (var arguments = new Arguments())
            {
                var why = IntPtr.Zero;
                OmnimediaException.Check(
                    Native.omnimedia_snapshot_save(Handle, arguments.Text(path), &why), why);
            }
        }

        private NativeSnapshotInfo About()
        {
            NativeSnapshotInfo info;
            OmnimediaException.Check(Native.omnimedia_snapshot_about(Handle, &info), IntPtr.Zero);
            return info;
        }

        /// <summary>The policy that it was written under.</summary>
        public Policy Policy
        {
            get
            {
                var info = About();
                return new Policy
                {
                    Order = (Order)info.Order,
                    Parents = (Parents)info.Parents,
                    Inheritance = (Inheritance)info.Inheritance,
                    AltSource = (AltSource)info.AltSource,
                };
            }
        }

        /// <summary>The hash of its content, which deltas name their base by.</summary>
        public ContentHash ContentHash
        {
            get
            {
                var info = About();
                return new ContentHash(info.ContentHash);
            }
        }

        /// <summary>How many deltas are open on the base.</summary>
        public int Deltas
        {
            get { return About().Deltas.ToInt(); }
        }

        /// <summary>The bytes of all layers.</summary>
        public long Length
        {
            get { return checked((long)About().Bytes); }
        }

        /// <summary>
        /// What a product, a variant or a selection shows, with everything in it. For the hot path use a shelf and
        /// <see cref="TryGetPrimary"/>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/>, <see cref="FaultCode.BadQuery"/>, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public Answer Resolve(Query query)
        {
            using (var arguments = new Arguments())
            {
                IntPtr answer = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_snapshot_resolve(Handle, arguments.Query(query), &answer, &why);
                OmnimediaException.Check(status, why);
                return new Answer(answer);
            }
        }

        /// <summary>
        /// A reference of one's own to this snapshot, for one thread: its look-ups are the fastest, and it stays when
        /// this object is disposed of.
        /// </summary>
        public Lease Hold()
        {
            OmnimediaException.Check(Native.omnimedia_snapshot_retain(Handle), IntPtr.Zero);
            return new Lease(Handle.DangerousGetHandle());
        }

        internal static SnapshotHandle HandleOf(Snapshot snapshot, string name)
        {
            if (snapshot == null)
            {
                throw new ArgumentNullException(name);
            }
            snapshot.Handle.Live(name);
            return snapshot.Handle;
        }

        /// <summary>Lets the snapshot go. Leases, stores and answers of it stay; its texts do not.</summary>
        public void Dispose()
        {
            Handle.Dispose();
        }

        /// <summary>The bare handle, kept for the time of a call.</summary>
        internal IntPtr Enter(ref bool held)
        {
            if (!leased)
            {
                Handle.DangerousAddRef(ref held);
            }
            else if (Handle.IsClosed)
            {
                throw new ObjectDisposedException(nameof(Lease));
            }
            return Handle.DangerousGetHandle();
        }

        internal void Leave(bool held)
        {
            if (held)
            {
                Handle.DangerousRelease();
            }
            GC.KeepAlive(this);
        }
    }

    /// <summary>
    /// A snapshot in the hands of one thread: the snapshot of a moment that a <see cref="Store"/> gave, or a reference
    /// that <see cref="Snapshot.Hold"/> made. Its look-ups touch no counter that threads share.
    /// </summary>
    /// <remarks>
    /// Take one for a page or a batch, in a <c>using</c>, and do not dispose of it while another thread asks it.
    /// </remarks>
    public sealed class Lease : Snapshot
    {
        internal Lease(IntPtr owned) : base(owned, true)
        {
        }
    }
}
