using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>
    /// How file names of an older media library are read. Null means the documented patterns, Omnichannel, Neutral.
    /// </summary>
    public sealed class LegacyOptions
    {
        /// <summary>
        /// Patterns, one a line, such as <c>/Products/{ProductNumber}_000_{Sequence}.png</c>; null for the documented
        /// ones.
        /// </summary>
        public string Patterns { get; set; }

        /// <summary>The context that files speak in; null is the default catalog, Omnichannel, Neutral.</summary>
        public Context Context { get; set; }

        /// <summary>Where the files are served; null makes the name itself the url.</summary>
        public string BaseUrl { get; set; }
    }

    /// <summary>What becomes of what both tenants have, and not the same.</summary>
    public enum OnConflict
    {
        /// <summary>The destination keeps what it has; the default.</summary>
        KeepDestination = 0,

        /// <summary>The destination gets what the source has.</summary>
        Replace = 1,

        /// <summary>The one that was modified later stands.</summary>
        KeepLatest = 2,
    }

    /// <summary>What is copied from one tenant into another. Null means all that is published, as it is.</summary>
    public sealed class TransferOptions
    {
        /// <summary>What becomes of what both have, and not the same.</summary>
        public OnConflict OnConflict { get; set; }

        /// <summary>Whether drafts are copied, too.</summary>
        public bool Drafts { get; set; }

        /// <summary>Whether it is only told what would be done.</summary>
        public bool DryRun { get; set; }

        /// <summary>Whether every channel is dropped that is not mapped by name, but for Omnichannel.</summary>
        public bool DropOtherChannels { get; set; }

        /// <summary>Whether every locale is dropped that is not mapped by name, but for Neutral.</summary>
        public bool DropOtherLocales { get; set; }

        /// <summary>
        /// Channels of the source, each with that of the destination, empty for Omnichannel; null as that drops the
        /// channel.
        /// </summary>
        public IEnumerable<KeyValuePair<string, string>> Channels { get; set; }

        /// <summary>The same of locales; empty is Neutral.</summary>
        public IEnumerable<KeyValuePair<string, string>> Locales { get; set; }

        /// <summary>The numbers of the products to copy, and no category that is not named too; null for all.</summary>
        public IEnumerable<string> Products { get; set; }

        /// <summary>The ids of the categories to copy, and no product that is not named too; null for all.</summary>
        public IEnumerable<string> Categories { get; set; }
    }

    // What comes in from elsewhere: file names of older media libraries, and what another tenant has.

    public sealed unsafe partial class Tenant
    {
        /// <summary>
        /// What the names of files of an older media library would assign, as JSON, <c>{"counts": …, "files": …}</c>;
        /// nothing is changed.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.MalformedPattern"/>, <see cref="FaultCode.MalformedLocale"/>.
        /// </exception>
        public string ReadFileNames(IEnumerable<string> names, LegacyOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                UIntPtr length;
                var files = Names(arguments, names, out length);
                var count = length;
                var how = arguments.Legacy(options);
                return Made.Text((made, why) =>
                    Native.omnimedia_tenant_read_file_names(handle, how, files, count, made, why));
            }
        }

        /// <summary>
        /// Assigns the files of an older media library by their names: assets that are lacking are made, and of each
        /// document the primary lists that files name are replaced. The same once more changes nothing. Gives what
        /// changed as JSON, <c>{"assets": …, "documents": …, "published": …}</c>.
        /// </summary>
        /// <param name="names">The names.</param>
        /// <param name="stamp">Who does it, and when.</param>
        /// <param name="publish">Whether the documents are published, and their assets along.</param>
        /// <param name="read">What became of the names, as <see cref="ReadFileNames"/> tells it.</param>
        /// <param name="options">How the names are read.</param>
        /// <exception cref="OmnimediaException">
        /// What <see cref="ReadFileNames"/>, <see cref="CheckIn"/> and <see cref="Publish"/> refuse; then nothing of it
        /// happens.
        /// </exception>
        public string Migrate(IEnumerable<string> names, Stamp stamp, bool publish, out string read,
            LegacyOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                UIntPtr length;
                var files = Names(arguments, names, out length);
                var count = length;
                var how = arguments.Legacy(options);
                var who = arguments.Stamp(stamp);
                var told = IntPtr.Zero;
                var place = &told;
                var done = Made.Text((made, why) => Native.omnimedia_tenant_migrate(
                    handle, how, files, count, who, publish ? 1 : 0, place, made, why));
                read = Made.TextOf(*place);
                return done;
            }
        }

        private static Str* Names(Arguments arguments, IEnumerable<string> names, out UIntPtr length)
        {
            if (names == null)
            {
                throw new ArgumentNullException(nameof(names));
            }
            return arguments.Texts(names, nameof(names), nameof(names), out length);
        }

        /// <summary>
        /// Copies media and documents of this tenant into another one, each item whole or not at all, and gives the
        /// report as JSON, item by item.
        /// </summary>
        /// <param name="destination">What they are copied into.</param>
        /// <param name="by">On whose behalf: a user of the destination.</param>
        /// <param name="options">What is copied; null means all that is published.</param>
        /// <param name="progress">
        /// Is told after each item how many of how many are done, and says whether to go on. What is done stays done,
        /// also where it throws, which comes out of this call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/> for a product or category that was named and that this tenant does not
        /// have; <see cref="FaultCode.MalformedLocale"/>; <see cref="FaultCode.BadArgument"/> where both are the
        /// same tenant; <see cref="FaultCode.InUse"/>.
        /// </exception>
        public string Transfer(Tenant destination, string by, TransferOptions options = null,
            Func<long, long, bool> progress = null)
        {
            if (destination == null)
            {
                throw new ArgumentNullException(nameof(destination));
            }
            destination.handle.Live(nameof(destination));
            var callbacks = new Callbacks().Tell(progress);
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_tenant_transfer(handle, destination.handle, arguments.Transfer(options),
                    arguments.Need(by, nameof(by)), callbacks.Done, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }
    }
}
