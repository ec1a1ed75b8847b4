using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // Audit, comparison and minimising, the retail API, the preview page.

    internal static unsafe partial class Native
    {
        // The library itself.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_fault_text(IntPtr fault, Str* text);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_self_test(IntPtr* why);

        // Insight.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_audit(
            PublicationHandle publication, NativeAuditOptions* options, EachCall each, IntPtr user, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_diff(
            PublicationHandle before, PublicationHandle after, NativeDiffOptions* options, EachCall each, IntPtr user,
            IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_diff(
            SnapshotHandle before, SnapshotHandle after, NativeDiffOptions* options, EachCall each, IntPtr user,
            IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_minimise(
            PublicationHandle publication, NativeMinimiseOptions* options, EachCall each, IntPtr user, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_minimised(
            PublicationHandle publication, NativeMinimiseOptions* options, IntPtr* made, IntPtr* counts, IntPtr* why);

        // Shapes of the retail API.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_media_locations_json(
            PublicationHandle publication, int shape, NativeQuery* query, NativePolicy* policy,
            NativeGalleryOptions* options, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_category_images_json(
            PublicationHandle publication, Str id, NativeContext* context, NativePolicy* policy, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_media_locations_json(
            SnapshotHandle snapshot, int shape, NativeQuery* query, NativeGalleryOptions* options, IntPtr* made,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_category_images_json(
            SnapshotHandle snapshot, Str id, NativeContext* context, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_media_locations(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, NativeMediaLocation* locations,
            UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_selected_media_locations(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, NativeMediaLocation* locations,
            UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_gallery(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, NativeGalleryOptions* options,
            NativeMediaLocation* locations, UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_additional_media(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, NativeMediaLocation* locations,
            UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_category_images(
            PublicationHandle publication, Str id, NativeContext* context, NativePolicy* policy,
            NativeMediaLocation* locations, UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_media_locations(
            SnapshotHandle snapshot, NativeQuery* query, NativeMediaLocation* locations, UIntPtr capacity,
            UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_selected_media_locations(
            SnapshotHandle snapshot, NativeQuery* query, NativeMediaLocation* locations, UIntPtr capacity,
            UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_gallery(
            SnapshotHandle snapshot, NativeQuery* query, NativeGalleryOptions* options, NativeMediaLocation* locations,
            UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_additional_media(
            SnapshotHandle snapshot, NativeQuery* query, NativeMediaLocation* locations, UIntPtr capacity,
            UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_category_images(
            SnapshotHandle snapshot, Str id, NativeContext* context, NativeMediaLocation* locations, UIntPtr capacity,
            UIntPtr* count, IntPtr* why);

        // The preview page.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_preview(
            NativePreviewSide* sides, UIntPtr len, NativePolicy* policy, NativePreviewOptions* options, IntPtr* made,
            IntPtr* why);
    }
}
