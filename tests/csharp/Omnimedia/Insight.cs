using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>What is audited. Null means every check, under the default policy.</summary>
    public sealed class AuditOptions
    {
        /// <summary>The policy; null means the default everywhere.</summary>
        public Policy Policy { get; set; }

        /// <summary>Limits, of which the answers count.</summary>
        public Limits Limits { get; set; }

        /// <summary>The words of the checks to make, such as <c>no_image</c>; null for every check.</summary>
        public IEnumerable<string> Checks { get; set; }
    }

    /// <summary>What is compared. Null means everything.</summary>
    public sealed class DiffOptions
    {
        /// <summary>The policy; snapshots have their own, and refuse one.</summary>
        public Policy Policy { get; set; }

        /// <summary>Limits, of which the answers count.</summary>
        public Limits Limits { get; set; }

        /// <summary>The products to look at, and no category that is not named too; null for all.</summary>
        public IEnumerable<string> Products { get; set; }

        /// <summary>The categories to look at, and no product that is not named too; null for all.</summary>
        public IEnumerable<string> Categories { get; set; }
    }

    /// <summary>What is minimised. Null means everything, under the default policy.</summary>
    public sealed class MinimiseOptions
    {
        /// <summary>The policy; null means the default everywhere.</summary>
        public Policy Policy { get; set; }

        /// <summary>Limits, of which the answers count.</summary>
        public Limits Limits { get; set; }

        /// <summary>The products to look at; null for all.</summary>
        public IEnumerable<string> Products { get; set; }

        /// <summary>Most changed selections that a row lists; 0 means 100.</summary>
        public ulong Selections { get; set; }
    }

    public sealed unsafe partial class Publication
    {
        /// <summary>
        /// Looks for what is missing, doubled or useless, and gives the counts as JSON, <c>{"answers": …, "found": …,
        /// "total": …, "is_complete": …}</c>.
        /// </summary>
        /// <param name="options">What is looked for; null means everything.</param>
        /// <param name="each">
        /// Gets every finding as JSON, and says whether to go on. What it throws comes out of this call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitAnswers"/> before anything is looked at;
        /// <see cref="FaultCode.DuplicateDocument"/>; <see cref="FaultCode.BadArgument"/> for a word that is no check.
        /// </exception>
        public string Audit(AuditOptions options = null, Func<string, bool> each = null)
        {
            var callbacks = new Callbacks().Rows(each);
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_audit(
                    handle, arguments.Audit(options), callbacks.Each, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }

        /// <summary>
        /// What products, variants, swatches and categories show that is another, from this publication to the next;
        /// gives the counts as JSON, <c>{"covered": …, "answers": …, "swatches": …, "category_images": …, "products":
        /// …, "total": …, "is_complete": …}</c>.
        /// </summary>
        /// <param name="after">The next publication.</param>
        /// <param name="options">What is compared; null means everything.</param>
        /// <param name="each">
        /// Gets every difference as JSON, and says whether to go on. What it throws comes out of this call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitAnswers"/> before anything is compared; <see cref="FaultCode.DuplicateDocument"/>.
        /// </exception>
        public string Diff(Publication after, DiffOptions options = null, Func<string, bool> each = null)
        {
            var callbacks = new Callbacks().Rows(each);
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_diff(handle, HandleOf(after, nameof(after)),
                    arguments.Diff(options), callbacks.Each, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }

        /// <summary>Which products show the same with fewer sets; gives the counts as JSON.</summary>
        /// <param name="options">What is looked at; null means everything.</param>
        /// <param name="each">
        /// Gets every such product as JSON, and says whether to go on. What it throws comes out of this call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitAnswers"/> before anything is looked at;
        /// <see cref="FaultCode.DuplicateDocument"/>.
        /// </exception>
        public string Minimise(MinimiseOptions options = null, Func<string, bool> each = null)
        {
            var callbacks = new Callbacks().Rows(each);
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_publication_minimise(
                    handle, arguments.Minimise(options), callbacks.Each, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }

        /// <summary>The whole publication with fewer sets, which shows the same.</summary>
        /// <param name="counts">The counts as JSON.</param>
        /// <param name="options">What is minimised; null means everything.</param>
        /// <exception cref="OmnimediaException">As <see cref="Minimise"/>.</exception>
        public Publication Minimised(out string counts, MinimiseOptions options = null)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Minimise(options);
                var told = IntPtr.Zero;
                var place = &told;
                var fewer = new Publication(Made.Handle((made, why) =>
                    Native.omnimedia_publication_minimised(handle, what, made, place, why)));
                counts = Made.TextOf(*place);
                return fewer;
            }
        }
    }

    public unsafe partial class Snapshot
    {
        /// <summary>
        /// What products, variants, swatches and categories show that is another, from this snapshot to the next, each
        /// under its own policy; counts and rows as of <see cref="Publication.Diff"/>.
        /// </summary>
        /// <param name="after">The next snapshot.</param>
        /// <param name="options">What is compared, without a policy; null means everything.</param>
        /// <param name="each">
        /// Gets every difference as JSON, and says whether to go on. What it throws comes out of this call.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.LimitAnswers"/>; <see cref="FaultCode.BadArgument"/> for options with a policy.
        /// </exception>
        public string Diff(Snapshot after, DiffOptions options = null, Func<string, bool> each = null)
        {
            var next = HandleOf(after, nameof(after));
            var callbacks = new Callbacks().Rows(each);
            using (var arguments = new Arguments())
            {
                IntPtr made = IntPtr.Zero, why = IntPtr.Zero;
                var status = Native.omnimedia_snapshot_diff(
                    Handle, next, arguments.Diff(options), callbacks.Each, IntPtr.Zero, &made, &why);
                return Utf8.TakeText(callbacks.Check(status, made, why, Native.omnimedia_bytes_release));
            }
        }
    }
}
