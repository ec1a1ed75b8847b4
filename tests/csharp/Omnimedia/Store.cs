using System;

namespace Omnimedia
{
    /// <summary>
    /// A live store: it holds the snapshot that is asked now. Any thread may take it and ask, while another replaces
    /// it; readers wait for nobody.
    /// </summary>
    public sealed unsafe class Store : IDisposable
    {
        private readonly StoreHandle handle;

        /// <summary>A store that holds a snapshot. The caller's own object stays the caller's.</summary>
        /// <exception cref="ArgumentNullException">There is no snapshot.</exception>
        public Store(Snapshot snapshot)
        {
            IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_store_new(Snapshot.HandleOf(snapshot, nameof(snapshot)), &made, &why), why);
            handle = new StoreHandle(made);
        }

        /// <summary>
        /// The snapshot of this moment. Take it once for a page or a batch, in a <c>using</c>, not once a look-up;
        /// until it is disposed of it and its texts stay, whatever the store gets.
        /// </summary>
        public Lease Take()
        {
            var taken = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_store_snapshot(handle, &taken), IntPtr.Zero);
            return new Lease(taken);
        }

        /// <summary>
        /// Interns a context, once, for every snapshot that the store holds now or later. There are at most 1,048,576
        /// in the life of a store, and none is let go before it: intern what the shop offers, not what a request
        /// brings, such as <c>Accept-Language</c>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.MalformedLocale"/>, <see cref="FaultCode.LimitContexts"/>.
        /// </exception>
        public Shelf Shelf(Context context = null)
        {
            using (var arguments = new Arguments())
            {
                var shelf = 0ul;
                var why = IntPtr.Zero;
                var status = Native.omnimedia_store_shelf(handle, arguments.Context(context), &shelf, &why);
                OmnimediaException.Check(status, why);
                return new Shelf(shelf);
            }
        }

        /// <summary>
        /// Puts another snapshot in the place of the one that the store holds. Who took that one keeps it.
        /// </summary>
        public void Replace(Snapshot snapshot)
        {
            var why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_store_replace(handle, Snapshot.HandleOf(snapshot, nameof(snapshot)), &why), why);
        }

        /// <summary>
        /// Adds a change to what the store holds: a delta, which is copied. Look-ups cost time in the number of deltas:
        /// where there are more than some 32, <see cref="Replace"/> what is held by its <see cref="Snapshot.Compact"/>.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongBase"/> where the delta belongs on another snapshot, and the other faults of
        /// <see cref="Snapshot.WithDelta"/>; the store then holds what it held.
        /// </exception>
        public void Add(byte[] delta)
        {
            if (delta == null)
            {
                throw new ArgumentNullException(nameof(delta));
            }
            var why = IntPtr.Zero;
            fixed (byte* start = delta)
            {
                var status = Native.omnimedia_store_add(handle, start, delta.Length.ToNative(), &why);
                OmnimediaException.Check(status, why);
            }
        }

        /// <summary>Lets the store go, and its hold on the snapshot. Leases stay.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
