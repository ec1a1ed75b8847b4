using System;
using System.Collections.Generic;
using System.IO;

namespace Omnimedia
{
    /// <summary>What became of a manifest that was taken in: how each row ended. Any thread may read it.</summary>
    public sealed unsafe class Imported : IDisposable
    {
        private readonly ImportedHandle handle;

        internal Imported(IntPtr owned)
        {
            handle = new ImportedHandle(owned);
        }

        /// <summary>How many rows ended how.</summary>
        public ImportCounts Counts
        {
            get
            {
                NativeImportCounts counts;
                OmnimediaException.Check(Native.omnimedia_imported_counts(handle, &counts), IntPtr.Zero);
                return new ImportCounts(counts);
            }
        }

        /// <summary>
        /// The first faults of rows, with row and column. A fault that many rows share stands once.
        /// </summary>
        public IReadOnlyList<Fault> Faults
        {
            get
            {
                return Fault.Take(Made.Handle((made, why) => Native.omnimedia_imported_faults(handle, made, why)));
            }
        }

        /// <summary>The first warnings of good rows.</summary>
        public IReadOnlyList<Fault> Warnings
        {
            get
            {
                return Fault.Take(Made.Handle((made, why) => Native.omnimedia_imported_warnings(handle, made, why)));
            }
        }

        /// <summary>The report as JSON: counts, faults and warnings.</summary>
        public string ToJson()
        {
            return Made.Text((made, why) => Native.omnimedia_imported_json(handle, made, why));
        }

        /// <summary>
        /// The manifest again, with how each row ended behind it: <c>Result</c>, <c>ResultTime</c>, <c>ErrorCode</c>
        /// and <c>ResultDescription</c>. It can be taken in again, as the manifest could.
        /// </summary>
        /// <param name="manifest">The same bytes as were taken in.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.ChangedInput"/> where the bytes are others; where they are no manifest at all, the
        /// fault that an import refuses them for, such as <see cref="FaultCode.NoHeader"/> or
        /// <see cref="FaultCode.Encoding"/>.
        /// </exception>
        public byte[] Result(byte[] manifest)
        {
            if (manifest == null)
            {
                throw new ArgumentNullException(nameof(manifest));
            }
            fixed (byte* start = manifest)
            {
                var bytes = start;
                return Made.Bytes((made, why) => Native.omnimedia_imported_result_bytes(
                    handle, bytes, manifest.Length.ToNative(), made, why));
            }
        }

        /// <summary>The same from one stream into another, with memory for one row.</summary>
        /// <param name="manifest">A stream that gives the same bytes as were taken in. It is not closed.</param>
        /// <param name="result">Where the result is written. It is neither flushed nor closed.</param>
        /// <exception cref="OmnimediaException">
        /// As <see cref="Result"/>: <see cref="FaultCode.ChangedInput"/>, or the fault of what is no manifest at all.
        /// What a stream throws comes out of this call.
        /// </exception>
        public void WriteResult(Stream manifest, Stream result)
        {
            var callbacks = new Callbacks().Read(manifest, nameof(manifest)).Write(result, nameof(result));
            var why = IntPtr.Zero;
            var status = Native.omnimedia_imported_write_result(
                handle, callbacks.Reader, callbacks.Writer, IntPtr.Zero, &why);
            callbacks.Check(status, IntPtr.Zero, why, Native.omnimedia_bytes_release);
        }

        /// <summary>Lets the report go.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
