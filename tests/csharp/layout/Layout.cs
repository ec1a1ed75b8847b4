using System;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using Omnimedia;

/// Prints how the wrapper lays out the structures of C: name, size and each field with its place, by names in small
/// letters. Compiled together with the wrapper, whose structures nobody else sees.
internal static class Layout
{
    private static readonly Dictionary<Type, string> Names = new Dictionary<Type, string>
    {
        { typeof(Str), "str" },
        { typeof(Pair), "pair" },
        { typeof(NativeItem), "item" },
        { typeof(NativeContext), "context" },
        { typeof(NativeOrigin), "origin" },
        { typeof(NativeAnswerInfo), "answer_info" },
        { typeof(NativeFault), "fault_info" },
        { typeof(NativeFound), "found" },
        { typeof(NativeLimits), "limits" },
        { typeof(NativeQuery), "query" },
        { typeof(NativePolicy), "policy" },
        { typeof(NativeOpenOptions), "open_options" },
        { typeof(NativeSnapshotInfo), "snapshot_info" },
        { typeof(NativeCrop), "crop" },
        { typeof(NativeSwatch), "swatch" },
        { typeof(NativeCategoryImage), "category_image" },
        { typeof(NativeCuratedImage), "curated_image" },
        { typeof(NativeGalleryOptions), "gallery_options" },
        { typeof(NativeMediaLocation), "media_location" },
        { typeof(NativeAuditOptions), "audit_options" },
        { typeof(NativeDiffOptions), "diff_options" },
        { typeof(NativeMinimiseOptions), "minimise_options" },
        { typeof(NativePreviewSide), "preview_side" },
        { typeof(NativePreviewOptions), "preview_options" },
        { typeof(NativeStamp), "stamp" },
        { typeof(NativeTarget), "target" },
        { typeof(NativeGroupOptions), "group_options" },
        { typeof(NativeLegacyOptions), "legacy_options" },
        { typeof(NativeTransferOptions), "transfer_options" },
        { typeof(NativeImportOptions), "import_options" },
        { typeof(NativeImportProgress), "import_progress" },
        { typeof(NativeImportCounts), "import_counts" },
        { typeof(NativeExportOptions), "export_options" },
    };

    private static void Main()
    {
        foreach (var type in Names)
        {
            var line = new StringBuilder("omnimedia_" + type.Value + " " + Marshal.SizeOf(type.Key));
            foreach (var field in type.Key.GetFields(BindingFlags.Instance | BindingFlags.Public))
            {
                line.Append(" " + field.Name.ToLowerInvariant() + "@" + Marshal.OffsetOf(type.Key, field.Name));
            }
            Console.WriteLine(line);
        }
    }
}
