using System;
using System.Runtime.InteropServices;

namespace Omnimedia
{
    // More structures of include/omnimedia.h: options, and what the retail API, tenants and manifests are about.

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeCuratedImage
    {
        public Str Uri;
        public Str AltText;
        public int Kind;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeGalleryOptions
    {
        public UIntPtr Size;
        public int ShowMasterImages;
        public int PartialSelection;
        public int WithoutVideos;
        public int AltText;
        public NativeCuratedImage* Curated;
        public UIntPtr CuratedLength;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeMediaLocation
    {
        public Str Uri;
        public Str AltText;
        public Str Asset;
        public Str Purpose;
        public int Kind;
        public uint Priority;
        public int IsDefault;
        public int IsSelfHosted;
        public int IsApplicableForChildEntities;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeAuditOptions
    {
        public UIntPtr Size;
        public NativePolicy* Policy;
        public NativeLimits* Limits;
        public Str* Checks;
        public UIntPtr ChecksLength;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeDiffOptions
    {
        public UIntPtr Size;
        public NativePolicy* Policy;
        public NativeLimits* Limits;
        public Str* Products;
        public UIntPtr ProductsLength;
        public Str* Categories;
        public UIntPtr CategoriesLength;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeMinimiseOptions
    {
        public UIntPtr Size;
        public NativePolicy* Policy;
        public NativeLimits* Limits;
        public Str* Products;
        public UIntPtr ProductsLength;
        public ulong Selections;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativePreviewSide
    {
        public Str Caption;
        public IntPtr Publication;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativePreviewOptions
    {
        public UIntPtr Size;
        public Str Title;
        public Str* Products;
        public UIntPtr ProductsLength;
        public Str* Channels;
        public UIntPtr ChannelsLength;
        public Str* Locales;
        public UIntPtr LocalesLength;
        public Str* Catalogs;
        public UIntPtr CatalogsLength;
        public Pair* Thumbnails;
        public UIntPtr ThumbnailsLength;
        public ulong MostAnswers;
        public ulong Limit;
        public int LinkPictures;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeStamp
    {
        public Str By;
        public long At;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeTarget
    {
        public UIntPtr Size;
        public int Kind;
        public Str Id;
        public NativeContext Context;
        public Str Group;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeGroupOptions
    {
        public UIntPtr Size;
        public int Conflicts;
        public int PublishAll;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeLegacyOptions
    {
        public UIntPtr Size;
        public Str Patterns;
        public NativeContext Context;
        public Str BaseUrl;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeTransferOptions
    {
        public UIntPtr Size;
        public int OnConflict;
        public int Drafts;
        public int DryRun;
        public int DropOtherChannels;
        public int DropOtherLocales;
        public Pair* Channels;
        public UIntPtr ChannelsLength;
        public Pair* Locales;
        public UIntPtr LocalesLength;
        public Str* Products;
        public UIntPtr ProductsLength;
        public Str* Categories;
        public UIntPtr CategoriesLength;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeImportOptions
    {
        public UIntPtr Size;
        public int Lenient;
        public int Plain;
        public int DryRun;
        public int EmptyAction;
        public ulong MostFaults;
        public ulong TotalBytes;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeImportProgress
    {
        public int Phase;
        public ulong Rows;
        public ulong Bytes;
        public ulong TotalBytes;
        public ulong Applied;
        public ulong ToApply;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal struct NativeImportCounts
    {
        public ulong Rows;
        public ulong EmptyRows;
        public ulong Applied;
        public ulong Unchanged;
        public ulong Kept;
        public ulong HeldBack;
        public ulong Cancelled;
        public ulong Failed;
        public ulong Warnings;
        public ulong Assets;
        public ulong Documents;
        public int IsClean;
        public int IsCancelled;
    }

    [StructLayout(LayoutKind.Sequential)]
    internal unsafe struct NativeExportOptions
    {
        public UIntPtr Size;
        public Str* Products;
        public UIntPtr ProductsLength;
        public Str* Categories;
        public UIntPtr CategoriesLength;
        public Str* Channels;
        public UIntPtr ChannelsLength;
        public Str* Locales;
        public UIntPtr LocalesLength;
        public int FormulaSafe;
        public int IfExists;
    }
}
