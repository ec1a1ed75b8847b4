using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    /// <summary>
    /// One reference to an object of the library. It is released once, by Dispose or by the finalizer, and not before
    /// the calls are over that use it.
    /// </summary>
    internal abstract class NativeHandle : SafeHandle
    {
        protected NativeHandle(IntPtr owned) : base(IntPtr.Zero, true)
        {
            SetHandle(owned);
        }

        public sealed override bool IsInvalid
        {
            get { return handle == IntPtr.Zero; }
        }

        /// <summary>
        /// Refuses a handle that was disposed of, before a call with more than one: Mono would keep its hold on those that
        /// come before it for ever.
        /// </summary>
        internal void Live(string name)
        {
            if (IsClosed)
            {
                throw new ObjectDisposedException(name);
            }
        }
    }

    internal sealed class PublicationHandle : NativeHandle
    {
        internal PublicationHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_publication_release(handle) == 0;
        }
    }

    internal sealed class SnapshotHandle : NativeHandle
    {
        internal SnapshotHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_snapshot_release(handle) == 0;
        }
    }

    internal sealed class AnswerHandle : NativeHandle
    {
        internal AnswerHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_answer_release(handle) == 0;
        }
    }

    internal sealed class StoreHandle : NativeHandle
    {
        internal StoreHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_store_release(handle) == 0;
        }
    }

    internal sealed class BuilderHandle : NativeHandle
    {
        internal BuilderHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_builder_release(handle) == 0;
        }
    }

    internal sealed class TenantHandle : NativeHandle
    {
        internal TenantHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_tenant_release(handle) == 0;
        }
    }

    internal sealed class ImportedHandle : NativeHandle
    {
        internal ImportedHandle(IntPtr owned) : base(owned)
        {
        }

        protected override bool ReleaseHandle()
        {
            return Native.omnimedia_imported_release(handle) == 0;
        }
    }
}
