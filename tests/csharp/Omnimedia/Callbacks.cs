using System;
using System.IO;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;
using System.Threading;

// Where there are no such aborts, in .NET, these calls are marked as obsolete, and none of them is reached.
#pragma warning disable SYSLIB0006

namespace Omnimedia
{
    /// <summary>
    /// Streams and functions of the host in the hands of the library, for one call.
    /// </summary>
    /// <remarks>
    /// No exception may pass through the frames of the library. What the host throws is kept, the library is told to
    /// stop, and <see cref="Check"/> throws it once the call is over.
    /// </remarks>
    internal sealed unsafe class Callbacks
    {
        private const int GoOn = 0;
        private const int Stop = 1;
        private const int Piece = 1 << 16;

        private byte[] piece;
        private Stream source;
        private Stream target;
        private Func<ImportProgress, bool> progress;
        private Func<long, long, bool> done;
        private Func<string, bool> each;
        private ExceptionDispatchInfo thrown;
        private object aborted;

        // Held by this object, so that the garbage collector leaves them while the library has their addresses.
        internal ReadCall Reader { get; private set; }
        internal WriteCall Writer { get; private set; }
        internal ProgressCall Progress { get; private set; }
        internal DoneCall Done { get; private set; }
        internal EachCall Each { get; private set; }

        internal Callbacks Read(Stream from, string name)
        {
            if (from == null)
            {
                throw new ArgumentNullException(name);
            }
            if (!from.CanRead)
            {
                throw new ArgumentException("the stream cannot be read", name);
            }
            piece = piece ?? new byte[Piece];
            source = from;
            Reader = OnRead;
            return this;
        }

        internal Callbacks Write(Stream to, string name)
        {
            if (to == null)
            {
                throw new ArgumentNullException(name);
            }
            if (!to.CanWrite)
            {
                throw new ArgumentException("the stream cannot be written", name);
            }
            piece = piece ?? new byte[Piece];
            target = to;
            Writer = OnWrite;
            return this;
        }

        internal Callbacks Tell(Func<ImportProgress, bool> whom)
        {
            progress = whom;
            Progress = whom == null ? null : (ProgressCall)OnProgress;
            return this;
        }

        internal Callbacks Tell(Func<long, long, bool> whom)
        {
            done = whom;
            Done = whom == null ? null : (DoneCall)OnDone;
            return this;
        }

        internal Callbacks Rows(Func<string, bool> whom)
        {
            each = whom;
            Each = whom == null ? null : (EachCall)OnEach;
            return this;
        }

        /// <summary>
        /// What a call came to that called back: what was made, or the exception of the host, else that of the library.
        /// </summary>
        internal IntPtr Check(int status, IntPtr made, IntPtr why, Func<IntPtr, int> release)
        {
            GC.KeepAlive(this);
            if (thrown == null)
            {
                OmnimediaException.Check(status, why);
                return made;
            }
            Native.omnimedia_fault_release(why);
            release(made);
            if (thrown.SourceException is ThreadAbortException)
            {
                Thread.CurrentThread.Abort(aborted);
            }
            thrown.Throw();
            return IntPtr.Zero;
        }

        private int OnRead(IntPtr user, byte* buffer, UIntPtr capacity, UIntPtr* filled)
        {
            try
            {
                var most = (int)Math.Min(capacity.ToUInt64(), Piece);
                var count = source.Read(piece, 0, most);
                if (count < 0 || count > most)
                {
                    throw new IOException("the stream read " + count + " bytes where there was room for " + most);
                }
                Marshal.Copy(piece, 0, (IntPtr)buffer, count);
                *filled = count.ToNative();
                return GoOn;
            }
            catch (Exception exception)
            {
                return Caught(exception);
            }
        }

        private int OnWrite(IntPtr user, byte* bytes, UIntPtr length)
        {
            try
            {
                for (ulong at = 0, all = length.ToUInt64(); at < all;)
                {
                    var count = (int)Math.Min(all - at, Piece);
                    Marshal.Copy((IntPtr)(bytes + at), piece, 0, count);
                    target.Write(piece, 0, count);
                    at += (ulong)count;
                }
                return GoOn;
            }
            catch (Exception exception)
            {
                return Caught(exception);
            }
        }

        private int OnProgress(IntPtr user, NativeImportProgress* at)
        {
            try
            {
                return progress(new ImportProgress(*at)) ? GoOn : Stop;
            }
            catch (Exception exception)
            {
                return Caught(exception);
            }
        }

        private int OnDone(IntPtr user, ulong count, ulong total)
        {
            try
            {
                return done(checked((long)count), checked((long)total)) ? GoOn : Stop;
            }
            catch (Exception exception)
            {
                return Caught(exception);
            }
        }

        private int OnEach(IntPtr user, Str row)
        {
            try
            {
                return each(Utf8.Decode(row) ?? "") ? GoOn : Stop;
            }
            catch (Exception exception)
            {
                return Caught(exception);
            }
        }

        private int Caught(Exception exception)
        {
            var abort = exception as ThreadAbortException;
            if (abort != null)
            {
                // the runtime would go on with it at the end of the catch, through the library
                aborted = abort.ExceptionState;
                Thread.ResetAbort();
            }
            thrown = thrown ?? ExceptionDispatchInfo.Capture(exception);
            return Stop;
        }
    }
}
