using System;

namespace Omnimedia
{
    /// <summary>Which publication of a tenant.</summary>
    internal enum State
    {
        Published = 0,
        Drafts = 1,
        WorkOf = 2,
        Group = 3,
        AsOf = 4,
    }

    /// <summary>
    /// A tenant: the media library, products and categories, and of each asset and document the published content, the
    /// draft, the check-out and the versions.
    /// </summary>
    /// <remarks>
    /// Any thread may call. Calls that only read run together, one that changes something runs alone. No call waits for
    /// another: where it cannot run now it throws with <see cref="FaultCode.InUse"/>, and the caller calls again.
    /// Either all that a call says is done, or nothing.
    /// </remarks>
    public sealed unsafe partial class Tenant : IDisposable
    {
        private readonly TenantHandle handle;

        private Tenant(IntPtr owned)
        {
            handle = new TenantHandle(owned);
        }

        /// <summary>A tenant without anything in it.</summary>
        /// <param name="limits">What holds for all that comes into it; null means the defaults.</param>
        public Tenant(Limits limits = null)
        {
            Library.Load();
            using (var arguments = new Arguments())
            {
                var most = arguments.Limits(limits);
                handle = new TenantHandle(Made.Handle((made, why) => Native.omnimedia_tenant_new(most, made, why)));
            }
        }

        /// <summary>
        /// Reads a tenant from UTF-8: <c>tenant/1</c> as one JSON object, or as JSON Lines. A host that stores units
        /// gives the line <c>{"omnimedia":"tenant/1"}</c> and all of them, one a line, in any order.
        /// </summary>
        /// <exception cref="OmnimediaException">What the tenant is refused for, every fault of it.</exception>
        public static Tenant Read(byte[] utf8, Format format = Format.Json, Limits limits = null)
        {
            if (utf8 == null)
            {
                throw new ArgumentNullException(nameof(utf8));
            }
            Library.Load();
            using (var arguments = new Arguments())
            {
                fixed (byte* bytes = utf8)
                {
                    return Read(bytes, utf8.Length.ToNative(), format, arguments.Limits(limits));
                }
            }
        }

        /// <summary>Reads a tenant from a string.</summary>
        /// <exception cref="OmnimediaException">What the tenant is refused for, every fault of it.</exception>
        public static Tenant Parse(string json, Format format = Format.Json, Limits limits = null)
        {
            Library.Load();
            using (var arguments = new Arguments())
            {
                var text = arguments.Need(json, nameof(json));
                return Read(text.Data, text.Length, format, arguments.Limits(limits));
            }
        }

        private static Tenant Read(byte* bytes, UIntPtr length, Format format, NativeLimits* limits)
        {
            return new Tenant(Made.Handle((made, why) =>
                Native.omnimedia_tenant_read(bytes, length, (int)format, limits, made, why)));
        }

        /// <summary>
        /// The tenant whose publication this is: everything in it is version 1, checked in and published with this
        /// stamp. An asset that is not published is a draft.
        /// </summary>
        public static Tenant FromPublication(Publication publication, Stamp stamp, Limits limits = null)
        {
            using (var arguments = new Arguments())
            {
                var from = Publication.HandleOf(publication, nameof(publication));
                var most = arguments.Limits(limits);
                var by = arguments.Stamp(stamp);
                return new Tenant(Made.Handle((made, why) =>
                    Native.omnimedia_tenant_from_publication(from, most, by, made, why)));
            }
        }

        /// <summary>
        /// A tenant with what a publication has besides media: channels, categories, products, and central swatches
        /// that are colours. This is what a manifest is taken into where a shop begins.
        /// </summary>
        public static Tenant WithoutMediaOf(Publication publication, Limits limits = null)
        {
            using (var arguments = new Arguments())
            {
                var from = Publication.HandleOf(publication, nameof(publication));
                var most = arguments.Limits(limits);
                return new Tenant(Made.Handle((made, why) =>
                    Native.omnimedia_tenant_without_media_of(from, most, made, why)));
            }
        }

        /// <summary>The tenant as UTF-8 that reads back equal: everything but its limits.</summary>
        public byte[] Write(Format format = Format.Json)
        {
            return Made.Bytes((made, why) => Native.omnimedia_tenant_write(handle, (int)format, made, why));
        }

        /// <summary>What is published, and only that.</summary>
        public Publication Published()
        {
            return In(State.Published, null, 0);
        }

        /// <summary>The publication as if every checked-in draft were published.</summary>
        /// <exception cref="OmnimediaException">
        /// Faults of content that its product does not allow any more, as drafts may be.
        /// </exception>
        public Publication WithDrafts()
        {
            return In(State.Drafts, null, 0);
        }

        /// <summary>
        /// The publication as a user has it at hand: every draft, and what this user has checked out.
        /// </summary>
        /// <exception cref="OmnimediaException">As <see cref="WithDrafts"/>.</exception>
        public Publication WithWorkOf(string user)
        {
            if (user == null)
            {
                throw new ArgumentNullException(nameof(user));
            }
            return In(State.WorkOf, user, 0);
        }

        /// <summary>The publication as if a publish group ran now.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotInTenant"/>, and what would refuse the run.
        /// </exception>
        public Publication WithGroup(string group)
        {
            if (group == null)
            {
                throw new ArgumentNullException(nameof(group));
            }
            return In(State.Group, group, 0);
        }

        /// <summary>The publication as it will stand: with every publish group that is due by then.</summary>
        /// <param name="instant">When.</param>
        /// <param name="leftOut">
        /// The groups that are due and whose run would be refused, a JSON list of <c>{"group": …, "faults": …}</c>.
        /// </param>
        public Publication AsOf(DateTimeOffset instant, out string leftOut)
        {
            var groups = IntPtr.Zero;
            var publication = In(State.AsOf, null, instant.ToUnixTimeSeconds(), &groups);
            leftOut = Made.TextOf(groups) ?? "[]";
            return publication;
        }

        private Publication In(State state, string name, long instant, IntPtr* leftOut = null)
        {
            using (var arguments = new Arguments())
            {
                var named = arguments.Text(name);
                return new Publication(Made.Handle((made, why) => Native.omnimedia_tenant_publication(
                    handle, (int)state, named, instant, made, leftOut, why)));
            }
        }

        /// <summary>
        /// The life of a target as JSON: its versions, the draft, what is published, the check-out; null where it has
        /// none.
        /// </summary>
        public string Life(Target target)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Target(target);
                return Made.Text((made, why) => Native.omnimedia_tenant_life(handle, what, made, why));
            }
        }

        /// <summary>
        /// Who uses an asset, as a JSON list: published documents, drafts, check-outs, publish groups and central
        /// swatches. Empty for an asset that nobody uses, or that is not there.
        /// </summary>
        public string UsedBy(string asset)
        {
            using (var arguments = new Arguments())
            {
                var id = arguments.Need(asset, nameof(asset));
                return Made.Text((made, why) => Native.omnimedia_tenant_used_by(handle, id, made, why));
            }
        }

        /// <summary>
        /// Every target that has a life, live, as a JSON list: assets, documents of products, documents of categories.
        /// </summary>
        public string Targets()
        {
            return Made.Text((made, why) => Native.omnimedia_tenant_targets(handle, made, why));
        }

        /// <summary>
        /// The publish groups as a JSON list, by name, each with its options, its state and its items.
        /// </summary>
        public string Groups()
        {
            return Made.Text((made, why) => Native.omnimedia_tenant_groups(handle, made, why));
        }

        /// <summary>Lets the tenant go, stored or not. Publications of it stay.</summary>
        public void Dispose()
        {
            handle.Dispose();
        }
    }
}
