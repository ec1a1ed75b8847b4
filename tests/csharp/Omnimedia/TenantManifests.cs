using System;
using System.IO;

namespace Omnimedia
{
    // Manifests in and out.

    public sealed unsafe partial class Tenant
    {
        /// <summary>Takes a manifest into the tenant, piece by piece, from a stream that is read to its end.</summary>
        /// <remarks>
        /// Rows are read one by one; a bad row hides none of the others, and is told of in the report. While the call
        /// runs every other one on this tenant throws with <see cref="FaultCode.InUse"/>, also from the stream and from
        /// <paramref name="progress"/>. What these throw comes out of this call.
        /// </remarks>
        /// <param name="manifest">The manifest. It is not closed.</param>
        /// <param name="stamp">Who does it, and when.</param>
        /// <param name="options">How; null means the defaults.</param>
        /// <param name="progress">
        /// Is told from time to time how far it is, and says whether to go on; else, and where it throws, the import is
        /// cancelled: while rows are read nothing is changed, later what was applied stays.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// What is wrong with the manifest as a whole; nothing was changed then: <see cref="FaultCode.NoHeader"/>,
        /// <see cref="FaultCode.DuplicateColumn"/>, <see cref="FaultCode.Encoding"/>,
        /// <see cref="FaultCode.UnterminatedQuote"/>, <see cref="FaultCode.LimitColumns"/>,
        /// <see cref="FaultCode.LimitLine"/>.
        /// </exception>
        public Imported Import(Stream manifest, Stamp stamp, ImportOptions options = null,
            Func<ImportProgress, bool> progress = null)
        {
            var callbacks = new Callbacks().Read(manifest, nameof(manifest)).Tell(progress);
            using (var arguments = new Arguments())
            {
                var length = manifest.CanSeek ? manifest.Length - manifest.Position : 0;
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_tenant_import(handle, arguments.Import(options, length),
                    arguments.Stamp(stamp), callbacks.Reader, callbacks.Progress, IntPtr.Zero, &made, &why);
                return new Imported(callbacks.Check(status, made, why, Native.omnimedia_imported_release));
            }
        }

        /// <summary>Takes a manifest that is in memory into the tenant.</summary>
        /// <remarks>As for a stream.</remarks>
        /// <exception cref="OmnimediaException">As for a stream.</exception>
        public Imported Import(byte[] manifest, Stamp stamp, ImportOptions options = null,
            Func<ImportProgress, bool> progress = null)
        {
            if (manifest == null)
            {
                throw new ArgumentNullException(nameof(manifest));
            }
            var callbacks = new Callbacks().Tell(progress);
            using (var arguments = new Arguments())
            {
                var how = arguments.Import(options, manifest.Length);
                var who = arguments.Stamp(stamp);
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                fixed (byte* bytes = manifest)
                {
                    var status = Native.omnimedia_tenant_import_bytes(handle, how, who, bytes,
                        manifest.Length.ToNative(), callbacks.Progress, IntPtr.Zero, &made, &why);
                    return new Imported(callbacks.Check(status, made, why, Native.omnimedia_imported_release));
                }
            }
        }

        /// <summary>
        /// Writes a manifest, piece by piece, that takes the media and assignments of this tenant into another one:
        /// leniently where pictures lack an alt text. Gives as JSON what was written and what did not travel,
        /// <c>{"rows": …, "warned": …, "warnings": …}</c>.
        /// </summary>
        /// <remarks>
        /// From the stream the tenant can be read; what changes it throws with <see cref="FaultCode.InUse"/>. What the
        /// stream throws comes out of this call.
        /// </remarks>
        /// <param name="manifest">Where it is written. It is neither flushed nor closed.</param>
        /// <param name="options">What is exported; null means everything.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/> for a product or category that was chosen and is not there,
        /// <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public string Export(Stream manifest, ExportOptions options = null)
        {
            var callbacks = new Callbacks().Write(manifest, nameof(manifest));
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_tenant_export(
                    handle, arguments.Export(options), callbacks.Writer, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }

        /// <summary>The same manifest in memory.</summary>
        /// <param name="report">What was written and what did not travel, as JSON.</param>
        /// <param name="options">What is exported; null means everything.</param>
        /// <exception cref="OmnimediaException">As for a stream.</exception>
        public byte[] Export(out string report, ExportOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Export(options);
                var told = IntPtr.Zero;
                var place = &told;
                var manifest = Made.Bytes((made, why) =>
                    Native.omnimedia_tenant_export_bytes(handle, what, made, place, why));
                report = Made.TextOf(*place);
                return manifest;
            }
        }
    }
}
