using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // Tenants.

    internal static unsafe partial class Native
    {
        // Where a tenant comes from, and where it goes.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_new(NativeLimits* limits, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_read(
            byte* bytes, UIntPtr len, int format, NativeLimits* limits, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_write(TenantHandle tenant, int format, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_from_publication(
            PublicationHandle publication, NativeLimits* limits, NativeStamp* stamp, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_without_media_of(
            PublicationHandle publication, NativeLimits* limits, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_release(IntPtr tenant);

        // Editing and publishing.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_edit(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, int copy, NativePolicy* policy, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_save(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, Str content, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_finish(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, uint* version, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_check_in(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, Str content, uint* version, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_discard(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, int force, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_restore(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, uint version, uint* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_reset(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, uint* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_publish(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, int along, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_unpublish(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_delete(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_unpublish_and_delete(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, IntPtr* why);

        // What takes effect at once, and the switches.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_set(TenantHandle tenant, Str entity, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_remove_product(TenantHandle tenant, Str number, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_remove_category(TenantHandle tenant, Str id, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_remove_channel(TenantHandle tenant, Str id, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_remove_swatch(
            TenantHandle tenant, Str dimension, Str value, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_switches(TenantHandle tenant, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_turn_on(TenantHandle tenant, Str word, Str channel, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_turn_off(TenantHandle tenant, Str word, Str channel, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_readiness(
            TenantHandle tenant, Str word, Str channel, PublicationHandle publication, PublicationHandle legacy,
            NativePolicy* policy, NativeLimits* limits, EachCall each, IntPtr user, IntPtr* made, IntPtr* why);

        // Publish groups.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_create_group(
            TenantHandle tenant, Str name, NativeGroupOptions* options, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_set_group_options(
            TenantHandle tenant, Str name, NativeGroupOptions* options, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_set_group_limits(
            TenantHandle tenant, ulong items, ulong secondsApart, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_delete_group(
            TenantHandle tenant, Str name, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_copy_into_group(
            TenantHandle tenant, NativeTarget* target, Str from, NativeStamp* stamp, uint* version, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_remove_from_group(
            TenantHandle tenant, NativeTarget* target, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_schedule_group(
            TenantHandle tenant, Str name, Str due, NativeStamp* stamp, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_unschedule_group(TenantHandle tenant, Str name, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_run_group(
            TenantHandle tenant, Str name, NativeStamp* stamp, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_run_due(TenantHandle tenant, long now, IntPtr* made, IntPtr* why);

        // States and lives.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_publication(
            TenantHandle tenant, int state, Str name, long instant, IntPtr* made, IntPtr* leftOut, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_life(
            TenantHandle tenant, NativeTarget* target, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_used_by(TenantHandle tenant, Str asset, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_targets(TenantHandle tenant, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_groups(TenantHandle tenant, IntPtr* made, IntPtr* why);

        // What changed.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_changes(
            TenantHandle tenant, IntPtr* made, ulong* mark, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_delta(
            TenantHandle tenant, SnapshotHandle snapshot, IntPtr* made, ulong* mark, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_settle_changes(TenantHandle tenant, ulong mark, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_changed_units(
            TenantHandle tenant, IntPtr* made, ulong* mark, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_settle_units(TenantHandle tenant, ulong mark, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_unit(TenantHandle tenant, Str key, IntPtr* made, IntPtr* why);
    }
}
