using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // The callbacks. Whoever passes one keeps it alive until the call is over, and lets no exception out of it.

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal unsafe delegate int ReadCall(IntPtr user, byte* buffer, UIntPtr capacity, UIntPtr* filled);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal unsafe delegate int WriteCall(IntPtr user, byte* bytes, UIntPtr length);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal unsafe delegate int ProgressCall(IntPtr user, NativeImportProgress* progress);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int DoneCall(IntPtr user, ulong done, ulong total);

    [UnmanagedFunctionPointer(CallingConvention.Cdecl)]
    internal delegate int EachCall(IntPtr user, Str row);

    internal static unsafe partial class Native
    {
        // Manifests.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_export(
            TenantHandle tenant, NativeExportOptions* options, WriteCall writer, IntPtr user, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_export_bytes(
            TenantHandle tenant, NativeExportOptions* options, IntPtr* manifest, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_import(
            TenantHandle tenant, NativeImportOptions* options, NativeStamp* stamp, ReadCall reader,
            ProgressCall progress, IntPtr user, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_import_bytes(
            TenantHandle tenant, NativeImportOptions* options, NativeStamp* stamp, byte* bytes, UIntPtr len,
            ProgressCall progress, IntPtr user, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_counts(ImportedHandle imported, NativeImportCounts* counts);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_faults(ImportedHandle imported, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_warnings(ImportedHandle imported, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_json(ImportedHandle imported, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_write_result(
            ImportedHandle imported, ReadCall reader, WriteCall writer, IntPtr user, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_result_bytes(
            ImportedHandle imported, byte* bytes, UIntPtr len, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_imported_release(IntPtr imported);

        // What comes in from elsewhere.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_read_file_names(
            TenantHandle tenant, NativeLegacyOptions* options, Str* names, UIntPtr len, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_migrate(
            TenantHandle tenant, NativeLegacyOptions* options, Str* names, UIntPtr len, NativeStamp* stamp, int publish,
            IntPtr* read, IntPtr* done, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_tenant_transfer(
            TenantHandle source, TenantHandle destination, NativeTransferOptions* options, Str by, DoneCall progress,
            IntPtr user, IntPtr* made, IntPtr* why);
    }
}
