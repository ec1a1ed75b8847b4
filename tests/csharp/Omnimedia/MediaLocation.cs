using System;
using System.Collections.Generic;

namespace Omnimedia
{
    /// <summary>A shape of the retail API.</summary>
    public enum Shape
    {
        /// <summary>The gallery of a product or variant: a list.</summary>
        MediaLocations = 0,

        /// <summary>The gallery of the selected variant: a list.</summary>
        SelectedMediaLocations = 1,

        /// <summary>What the gallery module shows: a list.</summary>
        Gallery = 2,

        /// <summary>What the additional-media module shows: a list for each purpose.</summary>
        AdditionalMedia = 3,
    }

    /// <summary>Where the alt texts of a gallery come from.</summary>
    public enum GalleryAlt
    {
        /// <summary>As the policy has it; the default.</summary>
        ByPolicy = 0,

        /// <summary>The asset's, else the product's name.</summary>
        Asset = 1,

        /// <summary>The product's name.</summary>
        Product = 2,
    }

    /// <summary>A medium that the page's author puts behind the product's own.</summary>
    public sealed class CuratedImage
    {
        /// <summary>A medium.</summary>
        /// <param name="uri">Where it is.</param>
        /// <param name="altText">What it shows, in words; may be null.</param>
        /// <param name="kind">What it is; the gallery shows a file nowhere else.</param>
        public CuratedImage(string uri, string altText = null, Kind kind = Kind.Image)
        {
            if (uri == null)
            {
                throw new ArgumentNullException(nameof(uri));
            }
            Uri = uri;
            AltText = altText;
            Kind = kind;
        }

        /// <summary>Where it is.</summary>
        public string Uri { get; }

        /// <summary>What it shows, in words; may be null.</summary>
        public string AltText { get; }

        /// <summary>What it is.</summary>
        public Kind Kind { get; }
    }

    /// <summary>What the gallery module lets an author choose. Null means the defaults.</summary>
    public sealed class GalleryOptions
    {
        /// <summary>
        /// Whether the images of the master are shown behind those of a selected variant, each asset once; else the
        /// variant shows its own answer alone. The opposite of <c>shouldHideMasterProductImagesForVariant</c>.
        /// </summary>
        public bool ShowMasterImages { get; set; }

        /// <summary>
        /// Whether values that do not come to a variant have a say: <c>shouldUpdateOnPartialDimensionSelection</c>.
        /// </summary>
        public bool PartialSelection { get; set; }

        /// <summary>Whether videos are left out.</summary>
        public bool WithoutVideos { get; set; }

        /// <summary>Where alt texts come from: <c>altTextSource</c>.</summary>
        public GalleryAlt AltText { get; set; }

        /// <summary>What is shown behind the product's media, in this order: <c>images</c>.</summary>
        public IList<CuratedImage> Curated { get; } = new List<CuratedImage>();
    }

    /// <summary>Where one medium is, and how it is shown: <c>MediaLocation</c> of the Retail Server API.</summary>
    public sealed class MediaLocation
    {
        internal MediaLocation(NativeMediaLocation location)
        {
            Uri = Utf8.Decode(location.Uri);
            AltText = Utf8.Decode(location.AltText);
            Asset = Utf8.Decode(location.Asset);
            Purpose = Utf8.Decode(location.Purpose);
            Kind = (Kind)location.Kind;
            Priority = checked((int)location.Priority);
            IsDefault = location.IsDefault != 0;
            IsSelfHosted = location.IsSelfHosted != 0;
            IsApplicableForChildEntities = location.IsApplicableForChildEntities != 0;
        }

        /// <summary>The url of the asset; null where it has none, or an empty one.</summary>
        public string Uri { get; }

        /// <summary>What it shows, in words, in the language of the query; null where there is no such text.</summary>
        public string AltText { get; }

        /// <summary>The id of the asset; null where it is curated.</summary>
        public string Asset { get; }

        /// <summary>What it is for; null for all but additional media.</summary>
        public string Purpose { get; }

        /// <summary>What the asset is.</summary>
        public Kind Kind { get; }

        /// <summary>Its place in the list it came in, 1 first.</summary>
        public int Priority { get; }

        /// <summary>Whether it is the default image, of which a list has one at most.</summary>
        public bool IsDefault { get; }

        /// <summary>Whether the host has to say where its media server is.</summary>
        public bool IsSelfHosted { get; }

        /// <summary>Whether variants share it, since it was assigned to the product or a pattern.</summary>
        public bool IsApplicableForChildEntities { get; }
    }

    /// <summary>A function of the library that fills an array of locations.</summary>
    internal unsafe delegate int LocationsCall(
        NativeMediaLocation* room, UIntPtr capacity, UIntPtr* count, IntPtr* why);

    internal static unsafe class Locations
    {
        private const int Usual = 32;

        /// <summary>Asks with room for a usual gallery, and once more where there are more.</summary>
        internal static IReadOnlyList<MediaLocation> Read(Arguments arguments, LocationsCall ask)
        {
            for (var capacity = Usual;;)
            {
                UIntPtr all;
                var place = &all;
                var room = (NativeMediaLocation*)arguments.Room((long)sizeof(NativeMediaLocation) * capacity);
                var most = capacity.ToNative();
                Made.Do(why => ask(room, most, place, why));
                var count = (*place).ToInt();
                if (count > capacity)
                {
                    capacity = count;
                    continue;
                }
                var locations = new MediaLocation[count];
                for (var at = 0; at < count; at++)
                {
                    locations[at] = new MediaLocation(room[at]);
                }
                return locations;
            }
        }
    }
}
