using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>
    /// A publication: what is published, in memory. It never changes, and any thread may ask it. Answers of it keep
    /// what they need alive.
    /// </summary>
    public sealed unsafe partial class Publication : IDisposable
    {
        private const int ExplainText = 2;

        private readonly PublicationHandle handle;

        internal Publication(IntPtr owned)
        {
            handle = new PublicationHandle(owned);
        }

        /// <summary>Reads a publication from UTF-8.</summary>
        /// <exception cref="OmnimediaException">What the publication is refused for, every fault of it.</exception>
        public static Publication Read(byte[] utf8, Format format = Format.Json, Limits limits = null)
        {
            if (utf8 == null)
            {
                throw new ArgumentNullException(nameof(utf8));
            }
            using (var arguments = new Arguments())
            {
                // an empty array has no address, and no text is not the same as an empty one
                fixed (byte* bytes = utf8.Length == 0 ? new byte[1] : utf8)
                {
                    return Read(bytes, utf8.Length, format, arguments.Limits(limits));
                }
            }
        }

        /// <summary>Reads a publication from a string.</summary>
        /// <exception cref="OmnimediaException">What the publication is refused for, every fault of it.</exception>
        public static Publication Parse(string json, Format format = Format.Json, Limits limits = null)
        {
            if (json == null)
            {
                throw new ArgumentNullException(nameof(json));
            }
            using (var arguments = new Arguments())
            {
                var text = arguments.Text(json);
                return Read(text.Data, text.Length.ToInt(), format, arguments.Limits(limits));
            }
        }

        private static Publication Read(byte* bytes, int length, Format format, NativeLimits* limits)
        {
            Library.Load();
            IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
            var status = Native.omnimedia_publication_read(
                bytes, length.ToNative(), (int)format, limits, &made, &why);
            OmnimediaException.Check(status, why);
            return new Publication(made);
        }

        /// <summary>What is worth a look in a publication that was taken, such as assets that are not there.</summary>
        public IReadOnlyList<Fault> Warnings
        {
            get
            {
                IntPtr warnings = IntPtr.Zero, why = IntPtr.Zero;
                OmnimediaException.Check(Native.omnimedia_publication_warnings(handle, &warnings, &why), why);
                return Fault.Take(warnings);
            }
        }

        /// <summary>The publication as UTF-8 that reads back equal.</summary>
        public byte[] Write(Format format = Format.Json)
        {
            IntPtr bytes = IntPtr.Zero, why = IntPtr.Zero;
            OmnimediaException.Check(Native.omnimedia_publication_write(handle, (int)format, &bytes, &why), why);
            return Utf8.Take(bytes);
        }

        /// <summary>What a product, a variant or a selection shows, from the publication itself.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotFound"/>, <see cref="FaultCode.BadQuery"/>, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public Answer Resolve(Query query, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                IntPtr answer = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_resolve(
                    handle, arguments.Query(query), arguments.Policy(policy), &answer, &why);
                OmnimediaException.Check(status, why);
                return new Answer(answer);
            }
        }

        /// <summary>Why something shows what it shows: a tree for people, with every context and set.</summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public string Explain(Query query, Policy policy = null)
        {
            return Explain(query, policy, ExplainText);
        }

        /// <summary>The same as JSON.</summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>.</exception>
        public string ExplainJson(Query query, Policy policy = null)
        {
            return Explain(query, policy, (int)Format.Json);
        }

        private string Explain(Query query, Policy policy, int format)
        {
            using (var arguments = new Arguments())
            {
                IntPtr text = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_explain(
                    handle, arguments.Query(query), arguments.Policy(policy), format, &text, &why);
                OmnimediaException.Check(status, why);
                return Utf8.TakeText(text);
            }
        }

        /// <summary>Answers a question in JSON with JSON, in the form that every language shares.</summary>
        /// <exception cref="OmnimediaException">As <see cref="Resolve"/>, and faults of the question.</exception>
        public string Ask(string request, Policy policy = null)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            using (var arguments = new Arguments())
            {
                IntPtr text = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_ask(
                    handle, arguments.Text(request), arguments.Policy(policy), &text, &why);
                OmnimediaException.Check(status, why);
                return Utf8.TakeText(text);
            }
        }

        /// <summary>Prepares every answer under a policy: a snapshot, to be asked, saved or sent.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.DuplicateDocument"/>, <see cref="FaultCode.LimitSnapshot"/>.
        /// </exception>
        public Snapshot Flatten(Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_flatten(handle, arguments.Policy(policy), &made, &why);
                OmnimediaException.Check(status, why);
                return new Snapshot(made);
            }
        }

        internal static PublicationHandle HandleOf(Publication publication, string name)
        {
            if (publication == null)
            {
                throw new ArgumentNullException(name);
            }
            publication.handle.Live(name);
            return publication.handle;
        }

        /// <summary>Lets the publication go. Answers and snapshots of it stay.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
