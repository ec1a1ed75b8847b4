using System;
using System.Collections.Generic;

namespace Omnimedia
{
    // What changed: for snapshots, and for where the tenant is stored.

    public sealed unsafe partial class Tenant
    {
        /// <summary>
        /// Which parts of the publication changed since the last that were settled, as JSON: <c>products</c>,
        /// <c>categories</c>, <c>channels</c>, <c>swatches</c> and <c>assets</c>. Changes are not stored with a tenant:
        /// one that is read has none.
        /// </summary>
        /// <param name="mark">A number for <see cref="SettleChanges"/>.</param>
        public string Changes(out ulong mark)
        {
            ulong given;
            var place = &given;
            var json = Made.Text((made, why) => Native.omnimedia_tenant_changes(handle, made, place, why));
            mark = *place;
            return json;
        }

        /// <summary>
        /// The delta that brings a snapshot of this tenant's publication up to date with all that changed since the
        /// last that was settled; null where nothing changed. It is for <see cref="Store.Add"/> and
        /// <see cref="Snapshot.WithDelta"/>.
        /// </summary>
        /// <param name="snapshot">What the delta goes on.</param>
        /// <param name="mark">
        /// A number for <see cref="SettleChanges"/>, to be passed once the delta is where it belongs. Until then the
        /// next delta has the same changes again, so that nothing is lost where it is refused or cannot be kept.
        /// </param>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.WrongPolicy"/>, <see cref="FaultCode.LimitSnapshot"/>,
        /// <see cref="FaultCode.DuplicateDocument"/>.
        /// </exception>
        public byte[] Delta(Snapshot snapshot, out ulong mark)
        {
            var under = Snapshot.HandleOf(snapshot, nameof(snapshot));
            ulong given;
            var place = &given;
            var bytes = Made.Bytes((made, why) =>
                Native.omnimedia_tenant_delta(handle, under, made, place, why));
            mark = *place;
            return bytes;
        }

        /// <summary>
        /// Forgets the changes that were there when <paramref name="mark"/> was given: they are flattened. What changed
        /// since stays.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.BadArgument"/> for a number that was never given.
        /// </exception>
        public void SettleChanges(ulong mark)
        {
            Made.Do(why => Native.omnimedia_tenant_settle_changes(handle, mark, why));
        }

        /// <summary>
        /// The keys of the units of storage that changed since the last that were settled, each for <see cref="Unit"/>.
        /// </summary>
        /// <param name="mark">A number for <see cref="SettleUnits"/>.</param>
        public IReadOnlyList<string> ChangedUnits(out ulong mark)
        {
            ulong given;
            var place = &given;
            var lines = Made.Text((made, why) => Native.omnimedia_tenant_changed_units(handle, made, place, why));
            mark = *place;
            return lines.Split(new[] { '\n' }, StringSplitOptions.RemoveEmptyEntries);
        }

        /// <summary>
        /// Forgets the units that were there when <paramref name="mark"/> was given: they are stored. What changed
        /// since stays.
        /// </summary>
        /// <exception cref="OmnimediaException">
        /// <see cref="FaultCode.BadArgument"/> for a number that was never given.
        /// </exception>
        public void SettleUnits(ulong mark)
        {
            Made.Do(why => Native.omnimedia_tenant_settle_units(handle, mark, why));
        }

        /// <summary>
        /// One unit of storage as JSON, a line of the tenant's JSON Lines; null where the unit is no longer in the
        /// tenant, so that it is to be deleted where it is stored.
        /// </summary>
        /// <exception cref="OmnimediaException"><see cref="FaultCode.Type"/> for a text that is no key.</exception>
        public string Unit(string key)
        {
            using (var arguments = new Arguments())
            {
                var which = arguments.Need(key, nameof(key));
                return Made.Text((made, why) => Native.omnimedia_tenant_unit(handle, which, made, why));
            }
        }
    }
}
