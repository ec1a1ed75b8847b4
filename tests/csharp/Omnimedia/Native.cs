using System;
using System.Runtime.InteropServices;
using System.Security;

namespace Omnimedia
{
    // The structures of include/omnimedia.h, field by field. All are blittable: nothing is copied or converted on the
    // way, and arrays of them are filled in place.

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct Str
    {
        public byte* Data;
        public UIntPtr Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct Pair
    {
        public Str Key;
        public Str Value;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeItem
    {
        public Str Asset;
        public Str Url;
        public Str Purpose;
        public Str Alt;
        public int Kind;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeContext
    {
        public Str Catalog;
        public Str Channel;
        public Str Locale;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeOrigin
    {
        public int HasContext;
        public int Level;
        public NativeContext Context;
        public Str Variant;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeAnswerInfo
    {
        public Str Product;
        public Str Variant;
        public NativeOrigin Origin;
        public fixed byte Hash[16];
        public UIntPtr Primary;
        public UIntPtr Additional;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeFault
    {
        public int Code;
        public int IsWarning;
        public Str Name;
        public Str Message;
        public Str Place;
        public Str Advice;
        public ulong Row;
        public ulong Line;
        public ulong Column;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeFound
    {
        public Str Product;
        public Str Variant;
        public Str Name;
        public ulong RecordId;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeLimits
    {
        public UIntPtr Size;
        public ulong Dimensions;
        public ulong Values;
        public ulong Variants;
        public ulong Items;
        public ulong Documents;
        public ulong Patterns;
        public ulong Identifier;
        public ulong Cell;
        public ulong Line;
        public ulong Columns;
        public ulong Nesting;
        public ulong Answers;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeQuery
    {
        public UIntPtr Size;
        public Str Number;
        public ulong RecordId;
        public Str Variant;
        public Pair* Values;
        public UIntPtr ValuesLength;
        public NativeContext Context;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativePolicy
    {
        public UIntPtr Size;
        public int Order;
        public int Parents;
        public int Inheritance;
        public int AltSource;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeOpenOptions
    {
        public UIntPtr Size;
        public int Unverified;
        public int InMemory;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeSnapshotInfo
    {
        public int Order;
        public int Parents;
        public int Inheritance;
        public int AltSource;
        public fixed byte ContentHash[16];
        public UIntPtr Deltas;
        public ulong Bytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeCrop
    {
        public double X;
        public double Y;
        public double Width;
        public double Height;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeSwatch
    {
        public Str Dimension;
        public Str Value;
        public Str Asset;
        public Str Url;
        public NativeCrop Crop;
        public fixed byte Hex[8];
        public int HasCrop;
        public int Source;
        public int Shown;
        public int Kind;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeCategoryImage
    {
        public Str Asset;
        public Str Url;
        public Str Alt;
        public Str Title;
        public Str Caption;
        public Str Description;
        public Str DisplayName;
        public int Kind;
        public int IsShown;
    }

    /// <summary>The numbers of C: <c>size_t</c>, and record ids, which are never above those of .NET.</summary>
    internal static class Sizes
    {
        /// <exception cref="ArgumentOutOfRangeException">The record id is negative.</exception>
        internal static ulong ToNative(this long recordId, string name)
        {
            if (recordId < 0)
            {
                throw new ArgumentOutOfRangeException(name, recordId, "a record id is not negative");
            }
            return (ulong)recordId;
        }

        internal static long ToRecordId(this ulong recordId)
        {
            return unchecked((long)recordId);
        }

        internal static UIntPtr ToNative(this int size)
        {
            return new UIntPtr((uint)size);
        }

        internal static int ToInt(this UIntPtr size)
        {
            return checked((int)size.ToUInt64());
        }

        internal static long ToLong(this UIntPtr size)
        {
            return checked((long)size.ToUInt64());
        }
    }

    /// <summary>
    /// The functions of include/omnimedia.h. Calls of the hot path take the bare handle, and their callers keep it
    /// alive; all others take a safe handle, which does so itself.
    /// </summary>
    [SuppressUnmanagedCodeSecurity]
    internal static unsafe partial class Native
    {
        // Every loader makes omnimedia.dll, libomnimedia.so or libomnimedia.dylib of it.
        private const string Library = "omnimedia";

        internal const uint AbiVersion = 1;

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern uint omnimedia_abi_version();

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_version(Str* version);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern UIntPtr omnimedia_handles_alive();

        // Faults and bytes live no longer than the call that reads them, so that they need no safe handle.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_fault_count(IntPtr fault, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_fault_at(IntPtr fault, UIntPtr index, NativeFault* info);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_fault_release(IntPtr fault);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_bytes_view(IntPtr bytes, Str* view);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_bytes_release(IntPtr bytes);

        // Publications.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_read(
            byte* bytes, UIntPtr length, int format, NativeLimits* limits, IntPtr* publication, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_write(
            PublicationHandle publication, int format, IntPtr* bytes, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_warnings(
            PublicationHandle publication, IntPtr* warnings, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_resolve(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, IntPtr* answer, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_explain(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, int format, IntPtr* bytes,
            IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_flatten(
            PublicationHandle publication, NativePolicy* policy, IntPtr* snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_ask(
            PublicationHandle publication, Str request, NativePolicy* policy, IntPtr* bytes, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_release(IntPtr publication);

        // Answers.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_items(
            AnswerHandle answer, int list, NativeItem* items, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_default_image(AnswerHandle answer, UIntPtr* index);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_text(
            AnswerHandle answer, int list, UIntPtr index, int field, Str* text);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_tags(
            AnswerHandle answer, int list, UIntPtr index, Str* tags, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_properties(
            AnswerHandle answer, int owner, int list, UIntPtr index, Pair* properties, UIntPtr capacity,
            UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_origin(
            AnswerHandle answer, int list, UIntPtr index, NativeOrigin* origin);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_origin_match(
            AnswerHandle answer, int list, UIntPtr index, Pair* values, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_about(AnswerHandle answer, NativeAnswerInfo* info);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_match(
            AnswerHandle answer, Pair* values, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_json(AnswerHandle answer, IntPtr* bytes, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_answer_release(IntPtr answer);

        // Snapshots.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_open(
            byte* bytes, UIntPtr length, NativeOpenOptions* options, IntPtr* snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_open_file(
            Str path, NativeOpenOptions* options, IntPtr* snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_shard_of(Str productNumber, uint shards, uint* shard);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_shards_index(
            IntPtr* shards, UIntPtr length, IntPtr* bytes, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_open_shards(
            byte* index, UIntPtr length, IntPtr* shards, UIntPtr shardsLength, NativeOpenOptions* options,
            IntPtr* snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_open_shard_files(
            Str index, Str* shards, UIntPtr length, NativeOpenOptions* options, IntPtr* snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_with_delta(
            SnapshotHandle snapshot, byte* delta, UIntPtr length, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_compact(SnapshotHandle snapshot, IntPtr* made, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_verify(SnapshotHandle snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_bytes(IntPtr snapshot, UIntPtr layer, Str* bytes);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_save(SnapshotHandle snapshot, Str path, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_about(SnapshotHandle snapshot, NativeSnapshotInfo* info);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_probe(byte* bytes, UIntPtr length, int* kind);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_resolve(
            SnapshotHandle snapshot, NativeQuery* query, IntPtr* answer, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_retain(SnapshotHandle snapshot);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_release(IntPtr snapshot);

        // Look-ups.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_shelf(
            SnapshotHandle snapshot, NativeContext* context, ulong* shelf, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_primary(
            IntPtr snapshot, ulong shelf, Str number, NativeItem* items, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_additional(
            IntPtr snapshot, ulong shelf, Str number, NativeItem* items, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_default_image(
            IntPtr snapshot, ulong shelf, Str number, NativeItem* image);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_default_image_url(
            IntPtr snapshot, ulong shelf, Str number, Str* url);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_etag(IntPtr snapshot, ulong shelf, Str number, byte* hash);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_default_image_urls(
            IntPtr snapshot, ulong shelf, Str* numbers, UIntPtr length, Str* urls, int* statuses);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_primaries(
            IntPtr snapshot, ulong shelf, Str* numbers, UIntPtr length, NativeItem* items, UIntPtr capacity,
            UIntPtr* ends, int* statuses);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_find(IntPtr snapshot, Str number, NativeFound* found);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_number_of(IntPtr snapshot, ulong recordId, Str* number);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_variant_with(
            IntPtr snapshot, Str product, Pair* values, UIntPtr length, Str* number, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_variants(
            IntPtr snapshot, Str product, NativeFound* variants, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_values(
            IntPtr snapshot, Str variant, Pair* values, UIntPtr capacity, UIntPtr* count);

        // Swatches and pictures of categories.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_swatches(
            PublicationHandle publication, NativeQuery* query, NativePolicy* policy, NativeSwatch* swatches,
            UIntPtr capacity, UIntPtr* count, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_swatches(
            IntPtr snapshot, ulong shelf, Str number, NativeSwatch* swatches, UIntPtr capacity, UIntPtr* count);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_central_swatch(
            IntPtr snapshot, Str dimension, Str value, NativeSwatch* swatch);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_publication_category_image(
            PublicationHandle publication, Str id, NativeContext* context, NativePolicy* policy,
            NativeCategoryImage* image, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_snapshot_category_image(
            IntPtr snapshot, ulong shelf, Str id, NativeCategoryImage* image);

        // Live stores.

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_new(SnapshotHandle snapshot, IntPtr* store, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_snapshot(StoreHandle store, IntPtr* snapshot);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_shelf(
            StoreHandle store, NativeContext* context, ulong* shelf, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_replace(StoreHandle store, SnapshotHandle snapshot, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_add(
            StoreHandle store, byte* delta, UIntPtr length, IntPtr* why);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl, ExactSpelling = true)]
        internal static extern int omnimedia_store_release(IntPtr store);
    }
}
