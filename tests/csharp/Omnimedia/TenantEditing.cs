using System;

namespace Omnimedia
{
    // Editing, versions and publishing.

    public sealed unsafe partial class Tenant
    {
        private delegate int TargetCall(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, IntPtr* why);

        private delegate int VersionCall(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, uint* version, IntPtr* why);

        private void On(Target target, Stamp stamp, TargetCall call)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Target(target);
                var who = arguments.Stamp(stamp);
                Made.Do(why => call(handle, what, who, why));
            }
        }

        private int Version(Target target, Stamp stamp, VersionCall call)
        {
            var version = 0u;
            var place = &version;
            On(target, stamp, (tenant, what, who, why) => call(tenant, what, who, place, why));
            return checked((int)version);
        }

        /// <summary>
        /// Checks a target out to the user of the stamp, and gives what is to be edited, the draft, as JSON in the form
        /// of <c>content</c> in <c>tenant/1</c>. A user who has it already goes on with what was saved last. In a
        /// publish group that lacks the target it enters the group with what is checked in live.
        /// </summary>
        /// <param name="target">What is edited.</param>
        /// <param name="stamp">Who does it, and when.</param>
        /// <param name="copy">
        /// Where there is no draft: whether to begin with a copy of the published document that is first on the ladder,
        /// else with nothing.
        /// </param>
        /// <param name="policy">Whose ladder that is.</param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.CheckedOut"/>, naming the holder; <see cref="FaultCode.NotInTenant"/>,
        /// <see cref="FaultCode.GroupClosed"/>, <see cref="FaultCode.LimitGroupItems"/>,
        /// <see cref="FaultCode.CategoryWithoutChannel"/> and the limits.
        /// </exception>
        public string Edit(Target target, Stamp stamp, bool copy = false, Policy policy = null)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Target(target);
                var who = arguments.Stamp(stamp);
                var under = arguments.Policy(policy);
                return Made.Text((made, why) => Native.omnimedia_tenant_edit(
                    handle, what, who, copy ? 1 : 0, under, made, why));
            }
        }

        /// <summary>
        /// Keeps what the user is working on in the check-out, JSON in the form that <see cref="Edit"/> gives. Nobody
        /// else sees it.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotCheckedOut"/>, <see cref="FaultCode.CheckedOut"/> by another,
        /// <see cref="FaultCode.WrongContent"/>, every fault of the content with its path.
        /// </exception>
        public void Save(Target target, Stamp stamp, string content)
        {
            using (var arguments = new Arguments())
            {
                var json = arguments.Need(content, nameof(content));
                On(target, stamp, (tenant, what, who, why) =>
                    Native.omnimedia_tenant_save(tenant, what, who, json, why));
            }
        }

        /// <summary>
        /// Ends the check-out: its content becomes a version, the draft. Gives the number of the version.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotCheckedOut"/>, <see cref="FaultCode.CheckedOut"/> by another,
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.GroupClosed"/>.
        /// </exception>
        public int Finish(Target target, Stamp stamp)
        {
            return Version(target, stamp, Native.omnimedia_tenant_finish);
        }

        /// <summary>
        /// Edits, saves and finishes in one go, and gives the number of the version. Nothing stays checked out that was
        /// not before.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// As <see cref="Edit"/>, <see cref="Save"/> and <see cref="Finish"/>.
        /// </exception>
        public int CheckIn(Target target, Stamp stamp, string content)
        {
            using (var arguments = new Arguments())
            {
                var json = arguments.Need(content, nameof(content));
                return Version(target, stamp, (tenant, what, who, version, why) =>
                    Native.omnimedia_tenant_check_in(tenant, what, who, json, version, why));
            }
        }

        /// <summary>
        /// Ends the check-out and drops its content: the draft is what it was. With <paramref name="force"/> another
        /// user's check-out, too.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotCheckedOut"/>; <see cref="FaultCode.CheckedOut"/> by another without force.
        /// </exception>
        public void Discard(Target target, Stamp stamp, bool force = false)
        {
            On(target, stamp, (tenant, what, who, why) =>
                Native.omnimedia_tenant_discard(tenant, what, who, force ? 1 : 0, why));
        }

        /// <summary>
        /// Makes an earlier version the draft, as a new version, whose number it gives. The user's own check-out is
        /// finished first.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.CheckedOut"/> by another; <see cref="FaultCode.NotInTenant"/> for a target or version
        /// that is not there; <see cref="FaultCode.GroupClosed"/>.
        /// </exception>
        public int Restore(Target target, Stamp stamp, int version)
        {
            if (version < 0)
            {
                throw new ArgumentOutOfRangeException(nameof(version));
            }
            return Version(target, stamp, (tenant, what, who, made, why) =>
                Native.omnimedia_tenant_restore(tenant, what, who, (uint)version, made, why));
        }

        /// <summary>
        /// Stages the removal of everything that a product or category has in one context, as a version whose number it
        /// gives; once it is published, it falls back to the next context.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongContent"/> for an asset, and the faults of <see cref="Restore"/>.
        /// </exception>
        public int Reset(Target target, Stamp stamp)
        {
            return Version(target, stamp, Native.omnimedia_tenant_reset);
        }

        /// <summary>
        /// Publishes drafts: of one asset or document, or of all documents of a product or category. Gives what was
        /// published as JSON, <c>{"targets": …, "assets": …, "changes": …}</c>.
        /// </summary>
        /// <param name="target">What is published.</param>
        /// <param name="stamp">Who does it, and when.</param>
        /// <param name="along">
        /// Whether the assets that it uses and that are not published are published along; else they refuse it.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.UnpublishedAssets"/> and <see cref="FaultCode.UnknownAsset"/> for each asset,
        /// <see cref="FaultCode.CheckedOut"/> for each draft that somebody is working on,
        /// <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.WrongContent"/> for what is in a group, every
        /// fault of content that its product no longer allows.
        /// </exception>
        public string Publish(Target target, Stamp stamp, bool along = false)
        {
            using (var arguments = new Arguments())
            {
                var what = arguments.Target(target);
                var who = arguments.Stamp(stamp);
                return Made.Text((made, why) => Native.omnimedia_tenant_publish(
                    handle, what, who, along ? 1 : 0, made, why));
            }
        }

        /// <summary>Takes a target out of the publication; its draft and its versions stay.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.NotPublished"/>, <see cref="FaultCode.NotInTenant"/>,
        /// <see cref="FaultCode.WrongContent"/> in a group, <see cref="FaultCode.AssetInUse"/> for each that shows the
        /// asset.
        /// </exception>
        public void Unpublish(Target target, Stamp stamp)
        {
            On(target, stamp, Native.omnimedia_tenant_unpublish);
        }

        /// <summary>Deletes a target that is not published, with its versions.</summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.Published"/>, <see cref="FaultCode.NotInTenant"/>, <see cref="FaultCode.CheckedOut"/>
        /// by another, <see cref="FaultCode.AssetInUse"/> for each that uses the asset.
        /// </exception>
        public void Delete(Target target, Stamp stamp)
        {
            On(target, stamp, Native.omnimedia_tenant_delete);
        }

        /// <summary>Takes a target out of the publication, and deletes it with its versions; both or neither.</summary>
        /// <exception cref="OmnimediaException">As <see cref="Unpublish"/> and <see cref="Delete"/>.</exception>
        public void UnpublishAndDelete(Target target, Stamp stamp)
        {
            On(target, stamp, Native.omnimedia_tenant_unpublish_and_delete);
        }
    }
}
