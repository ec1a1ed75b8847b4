using System;

namespace Omnimedia
{
    // Options of insight, the retail API and the preview page for one call.

    internal sealed unsafe partial class Arguments
    {
        internal NativeCrop* Crop(Crop? crop)
        {
            if (crop == null)
            {
                return null;
            }
            var room = (NativeCrop*)Room(sizeof(NativeCrop));
            *room = new NativeCrop
            {
                X = crop.Value.X,
                Y = crop.Value.Y,
                Width = crop.Value.Width,
                Height = crop.Value.Height,
            };
            return room;
        }

        internal NativeAuditOptions* Audit(AuditOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeAuditOptions*)Room(sizeof(NativeAuditOptions));
            *room = new NativeAuditOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeAuditOptions)),
                Policy = Policy(options.Policy),
                Limits = Limits(options.Limits),
            };
            room->Checks = Texts(options.Checks, nameof(options), "checks", out room->ChecksLength);
            return room;
        }

        internal NativeDiffOptions* Diff(DiffOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeDiffOptions*)Room(sizeof(NativeDiffOptions));
            *room = new NativeDiffOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeDiffOptions)),
                Policy = Policy(options.Policy),
                Limits = Limits(options.Limits),
            };
            room->Products = Texts(options.Products, nameof(options), "products", out room->ProductsLength);
            room->Categories = Texts(options.Categories, nameof(options), "categories", out room->CategoriesLength);
            return room;
        }

        internal NativeMinimiseOptions* Minimise(MinimiseOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeMinimiseOptions*)Room(sizeof(NativeMinimiseOptions));
            *room = new NativeMinimiseOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeMinimiseOptions)),
                Policy = Policy(options.Policy),
                Limits = Limits(options.Limits),
                Selections = options.Selections,
            };
            room->Products = Texts(options.Products, nameof(options), "products", out room->ProductsLength);
            return room;
        }

        internal NativeGalleryOptions* Gallery(GalleryOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativeGalleryOptions*)Room(sizeof(NativeGalleryOptions));
            *room = new NativeGalleryOptions
            {
                Size = new UIntPtr((uint)sizeof(NativeGalleryOptions)),
                ShowMasterImages = options.ShowMasterImages ? 1 : 0,
                PartialSelection = options.PartialSelection ? 1 : 0,
                WithoutVideos = options.WithoutVideos ? 1 : 0,
                AltText = (int)options.AltText,
                CuratedLength = options.Curated.Count.ToNative(),
            };
            var curated = (NativeCuratedImage*)Room((long)sizeof(NativeCuratedImage) * options.Curated.Count);
            for (var at = 0; at < options.Curated.Count; at++)
            {
                var image = options.Curated[at];
                if (image == null)
                {
                    throw new ArgumentNullException(nameof(options), "one of the curated images is null");
                }
                curated[at] = new NativeCuratedImage
                {
                    Uri = Text(image.Uri),
                    AltText = Text(image.AltText),
                    Kind = (int)image.Kind,
                };
            }
            room->Curated = curated;
            return room;
        }

        internal NativePreviewOptions* Preview(PreviewOptions options)
        {
            if (options == null)
            {
                return null;
            }
            var room = (NativePreviewOptions*)Room(sizeof(NativePreviewOptions));
            *room = new NativePreviewOptions
            {
                Size = new UIntPtr((uint)sizeof(NativePreviewOptions)),
                Title = Text(options.Title),
                MostAnswers = options.MostAnswers,
                Limit = options.Limit,
                LinkPictures = options.LinkPictures ? 1 : 0,
            };
            room->Products = Texts(options.Products, nameof(options), "products", out room->ProductsLength);
            room->Channels = Texts(options.Channels, nameof(options), "channels", out room->ChannelsLength);
            room->Locales = Texts(options.Locales, nameof(options), "locales", out room->LocalesLength);
            room->Catalogs = Texts(options.Catalogs, nameof(options), "catalogs", out room->CatalogsLength);
            room->Thumbnails = Pairs(options.Thumbnails, nameof(options), "thumbnails", out room->ThumbnailsLength);
            return room;
        }
    }
}
