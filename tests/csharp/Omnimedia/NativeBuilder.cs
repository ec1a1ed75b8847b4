using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // Building publications by calls.

    internal static unsafe partial class Native
    {
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_new(NativeLimits* limits, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_json(BuilderHandle builder, Str line, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_finish(BuilderHandle builder, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_release(IntPtr builder);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_channel(BuilderHandle builder, Str id, Str name, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_channel_locale(BuilderHandle builder, Str locale, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_asset(
            BuilderHandle builder, Str id, int kind, Str url, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_asset_published(BuilderHandle builder, int published, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_asset_channel(BuilderHandle builder, Str channel, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_asset_no_channel(BuilderHandle builder, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_category(BuilderHandle builder, Str id, Str name, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_category_document(
            BuilderHandle builder, NativeContext* context, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_category_image(BuilderHandle builder, Str asset, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_central_swatch(
            BuilderHandle builder, Str dimension, Str value, Str hex, Str asset, NativeCrop* crop, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_product(
            BuilderHandle builder, Str number, ulong recordId, Str name, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_product_category(BuilderHandle builder, Str category, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_dimension(
            BuilderHandle builder, Str name, Str* values, UIntPtr len, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_variant(
            BuilderHandle builder, Str number, ulong recordId, Pair* values, UIntPtr len, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_document(
            BuilderHandle builder, NativeContext* context, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_master(BuilderHandle builder, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_pattern(
            BuilderHandle builder, Pair* pattern, UIntPtr len, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_variant_set(BuilderHandle builder, Str number, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_list(BuilderHandle builder, int list, int mode, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_item(
            BuilderHandle builder, int list, Str purpose, Str asset, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_swatch(
            BuilderHandle builder, Str dimension, Str value, Str hex, Str asset, NativeCrop* crop, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_text(
            BuilderHandle builder, Str locale, int field, Str text, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_tag(BuilderHandle builder, Str locale, Str tag, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_builder_property(BuilderHandle builder, Str key, Str value, IntPtr* why);
    }
}
